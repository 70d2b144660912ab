import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from zhifa.engine.calendar import FIRST_YEAR, Calendar, Overlay
from zhifa.engine.instants import SHANGHAI
from zhifa.engine.terms import Direction, Duty, Mark, Reckoning, RestDay, Term, Unit, latest_notice_day, reckon

DEADLINES = Path(__file__).parents[2] / "examples" / "deadlines.json"
SCENARIOS = {
    scenario["id"].split("-")[0]: scenario
    for scenario in json.loads(DEADLINES.read_text(encoding="utf-8"))["scenarios"]
}
PLAYED = ["G01", "G04", "G06", "G07", "G09", "G10", "G11", "G15", "G17", "G18", "G20", "G21"]

NATIONAL = Calendar()
REQUEST = Term(
    code="hearing_request",
    label="要求听证的期限",
    length=5,
    unit=Unit.WORKING_DAY,
    article="行政处罚法第六十四条第一项、第八十五条",
    duty=Duty.PARTY,
    start="听证告知书送达之日",
    effect="期满未要求听证的，可以作出处罚决定",
)
DECISION = replace(
    REQUEST, code="decision", label="办案期限", length=90, unit=Unit.CALENDAR_DAY, duty=Duty.AGENCY, rolls=True
)
NOTICE = replace(REQUEST, code="hearing_notice", length=7, direction=Direction.BACKWARD, start="听证举行之日")
LIMITATION = replace(REQUEST, code="limitation", length=2, unit=Unit.YEAR)
HOURS = replace(REQUEST, code="emergency", length=24, unit=Unit.HOUR)
FIXED = replace(REQUEST, code="annual_report", length=0, unit=Unit.FIXED_DATE)


def moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI) if "T" in text else date.fromisoformat(text)


def play(scenario) -> Reckoning:
    term = replace(
        REQUEST,
        code=scenario["id"],
        length=scenario["term"],
        unit=Unit(scenario["unit"]),
        direction=Direction(scenario["direction"]),
        article=scenario["law"] + scenario["article"],
        start=scenario["start_event"],
        rolls=scenario["rollover"] == "next_working_day",
    )
    return reckon(term, moment(scenario["start_date"]), NATIONAL)


@pytest.mark.parametrize("name", PLAYED)
def test_the_scenario_of_the_law_file_comes_out(name):
    scenario = SCENARIOS[name]
    reckoning = play(scenario)
    assert reckoning.due == moment(scenario["expected_due"])
    assert reckoning.nominal == moment(scenario.get("expected_nominal", scenario["expected_due"]))
    assert reckoning.provisional is scenario.get("provisional", False)


@pytest.mark.parametrize("name", [name for name in PLAYED if "steps" in SCENARIOS[name]])
def test_the_counted_working_days_are_those_of_the_law_file(name):
    assert [step.isoformat() for step in play(SCENARIOS[name]).steps] == SCENARIOS[name]["steps"]


@pytest.mark.parametrize("name", [name for name in PLAYED if "expected_safe" in SCENARIOS[name]])
def test_the_safe_day_is_that_of_the_law_file(name):
    assert play(SCENARIOS[name]).safe == moment(SCENARIOS[name]["expected_safe"])


def test_limitation_runs_out_as_the_law_file_asserts():
    asserts = [event for event in SCENARIOS["G20"]["events"] if event["type"] == "assert"]
    due = play(SCENARIOS["G20"]).due
    assert asserts
    assert [moment(event["discovered_on"]) > due for event in asserts] == [event["time_barred"] for event in asserts]


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2027, 12, 31), date(2028, 1, 31)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 11, 15), date(2026, 12, 15)),
    ],
)
def test_a_month_ends_on_the_corresponding_day_or_the_last(start, due):
    assert reckon(replace(LIMITATION, length=1, unit=Unit.MONTH), start, NATIONAL).due == due


