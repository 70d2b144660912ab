"""What a worksheet holds besides values, told by its own XML."""

from __future__ import annotations

import io

import pytest

from zhifa.sheets.scan import ERROR, FORMULA, NotSpreadsheet, Scan, scan
from zhifa.sheets.sheet import Area, Span

NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def scanned(data: str, *, before: str = "", behind: str = "") -> Scan:
    return scan(io.BytesIO(f"<worksheet {NAMES}>{before}<sheetData>{data}</sheetData>{behind}</worksheet>".encode()))


def value(place: str, text: str = "1") -> str:
    return f'<c r="{place}"><v>{text}</v></c>'


def test_a_plain_sheet_has_an_extent_and_nothing_else() -> None:
    found = scanned(f'<row r="1">{value("A1")}</row><row r="7">{value("AB7")}<c r="ZZ7" s="1"/></row>')
    assert found == Scan(height=7, width=28)


def test_a_sheet_in_pieces_is_searched_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhifa.sheets.scan._PIECE", 7)
    assert scanned(f'<row r="1">{value("A1")}</row><row r="12">{value("AC12")}</row>') == Scan(height=12, width=29)


def test_a_formula_is_told_with_its_text() -> None:
    found = scanned(f'<row r="2">{value("A2")}<c r="C2"><f>A2&amp;"x"</f><v>1x</v></c></row>')
    assert found == Scan(height=2, width=3, spoiled={2: [(3, '=A2&"x"', FORMULA)]})


def test_every_cell_that_a_formula_fills_is_told() -> None:
    found = scanned('<row r="2"><c r="B2"><f t="array" ref="B2:C3">A1:A2*2</f><v>1</v></c></row>')
    assert {(row, at) for row, of_row in found.spoiled.items() for at, _, _ in of_row} == {
        (2, 2),
        (2, 3),
        (3, 2),
        (3, 3),
    }
    assert (found.height, found.width) == (3, 3)


def test_an_error_value_is_told_and_a_formula_with_one_is_told_once() -> None:
    found = scanned('<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>')
    assert found.spoiled == {1: [(1, "#N/A", ERROR), (2, "=1/0", FORMULA)]}


def test_merged_cells_and_what_is_hidden_are_told() -> None:
    rows = "".join(f'<row r="{n}"{hidden}>{value(f"A{n}")}</row>' for n, hidden in ((1, ""), (2, ' hidden="1"'), (3, ' hidden="true"'), (5, ' hidden="1"'), (6, ' hidden="0"')))  # fmt: skip
    found = scanned(rows, before='<cols><col min="2" max="3" hidden="1"/><col min="4" max="4"/></cols>', behind='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>')  # fmt: skip
    assert found.merged == [Area(Span(1, 2), Span(1, 2))]
    assert found.hidden_rows == [Span(2, 3), Span(5, 5)]
    assert found.hidden_columns == [Span(2, 3)]


def test_cells_and_rows_without_a_place_follow_each_other() -> None:
    found = scanned("<row><c><v>1</v></c></row><row><c><v>1</v></c><c><f>1</f></c></row>")
    assert found.spoiled == {2: [(2, "=1", FORMULA)]}


def test_a_formula_outside_of_the_cells_spoils_none() -> None:
    found = scanned(
        f'<row r="1">{value("A1")}</row>',
        behind='<extLst><ext><x:f xmlns:x="x">A1</x:f><f>2</f><v>3</v></ext></extLst>',
    )
    assert found.spoiled == {}


def test_names_with_a_prefix_are_followed() -> None:
    text = '<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1"><x:c r="B1"><x:f>1</x:f></x:c></x:row></x:sheetData></x:worksheet>'
    assert scan(io.BytesIO(text.encode())).spoiled == {1: [(2, "=1", FORMULA)]}


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>",
        "<worksheet><!-- --><row",
        '<?xml version="1.0" encoding="no-such"?><worksheet hidden="1"/>',
        "<worksheet><!-- --><row r='x'/></worksheet>",
        "<worksheet><!-- --><c r='7B'/></worksheet>",
        "<worksheet><!-- --><mergeCell/></worksheet>",
        "<worksheet><c r='A1'><f t='array' ref='A1:XFD1048576'>1</f></c></worksheet>",
    ],
    ids=["doctype", "cut", "encoding", "row", "place", "merge", "endless"],
)
def test_what_is_no_worksheet_is_refused(text: str) -> None:
    with pytest.raises(NotSpreadsheet):
        scan(io.BytesIO(text.encode()))
