"""Hearing and announcement: where a rule (规章) leaves them out, the days for the decision stand still meanwhile; by 处罚法 60 alone they never do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from in_hand import CALENDAR, HEARD, InHand, new_case
from zhifa.engine.casefile import TermState
from zhifa.engine.forecast import Forecast, What, forecast
from zhifa.engine.plan import Plan
from zhifa.engine.vocabulary import Transition
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.packs import PACKS
from zhifa.workflows.terms import DECISION

SAMR = (("pack", "samr"),)
POLICY = (("exclusions", ("hearing", "announcement")),)
RULED = (SAMR, (("pack", "agriculture"),), (("pack", "housing"),), POLICY)
"""Agencies whose rules leave out hearing and announcement."""
UNRULED = ((), (("pack", "police"),), (("exclusions", ("suspension", "appraisal")),))
"""Agencies under 处罚法 60 alone, or with rules that leave out other times."""


def _named(policy: tuple[tuple[str, Any], ...]) -> str:
    return "、".join(str(value) for _, value in policy) or "national"


ruled = pytest.mark.parametrize("policy", RULED, ids=_named)
unruled = pytest.mark.parametrize("policy", UNRULED, ids=_named)


def _to_be_heard(policy: tuple[tuple[str, Any], ...] = SAMR) -> InHand:
    """A hearing was asked for and nobody told of it yet."""
    return new_case(HEARD, policy).to("hearing")


def _told(policy: tuple[tuple[str, Any], ...] = SAMR) -> InHand:
    """The hearing is 25 days ahead."""
    return _to_be_heard(policy).do("schedule_hearing")


def _to_be_announced(policy: tuple[tuple[str, Any], ...] = SAMR) -> InHand:
    """The notice could be brought to the party neither directly nor by post."""
    notifying = new_case(policy=policy).to("notifying")
    return notifying.do("fail_notice_service", method="direct").do("fail_notice_service", method="post")


def _announced(policy: tuple[tuple[str, Any], ...] = SAMR) -> InHand:
    return _to_be_announced(policy).do("announce_notice")


def _decision(case: InHand) -> TermState:
    term = case.case.term("decision")
    assert term is not None
    return term


def _moved(before: InHand, after: InHand) -> int:
    """By how many days the nominal end of the decision's term moved."""
    return (date.fromisoformat(_decision(after).nominal) - date.fromisoformat(_decision(before).nominal)).days


def _foreseen(case: InHand, days: int = 400) -> Forecast:
    return forecast(
        case.case, register=case.register, calendar=CALENDAR, now=case.at, until=case.at.date() + timedelta(days)
    )


# --- the hearing -----------------------------------------------------------------------------------------------------


@ruled
def test_the_clock_stands_still_from_the_notice_of_the_hearing_to_its_end(policy: tuple[tuple[str, Any], ...]) -> None:
    asked = _to_be_heard(policy).wait(days=4)
    told = asked.do("schedule_hearing")
    assert _decision(told).status == "suspended"

    held = told.wait(days=25, hours=3).do("hold_hearing")
    assert (_decision(held).status, _moved(asked, held)) == ("open", 25)


@unruled
def test_by_the_law_alone_the_clock_goes_on_during_a_hearing(policy: tuple[tuple[str, Any], ...]) -> None:
    told = _told(policy)
    assert (_decision(told).status, told.case.stops("decision", date.max)) == ("open", ())

    held = told.wait(days=25, hours=3).do("hold_hearing").do("report_hearing")
    assert _moved(told, held) == 0


def test_the_days_before_the_notice_and_those_of_the_report_count() -> None:
    asked = _to_be_heard()
    assert _decision(asked).status == "open"

    reported = asked.wait(days=9).do("schedule_hearing").wait(days=25, hours=3).do("hold_hearing").wait(days=6)
    assert _moved(asked, reported.do("report_hearing")) == 25


def test_a_request_withdrawn_ends_the_hearing() -> None:
    told = _told()
    withdrawn = told.wait(days=7).do("abandon_hearing")

    assert (_decision(withdrawn).status, _moved(told, withdrawn)) == ("open", 7)
    assert withdrawn.case.open_tracks() == ()


def test_a_request_withdrawn_before_anybody_was_told_stopped_nothing() -> None:
    asked = _to_be_heard()
    assert _moved(asked, asked.wait(days=7).do("abandon_hearing")) == 0


def test_days_after_the_day_told_count_though_no_hearing_was_held() -> None:
    told = _told()
    withdrawn = told.wait(days=40).do("abandon_hearing")
    assert _moved(told, withdrawn) == 25