def test_a_term_that_does_not_declare_it_never_rolls_over():
    sealing = replace(DECISION, length=30, rolls=False)
    reckoning = reckon(sealing, date(2026, 3, 6), NATIONAL)
    assert reckoning.due == reckoning.nominal == date(2026, 4, 5)
    assert reckoning.safe == date(2026, 4, 3)
    assert reckoning.skipped == ()


def test_a_term_rolls_over_an_agencys_own_festival():
    festival = Overlay(name="雪顿节放假", document_number="藏政办发〔2026〕9号", off=frozenset({date(2026, 8, 12)}))
    reckoning = reckon(replace(DECISION, length=2), date(2026, 8, 10), Calendar((festival,)))
    assert (reckoning.nominal, reckoning.due) == (date(2026, 8, 12), date(2026, 8, 13))
    assert reckoning.skipped == (RestDay(date(2026, 8, 12), "雪顿节放假"),)
    assert "藏政办发〔2026〕9号" in reckoning.calendar_version


def test_hours_count_through_a_change_of_the_wall_clock():
    start = datetime(1990, 4, 14, 12, tzinfo=SHANGHAI)
    assert reckon(HOURS, start, NATIONAL).due.timestamp() - start.timestamp() == 24 * 3600


def test_hours_run_back_from_the_event():
    start = datetime(2026, 10, 3, 20, 30, tzinfo=SHANGHAI)
    assert reckon(replace(HOURS, direction=Direction.BACKWARD), start, NATIONAL).due == start - timedelta(hours=24)


def test_hours_have_no_safe_day_and_are_never_provisional():
    reckoning = reckon(HOURS, datetime(2027, 1, 1, tzinfo=UTC), NATIONAL)
    assert (reckoning.safe, reckoning.provisional) == (None, False)


def test_an_instant_starts_a_term_in_days_on_its_day_in_shanghai():
    late_evening = datetime(2026, 2, 10, 23, tzinfo=timezone(timedelta(hours=-5)))
    assert reckon(REQUEST, late_evening, NATIONAL) == reckon(REQUEST, date(2026, 2, 11), NATIONAL)


def test_notice_of_a_hearing_leaves_seven_full_working_days_between():
    reckoning = latest_notice_day(date(2026, 10, 12), NOTICE, NATIONAL)
    assert reckoning.due == date(2026, 9, 23)
    assert reckoning.steps[0] == date(2026, 10, 10)
    assert reckoning.steps[-1] == date(2026, 9, 24)


def test_the_latest_notice_day_may_be_a_rest_day_and_the_safe_day_is_not():
    reckoning = latest_notice_day(date(2026, 11, 25), NOTICE, NATIONAL)
    assert reckoning.steps[-1] == date(2026, 11, 16)
    assert (reckoning.due, reckoning.safe) == (date(2026, 11, 15), date(2026, 11, 13))


@pytest.mark.parametrize(
    ("unit", "length", "due"),
    [
        (Unit.CALENDAR_DAY, 30, date(2026, 2, 28)),
        (Unit.MONTH, 1, date(2026, 2, 28)),
        (Unit.YEAR, 1, date(2025, 3, 30)),
    ],
)
def test_a_backward_term_ends_before_a_full_period_that_ends_before_the_event(unit, length, due):
    start = date(2026, 3, 31)
    assert reckon(replace(NOTICE, unit=unit, length=length), start, NATIONAL).due == due


def test_a_forward_term_has_no_latest_notice_day():
    with pytest.raises(ValueError, match="direction=forward"):
        latest_notice_day(date(2026, 10, 12), REQUEST, NATIONAL)


@pytest.mark.parametrize(
    ("term", "start", "provisional"),
    [
        (REQUEST, date(2026, 12, 24), False),
        (REQUEST, date(2026, 12, 25), True),
        (replace(DECISION, length=2), date(2026, 12, 29), False),
        (replace(DECISION, length=3), date(2026, 12, 29), True),
        (NOTICE, date(2027, 1, 1), False),
        (NOTICE, date(2027, 1, 4), True),
        (replace(NOTICE, unit=Unit.CALENDAR_DAY), date(2027, 1, 4), False),
    ],
)
def test_a_result_is_provisional_only_if_it_rests_on_an_unpublished_year(term, start, provisional):
    assert reckon(term, start, NATIONAL).provisional is provisional


