"""The Word file: the same text in the same order, in real styles on the page of GB/T 9704, reproducible, and data stays data."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from zhifa.documents import CATALOGUE, Rendering, UnknownMarkup, Unprintable, parse, render
from zhifa.documents import facts as f
from zhifa.documents.blocks import Block, Footer, Items, Line, Table
from zhifa.documents.errors import NotSet
from zhifa.documents.word import word
from zhifa.engine.renditions import Renditions
from zhifa.storage.records import PaperRecord

Make = Callable[..., f.Facts]
ON = date(2026, 11, 5)
HEAD = ("replay", "agency", "number", "h1")
NOTE = "可编辑稿，以签章的版式文件为准"


def made(rendering: Rendering, on: date = ON) -> bytes:
    return word(rendering.html, title=rendering.title, issued_on=on, family=rendering.family)


def read(content: bytes) -> Any:
    return Document(BytesIO(content))


def of(inside: str, layout: str = "letter") -> Any:
    html = f'<article class="{layout}">{inside}</article>'
    return read(word(html, title="题", issued_on=ON, family="决定书" if layout == "letter" else "笔录"))


def paragraphs(file: Any) -> list[Paragraph]:
    """All paragraphs, those in tables too, in the order of the file."""
    return [Paragraph(found, file) for found in file.element.body.iter(qn("w:p"))]


def texts(file: Any) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(file) if paragraph.text]


def styled(file: Any, text: str) -> str:
    """The style of the paragraph with this text."""
    return next(paragraph.style.name for paragraph in paragraphs(file) if paragraph.text == text)


def written(block: Block) -> Iterator[str]:
    match block:
        case Line():
            yield block.text
        case Items():
            yield from (f"{number}．{item}" for number, item in enumerate(block.items, 1))
        case Footer():
            yield from (line.text for line in block.lines)
        case Table():
            yield from (line.text for row in block.rows for cell in row for line in cell.lines)


def in_order(html: str) -> list[str]:
    """The texts of a paper; in a letter the number stands above the title, as on the printed page."""
    paper = parse(html)
    blocks = list(paper.blocks)
    if paper.layout == "letter":
        blocks.sort(key=lambda b: HEAD.index(b.style) if isinstance(b, Line) and b.style in HEAD else len(HEAD))
    return [text for block in blocks for text in written(block) if text]


def row_properties(row: Any) -> set[str]:
    properties = row.find(qn("w:trPr"))
    return {child.tag.rpartition("}")[2] for child in properties}


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_text_of_a_paper_is_in_its_word_file_in_order(make: Make, code: str) -> None:
    rendering = render(code, make(code))
    assert texts(read(made(rendering))) == in_order(rendering.html)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_style_that_a_paper_uses_is_defined(make: Make, code: str) -> None:
    file = read(made(render(code, make(code))))
    defined = {style.style_id for style in file.styles}
    used = {
        found.get(qn("w:val")) for kind in ("p", "r", "tbl") for found in file.element.body.iter(qn(f"w:{kind}Style"))
    }
    assert used <= defined


@pytest.mark.parametrize("layout", ["letter", "form", "record"])
def test_every_kind_of_line_has_a_style_in_every_layout(layout: str) -> None:
    kinds = ("replay", "agency", "number", "flush", "note", "sign", "signer", "date")
    lines = "".join(f'<p class="{kind}">{kind}</p>' for kind in kinds)
    assert set(texts(of(f"<header><h1>题</h1></header><h2>一</h2><p>甲</p>{lines}", layout))) == {
        *kinds,
        "题",
        "一",
        "甲",
    }


def test_the_page_is_a4_with_the_margins_of_the_standard(make: Make) -> None:
    section = read(made(render("D33", make("D33")))).sections[0]
    measured = (
        *(section.page_width, section.page_height, section.top_margin),
        *(section.bottom_margin, section.left_margin, section.right_margin),
    )
    assert [round(length.mm) for length in measured] == [210, 297, 37, 35, 28, 26]


def test_a_page_holds_22_lines_of_28_characters(make: Make) -> None:
    file = read(made(render("D33", make("D33"))))
    section, text = file.sections[0], file.styles["Normal"]
    line, tracking = (
        text.paragraph_format.line_spacing,
        Pt(int(text.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20),
    )
    height = section.page_height - section.top_margin - section.bottom_margin
    width = section.page_width - section.left_margin - section.right_margin
    assert text.paragraph_format.line_spacing_rule.name == "EXACTLY"
    assert height // line == 22
    assert width // (text.font.size + tracking) == 28


@pytest.mark.parametrize(
    ("name", "font", "size"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("版头", "方正小标宋简体", 42),
        ("发文字号", "仿宋_GB2312", 16),
        ("表格标签", "黑体", 12),
    ],
)
def test_a_style_names_its_font_for_chinese(make: Make, name: str, font: str, size: int) -> None:
    style = read(made(render("D33", make("D33")))).styles[name]
    fonts = style.element.rPr.rFonts
    assert {fonts.get(qn("w:eastAsia")), fonts.get(qn("w:hAnsi"))} == {font}
    assert style.font.size == Pt(size)


def test_a_decision_is_written_in_the_styles_of_a_letter(make: Make) -> None:
    rendering = render("D33", make("D33"))
    file = read(made(rendering))
    heading = next(
        block.text for block in parse(rendering.html).blocks if isinstance(block, Line) and block.style == "h2"
    )
    assert styled(file, "示市监罚〔2026〕17号") == "发文字号"
    assert styled(file, "行政处罚决定书") == "Title"
    assert styled(file, heading) == "Heading 1"
    assert styled(file, "当事人：示例县惠民食品经营部") == "顶格正文"
    assert paragraphs(file)[0].style.name == "版头"
    assert str(paragraphs(file)[0].style.font.color.rgb) == "D7000F"


def test_agency_and_date_stand_two_characters_from_the_right_and_are_not_parted(make: Make) -> None:
    closing = [p for p in paragraphs(read(made(render("D33", make("D33"))))) if p.style.name in ("落款", "成文日期")]
    assert [p.text for p in closing] == ["示例县市场监督管理局", "2026年11月5日"]
    for paragraph in closing:
        properties = paragraph.style.element.pPr
        assert properties.find(qn("w:jc")).get(qn("w:val")) == "right"
        assert properties.find(qn("w:ind")).get(qn("w:rightChars")) == "200"
    assert closing[0].paragraph_format.keep_with_next


def test_signatures_are_not_parted_unless_they_fill_half_a_page() -> None:
    def kept(count: int) -> list[bool | None]:
        signatures = "".join(f'<p class="sign">{number}</p>' for number in range(count))
        return [p.paragraph_format.keep_with_next for p in paragraphs(of(f"<footer>{signatures}</footer>", "record"))]

    assert kept(3) == [True, True, None]
    assert set(kept(40)) == {None}


def test_the_name_of_an_agency_fits_into_one_line() -> None:
    name = "示例省示例市示例县城市管理综合行政执法局"
    (run,) = paragraphs(of(f'<header><p class="agency">{name}</p></header>'))[0].runs
    assert run.font.size * len(name) <= Mm(156.1)
    assert of('<header><p class="agency">示例局</p></header>').paragraphs[0].runs[0].font.size is None


@pytest.mark.parametrize("side", ["footer", "even_page_footer"])
def test_the_page_number_stands_at_the_outer_foot(make: Make, side: str) -> None:
    file = read(made(render("D33", make("D33"))))
    assert file.settings.odd_and_even_pages_header_footer
    (paragraph,) = getattr(file.sections[0], side).paragraphs
    assert [field.text for field in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]
    assert "".join(found.text for found in paragraph._p.iter(qn("w:t"))) == "— 1 —"
    aligned = paragraph.style.element.pPr.find(qn("w:jc")).get(qn("w:val"))
    assert aligned == ("right" if side == "footer" else "left")


def test_every_page_says_that_the_signed_pdf_is_what_counts(make: Make) -> None:
    section = read(made(render("D02", make("D02")))).sections[0]
    assert [header.paragraphs[0].text for header in (section.header, section.even_page_header)] == [NOTE, NOTE]


def test_a_replay_is_marked_in_the_text_and_on_every_page_and_silence_is_visible(make: Make) -> None:
    facts = make("D33")
    silent = replace(
        facts,
        case=replace(facts.case, replay=True),
        party=replace(facts.party, address=f.NotStated(path="party.address")),
    )
    file = read(made(render("D33", silent)))
    section = file.sections[0]
    assert texts(file)[0].startswith("演示：依公开案例重放生成")
    assert styled(file, texts(file)[0]) == "演示标记"
    for header in (section.header, section.even_page_header):
        assert "演示" in header.paragraphs[0].text
        assert NOTE in header.paragraphs[0].text
    runs = [run for paragraph in paragraphs(file) for run in paragraph.runs if run.text == "〔来源未载〕"]
    assert [run.style.name for run in runs] == ["来源未载"]


def test_a_file_after_that_of_a_replay_is_not_marked(make: Make) -> None:
    facts = make("D33")
    made(render("D33", replace(facts, case=replace(facts.case, replay=True))))
    assert read(made(render("D33", facts))).sections[0].header.paragraphs[0].text == NOTE


def test_the_rows_of_a_table_do_not_break_and_its_head_is_repeated() -> None:
    head = "<tr><th>序号</th><th>名称</th><th>数量</th></tr>"
    rows = "".join(f"<tr><td>{number}</td><td>饼干{number}</td><td>1袋</td></tr>" for number in range(1, 501))
    file = of(f'<table class="list" data-columns="1 6 2">{head}{rows}</table>', "form")
    (table,) = file.tables
    assert table.style.name == "Table Grid"
    assert [row_properties(row._tr) for row in table.rows[:2]] == [{"cantSplit", "tblHeader"}, {"cantSplit"}]
    assert all("cantSplit" in row_properties(row) for row in table._tbl.tr_lst)
    assert [cell.text for cell in table.rows[500].cells] == ["500", "饼干500", "1袋"]
    assert round(sum(column.width for column in table.columns) / Mm(1)) == 156


def test_a_form_has_no_repeated_head_and_its_labels_are_labels(make: Make) -> None:
    (table, *_) = read(made(render("D02", make("D02")))).tables
    assert all(row_properties(row) == {"cantSplit"} for row in table._tbl.tr_lst)
    first = table.rows[0].cells
    assert [cell.paragraphs[0].style.name for cell in first] == ["表格标签", "表格文字", "表格文字", "表格文字"]
    assert first[1]._tc is first[3]._tc


@pytest.mark.parametrize("shares", ["1", "1 1 1", " ".join(["1"] * 20), "3 5 4", " ".join(["9"] * 20)])
def test_columns_of_any_shares_stay_between_the_margins(shares: str) -> None:
    cells = "<td>甲</td>" * len(shares.split())
    (table,) = of(f'<table class="list" data-columns="{shares}"><tr>{cells}</tr></table>', "form").tables
    widths = [column.width for column in table.columns]
    assert min(widths) > 0
    assert sum(widths) <= Mm(156.1)


def test_two_tables_in_a_row_stay_two_and_an_empty_cell_is_a_cell() -> None:
    table = '<table class="form"><tr><th>甲</th><td colspan="3"></td></tr></table>'
    file = of(table + table, "record")
    assert [child.tag.rpartition("}")[2] for child in file.element.body] == ["tbl", "p", "tbl", "p", "sectPr"]
    assert all(cell._tc.p_lst for row in file.tables[0].rows for cell in row.cells)


def test_what_follows_a_page_break_begins_a_page(make: Make) -> None:
    file = read(made(render("D50", make("D50"))))
    breaks = [paragraph for paragraph in paragraphs(file) if paragraph.style.name == "另页起"]
    assert len(breaks) == 2
    assert breaks[0].style.paragraph_format.page_break_before


def elsewhere(rendering: Rendering, before: str = "") -> bytes:
    """The Word file that another process makes, with another clock and order of sets, after it has run the program `before`."""
    program = (
        f"{before}\nimport sys; from datetime import date; from zhifa.documents.word import word;"
        "sys.stdout.buffer.write(word(sys.stdin.read(), title=sys.argv[1], issued_on=date(2026, 11, 5), family=sys.argv[2]))"
    )
    other = subprocess.run(
        [sys.executable, "-c", program, rendering.title, rendering.family],
        input=rendering.html.encode(), capture_output=True, check=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/New_York", "PYTHONUTF8": "1"},
    )  # fmt: skip
    return other.stdout


def test_the_same_paper_gives_the_same_bytes_in_another_process_too(make: Make) -> None:
    rendering = render("D33", make("D33"))
    assert elsewhere(rendering) == made(rendering) == made(rendering)


@pytest.mark.parametrize("code", ["D33", "D02"])
def test_names_that_another_library_gives_to_namespaces_do_not_change_the_bytes(make: Make, code: str) -> None:
    rendering = render(code, make(code))
    before = (
        "from docx.oxml.ns import nsmap; from lxml.etree import register_namespace\n"
        "for prefix in nsmap.keys() - {'xml', 'xsi'}:"  # these two have one name everywhere
        " register_namespace('other-' + prefix, nsmap[prefix])"
    )
    assert elsewhere(rendering, before) == elsewhere(rendering)


def test_a_file_knows_no_time_but_the_day_of_issue(make: Make) -> None:
    rendering = render("D33", make("D33"))
    content = made(rendering)
    properties = read(content).core_properties
    midnight = datetime(2026, 11, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert properties.created == properties.modified == midnight
    assert properties.title == "行政处罚决定书"
    assert (properties.author, properties.last_modified_by) == ("", "")
    members = ZipFile(BytesIO(content)).infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert [member.filename for member in members] == sorted(member.filename for member in members)
    assert content != made(rendering, date(2026, 11, 6))


@pytest.mark.parametrize("code", ["D33", "D09", "D50"])
def test_every_part_is_well_formed_and_every_link_leads_to_a_part(make: Make, code: str) -> None:
    with ZipFile(BytesIO(made(render(code, make(code))))) as file:
        names = set(file.namelist())
        roots = {name: ElementTree.fromstring(file.read(name)) for name in names}
        links = {link.get("Target") for link in roots["word/_rels/document.xml.rels"]}
    assert {f"word/{target}" for target in links} <= names
    assert {"styles.xml", "settings.xml", "fontTable.xml"} <= links


MARKUP = (
    '</w:t></w:r></w:p><w:p><w:r><w:fldSimple w:instr="INCLUDETEXT c:\\a"/> &amp; &lt;b&gt; <![CDATA[x]]> <!-- x -->'
    ' {{ 7*7 }} #read("x") {PAGE} ]]>'
)


@pytest.mark.parametrize("code", ["D33", "D02", "D09"])
def test_markup_of_word_in_a_field_is_text(make: Make, code: str) -> None:
    facts = make(code)
    rendering = render(code, replace(facts, party=replace(facts.party, name=MARKUP)))
    file = read(made(rendering))
    assert texts(file) == in_order(rendering.html)
    assert any(MARKUP in text for text in texts(file))
    assert [field for kind in ("fldSimple", "fldChar") for field in file.element.body.iter(qn(f"w:{kind}"))] == []


def test_markup_in_the_title_is_text() -> None:
    content = word('<article class="letter"></article>', title=MARKUP, issued_on=ON, family="决定书")
    assert read(content).core_properties.title == MARKUP


@pytest.mark.parametrize("char", ["\x07", "\x00", "\u200b", "\u202e", "\ufeff", "&#8238;", "\ue000", "\ud800"])
def test_a_character_that_no_reader_sees_is_refused_by_name(char: str) -> None:
    with pytest.raises(Unprintable) as refused:
        word(f'<article class="form"><p>甲{char}乙</p></article>', title="题", issued_on=ON, family="笔录")
    assert "U+" in str(refused.value)


def test_a_title_is_looked_at_too() -> None:
    with pytest.raises(Unprintable, match=r"U\+202E"):
        word('<article class="form"></article>', title="题\u202e", issued_on=ON, family="笔录")


def test_rare_names_are_written() -> None:
    assert texts(of("<p>㛃䶮𠅤</p>")) == ["㛃䶮𠅤"]


@pytest.mark.parametrize("html", ["<p>甲</p>", '<article class="letter"><script>1</script></article>', "", "<w:p/>"])
def test_html_that_is_no_paper_is_refused(html: str) -> None:
    with pytest.raises(UnknownMarkup):
        word(html, title="题", issued_on=ON, family="决定书")


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(NotSet, match="strange"):
        word('<article class="form"></article>', title="题", issued_on=ON, family="strange")


def test_an_issued_paper_is_written_on_demand_and_never_kept(make: Make, tmp_path: Path) -> None:
    rendering = render("D33", make("D33"))
    blank = dict.fromkeys(PaperRecord._fields)
    issued = {"code": "D33", "title": rendering.title, "html": rendering.html, "issued_on": ON.isoformat()}
    renditions = Renditions(tmp_path)
    assert renditions.of(PaperRecord(**blank | issued), "docx") == made(rendering)
    assert list(tmp_path.iterdir()) == []
