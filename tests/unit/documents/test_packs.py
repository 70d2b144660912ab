"""Packs: later templates over earlier ones block by block, in dated editions, and what a version says of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from inspect import getsource
from pathlib import Path

import pytest
from jinja2 import Environment

from packs import ON, block, in_force, pack, templates
from zhifa.documents import CATALOGUE, environment, render, template_version
from zhifa.documents import facts as f
from zhifa.documents.bilingual.template_lines import fixed_lines
from zhifa.documents.check import texts
from zhifa.documents.environment import NATIONAL, OPTIONS, PACKAGE, TemplateSet, printed
from zhifa.documents.errors import TemplatesFaulty, TemplatesMissing
from zhifa.documents.packs import SHIPPED
from zhifa.documents.packs.checking import faults

Make = Callable[..., f.Facts]
REMEDY = "<p>如不服本{{ paper }}，可以在本机关公示栏查询办理途径（{{ agency.review_body }}、{{ agency.court }}）。</p>"


def test_a_block_is_filled_anew_and_the_others_stay(make: Make, tmp_path: Path) -> None:
    facts = make("D33")
    ours, theirs = (
        render("D33", facts).html,
        render(
            "D33", facts, in_force(tmp_path, block("law", "<p>另有说理：违反{{ draft.violated|citations }}。</p>"))
        ).html,
    )
    assert "<p>另有说理：违反《" in theirs
    assert "三、处罚的理由和依据" in ours
    assert "三、处罚的理由和依据" not in theirs
    assert theirs.split("<h2>四、")[1] == ours.split("<h2>四、")[1]


def test_a_block_may_add_to_the_one_below_with_super(make: Make, tmp_path: Path) -> None:
    added = in_force(tmp_path, block("remedy", "{{ super() }}\n<p>可以通过互联网渠道申请行政复议。</p>"))
    html = render("D33", make("D33"), added).html
    assert html.index("申请行政复议，也可以") < html.index("互联网渠道")


def test_a_shared_part_is_written_once_for_every_paper(make: Make, tmp_path: Path) -> None:
    changed = in_force(tmp_path, {"_remedy.html": REMEDY})
    told = [code for code in ("D14", "D19", "D33", "D35", "D42") if "公示栏" in render(code, make(code), changed).html]
    assert told == ["D14", "D19", "D33", "D35", "D42"]


def test_the_frame_of_letters_is_changed_once_for_every_letter(make: Make, tmp_path: Path) -> None:
    noted = "{% extends 'letter.html' %}\n{% block copies %}<p class=\"note\">（抄送：示例单位。）</p>{% endblock %}"
    changed = in_force(tmp_path, {"letter.html": noted})
    assert all("抄送：示例单位" in render(code, make(code), changed).html for code in ("D24", "D33", "D41"))


def test_a_part_set_in_its_place_reads_as_an_included_one(make: Make) -> None:
    included = TemplateSet(Environment(loader=PACKAGE, autoescape=True, finalize=printed, **OPTIONS))
    for code in ("D02", "D07", "D33", "D37"):
        ours, theirs = (render(code, make(code), worded).html for worded in (NATIONAL, included))
        assert re.sub(r">\s+<", "><", ours) == re.sub(r">\s+<", "><", theirs)


def test_packs_stand_on_each_other(make: Make, tmp_path: Path) -> None:
    below = pack(tmp_path, block("publication", "<p>由市局公示。</p>"), name="city", extends="samr")
    above = pack(tmp_path, block("publication", "{{ super() }}<p>由县局公示。</p>"), name="county", extends="city")
    both = SHIPPED.with_packs(below, above).on("county", ON)
    rendering = render("D33", make("D33"), both)
    assert "<p>由市局公示。</p>\n<p>由县局公示。</p>" in rendering.html
    assert rendering.template_version.endswith("/city@2026-01-01/county@2026-01-01")


def test_a_paper_is_worded_by_the_edition_in_force_on_its_day(make: Make, tmp_path: Path) -> None:
    texts = {
        f"{since}/D33.html": block("publication", f"<p>{since}版。</p>")["D33.html"]
        for since in ("2026-01-01", "2026-07-01")
    }
    packs = templates(tmp_path, texts)
    facts = make("D33")

    def on(day: date) -> str:
        return render("D33", facts, packs.on("county", day)).html

    assert on(date(2025, 12, 31)) == render("D33", facts).html
    assert "<p>2026-01-01版。</p>" in on(date(2026, 1, 1))
    assert "<p>2026-01-01版。</p>" in on(date(2026, 6, 30))
    assert "<p>2026-07-01版。</p>" in on(date(2026, 7, 1))


def test_an_edition_is_whole_and_takes_nothing_from_the_one_before(make: Make, tmp_path: Path) -> None:
    files = {"2026-01-01/_remedy.html": REMEDY, "2026-07-01/D24.html": "{% extends 'D24.html' %}"}
    later = templates(tmp_path, files).on("county", date(2026, 7, 1))
    assert render("D33", make("D33"), later).html == render("D33", make("D33")).html


def test_a_version_names_the_packs_that_have_a_part_in_the_paper(tmp_path: Path) -> None:
    changed = in_force(tmp_path, block("law", "<p>另有说理。</p>"))
    assert changed.version("D33").endswith("/county@2026-01-01")
    assert changed.version("D33").split("/")[0] != template_version("D33")
    assert changed.version("D24") == template_version("D24")


def test_a_version_moves_with_text_edition_and_pack(tmp_path: Path) -> None:
    text = block("law", "<p>另有说理。</p>")
    versions = {
        in_force(tmp_path / "1", text).version("D33"),
        in_force(tmp_path / "2", block("law", "<p>另有说理</p>")).version("D33"),
        in_force(tmp_path / "3", {"2026-02-01/D33.html": text["D33.html"]}).version("D33"),
        SHIPPED.with_packs(pack(tmp_path / "4", text, name="other")).on("other", ON).version("D33"),
    }
    assert len(versions) == 4
    assert in_force(tmp_path / "5", text).version("D33") in versions


def test_a_version_moves_with_what_python_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def versions(folder: str) -> tuple[str, ...]:
        environment._worded.cache_clear()
        national = TemplateSet(Environment(loader=PACKAGE, autoescape=True, finalize=printed, **OPTIONS))
        own = in_force(tmp_path / folder, block("law", "<p>另有说理。</p>"))
        return national.version("D35"), own.version("D33")

    before = versions("1")
    monkeypatch.setattr(environment, "getsource", lambda module: getsource(module).replace("不予行政处罚", "不罚"))
    after = versions("2")
    monkeypatch.undo()
    assert not set(before) & set(after)
    assert versions("3") == before


def test_a_title_of_the_pack_stands_on_the_paper_and_wherever_it_is_named(make: Make, tmp_path: Path) -> None:
    changed = in_force(tmp_path, {"titles.toml": '"行政处罚告知书" = "行政处罚事先告知书"'})
    notice, decision = render("D24", make("D24"), changed), render("D33", make("D33"), changed)
    assert notice.title == "行政处罚事先告知书"
    assert "<h1>行政处罚事先告知书</h1>" in notice.html
    assert "作出《行政处罚事先告知书》" in decision.html
    assert changed.version("D33") != template_version("D33")
    assert changed.version("D01") == template_version("D01")


def test_a_line_to_be_translated_names_papers_as_the_pack_calls_them() -> None:
    lines = [line.text for line in fixed_lines("D15", SHIPPED.on("agriculture", ON)) if "作出《" in line.text]
    assert len(lines) == 1
    assert "作出《证据先行登记保存通知书》" in lines[0]


def test_an_agency_without_a_pack_has_the_templates_of_the_package() -> None:
    assert SHIPPED.on("national", ON) is NATIONAL
    assert SHIPPED.of_field("police") == "national"
    assert SHIPPED.of_field("samr") == "samr"


def test_a_pack_that_is_not_at_hand_is_named_and_no_review_agrees_with_it() -> None:
    with pytest.raises(TemplatesMissing, match="“county”没有提供；现有：national、agriculture、housing_fund、samr"):
        SHIPPED.on("county", ON)
    assert SHIPPED.version("county", ON, "D33") == "D33-missing/county"


@pytest.mark.parametrize("name", SHIPPED.packs)
def test_a_shipped_pack_is_written_in_the_language_of_packs(name: str) -> None:
    assert [fault.text for fault in faults(SHIPPED, SHIPPED.packs[name])] == []


@pytest.mark.parametrize("name", SHIPPED.packs)
def test_every_paper_that_a_shipped_pack_changes_renders(make: Make, name: str) -> None:
    for edition in SHIPPED.packs[name].editions:
        worded = SHIPPED.on(name, edition.since)
        changed = [code for code in CATALOGUE if worded.version(code) != template_version(code)]
        assert changed
        for code in changed:
            for position in range(len(CATALOGUE[code].occasions)):
                assert (
                    render(code, make(code, position), worded).title in render(code, make(code, position), worded).html
                )


def test_market_regulation_tells_that_a_penalty_is_published_but_not_a_mere_warning(make: Make) -> None:
    facts = make("D33")
    assert facts.draft is not None
    warning = f.PenaltyItem(kind="警告", text="警告")
    warned = replace(facts, draft=replace(facts.draft, items=(warning, warning)))
    since = SHIPPED.on("samr", date(2021, 9, 1))
    assert "《市场监督管理行政处罚信息公示规定》" in render("D33", facts, since).html
    assert "公示" in render("D33", warned).html
    assert "公示" not in render("D33", warned, since).html
    assert (
        "《市场监督管理行政处罚信息公示规定》" not in render("D33", facts, SHIPPED.on("samr", date(2021, 8, 31))).html
    )


def test_an_order_about_the_housing_fund_tells_what_its_regulation_does_next(make: Make) -> None:
    facts = make("D19")
    assert isinstance(facts.act, f.CorrectionOrder)
    fined, sued = "处一万元以上五万元以下的罚款", "可以申请人民法院强制执行"

    def told(*articles: str, consequence: str = "依法处理。") -> str:
        violated = tuple(f.Citation(law="住房公积金管理条例", article=article) for article in articles)
        act = replace(facts.act, consequence=consequence, violated=violated or facts.act.violated)
        return render("D19", replace(facts, act=act), SHIPPED.on("housing_fund", ON)).html

    assert [word in told("第十三条第二款") for word in ("第三十七条的规定，责令", "限期办理", fined, sued)] == [
        True
    ] * 3 + [False]
    assert [word in told("第二十条第一款") for word in ("第三十八条的规定，责令", "限期缴存", fined, sued)] == [
        True,
        True,
        False,
        True,
    ]
    both = told("第十五条第一款", "第二十条")
    assert [word in both for word in ("第三十七条、第三十八条的规定，责令", "限期办理、缴存", fined, sued)] == [
        True
    ] * 4
    for elsewhere in (told("第十四条第二款"), told()):
        assert "《中华人民共和国行政处罚法》第二十八条第一款" in elsewhere
        assert [word in elsewhere for word in (fined, sued)] == [False, False]
    assert told("第二十条", consequence="申请人民法院强制执行。").count("人民法院强制执行") == 1
    assert told("第二十条", consequence="不服的，可以向人民法院起诉。").count(sued) == 1
    assert "第二十八条第一款" not in told("第二十条") + told("第十三条")


@pytest.mark.parametrize(
    ("articles", "threats"),
    [
        (("第十四条第一款", "第十四条第二款"), "fined"),
        (("第十四条第一款、第二款",), "fined"),
        (("第十四条第二款", "第十五条"), "fined"),
        (("第十五条第一款", "第十五条第二款", "第二十条"), "fined sued"),
        (("第十三条、第二十条",), "fined sued"),
        (("第十五条第二款", "第二十条第一款"), "sued"),
        (("第十四条第二款、第十五条第二款",), ""),
    ],
)
def test_however_the_articles_are_cited_the_consequence_of_each_is_told(
    make: Make, articles: tuple[str, ...], threats: str
) -> None:
    facts, other = make("D19"), f.Citation(law="住房公积金管理条例实施办法", article="第十三条、第十六条")
    violated = (other, *(f.Citation(law="住房公积金管理条例", article=article) for article in articles))
    told = render("D19", replace(facts, act=replace(facts.act, violated=violated)), SHIPPED.on("housing_fund", ON)).html
    clauses = {"fined": "处一万元以上五万元以下的罚款", "sued": "逾期仍不缴存的，可以申请人民法院强制执行"}
    assert [threat for threat, words in clauses.items() if words in told] == threats.split()
    articles_told = {"fined": "第三十七条", "sued": "第三十八条"}
    ordered = "、".join(articles_told[threat] for threat in threats.split())
    assert (f"依据《住房公积金管理条例》{ordered}的规定，责令" in told) is bool(threats)


def test_the_cover_of_a_dossier_has_the_number_of_the_decision_whatever_its_title_is(make: Make) -> None:
    facts = make("D50")
    renamed = tuple(replace(line, title="处理决定书") for line in facts.dossier)
    told = (render("D50", one).html for one in (facts, replace(facts, dossier=renamed)))
    assert [html.count("示市监罚〔2026〕17号") for html in told] == [2, 2]


PAPER_NAMED = re.compile(r"《([^《》]+书)》|([（）、\u4e00-\u9fff]+(?<!文)书)（[^（）]*〔\d{4}〕[^（）]*号）")


def named(text: str) -> set[str]:
    """What other papers a text names: 《…书》, or …书 with a number."""
    return {quoted or numbered for quoted, numbered in PAPER_NAMED.findall(text)}


def unknown(text: str, facts: f.Facts, titles: set[str]) -> set[str]:
    """Papers that it names by no title of these; what an officer wrote of other agencies' papers is theirs."""
    typed = {one for _, words in texts(facts.act) for one in named(words)}
    known = (*titles, *typed)
    return {one for one in named(text) if not one.endswith(known) and f"《{one}》" not in known}


