"""Files of past decisions as they come: encodings, broken files, workbooks, and what is told of them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from zhifa.history import FaultyRows, TableUnreadable, read_table
from zhifa.history.columns import POSITIONS
from zhifa.sheets import xlsx_table

HEAD = "行政相对人名称,行政处罚决定书文号,处罚决定日期,罚款金额(元)"


def drawn(path: Path) -> list[tuple[int, Any, Any, Any, Any]]:
    at = [POSITIONS[field] for field in ("party", "document_number", "decided_on", "fine")]
    with read_table(path) as table:
        table.require_sound()
        return [(number, *(values[one] for one in at)) for number, values in table.rows()]


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str | bytes], Path]:
    def write(content: str | bytes) -> Path:
        path = tmp_path / "past.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_csv_is_read_in_each_encoding(file: Callable[[bytes], Path], encoding: str, newline: str) -> None:
    text = newline.join([HEAD, "某公司,甲罚〔2023〕1号,2023/5/9,5", "", ' 㐀某 ,"二,号",,', ""])
    assert drawn(file(text.encode(encoding))) == [
        (2, "某公司", "甲罚〔2023〕1号", "2023-05-09", 500),
        (4, "㐀某", "二,号", None, None),
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "是空的"),
        (HEAD, "只有表头"),
        (b"\xff\x00\x01\xff\xff", "既不是 UTF-8 也不是 GB18030"),
        (b"\xd0\xcf\x11\xe0 old", "旧式 XLS 或者加了密码"),
        (b"PK\x03\x04 broken", "不是完好的 XLSX"),
        (f'{HEAD}\n"甲,一号,,\n', "引号没有配对"),
        (f'{HEAD}\n"甲"乙,一号,,\n', "引号没有配对"),
        (f"{HEAD}\n甲\0,一号,,\n", "第2行含有空字符"),
        (f"{HEAD}\n{'长' * 200_000},一号,,\n", "一格长于131072个字符"),
        (f"{HEAD}\n{'长' * 13_500_000},一号,,\n", "第2行长于1000000个字符"),
    ],
    ids=["empty", "head", "encoding", "xls", "zip", "quote", "quote2", "nul", "cell", "40MB"],
)
def test_a_file_that_is_no_table_is_refused_in_words(file: Callable[[Any], Path], content: Any, told: str) -> None:
    with pytest.raises(TableUnreadable, match=r"past\.csv") as caught:
        drawn(file(content))
    assert told in str(caught.value)


SOUND_LINE = f"甲,{'一' * 300}号,2023-05-09,5"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([*[SOUND_LINE] * 3000, "甲\0,一号,,"], "第3002行含有空字符"),
        ([*[SOUND_LINE] * 3000, '"' + "长" * 1_000_000, SOUND_LINE], "第3002行长于1000000个字符"),
        ([*[SOUND_LINE] * 3000, '甲"乙",一号,,', '"甲"乙,一号,,'], "第3003行附近不是 CSV"),
    ],
    ids=["nul", "long", "quote"],
)
@pytest.mark.parametrize("newline", ["\n", "\r"])
def test_what_spoils_a_long_file_is_told_by_its_line(
    file: Callable[[str], Path], lines: list[str], told: str, newline: str
) -> None:
    with pytest.raises(TableUnreadable, match=told):
        drawn(file(newline.join([HEAD, *lines])))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_long_file_is_read_whole_whatever_ends_its_lines(file: Callable[[str], Path], newline: str) -> None:
    assert len(drawn(file(newline.join([HEAD, *[SOUND_LINE] * 3000])))) == 3000


def test_every_faulty_row_is_told_and_the_sound_ones_wait(file: Callable[[str], Path]) -> None:
    path = file(f"{HEAD}\n甲,一号,2023-02-30,很多\n乙,二号,2023-05-09,5\n丙,三号\n")
    with read_table(path) as table:
        assert (table.taken, table.skipped, table.fault_count) == (1, [2, 4], 3)
        assert [number for number, _ in table.rows()] == [3]
        with pytest.raises(FaultyRows) as caught:
            table.require_sound()
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (2, "罚款金额(元)"), (2, "处罚决定日期"), (4, "整行"),
    ]  # fmt: skip


def test_faults_are_all_counted_and_kept_up_to_a_bound(
    file: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhifa.history.intake.MOST_FAULTS", 3)
    with read_table(file(f"{HEAD}\n" + "甲,一号,x,y\n" * 5)) as table:
        assert (len(table.faults), table.fault_count) == (3, 10)


def test_rows_can_be_drawn_more_than_once_and_batches_keep_their_order(file: Callable[[str], Path]) -> None:
    lines = "".join(f"甲{serial},一号,2023-05-09,5\n" for serial in range(2500))
    steps: list[int] = []
    with read_table(file(f"{HEAD}\n{lines}"), told=steps.append) as table:
        first, second = list(table.rows()), list(table.rows())
    assert first == second
    assert [number for number, _ in first] == list(range(2, 2502))
    assert steps == sorted(steps)
    assert steps[-1] > 0


def test_a_file_that_changes_while_it_is_read_is_refused(file: Callable[[str], Path]) -> None:
    path = file(f"{HEAD}\n" + "甲,一号,2023-05-09,5\n" * 1500)

    def edit(_: int) -> None:
        path.write_text(f"{HEAD}\n别的\n", encoding="utf-8")

    with pytest.raises(TableUnreadable, match="又被改动"), read_table(path, told=edit):
        pass


def book(path: Path, *rows: list[Any], **sheets: list[list[Any]]) -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in [HEAD.split(","), *rows]:
        sheet.append(row)
    for title, content in sheets.items():
        other = made.create_sheet(title)
        for row in content:
            other.append(row)
    made.save(path)
    made.close()
    return path


def test_a_workbook_is_read_as_its_table_shows(tmp_path: Path) -> None:
    path = book(
        tmp_path / "t.xlsx",
        ["某公司", "一号", datetime(2023, 5, 9), 9490.98],  # noqa: DTZ001 - a spreadsheet knows no zone
        ["乙", 20230001, date(2023, 5, 9), 5],
        [],
        ["丙", "三号"],
        Blank=[],
    )
    assert drawn(path) == [
        (2, "某公司", "一号", "2023-05-09", 949_098),
        (3, "乙", "20230001", "2023-05-09", 500),
        (5, "丙", "三号", None, None),
    ]


@pytest.mark.parametrize(
    ("value", "told"), [("=1+1", "是公式"), ("#N/A", "错误值"), (914409825958485878, "超过15位"), (9.14e17, "超过15位")]
)
def test_a_cell_of_a_workbook_that_holds_no_value_is_a_fault(tmp_path: Path, value: Any, told: str) -> None:
    with pytest.raises(FaultyRows) as caught:
        drawn(book(tmp_path / "t.xlsx", [value, "一号"]))
    (fault,) = caught.value.faults
    assert (fault.row, fault.column) == (2, "行政相对人名称")
    assert told in fault.rule


def test_every_row_that_merged_cells_touch_is_faulty_so_that_none_is_taken_over_with_a_blank(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", *[["甲", f"{number}号", "2023-05-09", 5] for number in range(4)])
    made = load_workbook(path)
    made.worksheets[0].merge_cells("A3:A4")
    made.save(path)
    with read_table(path) as table:
        assert (table.taken, table.skipped) == (2, [3, 4])
        assert "第3至4行是合并单元格" in table.faults[0].rule


def test_a_workbook_with_two_filled_sheets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableUnreadable, match="现在有2张（「Sheet」、「乙」）"):
        drawn(book(tmp_path / "t.xlsx", ["甲", "一号"], 乙=[["x"]]))


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_table, "LARGEST", 20_000)
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 20_001)
    with pytest.raises(TableUnreadable, match="解压后有 20001 字节，大于 20000"):
        drawn(path)
