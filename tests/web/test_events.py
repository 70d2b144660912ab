"""Events over HTTP: the feed, receivers, their addresses, and who may look after them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from servers import http_receiver
from web_desk import Browser, Played, Stage, staged
from zhifa.couriers.events import EventCourier
from zhifa.couriers.receivers import Receivers, networks
from zhifa.engine.events import KEPT, TYPES
from zhifa.engine.subscriptions import MOST
from zhifa.web.person import Grant

BASE = "/api/v1"
HERE = Receivers(networks=networks(["127.0.0.0/8"]), seconds=5)


@pytest.fixture(scope="module")
def stage(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(played, tmp_path_factory.mktemp("events"), webhook_networks=("127.0.0.0/8",)) as made:
        yield made


def manager(stage: Stage, **changes: Any) -> Browser:
    """A program of somebody who administers."""
    browser = stage.token("001")
    browser.app.state.test_people[browser.headers["x-test-person"]] = stage.person(
        "001", administers=True, via="token", session_id=None, **changes
    )
    return browser


@pytest.fixture
def client(stage: Stage) -> Browser:
    return manager(stage)


def subscribe(client: Browser, url: str = "https://hooks.example/zhifa", **more: Any) -> Any:
    return client.post(f"{BASE}/subscriptions", json={"url": url, **more})


def test_the_feed_is_read_page_by_page(stage: Stage, client: Browser) -> None:
    seen: list[dict[str, Any]] = []
    after = 0
    while page := client.get(f"{BASE}/events", params={"after": after, "limit": 7}).json():
        if not page["events"]:
            break
        seen += page["events"]
        after = page["after"]
    assert [int(event["sequence"]) for event in seen] == list(range(1, len(seen) + 1))
    assert {event["type"] for event in seen} <= set(TYPES)
    assert {event["subject"] for event in seen} == {
        case_id for state, case_id in stage.cases.items() if state != "other"
    }


def test_another_agency_has_a_feed_of_its_own(stage: Stage) -> None:
    browser = stage.token("001")
    browser.app.state.test_people[browser.headers["x-test-person"]] = stage.person(
        "other/001", administers=True, via="token", session_id=None
    )
    events = browser.get(f"{BASE}/events").json()["events"]
    assert {event["subject"] for event in events} == {stage.cases["other"]}
    assert events[0]["sequence"] == "000000000001"


def test_whoever_does_not_reach_every_case_manages_nothing(stage: Stage) -> None:
    reaching = {number: stage.office.reader(person.officer_id or "").reach for number, person in stage.people.items()}
    partly = next(number for number, reach in reaching.items() if not reach.whole)
    answer = stage.token(partly).get(f"{BASE}/events")
    assert (answer.status_code, answer.json()["code"]) == (403, "reach_not_whole")


def test_one_who_administers_says_who_is_told_and_reads_no_case(stage: Stage) -> None:
    browser = manager(stage, officer_id=None)
    url = f"{BASE}/{subscribe(browser).headers['location']}"
    assert browser.get(f"{BASE}/events/types").status_code == 200
    for path in (f"{BASE}/events", f"{url}/deliveries"):
        assert browser.get(path).json()["code"] == "reach_not_whole"
    assert browser.delete(url).status_code == 204


def test_a_token_without_the_grant_manages_nothing(stage: Stage) -> None:
    answer = manager(stage, grants=frozenset({Grant.READ})).get(f"{BASE}/events")
    assert (answer.status_code, answer.json()["code"]) == (403, "grant_missing")


def test_a_receiver_is_made_changed_and_taken_away(client: Browser) -> None:
    made = subscribe(client, types=["zhifa.paper.issued"], note="办公系统")
    assert made.status_code == 201, made.text
    assert made.json()["secret"].startswith("whsec_")
    url = f"{BASE}/{made.headers['location']}"
    told = client.get(url).json()
    assert "secret" not in told
    assert (told["types"], told["active"], told["waiting"]) == (["zhifa.paper.issued"], True, 0)
    changed = client.patch(url, json={"active": False, "types": []}).json()
    assert (changed["active"], changed["types"], changed["note"]) == (False, [], "办公系统")
    assert told["id"] in {one["id"] for one in client.get(f"{BASE}/subscriptions").json()["subscriptions"]}
    assert client.delete(url).status_code == 204
    assert (
        client.get(url).status_code == client.delete(url).status_code == client.patch(url, json={}).status_code == 404
    )


@pytest.mark.parametrize(
    "url",
    ["http://10.0.0.1/", "http://[::ffff:10.0.0.1]/", "http://169.254.169.254/latest", "ftp://a.example/", "http://u:p@a.example/", "x", "", "http://a.example/\u4e2d"],
)  # fmt: skip
def test_an_address_that_must_not_be_told_is_refused(client: Browser, url: str) -> None:
    answer = subscribe(client, url)
    assert answer.status_code == 422
    assert "“url”" in answer.json()["detail"]


def test_an_unknown_type_is_refused(client: Browser) -> None:
    answer = subscribe(client, types=["zhifa.case.dreamt"])
    assert answer.status_code == 422
    assert "zhifa.case.advanced" in answer.json()["detail"]


def test_anothers_subscription_is_not_found(stage: Stage, client: Browser) -> None:
    url = f"{BASE}/{subscribe(client).headers['location']}"
    browser = stage.token("001")
    browser.app.state.test_people[browser.headers["x-test-person"]] = stage.person(
        "other/001", administers=True, via="token", session_id=None
    )
    for method, path in (
        ("GET", url),
        ("DELETE", url),
        ("GET", f"{url}/deliveries"),
        ("POST", f"{url}/deliveries/x/redeliver"),
    ):
        assert browser.request(method, path).status_code == 404
    assert client.delete(url).status_code == 204


def test_what_was_not_taken_is_listed_and_carried_again(stage: Stage, client: Browser) -> None:
    with http_receiver() as receiver:
        url = f"{BASE}/{subscribe(client, receiver.url, types=['zhifa.case.opened']).headers['location']}"
        case_id = stage.desk.open_case()
        courier = EventCourier(stage.office, HERE, clock=stage.clock, chance=lambda: 0.0)
        receiver.statuses = [400]
        for _ in range(9):
            courier.round()
            stage.clock.advance(timedelta(days=1))
        (dead,) = client.get(f"{url}/deliveries").json()["deliveries"]
        assert (dead["case_id"], dead["tries"], dead["status"]) == (case_id, 9, "dead")
        assert client.get(url).json()["dead"] == 1
        receiver.statuses = [204]
        assert client.post(f"{url}/deliveries/{dead['id']}/redeliver").status_code == 204
        courier.round()
        (sent,) = client.get(f"{url}/deliveries", params={"status": "sent"}).json()["deliveries"]
        assert sent["id"] == dead["id"]
        assert client.delete(url).status_code == 204


def test_one_receiver_too_many_is_refused(own_stage: Stage) -> None:
    client = manager(own_stage)
    for _ in range(MOST):
        assert subscribe(client).status_code == 201
    answer = subscribe(client)
    assert (answer.status_code, answer.json()["code"]) == (422, "facts_invalid")
    assert f"至多{MOST}个" in answer.json()["detail"]
    assert len(client.get(f"{BASE}/subscriptions").json()["subscriptions"]) == MOST


@pytest.mark.parametrize(
    "asked", [{"after": -1}, {"after": "x"}, {"after": "9" * 20}, {"limit": 0}, {"limit": 101}, {"other": 1}]
)
def test_what_does_not_fit_is_named(client: Browser, asked: dict[str, Any]) -> None:
    assert client.get(f"{BASE}/events", params=asked).status_code == 422


def test_who_missed_what_is_gone_is_told_so(own_stage: Stage) -> None:
    client = manager(own_stage)
    assert client.get(f"{BASE}/events").status_code == 200
    own_stage.clock.advance(KEPT + timedelta(days=1))
    own_stage.desk.open_case()
    own_stage.office.events.place()
    assert own_stage.office.events.forget() > 0
    answer = client.get(f"{BASE}/events")
    assert (answer.status_code, answer.json()["code"]) == (410, "events_forgotten")
