"""Before a case is sent to review the catalogue is asked and the list of materials kept (处罚法 58)."""

from __future__ import annotations

from datetime import date

import pytest

from guard_proofs import proves
from in_hand import HEARD, InHand, Question, new_case
from shelves import keeping
from steps_of_review import material, rule
from zhifa.engine.books.book import Line
from zhifa.engine.plan import Plan
from zhifa.workflows.guards.importance import IMPORTANCE_DECLARED, MATERIALS_COMPLETE
from zhifa.workflows.guards.notice import DRAFT_EXISTS
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.ordinary.decide import NO_PENALTY, PENALTY
from zhifa.workflows.reasons.importance import IMPORTANCE_UNDECLARED, MATERIAL_MISSING
from zhifa.workflows.reasons.notice import NO_DRAFT
from zhifa.workflows.states import CONCLUDED


def _heard_out(*lines: Line) -> InHand:
    """A case in which all was done that comes before review, in an agency with these lines on its books."""
    case = new_case(workflow=ORDINARY).to("defence").do("waive")
    return case.but(register=keeping(case.register, *lines))


@proves(DRAFT_EXISTS, NO_DRAFT, "declare_importance")
def test_nothing_is_judged_before_there_is_a_draft(step: str) -> Question:
    return new_case(workflow=ORDINARY).to("investigating").having(state=CONCLUDED).asking(step)


@proves(IMPORTANCE_DECLARED, IMPORTANCE_UNDECLARED, "submit_review")
def test_an_agency_with_a_catalogue_asks_it_before_review(step: str) -> Question:
    return _heard_out(rule()).asking(step)


def test_who_has_asked_the_catalogue_may_send_the_case_in() -> None:
    assert isinstance(_heard_out(rule()).do("declare_importance").asking("submit_review").answer(), Plan)


@pytest.mark.parametrize(
    "lines", [(), (rule(act="licence"),), (rule(since=date(2027, 1, 1)),)], ids=["none", "of another act", "not yet"]
)
def test_an_agency_without_a_catalogue_in_force_is_asked_nothing(lines: tuple[Line, ...]) -> None:
    assert isinstance(_heard_out(*lines).asking("submit_review").answer(), Plan)


@proves(MATERIALS_COMPLETE, MATERIAL_MISSING, "submit_review")
def test_what_the_list_wants_is_named(step: str) -> Question:
    return _heard_out(material("执法证复印件")).asking(step)


def test_what_is_named_as_part_of_a_longer_name_counts() -> None:
    case = _heard_out(material("调查终结报告"))

    assert case.asking("submit_review", materials=["案件调查终结报告（D21）"]).codes() == set()


def test_a_paper_on_the_list_is_on_file() -> None:
    asked = _heard_out(material("听证报告", paper="D30")).asking("submit_review", materials=["听证报告"])

    assert [refusal.text for refusal in asked.refusals()] == [
        "送审材料清单要求“听证报告”（每案都要），卷内没有该文书（D30）"
    ]


def test_a_paper_on_file_and_named_is_enough() -> None:
    asked = _heard_out(material("调查终结报告", paper="D21")).asking("submit_review", materials=["调查终结报告"])

    assert asked.codes() == set()


@pytest.mark.parametrize("when", ["statement", "hearing", "appraisal", "complexity"])
def test_what_is_wanted_only_in_some_cases_is_not_asked_in_others(when: str) -> None:
    assert _heard_out(material("专门材料", required_when=when)).asking("submit_review").codes() == set()


def test_a_case_that_was_heard_brings_the_record_of_the_hearing() -> None:
    heard = new_case(HEARD, workflow=ORDINARY).to("hearing").do("schedule_hearing").wait(days=25, hours=3)
    heard = heard.do("hold_hearing").do("report_hearing")
    listing = heard.but(register=keeping(heard.register, material("听证笔录", required_when="hearing")))

    assert listing.asking("submit_review").codes() == {"material_missing"}


@pytest.mark.parametrize(("kind", "codes"), [(PENALTY.label, {"material_missing"}), (NO_PENALTY.label, set())])
def test_a_material_may_be_wanted_for_one_kind_of_decision(kind: str, codes: set[str]) -> None:
    assert _heard_out(material("专门材料", kinds=[kind])).asking("submit_review").codes() == codes


def test_a_material_of_another_act_is_not_asked() -> None:
    assert _heard_out(material("申请书", act="licence")).asking("submit_review").codes() == set()
