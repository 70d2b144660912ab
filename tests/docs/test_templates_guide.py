"""docs/templates.md: the blocks, parts, filters and tests that it lists are those that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import nodes

from zhifa.documents.environment import NATIONAL, PACKAGE
from zhifa.documents.packs.language import FILTERS, TESTS
from zhifa.documents.packs.parts import FRAME, parts

GUIDE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^\| `([\w-]+\.html)` \| ([\w ]+) \|$", GUIDE, re.MULTILINE))


@pytest.mark.parametrize("file", BLOCKS)
def test_the_blocks_of_a_file_are_those_listed(file: str) -> None:
    code = file.removesuffix(".html")
    if file[0] == "D":
        found = [part.block for part in parts(NATIONAL, code) if part.file == file and part.block != FRAME]
    else:
        found = [node.name for node in NATIONAL.parsed(file).find_all(nodes.Block)]
    assert sorted(BLOCKS[file].split()) == sorted(found)


def test_every_paper_of_a_penalty_that_has_blocks_of_its_own_is_listed() -> None:
    framed = {block for frame in ("letter", "form", "record") for block in BLOCKS[f"{frame}.html"].split()}
    divided = {
        file for file in PACKAGE.list_templates()
        if file[0] == "D" and {node.name for node in NATIONAL.parsed(file).find_all(nodes.Block)} - framed
    }  # fmt: skip
    assert divided <= BLOCKS.keys()


def test_filters_tests_and_shared_parts_are_listed() -> None:
    assert (
        set(re.findall(r"`(\w+)`", next(line for line in GUIDE.splitlines() if line.startswith("| filters"))))
        == FILTERS
    )
    assert {name for name in TESTS if f"`is {name}" in GUIDE} == TESTS
    shared = {
        file for file in PACKAGE.list_templates() if file[0] == "_" and not NATIONAL.parsed(file).find(nodes.Macro)
    }
    assert {file for file in shared if f"`{file}`" in GUIDE} == shared
