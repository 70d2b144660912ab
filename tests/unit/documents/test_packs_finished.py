"""What comes out of an agency's template is held against the package's own paper of the same facts, and refused unless it can be set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from packs import block, in_force
from zhifa.documents import CATALOGUE, page, render
from zhifa.documents import facts as f
from zhifa.documents.blocks import UnknownMarkup, parse
from zhifa.documents.errors import NotMarked, TemplateFailed, Unprintable
from zhifa.documents.marks import mark_of, marked
from zhifa.documents.packs.finished import MAX_PAPER, faults

Make = Callable[..., f.Facts]

HEAD: Final = """<p class="agency">{{ agency.name }}</p>
<h1>{{ title }}</h1>
<p class="number">{{ issue.number or '（演示文书，不编文号）' }}</p>"""
FOOT: Final = """<p class="signer">{{ agency.name }}</p>
<p class="date">{{ issue.issued_on|day }}</p>"""


def wrong(make: Make, folder: Path, files: dict[str, str], facts: f.Facts | None = None, code: str = "D33") -> str:
    worded = in_force(folder, files)
    with pytest.raises(TemplateFailed) as raised:
        render(code, facts or make(code), worded)
    return raised.value.fault.wrong


def replayed(make: Make) -> f.Facts:
    facts = make("D33")
    return replace(facts, case=replace(facts.case, replay=True), issue=replace(facts.issue, number=None))


# --- whose paper it is ------------------------------------------------------------------------------------------------

OTHERS: Final = {
    "another agency": ({"_head.html": HEAD.replace("{{ agency.name }}", "省人民政府")}, "没有机关名称；多写了机关名称“省人民政府”"),
    "a second agency": ({"_head.html": '<p class="agency">省人民政府</p>' + HEAD}, "多写了机关名称“省人民政府”"),
    "a second title": ({"_head.html": HEAD + "<h1>没收证</h1>"}, "多写了标题“没收证”"),
    "a second number": ({"_head.html": HEAD + '<p class="number">假〔2026〕99号</p>'}, "多写了文号“假〔2026〕99号”"),
    "a number with a word": (
        {"_head.html": HEAD.replace("{{ issue.number", "文号：{{ issue.number")},
        "没有文号；多写了文号“文号：",
    ),
    "another signer": ({"_signed.html": FOOT.replace("{{ agency.name }}", "省人民政府")}, "没有署名；多写了署名“省人民政府”"),
    "a second signer": ({"_signed.html": FOOT + '<p class="signer">省人民政府</p>'}, "多写了署名“省人民政府”"),
    "another date": ({"_signed.html": FOOT.replace("{{ issue.issued_on|day }}", "二〇三〇年一月一日")}, "没有成文日期；多写了成文日期"),
    "no date": ({"_signed.html": FOOT.partition("\n")[0]}, "没有成文日期"),
    "a head in the text": (block("copies", '<p class="agency">省人民政府</p>'), "多写了机关名称“省人民政府”"),
    "a signer in the text": (block("copies", '<p class="signer">{{ agency.name }}</p>'), "多写了署名"),
    "a text in the foot": ({"_signed.html": FOOT + "<p>" + "如不服本决定" * 50 + "</p>"}, "落款多于 12 行"),
    "a mark of its own": ({"_head.html": '<p class="replay">预览：尚未制作。</p>' + HEAD}, "多写了演示字样“预览：尚未制作。”"),
    "neither head nor foot": (
        {"_head.html": "<h1>通知</h1>", "_signed.html": ""},
        "没有机关名称、标题“行政处罚决定书”、文号、署名、成文日期；多写了标题“通知”",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", OTHERS)
def test_whose_paper_it_is_stands_there_once_and_rightly(make: Make, tmp_path: Path, case: str) -> None:
    files, told = OTHERS[case]
    assert wrong(make, tmp_path, files).startswith(f"写出的文书{told}")


@pytest.mark.parametrize("mark", ["", '<p class="replay"></p>', '<p class="replay">演示：只供查看。</p>'])
def test_a_replay_says_what_it_is_in_the_words_of_the_package(make: Make, tmp_path: Path, mark: str) -> None:
    whole = f'<article class="letter"><header>{mark}{HEAD}</header><footer>{FOOT}</footer></article>'
    assert wrong(make, tmp_path, {"D33.html": whole}, replayed(make)).startswith("写出的文书没有演示字样")


def test_the_foot_of_a_paper_has_its_own_layout(make: Make, tmp_path: Path) -> None:
    whole = f'<article class="form"><header>{HEAD}</header></article>'
    assert "class 应为 letter" in wrong(make, tmp_path, {"D33.html": whole})


# --- what it must say -------------------------------------------------------------------------------------------------

BARE: Final = (
    f'<article class="letter"><header>{HEAD}</header><p>限你三日内缴纳五万元。</p><footer>{FOOT}</footer></article>'
)


@pytest.mark.parametrize("code", ["D14", "D15", "D19", "D28", "D39"])
def test_a_paper_without_what_its_type_requires_is_not_made(make: Make, tmp_path: Path, code: str) -> None:
    kind = CATALOGUE[code]
    bare = BARE if kind.series else BARE.replace(HEAD, "\n".join(HEAD.split("\n")[:2]))
    assert wrong(make, tmp_path, {f"{code}.html": bare}, code=code).startswith("写出的文书没有写出必备事项“")


def test_every_required_fact_that_is_gone_is_named(make: Make, tmp_path: Path) -> None:
    files = block("discretion", "<p>裁量从轻。</p>") | {"_contact.html": "<p>联系人：{{ name }}</p>"}
    told = wrong(make, tmp_path, files)
    assert "（draft.discretion）" in told
    assert "（act.contact_phone）" in told
    assert "（act.contact）" not in told


# --- what can be set --------------------------------------------------------------------------------------------------

UNSET: Final = {
    '<table class="form"><tr><th>甲</th><td colspan="5">乙</td></tr></table>': "有一行表格不是 4 列：“甲，乙”",
    '<table class="form"><tr><td>甲</td></tr></table>': "有一行表格不是 4 列：“甲”",
    '<table class="list"><tr></tr></table>': "有一行表格不是 4 列",
    '<table class="list" data-columns="1 2"><tr><th>甲</th><td colspan="2">乙</td></tr></table>': "有一行表格不是 2 列",
    f'<table class="form"><tr><th>{"甲" * 101}</th><td colspan="3">乙</td></tr></table>': "表格的标题栏多于 100 字：“甲甲",
    f'<table class="list" data-columns="2"><tr><td>{"甲" * 101}</td></tr></table>': "表格的标题栏多于 100 字：“甲甲",
    '<table class="form"></table>': "有一个表格没有行",
    "<p>甲&#x1F600;</p>": "有无法显示的字符U+1F600",
    "<p>甲&#x202E;乙&#8203;丙&nbsp;</p>": "有无法显示的字符U+202E、U+200B、U+00A0",
    "<p>甲\t乙</p>": "有无法显示的字符U+0009",
}


@pytest.mark.parametrize("written", UNSET)
def test_what_could_not_be_set_is_refused_before_it_has_a_number(make: Make, written: str) -> None:
    facts = make("D33")
    usual = render("D33", facts).html
    made = usual.replace("</article>", f"{written}</article>")
    (told,) = faults(made, usual, {"kind": CATALOGUE["D33"], "facts": facts})
    assert told.startswith(UNSET[written])


def test_a_character_written_in_two_parts_is_seen_as_one(make: Make, tmp_path: Path) -> None:
    written = block("publication", "<p>甲&#x20{{ '2E' }};乙</p>")
    assert wrong(make, tmp_path, written) == "写出的文书有无法显示的字符U+202E"


def test_a_strange_character_of_a_fact_is_told_with_its_path(make: Make, tmp_path: Path) -> None:
    facts, worded = make("D33"), in_force(tmp_path, block("publication", "<p>当事人：{{ party.name }}</p>"))
    with pytest.raises(Unprintable, match=r"party\.name：U\+20BB7"):
        render("D33", replace(facts, party=replace(facts.party, name="\U00020bb7甲")), worded)


def test_a_finished_paper_is_of_bounded_length(make: Make, tmp_path: Path) -> None:
    long = "{% for a in draft.facts %}<p>" + "罚" * 5000 + "</p>{% endfor %}"
    facts = make("D33")
    assert facts.draft is not None
    told = replace(facts, draft=replace(facts.draft, facts="经查明当事人违法" * 8))
    assert wrong(make, tmp_path, block("publication", long), told).endswith(f"超过 {MAX_PAPER} 字")


@pytest.mark.parametrize("half", ["<![1]", "<x ", "<!--", "</", "<P>", "<p class='note'>", '<p title="<">', "<p  >"])
def test_markup_that_is_no_tag_of_papers_is_refused_without_being_parsed(half: str) -> None:
    with pytest.raises(UnknownMarkup, match="no tag of papers"):
        parse(f'<article class="letter"><p>{half * 40_000}</p></article>')


def test_the_packages_own_papers_have_no_fault(make: Make) -> None:
    found = {}
    for code, kind in CATALOGUE.items():
        for position in range(len(kind.occasions)):
            facts = make(code, position)
            own = render(code, facts).html
            found[code, position] = [*faults(own, own, {"kind": kind, "facts": facts})]
    assert {key: told for key, told in found.items() if told} == {}


# --- what is none says so ---------------------------------------------------------------------------------------------


def test_the_mark_is_set_however_the_paper_is_broken_into_lines(make: Make) -> None:
    made = render("D33", make("D33"))
    for html in (made.html, made.html.replace("\n", ""), made.html.replace("<header>", "\n \n<header>")):
        preview = marked(replace(made, html=html), "预览")
        assert mark_of(preview.html) == "预览"
        assert 'class="mark"' in page(preview.html, title="题")


def test_a_paper_that_would_say_something_else_first_is_not_marked(make: Make) -> None:
    made = render("D33", make("D33"))
    for html in (
        made.html.replace("<header>", '<p class="replay">演示：甲。</p><header>'),
        made.html.replace("<article", "<ARTICLE"),
    ):
        with pytest.raises((NotMarked, UnknownMarkup)):
            marked(replace(made, html=html), "预览")
