"""What only the system records is not to be had from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import EXAMPLES, CommandLine, report, step
from office_rows import Rows


@pytest.fixture
def zhifa(database_url: str, tmp_path: Path) -> CommandLine:
    return CommandLine(folder=tmp_path, database=database_url)


@pytest.mark.parametrize("what", ["deem_notice_served", "lapse_preservation", "verify"])
def test_nobody_acts_in_the_name_of_the_system(zhifa: CommandLine, what: str) -> None:
    zhifa.done("db", "init")
    zhifa.done("register", "import", str(EXAMPLES / "register.json"))
    case = zhifa.done("case", "new", "-", "--json", stdin=json.dumps(report())).json["done"]["case"]
    ran_out = {"key": "main", "since": "2026-03-02", "until": "2026-04-01"}
    facts = zhifa.write("facts.json", step("verify") if what == "verify" else ran_out)

    answer = zhifa("case", "do", case, what, "--as", "system", "--at", "2026-03-02T10:00:00+08:00", "--facts", facts)

    assert answer.code != 0
    assert "system" in answer.err + answer.out
    assert len(zhifa.done("case", "history", case, "--json").json["entries"]) == 1


def test_no_register_makes_an_officer_the_system(zhifa: CommandLine) -> None:
    zhifa.done("db", "init")
    register = json.loads((EXAMPLES / "register.json").read_text(encoding="utf-8"))
    register["officers"][0]["assignments"][0]["role"] = "system"

    answer = zhifa("register", "import", zhifa.write("register.json", register))

    assert answer.code != 0
    assert "“岗位”的值「system」：应为承办人、" in answer.err


def test_the_supervisor_is_a_post_of_the_register(zhifa: CommandLine) -> None:
    zhifa.done("db", "init")
    register = json.loads((EXAMPLES / "register.json").read_text(encoding="utf-8"))
    register["officers"][0]["assignments"][0]["role"] = "supervisor"

    zhifa.done("register", "import", zhifa.write("register.json", register))
    assert "监督机构" in zhifa.done("register", "show").out


@pytest.mark.parametrize("command", ["upgrade", "init"])
def test_an_upgrade_that_would_leave_cases_without_their_procedure_is_refused_first(
    zhifa: CommandLine, command: str
) -> None:
    zhifa.done("db", "init")
    zhifa.done("register", "import", str(EXAMPLES / "register.json"))
    zhifa.done("case", "new", "-", stdin=json.dumps(report()))
    zhifa.done("db", command)
    assert zhifa.database is not None
    with Rows(zhifa.database) as rows, rows.unlocked():
        rows.run("UPDATE zf_case SET workflow_digest = ?", "0" * 64)
        rows.run("UPDATE zf_alembic_version SET version_num = '0015'")

    refused = zhifa("db", command)
    assert refused.code == 1
    assert "1 件案件依流程 penalty_ordinary 第2版办理" in refused.err
    assert "没有升级" in refused.err
