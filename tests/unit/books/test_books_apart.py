"""Lines that must keep apart: of one key, or in force on the same day."""

from __future__ import annotations

from datetime import date

import pytest

from zhifa.engine.books.apart import doubled, overlapping
from zhifa.engine.books.book import Context, Line, Numbered
from zhifa.engine.books.people import OFFICER
from zhifa.engine.books.posts import ASSIGNMENT
from zhifa.engine.books.subjects import AGENCY
from zhifa.engine.period import Period

TODAY = date(2026, 3, 2)


def post(start: int, end: int | None, *, staff: str = "001", unit: str = "一科") -> Line:
    """承办人 in a unit from one day of March to another."""
    valid = Period(start=date(2026, 3, start), end=date(2026, 3, end) if end else None)
    return ASSIGNMENT.line(valid, {"staff_number": staff, "role": "handler", "unit": unit})


def told(changed: list[Line], standing: list[Line], *, where: str = "") -> list[str]:
    lines = [Numbered(row, line, where) for row, line in enumerate(changed, start=2)]
    context = Context(standing={"assignment": [*changed, *standing]}, today=TODAY)
    return [fault.text for fault in overlapping(ASSIGNMENT, lines, context)]


def test_two_rows_whose_days_overlap_name_each_other() -> None:
    assert told([post(1, 10), post(10, None)], []) == [
        "第3行：与第2行的有效期重叠（工号 001、岗位 承办人、任职机构 一科）"
    ]


def test_it_is_the_later_row_that_is_named_whichever_begins_first() -> None:
    assert told([post(10, None), post(1, 10)], [], where="岗位.csv") == [
        "岗位.csv第3行：与岗位.csv第2行的有效期重叠（工号 001、岗位 承办人、任职机构 一科）"
    ]


@pytest.mark.parametrize(("changed", "standing"), [(post(5, 8), post(1, None)), (post(1, None), post(5, 8))])
def test_a_row_that_overlaps_one_that_stands_names_its_first_day(changed: Line, standing: Line) -> None:
    (fault,) = told([changed], [standing])
    assert fault.startswith(f"第2行：与名录中有效期自{standing.valid.start}的一行的有效期重叠")


def test_a_line_within_a_long_one_is_found_behind_a_short_one() -> None:
    assert len(told([post(1, None), post(3, 4), post(20, 21)], [])) == 2


def test_lines_that_follow_each_other_or_are_of_others_may_stand() -> None:
    assert (
        told([post(1, 9), post(10, 20), post(1, None, staff="002"), post(1, None, unit="二科")], [post(21, None)]) == []
    )


def test_what_stands_overlapping_is_not_asked_of_a_change_of_others() -> None:
    assert told([post(1, None, staff="002")], [post(1, None), post(2, None)]) == []
    assert told([post(25, 26)], [post(1, 20), post(2, 20)]) == []


def test_a_book_without_such_fields_lets_lines_overlap() -> None:
    line = OFFICER.line(Period(start=TODAY), {"staff_number": "001"})
    assert list(overlapping(OFFICER, [Numbered(2, line)], Context(standing={"officer": [line]}, today=TODAY))) == []


def test_two_rows_of_one_key_are_one_too_many() -> None:
    one, same, other = (OFFICER.line(Period(start=TODAY), {"staff_number": s}) for s in ("001", "001", "002"))
    faults = doubled(OFFICER, [Numbered(2, one), Numbered(3, other), Numbered(4, same)])
    assert [fault.text for fault in faults] == ["第4行：与第2行是同一项（工号 001），只能写一行"]


def test_a_register_is_one_agencys() -> None:
    line = AGENCY.line(Period(start=TODAY), {"name": "示例局"})
    faults = doubled(AGENCY, [Numbered(2, line, "甲.csv"), Numbered(2, line, "乙.csv")])
    assert [fault.text for fault in faults] == ["乙.csv第2行：与甲.csv第2行是同一项（机关），只能写一行"]
