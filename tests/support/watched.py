"""A watch on a database of a test's own: what it says of each term, and processes that sweep."""

from __future__ import annotations

import json
import time
from datetime import date
from typing import Any

from case_desk import Desk
from office_rows import Rows
from office_workers import PATIENCE, Meet
from planted import Field
from zhifa.engine import sweeping
from zhifa.engine.ladder import day_begins

TODAY = date(2026, 3, 2)
"""The day on which planted terms are due: a Monday, and the day a desk begins with."""

Warned = tuple[str, int, str, tuple[str, ...]]
"""Code of the term, level, occurrence, and what was missed before it."""


def warned(rows: Rows, case_id: str) -> list[Warned]:
    """Every warning of a case, in the order they fired."""
    found = rows.all(
        "SELECT t.code, w.level, w.occurrence, w.body FROM zf_warning w JOIN zf_term t ON t.id = w.term_id"
        " WHERE w.case_id = ? ORDER BY w.fired_at, t.code, w.seq",
        case_id,
    )
    return [(code, level, occurrence, tuple(json.loads(body)["missed"])) for code, level, occurrence, body in found]


def said(rows: Rows, case_id: str, code: str) -> dict[date, list[tuple[int, str]]]:
    """What was said of the terms of this code, by due date, in the order it was: level and occurrence, what was missed first."""
    found: dict[date, list[tuple[int, str]]] = {}
    for due, level, occurrence, body in rows.all(
        "SELECT w.due, w.level, w.occurrence, w.body FROM zf_warning w JOIN zf_term t ON t.id = w.term_id"
        " WHERE w.case_id = ? AND t.code = ? ORDER BY w.fired_at, w.level, w.seq",
        case_id,
        code,
    ):
        names = (*json.loads(body)["missed"], occurrence)
        found.setdefault(date.fromisoformat(due), []).extend((level, name) for name in names)
    return found


def plant(desk: Desk, terms: int, due: int, *, seed: str = "planted", looked: bool = True) -> None:
    """Put so many open terms into the desk's database, the first of them due on :data:`TODAY`."""
    register = desk.office.registers()[0]
    field = Field(register=register, terms=terms, due=due, today=TODAY, seed=seed, looked=looked)
    field.plant(desk.office._database)


WRONG = {
    "a warning that fired twice": """
        SELECT term_id FROM zf_warning GROUP BY term_id, due, level, occurrence HAVING count(*) > 1""",
    "a chain of warnings with a gap": """
        SELECT w.id FROM zf_warning w WHERE w.seq > 1 AND NOT EXISTS (
          SELECT 1 FROM zf_warning p WHERE p.term_id = w.term_id AND p.seq = w.seq - 1 AND p.hash = w.prev_hash)""",
    "a watch that does not know its last warning": """
        SELECT x.id FROM zf_watch x WHERE x.head_seq <> (SELECT count(*) FROM zf_warning w WHERE w.term_id = x.id)
          OR (x.head_seq > 0 AND NOT EXISTS (
            SELECT 1 FROM zf_warning w WHERE w.term_id = x.id AND w.seq = x.head_seq AND w.hash = x.head_hash))""",
    "a warning that has recipients and is in nobody's inbox": """
        SELECT w.id FROM zf_warning w WHERE replace(w.body, '"recipients":[]', '') = w.body AND NOT EXISTS (SELECT 1 FROM zf_inbox i WHERE i.warning_id = w.id)""",
}
"""What must never be, with a query that finds it."""


def wrong(rows: Rows) -> dict[str, list[tuple[Any, ...]]]:
    found = {what: rows.all(sql) for what, sql in WRONG.items()}
    return {what: rows for what, rows in found.items() if rows}


def sweep_once(meet: Meet, number: int, url: str) -> tuple[int, int]:
    """Sweep at the same time as others; how many terms were looked at, and how many warnings fired."""
    with Desk(url, seed=f"sweeper {number}", import_register=False, busy_timeout_ms=PATIENCE * 1000) as desk:
        meet()
        swept = desk.office.sweep(day_begins(TODAY), channels=("mail",))
    return swept.looked, swept.fired


def warned_of(rows: Rows) -> tuple[int, int]:
    """How many terms were warned of, and how many warnings there are."""
    return rows.one("SELECT count(DISTINCT term_id) FROM zf_warning"), rows.one("SELECT count(*) FROM zf_warning")


def sweep_for_ever(url: str, seed: str) -> None:
    """Sweep in small batches until the process is killed."""
    sweeping.BATCH = 20  # type: ignore[misc]  # many commits to be killed between
    with Desk(url, seed=seed, import_register=False, busy_timeout_ms=PATIENCE * 1000) as desk:
        while True:
            if desk.office.sweep(day_begins(TODAY), channels=("mail",)).looked == 0:
                time.sleep(0.01)
