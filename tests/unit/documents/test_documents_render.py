"""Every paper of the catalogue renders, holds what it must, and is refused when it does not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass, replace
from datetime import date, datetime
from html import unescape
from typing import Any

import pytest
from jinja2 import meta, nodes

from zhifa.documents import (
    CATALOGUE,
    AmountsDiffer,
    DocumentError,
    MissingFacts,
    UnknownDocument,
    Unprintable,
    WrongOccasion,
    errors,
    page,
    render,
    template_version,
)
from zhifa.documents import facts as f
from zhifa.documents.environment import parsed_sources
from zhifa.documents.labels import label
from zhifa.documents.numerals import day, moment
from zhifa.documents.phrases import GROUNDS

Make = Callable[..., f.Facts]

PAPERS = [
    pytest.param(code, position, id=f"{code}-{occasion.act.__name__}")
    for code, kind in CATALOGUE.items()
    for position, occasion in enumerate(kind.occasions)
]
REQUIRED = [
    pytest.param(code, position, path, id=f"{code}-{occasion.act.__name__}-{path}")
    for code, kind in CATALOGUE.items()
    for position, occasion in enumerate(kind.occasions)
    for path in (*kind.requires, *occasion.requires)
]

# Values that steer a paper and are printed in words of their own, or that belong to the file and not to the paper.
STEERING = {
    "act.method",
    "act.rights",
    "act.ground",
    "act.explanation",
    "notice.rights",
    "draft.ground",
    "agreement.opinion",
}


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def without(tree: Any, path: str) -> Any:
    """The tree with the fact at `path` removed."""
    name, _, rest = path.partition(".")
    if path in ("outcome", "provisions"):  # derived from the draft's own fields
        return replace(tree, items=(), ground=None) if path == "outcome" else replace(tree, violated=())
    value = getattr(tree, name)
    if not rest:
        return replace(tree, **{name: () if isinstance(value, tuple) else None})
    if isinstance(value, tuple):
        return replace(tree, **{name: tuple(without(member, rest) for member in value)})
    return replace(tree, **{name: without(value, rest)})


def resolve(tree: Any, path: str) -> Any:
    for name in path.split("."):
        tree = tuple(getattr(member, name) for member in tree) if isinstance(tree, tuple) else getattr(tree, name)
    return tree


def shown(value: Any) -> Iterator[str]:
    """The texts that a paper shows of a value; of a value with parts, those that no paper leaves out."""
    parts = ("name", "text", "description", "question", "answer", "opinion", "item", "reason")
    match value:
        case str():
            yield from value.split("\n")
        case tuple():
            yield from (text for member in value for text in shown(member))
        case datetime():
            yield moment(value)
        case date():
            yield day(value)
        case f.Citation():
            yield str(value)
        case _:
            yield from (text for part in parts for text in shown(getattr(value, part, ())))


@pytest.mark.parametrize(("code", "occasion"), PAPERS)
def test_every_paper_renders_and_names_agency_party_and_title(make: Make, code: str, occasion: int) -> None:
    rendering = render(code, make(code, occasion))
    text = text_of(rendering.html)
    assert "示例县市场监督管理局" in text
    assert "示例县惠民食品经营部" in text
    assert rendering.title in text
    assert "None" not in text
    assert "NotStated" not in text
    assert "演示" not in text


@pytest.mark.parametrize(("code", "occasion", "path"), REQUIRED)
def test_every_required_fact_is_printed(make: Make, code: str, occasion: int, path: str) -> None:
    facts = make(code, occasion)
    text = text_of(render(code, facts).html)
    if path not in STEERING:
        missing = [value for value in shown(resolve(facts, path)) if value not in text and value not in GROUNDS]
        assert missing == []


@pytest.mark.parametrize(("code", "occasion", "path"), REQUIRED)
def test_every_required_fact_that_is_absent_is_named(make: Make, code: str, occasion: int, path: str) -> None:
    with pytest.raises(MissingFacts) as refused:
        render(code, without(make(code, occasion), path))
    assert path in refused.value.paths
    assert label(path) in str(refused.value)


def _lacking_once(tree: Any, path: str) -> Any:
    """The tree with the fact removed from the last member of the tuple on its way; the same tree where there is none."""
    name, _, rest = path.partition(".")
    value = getattr(tree, name)
    if isinstance(value, tuple) and rest:
        return replace(tree, **{name: (*value, without(value[-1], rest))})
    return replace(tree, **{name: _lacking_once(value, rest)}) if rest else tree


def test_a_fact_that_one_of_several_lacks_is_named(make: Make) -> None:
    asked = set()
    for code, occasion, path in (param.values for param in REQUIRED):
        facts = make(str(code), int(str(occasion)))
        lacking = _lacking_once(facts, str(path))
        if lacking != facts:
            asked.add((code, path))
            with pytest.raises(MissingFacts, match=re.escape(str(path))):
                render(str(code), lacking)
    assert len(asked) > 20


def test_every_required_fact_has_a_chinese_name() -> None:
    paths = {path for kind in CATALOGUE.values() for path in kind.requires}
    paths |= {path for kind in CATALOGUE.values() for occasion in kind.occasions for path in occasion.requires}
    assert [path for path in paths if not re.fullmatch(r"[一-鿿]+", label(path))] == []


def test_all_missing_facts_are_named_at_once(make: Make) -> None:
    facts = make("D33")
    bare = replace(facts, agency=replace(facts.agency, court=None, payee=""), party=replace(facts.party, address=None))
    with pytest.raises(MissingFacts) as refused:
        render("D33", bare)
    assert refused.value.paths == ("agency.court", "party.address", "agency.payee")


def test_a_numbered_paper_without_number_is_refused(make: Make) -> None:
    facts = make("D33")
    with pytest.raises(MissingFacts) as refused:
        render("D33", replace(facts, issue=replace(facts.issue, number=None)))
    assert refused.value.paths == ("issue.number",)


def test_evidence_that_is_not_on_file_is_named(make: Make) -> None:
    facts = make("D33")
    assert facts.draft is not None
    with pytest.raises(MissingFacts) as refused:
        render("D33", replace(facts, draft=replace(facts.draft, evidence=("证1", "证9"))))
    assert refused.value.paths == ("evidence.证9",)


def test_goods_preserved_under_another_key_are_not_handled(make: Make) -> None:
    facts = make("D15")
    assert facts.preservation is not None
    with pytest.raises(MissingFacts) as refused:
        render("D15", replace(facts, preservation=replace(facts.preservation, key="保存2")))
    assert refused.value.paths == ("preservation.items",)


def test_an_unknown_code_is_refused(make: Make) -> None:
    with pytest.raises(UnknownDocument, match="D99"):
        render("D99", make("D33"))


def test_a_paper_is_refused_on_an_act_that_does_not_issue_it(make: Make) -> None:
    with pytest.raises(WrongOccasion, match="Filing"):
        render("D33", make("D02"))


def test_a_penalty_decision_is_not_made_of_a_draft_without_items(make: Make) -> None:
    with pytest.raises(MissingFacts) as refused:
        render("D33", replace(make("D33"), draft=make("D35").draft))
    assert refused.value.paths == ("draft.items",)


def test_a_hole_that_no_requirement_covers_is_never_printed(make: Make) -> None:
    facts = make("D07")
    assert isinstance(facts.act, f.Inspection)
    nobody: Any = None
    with pytest.raises(TypeError, match="printed None"):
        render("D07", replace(facts, act=replace(facts.act, present=f.Person(name=nobody, relation="店长"))))


def test_the_same_facts_give_the_same_text_and_digest(make: Make) -> None:
    first, second = render("D33", make("D33")), render("D33", make("D33"))
    assert first == second
    assert first.digest == hashlib.sha256(first.html.encode()).hexdigest()


def test_an_amount_in_words_that_differs_from_its_figures_is_refused(make: Make) -> None:
    facts = make("D33")
    assert facts.draft is not None
    item = f.PenaltyItem(kind="罚款", amount=500000, text="罚款人民币伍万元整")
    with pytest.raises(AmountsDiffer) as refused:
        render("D33", replace(facts, draft=replace(facts.draft, items=(item,))))
    assert refused.value.item == 0
    assert "5000.00元" in str(refused.value)


def fined_in_words(make: Make, text: str, amount: int = 500000) -> f.Facts:
    facts = make("D33")
    assert facts.draft is not None
    return replace(facts, draft=replace(facts.draft, items=(f.PenaltyItem(kind="罚款", amount=amount, text=text),)))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("按每平方米（每袋）人民币壹佰元处以罚款，共计人民币伍仟元整（5000.00元）", "（5000.00元）。"),
        ("按每袋人民币壹佰元（共计5000.00元）处以罚款", "处以罚款（人民币伍仟元整）。"),
        ("按每袋壹佰元处以罚款", "处以罚款（人民币伍仟元整，5000.00元）。"),
        ("按货值金额壹仟元的五倍处以罚款，计人民币伍仟元整", "伍仟元整（5000.00元）。"),
        ("没收违法所得壹仟元，并处罚款肆仟元，合计人民币伍仟元整（5000.00元）", "（5000.00元）。"),
        ("罚款人民币壹万元整（10000.00元），减轻为人民币伍仟元整（5000.00元）", "（5000.00元）。"),
        ("罚款五千元", "罚款五千元（人民币伍仟元整，5000.00元）。"),
    ],
)
def test_rates_and_parts_beside_the_amount_contradict_nothing(make: Make, text: str, printed: str) -> None:
    assert f"<li>{text.split('，')[0]}" in render("D33", fined_in_words(make, text)).html
    assert printed in render("D33", fined_in_words(make, text)).html


@pytest.mark.parametrize(
    "text",
    [
        "按每袋人民币壹佰元处以罚款，共计人民币陆仟元整",
        "按每袋人民币壹佰元（共计6000.00元）处以罚款",
        "按陆仟元处以罚款",
        "罚款人民币伍仟元整（6000.00元），分两次各5000.00元缴纳",
    ],
)
def test_an_amount_that_none_of_the_sums_is_or_that_is_told_twice_over_is_refused(make: Make, text: str) -> None:
    with pytest.raises(AmountsDiffer):
        render("D33", fined_in_words(make, text))


@pytest.mark.parametrize("char", ["\u200b", "\u202e", "\u0007", "\ufeff", "𠮷", "\ue000", "😀"])
def test_a_character_that_cannot_be_shown_is_named_with_its_path(make: Make, char: str) -> None:
    facts = make("D33")
    with pytest.raises(Unprintable) as refused:
        render("D33", replace(facts, party=replace(facts.party, name=f"示例{char}经营部")))
    assert ("party.name", char) in refused.value.found
    assert f"U+{ord(char):04X}" in str(refused.value)


def test_all_characters_that_cannot_be_shown_are_named(make: Make) -> None:
    facts = make("D33")
    party = replace(facts.party, name="示例𠮷", address="示例\u200b路")
    with pytest.raises(Unprintable) as refused:
        render("D33", replace(facts, party=party))
    assert set(refused.value.found) == {("party.name", "𠮷"), ("party.address", "\u200b")}


MARKUP = '<script>alert(1)</script> {{ 7*7 }} {% raw %} *粗* #read("x") $x$ @r // & \''


@pytest.mark.parametrize(("code", "occasion"), PAPERS)
def test_markup_in_a_field_is_text(make: Make, code: str, occasion: int) -> None:
    facts = make(code, occasion)
    html = render(code, replace(facts, party=replace(facts.party, name=MARKUP))).html
    assert "<script" not in html
    assert MARKUP in text_of(html)


def test_what_a_source_does_not_state_is_marked_in_a_replay(make: Make) -> None:
    facts = make("D33")
    silent = replace(
        facts,
        case=replace(facts.case, replay=True),
        party=replace(facts.party, address=f.NotStated(path='party."address"')),
        issue=replace(facts.issue, number=None),
    )
    rendering = render("D33", silent)
    assert "〔来源未载〕" in text_of(rendering.html)
    assert rendering.not_stated == ('party."address"',)
    assert "演示：" in text_of(rendering.html)
    assert "（演示文书，不编文号）" in text_of(rendering.html)


@pytest.mark.parametrize("field", ["facts", "violated", "basis", "discretion"])
def test_a_silent_draft_prints_the_mark(make: Make, field: str) -> None:
    facts = make("D33")
    assert facts.draft is not None
    silent: dict[str, Any] = {field: f.NotStated(path=field)}
    draft = replace(facts.draft, **silent)
    rendering = render("D33", replace(facts, case=replace(facts.case, replay=True), draft=draft))
    assert rendering.not_stated == (field,)


def test_what_is_not_stated_is_missing_outside_a_replay(make: Make) -> None:
    facts = make("D33")
    with pytest.raises(MissingFacts) as refused:
        render("D33", replace(facts, party=replace(facts.party, address=f.NotStated(path="party.address"))))
    assert refused.value.paths == ("party.address",)


def test_a_silent_fact_that_is_printed_without_being_required_is_refused_outside_a_replay(make: Make) -> None:
    facts = make("D33")
    party = replace(facts.party, legal_representative=f.NotStated(path="party.legal_representative"))
    with pytest.raises(MissingFacts) as refused:
        render("D33", replace(facts, party=party))
    assert refused.value.paths == ("party.legal_representative",)


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_template_reads_nothing_but_what_render_supplies(code: str) -> None:
    supplied = {
        "facts",
        "kind",
        "title",
        "agency",
        "case",
        "party",
        "issue",
        "actor",
        "act",
        "draft",
        "GROUNDS",
        "METHODS",
    }
    sources = parsed_sources(CATALOGUE[code].template)
    macros = [macro for source in sources for macro in source.find_all(nodes.Macro)]
    including = [macro for macro in macros if any(macro.find_all(nodes.Include))]
    supplied |= {argument.name for macro in including for argument in macro.args}  # a shared block sees them
    for source in sources:
        own = {node.name for node in source.find_all(nodes.Macro)}
        own |= {node.target for node in source.find_all(nodes.Import)}
        own |= {node.name for node in source.find_all(nodes.Name) if node.ctx == "store"}
        assert meta.find_undeclared_variables(source) - own <= supplied


def test_template_versions_differ_between_papers_and_are_stable() -> None:
    versions = [template_version(code) for code in CATALOGUE]
    assert len(set(versions)) == len(versions)
    assert versions == [template_version(code) for code in CATALOGUE]


def test_a_page_holds_the_paper_unchanged_and_no_script(make: Make) -> None:
    html = render("D33", make("D33")).html
    whole = page(html, title="决定书 <1>")
    assert html in whole
    assert "<title>决定书 &lt;1&gt;</title>" in whole
    assert "<script" not in whole
    assert "default-src 'none'" in whole


def test_every_printed_page_of_a_browser_has_the_margins_of_the_standard_and_not_those_of_a_narrow_screen() -> None:
    style = page("", title="题")
    assert "@page { size: A4; margin: 37mm 26mm 35mm 28mm; }" in style
    assert re.findall(r"@media ([^{]*max-width)", style) == ["screen and (max-width"]


def test_the_tree_of_errors_is_the_one_drawn() -> None:
    drawn = set(re.findall(r"[├└]── (\w+)", errors.__doc__ or ""))
    assert drawn == {
        name for name, kind in vars(errors).items() if isinstance(kind, type) and kind.__base__ is DocumentError
    }


def test_facts_are_frozen_dataclasses_without_dict() -> None:
    for name in f.__all__:
        kind = getattr(f, name)
        if isinstance(kind, type):
            assert is_dataclass(kind)
            assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]  # set by dataclass()
            assert "__slots__" in vars(kind)
