"""Taking lines of a register back for days gone by: in which cases they were used on them, and what is told of it afterwards (convention)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from zhifa.engine.books.book import Line
from zhifa.engine.books.catalogue import book_named
from zhifa.engine.books.cells import texts
from zhifa.engine.books.finding import Finding
from zhifa.engine.books.posts import in_roles
from zhifa.engine.books.reading import line_name
from zhifa.engine.instants import SHANGHAI, instant_text, legal_day, stored_instant
from zhifa.engine.period import Period
from zhifa.engine.refusals import LINE_USED, Refusal
from zhifa.engine.register import Register
from zhifa.engine.register_change import Change, Moved
from zhifa.engine.register_effects import touched
from zhifa.engine.register_ids import identifier
from zhifa.engine.register_journal import Backdated, Entry
from zhifa.engine.register_own import named
from zhifa.storage.store import Store

_NAMED: Final = 5
"""How many cases are named before the rest is counted."""
_DAY: Final = timedelta(days=1)
_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class _Taken(NamedTuple):
    """A line that a change takes back, and for which days gone by; today is among them."""

    line: Line
    span: Period
    days: str
    """The same in Chinese."""

    @property
    def people(self) -> list[str]:
        """Ids of those of whom the line says what they may do."""
        return [identifier("officer", self.line.agency_id, number) for number in sorted(named(self.line))]


def backdated(
    store: Store, before: Register, after: Register, moved: Change, *, today: date, roles: Mapping[str, str]
) -> tuple[Backdated, ...]:
    """The lines that the change takes back for days gone by on which somebody had a hand in a case by them, each with these cases.

    ``roles``: their labels, by name.
    """
    taken = [one for move in moved for one in _taken(move, today)]
    acted = _acted(store, before.agency.id, taken) if taken else {}
    found = ((one, touched(before, after, _within(one, acted))) for one in taken)
    return tuple(_backdated(one, cases, roles) for one, cases in found if cases)


def _taken(moved: Moved, today: date) -> Iterator[_Taken]:
    old, new = moved.old, moved.new
    if old is None or old.valid.start > today or not named(old):
        return
    start, end = old.valid.start, min(old.valid.end or today, today)
    if new is None or _gives_less(old, new):
        yield _Taken(old, Period(start=start, end=end), f"{start}以来")
        return
    if new.valid.start > start:
        yield _Taken(old, Period(start=start, end=min(new.valid.start - _DAY, end)), f"{new.valid.start}之前")
    if new.valid.end is not None and new.valid.end < end:
        yield _Taken(old, Period(start=max(new.valid.end + _DAY, start), end=end), f"{new.valid.end}之后")


def _gives_less(old: Line, new: Line) -> bool:
    """Whether the line is somebody else's now, or for fewer kinds of act."""
    return named(old) != named(new) or not {*texts(old, "acts")} <= {*texts(new, "acts")}


def _acted(store: Store, agency_id: str, taken: Sequence[_Taken]) -> Mapping[str, Sequence[tuple[str, date]]]:
    """Case and day of every entry of these days, by the ids of those that it names."""
    people = {officer_id for one in taken for officer_id in one.people}
    since = datetime.combine(min(one.span.start for one in taken), time(), SHANGHAI)
    alone = next(iter(people)) if len(people) == 1 else ""
    found: dict[str, list[tuple[str, date]]] = defaultdict(list)
    for case_id, at, told in store.assignees.acted_since(agency_id, instant_text(since), named=alone):
        for officer_id in people.intersection(_ID.findall(told)):
            found[officer_id].append((case_id, legal_day(stored_instant(at))))
    return found


def _within(taken: _Taken, acted: Mapping[str, Sequence[tuple[str, date]]]) -> Iterator[tuple[str, str, date]]:
    for officer_id in taken.people:
        for case_id, day in acted.get(officer_id, ()):
            if taken.span.holds(day):
                yield case_id, officer_id, day


def _backdated(taken: _Taken, cases: tuple[str, ...], roles: Mapping[str, str]) -> Backdated:
    line = taken.line
    name = line_name(in_roles(book_named(line.book), roles), line)
    return Backdated(book=line.book, key=line.key, name=name, days=taken.days, cases=cases)


def used_refusal(used: Backdated) -> Refusal:
    """Why the line is not taken back for these days unless it is asked for."""
    return LINE_USED.refuse(
        book=book_named(used.book).label, key=used.name, days=used.days, cases=told_cases(used.cases)
    )


def backdated_findings(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Of each line that was taken back for days on which it had been used, the cases that somebody should look at again."""
    for entry in entries:
        for used in (entry.told.get("source") or {}).get("backdated", ()):
            text = f"第{entry.seq}版追溯变更“{used['name']}”，{used['days']}用过的案件应逐案核对：{told_cases(used['cases'])}"
            yield Finding(book=used["book"], text=text, article="本引擎的约定", mark="C")


def told_cases(cases: Iterable[str]) -> str:
    """The first of the cases by the beginnings of their ids, and how many there are."""
    ids = tuple(cases)
    rest = f"等{len(ids)}件" if len(ids) > _NAMED else ""
    return "、".join(case_id[:8] for case_id in ids[:_NAMED]) + rest
