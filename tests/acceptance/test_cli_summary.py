"""The summary procedure through the command line: chosen by name, drawn, its pads shown (处罚法 51, 52)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command_line import EXAMPLES, CommandLine

SCENARIO = json.loads((EXAMPLES / "scenarios" / "on_the_spot.json").read_text(encoding="utf-8"))


@pytest.fixture
def zhifa(tmp_path: Path) -> CommandLine:
    opened = CommandLine(folder=tmp_path, database="sqlite:///cases.db")
    opened.done("db", "init")
    opened.done("register", "import", str(EXAMPLES / "register.json"))
    return opened


def _caught(**changes: Any) -> str:
    first = SCENARIO["steps"][0]
    told = {"actor": "承办人甲", "occurred_at": first["at"], "facts": first["facts"]}
    return json.dumps(told | changes, ensure_ascii=False)


@pytest.mark.parametrize("name", ["penalty_summary", "行政处罚简易程序"])
def test_a_case_is_opened_under_the_procedure_that_is_named(zhifa: CommandLine, name: str) -> None:
    done = zhifa.done("case", "new", "-", "--workflow", name, "--json", stdin=_caught()).json["done"]
    shown = zhifa.done("case", "show", done["case"], "--json").json["case"]

    assert (done["state"], shown["workflow"]["name"]) == ("caught", "penalty_summary")


def test_the_file_may_name_the_procedure_itself(zhifa: CommandLine) -> None:
    done = zhifa.done("case", "new", "-", "--json", stdin=_caught(workflow="penalty_summary")).json["done"]
    assert done["state"] == "caught"


@pytest.mark.parametrize(
    ("name", "changes", "told"),
    [
        ("fly", {}, ["「fly」", "penalty_ordinary、penalty_summary"]),
        ("penalty_summary", {"workflow": "penalty_ordinary"}, ["--workflow", "「penalty_ordinary」", "不一致"]),
    ],
)
def test_a_procedure_that_is_unknown_or_named_in_two_ways_is_refused(
    zhifa: CommandLine, name: str, changes: dict[str, str], told: list[str]
) -> None:
    answer = zhifa("case", "new", "-", "--workflow", name, stdin=_caught(**changes))

    assert answer.code == 2
    assert [word for word in told if word not in answer.err] == []
    assert zhifa.done("case", "list", "--json").json["cases"] == []


def test_procedures_are_listed_by_version_and_proved_and_the_exemption_is_told(zhifa: CommandLine) -> None:
    listed = zhifa.done("workflow", "list", "--json").json["workflows"]
    proved = zhifa.done("workflow", "check", "行政处罚简易程序").out

    assert [(workflow["name"], workflow["version"]) for workflow in listed] == [
        ("penalty_ordinary", 1), ("penalty_ordinary", 2), ("penalty_summary", 1), ("penalty_summary", 2), ("register_upkeep", 1),
    ]  # fmt: skip
    assert "依行政处罚法第五十一条免予法制审核" in proved
    assert "未经法制审核通过都到不了" not in proved
    assert "未经法制审核通过都到不了" in zhifa.done("workflow", "check", "penalty_ordinary").out


def test_the_register_shows_who_holds_which_pad(zhifa: CommandLine) -> None:
    (agency,) = zhifa.done("register", "show", "--json").json["agencies"]
    held = {officer["name"]: officer["pads"] for officer in agency["officers"] if officer["pads"]}

    assert held == {
        "承办人甲": [
            {
                "series": "当罚",
                "year": 2026,
                "first": 101,
                "last": 150,
                "valid_from": "2026-01-01",
                "valid_to": "2026-12-31",
            }
        ]
    }
    assert "当罚〔2026〕101号至150号" in zhifa.done("register", "show").out.replace("\n", "")


def test_the_form_of_a_step_of_the_summary_procedure_is_told(zhifa: CommandLine) -> None:
    schema = zhifa.done("case", "form", "decide_on_spot", "--workflow", "penalty_summary").json
    assert {"officers", "statement", "collection"} <= schema["properties"].keys()
