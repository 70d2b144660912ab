"""What goes wrong around the watch, with real servers and on both databases: it is told or tried again, nothing is lost, nothing comes twice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from case_desk import START, Desk, a_day, register_text
from office_rows import Rows
from servers import Receiver, Sink, http_receiver, silent, smtp_sink
from watched import said, wrong
from zhifa.couriers import MailNotifier, Watchman, WebhookNotifier
from zhifa.couriers.delivery import Delivered
from zhifa.couriers.notifier import Notifier
from zhifa.couriers.rounds import Round
from zhifa.engine.errors import CommandRefused
from zhifa.engine.ladder import day_begins

OVERDUE = day_begins(date(2026, 6, 3)) + timedelta(hours=9)
"""Two days after the ninety days of a case filed on 2 March 2026."""
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    """The desk of an agency whose officers have addresses."""
    register = json.loads(register_text())
    for officer in register["officers"]:
        officer["email"] = f"{officer['staff_number']}@example.com"
    with Desk(migrated_url) as opened:
        opened.office.import_register(json.dumps(register, ensure_ascii=False))
        yield opened


@pytest.fixture
def rows(migrated_url: str) -> Iterator[Rows]:
    with Rows(migrated_url) as opened:
        yield opened


def by_mail(port: int) -> MailNotifier:
    return MailNotifier(host="127.0.0.1", port=port, security="none", sender="zhifa@example.com", seconds=0.3)


def by_webhook(desk: Desk, receiver: Receiver) -> WebhookNotifier:
    return WebhookNotifier(url=receiver.url, key=bytes(32), now=desk.clock.now)


def rounds(desk: Desk, *notifiers: Notifier) -> Round:
    return Watchman(desk.office, notifiers, clock=desk.clock, chance=lambda: 0.0).round()


def told(sink: Sink) -> list[str]:
    """Whom the mails came to."""
    return sorted(mail["To"].addresses[0].addr_spec for mail in sink.mails)


def posted(receiver: Receiver) -> Counter[str]:
    """How often each message came."""
    return Counter(one.headers["webhook-id"] for one in receiver.posted)


# --- servers ---------------------------------------------------------------------------------------------------------


def test_a_mail_server_that_never_answers_holds_up_no_other_channel_and_gets_its_mails_later(desk: Desk) -> None:
    desk.bring_to("investigating")
    desk.clock.set(OVERDUE)
    with silent() as port, http_receiver() as receiver:
        first = rounds(desk, by_mail(port), by_webhook(desk, receiver))
    (waiting,) = (one for one in desk.office.outbox.of("waiting") if one.tries)
    with smtp_sink() as sink, http_receiver() as receiver_again:
        at_once = rounds(desk, by_mail(sink.port), by_webhook(desk, receiver_again))
        desk.clock.advance(MINUTE)
        later = rounds(desk, by_mail(sink.port), by_webhook(desk, receiver_again))

    assert first.swept.fired == 3
    assert first.delivered == Delivered(sent=len(receiver.posted), put_off=1)
    assert waiting.last_error == f"邮件服务器 127.0.0.1:{port} 不通：没有按时回答"
    assert (at_once.delivered.sent, later.delivered.sent) == (len(receiver.posted) - 1, 1)
    assert receiver_again.posted == []
    assert told(sink) == ["001@example.com", "002@example.com", "010@example.com", "030@example.com"]


def test_a_webhook_that_answers_500_for_a_day_is_asked_ever_less_and_then_gets_each_message_once(desk: Desk) -> None:
    desk.bring_to("investigating")
    midnight = day_begins(date(2026, 6, 3))
    desk.clock.set(midnight)
    with http_receiver() as receiver:
        receiver.statuses = [500]
        while desk.clock.now() < midnight + a_day():
            rounds(desk, by_webhook(desk, receiver))
            desk.clock.advance(MINUTE if desk.clock.now() < midnight + HOUR else HOUR)
        waiting, asked = {one.id for one in desk.office.outbox.of("waiting")}, posted(receiver)
        receiver.posted.clear()
        receiver.statuses = [204]
        for _ in range(48):
            rounds(desk, by_webhook(desk, receiver))
            desk.clock.advance(HOUR)

    assert asked.keys() == waiting
    assert max(asked.values()) <= 6  # at once, and after 1, 5, 15 minutes, 1 and 6 hours
    assert waiting <= posted(receiver).keys()
    assert set(posted(receiver).values()) == {1}
    assert desk.office.outbox.unsent() == ()


# --- the clock -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("back", [a_day(), a_day(40)], ids=["a day", "weeks"])
def test_a_clock_that_jumps_back_warns_and_sends_nothing_twice_and_loses_nothing(
    desk: Desk, rows: Rows, back: timedelta
) -> None:
    case_id = desk.bring_to("investigating")
    desk.clock.set(OVERDUE)
    with http_receiver() as receiver:
        receiver.statuses = [204, 500, 204]
        rounds(desk, by_webhook(desk, receiver))
        before = said(rows, case_id, "decision")
        desk.clock.set(OVERDUE - back)
        behind = rounds(desk, by_webhook(desk, receiver))
        desk.clock.set(OVERDUE + a_day())
        rounds(desk, by_webhook(desk, receiver))
        desk.clock.advance(MINUTE)
        rounds(desk, by_webhook(desk, receiver))

    assert (behind.swept.fired, behind.swept.deemed, behind.swept.faults) == (0, 0, 0)
    (due,) = before
    assert said(rows, case_id, "decision")[due] == [*before[due], *((level, "overdue-d3") for level in (1, 2, 3))]
    assert desk.office.outbox.unsent() == ()
    sent = {one.id for one in desk.office.outbox.of("sent")}
    assert posted(receiver).keys() == sent
    assert sorted(posted(receiver).values()) == [1] * (len(sent) - 1) + [2]  # the one that was answered 500
    assert wrong(rows) == {}
    assert desk.office.verify(case_id) == ()


def test_a_step_by_a_clock_that_jumped_back_is_refused_by_its_time_and_changes_nothing(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("investigating")
    before = rows.all("SELECT version, state FROM zf_case WHERE id = ?", case_id)
    desk.clock.set(START)

    assert refused(desk, case_id, "suspend") >= {"occurred_before_predecessor"}
    assert rows.all("SELECT version, state FROM zf_case WHERE id = ?", case_id) == before
    assert desk.office.verify(case_id) == ()


# --- times that do not fit -------------------------------------------------------------------------------------------


def refused(desk: Desk, case_id: str, step: str, at: datetime | None = None) -> set[str]:
    command = desk.command(case_id, step, **({} if at is None else {"occurred_at": at}))
    with pytest.raises(CommandRefused) as raised:
        desk.office.perform(command)
    return {refusal.code for refusal in raised.value.refusals}


def standing(rows: Rows, case_id: str) -> list[tuple[object, ...]]:
    """Terms, watch and entries of a case: what a refusal leaves as it was."""
    return [
        *rows.all("SELECT id, due, status FROM zf_term WHERE case_id = ? ORDER BY id", case_id),
        *rows.all("SELECT id, next_at, head_seq FROM zf_watch WHERE case_id = ? ORDER BY id", case_id),
        *rows.all("SELECT seq, hash FROM zf_entry WHERE case_id = ? ORDER BY seq", case_id),
    ]


@pytest.fixture
def stopping(migrated_url: str) -> Iterator[Desk]:
    """The desk of an agency whose rules let a suspension stop the days of the decision and the head extend them once."""
    with Desk(migrated_url, policy={"pack": "samr"}) as opened:
        yield opened


def test_a_suspension_that_lies_ahead_or_is_within_another_is_refused_and_moves_nothing(
    stopping: Desk, rows: Rows
) -> None:
    case_id = stopping.bring_to("investigating")
    stopping.office.sweep()
    before, now = standing(rows, case_id), stopping.clock.now()
    assert "occurred_in_future" in refused(stopping, case_id, "suspend", now + a_day())
    assert standing(rows, case_id) == before

    stopping.do(case_id, "suspend")
    before = standing(rows, case_id)
    assert "wrong_state" in refused(stopping, case_id, "suspend")
    assert standing(rows, case_id) == before
    assert stopping.office.verify(case_id) == ()


def test_a_suspension_that_ends_before_it_began_is_refused_and_goes_on(stopping: Desk, rows: Rows) -> None:
    case_id = stopping.bring_to("investigating")
    stopping.clock.advance(a_day(3))
    stopping.do(case_id, "suspend")
    before = standing(rows, case_id)

    assert "occurred_before_predecessor" in refused(stopping, case_id, "resume", stopping.clock.now() - a_day(2))
    assert standing(rows, case_id) == before


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"added": 31}, "extension_too_long"), ({"unit_opinion": None}, "facts_invalid")],
    ids=["past its cap", "without the opinion it rests on"],
)
def test_an_extension_that_cannot_be_granted_is_refused_and_moves_nothing(
    stopping: Desk, rows: Rows, changes: dict[str, object], reason: str
) -> None:
    case_id = stopping.bring_to("investigating")
    stopping.office.sweep()
    before = standing(rows, case_id)
    command = stopping.command(case_id, "extend_decision")
    command = stopping.command(case_id, "extend_decision", facts={**command.facts, **changes})
    with pytest.raises(CommandRefused) as raised:
        stopping.office.perform(command)

    assert reason in {refusal.code for refusal in raised.value.refusals}
    assert standing(rows, case_id) == before


def test_an_extension_by_one_who_does_not_head_the_agency_is_refused(stopping: Desk, rows: Rows) -> None:
    case_id = stopping.bring_to("investigating")
    before = standing(rows, case_id)
    command = stopping.command(case_id, "extend_decision", actor=stopping.ids["承办人甲"])
    with pytest.raises(CommandRefused) as raised:
        stopping.office.perform(command)

    assert "no_role" in {refusal.code for refusal in raised.value.refusals}
    assert standing(rows, case_id) == before


def test_a_step_at_a_naive_time_is_refused(stopping: Desk, rows: Rows) -> None:
    case_id = stopping.bring_to("investigating")
    before = standing(rows, case_id)
    with pytest.raises(ValueError, match="occurred_at"):
        stopping.command(case_id, "suspend", occurred_at=datetime(2026, 3, 3, 9))  # noqa: DTZ001 - what is refused
    assert standing(rows, case_id) == before
