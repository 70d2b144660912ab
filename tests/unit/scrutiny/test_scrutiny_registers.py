"""R01, R02, R04, R11, R19, R21, R36: who might do what is asked of the register that each entry knew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from in_hand import COMPLEX, IDS, InHand, ready, standing
from scrutinised import Built, corrected, judged
from zhifa.engine.register import Register
from zhifa.workflows.scrutiny.check import Check, Verdict
from zhifa.workflows.scrutiny.evidence import PRESERVED
from zhifa.workflows.scrutiny.filing import APPROVED
from zhifa.workflows.scrutiny.people import ONLY_OFFICERS, POWER, TWO_OFFICERS
from zhifa.workflows.scrutiny.review import DISCUSSED, REVIEWED


def _archived() -> InHand:
    return standing("archived")


def _without(register: Register, *names: str) -> Register:
    """The register with none of its certificates, qualifications or posts, or without power over anything."""
    emptied = {name: () for name in names if name != "matters"}
    agency = replace(register.agency, matters=frozenset()) if "matters" in names else register.agency
    return replace(register, agency=agency, **emptied)


ASKED: tuple[tuple[Check, str, Built], ...] = (
    (POWER, "matters", _archived),
    (TWO_OFFICERS, "certificates", _archived),
    (ONLY_OFFICERS, "certificates", _archived),
    (APPROVED, "assignments", _archived),
    (PRESERVED, "assignments", lambda: ready("handle_preserved").do("handle_preserved")),
    (REVIEWED, "qualifications", _archived),
    (DISCUSSED, "assignments", lambda: standing("archived", COMPLEX)),
)


@pytest.mark.parametrize(("check", "lost", "built"), ASKED, ids=[check.id for check, _, _ in ASKED])
def test_what_was_withdrawn_since_accuses_nobody_and_what_came_since_mends_nothing(
    check: Check, lost: str, built: Built
) -> None:
    case = built()
    full, bare = case.register, _without(case.register, lost)

    assert judged(check, case.but(register=bare)).verdict is Verdict.FAULTY
    assert judged(check, case.but(register=bare), lambda _: full).verdict is Verdict.PASSED
    assert judged(check, case, lambda _: bare).verdict is Verdict.FAULTY


@pytest.mark.parametrize("check", [TWO_OFFICERS, ONLY_OFFICERS], ids=["R02", "R36"])
@pytest.mark.parametrize("told", [True, False], ids=["known by then", "not known by then"])
def test_an_officer_whom_a_correction_names_is_asked_of_the_register_that_the_correction_knew(
    check: Check, told: bool
) -> None:
    case = _archived()
    certificates = tuple(one for one in case.register.certificates if one.officer_id != IDS["承办人丙"])
    before = replace(case.register, certificates=certificates)
    mended = corrected(case, "inspect", "officers", [IDS["承办人甲"], IDS["承办人丙"]])

    result = judged(check, mended, lambda seq: mended.register if told and seq == mended.case.next_seq else before)

    assert result.verdict is (Verdict.PASSED if told else Verdict.FAULTY)
