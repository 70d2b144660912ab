"""Events: written with what they tell of, in a feed without gaps, carried to real receivers that fail, hang and redirect."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from case_desk import Desk
from penalty_steps import next_step
from servers import Receiver, dripping, http_receiver, silent
from zhifa.couriers.delivery import Delivered
from zhifa.couriers.events import LANES, EventCourier
from zhifa.couriers.receivers import Receivers, networks
from zhifa.engine.command import Command
from zhifa.engine.errors import CommandRefused
from zhifa.engine.events import KEPT, TYPES, FeedForgotten
from zhifa.engine.handover import HandingOver
from zhifa.engine.subscriptions import CLAIMED_FOR, MOST, SubscriptionsFull
from zhifa.storage.errors import DeliveryUnknown, SubscriptionUnknown

HERE = Receivers(networks=networks(["127.0.0.0/8"]), seconds=5)


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url) as opened:
        yield opened


def agency(desk: Desk) -> str:
    (register,) = desk.office.registers()
    return register.agency.id


def feed(desk: Desk, after: int = 0) -> list[dict[str, Any]]:
    return [event.cloud() for event in desk.office.events.page(agency(desk), after=after).events]


def kinds(desk: Desk, after: int = 0) -> list[str]:
    return [event["type"].removeprefix("zhifa.") for event in feed(desk, after)]


def subscribed(desk: Desk, url: str, **more: Any) -> tuple[str, str]:
    made, secret = desk.office.subscriptions.subscribe(agency(desk), url=url, created_by="测试", **more)
    return made.id, secret


def carry(desk: Desk, receivers: Receivers = HERE) -> Delivered:
    return EventCourier(desk.office, receivers, clock=desk.clock, chance=lambda: 0.0).round()


def next_command(desk: Desk, case_id: str) -> Command:
    """The next step of a diligent agency, at its time."""
    coming = next_step(desk.scene(desk.office.case(case_id)))
    assert coming is not None
    desk.clock.advance(coming.wait)
    return desk.command(case_id, coming.step)


def bodies(receiver: Receiver) -> list[dict[str, Any]]:
    return [json.loads(posted.body) for posted in receiver.posted]


# --- the feed -----------------------------------------------------------------------------------------------------------


def test_opening_and_steps_are_told_in_order(desk: Desk) -> None:
    case_id = desk.open_case()
    desk.go_on(case_id)
    told = feed(desk)
    assert [event["type"] for event in told if ".case." in event["type"]] == [
        "zhifa.case.opened",
        "zhifa.case.advanced",
    ]
    assert {event["subject"] for event in told} == {case_id}
    assert [event["sequence"] for event in told] == [f"{n:012d}" for n in range(1, len(told) + 1)]
    case, last = desk.office.case(case_id), [event for event in told if event["type"] == "zhifa.case.advanced"][-1]
    assert last["data"]["version"] == case.version
    assert last["data"]["state"] == (case.state.name if case.state else None)
    assert last["data"]["link"] == f"cases/{case_id}"


def test_an_event_holds_nothing_of_anybody(desk: Desk) -> None:
    case_id = desk.bring_to("investigating")
    text = json.dumps(feed(desk), ensure_ascii=False)
    people = {officer.name for register in desk.office.registers() for officer in register.officers.values()}
    facts = json.dumps([act.raw for act in desk.office.case(case_id).acts], ensure_ascii=False)
    assert not [name for name in people if name in text]
    assert not [char for char in text if "\u4e00" <= char <= "\u9fff"], "no Chinese text: no name, cause or finding"
    assert facts


def test_each_paper_is_told_after_its_step(desk: Desk) -> None:
    case_id = desk.bring_to("investigating")
    papers = [event["data"]["paper"] for event in feed(desk) if event["type"] == "zhifa.paper.issued"]
    assert papers
    assert set(papers) == {paper.id for paper in desk.office.papers(case_id)}


def test_a_refused_command_tells_nothing(desk: Desk) -> None:
    case_id = desk.open_case()
    before = feed(desk)
    with pytest.raises(CommandRefused):
        desk.do(case_id, "file")
    assert feed(desk) == before


def test_a_repeated_command_is_told_once(desk: Desk) -> None:
    case_id = desk.open_case()
    command = next_command(desk, case_id)
    desk.office.perform(command)
    told = feed(desk)
    assert desk.office.perform(command).repeated
    assert feed(desk) == told


def test_a_correction_and_a_handing_over_are_told(desk: Desk) -> None:
    case_id = desk.bring_to("investigating")
    after = len(feed(desk))
    case = desk.office.case(case_id)
    old = desk.ids["承办人乙"]
    change = HandingOver(
        case_id=case_id, old=old, new=desk.ids["承办人丙"], reason="调动", actor=desk.ids["承办机构负责人甲"], occurred_at=desk.clock.now(),
        expected_version=case.version, key=desk.key(),
    )  # fmt: skip
    desk.office.hand_over(change)
    assert kinds(desk, after) == ["case.handed_over"]


def test_a_warning_is_told(desk: Desk) -> None:
    desk.bring_to("investigating")
    after = len(feed(desk))
    desk.clock.advance(timedelta(days=200))
    fired = desk.office.sweep(desk.clock.now()).fired
    told = [event for event in feed(desk, after) if event["type"] == "zhifa.term.warned"]
    assert len(told) == fired > 0
    assert set(told[0]["data"]) == {"case", "version", "warning", "term", "due", "level", "overdue", "link"}


def test_a_page_goes_on_where_the_last_one_ended(desk: Desk) -> None:
    desk.bring_to("investigating")
    events, whole, after = desk.office.events, feed(desk), 0
    pages: list[dict[str, Any]] = []
    while page := events.page(agency(desk), after=after, limit=3).events:
        pages += [event.cloud() for event in page]
        after = page[-1].place
    assert pages == whole
    assert events.page(agency(desk), after=after).after == after
    assert events.page(agency(desk), after=10**9).after == after, "one who asks beyond the end misses nothing"


def test_of_many_at_once_none_is_missed_and_each_case_keeps_its_order(desk: Desk) -> None:
    cases = [desk.open_case() for _ in range(6)]
    commands = {case_id: next_command(desk, case_id) for case_id in cases}
    seen: list[dict[str, Any]] = []

    def read() -> None:
        for _ in range(10):
            seen.extend(feed(desk, len(seen)))

    with ThreadPoolExecutor(4) as pool:
        reading = pool.submit(read)
        for done in [pool.submit(desk.office.perform, command) for command in commands.values()]:
            done.result()
        reading.result()
    seen.extend(feed(desk, len(seen)))
    assert [int(event["sequence"]) for event in seen] == list(range(1, len(seen) + 1))
    assert seen == feed(desk)
    for case_id in cases:
        versions = [event["data"]["version"] for event in seen if event["subject"] == case_id]
        assert versions == sorted(versions)
    assert len([event for event in seen if event["type"] == "zhifa.case.opened"]) == len(cases)


def test_what_is_old_leaves_the_feed_and_who_missed_it_is_told(desk: Desk) -> None:
    desk.open_case()
    first = len(feed(desk))
    desk.clock.advance(KEPT + timedelta(days=1))
    desk.open_case()
    desk.office.events.place()
    assert desk.office.events.forget() == first
    assert desk.office.events.forget() == 0
    with pytest.raises(FeedForgotten):
        feed(desk)
    assert kinds(desk, first)[0] == "case.opened"


# --- those who are told -------------------------------------------------------------------------------------------------


def test_a_receiver_is_told_of_what_happens_from_then_on_signed(desk: Desk) -> None:
    desk.open_case()
    with http_receiver() as receiver:
        _, secret = subscribed(desk, receiver.url)
        case_id = desk.open_case()
        assert carry(desk).sent == len(receiver.posted) == len([e for e in feed(desk) if e["subject"] == case_id])
        assert carry(desk) == Delivered()
    posted = receiver.posted[0]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{posted.headers['webhook-id']}.{posted.headers['webhook-timestamp']}.".encode() + posted.body
    code = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert posted.headers["webhook-signature"] == f"v1,{code}"
    assert posted.headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    assert json.loads(posted.body)["id"] == posted.headers["webhook-id"]
    assert bodies(receiver) == [event for event in feed(desk) if event["subject"] == case_id]


def test_only_the_types_asked_for_are_told(desk: Desk) -> None:
    with http_receiver() as receiver:
        subscribed(desk, receiver.url, types=["zhifa.paper.issued"])
        desk.bring_to("investigating")
        carry(desk)
    assert {event["type"] for event in bodies(receiver)} == {"zhifa.paper.issued"}


def test_of_a_case_no_event_overtakes_another(desk: Desk) -> None:
    first, second = desk.open_case(), desk.open_case()
    with http_receiver() as receiver:
        subscribed(desk, receiver.url, types=[kind for kind in TYPES if ".case." in kind])
        desk.go_on(first)
        desk.go_on(first)
        desk.go_on(second)
        receiver.statuses = [400, 204]
        done = carry(desk)
        assert (done.sent, done.put_off) == (1, 1), "the other case goes on"
        assert [event["subject"] for event in bodies(receiver)] == [first, second]
        desk.clock.advance(timedelta(minutes=2))
        assert carry(desk).sent == 2
    versions = [event["data"]["version"] for event in bodies(receiver) if event["subject"] == first]
    assert versions == sorted(versions)
    assert len(versions) == 3, "the first of them twice"


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_receiver_at_fault_is_left_for_this_round(desk: Desk, status: int) -> None:
    with http_receiver() as receiver:
        subscription, _ = subscribed(desk, receiver.url)
        desk.open_case()
        desk.open_case()
        receiver.statuses = [status]
        assert carry(desk) == Delivered(put_off=1)
        assert len(receiver.posted) == 1
        (delivery, *_) = desk.office.subscriptions.deliveries(agency(desk), subscription, "waiting")
        assert delivery.last_error is not None
        assert f"回答 {status}" in delivery.last_error
        assert "hooks" not in delivery.last_error


def test_a_redirect_is_not_followed(desk: Desk) -> None:
    with http_receiver() as receiver:
        subscribed(desk, receiver.url)
        desk.open_case()
        receiver.statuses = [302]
        assert carry(desk).sent == 0
        assert len(receiver.posted) == len({posted.headers["webhook-id"] for posted in receiver.posted})


@pytest.mark.parametrize("beginning", [b"", b"HTTP/1.1 200 OK\r\nX: "])
def test_a_receiver_that_hangs_is_left_in_time(desk: Desk, beginning: bytes) -> None:
    with dripping(beginning) as port:
        subscribed(desk, f"http://127.0.0.1:{port}/")
        desk.open_case()
        assert carry(desk, Receivers(networks=HERE.networks, seconds=0.5)) == Delivered(put_off=1)


def test_a_receiver_that_is_gone_is_paused(desk: Desk) -> None:
    with http_receiver() as receiver:
        subscription, _ = subscribed(desk, receiver.url)
        desk.open_case()
        receiver.statuses = [410]
        carry(desk)
        assert not desk.office.subscriptions.one(agency(desk), subscription).active
        desk.open_case()
        assert carry(desk) == Delivered()
        assert len(receiver.posted) == 1


def test_a_receiver_inside_is_told_nothing(desk: Desk) -> None:
    """Entered when the network was allowed, or forged in the database: it is checked with every event, and the others wait."""
    with http_receiver() as receiver:
        subscription, _ = subscribed(desk, receiver.url)
        desk.open_case()
        assert carry(desk, Receivers()).sent == 0
        assert receiver.posted == []
        (delivery, *_) = desk.office.subscriptions.deliveries(agency(desk), subscription, "waiting")
        assert "不在可以推送的范围" in (delivery.last_error or "")


def test_what_was_given_up_stays_and_may_be_carried_again(desk: Desk) -> None:
    with http_receiver() as receiver:
        subscription, _ = subscribed(desk, receiver.url, types=["zhifa.case.opened"])
        desk.open_case()
        receiver.statuses = [500]
        dead = 0
        for _ in range(12):
            dead += carry(desk).dead
            desk.clock.advance(timedelta(days=1))
        assert dead == 1
        (delivery,) = desk.office.subscriptions.deliveries(agency(desk), subscription, "dead")
        assert delivery.tries == len(receiver.posted) == 9
        receiver.statuses = [204]
        desk.office.subscriptions.redeliver(agency(desk), subscription, delivery.id)
        assert carry(desk).sent == 1
        with pytest.raises(DeliveryUnknown):
            desk.office.subscriptions.redeliver("another agency", subscription, delivery.id)
    assert len({posted.headers["webhook-id"] for posted in receiver.posted}) == 1
    assert len({posted.body for posted in receiver.posted}) == 1


def test_an_event_whose_courier_was_lost_is_carried_again(desk: Desk) -> None:
    with http_receiver() as receiver:
        subscription, _ = subscribed(desk, receiver.url, types=["zhifa.case.opened"])
        desk.open_case()
        desk.office.events.place()
        assert desk.office.subscriptions.claim(subscription, desk.clock.now()) is not None
        assert carry(desk) == Delivered(), "it is another's"
        desk.clock.advance(CLAIMED_FOR)
        assert carry(desk).sent == 1


def test_couriers_at_once_carry_each_event_once(desk: Desk) -> None:
    with http_receiver() as receiver:
        subscribed(desk, receiver.url)
        desk.bring_to("verifying")
        desk.bring_to("verifying")
        with ThreadPoolExecutor(3) as pool:
            done = sum((one.result() for one in [pool.submit(carry, desk) for _ in range(3)]), Delivered())
    ids = [posted.headers["webhook-id"] for posted in receiver.posted]
    assert len(ids) == len(set(ids)) == done.sent == len(feed(desk))


def test_receivers_that_hang_hold_back_nobody(desk: Desk) -> None:
    """As many as are told at once, all of them before the one that answers, and more than a round has time for; then he comes before them."""
    with http_receiver() as receiver, silent() as port:
        made = sorted(subscribed(desk, f"http://127.0.0.1:{port}/")[0] for _ in range(LANES + 1))
        desk.office.subscriptions.change(agency(desk), made[-1], url=receiver.url)
        brief = Receivers(networks=HERE.networks, seconds=0.3)
        courier = EventCourier(desk.office, brief, clock=desk.clock, chance=lambda: 0.0, whole=0.2)
        desk.open_case()
        assert courier.round().sent == 0
        for _ in range(5):
            desk.clock.advance(timedelta(days=1))
            courier.round()
    assert [event["sequence"] for event in bodies(receiver)] == [event["sequence"] for event in feed(desk)]


def test_a_receiver_with_much_to_be_told_waits_for_the_next_round_when_its_time_is_up(desk: Desk) -> None:
    with http_receiver() as receiver:
        subscribed(desk, receiver.url)
        desk.open_case()
        desk.open_case()
        courier = EventCourier(desk.office, HERE, clock=desk.clock, chance=lambda: 0.0, turn=0.0001)
        assert courier.round().sent == 1
        while courier.round().sent:
            pass
    assert [event["sequence"] for event in bodies(receiver)] == [event["sequence"] for event in feed(desk)]


def test_a_courier_that_is_told_to_end_begins_no_other_event(desk: Desk) -> None:
    with http_receiver() as receiver:
        subscribed(desk, receiver.url)
        desk.open_case()
        courier = EventCourier(desk.office, HERE, clock=desk.clock)
        courier.close()
        assert courier.round() == Delivered()
        assert receiver.posted == []


def test_an_agency_has_so_many_receivers_and_no_more(desk: Desk) -> None:
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(subscribed, desk, "https://hooks.example/") for _ in range(MOST + 4)]
    assert sum(isinstance(one.exception(), SubscriptionsFull) for one in asked) == 4
    made = desk.office.subscriptions.of(agency(desk))
    assert len(made) == MOST
    desk.office.subscriptions.unsubscribe(agency(desk), made[0].id)
    subscribed(desk, "https://hooks.example/")


def test_a_receiver_that_is_taken_away_is_told_nothing_more(desk: Desk) -> None:
    with http_receiver() as receiver:
        subscription, _ = subscribed(desk, receiver.url)
        desk.open_case()
        desk.office.events.place()
        desk.office.subscriptions.unsubscribe(agency(desk), subscription)
        assert carry(desk) == Delivered()
    with pytest.raises(SubscriptionUnknown):
        desk.office.subscriptions.unsubscribe(agency(desk), subscription)


def test_an_unknown_type_is_refused(desk: Desk) -> None:
    with pytest.raises(ValueError, match="没有这种事件"):
        subscribed(desk, "https://hooks.example/", types=["zhifa.case.dreamt"])
