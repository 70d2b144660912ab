"""One layout a family: what each must show on the page."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest

from agency_font import agency_font
from zhifa.documents import CATALOGUE, facts, parse, pdf, render
from zhifa.documents.blocks import Block, Footer, Items, Line, Table
from zhifa.documents.fonts import SHIPPED, Fonts
from zhifa.documents.typesetting import LAYOUT_OF, setting_version

Make = Callable[..., facts.Facts]
ON = date(2026, 11, 5)
POINTS = 72 / 25.4
FAMILIES = sorted(LAYOUT_OF)


def set_paper(body: str, family: str, fonts: Fonts = SHIPPED) -> bytes:
    return pdf(f'<article class="form">{body}</article>', title="题", issued_on=ON, family=family, fonts=fonts)


def pages(content: bytes) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(content)).pages)


def dense(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def texts(content: bytes) -> list[str]:
    return [dense(page.extract_text()) for page in pages(content)]


def fonts_of(content: bytes) -> dict[str, Any]:
    """The fonts of a PDF by name, without the tag of the subset."""
    found: dict[str, Any] = {}
    for page in pages(content):
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            found[font.get_object()["/BaseFont"].split("+")[1].removesuffix("-Identity-H")] = font.get_object()
    return found


def drawn_by(content: bytes, char: str) -> set[str]:
    code = char.encode("utf-16-be").hex().upper()
    return {
        name
        for name, font in fonts_of(content).items()
        if re.search(rf"<{code}>\s*$", font["/ToUnicode"].get_data().decode(), re.MULTILINE | re.IGNORECASE)
    }


def lines_of(page: pypdf.PageObject) -> list[tuple[float, float, str]]:
    """Left edge, base line (both in points) and text of every run of text."""
    found: list[tuple[float, float, str]] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: object) -> None:
        if text.strip():
            across, up = (tm[4] * cm[i] + tm[5] * cm[i + 2] + cm[i + 4] for i in (0, 1))
            found.append((across, up, text.strip()))

    page.extract_text(visitor_text=visit)
    return found


def said(blocks: tuple[Block, ...]) -> list[str]:
    """Every text of the paper in its order, but for the number: on a letter it stands above the title."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Line(style="number"):
                pass
            case Line():
                found.append(block.text)
            case Items():
                found += block.items
            case Table():
                found += [line.text for row in block.rows for cell in row for line in cell.lines]
            case Footer():
                found += [line.text for line in block.lines]
            case _:
                pass
    return found


RECORD = '<header><h1>询问笔录</h1></header><p>第一行。</p>{more}<footer><p class="sign">被询问人（签名）：＿＿</p><p class="sign">记录人（签名）：＿＿</p></footer>'
LIST = '<table class="list" data-columns="1 4 4"><tr><th>序号</th><th>题名栏</th><th>日期栏</th></tr>{rows}</table>'


def listed(count: int) -> str:
    return LIST.format(
        rows="".join(f"<tr><td>{row}</td><td>第{row}份文件</td><td>某日</td></tr>" for row in range(count))
    )


def test_a_letter_has_22_lines_of_28_characters() -> None:
    page = pages(set_paper(f"<p>{'甲' * 28 * 60}</p>", "决定书"))[1]
    lines = [(left, base, text) for left, base, text in lines_of(page) if "甲" in text]
    assert [len(text) for _, _, text in lines] == [28] * 22
    assert {round(left / POINTS, 1) for left, _, _ in lines} == {28.0}
    pitch = [(above[1] - below[1]) / POINTS for above, below in pairwise(lines)]
    assert pitch == pytest.approx([10.227] * 21, abs=0.01)


def test_the_page_number_of_a_letter_stands_at_the_outer_foot() -> None:
    content = pages(set_paper(f"<p>{'甲' * 28 * 60}</p>", "决定书"))
    numbers = [next(left for left, _, text in lines_of(page) if "—" in text) / POINTS for page in content]
    assert numbers[0] > 150
    assert numbers[1] < 50
    assert numbers[2] > 150


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_is_set_in_embedded_fangsong(family: str) -> None:
    fonts = fonts_of(set_paper("<header><h1>题名</h1></header><p>正文。</p>", family))
    assert drawn_by(set_paper("<p>正文</p>", family), "正") == {"FandolFang-Regular"}
    for font in fonts.values():
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & descriptor.keys()


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("char", "￥¥＄＿")
def test_what_fangsong_draws_wrongly_comes_from_the_next_font(family: str, char: str) -> None:
    assert drawn_by(set_paper(f"<p>金额{char}5</p>", family), char) == {"NotoSerifSC-Regular"}


@pytest.mark.parametrize("char", "㛃䶮𠅤昇堃")
def test_a_rare_name_is_shown_by_the_next_font(char: str) -> None:
    content = set_paper(f"<p>张{char}</p>", "决定书")
    assert f"张{char}" in texts(content)[0]
    assert drawn_by(content, char) == {"NotoSerifSC-Regular"}


