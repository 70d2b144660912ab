"""Running terms across all cases, as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import Any, Final, NamedTuple

from zhifa.storage.agenda_statements import SCOPED, AgendaStatements
from zhifa.storage.channel import Channel, Query
from zhifa.storage.docket_asked import Scope
from zhifa.storage.docket_sql import scoped, spoken
from zhifa.storage.records import TermRecord

BUCKETS: Final = ("past", "this_week", "next_week", "later")
"""How counts of terms that do not stand still are grouped: those that have ended, end in this week, in the next, after it."""

_TERM = len(TermRecord._fields)


class Asked(NamedTuple):
    """What a reading is asked by; an empty text asks for all."""

    agency_id: str = ""
    code: str = ""
    officer_id: str = ""
    unit: str = ""
    scope: Scope | None = None
    """The cases that somebody may see; `None`: all."""

    @property
    def bound(self) -> tuple[str, ...]:
        """What is asked by, each twice, as the statements bind it."""
        return tuple(value for asked in self[:4] for value in (asked, asked))


EVERYTHING = Asked()
"""Asks for all running terms."""


class Bounds(NamedTuple):
    """By what counts are grouped, as UTC text: this instant, and the first of today, of next week and of the week after it."""

    today: str
    now: str
    next_week: str
    later: str


class TermInCase(NamedTuple):
    """A term with the procedure and the state of its case."""

    term: TermRecord
    workflow: str
    state: str


class TermCount(NamedTuple):
    """How many terms of a code are in a bucket of cases that the same people handle; `handlers` are their ids."""

    code: str
    bucket: str
    handlers: frozenset[str]
    number: int


class Span(NamedTuple):
    """From when to when ends are asked for, as UTC text; of the codes in `only_after`, each alone or with the version of a rule after a space,
    only ends from `since` on."""

    since: str
    before: str
    only_after: tuple[str, ...] = ()


class AgendaRows:
    """The running terms of all cases in one transaction."""

    def __init__(self, channel: Channel, sql: AgendaStatements) -> None:
        self._channel = channel
        self._sql = sql

    def running(self, asked: Asked, span: Span, *, after: tuple[str, str], page: int) -> tuple[TermInCase, ...]:
        """A page of open terms that end within the span, from beyond the (end, id) `after`, by end and id."""
        codes = f",{','.join(span.only_after)},"
        bound: tuple[str | int, ...] = (span.before, span.since, codes, codes, *after, *asked.bound, page)
        return self._terms(self._scoped(self._sql.running, bound, asked))

    def suspended(self, asked: Asked, *, after: tuple[str, str], page: int) -> tuple[TermInCase, ...]:
        """A page of terms that stand still, likewise."""
        return self._terms(self._scoped(self._sql.suspended, (*after, *asked.bound, page), asked))

    def stopped_under(self, tracks: Iterable[str], asked: Asked) -> tuple[TermInCase, ...]:
        """All terms that stand still in cases with a track of one of these names open, by end and id."""
        told = f",{','.join(tracks)},"
        return self._terms(self._scoped(self._sql.stopped_under, (told, told, *asked.bound), asked))

    def handlers(self, case_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Who handles each of the cases now, by id."""
        cases = tuple(dict.fromkeys(case_ids))
        found = self._channel.rows(*(Query(self._sql.handlers, (case_id,)) for case_id in cases)) if cases else []
        return {case_id: tuple(row[0] for row in rows) for case_id, rows in zip(cases, found, strict=True)}

    def open_tracks(self, case_ids: Iterable[str]) -> dict[str, frozenset[str]]:
        """Names of the tracks of each of the cases that are open."""
        cases = tuple(dict.fromkeys(case_ids))
        found = self._channel.rows(*(Query(self._sql.open_tracks, (case_id,)) for case_id in cases)) if cases else []
        return {case_id: frozenset(row[0] for row in rows) for case_id, rows in zip(cases, found, strict=True)}

    def count_terms(
        self,
        asked: Asked,
        bounds: Bounds,
        holds: Iterable[tuple[str, str]] = (),
        lapsing: Iterable[tuple[str, str]] = (),
    ) -> tuple[tuple[TermCount, ...], dict[str, str]]:
        """Running terms counted by code, bucket and handlers, and the unit of every officer, all of one moment.

        `holds` are the codes of terms that wait while a track of the name beside it is open; `lapsing` those of terms that have ended, and are
        not overdue, when they were set by the version of a rule beside it.
        """
        waiting = [self._scoped(self._sql.waiting, (*bounds, *hold, *asked.bound), asked) for hold in holds]
        ruled = [self._scoped(self._sql.ruled, (*bounds, *lapses, *asked.bound), asked) for lapses in lapsing]
        units, counts, *apart = self._channel.rows(
            Query(self._sql.units, ()), self._scoped(self._sql.counts, (*bounds, *asked.bound), asked), *waiting, *ruled
        )
        held, lapsed = apart[: len(waiting)], apart[len(waiting) :]
        parted = _parted(_each(chain.from_iterable(held)), "waiting", _each(counts))
        ended = (one for one in _each(chain.from_iterable(lapsed)) if one.bucket == "past")
        return tuple(_parted(ended, "ended", parted)), dict(units)

    def count_ends(self, asked: Asked, first: str, end: str) -> tuple[tuple[str, int], ...]:
        """How many open terms end at each end from the instant `first` to before `end`."""
        found = self._channel.rows(self._scoped(self._sql.days, (first, end, *asked.bound), asked))[0]
        return tuple((due, count) for due, count in found)

    def of_officer(self, officer_id: str, since: str) -> tuple[TermInCase, ...]:
        """The terms of the cases an officer handles: running, ended since that day, or set aside for another."""
        return self._terms(Query(self._sql.of_officer, (officer_id, since)))

    def _scoped(self, sql: str, bound: tuple[str | int, ...], asked: Asked) -> Query:
        """The reading kept within the cases that the asker may see."""
        if asked.scope is None:
            return Query(sql, bound)
        seen = scoped(asked.scope).within("EXISTS (SELECT 1 FROM zf_docket k WHERE k.id = zf_term.case_id AND ", ")")
        head, _, tail = sql.partition(SCOPED)
        mark = "%s" if "%s" in sql else "?"
        before = head.count(mark)
        told = spoken(seen, "sqlite" if mark == "?" else "postgresql")
        return Query(head + told + tail, (*bound[:before], *seen.values, *bound[before:]))

    def _terms(self, query: Query) -> tuple[TermInCase, ...]:
        rows = self._channel.rows(query)[0]
        return tuple(TermInCase(TermRecord(*row[:_TERM]), *row[_TERM:]) for row in rows)


