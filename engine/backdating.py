"""Ending a line of a register for days gone by: in which cases it was used on them, and what is told of it afterwards (convention)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from zhifa.engine.books.book import Line
from zhifa.engine.books.catalogue import book_named
from zhifa.engine.books.finding import Finding
from zhifa.engine.instants import SHANGHAI, instant_text, legal_day, stored_instant
from zhifa.engine.refusals import LINE_USED, Refusal
from zhifa.engine.register import Register
from zhifa.engine.register_effects import touched
from zhifa.engine.register_ids import identifier
from zhifa.engine.register_journal import Backdated, Entry
from zhifa.engine.register_own import named
from zhifa.storage.store import Store

_NAMED: Final = 5
"""How many cases are named before the rest is counted."""


def backdated(store: Store, before: Register, after: Register, line: Line, on: date) -> Backdated | None:
    """In which cases somebody had a hand on a day after ``on`` by what ``line`` no longer gives; nothing where there is none."""
    cases = touched(before, after, _acted(store, line, on))
    return Backdated(book=line.book, key=line.key, on=on.isoformat(), cases=cases) if cases else None


def _acted(store: Store, line: Line, on: date) -> Iterator[tuple[str, str, date]]:
    """Case, officer and day of every entry after ``on`` with which those had to do of whom the line says what they may do."""
    since = instant_text(datetime.combine(on + timedelta(days=1), time(), SHANGHAI))
    for staff_number in sorted(named(line)):
        officer_id = identifier("officer", line.agency_id, staff_number)
        for case_id, at in store.assignees.named_since(line.agency_id, officer_id, since):
            yield case_id, officer_id, legal_day(stored_instant(at))


def used_refusal(used: Backdated) -> Refusal:
    """Why the line is not ended on that day unless it is asked for."""
    return LINE_USED.refuse(book=book_named(used.book).label, key=used.key, on=used.on, cases=_told(used.cases))


def backdated_findings(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Of each line that was ended for days on which it had been used, the cases that somebody should look at again."""
    for entry in entries:
        used = (entry.told.get("source") or {}).get("backdated")
        if used:
            text = f"第{entry.seq}版把“{used['key']}”追溯到{used['on']}结束，其后用过的案件应逐案核对：{_told(used['cases'])}"
            yield Finding(book=used["book"], text=text, article="本引擎的约定", mark="C")


def _told(cases: Iterable[str]) -> str:
    ids = tuple(cases)
    rest = f"等{len(ids)}件" if len(ids) > _NAMED else ""
    return "、".join(case_id[:8] for case_id in ids[:_NAMED]) + rest
