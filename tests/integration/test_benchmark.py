"""The benchmark compares like with like: its hand-written limit leaves the database as the office does."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from limit import Limit, Sqlite
from renderers import decisions, pdf_of, sides, typeset_inputs, typesetter_alone
from tape import Tape, record
from web_measure import AIM_MS, measure, table, verdict
from web_plan import LIMITS
from workload import Product, Side, prepare

TABLES = (
    "case", "entry", "facts", "review", "assessment", "decision", "paper", "number", "term", "watch", "assignee", "track", "command", "file",
)  # fmt: skip


@pytest.fixture(scope="module")
def tape() -> Tape:
    return record()


def played(file: Path, side: Callable[[str], Side]) -> Path:
    prepare(f"sqlite:///{file}")
    opened = side(f"sqlite:///{file}")
    opened.play("one")
    opened.play("two")
    opened.close()
    return file


def contents(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, each text by its length: ids, salts and digests differ, and nothing else may."""
    with closing(sqlite3.connect(file)) as database:
        return {table: sorted(map(sized, database.execute(f"SELECT * FROM zf_{table}")), key=str) for table in TABLES}


def sized(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(len(value) if isinstance(value, str) else value for value in row)


def test_limit_and_office_write_the_same_rows_of_the_same_size(tape: Tape, tmp_path: Path) -> None:
    by_hand = played(tmp_path / "limit.db", lambda url: Limit(Sqlite(url.removeprefix("sqlite:///")), tape))
    by_office = played(tmp_path / "office.db", Product)
    assert contents(by_hand) == contents(by_office)


def test_a_case_of_the_limit_passes_the_office_s_own_verification(tape: Tape, tmp_path: Path) -> None:
    file = played(tmp_path / "limit.db", lambda url: Limit(Sqlite(url.removeprefix("sqlite:///")), tape))
    product = Product(f"sqlite:///{file}")
    office = product.office
    assert [office.verify(case) for case in office.cases()] == [(), ()]
    product.close()


def test_what_bounds_the_rendering_of_pdfs_makes_the_very_same_file_of_a_text_that_no_other_paper_has() -> None:
    several = decisions(1, 3)
    assert len({decision.html for decision in several}) == len(several)
    assert typesetter_alone(typeset_inputs(several[0])) == pdf_of(several[0])


def test_every_side_that_is_there_renders_a_decision() -> None:
    (decision,) = decisions(4, 1)
    for side in sides():
        assert side.absent or len(side.make(side.prepare(decision))) > 1000


@pytest.mark.prove
def test_everything_that_is_asked_of_a_site_is_answered_and_held_against_the_aim(tmp_path: Path) -> None:
    said: list[str] = []
    found = measure("SQLite", f"sqlite:///{tmp_path}/web.db", cases=40, users=3, seconds=0.05, whole=4, say=said.append)
    assert found.wrong == {}
    assert len(said) == len(found.alone) + 3, "what goes on is told"
    assert {*LIMITS, "worklist 待我办", "case list", "case page", "search name", "search 案号", "API: case"} <= set(
        found.alone
    )
    assert all(one.taken for one in found.alone.values())
    assert len(list(table(found))) == 2 + len(found.alone)


def test_what_takes_too_long_is_said_so() -> None:
    slow, quick = {"p95": AIM_MS + 1}, {"p95": AIM_MS}
    assert verdict("case page", quick, quick) == "within"
    assert verdict("case page", slow, quick) == "**over** (alone)"
    assert verdict("case page", quick, slow) == "**over** (mixed)"
    assert verdict(LIMITS[0], slow, slow) == "limit"
