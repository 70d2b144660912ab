"""The pages of those who review, decide and look after the desk, put together."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

from zhifa.web.desk import (
    admin,
    admin_calendars,
    admin_reads,
    admin_register_end,
    admin_register_export,
    admin_register_import,
    admin_registers,
    admin_settings,
    admin_templates,
    admin_workflows,
    decisions,
    discussion,
    review_room,
    reviews,
    statistics_page,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    reviews.router, review_room.router, decisions.router, discussion.router, statistics_page.router,
    admin.router, admin_register_import.router, admin_register_export.router, admin_register_end.router, admin_registers.router,
    admin_templates.router, admin_calendars.router, admin_workflows.router, admin_settings.router, admin_reads.router,
)  # fmt: skip
"""In the order in which addresses are tried."""
