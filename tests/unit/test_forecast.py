"""What a forecast tells: ends and what they bring, the chain that the law begins, nothing about what stands still."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from in_hand import CALENDAR, InHand, due, new_case, ready, standing
from zhifa.engine.forecast import Forecast, What, forecast
from zhifa.engine.ladder import Ladder, Level


def _foreseen(case: InHand, *, days: int) -> Forecast:
    until = case.at.date() + timedelta(days=days)
    return forecast(case.case, register=case.register, calendar=CALENDAR, now=case.at, until=until)


def _told(foreseen: Forecast) -> list[tuple[str, str, str]]:
    return [(one.on.isoformat(), one.what.value, one.code) for one in foreseen.coming if one.what is not What.WARNS]


def test_the_end_of_an_agencys_term_is_followed_by_overdue_and_of_a_partys_by_nothing() -> None:
    case = due("conclude")
    assert _told(_foreseen(case, days=120)) == [
        ("2026-06-01", "ends", "decision"),
        ("2026-06-02", "overdue", "decision"),
    ]

    served = standing("performing")
    told = _foreseen(served, days=400)
    assert {one.code for one in told.coming if one.what is What.OVERDUE} == {"publication"}
    assert {"payment", "reconsideration", "litigation"} <= {one.code for one in told.coming if one.what is What.ENDS}


def test_nothing_beyond_the_last_day_asked_about_is_told() -> None:
    case = due("conclude")
    decided_by = date(2026, 6, 1)

    day_before = (decided_by - case.at.date()).days - 1
    assert _told(_foreseen(case, days=day_before)) == []
    assert _told(_foreseen(case, days=day_before + 1)) == [("2026-06-01", "ends", "decision")]


def test_a_term_that_is_late_already_says_since_how_many_days() -> None:
    case = due("conclude").on("2026-06-11")

    told = _foreseen(case, days=0)

    assert [(one.on.isoformat(), one.text) for one in told.coming if one.what is What.OVERDUE] == [
        ("2026-06-11", "已超期10日")
    ]


def test_the_end_of_an_announcement_begins_the_partys_periods_and_the_agencys_after_them() -> None:
    case = ready("announce").do("announce")
    announced = case.at.date()
    served = announced + timedelta(days=31)

    told = _foreseen(case, days=400)

    (deemed,) = (one for one in told.coming if one.what is What.DEEMED)
    assert (deemed.on, deemed.code) == (served, "announcement")
    begun = {one.code: one for one in told.coming if one.what is What.BEGINS}
    assert {"payment", "reconsideration", "litigation", "court_application"} <= set(begun)
    assert {begun[code].on for code in ("payment", "reconsideration", "litigation")} == {served}
    ends = {one.code: one.due for one in told.coming if one.what is What.ENDS}
    assert begun["court_application"].on.isoformat() == ends["litigation"]
    assert ends["payment"] == CALENDAR.next_working_day(served + timedelta(days=15)).isoformat()
    assert not any(one.begun for one in begun.values())
    assert [one for one in told.coming if one.what is What.OVERDUE and one.code == "announcement"] == []


def test_a_period_that_the_law_begins_later_is_not_told_when_it_begins_after_the_last_day() -> None:
    case = ready("announce").do("announce")

    assert not any(one.what is What.DEEMED for one in _foreseen(case, days=29).coming)


def test_what_ends_on_a_day_is_told_before_what_it_begins() -> None:
    told = _foreseen(ready("announce").do("announce"), days=400)

    assert [one.on for one in told.coming] == sorted(one.on for one in told.coming)
    assert {one.what.label for one in told.coming} == {"届满", "超期", "待送达", "依法视为", "起算", "预警"}
    deemed = next(place for place, one in enumerate(told.coming) if one.what is What.DEEMED)
    assert all(told.coming[deemed + 1 + place].what is What.BEGINS for place in range(3))


def test_a_publication_waits_for_service_and_is_due_as_many_days_after_it_where_service_outlasts_it() -> None:
    case = ready("announce").do("announce")
    served = case.at.date() + timedelta(days=31)

    told = [one for one in _foreseen(case, days=60).coming if one.code == "publication"]

    waiting = [one for one in told if one.begun]
    assert [one.what for one in waiting] == [What.ENDS, What.WAITS]
    assert waiting[-1].text == "决定书尚未送达，送达之前不得公示"
    anew = [one for one in told if not one.begun]
    due = CALENDAR.add_working_days(served, 7)
    assert (anew[0].what, anew[0].on, anew[0].due) == (What.BEGINS, served, due.isoformat())
    assert [one.on for one in anew if one.what is What.OVERDUE] == [due + timedelta(days=1)]


def test_a_forecast_warns_by_the_ladder_of_the_agency() -> None:
    own = Ladder(shares=((50, (Level.HEAD,)),), eve=())
    agency = (case := new_case().to("investigating")).register.agency
    theirs = replace(agency, policy=replace(agency.policy, ladders={"decision": own}))
    case = replace(case, register=replace(case.register, agency=theirs))

    told = [one for one in _foreseen(case, days=85).coming if one.what is What.WARNS]

    assert [(one.code, one.text) for one in told][:1] == [("decision", "剩余百分之50，告知机关负责人")]
    assert not any("工作日" in one.text for one in told if one.code == "decision")


def test_a_term_that_stands_still_has_no_end_and_is_named() -> None:
    case = new_case(policy=(("exclusions", ("suspension",)),)).to("investigating").do("suspend").wait(days=10)

    told = _foreseen(case, days=200)

    assert "decision" not in {one.code for one in told.coming}
    assert [term.code for term in told.standing_still] == ["decision"]


def test_a_stop_that_ends_on_a_day_set_beforehand_moves_the_end_by_its_days() -> None:
    before = new_case(policy=(("exclusions", ("appraisal",)),)).to("investigating").do("entrust_appraisal")
    until = before.at.date() + timedelta(days=20)
    told = before.do("tell_appraisal_period", due_on=until.isoformat())
    plain = before.case.term("decision")
    assert plain is not None

    foreseen = _foreseen(told, days=400)

    (end,) = (one for one in foreseen.coming if one.code == "decision" and one.what is What.ENDS)
    nominal = date.fromisoformat(plain.nominal) + timedelta(days=20)
    assert (end.on, foreseen.standing_still) == (CALENDAR.next_working_day(nominal), ())
    assert [term.code for term in _foreseen(told, days=10).standing_still] == ["decision"]


def test_a_forecast_that_ends_before_today_is_refused() -> None:
    with pytest.raises(ValueError, match=r"until=2026-03-\d+: a forecast ends on"):
        _foreseen(due("conclude"), days=-1)


def test_the_warnings_of_a_duty_are_told_until_they_come_every_week() -> None:
    warned = [
        (one.on.isoformat(), one.text) for one in _foreseen(due("conclude"), days=300).coming if one.what is What.WARNS
    ]

    assert warned[:4] == [
        ("2026-04-30", "剩余百分之30，告知承办人"),
        ("2026-05-20", "剩余百分之10，告知承办人、承办机构负责人"),
        ("2026-05-28", "届满前一个工作日，告知承办人"),
        ("2026-06-01", "届满之日，告知承办人、承办机构负责人"),
    ]
    assert warned[4][1] == "超期第1日，告知承办人、承办机构负责人、机关负责人"
    assert warned[-1][1] == "超期满一周，此后每周，告知承办人、承办机构负责人、机关负责人、监督机构"
    assert len(warned) == 4 + 5 + 1


def test_of_a_duty_overdue_for_weeks_the_next_weekly_warning_speaks_for_all_in_words() -> None:
    case = due("conclude").on("2026-06-20")

    warned = [(one.on.isoformat(), one.text) for one in _foreseen(case, days=60).coming if one.what is What.WARNS]

    everybody = "承办人、承办机构负责人、机关负责人、监督机构"
    assert warned == [("2026-06-27", f"仍在超期的，此后每周，告知{everybody}")]


def test_a_term_is_foreseen_by_the_rule_it_was_set_by() -> None:
    def told(pack: str) -> list[tuple[What, str]]:
        case = new_case(policy=(("pack", pack),)).to("investigating").do("approve_preservation").do("preserve")
        return [(one.what, one.text) for one in _foreseen(case, days=30).coming if one.code == "preservation"]

    lapsing, chased = told("samr"), told("national")

    assert What.DEEMED in {what for what, _ in lapsing}
    assert lapsing[-1] == (What.WARNS, "期限已经届满，告知承办人")
    assert not any("超期" in text for _, text in lapsing)
    assert (What.ENDS, "届满未作出处理决定的，先行登记保存措施自动解除") in lapsing
    assert What.OVERDUE in {what for what, _ in chased}


def test_a_stop_that_ends_beforehand_leaves_an_extended_term_its_extension() -> None:
    case = new_case(policy=(("exclusions", ("appraisal",)), ("pack", "samr"))).to("investigating").do("extend_decision")
    extended = case.case.term("decision")
    assert extended is not None
    case = case.do("entrust_appraisal")
    told = case.do("tell_appraisal_period", due_on=(case.at.date() + timedelta(days=20)).isoformat())

    (end,) = (one for one in _foreseen(told, days=400).coming if one.code == "decision" and one.what is What.ENDS)

    assert end.on == CALENDAR.next_working_day(date.fromisoformat(extended.nominal) + timedelta(days=20))


def test_warnings_that_were_due_before_now_are_not_told_again() -> None:
    case = due("conclude").on("2026-05-25")

    warned = [one.on.isoformat() for one in _foreseen(case, days=10).coming if one.what is What.WARNS]

    assert warned[0] == "2026-05-28"


def test_a_partys_period_warns_once_when_it_has_ended() -> None:
    told = _foreseen(standing("performing"), days=400)

    assert [one.text for one in told.coming if one.code == "payment" and one.what is What.WARNS] == [
        "期限已经届满，告知承办人"
    ]


def test_a_term_in_hours_ends_on_its_day_in_beijing() -> None:
    case = ready("deliver_to_police")

    (end,) = (one for one in _foreseen(case, days=30).coming if one.code == "crime_delivery" and one.what is What.ENDS)

    assert end.on == case.case.term("crime_delivery").due_day  # type: ignore[union-attr]
    assert end.due.endswith("Z")
