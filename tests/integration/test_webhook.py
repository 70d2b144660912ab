"""Webhooks against a real HTTP server: signed, retried, hanging."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from digests import message, warned
from servers import Receiver, dripping, http_receiver
from zhifa.couriers.notifier import ChannelDown, Undelivered
from zhifa.couriers.webhook import WebhookNotifier, signature, signing_key

KEY = bytes(range(32))
AT = datetime(2026, 3, 2, 1, 31, tzinfo=UTC)


def notifier(url: str, **changes: Any) -> WebhookNotifier:
    return WebhookNotifier(**({"url": url, "key": KEY, "now": lambda: AT} | changes))


def answered(receiver: Receiver, status: int) -> WebhookNotifier:
    receiver.statuses = [status]
    return notifier(receiver.url)


def test_what_is_posted_is_an_event_with_the_digest() -> None:
    with http_receiver() as receiver:
        notifier(receiver.url).deliver(message(warned()))

    (posted,) = receiver.posted
    assert posted.path == "/hooks?from=zhifa"
    assert posted.headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    assert json.loads(posted.body) == {
        "specversion": "1.0",
        "id": message().id,
        "source": f"/zhifa/agencies/{message().agency_id}",
        "type": "zhifa.warning.digest",
        "subject": message().officer_id,
        "time": "2026-03-02T01:30:00.000Z",
        "datacontenttype": "application/json",
        "data": {"more": 0, "warnings": [warned()]},
    }


def test_the_signature_is_that_of_the_convention() -> None:
    with http_receiver() as receiver:
        notifier(receiver.url).deliver(message())

    (posted,) = receiver.posted
    signed = f"{posted.headers['webhook-id']}.{posted.headers['webhook-timestamp']}.".encode() + posted.body
    code = base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    assert posted.headers["webhook-id"] == message().id
    assert posted.headers["webhook-timestamp"] == str(int(AT.timestamp()))
    assert posted.headers["webhook-signature"] == f"v1,{code}"


def test_the_signature_agrees_with_an_example_of_the_convention() -> None:
    # The published test vector of Standard Webhooks.
    key = signing_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    made = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_at_fault_closes_the_channel(status: int) -> None:
    with http_receiver() as receiver, pytest.raises(ChannelDown, match=f"回答 {status}"):
        answered(receiver, status).deliver(message())


@pytest.mark.parametrize("status", [302, 400, 404])
def test_an_answer_about_this_message_alone_does_not(status: int) -> None:
    with http_receiver() as receiver, pytest.raises(Undelivered, match=f"回答 {status}") as refused:
        answered(receiver, status).deliver(message())
    assert not isinstance(refused.value, ChannelDown)
    assert len(receiver.posted) == 1


def test_what_went_wrong_is_told_without_path_and_query() -> None:
    with http_receiver() as receiver, pytest.raises(ChannelDown) as told:
        answered(receiver, 500).deliver(message())
    assert "hooks" not in str(told.value)
    with pytest.raises(ChannelDown, match=r"消息系统 127\.0\.0\.1:\d+ 不通"):
        notifier(receiver.url).deliver(message())


@pytest.mark.parametrize("beginning", [b"", b"HTTP/1.1 20", b"HTTP/1.1 200 OK\r\nX: "])
def test_a_server_that_hangs_is_left_in_time(beginning: bytes) -> None:
    with dripping(beginning) as port:
        before = time.monotonic()
        with pytest.raises(ChannelDown):
            notifier(f"http://127.0.0.1:{port}/", seconds=0.5).deliver(message())
        assert time.monotonic() - before < 5


@pytest.mark.parametrize(
    ("told", "rule"),
    [("abc", "whsec_"), ("whsec_???", "base64"), ("whsec_" + base64.b64encode(b"short").decode(), "24至64")],
)
def test_a_secret_that_is_none_is_refused(told: str, rule: str) -> None:
    with pytest.raises(ValueError, match=rule) as refused:
        signing_key(told)
    assert told not in str(refused.value)