def test_a_hearing_put_off_stands_still_from_notice_to_day_each_time_and_not_between() -> None:
    told = _told()
    again = told.wait(days=30).do("schedule_hearing")
    assert _decision(again).status == "suspended"

    held = again.wait(days=25, hours=3).do("hold_hearing")
    assert _moved(told, held) == 25 + 25


def test_a_hearing_told_anew_before_its_day_loses_each_day_once() -> None:
    told = _told()
    held = told.wait(days=10).do("schedule_hearing").wait(days=25, hours=3).do("hold_hearing")
    assert _moved(told, held) == 10 + 25


def test_a_hearing_that_goes_on_on_another_day_is_left_out_from_its_notice_again() -> None:
    held = _told().wait(days=25, hours=3).do("hold_hearing")
    again = held.wait(days=2).do("schedule_hearing").wait(days=25, hours=3).do("hold_hearing")

    assert _moved(held, again) == 25
    assert again.do("report_hearing").case.open_tracks() == ()


def test_a_report_ends_a_hearing_told_of_and_not_held_any_more() -> None:
    held = _told().wait(days=25, hours=3).do("hold_hearing")
    reported = held.do("schedule_hearing").wait(days=3).do("report_hearing")

    assert (_decision(reported).status, _moved(held, reported)) == ("open", 3)


def test_a_hearing_begun_is_ended_though_the_policy_has_changed_since() -> None:
    told = _told(POLICY)
    held = told.but(register=new_case().register).wait(days=25, hours=3).do("hold_hearing")

    assert held.case.open_tracks() == ()
    assert _moved(told, held) == 25


# --- the announcement ------------------------------------------------------------------------------------------------


@ruled
def test_the_clock_stands_still_while_the_notice_is_announced(policy: tuple[tuple[str, Any], ...]) -> None:
    tried = _to_be_announced(policy).wait(days=5)
    announced = tried.do("announce_notice")
    assert _decision(announced).status == "suspended"

    served = announced.wait(days=31).do("deem_notice_served")
    assert (_decision(served).status, _moved(tried, served)) == ("open", 30)


@unruled
def test_by_the_law_alone_the_clock_goes_on_during_an_announcement(policy: tuple[tuple[str, Any], ...]) -> None:
    announced = _announced(policy)
    assert (_decision(announced).status, announced.case.stops("decision", date.max)) == ("open", ())

    period = announced.case.term("announcement")
    assert period is not None
    served = announced.on((period.due_day + timedelta(1)).isoformat(), "00:00").do("deem_notice_served")
    assert _moved(announced, served) == 0


def test_the_day_on_which_the_notice_counts_as_served_counts_and_so_do_those_until_it_is_recorded() -> None:
    announced = _announced()
    last = announced.at.date() + timedelta(30)

    assert announced.case.stopped("decision", last)
    assert not announced.case.stopped("decision", last + timedelta(1))


def test_a_notice_fetched_during_its_announcement_lets_the_clock_run_on() -> None:
    announced = _announced()
    in_person = {"method": "direct", "recipient": {"name": "当事人甲", "relation": "本人"}, "receipt_signed": True}
    served = announced.wait(days=12).do("serve_notice", proof=in_person)
    assert (_decision(served).status, _moved(announced, served)) == ("open", 12)


def test_an_announcement_made_anew_loses_each_day_once() -> None:
    announced = _announced()
    again = announced.wait(days=20).do("announce_notice")
    assert _decision(again).status == "suspended"
    assert _moved(announced, again.wait(days=31).do("deem_notice_served")) == 20 + 30


def test_the_announcement_of_a_decision_stops_nothing() -> None:
    decided = new_case(policy=SAMR).to("serving")
    tried = decided.do("fail_service", method="direct").do("fail_service", method="post")
    assert tried.do("announce").case.open_tracks() == tried.case.open_tracks()


# --- both ------------------------------------------------------------------------------------------------------------


def test_a_hearing_during_an_announcement_loses_each_day_once() -> None:
    told = _told()
    notified = told.wait(days=5).do("notify", rights=["statement", "defence", "hearing"])
    tried = notified.do("fail_notice_service", method="direct").do("fail_notice_service", method="post")
    announced = tried.do("announce_notice")
    served = announced.wait(days=31).do("deem_notice_served")

    assert (served.case.state, _decision(served).status) == (ORDINARY.state_by_name["hearing"], "open")
    assert [stop.label.split("（")[0] for stop in served.case.stops("decision", date.max)] == [
        "听证期间",
        "告知书公告期间",
    ]
    assert _moved(told, served) == _moved(told, served.do("abandon_hearing")) == 5 + 30


