"""The other pages of the administration: templates, calendars, procedures, settings, and who read what."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from web_desk import Browser, Stage, soup_of

AT = "/desk/admin"
HANDLER, HEAD, ELSEWHERE = "001", "030", "other/001"
OVERLAY = json.dumps(
    {
        "format": "zhifa.overlay/1",
        "name": "本机关假日",
        "document_number": "示例〔2026〕7号",
        "off": ["2026-06-01"],
        "working": [],
    },
    ensure_ascii=False,
)
NATIONAL = (Path(__file__).parents[2] / "examples" / "calendar" / "2027-sample.json").read_text(encoding="utf-8")


def test_the_administration_offers_what_one_may_open(stage: Stage) -> None:
    def offered(visitor: Browser) -> set[str]:
        return {link["href"] for link in visitor.soup(AT).find("ul", class_="cards").find_all("a")}

    everybody = {f"{AT}/{name}" for name in ("registers", "templates", "calendars", "workflows")}
    assert offered(stage.client(HANDLER)) == everybody
    assert offered(stage.client(HEAD, administers=True)) == everybody | {
        f"{AT}/{name}" for name in ("users", "settings", "reads")
    }
    assert all(stage.client(HANDLER).get(address).status_code == 200 for address in everybody)


@pytest.mark.parametrize("name", ["settings", "reads", "reads?case=x"])
def test_what_is_for_who_manages_accounts_is_closed_to_others_with_the_reason(stage: Stage, name: str) -> None:
    answer = stage.client(HEAD).get(f"{AT}/{name}")
    assert answer.status_code == 403
    assert "系统管理员" in soup_of(answer).find(role="alert").text


@pytest.mark.parametrize(
    "name", ["", "/registers", "/templates", "/calendars", "/workflows", "/workflows/penalty_ordinary/2", "/settings"]
)
def test_nobody_is_led_to_sign_in(stage: Stage, name: str) -> None:
    answer = stage.client(None).get(AT + name)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login")


# --- templates ----------------------------------------------------------------------------------------------------------


def test_every_paper_of_the_pack_in_force_is_listed_and_shown_as_a_sample(stage: Stage) -> None:
    visitor = stage.client(HANDLER)
    page = visitor.soup(f"{AT}/templates?pack=samr")
    link = page.find("a", string="行政处罚决定书")
    paper = visitor.soup(link["href"])
    frame = paper.find("iframe")
    assert frame.has_attr("sandbox")
    assert not frame["sandbox"]
    sample = visitor.get(frame["src"])
    assert "样例" in sample.text
    assert "sandbox" in sample.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in sample.headers["content-security-policy"]
    assert paper.find("details", class_="card")
    assert visitor.soup(f"{AT}/templates/papers/D33?pack=samr&against=national").find("h1")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("?pack=nobody", 404), ("?on=2026-02-30", 400), ("?on=99999-01-01", 400), ("/papers/D999", 404), ("/papers/D33?against=nobody", 404),
        ("/papers/D33/sample.html?occasion=98", 404), ("/papers/D33/sample.html?occasion=-1", 422),
    ],
)  # fmt: skip
def test_no_such_pack_paper_or_day(stage: Stage, address: str, status: int) -> None:
    assert stage.client(HANDLER).get(f"{AT}/templates{address}").status_code == status


# --- calendars ----------------------------------------------------------------------------------------------------------


def _import(visitor: Browser, **fields: str) -> Any:
    return visitor.post_form(f"{AT}/calendars/import", fields)


def test_the_year_tells_days_off_days_worked_and_why(stage: Stage) -> None:
    page = stage.client(HANDLER).soup(f"{AT}/calendars?year=2026")
    assert "国庆节" in page.find("table").text
    assert stage.client(HANDLER).get(f"{AT}/calendars?year=1492").status_code == 400
    assert stage.client(HANDLER).get(f"{AT}/calendars?year=x").status_code == 422


def test_a_file_is_previewed_with_the_terms_it_moves_and_taken_by_who_keeps_the_register(own_stage: Stage) -> None:
    visitor = own_stage.client(HEAD, administers=True)
    agency = own_stage.people[HEAD].agency_id
    preview = _import(visitor, text=OVERLAY)
    assert preview.status_code == 200, preview.text
    assert "会改动" in soup_of(preview).main.text
    assert own_stage.office.calendars.files(agency) == ()
    hidden = {
        one["name"]: one["value"]
        for one in soup_of(preview).find("form", class_="card").find_all("input", type="hidden")
    }
    done = _import(visitor, **hidden, do="take")
    assert done.status_code == 303
    (taken,) = own_stage.office.calendars.files(agency)
    assert taken.file.imported_by == own_stage.people[HEAD].officer_id
    page = visitor.soup(done.headers["location"])
    assert "示例〔2026〕7号" in page.text
    assert "本机关假日" in visitor.soup(f"{AT}/calendars?year=2026").find("table").text
    assert "以前导入过" in soup_of(_import(visitor, text=OVERLAY)).text


def test_who_does_not_keep_the_register_changes_no_calendar(stage: Stage) -> None:
    assert stage.client(HEAD).get(f"{AT}/calendars/import").status_code == 403
    assert _import(stage.client(HEAD), text=OVERLAY, do="take").status_code == 403
    nobody = stage.client(HEAD, administers=True, officer_id=None)
    refused = _import(nobody, text=OVERLAY, do="take")
    assert refused.status_code == 403
    assert "由谁导入" in soup_of(refused).find(role="alert").text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": ""}, "填报项“文件”未填"),
        ({"text": "[]"}, "JSON 对象"),
        ({"text": "{"}, "JSON"),
        ({"text": OVERLAY.replace("2026-06-01", "2026-06-31")}, "2026-06-31"),
        ({"text": OVERLAY.replace("本机关假日", "假\\u200b日")}, "U+200B"),
        ({"text": OVERLAY, "document_number": "示例〔2026〕8号"}, "要一起写"),
        ({"text": OVERLAY, "document_number": "示例〔2026〕8号", "published_on": "2026-01-01"}, "不用另行给出"),
        ({"text": NATIONAL}, "晚于今日"),
        ({"text": "\ud83d\ude00" * 10}, "JSON"),
    ],
)
def test_a_file_of_days_that_cannot_be_taken_names_every_fault(stage: Stage, fields: dict[str, str], told: str) -> None:
    if told == "晚于今日":
        fields = {"text": json.dumps(json.loads(fields["text"]) | {"published_on": "2026-12-01"}, ensure_ascii=False)}
    fields = {name: value.encode("utf-16", "surrogatepass").decode("utf-16") for name, value in fields.items()}
    answer = _import(stage.client(HEAD, administers=True), **fields, do="take")
    assert answer.status_code == 422, answer.text
    page = soup_of(answer)
    assert told in page.find(role="alert").text
    assert page.find("textarea", {"name": "text"}).text.strip() == fields["text"].strip()


def test_a_file_that_is_no_text_is_refused(stage: Stage) -> None:
    visitor = stage.client(HEAD, administers=True)
    answer = visitor.post_form(f"{AT}/calendars/import", {}, files=[("file", ("2027.json", b"\xff\xfe\x00bad"))])
    assert answer.status_code == 422
    assert "UTF-8" in soup_of(answer).find(role="alert").text


# --- procedures ----------------------------------------------------------------------------------------------------------


def test_a_procedure_tells_its_proof_its_chart_and_what_a_version_changed(stage: Stage) -> None:
    visitor = stage.client(HANDLER)
    page = visitor.soup(f"{AT}/workflows/penalty_ordinary/2")
    assert "未经法制审核通过到不了" in page.find(role="status").text
    drawing = visitor.get(page.find("figure").img["src"])
    assert drawing.headers["content-type"] == "image/svg+xml"
    assert "script" not in drawing.text
    diff = visitor.soup(f"{AT}/workflows/penalty_ordinary/2/diff?old=1").find("table").text
    assert "新增步骤“裁量说明”" in diff.replace("环节", "步骤")


def test_moving_cases_is_tried_within_reach_and_moves_nothing(stage: Stage) -> None:
    before = {case: stage.office.case(case).version for case in stage.cases.values()}
    page = stage.client(HEAD).soup(f"{AT}/workflows/penalty_ordinary/1/migrate")
    assert page.find_all("section", class_="card")
    assert stage.cases["other"] not in str(page)
    assert {case: stage.office.case(case).version for case in stage.cases.values()} == before
    elsewhere = stage.client(ELSEWHERE, administers=True).soup(f"{AT}/workflows/penalty_ordinary/1/migrate")
    assert {link["href"] for link in elsewhere.select("section.card h2 a")} == {f"/desk/cases/{stage.cases['other']}"}


def test_moving_cases_is_tried_by_who_may_approve_it_alone(stage: Stage) -> None:
    answer = stage.client(HANDLER).get(f"{AT}/workflows/penalty_ordinary/1/migrate")
    assert answer.status_code == 403
    assert "承办机构负责人、机关负责人" in answer.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("nobody/1", 404),
        ("penalty_ordinary/99", 404),
        ("penalty_ordinary/x", 404),
        ("penalty_ordinary/2/diff?old=77", 404),
        ("penalty_ordinary/2/diff", 422),
    ],
)
def test_no_such_procedure(stage: Stage, address: str, status: int) -> None:
    assert stage.client(HANDLER).get(f"{AT}/workflows/{address}").status_code == status


# --- settings and reads ---------------------------------------------------------------------------------------------------


def test_settings_are_told_without_any_secret(stage: Stage) -> None:
    page = stage.client(HEAD, administers=True).soup(f"{AT}/settings")
    assert "http://desk.test" in page.main.text
    assert "已设定" in page.main.text
    assert "a secret of the tests" not in str(page)


def test_terms_that_cannot_be_looked_at_are_told_to_their_own_agency(own_stage: Stage, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "stage" / "zhifa.db", isolation_level=None)) as connection:
        connection.execute("UPDATE zf_watch SET fault = '测试' || case_id")
    here, there = (
        own_stage.client(number, administers=True).soup(f"{AT}/settings").main.text for number in (HEAD, ELSEWHERE)
    )
    assert f"测试{own_stage.cases['reviewing']}" in here
    assert "测试" not in there


def test_who_read_a_case_is_told_to_who_manages_accounts_of_the_same_agency(own_stage: Stage) -> None:
    case_id = own_stage.cases["reviewing"]
    own_stage.office.reads.note(own_stage.person("020").officer_id or "", case_id, "evidence", "证人甲的证言")
    own_stage.clock.advance(timedelta(minutes=1))
    assert own_stage.client("020").get(f"/desk/cases/{case_id}/review").status_code == 200
    rows = own_stage.client(HEAD, administers=True).soup(f"{AT}/reads?case={case_id}").find("tbody").find_all("tr")
    assert [(row.th.text, row.find_all("td")[-1].text) for row in rows] == [
        ("审核人甲（020）", "案件"),
        ("审核人甲（020）", "证据"),
    ]
    assert "证人甲" not in str(rows)
    there, nowhere = (
        own_stage.client(ELSEWHERE, administers=True).soup(f"{AT}/reads?case={one}", status=404).find(role="alert").text
        for one in (case_id, "0" * 36)
    )
    assert there == nowhere
