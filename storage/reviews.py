"""Legal reviews across the cases of an agency, as rows: which cases wait for an opinion, and which opinions were given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, literal_column, select
from sqlalchemy.sql import ClauseElement

from zhifa.storage import docket_sql
from zhifa.storage.channel import Channel, Query
from zhifa.storage.docket_sql import Sql, among, every
from zhifa.storage.tables import metadata


class Round(NamedTuple):
    """A finished round of review, with the time it was given; ``started_on`` and ``due`` are ``None`` where no term ended with it."""

    case_id: str
    round: int
    outcome: str
    reviewer_id: str
    occurred_at: str
    facts: str | None
    """What the reviewer wrote, unless it was erased."""
    started_on: str | None
    due: str | None
    ended_on: str | None
    status: str | None


class Sent(NamedTuple):
    """A case in review, as its line and its rows tell; one for each clock that runs or stands still."""

    case_id: str
    cause: str
    state: str
    reviewer_id: str | None
    last_round: int | None
    """The last finished one."""
    assigned_at: str | None
    """When it was last given to a reviewer, in whatever round."""
    due: str | None
    status: str | None


class SentAsked(NamedTuple):
    """Which cases in review are asked for: those of an agency in these states, and of these ids alone where they are named."""

    agency_id: str
    clocks: tuple[str, ...]
    """Codes of the terms within which an opinion is due."""
    assigning: tuple[str, ...]
    """Names of the steps that give a case to a reviewer."""
    states: tuple[str, ...] = ()
    case_ids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewStatements:
    """SQL text by what it does."""

    rounds: str
    last: str
    dialect: str


def review_statements(sql: Callable[[ClauseElement], str], dialect: str) -> ReviewStatements:
    """The statements, made text by `sql` for one database."""
    return ReviewStatements(rounds=sql(_rounds()), last=sql(_last()), dialect=dialect)


class ReviewRows:
    """The reviews of all cases in one transaction. Cases that replay a published one are left out."""

    def __init__(self, channel: Channel, sql: ReviewStatements) -> None:
        self._channel = channel
        self._sql = sql

    def sent(self, asked: SentAsked) -> tuple[Sent, ...]:
        """The cases in review, by id; of several clocks the one that ends first comes first."""
        of_case, words = _sent(asked), self._sql.dialect
        return tuple(map(Sent._make, self._channel.rows(Query(docket_sql.spoken(of_case, words), of_case.values))[0]))

    def rounds(self, agency_id: str, since: str, before: str) -> tuple[Round, ...]:
        """The rounds finished from one instant to before another, by case and round."""
        return tuple(map(Round._make, self._channel.rows(Query(self._sql.rounds, (agency_id, since, before)))[0]))

    def last(self, agency_id: str) -> dict[str, str]:
        """When each reviewer last gave an opinion, by id."""
        return dict(self._channel.rows(Query(self._sql.last, (agency_id,)))[0])


def _sent(asked: SentAsked) -> Sql:
    assigned = among("e.transition", asked.assigning).within(
        "(SELECT max(e.occurred_at) FROM zf_entry e WHERE e.case_id = k.id AND ", ")"
    )
    last = Sql("(SELECT max(r.round) FROM zf_review r WHERE r.case_id = k.id)")
    columns = Sql.joined(
        (Sql("k.id, k.cause, k.state, k.reviewer_id"), last, assigned, Sql("t.due, t.status")), ", "
    ).within("SELECT ", " FROM zf_docket k LEFT JOIN zf_term t ON ")
    clocks = every((Sql("t.case_id = k.id AND t.status IN ('open', 'suspended')"), among("t.code", asked.clocks)))
    where = every(
        (
            Sql("k.agency_id = ?", (asked.agency_id,)),
            among("k.state", asked.states),
            among("k.id", asked.case_ids),
            Sql("k.replay = 0"),
        )
    ).within(" WHERE ", " ORDER BY k.id, t.due")
    return Sql.joined((columns, clocks, where), "")


def _rounds() -> Select[Any]:
    review, entry, facts, term = (metadata.tables[f"zf_{name}"] for name in ("review", "entry", "facts", "term"))
    given = and_(entry.c.case_id == review.c.case_id, entry.c.seq == review.c.seq)
    wrote = and_(facts.c.case_id == review.c.case_id, facts.c.seq == review.c.seq)
    ended = and_(
        term.c.case_id == review.c.case_id,
        term.c.ended_seq == review.c.seq,
        term.c.code == literal_column("'legal_review'"),
        term.c.status != literal_column("'void'"),
    )
    columns = [
        *(review.c.case_id, review.c.round, review.c.outcome, review.c.reviewer_id, entry.c.occurred_at, facts.c.body),
        *(term.c.start_on, term.c.due, term.c.ended_on, term.c.status),
    ]
    found = select(*columns).join_from(review, entry, given).outerjoin(facts, wrote).outerjoin(term, ended)
    when = entry.c.occurred_at >= bindparam("since"), entry.c.occurred_at < bindparam("before")
    return found.where(review.c.agency_id == bindparam("agency"), *when, review.c.case_id.not_in(_played())).order_by(
        review.c.case_id, review.c.round
    )


def _last() -> Select[Any, Any]:
    review, entry = metadata.tables["zf_review"], metadata.tables["zf_entry"]
    given = and_(entry.c.case_id == review.c.case_id, entry.c.seq == review.c.seq)
    found = select(review.c.reviewer_id, func.max(entry.c.occurred_at)).join_from(review, entry, given)
    return found.where(review.c.agency_id == bindparam("agency"), review.c.case_id.not_in(_played())).group_by(
        review.c.reviewer_id
    )


def _played() -> Select[Any]:
    """Replays of published cases."""
    case = metadata.tables["zf_case"]
    return select(case.c.id).where(case.c.replay == literal_column("1"))
