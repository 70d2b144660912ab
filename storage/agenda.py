"""Running terms across all cases, as rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from zhifa.storage.channel import Channel, Query
from zhifa.storage.records import TermRecord
from zhifa.storage.statements import Statements

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


def read_running(
    channel: Channel, sql: Statements, asked: Asked, span: Span, after: tuple[str, str], page: int
) -> tuple[TermInCase, ...]:
    """Open terms that end within the span, from beyond the (end, id) `after`, by end and id."""
    codes = f",{','.join(span.only_after)},"
    bound: tuple[str | int, ...] = (span.before, span.since, codes, codes, *after, *asked.bound, page)
    return _terms(channel, sql.agenda.running, bound)


def read_suspended(
    channel: Channel, sql: Statements, asked: Asked, after: tuple[str, str], page: int
) -> tuple[TermInCase, ...]:
    """Terms that stand still, likewise."""
    return _terms(channel, sql.agenda.suspended, (*after, *asked.bound, page))


def read_handlers(channel: Channel, sql: Statements, case_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Who handles each of the cases now, by id."""
    cases = tuple(dict.fromkeys(case_ids))
    found = channel.rows(*(Query(sql.agenda.handlers, (case_id,)) for case_id in cases)) if cases else []
    return {case_id: tuple(row[0] for row in rows) for case_id, rows in zip(cases, found, strict=True)}


def count_terms(
    channel: Channel, sql: Statements, asked: Asked, bounds: Bounds
) -> tuple[tuple[TermCount, ...], dict[str, str]]:
    """Running terms counted, and the unit of every officer, of one moment."""
    counts, units = channel.rows(Query(sql.agenda.counts, (*bounds, *asked.bound)), Query(sql.agenda.units, ()))
    return tuple(_count(*row) for row in counts), dict(units)


def _count(code: str, bucket: str, handlers: str, number: int) -> TermCount:
    return TermCount(code, bucket, frozenset(filter(None, handlers.split(","))), number)


def count_ends(channel: Channel, sql: Statements, asked: Asked, first: str, end: str) -> tuple[tuple[str, int], ...]:
    """How many open terms end at each end from the instant `first` to before `end`."""
    return tuple((due, count) for due, count in channel.rows(Query(sql.agenda.days, (first, end, *asked.bound)))[0])


def read_of_officer(channel: Channel, sql: Statements, officer_id: str, since: str) -> tuple[TermInCase, ...]:
    """The terms of the cases an officer handles: running, ended since that day, or set aside for another."""
    return _terms(channel, sql.agenda.of_officer, (officer_id, since))


def _terms(channel: Channel, statement: str, parameters: tuple[str | int, ...]) -> tuple[TermInCase, ...]:
    rows = channel.rows(Query(statement, parameters))[0]
    return tuple(TermInCase(TermRecord(*row[:_TERM]), *row[_TERM:]) for row in rows)
