"""R14, R22, R23, R32: discretion, the decision's content and time, the order to correct."""

from __future__ import annotations

from dataclasses import replace

import pytest

from in_hand import IDS, MILD, InHand, due, new_case, ready, standing
from scrutinised import Built, altered, finds, judged, lacking, moved, numbered, passes
from shelves import keeping
from steps_of_weighing import lenience, statute_range, tier
from zhifa.engine.books.book import Line
from zhifa.workflows.ordinary import FIRST
from zhifa.workflows.scrutiny.check import Severity, Verdict
from zhifa.workflows.scrutiny.decision import CONTENTS, CORRECTED, IN_TIME, REASONED


def _weighed(*lines: Line) -> InHand:
    """Decided as weighed by the tier of the example, and scrutinised by these lines."""
    case = standing("concluded")
    case = case.but(register=keeping(case.register, tier())).do("weigh").to("decided")
    return case.but(register=keeping(case.register, *(lines or (tier(), statute_range()))))


@passes(REASONED)
def test_a_fine_within_its_tier_passes() -> InHand:
    return _weighed()


@finds(REASONED, "第1项高于区间（500.00元（含）至900.00元（含）），没有经批准偏离")
def test_a_fine_outside_its_tier_is_found() -> InHand:
    return _weighed(tier(high=90_000))


@finds(REASONED, "第1项超出法定幅度：高于区间（500.00元（含）至900.00元（含））")
def test_a_fine_outside_the_statute_is_found() -> InHand:
    return _weighed(tier(), statute_range(high=90_000))


@finds(REASONED, "没有阶次“较轻”，或者不在施行")
def test_a_tier_that_there_was_not_is_found() -> InHand:
    return _weighed(tier("一般"))


@finds(REASONED, "没有对照裁量基准的裁量说明")
def test_a_decision_without_a_weighing_is_found_where_the_procedure_asks_for_one() -> InHand:
    return lacking(_weighed(), "weigh")


def _departed() -> InHand:
    opinion = {"by": IDS["机关负责人甲"], "text": "同意。", "on": "2026-03-02"}
    return altered(_weighed(tier(high=90_000)), "weigh", "departure", {"reason": "显失公平。", "opinion": opinion})


def _mitigated() -> InHand:
    answer = {"list": "mitigated", "code": "示例清单1", "followed": True, "reason": None}
    return altered(_weighed(tier(), statute_range(), lenience("mitigated")), "weigh", "suggestions", [answer])


def _unstated() -> InHand:
    shares = tier(low=None, high=None, base="value", low_share=1000, high_share=2000)
    silent = altered(_weighed(shares), "weigh", "items.0.base", {"not_stated": "value"})
    return silent.having(replay=True)


def _without_benchmark() -> InHand:
    item = {"item": 1, "none_reason": "没有这一违法行为的基准。"}
    return altered(_weighed(), "weigh", "items", [item])


@pytest.mark.parametrize(
    ("built", "told"),
    [
        (_departed, "第1项高于区间（500.00元（含）至900.00元（含）），经批准偏离裁量基准：显失公平。"),
        (_mitigated, "第1项按减轻处罚清单“示例清单1”处理，罚款仍在法定幅度之内"),
        (_unstated, "来源未载第1项的金额或者计算的基数"),
        (_without_benchmark, "第1项没有适用裁量基准：没有这一违法行为的基准。"),
        (lambda: altered(_weighed(), "weigh", "items", []), "第1项没有适用裁量基准"),
        (
            lambda: new_case(workflow=FIRST).to("decided").but(register=_weighed().register),
            "本案所依的程序没有裁量说明",
        ),
        (lambda: standing("decided"), "载明了裁量理由；裁量基准的区间没有录入"),
        (lambda: standing("decided", MILD), "载明了裁量理由；裁量基准没有录入"),
        (lambda: altered(_weighed(), "conclude", "draft.discretion", {"not_stated": "discretion"}), "来源未载裁量理由"),
    ],
    ids=[
        "departed",
        "mitigated",
        "unstated",
        "none",
        "unweighed",
        "version 1",
        "no benchmarks",
        "nothing to measure",
        "silent",
    ],
)
def test_what_discretion_cannot_be_judged_by_is_said(built: Built, told: str) -> None:
    result = judged(REASONED, built())

    assert result.verdict is Verdict.NOT_AUTOMATABLE
    assert told in result.unjudged[0].reason


