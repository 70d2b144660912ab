"""What lists know of a case, computed from its file alone: one line a case, kept beside it by every step (docs/decisions/0017-projections.md).

Pure: the file after a step makes the same line as the file read again later, so that the line can be made anew at any time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from zhifa.engine.casefile import CaseFile, TermState
from zhifa.engine.ladder import Manner, manner
from zhifa.engine.vocabulary import State

__all__ = ["CaseLine", "case_line"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case as lists know it."""

    case_id: str
    agency_id: str
    workflow: str
    workflow_version: int
    act: str
    state: State
    replay: bool
    cause: str
    party: str | None
    party_code: str | None
    case_number: str | None
    opened_by: str
    """Id of the officer who opened it; its unit counts until somebody handles the case."""
    opened_at: datetime
    moved_at: datetime
    """When its last entry was recorded."""
    version: int
    due: date | None
    """The earliest day on which a duty of the agency ends that runs and does not wait."""
    waits: bool
    """A duty of the agency waits for something else (待送达): nobody is late by it."""
    reviewer: str | None
    handlers: frozenset[str]
    """Ids of who handles the case now."""


def case_line(case: CaseFile, *, moved_at: datetime) -> CaseLine:
    """The line of a case on file, whose last entry was recorded at ``moved_at``."""
    assert case.state is not None, "a case on file stands somewhere"
    heading = case.workflow.heading(case)
    duties = tuple(_duties(case))
    days = [term.due_day for term in duties if case.waits(term.code) is None]
    return CaseLine(
        case_id=case.id,
        agency_id=case.agency_id,
        workflow=case.workflow.name,
        workflow_version=case.workflow.version,
        act=case.workflow.act,
        state=case.state,
        replay=case.replay,
        cause=heading.cause,
        party=heading.party,
        party_code=heading.party_code,
        case_number=heading.case_number,
        opened_by=case.acts[0].actor,
        opened_at=case.opened_at,
        moved_at=moved_at,
        version=case.version,
        due=min(days, default=None),
        waits=len(days) < len(duties),
        reviewer=heading.reviewer,
        handlers=case.workflow.handlers(case),
    )


def _duties(case: CaseFile) -> Iterator[TermState]:
    """The terms that run, do not stand still, and by which the agency can be late."""
    for term in case.terms:
        if term.status == "open":
            declared = case.workflow.as_set(term.code, term.label, version=term.rule_version, length=term.length)
            if manner(declared.duty, declared.consequence) is Manner.CHASED:
                yield term
