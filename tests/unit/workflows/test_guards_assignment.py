"""Who reviews, by assignment; counsel; and the head of the review body who stands by the opinion (处罚法 58; S0-37, S0-40)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from guard_proofs import proves
from in_hand import IDS, MILD, PLAIN, InHand, Question, new_case, reviewed_first
from penalty_steps import Plot
from shelves import keeping
from steps_of_review import counsel
from zhifa.engine.people import Assignment
from zhifa.engine.period import Period
from zhifa.engine.plan import Plan
from zhifa.workflows.guards.assignment import (
    ASSIGNABLE,
    COUNSEL_LISTED,
    ENDORSED_BY_ANOTHER,
    OPINION_ENDORSED,
    REVIEWER_ASSIGNED,
)
from zhifa.workflows.guards.review import REVIEWER_INDEPENDENT
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.reasons.assignment import (
    COUNSEL_UNKNOWN,
    NO_SUCH_REVIEWER,
    NOT_THE_ASSIGNED_REVIEWER,
    OPINION_UNENDORSED,
    OWN_OPINION,
)
from zhifa.workflows.reasons.review import REVIEWER_INVOLVED, REVIEWER_UNQUALIFIED

ASSIGNED = (("review_assignment", "assigned"),)
ENDORSED = (("review_endorsed", True),)


def _case(state: str = "reviewing", plot: Plot = PLAIN, policy: tuple[tuple[str, Any], ...] = ()) -> InHand:
    return new_case(plot, policy, workflow=ORDINARY).to(state)


def _made(case: InHand, name: str, role: str) -> InHand:
    """With one more post for somebody."""
    post = Assignment(officer_id=IDS[name], role=role, unit="法规科", valid=Period(start=case.case.opened_at.date()))
    return case.but(register=replace(case.register, assignments=(*case.register.assignments, post)))


# --- assigning -------------------------------------------------------------------------------------------------------


@proves(ASSIGNABLE, NO_SUCH_REVIEWER, "assign_reviewer")
def test_only_a_reviewer_is_given_a_case(step: str) -> Question:
    return _case().asking(step, reviewer=IDS["立卷人甲"])


@proves(ASSIGNABLE, NO_SUCH_REVIEWER, "assign_reviewer")
def test_somebody_unknown_is_given_no_case(step: str) -> Question:
    return _case().asking(step, reviewer="00000000-0000-4000-8000-00000000ffff")


@proves(ASSIGNABLE, REVIEWER_INVOLVED, "assign_reviewer")
def test_who_handled_the_case_is_not_to_review_it(step: str) -> Question:
    return _made(_case(), "承办人甲", "reviewer").asking(step, reviewer=IDS["承办人甲"])


@proves(ASSIGNABLE, REVIEWER_UNQUALIFIED, "assign_reviewer")
def test_who_is_not_qualified_is_given_no_case(step: str) -> Question:
    return _case().asking(step, reviewer=IDS["审核人丙"])


@proves(REVIEWER_INDEPENDENT, REVIEWER_INVOLVED, "assign_reviewer", "counsel_opinion")
def test_who_handled_the_case_has_no_hand_in_its_review(step: str) -> Question:
    return _made(_case(), "承办人甲", "review_head").asking(step, by="承办人甲")


@proves(REVIEWER_INDEPENDENT, REVIEWER_INVOLVED, "endorse_opinion")
def test_who_handled_the_case_endorses_no_opinion(step: str) -> Question:
    return _made(_case("approving"), "承办人甲", "review_head").asking(step, by="承办人甲")


# --- the opinion -----------------------------------------------------------------------------------------------------


@proves(REVIEWER_ASSIGNED, NOT_THE_ASSIGNED_REVIEWER, "agree", "find_problems")
def test_where_cases_are_assigned_nobody_reviews_one_that_is_not(step: str) -> Question:
    return _case(policy=ASSIGNED).asking(step)


@proves(REVIEWER_ASSIGNED, NOT_THE_ASSIGNED_REVIEWER, "agree", "find_problems")
def test_nobody_reviews_in_the_place_of_the_assigned_reviewer(step: str) -> Question:
    return _case(policy=ASSIGNED).do("assign_reviewer").asking(step, by="审核人乙")


@pytest.mark.parametrize("step", ["agree", "find_problems"])
def test_the_assigned_reviewer_reviews(step: str) -> None:
    assert isinstance(_case(policy=ASSIGNED).do("assign_reviewer").asking(step).answer(), Plan)


def test_who_is_assigned_last_reviews() -> None:
    case = _case(policy=ASSIGNED).do("assign_reviewer", reviewer=IDS["审核人乙"]).do("assign_reviewer")

    assert isinstance(case.asking("agree").answer(), Plan)
    assert (
        case.asking("agree", by="审核人乙").refusals()[0].text
        == "本机关规定由指派的审核人审核：本轮指派的审核人是审核人甲"
    )


def test_an_assignment_is_for_one_round() -> None:
    again = _case(policy=ASSIGNED).do("assign_reviewer").do("find_problems").do("revise").do("submit_review")

    assert again.asking("agree").refusals()[0].text == "本机关规定由指派的审核人审核：本轮尚未指派审核人"


def test_where_cases_are_not_assigned_any_reviewer_takes_one_up() -> None:
    assert isinstance(_case().do("assign_reviewer").asking("agree", by="审核人乙").answer(), Plan)


# --- counsel ---------------------------------------------------------------------------------------------------------


@proves(COUNSEL_LISTED, COUNSEL_UNKNOWN, "counsel_opinion")
def test_counsel_is_on_the_list_where_there_is_one(step: str) -> Question:
    case = _case()
    return case.but(register=keeping(case.register, counsel("顾问02"))).asking(step)


@pytest.mark.parametrize("listed", [(), (counsel(),)], ids=["no list", "on the list"])
def test_counsel_is_heard_and_the_reviewer_still_decides(listed: tuple[Any, ...]) -> None:
    case = _case()
    heard = case.but(register=keeping(case.register, *listed)).do("counsel_opinion")

    assert heard.case.state == ORDINARY.state_by_name["reviewing"]
    assert not heard.case.cleared


# --- endorsement -----------------------------------------------------------------------------------------------------


@proves(OPINION_ENDORSED, OPINION_UNENDORSED, "decide_penalty")
def test_no_penalty_rests_on_an_opinion_that_nobody_endorsed(step: str) -> Question:
    return _case("approving", policy=ENDORSED).asking(step)


@proves(OPINION_ENDORSED, OPINION_UNENDORSED, "decide_no_penalty")
def test_refraining_from_a_penalty_rests_on_none_either(step: str) -> Question:
    return _case("approving", MILD, policy=ENDORSED).asking(step)


@proves(OPINION_ENDORSED, OPINION_UNENDORSED, "proceed")
def test_a_review_before_the_notice_is_endorsed_before_the_case_goes_on(step: str) -> Question:
    first = reviewed_first().do("waive")
    policy = replace(first.register.agency.policy, review_endorsed=True)
    strict = replace(first.register, agency=replace(first.register.agency, policy=policy))
    return first.but(register=strict).having(workflow=ORDINARY).asking(step)


def test_an_endorsed_opinion_is_decided_on() -> None:
    case = _case("approving", policy=ENDORSED).do("endorse_opinion")

    assert isinstance(case.asking("decide_penalty").answer(), Plan)


def test_an_endorsement_is_of_one_opinion() -> None:
    again = _case("approving", policy=ENDORSED).do("endorse_opinion").do("send_back").do("submit_review").do("agree")

    assert again.asking("decide_penalty").codes() == {"opinion_unendorsed"}


def test_what_was_never_reviewed_is_refused_for_that_alone() -> None:
    case = _case("defence", policy=ENDORSED).do("waive").having(state=ORDINARY.state_by_name["approving"])

    assert case.asking("decide_penalty").codes() == {"review_missing"}


@proves(ENDORSED_BY_ANOTHER, OWN_OPINION, "endorse_opinion")
def test_nobody_endorses_an_opinion_of_his_own(step: str) -> Question:
    return _made(_case("approving"), "审核人甲", "review_head").asking(step, by="审核人甲")
