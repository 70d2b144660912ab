"""A volume of the dossier as one PDF/A: what it holds, what it keeps of the papers, where its numbers stand."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pikepdf
import pypdf
import pytest
from PIL import Image

from zhifa.documents import pdf
from zhifa.documents.dossier.binding import Piece, bind, pages
from zhifa.documents.dossier.sheets import (
    Apart,
    Chapter,
    Entry,
    Row,
    Sheets,
    back,
    front,
    numbers,
    pair,
    registered,
    row,
)
from zhifa.documents.typesetting import LAYOUT_OF, pictures

ON = date(2026, 11, 5)
POINTS = 72 / 25.4
COVER: tuple[Row, ...] = (
    row("案卷题名", "当事人甲占道经营案"),
    pair("立案日期", "2026年3月2日", "结案日期", "2026年6月1日"),
)
NOTES: tuple[Row, ...] = (row("本卷情况说明", "齐全。"), pair("立卷人", "立卷人甲", "检查人", "检查人甲"))


def paper(lines: int, family: str = "决定书", more: str = "") -> bytes:
    body = "".join(f"<p>第{number}段。</p>" for number in range(lines))
    return pdf(f'<article class="form">{body}{more}</article>', title="题", issued_on=ON, family=family)


def sheets(*, parts: int = 2, each: int = 1, apart: tuple[Apart, ...] = (), mark: str | None = None) -> Sheets:
    chapters = tuple(
        Chapter(title=f"部分{part}", entries=tuple(_entry(part * each + number + 1) for number in range(each)))
        for part in range(parts)
    )
    return Sheets(
        agency="示例市市场监督管理局", title="行政处罚案卷", volume="正卷", named="当事人甲占道经营案", mark=mark, on=ON, cover=COVER,
        chapters=chapters, apart=apart, notes=NOTES,
    )  # fmt: skip


def _entry(number: int) -> Entry:
    return Entry(
        number=number, document_number="示市监罚〔2026〕1号", responsible="示例市市场监督管理局", title=f"文书{number}", on=ON,
        pages=(number, number),
    )  # fmt: skip


def volume(*contents: bytes) -> bytes:
    told = sheets()
    leaves = [
        Piece(bookmark=f"{number}　文书", part=f"部分{number % 2}", pdf=each) for number, each in enumerate(contents)
    ]
    return bind(
        front=front(told), pieces=leaves, back=back(told), numbers=numbers(told, sum(pages(each) for each in contents))
    )


@pytest.fixture(scope="module")
def bound() -> bytes:
    """A letter of two pages and a form of one."""
    return volume(paper(30), paper(3, "审批表"))


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.Pdf.open(io.BytesIO(content))


def texts(content: bytes) -> list[str]:
    return [re.sub(r"\s", "", page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def baselines(page: pypdf.PageObject) -> list[tuple[float, float, str]]:
    """Where text stands, in millimetres from the left and from below."""
    found: list[tuple[float, float, str]] = []

    def note(text: str, cm: Any, tm: Any, _font: Any, _size: Any) -> None:
        if text.strip():
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append((x / POINTS, y / POINTS, text.strip()))

    page.extract_text(visitor_text=note)
    return found


def fonts(resources: Any) -> Iterator[Any]:
    yield from resources.get("/Font", {}).values()
    for drawn in resources.get("/XObject", {}).values():
        yield from fonts(drawn.get("/Resources", {}))


def test_the_same_input_gives_the_same_bytes(bound: bytes) -> None:
    assert volume(paper(30), paper(3, "审批表")) == bound


def test_another_paper_gives_another_identity(bound: bytes) -> None:
    other = opened(volume(paper(30), paper(4, "审批表")))

    assert other.Root.Metadata.read_bytes() != opened(bound).Root.Metadata.read_bytes()


def test_it_says_that_it_is_pdf_a_2b_and_has_what_that_asks_for(bound: bytes) -> None:
    file = opened(bound)
    told = file.Root.Metadata.read_bytes().decode()

    assert file.check_pdf_syntax() == []
    assert "<pdfaid:part>2<" in told
    assert "<pdfaid:conformance>B<" in told
    assert f"<xmpTPg:NPages>{len(file.pages)}<" in told
    assert str(file.docinfo.Title) in told
    (intent,) = file.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert len(file.trailer.ID) == 2
    assert "/Encrypt" not in file.trailer


def test_every_font_on_every_page_is_embedded(bound: bytes) -> None:
    file = opened(bound)
    found = [font for page in file.pages for font in fonts(page.Resources)]

    assert len(found) > 6
    assert all("/FontFile3" in font.DescendantFonts[0].FontDescriptor for font in found)


def test_no_tags_are_left_that_lead_nowhere(bound: bytes) -> None:
    file = opened(bound)

    assert not {"/StructTreeRoot", "/MarkInfo"} & file.Root.keys()
    assert [page for page in file.pages if "/StructParents" in page] == []


def test_cover_list_papers_and_note_sheet_follow_each_other(bound: bytes) -> None:
    cover, listed, *inner, note = texts(bound)

    assert "行政处罚案卷" in cover
    assert "当事人甲占道经营案" in cover
    assert listed.startswith("卷内文件目录（正卷）序号文号责任者题名日期页号备注")
    assert "第0段" in inner[0]
    assert len(inner) == 3
    assert note.startswith("卷内备考表（正卷）")


def test_pages_of_papers_are_numbered_and_the_sheets_are_not(bound: bytes) -> None:
    cover, listed, *inner, note = pypdf.PdfReader(io.BytesIO(bound)).pages

    for number, page in enumerate(inner, start=1):
        (stamped,) = [(x, text) for x, y, text in baselines(page) if y < 11]
        assert stamped[1] == str(number)
        assert stamped[0] > 190
    assert [text for page in (cover, listed, note) for _, y, text in baselines(page) if y < 11] == []


@pytest.mark.parametrize("family", sorted(LAYOUT_OF))
def test_no_layout_has_text_where_the_number_stands(family: str) -> None:
    signed = "".join(f'<p class="sign">当事人{who}（签名）：＿＿</p>' for who in "甲乙丙丁")
    html = f'<article class="form">{"<p>" + "满" * 2500 + "</p>"}<footer>{signed}</footer></article>'
    drawn = pictures(html, title="题", family=family, dots=72)
    images = [Image.open(io.BytesIO(each)).convert("L") for each in drawn]
    corners = [image.crop((round(190.3 * POINTS), round(283 * POINTS), *image.size)) for image in images]

    assert len(images) > 1
    assert [corner.getextrema() for corner in corners] == [(255, 255)] * len(images)


def test_a_reader_shows_the_printed_numbers(bound: bytes) -> None:
    assert [page.label for page in opened(bound).pages] == ["封面", "目录1", "1", "2", "3", "备考表"]


def test_bookmarks_lead_to_the_sheets_and_by_the_parts_to_the_papers(bound: bytes) -> None:
    file = opened(bound)
    numbered = {page.objgen: number for number, page in enumerate(file.pages)}
    with file.open_outline() as outline:
        tree = [
            (
                item.title,
                numbered[item.destination[0].objgen],
                [(c.title, numbered[c.destination[0].objgen]) for c in item.children],
            )
            for item in outline.root
        ]

    assert tree == [
        ("封面", 0, []),
        ("卷内文件目录（正卷）", 1, []),
        ("部分0", 2, [("0　文书", 2)]),
        ("部分1", 4, [("1　文书", 4)]),
        ("卷内备考表", 5, []),
    ]


def test_a_title_that_takes_the_cover_to_a_second_page_moves_the_list_with_its_bookmark_and_label() -> None:
    cover = (row("案卷题名", "某" * 300 + "案"), *[pair("立案日期", "2026年3月2日", "结案日期", "2026年6月1日")] * 8)
    told = replace(sheets(), cover=cover)
    piece = Piece(bookmark="1　文书", part="部分", pdf=paper(1, "审批表"))
    made = bind(front=front(told), pieces=[piece], back=back(told), numbers=numbers(told, 1))
    file = opened(made)
    with file.open_outline() as outline:
        (listed,) = (item for item in outline.root if item.title.startswith("卷内文件目录"))

    assert [page.label for page in file.pages] == ["封面", "封面", "目录1", "1", "备考表"]
    assert texts(made)[2].startswith("卷内文件目录")
    assert listed.destination[0].objgen == file.pages[2].objgen


def test_a_volume_without_papers_has_its_sheets() -> None:
    assert [text[:5] for text in texts(volume())][1:] == ["卷内文件目", "卷内备考表"]


def test_five_hundred_papers_are_numbered_to_the_end() -> None:
    made = volume(*[paper(1, "审批表")] * 500)

    assert pypdf.PdfReader(io.BytesIO(made)).pages[-2].extract_text().endswith("500")


def test_a_long_list_repeats_its_head_and_says_where_it_ends() -> None:
    listed = texts(front(sheets(parts=9, each=9)))[1:]

    assert len(listed) > 2
    assert all("序号文号责任者题名日期页号备注" in page for page in listed)
    assert [page.endswith("（以下空白）") for page in listed] == [False] * (len(listed) - 1) + [True]


def test_no_part_is_announced_at_the_foot_of_a_page_and_begins_on_the_next() -> None:
    for each in (1, 2):
        listed = texts(front(sheets(parts=24, each=each)))[1:]
        assert [page for page in listed if re.search(r"部分\d+$", page)] == []


def test_what_lies_beside_the_volume_is_listed_after_the_papers() -> None:
    kept = Apart(name="证1", description="现场照片", kind="书证", on="2026-03-04", kept="f0" * 32)
    (_, _, beside) = texts(front(sheets(apart=(kept,))))

    assert beside.startswith("随卷另存的材料")
    assert "证1现场照片书证2026-03-04" in beside
    assert "f0" * 32 in beside.replace("\u200b", "")


def test_a_replay_is_marked_on_its_sheets() -> None:
    told = sheets(mark="演示：不具法律效力。")

    assert all("演示" in page for page in texts(front(told)))
    assert "演示：不具法律效力。" in texts(front(told))[0]
    assert "演示：不具法律效力。" in texts(back(told))[0]


def test_cover_and_notes_are_taken_from_the_issued_paper_word_for_word() -> None:
    html = (
        '<article class="form"><table class="form"><tr><th>全宗</th><td colspan="3">甲</td></tr></table><hr class="page-break">'
        '<table class="list" data-columns="1"><tr><td>列</td></tr></table><table class="form"><tr><th>立卷人</th><td>乙</td></tr></table></article>'
    )
    (cover,), (note,) = registered(html)

    assert [line.text for cell in cover for line in cell.lines] == ["全宗", "甲"]
    assert [line.text for cell in note for line in cell.lines] == ["立卷人", "乙"]


def test_a_closing_paper_that_an_agency_words_otherwise_gives_what_it_has() -> None:
    one = '<article class="form"><table class="form"><tr><th>全宗</th><td colspan="3">甲</td></tr></table></article>'

    assert [len(rows) for rows in registered(one)] == [1, 0]
    assert registered('<article class="form"><p>归档。</p></article>') == ((), ())
