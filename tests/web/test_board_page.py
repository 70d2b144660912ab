"""期限看板: only what lists show, with its arithmetic, as a picture and as a calendar."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import quote

import pytest
from icalendar import Calendar

from case_desk import register_text
from listed_cases import element
from web_desk import OTHER, Stage
from zhifa.engine.agenda_page import Standing
from zhifa.storage.agenda import Asked


def test_the_board_tells_of_each_term_its_end_and_its_arithmetic(own_stage: Stage) -> None:
    own_stage.clock.advance(timedelta(days=60))
    officer = own_stage.person("001")
    terms = own_stage.office.agenda.ending(
        Asked(agency_id=officer.agency_id, officer_id=officer.officer_id or "")
    ).terms
    page = own_stage.client("001").soup("/desk/board?scope=mine").select_one("main").text
    assert terms
    for term in terms:
        assert term.arithmetic in page


def test_each_case_is_named_by_cause_party_and_number_and_by_its_id_only_without_one(own_stage: Stage) -> None:
    own_stage.clock.advance(timedelta(days=60))
    reader = own_stage.office.reader(own_stage.person("030").officer_id or "")
    cells = own_stage.client("030").soup("/desk/board?scope=all&ended=yes").select('td[data-label="案件"]')
    assert cells
    for cell in cells:
        case_id = str(cell.find("a")["href"]).split("/")[3].partition("?")[0]
        line = reader.lines((case_id,))[case_id]
        assert line.cause in cell.text
        assert (line.party or "") in cell.text
        assert (line.case_number or f"未编号（{case_id[:8]}）") == cell.find("span").text


def test_counts_are_those_of_the_agenda(stage: Stage) -> None:
    tallies = stage.office.agenda.tallies(Asked(agency_id=stage.person("030").agency_id))
    page = stage.client("030").soup("/desk/board?scope=all")
    table = page.find("h2", string="按期限统计").find_next("table")
    told = {row.find("th").text: [cell.text for cell in row.find_all("td")] for row in table.select("tbody tr")}
    for one in tallies.by_term:
        counts = [str(one.counts.get(standing, 0) or "—") for standing in Standing]
        assert told[one.label] == [*counts, str(one.total)]


def test_a_board_is_of_ones_own_agency_alone(stage: Stage) -> None:
    assert OTHER not in stage.client("030").soup("/desk/board?scope=all").select_one("main").text
    assert stage.cases["other"] not in stage.client("030").get("/desk/board?scope=all&ended=yes").text


@pytest.mark.parametrize("scope", ["nobody", OTHER, "all'--"])
def test_a_scope_that_is_not_ones_own_is_not_found(stage: Stage, scope: str) -> None:
    assert stage.client("001").get("/desk/board?scope=" + quote(scope)).status_code == 404


def test_a_term_that_no_procedure_knows_is_refused(stage: Stage) -> None:
    answer = stage.client("001").get("/desk/board?code=nothing")
    assert answer.status_code == 400
    assert "“期限”" in answer.text


def test_the_picture_runs_nothing(stage: Stage) -> None:
    answer = stage.client("001").get("/desk/board/year.svg?scope=mine")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.text.startswith("<svg")


@pytest.mark.parametrize("year", ["x", "99999", "1000", "2026.5", "²026"])
def test_a_year_that_the_calendar_does_not_know_is_refused(stage: Stage, year: str) -> None:
    assert stage.client("001").get("/desk/board/year.svg?year=" + quote(year)).status_code == 400


def test_the_calendar_holds_the_officers_own_terms_and_names_no_party(stage: Stage) -> None:
    answer = stage.client("001").get("/desk/board/calendar.ics")
    feed = Calendar.from_ical(answer.text)
    assert feed.walk("VEVENT")
    assert "当事人甲" not in answer.text


def test_a_calendar_program_is_told_where_to_subscribe(stage: Stage) -> None:
    page = stage.client("001").soup("/desk/board")
    told = element(page, "main code").text
    assert "/api/v1/agenda/calendar.ics" in told
    assert told.partition("?")[2].startswith("token=")


def test_who_keeps_the_register_finds_no_case_of_enforcement(own_stage: Stage) -> None:
    own_stage.clock.advance(timedelta(days=60))
    told = json.loads(register_text())
    collector = next(one for one in told["officers"] if one["staff_number"] == "051")
    collector["assignments"] = [{"role": "registrar", "unit": collector["unit"], "valid_from": "2015-01-01"}]
    own_stage.office.import_register(json.dumps(told, ensure_ascii=False))
    client = own_stage.client("051")
    assert client.get(f"/desk/cases/{own_stage.cases['serving']}").status_code == 404
    for page in ("/desk", "/desk?tab=all", "/desk/cases", "/desk/board?scope=all&ended=yes"):
        told_there = client.get(page)
        assert told_there.status_code == 200
        assert not [case_id for case_id in own_stage.cases.values() if case_id in told_there.text]
