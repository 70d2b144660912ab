"""The command line as its users have it: a process of its own, in a folder of its own."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warm_process import warm_process

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a process ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandLine:
    """Runs ``zhifa`` in a folder, on one database."""

    folder: Path
    database: str | None = None
    modules: str | None = None
    """Folders of further modules, as the module path has them: those of distributions that are installed beside zhifa."""

    def __call__(
        self, *arguments: str, stdin: str | bytes = b"", preparing: Callable[[], None] | None = None
    ) -> Answer:
        own = {"ZHIFA_DATABASE": self.database, "PYTHONPATH": self.modules}
        environment = dict(os.environ) | {name: value for name, value in own.items() if value}
        given = stdin.encode() if isinstance(stdin, str) else stdin
        if preparing is None:
            code, out, err = warm_process().run(arguments, folder=self.folder, environment=environment, stdin=given)
            return Answer(code=code, out=out.decode(), err=err.decode())
        done = subprocess.run(
            [sys.executable, "-m", "zhifa.cli", *arguments],
            cwd=self.folder,
            env=environment,
            input=given,
            capture_output=True,
            check=False,
            timeout=120,
            preexec_fn=preparing,
        )
        return Answer(code=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())

    def done(self, *arguments: str, stdin: str | bytes = b"") -> Answer:
        """The answer of a command that must succeed."""
        answer = self(*arguments, stdin=stdin)
        assert answer.code == 0, answer.err
        return answer

    def write(self, name: str, content: Any) -> str:
        """Write a JSON file into the folder and answer its name."""
        (self.folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return name


def report(**changes: Any) -> dict[str, Any]:
    """The demonstration report, as ``case new`` takes it, with facts changed."""
    told: dict[str, Any] = json.loads((EXAMPLES / "report.json").read_text(encoding="utf-8"))
    told["facts"] |= changes
    return told


def step(name: str, scenario: str = "straight") -> dict[str, Any]:
    """The facts of the first step with this name in a scenario; ``@`` names are understood by the command line too."""
    told = json.loads((EXAMPLES / "scenarios" / f"{scenario}.json").read_text(encoding="utf-8"))
    facts: dict[str, Any] = next(one["facts"] for one in told["steps"] if one["do"] == name and "refused" not in one)
    return facts


def kept(url: str) -> list[str]:
    """Everything an SQLite database holds but for refused attempts, which are kept on purpose."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    tables = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT IN ('zf_refusal', 'zf_search') ORDER BY name"
    try:  # the words of a search cannot be read back, but the tables they lie in can
        return [
            f"{definition} {row}"
            for name, definition in connection.execute(tables).fetchall()
            for row in sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
        ]
    finally:
        connection.close()


def variables(**values: str) -> Mapping[str, str]:
    """The environment of this process with some values set."""
    return dict(os.environ) | values