def _each(rows: Iterable[tuple[Any, ...]]) -> Iterator[TermCount]:
    return (one for row in rows for one in _counts(*row))


def _parted(apart: Iterable[TermCount], bucket: str, counts: Iterable[TermCount]) -> Iterator[TermCount]:
    """The counts, with those of them that are told apart under a bucket of their own."""
    taken = _summed(apart)
    for (code, stands, people), number in _summed(counts).items():
        told = taken.get((code, stands, people), 0)
        parts = (TermCount(code, stands, people, number - told), TermCount(code, bucket, people, told))
        yield from (part for part in parts if part.number)


def _summed(counts: Iterable[TermCount]) -> dict[tuple[str, str, frozenset[str]], int]:
    found: dict[tuple[str, str, frozenset[str]], int] = {}
    for code, bucket, people, number in counts:
        found[code, bucket, people] = found.get((code, bucket, people), 0) + number
    return found


def _counts(
    code: str, handlers: str, still: int, past: int, before_next_week: int, before_later: int, running: int
) -> Iterator[TermCount]:
    """A count a bucket, of what is counted up to the end of each."""
    people = frozenset(filter(None, handlers.split(",")))
    ends = (0, past, before_next_week, before_later, running - still)
    parts = {name: end - begin for name, (begin, end) in zip(BUCKETS, pairwise(ends), strict=True)}
    found = {"suspended": still, **parts}
    return (TermCount(code, bucket, people, number) for bucket, number in found.items() if number)