@pytest.mark.parametrize("family", FAMILIES)
def test_the_same_paper_gives_the_same_bytes_in_another_process(family: str) -> None:
    script = (
        "import sys, hashlib; from datetime import date; from zhifa.documents import pdf;"
        "made = pdf(sys.argv[1], title='题', issued_on=date(2026, 11, 5), family=sys.argv[2]);"
        "sys.stdout.buffer.write(made)"
    )
    body = '<header><h1>题名</h1></header><table class="form"><tr><th>甲</th><td colspan="3">昇￥</td></tr></table><p>正文</p>'
    article = f'<article class="form">{body}</article>'
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/New_York", "LANG": "C"}
    other = subprocess.run(
        [sys.executable, "-c", script, article, family], capture_output=True, check=True, env=environment
    )
    assert other.stdout == set_paper(body, family)


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_text_of_the_pdf_is_in_the_order_of_the_paper(make: Make, code: str) -> None:
    paper = render(code, make(code))
    found = "".join(texts(pdf(paper.html, title=paper.title, issued_on=ON, family=paper.family)))
    at = 0
    for text in said(parse(paper.html).blocks):
        for sign in dense(text):  # a page's foot may stand inside a line
            at = found.find(sign, at) + 1
            assert at, f"{sign} of {text!r} is out of order"


@pytest.mark.parametrize("family", FAMILIES)
def test_the_head_row_of_a_list_stands_on_every_page(family: str) -> None:
    content = texts(set_paper(listed(120), family))
    assert len(content) > 2
    assert all("题名栏" in text for text in content[1:])
    assert [f"第{row}份文件" in "".join(content) for row in range(120)] == [True] * 120


@pytest.mark.parametrize("family", ["决定书", "通知书", "清单", "公告", "卷宗"])
def test_a_list_that_is_handed_out_or_filed_says_that_nothing_follows(family: str) -> None:
    body = '<header><h1>题</h1></header><hr class="page-break">' + listed(3)
    assert "第2份文件某日（以下空白）" in texts(set_paper(body, family))[-1]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_row_is_not_parted_by_a_page_break(family: str) -> None:
    rows = "".join(
        f'<tr><th>栏</th><td colspan="3"><p>始{row}。</p><p>{"中" * 60}</p><p>终{row}。</p></td></tr>'
        for row in range(40)
    )
    content = texts(set_paper(f'<table class="form">{rows}</table>', family))
    assert len(content) > 1
    for row in range(40):
        assert [f"始{row}。" in text for text in content] == [f"终{row}。" in text for text in content]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_row_longer_than_a_page_goes_on_on_the_next(family: str) -> None:
    long = "".join(f"<p>第{number}段{'中' * 60}。</p>" for number in range(60))
    content = texts(set_paper(f'<table class="form"><tr><th>栏</th><td colspan="3">{long}</td></tr></table>', family))
    assert len(content) > 1
    assert [f"第{number}段" in "".join(content) for number in range(60)] == [True] * 60


NARROW = {
    "form": '<table class="form"><tr><th>栏</th><td>{cell}</td><th>栏</th><td>短</td></tr></table>',
    "signed": '<table class="form"><tr><th>栏</th><td>{cell}<p class="sign">机关负责人甲</p></td><th>栏</th><td>短</td></tr></table>',
    "list": '<table class="list" data-columns="1 4 4 2 4"><tr><th>序号</th><th>名</th><th>规</th><th>数量</th><th>状</th></tr>'
    "<tr><td>1</td><td>短</td><td>短</td><td>{cell}</td><td>短</td></tr></table>",
}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("table", NARROW)
def test_a_tall_cell_of_a_narrow_column_never_runs_over_the_edge_of_the_page(family: str, table: str) -> None:
    content = set_paper(NARROW[table].format(cell=f"<p>{'长' * 380}</p>"), family)
    runs = [run for page in pages(content) for run in lines_of(page)]
    assert sum(text.count("长") for _, up, text in runs if 20 * POINTS < up < 280 * POINTS) == 380


def test_a_row_of_less_than_half_a_page_stays_whole() -> None:
    rows = "".join(
        f"<tr><th>栏</th><td><p>始{row}。</p>{'中' * 150}<p>终{row}。</p></td><th>栏</th><td>短</td></tr>"
        for row in range(9)
    )
    content = texts(set_paper(f'<table class="form">{rows}</table>', "审批表"))
    assert len(content) > 2
    assert [(f"始{row}。" in text) == (f"终{row}。" in text) for text in content for row in range(9)] == [
        True
    ] * 9 * len(content)


BLANK = "＿" * 6


