"""The PDF: archival, self-contained, reproducible, and the same text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from zhifa.documents import CATALOGUE, Rendering, UnknownMarkup, parse, pdf, render
from zhifa.documents import facts as f
from zhifa.documents.blocks import Line
from zhifa.documents.errors import NotSet
from zhifa.documents.typesetting import LAYOUT_OF

Make = Callable[..., f.Facts]
ON = date(2026, 11, 5)


def made(rendering: Rendering) -> bytes:
    return pdf(rendering.html, title=rendering.title, issued_on=ON, family=rendering.family)


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def dense(text: str) -> str:
    return re.sub(r"—\d+—", "", re.sub(r"[\s\u200b]", "", text))


def text(content: bytes) -> str:
    return dense("".join(page.extract_text() for page in read(content).pages))


def test_a_decision_is_pdf_a_2b_on_a4_with_its_fonts(make: Make) -> None:
    reader = read(made(render("D33", make("D33"))))
    assert reader.xmp_metadata is not None
    metadata = reader.xmp_metadata.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in metadata
    for page in reader.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
        fonts: Any = page["/Resources"]
        for font in fonts["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & descendant["/FontDescriptor"].get_object().keys()
    assert reader.metadata is not None
    assert reader.metadata.title == "行政处罚决定书"


def test_the_time_of_creation_is_the_day_of_issue_in_china(make: Make) -> None:
    metadata = read(made(render("D33", make("D33")))).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.isoformat() in ("2026-11-05T00:00:00+08:00", "2026-11-04T16:00:00+00:00")


def test_the_same_paper_gives_the_same_bytes(make: Make) -> None:
    assert made(render("D33", make("D33"))) == made(render("D33", make("D33")))


def test_papers_are_set_in_several_threads_at_once(make: Make) -> None:
    renderings = [render(code, make(code)) for code in ("D33", "D24", "D02", "D37")] * 4
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(made, renderings)) == [made(rendering) for rendering in renderings]


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_line_of_the_paper_is_in_its_pdf(make: Make, code: str) -> None:
    rendering = render(code, make(code))
    found = text(made(rendering))
    lines = [block.text for block in parse(rendering.html).blocks if isinstance(block, Line)]
    assert [line for line in lines if dense(line) not in found] == []


def test_markup_of_typst_in_a_field_is_text(make: Make) -> None:
    facts = make("D33")
    name = '*a* #read("/etc/passwd") #panic("x") $x$ = h <l> @r // c \\u{41} [b]'
    found = text(made(render("D33", replace(facts, party=replace(facts.party, name=name)))))
    assert dense(name) in found


def test_a_long_word_is_broken_and_stays_on_the_page(make: Make) -> None:
    facts = make("D33")
    address = "https://example.invalid/" + "a" * 300
    found = text(made(render("D33", replace(facts, party=replace(facts.party, address=address)))))
    assert address in found


def test_a_paper_of_many_pages_is_set(make: Make) -> None:
    facts = make("D33")
    assert facts.draft is not None
    long = replace(
        facts.draft, facts="\n".join(f"第{number}段。" + "货架陈列超过保质期的食品。" * 20 for number in range(60))
    )
    reader = read(made(render("D33", replace(facts, draft=long))))
    assert len(reader.pages) > 10
    assert "—2—" in reader.pages[1].extract_text().replace(" ", "")


def test_a_replay_is_marked_on_the_page(make: Make) -> None:
    facts = make("D33")
    assert "演示：依公开案例重放生成" in text(
        made(render("D33", replace(facts, case=replace(facts.case, replay=True))))
    )


def test_every_family_has_a_layout() -> None:
    assert {kind.family for kind in CATALOGUE.values()} <= LAYOUT_OF.keys()


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(NotSet, match="strange"):
        pdf('<article class="form"></article>', title="题", issued_on=ON, family="strange")


def test_a_warning_of_typst_is_a_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "record.typ").write_text('#set text(font: ("No Such Font", "Noto Serif SC"))\n甲', encoding="utf-8")
    monkeypatch.setattr("zhifa.documents.typesetting._LAYOUTS", tmp_path)
    with pytest.raises(NotSet, match="no such font"):
        pdf('<article class="form"></article>', title="题", issued_on=ON, family="笔录")


def test_a_glyph_that_no_font_has_is_refused() -> None:
    with pytest.raises(NotSet):
        pdf('<article class="form"><p>𠮷</p></article>', title="题", issued_on=ON, family="笔录")


def test_html_that_is_no_paper_is_refused() -> None:
    with pytest.raises(UnknownMarkup):
        pdf("<p>甲</p>", title="题", issued_on=ON, family="决定书")
