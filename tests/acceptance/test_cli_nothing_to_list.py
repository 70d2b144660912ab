"""A list of nothing is told in a sentence, not as a table without rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from case_desk import Desk
from command_line import CommandLine


@pytest.fixture
def zhifa(tmp_path: Path, migrated_sqlite_url: str) -> CommandLine:
    return CommandLine(folder=tmp_path, database=migrated_sqlite_url)


@pytest.mark.parametrize(("options", "told"), [([], "没有等待投递的消息\n"), (["--dead"], "没有放弃投递的消息\n")])
def test_an_outbox_without_messages_says_so(zhifa: CommandLine, options: list[str], told: str) -> None:
    assert zhifa.done("watch", "outbox", *options).out == told


def test_a_forecast_of_a_case_without_terms_says_so(zhifa: CommandLine, migrated_sqlite_url: str) -> None:
    with Desk(migrated_sqlite_url) as desk:
        case = desk.bring_to("verifying")
        desk.do(case, "decline_filing")

    shown = zhifa.done("case", "forecast", case)

    assert "没有进行中的期限" in shown.out
    assert "届满" not in shown.out
