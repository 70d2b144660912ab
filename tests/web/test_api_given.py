"""What the API is sent that does not fit: named in Chinese with field, value and rule, and nothing changes."""

from __future__ import annotations

from typing import Any

import pytest

from api_desk import API
from web_desk import Browser, Stage

ACT = {"occurred_at": "2026-03-02T09:00:00+08:00", "facts": {}}
SENT = {"If-Match": '"1"', "Idempotency-Key": "k"}


@pytest.fixture(scope="module")
def handler(stage: Stage) -> Browser:
    return stage.token("001")


@pytest.fixture(scope="module")
def url(stage: Stage) -> str:
    return f"{API}/cases/{stage.cases['reported']}/acts/verify"


def test_an_unknown_parameter_is_named_with_those_there_are(handler: Browser) -> None:
    answer = handler.get(f"{API}/cases", params={"page": "2", "limit": "10"})

    assert answer.status_code == 422
    (why,) = answer.json()["refusals"]
    assert why["operands"]["field"] == "page"
    assert "limit" in why["operands"]["rule"]


def test_a_parameter_given_twice_is_named(handler: Browser) -> None:
    answer = handler.get(f"{API}/cases?limit=1&limit=2")

    assert answer.status_code == 422
    assert answer.json()["refusals"][0]["operands"]["rule"] == "只写一次"


