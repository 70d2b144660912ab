"""Notice, statement and defence; never heavier for having spoken (处罚法 44, 45, 62)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from guard_proofs import proves, steps_with
from in_hand import HEARD, InHand, Question, due, new_case, standing
from penalty_steps import Plot
from zhifa.workflows.forms.investigate import Conclusion
from zhifa.workflows.forms.notice import PriorNotice
from zhifa.workflows.forms.serve import Service
from zhifa.workflows.guards.notice import (
    DEFENCE_HEARD,
    DRAFT_EXISTS,
    HEAVIER_ONLY_ON_NEW_EVIDENCE,
    NOTICE_COVERS_DRAFT,
    NOTICE_SERVED,
    RIGHTS_TOLD,
)
from zhifa.workflows.reasons.notice import (
    HEAVIER_THAN_NOTICE,
    HEAVIER_WITHOUT_NEW_EVIDENCE,
    NO_DRAFT,
    NOT_COVERED_BY_NOTICE,
    NOTICE_NOT_SERVED,
    RIGHTS_INCOMPLETE,
    STATEMENT_UNREVIEWED,
    STATEMENT_WINDOW,
)
from zhifa.workflows.states import APPROVING, DEFENCE

SAME = {"kind": "罚款", "amount": 100_000, "text": "罚款"}
HEAVIER = [SAME | {"amount": 100_001}]
CLOSURE = {"kind": "责令停产停业", "text": "责令停产停业"}
NEW = {
    "key": "证9",
    "kind": "视听资料",
    "description": "录像",
    "source": "监测科",
    "obtained_on": "2026-03-31",
    "proves": "另一处焚烧",
    "verified": True,
}
AIR = "中华人民共和国大气污染防治法"
HIGH = Plot(fine=999_999)
FIRST_REVIEW = (("first_review", "before_notice"),)


# --- the draft -------------------------------------------------------------------------------------------------------


@proves(DRAFT_EXISTS, NO_DRAFT, *steps_with(DRAFT_EXISTS))
def test_without_a_draft_there_is_nothing_to_notify_or_review(step: str) -> Question:
    return _forgetting(standing("concluded"), Conclusion).asking(step)


def _forgetting(case: InHand, form: type[Any]) -> InHand:
    """The case as if no act of this form were on file; the core never leaves one so."""
    return case.having(acts=tuple(act for act in case.case.acts if act.transition.facts is not form))


# --- rights ----------------------------------------------------------------------------------------------------------


@proves(RIGHTS_TOLD, RIGHTS_INCOMPLETE, "notify")
@pytest.mark.parametrize("rights", [["statement"], ["defence"], ["hearing"]])
def test_a_notice_that_tells_only_some_of_the_rights_is_refused(step: str, rights: list[str]) -> Question:
    return due(step).asking(step, rights=rights)


@proves(RIGHTS_TOLD, RIGHTS_INCOMPLETE, "notify")
@pytest.mark.parametrize(
    "items",
    [
        [SAME | {"amount": 1_000_000}],
        [SAME | {"amount": 600_000}, SAME | {"amount": 400_000, "text": "又罚款"}],
        [{"kind": "没收违法所得", "amount": 1_000_000, "text": "没收"}],
        [{"kind": "没收非法财物", "text": "没收，价值未定"}],
        [CLOSURE],
        [{"kind": "吊销许可证件", "text": "吊销许可证"}],
    ],
    ids=["fine", "two fines", "gains", "goods of unknown value", "closure", "licence"],
)
def test_a_penalty_in_the_scope_of_hearings_is_told_with_the_right_to_one(step: str, items: list[Any]) -> Question:
    return _proposing(items).asking(step, rights=["statement", "defence"])


def test_just_below_the_threshold_the_right_to_a_hearing_need_not_be_told() -> None:
    below = _proposing([SAME | {"amount": 999_999}])
    assert below.asking("notify", rights=["statement", "defence"]).codes() == set()


def test_one_who_trades_alone_counts_as_an_individual() -> None:
    trader = new_case().do("report", party__kind="individual_business").to("investigating")
    fined = trader.do("conclude", draft__items=[SAME | {"amount": 1_000_000}])
    assert fined.asking("notify", rights=["statement", "defence"]).codes() == {"rights_incomplete"}


def test_for_an_organisation_the_threshold_is_its_own() -> None:
    company = new_case().do("report", party__kind="legal_person").to("investigating")
    below = company.do("conclude", draft__items=[SAME | {"amount": 9_999_999}])
    at_it = company.do("conclude", draft__items=[SAME | {"amount": 10_000_000}])
    assert below.asking("notify", rights=["statement", "defence"]).codes() == set()
    assert at_it.asking("notify", rights=["statement", "defence"]).codes() == {"rights_incomplete"}


def test_a_hearing_may_be_offered_where_none_is_due() -> None:
    assert due("notify").asking("notify", rights=["statement", "defence", "hearing"]).codes() == set()


def _proposing(items: list[Any]) -> InHand:
    return standing("investigating").do("interview").do("conclude", draft__items=items)


# --- heavier than the notice -----------------------------------------------------------------------------------------


def _revised(items: list[Any], case: InHand | None = None) -> InHand:
    """After a served notice of a fine of 1 000 yuan the draft is another."""
    return (case or standing("defence")).do("revise", draft__items=items)


def _window_over(case: InHand) -> InHand:
    return case.wait(days=20)


@proves(HEAVIER_ONLY_ON_NEW_EVIDENCE, HEAVIER_WITHOUT_NEW_EVIDENCE, "notify")
@pytest.mark.parametrize("items", [HEAVIER, [SAME, CLOSURE], [CLOSURE]], ids=["fine", "added", "graver"])
def test_a_heavier_notice_without_new_evidence_is_refused(step: str, items: list[Any]) -> Question:
    return _revised(items).asking(step, rights=["statement", "defence", "hearing"])


@proves(HEAVIER_ONLY_ON_NEW_EVIDENCE, HEAVIER_WITHOUT_NEW_EVIDENCE, "notify")
def test_evidence_obtained_before_the_notice_does_not_carry_a_heavier_one(step: str) -> Question:
    known = standing("defence").do("extract", evidence=[NEW | {"obtained_on": "2026-03-01"}])
    return _revised(HEAVIER, known).asking(step)


@proves(HEAVIER_ONLY_ON_NEW_EVIDENCE, HEAVIER_WITHOUT_NEW_EVIDENCE, "notify")
def test_new_evidence_without_a_day_does_not_carry_a_heavier_notice(step: str) -> Question:
    undated = {"obtained_on": {"not_stated": "evidence"}}
    found = new_case(replay=True).to("defence").do("extract", evidence=[NEW | undated])
    return _revised(HEAVIER, found).asking(step)


def _found(**changes: Any) -> InHand:
    """Evidence found on 2026-03-31, well after the notice was served."""
    return standing("defence").on("2026-03-31", "15:00").do("extract", evidence=[NEW | changes])


def test_evidence_found_after_the_notice_carries_a_heavier_one() -> None:
    assert _revised(HEAVIER, _found()).asking("notify").codes() == set()


@proves(HEAVIER_ONLY_ON_NEW_EVIDENCE, HEAVIER_WITHOUT_NEW_EVIDENCE, "notify")
def test_evidence_of_the_very_day_of_service_is_not_found_after_it(step: str) -> Question:
    served = standing("defence")
    found = served.do("extract", evidence=[NEW | {"obtained_on": served.scene().day.isoformat()}])
    return _revised(HEAVIER, found).asking(step)


@proves(HEAVIER_ONLY_ON_NEW_EVIDENCE, HEAVIER_WITHOUT_NEW_EVIDENCE, "notify")
def test_new_evidence_that_the_draft_does_not_rest_on_carries_nothing(step: str) -> Question:
    return _found().do("revise", draft__items=HEAVIER, draft__evidence=["证1"]).asking(step)


@proves(HEAVIER_ONLY_ON_NEW_EVIDENCE, HEAVIER_WITHOUT_NEW_EVIDENCE, "notify")
def test_evidence_that_nobody_verified_carries_nothing(step: str) -> Question:
    return _revised(HEAVIER, _found(verified=False)).asking(step)


@proves(HEAVIER_ONLY_ON_NEW_EVIDENCE, HEAVIER_WITHOUT_NEW_EVIDENCE, "notify")
def test_what_the_party_itself_brought_in_defence_is_not_turned_against_it(step: str) -> Question:
    spoken = standing("defence").on("2026-03-31", "15:00").do("hear_statement", evidence=[NEW]).do("review_statement")
    return _revised(HEAVIER, spoken).asking(step)


@pytest.mark.parametrize("items", [[SAME], [SAME | {"amount": 99_999}], [{"kind": "警告", "text": "警告"}]])
def test_an_equal_or_lighter_notice_needs_no_new_evidence(items: list[Any]) -> None:
    assert _revised(items).asking("notify").codes() == set()


def test_a_notice_that_never_reached_the_party_binds_nobody() -> None:
    unserved = _forgetting(standing("defence"), Service)
    assert "heavier_without_new_evidence" not in _revised(HEAVIER, unserved).asking("notify").codes()


@proves(NOTICE_COVERS_DRAFT, HEAVIER_THAN_NOTICE, "submit_review")
@pytest.mark.parametrize("items", [HEAVIER, [SAME, CLOSURE]], ids=["fine", "added"])
def test_a_draft_heavier_than_the_notice_is_not_reviewed(step: str, items: list[Any]) -> Question:
    return _window_over(_revised(items)).asking(step)


@proves(NOTICE_COVERS_DRAFT, NOT_COVERED_BY_NOTICE, "submit_review")
def test_a_draft_that_differs_in_what_cannot_be_measured_is_not_reviewed(step: str) -> Question:
    licence = {"kind": "暂扣许可证件", "text": "暂扣许可证三个月"}
    case = _proposing([licence]).do("notify").do("serve_notice")
    return _window_over(_revised([licence | {"text": "暂扣许可证六个月"}], case)).asking(step)


@proves(NOTICE_COVERS_DRAFT, NOTICE_NOT_SERVED, "submit_review")
def test_a_draft_whose_notice_was_not_served_is_not_reviewed(step: str) -> Question:
    return _window_over(_forgetting(standing("defence"), Service)).asking(step)


@proves(NOTICE_COVERS_DRAFT, NOT_COVERED_BY_NOTICE, "submit_review")
@pytest.mark.parametrize(
    "change",
    [
        {"facts": "当事人在另一处焚烧秸秆。"},
        {"violated": [{"law": AIR, "article": "第七十八条"}]},
        {"basis": [{"law": AIR, "article": "第一百二十条"}]},
    ],
    ids=["facts", "violated", "basis"],
)
def test_other_facts_or_law_than_the_notice_told_are_not_reviewed(step: str, change: dict[str, Any]) -> Question:
    named = {f"draft__{name}": value for name, value in change.items()}
    return _window_over(standing("defence").do("revise", **named)).asking(step)


def test_other_facts_are_covered_where_the_party_was_heard_and_the_penalty_became_lighter() -> None:
    lighter = {"draft__facts": "面积更小。", "draft__items": [SAME | {"amount": 50_000}]}
    assert _window_over(standing("defence").do("revise", **lighter)).asking("submit_review").codes() == set()


@proves(NOTICE_COVERS_DRAFT, NOT_COVERED_BY_NOTICE, "submit_review")
def test_a_party_corrected_after_the_notice_was_not_told(step: str) -> Question:
    return _window_over(standing("defence").correct(path="party.name", new="当事人乙")).asking(step)


@proves(NOTICE_COVERS_DRAFT, RIGHTS_INCOMPLETE, "submit_review")
def test_a_draft_that_came_into_the_scope_of_hearings_is_told_with_the_right_to_one(step: str) -> Question:
    return _stricter(standing("defence", HIGH)).wait(days=20).asking(step)


@proves(NOTICE_SERVED, RIGHTS_INCOMPLETE, "proceed", "decide_penalty")
def test_a_penalty_in_the_scope_of_hearings_is_not_decided_without_the_right_told(step: str) -> Question:
    return _window_over(_moved(_stricter(standing("defence", HIGH)), step)).asking(step)


def _stricter(case: InHand) -> InHand:
    """Since the notice the agency has lowered its threshold for hearings to the very fine it told."""
    agency = case.register.agency
    policy = replace(agency.policy, hearing_threshold_individual=HIGH.fine)
    return case.but(register=replace(case.register, agency=replace(agency, policy=policy)))


@pytest.mark.parametrize("items", [[SAME], [SAME | {"amount": 50_000}]], ids=["equal", "lighter"])
def test_a_draft_no_heavier_than_the_notice_goes_to_review(items: list[Any]) -> None:
    assert _window_over(_revised(items)).asking("submit_review").codes() == set()


@proves(NOTICE_SERVED, HEAVIER_THAN_NOTICE, "proceed", "decide_penalty")
def test_a_penalty_heavier_than_the_notice_is_not_decided(step: str) -> Question:
    return _window_over(_moved(_revised(HEAVIER), step)).asking(step)


@proves(NOTICE_SERVED, NOT_COVERED_BY_NOTICE, "proceed", "decide_penalty")
def test_a_penalty_other_than_the_notice_told_is_not_decided(step: str) -> Question:
    licence = {"kind": "暂扣许可证件", "text": "暂扣许可证三个月"}
    case = _proposing([licence]).do("notify").do("serve_notice")
    return _window_over(_moved(_revised([licence | {"text": "暂扣许可证六个月"}], case), step)).asking(step)


@proves(NOTICE_SERVED, NOTICE_NOT_SERVED, "proceed", "decide_penalty")
def test_a_penalty_without_notice_is_not_decided(step: str) -> Question:
    return _moved(_forgetting(standing("defence"), PriorNotice), step).asking(step)


@proves(NOTICE_SERVED, NOTICE_NOT_SERVED, "proceed", "decide_penalty")
def test_a_penalty_whose_notice_was_not_served_is_not_decided(step: str) -> Question:
    return _moved(_forgetting(standing("defence"), Service), step).asking(step)


@proves(NOTICE_SERVED, NOTICE_NOT_SERVED, "decide_penalty")
def test_a_notice_of_another_kind_of_decision_is_none_of_a_penalty(step: str) -> Question:
    mild = standing("concluded", Plot(penalty=False)).do("notify").do("serve_notice")
    penal = mild.but(plot=Plot()).do("revise")
    return _moved(penal, step).asking(step)


def _moved(case: InHand, step: str) -> InHand:
    """The case as if it had come, by whatever way, to where the step starts: the guards there stand for themselves."""
    return case.having(state=APPROVING if step == "decide_penalty" else DEFENCE)


# --- statement and defence -------------------------------------------------------------------------------------------


def _last_day(case: InHand, term: str) -> str:
    found = case.case.term(term)
    assert found is not None
    return found.due


def _day_after(day: str) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() + 1).isoformat()


@proves(DEFENCE_HEARD, STATEMENT_WINDOW, *steps_with(DEFENCE_HEARD))
def test_on_the_last_day_of_the_window_the_party_may_still_speak(step: str) -> Question:
    case = _moved(standing("defence"), step)
    return case.on(_last_day(case, "statement"), "23:59").asking(step)


def test_on_the_day_after_the_window_the_case_goes_on() -> None:
    case = standing("defence")
    assert case.on(_day_after(_last_day(case, "statement")), "00:00").asking("submit_review").codes() == set()


def test_an_explicit_waiver_ends_the_window() -> None:
    assert standing("defence").do("waive").asking("submit_review").codes() == set()


@proves(DEFENCE_HEARD, STATEMENT_WINDOW, "submit_review")
def test_a_waiver_of_the_hearing_alone_is_no_waiver_of_the_statement(step: str) -> Question:
    return standing("defence").do("waive", statement=False).asking(step)


@proves(DEFENCE_HEARD, STATEMENT_WINDOW, "submit_review")
def test_a_waiver_before_a_new_notice_does_not_hold_for_it(step: str) -> Question:
    return standing("defence").do("waive").do("notify").do("serve_notice").asking(step)


@proves(DEFENCE_HEARD, STATEMENT_UNREVIEWED, *steps_with(DEFENCE_HEARD))
def test_a_statement_that_nobody_examined_stops_the_case_even_after_the_window(step: str) -> Question:
    return _window_over(_moved(standing("defence").do("hear_statement"), step)).asking(step)


@proves(DEFENCE_HEARD, STATEMENT_UNREVIEWED, "submit_review")
def test_a_second_statement_is_examined_as_well(step: str) -> Question:
    heard = standing("defence").do("hear_statement").do("review_statement").do("hear_statement")
    return _window_over(heard).asking(step)


def test_a_statement_heard_and_examined_goes_on_at_once() -> None:
    heard = standing("defence").do("hear_statement").do("review_statement")
    assert heard.asking("submit_review").codes() == set()


def test_a_decision_not_to_penalise_needs_neither_notice_nor_statement() -> None:
    assert standing("concluded", Plot(penalty=False)).asking("submit_review").codes() == set()


def test_before_the_notice_a_first_review_asks_for_no_statement() -> None:
    assert new_case(policy=FIRST_REVIEW).to("concluded").asking("submit_review").codes() == set()


def test_a_hearing_window_alone_does_not_stop_the_statement() -> None:
    case = standing("defence", HEARD)
    assert case.asking("hear_statement").codes() == set()
