"""The command line as it is described: every command has help and an example, stands in the documents, and answers as they say."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import EXAMPLES, CommandLine, variables
from command_tree import COMMANDS
from warm_program import warm_program

ROOT = Path(__file__).parents[2]
CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
DOCUMENTS = CLI + (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_has_help_and_an_example_that_fits_it(path: str) -> None:
    command = COMMANDS[path]
    named = {option for parameter in command.params for option in parameter.opts}

    assert command.help
    assert [parameter.name for parameter in command.params if not parameter.help] == []
    assert command.epilog.startswith(f"例：{path}")
    assert {word for word in shlex.split(command.epilog) if word.startswith("--")} <= named


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_is_described(path: str) -> None:
    assert re.search(rf"{path}(?![\w-])", DOCUMENTS)


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_of_a_command_is_described(path: str) -> None:
    options = {option for parameter in COMMANDS[path].params for option in parameter.opts if option.startswith("--")}
    told = {"--database", "--files", "--templates", *re.findall(r"--[\w-]+", _row(path) or DOCUMENTS)}

    assert options - told == set()


def _row(path: str) -> str | None:
    """The command's line in the table of commands."""
    found = re.search(rf"^\| `{path}(?![\w-]).*$", CLI, re.MULTILINE)
    return found[0] if found else None


def _typed(page: Path) -> list[str]:
    """The commands that a page has its reader type, with all of their lines."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [line.partition("zhifa ")[2] for line in lines if re.match(r"(\S+/)?zhifa [a-z]", line)]


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.stem)
def test_a_page_types_commands_that_there_are_with_options_that_they_have(page: Path) -> None:
    for typed in _typed(page):
        words = shlex.split(typed, comments=True)
        path = next((path for n in (3, 2, 1) if (path := " ".join(["zhifa", *words[:n]])) in COMMANDS), None)
        assert path, typed
        known = {option for parameter in COMMANDS[path].params for option in parameter.opts}
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known, typed


def test_help_loads_neither_database_nor_forms() -> None:
    loaded = "import sys, zhifa.cli; print(sorted({'sqlalchemy', 'pydantic', 'jinja2', 'rich', 'typst'} & sys.modules.keys()))"

    answer = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"


def test_opening_a_database_loads_neither_what_migrates_it_nor_what_reads_fonts_or_writes_word_files_or_signs(
    migrated_sqlite_url: str,
) -> None:
    loaded = (
        "import sys; from zhifa import Office; Office.open(sys.argv[1]).close();"
        "print(sorted({'alembic', 'cryptography', 'docx', 'fontTools', 'pyhanko'} & sys.modules.keys()))"
    )

    answer = subprocess.run(
        [sys.executable, "-c", loaded, migrated_sqlite_url], capture_output=True, text=True, check=True
    )

    assert answer.stdout.strip() == "[]"


SHAPES = dict(re.findall(r"^\| (refusal|case|term|paper|step of a scenario) \| (.*) \|$", CLI, re.MULTILINE))


def _documented(shape: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", SHAPES[shape]))


def test_the_shapes_of_json_are_those_described(tmp_path: Path) -> None:
    zhifa = CommandLine(folder=tmp_path)
    (told,) = zhifa.done("scenario", "run", str(EXAMPLES / "scenarios" / "straight.json"), "--json").json["scenarios"]
    filed = CommandLine(folder=tmp_path, database=told["database"]).done("case", "list", "--json").json["cases"]
    refusals = [refusal for step in told["steps"] for refusal in step["refusals"]]

    assert {*refusals[0]} == _documented("refusal")
    assert {*filed[0]} == _documented("case")
    assert {*told["terms"][0]} == _documented("term")
    assert {*told["papers"][0]} - {"files"} == _documented("paper")
    assert {*told["steps"][0]} == _documented("step of a scenario")
    assert {*told} == set(re.findall(r'"(\w+)"', re.search(r"^\| `scenario run` \|.*$", CLI, re.MULTILINE)[0])) - {
        "scenarios"
    }  # type: ignore[index]


def test_the_first_case_of_the_page_runs_as_written_beside_another_case_too(tmp_path: Path) -> None:
    (script,) = re.findall(r"<!-- run -->\n```sh\n(.*?)```", CLI, re.DOTALL)
    another = script[: script.index("\n", script.index("case new")) + 1]
    (tmp_path / "examples").symlink_to(EXAMPLES)

    with warm_program(tmp_path) as programs:
        path = f"{programs}:{Path(sys.executable).parent}:{variables()['PATH']}"
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", another + script], stdin=subprocess.DEVNULL,
            cwd=tmp_path, env=variables(PATH=path), capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "核对 2 件，记录完整" in done.stdout
    assert (tmp_path / "case.svg").read_text(encoding="utf-8").count('class="node at"') == 1
