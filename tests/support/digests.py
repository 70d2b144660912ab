"""A digest as the sweep writes it, and the message that carries it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from zhifa.couriers.notifier import Message

WRITTEN = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def warned(**changes: Any) -> dict[str, Any]:
    """One warning, with what a test changes."""
    told: dict[str, Any] = {
        "id": "7d9f1f52-0000-4000-8000-000000000001",
        "case_id": "3f2a91c0-0000-4000-8000-000000000002",
        "term": "作出行政处罚决定的期限",
        "article": "行政处罚法第六十条",
        "level": 1,
        "occurrence": "before-10",
        "due": "2026-03-06",
        "overdue": False,
        "missed": [],
        "note": None,
        "text": "期限“作出行政处罚决定的期限”（行政处罚法第六十条）将于2026-03-06届满，剩余时间不足10%。",
    }
    return told | changes


def message(*warnings: dict[str, Any], **changes: Any) -> Message:
    """A message to the handler, with what a test changes."""
    told: dict[str, Any] = {
        "id": "51c4ab7e-0000-4000-8000-000000000003",
        "agency_id": "a1b2c3d4-0000-4000-8000-000000000004",
        "agency": "示例市生态环境局",
        "officer_id": "c0ffee00-0000-4000-8000-000000000005",
        "officer": "承办人甲",
        "address": "001@example.com",
        "created_at": WRITTEN,
        "digest": {"more": 0, "warnings": list(warnings or [warned()])},
    }
    return Message(**(told | changes))
