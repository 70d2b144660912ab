"""管辖争议 and 交办: a case is filed and concluded only by who has jurisdiction (处罚法 22, 25)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guard_proofs import proves
from in_hand import InHand, Question, new_case, ready, standing
from zhifa.workflows.guards.closing import ALL_TRACKS_ENDED
from zhifa.workflows.guards.jurisdiction import JURISDICTION_SETTLED
from zhifa.workflows.guards.start import JURISDICTION
from zhifa.workflows.reasons.closing import TRACKS_OPEN
from zhifa.workflows.reasons.jurisdiction import JURISDICTION_OPEN, JURISDICTION_THEIRS
from zhifa.workflows.reasons.start import OUTSIDE_REGION
from zhifa.workflows.states import HANDED_DOWN

THEIRS = {"outcome": "theirs", "agency": "另一市生态环境局"}
AGREED = {"how": "协商", "document_number": None}


def _before(step: str) -> InHand:
    return ready("file") if step == "file" else standing("investigating").do("interview")


@proves(JURISDICTION_SETTLED, JURISDICTION_OPEN, "file", "conclude")
def test_a_case_in_dispute_is_neither_filed_nor_concluded(step: str) -> Question:
    return _before(step).do("raise_jurisdiction").asking(step)


@proves(JURISDICTION_SETTLED, JURISDICTION_OPEN, "file", "conclude")
def test_a_new_dispute_is_not_settled_by_the_old_one(step: str) -> Question:
    return _before(step).do("raise_jurisdiction").do("settle_jurisdiction").do("raise_jurisdiction").asking(step)


@proves(JURISDICTION_SETTLED, JURISDICTION_THEIRS, "file", "conclude")
@pytest.mark.parametrize("how", [{}, AGREED], ids=["designated", "agreed"])
def test_a_case_of_another_agency_is_neither_filed_nor_concluded(step: str, how: dict[str, object]) -> Question:
    return _before(step).do("raise_jurisdiction").do("settle_jurisdiction", **THEIRS, **how).asking(step)


@pytest.mark.parametrize("step", ["file", "conclude"])
def test_a_case_settled_for_us_goes_on(step: str) -> None:
    assert _before(step).do("raise_jurisdiction").do("settle_jurisdiction").asking(step).codes() == set()


def test_a_case_of_another_agency_may_be_terminated() -> None:
    case = standing("investigating").do("raise_jurisdiction").do("settle_jurisdiction", **THEIRS)
    assert case.asking("terminate").codes() == set()


def _elsewhere() -> InHand:
    """A case whose violation lies outside our region, in dispute; certificates hold in the whole province."""
    case = new_case()
    certificates = tuple(replace(certificate, areas=("示例省",)) for certificate in case.register.certificates)
    reported = case.but(register=replace(case.register, certificates=certificates)).do(
        "report", area="示例省另一市示例县"
    )
    return reported.to("verifying").do("inspect").do("raise_jurisdiction")


def test_a_designation_gives_jurisdiction_outside_our_region() -> None:
    assert _elsewhere().do("settle_jurisdiction").asking("file").codes() == set()


@proves(JURISDICTION, OUTSIDE_REGION, "file")
def test_an_agreement_does_not(step: str) -> Question:
    return _elsewhere().do("settle_jurisdiction", **AGREED).asking(step)


def test_a_designation_is_known_by_its_number() -> None:
    case = ready("settle_jurisdiction")
    assert case.asking("settle_jurisdiction", document_number=None).codes() == {"facts_invalid"}


@pytest.mark.parametrize("state", ["verifying", "filed"])
def test_a_superior_hands_a_case_down_and_its_own_case_ends(state: str) -> None:
    ended = standing(state).do("assign_down")
    assert ended.case.state is HANDED_DOWN
    assert {term.status for term in ended.case.terms} <= {"met"}


@proves(ALL_TRACKS_ENDED, TRACKS_OPEN, "assign_down")
def test_a_case_is_not_handed_down_with_preserved_evidence(step: str) -> Question:
    return standing("verifying").do("approve_preservation").do("preserve").asking(step)
