"""The branches beside the straight investigation, played to their end, with the papers that go out on the way."""

from __future__ import annotations

import re
from html import unescape

import pytest

from in_hand import IDS, InHand, Question, new_case, ready, standing
from zhifa.documents import render
from zhifa.documents.facts import Facts
from zhifa.engine.paper_facts import PaperFacts
from zhifa.engine.plan import Plan
from zhifa.workflows.ordinary import ORDINARY

STEPS = (
    "suspend", "resume", "terminate", "request_recusal", "report_recusal", "decide_recusal", "entrust_appraisal",
    "tell_appraisal_period", "report_appraisal", "request_assistance", "summon", "take_samples", "extract_data", "assign_down",
)  # fmt: skip
COUNTING = (("exclusions", ("suspension", "appraisal")),)


def _papers(asked: Question) -> dict[str, str]:
    """The text of each paper of the step, by its code."""
    plan = asked.answer()
    assert isinstance(plan, Plan), [refusal.text for refusal in plan.refusals]
    told = PaperFacts(before=asked.case, after=plan.after, plan=plan, register=asked.register)
    return {code: _text(code, told.of(code, number="示市环演〔2026〕1号")) for code in plan.papers}


def _text(code: str, facts: Facts) -> str:
    return unescape(re.sub(r"<[^>]*>", "", render(code, facts).html))


@pytest.mark.parametrize("step", STEPS)
def test_each_step_issues_its_papers(step: str) -> None:
    assert tuple(_papers(ready(step).asking(step))) == ORDINARY.by_name[step].papers


def test_a_case_with_every_inquiry_comes_to_the_archive() -> None:
    verified = new_case(policy=COUNTING).to("verifying").do("raise_jurisdiction").do("settle_jurisdiction")
    opened = verified.do("inspect").to("investigating").do("request_recusal").do("decide_recusal").do("summon")
    gathered = opened.do("take_samples").do("extract_data").do("request_assistance").do("entrust_appraisal")
    stopped = gathered.do("tell_appraisal_period").wait(days=7).do("suspend").wait(days=30).do("resume")
    case = stopped.do("record_assistance").wait(days=1).do("report_appraisal").to("archived").case

    assert case.open_tracks() == ()
    assert [term.status for term in case.terms if term.code == "decision"] == ["void", "met"]


def test_a_challenged_handler_is_replaced_and_the_case_decided_by_others() -> None:
    challenged = standing("investigating").do("interview").do("request_recusal")
    replaced = challenged.do("decide_recusal", granted=True, reason="情况属实。").hand_over()
    case = replaced.to("archived").case

    assert IDS["承办人乙"] not in ORDINARY.handlers(case)


def test_a_handler_who_must_withdraw_is_named_in_no_later_paper() -> None:
    withdrawn = standing("investigating").do("request_recusal").do("decide_recusal", granted=True)
    shown = _papers(withdrawn.asking("suspend"))["D20"]
    assert "承办人甲" in shown
    assert "承办人乙" not in shown


def _suspended(exclusions: tuple[str, ...]) -> InHand:
    return new_case(policy=(("exclusions", exclusions),)).to("investigating").do("suspend").wait(days=10)


def test_the_paper_of_the_resumption_shows_the_new_end_and_its_arithmetic() -> None:
    shown = _papers(_suspended(("suspension",)).asking("resume"))["D20"]
    assert "作出处罚决定的期限" in shown
    assert "中止调查" in shown
    assert "计10日" in shown


def test_the_paper_of_a_resumption_that_moves_nothing_shows_no_end() -> None:
    assert "办案期限不变" in _papers(_suspended(()).asking("resume"))["D20"]


def test_the_paper_of_a_suspension_says_what_the_policy_makes_of_it() -> None:
    counting, plain = (new_case(policy=policy).to("investigating") for policy in (COUNTING, ()))
    assert "作出处罚决定的期限自中止之日起停止计算" in _papers(counting.asking("suspend"))["D20"]
    assert "办案期限继续计算" in _papers(plain.asking("suspend"))["D20"]


def test_an_extended_case_is_decided_in_time_after_its_ninetieth_day() -> None:
    extended = new_case(policy=(("pack", "samr"),)).to("investigating").do("extend_decision")
    assert (
        "延长：30日"
        in _papers(new_case(policy=(("pack", "samr"),)).to("investigating").asking("extend_decision"))["D20-2"]
    )

    late = extended.wait(days=95).to("archived").case
    assert [term.status for term in late.terms if term.code == "decision"] == ["void", "met"]


def test_the_paper_of_a_recusal_tells_of_the_request_it_decides() -> None:
    first, second = IDS["承办人甲"], IDS["承办人乙"]
    asked = standing("investigating").do("request_recusal", officer=first, reason="第一项理由。")
    both = asked.do("request_recusal", officer=second, reason="第二项理由。")
    shown = _papers(both.asking("decide_recusal", officer=first))["D58"]
    assert "第一项理由。" in shown
    assert "第二项理由。" not in shown


def test_the_paper_of_a_result_tells_of_the_appraisal_it_is_of() -> None:
    first = standing("investigating").do("entrust_appraisal", key="甲", matter="第一项。")
    both = first.do("entrust_appraisal", key="乙", matter="第二项。")
    shown = _papers(both.asking("report_appraisal", key="甲"))["D13-3"]
    assert "第一项。" in shown
    assert "第二项。" not in shown
