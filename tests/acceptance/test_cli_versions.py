"""Two versions of a procedure through the command line: what differs, and cases that are to go on under the newer one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from case_desk import Desk
from penalty_steps import BY_ROLE
from small_procedure import OBJECTION, guard
from zhifa.cli.app import app
from zhifa.cli.faults import Unusable
from zhifa.engine import installed
from zhifa.engine.growth import Amendment, grown
from zhifa.engine.office import SHIPPED
from zhifa.engine.succession import Succession
from zhifa.workflows.ordinary import FIRST, ORDINARY

HELD_UP = guard(lambda _: (OBJECTION.refuse(),), early=True)
THIRD = replace(
    grown(ORDINARY, (Amendment(guards={"verify": (HELD_UP,)}),)),
    succeeds=Succession(of=2, steps={"file": "decline_filing", "decline_filing": "file"}),
)
"""A version with a check more, which takes over no case that has been filed: it reads filing as declining."""

Zhifa = Callable[..., Result]


@pytest.fixture
def zhifa(monkeypatch: pytest.MonkeyPatch) -> Zhifa:
    """The command line within this process, with the third version at hand."""
    monkeypatch.setattr(installed, "workflows", lambda: (*SHIPPED, THIRD))
    return lambda *arguments: CliRunner().invoke(app, arguments)


@pytest.fixture
def cases(migrated_sqlite_url: str) -> tuple[str, str]:
    """A case that was reported, and one that was filed."""
    with Desk(migrated_sqlite_url) as desk:
        return desk.bring_to("reported"), desk.bring_to("filed")


def test_the_difference_between_two_versions_is_told_by_step(zhifa: Zhifa) -> None:
    told = zhifa("workflow", "diff", "penalty_ordinary", "1", "2")
    answer = json.loads(zhifa("workflow", "diff", "行政处罚普通程序", "1", "2", "--json").output)

    assert told.exit_code == 0
    assert "行政处罚普通程序（penalty_ordinary）第1版 → 第2版：" in told.output
    assert "步骤“裁量说明”（weigh）\n　　新增步骤“裁量说明”：由承办人在" in told.output
    assert answer["new"] == {"version": 2, "digest": ORDINARY.digest}
    added = {one["step"]: one for one in answer["differences"] if one["sign"] == "added" and one["part"] == "step"}
    assert added.keys() == ORDINARY.by_name.keys() - FIRST.by_name.keys()
    assert (added["weigh"]["old"], added["weigh"]["new"]["label"]) == (None, "裁量说明")


def test_a_version_that_is_not_at_hand_is_refused(zhifa: Zhifa) -> None:
    answer = zhifa("workflow", "diff", "penalty_ordinary", "1", "9")

    assert isinstance(answer.exception, Unusable)
    assert str(answer.exception) == "流程 penalty_ordinary 没有第9版；现有第1、2、3版"


def test_the_difference_between_two_days_of_a_rule_pack_is_told_by_term(zhifa: Zhifa) -> None:
    told = zhifa("term", "diff", "samr", "2021-07-14", "2021-07-15")
    answer = json.loads(zhifa("term", "diff", "samr", "2021-07-14", "2021-07-15", "--json").output)

    assert told.exit_code == 0
    assert f"2021-07-14 → 2021-07-15：{len(answer['differences'])} 处不同" in told.output
    assert {"code", "label", "what", "old", "new", "article"} == {*answer["differences"][0]}


def migrating(url: str, *more: str) -> tuple[str, ...]:
    return (
        "workflow", "migrate", "penalty_ordinary", "--to", "3", "--as", BY_ROLE["head"], "--reason", "新版施行", "--database", url,
        *more,
    )  # fmt: skip


def test_cases_are_tried_told_and_moved(
    zhifa: Zhifa, cases: tuple[str, str], migrated_sqlite_url: str, tmp_path: Path
) -> None:
    reported, filed = cases

    tried = zhifa(*migrating(migrated_sqlite_url, "--all", "--dry-run", "--json"))
    moved = zhifa(*migrating(migrated_sqlite_url, "--case", reported[:8]))
    left = zhifa(*migrating(migrated_sqlite_url, "--all"))
    foreign = zhifa(
        "workflow", "migrate", "penalty_summary", "--to", "1", *migrating(migrated_sqlite_url, "--case", filed)[5:]
    )

    told: dict[str, Any] = {one["case"]: one for one in json.loads(tried.stdout)["cases"]}
    assert (tried.exit_code, moved.exit_code, left.exit_code) == (1, 0, 1)
    assert (told[reported]["moved"], told[reported]["old"], told[reported]["new"]) == (True, 2, 3)
    assert "migration_facts_unfit" in told[filed]["reason"]
    assert f"案件 {reported}　第2版 → 第3版，现处“" in moved.stdout
    assert "“指派核查”多一项检查，现在不能通过：不可以（演示第二条）" in moved.stdout
    assert f"案件 {filed}　不能改依" in left.stdout
    assert "0 件已改依，1 件不能" in left.stdout
    assert isinstance(foreign.exception, Unusable)

    drawing = ("--case", reported, "--out", str(tmp_path / "case.svg"), "--database", migrated_sqlite_url)
    shown = zhifa("case", "show", reported, "--database", migrated_sqlite_url, "--json")
    assert json.loads(shown.output)["case"]["workflow"]["version"] == 3
    assert zhifa("workflow", "draw", "penalty_ordinary", *drawing).exit_code == 0


@pytest.mark.parametrize("chosen", [(), ("--all", "--case", "12345678")])
def test_one_case_or_all_are_named(zhifa: Zhifa, migrated_sqlite_url: str, chosen: tuple[str, ...]) -> None:
    answer = zhifa(*migrating(migrated_sqlite_url, *chosen))

    assert isinstance(answer.exception, Unusable)
    assert "--case 案件 和 --all 要写一个，也只写一个" in str(answer.exception)
