"""Lists over the API: pages that are whole and stay so while cases come in, the board within reach, inbox, search, registers, the feed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from api_desk import API, ApiDesk
from case_desk import register_text
from web_desk import Browser, Stage
from zhifa.engine.instants import legal_day
from zhifa.web.person import Grant


@pytest.fixture(scope="module")
def handler(stage: Stage) -> Browser:
    return stage.token("001")


def _pages(client: Browser, path: str, name: str, **asked: Any) -> Iterator[list[dict[str, Any]]]:
    after: str | None = None
    while True:
        answer = client.get(API + path, params={**asked, **({"after": after} if after else {})})
        assert answer.status_code == 200, answer.text
        yield answer.json()[name]
        after = answer.json()["after"]
        if after is None:
            return


@pytest.mark.parametrize("order", ["due", "moved"])
def test_pages_hold_every_case_once(handler: Browser, stage: Stage, order: str) -> None:
    whole = [one["id"] for page in _pages(handler, "/cases", "cases", order=order) for one in page]

    paged = [one["id"] for page in _pages(handler, "/cases", "cases", order=order, limit=3) for one in page]

    assert paged == whole
    assert set(whole) == set(stage.cases.values()) - {stage.cases["other"]}


def test_pages_stay_whole_while_cases_are_opened(own_stage: Stage) -> None:
    handler, desk = own_stage.token("001"), ApiDesk(stage=own_stage)
    before = {one["id"] for page in _pages(handler, "/cases", "cases") for one in page}
    seen: list[str] = []

    for page in _pages(handler, "/cases", "cases", order="moved", limit=2):
        seen += [one["id"] for one in page]
        assert desk.open_case().status_code == 201

    assert before <= set(seen)
    assert len(seen) == len(set(seen))


def test_filters_hold_all_at_once(handler: Browser) -> None:
    def ids(**asked: Any) -> set[str]:
        return {one["state"]["name"] for page in _pages(handler, "/cases", "cases", **asked) for one in page}

    assert ids(phase="review") == {"reviewing", "rectifying"}
    assert ids(state="serving") == {"serving"}
    assert ids(ended="true") == {"archived"}
    assert ids(ended="true", phase="review") == set()
    assert ids(unit="执法二科") == set()
    assert ids(workflow="penalty_summary") == set()
    assert "archived" not in ids(only="mine")


def test_what_a_head_may_do_is_listed_for_the_head(stage: Stage) -> None:
    mine = stage.token("030").get(f"{API}/cases?only=mine").json()["cases"]

    assert stage.cases["approving"] in {one["id"] for one in mine}
    assert stage.cases["archived"] not in {one["id"] for one in mine}


def test_a_case_is_found_by_its_party_and_number(handler: Browser, stage: Stage) -> None:
    number = handler.get(f"{API}/cases?state=serving").json()["cases"][0]["case_number"]

    by_party = handler.get(f"{API}/search", params={"q": "当事人甲"}).json()["cases"]
    by_number = handler.get(f"{API}/search", params={"q": number}).json()["cases"]

    assert stage.cases["serving"] in {one["id"] for one in by_party}
    assert stage.cases["other"] not in {one["id"] for one in by_party}
    assert [one["id"] for one in by_number] == [stage.cases["serving"]]


def test_the_board_is_of_the_cases_within_reach(stage: Stage) -> None:
    handler, other = stage.token("001"), stage.token("003")

    mine = handler.get(f"{API}/agenda/terms").json()["terms"]
    theirs = other.get(f"{API}/agenda/terms").json()["terms"]
    agency = handler.get(f"{API}/agenda/terms?of=reach").json()["terms"]
    unit = handler.get(f"{API}/agenda/terms", params={"of": "reach", "unit": "执法二科"}).json()["terms"]

    assert mine
    assert theirs == []
    assert {one["id"] for one in mine} <= {one["id"] for one in agency}
    assert unit == []
    assert all("起算" in one["arithmetic"] for one in mine)
    counted = handler.get(f"{API}/agenda/tallies").json()["by_term"]
    assert sum(one["total"] for one in counted) >= len(mine)


def test_a_warning_is_acknowledged_once(own_stage: Stage) -> None:
    own_stage.office.sweep()
    handler = own_stage.token("001")
    waiting = handler.get(f"{API}/inbox").json()["warnings"]
    assert waiting
    url = f"{API}/inbox/{waiting[0]['id']}/acknowledgement"

    noted = handler.post(url, json={"note": "已知悉"})

    assert noted.status_code == 200
    assert noted.json()["note"] == "已知悉"
    assert handler.post(url, json={}).status_code == 409
    assert own_stage.token("060").post(url, json={}).status_code == 404
    left = {one["id"] for one in handler.get(f"{API}/inbox").json()["warnings"]}
    every = {one["id"] for page in _pages(handler, "/inbox", "warnings", acknowledged="true", limit=2) for one in page}
    assert waiting[0]["id"] not in left
    assert waiting[0]["id"] in every


def test_the_register_is_told_without_addresses_of_people(handler: Browser) -> None:
    books = {one["name"] for one in handler.get(f"{API}/registers/books").json()["books"]}

    assert "officer" in books
    assert "contact" not in books
    assert handler.get(f"{API}/registers/books/contact/lines").status_code == 404
    assert handler.get(f"{API}/registers/books/contact/history?key=001").status_code == 404


def test_the_lines_of_a_book_are_paged_and_told_as_of_a_day_and_a_version(handler: Browser, stage: Stage) -> None:
    whole = handler.get(f"{API}/registers/books/officer/lines").json()["lines"]
    paged = [one for page in _pages(handler, "/registers/books/officer/lines", "lines", limit=3) for one in page]

    assert paged == whole
    assert handler.get(f"{API}/registers/books/officer/lines?version=1").json()["lines"] == whole
    assert handler.get(f"{API}/registers/books/officer/lines?on=2014-12-31").json()["lines"] == []
    assert handler.get(f"{API}/registers/books/officer/lines?version=9").status_code == 404
    (line,) = handler.get(f"{API}/registers/books/officer/history?key=001").json()["lines"]
    assert (line["since"], line["until"], line["body"]["name"]) == (1, None, "承办人甲")
    assert line["id"] == stage.people["001"].officer_id, "which is what steps ask for"
    assert handler.get(f"{API}/registers/history").json()["entries"][0]["version"] == 1


def test_a_token_is_good_for_its_grants_alone(stage: Stage) -> None:
    of_register, of_cases = stage.token("001", Grant.REGISTERS), stage.token("001", Grant.READ)
    case = stage.cases["reported"]

    refused = of_register.get(f"{API}/cases/{case}")

    assert (refused.status_code, refused.json()["code"]) == (403, "grant_missing")
    assert "查阅案件" in refused.json()["detail"]
    assert of_register.get(f"{API}/registers/books").status_code == 200
    assert of_cases.get(f"{API}/registers/books").status_code == 403
    body = {"occurred_at": "2026-03-02T09:00:00+08:00", "facts": {}}
    acted = of_cases.post(
        f"{API}/cases/{case}/acts/verify", json=body, headers={"If-Match": '"1"', "Idempotency-Key": "k"}
    )
    assert (acted.status_code, acted.json()["code"]) == (403, "grant_missing")


def test_a_calendar_is_for_whoever_handles_the_cases(stage: Stage) -> None:
    feed = stage.token("001", Grant.AGENDA).get(f"{API}/agenda/calendar.ics")

    assert feed.status_code == 200
    assert feed.headers["content-type"].startswith("text/calendar")
    assert feed.text.count("BEGIN:VEVENT") > 3
    assert "当事人甲" not in feed.text
    assert "露天焚烧" not in feed.text
    assert stage.token("003", Grant.AGENDA).get(f"{API}/agenda/calendar.ics").text.count("BEGIN:VEVENT") == 0
    assert stage.token("001", Grant.REGISTERS).get(f"{API}/agenda/calendar.ics").status_code == 403
    assert stage.client(None).get(f"{API}/agenda/calendar.ics").status_code == 401
    assert stage.client(None).get(f"{API}/agenda/calendar.ics?token=x").status_code == 401


def test_whose_posts_leave_him_no_case_of_his_own_has_no_terms_in_either_calendar(own_stage: Stage) -> None:
    feeds = ("/desk/board/calendar.ics", f"{API}/agenda/calendar.ics")
    assert all(own_stage.client("001").get(feed).text.count("BEGIN:VEVENT") > 3 for feed in feeds)
    told = json.loads(register_text())
    keeper = next(officer for officer in told["officers"] if officer["staff_number"] == "001")
    own_stage.clock.advance(timedelta(days=30))
    today = legal_day(own_stage.clock.now())
    for post in keeper["assignments"]:
        post["valid_to"] = (today - timedelta(days=1)).isoformat()
    keeper["assignments"].append({"role": "registrar", "unit": "办公室", "valid_from": today.isoformat()})
    own_stage.office.import_register(json.dumps(told, ensure_ascii=False))
    assert [own_stage.client("001").get(feed).text.count("BEGIN:VEVENT") for feed in feeds] == [0, 0]


def test_an_account_without_an_officer_reads_no_case(stage: Stage) -> None:
    administrator = stage.client("001", officer_id=None, administers=True)

    for path in (
        "/cases",
        f"/cases/{stage.cases['reported']}",
        "/search?q=当事人甲",
        "/agenda/terms",
        "/inbox",
        "/reviews/queue",
    ):
        answer = administrator.get(API + path)
        assert (answer.status_code, answer.json()["code"]) == (403, "no_officer")


def test_a_session_brings_its_proof_to_what_changes_something(own_stage: Stage) -> None:
    officer, case = own_stage.client("010"), own_stage.cases["reported"]
    people = [str(own_stage.people[number].officer_id) for number in ("001", "002")]
    body = {"occurred_at": own_stage.clock.now().isoformat(timespec="seconds"), "facts": {"officers": people}}
    headers = {"If-Match": '"1"', "Idempotency-Key": "k"}
    url = f"{API}/cases/{case}/acts/verify"
    officer.cookies.set("zhifa_session", "x")

    without = officer.post(url, json=body, headers=headers)
    proof = officer.get(f"{API}/proof").json()["proof"]
    given = officer.post(url, json=body, headers={**headers, "X-Zhifa-Proof": proof})

    assert without.status_code == 403
    assert given.status_code == 200, given.text
