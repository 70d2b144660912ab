"""E-mail against real SMTP servers: read back, refused, hanging."""

from __future__ import annotations

import time
from contextlib import nullcontext
from typing import Any

import pytest

from certificates import Trust, trust
from digests import message, warned
from servers import dripping, silent, smtp_sink
from zhifa.couriers.mail import MailNotifier
from zhifa.couriers.notifier import ChannelDown, NoAddress, Undelivered

SENDER = "zhifa@example.com"
WORD = "a-word"


@pytest.fixture(scope="module")
def certified() -> Trust:
    return trust()


def notifier(port: int, **changes: Any) -> MailNotifier:
    return MailNotifier(**({"host": "127.0.0.1", "port": port, "security": "none", "sender": SENDER} | changes))


def test_a_mail_is_read_back_as_it_was_written() -> None:
    overdue = warned(overdue=True, occurrence="overdue-d2", text="期限<送达>逾期未办。", note="机关负责人暂缺")
    with smtp_sink() as sink:
        notifier(sink.port).deliver(message(warned(), overdue))

    (mail,) = sink.mails
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert mail["Subject"] == "【期限预警】超期1项，共2项（示例市生态环境局）"
    assert str(mail["To"]) == "承办人甲 <001@example.com>"
    assert mail["From"] == SENDER
    assert mail["Date"].datetime == message().created_at
    assert plain.get_content().splitlines()[:4] == [
        "承办人甲：以下期限请及时办理。",
        "",
        "1. 【超期】期限<送达>逾期未办。（机关负责人暂缺）案件3f2a91c0，预警7d9f1f52",
        f"2. {warned()['text']}案件3f2a91c0，预警7d9f1f52",
    ]
    assert "<li><strong>期限&lt;送达&gt;逾期未办。" in page.get_content()


def test_the_same_message_has_the_same_id_at_every_try() -> None:
    with smtp_sink() as sink:
        for _ in range(2):
            notifier(sink.port).deliver(message())

    assert {mail["Message-ID"] for mail in sink.mails} == {"<51c4ab7e-0000-4000-8000-000000000003@example.com>"}
    assert len(sink.mails) == 2


def test_a_name_and_password_are_given_over_tls_alone(certified: Trust) -> None:
    login: dict[str, Any] = {
        "username": "zhifa",
        "trust": certified.client,
        "host": "localhost",
        "security": "starttls",
    }
    with smtp_sink(tls_context=certified.server, require_starttls=True, auth_required=True) as sink:
        notifier(sink.port, **login, password=WORD).deliver(message())
        with pytest.raises(ChannelDown, match="535"):
            notifier(sink.port, **login, password=WORD[1:]).deliver(message())

    assert len(sink.mails) == 1
    with pytest.raises(ValueError, match="encrypted"):
        notifier(25, username="zhifa", password=WORD)


def test_a_server_is_spoken_to_by_tls_from_the_start(certified: Trust) -> None:
    with smtp_sink(ssl_context=certified.server) as sink:
        notifier(sink.port, host="localhost", security="tls", trust=certified.client).deliver(message())
        with pytest.raises(ChannelDown, match=r"(?i)certificate"):
            notifier(sink.port, host="localhost", security="tls").deliver(message())

    assert len(sink.mails) == 1


def test_an_answer_about_this_mail_alone_does_not_close_the_channel() -> None:
    with smtp_sink() as sink:
        sink.answers = ["552 too large"]
        with pytest.raises(Undelivered, match="552 too large") as refused:
            notifier(sink.port).deliver(message())
        assert not isinstance(refused.value, ChannelDown)
        notifier(sink.port).deliver(message())


def test_who_has_no_address_gets_no_mail() -> None:
    with pytest.raises(NoAddress, match="没有登记"):
        notifier(25).deliver(message(address=None))


def test_a_server_that_is_not_there_closes_the_channel() -> None:
    with smtp_sink() as sink:
        port = sink.port
    with pytest.raises(ChannelDown, match=rf"127.0.0.1:{port} 不通"):
        notifier(port).deliver(message())


def test_a_server_that_says_nothing_is_told_as_such_whichever_limit_was_reached_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("zhifa.couriers.mail.within", lambda *_: nullcontext())
    with silent() as port, pytest.raises(ChannelDown, match="没有按时回答"):
        notifier(port, seconds=0.2).deliver(message())


@pytest.mark.parametrize("beginning", [b"", b"220 ", b"220 ready\r\n250"])
def test_a_server_that_hangs_is_left_in_time(beginning: bytes) -> None:
    with dripping(beginning) as port:
        before = time.monotonic()
        with pytest.raises(ChannelDown):
            notifier(port, seconds=0.5).deliver(message())
        assert time.monotonic() - before < 5
