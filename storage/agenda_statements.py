"""The statements that read running terms across all cases: a page by due day, counts, days of a year, an officer's own.

What is not asked for is bound as an empty text, so that there is one statement whatever is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.sql import ClauseElement

from zhifa.storage.tables import metadata

ASKED: Final = 4
"""How many things a reading may be asked by: agency, code of the term, officer, unit; each is bound twice."""

BUCKETS: Final = ("suspended", "past", "this_week", "next_week", "later")
"""How counts are grouped: those that stand still, and by day those that have ended, end in this week, in the next, after it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaStatements:
    """SQL text by what it does."""

    running: str
    """A page of open terms by end and id."""
    suspended: str
    """A page of terms that stand still."""
    handlers: str
    counts: str
    units: str
    days: str
    of_officer: str


def agenda_statements(sql: Callable[[ClauseElement], str]) -> AgendaStatements:
    """The statements, made text by `sql`."""
    return AgendaStatements(
        running=sql(_page(_open(), _term().c.due < bindparam("before"), _not_passed_over())),
        suspended=sql(_page(_suspended())),
        handlers=sql(_handlers()),
        counts=sql(_counts()),
        units=sql(select(_officer().c.id, _officer().c.unit)),
        days=sql(_days()),
        of_officer=sql(_of_officer()),
    )


def _term() -> Table:
    return metadata.tables["zf_term"]


def _case() -> Table:
    return metadata.tables["zf_case"]


def _assignee() -> Table:
    return metadata.tables["zf_assignee"]


def _officer() -> Table:
    return metadata.tables["zf_officer"]


def _open() -> ColumnElement[bool]:
    return _term().c.status == literal_column("'open'")  # the very text of the partial index, so that it serves


def _suspended() -> ColumnElement[bool]:
    return _term().c.status == literal_column("'suspended'")


def _handled_here() -> ColumnElement[bool]:
    """A replay of a published case warns nobody. For a look at all terms: a page looks each case up."""
    file = _case().alias("played")
    return _term().c.case_id.not_in(select(file.c.id).where(file.c.replay == literal_column("1")))


def _asked() -> tuple[ColumnElement[bool], ...]:
    """Agency, code, officer, unit: each, where it is asked for."""
    term, assignee, officer = _term().c, _assignee().alias("whose"), _officer().alias("who")
    handles = select(assignee.c.id).where(assignee.c.case_id == term.case_id)
    mine = handles.where(assignee.c.officer_id == bindparam("officer"))
    ours = handles.where(officer.c.id == assignee.c.officer_id, officer.c.unit == bindparam("unit"))
    return (
        _if_asked("agency_", term.agency_id == bindparam("agency")),
        _if_asked("code_", term.code == bindparam("code")),
        _if_asked("officer_", mine.correlate(_term()).exists()),
        _if_asked("unit_", ours.correlate(_term()).exists()),
    )


def _if_asked(name: str, holds: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(bindparam(name) == literal_column("''"), holds)


def _page(*which: ColumnElement[bool]) -> Select[Any]:
    term = _term()
    after = tuple_(term.c.due, term.c.id) > tuple_(bindparam("due_"), bindparam("id_"))
    file = _case()
    page = select(term, file.c.workflow, file.c.state).join_from(term, file, file.c.id == term.c.case_id)
    page = page.where(*which, after, file.c.replay == literal_column("0"), *_asked())
    return page.order_by(term.c.due, term.c.id).limit(bindparam("page", type_=Integer)).offset(literal_column("0"))


def _not_passed_over() -> ColumnElement[bool]:
    """Ended or not, unless it ended before ``since`` and its code is among those told, each between commas."""
    term = _term().c
    mark: ColumnElement[str] = literal_column("','")
    told = func.replace(bindparam("codes"), mark.concat(term.code).concat(mark), literal_column("''"))
    return or_(term.due >= bindparam("since"), told == bindparam("codes_"))


def _handlers() -> Select[Any]:
    rows = _assignee()
    return select(rows.c.officer_id).where(rows.c.case_id == bindparam("case")).order_by(rows.c.officer_id)


def _counts() -> Select[Any, str, str, int]:
    """One look at every running term; who handles its case stands beside it as a list, so that many cases of the same people are one row."""
    term, assignee = _term(), _assignee()
    comma: Any = literal_column("','")  # a text of its own would be bound
    mine = select(func.aggregate_strings(assignee.c.officer_id, comma))
    who = mine.where(assignee.c.case_id == term.c.case_id).correlate(term).scalar_subquery()
    columns = (term.c.code, _bucket().label("bucket"), func.coalesce(who, literal_column("''")).label("who"))
    running = or_(_open(), _suspended())
    return (
        select(*columns, func.count()).where(running, _handled_here(), *_asked()).group_by(term.c.code, "bucket", "who")
    )


def _bucket() -> ColumnElement[str]:
    """An instant is held against an instant, a day against a day; from tomorrow on the day alone tells."""
    due = _term().c.due
    in_days = func.length(due) == literal_column("10")
    past = or_(and_(in_days, due < bindparam("today")), and_(~in_days, due < bindparam("now")))
    return case(
        (_suspended(), literal_column("'suspended'")),
        (past, literal_column("'past'")),
        (due < bindparam("next_week"), literal_column("'this_week'")),
        (due < bindparam("later"), literal_column("'next_week'")),
        else_=literal_column("'later'"),
    )


def _days() -> Select[Any, int]:
    due = _term().c.due
    ends = select(due, func.count()).where(_open(), due >= bindparam("first"), due < bindparam("end"))
    return ends.where(_handled_here(), *_asked()).group_by(due).order_by(due)


def _of_officer() -> Select[Any]:
    """Every term of the officer's cases that runs or ended lately, with those in whose place another was put."""
    term, file, assignee = _term(), _case(), _assignee()
    lately = or_(
        _open(), _suspended(), term.c.status == literal_column("'void'"), term.c.ended_on >= bindparam("since")
    )
    return (
        select(term, file.c.workflow, file.c.state)
        .join_from(assignee, term, term.c.case_id == assignee.c.case_id)
        .join(file, file.c.id == term.c.case_id)
        .where(assignee.c.officer_id == bindparam("officer"), file.c.replay == literal_column("0"), lately)
        .order_by(term.c.case_id, term.c.start_seq, term.c.code, term.c.key, term.c.id)
    )
