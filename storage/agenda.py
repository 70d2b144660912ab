"""Running terms across all cases, as rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from zhifa.storage.agenda_statements import AgendaStatements
from zhifa.storage.channel import Channel, Query
from zhifa.storage.records import TermRecord

_TERM = len(TermRecord._fields)


class Asked(NamedTuple):
    """What a reading is asked by; an empty text asks for all."""

    agency_id: str = ""
    code: str = ""
    officer_id: str = ""
    unit: str = ""

    @property
    def bound(self) -> tuple[str, ...]:
        """Each twice, as the statements bind it."""
        return tuple(value for asked in self for value in (asked, asked))


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
    """From when to when ends are asked for, as UTC text; of the codes in `only_after` only ends from `since` on."""

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
        return self._terms(self._sql.running, span.before, span.since, codes, codes, *after, *asked.bound, page)

    def suspended(self, asked: Asked, *, after: tuple[str, str], page: int) -> tuple[TermInCase, ...]:
        """A page of terms that stand still, likewise."""
        return self._terms(self._sql.suspended, *after, *asked.bound, page)

    def handlers(self, case_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Who handles each of the cases now, by id."""
        cases = tuple(dict.fromkeys(case_ids))
        found = self._channel.rows(*(Query(self._sql.handlers, (case_id,)) for case_id in cases)) if cases else []
        return {case_id: tuple(row[0] for row in rows) for case_id, rows in zip(cases, found, strict=True)}

    def count_terms(self, asked: Asked, bounds: Bounds) -> tuple[tuple[TermCount, ...], dict[str, str]]:
        """Running terms counted by code, bucket and handlers, and the unit of every officer, all of one moment."""
        counts, units = self._channel.rows(Query(self._sql.counts, (*bounds, *asked.bound)), Query(self._sql.units, ()))
        return tuple(_count(*row) for row in counts), dict(units)

    def count_ends(self, asked: Asked, first: str, end: str) -> tuple[tuple[str, int], ...]:
        """How many open terms end at each end from the instant `first` to before `end`."""
        found = self._channel.rows(Query(self._sql.days, (first, end, *asked.bound)))[0]
        return tuple((due, count) for due, count in found)

    def of_officer(self, officer_id: str, since: str) -> tuple[TermInCase, ...]:
        """The terms of the cases an officer handles: running, ended since that day, or set aside for another."""
        return self._terms(self._sql.of_officer, officer_id, since)

    def _terms(self, sql: str, *parameters: str | int) -> tuple[TermInCase, ...]:
        rows = self._channel.rows(Query(sql, parameters))[0]
        return tuple(TermInCase(TermRecord(*row[:_TERM]), *row[_TERM:]) for row in rows)


def _count(code: str, bucket: str, handlers: str, number: int) -> TermCount:
    return TermCount(code, bucket, frozenset(filter(None, handlers.split(","))), number)
