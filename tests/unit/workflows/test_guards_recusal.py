"""回避: asked for at any time, decided by another, and who must withdraw does nothing more (处罚法 43, 64(4))."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from guard_proofs import proves
from in_hand import COMPLEX, HEARD, IDS, InHand, Question, ready, standing
from zhifa.engine.plan import Refused
from zhifa.workflows.guards.hearing import OFFICER_INDEPENDENT
from zhifa.workflows.guards.people import TWO_OFFICERS, UNIT_OPINION_GIVEN
from zhifa.workflows.guards.recusal import DECIDED_BY_ANOTHER, RECUSAL_SETTLED, REQUESTED_BY_HIMSELF
from zhifa.workflows.guards.review import REVIEWER_APART
from zhifa.workflows.ordinary.recusal import UNDECIDED
from zhifa.workflows.reasons.hearing import HEARING_NOT_APPOINTED
from zhifa.workflows.reasons.people import OPINION_UNFOUNDED, TOO_FEW_OFFICERS
from zhifa.workflows.reasons.recusal import OWN_RECUSAL, RECUSAL_OF_ANOTHER, RECUSAL_OPEN, RECUSED
from zhifa.workflows.reasons.review import REVIEWER_INVOLVED

BOTH = [IDS["承办人甲"], IDS["承办人乙"]]
THREE = [*BOTH, IDS["承办人丙"]]


def _challenged(case: InHand, officer: str, **changes: Any) -> InHand:
    return case.do("request_recusal", officer=IDS[officer], **changes)


def _withdrawn(case: InHand, officer: str) -> InHand:
    """The officer must withdraw."""
    return _challenged(case, officer).do("decide_recusal", granted=True, reason="情况属实。")


@pytest.mark.parametrize("state", [state.name for state in UNDECIDED])
def test_recusal_is_asked_for_and_decided_wherever_the_case_is_undecided(state: str) -> None:
    case = standing(state)
    decided = _challenged(case, "承办人乙").do("decide_recusal")

    assert decided.case.state is case.case.state
    assert "recusal" not in {track.track for track in decided.case.open_tracks()}


@pytest.mark.parametrize("step", ["request_recusal", "decide_recusal"])
def test_a_decided_case_is_past_recusal(step: str) -> None:
    assert "wrong_state" in standing("decided").asking(step).codes()


# --- the request -----------------------------------------------------------------------------------------------------


@proves(REQUESTED_BY_HIMSELF, RECUSAL_OF_ANOTHER, "request_recusal", "report_recusal")
def test_nobody_withdraws_in_the_name_of_another(step: str) -> Question:
    case = ready(step)
    other = next(IDS[name] for name in ("承办人甲", "承办人乙") if IDS[name] != case.asking(step).command.actor)
    return case.asking(step, requested_by="self", officer=other)


def test_an_officer_reports_his_own_interest() -> None:
    case = standing("investigating")
    own = {"requested_by": "self", "officer": IDS["承办人甲"]}
    assert case.asking("request_recusal", by="承办人甲", **own).codes() == set()


@pytest.mark.parametrize("by", ["审核人甲", "听证主持人甲"])
def test_reviewer_and_hearing_officer_report_theirs_without_becoming_handlers(by: str) -> None:
    case = standing("hearing").do("report_recusal", by=by, requested_by="self", officer=IDS[by])
    kept = case.do("decide_recusal")

    assert IDS[by] not in kept.case.workflow.involved(kept.case)


def test_one_officer_is_not_challenged_twice_at_once() -> None:
    case = _challenged(standing("investigating"), "承办人乙")
    assert case.asking("request_recusal", officer=IDS["承办人乙"]).codes() == {"track_already_open"}
    assert case.asking("request_recusal", officer=IDS["承办人甲"]).codes() == set()


# --- the decision on it ----------------------------------------------------------------------------------------------


@proves(DECIDED_BY_ANOTHER, OWN_RECUSAL, "decide_recusal")
def test_the_head_does_not_decide_his_own_recusal(step: str) -> Question:
    return _challenged(standing("investigating"), "机关负责人甲").asking(step, officer=IDS["机关负责人甲"])


def test_another_head_decides_it() -> None:
    case = _challenged(standing("investigating"), "机关负责人甲")
    assert case.asking("decide_recusal", by="机关负责人乙").codes() == set()


def test_what_nobody_asked_for_is_not_decided() -> None:
    assert standing("investigating").asking("decide_recusal").codes() == {"track_not_open"}


@proves(RECUSAL_SETTLED, RECUSAL_OPEN, "decide_penalty", "decide_no_penalty")
def test_a_case_is_not_decided_while_a_recusal_is_not(step: str) -> Question:
    return _challenged(ready(step), "承办人乙").asking(step)


def test_the_investigation_goes_on_meanwhile() -> None:
    case = _challenged(standing("investigating"), "承办人乙")
    assert case.asking("interview", by="承办人乙").codes() == set()
    assert case.asking("conclude").codes() == set()


# --- who must withdraw -----------------------------------------------------------------------------------------------


def test_a_handler_who_must_withdraw_does_nothing_more() -> None:
    case = _withdrawn(standing("investigating"), "承办人乙")
    assert case.asking("confirm_address", by="承办人乙").codes() == {"barred"}
    assert case.asking("confirm_address", by="承办人甲").codes() == set()


def test_a_refused_recusal_bars_nobody() -> None:
    case = _challenged(standing("investigating"), "承办人乙").do("decide_recusal")
    assert case.asking("interview", by="承办人乙").codes() == set()


@proves(TWO_OFFICERS, RECUSED, "interview")
def test_an_officer_who_must_withdraw_takes_no_part(step: str) -> Question:
    return _withdrawn(standing("investigating"), "承办人乙").asking(step, officers=THREE)


@proves(TWO_OFFICERS, TOO_FEW_OFFICERS, "interview")
def test_an_officer_who_must_withdraw_is_none_of_the_two(step: str) -> Question:
    return _withdrawn(standing("investigating"), "承办人乙").asking(step, officers=BOTH)


def test_another_takes_over_from_a_handler_who_must_withdraw() -> None:
    case = _withdrawn(standing("investigating"), "承办人乙").hand_over()
    pair = [IDS["承办人甲"], IDS["承办人丙"]]
    assert case.asking("interview", by="承办人丙", officers=pair, recorder=pair[1]).codes() == set()


def test_a_case_is_not_handed_to_one_who_must_withdraw() -> None:
    case = _withdrawn(standing("investigating"), "承办人丙")
    assert {refusal.code for refusal in case.handing_over(new="承办人丙")} == {"hand_over_target"}


def test_one_who_must_withdraw_enters_no_correction() -> None:
    case = _withdrawn(standing("investigating"), "承办人甲")
    refused = case.correcting(actor="承办人甲")
    assert "barred" in {refusal.code for refusal in getattr(refused, "refusals", ())}


def test_what_was_done_before_stands() -> None:
    case = _withdrawn(standing("investigating").do("interview", by="承办人乙"), "承办人乙")
    assert case.hand_over().asking("conclude").codes() == set()


@proves(UNIT_OPINION_GIVEN, OPINION_UNFOUNDED, "conclude")
def test_the_opinion_of_a_unit_head_who_must_withdraw_counts_for_nothing(step: str) -> Question:
    return _withdrawn(standing("investigating"), "承办机构负责人甲").asking(step)


def test_a_reviewer_who_must_withdraw_never_reviews_the_case() -> None:
    case = _withdrawn(standing("verifying"), "审核人甲").to("reviewing")
    assert case.asking("agree").codes() == {"barred"}
    assert case.asking("agree", by="审核人乙").codes() == set()


@proves(REVIEWER_APART, REVIEWER_INVOLVED, "decide_penalty")
def test_the_opinion_of_a_reviewer_who_must_withdraw_carries_no_decision(step: str) -> Question:
    return _withdrawn(standing("approving"), "审核人甲").asking(step)


@proves(OFFICER_INDEPENDENT, HEARING_NOT_APPOINTED, "schedule_hearing")
def test_a_hearing_officer_who_must_withdraw_is_not_appointed(step: str) -> Question:
    return _withdrawn(standing("hearing"), "听证主持人甲").asking(step, by="听证主持人乙")


def test_a_hearing_officer_challenged_at_the_hearing_is_replaced() -> None:
    appointed = standing("hearing", HEARD).do("schedule_hearing").wait(days=25, hours=3)
    case = _withdrawn(appointed, "听证主持人甲")
    assert case.asking("hold_hearing").codes() == {"barred"}

    another = {"by": "听证主持人乙", "hearing_officer": IDS["听证主持人乙"]}
    announced = case.do("schedule_hearing", **another)
    held = announced.but(at=announced.at + timedelta(days=25, hours=3))
    assert held.asking("hold_hearing", by="听证主持人乙").codes() == set()


def test_who_must_withdraw_approves_no_correction() -> None:
    case = _withdrawn(standing("investigating"), "承办机构负责人甲")
    asked = case.correcting(approver="承办机构负责人甲")
    assert isinstance(asked, Refused)
    assert "barred" in {refusal.code for refusal in asked.refusals}


def test_who_must_withdraw_is_not_counted_in_a_discussion() -> None:
    case = _withdrawn(standing("discussing", COMPLEX), "机关负责人丙")
    assert "too_few_discussants" in case.asking("discuss").codes()
