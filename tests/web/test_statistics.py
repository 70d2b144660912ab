"""统计 on the desk: figures of what one's lists show, as tables, pictures and CSV."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree as ET

import pytest

from web_desk import Stage
from zhifa.web.desk.bar_chart import Bars
from zhifa.web.desk.statistics_told import rate

HEAD, ELSEWHERE = "030", "other/030"
YEAR = "since=2026-01-01&until=2026-12-31"


def _sheet(stage: Stage, name: str, number: str = HEAD, query: str = YEAR) -> list[list[str]]:
    answer = stage.client(number).get(f"/desk/statistics/{name}.csv?{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].startswith("attachment;")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_each_figure_has_a_table_a_picture_of_the_same_numbers_and_a_sheet(stage: Stage) -> None:
    visitor = stage.client(HEAD)
    page = visitor.soup(f"/desk/statistics?{YEAR}")
    drawn = page.find_all("img", src=lambda src: src and "/desk/statistics/" in src)
    assert {image["alt"] for image in drawn} >= {
        "按阶段，数字见下表",
        "按承办机构，数字见下表",
        "按执法类别，数字见下表",
    }
    for image in drawn:
        answer = visitor.get(image["src"])
        assert answer.headers["content-type"] == "image/svg+xml"
        picture = ET.fromstring(answer.content)
        assert picture.find("{http://www.w3.org/2000/svg}title") is not None
        assert b"style" not in answer.content
    for section in page.find_all("section", class_="card"):
        if section.table:
            name = section.h2["id"].removeprefix("s-")
            rows = [[cell.text for cell in row.find_all(["th", "td"])] for row in section.table.find_all("tr")]
            assert rows == _sheet(stage, name)


def test_the_phases_add_up_to_the_cases_of_the_agency_and_of_no_other(stage: Stage) -> None:
    heads, *rows = _sheet(stage, "phase")
    assert heads == ["阶段", "在办未超期", "在办已超期", "已终结", "共计"]
    assert sum(int(row[4]) for row in rows) == len(stage.cases) - 1
    assert all(sum(map(int, row[1:4])) == int(row[4]) for row in rows)
    assert sum(int(row[4]) for row in _sheet(stage, "phase", ELSEWHERE)[1:]) == 1


def test_the_pass_rate_counts_the_opinions_of_the_period_alone(stage: Stage) -> None:
    own = [stage.office.case(case_id) for name, case_id in stage.cases.items() if name != "other"]
    outcomes = [one.outcome for case in own for one in case.reviews]
    agreed, problems = outcomes.count("agreed"), outcomes.count("problems")
    assert agreed
    assert problems
    whole = _sheet(stage, "review")[1]
    assert whole[1:] == [str(agreed), str(problems), str(agreed + problems), rate(agreed, agreed + problems)]
    assert _sheet(stage, "failed")[1:] == [["事实与证据", str(problems)]]
    assert _sheet(stage, "review", query="since=2025-01-01&until=2025-12-31")[1][1:] == ["0", "0", "0", ""]
    assert _sheet(stage, "review", ELSEWHERE)[1][1:] == ["0", "0", "0", ""]
    assert [row[0] for row in _sheet(stage, "reviewers")[1:]] == ["审核人甲"]


@pytest.mark.parametrize(
    "query",
    [
        "since=gestern",
        "since=2026-02-30",
        "since=0001-01-01",
        "since=2026-05-02&until=2026-05-01",
        "since=2000-01-01&until=2026-01-01",
    ],
)
def test_a_period_that_is_none_is_refused_by_name(stage: Stage, query: str) -> None:
    answer = stage.client(HEAD).get(f"/desk/statistics?{query}")
    assert answer.status_code == 400
    assert "不合要求" in answer.text


def test_there_is_no_figure_but_those_told(stage: Stage) -> None:
    assert stage.client(HEAD).get("/desk/statistics/everything.svg").status_code == 404
    assert stage.client(None).get("/desk/statistics").status_code == 303


def test_a_name_that_a_spreadsheet_would_run_is_guarded(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    from zhifa.web.desk import statistics_page
    from zhifa.web.desk.statistics_told import Figure

    formula = Figure(name="phase", title="=1+1", about="", heads=("名称",), rows=(("=HYPERLINK(0)",), ("@甲",)))
    monkeypatch.setitem(statistics_page.FIGURES, "phase", lambda _: formula)  # type: ignore[arg-type]
    assert _sheet(stage, "phase")[1:] == [["'=HYPERLINK(0)"], ["'@甲"]]


def test_names_in_a_picture_are_text_and_nothing_else() -> None:
    told = Bars(
        title="<script>", parts=("甲", "乙"), rows=[('"><script>alert(1)</script>', (1, 0)), ("空", (0, 0))]
    ).svg()
    assert "<script" not in told
    ET.fromstring(told)
    assert Bars(title="空", parts=("甲",), rows=[]).told == "空。没有数据"


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(1, 3, "33.3%"), (2, 3, "66.7%"), (0, 0, ""), (5, 5, "100.0%"), (1, 2000, "0.1%")]
)
def test_a_share_is_told_with_one_decimal(part: int, whole: int, told: str) -> None:
    assert rate(part, whole) == told
