"""What was changed behind the locks is found by ``verify``, named, and makes the command fail."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from command_line import EXAMPLES, CommandLine


def test_an_edited_paper_is_named_and_fails_the_command(migrated_sqlite_url: str, tmp_path: Path) -> None:
    zhifa = CommandLine(folder=tmp_path, database=migrated_sqlite_url)
    zhifa.done("register", "import", str(EXAMPLES / "register.json"))
    sound = zhifa.done("case", "new", str(EXAMPLES / "report.json"), "--json").json["done"]["case"]
    forged = zhifa.done("case", "new", str(EXAMPLES / "report.json"), "--json").json["done"]["case"]
    _forge(migrated_sqlite_url, "UPDATE zf_paper SET html = html || ' ' WHERE case_id = ?", forged)

    answer = zhifa("ledger", "verify")
    told = zhifa("ledger", "verify", sound, forged, "--json").json

    assert answer.code == 1
    assert f"{forged}　有 1 处问题" in answer.out
    assert "案件来源登记表" in answer.out
    assert not told["sound"]
    assert {one["case"]: [f["kind"] for f in one["findings"]] for one in told["cases"]} == {
        sound: [],
        forged: ["paper_edited"],
    }
    assert zhifa("case", "verify", forged).code == 1
    assert zhifa("case", "verify", sound).code == 0


def _forge(url: str, statement: str, case: str) -> None:
    """Change a row as the owner of the file can: with the triggers dropped first."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    try:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement, (case,))
        connection.commit()
    finally:
        connection.close()