def test_a_roll_over_into_an_unpublished_year_is_provisional():
    closed = Overlay(name="本机关放假", document_number="办〔2026〕1号", off=frozenset({date(2026, 12, 31)}))
    reckoning = reckon(replace(DECISION, length=1), date(2026, 12, 30), Calendar((closed,)))
    assert reckoning.due == date(2027, 1, 4)
    assert reckoning.provisional


def test_an_old_limitation_is_reckoned_where_the_calendar_does_not_reach():
    reckoning = reckon(LIMITATION, date(2001, 5, 6), NATIONAL)
    assert reckoning.due == date(2003, 5, 6)
    assert (reckoning.safe, reckoning.provisional) == (None, False)


def test_the_first_month_of_the_calendar_has_no_safe_day_and_the_second_has():
    assert reckon(FIXED, date(FIRST_YEAR, 1, 31), NATIONAL).safe is None
    assert reckon(FIXED, date(FIRST_YEAR, 2, 1), NATIONAL).safe == date(FIRST_YEAR, 1, 30)


def test_working_days_before_the_calendar_are_refused():
    with pytest.raises(ValueError, match="day=2003-05-06"):
        reckon(REQUEST, date(2003, 5, 6), NATIONAL)


@pytest.mark.parametrize("start", [date(1899, 12, 31), date(2100, 1, 1), datetime(9999, 12, 31, tzinfo=UTC)])
@pytest.mark.parametrize("term", [LIMITATION, HOURS])
def test_a_start_in_an_absurd_year_is_refused_by_value(term, start):
    with pytest.raises(ValueError, match=r"start=(1899|2100|9999)-.*1900 to 2099"):
        reckon(term, start, NATIONAL)


@pytest.mark.parametrize("term", [REQUEST, HOURS])
def test_a_naive_start_is_refused(term):
    with pytest.raises(ValueError, match=r"start=2026-02-11T08:00:00: .*UTC offset"):
        reckon(term, datetime(2026, 2, 11, 8), NATIONAL)  # noqa: DTZ001 - the naive time that must be refused


def test_hours_refuse_to_start_on_a_bare_day():
    with pytest.raises(ValueError, match="start=2026-02-11: a term in hours starts at an instant"):
        reckon(HOURS, date(2026, 2, 11), NATIONAL)


@pytest.mark.parametrize(
    ("term", "field", "value"),
    [
        (REQUEST, "code", ""),
        (REQUEST, "label", " "),
        (REQUEST, "article", ""),
        (REQUEST, "start", ""),
        (REQUEST, "effect", ""),
        (REQUEST, "rule_version", ""),
        (REQUEST, "length", 0),
        (REQUEST, "length", -1),
        (FIXED, "length", 1),
        (REQUEST, "rolls", True),
        (HOURS, "rolls", True),
        (FIXED, "rolls", True),
        (FIXED, "direction", Direction.BACKWARD),
    ],
)
def test_a_term_without_legal_sense_is_refused_by_field(term, field, value):
    with pytest.raises(ValueError, match=f"^{field}="):
        replace(term, **{field: value})


def test_a_backward_term_does_not_roll_over():
    with pytest.raises(ValueError, match=r"^rolls=True: a backward term"):
        replace(NOTICE, unit=Unit.CALENDAR_DAY, rolls=True)


