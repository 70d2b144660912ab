"""Nobody signs a page that holds no text, and what belongs to a signature is not parted from it."""

from __future__ import annotations

import io
from datetime import date

import pypdf
import pytest

from zhifa.documents import pdf


def last_page(html: str, family: str) -> tuple[int, str]:
    """How many pages the paper has, and the text of the last one."""
    made = pdf(html, title="题", issued_on=date(2026, 11, 5), family=family)
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return len(pages), pages[-1].extract_text()


def lines(number: int) -> str:
    return "".join(f"<p>第{line}行。</p>" for line in range(1, number + 1))


@pytest.mark.parametrize("number", range(7, 16))
@pytest.mark.parametrize("contact", ["", '<p class="flush">联系人：承办人甲</p><p class="flush">机关地址：示例路</p>'])
def test_agency_and_date_of_a_letter_take_text_along_and_keep_what_follows(number: int, contact: str) -> None:
    signed = '<footer><p class="signer">某机关</p><p class="date">2026年11月5日</p></footer>'
    after = '<p class="sign">当事人签收：＿＿＿</p><p class="note">（本文书一式二份。）</p>'
    head = '<header><p class="agency">某机关</p><h1>通知书</h1></header>'

    _, last = last_page(f'<article class="letter">{head}{lines(number)}{contact}{signed}{after}</article>', "通知书")

    along = (f"第{number}行", *(("联系人", "机关地址") if contact else ()))
    assert [text for text in (*along, "某机关", "2026年11月5日", "当事人签收", "一式二份") if text not in last] == []


@pytest.mark.parametrize("number", range(12, 22))
@pytest.mark.parametrize("family", ["公告", "通知书"])
def test_whom_to_ask_and_who_hands_over_are_no_text_of_a_paper(number: int, family: str) -> None:
    contact = '<p class="flush">联系人：承办人甲</p><p class="sign">移送人（签名）：承办人甲＿＿＿</p>'
    signed = '<footer><p class="signer">某机关</p><p class="date">2026年11月5日</p></footer>'
    head = '<header><p class="agency">某机关</p><h1>公告</h1></header>'

    _, last = last_page(f'<article class="letter">{head}{lines(number)}{contact}{signed}</article>', family)

    assert [text for text in (f"第{number}行", "联系人", "移送人", "某机关") if text not in last] == []


def test_a_list_that_closes_a_letter_goes_along_with_its_seal() -> None:
    rows = '<table class="list" data-columns="1 4"><tr><th>序号</th><th>名称</th></tr><tr><td>1</td><td>饼干</td></tr></table>'
    signed = '<p class="flush">联系人：承办人甲</p><footer><p class="signer">某机关</p><p class="date">2026年11月5日</p></footer>'
    head = '<header><p class="agency">某机关</p><h1>通知书</h1></header>'
    made = (
        last_page(f'<article class="letter">{head}{lines(number)}{rows}{signed}</article>', "通知书")
        for number in range(6, 13)
    )

    assert {("饼干" in last, "某机关" in last) for _, last in made} == {(True, True)}


def test_a_slip_to_be_returned_is_a_page_of_its_own() -> None:
    signed = '<footer><p class="signer">某机关</p><p class="date">2026年11月5日</p></footer>'
    slip = '<hr class="page-break"><h2>回执</h2><p class="sign">接收人：＿＿＿</p>'

    pages, last = last_page(
        f'<article class="letter"><header><h1>函</h1></header>{lines(3)}{signed}{slip}</article>', "通知书"
    )

    assert pages == 2
    assert "回执" in last
    assert "某机关" not in last


@pytest.mark.parametrize("number", range(27, 37))
@pytest.mark.parametrize("family", ["报告", "笔录"])
def test_the_signatures_of_a_report_or_a_record_take_its_last_paragraph_along(number: int, family: str) -> None:
    signed = '<footer><p class="sign">承办人（签名）：＿＿＿</p><p class="sign">2026年11月5日</p></footer>'

    _, last = last_page(
        f'<article class="record"><header><h1>题</h1></header>{lines(number)}{signed}</article>', family
    )

    assert f"第{number}行" in last
    assert "承办人" in last


@pytest.mark.parametrize("number", range(13, 19))
def test_what_a_line_of_a_letter_announces_begins_on_its_page(number: int) -> None:
    head = '<header><p class="agency">某机关</p><h1>通知书</h1></header>'
    html = (
        f'<article class="letter">{head}{lines(number)}<p>证据如下：</p><ol><li>现场笔录</li></ol>{lines(9)}</article>'
    )
    made = pdf(html, title="题", issued_on=date(2026, 11, 5), family="通知书")
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    assert [("证据如下" in page) == ("现场笔录" in page) for page in pages] == [True] * len(pages)


def test_a_letter_that_nobody_signs_is_set() -> None:
    assert last_page(f'<article class="letter"><header><h1>函</h1></header>{lines(2)}</article>', "通知书")[0] == 1
