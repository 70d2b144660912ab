"""What lists show of a case of the procedures: cause, party, 案号 and reviewer."""

from __future__ import annotations

from typing import Final

from zhifa.engine.casefile import CaseFile
from zhifa.engine.heading import Heading
from zhifa.workflows import dossier, review_round
from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.upkeep import ChangeNotice

_FILING: Final = "D02"
"""立案审批表: its number is the number of the case; one that was never filed goes by that of its decision."""


def heading_of(case: CaseFile) -> Heading:
    """The heading of a penalty case; of a person the name alone, never a number."""
    told = dossier.report(case)
    assert told is not None, "a penalty case begins with a report"
    party = told.party
    return Heading(
        cause=told.cause,
        party=None if isinstance(party.name, NotStated) else str(party.name),
        party_code=party.identity_number if party.identity_kind == "uscc" else None,
        case_number=_case_number(case),
        reviewer=review_round.assigned(case),
    )


def upkeep_heading(case: CaseFile) -> Heading:
    """The heading of a change that the registers are to follow."""
    noticed = case.last(ChangeNotice)
    return Heading(cause=f"{case.workflow.label}（{noticed.facts.cause}）" if noticed else case.workflow.label)


def _case_number(case: CaseFile) -> str | None:
    codes = (_FILING, *case.workflow.decision_papers.values())
    numbered = {paper.code: paper.number for paper in reversed(case.papers) if paper.number}
    return next((numbered[code] for code in codes if code in numbered), None)
