"""Published pages equal the register they come from: what is public shows, on its page alone, and nothing else does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from book_lines import example_lines, example_register
from example_pages import DAY, DIGESTS, EDITION, digests, example_pages
from register_lines import every_book
from zhifa.documents.blocks import Line as PaperLine
from zhifa.documents.blocks import Table, parse
from zhifa.documents.errors import Unprintable
from zhifa.documents.pages.page import Form, Grid, Page
from zhifa.documents.pages.setting import article, html, index, pdf
from zhifa.engine.books.book import Book, Cell, Column, Line
from zhifa.engine.books.catalogue import BOOKS
from zhifa.engine.books.certificates import CERTIFICATE, SUSPENSION
from zhifa.engine.books.duties import GUIDES
from zhifa.engine.books.law import ARTICLE
from zhifa.engine.books.people import OFFICER
from zhifa.engine.books.review import REVIEW_MATERIALS
from zhifa.engine.pages import pages
from zhifa.engine.period import Period
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.summary import SUMMARY

STANDING = {"certificate_check", "suspension"}
"""Books without a public column that say who may enforce, and so who is on the list of officers."""
JOINED = {("officer", "staff_number"), ("certificate", "staff_number")}
"""Numbers that are not shown, by which officers and their certificates are put together."""


@pytest.fixture(scope="module")
def lines() -> dict[str, list[Line]]:
    """The example registers, with a line in each book that they leave out."""
    given = example_lines()
    full = {name: of_book[:1] for name, of_book in every_book().items() if name not in given}
    return {**given, **full}


@pytest.fixture(scope="module")
def examples() -> Mapping[str, bytes]:
    """The files of the example pages, made anew."""
    return example_pages()


@pytest.fixture(scope="module")
def charts(lines: dict[str, list[Line]]) -> dict[str, Page]:
    """The pages of the ordinary procedure, with one material on the list of what is sent to review."""
    body = {
        "act": "penalty",
        "material": "调查终结报告",
        "required_when": "hearing",
        "carrier": "paper",
        "responsible": "承办机构",
    }
    sent = REVIEW_MATERIALS.line(Period(start=DAY), body)
    register = example_register({**lines, REVIEW_MATERIALS.name: [sent]})
    return {page.name: page for page in pages(register, (ORDINARY,), DAY) if page.drawing}


def published(lines: dict[str, list[Line]]) -> dict[str, Page]:
    return {page.name: page for page in pages(example_register(lines), (), DAY)}


@pytest.fixture(scope="module")
def before(lines: dict[str, list[Line]]) -> dict[str, str]:
    return {name: page.digest for name, page in published(lines).items()}


def changed_by(lines: dict[str, list[Line]], before: dict[str, str], book: Book[Any], column: Column) -> set[str]:
    """Names of the pages that are others, new or gone once the cell of the first line of the book is another."""
    first = next(line for line in lines[book.name] if line.valid.holds(DAY))
    other = book.line(first.valid, {**first.body, column.field: _another(column, first.body.get(column.field))})
    after = published({**lines, book.name: [other if line is first else line for line in lines[book.name]]})
    now = {name: page.digest for name, page in after.items()}
    return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}


def _another(column: Column, cell: Cell) -> Cell:
    choices = tuple(column.choices)
    candidates: Sequence[Cell] = {
        "text": ("另一个", "D21", "第五十九条第一款", "第五十九条", "*", "inspect", "a@example.org"), "code": ("X-9", "052"), "list": (("甲", "丙"),),
        "date": ("2025-12-01",), "fen": (777_700,), "count": (7, 2024), "tenths": (77,), "choice": choices, "choices": (choices, choices[:1]),
        "digest": ("b" * 64,), "flag": (True, False), "json": ('{"phone":"1"}', "{}"),
    }[column.kind]  # fmt: skip
    return next(one for one in candidates if one != cell and (column.rule is None or column.rule(one) is None))


def _page_of(book: Book[Any], lines: dict[str, list[Line]], column: Column) -> set[str]:
    """The page on which the first line of a book stands."""
    if book in (OFFICER, CERTIFICATE):
        return {"officer"}
    if book is GUIDES:
        code = lines["guide"][0].body["matter"]
        return {f"guide/{code}"} | ({"guide/X-9"} if column.field == "matter" else set())
    return {book.name}


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_a_public_column_changes_its_page_and_no_other(
    book: Book[Any], lines: dict[str, list[Line]], before: dict[str, str]
) -> None:
    shown = [column for column in book.columns if column.public]

    assert {column.field: changed_by(lines, before, book, column) for column in shown} == {
        column.field: _page_of(book, lines, column) for column in shown
    }


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_a_column_that_is_not_public_changes_none_but_who_may_enforce(
    book: Book[Any], lines: dict[str, list[Line]], before: dict[str, str]
) -> None:
    for column in book.columns:
        if not column.public and (column.kind, len(column.choices)) != ("choice", 1):
            decides = book.name in STANDING or (book.name, column.field) in JOINED
            changed = changed_by(lines, before, book, column)
            assert changed <= ({"officer"} if decides else set()), column.field


def test_the_pages_of_the_example_registers_are_as_they_were_looked_at(examples: Mapping[str, bytes]) -> None:
    """Made anew by: python tests/support/example_pages.py"""
    assert DIGESTS.read_text(encoding="utf-8").splitlines() == digests(examples).splitlines()


def test_the_index_leads_to_every_page_and_each_leads_back(examples: Mapping[str, bytes]) -> None:
    made = {name: content.decode() for name, content in examples.items()}
    linked = set(re.findall(r'href="([^"]+)"', made["index.html"]))

    assert linked == {name for name in made if name.endswith(".html")} - {"index.html"}
    assert {re.findall(r'href="([^"]+)"', made[name])[0].replace("../", "") for name in linked} == {"index.html"}
    assert made["guide/DQ-01.html"].count('href="../index.html"') == 1


def test_every_page_names_the_register_it_comes_from_and_needs_nothing_from_outside(
    lines: dict[str, list[Line]],
) -> None:
    edition = replace(EDITION, version=7, digest="ab" * 32)
    for page in published(lines).values():
        text = html(page, edition)
        source = f"agency=示例市生态环境局; version=7; register={'ab' * 32}; on=2026-03-02; content={page.digest}"
        assert f'<meta name="zhifa-source" content="{source}">' in text
        assert "来源：示例市生态环境局名录第7版（摘要 abababababababab）；截至2026年3月2日有效的内容。" in text
        assert "<script" not in text
        assert not re.search(r'(?:src|href)="(?!(?:\.\./)*index\.html)', text)


def test_the_same_content_has_the_same_digest_in_another_version_of_the_register(lines: dict[str, list[Line]]) -> None:
    older, newer = (pages(replace(example_register(lines), version=version), (), DAY) for version in (1, 2))

    assert [page.digest for page in older] == [page.digest for page in newer]


def test_a_cell_is_text_and_never_markup(lines: dict[str, list[Line]]) -> None:
    told = '<b>甲</b> & "乙" {{ 丙 }}'
    changed = [replace(line, body={**line.body, "duty": told}) for line in lines["matter"]]
    page = published({**lines, "matter": changed})["matter"]
    (table,) = (block for block in parse(article(page, EDITION)).blocks if isinstance(block, Table))

    assert (PaperLine(text=told),) in [cell.lines for row in table.rows for cell in row]
    assert "<b>" not in html(page, EDITION)


def test_an_empty_book_says_so() -> None:
    page = published({"agency": example_lines()["agency"]})["benchmark"]

    assert page.entries == 0
    assert "本机关没有登记。" in html(page, EDITION)
    assert "没有登记" in index((page,), EDITION)


def test_what_is_not_in_force_on_the_day_is_not_published(lines: dict[str, list[Line]]) -> None:
    ended = [replace(line, valid=Period(start=line.valid.start, end=date(2026, 3, 1))) for line in lines["matter"]]

    assert published({**lines, "matter": ended})["matter"].entries == 0
    assert published(lines)["matter"].entries == len(lines["matter"])


def test_of_officers_it_tells_who_holds_a_certificate_and_nothing_else_of_a_person(
    lines: dict[str, list[Line]],
) -> None:
    (grid,) = _grids(published(lines)["officer"])

    assert grid.heads == ("姓名", "内设机构", "职务", "执法证号", "执法类别", "执法区域")
    assert grid.rows[0] == (
        ("承办人甲",),
        ("执法一科",),
        ("科员",),
        ("演示执法证001",),
        ("行政处罚、行政检查",),
        ("示例省示例市",),
    )
    assert len(grid.rows) == len(lines["certificate"]) < len(lines["officer"])


def test_whose_certificate_is_withheld_is_not_told_to_enforce(lines: dict[str, list[Line]]) -> None:
    withheld = SUSPENSION.line(Period(start=DAY), {"number": "演示执法证001", "reason": "年审未过"})
    (grid,) = _grids(published({**lines, "suspension": [withheld]})["officer"])

    assert ("承办人甲",) not in [row[0] for row in grid.rows]


def test_a_window_is_told_by_the_name_of_who_sits_there(lines: dict[str, list[Line]]) -> None:
    (grid,) = _grids(published(lines)["post"])

    assert grid.heads[:3] == ("单位", "窗口", "姓名")
    assert grid.rows[0][2] == ("公示采集人甲",)


def test_a_guide_has_its_thirteen_items(lines: dict[str, list[Line]]) -> None:
    (form,) = published(lines)["guide/DQ-01"].parts

    assert isinstance(form, Form)
    assert len(form.rows) == 13
    assert form.rows[-1] == ("办公电话", ("0000-1234567",))


def test_the_chart_of_review_tells_materials_procedure_time_and_liability(charts: dict[str, Page]) -> None:
    review = charts["flow/penalty_ordinary-review"]
    (grid,) = _grids(review)
    notes = {row[0][0]: row[1] for row in grid.rows}

    assert list(notes) == ["送审材料和载体", "报送和审核程序", "时限", "责任"]
    assert notes["送审材料和载体"] == ("1．调查终结报告：经过听证的；纸质；承办机构",)
    assert notes["报送和审核程序"][0] == "送法制审核：承办机构负责人办理，制作《法制审核送审表》。"
    assert any(line.startswith("法制审核的期限：10个工作日，自送法制审核之日起算") for line in notes["时限"])
    assert notes["责任"][1] in (review.drawing or "")


def test_the_page_of_a_procedure_has_a_row_for_every_step(charts: dict[str, Page]) -> None:
    (grid,) = _grids(charts[f"flow/penalty_ordinary-v{ORDINARY.version}"])

    assert [row[0][0] for row in grid.rows] == [step.label for step in ORDINARY.transitions]


def test_a_procedure_that_enforces_nothing_is_not_published(lines: dict[str, list[Line]]) -> None:
    given = (SUMMARY, replace(SUMMARY, name="inner", enforces=False))
    made = {page.name for page in pages(example_register(lines), given, DAY) if page.drawing}

    assert made == {f"flow/penalty_summary-v{SUMMARY.version}"}


def _grids(page: Page) -> Iterable[Grid]:
    return (part for part in page.parts if isinstance(part, Grid))


def test_a_page_is_set_as_pdf_and_gives_the_same_bytes_twice(lines: dict[str, list[Line]]) -> None:
    page = published(lines)["post"]
    made = pdf(page, EDITION)

    assert made.startswith(b"%PDF-")
    assert pdf(page, EDITION) == made


def test_a_character_that_no_font_shows_keeps_the_pdf_back_and_is_named(lines: dict[str, list[Line]]) -> None:
    changed = [replace(line, body={**line.body, "duty": "受理\U0001f600投诉"}) for line in lines["matter"]]

    with pytest.raises(Unprintable, match=r"行政执法事项清单 含有无法显示的字符：受理.投诉：U\+1F600"):
        pdf(published({**lines, "matter": changed})["matter"], EDITION)


def test_lines_stand_in_the_order_in_which_people_count(lines: dict[str, list[Line]]) -> None:
    articles = [
        article_line("示例条例", article) for article in ("第十条", "第九条", "第二十一条", "第一百条", "第二十条")
    ]
    (grid,) = _grids(published({**lines, "article": articles})["article"])

    assert [row[1] for row in grid.rows] == [("第九条",), ("第十条",), ("第二十条",), ("第二十一条",), ("第一百条",)]


def article_line(law: str, article: str) -> Line:
    return ARTICLE.line(Period(start=date(2020, 1, 1)), {"law": law, "article": article, "text": "示例。"})


def test_tiers_of_a_benchmark_stand_from_the_lightest_on(lines: dict[str, list[Line]]) -> None:
    (grid,) = _grids(published(lines)["benchmark"])
    tiers = [row[grid.heads.index("阶次")][0] for row in grid.rows if row[0] == ("SL-119-1",)]

    assert tiers == sorted(tiers, key=["较轻", "一般", "较重"].index)


def test_a_bound_that_says_nothing_is_told_as_included(lines: dict[str, list[Line]]) -> None:
    (grid,) = _grids(published(lines)["benchmark"])
    lowest = next(row for row in grid.rows if row[0] == ("SL-119-1",))

    assert [lowest[grid.heads.index(head)] for head in ("含下限", "含上限")] == [("含",), ("含",)]
