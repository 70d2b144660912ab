"""``zhifa case review`` on whole cases: the six scenarios, a case that goes on, an agency's own scale."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from case_desk import Desk
from command_line import EXAMPLES, CommandLine
from penalty_steps import facts
from zhifa.engine.office import Office
from zhifa.scenario import play, read

pytestmark = pytest.mark.postgresql_at_full_size

SCENARIOS = [path for path in sorted((EXAMPLES / "scenarios").glob("*.json")) if read(path).ends_at == "archived"]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_that_ends_in_the_archive_has_no_fault(path: Path, migrated_url: str) -> None:
    outcome = play(path, migrated_url)

    with Office.open(migrated_url) as office:
        scrutiny = office.scrutinise(outcome.case_id)

    assert outcome.state == "archived"
    assert [(one.check.id, one.faults) for one in scrutiny.faulty] == []
    assert len(scrutiny.results) == 36


@pytest.fixture
def archived(migrated_sqlite_url: str, tmp_path: Path) -> tuple[CommandLine, str]:
    outcome = play(EXAMPLES / "scenarios" / "straight.json", migrated_sqlite_url)
    return CommandLine(folder=tmp_path, database=migrated_sqlite_url), outcome.case_id


@pytest.fixture
def faulty(migrated_sqlite_url: str, tmp_path: Path) -> tuple[CommandLine, str]:
    """A case whose cause already says 案: one minor fault."""
    with Desk(migrated_sqlite_url) as desk:
        case = desk.open_case(facts=facts("report", desk.scene()) | {"cause": "露天焚烧秸秆案"})
    return CommandLine(folder=tmp_path, database=migrated_sqlite_url), case


def test_a_review_shows_every_check_and_ends_with_score_and_grade(archived: tuple[CommandLine, str]) -> None:
    zhifa, case = archived

    told = zhifa.done("case", "review", case).out

    assert all(f"R{number:02}" in told for number in range(1, 37))
    assert all(head in told for head in ("检查内容", "结论", "等级", "扣分", "依据", "所据记录"))
    assert "默认参数（待机关核定）" in told
    assert told.splitlines()[-1].startswith("得分 100，优秀（暂计：")


def test_a_review_answers_json(archived: tuple[CommandLine, str]) -> None:
    zhifa, case = archived

    told = zhifa.done("case", "review", case[:8], "--json").json

    assert (told["case"], told["score"], told["grade"], told["provisional"]) == (case, "100", "excellent", True)
    assert [check["id"] for check in told["checks"]] == [f"R{number:02}" for number in range(1, 37)]
    reviewed = next(check for check in told["checks"] if check["id"] == "R19")
    assert (reviewed["verdict"], reviewed["severity"], reviewed["article"]) == ("passed", "F", "行政处罚法第五十八条")
    assert reviewed["entries"]


def test_a_fault_is_told_with_points_and_entry_and_exit_code_1(faulty: tuple[CommandLine, str]) -> None:
    zhifa, case = faulty

    text, told = zhifa("case", "review", case), zhifa("case", "review", case, "--json")

    assert text.code == told.code == 1
    assert "−0.5" in text.out
    assert text.out.splitlines()[-1].startswith("得分 99.5，优秀（暂计：")
    (fault,) = [fault for check in told.json["checks"] for fault in check["faults"]]
    assert fault["entries"] == [0]
    assert "案案" in fault["text"]


def test_an_agency_sets_its_own_scale(faulty: tuple[CommandLine, str]) -> None:
    zhifa, case = faulty
    scale = zhifa.write("points.json", {"checks": {"R30": "12.5"}, "excellent": 95})

    told = zhifa("case", "review", case, "--deductions", scale, "--json").json

    assert (told["score"], told["grade"]) == ("87.5", "passing")


@pytest.mark.parametrize(
    ("scale", "told"),
    [
        ({"major": "many"}, "填报项“major”的值 「many」 不合要求：应为0至100的数"),
        ({"fatal": 1}, "fatal"),
        ({"checks": {"R02": 1}}, "R02不是可以设定扣分的检查项"),
        ({"excellent": 10}, "不得低于合格的界限"),
        ({"minor": 0.5}, "minor"),
        ([], "应是一个 JSON 对象"),
    ],
)
def test_a_scale_that_cannot_be_used_is_refused_by_field(
    faulty: tuple[CommandLine, str], scale: Any, told: str
) -> None:
    zhifa, case = faulty
    (zhifa.folder / "points.json").write_text(json.dumps(scale), encoding="utf-8")

    refused = zhifa("case", "review", case, "--deductions", "points.json")

    assert (refused.code, refused.out) == (2, "")
    assert told in refused.err
