"""The board, the picture, the feed and the forecast through the command line, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar

from case_desk import Desk
from command_line import CommandLine

LATE = ("--on", "2027-12-01")


@pytest.fixture
def zhifa(migrated_url: str, tmp_path: Path) -> CommandLine:
    return CommandLine(folder=tmp_path, database=migrated_url)


@pytest.fixture
def cases(migrated_url: str) -> tuple[str, str]:
    """One case whose decision was served, and one that stands still."""
    with Desk(migrated_url, policy={"exclusions": ["suspension"]}) as desk:
        served, still = desk.bring_to("performing"), desk.bring_to("investigating")
        desk.do(still, "suspend")
    return served, still


def test_the_board_tells_what_is_overdue_and_what_stands_still(zhifa: CommandLine, cases: tuple[str, str]) -> None:
    served, still = cases

    shown, told = zhifa.done("board", *LATE), zhifa.done("board", *LATE, "--json").json

    assert "超期（1）" in shown.out
    assert "中止计算中（1）" in shown.out
    assert "统计" in shown.out
    stands = {one["case"]: (one["code"], one["standing"], one["days"] < 0) for one in told["terms"]}
    assert stands == {served: ("publication", "overdue", True), still: ("decision", "suspended", True)}
    assert (told["on"], told["after"], told["more_suspended"]) == ("2027-12-01", None, False)
    (overdue, _) = told["terms"]
    assert overdue["arithmetic"] in shown.out
    assert {one["name"] for one in overdue["handlers"]} == {"承办人甲", "承办人乙"}
    assert {one["name"]: one["overdue"] for one in told["counts"]["by_officer"]} == {"承办人甲": 1, "承办人乙": 1}
    assert [(one["suspended"], one["total"]) for one in told["counts"]["by_unit"]] == [(1, 6)]


@pytest.mark.usefixtures("cases")
def test_the_board_is_read_page_by_page(zhifa: CommandLine) -> None:
    everything = zhifa.done("board", *LATE, "--ended", "--json").json["terms"]
    listed: list[str] = []
    after: list[str] = []
    while True:
        page = zhifa.done("board", *LATE, "--ended", "--limit", "2", "--json", *after).json
        listed += [one["id"] for one in page["terms"] if one["standing"] != "suspended"]
        if page["after"] is None:
            break
        after = ["--after", page["after"]]

    assert listed == [one["id"] for one in everything if one["standing"] != "suspended"]
    assert "--after" in zhifa.done("board", *LATE, "--ended", "--limit", "2").out


def test_the_board_narrows_by_term_officer_unit_and_agency(zhifa: CommandLine, cases: tuple[str, str]) -> None:
    served, still = cases

    def listed(*options: str) -> set[str]:
        return {one["case"] for one in zhifa.done("board", *LATE, "--json", *options).json["terms"]}

    assert listed("--term", "decision") == listed("--term", "作出处罚决定的期限") == {still}
    assert listed("--officer", "001", "--unit", "执法一科") == {served, still}
    assert listed("--officer", "003") == set()
    assert "没有超期、到期和中止计算的期限" in zhifa.done("board", *LATE, "--officer", "003").out


@pytest.mark.usefixtures("cases")
def test_the_year_is_drawn_and_the_feed_is_read_back(zhifa: CommandLine) -> None:
    files = ("--svg", "2026.svg", "--ics", "001.ics")

    done = zhifa.done("board", "--on", "2026-04-01", "--officer", "001", *files)

    assert "已存入 2026.svg" in done.err
    picture = (zhifa.folder / "2026.svg").read_text(encoding="utf-8")
    assert "2026年期限届满日历　承办人甲" in picture
    feed = Calendar.from_ical((zhifa.folder / "001.ics").read_bytes())
    assert {event["status"] for event in feed.events} == {"CONFIRMED", "TENTATIVE", "CANCELLED"}
    assert feed["x-wr-calname"] == "承办人甲的办案期限"
    again = zhifa.done("board", "--on", "2026-04-01", "--officer", "001", *files)
    assert again.code == 0
    assert (zhifa.folder / "2026.svg").read_text(encoding="utf-8") == picture
    assert feed.to_ical() == Calendar.from_ical((zhifa.folder / "001.ics").read_bytes()).to_ical()


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--on", "2026-13-01"), "--on"),
        (("--on", "1999-01-01"), "--on"),
        (("--term", "nothing"), "--term"),
        (("--officer", "999"), "--officer"),
        (("--unit", "无此科"), "--unit"),
        (("--agency", "无此机关"), "--agency"),
        (("--after", "2026-01-01"), "--after"),
        (("--ics", "x.ics"), "--officer"),
        (("--limit", "0"), "--limit"),
        (("--svg", "没有的目录/x.svg"), "没有的目录"),
    ],
)
def test_what_the_board_cannot_use_is_named_and_nothing_is_written(
    zhifa: CommandLine, options: tuple[str, ...], told: str
) -> None:
    refused = zhifa("board", *options)

    assert refused.code != 0
    assert told in refused.err
    assert "Traceback" not in refused.err
    assert list(zhifa.folder.glob("*.svg")) + list(zhifa.folder.glob("*.ics")) == []


def test_a_forecast_tells_what_comes_and_what_stands_still(zhifa: CommandLine, cases: tuple[str, str]) -> None:
    served, still = cases

    shown, told = zhifa.done("case", "forecast", served), zhifa.done("case", "forecast", served, "--json").json
    stopped = zhifa.done("case", "forecast", still)

    assert "没有人办理的话" in shown.out
    assert {one["what"] for one in told["coming"]} >= {"ends", "overdue"}
    assert told["case"] == served
    days = [one["on"] for one in told["coming"]]
    assert days == sorted(days)
    assert "中止计算中，恢复后才知道何时届满：中止调查（机关参数：由本机关名录所定）" in stopped.out.replace("\n", "")
    assert [one["stopped_by"] for one in zhifa.done("case", "forecast", still, "--json").json["standing_still"]] == [
        ["中止调查（机关参数：由本机关名录所定）"]
    ]


@pytest.mark.parametrize("until", ["2020-01-01", "2026-02-30", "2100-01-01", "明天"])
def test_a_forecast_to_a_day_that_cannot_be_used_is_refused(
    zhifa: CommandLine, cases: tuple[str, str], until: str
) -> None:
    refused = zhifa("case", "forecast", cases[0], "--until", until)

    assert (refused.code, "--until" in refused.err, "Traceback" in refused.err) == (2, True, False)