def test_working_days_are_explained_one_by_one():
    assert reckon(REQUEST, date(2026, 2, 11), NATIONAL).explain() == (
        "依据：行政处罚法第六十四条第一项、第八十五条；要求听证的期限，5个工作日（当事人的期限，规则版本2021-07-15）",
        "起算：听证告知书送达之日 2026-02-11（周三），当日不计入（参照民事诉讼法第八十五条第二款、民法典第二百零一条）",
        "计数：第1日2026-02-12（周四）、第2日2026-02-13（周五）、第3日2026-02-14（周六，调休上班）、第4日2026-02-24（周二）、第5日2026-02-25（周三）",
        "跳过：2026-02-15至2026-02-23（春节放假）",
        "名义届满：2026-02-25（周三）",
        "顺延：以工作日计算的期限必于工作日届满，不涉及顺延",
        "届满：2026-02-25（周三）",
        "预警基准日：2026-02-25（周三），不晚于名义届满的最后一个工作日",
        "后果：期满未要求听证的，可以作出处罚决定",
        "参数：已核对法律原文",
        f"日历：{NATIONAL.version}",
    )


def test_each_run_of_rest_days_is_explained_by_its_own_reason():
    lines = reckon(replace(REQUEST, length=7), date(2026, 9, 30), NATIONAL).explain()
    assert "跳过：2026-10-01至2026-10-07（国庆节放假）、2026-10-11（周末）" in lines


def test_two_weekends_are_two_runs():
    lines = reckon(replace(REQUEST, length=9), date(2026, 11, 6), NATIONAL).explain()
    assert "跳过：2026-11-07至2026-11-08（周末）、2026-11-14至2026-11-15（周末）" in lines


def test_the_day_of_the_start_is_not_skipped_even_if_it_is_a_rest_day():
    saturday = date(2026, 11, 7)
    assert reckon(REQUEST, saturday, NATIONAL).skipped == (RestDay(date(2026, 11, 8), "周末"),)


def test_a_count_without_rest_days_explains_no_skipping():
    lines = reckon(replace(REQUEST, length=2), date(2026, 11, 16), NATIONAL).explain()
    assert not [line for line in lines if line.startswith("跳过")]


def test_a_roll_over_is_explained_with_its_cause():
    lines = reckon(DECISION, date(2026, 1, 5), NATIONAL).explain()
    assert "计数：90日（自然日），连续计算，不扣除节假日" in lines
    assert "名义届满：2026-04-05（周日）" in lines
    assert (
        "顺延：名义届满日为休息日，2026-04-05至2026-04-06（清明放假），顺延至其后第一个工作日"
        "（参照民事诉讼法第八十五条第三款、民法典第二百零三条）"
    ) in lines
    assert "届满：2026-04-07（周二）" in lines


@pytest.mark.parametrize(
    ("term", "start", "line"),
    [
        (DECISION, date(2026, 1, 6), "顺延：名义届满日为休息日，2026-04-06（清明放假），顺延"),
        (DECISION, date(2026, 1, 7), "顺延：名义届满日为工作日，无须顺延"),
        (LIMITATION, date(2024, 2, 29), "顺延：本期限不因节假日顺延"),
        (LIMITATION, date(2024, 2, 29), "计数：2年，至对应日止，没有对应日的至当月末日（民法典第二百零二条）"),
        (NOTICE, date(2026, 10, 12), "顺延：倒计的期限不顺延"),
        (NOTICE, date(2026, 10, 12), "起算：听证举行之日 2026-10-12（周一），由此倒计，起点不计入"),
        (NOTICE, date(2026, 10, 12), "足额：结果日与听证举行之日之间须有完整的7个工作日，两端均不计入（法律未明定"),
        (NOTICE, date(2026, 10, 12), "最迟：2026-09-23（周三）"),
        (FIXED, date(2027, 1, 31), "顺延：固定日期不顺延"),
        (FIXED, date(2027, 1, 31), "起算：听证告知书送达之日 2027-01-31（周日），固定日期，不另起算"),
        (FIXED, date(2027, 1, 31), "暂定：所涉年度的放假安排未载入日历"),
        (HOURS, datetime(2026, 10, 2, 12, 30, tzinfo=UTC), "届满：2026-10-03 20:30（北京时间，周六）"),
        (HOURS, datetime(2026, 10, 2, 12, 30, 5, tzinfo=UTC), "届满：2026-10-03 20:30:05（北京时间，周六）"),
        (HOURS, datetime(2026, 10, 2, 12, 30, tzinfo=UTC), "顺延：按小时计算的期限不顺延"),
    ],
)
def test_the_explanation_says(term, start, line):
    assert [said for said in reckon(term, start, NATIONAL).explain() if said.startswith(line)]


