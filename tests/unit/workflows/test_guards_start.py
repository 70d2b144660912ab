"""Filing: power, jurisdiction, identity, limitation (处罚法 17-22, 36)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from guard_proofs import proves
from in_hand import InHand, Question, new_case, standing
from zhifa.engine.period import Period
from zhifa.engine.register import Delegation
from zhifa.workflows.guards.start import IDENTITY, JURISDICTION, POWER, WITHIN_LIMITATION
from zhifa.workflows.reasons.start import IDENTITY_CHECK_DIGIT, NO_POWER, OUTSIDE_REGION, TIME_BARRED, VIOLATION_NOT_YET

MATTER = "道路运输监管"


def _reported(**changes: str) -> InHand:
    """A case from its report on, brought to where it is filed; it came to notice on 2026-03-02."""
    return new_case().do("report", **changes).to("verifying").do("inspect")


@proves(IDENTITY, IDENTITY_CHECK_DIGIT, "report")
def test_a_credit_code_with_a_wrong_check_digit_is_refused(step: str) -> Question:
    return new_case().asking(step, party__identity_kind="uscc", party__identity_number="91000000MA00000000")


@proves(IDENTITY, IDENTITY_CHECK_DIGIT, "report")
def test_a_resident_number_with_a_wrong_check_digit_is_refused(step: str) -> Question:
    return new_case().asking(step, party__identity_kind="resident_id", party__identity_number="11010519491231002Y")


@proves(IDENTITY, IDENTITY_CHECK_DIGIT, "report")
def test_a_kind_of_number_without_the_number_is_refused(step: str) -> Question:
    return new_case().asking(step, party__identity_kind="resident_id")


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("passport", "E00000000"),
        ("none", None),
        ("masked", "110105********002X"),
        ("resident_id", "11010519491231002X"),
    ],
)
def test_numbers_without_check_digit_and_right_ones_pass(kind: str, number: str | None) -> None:
    changes = {"party__identity_kind": kind, "party__identity_number": number}
    assert new_case().asking("report", **changes).codes() == set()


@proves(POWER, NO_POWER, "file")
def test_a_matter_outside_the_agencys_powers_is_not_filed(step: str) -> Question:
    return _reported(matter=MATTER).asking(step)


@proves(POWER, NO_POWER, "file")
def test_a_delegation_that_has_ended_gives_no_power(step: str) -> Question:
    return _delegated(end=date(2026, 3, 1)).asking(step)


def test_a_delegation_gives_power_on_its_last_day() -> None:
    assert _delegated(end=date(2026, 3, 2)).asking("file").codes() == set()


def _delegated(*, end: date) -> InHand:
    """A matter of somebody else's, delegated until ``end``."""
    reported = _reported(matter=MATTER)
    delegation = Delegation(
        delegator="示例省生态环境厅",
        matters=frozenset({MATTER}),
        document_number="演示委托〔2025〕1号",
        valid=Period(start=date(2025, 1, 1), end=end),
    )
    return reported.but(register=replace(reported.register, delegations=(delegation,)))


@proves(JURISDICTION, OUTSIDE_REGION, "file")
def test_a_violation_in_another_region_is_not_filed(step: str) -> Question:
    reported = new_case().do("report").to("verifying").do("inspect")
    elsewhere = replace(reported.register, agency=replace(reported.register.agency, region="示例省另一市"))
    return reported.but(register=elsewhere).asking(step)


@proves(WITHIN_LIMITATION, TIME_BARRED, "file")
def test_a_violation_found_after_two_years_is_not_filed(step: str) -> Question:
    return standing("verifying").do("inspect").asking(step, violation_ended_on="2024-03-01")


def test_a_violation_found_on_the_last_day_of_two_years_is_filed() -> None:
    assert standing("verifying").do("inspect").asking("file", violation_ended_on="2024-03-02").codes() == set()


def test_harm_to_life_and_health_makes_it_five_years() -> None:
    filing = {"violation_ended_on": "2021-03-02", "long_limitation": "危害公民生命健康安全且有危害后果"}
    assert standing("verifying").do("inspect").asking("file", **filing).codes() == set()


@proves(WITHIN_LIMITATION, TIME_BARRED, "file")
def test_even_harm_to_life_and_health_is_barred_after_five_years(step: str) -> Question:
    filing = {"violation_ended_on": "2021-03-01", "long_limitation": "危害公民生命健康安全且有危害后果"}
    return standing("verifying").do("inspect").asking(step, **filing)


@proves(WITHIN_LIMITATION, VIOLATION_NOT_YET, "file")
def test_a_violation_dated_after_the_filing_is_refused(step: str) -> Question:
    return standing("verifying").do("inspect").asking(step, violation_ended_on="2026-03-03")


def test_a_violation_of_the_day_itself_is_filed() -> None:
    assert standing("verifying").do("inspect").asking("file", violation_ended_on="2026-03-02").codes() == set()
