"""Bilingual papers as PDF, Word file and page: Tibetan is shaped, set ragged on higher lines, and named as what it is."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pypdf
import pytest
import typst
from docx import Document
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont

from tibetan import ARTICLE, filled, wording
from zhifa.documents import facts as f
from zhifa.documents import page, parse, pdf, render
from zhifa.documents.bilingual import bilingual, read_wording
from zhifa.documents.bilingual.coverage import blank
from zhifa.documents.blocks import Line
from zhifa.documents.fonts import SHIPPED, unprintable
from zhifa.documents.word import word

Make = Callable[..., f.Facts]
ON = date(2026, 11, 5)
FOLDER = SHIPPED.folders[0]
ALL = "".join(
    chr(point)
    for first, last in ((0xF00, 0xF47), (0xF49, 0xF6C), (0xF71, 0xF97), (0xF99, 0xFBC), (0xFBE, 0xFCC), (0xFCE, 0xFDA))
    for point in range(first, last + 1)
)
"""The Tibetan block of Unicode."""


def letter(*lines: str) -> str:
    return f'<article class="letter">{"".join(lines)}</article>'


def made(html: str, family: str = "决定书", **options: Any) -> bytes:
    return pdf(html, title="题", issued_on=ON, family=family, **options)


def content(made: bytes) -> bytes:
    return b"".join(page.get_contents().get_data() for page in pypdf.PdfReader(io.BytesIO(made)).pages)  # type: ignore[union-attr]


def heights(made: bytes) -> list[float]:
    """Where the lines of the first page stand, from above; without the page number."""
    found: set[float] = set()

    def visit(text: str, place: list[float], *_: Any) -> None:
        if text.strip():
            found.add(place[5])

    pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text(visitor_text=visit)
    return sorted(found, reverse=True)[:-1]


def clusters(made: bytes) -> set[str]:
    """What the file says that its glyphs stand for, where it is more than a character."""
    page = pypdf.PdfReader(io.BytesIO(made)).pages[0]
    resources: Any = page["/Resources"]
    maps = b"".join(font.get_object()["/ToUnicode"].get_object().get_data() for font in resources["/Font"].values())
    told = re.findall(rb"/ActualText ?<FEFF([0-9A-F]+)>", content(made)) + re.findall(rb"> <([0-9A-Fa-f]{8,})>", maps)
    return {bytes.fromhex(found.decode()).decode("utf-16-be") for found in told}


# --- fonts ------------------------------------------------------------------------------------------------------------


def test_the_block_of_unicode_has_211_characters_and_all_are_printable() -> None:
    assert len(ALL) == 211
    assert unprintable(ALL) == ()


def test_every_tibetan_character_is_set_in_a_tibetan_and_in_a_chinese_line() -> None:
    shown = " ".join(ALL)
    assert made(letter(f'<p lang="bo">{shown}</p>', f"<h2>{shown}</h2>", f"<p>{shown}</p>"))


def test_the_licence_of_the_tibetan_font_lies_beside_it_and_its_files_are_those_that_were_taken() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    for weight in ("Regular", "Bold"):
        with TTFont(FOLDER / f"NotoSerifTibetan-{weight}.ttf") as font:
            assert set(map(ord, ALL)) <= set(font.getBestCmap() or {})


def test_a_paper_without_tibetan_is_the_same_file_with_and_without_the_tibetan_font(make: Make) -> None:
    html = render("D33", make("D33")).html
    assert made(html) == made(html, fonts=replace(SHIPPED, tibetan=()))


def test_an_agencys_own_tibetan_font_is_asked_first() -> None:
    fonts = SHIPPED.with_own(FOLDER, tibetan="FandolFang R")
    assert [face.family for face in fonts.named["tibetan"]][:2] == ["FandolFang R", "Noto Serif Tibetan"]


# --- PDF --------------------------------------------------------------------------------------------------------------


def test_letters_are_stacked_and_not_set_side_by_side() -> None:
    source = (
        '#set text(font: "Noto Serif Tibetan")\n#let w(t) = measure(text(t)).width.pt()\n'
        '#context [#metadata((w("རྒྱུ"), w("ར"), w("ག"), w("ཡ"))) <widths>]'
    ).encode()
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
    stack, *letters = json.loads(typst.query(source, "<widths>", field="value", font_paths=fonts))[0]
    assert stack < max(letters) * 1.05


def test_the_text_of_a_stack_is_kept_whole_in_the_file() -> None:
    assert {"གྲོ", "རྒྱུ", "སྐྱེ", "བློ"} <= clusters(made(letter(f'<p lang="bo">{ARTICLE}</p>')))


def test_a_wholly_translated_decision_is_set_with_all_its_chinese(make: Make) -> None:
    chinese = render("D33", make("D33")).html
    made_in_both = made(bilingual(chinese, read_wording(filled(blank(("D33",))))))
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made_in_both)).pages)

    dense = re.sub(r"—\d+—|[\s\u200b]", "", re.sub(r"— \d+ —", "", text))
    lines = [block.text for block in parse(chinese).blocks if isinstance(block, Line)]
    assert [line for line in lines if re.sub(r"\s", "", line) not in dense] == []


def test_tibetan_lines_are_higher_than_chinese_ones_by_a_tenth_and_the_chinese_grid_stays() -> None:
    chinese = heights(made(letter("<p>" + "依法行政" * 30 + "</p>")))
    tibetan = heights(made(letter(f'<p lang="bo">{ARTICLE * 3}</p>')))

    assert chinese[0] - chinese[1] == pytest.approx(28.99, abs=0.01)
    assert 1.08 < (tibetan[0] - tibetan[1]) / 28.99 < 1.10


@pytest.mark.parametrize("element", ["p", "h2", "td"])
def test_much_tibetan_in_a_fact_does_not_keep_a_paper_waiting(element: str) -> None:
    line = f"<{element}>{ARTICLE * 30}</{element}>"
    began = time.perf_counter()
    made(letter(f'<table class="form"><tr>{line}</tr></table>' if element == "td" else line))
    assert time.perf_counter() - began < 4


def test_a_line_breaks_behind_a_tsheg_and_none_begins_with_one() -> None:
    begins: dict[float, str] = {}

    def visit(text: str, place: list[float], *_: Any) -> None:
        if text.strip():
            begins.setdefault(place[5], text)

    for width in range(8):
        html = letter(f'<p lang="bo">{"ཀ" * width}{ARTICLE * 4}</p>')
        pypdf.PdfReader(io.BytesIO(made(html))).pages[0].extract_text(visitor_text=visit)
        assert len(begins) > 8
        assert [text for text in begins.values() if text[0] in "་།༌ "] == []
        begins.clear()


def test_the_gaps_behind_a_shad_are_not_stretched() -> None:
    stretched = rb"\)-?[\d.]+\("
    assert re.search(stretched, content(made(letter(f"<p>{'aa bb ' * 60}</p>"))))
    assert not re.search(stretched, content(made(letter(f'<p lang="bo">{"ཀ་ཁ་ག་། " * 60}</p>'))))


@pytest.mark.parametrize("family", ["决定书", "公告", "当场决定书", "笔录", "清单", "报告", "通知书", "回证"])
def test_every_layout_sets_tibetan_lines_cells_and_items(family: str) -> None:
    html = letter(
        f'<header><p class="agency" lang="bo">{ARTICLE[:40]}</p><p class="agency">机关</p><h1 lang="bo">{ARTICLE[:20]}</h1><h1>题</h1></header>',
        f'<h2 lang="bo">{ARTICLE[:20]}</h2><h2>一、事实</h2><p class="flush" lang="bo">{ARTICLE}</p><p class="flush">甲</p>',
        f'<ol class="items"><li><p lang="bo">{ARTICLE}</p><p>警告。</p></li><li>罚款。</li></ol>',
        f'<table class="form"><tr><th><p lang="bo">{ARTICLE[:20]}</p><p>案由</p></th><td colspan="3"><p lang="bo">{ARTICLE}</p><p>甲</p></td></tr></table>',
        f'<footer><p class="signer" lang="bo">{ARTICLE[:40]}</p><p class="signer">机关</p><p class="date">2026年11月5日</p></footer>',
    )
    assert content(made(html, family)).count(b"ActualText") > 5


# --- Word and page ----------------------------------------------------------------------------------------------------


def written(html: str) -> Any:
    return Document(io.BytesIO(word(html, title="题", issued_on=ON, family="决定书")))


def test_the_word_file_holds_both_languages_in_order(make: Make) -> None:
    html = bilingual(render("D33", make("D33")).html, wording(("经查明：", ARTICLE), ("行政处罚决定书", "ཀ་ཁ།")))
    texts = [paragraph.text for paragraph in written(html).paragraphs]

    assert texts[texts.index("经查明：") - 1] == ARTICLE
    assert texts[texts.index("行政处罚决定书") - 1] == "ཀ་ཁ།"


def test_tibetan_runs_name_their_language_and_font() -> None:
    file = written(letter('<p lang="bo">ཀ་ཁ་ 示例县 ག།</p>', "<p>当事人：བཀྲ་ཤིས།，男</p>"))
    styled = {run.text: run.style.name for paragraph in file.paragraphs for run in paragraph.runs}
    assert {text for text, name in styled.items() if name == "藏文"} == {"ཀ་ཁ་", " 示例县 ", "ག།", "བཀྲ་ཤིས།"}

    properties = file.styles["藏文"].element.rPr
    assert properties.find(qn("w:lang")).get(qn("w:bidi")) == "bo-CN"
    assert properties.find(qn("w:rFonts")).get(qn("w:cs")) == "Noto Serif Tibetan"
    assert properties.find(qn("w:rFonts")).get(qn("w:eastAsia")) is None


def test_a_tibetan_paragraph_of_word_is_ragged_on_lines_that_may_grow_and_the_chinese_one_is_as_ever() -> None:
    tibetan, chinese = written(letter('<p lang="bo">ཀ་ཁ།</p>', "<p>甲</p>")).paragraphs[1:3]
    assert (tibetan.paragraph_format.line_spacing_rule.name, tibetan.alignment.name) == ("AT_LEAST", "LEFT")
    assert tibetan.paragraph_format.line_spacing.pt == pytest.approx(31.55)
    assert (chinese.paragraph_format.line_spacing, chinese.alignment) == (None, None)


def test_items_are_numbered_in_both_languages() -> None:
    file = written(letter('<ol class="items"><li><p lang="bo">ཀ།</p><p>警告；</p></li><li>罚款。</li></ol>'))
    assert [paragraph.text for paragraph in file.paragraphs if paragraph.text] == ["1．ཀ།", "1．警告；", "2．罚款。"]


def test_the_page_for_a_browser_says_which_lines_are_tibetan() -> None:
    shown = page(letter('<p lang="bo">ཀ།</p>', "<p>甲</p>"), title="题")
    assert '<html lang="zh-CN">' in shown
    assert '<p lang="bo">ཀ།</p><p>甲</p>' in shown
    assert '[lang=bo] { font-family: "Noto Serif Tibetan"' in shown
