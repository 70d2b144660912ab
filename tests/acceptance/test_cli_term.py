"""``zhifa term list``, ``compute``, ``explain``: every period with its article, one counted step by step, those of a case as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import EXAMPLES, CommandLine


@pytest.fixture
def zhifa(tmp_path: Path) -> CommandLine:
    return CommandLine(folder=tmp_path)


def test_the_terms_are_listed_with_length_article_and_mark(zhifa: CommandLine) -> None:
    told = zhifa.done("term", "list").out
    assert "规则包：全国" in told
    assert "先行登记保存证据的处理期限" in told
    listed = {term["code"]: term for term in zhifa.done("term", "list", "--json").json["terms"]}
    assert (listed["preservation"]["span"], listed["preservation"]["mark"]) == ("7个工作日", "V")
    assert listed["hearing_notice"]["span"] == "提前7个工作日"
    assert listed["seizure"]["extension"]["length"] == 30
    assert "filing" not in listed


def test_a_pack_changes_its_terms_from_the_day_its_rules_came_into_force(zhifa: CommandLine) -> None:
    def decision(*more: str) -> dict[str, object]:
        listed = zhifa.done("term", "list", "--pack", "samr", *more, "--json").json["terms"]
        return next(term for term in listed if term["code"] == "decision")

    assert (decision()["mark"], decision()["rule_version"]) == ("V2", "samr/2021-07-15")


def test_a_rule_is_not_listed_before_it_was_in_force(zhifa: CommandLine) -> None:
    answer = zhifa.done("term", "list", "--pack", "samr", "--on", "2021-08-31", "--json").json
    listed = {term["code"] for term in answer["terms"]}
    assert {"decision", "filing", "demand"} <= listed
    assert {"market_publication", "announcement", "reconsideration"} <= set(answer["not_in_force"])
    assert not listed & set(answer["not_in_force"])
    told = zhifa.done("term", "list", "--on", "2021-07-14").out
    assert "个的规定在2021-07-14尚未施行，当时法律未收录" in told
    assert "要求听证的期限" not in told


@pytest.mark.parametrize(
    ("code", "start", "since"),
    [
        ("announcement", "2021-12-31", "2022-01-01"),
        ("hearing_request", "2021-07-14", "2021-07-15"),
        ("market_publication", "2020-06-01", "2021-09-01"),
        ("litigation", "2016-12-31", "2017-01-01"),
        ("coercion_report", "2011-12-31T23:59:00+08:00", "2012-01-01"),
    ],
)
def test_a_number_is_not_called_verified_for_a_day_before_its_rule(
    zhifa: CommandLine, code: str, start: str, since: str
) -> None:
    told = zhifa.done("term", "compute", code, "--from", start, "--pack", "samr").out
    assert f"参数：此数出自{since}起施行的规定；起算日{start[:10]}在其施行之前，当时法律未收录，须另行核对" in told
    assert "已核对法律原文" not in told
    term = zhifa.done("term", "compute", code, "--from", start, "--pack", "samr", "--json").json["term"]
    assert (term["in_force"], term["mark"]) == (False, None)
    later = since if len(start) == 10 else f"{since}T00:00:00+08:00"
    term = zhifa.done("term", "compute", code, "--from", later, "--pack", "samr", "--json").json["term"]
    assert (term["in_force"], term["mark"]) == (True, "V")


def test_the_terms_of_one_law_are_listed_alone(zhifa: CommandLine) -> None:
    listed = zhifa.done("term", "list", "--law", "行政强制法", "--json").json["terms"]
    assert {term["code"] for term in listed} >= {"seizure", "freeze", "demand"}
    assert all("行政强制法" in term["article"] for term in listed)
    assert "没有期限以此为依据" in zhifa("term", "list", "--law", "某法").err


def test_a_term_with_stops_and_an_extension_is_counted_step_by_step(zhifa: CommandLine) -> None:
    told = zhifa.done(
        "term", "compute", "decision", "--from", "2026-05-06", "--pack", "samr", "--extend", "30",
        "--stop", "2026-06-01..2026-06-20=鉴定", "--stop", "2026-07-20..2026-07-31=听证",
    ).out  # fmt: skip
    for line in ("起算：立案之日 2026-05-06", "扣除：鉴定", "计20日", "计12日", "延长：30日", "名义届满：2026-10-05"):
        assert line in told
    assert told.rstrip().endswith("名义 2026-10-05　届满 2026-10-08　预警基准 2026-09-30")


def test_stops_are_counted_as_the_examples_have_them(zhifa: CommandLine) -> None:
    """G02 of examples/deadlines.json."""
    answer = zhifa.done(
        "term", "compute", "decision", "--from", "2026-05-06", "--pack", "samr",
        "--stop", "2026-06-01..2026-06-20=鉴定", "--stop", "2026-07-20..2026-07-31=听证", "--json",
    ).json  # fmt: skip
    assert (answer["nominal"], answer["due"], answer["safe"]) == ("2026-09-05", "2026-09-07", "2026-09-04")


def test_a_term_is_counted_by_a_calendar_file(zhifa: CommandLine) -> None:
    overlay = str(EXAMPLES / "calendar" / "tibet-overlay-sample.json")
    plain = zhifa.done("term", "compute", "demand", "--from", "2026-02-12", "--json").json
    local = zhifa.done("term", "compute", "demand", "--from", "2026-02-12", "--calendar", overlay, "--json").json
    assert plain["calendar_version"] != local["calendar_version"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("decison", "--from", "2026-01-05"), "没有期限「decison」；相近的有 decision"),
        (("听证", "--from", "2026-01-05"), "相近的有 hearing_request"),
        (("decision", "--from", "2026-02-30"), "--from 的值「2026-02-30」不合要求：应为日期"),
        (("demand", "--from", "2003-01-05"), "工作日日历只答2004年至2099年"),
        (("coercion_report", "--from", "2026-10-02T20:30"), "没有时区"),
        (("coercion_report", "--from", "十月二日"), "应为带时区的时间"),
        (("decision", "--from", "2026-01-05", "--pack", "烟草"), "现有 national、samr"),
        (("decision", "--from", "2026-01-05", "--extend", "30"), "没有规定“作出处罚决定的期限”可以延长"),
        (("seizure", "--from", "2026-01-05", "--extend", "x"), "--extend 的值「x」不合要求"),
        (("seizure", "--from", "2026-01-05", "--extend", "30=承办人甲"), "第1次延长由行政机关负责人批准"),
        (("seizure", "--from", "2026-01-05", "--stop", "2026-01-07=鉴定"), "应为 首日..末日=事由"),
        (("seizure", "--from", "2026-01-05", "--stop", "2026-01-07..2026-01-09=鉴定"), "经书面告知当事人才不计入"),
        (("decision", "--from", "2026-01-05", "--stop", "2026-01-07..2026-01-09=鉴定"), "没有规定“作出处罚决定的期限”可以扣除"),
        (("seizure", "--from", "2026-01-05", "--noticed", "--stop", "2090-01-07..2090-01-09=鉴定"), "尚未开始"),
        (("decision", "--from", "2026-W01-5"), "--from 的值「2026-W01-5」不合要求：应为日期 YYYY-MM-DD"),
        (("decision", "--from", "20260105"), "--from 的值「20260105」不合要求：应为日期 YYYY-MM-DD"),
        (("coercion_report", "--from", "0001-01-01T00:00:00+14:00"), "以北京时间计没有这一刻"),
        (("coercion_report", "--from", "9999-12-31T23:00:00-12:00"), "以北京时间计没有这一刻"),
        (("seizure", "--from", "2026-01-05", "--extend", "9" * 5000), "不合要求：应为不大于36500的正整数"),
        (("decision", "--pack", "samr", "--from", "2026-01-05", "--extend", "30", "--extend", "99999999"), "应为不大于36500的正整数"),
        (("decision", "--pack", "samr", "--from", "2026-01-05", "--extend", "30", "--extend", "36500"), "连同延长不在其内"),
        (("seizure", "--from", "2026-01-05", "--noticed", "--stop", "2026-02-05..2026-02-09=鉴定"),
         "扣除期间的值「2026-02-05至2026-02-09」不合要求：期限已于2026-02-04届满"),
        (("licence_decision", "--from", "2026-03-02", "--noticed", "--stop", "2026-03-31..2026-04-09=听证"), "期限已于2026-03-30届满"),
        (("demand", "--from", "2026-01-05", "--calendar", str(EXAMPLES / "report.json")), "不能用"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused_by_field_value_and_rule(
    zhifa: CommandLine, arguments: tuple[str, ...], told: str
) -> None:
    answer = zhifa("term", "compute", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


def test_an_excluded_time_that_was_told_in_writing_moves_the_end(zhifa: CommandLine) -> None:
    stop = ("--noticed", "--stop", "2026-01-07..2026-01-09=鉴定")
    moved = zhifa.done("term", "compute", "seizure", "--from", "2026-01-05", *stop, "--json").json
    assert (moved["due"], moved["stops"][0]["start"]) == ("2026-02-07", "2026-01-06")


def test_the_terms_of_a_case_are_explained_with_what_is_left(tmp_path: Path) -> None:
    zhifa = CommandLine(folder=tmp_path)
    (told,) = zhifa.done("scenario", "run", str(EXAMPLES / "scenarios" / "straight.json"), "--json").json["scenarios"]
    office = CommandLine(folder=tmp_path, database=told["database"])
    (case,) = (one["id"] for one in office.done("case", "list", "--json").json["cases"])

    running = office.done("term", "explain", case, "--json").json["terms"]
    every = office.done("term", "explain", case, "--all", "--json").json["terms"]
    assert len(every) > len(running)
    assert {term["status"] for term in running} <= {"open", "suspended"}
    assert all((term["remaining"] is not None) == (term["status"] == "open") for term in every)
    assert any("起算：" in line for term in every for line in term["explanation"])
    assert "依据：行政处罚法第六十条" in office.done("term", "explain", case, "--all").out
