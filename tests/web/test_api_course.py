"""A whole case over the API: opened, acted in, refused, repeated, stale."""

from __future__ import annotations

from typing import Any

import pytest

from api_desk import API, ApiDesk
from penalty_steps import Plot
from web_desk import Stage
from zhifa.engine.instants import instant_text

FINED = Plot(fine=50_000)


@pytest.fixture(scope="module")
def desk(stage: Stage) -> ApiDesk:
    return ApiDesk(stage=stage)


@pytest.fixture
def case_id(desk: ApiDesk) -> str:
    """A case that was just opened over the API."""
    answer = desk.open_case()
    assert answer.status_code == 201, answer.text
    return str(answer.json()["case_id"])


def test_a_case_goes_from_the_report_to_the_decision_over_the_api_alone(desk: ApiDesk) -> None:
    opened = desk.open_case(FINED)
    assert opened.status_code == 201
    assert opened.headers["ETag"] == '"1"'
    case_id = opened.json()["case_id"]
    assert opened.headers["Location"].endswith(case_id)

    state = ""
    while state != "serving":
        answer = desk.go_on(case_id, FINED)
        assert answer is not None
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert answer.headers["ETag"] == f'"{told["version"]}"'
        state = told["state"]["name"]

    assert len(desk.acted) >= 4
    handler = desk.stage.token("001")
    case = handler.get(f"{API}/cases/{case_id}").json()
    assert case["decisions"][0]["kind"] == "penalty"
    assert [review["outcome"] for review in case["reviews"]] == ["agreed"]
    assert any(paper["code"] == "D33" and paper["number"] for paper in case["papers"])
    assert handler.get(f"{API}/cases/{case_id}/verify").json() == {"case_id": case_id, "sound": True, "findings": []}
    history = handler.get(f"{API}/cases/{case_id}/history").json()["entries"]
    assert [entry["seq"] for entry in history] == list(range(case["version"]))


def test_options_say_what_may_be_done_and_why_the_rest_may_not(desk: ApiDesk, case_id: str) -> None:
    handler, head = desk.stage.token("001"), desk.stage.token("010")

    mine = {one["step"]: one for one in handler.get(f"{API}/cases/{case_id}/options").json()["options"]}
    theirs = {one["step"]: one for one in head.get(f"{API}/cases/{case_id}/options").json()["options"]}

    assert theirs["verify"]["allowed"]
    assert not mine["verify"]["allowed"]
    (why,) = mine["verify"]["refusals"]
    assert why["code"] == "no_role"
    assert "承办机构负责人" in why["text"]
    assert why["remedy"]
    assert not mine["decide_penalty"]["here"]


def test_a_refused_step_tells_every_reason_and_changes_nothing(desk: ApiDesk, case_id: str) -> None:
    answer = desk.act(case_id, "verify", by=_id(desk, "001"), facts={"officers": [_id(desk, "001")]})

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["code"] == "refused"
    assert {one["code"] for one in told["refusals"]} >= {"no_role", "too_few_officers"}
    assert all(one["article"] and one["remedy"] for one in told["refusals"])
    assert desk.stage.office.case(case_id).version == 1


def test_a_step_sent_again_under_its_key_is_taken_once(desk: ApiDesk, case_id: str) -> None:
    version = {"If-Match": '"1"', "Idempotency-Key": desk.key()}

    first = desk.act(case_id, "verify", headers=version)
    again = desk.act(case_id, "verify", headers=version)

    assert first.json()["repeated"] is False
    assert again.status_code == 200
    assert again.json() == {**first.json(), "repeated": True, "notes": []}
    assert desk.stage.office.case(case_id).version == 2


def test_an_opening_sent_again_opens_one_case(desk: ApiDesk) -> None:
    scene = desk.stage.desk.opening()
    body = {"workflow": scene.workflow, "occurred_at": instant_text(scene.occurred_at), "facts": dict(scene.facts)}
    handler, headers = desk.by[scene.actor], {"Idempotency-Key": desk.key()}

    first = handler.post(f"{API}/cases", json=body, headers=headers)
    again = handler.post(f"{API}/cases", json=body, headers=headers)

    assert first.json()["case_id"] == again.json()["case_id"]
    assert (first.json()["repeated"], again.json()["repeated"]) == (False, True)


def test_a_key_is_good_for_one_request(desk: ApiDesk, case_id: str) -> None:
    headers = {"If-Match": '"1"', "Idempotency-Key": desk.key()}
    desk.act(case_id, "verify", headers=headers)

    other = desk.act(case_id, "verify", headers=headers, facts={"officers": [_id(desk, "001"), _id(desk, "003")]})

    assert other.status_code == 409
    assert other.json()["code"] == "key_reused"


