"""What was published beforehand: the matter is on the list (S0-08), and so is what the power rests on (处罚法 20(2), 24(1))."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from guard_proofs import proves
from in_hand import InHand, Question, ready
from on_the_spot import ready_on_spot
from shelves import keeping
from zhifa.engine.books.book import Line
from zhifa.engine.books.duties import MATTERS
from zhifa.engine.period import Period
from zhifa.engine.register import Delegation, Empowerment
from zhifa.workflows.guards.powers import MATTER_LISTED, POWER_PUBLIC
from zhifa.workflows.guards.start import POWER
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.reasons.powers import DELEGATION_NOT_ANNOUNCED, MATTER_NOT_LISTED
from zhifa.workflows.reasons.start import NO_POWER
from zhifa.workflows.summary import SUMMARY

REPORTED = "大气污染防治监管"


def before(step: str, *listed: Line) -> InHand:
    """A case about to be filed or caught, in an agency that takes up nothing but what is on its list, with these matters on it."""
    on_spot = step in SUMMARY.by_name and step not in ORDINARY.by_name
    case = ready_on_spot(step) if on_spot else ready(step)
    agency = case.register.agency
    strict = replace(agency, policy=replace(agency.policy, listed_matters_only=True))
    return case.but(register=replace(keeping(case.register, *listed), agency=strict))


def listed(name: str, *, act: str = "penalty", ended: date | None = None) -> Line:
    valid = Period(start=date(2020, 1, 1), end=ended)
    return MATTERS.line(valid, {"code": f"{act.upper()}-{name}", "name": name, "act": act})


@proves(MATTER_LISTED, MATTER_NOT_LISTED, "file")
def test_a_matter_that_is_not_on_the_list_is_not_filed(step: str) -> Question:
    return before(step, listed("道路运输监管")).asking(step)


@proves(MATTER_LISTED, MATTER_NOT_LISTED, "catch", of=SUMMARY)
def test_a_matter_that_is_not_on_the_list_is_not_taken_up_on_the_spot(step: str) -> Question:
    return before(step, listed("道路运输监管")).asking(step)


@proves(MATTER_LISTED, MATTER_NOT_LISTED, "file")
def test_a_matter_that_is_listed_for_inspection_alone_is_not_filed(step: str) -> Question:
    return before(step, listed(REPORTED, act="inspection")).asking(step)


@proves(MATTER_LISTED, MATTER_NOT_LISTED, "file")
def test_a_matter_that_has_left_the_list_is_not_filed(step: str) -> Question:
    return before(step, listed(REPORTED, ended=date(2026, 3, 1)), listed("道路运输监管")).asking(step)


def test_a_matter_on_the_list_is_filed_and_taken_up_on_the_spot() -> None:
    assert before("file", listed(REPORTED)).asking("file").codes() == set()
    assert before("catch", listed(REPORTED)).asking("catch").codes() == set()


def test_the_list_binds_only_an_agency_that_wants_it_so() -> None:
    case = ready("file")
    assert case.but(register=keeping(case.register, listed("道路运输监管"))).asking("file").codes() == set()


def test_an_agency_that_keeps_no_list_is_asked_for_none() -> None:
    assert before("file").asking("file").codes() == set()
    assert before("file", listed(REPORTED, ended=date(2026, 3, 1))).asking("file").codes() == set()


def powered(step: str, announced: date | None, *, town: bool = False) -> InHand:
    """The same where the matter is not the agency's own but was given to it, as published on this day."""
    case, valid = before(step), Period(start=date(2025, 1, 1))
    register = replace(case.register, agency=replace(case.register.agency, matters=frozenset()))
    given = Delegation(
        delegator="示例省生态环境厅", matters=frozenset({REPORTED}), document_number="演示委托〔2025〕1号", valid=valid, announced_on=announced,
    )  # fmt: skip
    decided = Empowerment(
        matter=REPORTED,
        town=register.agency.name,
        document_number="示例政〔2025〕1号",
        valid=valid,
        announced_on=announced,
    )
    return case.but(register=replace(register, **({"empowerments": (decided,)} if town else {"delegations": (given,)})))


LATER = date(2027, 1, 1)


@proves(POWER_PUBLIC, DELEGATION_NOT_ANNOUNCED, "file", "decide_penalty")
def test_nothing_rests_on_a_delegation_before_it_is_published(step: str) -> Question:
    return powered(step, LATER).asking(step)


@proves(POWER_PUBLIC, DELEGATION_NOT_ANNOUNCED, "catch", "decide_on_spot", of=SUMMARY)
def test_nothing_is_decided_on_the_spot_by_a_delegation_before_it_is_published(step: str) -> Question:
    return powered(step, LATER).asking(step)


@proves(POWER_PUBLIC, DELEGATION_NOT_ANNOUNCED, "file")
def test_nothing_rests_on_what_a_town_was_given_before_it_is_published(step: str) -> Question:
    return powered(step, LATER, town=True).asking(step)


def ended(step: str) -> InHand:
    """By a delegation that was in force when the case was taken up, and is no more."""
    case = powered(step, date(2026, 1, 1))
    past = tuple(
        replace(one, valid=Period(start=one.valid.start, end=date(2026, 3, 1))) for one in case.register.delegations
    )
    return case.but(register=replace(case.register, delegations=past))


@proves(POWER, NO_POWER, "decide_penalty")
def test_no_penalty_is_decided_by_a_delegation_that_has_ended_since_filing(step: str) -> Question:
    return ended(step).asking(step)


@proves(POWER, NO_POWER, "decide_on_spot", of=SUMMARY)
def test_nothing_is_decided_on_the_spot_by_a_delegation_that_has_ended(step: str) -> Question:
    return ended(step).asking(step)


def test_a_power_that_was_published_lets_a_case_be_filed_and_decided() -> None:
    assert powered("file", date(2026, 1, 1)).asking("file").codes() == set()
    assert powered("file", None).asking("file").codes() == set()
    assert powered("decide_penalty", date(2026, 1, 1), town=True).asking("decide_penalty").codes() == set()
    assert powered("decide_on_spot", date(2026, 1, 1)).asking("decide_on_spot").codes() == set()