def _archived() -> InHand:
    return numbered(standing("archived"))


@passes(CONTENTS)
def test_a_decision_holds_its_elements_and_its_number() -> InHand:
    return _archived()


@passes(CONTENTS)
def test_a_decision_not_to_punish_does_as_well() -> InHand:
    return numbered(standing("archived", MILD))


@finds(CONTENTS, "决定书缺依据、违反的规定")
def test_a_decision_without_law_is_found() -> InHand:
    case = altered(_archived(), "conclude", "draft.basis", [])
    return altered(case, "conclude", "draft.violated", [])


@finds(CONTENTS, "代收机构")
def test_a_fine_that_names_no_payee_is_found() -> InHand:
    case = _archived()
    return case.having(profile={name: value for name, value in case.case.profile.items() if name != "payee"})


@finds(CONTENTS, "没有文号")
def test_a_decision_without_number_is_found() -> InHand:
    return standing("archived")


@finds(CONTENTS, "卷内没有决定书")
def test_a_decision_that_is_not_on_file_is_found() -> InHand:
    case = _archived()
    return case.having(papers=tuple(paper for paper in case.case.papers if paper.code != "D33"))


@finds(CONTENTS, "文号示〔2026〕1号用于")
def test_a_number_used_twice_is_found() -> InHand:
    case = _archived()
    return case.having(papers=tuple(replace(paper, number="示〔2026〕1号") for paper in case.case.papers))


@finds(CONTENTS, "没有写明行政复议机关")
def test_a_decision_without_remedy_is_found() -> InHand:
    return _archived().having(profile={"payee": "示例银行", "court": "示例市示例区人民法院"})


def test_the_lack_of_a_remedy_is_fatal_and_that_of_a_number_is_not() -> None:
    remedy = judged(CONTENTS, _archived().having(profile={}))
    number = judged(CONTENTS, standing("archived"))

    assert (remedy.severity, number.severity) == (Severity.FATAL, Severity.MAJOR)


def test_what_a_replay_does_not_state_is_not_judged() -> None:
    replayed = standing("archived").having(replay=True, profile={})
    unstated = altered(replayed, "report", "party.address", {"not_stated": "party"})

    reasons = [one.reason for one in judged(CONTENTS, unstated).unjudged]
    assert reasons == ["来源未载当事人地址", "来源未载行政复议机关、管辖的人民法院", "来源未载决定书文号"]


@passes(IN_TIME)
def test_the_decision_came_within_ninety_days() -> InHand:
    return _archived()


@finds(IN_TIME, "应于2026-06-01前作出决定，2026-")
def test_a_decision_after_ninety_days_is_found() -> InHand:
    return moved(_archived(), "decide_penalty", days=100)


@finds(IN_TIME, "至今没有作出")
def test_a_case_undecided_after_ninety_days_is_found() -> InHand:
    return standing("investigating").wait(days=100)


@passes(IN_TIME)
def test_a_term_that_was_extended_counts() -> InHand:
    case = moved(_archived(), "decide_penalty", days=100)
    return case.having(
        terms=tuple(replace(t, due="2026-12-31") if t.code == "decision" else t for t in case.case.terms)
    )


def test_a_case_that_may_still_be_decided_is_no_fault() -> None:
    assert judged(IN_TIME, standing("investigating")).verdict is Verdict.NOT_YET


def test_a_case_that_was_withdrawn_needs_no_decision() -> None:
    assert judged(IN_TIME, due("withdraw").do("withdraw")).verdict is Verdict.NOT_APPLICABLE


@passes(CORRECTED)
def test_what_was_ordered_was_checked() -> InHand:
    return ready("recheck").do("recheck")


@finds(CORRECTED, "没有复查")
def test_an_order_nobody_checked_is_found() -> InHand:
    return ready("recheck").wait(days=40)


@passes(CORRECTED)
def test_a_decision_may_order_the_correction_itself() -> InHand:
    return altered(_archived(), "conclude", "draft.correction", "立即停止焚烧。")


def test_an_order_that_may_still_be_obeyed_is_no_fault() -> None:
    assert judged(CORRECTED, ready("recheck")).verdict is Verdict.NOT_YET


def test_a_penalty_without_any_order_is_left_to_people() -> None:
    assert judged(CORRECTED, _archived()).verdict is Verdict.NOT_AUTOMATABLE
