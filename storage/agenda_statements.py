"""The statements that read running terms across all cases: a page by due day, counts, days of a year, an officer's own.

What is not asked for is bound as an empty text, so that there is one statement whatever is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Integer,
    Select,
    Subquery,
    Table,
    and_,
    bindparam,
    cast,
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

SCOPED: Final = "'scope' = 'scope'"
"""Where a condition stands, behind those of what is asked, that keeps a reading within the cases that somebody may see."""

COUNTED: Final = ("suspended", "past", "before_next_week", "before_later", "running")
"""How many terms stand still; of those that do not, how many have ended, and end before next week and the week after it; how many there are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaStatements:
    """SQL text by what it does."""

    running: str
    """A page of open terms by end and id."""
    suspended: str
    """A page of terms that stand still."""
    stopped_under: str
    """All of them whose cases have one of the tracks told open."""
    handlers: str
    open_tracks: str
    counts: str
    waiting: str
    """The same counts of the terms of one code whose cases have a track of one name open."""
    ruled: str
    """The same counts of the terms of one code that were set by one version of a rule."""
    units: str
    days: str
    of_officer: str


def agenda_statements(sql: Callable[[ClauseElement], str]) -> AgendaStatements:
    """The statements, made text by `sql`."""
    return AgendaStatements(
        running=sql(_page(_open(), _term().c.due < bindparam("before"), _not_passed_over())),
        suspended=sql(_page(_suspended())),
        stopped_under=sql(_stopped_under()),
        handlers=sql(_handlers()),
        open_tracks=sql(_open_tracks()),
        counts=sql(_counted()),
        waiting=sql(_waiting()),
        ruled=sql(_ruled()),
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


def _running() -> ColumnElement[bool]:
    return _term().c.status.in_((literal_column("'open'"), literal_column("'suspended'")))  # as the index says it


def _played() -> Select[Any]:
    """Replays of published cases, of which nobody is warned: for a look at all terms. A page looks each case up."""
    file = _case().alias("played")
    return select(file.c.id).where(file.c.replay == literal_column("1"))


def _asked() -> tuple[ColumnElement[bool], ...]:
    """Agency, code, officer, unit: each, where it is asked for."""
    term, assignee, officer = _term().c, _assignee().alias("whose"), _officer().alias("who")
    mine = select(assignee.c.case_id).where(assignee.c.officer_id == bindparam("officer"))
    ours = select(assignee.c.case_id).where(
        assignee.c.officer_id.in_(select(officer.c.id).where(officer.c.unit == bindparam("unit")))
    )
    return (
        _if_asked("agency_", term.agency_id == bindparam("agency")),
        _if_asked("code_", term.code == bindparam("code")),
        _if_asked("officer_", term.case_id.in_(mine)),
        _if_asked("unit_", term.case_id.in_(ours)),
        literal_column(SCOPED, Boolean()),
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
    """Ended or not, unless it ended before ``since`` and its code, alone or with the version of its rule, is among those told, each between
    commas."""
    term, mark, gap, nothing = _term().c, _literal(","), _literal(" "), _literal("")
    told = func.replace(bindparam("codes"), mark.concat(term.code).concat(mark), nothing)
    told = func.replace(told, mark.concat(term.code).concat(gap).concat(term.rule_version).concat(mark), nothing)
    return or_(term.due >= bindparam("since"), told == bindparam("codes_"))


def _literal(text: str) -> ColumnElement[str]:
    """A text of ours as it is: any other would be bound."""
    return literal_column(f"'{text}'")


def _stopped_under() -> Select[Any]:
    """Found by the index of running terms; the names of the tracks are told between commas."""
    term, file, track = _term(), _case(), metadata.tables["zf_track"].alias("stopping")
    mark = _literal(",")
    left_out = func.replace(bindparam("tracks"), mark.concat(track.c.track).concat(mark), _literal(""))
    opened = select(track.c.id).where(track.c.case_id == term.c.case_id, track.c.closed_on.is_(None))
    stops = opened.where(left_out != bindparam("tracks_")).correlate(term).exists()
    stopped = select(term, file.c.workflow, file.c.state).join_from(term, file, file.c.id == term.c.case_id)
    stopped = stopped.where(_running(), _suspended(), stops, file.c.replay == literal_column("0"), *_asked())
    return stopped.order_by(term.c.due, term.c.id)


def _handlers() -> Select[Any]:
    rows = _assignee()
    return select(rows.c.officer_id).where(rows.c.case_id == bindparam("case")).order_by(rows.c.officer_id)


def _open_tracks() -> Select[Any]:
    rows = metadata.tables["zf_track"]
    return select(rows.c.track).where(rows.c.case_id == bindparam("case"), rows.c.closed_on.is_(None))


def _waiting() -> Select[Any, str, str, int, int, int, int, int]:
    track = metadata.tables["zf_track"].alias("held")
    opened = select(track.c.id).where(track.c.case_id == _term().c.case_id, track.c.closed_on.is_(None))
    waits = opened.where(track.c.track == bindparam("track")).correlate(_term()).exists()
    return _counted(_term().c.code == bindparam("waiting"), _open(), waits)


def _ruled() -> Select[Any, str, str, int, int, int, int, int]:
    return _counted(_term().c.code == bindparam("ruled"), _open(), _term().c.rule_version == bindparam("version"))


def _counted(*which: ColumnElement[bool]) -> Select[Any, str, str, int, int, int, int, int]:
    """Running terms are counted case by case, in the order of their index; who handles a case is looked up once for it and stands beside the
    counts as a list, so that many cases of the same people are one row."""
    cases, assignee = _counted_by_case(*which), _assignee()
    comma: Any = literal_column("','")  # a text of its own would be bound
    mine = select(func.aggregate_strings(assignee.c.officer_id, comma))
    handlers = mine.where(assignee.c.case_id == cases.c.case_id).correlate(cases).scalar_subquery()
    who = func.coalesce(handlers, literal_column("''")).label("who")
    sums = (cast(func.sum(cases.c[name]), BigInteger) for name in COUNTED)
    handled = cases.c.case_id.not_in(_played())
    return select(cases.c.code, who, *sums).where(handled).group_by(cases.c.code, "who")


def _counted_by_case(*which: ColumnElement[bool]) -> Subquery:
    """An instant is held against an instant, a day against a day; from tomorrow on the day alone tells."""
    term = _term().c
    in_days = func.length(term.due) == literal_column("10")
    past = or_(and_(in_days, term.due < bindparam("today")), and_(~in_days, term.due < bindparam("now")))
    within = (past, term.due < bindparam("next_week"), term.due < bindparam("later"))
    counts = (func.count().filter(_suspended()), *(func.count().filter(_open(), held) for held in within))
    columns = (count.label(name) for count, name in zip((*counts, func.count()), COUNTED, strict=True))
    running = select(term.case_id, term.code, *columns).where(_running(), *which, *_asked())
    return running.group_by(term.case_id, term.code).subquery("counted")


def _days() -> Select[Any, int]:
    due = _term().c.due
    ends = select(due, func.count()).where(_open(), due >= bindparam("first"), due < bindparam("end"))
    return ends.where(_term().c.case_id.not_in(_played()), *_asked()).group_by(due).order_by(due)


def _of_officer() -> Select[Any]:
    """Every term of the officer's cases that runs or ended lately, with those in whose place another was put."""
    term, file, assignee = _term(), _case(), _assignee()
    lately = or_(_running(), term.c.status == literal_column("'void'"), term.c.ended_on >= bindparam("since"))
    return (
        select(term, file.c.workflow, file.c.state)
        .join_from(assignee, term, term.c.case_id == assignee.c.case_id)
        .join(file, file.c.id == term.c.case_id)
        .where(assignee.c.officer_id == bindparam("officer"), file.c.replay == literal_column("0"), lately)
        .order_by(term.c.case_id, term.c.start_seq, term.c.code, term.c.key, term.c.id)
    )
