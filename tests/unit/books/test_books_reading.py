"""Rows of a sheet and lines of a book: the one reads back as the other, and a faulty cell is named."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register_lines import fitting
from zhifa.engine.books.book import Book, Cell, Column, Line, LineFault
from zhifa.engine.books.catalogue import BOOKS, book_named
from zhifa.engine.books.reading import LineReader, cells_of, columns_of
from zhifa.engine.canonical import canonical
from zhifa.engine.fields import LONG_TEXT, SHORT_TEXT
from zhifa.engine.period import Period

_SEEN = st.characters(exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"), exclude_characters="；")
_TEXT = st.text(_SEEN, min_size=1, max_size=8).map(lambda told: unicodedata.normalize("NFC", told.strip())).filter(bool)
_CODE = _TEXT.map(lambda told: unicodedata.normalize("NFKC", "".join(told.split()))).filter(
    lambda told: bool(told) and not any(char.isspace() for char in told)
)
_DAY = st.dates(date(1950, 1, 1), date(2099, 12, 31))

ROW = {
    "staff_number": "001",
    "number": "证1",
    "kind": "省级证件",
    "acts": "行政检查；行政处罚",
    "areas": "示例省；示例省示例市",
    "valid_from": "2024-01-01",
}


def _cell(column: Column) -> st.SearchStrategy[Cell]:
    if column.rule:
        return st.sampled_from(fitting(column))
    choices = list(column.choices)
    by_kind: dict[str, st.SearchStrategy[Any]] = {
        "text": _TEXT,
        "code": _CODE,
        "list": st.lists(_TEXT, min_size=1, max_size=3, unique=True).map(tuple),
        "date": _DAY.map(date.isoformat),
        "fen": st.integers(0, 10**15),
        "count": st.integers(0, 10**15 - 1),
        "tenths": st.integers(0, 10**12),
        "choice": st.sampled_from(choices or [""]),
        "choices": st.sets(st.sampled_from(choices or [""]), min_size=1).map(
            lambda chosen: tuple(name for name in choices if name in chosen)
        ),
        "digest": st.just("0f" * 32),
        "flag": st.booleans(),
        "json": st.dictionaries(st.from_regex("[a-z]{1,4}", fullmatch=True), _TEXT).map(canonical),
    }
    return by_kind[column.kind]


@st.composite
def _line(draw: st.DrawFn) -> tuple[Book[Any], Line]:
    book = draw(st.sampled_from(BOOKS))
    kept = [column for column in book.columns if column.required or draw(st.booleans())]
    body = {column.field: draw(_cell(column)) for column in kept}
    start, end = sorted((draw(_DAY), draw(_DAY)))
    return book, book.line(Period(start=start, end=end if draw(st.booleans()) else None), body)


@given(_line())
@settings(max_examples=150)
def test_a_line_written_to_a_sheet_reads_back_as_the_same_line(told: tuple[Book[Any], Line]) -> None:
    book, line = told
    cells = ["" if cell is None else str(cell) for cell in cells_of(book, line)]
    read = LineReader(book).line(2, cells)
    assert read == line
    assert isinstance(read, Line)
    assert (read.key, read.digest) == (line.key, line.digest)


@given(_line())
@settings(max_examples=50)
def test_a_line_stated_in_json_is_the_same_line(told: tuple[Book[Any], Line]) -> None:
    book, line = told
    body = {name: list(cell) if isinstance(cell, tuple) else cell for name, cell in line.body.items()}
    days = {"valid_from": line.valid.start.isoformat()}
    if line.valid.end:
        days["valid_to"] = line.valid.end.isoformat()
    assert LineReader(book).stated(1, body | days) == line


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_the_value_of_a_line_is_readable_with_and_without_its_optional_cells(book: Book[Any]) -> None:
    for kept in (book.columns, [column for column in book.columns if column.required]):
        book.read(book.line(Period(start=date(2025, 1, 1)), {column.field: fitting(column)[0] for column in kept}))


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_a_heading_stands_once_in_a_book_and_every_key_is_a_column(book: Book[Any]) -> None:
    columns = columns_of(book)
    assert len({column.label for column in columns}) == len({column.field for column in columns}) == len(columns)
    assert {*book.key, *book.overlap} <= {column.field for column in columns}


def test_no_two_books_share_a_name_or_a_label() -> None:
    assert len({book.name for book in BOOKS}) == len({book.label for book in BOOKS}) == len(BOOKS)


def test_a_book_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(LookupError, match=r"book=officers: 没有这种名录，现有：.*officer（执法人员）"):
        book_named("officers")


def read(book: str = "certificate", /, **cells: str) -> Line | list[LineFault]:
    told = ROW | cells
    return LineReader(book_named(book), list(told)).line(7, list(told.values()), "证件.csv")


@pytest.mark.parametrize(
    ("field", "text", "cell"),
    [
        ("staff_number", " ００１　", "001"),
        ("number", " （示）\r\n证 1 ", "（示）\n证 1"),
        ("kind", "province", "province"),
        ("kind", "", None),
        ("acts", "行政检查；； 行政处罚；行政检查", ("penalty", "inspection")),
        ("areas", "甲； 乙 ；", ("甲", "乙")),
    ],
)
def test_a_cell_is_read_without_the_blanks_around_it(field: str, text: str, cell: Cell) -> None:
    line = read(**{field: text})
    assert isinstance(line, Line)
    assert line.body.get(field) == cell


def test_columns_stand_in_any_order_and_an_optional_one_may_be_missing() -> None:
    turned = dict(reversed(ROW.items()))
    line = LineReader(book_named("certificate"), list(turned)).line(1, list(turned.values()))
    assert line == read()


def test_a_sheet_without_a_required_column_is_refused_whole() -> None:
    with pytest.raises(LookupError, match="执法证件缺少必填的列：执法类别、执法区域、有效期自"):
        LineReader(book_named("certificate"), ["staff_number", "number"])


def test_an_amount_is_read_by_the_unit_of_its_heading() -> None:
    column = Column(field="low", label="下限", kind="fen")
    book: Book[Any] = Book(name="b", label="试", columns=(column,), key=("low",), read=lambda line: line)
    for units, amount in (({}, 150), ({"low": "元"}, 150), ({"low": "万元"}, 1_500_000)):
        line = LineReader(book, units=units).line(1, ["1.5", "2024-01-01", ""])
        assert isinstance(line, Line)
        assert line.body == {"low": amount}


@pytest.mark.parametrize(
    ("book", "field", "text", "rule"),
    [
        ("certificate", "staff_number", "", "必填"),
        ("certificate", "staff_number", "0 1", "中间不得有空白"),
        ("certificate", "number", "甲\u200b", r"第2个字符 U\+200B 是控制、零宽或双向字符"),
        ("certificate", "number", "长" * (LONG_TEXT + 1), "有20001个字符，不得超过20000个"),
        ("certificate", "staff_number", "1" * (SHORT_TEXT + 1), "有301个字符，不得超过300个"),
        ("officer", "name", "甲\n乙", "应写在一行内"),
        ("officer", "unit", "长" * (SHORT_TEXT + 1), "不超过300个字符"),
        ("certificate", "kind", "市级", "应为国家统一证件、省级证件、部门证件之一"),
        ("certificate", "acts", "行政处罚；处分", "应为行政处罚、行政许可"),
        ("certificate", "areas", "甲；乙；甲", "“甲”写了不止一次"),
        ("certificate", "valid_from", "2024-02-30", "没有这一天"),
        ("certificate", "valid_from", "明年", "应为日期"),
        ("certificate", "valid_to", "2023-12-31", "有效期的结束日期早于开始日期"),
        ("certificate_check", "year", "24.5", "应为整数"),
        ("certificate_check", "year", "224", "应在1949至2200之间"),
        ("certificate_check", "passed", "合格", "应为是或者否"),
        ("training", "hours", "7.55", "至多一位小数"),
        ("contact", "email", "甲", "应为电子邮箱地址"),
        ("agency_seal", "certificate", "ab", "应为 SHA-256 摘要"),
        ("agency_seal", "certificate", "z" * 64, "应为 SHA-256 摘要"),
        ("agency", "profile", "[]", "应为 JSON 对象"),
        ("agency", "profile", "{", "JSON|引号|名称"),
        ("agency", "profile", '{"phone": 1.5}', "不得有小数"),
        ("agency", "profile", '{"电话": ""}', "非英文的名称"),
        ("agency", "profile", '{"phone": " "}', "不得只有空白"),
        ("agency", "policy", '{"review_days": 0}', "不得小于1"),
        ("agency", "policy", '{"yearly_check_by": "2-30"}', "应为每年都有的月、日"),
        ("agency", "policy", '{"yearly_check_by": "02-30"}', "应为每年都有的月、日"),
        ("agency", "policy", '{"stated": ["days"]}', "stated 应为机关选项名称的列表"),
    ],
)
def test_a_faulty_cell_is_named_by_row_heading_value_and_rule(book: str, field: str, text: str, rule: str) -> None:
    columns = columns_of(book_named(book))
    cells = {column.field: str(_sample(column)) for column in columns} | {field: text}
    faults = LineReader(book_named(book)).line(7, list(cells.values()), "甲.csv")
    assert isinstance(faults, list)
    (fault,) = faults
    assert (fault.row, fault.where, fault.column) == (7, "甲.csv", next(c.label for c in columns if c.field == field))
    assert fault.value == (text if len(text) <= 60 and text.isprintable() else fault.value)
    assert re.search(rule, fault.rule)


def _sample(column: Column) -> Any:
    """A cell as a sheet writes it."""
    if column.field == "valid_to":
        return ""
    book: Book[Any] = Book(name="b", label="试", columns=(column,), key=(), read=lambda line: line)
    return cells_of(book, book.line(Period(start=date(2024, 1, 1)), {column.field: fitting(column)[0]}))[0]


def test_all_faults_of_a_row_are_told_at_once_and_long_ones_shortened() -> None:
    faults = read(staff_number="", number="\u202e" * 90, valid_from="x", valid_to="y")
    assert isinstance(faults, list)
    assert [fault.column for fault in faults] == ["工号", "执法证号", "有效期自", "有效期至"]
    assert faults[1].value == "\\u202e" * 60 + "…"
    assert faults[0].text == "证件.csv第7行“工号”：必填"


def test_a_fingerprint_is_read_as_programs_print_it() -> None:
    told = {"name": "机关印章", "certificate": ":".join(["CC"] * 32), "valid_from": "2024-01-01"}
    line = LineReader(book_named("agency_seal"), list(told)).line(1, list(told.values()))
    assert isinstance(line, Line)
    assert line.body["certificate"] == "cc" * 32


@pytest.mark.parametrize(
    ("book", "field", "value", "rule"),
    [
        ("certificate", "number", 1, "应为文字"),
        ("certificate", "areas", "甲", "应为文字的列表"),
        ("certificate", "areas", ["甲；乙"], "一项中不得有“；”"),
        ("certificate", "areas", [1], "应为文字的列表"),
        ("certificate", "areas", [], "必填"),
        ("certificate", "acts", ["处罚"], "应为行政处罚"),
        ("certificate", "number", None, "必填"),
        ("certificate_check", "year", "2024", "应为不小于零的整数"),
        ("certificate_check", "year", True, "应为不小于零的整数"),
        ("certificate_check", "year", -1, "应为不小于零的整数"),
        ("certificate_check", "passed", "是", "应为 true 或者 false"),
        ("agency", "profile", [], "应为 JSON 对象"),
        ("agency", "valid_from", "昨天", "应为日期"),
        ("agency", "phone", "1", "没有这一列"),
    ],
)
def test_what_json_states_is_held_to_the_same_rules(book: str, field: str, value: object, rule: str) -> None:
    stated = {c.field: fitting(c)[0] for c in book_named(book).columns} | {"valid_from": "2024-01-01"}
    given = {name: list(cell) if isinstance(cell, tuple) else cell for name, cell in stated.items()} | {field: value}
    faults = LineReader(book_named(book)).stated(3, given)
    assert isinstance(faults, list)
    assert rule in faults[0].rule
    assert len(faults) == 1


def test_an_object_may_be_stated_as_it_is() -> None:
    agency = {"name": "示例局", "short_name": "示", "region": "示例省", "valid_from": "2024-01-01"}
    line = LineReader(book_named("agency")).stated(1, agency | {"profile": {"phone": "1", "address": "甲"}})
    assert isinstance(line, Line)
    assert line.body["profile"] == '{"address":"甲","phone":"1"}'