def test_papers_name_each_other_as_the_set_calls_them(make: Make) -> None:
    catalogue = {one for kind in CATALOGUE.values() for one in (kind.title, *(o.title for o in kind.occasions)) if one}
    sets = [
        (edition, SHIPPED.on(name, edition.since)) for name, pack in SHIPPED.packs.items() for edition in pack.editions
    ]
    wrong = []
    for code, kind in CATALOGUE.items():
        for position in range(len(kind.occasions)):
            facts = make(code, position)
            text = render(code, facts).html
            wrong += [(code, one) for one in unknown(text, facts, catalogue)]
            for edition, worded in sets:
                renamed = any(title in text for title in edition.titles) and named(text)
                if renamed or kind.template in edition.templates:
                    own = {worded.title(title) for title in catalogue}
                    wrong += [(code, one) for one in unknown(render(code, facts, worded).html, facts, own)]
    assert wrong == []


def test_two_packs_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplatesFaulty, match="名称已有另一个样式包使用"):
        SHIPPED.with_packs(pack(tmp_path / "1", {}), pack(tmp_path / "2", {}))
    with pytest.raises(TemplatesFaulty, match="名称已有另一个样式包使用"):
        SHIPPED.with_packs(pack(tmp_path, {}, name="samr"))


def test_packs_that_stand_on_themselves_or_on_nothing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplatesFaulty, match="“nobody”不存在或者绕回自己"):
        SHIPPED.with_packs(pack(tmp_path, {}, extends="nobody"))
    with pytest.raises(TemplatesFaulty, match="“a1”不存在或者绕回自己"):
        SHIPPED.with_packs(pack(tmp_path, {}, name="a1", extends="b1"), pack(tmp_path, {}, name="b1", extends="a1"))
