"""What ``--help`` shows: a page in Chinese that fits the terminal, with an example that works as it is printed."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from command_line import EXAMPLES, CommandLine, step
from command_tree import COMMANDS
from zhifa.cli.help_page import wrapped

ELSEWHERE = {
    "zhifa calendar export",
    "zhifa demo",
    "zhifa inbox ack",
    "zhifa paper preview",
    "zhifa paper sign",
    "zhifa paper verify",
    "zhifa recording answer-waiver",
    "zhifa recording ask-waiver",
    "zhifa recording file",
    "zhifa replay",
    "zhifa review assign",
    "zhifa scenario run",
    "zhifa seed",
    "zhifa serve",
    "zhifa token revoke",
    "zhifa user drop-totp",
    "zhifa user unbar",
    "zhifa user unlock",
}
"""Slow, or about a step that was taken before, a warning that has to fire, a paper that has to be issued or signed first, or a lock or a secret that has to be there: see tests/acceptance and
tests/integration."""

PRINTED = "3f2a91c0"
"""Beginning of the id of the case in examples."""

ANSWERED_WITH_ONE = {"zhifa case dossier", "zhifa evidence hand"}
"""A case that has not ended lacks papers; and the file came in when the test ran, after the day on which the example lends it."""

IN_ORDER = sorted(COMMANDS, key=lambda path: len(path.split()) == 2)
"""As they stand in the tree, a database and its cases first."""


@pytest.mark.parametrize("path", ["zhifa", "zhifa case", *COMMANDS])
def test_help_is_a_page_in_chinese_with_an_example_on_one_line(path: str, tmp_path: Path) -> None:
    page = CommandLine(folder=tmp_path).done(*path.split()[1:], "--help").out

    assert page.startswith(f"用法：{path} ")
    assert re.search(r"Usage|OPTIONS|COMMAND|ARGS|<\w+>|default|required", page) is None
    last = page.rstrip("\n").splitlines()[-1]
    assert path in COMMANDS or "--help" in last
    if path in COMMANDS:
        assert last == COMMANDS[path].epilog
    assert [line for line in page.splitlines()[:-1] if len(line) > 100] == []


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_that_takes_a_value_says_what(path: str) -> None:
    options = [one for one in COMMANDS[path].params if one.param_type_name == "option" and not one.is_flag]

    assert [option.name for option in options if not option.metavar] == []


def test_text_is_broken_between_any_two_characters_but_not_within_words_nor_before_a_stop() -> None:
    assert wrapped("案件编号，或者其开头", 8) == ["案件编", "号，或者", "其开头"]
    assert wrapped("见 zhifa case form", 8) == ["见 zhifa", "case", "form"]
    assert wrapped("甲“乙丙”丁", 8) == ["甲“乙丙”", "丁"]
    assert wrapped("supercalifragilistic", 8) == ["supercalifragilistic"]


def _examples(folder: Path, *, whole: bool) -> None:
    """The examples; unless they are to be whole, the pack without the part that changes every letter: hundreds would be made."""
    folder.mkdir()
    for one in EXAMPLES.iterdir():
        if one.name != "templates" or whole:
            (folder / one.name).symlink_to(one)
    if not whole:
        shutil.copytree(EXAMPLES / "templates", folder / "templates", ignore=shutil.ignore_patterns("_*.html"))


def test_examples_work_one_after_the_other(tmp_path: Path, proving: bool) -> None:
    zhifa = CommandLine(folder=tmp_path, database=f"sqlite:///{tmp_path / 'cases.db'}")
    _examples(tmp_path / "examples", whole=proving)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    zhifa.write("verify.json", step("verify"))
    zhifa.write("points.json", {"major": 3})
    case = PRINTED
    for path in sorted(COMMANDS.keys() - ELSEWHERE, key=IN_ORDER.index):
        words = shlex.split(COMMANDS[path].epilog.removeprefix("例：").replace(PRINTED, case))
        answer = zhifa(*words[1:], *(("--json",) if path == "zhifa case new" else ()))
        assert answer.code == (1 if path in ANSWERED_WITH_ONE else 0), (path, answer.err)
        case = answer.json["done"]["case"] if path == "zhifa case new" else case
