"""Papers read once more before they go out: errors keep them back, all at once and by their rules; warnings are told; replays are left alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from in_hand import InHand, new_case, ready, standing
from on_the_spot import COLLECTED, spot
from shelves import keeping, shelved
from steps_of_weighing import CODE, article, statute, tier
from zhifa.documents.lint import RULES, Known
from zhifa.engine.books.law import statutes
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.issue import Issuer
from zhifa.engine.plan import Plan, Refused
from zhifa.engine.proofreading import Proof, on_file
from zhifa.engine.rows import NumberedPaper
from zhifa.storage.records import PaperRecord
from zhifa.workflows.forms.enforcement import Demand


@cache
def told() -> tuple[InHand, Issuer, tuple[NumberedPaper, ...]]:
    """The notice (D24) of a sound case as it would go out."""
    case = ready("notify")
    asked = case.asking("notify")
    plan = asked.answer()
    assert isinstance(plan, Plan)
    issuer = Issuer(case=asked.case, plan=plan, register=case.register, files=None)
    papers = issuer.papers(dict.fromkeys(issuer.counters(), 1))
    assert not isinstance(papers, Refused)
    return case, issuer, papers


def proof(old: str = "", new: str = "", earlier: Iterable[PaperRecord] = ()) -> Proof:
    """What is said of the notice with other words in the place of some."""
    _, issuer, papers = told()
    altered = [
        replace(paper, rendering=replace(paper.rendering, html=paper.rendering.html.replace(old, new)))
        for paper in papers
    ]
    assert not old or [paper.rendering.html for paper in altered] != [paper.rendering.html for paper in papers]
    return issuer.proof(altered, earlier)


def test_nothing_is_said_of_a_sound_paper() -> None:
    assert proof() == Proof()


def test_every_error_is_a_refusal_with_the_article_and_the_advice_of_its_rule() -> None:
    refusals = proof("《", "").refusals + proof("市环", "某环").refusals
    rules = {rule.id: rule for rule in RULES}
    assert [dict(refusal.operands)["rule"] for refusal in refusals] == ["basis", "number-of-record"]
    assert {refusal.code for refusal in refusals} == {"paper_faulty"}
    for refusal in refusals:
        rule = rules[dict(refusal.operands)["rule"]]
        assert (refusal.article, refusal.remedy) == (rule.article, rule.advice)
        assert refusal.text.startswith("D24 不能制作：")


def test_all_errors_of_a_paper_are_told_at_once() -> None:
    _, _, papers = told()
    body = papers[0].rendering.html
    without_head = proof(body[body.index('<p class="flush">当事人：') : body.index("<h2>一")], "")
    rules = {dict(refusal.operands)["rule"] for refusal in without_head.refusals}
    assert "party" in rules
    bare = proof(body[body.index("<h2>一") : body.index("<footer>")], "")
    assert {dict(refusal.operands)["rule"] for refusal in bare.refusals} >= {
        "facts",
        "penalty",
        "basis",
        "statement-right",
    }


def test_a_warning_is_told_and_keeps_nothing_back() -> None:
    seen = proof("<h2>一、事实</h2>\n", "<h2>一、事实</h2>\n<p>另有罚款7次的记录。</p>\n")
    assert seen.refusals == ()
    assert [note for note in seen.notes if note.startswith("D24 ") and note.endswith("（money-unit）")]


def test_another_name_than_in_the_paper_before_is_told_and_keeps_nothing_back() -> None:
    _, _, papers = told()
    rendering = papers[0].rendering
    before = PaperRecord(
        id="1", agency_id="1", case_id="1", seq=1, code="D24", title=rendering.title, template_version="", number=None, series=None,
        year=None, ordinal=None, html=rendering.html.replace("当事人：", "当事人：原"), digest="", draft_digest=None, issued_on="2026-03-01",
        external=1, marks="",
    )  # fmt: skip
    seen = proof(earlier=(before,))
    assert seen.refusals == ()
    assert [note for note in seen.notes if note.endswith("（same-party）")]


def test_a_paper_outside_the_vocabulary_is_refused() -> None:
    assert [refusal.code for refusal in proof("<h2>", "<h5>").refusals] == ["paper_not_issuable"]


def test_a_paper_that_calls_the_party_otherwise_names_it_all_the_same() -> None:
    assert proof("当事人：", "行政相对人：").refusals == ()


def test_an_issued_paper_is_checked_against_what_the_gate_knew_whatever_was_corrected_since() -> None:
    case, issuer, papers = told()
    paper = papers[0]

    def about(then: CaseFile) -> Known:
        day, title = legal_day(issuer.plan.at), paper.rendering.title
        return on_file(then, case.register, issued_on=day, number=paper.number, title=title)

    gate, corrected = about(issuer.plan.after), case.do("notify").correct(path="party.address", new="示例路9号").case
    assert about(corrected.as_told(issuer.plan.after.acts[-1].seq + 1)) == gate
    assert about(corrected).address == "示例路9号"
    assert {gate.address, gate.party, gate.payee, gate.facts, gate.notice_day}.isdisjoint({None, "示例路9号"})
    assert (bool(gate.evidence), bool(gate.basis), gate.fined, gate.collected) == (True, True, True, False)
    assert [item for item in gate.items if item not in paper.rendering.html] == []


def file_of(case: InHand) -> Known:
    return on_file(case.case, case.register, issued_on=date(2026, 12, 1), number=None, title="")


def test_a_demand_is_held_against_its_own_term_and_manner() -> None:
    case = ready("demand_performance").do("demand_performance")
    told, asked = file_of(case), case.case.last(Demand)
    assert asked is not None
    assert (told.due_on, told.manner) == (asked.facts.due_on, asked.facts.manner)
    assert told.notice_day is not None


def test_whether_a_fine_is_collected_on_the_spot_is_told_by_the_file() -> None:
    paid, collected = (file_of(spot("told").do("decide_on_spot", collection=how)) for how in (None, COLLECTED))
    assert (paid.collected, collected.collected) == (False, True)
    assert paid.place is not None


def test_those_who_punish_on_the_spot_are_told_by_their_names() -> None:
    case = spot("told").do("decide_on_spot", collection=COLLECTED)
    names = {officer.name for officer in case.register.officers.values()}
    assert len(file_of(case).officers) == 2
    assert set(file_of(case).officers) <= names


def test_papers_of_a_replay_are_not_read() -> None:
    _, issuer, papers = told()
    replayed = replace(issuer, case=replace(issuer.case, replay=True))
    bare = [replace(paper, rendering=replace(paper.rendering, html="<p>无</p>")) for paper in papers]
    assert replayed.proof(bare) == Proof()
    assert not replayed.compares
    assert new_case(replay=True).case.replay


def test_a_paper_is_held_against_the_tiers_of_a_weighing_of_the_draft_on_file_and_of_no_other() -> None:
    case = standing("concluded")
    weighed = case.but(register=keeping(case.register, tier("较轻"))).do("weigh")
    revised = weighed.to("defence").do("waive").do("submit_review").do("find_problems").do("revise")

    assert (file_of(case).tiers, file_of(weighed).tiers, file_of(revised).tiers) == ((), ("较轻",), ())


@pytest.mark.parametrize(("name", "told_of"), [("焚烧面积小", False), ("特别严重", True)])
def test_reasons_that_name_no_tier_are_told_of_and_keep_nothing_back(name: str, told_of: bool) -> None:
    case = standing("concluded")
    items = [{"item": 1, "benchmark": CODE, "tier": name}]
    case = case.but(register=keeping(case.register, tier(name))).do("weigh", items=items)
    plan = case.asking("notify").answer()
    assert isinstance(plan, Plan)
    issuer = Issuer(case=case.case, plan=plan, register=case.register, files=None)
    papers = issuer.papers(dict.fromkeys(issuer.counters(), 1))
    assert not isinstance(papers, Refused)
    proof = issuer.proof(papers)

    assert proof.refusals == ()
    assert any("tier-named" in note and name in note for note in proof.notes) is told_of


def test_an_article_that_the_books_do_not_have_keeps_a_paper_back() -> None:
    case = ready("notify")
    known = statutes(shelved(statute(complete=True), article("第七十七条")))
    plan = case.asking("notify").answer()
    assert isinstance(plan, Plan)
    issuer = Issuer(case=case.case, plan=plan, register=replace(case.register, statutes=known), files=None)
    papers = issuer.papers(dict.fromkeys(issuer.counters(), 1))
    assert not isinstance(papers, Refused)

    faults = [dict(refusal.operands) for refusal in issuer.proof(papers).refusals]
    assert [(fault["rule"], "第一百一十九条" in str(fault["fault"])) for fault in faults] == [("article-known", True)]
