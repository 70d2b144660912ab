"""``zhifa scenario run``: timeline, refusals with all reasons, papers, terms with arithmetic; the same bytes at every run."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from command_line import EXAMPLES, CommandLine

STRAIGHT = EXAMPLES / "scenarios" / "straight.json"


@pytest.fixture
def zhifa(tmp_path: Path) -> CommandLine:
    return CommandLine(folder=tmp_path)


def _digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".db")
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_scenario_leaves_papers_timeline_and_database_twice_alike(zhifa: CommandLine) -> None:
    first = zhifa.done("scenario", "run", str(STRAIGHT), "--out", "out", "--json")
    made = _digests(zhifa.folder / "out")
    again = zhifa.done("scenario", "run", str(STRAIGHT), "--out", "out", "--json")

    assert first.out == again.out
    assert _digests(zhifa.folder / "out") == made
    (told,) = first.json["scenarios"]
    assert told["state"] == "archived"
    assert {name for paper in told["papers"] for name in paper["files"]} <= {
        name.removeprefix("straight/") for name in made
    }
    assert [p["code"] for p in told["papers"] if any(name.endswith(".pdf") for name in p["files"])] == ["D33"]
    kept = CommandLine(folder=zhifa.folder, database=told["database"]).done("ledger", "verify", "--json").json
    assert (kept["sound"], [one["case"] for one in kept["cases"]]) == (True, [told["case"]])


def test_the_report_shows_every_refusal_with_all_reasons_and_every_term_with_its_arithmetic(zhifa: CommandLine) -> None:
    answer = zhifa.done("scenario", "run", str(STRAIGHT), "--out", "out")

    (told,) = (json.loads((zhifa.folder / "out/straight/timeline.json").read_text(encoding="utf-8")),)
    refusals = [refusal for one in told["steps"] for refusal in one["refusals"]]
    lines = [line for term in told["terms"] for line in term["explanation"]]
    assert refusals
    assert lines
    assert [r["text"] for r in refusals if r["text"] not in answer.out or r["remedy"] not in answer.out] == []
    assert [line for line in lines if line not in answer.out] == []
    assert [one["label"] for one in told["steps"] if one["label"] not in answer.out] == []


def test_several_scenarios_play_into_one_named_database_but_not_beside_real_cases(zhifa: CommandLine) -> None:
    both = [str(STRAIGHT), str(EXAMPLES / "scenarios" / "hearing.json")]
    into = ("--database", "sqlite:///one.db")

    told = zhifa.done("scenario", "run", *both, *into, "--json").json["scenarios"]
    refused = zhifa("scenario", "run", *both, *into)

    assert len({one["case"] for one in told}) == 2
    assert refused.code == 2
    assert "已有案件" in refused.err


def test_a_scenario_that_goes_otherwise_than_it_says_fails(zhifa: CommandLine) -> None:
    scenario = json.loads(STRAIGHT.read_text(encoding="utf-8"))
    scenario["register"] = str(EXAMPLES / "register.json")
    scenario["steps"][1]["by"] = "承办人甲"

    answer = zhifa("scenario", "run", zhifa.write("other.json", scenario))

    assert answer.code == 1
    assert "verify" in answer.err
    assert "no_role" in answer.err


def test_a_faulty_scenario_is_refused_before_anything_is_made(zhifa: CommandLine) -> None:
    answer = zhifa("scenario", "run", zhifa.write("faulty.json", {"title": "无"}))

    assert answer.code == 2
    assert "steps" in answer.err
    assert [path.name for path in zhifa.folder.iterdir()] == ["faulty.json"]
