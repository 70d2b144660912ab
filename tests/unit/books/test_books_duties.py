"""Books of what the public is told beforehand: matters, spot checks, guides, posts (S0-08, S0-09, S0-11, S0-16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from book_lines import a_line, example_lines, example_register, numbered, read_line
from zhifa.engine.books.book import Book, Context, Line
from zhifa.engine.books.duties import GUIDES, MATTERS, POSTS, SPOT_CHECKS, Matter
from zhifa.engine.books.duty_findings import DUTY_LOOKS
from zhifa.engine.books.finding import Finding
from zhifa.engine.books.people import OFFICER
from zhifa.engine.books.reading import VALIDITY, columns_of
from zhifa.engine.period import Period

YEAR = {"有效期自": "2026-01-01", "有效期至": "2026-12-31"}
MATTER = {"编码": "DQ-01", "事项名称": "大气污染防治监管", "执法类别": "行政处罚"}


def row(book: Book[Any], **cells: str) -> dict[str, str]:
    """A row with something in every column; by heading what a test says otherwise."""
    filled = {
        column.label: {"tenths": "5", "date": "2026-01-05", "code": "DQ-01"}.get(column.kind, "甲")
        for column in book.columns
    }
    return filled | YEAR | {"事项名称": "大气污染防治监管"} | cells


def matter(**cells: str) -> Line:
    return a_line(MATTERS, row(MATTERS, **MATTER | cells))


def faults(book: Book[Any], lines: Sequence[Line], standing: Mapping[str, Sequence[Line]]) -> list[str]:
    context = Context(standing={**standing, book.name: lines}, today=date(2026, 3, 2))
    return [fault.text for fault in book.faults(numbered(*lines), context)]


def test_a_matter_is_read_with_its_name_and_its_act() -> None:
    assert MATTERS.read(matter()) == Matter(code="DQ-01", name="大气污染防治监管", act="penalty")


@pytest.mark.parametrize("code", ["dq-01", "../DQ", "-DQ", "甲", "D" * 41])
def test_a_code_that_is_no_name_of_a_file_is_refused(code: str) -> None:
    read = read_line(MATTERS, row(MATTERS, **MATTER | {"编码": code}))

    assert isinstance(read, list)
    assert [fault.text for fault in read] == [
        f"第2行“编码”的值「{code}」：编码以大写字母或者数字开头，由大写字母、数字和短横组成，至多40个字符"
    ]


def test_a_guide_has_the_thirteen_items_and_each_is_required() -> None:
    items = [column for column in GUIDES.columns if column.field != "matter"]

    assert [column.label for column in items] == [
        "事项名称", "依据", "受理机构", "审批机构", "申请材料", "办理流程", "办理时限", "监督方式", "责任追究", "救济渠道",
        "办公时间", "办公地址", "办公电话",
    ]  # fmt: skip
    assert all(column.required and column.public for column in items)


def test_a_spot_check_has_the_eight_items_and_each_is_required() -> None:
    items = {column.label: column for column in SPOT_CHECKS.columns if column.field != "matter"}

    assert items.keys() == {
        "事项名称", "依据", "抽查主体", "抽查对象", "抽查比例（%）", "抽查频次", "抽查方式", "抽查内容",
    }  # fmt: skip
    assert all(column.required and column.public for column in items.values())


@pytest.mark.parametrize("book", [MATTERS, SPOT_CHECKS, GUIDES, POSTS], ids=lambda book: book.name)
def test_a_row_that_lacks_a_required_cell_names_it(book: Book[Any]) -> None:
    read = read_line(book, {})
    required = [column.label for column in columns_of(book) if column.required]

    assert isinstance(read, list)
    assert [fault.text for fault in read] == [f"第2行“{label}”：必填" for label in required]
    assert VALIDITY[0].label in required


@pytest.mark.parametrize(("ratio", "taken"), [("0", False), ("0.1", True), ("100", True), ("100.1", False)])
def test_the_share_of_a_spot_check_lies_between_none_and_all(ratio: str, *, taken: bool) -> None:
    read = read_line(SPOT_CHECKS, row(SPOT_CHECKS, **{"抽查比例（%）": ratio}))

    assert isinstance(read, Line) is taken
    if isinstance(read, list):
        assert [fault.rule for fault in read] == ["抽查比例大于0，不超过100%"]


@pytest.mark.parametrize("book", [SPOT_CHECKS, GUIDES], ids=lambda book: book.name)
def test_what_is_of_a_listed_matter_passes(book: Book[Any]) -> None:
    line = a_line(book, row(book))

    assert book.read(line) is line
    assert faults(book, [line], {"matter": [matter()]}) == []


@pytest.mark.parametrize("book", [SPOT_CHECKS, GUIDES], ids=lambda book: book.name)
def test_a_matter_that_is_not_on_the_list_is_named(book: Book[Any]) -> None:
    told = "第2行“事项编码”的值「DQ-02」：执法事项清单中没有这一编码的事项，或者其有效期与本行不相交"

    assert faults(book, [a_line(book, row(book, 事项编码="DQ-02"))], {"matter": [matter()]}) == [told]
    ended = matter(有效期自="2024-01-01", 有效期至="2025-12-31")
    assert faults(book, [a_line(book, row(book))], {"matter": [ended]}) == [told.replace("02」", "01」")]


@pytest.mark.parametrize("book", [SPOT_CHECKS, GUIDES], ids=lambda book: book.name)
def test_a_matter_goes_by_the_name_that_the_list_gives_it(book: Book[Any]) -> None:
    line = a_line(book, row(book, 事项名称="大气监管"))

    assert faults(book, [line], {"matter": [matter()]}) == [
        "第2行“事项名称”的值「大气监管」：与执法事项清单不一致，编码 DQ-01 的事项名称是“大气污染防治监管”"
    ]


def test_the_sign_of_a_window_names_somebody_on_the_register() -> None:
    officer = OFFICER.line(Period(start=date(2015, 1, 1)), {"staff_number": "051", "name": "窗口人员甲"})
    line = a_line(POSTS, row(POSTS, 工号="051"))

    assert faults(POSTS, [line], {"officer": [officer]}) == []
    assert faults(POSTS, [line], {}) == ["第2行“工号”的值「051」：名录中没有这一工号的人员"]


def looked(lines: Mapping[str, list[Line]]) -> list[Finding]:
    given = {**example_lines(), **lines}
    return [one for look in DUTY_LOOKS for one in look(example_register(given), date(2026, 3, 2))]


def found(lines: Mapping[str, list[Line]]) -> list[str]:
    return [finding.text for finding in looked(lines)]


def test_the_example_registers_have_a_guide_and_a_power_for_each_matter() -> None:
    assert found({}) == []


def test_a_matter_without_a_guide_is_found_where_guides_are_kept() -> None:
    guides = [line for line in example_lines()["guide"] if line.key != "DQ-02"]

    assert found({"guide": guides}) == ["执法事项“大气污染防治监管”（DQ-02）没有服务指南"]
    assert found({"guide": []}) == []


def test_a_matter_that_nobody_gave_to_the_agency_is_found() -> None:
    lines = [*example_lines()["matter"], matter(编码="DL-01", 事项名称="道路运输监管")]

    assert found({"matter": lines, "guide": []}) == [
        "执法事项“道路运输监管”（DL-01）既不在机关的职权事项中，也没有已公布的委托或者赋权"
    ]


@pytest.mark.parametrize(
    ("act", "article"),
    [
        ("行政处罚", "行政处罚法第十七条至第二十四条"),
        ("行政许可", "行政许可法第二十二条至第二十四条"),
        ("行政强制", "行政强制法第十七条"),
        ("行政检查", MATTERS.article),
    ],
)
def test_a_matter_without_a_power_is_held_against_the_law_of_its_own_act(act: str, article: str) -> None:
    lines = [*example_lines()["matter"], matter(编码="DL-01", 事项名称="道路运输监管", 执法类别=act)]

    assert [one.article for one in looked({"matter": lines, "guide": []})] == [article]
