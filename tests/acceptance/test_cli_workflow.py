"""A procedure through the command line: a case marked in its drawing, the form of a step."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from case_desk import Desk
from command_line import CommandLine


@pytest.fixture
def zhifa(tmp_path: Path, migrated_sqlite_url: str) -> CommandLine:
    return CommandLine(folder=tmp_path, database=migrated_sqlite_url)


@pytest.fixture
def case(migrated_sqlite_url: str) -> str:
    with Desk(migrated_sqlite_url) as desk:
        return desk.bring_to("filed")


def test_the_drawing_of_a_case_names_the_case_and_its_colours(zhifa: CommandLine, case: str) -> None:
    zhifa.done("workflow", "draw", "penalty_ordinary", "--case", case[:8], "--out", "case.svg")

    drawn = (zhifa.folder / "case.svg").read_text(encoding="utf-8")
    assert f"案件 {case[:8]}　案由「" in drawn
    assert [word for word in ("案件现处", "案件已经过") if word not in drawn] == []
    assert "案件现处" not in zhifa.done("workflow", "draw", "penalty_ordinary").out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["penalty_summary"], ["行政处罚普通程序", "画 penalty_ordinary"]),
        (["penalty_ordinary", "--format", "mermaid"], ["--case", "--format mermaid"]),
    ],
)
def test_a_case_that_a_drawing_cannot_show_is_refused(
    zhifa: CommandLine, case: str, options: list[str], told: list[str]
) -> None:
    answer = zhifa("workflow", "draw", *options, "--case", case, "--out", "case.svg")

    assert answer.code == 2
    assert [word for word in told if word not in answer.err] == []
    assert not (zhifa.folder / "case.svg").exists()


def _officers(zhifa: CommandLine) -> Any:
    return zhifa.done("case", "form", "verify").json["properties"]["officers"]["items"]


@pytest.mark.parametrize("value", ["@001", "@承办人甲", "0b2a3daf-bc4d-4ef7-b14f-598f40d42ad6"])
def test_the_form_takes_an_officer_in_every_way_that_a_facts_file_may_name_one(zhifa: CommandLine, value: str) -> None:
    assert re.search(_officers(zhifa)["pattern"], value)


def test_the_form_takes_no_officer_named_otherwise_and_says_how(zhifa: CommandLine) -> None:
    officers = _officers(zhifa)

    assert [value for value in ("001", "@", "承办人甲") if re.search(officers["pattern"], value)] == []
    assert "@工号" in officers["description"]


def test_the_form_is_told_in_chinese_by_step_post_and_what_is_checked(zhifa: CommandLine) -> None:
    form = zhifa.done("case", "form", "verify").json

    assert form["title"] == "指派核查（verify）"
    assert "岗位：承办机构负责人" in form["description"]
    assert "Officers" not in str(form)
    assert form["required"] == ["officers"]
