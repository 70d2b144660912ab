"""A sample of every paper, in every rendition: archival, self-contained, reproducible, and never to be taken for a paper."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdf
import pytest

from zhifa.documents import CATALOGUE, Rendering, UnknownDocument, page, parse, pdf, render
from zhifa.documents import facts as f
from zhifa.documents.blocks import Block, Footer, Items, Line, Table
from zhifa.documents.marks import mark_of, marked
from zhifa.documents.samples import sample, sample_paper
from zhifa.documents.samples.stories import PUBLISHED
from zhifa.documents.samples.story import Story
from zhifa.documents.word import word

CASES = Path(__file__).parents[3] / "examples" / "cases"
EACH = [(code, number) for code, kind in CATALOGUE.items() for number in range(len(kind.occasions))]


def set_(paper: Rendering, facts: f.Facts) -> bytes:
    return pdf(paper.html, title=paper.title, issued_on=facts.issue.issued_on, family=paper.family)


def sample_pdf(code: str) -> bytes:
    return set_(sample_paper(code), sample(code))


@pytest.fixture(scope="module")
def pdfs() -> Mapping[str, bytes]:
    """The PDF of the sample of every code."""
    with ThreadPoolExecutor(2) as threads:
        return dict(zip(CATALOGUE, threads.map(sample_pdf, CATALOGUE), strict=True))


def values(value: Any) -> Iterator[Any]:
    """Everything in the tree of facts."""
    yield value
    if isinstance(value, tuple):
        for member in value:
            yield from values(member)
    elif is_dataclass(value):
        for field in fields(value):
            yield from values(getattr(value, field.name))


# --- facts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "occasion"), EACH)
def test_every_paper_has_a_sample_on_each_occasion_that_names_every_fact_in_chinese(code: str, occasion: int) -> None:
    paper = sample_paper(code, occasion)
    text = re.sub(r"<[^>]*>", "", paper.html)
    assert mark_of(paper.html) == "样例"
    assert text.startswith("\n\n样例：供查看格式，不具法律效力")
    assert re.findall("〔样例〕[A-Za-z_]+|None|True", text) == []


@pytest.mark.parametrize(("code", "occasion"), EACH)
def test_a_sample_names_no_officer_but_by_role_and_bears_a_number_that_no_paper_bears(code: str, occasion: int) -> None:
    facts = sample(code, occasion)
    assert {one.name[-1] for one in values(facts) if isinstance(one, f.Officer)} <= {"甲", "乙"}
    assert facts.issue.number is None or re.fullmatch(r"样例.+〔\d{4}〕0号", facts.issue.number)


def test_a_code_outside_the_catalogue_has_no_sample() -> None:
    with pytest.raises(UnknownDocument, match="D99"):
        sample("D99")


@pytest.mark.parametrize("story", PUBLISHED, ids=lambda story: story.source)
def test_what_a_sample_takes_from_a_published_case_stands_in_its_source(story: Story) -> None:
    source = json.loads((CASES / f"{story.source}.json").read_text(encoding="utf-8"))
    party = source["party"]
    known = {story.agency.name, story.party.name, story.party.address, story.party.legal_representative}
    told = {source["agency"]["name"], party["name"].replace("(", "（").replace(")", "）")}
    told |= {party.get("address"), party.get("legal_representative"), None}
    assert {one for one in known if not str(one).startswith("〔样例〕")} <= told
    assert story.party.identity_number in (party.get("uscc_or_id"), None)
    assert story.draft.facts is not None
    sums = {round(item["amount_yuan"] * 100) for item in source.get("decision_items", ()) if "amount_yuan" in item}
    assert {item.amount for item in story.draft.items if item.amount} <= sums
    articles = {
        re.sub(r"[()（）]", "", cited)
        for cited in (*source.get("statutes_violated", ()), *source.get("statutes_basis", ()))
    }
    violated, basis = story.draft.violated, story.draft.basis
    assert isinstance(violated, tuple)
    assert isinstance(basis, tuple)
    cited = {re.sub(r"[()（）]", "", str(one)) for one in (*violated, *basis) if "样例" not in str(one)}
    assert cited <= articles


def figures(text: str) -> list[str]:
    return re.findall(r"\d[\d.]*", text)


@pytest.mark.parametrize("story", PUBLISHED, ids=lambda story: story.source)
def test_the_facts_of_a_sample_hold_no_figure_that_its_source_lacks(story: Story) -> None:
    source = (CASES / f"{story.source}.json").read_text(encoding="utf-8")
    told = [story.draft.facts, *(value for act in story.given.values() for value in act.values())]
    written = " ".join(text for text in told if isinstance(text, str))
    assert [figure for figure in figures(written) if figure.rstrip(".") not in source] == []


# --- marks -----------------------------------------------------------------------------------------------------------


def test_a_mark_is_in_text_and_digest_and_stands_once() -> None:
    plain = render("D33", sample("D33"))
    preview = marked(plain, "预览")
    assert mark_of(plain.html) is None
    assert mark_of(preview.html) == "预览"
    assert preview.digest == hashlib.sha256(preview.html.encode()).hexdigest() != plain.digest


def test_a_paper_without_a_head_gets_one_for_its_mark() -> None:
    plain = render("D33", sample("D33"))
    bare = replace(plain, html=re.sub("<header>.*</header>\n", "", plain.html, flags=re.DOTALL))
    made = marked(bare, "预览")
    assert mark_of(made.html) == "预览"
    assert next(block.style for block in parse(made.html).blocks if isinstance(block, Line)) == "replay"


def test_the_mark_is_on_every_page_of_the_pdf(pdfs: Mapping[str, bytes]) -> None:
    unmarked = [
        (code, number)
        for code, content in pdfs.items()
        for number, one in enumerate(pypdf.PdfReader(io.BytesIO(content)).pages)
        if not dense(one.extract_text()).startswith("样例")  # it lies below the text, so it comes first
    ]
    assert unmarked == []


def test_a_page_for_a_browser_and_a_word_file_say_what_the_paper_is() -> None:
    paper, facts = sample_paper("D33"), sample("D33")
    assert '<div class="mark" aria-hidden="true">样例</div>' in page(paper.html, title=paper.title)
    made = word(paper.html, title=paper.title, issued_on=facts.issue.issued_on, family=paper.family)
    section = docx.Document(io.BytesIO(made)).sections[0]
    for header in (section.header, section.even_page_header):
        assert header.paragraphs[0].text.startswith("样例文书，不具法律效力")


def test_a_paper_that_is_issued_bears_no_mark() -> None:
    plain = render("D33", sample("D33"))
    assert 'class="mark"' not in page(plain.html, title=plain.title)
    pages = pypdf.PdfReader(io.BytesIO(set_(plain, sample("D33")))).pages
    assert not any(dense(one.extract_text()).startswith("样例") for one in pages)


# --- every paper in every rendition ----------------------------------------------------------------------------------


def test_every_paper_is_a_page_and_a_word_file_with_its_title() -> None:
    for code in CATALOGUE:
        paper, facts = sample_paper(code), sample(code)
        assert f"<title>{paper.title}</title>" in page(paper.html, title=paper.title), code
        made = word(paper.html, title=paper.title, issued_on=facts.issue.issued_on, family=paper.family)
        assert paper.title in [line.text for line in docx.Document(io.BytesIO(made)).paragraphs], code


def test_every_paper_is_a_sound_pdf_a_2b_that_embeds_all_its_fonts(pdfs: Mapping[str, bytes]) -> None:
    for code, content in pdfs.items():
        with pikepdf.open(io.BytesIO(content)) as made:
            assert made.check_pdf_syntax() == [], code
            assert made.open_metadata().pdfa_status == "2B", code
            assert [str(intent.S) for intent in made.Root.OutputIntents] == ["/GTS_PDFA1"], code
            assert not made.is_encrypted, code
            assert "/Names" not in made.Root or "/JavaScript" not in made.Root.Names, code
            fonts = [font for one in made.pages for font in one.Resources.Font.values()]
            assert fonts, code
            assert [font for font in fonts if not embedded(font)] == [], code


def embedded(font: Any) -> bool:
    descendant = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    return bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys()))


def test_the_text_of_every_pdf_reads_in_the_order_of_the_paper() -> None:
    for code in CATALOGUE:
        paper = render(code, sample(code))
        content = set_(paper, sample(code))
        found = dense("".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(content)).pages))
        at = 0
        for text in lines(parse(paper.html).blocks):
            beginning = dense(text)[:8]
            at = found.find(beginning, at)
            assert at >= 0, (code, text)


def dense(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The texts in the order in which they are read; in a head the number may stand above the title."""
    for block in blocks:
        match block:
            case Line() if block.style != "number":
                yield block.text
            case Items():
                yield from block.items
            case Footer():
                yield from (line.text for line in block.lines)
            case Table():
                yield from (line.text for row in block.rows for cell in row for line in cell.lines)


_DIGESTS = """
import hashlib, json
from zhifa.documents import CATALOGUE, pdf
from zhifa.documents.samples import sample, sample_paper

def made(code):
    paper = sample_paper(code)
    return pdf(paper.html, title=paper.title, issued_on=sample(code).issue.issued_on, family=paper.family)

print(json.dumps({code: hashlib.sha256(made(code)).hexdigest() for code in CATALOGUE}))
"""


def test_another_process_makes_the_same_bytes_of_every_paper(pdfs: Mapping[str, bytes]) -> None:
    answer = subprocess.run([sys.executable, "-c", _DIGESTS], capture_output=True, text=True, check=True)
    assert json.loads(answer.stdout) == {code: hashlib.sha256(content).hexdigest() for code, content in pdfs.items()}
