"""The order of a case's papers in its dossier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise

import pytest

from in_hand import HEARD, new_case, ready, undone
from penalty_steps import Plot
from zhifa.documents.dossier.arrangement import Order, Volume
from zhifa.documents.numerals import day
from zhifa.engine.casefile import CaseFile, PaperOnFile
from zhifa.engine.dossier_order import ADDED, AS_ISSUED, LISTED, Filed, as_listed, filed, sheets_of


@pytest.fixture(scope="module")
def archived() -> CaseFile:
    return new_case(HEARD).to("archived").case


def _filed(case: CaseFile) -> tuple[Filed, ...]:
    return filed(case, sheets_of(case), Order.DECISION_FIRST)


def _codes(pieces: tuple[Filed, ...], volume: Volume) -> list[str]:
    return [one.paper.code for one in pieces if one.volume is volume]


def test_every_paper_is_filed_once_but_for_the_one_that_closed_the_dossier(archived: CaseFile) -> None:
    assert sorted(one.paper.id for one in _filed(archived)) == sorted(
        paper.id for paper in archived.papers if paper.code != "D50"
    )


def test_numbers_run_from_one_in_each_volume(archived: CaseFile) -> None:
    for _, within in groupby(_filed(archived), key=lambda one: one.volume):
        numbers = [one.number for one in within]
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_part_is_in_one_piece(archived: CaseFile) -> None:
    parts = [(one.volume, one.part) for one in _filed(archived)]

    assert len(list(groupby(parts))) == len(set(parts))


def test_the_filing_comes_first_and_the_decision_next(archived: CaseFile) -> None:
    assert _codes(_filed(archived), Volume.MAIN)[:4] == ["D02", "D01", "D33", "D37"]
    assert _codes(_filed(archived), Volume.INNER)[0] == "D21"
    assert _codes(_filed(archived), Volume.INNER)[-1] == "D49"


def test_a_receipt_stands_behind_the_paper_it_serves(archived: CaseFile) -> None:
    codes = _codes(_filed(archived), Volume.MAIN)

    assert [before for before, code in pairwise(codes) if code == "D37"] == ["D33", "D24"]


def test_attempts_in_vain_and_the_announcement_stand_behind_the_paper_they_are_about() -> None:
    case = ready("deem_decision_served").case
    codes = _codes(_filed(case), Volume.MAIN)

    assert codes[codes.index("D33") + 1 :][:3] == ["D37", "D37", "D39"]


def test_within_a_group_the_order_of_issue_holds() -> None:
    case = new_case(Plot(statement=True)).to("archived").case
    records = [
        one.paper.seq for one in _filed(case) if one.part == "证据材料" and one.paper.code in ("D07", "D09", "D26")
    ]

    assert records == sorted(records)
    assert len(records) > 2


def test_what_is_issued_after_the_archiving_goes_to_the_end_and_changes_no_number(archived: CaseFile) -> None:
    later = undone(new_case(HEARD).to("archived")).do("withdraw_publication").do("review_publication").case
    before, after = _filed(archived), _filed(later)
    added = [one for one in after if one.part == ADDED]

    assert [one.paper.code for one in added] == ["D59"]
    assert [one for one in after if one.part != ADDED] == list(before)
    assert after[-1] == added[-1]


def test_of_a_case_archived_twice_the_first_closing_is_a_paper_of_the_second_dossier() -> None:
    case = new_case(Plot(remedied=True)).to("archived").case
    again = [paper for paper in case.papers if paper.code == "D50"]

    assert len([one for one in _filed(case) if one.paper.code == "D50"]) == len(again) - 1
    assert sheets_of(case) == again[-1]


def _lines(papers: Iterable[PaperOnFile]) -> list[tuple[str, ...]]:
    """As the closing paper lists them: 序号 文号 责任者 题名 日期 页号."""
    days = [(paper, day(date.fromisoformat(paper.issued_on))) for paper in papers]
    return [(str(number), "无", "某局", paper.title, on, "") for number, (paper, on) in enumerate(days, start=1)]


def _closing(case: CaseFile) -> tuple[PaperOnFile, list[PaperOnFile]]:
    sheets = sheets_of(case)
    assert sheets
    return sheets, [paper for paper in case.papers if paper.seq < sheets.seq]


def test_a_dossier_closed_with_one_list_keeps_its_order_and_numbers_in_one_volume(archived: CaseFile) -> None:
    sheets, bound = _closing(archived)
    pieces = as_listed(archived, sheets, [_lines(bound)])

    assert pieces
    assert [(one.number, one.paper.code) for one in pieces] == [(n + 1, paper.code) for n, paper in enumerate(bound)]
    assert {(one.volume, one.part) for one in pieces} == {(Volume.MAIN, LISTED)}


@pytest.mark.parametrize("lists", [1, 2])
def test_what_came_after_a_list_of_another_order_goes_to_the_end_of_its_volume(lists: int) -> None:
    case = undone(new_case(HEARD).to("archived")).do("withdraw_publication").do("review_publication").case
    sheets, bound = _closing(case)
    pieces = as_listed(case, sheets, [_lines(bound[:-1]), _lines(bound[-1:])] if lists > 1 else [_lines(bound)])

    assert pieces
    assert [one.part == ADDED for one in pieces] == [*[False] * len(bound), True]
    assert (pieces[-1].volume, pieces[-1].number) == ((Volume.INNER, 2) if lists > 1 else (Volume.MAIN, len(bound) + 1))


def test_a_listed_paper_that_is_gone_leaves_its_number_free(archived: CaseFile) -> None:
    sheets, bound = _closing(archived)
    gone = replace(archived, papers=tuple(paper for paper in archived.papers if paper is not bound[1]))
    pieces = as_listed(gone, sheets, [_lines(bound)])

    assert pieces
    assert [one.number for one in pieces] == [1, *range(3, len(bound) + 1)]


@pytest.mark.parametrize("spoilt", [("甲", "无", "某局", "题", "日"), ("1", "无")], ids=["no number", "other columns"])
def test_a_list_that_does_not_tell_every_paper_gives_no_order(archived: CaseFile, spoilt: tuple[str, ...]) -> None:
    sheets, bound = _closing(archived)

    assert as_listed(archived, sheets, [[spoilt, *_lines(bound)[1:]]]) is None


def test_a_case_that_goes_on_has_an_order_too() -> None:
    case = new_case().to("investigating").case

    assert sheets_of(case) is None
    assert _codes(_filed(case), Volume.MAIN)[:2] == ["D02", "D01"]


def test_an_agency_may_have_the_order_of_issue_in_each_volume(archived: CaseFile) -> None:
    pieces = filed(archived, sheets_of(archived), Order.AS_ISSUED)

    for volume in Volume:
        issued = [one.paper.seq for one in pieces if one.volume is volume]
        assert issued == sorted(issued)
    assert {one.part for one in pieces} == {AS_ISSUED}
    assert _codes(pieces, Volume.MAIN)[0] == "D01"
    assert sorted(_codes(pieces, Volume.INNER)) == sorted(_codes(_filed(archived), Volume.INNER))
