"""A sheet that only adds and changes, and has not every column: what stands in those that it has not is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from zhifa.engine.books.book import Cell, Line
from zhifa.engine.books.catalogue import book_named
from zhifa.engine.books.shelf import Shelf
from zhifa.engine.period import Period
from zhifa.registers.absent import keep_absent
from zhifa.registers.intake import Intake, read_sheets

HEADING = "工号,姓名,内设机构,职务,有效期自"
UNTIL = Period(start=date(2025, 1, 1), end=date(2026, 12, 31))

Sheet = Callable[..., Intake]


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    def read(*lines: str) -> Intake:
        (tmp_path / "officer.csv").write_text("\n".join(lines), encoding="utf-8")
        return read_sheets([tmp_path / "officer.csv"])

    return read


def officer(number: str, valid: Period = UNTIL, **more: Cell) -> Line:
    told = {"staff_number": number, "name": "承办人甲", "unit": "支队", "post": "科员", **more}
    return book_named("officer").line(valid, told)


def kept(intake: Intake, *standing: Line) -> list[Line]:
    return [one.line for one in keep_absent(intake, intake.lines, Shelf({"officer": standing}))["officer"]]


def test_what_stands_in_a_column_that_the_sheet_has_not_is_kept(sheet: Sheet) -> None:
    given = sheet(HEADING, "001,承办人甲,支队,科长,2025-01-01", "002,承办人乙,支队,科员,2026-01-01")
    first, second = kept(given, officer("001", established=False, home="示例市司法局"))
    assert first == officer("001", post="科长", established=False, home="示例市司法局")
    assert second == officer("002", Period(start=date(2026, 1, 1)), name="承办人乙")


def test_an_empty_cell_of_a_column_that_the_sheet_has_empties_what_stands(sheet: Sheet) -> None:
    given = sheet(f"{HEADING},来自机关", "001,承办人甲,支队,科员,2025-01-01,")
    assert kept(given, officer("001", established=False, home="示例市司法局")) == [officer("001", established=False)]


def test_a_sheet_with_every_column_is_taken_as_it_is(sheet: Sheet) -> None:
    given = sheet(f"{HEADING},在编,来自机关,有效期至", "001,承办人甲,支队,科员,2025-01-01,,,")
    assert kept(given, officer("001", established=False)) == [officer("001", Period(start=date(2025, 1, 1)))]


def test_a_last_day_that_is_kept_and_comes_before_the_first_is_a_fault(sheet: Sheet) -> None:
    given = sheet(HEADING, "001,承办人甲,支队,科员,2027-01-01")
    kept(given, officer("001"))
    assert [fault.text for fault in given.faults] == [
        "第2行“有效期至”的值「2026-12-31」：表中没有这一列，名录中的结束日期照旧保留，却早于表中的开始日期；补上这一列"
    ]