def test_a_fixed_date_explains_no_count_and_hours_no_safe_day():
    fixed = reckon(FIXED, date(2027, 1, 31), NATIONAL).explain()
    hours = reckon(HOURS, datetime(2026, 10, 2, tzinfo=UTC), NATIONAL).explain()
    assert not [line for line in fixed if line.startswith("计数")]
    assert not [line for line in hours if line.startswith("预警基准日")]


def test_hours_that_run_back_explain_no_full_days():
    lines = reckon(replace(HOURS, direction=Direction.BACKWARD), datetime(2026, 10, 2, tzinfo=UTC), NATIONAL).explain()
    assert not [line for line in lines if line.startswith("足额")]


@pytest.mark.parametrize("mark", list(Mark))
def test_every_mark_shows_as_a_default_to_be_confirmed_but_that_of_the_law_and_that_of_the_agency(mark):
    lines = reckon(replace(REQUEST, mark=mark), date(2026, 2, 11), NATIONAL).explain()
    shown = [line for line in lines if line.startswith("参数：默认参数（待机关核定）")]
    assert bool(shown) is (mark not in (Mark.VERIFIED, Mark.AGENCY))


def test_the_explanation_says_whose_period_it_is():
    assert "行政机关的期限" in reckon(DECISION, date(2026, 1, 5), NATIONAL).explain()[0]


@pytest.mark.parametrize(
    ("version", "since"),
    [
        ("2022-01-01", date(2022, 1, 1)),
        ("samr/2021-09-01", date(2021, 9, 1)),
        ("agency+samr/2021-09-01", date(2021, 9, 1)),
        ("2017修正", date(2017, 1, 1)),
        ("试行", date.min),
    ],
)
def test_a_rule_is_in_force_from_the_day_its_version_names(version: str, since: date) -> None:
    term = replace(DECISION, rule_version=version)
    assert term.since == since
    assert term.in_force(since)
    assert since == date.min or not term.in_force(since - timedelta(days=1))


def test_a_number_is_not_called_verified_for_a_start_before_its_rule() -> None:
    explained = "；".join(reckon(DECISION, date(2021, 7, 14), Calendar()).explain())
    assert "参数：此数出自2021-07-15起施行的规定；起算日2021-07-14在其施行之前，当时法律未收录，须另行核对" in explained
    assert DECISION.mark.label not in explained
    assert f"参数：{DECISION.mark.label}" in reckon(DECISION, date(2021, 7, 15), Calendar()).explain()


@pytest.mark.parametrize(
    ("unit", "length", "event", "latest"),
    [
        (Unit.MONTH, 1, "2026-03-01", "2026-01-31"),
        (Unit.MONTH, 1, "2026-03-02", "2026-02-01"),
        (Unit.MONTH, 1, "2026-03-31", "2026-02-28"),
        (Unit.MONTH, 2, "2026-05-01", "2026-02-28"),
        (Unit.YEAR, 1, "2025-03-01", "2024-02-29"),
    ],
)
def test_months_before_an_event_reach_back_to_the_latest_day_that_leaves_them_whole(unit, length, event, latest):
    notice = replace(NOTICE, unit=unit, length=length)
    assert str(latest_notice_day(date.fromisoformat(event), notice, NATIONAL).due) == latest
    day_after = date.fromisoformat(latest) + timedelta(days=1)
    forward = replace(notice, direction=Direction.FORWARD)
    assert reckon(forward, date.fromisoformat(latest), NATIONAL).nominal < date.fromisoformat(event)
    assert reckon(forward, day_after, NATIONAL).nominal >= date.fromisoformat(event)
