"""Sheets out and in again, and workbooks that another program made."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from zhifa.sheets import Sheet, Span, TableUnreadable, open_table, xlsx_table
from zhifa.sheets.csv_table import csv_rows
from zhifa.sheets.formulas import guarded, is_formula, unguarded
from zhifa.sheets.sheet import Row
from zhifa.sheets.writing import csv_bytes, write_workbook

ODD = [
    "=1+1", "'=x", "''-", "+86 371", "-", "@a", "\t=", " a ", "\n二\r\n三\r", "_x000D_", "_x005F_x0041_", "<&>\"'", "001",
    "410100202300012345", "2026-01-01", "\ufeffx", "𠀀", "\x0b\x1f",
]  # fmt: skip
TEXTS = st.text(
    st.one_of(
        st.sampled_from("'=+-@\t\r\n,\"_x0041 "), st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    )
)


def sheets(path: Path) -> list[tuple[Sheet, list[Row]]]:
    with open_table(path) as table:
        return [(sheet, list(sheet.rows())) for sheet in table.sheets()]


def made(path: Path, cells: Mapping[str, Any], *, merged: str | None = None) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for place, value in cells.items():
        sheet[place] = value
    if merged:
        sheet.merge_cells(merged)
    book.save(path)
    book.close()
    return path


# --- out and in again -------------------------------------------------------------------------------------------------


def test_a_workbook_comes_back_the_same_whatever_its_texts_begin_with(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, {"执法人员": [ODD, ["x"]], "乙&\"'": [["y"] * 30]})
    (one, first), (two, second) = sheets(path)
    assert [one.title, two.title] == ["执法人员", "乙&\"'"]
    assert first == [(ODD, []), (["x", *[""] * (len(ODD) - 1)], [])]
    assert second == [(["y"] * 30, [])]


def test_a_workbook_is_text_to_a_spreadsheet_program(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, {"甲": [["=1+1", "001"]]})
    read = load_workbook(path)
    cells = [read["甲"]["A1"], read["甲"]["B1"]]
    assert [(cell.value, cell.data_type, cell.number_format, cell.quotePrefix) for cell in cells] == [
        ("=1+1", "s", "@", True),
        ("001", "s", "@", True),
    ]


def test_the_same_rows_are_the_same_workbook(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(tmp_path / name, {"甲": [ODD]})
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("title", ["", "甲" * 32, "甲/乙", "a:b"])
def test_a_title_that_no_spreadsheet_takes_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(ValueError, match="a worksheet has 1 to 31 characters"):
        write_workbook(tmp_path / "a.xlsx", {title: []})


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=4))
def test_a_csv_file_comes_back_the_same_and_nothing_of_it_is_a_formula(rows: list[list[str]]) -> None:
    written = csv_bytes(rows)
    read = [cells for cells, _ in csv_rows(io.BytesIO(written), name="a.csv")]
    assert not any(is_formula(cell) for row in read for cell in row)
    assert [[unguarded(cell) for cell in row] for row in read] == rows


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ('"甲;\n乙",丙\n', ["甲;\n乙", "丙"]),
        ('"甲\t\n乙",丙\n', ["甲\t\n乙", "丙"]),
        ('"甲,乙";丙\n', ["甲,乙", "丙"]),
        ('"甲,\n乙"\t丙\n', ["甲,\n乙", "丙"]),
        ("甲;乙,丙\n", ["甲;乙", "丙"]),
        ('"甲;乙"\n', ["甲;乙"]),
    ],
)
def test_marks_within_the_quotes_of_a_heading_part_nothing(text: str, heading: list[str]) -> None:
    assert [cells for cells, _ in csv_rows(io.BytesIO(text.encode()), name="a.csv")] == [heading]


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text_comes_back_the_same_from_a_workbook(row: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        write_workbook(path, {"甲": [[*row, "end"]]})
        ((_, [(cells, _)]),) = sheets(path)
    assert cells == [*row, "end"]


@pytest.mark.parametrize("text", ["=1", "@sum", "+cmd|' /C calc'!A0", "-a", "\tx", "\r="])
def test_what_a_program_would_run_is_a_formula_until_it_is_guarded(text: str) -> None:
    assert is_formula(text)
    assert not is_formula(guarded(text))
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "-", "--", "-5.00", "+86 371-6666", "甲=乙", "'", "'甲"])
def test_a_number_and_a_stroke_are_no_formula(text: str) -> None:
    assert not is_formula(text)


# --- what others made -------------------------------------------------------------------------------------------------


def test_values_stand_where_the_sheet_shows_them(tmp_path: Path) -> None:
    half_past_nine = datetime(2025, 1, 1, 9, 30)  # noqa: DTZ001 - a spreadsheet knows no zone
    path = made(tmp_path / "a.xlsx", {"C2": "甲", "D3": True, "C4": 2.5, "D4": half_past_nine, "E4": "=1+1"})
    ((sheet, rows),) = sheets(path)
    assert sheet.height == 4
    assert [cells for cells, _ in rows] == [
        [""] * 5,
        ["", "", "甲", "", ""],
        ["", "", "", "是", ""],
        ["", "", "2.5", "2025-01-01T09:30:00", ""],
    ]
    assert [[(at, text) for at, text, _ in spoiled] for _, spoiled in rows] == [[], [], [], [(4, "=1+1")]]


def test_shared_texts_in_pieces_are_read_whole_and_without_how_they_are_pronounced(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, {"甲": [["x"]]})
    with zipfile.ZipFile(path) as archive:
        types, relations = (
            archive.read(name).decode() for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels")
        )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    part = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    names = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    pieces = "<si><r><t>执法</t></r><r><rPr/><t>人员</t></r><rPh sb='0' eb='2'><t>zhifa</t></rPh></si>"
    changed = {
        "[Content_Types].xml": types.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{part}"/></Types>'),
        "xl/_rels/workbook.xml.rels": relations.replace("</Relationships>", f'<Relationship Id="rIdS" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'),
        "xl/sharedStrings.xml": f"<sst {names}>{pieces}<si><t>001</t></si></sst>",
        "xl/worksheets/sheet1.xml": f'<worksheet {names}><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row></sheetData></worksheet>',
    }  # fmt: skip
    ((_, rows),) = sheets(_rewritten(path, {name: content.encode() for name, content in changed.items()}))
    assert rows == [(["执法人员", "001"], [])]


def test_a_sheet_of_formulas_alone_is_not_taken_for_empty(tmp_path: Path) -> None:
    ((sheet, rows),) = sheets(made(tmp_path / "a.xlsx", {"B2": "=A1"}))
    assert sheet.height == 2
    assert [text for _, spoiled in rows for _, text, _ in spoiled] == ["=A1"]


def test_merged_cells_spoil_every_row_they_touch(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", {"A1": "单位", "A2": "支队", "B4": "x"}, merged="A2:A4")
    ((_, rows),) = sheets(path)
    told = "第2至4行是合并单元格；取消合并，逐行填写"
    assert [list(spoiled) for _, spoiled in rows] == [[], [(0, "支队", told)], [(0, "", told)], [(0, "", told)]]


def test_what_is_hidden_is_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet, other = book.active, book.create_sheet("乙")
    assert sheet is not None
    for of_book in (sheet, other):
        of_book.append(["a", "b"])
        of_book.append(["c", "d"])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    other.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    (first, _), (second, _) = sheets(tmp_path / "a.xlsx")
    assert (first.hidden, first.hidden_rows, first.hidden_columns) == (False, (Span(2, 2),), (Span(2, 2),))
    assert second.hidden


def test_a_sheet_that_would_take_endless_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_table, "MOST_CELLS", 100)
    with pytest.raises(TableUnreadable, match="占90行、26列，多于100格"):
        sheets(made(tmp_path / "a.xlsx", {"A1": "x", "C90": "y"}))


def test_merged_cells_that_are_merged_over_and_over_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_table, "MOST_CELLS", 100)
    path = made(tmp_path / "a.xlsx", {"A1": "x", "B3": "y"}, merged="A1:A3")
    with zipfile.ZipFile(path) as archive:
        part = archive.read("xl/worksheets/sheet1.xml")
    merges = part.replace(b"</mergeCells>", b'<mergeCell ref="A1:A3"/>' * 60 + b"</mergeCells>")
    with pytest.raises(TableUnreadable, match="不是完好的 XLSX"):
        sheets(_rewritten(path, {"xl/worksheets/sheet1.xml": merges}))


def _rewritten(path: Path, changed: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**parts, **changed}.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "changed",
    [
        {"xl/workbook.xml": b"<!DOCTYPE x><workbook/>"},
        {"xl/workbook.xml": b"<workbook"},
        {"XL/workbook.xml": b"twice"},
        {"xl/worksheets/sheet1.xml": b"<!DOCTYPE x><worksheet/>"},
        {"xl/worksheets/sheet1.xml": b"<!-- --><worksheet"},
    ],
    ids=["doctype", "workbook", "twice", "sheet-doctype", "sheet"],
)
def test_a_workbook_that_is_damaged_or_devised_is_refused(tmp_path: Path, changed: Mapping[str, bytes]) -> None:
    path = _rewritten(made(tmp_path / "a.xlsx", {"A1": "x"}), changed)
    with pytest.raises(TableUnreadable, match="不是完好的 XLSX"):
        sheets(path)


# --- CSV --------------------------------------------------------------------------------------------------------------


def test_a_csv_file_is_one_sheet_named_as_the_file(tmp_path: Path) -> None:
    (tmp_path / "officer.csv").write_bytes(csv_bytes([["工号"], ["001"]]))
    ((sheet, rows),) = sheets(tmp_path / "officer.csv")
    assert (sheet.title, sheet.formulas, sheet.height) == ("officer", False, None)
    assert rows == [(["工号"], ()), (["001"], ())]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "gbk"])
@pytest.mark.parametrize("parted", ["\t", ",", ";"])
def test_a_text_saved_by_a_spreadsheet_is_read_by_what_parts_its_cells(
    tmp_path: Path, encoding: str, parted: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"工号{parted}姓名\r\n001{parted}承办人甲\r\n".encode(encoding))
    ((_, rows),) = sheets(path)
    assert [cells for cells, _ in rows] == [["工号", "姓名"], ["001", "承办人甲"]]


def test_a_text_that_is_cut_in_a_character_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("工号".encode("utf-16")[:-1])
    with pytest.raises(TableUnreadable, match="既不是 UTF-8"):
        sheets(path)
