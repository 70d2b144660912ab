"""The board's tables: the most urgent first, in traffic colours, a term on one line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from zhifa.board.table import COLOURS, COUNT_HEADS, HEADS, Names, counted, left, row, sections
from zhifa.engine.agenda_page import AgendaTerm, Standing, Tallies, Tally
from zhifa.engine.units import Duty
from zhifa.storage.records import TermRecord

NAMES = Names(
    officer=lambda who: {"a": "承办人甲"}.get(who, who), state=lambda _, state: {"investigating": "调查"}[state]
)


def _term(standing: Standing = Standing.THIS_WEEK, *, days: int = 3, **changes: Any) -> AgendaTerm:
    values: dict[str, Any] = {
        "id": "row", "agency_id": "agency", "case_id": "0b2a3daf-bc4d-4ef7-b14f-598f40d42ad6", "code": "decision", "key": "main",
        "label": "作出处罚决定的期限", "article": "", "mark": "V", "start_on": "2026-03-02", "start_seq": 3, "length": 90,
        "unit": "calendar_day", "nominal": "2026-05-31", "due": "2026-06-01", "safe": None, "provisional": 0,
        "rule_version": "", "calendar_version": "", "explanation": "[]", "status": "open", "ended_on": None, "ended_seq": None,
    }  # fmt: skip
    return AgendaTerm(
        row=TermRecord(**(values | changes)), workflow="penalty_ordinary", state="investigating", handlers=("a",),
        duty=Duty.AGENCY, standing=standing, days=days,
    )  # fmt: skip


def test_what_is_overdue_comes_first_and_what_nobody_has_is_left_out() -> None:
    terms = tuple(map(_term, (Standing.SUSPENDED, Standing.NEXT_WEEK, Standing.OVERDUE, Standing.NEXT_WEEK)))

    assert [(standing, len(of_it)) for standing, of_it in sections(terms)] == [
        (Standing.OVERDUE, 1), (Standing.NEXT_WEEK, 2), (Standing.SUSPENDED, 1),
    ]  # fmt: skip


def test_a_term_is_one_line_with_names_and_its_arithmetic() -> None:
    cells = row(_term(), NAMES)

    assert [cell.plain for cell in cells] == [
        "2026-06-01", "3天", "作出处罚决定的期限", "0b2a3daf", "调查", "承办人甲",
        "2026-03-02起算 → 90日（自然日） → 届满2026-05-31 → 顺延至2026-06-01",
    ]  # fmt: skip
    assert len(cells) == len(HEADS)
    assert cells[0].style == "yellow"


def test_what_moved_the_end_and_what_is_not_certain_is_told() -> None:
    moved = json.dumps(["依据：某条", "扣除：中止调查，2026-04-01至2026-04-11停止计算，计10日", "名义届满：2026-06-10"])
    cells = row(_term(key="分期一", provisional=1, explanation=moved, nominal="2026-06-10", due="2026-06-10"), NAMES)

    assert cells[0].plain == "2026-06-10（暂定）"
    assert cells[2].plain == "作出处罚决定的期限“分期一”"
    assert " → 扣除：中止调查，2026-04-01至2026-04-11停止计算，计10日 → 届满2026-06-10" in cells[6].plain


def test_an_instant_is_told_as_it_is_in_beijing() -> None:
    hours = _term(
        unit="hour",
        length=24,
        start_on="2026-03-02T08:00:00.000Z",
        nominal="2026-03-03T08:00:00.000Z",
        due="2026-03-03T08:00:00.000Z",
    )

    assert hours.arithmetic == "2026-03-02 16:00起算 → 24小时 → 届满2026-03-03 16:00"


def test_a_fixed_date_has_no_length() -> None:
    assert " → 固定日期 → " in _term(length=0, unit="fixed_date").arithmetic


@pytest.mark.parametrize(
    ("standing", "days", "told"),
    [
        (Standing.OVERDUE, -3, "超期3天"),
        (Standing.OVERDUE, 0, "今天已超期"),
        (Standing.ENDED, -3, "已过3天"),
        (Standing.THIS_WEEK, 0, "今天"),
        (Standing.NEXT_WEEK, 9, "9天"),
        (Standing.SUSPENDED, -9, "—"),
        (Standing.WAITING, -9, "—"),
    ],
)
def test_how_long_is_left_is_told_by_how_it_stands(standing: Standing, days: int, told: str) -> None:
    assert left(_term(standing, days=days)) == told


def test_counts_stand_by_officer_unit_and_term_under_how_they_stand() -> None:
    counts = {Standing.OVERDUE: 2, Standing.LATER: 5}
    tallies = Tallies(
        by_officer=(Tally(key="a", label="a", counts=counts), Tally(key="b", label="b", counts={Standing.LATER: 1})),
        by_unit=(Tally(key="执法一科", label="执法一科", counts=counts),),
        by_term=(Tally(key="decision", label="作出处罚决定的期限", counts=counts),),
    )

    rows = [[cell.plain for cell in cells] for cells in counted(tallies, NAMES)]

    assert rows == [
        ["承办人", "承办人甲", "2", "", "", "", "5", "", "", "7"],
        ["", "b", "", "", "", "", "1", "", "", "1"],
        ["承办机构", "执法一科", "2", "", "", "", "5", "", "", "7"],
        ["期限", "作出处罚决定的期限", "2", "", "", "", "5", "", "", "7"],
    ]
    assert {len(cells) for cells in rows} == {len(COUNT_HEADS)}


def test_every_standing_has_its_colour_and_name() -> None:
    assert set(COLOURS) == set(Standing)
    assert all(standing.label for standing in Standing)
