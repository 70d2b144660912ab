"""Inboxes and outboxes of any length, on both databases: read page by page, and each entry found by its id or the beginning of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from case_desk import Desk
from outgoing import written
from watched import TODAY, plant
from zhifa.engine.inbox import InboxPage
from zhifa.engine.ladder import day_begins

PAGE = 3
HANDLER = "承办人丙"
"""Handles the cases that are planted."""


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    """A desk where four terms warned on each of two days."""
    with Desk(migrated_url) as desk:
        plant(desk, 4, 4)
        for days in range(2):
            desk.office.sweep(day_begins(TODAY + timedelta(days=days)))
        yield desk


def pages(desk: Desk, *, acknowledged: bool = False) -> list[InboxPage]:
    handler, found = desk.ids[HANDLER], []
    after = None
    while not found or after is not None:
        found.append(desk.office.inbox.page(handler, acknowledged=acknowledged, after=after, limit=PAGE))
        after = found[-1].after
    return found


def test_pages_bring_every_warning_once_in_order_and_say_how_many_more(desk: Desk) -> None:
    found = pages(desk)
    everything = desk.office.inbox.of(desk.ids[HANDLER])
    assert len(everything) == 8
    assert [one.more for one in found] == [5, 2, 0]
    assert tuple(one for page in found for one in page.warnings) == everything


def test_a_page_that_ends_with_the_last_warning_asks_for_no_other(desk: Desk) -> None:
    page = desk.office.inbox.page(desk.ids[HANDLER], limit=8)
    assert (len(page.warnings), page.more, page.after) == (8, 0, None)


def test_what_was_taken_note_of_is_counted_only_where_it_is_asked_for(desk: Desk) -> None:
    handler = desk.ids[HANDLER]
    oldest = desk.office.inbox.of(handler)[-1]
    desk.office.inbox.acknowledge(oldest.warning_id, handler)
    assert [one.more for one in pages(desk)] == [4, 1, 0]
    assert [one.more for one in pages(desk, acknowledged=True)] == [5, 2, 0]


def test_a_warning_is_found_by_the_beginning_of_its_id_in_ones_own_inbox_only(desk: Desk) -> None:
    handler, reviewer = desk.ids[HANDLER], desk.ids["审核人丙"]
    inbox = desk.office.inbox
    (last, *_) = reversed(inbox.of(handler))
    assert inbox.beginning(handler, last.warning_id) == (last.warning_id,)
    assert inbox.beginning(handler, last.warning_id[:13]) == (last.warning_id,)
    assert inbox.beginning(reviewer, last.warning_id) == ()
    assert len(inbox.beginning(handler, "")) == 2
    assert inbox.beginning(handler, "%" * 8) == ()


def test_an_outbox_is_read_page_by_page_and_a_message_found_by_its_id(desk: Desk) -> None:
    outbox, rows = desk.office.outbox, [written(desk, number, status="dead") for number in range(1, 6)]
    first = outbox.page("dead", limit=PAGE)
    second = outbox.page("dead", after=first.after, limit=PAGE)
    assert [one.id for one in (*first.messages, *second.messages)] == [row.id for row in rows]
    assert (first.more, second.more, second.after) == (2, 0, None)
    assert outbox.beginning("dead", rows[4].id) == (rows[4].id,)
    assert outbox.beginning("waiting", rows[4].id) == ()
    assert outbox.beginning("dead", "00000000") == (rows[0].id, rows[1].id)
