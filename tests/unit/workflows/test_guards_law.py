"""Articles that a draft cites: they are in the text that applies, where the register itemises it (处罚法 37, 38)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from guard_proofs import proves
from in_hand import InHand, Question, due, standing
from on_the_spot import ready_on_spot
from scene import LAW
from shelves import shelved
from steps_of_weighing import article, statute
from zhifa.engine.books.book import Line
from zhifa.engine.books.law import statutes
from zhifa.workflows.guards.law import ARTICLES_EXIST
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.reasons.law import ARTICLE_UNKNOWN
from zhifa.workflows.summary import SUMMARY

DRAFTING = ("conclude", "revise")
ON_THE_SPOT = ("tell", "hear")
CITED = ("第七十七条", "第一百一十九条")
"""Articles that a lawful draft cites."""


def knowing(case: InHand, *lines: Line) -> InHand:
    """The case, with these lines of statutes and articles on the register."""
    known = statutes(shelved(*lines))
    others = tuple(one for one in case.register.statutes if one.title != LAW)
    return case.but(register=replace(case.register, statutes=(*others, *known)))


def drafting(step: str, *lines: Line, **changes: Any) -> Question:
    case = standing("investigating") if step == "conclude" else due(step)
    return knowing(case, *lines).asking(step, **changes)


def on_the_spot(step: str, *lines: Line) -> Question:
    case = ready_on_spot(step)
    case = case.having(workflow=SUMMARY, acts=tuple(case.case.acts))
    brought = case.asking("tell").command.facts if step == "tell" else None
    changes = {} if brought else {"draft": ready_on_spot("tell").asking("tell").command.facts["draft"]}
    return knowing(case, *lines).asking(step, **changes)


@proves(ARTICLES_EXIST, ARTICLE_UNKNOWN, *DRAFTING)
@pytest.mark.parametrize("missing", CITED)
def test_an_article_that_the_statute_does_not_have_is_not_cited(step: str, missing: str) -> Question:
    return drafting(step, statute(articles=tuple(one for one in CITED if one != missing)))


@proves(ARTICLES_EXIST, ARTICLE_UNKNOWN, *ON_THE_SPOT, of=SUMMARY)
def test_an_article_that_the_statute_does_not_have_is_not_cited_on_the_spot(step: str) -> Question:
    return on_the_spot(step, statute(articles=("第一条",)))


@proves(ARTICLES_EXIST, ARTICLE_UNKNOWN, *DRAFTING)
def test_the_whole_of_a_statute_may_be_its_articles(step: str) -> Question:
    return drafting(step, statute(complete=True), article("第七十七条"))


@proves(ARTICLES_EXIST, ARTICLE_UNKNOWN, *DRAFTING)
def test_an_article_of_a_text_no_longer_in_force_at_the_violation_is_not_cited(step: str) -> Question:
    earlier = statute(since="2016-01-01", until="2019-12-31", articles=CITED)
    return drafting(step, earlier, statute(articles=("第七十七条",)))


@proves(ARTICLES_EXIST, ARTICLE_UNKNOWN, *DRAFTING)
def test_an_article_that_was_repealed_before_the_violation_is_not_cited(step: str) -> Question:
    repealed = article("第七十七条", until="2020-12-31")
    return drafting(step, statute(complete=True), repealed, article("第一百一十九条"))


@pytest.mark.parametrize("step", DRAFTING)
@pytest.mark.parametrize(
    "lines",
    [
        (statute(articles=CITED),),
        (statute(articles=("第七十七条", "第一百一十九条第一款")),),
        (statute(complete=True), *(article(number) for number in CITED)),
        (statute(complete=True), article(CITED[0], until="2026-02-28"), article(CITED[1])),
        (statute(), article("第一条")),
        (statute(articles=("1", "2")),),
        (statute(until="2026-02-28", articles=CITED), statute(since="2026-03-01", articles=("第一条",))),
        (statute(until="2026-02-28", articles=("第一条",)), statute(since="2026-03-01")),
    ],
    ids=[
        "listed",
        "by paragraph",
        "book",
        "of the book at the violation",
        "not itemised",
        "not legible",
        "of the violation",
        "not itemised now",
    ],
)
def test_what_the_register_does_not_speak_against_is_left_to_legal_review(step: str, lines: tuple[Line, ...]) -> None:
    assert drafting(step, *lines).codes() == set()


def test_a_statute_cited_as_a_whole_names_no_article() -> None:
    whole = [{"law": LAW, "article": ""}]

    assert drafting("conclude", statute(articles=CITED), draft__basis=whole).codes() == set()


def test_a_replay_whose_source_is_silent_cites_nothing() -> None:
    case = standing("investigating").having(workflow=ORDINARY, replay=True)
    asked = knowing(case, statute(articles=("第一条",))).asking("conclude", draft__basis={"not_stated": "basis"})

    assert {dict(refusal.operands)["article"] for refusal in asked.refusals()} == {"第七十七条"}
