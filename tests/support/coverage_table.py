"""Makes docs/coverage.md of docs/coverage.toml, the shipped procedures and the tests that prove their guards.

Run as a script it writes the page; ``tests/docs/test_coverage.py`` holds the page against it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from zhifa.documents import CATALOGUE
from zhifa.engine.books.catalogue import BOOKS
from zhifa.engine.office import SHIPPED

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "coverage.md"
SOURCE = ROOT / "docs" / "coverage.toml"
KINDS = ("guards", "terms", "papers", "steps", "books", "tests")

_PROOF = re.compile(r"@proves\(\s*(?P<guard>[A-Z_0-9]+)(?=.*?\ndef (?P<test>test_\w+))", re.DOTALL)

Row = Mapping[str, Any]


def rows() -> dict[str, dict[str, Row]]:
    """What docs/coverage.toml says: articles and requirements, each by its name."""
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


@cache
def known() -> Mapping[str, frozenset[str]]:
    """Names that a row may use, by kind."""
    transitions = [t for workflow in SHIPPED for t in workflow.transitions]
    return {
        "guards": frozenset(guard.name for t in transitions for guard in t.guards),
        "terms": frozenset(start.term.code for t in transitions for start in t.starts),
        "papers": frozenset(code for t in transitions for code in t.papers),
        "steps": frozenset(t.name for t in transitions),
        "books": frozenset(book.name for book in BOOKS),
    }


@cache
def proofs() -> Mapping[str, tuple[str, ...]]:
    """Names of the tests that prove each guard, by the guard's constant in lower case."""
    found: dict[str, list[str]] = {}
    for file in sorted((ROOT / "tests" / "unit" / "workflows").glob("test_guards_*.py")):
        for proof in _PROOF.finditer(file.read_text(encoding="utf-8")):
            found.setdefault(proof["guard"], []).append(proof["test"])
    return {guard: tuple(dict.fromkeys(tests)) for guard, tests in found.items()}


@cache
def _constants() -> Mapping[str, str]:
    """The constant under which each guard is declared, by the guard's name."""
    declared = re.compile(r'^(?P<constant>[A-Z_0-9]+) = Guard\(\s*name="(?P<name>\w+)"', re.MULTILINE)
    files = [*(ROOT / "workflows").rglob("*.py")]
    found = (declared.finditer(file.read_text(encoding="utf-8")) for file in files)
    return {match["name"]: match["constant"] for matches in found for match in matches}


def resting_on(row: Row) -> tuple[str, ...]:
    """The tests a row rests on: those it names, and those that prove its guards."""
    proving = (test for guard in row.get("guards", ()) for test in proofs().get(_constants()[guard], ()))
    return tuple(dict.fromkeys((*row.get("tests", ()), *proving)))


def page() -> str:
    """The whole page."""
    told = rows()
    return "\n".join(
        (*_head(told), *_table("行政处罚法", told["articles"]), *_table("Requirement", told["requirements"]))
    )


def _head(told: Mapping[str, Mapping[str, Row]]) -> Iterator[str]:
    every = [row for table in told.values() for row in table.values()]
    whole, open_ = sum("open" not in row for row in every), sum("open" in row for row in every)
    yield "# Coverage: what the law asks and what answers it"
    yield ""
    yield "Made from `coverage.toml`; `python tests/support/coverage_table.py` writes it anew and a test compares."
    yield f"{whole} rows are covered; {open_} say what is not yet, or not by a rule, and why."
    yield "Guards, terms and steps are named as `zhifa workflow check --json` names them, papers by their code, registers as `zhifa register export` names them."
    yield ""


def _table(title: str, table: Mapping[str, Row]) -> Iterator[str]:
    yield f"| {title} | Subject | Guards | Terms | Papers | Steps | Registers | Tests | Not yet |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, row in table.items():
        cells = ["、".join(f"`{entry}`" for entry in row.get(kind, ())) for kind in ("guards", "terms")]
        papers = "、".join(f"{code} {CATALOGUE[code].title}" for code in row.get("papers", ()))
        steps = "、".join(f"`{entry}`" for entry in row.get("steps", ()))
        books = "、".join(f"`{entry}`" for entry in row.get("books", ()))
        tests = "<br>".join(f"`{test}`" for test in resting_on(row))
        label = f"第{name}条" if name.isdigit() else name
        yield f"| {label} | {row['about']} | {cells[0]} | {cells[1]} | {papers} | {steps} | {books} | {tests} | {row.get('open', '')} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
