"""The outbox on both databases: claimed once, carried, put off, given up, put back."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from case_desk import Desk
from office_workers import PATIENCE, Meet, started, together
from outgoing import Carrier, carry, row, written
from servers import http_receiver
from zhifa.couriers.delivery import Courier, Delivered
from zhifa.couriers.notifier import ChannelDown, Message, NoAddress, Undelivered
from zhifa.couriers.webhook import WebhookNotifier
from zhifa.engine.outbox import CLAIMED_FOR
from zhifa.storage.errors import MessageUnknown

DOWN = ChannelDown("消息系统 回答 500")


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url) as desk:
        yield desk


def test_a_message_is_carried_once_and_noted(desk: Desk) -> None:
    told, carrier = written(desk), Carrier()

    assert carry(desk, carrier) == Delivered(sent=1)
    assert carry(desk, carrier) == Delivered()

    (message,) = carrier.carried
    assert (message.id, message.officer, message.agency) == (told.id, "承办人甲", "示例市生态环境局")
    assert message.digest["warnings"][0]["term"] == "作出行政处罚决定的期限"
    kept = row(desk, told.id)
    assert (kept.status, kept.tries, kept.leased_until) == ("sent", 1, None)
    assert desk.office.outbox.unsent() == ()


def test_a_message_for_another_channel_stays(desk: Desk) -> None:
    told = written(desk, channel="mail")
    assert carry(desk, Carrier()) == Delivered()
    assert row(desk, told.id) == told


def test_a_receiver_at_fault_for_a_day_gets_the_message_once_it_is_well(desk: Desk) -> None:
    told, start, tries = written(desk), desk.clock.now(), 0
    failing = Carrier(*[DOWN] * 1000)

    while desk.clock.now() < start + timedelta(days=1):
        tries += carry(desk, failing).put_off
        desk.clock.advance(timedelta(minutes=1))
    well = Carrier()
    while not well.carried:
        carry(desk, well)
        desk.clock.advance(timedelta(hours=1))
    carry(desk, well, at=start + timedelta(days=10))

    assert tries == 6  # at once, and after 1, 5, 15 minutes, 1 and 6 hours
    assert [message.id for message in well.carried] == [told.id]
    assert row(desk, told.id).status == "sent"


def test_a_message_is_given_up_after_three_days_and_says_why(desk: Desk) -> None:
    told, start = written(desk), desk.clock.now()
    done = Delivered()
    while not done.dead:
        done = carry(desk, Carrier(DOWN))
        desk.clock.advance(timedelta(hours=1))

    assert timedelta(days=3) < desk.clock.now() - start < timedelta(days=4)
    (dead,) = desk.office.outbox.of("dead")
    assert (dead.id, dead.last_error, dead.tries) == (told.id, "消息系统 回答 500", 9)
    assert carry(desk, Carrier(), at=start + timedelta(days=30)) == Delivered()


def test_days_without_a_courier_cost_no_try(desk: Desk) -> None:
    written(desk)
    desk.clock.advance(timedelta(days=30))
    assert carry(desk, Carrier(DOWN)) == Delivered(put_off=1)


def test_a_dead_message_is_put_back_as_if_new(desk: Desk) -> None:
    told = written(desk, status="dead", tries=9, last_error="坏了")
    desk.office.outbox.retry(told.id, desk.clock.now())

    assert carry(desk, Carrier(DOWN)) == Delivered(put_off=1)
    assert row(desk, told.id).tries == 1
    with pytest.raises(MessageUnknown):
        desk.office.outbox.retry(told.id, desk.clock.now())


def test_a_channel_that_is_down_is_left_after_one_message(desk: Desk) -> None:
    for number in (1, 2, 3):
        written(desk, number)
    assert carry(desk, Carrier(DOWN)) == Delivered(put_off=1)


def test_a_message_nobody_takes_holds_up_no_other(desk: Desk) -> None:
    faults: list[Exception] = [Undelivered("回答 400"), ValueError("不能写成邮件")]
    first, second, third = (written(desk, number) for number in (1, 2, 3))
    carrier = Carrier(**{first.id: faults[0], second.id: faults[1]})

    assert carry(desk, carrier) == Delivered(sent=1, put_off=2)
    assert row(desk, second.id).last_error == "ValueError：不能写成邮件"
    assert row(desk, third.id).status == "sent"


def test_who_has_no_address_is_given_up_at_once(desk: Desk) -> None:
    told = written(desk)
    assert carry(desk, Carrier(NoAddress("没有登记"))) == Delivered(dead=1)
    assert row(desk, told.id).last_error == "没有登记"


def test_a_message_to_somebody_unknown_is_kept(desk: Desk) -> None:
    told = written(desk, officer_id="nobody")
    assert carry(desk, Carrier()) == Delivered(put_off=1)
    assert "nobody" in str(row(desk, told.id).last_error)


def test_a_message_that_was_claimed_is_nobody_elses_for_a_while(desk: Desk) -> None:
    told = written(desk)
    claimed = desk.office.outbox.claim("webhook", desk.clock.now())
    assert claimed is not None
    assert carry(desk, Carrier()) == Delivered()

    desk.clock.advance(CLAIMED_FOR)
    late = Carrier()
    assert carry(desk, late) == Delivered(sent=1)
    assert late.carried[0].id == told.id
    desk.office.outbox.put_off(claimed.id, "太晚", desk.clock.now())  # the first courier wakes up and fails
    assert row(desk, told.id).status == "sent"


def share(meet: Meet, number: int, url: str, into: str) -> int:
    with Desk(url, seed=f"courier {number}", import_register=False, busy_timeout_ms=PATIENCE * 1000) as desk:
        meet()
        notifier = WebhookNotifier(url=into, key=bytes(32), now=desk.clock.now)
        return Courier(desk.office, (notifier,), chance=lambda: 0.0).round(desk.clock.now).sent


def test_two_couriers_at_once_carry_every_message_once(migrated_url: str) -> None:
    with Desk(migrated_url) as desk:
        ids = {written(desk, number).id for number in range(40)}
    with http_receiver() as receiver:
        sent = together(share, [(migrated_url, receiver.url)] * 2)

    came = [posted.headers["webhook-id"] for posted in receiver.posted]
    assert sum(sent) == 40
    assert sorted(came) == sorted(ids)


class Dying(WebhookNotifier):
    """Carries a message and is killed before it can be noted."""

    def deliver(self, message: Message) -> None:
        super().deliver(message)
        os.kill(os.getpid(), signal.SIGKILL)


def die(url: str, into: str) -> None:
    with Desk(url, import_register=False) as desk:
        carry(desk, Dying(url=into, key=bytes(32), now=desk.clock.now))


def test_a_courier_killed_between_carrying_and_noting_repeats_the_message_under_its_id(migrated_url: str) -> None:
    with Desk(migrated_url) as desk, http_receiver() as receiver:
        told = written(desk)
        child: Any = started(die, migrated_url, receiver.url)
        child.join(PATIENCE)
        desk.clock.advance(CLAIMED_FOR)
        notifier = WebhookNotifier(url=receiver.url, key=bytes(32), now=desk.clock.now)

        assert child.exitcode == -signal.SIGKILL
        assert carry(desk, notifier) == Delivered(sent=1)
    assert [posted.headers["webhook-id"] for posted in receiver.posted] == [told.id] * 2
    assert receiver.posted[0].body == receiver.posted[1].body