@pytest.mark.parametrize(
    ("path", "field", "rule"),
    [
        ("/cases?limit=101", "limit", "不得大于100"),
        ("/cases?limit=0", "limit", "不得小于1"),
        ("/cases?limit=ten", "limit", "应为整数"),
        ("/cases?opened_from=2026-02-30", "opened_from", "日期"),
        ("/cases?opened_from=0001-01-01", "opened_from", "1900年"),
        ("/cases?opened_until=20260302", "opened_until", "日期"),
        ("/reviews/statistics?since=2026-03-02&until=2026-03-01", "until", "不得早于"),
        ("/reviews/statistics?since=2026-03-02", "until", "必填"),
        ("/search?q=甲", "q", "两个字"),
        ("/search?q=%00甲甲", "q", ""),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_its_rule(handler: Browser, path: str, field: str, rule: str) -> None:
    answer = handler.get(API + path)

    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert rule in answer.json()["detail"]
    if answer.status_code == 422:
        assert field in answer.json()["detail"]


@pytest.mark.parametrize(
    ("content", "media", "status", "code"),
    [
        (b"{}", "text/plain", 415, "media_type"),
        (b"{}", "", 415, "media_type"),
        (b"{}", "application/json; charset=gbk", 415, "charset"),
        (b'{"a": "\xff"}', "application/json", 400, "not_utf8"),
        (b"{", "application/json", 400, "json_invalid"),
        (b'{"a": NaN}', "application/json", 400, "json_invalid"),
        (b'{"facts": {}, "facts": {}}', "application/json", 400, "json_invalid"),
        (b"[" * 5000, "application/json", 400, "json_invalid"),
        (b"[]", "application/json", 400, "json_no_object"),
        (b"", "application/json", 400, "json_invalid"),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(
    handler: Browser, url: str, content: bytes, media: str, status: int, code: str
) -> None:
    answer = handler.post(url, content=content, headers={**SENT, "Content-Type": media})

    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "occurred_at"),
        ({**ACT, "actor": "x"}, "actor"),
        ({**ACT, "occurred_at": "2026-03-02"}, "occurred_at"),
        ({**ACT, "occurred_at": "2026-03-02T09:00:00"}, "occurred_at"),
        ({**ACT, "occurred_at": "0001-03-02T09:00:00+08:00"}, "occurred_at"),
        ({**ACT, "occurred_at": 5}, "occurred_at"),
        ({**ACT, "facts": []}, "facts"),
        ({**ACT, "facts": {"a": 1.5}}, "facts.a"),
        ({**ACT, "facts": {"a": 2**60}}, "facts.a"),
        ({**ACT, "facts": {"a": "\0"}}, "facts.a"),
        ({**ACT, "facts": {"当事人": "x"}}, "facts.当事人"),
        ({**ACT, "on_behalf_of": ""}, "on_behalf_of"),
        ({**ACT, "on_behalf_of": "\u200b"}, "on_behalf_of"),
    ],
)
def test_a_field_that_does_not_fit_is_named(handler: Browser, url: str, body: dict[str, Any], field: str) -> None:
    answer = handler.post(url, json=body, headers=SENT)

    assert answer.status_code == 422, answer.text
    told = answer.json()
    named = {one["operands"]["field"] for one in told.get("refusals", ())} | {
        one["field"] for one in told.get("faults", ())
    }
    assert field in named


def test_half_a_character_is_named(handler: Browser, url: str) -> None:
    content = b'{"occurred_at": "2026-03-02T09:00:00+08:00", "facts": {"a": "\\ud800"}}'

    answer = handler.post(url, content=content, headers={**SENT, "Content-Type": "application/json"})

    assert answer.status_code == 422
    assert answer.json()["refusals"][0]["operands"]["field"] == "facts.a"


@pytest.mark.parametrize("after", ["x", "!!!!", "WyJjYXNlcy9kdWUiXQ", "é", "e30", "WyJpbmJveCIsIjEiLCIyIl0"])
def test_a_cursor_of_somebody_else_is_refused(handler: Browser, after: str) -> None:
    answer = handler.get(f"{API}/cases", params={"after": after})

    assert (answer.status_code, answer.json()["code"]) == (400, "cursor_unusable")


@pytest.mark.parametrize("case_id", ["x", "0" * 36, "00000000-0000-0000-0000-000000000000", "a" * 500, "%ff", "甲"])
def test_an_id_that_is_none_is_not_found(handler: Browser, case_id: str) -> None:
    for path in ("", "/options", "/history", "/papers/x", "/bundle"):
        answer = handler.get(f"{API}/cases/{case_id}{path}")
        assert answer.status_code in (400, 404)
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("case_id", ["x", "%E2%80%8B", "%C2%AD", "甲" * 60])
@pytest.mark.parametrize("path", ["acts/verify", "acts/verify/preview", "corrections", "handovers"])
def test_nothing_is_done_in_a_case_that_there_is_not(handler: Browser, case_id: str, path: str) -> None:
    at = ACT["occurred_at"]
    bodies: dict[str, Any] = {
        "corrections": {"seq": 0, "path": "a", "new": 1, "reason": "b", "approver": "c", "occurred_at": at},
        "handovers": {"old": "a", "new": "b", "reason": "c", "occurred_at": at},
    }

    answer = handler.post(f"{API}/cases/{case_id}/{path}", json=bodies.get(path, ACT), headers=SENT)

    assert answer.status_code == 404, answer.text


@pytest.mark.parametrize("step", ["nothing", "%E2%80%8B", "report"])
def test_a_step_that_there_is_not_is_refused(handler: Browser, url: str, step: str) -> None:
    answer = handler.post(url.replace("verify", step), json=ACT, headers=SENT)

    assert answer.status_code == 422
    assert answer.json()["refusals"]


@pytest.mark.parametrize(
    ("method", "path"), [("delete", "/cases"), ("put", "/cases/x"), ("post", "/search"), ("patch", "/inbox")]
)
def test_a_method_that_there_is_not_says_which_there_are(handler: Browser, method: str, path: str) -> None:
    answer = handler.request(method, API + path)

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"].split(", ")
    assert answer.json()["code"] == "method_not_allowed"


def test_every_method_of_an_address_is_told(handler: Browser) -> None:
    assert handler.delete(f"{API}/cases").headers["Allow"] == "GET, POST"


def test_an_address_that_there_is_not_is_not_found(handler: Browser) -> None:
    answer = handler.get(f"{API}/nothing")

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
