"""Sheets of the register as people hand them over: what is read, and every fault that is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from zhifa.engine.books.catalogue import book_named
from zhifa.registers.headings import recognise, titles_for
from zhifa.registers.intake import Intake, read_sheets
from zhifa.sheets import TableUnreadable

OFFICER = "工号,姓名,内设机构,职务,有效期自"
TRAINING = "工号,年度,课程,类别,学时,考核合格,有效期自"
ROW = "001,承办人甲,支队,科员,2025-01-01"

File = Callable[..., Path]


@pytest.fixture
def file(tmp_path: Path) -> File:
    def write(*lines: str, name: str = "名录.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes("\r\n".join(lines).encode(encoding))
        return path

    return write


def faults(*paths: Path) -> list[str]:
    return [fault.text for fault in read_sheets(paths).faults]


def bodies(intake: Intake, book: str) -> list[dict[str, Any]]:
    return [dict(one.line.body) for one in intake.lines[book]]


# --- which book, which column -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_sheet_is_known_by_its_heading_in_every_encoding(file: File, encoding: str) -> None:
    intake = read_sheets([file(OFFICER, ROW, "", encoding=encoding)])
    assert bodies(intake, "officer") == [{"staff_number": "001", "name": "承办人甲", "unit": "支队", "post": "科员"}]
    assert intake.lines["officer"][0].row == 2
    assert intake.absent == {"officer": ("在编", "来自机关", "有效期至")}
    assert [(source.name, len(source.digest)) for source in intake.sources] == [("名录.csv", 64)]


@pytest.mark.parametrize("title", ["officer", "执法人员", "　执法 人员"])
def test_a_sheet_is_known_by_its_title(title: str) -> None:
    assert recognise(OFFICER.split(","), file="x.csv", title=title).book.name == "officer"


def test_titles_are_compared_without_blanks_width_and_stars() -> None:
    heading = recognise(["＊工 号", "*姓名", "内设机构", "职务*", "有效期自", ""], file="x.csv", title="x")
    assert heading.fields == ("staff_number", "name", "unit", "post", "valid_from")


def test_an_amount_is_in_the_unit_of_its_heading() -> None:
    book = book_named("review_rule")
    written = titles_for(book)
    assert "金额起点(元)" in written
    heading = recognise([one.replace("(元)", "（万元）") for one in written], file="x.csv", title="x", book=book)
    assert heading.units == {"amount_from": "万元"}


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("工号,姓名,内设机构,职务", "不合“执法人员”的表头：缺少必需的列“有效期自”"),
        (f"{OFFICER},来自单位", "不认识的列「来自单位」（是否“来自机关”）"),
        (f"{OFFICER},身份证", "不认识的列「身份证」。"),
        (f"{OFFICER},{','.join(map(str, range(300)))}", "、「18」、「19」等300列。"),
        (f"{OFFICER},在编(元)", "不认识的列「在编(元)」"),
        (f"{OFFICER},工号", "列名「工号」写了不止一次"),
        (f"{OFFICER},* 工号", "写了不止一列的“工号”"),
        ("甲,乙", "不是名录：表头（「甲」、「乙」）中没有名录的列"),
        (",", "第一行是空的，应为列名"),
        ("有效期自,有效期至", "不是名录"),
    ],
)
def test_a_heading_that_does_not_fit_is_refused_with_all_that_is_wrong(file: File, heading: str, told: str) -> None:
    with pytest.raises(TableUnreadable, match=r"名录\.csv") as caught:
        read_sheets([file(heading, ROW)])
    assert told in caught.value.reason


def test_a_heading_that_fits_two_books_asks_which(monkeypatch: pytest.MonkeyPatch) -> None:
    officer = book_named("officer")
    monkeypatch.setattr("zhifa.registers.headings.BOOKS", (officer, officer))
    with pytest.raises(
        TableUnreadable, match=r"表头合于几种名录：officer（执法人员）、officer（执法人员）；用 --book 写明"
    ):
        recognise(OFFICER.split(","), file="x.csv", title="x")


def test_a_book_that_is_named_rules_over_title_and_heading(file: File) -> None:
    with pytest.raises(TableUnreadable, match="不合“培训学时”的表头"):
        read_sheets([file(OFFICER, ROW, name="officer.csv")], book=book_named("training"))


def test_two_sheets_of_one_book_are_refused(file: File) -> None:
    with pytest.raises(TableUnreadable, match=r"b\.csv：“执法人员”有不止一张表"):
        read_sheets([file(OFFICER, ROW, name="a.csv"), file(OFFICER, ROW, name="b.csv")])


@pytest.mark.parametrize(("lines", "told"), [([OFFICER], "只有表头"), ([], "第一行是空的")])
def test_a_sheet_without_lines_is_refused_lest_it_end_the_whole_book(file: File, lines: list[str], told: str) -> None:
    with pytest.raises(TableUnreadable, match=told):
        read_sheets([file(*lines)])


# --- rows -------------------------------------------------------------------------------------------------------------


def test_every_fault_of_every_sheet_is_told_at_once(file: File) -> None:
    first = file(OFFICER, "001,,支队,科员,2025-02-30", ROW, name="a.csv")
    second = file(TRAINING, "001,1900,法律,公共法律知识,40,是,2025-01-01", name="b.csv")
    told = faults(first, second)
    assert [text.partition("：")[0] for text in told] == [
        "a.csv第2行“姓名”",
        "a.csv第2行“有效期自”的值「2025-02-30」",
        *[text.partition("：")[0] for text in told[2:]],
    ]
    assert told[2].startswith("b.csv第2行“年度”的值「1900」")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('001,"=HYPERLINK(1)",支队,科员,2025-01-01', "第2行“姓名”的值「=HYPERLINK(1)」：是公式，不是值"),
        ("001,+A1,支队,科员,2025-01-01", "第2行“姓名”的值「+A1」：是公式，不是值"),
        ("001,@甲,支队,科员,2025-01-01", "第2行“姓名”的值「@甲」：是公式，不是值"),
        ("001,承办人甲,支队,科员", "第2行的值「001,承办人甲,支队,科员」：有4格，表头有5列"),
        ("001,承办人甲,支队,科员,2025-01-01,余", "有6格，表头有5列"),
        ("001,承办\u200b人,支队,科员,2025-01-01", "零宽"),
        ("001,承办\u202e人,支队,科员,2025-01-01", "双向"),
    ],
)
def test_a_cell_that_holds_no_value_is_a_fault(file: File, row: str, told: str) -> None:
    (fault,) = faults(file(OFFICER, row))
    assert told in fault


def test_of_a_spoiled_cell_only_the_first_rule_is_told(file: File) -> None:
    assert len(faults(file(OFFICER, "001,承办人甲,支队,科员,=TODAY()"))) == 1


def test_a_text_behind_an_apostrophe_is_the_text(file: File) -> None:
    intake = read_sheets([file(OFFICER, "001,'=甲,支队,-,2025-01-01,")])
    assert intake.faults == []
    assert bodies(intake, "officer")[0]["name"] == "=甲"


def test_numbers_that_lost_their_zeros_are_faults_across_sheets(file: File) -> None:
    officers = file(
        OFFICER, "0012,承办人甲,支队,科员,2025-01-01", "7,承办人乙,支队,科员,2025-01-01", name="officer.csv"
    )
    training = file(TRAINING, "12,2025,法律,公共法律知识,40,是,2025-01-01", name="training.csv")
    (fault,) = read_sheets([officers, training]).faults
    assert (fault.where, fault.row, fault.column, fault.value) == ("training.csv", 2, "工号", "12")
    assert "与工号0012只差前面的零" in fault.rule


def test_two_officers_whose_numbers_differ_by_zeros_are_both_taken(file: File) -> None:
    rows = (f"{number},承办人甲,支队,科员,2025-01-01" for number in ("7", "007", "0007", "0"))
    assert faults(file(OFFICER, *rows)) == []


def test_faults_are_all_counted_and_kept_up_to_a_bound(file: File, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhifa.registers.intake.MOST_FAULTS", 3)
    intake = read_sheets([file(OFFICER, *[",,支队,科员,2025-01-01"] * 4)])
    assert (len(intake.faults), intake.fault_count) == (3, 8)


def test_how_far_it_is_is_told_in_bytes_and_never_falls(file: File) -> None:
    paths = [
        file(OFFICER, *[ROW] * 2500, name="a.csv"),
        file(TRAINING, "1,2025,法律,公共法律知识,40,是,2025-01-01", name="b.csv"),
    ]
    steps: list[tuple[int, int]] = []
    read_sheets(paths, told=lambda done, total: steps.append((done, total)))
    total = sum(path.stat().st_size for path in paths)
    assert steps == sorted(steps)
    assert len(steps) >= 4
    assert steps[-1] == (total, total)


def test_a_file_that_changes_while_it_is_read_is_refused(file: File) -> None:
    path = file(OFFICER, *[ROW] * 1500)
    with pytest.raises(TableUnreadable, match="又被改动"):
        read_sheets([path], told=lambda _done, _total: path.write_bytes(b"else") and None)


# --- workbooks --------------------------------------------------------------------------------------------------------


def workbook(*rows: list[Any]) -> Any:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in [OFFICER.split(","), *rows]:
        sheet.append(row)
    return made


SOUND = ["001", "承办人甲", "支队", "科员", date(2025, 1, 1)]


def test_every_worksheet_is_a_book(tmp_path: Path) -> None:
    made = workbook(SOUND)
    made.create_sheet("空的")
    other = made.create_sheet("培训学时")
    other.append(TRAINING.split(","))
    other.append(["001", 2025, "法律", "公共法律知识", 40.5, "是", "2025/1/1"])
    other.append(["001", 1900, "法律", "公共法律知识", 40.5, "是", "2025/1/1"])
    made.save(tmp_path / "a.xlsx")
    intake = read_sheets([tmp_path / "a.xlsx"])
    assert bodies(intake, "officer")[0]["staff_number"] == "001"
    assert bodies(intake, "training")[0]["hours"] == 405
    assert [fault.text.partition("“")[0] for fault in intake.faults] == ["a.xlsx〔培训学时〕第3行"]


def test_merged_cells_are_told_once_with_their_rows_and_what_they_cover_is_no_second_fault(tmp_path: Path) -> None:
    made = workbook(SOUND, SOUND, [*SOUND[:4], None], SOUND)
    made.active.merge_cells("C2:C4")
    made.save(tmp_path / "a.xlsx")
    assert faults(tmp_path / "a.xlsx") == [
        "第2行“内设机构”的值「支队」：第2至4行是合并单元格；取消合并，逐行填写",
        "第4行“有效期自”：必填",
    ]


def test_what_cells_merged_across_cover_is_no_second_fault(tmp_path: Path) -> None:
    made = workbook(SOUND, SOUND)
    made.active.merge_cells("B2:D3")
    made.save(tmp_path / "a.xlsx")
    assert faults(tmp_path / "a.xlsx") == [
        "第2行“姓名”的值「承办人甲」：第2至3行第2至4列是合并单元格；取消合并，逐行填写"
    ]


def test_a_merged_title_above_the_heading_is_refused_in_words(tmp_path: Path) -> None:
    made = workbook(SOUND)
    made.active.insert_rows(1)
    made.active["A1"] = "执法人员名录"
    made.active.merge_cells("A1:E1")
    made.save(tmp_path / "a.xlsx")
    with pytest.raises(TableUnreadable, match=r"第一行第1列第1行第1至5列是合并单元格；.*删去标题行"):
        read_sheets([tmp_path / "a.xlsx"])


def test_formulas_errors_and_lost_digits_are_told_by_their_cells(tmp_path: Path) -> None:
    made = workbook(["=A1", *SOUND[1:]], ["001", "#N/A", *SOUND[2:]], [410100202300012345, *SOUND[1:]])
    made.save(tmp_path / "a.xlsx")
    assert [text.partition("；")[0] for text in faults(tmp_path / "a.xlsx")] == [
        "第2行“工号”的值「=A1」：是公式，不是值",
        "第3行“姓名”的值「#N/A」：是表格软件的错误值",
        "第4行“工号”的值「410100202300012416」：是超过15位的数字，表格软件已舍去末位",
    ]


def test_what_is_hidden_is_not_taken_without_a_word(tmp_path: Path) -> None:
    made = workbook(SOUND, SOUND, SOUND)
    for row in (3, 4, 90):
        made.active.row_dimensions[row].hidden = True
    made.active.column_dimensions["B"].hidden = True
    made.active.column_dimensions["Z"].hidden = True
    made.save(tmp_path / "a.xlsx")
    told = faults(tmp_path / "a.xlsx")
    assert [text.partition("；")[0] for text in told] == ["第3行：第3至4行被隐藏或者筛选掉了", "第1行：第2列被隐藏了"]


def test_a_hidden_worksheet_with_something_in_it_is_refused(tmp_path: Path) -> None:
    made = workbook(SOUND)
    hidden = made.create_sheet("旧")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    made.save(tmp_path / "a.xlsx")
    with pytest.raises(TableUnreadable, match=r"a\.xlsx〔旧〕：是隐藏的工作表"):
        read_sheets([tmp_path / "a.xlsx"])


def test_a_workbook_with_nothing_in_it_is_refused(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(TableUnreadable, match="是空的"):
        read_sheets([tmp_path / "a.xlsx"])


def test_what_stands_beside_the_table_is_a_fault_and_a_row_of_blanks_is_none(tmp_path: Path) -> None:
    made = workbook(SOUND, [None, " "], [*SOUND, None, "备注甲"], [*SOUND, None, "=A1"], SOUND)
    made.save(tmp_path / "a.xlsx")
    told = [text.partition("：")[2] for text in faults(tmp_path / "a.xlsx")]
    assert told == ["第7列有内容，表头只有5列；补上列名，或者清除"] * 2
