"""Bilingual papers: the Tibetan stands before its Chinese, the Chinese is untouched, and a line without a wording stays alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest

from tibetan import filled, wording
from zhifa.documents import CATALOGUE, UnknownMarkup, parse, render
from zhifa.documents import facts as f
from zhifa.documents.bilingual import Wording, bilingual, read_wording
from zhifa.documents.bilingual.coverage import blank, going_out
from zhifa.documents.blocks import Items, Line, Table, in_chinese
from zhifa.documents.lint import Subject
from zhifa.documents.particulars import LABELS, particulars

Make = Callable[..., f.Facts]
BO = "ཀ་ཁ་ག་ང་།"
REMEDY = "如不服本{文书}，可以自收到本{文书}书之日起六十日内向{复议机关}申请行政复议，也可以在六个月内依法向{法院}提起行政诉讼。"


@pytest.fixture(scope="module")
def complete() -> Wording:
    """Something Tibetan for every fixed line of every paper that goes out."""
    return read_wording(filled(blank(going_out())))


def paper(inside: str) -> str:
    return f'<article class="letter">{inside}</article>'


def in_tibetan(html: str) -> list[str]:
    return [unescape(text) for text in re.findall(r'lang="bo">([^<]*)<', html)]


def alone(html: str) -> list[str]:
    """Chinese lines without a Tibetan one before them."""
    lines = re.findall(r"<(?:h1|h2|p|li|th|td)(?P<attributes>[^>]*)>(?P<text>[^<]*)", html)
    found = []
    for (before, _), (attributes, text) in zip([("", ""), *lines], lines, strict=False):
        if text.strip() and "lang" not in attributes and "lang" not in before:
            found.append(text.strip())
    return found


def test_the_tibetan_line_stands_before_its_chinese_line() -> None:
    html = bilingual(paper("<h2>一、事实</h2><p>经查明：</p>"), wording(("经查明：", BO)))

    assert parse(html).blocks == (
        Line(text="一、事实", style="h2"),
        Line(text=BO, style="p", lang="bo"),
        Line(text="经查明：", style="p"),
    )


def test_what_stands_in_a_place_is_put_into_the_tibetan_line_untouched(make: Make) -> None:
    tibetan = f"{BO}{{法院}}{BO}{{复议机关}}{BO}{{文书}}{BO}"
    html = bilingual(render("D33", make("D33")).html, wording((REMEDY, tibetan)))

    assert in_tibetan(html) == [f"{BO}示例县人民法院{BO}示例县人民政府{BO}决定{BO}"]


def test_markup_and_braces_in_a_fact_stay_text() -> None:
    name = "&lt;b&gt;甲&amp;乙&lt;/b&gt; {名称}"
    html = bilingual(paper(f"<p>当事人：{name}</p>"), wording(("当事人：{名称}", f"{BO}{{名称}}")))

    assert f'<p lang="bo">{BO}{name}</p>' in html
    assert [block.text for block in parse(html).blocks if isinstance(block, Line)] == [
        f"{BO}<b>甲&乙</b> {{名称}}",
        "当事人：<b>甲&乙</b> {名称}",
    ]


def test_labels_and_cells_of_tables_have_their_tibetan_in_the_same_cell() -> None:
    table = '<table class="form"><tr><th>案由</th><td colspan="3"><p>无</p><p class="sign">当事人签收：</p></td></tr></table>'
    html = bilingual(paper(table), wording(("案由", BO), ("当事人签收：", f"{BO}{BO}")))

    (found,) = parse(html).blocks
    assert isinstance(found, Table)
    label, cell = found.rows[0]
    assert label.lines == (Line(text=BO, lang="bo"), Line(text="案由"))
    assert label.label
    assert cell.lines == (
        Line(text="无"),
        Line(text=f"{BO}{BO}", style="sign", lang="bo"),
        Line(text="当事人签收：", style="sign"),
    )
    assert cell.span == 3


def test_an_item_has_its_tibetan_beside_it_and_keeps_its_number() -> None:
    items = '<ol class="items"><li>没收饼干36袋；</li><li>警告。</li></ol>'
    html = bilingual(paper(items), wording(facts=(("没收{物品}；", f"{BO}{{物品}}"),)))

    assert parse(html).blocks == (
        Items(items=("没收饼干36袋；", "警告。"), operative=True, tibetan=(f"{BO}饼干36袋", "")),
    )


@pytest.mark.parametrize("code", going_out())
def test_the_chinese_of_a_bilingual_paper_is_that_of_the_chinese_one(make: Make, complete: Wording, code: str) -> None:
    html = render(code, make(code)).html
    both = bilingual(html, complete)

    assert both != html
    assert in_chinese(parse(both)) == parse(html)


def test_the_lint_reads_the_chinese_of_a_bilingual_paper(make: Make, complete: Wording) -> None:
    html = render("D33", make("D33")).html
    assert Subject.of(bilingual(html, complete), "D33") == Subject.of(html, "D33")


def test_with_every_line_translated_only_what_the_case_supplies_stays_chinese(make: Make, complete: Wording) -> None:
    facts = make("D33")
    assert facts.draft is not None
    assert isinstance(facts.draft.facts, str)

    assert alone(bilingual(render("D33", facts).html, complete)) == [
        "示例县市场监督管理局",
        "示市监罚〔2026〕17号",
        *facts.draft.facts.split("\n"),
        "当事人认为货值很小，请求从轻。",
        "货值较小的情节已经在裁量中考虑。",
        "当事人主动配合调查，及时下架全部涉案食品，依法减轻处罚。",
        "没收非法财物：没收超过保质期的饼干36袋；",
        "罚款人民币伍仟元整（5000.00元）。",
        "示例县市场监督管理局",
    ]


def test_what_the_case_supplies_is_translated_where_the_agency_says_how(make: Make) -> None:
    facts = (("示例县市场监督管理局", BO), ("罚款{大写}（{小写}元）。", f"{BO}{{大写}} {{小写}}"))
    html = bilingual(render("D33", make("D33")).html, wording(facts=facts))

    assert in_tibetan(html) == [BO, f"{BO}人民币伍仟元整 5000.00", BO]


def test_number_and_mark_of_a_paper_stay_as_they_are() -> None:
    head = '<header><p class="replay">演示：某</p><h1>告知书</h1><p class="number">某〔2026〕1号</p></header>'
    told = wording(
        ("演示：{内容}", f"{BO}{{内容}}"), ("告知书", BO), ("{某}〔{年:数字}〕{号:数字}号", f"{BO}{{某}}{{年}}{{号}}")
    )

    assert in_tibetan(bilingual(paper(head), told)) == [BO]


def test_a_line_that_is_tibetan_already_is_not_worded_again() -> None:
    html = bilingual(paper('<p lang="bo">本机关收到甲的申请。</p>'), wording(("本机关收到{人}的申请。", f"{BO}{{人}}")))
    assert in_tibetan(html) == ["本机关收到甲的申请。"]


def test_without_a_wording_the_paper_is_chinese_alone(make: Make) -> None:
    html = render("D33", make("D33")).html
    assert bilingual(html, wording()) == html
    assert bilingual(html, wording(("经查明：", ""))) == html


def test_a_fact_that_the_source_does_not_state_is_said_in_both_lines() -> None:
    silent = '<span class="not-stated" title="agency.court">〔来源未载〕</span>'
    html = bilingual(paper(f"<p>向{silent}起诉。</p>"), wording(("向{法院}起诉。", f"{BO}{{法院}}")))

    assert in_tibetan(html) == [f"{BO}〔来源未载〕"]
    assert html.count(silent) == 1


@pytest.mark.parametrize("markup", ['<p lang="en">甲</p>', '<ol lang="bo"><li>甲</li></ol>', '<p lang="">甲</p>'])
def test_no_language_but_tibetan_stands_beside_chinese(markup: str) -> None:
    with pytest.raises(UnknownMarkup):
        parse(paper(markup))


def test_every_label_of_the_party_is_known_to_translators(make: Make) -> None:
    party = make("D33").party
    kinds = ("uscc", "resident_id", "passport", "travel_permit", "residence_permit", "foreign_permanent", "masked")
    said = {
        label
        for kind in ("individual", "individual_business", "legal_person", None)
        for identity in kinds
        for label, _ in particulars(replace(party, kind=kind, identity_kind=identity, sex="男"))  # type: ignore[arg-type]
    }

    assert said <= set(LABELS)


def test_only_papers_that_go_to_the_party_or_the_public_are_bilingual() -> None:
    assert {"D24", "D33", "D34", "D39", "D41"} <= set(going_out())
    assert {code for code in going_out() if not CATALOGUE[code].external} == set()
    assert "D02" not in going_out()
