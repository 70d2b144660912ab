"""Legal reviews across the cases of an agency, as rows: which cases wait for an opinion, and which opinions were given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, literal_column, select
from sqlalchemy.sql import ClauseElement

from zhifa.storage.channel import Channel, Query
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


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewStatements:
    """SQL text by what it does."""

    waiting: str
    rounds: str
    last: str


def review_statements(sql: Callable[[ClauseElement], str]) -> ReviewStatements:
    """The statements, made text by `sql`."""
    return ReviewStatements(waiting=sql(_waiting()), rounds=sql(_rounds()), last=sql(_last()))


class ReviewRows:
    """The reviews of all cases in one transaction. Cases that replay a published one are left out."""

    def __init__(self, channel: Channel, sql: ReviewStatements) -> None:
        self._channel = channel
        self._sql = sql

    def waiting(self, agency_id: str, states: Iterable[str]) -> tuple[str, ...]:
        """Ids of the agency's cases that stand in one of these states."""
        found = self._channel.rows(*(Query(self._sql.waiting, (agency_id, state)) for state in states))
        return tuple(case_id for rows in found for (case_id,) in rows)

    def rounds(self, agency_id: str, since: str, before: str) -> tuple[Round, ...]:
        """The rounds finished from one instant to before another, by case and round."""
        return tuple(map(Round._make, self._channel.rows(Query(self._sql.rounds, (agency_id, since, before)))[0]))

    def last(self, agency_id: str) -> dict[str, str]:
        """When each reviewer last gave an opinion, by id."""
        return dict(self._channel.rows(Query(self._sql.last, (agency_id,)))[0])


def _waiting() -> Select[Any]:
    case = metadata.tables["zf_case"]
    stands = case.c.agency_id == bindparam("agency"), case.c.state == bindparam("state")
    return select(case.c.id).where(*stands, case.c.replay == literal_column("0")).order_by(case.c.updated_at, case.c.id)


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
