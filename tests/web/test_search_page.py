"""Finding cases from the box on every page."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from listed_cases import cases_of, row_of
from web_desk import OTHER, Stage


def test_two_characters_of_a_name_are_enough(stage: Stage) -> None:
    page = stage.client("030").soup("/desk/search?q=" + quote("当事"))
    assert stage.cases["investigating"] in cases_of(page)


def test_a_case_is_found_by_its_number(stage: Stage) -> None:
    client, case_id = stage.client("030"), stage.cases["serving"]
    number = client.soup(f"/desk/cases/{case_id}").select_one(".crumbs li[aria-current]").text
    assert cases_of(client.soup("/desk/search?q=" + quote(number))) == [case_id]


def test_hits_are_marked_and_nothing_of_the_text_is_taken_for_markup(stage: Stage) -> None:
    page = stage.client("030").soup("/desk/search?q=" + quote("焚烧"))
    marks = page.select("td mark")
    assert marks
    assert {mark.text for mark in marks} == {"焚烧"}
    script = stage.client("030").get("/desk/search?q=" + quote("<script>alert(1)</script>"))
    assert "<script>alert" not in script.text


@pytest.mark.parametrize("asked", ["甲", "焚烧 甲", "a"])
def test_a_word_of_one_character_is_refused_with_the_reason(stage: Stage, asked: str) -> None:
    page = stage.client("030").soup("/desk/search?q=" + quote(asked), status=422)
    assert "至少两个字" in page.select_one("#q-fault").text
    assert page.select_one("#q")["value"] == asked
    assert page.select_one("#q")["aria-describedby"] == "q-fault"


def test_a_text_without_end_is_refused(stage: Stage) -> None:
    assert stage.client("030").get("/desk/search?q=" + "a" * 300).status_code == 422


def test_nothing_asked_shows_the_form_alone(stage: Stage) -> None:
    page = stage.client("030").soup("/desk/search?q=%20")
    assert page.select_one("#q") is not None
    assert not page.select("#listing table, #listing .empty")


def test_what_is_not_found_is_said(stage: Stage) -> None:
    assert "没有找到" in stage.client("030").soup("/desk/search?q=" + quote("没有这样的案件")).select_one(".empty").text


def test_another_agencys_cases_are_not_found(stage: Stage) -> None:
    assert stage.cases["other"] not in cases_of(stage.client("030").soup("/desk/search?q=" + quote(OTHER)))
    assert cases_of(stage.client("other/030").soup("/desk/search?q=" + quote(OTHER))) == [stage.cases["other"]]


def test_a_hit_in_the_record_is_shown_where_it_stands(stage: Stage) -> None:
    client, case_id = stage.client("001"), stage.cases["performing"]
    page = client.soup("/desk/search?q=" + quote("新鲜焚烧痕迹"))
    link = row_of(page, case_id).select_one("a.sub")
    assert link is not None
    record = client.soup(str(link["href"]))
    opened = record.select("details[open]")
    assert opened
    for entry in opened:
        assert "新鲜焚烧痕迹" in [mark.text for mark in entry.select("mark")]


def test_what_is_looked_for_in_a_record_is_never_taken_for_markup(stage: Stage) -> None:
    asked = quote("<img src=x onerror=alert(1)>")
    answer = stage.client("001").get(f"/desk/cases/{stage.cases['performing']}?tab=history&find={asked}")
    assert answer.status_code == 200
    assert "<img src=x" not in answer.text