@pytest.mark.parametrize("family", FAMILIES)
def test_a_place_to_sign_is_not_broken_in_two(family: str) -> None:
    signed = "".join(f'<p class="sign">{"见" * count}（签名或者盖章）：{BLANK}</p>' for count in range(16, 40))
    body = f'<table class="form"><tr><th>见证人</th><td colspan="3">{signed}</td></tr></table>'
    blanks = [text for page in pages(set_paper(body, family)) for _, _, text in lines_of(page) if "＿" in text]
    assert len(blanks) == 24
    assert [text.count("＿") for text in blanks] == [6] * 24


def test_a_record_is_signed_at_the_foot_of_every_page_and_counts_its_pages() -> None:
    content = texts(set_paper(RECORD.format(more="<p>问：答。</p>" * 120), "笔录"))
    assert len(content) > 2
    for number, text in enumerate(content, 1):
        assert text.endswith(f"被询问人（签名）：记录人（签名）：第{number}页共{len(content)}页")


def test_a_record_is_closed_after_its_last_line() -> None:
    text = texts(set_paper(RECORD.format(more=""), "笔录"))[0]
    assert "第一行。（以下空白）被询问人（签名）：＿＿" in text


def test_who_did_not_sign_a_record_has_a_place_at_the_foot_all_the_same() -> None:
    body = RECORD.format(more="").replace("被询问人（签名）：＿＿", "被询问人未签名，注明情况：拒绝签名")
    assert texts(set_paper(body, "笔录"))[0].endswith("被询问人（签名）：记录人（签名）：第1页共1页")


def test_a_meeting_of_many_has_one_place_for_all_at_the_foot() -> None:
    signed = "".join(f'<p class="sign">讨论人{who}（签名）：＿＿</p>' for who in "甲乙丙丁戊")
    text = texts(set_paper(f"<p>讨论。</p><footer>{signed}</footer>", "笔录"))[0]
    assert text.endswith("参加人员（签名）：第1页共1页")


def test_an_opinion_has_room_to_be_signed() -> None:
    def height(cell: str) -> float:
        body = f'<table class="form"><tr><th>栏</th><td colspan="3">{cell}</td></tr></table><p>末行</p>'
        (page,) = pages(set_paper(body, "审批表"))
        return min(base for _, base, text in lines_of(page) if "末行" in text)

    assert (height("同意。") - height('<p>同意。</p><p class="sign">机关负责人甲</p>')) / POINTS > 8


def test_the_cover_of_a_dossier_has_no_page_number_and_the_next_page_is_the_first(make: Make) -> None:
    paper = render("D50", make("D50"))
    content = texts(pdf(paper.html, title=paper.title, issued_on=ON, family=paper.family))
    assert not content[0].endswith("—")
    assert [text[-3:] for text in content[1:]] == ["—1—", "—2—"]


def test_an_agencys_own_font_is_used_and_the_shipped_one_shows_the_rest(tmp_path: Path) -> None:
    own = SHIPPED.with_own(agency_font(tmp_path, "Agency Hei"), body="Agency Hei")
    content = set_paper("<p>正文条款</p>", "决定书", own)
    assert drawn_by(content, "正") == {"AgencyHei"}
    assert drawn_by(content, "款") == {"FandolFang-Regular"}


def test_what_decides_the_bytes_of_a_pdf_includes_its_fonts(tmp_path: Path) -> None:
    own = SHIPPED.with_own(agency_font(tmp_path, "Agency Hei"), body="Agency Hei")
    assert setting_version(own) != setting_version()


def test_a_title_font_of_the_agencys_own_is_not_drawn_heavier(tmp_path: Path) -> None:
    own = SHIPPED.with_own(agency_font(tmp_path, "Agency Title"), title="Agency Title")
    assert [_is_stroked(fonts) for fonts in (SHIPPED, own)] == [True, False]


def _is_stroked(fonts: Fonts) -> bool:
    contents = pages(set_paper("<header><h1>题名</h1></header>", "审批表", fonts))[0].get_contents()
    assert contents is not None
    return b"2 Tr" in contents.get_data()


STYLES = ("replay", "agency", "number", "flush", "note", "sign", "signer", "date")


@pytest.mark.parametrize("family", ["决定书", "公告", "报告"])
def test_every_line_of_a_footer_and_all_that_follows_it_stands_on_a_page(family: str) -> None:
    footer = (
        "".join(f'<p class="{style}">落款{index}尾。</p>' for index, style in enumerate(STYLES)) + "<p>落款末尾。</p>"
    )
    behind = "".join(f"<p>附言{index}尾。</p>" for index in range(40))
    body = f"<header><h1>题</h1></header><p>正文。</p><footer>{footer}</footer>{behind}"
    runs = [run for page in pages(set_paper(body, family)) for run in lines_of(page)]
    told = dense("".join(text for _, up, text in runs if up > 20 * POINTS))
    wanted = said(parse(f'<article class="letter">{body}</article>').blocks)
    assert [text for text in wanted if text not in told] == []