@pytest.mark.parametrize("begun", [_told, _announced], ids=["hearing", "announcement"])
def test_a_case_referred_to_the_police_leaves_neither_open(begun: Any) -> None:
    approved = "propose_crime_transfer", "decide_crime_transfer"
    case = new_case(HEARD, SAMR).to("defence" if begun is _told else "concluded").do(approved[0])
    if begun is _told:
        case = case.do("request_hearing").do(approved[1]).do("schedule_hearing")
    else:
        case = case.do(approved[1]).do("notify")
        case = (
            case.do("fail_notice_service", method="direct")
            .do("fail_notice_service", method="post")
            .do("announce_notice")
        )
    referred = case.wait(days=8).do("deliver_to_police")

    assert {track.track for track in referred.case.open_tracks()} == {"crime"}
    assert (_decision(referred).status, _moved(case, referred)) == ("open", 8)


@ruled
def test_a_case_that_was_announced_and_heard_comes_to_the_archive(policy: tuple[tuple[str, Any], ...]) -> None:
    notifying = new_case(HEARD, policy).to("notifying")
    tried = notifying.do("fail_notice_service", method="direct").do("fail_notice_service", method="post")
    case = tried.do("announce_notice").wait(days=31).do("deem_notice_served").to("archived").case

    assert case.open_tracks() == ()
    assert [term.status for term in case.terms if term.code == "decision"] == ["void", "void", "met"]


# --- what is told of it ----------------------------------------------------------------------------------------------

ALLOWED = {
    SAMR: "市场监督管理行政处罚程序规定第六十四条；默认参数（待机关核定）：仅经第二手来源核对",
    RULED[1]: "农业行政处罚程序规定；默认参数（待机关核定）：未经核对",
    RULED[2]: "住房和城乡建设行政处罚程序规定；默认参数（待机关核定）：未经核对",
    POLICY: "机关参数：由本机关名录所定",
}


def _explanation(case: InHand, step: str) -> tuple[str, ...]:
    """How the term of the decision is counted after the step."""
    answer = case.asking(step).answer()
    assert isinstance(answer, Plan)
    return next(moved.reckoning.explain() for moved in answer.resumed if moved.reckoning.term.code == "decision")


@ruled
def test_the_explanation_names_the_stop_and_the_rule_that_allows_it(policy: tuple[tuple[str, Any], ...]) -> None:
    told, announced = _told(policy), _announced(policy)
    heard = _explanation(told.wait(days=25, hours=3), "hold_hearing")
    served = _explanation(announced.wait(days=31), "deem_notice_served")

    first, last = told.at.date() + timedelta(1), told.at.date() + timedelta(25)
    assert f"扣除：听证期间（{ALLOWED[policy]}），{first}至{last}停止计算，计25日" in heard
    first, last = announced.at.date() + timedelta(1), announced.at.date() + timedelta(30)
    assert f"扣除：告知书公告期间（{ALLOWED[policy]}），{first}至{last}停止计算，计30日" in served


def test_what_keeps_a_term_standing_still_is_told_with_its_rule_until_its_last_day() -> None:
    announced = _announced()
    last = announced.at.date() + timedelta(30)

    assert announced.case.stopped_by("decision", last) == (f"告知书公告期间（{ALLOWED[SAMR]}）",)
    assert announced.case.stopped_by("decision", last + timedelta(1)) == ()
    assert announced.case.stopped_by("statement", last) == ()


@pytest.mark.parametrize(("begun", "days"), [(_told, 25), (_announced, 30)], ids=["hearing", "announcement"])
def test_the_forecast_tells_the_end_with_the_days_the_term_will_have_stood_still(begun: Any, days: int) -> None:
    case = begun()
    foreseen = _foreseen(case)

    (end,) = (one for one in foreseen.coming if one.code == "decision" and one.what is What.ENDS)
    nominal = date.fromisoformat(_decision(case).nominal) + timedelta(days)
    assert (end.on, foreseen.standing_still) == (CALENDAR.next_working_day(nominal), ())
    assert [term.code for term in _foreseen(case, days=days - 1).standing_still] == ["decision"]


# --- the declarations ------------------------------------------------------------------------------------------------


def _stopping(step: Transition) -> set[str]:
    return {opening.track.excluded_as for opening in step.opens if DECISION in opening.track.stops}


def test_every_time_a_pack_leaves_out_that_a_step_knows_stops_the_clock() -> None:
    named = {exclusion.name for pack in PACKS for rule in pack.rules for exclusion in rule.exclusions}
    stopping = set().union(*map(_stopping, ORDINARY.transitions))

    assert stopping == {"suspension", "hearing", "announcement", "appraisal"}
    assert named - stopping == {"identification", "refund_order"}, "of these no step is told"
