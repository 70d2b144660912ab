"""``zhifa inbox`` and ``zhifa watch outbox`` where there is more than one page of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from case_desk import Desk
from command_line import CommandLine
from outgoing import written
from watched import TODAY, plant
from zhifa.engine.ladder import day_begins
from zhifa.storage.inbox import PAGE

MANY = PAGE + 2
HANDLER = "承办人丙"
"""Handles the cases that are planted."""


@pytest.fixture
def zhifa(tmp_path: Path, migrated_sqlite_url: str) -> CommandLine:
    """The command line on a database where more warnings reached the handlers than one read answers, and three messages are dead."""
    with Desk(migrated_sqlite_url) as desk:
        plant(desk, MANY, MANY)
        desk.office.sweep(day_begins(TODAY))
        for number in (1, 2, 3):
            written(desk, number, status="dead")
    return CommandLine(folder=tmp_path, database=migrated_sqlite_url)


def test_a_long_inbox_is_listed_page_by_page_and_its_last_warning_taken_note_of(zhifa: CommandLine) -> None:
    first = zhifa.done("inbox", "list", HANDLER, "--json").json
    told = zhifa.done("inbox", "list", HANDLER, "--limit", "2").out
    second = zhifa.done("inbox", "list", HANDLER, "--after", first["after"], "--json").json
    last = second["warnings"][-1]["id"]
    noted = zhifa.done("inbox", "ack", last, "--as", HANDLER, "--json").json

    assert (len(first["warnings"]), first["more"]) == (PAGE, 2)
    assert (len(second["warnings"]), second["more"], second["after"]) == (2, 0, None)
    assert f"另有{MANY - 2}条没有列出：接着列用 --after " in told
    assert (noted["id"], noted["acknowledged_at"] is None) == (last, False)
    assert zhifa("inbox", "list", HANDLER, "--after", "here").code == 2


def test_dead_messages_are_listed_page_by_page_and_put_back_by_id(zhifa: CommandLine) -> None:
    first = zhifa.done("watch", "outbox", "--dead", "--limit", "2", "--json").json
    told = zhifa.done("watch", "outbox", "--dead", "--limit", "2").out
    second = zhifa.done("watch", "outbox", "--dead", "--limit", "2", "--after", first["after"], "--json").json
    unclear = zhifa("watch", "outbox", "--retry", "00000000")
    back = zhifa.done("watch", "outbox", "--retry", second["messages"][0]["id"])

    assert ([len(one["messages"]) for one in (first, second)], first["more"], second["more"]) == ([2, 1], 1, 0)
    assert "另有1条没有列出：接着列用 --after " in told
    assert unclear.code == 2
    assert "已放回" in back.out
