"""A suspected crime: proposed on evidence, approved by the head, delivered, answered; meanwhile no penalty (处罚法 27; 令310)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from guard_proofs import proves
from in_hand import InHand, Question, ready, reviewed_first, standing
from steps_of_transfer import enclosures
from zhifa.engine.casefile import TrackState
from zhifa.engine.plan import Plan
from zhifa.workflows.forms.crime import CrimeProposal
from zhifa.workflows.guards.closing import ALL_TRACKS_ENDED
from zhifa.workflows.guards.crime import (
    CRIME_APPROVED,
    CRIME_EVIDENCE,
    CRIME_PROPOSED,
    CRIME_SETTLED,
    TRANSFER_ANSWERED,
)
from zhifa.workflows.guards.referral import (
    GOODS_DUE,
    POLICE_DECLINED,
    POLICE_FILED,
    RECONSIDERED_ONCE,
    REPLY_AWAITED,
    RETURN_FOUNDED,
)
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.reasons.closing import TRACKS_OPEN
from zhifa.workflows.reasons.crime import (
    CRIME_EVIDENCE_UNKNOWN,
    CRIME_NOT_APPROVED,
    CRIME_NOT_PROPOSED,
    CRIME_UNSETTLED,
    GOODS_NOT_DUE,
    GOODS_OWED,
    POLICE_NOT_DECLINED,
    POLICE_NOT_FILED,
    RECONSIDERED_ALREADY,
    REPLY_NOT_AWAITED,
    RETURN_UNFOUNDED,
    TRANSFER_UNANSWERED,
)
from zhifa.workflows.reasons.times import TIMES_UNFIT

FILED = {"result": "立案", "content": "决定立案侦查。"}


def _proposed(state: str = "investigating") -> InHand:
    return standing(state).do("propose_crime_transfer")


def _referred(**reply: Any) -> InHand:
    return standing("referred").do("record_police_reply", **reply)


# --- before the referral ---------------------------------------------------------------------------------------------


@proves(CRIME_EVIDENCE, CRIME_EVIDENCE_UNKNOWN, "propose_crime_transfer")
def test_a_report_rests_on_evidence_that_is_on_file(step: str) -> Question:
    return standing("investigating").asking(step, relied_on=["证1", "证99"])


@proves(CRIME_PROPOSED, CRIME_NOT_PROPOSED, "decide_crime_transfer")
def test_nothing_is_decided_that_was_not_proposed(step: str) -> Question:
    return standing("investigating").asking(step)


@proves(CRIME_PROPOSED, CRIME_NOT_PROPOSED, "decide_crime_transfer")
def test_a_report_is_decided_once(step: str) -> Question:
    return _proposed().do(step).asking(step, approved=False)


@proves(CRIME_APPROVED, CRIME_NOT_APPROVED, "deliver_to_police")
def test_a_referral_that_nobody_decided_is_not_delivered(step: str) -> Question:
    return _proposed().asking(step)


@proves(CRIME_APPROVED, CRIME_NOT_APPROVED, "deliver_to_police")
def test_a_referral_that_was_refused_is_not_delivered(step: str) -> Question:
    return _proposed().do("decide_crime_transfer", approved=False).asking(step)


@proves(CRIME_APPROVED, CRIME_NOT_APPROVED, "deliver_to_police")
def test_a_referral_is_not_delivered_on_the_approval_of_an_earlier_one(step: str) -> Question:
    returned = ready("return_from_justice").do("return_from_justice")
    return returned.do("propose_crime_transfer").asking(step)


def test_nobody_but_the_head_decides_a_referral() -> None:
    assert _proposed().asking("decide_crime_transfer", by="承办机构负责人甲").codes() == {"no_role"}


def test_a_refused_referral_may_be_proposed_again() -> None:
    refused = _proposed().do("decide_crime_transfer", approved=False, reasons="尚未达到追诉标准。")
    assert refused.case.open_tracks() == ()
    assert refused.asking("propose_crime_transfer").codes() == set()


@pytest.mark.parametrize("state", ["investigating", "concluded", "defence", "rectifying"])
def test_a_referral_is_proposed_decided_and_delivered_where_the_case_stands(state: str) -> None:
    delivered = _proposed(state).do("decide_crime_transfer").do("deliver_to_police")
    assert delivered.case.state is not None
    assert delivered.case.state.name == "referred"


@pytest.mark.parametrize("way", ["notify", "serve_notice"])
def test_a_referral_is_decided_and_delivered_though_the_case_moved_on(way: str) -> None:
    moved = _proposed("concluded").do("notify")
    here = moved if way == "notify" else moved.do("serve_notice")
    assert here.do("decide_crime_transfer").asking("deliver_to_police").codes() == set()


def test_the_special_team_may_not_review_the_case() -> None:
    proposed = _proposed().case
    assert (
        set(CrimeProposal.model_validate(proposed.acts[-1].facts).officers)
        <= proposed.workflow.involved(proposed).keys()
    )


# --- no penalty in its place -----------------------------------------------------------------------------------------


@proves(CRIME_SETTLED, CRIME_UNSETTLED, "submit_review")
@pytest.mark.parametrize("steps", [(), ("decide_crime_transfer",)], ids=["undecided", "undelivered"])
def test_a_case_with_an_open_referral_does_not_go_to_review(step: str, steps: tuple[str, ...]) -> Question:
    case = ready("submit_review").do("propose_crime_transfer")
    for done in steps:
        case = case.do(done)
    return case.asking(step)


@proves(CRIME_SETTLED, CRIME_UNSETTLED, "proceed")
def test_a_case_with_an_open_referral_does_not_go_to_approval(step: str) -> Question:
    return reviewed_first().do("waive").do("propose_crime_transfer").asking(step)


@proves(CRIME_SETTLED, CRIME_UNSETTLED, "decide_penalty", "decide_no_penalty")
def test_no_decision_takes_the_place_of_a_referral(step: str) -> Question:
    case = ready(step)
    opened = TrackState(id="crime", track="crime", key="main", opened_seq=1, opened_on="2026-03-02")
    return case.having(tracks=(*case.case.tracks, opened)).asking(step)


def test_a_refused_referral_lets_the_case_go_on() -> None:
    case = ready("submit_review").do("propose_crime_transfer").do("decide_crime_transfer", approved=False)
    assert case.asking("submit_review").codes() == set()


@proves(TRANSFER_ANSWERED, TRANSFER_UNANSWERED, "submit_review")
def test_an_opinion_that_the_case_be_transferred_is_answered_before_it_goes_to_review_again(step: str) -> Question:
    told = standing("reviewing").do("find_problems", instruction="移送")
    return told.do("revise").asking(step)


@proves(TRANSFER_ANSWERED, TRANSFER_UNANSWERED, "submit_review")
def test_an_answer_given_before_the_opinion_is_none(step: str) -> Question:
    refused = ready("submit_review").do("propose_crime_transfer").do("decide_crime_transfer", approved=False)
    return refused.do("submit_review").do("find_problems", instruction="移送").do("revise").asking(step)


def test_the_head_answers_an_opinion_that_the_case_be_transferred() -> None:
    told = standing("reviewing").do("find_problems", instruction="移送").do("revise")
    answered = told.do("propose_crime_transfer").do("decide_crime_transfer", approved=False)
    assert answered.asking("submit_review").codes() == set()


def test_a_discussion_that_upholds_the_draft_answers_it_too() -> None:
    told = standing("reviewing").do("find_problems", instruction="移送")
    assert told.do("raise_dispute").do("settle_dispute").asking("submit_review").codes() == set()


# --- after it --------------------------------------------------------------------------------------------------------


@proves(REPLY_AWAITED, REPLY_NOT_AWAITED, "record_police_reply")
@pytest.mark.parametrize("result", ["立案", "不予立案"])
def test_the_police_answer_once(step: str, result: str) -> Question:
    return _referred(result=result).asking(step)


def test_the_police_to_whom_the_case_was_passed_on_answer_too() -> None:
    assert _referred(result="转送有管辖权的机关").asking("record_police_reply").codes() == set()


@pytest.mark.parametrize("challenge", ["ask_police_reconsideration", "propose_supervision"])
def test_a_challenged_refusal_is_answered_again(challenge: str) -> None:
    challenged = _referred().do(challenge)
    assert challenged.asking("record_police_reply", **FILED).codes() == set()
    assert challenged.asking(challenge).codes() >= {"police_not_declined"}


@proves(POLICE_DECLINED, POLICE_NOT_DECLINED, "ask_police_reconsideration", "propose_supervision")
def test_a_filed_case_leaves_nothing_to_challenge(step: str) -> Question:
    return _referred(**FILED).asking(step)


@proves(POLICE_DECLINED, POLICE_NOT_DECLINED, "ask_police_reconsideration", "propose_supervision")
def test_nothing_is_challenged_before_the_police_answered(step: str) -> Question:
    return standing("referred").asking(step)


@proves(RECONSIDERED_ONCE, RECONSIDERED_ALREADY, "ask_police_reconsideration")
def test_reconsideration_is_asked_once(step: str) -> Question:
    return _referred().do(step).do("record_police_reply").asking(step)


def test_after_reconsideration_the_procuratorate_may_still_be_asked() -> None:
    upheld = _referred().do("ask_police_reconsideration").do("record_police_reply")
    assert upheld.asking("propose_supervision").codes() == set()


def test_a_second_referral_has_its_own_reconsideration() -> None:
    returned = _referred().do("ask_police_reconsideration").do("record_police_reply").do("return_from_justice")
    again = returned.do("propose_crime_transfer").do("decide_crime_transfer").do("deliver_to_police")
    assert again.do("record_police_reply").asking("ask_police_reconsideration").codes() == set()


@proves(GOODS_DUE, GOODS_NOT_DUE, "hand_over_goods")
def test_goods_are_not_handed_over_before_the_police_filed_the_case(step: str) -> Question:
    return _referred().asking(step)


@proves(GOODS_DUE, GOODS_NOT_DUE, "hand_over_goods")
def test_goods_are_handed_over_once(step: str) -> Question:
    return _referred(**FILED).do(step).asking(step)


@proves(GOODS_DUE, GOODS_NOT_DUE, "hand_over_goods")
def test_goods_that_no_list_names_are_not_handed_over(step: str) -> Question:
    return _without_goods().asking(step)


def _without_goods() -> InHand:
    delivered = ready("deliver_to_police").do("deliver_to_police", goods=[], enclosures=enclosures(goods=False))
    return delivered.do("record_police_reply", **FILED)


@proves(RETURN_FOUNDED, RETURN_UNFOUNDED, "return_from_justice")
@pytest.mark.parametrize("ground", ["不起诉", "免予刑事处罚", "依法不需要追究刑事责任"])
def test_a_case_the_police_declined_does_not_come_back_from_the_court(step: str, ground: str) -> Question:
    return _referred().asking(step, ground=ground)


@proves(RETURN_FOUNDED, RETURN_UNFOUNDED, "return_from_justice")
def test_a_case_does_not_come_back_unanswered(step: str) -> Question:
    return standing("referred").asking(step)


@pytest.mark.parametrize("ground", ["不起诉", "免予刑事处罚", "依法不需要追究刑事责任"])
def test_a_case_the_police_filed_comes_back_without_punishment(ground: str) -> None:
    filed = _referred(**FILED)
    assert filed.asking("return_from_justice", ground=ground).codes() == set()
    assert filed.asking("return_from_justice").codes() == {"return_unfounded"}


@proves(POLICE_FILED, POLICE_NOT_FILED, "end_referral")
@pytest.mark.parametrize("answered", [True, False])
def test_a_case_that_nobody_filed_does_not_end_in_criminal_liability(step: str, answered: bool) -> Question:
    return (_referred() if answered else standing("referred")).asking(step)


@proves(POLICE_FILED, GOODS_OWED, "end_referral")
def test_a_case_does_not_end_before_its_goods_are_handed_over(step: str) -> Question:
    return _referred(**FILED).asking(step)


def test_a_case_without_goods_ends_once_the_court_has_judged() -> None:
    plan = _without_goods().asking("end_referral").answer()
    assert isinstance(plan, Plan)
    assert (plan.target.name, plan.target.ended) == ("prosecuted", True)


@proves(ALL_TRACKS_ENDED, TRACKS_OPEN, "end_referral")
def test_a_case_with_a_measure_open_does_not_end(step: str) -> Question:
    case = ready(step)
    kept = TrackState(id="kept", track="preservation", key="保存1", opened_seq=1, opened_on="2026-03-02")
    return case.having(tracks=(*case.case.tracks, kept)).asking(step)


@proves(TIMES_FIT, TIMES_UNFIT, "record_police_reply", "return_from_justice", "end_referral")
def test_a_paper_of_the_judiciary_is_not_received_tomorrow(step: str) -> Question:
    case = ready(step)
    return case.asking(step, received_on=(case.scene().day + timedelta(days=1)).isoformat())


# --- enclosures ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        enclosures(goods=True)[:-1],
        enclosures(goods=True) + enclosures(goods=True)[-1:],
        [one | {"given": False} for one in enclosures(goods=False)],
        enclosures(goods=False),
    ],
    ids=["four", "one twice", "no letter and no report", "goods without list"],
)
def test_each_of_the_five_enclosures_is_given_or_said_not_to_exist(given: list[dict[str, Any]]) -> None:
    assert ready("deliver_to_police").asking("deliver_to_police", enclosures=given).codes() == {"facts_invalid"}


# --- terms -----------------------------------------------------------------------------------------------------------


def _statuses(case: InHand) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for term in case.case.terms:
        found.setdefault(term.code, []).append(term.status)
    return found


def test_the_head_has_three_days_and_the_agency_twenty_four_hours() -> None:
    proposed = standing("investigating").on("2026-03-10").do("propose_crime_transfer")
    decided = proposed.on("2026-03-12", "15:00").do("decide_crime_transfer")

    assert proposed.case.term("crime_decision").due == "2026-03-13"  # type: ignore[union-attr]  # it was begun
    assert decided.case.term("crime_delivery").due == "2026-03-13T07:00:00.000Z"  # type: ignore[union-attr]
    assert _statuses(decided)["crime_decision"] == ["met"]
    assert _statuses(decided.on("2026-03-13", "14:59").do("deliver_to_police"))["crime_delivery"] == ["met"]
    assert _statuses(decided.on("2026-03-14").do("deliver_to_police"))["crime_delivery"] == ["late"]


def test_a_refused_referral_starts_no_delivery() -> None:
    assert "crime_delivery" not in _statuses(_proposed().do("decide_crime_transfer", approved=False))


def test_a_refusal_of_the_police_may_be_challenged_within_three_days_of_its_receipt() -> None:
    declined = standing("referred").on("2026-03-20").do("record_police_reply", received_on="2026-03-18")

    assert declined.case.term("police_reconsideration").due == "2026-03-21"  # type: ignore[union-attr]
    assert _statuses(declined.do("ask_police_reconsideration"))["police_reconsideration"] == ["met"]
    late = declined.on("2026-03-23")
    assert _statuses(late.do("ask_police_reconsideration"))["police_reconsideration"] == ["late"]
    assert _statuses(late.do("propose_supervision"))["police_reconsideration"] == ["lapsed"]


def test_an_upheld_refusal_starts_no_second_term_of_reconsideration() -> None:
    upheld = _referred().do("ask_police_reconsideration").do("record_police_reply")
    assert _statuses(upheld)["police_reconsideration"] == ["met"]


def test_goods_are_handed_over_within_three_days_of_the_notice_of_filing() -> None:
    filed = standing("referred").on("2026-03-20").do("record_police_reply", **FILED)

    assert filed.case.term("goods_delivery").due == "2026-03-23"  # type: ignore[union-attr]
    assert _statuses(filed.do("hand_over_goods"))["goods_delivery"] == ["met"]
    assert "goods_delivery" not in _statuses(_without_goods())


def test_the_term_of_the_decision_runs_on_while_the_police_have_the_case() -> None:
    referred = standing("referred")
    assert _statuses(referred)["decision"] == ["open"]


def test_a_case_that_comes_back_has_ninety_days_anew_and_tells_how_the_first_ninety_ended() -> None:
    declined = _referred().on("2026-09-01").do("return_from_justice", received_on="2026-08-31")
    term = declined.case.term("decision")

    assert term is not None
    assert _statuses(declined)["decision"] == ["late", "open"]
    assert (term.start_on, term.due) == ("2026-08-31", "2026-11-30"), "the ninetieth day is a Sunday"
    assert "退回后" in term.label


# --- the whole way ---------------------------------------------------------------------------------------------------


def test_a_case_that_comes_back_is_decided_after_a_new_review_and_archived() -> None:
    cleared = standing("approving").do("send_back")
    referred = cleared.do("propose_crime_transfer").do("decide_crime_transfer").do("deliver_to_police")
    back = referred.do("record_police_reply").do("return_from_justice")

    assert not back.case.cleared
    archived = back.to("archived").case
    assert archived.open_tracks() == ()
    assert [term.status for term in archived.terms if term.code == "decision"] == ["met", "met"]
    assert len(archived.decisions) == 1
    assert len(archived.reviews) == 2


def test_a_judgment_ends_the_case_without_a_decision() -> None:
    ended = ready("end_referral").do("end_referral").case

    assert ended.state is not None
    assert (ended.state.name, ended.state.label) == ("prosecuted", "追究刑事责任")
    assert ended.open_tracks() == ()
    assert ended.decisions == ()
    assert [term for term in ended.terms if term.running] == []


def test_a_suspended_term_of_a_returned_case_keeps_its_own_words() -> None:
    back = ready("return_from_justice").do("return_from_justice")
    agency = back.register.agency
    policy = replace(agency.policy, exclusions=("suspension",))
    stopping = back.but(register=replace(back.register, agency=replace(agency, policy=policy)))

    plan = stopping.do("suspend").wait(days=10).asking("resume").answer()

    assert isinstance(plan, Plan)
    assert [moved.reckoning.term.label for moved in plan.resumed] == ["作出处罚决定的期限（司法机关退回后）"]


def test_time_that_stood_still_before_the_referral_does_not_lengthen_the_new_term() -> None:
    start = standing("investigating")
    agency = start.register.agency
    policy = replace(agency.policy, exclusions=("suspension",))
    stopping = start.but(register=replace(start.register, agency=replace(agency, policy=policy)))
    resumed = stopping.do("suspend").wait(days=30).do("resume")
    referred = resumed.do("propose_crime_transfer").do("decide_crime_transfer").do("deliver_to_police")
    back = referred.do("record_police_reply").on("2026-08-31").do("return_from_justice")

    assert back.case.term("decision").due == "2026-11-30"  # type: ignore[union-attr]  # it was begun


def test_a_delivery_to_the_police_leaves_no_notice_to_be_served() -> None:
    approved = standing("concluded").do("propose_crime_transfer").do("decide_crime_transfer").do("notify")
    assert "notice_service" in {track.track for track in approved.case.open_tracks()}

    delivered = approved.do("deliver_to_police")
    assert {track.track for track in delivered.case.open_tracks()} == {"crime"}