def test_a_stale_request_is_told_who_did_what_since(desk: ApiDesk, case_id: str) -> None:
    desk.act(case_id, "verify")

    late = desk.act(case_id, "verify", headers={"If-Match": '"1"'})

    assert late.status_code == 409
    told = late.json()
    assert told["code"] == "stale_case"
    assert told["version"] == 2
    assert [(one["seq"], one["label"], one["actor"]) for one in told["changes"]] == [
        (1, "指派核查", "承办机构负责人甲")
    ]
    assert "承办机构负责人甲" in told["detail"]


@pytest.mark.parametrize("tag", ['"7"', 'W/"1"', "1", "*", '"1", "2"', '"01"', '"99999999999999999999"'])
def test_a_version_that_the_case_never_had_fails(desk: ApiDesk, case_id: str, tag: str) -> None:
    answer = desk.act(case_id, "verify", headers={"If-Match": tag})

    assert answer.status_code == 412
    assert answer.json()["code"] == "if_match_fails"
    assert desk.stage.office.case(case_id).version == 1


def test_a_step_names_the_version_it_is_decided_on(desk: ApiDesk, case_id: str) -> None:
    handler = desk.stage.token("010")
    body = {"occurred_at": "2026-03-02T09:00:00+08:00", "facts": {}}

    answer = handler.post(f"{API}/cases/{case_id}/acts/verify", json=body, headers={"Idempotency-Key": desk.key()})

    assert answer.status_code == 428
    assert answer.json()["code"] == "if_match_missing"


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": ""}, {"Idempotency-Key": "x" * 201}])
def test_a_step_has_a_key(desk: ApiDesk, case_id: str, headers: dict[str, str]) -> None:
    body = {"occurred_at": "2026-03-02T09:00:00+08:00", "facts": {}}

    answer = desk.stage.token("010").post(
        f"{API}/cases/{case_id}/acts/verify", json=body, headers={"If-Match": '"1"', **headers}
    )

    assert answer.status_code == 400
    assert answer.json()["code"] in ("key_missing", "key_unusable")


def test_a_preview_shows_the_papers_and_writes_nothing(desk: ApiDesk, case_id: str) -> None:
    case = desk.stage.office.case(case_id)
    scene = desk.stage.desk.scene(case)
    body: dict[str, Any] = {
        "occurred_at": instant_text(scene.at), "facts": {"officers": [_id(desk, "001"), _id(desk, "002")]},
    }  # fmt: skip
    url, head = f"{API}/cases/{case_id}/acts/verify/preview", desk.stage.token("010")

    shown = head.post(url, json=body, headers={"If-Match": '"1"'})
    refused = head.post(url, json={**body, "facts": {}}, headers={"If-Match": '"1"'})
    stale = head.post(url, json=body, headers={"If-Match": '"9"'})

    assert shown.status_code == 200, shown.text
    assert all("预览" in paper["html"] for paper in shown.json()["papers"])
    assert refused.status_code == 422
    assert stale.status_code == 412
    assert desk.stage.office.case(case_id).version == 1


def test_a_wrong_value_is_corrected_by_a_new_entry(desk: ApiDesk, case_id: str) -> None:
    desk.act(case_id, "verify")
    body = {
        "seq": 0, "path": "party.name", "new": "当事人乙", "reason": "录入时误写", "approver": _id(desk, "010"),
        "occurred_at": instant_text(desk.stage.clock.now()),
    }  # fmt: skip
    headers = {"If-Match": '"2"', "Idempotency-Key": desk.key()}

    done = desk.stage.token("001").post(f"{API}/cases/{case_id}/corrections", json=body, headers=headers)

    assert done.status_code == 200, done.text
    handler = desk.stage.token("001")
    assert handler.get(f"{API}/cases/{case_id}").json()["party"]["name"] == "当事人乙"
    assert handler.get(f"{API}/cases/{case_id}/history").json()["entries"][-1]["corrects"] == 0


def test_a_case_is_handed_over_to_another_handler(desk: ApiDesk, case_id: str) -> None:
    desk.act(case_id, "verify")
    body = {
        "old": _id(desk, "001"), "new": _id(desk, "003"), "reason": "工作调动",
        "occurred_at": instant_text(desk.stage.clock.now()),
    }  # fmt: skip
    headers = {"If-Match": '"2"', "Idempotency-Key": desk.key()}

    done = desk.stage.token("010").post(f"{API}/cases/{case_id}/handovers", json=body, headers=headers)

    assert done.status_code == 200, done.text
    handlers = desk.stage.token("010").get(f"{API}/cases/{case_id}").json()["handlers"]
    assert {one["name"] for one in handlers} == {"承办人乙", "承办人丙"}


def _id(desk: ApiDesk, number: str) -> str:
    return str(desk.stage.people[number].officer_id)
