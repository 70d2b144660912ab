"""Worked examples: what a file may say, what comes of it, and how what it cannot say is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from zhifa.engine.calendar import Calendar
from zhifa.engine.worked import Worked, WorkedFileFaulty, work_file

DEADLINES = Path(__file__).parents[2] / "examples" / "deadlines.json"
GIVEN: dict[str, Any] = json.loads(DEADLINES.read_text(encoding="utf-8"))
NATIONAL = Calendar()

SEAL: dict[str, Any] = {
    "id": "查封", "law": "行政强制法", "article": "25", "start_date": "2026-03-06", "start_event": "查封之日",
    "term": 30, "unit": "calendar_day", "expected_due": "2026-04-05",
}  # fmt: skip
PAY = SEAL | {"id": "缴款", "term": 15, "rollover": "next_working_day", "expected_due": "2026-03-23"}
DESK = SEAL | {"id": "受理", "term": 20, "unit": "working_day", "expected_due": "2026-04-03"}
HOURS = SEAL | {"start_date": "2026-10-02T20:30", "term": 24, "unit": "hour", "expected_due": "2026-10-03T20:30"}
TEST: dict[str, Any] = {"type": "suspend", "reason": "检验", "from": "2026-03-10", "to": "2026-03-12"}
PAYING = {"type": "then", "name": "缴款", "term": 15, "unit": "calendar_day"}
OVERDUE = {"type": "surcharge", "fine": 1000, "expected": 1000}
MORE: dict[str, Any] = {"type": "extend", "by": 30, "approver": "机关负责人"}


def worked(given: dict[str, Any], *events: dict[str, Any], **changes: Any) -> Worked:
    scenario = given | ({"events": list(events)} if events else {}) | changes
    (one,) = work_file(json.dumps({"scenarios": [scenario]}), NATIONAL)
    return one


def agreed(given: dict[str, Any], *events: dict[str, Any], **changes: Any) -> Worked:
    one = worked(given, *events, **changes)
    assert (one.faults, one.differences) == ((), ())
    return one


def fault(given: dict[str, Any], *events: dict[str, Any], **changes: Any) -> str:
    one = worked(given, *events, **changes)
    assert (one.checks, one.as_expected) == ((), False)
    return "；".join(one.faults)


def compared(one: Worked) -> dict[str, tuple[str, str]]:
    return {check.what: (check.expected, check.computed) for check in one.checks}


# --- the law file -----------------------------------------------------------------------------------------------------


def test_every_example_of_the_law_file_comes_out_and_names_its_article() -> None:
    results = work_file(DEADLINES.read_text(encoding="utf-8"), NATIONAL)
    assert [one.id for one in results] == [scenario["id"] for scenario in GIVEN["scenarios"]]
    assert [one.id for one in results if not one.as_expected] == []
    assert [
        one.id for one in results if one.law not in one.explanation[0] or one.article not in one.explanation[0]
    ] == []


def test_everything_the_law_file_expects_is_compared() -> None:
    results = {one.id: compared(one) for one in work_file(DEADLINES.read_text(encoding="utf-8"), NATIONAL)}
    named = {
        "expected_due": "届满",
        "expected_nominal": "名义届满",
        "expected_safe": "预警基准日",
        "steps": "计数",
        "provisional": "暂定",
    }
    for scenario in GIVEN["scenarios"]:
        assert {word for name, word in named.items() if name in scenario} <= results[scenario["id"]].keys()
    assert results["G02-cf-90d-suspend-extend"]["鉴定：期间天数"] == ("20", "20")
    assert results["G20-limitation-2y-leapday"]["discovered_on 2026-03-01 time_barred"] == ("是", "是")


@pytest.mark.parametrize("number", range(len(GIVEN["scenarios"])))
def test_another_day_than_the_one_computed_is_a_difference(number: int) -> None:
    one = worked(GIVEN["scenarios"][number], expected_due="2026-11-20")
    assert [check.what for check in one.differences] == ["届满"]


def test_the_lenient_reading_is_never_enforced() -> None:
    transfer = next(one for one in GIVEN["scenarios"] if "expected_lenient" in one)
    agreed(transfer, expected_lenient="2026-12-31")
    enforced = worked(transfer, expected_due=transfer["expected_lenient"])
    assert compared(enforced)["届满"] == (transfer["expected_lenient"], transfer["expected_due"])
    assert not enforced.as_expected
    assert "另一种读法：2026-12-31，不作执法依据" in agreed(transfer, expected_lenient="2026-12-31").explanation


# --- events that move the term ----------------------------------------------------------------------------------------


def test_a_suspension_counts_both_its_days_in_the_unit_of_the_term() -> None:
    agreed(SEAL, TEST | {"days_inclusive": 3}, expected_due="2026-04-08")
    over_a_weekend = TEST | {"from": "2026-03-12", "to": "2026-03-16"}
    agreed(DESK, over_a_weekend | {"days": 3, "expected_due": "2026-04-09"}, expected_due="2026-04-09")


def test_days_of_which_nobody_was_told_in_writing_are_not_deducted() -> None:
    one = agreed(SEAL, TEST | {"notified": False})
    assert "不扣除：检验，没有书面告知所需时间" in one.explanation
    agreed(SEAL, TEST | {"written_notice": "检验通知书"}, expected_due="2026-04-08")


def test_how_long_a_time_was_is_not_called_deducted_where_nothing_of_it_is() -> None:
    one = agreed(SEAL, TEST | {"notified": False, "days": 3})
    assert compared(one)["检验：期间天数"] == ("3", "3")
    assert not any("扣除" in check.what or line.startswith("扣除") for check in one.checks for line in one.explanation)


def test_a_time_from_the_day_of_the_start_loses_only_the_days_after_it() -> None:
    begun = TEST | {"from": "2026-03-06", "to": "2026-03-08", "days_inclusive": 3}
    one = agreed(SEAL, begun, expected_due="2026-04-07")
    assert "扣除：检验，2026-03-07至2026-03-08停止计算，计2日" in one.explanation


@pytest.mark.parametrize("first", ["2026-03-22", "2026-03-23"])
def test_a_time_may_begin_between_the_nominal_end_and_the_working_day_it_rolled_over_to(first: str) -> None:
    rolled = PAY | {"start_date": "2026-03-06", "expected_nominal": "2026-03-21"}
    agreed(rolled)
    agreed(rolled | {"expected_nominal": None}, TEST | {"from": first, "to": "2026-03-26"}, expected_due="2026-03-26")
    assert "期限已于 2026-03-23 届满" in fault(rolled, TEST | {"from": "2026-03-24", "to": "2026-03-26"})


def test_an_extension_is_added_to_the_nominal_end_and_rolls_once() -> None:
    one = agreed(SEAL, MORE, rollover="next_working_day", expected_nominal="2026-05-05", expected_due="2026-05-06")
    assert "延长：30日（自然日）（机关负责人），名义届满 2026-05-05" in one.explanation
    agreed(SEAL, TEST, MORE | {"on": "2026-04-08", "cap": 30, "unit": "calendar_day"}, expected_due="2026-05-08")


@pytest.mark.parametrize(
    "extension",
    [
        {"by": "机关负责人", "days": 30},
        {"term": 30, "approved_by": "机关负责人", "written_notice": True},
        {"days": 30, "reason": "案情复杂，经机关负责人批准"},
        {"length": 30, "reason": "案情复杂", "note": "集体讨论决定"},
    ],
)
def test_an_extension_is_understood_as_people_write_it(extension: dict[str, Any]) -> None:
    agreed(SEAL, {"type": "extend", **extension}, expected_due="2026-05-05")


def test_a_time_within_an_extension_may_be_written_before_it() -> None:
    late = TEST | {"from": "2026-04-20", "to": "2026-04-22"}
    agreed(SEAL, late | {"expected_due": "2026-04-05"}, MORE, expected_due="2026-05-08")
    part = {"type": "checkpoint", "term": 10, "unit": "calendar_day", "expected_due": "2026-03-16"}
    agreed(SEAL, TEST | {"from": "2026-03-17", "to": "2026-03-18"}, part, expected_due="2026-04-07")


def test_words_beside_the_figures_are_repeated() -> None:
    words = {"law": "行政强制法", "article": "25(3)", "document": "检测通知书〔2026〕3号", "note": "已告知"}
    one = agreed(SEAL, TEST | words, expected_due="2026-04-08")
    assert one.explanation[-1] == "载明：行政强制法；25(3)；检测通知书〔2026〕3号；检验；已告知"


def test_who_approved_an_extension_may_stand_in_the_explanation_of_the_example() -> None:
    extended = {"type": "extend", "days": 30, "reason": "案情复杂"}
    agreed(SEAL, extended, explanation="经机关负责人批准，延长三十日", expected_due="2026-05-05")
    assert "approver" in fault(SEAL, extended, explanation="立案由负责人批准", expected_due="2026-05-05")


def test_a_checkpoint_sees_the_events_written_before_it() -> None:
    before = {"type": "checkpoint", "name": "首个三十日", "on": "2026-04-01", "expected_due": "2026-04-05"}
    after = {"type": "checkpoint", "on": "2026-04-01", "expected_due": "2026-05-05", "provisional": False}
    one = agreed(SEAL, before, MORE, after, expected_due="2026-05-05")
    assert "核对：首个三十日（2026-04-01），届满 2026-04-05" in one.explanation
    assert worked(SEAL, after, MORE, expected_due="2026-05-05").differences[0].what == "核对：届满"


@pytest.mark.parametrize(
    ("day", "state", "remaining", "overdue", "days_overdue"),
    [
        ("2026-03-06", "running", 30, False, 0),
        ("2026-03-11", "suspended", 27, False, 0),
        ("2026-04-08", "running", 0, False, 0),
        ("2026-04-10", "overdue", 0, True, 2),
    ],
)
def test_a_checkpoint_tells_how_the_term_stands_on_a_day(
    day: str, state: str, remaining: int, overdue: bool, days_overdue: int
) -> None:
    point = {"type": "checkpoint", "on": day, "state": state, "remaining": remaining}
    agreed(SEAL, TEST, point | {"overdue": overdue}, point | {"overdue": days_overdue}, expected_due="2026-04-08")
    wrong = worked(SEAL, TEST, point | {"remaining": remaining + 1, "overdue": not overdue}, expected_due="2026-04-08")
    assert [check.what for check in wrong.differences] == ["核对：尚余", "核对：逾期"]


def test_what_remains_of_working_days_is_told_in_working_days() -> None:
    agreed(DESK, {"type": "checkpoint", "on": "2026-03-31", "remaining": 3, "note": "清明之前"})


@pytest.mark.parametrize(("on", "left"), [("2026-06-16", 1), ("2026-06-13", 3), ("2026-06-17", 0), ("2026-06-25", 0)])
def test_what_remains_of_a_backward_term_is_told_to_its_last_lawful_day(on: str, left: int) -> None:
    notice = DESK | {"start_date": "2026-06-30", "term": 7, "direction": "backward", "expected_due": "2026-06-17"}
    agreed(notice, {"type": "checkpoint", "on": on, "remaining": left})


def test_a_checkpoint_may_be_about_a_part_of_the_term_or_only_stand_there() -> None:
    part = {"type": "checkpoint", "term": 10, "unit": "working_day", "expected_due": "2026-03-20"}
    month = {"type": "checkpoint", "term": 15, "unit": "calendar_day", "expected_due": "2026-03-23"}
    agreed(PAY, part, month, {"type": "checkpoint", "note": "届满前提醒"})


# --- terms that follow ------------------------------------------------------------------------------------------------


def test_terms_that_follow_begin_at_the_end_of_the_one_before_or_of_the_one_they_name() -> None:
    court = {"type": "then", "name": "申请法院", "term": 3, "unit": "month", "expected_due": "2026-06-23"}
    demand = {"type": "then", "term": 10, "unit": "working_day", "expected_due": "2026-07-07"}
    again = {
        "type": "then",
        "name": "次日",
        "after": "main",
        "term": 1,
        "unit": "working_day",
        "expected_due": "2026-03-24",
    }
    named = {"type": "then", "after": "申请法院", "term": 1, "unit": "working_day", "expected_due": "2026-06-24"}
    one = agreed(PAY, court, demand, again, named)
    assert "接续：申请法院，依据行政强制法　25" in one.explanation
    assert [check.what for check in one.checks] == [
        "届满",
        "申请法院：届满",
        "10个工作日：届满",
        "次日：届满",
        "1个工作日：届满",
    ]


def test_a_term_that_follows_may_name_its_day_and_its_law() -> None:
    given = {
        "type": "then",
        "term": 7,
        "unit": "calendar_day",
        "rollover": "none",
        "start_date": "2026-03-29",
        "start_event": "收到之日",
    }
    one = agreed(
        PAY,
        given
        | {"law": "取水许可条例", "article": "33", "expected_due": "2026-04-05", "expected_lenient": "2026-04-07"},
    )
    assert "接续：7日（自然日），依据取水许可条例　33" in one.explanation
    assert "另一种读法：2026-04-07，不作执法依据" in one.explanation


def test_a_term_of_delivery_begins_with_the_main_one_or_on_the_day_of_service() -> None:
    deliver = {"type": "deliver_term", "name": "交付", "term": 3, "unit": "working_day"}
    agreed(
        SEAL,
        deliver | {"expected_due": "2026-03-11"},
        deliver | {"name": "缴款", "served_on": "2026-04-03", "expected_due": "2026-04-09"},
    )


def test_hours_that_follow_need_an_instant_only_where_something_is_expected() -> None:
    then = {"type": "then", "name": "移送", "term": 24, "unit": "hour"}
    next_one = {"type": "then", "name": "审查", "term": 3, "unit": "calendar_day"}
    one = agreed(SEAL, then, next_one)
    assert "接续：移送，文件没有写明从何日何时起算，不计算" in one.explanation
    assert "接续：审查，文件没有写明从何日何时起算，不计算" in one.explanation
    agreed(SEAL, then | {"from": "2026-04-03T09:00", "expected_due": "2026-04-04T09:00"})
    assert "“移送”从何日何时起算，文件没有写明" in fault(SEAL, then | {"expected_due": "2026-04-06"})
    assert "“审查”从何日何时起算，文件没有写明" in fault(SEAL, then, next_one | {"expected_due": "2026-04-09"})


# --- what rests on the end --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "surcharge",
    [
        {"amount_yuan": 10000, "until": "2026-03-27", "expected_yuan": "1200.00", "days": 4, "from": "2026-03-24"},
        {"amount_fen": 1000000, "paid_on": "2026-03-28", "expected_fen": 120000, "rate": 0.03, "cap": 10000},
        {"fine": "10000", "days": 4, "expected": 1200, "rate": "3%/日", "cap": "不超过罚款本数"},
        {"amount_yuan": 10000, "until": "2026-12-31", "expected_yuan": 10000, "rate": 3},
        {"amount_yuan": 10000, "until": "2026-03-20", "expected_yuan": 0, "days": 0},
        {"amount_fen": 33, "until": "2026-03-24", "expected_fen": 0},
        {"amount_yuan": 10000},
        {"until": "2026-03-27", "days": 4},
    ],
)
def test_the_surcharge_runs_from_the_day_after_the_end_and_stops_at_the_fine(surcharge: dict[str, Any]) -> None:
    agreed(PAY, {"type": "surcharge", **surcharge})


def test_a_surcharge_that_comes_to_something_else_is_a_difference_with_its_arithmetic() -> None:
    wrong = {
        "type": "surcharge",
        "from": "2026-03-23",
        "fine": 10000,
        "until": "2026-03-27",
        "days": 5,
        "expected": 1500,
    }
    one = worked(PAY, wrong)
    assert [(check.what, check.computed) for check in one.differences] == [
        ("加处起算", "2026-03-24"), ("加处天数", "4"), ("加处罚款", "1200.00元"),
    ]  # fmt: skip
    line = "加处罚款：自届满次日 2026-03-24 起每日3%（行政处罚法第七十二条第一款第一项），至 2026-03-27 计4日，10000.00元×3%×4＝1200.00元"
    assert line in one.explanation


def test_a_surcharge_runs_after_the_last_term_before_it_or_the_one_it_names() -> None:
    pay = {"type": "then", "name": "缴款", "term": 15, "unit": "calendar_day", "expected_due": "2026-04-07"}
    told = {"type": "deliver_term", "name": "复议", "term": 60, "unit": "calendar_day", "expected_due": "2026-05-06"}
    court = {"type": "then", "name": "申请法院", "term": 1, "unit": "month", "expected_due": "2026-05-07"}
    runs = {"type": "surcharge", "from": "2026-04-08"}
    agreed(PAY, pay, runs, told, runs | {"from": "2026-05-07"}, runs | {"after": "缴款"}, court)
    made = {"type": "assert", "paid_on": "2026-04-07", "late": True}
    agreed(PAY, pay, made, made | {"after": "缴款", "late": False})
    hours = {"type": "then", "name": "移送", "term": 24, "unit": "hour"}
    assert "“after”的值 「移送」 不合要求：文件没有写明它从何日何时起算" in fault(PAY, hours, runs)


def test_an_assertion_is_about_any_day_and_any_of_the_known_claims() -> None:
    last = {"type": "assert", "requested_on": "2026-04-05", "in_time": True, "late": False}
    agreed(SEAL, last, {"type": "assert", "requested_on": "2026-04-06", "in_time": False, "late": True, "note": "次日"})
    wrong = worked(SEAL, last | {"late": True})
    assert [check.what for check in wrong.differences] == ["requested_on 2026-04-05 late"]


def test_an_assertion_about_hours_needs_an_instant_and_one_about_days_takes_it() -> None:
    at = {"type": "assert", "reported_at": "2026-10-03T20:31", "late": True}
    agreed(HOURS, at, at | {"reported_at": "2026-10-03T12:30:00Z", "late": False})
    agreed(SEAL, at | {"reported_at": "2026-04-05T23:59:30", "late": False})
    assert "reported_on" in fault(HOURS, {"type": "assert", "reported_on": "2026-10-03", "late": True})


def test_instants_of_any_zone_are_those_of_beijing() -> None:
    agreed(HOURS, start_date="2026-10-02T12:30:00Z", expected_due="2026-10-03T05:30:00-07:00")
    assert compared(worked(HOURS, start_date="2026-10-02T20:30:05"))["届满"][1] == "2026-10-03T20:30:05"


def test_nothing_is_added_to_the_surcharge_once_it_has_come_to_the_fine() -> None:
    agreed(SEAL, PAYING, OVERDUE | {"days": 36_500}, OVERDUE | {"until": "9999-12-31"}, OVERDUE | {"days": 34})
    agreed(SEAL, PAYING, OVERDUE | {"paid_on": "0001-01-01", "expected": 0})


# --- what cannot be worked --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"colour": "red"}, "“colour”的值 「red」 不合要求：没有这一项"),
        ({"law": ""}, "“law”"),
        ({"start_date": "2026-02-30"}, "“start_date”的值 「2026-02-30」 不合要求：没有这一天"),
        ({"start_date": "0001-01-01T00:00Z"}, "“start_date”"),
        ({"start_date": 20260306}, "“start_date”的值 「20260306」 不合要求：应为日期"),
        ({"start_date": "2026-03-06 09:00"}, "“start_date”"),
        ({"start_date": "1800-01-01"}, "“start_date”的值 「1800-01-01」 不合要求：由此起算的30日（自然日）超出日历"),
        ({"start_date": "2099-12-31"}, "超出日历"),
        ({"term": 0}, "term=0：固定日期的 term 应为 0，其他期限至少为 1"),
        ({"term": 1, "unit": "fixed_date"}, "term=1"),
        ({"term": 36501}, "“term”的值 「36501」 不合要求：不得大于36500"),
        ({"term": "30"}, "“term”的值 「30」 不合要求：应为整数"),
        ({"unit": "week"}, "“unit”的值 「week」 不合要求：应为"),
        ({"unit": "working_day", "rollover": "next_working_day"}, "rollover=next_working_day：只有向后数的"),
        ({"direction": "backward", "rollover": "next_working_day"}, "rollover=next_working_day：只有向后数的"),
        ({"term": 0, "unit": "fixed_date", "direction": "backward"}, "direction=backward：固定日期没有方向"),
        ({"unit": "hour"}, "“start_date”的值 「2026-03-06」 不合要求：以小时计的期限从某一时刻起算"),
        ({"expected_due": None}, "“expected_due”"),
        ({"events": {}}, "“events”的值 「{}」 不合要求：应为列表"),
    ],
)  # fmt: skip
def test_an_example_that_cannot_be_read_is_told_with_field_value_and_rule(changes: dict[str, Any], told: str) -> None:
    assert told in fault(SEAL, **changes)


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ([{"type": "pause"}], "应为suspend、extend、checkpoint、then、deliver_term、surcharge、assert之一"),
        ([{"from": "2026-03-10"}], "“events.0.type”的值 （未填） 不合要求：必填"),
        ([TEST | {"form": 1}], "“events.0.form”的值 「1」 不合要求：没有这一项"),
        ([TEST | {"to": "2026-03-09"}], "to=2026-03-09：停止计算的末日不得早于首日 2026-03-10"),
        ([TEST, TEST | {"from": "2026-03-12", "to": "2026-03-14"}], "“from”的值 「2026-03-12」 不合要求：与 2026-03-10 至 2026-03-12 重叠"),
        ([TEST | {"from": "2026-03-05"}], "“from”的值 「2026-03-05」 不合要求：期限自 2026-03-06 起算"),
        ([TEST | {"from": "2026-04-06", "to": "2026-04-08"}], "“from”的值 「2026-04-06」 不合要求：期限已于 2026-04-05 届满"),
        ([{"type": "extend", "by": 30}], "“approver”的值 「（未填）」 不合要求：延长期限要写明由谁批准"),
        ([{"type": "extend", "by": 30, "reason": "案情复杂"}], "“approver”的值 「（未填）」"),
        ([MORE | {"days": 30}], "by（未填，或者写了两次）"),
        ([{"type": "extend", "approver": "机关负责人"}], "by（未填，或者写了两次）"),
        ([MORE | {"by": 0}], "“events.0.by”的值 「0」 不合要求：不得小于1"),
        ([MORE | {"unit": "month"}], "“unit”的值 「month」 不合要求：延长与期限同一单位（calendar_day）"),
        ([MORE | {"cap": 20}], "“by”的值 「30」 不合要求：延长合计30日（自然日），不得超过20日（自然日）"),
        ([MORE, MORE | {"cap": 30}], "延长合计60日（自然日），不得超过30日（自然日）"),
        ([MORE | {"on": "2026-04-06"}], "“on”的值 「2026-04-06」 不合要求：期限已于 2026-04-05 届满，届满后不得延长"),
        ([MORE | {"on": "2026-03-05"}], "“on”的值 「2026-03-05」 不合要求：期限自 2026-03-06 起算"),
        ([{"type": "checkpoint", "remaining": 3}], "on（未填）：要核对某一天的状态，先写明是哪一天"),
        ([{"type": "checkpoint", "term": 3}], "unit=None：term 和 unit 一起写"),
        ([{"type": "checkpoint", "term": 3, "unit": "fixed_date"}], "固定日期没有一段"),
        ([{"type": "then", "after": "缴款", "term": 3, "unit": "month"}], "“after”的值 「缴款」 不合要求：前面没有这一期限；有 main"),
        ([{"type": "then", "name": "main", "term": 3, "unit": "month"}], "“name”的值 「main」 不合要求：前面已有同名的期限"),
        ([{"type": "surcharge", "fine": 1, "rate": 0.05}], "rate=0.05：加处罚款的标准是每日3%"),
        ([{"type": "surcharge", "fine": 1, "rate": "万分之五"}], "rate=万分之五：加处罚款的标准是每日3%"),
        ([{"type": "surcharge", "fine": 1, "cap": "两倍"}], "cap=两倍：加处罚款以罚款数额为限"),
        ([{"type": "surcharge", "fine": 1, "cap": 2}], "cap=2：加处罚款以罚款数额为限"),
        ([{"type": "surcharge", "amount_yuan": 1, "amount_fen": 100}], "amount_fen=100：数额写元（amount_yuan）或者分"),
        ([{"type": "surcharge", "until": "2026-05-01", "paid_on": "2026-05-01"}], "until=2026-05-01：写了 paid_on 就不写 until"),
        ([{"type": "surcharge", "until": "2026-05-01", "expected": 3}], "amount_yuan（未填）"),
        ([{"type": "surcharge", "fine": 1, "expected": 3}], "until（未填）"),
        ([{"type": "surcharge", "fine": 1.005}], "小数不得超过2位"),
        ([PAYING, OVERDUE | {"days": -5}], "“events.1.days”的值 「-5」 不合要求：不得小于0"),
        ([PAYING, OVERDUE | {"days": 10**12}], "“events.1.days”的值 「1000000000000」 不合要求：不得大于36500"),
        ([{"type": "then", "name": "移送", "term": 24, "unit": "hour", "provisional": False}], "“移送”从何日何时起算，文件没有写明"),
        ([{"type": "then", "name": "移送", "term": 24, "unit": "hour", "steps": ["2026-04-06"]}], "“移送”从何日何时起算，文件没有写明"),
        ([{"type": "assert", "late": True}], "要有一个写明日期的填报项"),
        ([{"type": "assert", "a_on": "2026-04-01", "b_on": "2026-04-01", "late": True}], "要有一个写明日期的填报项"),
        ([{"type": "assert", "told_on": "yesterday", "late": True}], "应为日期 YYYY-MM-DD"),
        ([{"type": "assert", "told_on": "2026-04-01"}], "没有断言"),
        ([{"type": "assert", "told_on": "2026-04-01", "lawful": True}], "没有「lawful」这一项；能断言的有"),
        ([{"type": "assert", "told_on": "2026-04-01", "late": "no"}], "late=「no」：应为 true 或 false"),
    ],
)  # fmt: skip
def test_an_event_that_cannot_be_read_or_has_no_sense_is_told_with_field_value_and_rule(
    events: list[dict[str, Any]], told: str
) -> None:
    assert told in fault(SEAL, *events)


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ({"from": "2026-03-09", "to": "2150-01-01", "days": 10, "notified": False}, "“to”的值 「2150-01-01」 不合要求：工作日日历只答"),
        ({"from": "1990-03-09", "days": 10, "notified": False}, "“from”的值 「1990-03-09」"),
    ],
)  # fmt: skip
def test_working_days_the_calendar_does_not_know_are_not_counted(event: dict[str, Any], told: str) -> None:
    assert told in fault(DESK, TEST | event)


def test_working_days_to_a_last_lawful_day_are_not_counted_from_a_day_the_calendar_does_not_know() -> None:
    notice = DESK | {"start_date": "2026-06-30", "term": 7, "direction": "backward", "expected_due": "2026-06-17"}
    assert "“on”的值 「1990-01-02」" in fault(notice, {"type": "checkpoint", "on": "1990-01-01", "remaining": 1})


@pytest.mark.parametrize("event", [TEST, MORE])
@pytest.mark.parametrize(
    "changes",
    [
        {"start_date": "2026-03-06T09:00", "unit": "hour"},
        {"unit": "fixed_date", "term": 0},
        {"direction": "backward"},
    ],
)
def test_hours_fixed_dates_and_backward_terms_neither_stop_nor_grow(
    event: dict[str, Any], changes: dict[str, Any]
) -> None:
    assert f"“type”的值 「{event['type']}」 不合要求：以小时计的、倒计的期限和固定日期" in fault(SEAL, event, **changes)


def test_one_faulty_example_leaves_the_others_as_they_are() -> None:
    listed = [SEAL, SEAL | {"term": -1, "id": "坏"}, 3, SEAL, {"id": " "}]
    results = work_file(json.dumps({"meta": {}, "scenarios": listed}), NATIONAL)
    assert [(one.id, one.as_expected) for one in results] == [
        ("查封", True), ("坏", False), ("第3个情景", False), ("查封", False), ("第5个情景", False),
    ]  # fmt: skip
    assert results[3].faults == ("填报项“id”的值 「查封」 不合要求：前面已有同名的情景",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "不是 JSON"),
        ('{"scenarios": [], "scenarios": []}', "写了两次"),
        ("[]", "scenarios 为列表"),
        ("{}", "scenarios 为列表"),
        ('{"scenarios": {}}', "scenarios 为列表"),
        ('{"scenarios": []}', "至少有一个情景"),
        ('{"scenarios": [1], "terms": []}', "没有「terms」这一项；只有 meta 和 scenarios"),
    ],
)
def test_a_file_that_holds_no_examples_is_refused(text: str, told: str) -> None:
    with pytest.raises(WorkedFileFaulty, match=told):
        work_file(text, NATIONAL)
