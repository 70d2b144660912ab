"""我的待办 and the list of all cases, as officers see them."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup

from listed_cases import cases_of, row_of
from web_desk import OTHER, Stage


def test_a_handler_is_shown_the_cases_he_can_go_on_with(stage: Stage) -> None:
    mine = cases_of(stage.client("001").soup("/desk"))
    assert stage.cases["investigating"] in mine
    assert stage.cases["rectifying"] in mine
    assert stage.cases["archived"] not in mine


def test_a_reviewer_is_shown_what_waits_for_a_review(stage: Stage) -> None:
    assert stage.cases["reviewing"] in cases_of(stage.client("020").soup("/desk"))
    assert stage.cases["investigating"] not in cases_of(stage.client("020").soup("/desk"))


def test_the_head_is_shown_what_waits_for_a_decision(stage: Stage) -> None:
    assert stage.cases["approving"] in cases_of(stage.client("030").soup("/desk"))


def test_every_next_step_leads_to_the_form_of_a_step_of_that_state(stage: Stage) -> None:
    case_id = stage.cases["approving"]
    links = row_of(stage.client("030").soup("/desk"), case_id).select('a[href*="/act/"]')
    case = stage.office.case(case_id)
    assert links
    for link in links:
        start, _, name = str(link["href"]).rpartition("/act/")
        assert start == f"/desk/cases/{case_id}"
        assert case.state in case.workflow.by_name[name].sources


def test_cases_are_listed_by_the_day_on_which_they_are_due(stage: Stage) -> None:
    due = [cell.text for cell in stage.client("030").soup("/desk?tab=all").select('td[data-label="期限"] .sub.num')]
    assert len(due) > 1
    assert due == sorted(due)


def test_the_light_says_what_the_board_says_of_an_overdue_case(own_stage: Stage) -> None:
    own_stage.clock.advance(timedelta(days=200))
    case_id = own_stage.cases["investigating"]
    listed = row_of(own_stage.client("001").soup("/desk"), case_id)
    assert "超期" in listed.select_one(".light.is-bad").text
    board = own_stage.client("001").soup("/desk/board?scope=mine")
    overdue = board.find("h2", string=lambda text: bool(text) and text.startswith("超期")).find_next("table")
    assert overdue.select(f'a[href^="/desk/cases/{case_id}"]')


def test_an_overdue_case_tells_how_its_day_was_reckoned(own_stage: Stage) -> None:
    own_stage.clock.advance(timedelta(days=200))
    case_id = own_stage.cases["investigating"]
    arithmetic = row_of(own_stage.client("001").soup("/desk"), case_id).select_one("details").text
    assert "起算" in arithmetic
    assert "届满" in arithmetic


def test_another_agencys_case_is_on_no_tab(stage: Stage) -> None:
    for tab in ("mine", "handled", "unit", "all"):
        page = stage.client("030").soup(f"/desk?tab={tab}")
        assert stage.cases["other"] not in cases_of(page)
        assert OTHER not in page.select_one("main").text


def test_the_other_agency_sees_its_own_alone(stage: Stage) -> None:
    assert cases_of(stage.client("other/030").soup("/desk?tab=all")) == [stage.cases["other"]]


def test_a_tab_that_there_is_not_is_named_with_those_there_are(stage: Stage) -> None:
    answer = stage.client("001").get("/desk?tab=nothing")
    assert answer.status_code == 404
    assert "我承办的" in answer.text


def test_an_account_without_an_officer_is_told_that_it_handles_no_case(stage: Stage) -> None:
    page = stage.client("001", officer_id=None, administers=True).soup("/desk")
    assert "不办案件" in page.select_one("main").text


def test_warnings_not_acknowledged_are_counted_and_told(own_stage: Stage) -> None:
    own_stage.clock.advance(timedelta(days=200))
    own_stage.office.sweep()
    officer = own_stage.person("001").officer_id
    waiting = own_stage.office.inbox.page(officer, limit=1000).warnings
    page = own_stage.client("001").soup("/desk")
    assert page.select_one("#warnings").text == f"未签收的预警（{len(waiting)}）"
    assert len(page.select("section.notice li")) == min(3, len(waiting))
    assert not page.select(".cards a[href='/desk/inbox']"), "the same is not told twice"
    assert waiting[0].body["text"] in page.select_one("main").text


def test_what_was_typed_and_not_handed_in_is_offered_again(own_stage: Stage) -> None:
    person, case_id = own_stage.person("001"), own_stage.cases["investigating"]
    own_stage.office.jottings.keep(
        person.officer_id, person.agency_id, place=case_id, step="conclude", version=5, typed={"course": "一半"}
    )
    drafts = own_stage.client("001").soup("/desk").select_one("#drafts").parent
    assert drafts.select_one(f'a[href="/desk/cases/{case_id}/act/conclude"]').text == "调查终结"


# --- the list of all cases ---------------------------------------------------------------------------------------------


def test_a_list_goes_by_what_its_address_says(stage: Stage) -> None:
    client = stage.client("030")
    assert cases_of(client.soup("/desk/cases?state=reviewing")) == [stage.cases["reviewing"]]
    assert cases_of(client.soup("/desk/cases?phase=serve")) == [stage.cases["serving"]]
    assert stage.cases["archived"] in cases_of(client.soup("/desk/cases?standing=ended"))
    assert stage.cases["archived"] not in cases_of(client.soup("/desk/cases?standing=running"))


def test_the_form_shows_again_what_was_asked_for(stage: Stage) -> None:
    page = stage.client("030").soup("/desk/cases?phase=serve&since=2026-01-01&standing=running")
    assert page.select_one('select[name="phase"] option[selected]')["value"] == "serve"
    assert page.select_one('input[name="since"]')["value"] == "2026-01-01"
    assert any(chip.text.startswith("去掉筛选阶段：送达") for chip in page.select("a.chip"))


def test_a_filter_is_taken_away_by_its_chip(stage: Stage) -> None:
    page = stage.client("030").soup("/desk/cases?phase=serve&standing=running")
    chip = next(chip for chip in page.select("a.chip") if "阶段" in chip.text)
    assert chip["href"] == "/desk/cases?standing=running"


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("since=2026-13-01", "登记日期自"),
        ("since=0001-01-01", "登记日期自"),
        ("since=99999-01-01", "登记日期自"),
        ("phase=nowhere", "阶段"),
        ("state=%00", None),
        ("standing=late", "期限和结果"),
        ("order=random", "排列"),
        ("since=2026-05-01&until=2026-04-01", "登记日期至"),
        (f"unit={'长' * 101}", "单位"),
        ("after=x", "after"),
        (f"after={quote('2026-01-01~甲')}", "after"),
    ],
)
def test_a_faulty_filter_is_refused_by_its_name(stage: Stage, asked: str, named: str | None) -> None:
    answer = stage.client("030").get(f"/desk/cases?{asked}")
    assert answer.status_code == 400
    if named:
        assert f"“{named}”" in answer.text
        assert "不合要求" in answer.text


def test_a_unit_or_officer_that_is_not_there_finds_nothing(stage: Stage) -> None:
    assert cases_of(stage.client("030").soup("/desk/cases?unit=" + quote("没有的科"))) == []
    assert cases_of(stage.client("030").soup("/desk/cases?handler=" + quote("' OR 1=1 --"))) == []


def test_pages_follow_each_other_and_lose_nothing(own_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhifa.web.desk.case_list.PAGE", 3)
    client, seen, path = own_stage.client("030"), list[str](), "/desk/cases?standing=running"
    for _ in range(10):
        page = client.soup(path)
        seen += cases_of(page)
        following = page.select_one('a[rel="next"]')
        if following is None:
            break
        path = str(following["href"])
    assert len(seen) == len(set(seen)) == len(own_stage.cases) - 2


def test_a_filter_is_kept_under_a_name_for_its_officer_alone(own_stage: Stage) -> None:
    client = own_stage.client("030")
    kept = client.post_form("/desk/filters", {"name": "送达中的", "phase": "serve", "forged": "x"})
    assert kept.status_code == 303
    links = client.soup("/desk/cases").select("#saved + ul a.chip")
    assert [(link.text, link["href"]) for link in links] == [("送达中的", "/desk/cases?phase=serve")]
    assert cases_of(client.soup(str(links[0]["href"]))) == [own_stage.cases["serving"]]
    assert "送达中的" not in own_stage.client("001").get("/desk/cases").text
    assert client.post_form("/desk/filters/drop", {"name": "送达中的"}).status_code == 303
    assert "送达中的" not in client.get("/desk/cases").text


def test_a_name_that_will_not_do_is_refused_and_not_lost(own_stage: Stage) -> None:
    answer = own_stage.client("030").post_form("/desk/filters", {"name": "长" * 31, "phase": "serve"})
    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 422
    assert page.select_one("#filter-name")["value"] == "长" * 31
    assert "不合要求" in page.select_one("#filter-fault").text
    assert page.select_one('form[action="/desk/filters"] input[name="phase"]')["value"] == "serve"


def test_a_form_without_its_proof_keeps_nothing(own_stage: Stage) -> None:
    assert own_stage.client("030").post("/desk/filters", data={"name": "无证", "phase": "serve"}).status_code == 403
    assert own_stage.office.saved_filters.of(own_stage.person("030").officer_id) == ()


def test_a_handler_is_told_whose_step_a_case_waits_for(stage: Stage) -> None:
    page = stage.client("001").soup("/desk?tab=handled")
    assert "等法制审核人员办理" in row_of(page, stage.cases["reviewing"]).text
    assert "等机关负责人办理" in row_of(page, stage.cases["approving"]).text
    going_on = row_of(page, stage.cases["investigating"])
    assert "等" not in going_on.select('td[data-label="下一步"]')[0].text
    assert going_on.select('a[href*="/act/"]')[0].text == "调查终结"
