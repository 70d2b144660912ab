"""The record of a case as people read it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from zhifa.storage.records import EntryRecord, Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One entry, with labels as they were when it was made."""

    seq: int
    kind: str
    transition: str
    label: str
    actor: str
    post: str
    on_behalf_of: str | None
    """Name of the officer whose deputy the actor was."""
    occurred_at: str
    recorded_at: str
    late: bool
    from_label: str
    to_state: str
    to_label: str
    papers: tuple[tuple[str, str, str | None], ...]
    """Code, title and number of each paper."""
    corrects: int | None
    hash: str


def history(rows: Loaded) -> tuple[HistoryLine, ...]:
    return tuple(_line(entry) for entry in rows.entries)


def _line(entry: EntryRecord) -> HistoryLine:
    body: dict[str, Any] = json.loads(entry.body)
    source, target = body.get("from") or {}, body.get("to") or {}
    return HistoryLine(
        seq=entry.seq,
        kind=entry.kind,
        transition=entry.transition,
        label=body["label"],
        actor=body["actor"]["name"],
        post=body["actor"]["post"],
        on_behalf_of=body["actor"].get("for", {}).get("name"),
        occurred_at=entry.occurred_at,
        recorded_at=entry.recorded_at,
        late=bool(body.get("late")),
        from_label=source.get("label", ""),
        to_state=target.get("name", ""),
        to_label=target.get("label", ""),
        papers=tuple((p["code"], p["title"], p["number"]) for p in body.get("papers") or ()),
        corrects=body.get("corrects"),
        hash=entry.hash,
    )
