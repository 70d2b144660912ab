"""What stands open when a case is referred, suspended or ended: it can be settled there, and no case is left without a way on."""

from __future__ import annotations

import pytest

from in_hand import HEARD, InHand, ready, standing
from scene import Plot
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.states import FILED, REFERRED, SUSPENDED
from zhifa.workflows.tracks import APPRAISAL, APPRAISAL_PERIOD, ASSISTANCE, CORRECTING, JURISDICTION, PRESERVED, RECUSAL

INQUIRY = (PRESERVED, CORRECTING, RECUSAL, APPRAISAL, APPRAISAL_PERIOD, ASSISTANCE, JURISDICTION)
"""Tracks of the investigation that a case may carry with it when it is suspended or referred."""
OPENED = ("order_correction", "request_recusal", "entrust_appraisal", "request_assistance", "raise_jurisdiction")
SETTLED = ("recheck", "decide_recusal", "report_appraisal", "record_assistance", "settle_jurisdiction")


def _loaded() -> InHand:
    """Under investigation, with everything open that can be."""
    case = standing("investigating").do("interview").do("approve_preservation").do("preserve")
    for step in OPENED:
        case = case.do(step)
    return case


def _settled(case: InHand) -> InHand:
    for step in ("handle_preserved", *SETTLED):
        case = case.do(step)
    return case


@pytest.mark.parametrize("track", INQUIRY, ids=lambda track: track.name)
@pytest.mark.parametrize("state", [SUSPENDED, REFERRED], ids=lambda state: state.name)
def test_what_the_investigation_left_open_can_be_ended_where_the_case_stands(state: object, track: object) -> None:
    assert [
        step.name for step in ORDINARY.transitions if state in step.sources and track in {c.track for c in step.closes}
    ]


@pytest.mark.parametrize("step", ["recheck", "report_appraisal", "record_assistance"])
def test_what_the_verification_left_open_can_be_ended_once_the_case_is_filed(step: str) -> None:
    assert FILED in ORDINARY.by_name[step].sources


def test_a_referred_case_settles_what_is_open_and_ends_with_the_judgment() -> None:
    referred = _loaded().do("propose_crime_transfer").do("decide_crime_transfer").do("deliver_to_police")
    filed = referred.do("record_police_reply", result="立案").do("hand_over_goods")
    assert filed.asking("end_referral").codes() == {"tracks_open"}

    ended = _settled(filed).do("end_referral").do("archive_ended")
    assert ended.case.open_tracks() == ()


def test_a_referred_case_may_come_back_with_all_that_is_open() -> None:
    referred = _loaded().do("propose_crime_transfer").do("decide_crime_transfer").do("deliver_to_police")
    back = referred.do("record_police_reply").do("return_from_justice")

    assert _settled(back).to("archived").case.open_tracks() == ()


def test_a_suspended_case_settles_what_is_open_and_may_be_terminated() -> None:
    suspended = _loaded().do("suspend")
    assert suspended.asking("terminate").codes() == {"tracks_open"}
    assert _settled(suspended).do("terminate").case.open_tracks() == ()


def test_an_order_to_correct_is_rechecked_before_a_concluded_case_is_withdrawn() -> None:
    concluded = standing("investigating").do("order_correction").to("concluded")
    assert concluded.do("recheck").asking("withdraw").codes() == set()


# --- a hearing asked for ---------------------------------------------------------------------------------------------


def _back_with_a_hearing_pending() -> InHand:
    proposed = standing("defence", HEARD).do("propose_crime_transfer").do("request_hearing")
    referred = proposed.do("decide_crime_transfer").do("deliver_to_police")
    return referred.do("record_police_reply").do("return_from_justice")


def test_a_hearing_asked_for_before_the_referral_is_still_held_after_the_return() -> None:
    told = _back_with_a_hearing_pending().wait(days=1).do("conclude").do("notify").do("serve_notice")

    assert told.case.state is ORDINARY.state_by_name["hearing"]
    assert told.but(plot=Plot(fine=2_000_000)).to("archived").case.open_tracks() == ()


def test_a_hearing_asked_for_falls_away_where_no_penalty_is_proposed_any_more() -> None:
    back = _back_with_a_hearing_pending().but(plot=Plot(penalty=False)).wait(days=1)
    case = back.do("conclude").to("archived").case

    assert [decision.kind for decision in case.decisions] == ["no_penalty"]


def test_a_hearing_asked_for_is_held_though_a_new_notice_offers_none() -> None:
    lowered = standing("hearing").but(plot=Plot(fine=100_000)).do("revise").do("notify").do("serve_notice")

    assert lowered.case.state is ORDINARY.state_by_name["hearing"]
    assert lowered.asking("abandon_hearing").codes() == set()


def test_a_hearing_that_was_reported_does_not_take_the_case_back() -> None:
    reported = ready("report_hearing").do("report_hearing")
    assert reported.do("notify").do("serve_notice").case.state is ORDINARY.state_by_name["defence"]


# --- terms -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["terminate", "withdraw", "transfer_case"])
def test_no_term_of_a_notice_runs_on_in_a_case_that_ended_after_its_return(step: str) -> None:
    approved = standing("defence", HEARD).do("propose_crime_transfer").do("decide_crime_transfer")
    ended = approved.do("deliver_to_police").do("record_police_reply").do("return_from_justice").do(step)

    assert [term.label for term in ended.case.terms if term.running] == []


def test_an_announcement_of_a_notice_that_is_not_served_any_more_runs_no_further() -> None:
    approved = standing("concluded").do("propose_crime_transfer").do("decide_crime_transfer").do("notify")
    tried = approved.do("fail_notice_service", method="direct").do("fail_notice_service", method="post")
    delivered = tried.do("announce_notice").do("deliver_to_police")

    assert [term.status for term in delivered.case.terms if term.code == "announcement"] == ["void"]
