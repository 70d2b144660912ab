"""R22, R23, R32: the decision's content and time, the order to correct."""

from __future__ import annotations

from dataclasses import replace

from in_hand import MILD, InHand, due, ready, standing
from scrutinised import altered, finds, judged, moved, numbered, passes
from zhifa.workflows.scrutiny.check import Severity, Verdict
from zhifa.workflows.scrutiny.decision import CONTENTS, CORRECTED, IN_TIME


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
