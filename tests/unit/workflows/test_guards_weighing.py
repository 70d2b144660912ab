"""Discretion: the tier that applies, its band, the head's leave, the four lists, and steps that wait for a weighing (处罚法 30-34, 37)."""

from __future__ import annotations

from typing import Any

import pytest

from guard_proofs import proves
from in_hand import IDS, MILD, InHand, Question, new_case, ready, standing
from scene import LAW
from shelves import keeping
from steps_of_weighing import CODE, lenience, statute_range, tier
from zhifa.engine.books.book import Line
from zhifa.engine.plan import CorrectionPlan, Refused
from zhifa.workflows import discretion, dossier
from zhifa.workflows.forms.investigate import Conclusion, Revision
from zhifa.workflows.guards.notice import DRAFT_EXISTS
from zhifa.workflows.guards.weighing import BAND_KEPT, BENCHMARK_FITS, DISCRETION_WEIGHED, LISTS_ANSWERED
from zhifa.workflows.reasons.notice import NO_DRAFT
from zhifa.workflows.reasons.weighing import (
    BASE_MISSING,
    BENCHMARK_FOREIGN,
    BENCHMARK_NOT_IN_FORCE,
    BENCHMARK_REFINED,
    BENCHMARK_UNANNOUNCED,
    BENCHMARK_UNKNOWN,
    DEPARTURE_UNAPPROVED,
    DISCRETION_UNWEIGHED,
    ITEM_UNKNOWN,
    ITEM_UNWEIGHED,
    OUTSIDE_BAND,
    OUTSIDE_STATUTE,
    SUGGESTION_BELIED,
    SUGGESTION_UNANSWERED,
    SUGGESTION_UNKNOWN,
    TIER_UNKNOWN,
    WEIGHED_ANOTHER_DRAFT,
    WEIGHING_OUTDATED,
)

STEP = ("weigh",)
WAITING = ("submit_review", "decide_penalty", "decide_no_penalty")
FINE = 100_000
"""What the draft of a plain case fines, in fen."""


def before(step: str, *lines: Line) -> InHand:
    """A case in which the step is lawful under version 1, now under the next one, with these lines on the register."""
    case = standing("concluded") if step == "weigh" else ready(step)
    return case.but(register=keeping(case.register, *lines))


def weighing(*lines: Line, step: str = "weigh", draft: dict[str, Any] | None = None, **changes: Any) -> Question:
    """The weighing of a plain case, with lines on the register; ``draft`` are other values of its draft."""
    plain = standing("investigating").do("interview").do("conclude", **draft) if draft else standing("concluded")
    case = plain.but(register=keeping(plain.register, *lines))
    return case.asking(step, **changes)


def item(**changes: Any) -> list[dict[str, Any]]:
    return [{"item": 1, "benchmark": CODE, "tier": "较轻", **changes}]


def departing(by: str = "机关负责人甲", *, day: str = "2026-03-02", **changes: Any) -> dict[str, Any]:
    return {"reason": "基准显失公平。", "opinion": {"by": IDS[by], "text": "同意。", "on": day}, **changes}


def violation(name: str, basis: dict[str, str], place: int) -> dict[str, Any]:
    """One of several violations of a draft, punished by the item of this place."""
    return {
        "name": name, "facts": name, "evidence": ["证1"], "violated": [{"law": LAW, "article": "第七十七条"}],
        "basis": [basis], "discretion": "轻微。", "items": [place],
    }  # fmt: skip


def weighed(step: str, *lines: Line) -> InHand:
    """A case in which the step is lawful under the next version: weighed by a tier that the fine of its draft is in."""
    case = standing("concluded", MILD) if step == "decide_no_penalty" else standing("concluded")
    case = case.but(register=keeping(case.register, *(lines or (tier(),)))).do("weigh")
    if step == "submit_review":
        return case.to("defence").do("waive")
    return case.to("approving")


# --- the benchmark ---------------------------------------------------------------------------------------------------


@proves(DRAFT_EXISTS, NO_DRAFT, *STEP)
def test_nothing_is_weighed_before_there_is_a_draft(step: str) -> Question:
    case = before(step)
    kept = tuple(act for act in case.case.acts if act.transition.facts is not Conclusion)
    return case.having(acts=kept).asking(step, items=[])


@proves(BENCHMARK_FITS, BENCHMARK_UNKNOWN, *STEP)
def test_a_benchmark_that_is_not_on_the_register_is_none(step: str) -> Question:
    return weighing(tier(code="另一基准"), step=step)


@proves(BENCHMARK_FITS, BENCHMARK_NOT_IN_FORCE, *STEP)
def test_a_benchmark_that_ended_before_the_violation_does_not_apply(step: str) -> Question:
    return weighing(tier(until="2025-12-31"), step=step)


@proves(BENCHMARK_FITS, BENCHMARK_UNANNOUNCED, *STEP)
def test_a_benchmark_does_not_apply_before_it_was_announced(step: str) -> Question:
    return weighing(tier(announced_on="2027-01-01"), step=step)


@proves(BENCHMARK_FITS, BENCHMARK_FOREIGN, *STEP)
def test_a_benchmark_of_another_provision_does_not_apply(step: str) -> Question:
    return weighing(tier(article="第一百二十条"), step=step)


@proves(BENCHMARK_FITS, BENCHMARK_REFINED, *STEP)
def test_where_a_benchmark_was_refined_the_one_refined_is_not_chosen_from(step: str) -> Question:
    own = tier(code="示例基准2", superior=CODE, superior_tier="较轻")
    return weighing(tier(), own, items=item(), step=step)


@proves(BENCHMARK_FITS, TIER_UNKNOWN, *STEP)
def test_a_tier_that_the_benchmark_does_not_have_is_none(step: str) -> Question:
    return weighing(tier(), items=item(tier="极轻"), step=step)


@proves(BENCHMARK_FITS, TIER_UNKNOWN, *STEP)
def test_a_tier_for_organisations_does_not_apply_to_a_person(step: str) -> Question:
    return weighing(tier(party="organisation"), step=step)


@proves(BENCHMARK_FITS, BASE_MISSING, *STEP)
def test_a_tier_measured_by_a_sum_asks_for_the_sum(step: str) -> Question:
    return weighing(tier(low=None, high=None, base="value", low_share=1000, high_share=3000), step=step)


@proves(BENCHMARK_FITS, ITEM_UNKNOWN, *STEP)
def test_an_item_that_the_draft_does_not_have_is_not_weighed(step: str) -> Question:
    return weighing(tier(), items=[*item(), {"item": 2, "none_reason": "没有基准。"}], step=step)


@proves(BENCHMARK_FITS, ITEM_UNWEIGHED, *STEP)
def test_an_item_that_a_benchmark_speaks_of_is_weighed(step: str) -> Question:
    return weighing(tier(), items=[], step=step)


@proves(BENCHMARK_FITS, ITEM_UNWEIGHED, *STEP)
def test_a_benchmark_is_not_left_aside_for_a_reason_alone(step: str) -> Question:
    return weighing(tier(), items=[{"item": 1, "none_reason": "认为不合适。"}], step=step)


def test_a_benchmark_is_left_aside_by_the_leave_of_a_head() -> None:
    aside = [{"item": 1, "none_reason": "认为不合适。"}]

    assert weighing(tier(), items=aside, departure=departing()).codes() == set()


def test_a_draft_that_no_benchmark_speaks_of_says_why_or_says_nothing() -> None:
    warned = {"draft__items": [{"kind": "警告", "text": "警告"}]}

    assert weighing(tier(), draft=warned, items=[]).codes() == set()
    assert weighing(tier(), draft=warned, items=[{"item": 1, "none_reason": "警告没有幅度。"}]).codes() == set()


def test_each_violation_is_weighed_by_the_benchmark_of_its_own_basis() -> None:
    other = {"law": LAW, "article": "第一百二十条"}
    fines = [{"kind": "罚款", "amount": FINE, "text": "罚款"}, {"kind": "罚款", "amount": 30_000, "text": "罚款"}]

    first = {"law": LAW, "article": "第一百一十九条第一款"}
    draft = {
        "draft__items": fines, "draft__basis": [first, other],
        "draft__violations": [violation("焚烧秸秆", first, 1), violation("拒绝检查", other, 2)],
    }  # fmt: skip
    second = tier("一般", 20_000, 40_000, code="示例基准2", article="第一百二十条")
    mine, its = item()[0], {"item": 2, "benchmark": "示例基准2", "tier": "一般"}

    assert weighing(tier(), second, draft=draft, items=[mine, its]).codes() == set()
    swapped = [mine | {"item": 2}, its | {"item": 1}]
    assert weighing(tier(), second, draft=draft, items=swapped).codes() == {BENCHMARK_FOREIGN.code}


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"items": [{"item": 1, "tier": "较轻"}]}, "基准编码（benchmark）和阶次（tier）应一并填写"),
        ({"items": [{"item": 1}]}, "填写基准编码和阶次；没有适用的基准的，只填写理由（none_reason）"),
        (
            {"items": [{**item()[0], "none_reason": "没有。"}]},
            "填写基准编码和阶次；没有适用的基准的，只填写理由（none_reason）",
        ),
        ({"items": item() * 2}, "草案每一项、清单每一条只填写一次"),
        (
            {"suggestions": [{"list": "lighter", "code": "示例清单1", "followed": True}] * 2},
            "草案每一项、清单每一条只填写一次",
        ),
        (
            {"suggestions": [{"list": "lighter", "code": "示例清单1", "followed": False}]},
            "不按清单处理的，应写明理由（reason）",
        ),
    ],
)
def test_a_weighing_that_contradicts_itself_is_refused(changes: dict[str, Any], rule: str) -> None:
    asked = weighing(tier(), **changes)

    assert [dict(refusal.operands)["rule"] for refusal in asked.refusals() if refusal.code == "facts_invalid"] == [rule]


def test_a_replay_may_say_that_its_source_names_no_sum() -> None:
    shares = tier(low=None, high=None, base="value", low_share=1000, high_share=3000)
    case = before("weigh", shares).having(replay=True)

    assert case.asking("weigh", items=item(base={"not_stated": "value"})).codes() == set()


# --- the band --------------------------------------------------------------------------------------------------------


@proves(BAND_KEPT, OUTSIDE_BAND, *STEP)
@pytest.mark.parametrize(
    ("low", "high", "changes"),
    [
        (50_000, FINE - 1, {}),
        (FINE + 1, 200_000, {}),
        (50_000, FINE, {"high_in": False}),
        (FINE, 200_000, {"low_in": False}),
    ],
)
def test_a_sum_outside_its_tier_needs_a_reason(step: str, low: int, high: int, changes: dict[str, Any]) -> Question:
    return weighing(tier(low=low, high=high, **changes), step=step)


@pytest.mark.parametrize(("low", "high"), [(FINE, 200_000), (50_000, FINE), (FINE, FINE), (0, None)])
def test_the_bounds_belong_to_a_tier_unless_it_says_otherwise(low: int, high: int | None) -> None:
    assert weighing(tier(low=low, high=high)).codes() == set()


def test_shares_are_of_the_sum_that_is_stated() -> None:
    shares = tier(low=None, high=None, base="value", low_share=1500, high_share=2000)

    assert weighing(shares, items=item(base=66_666)).codes() == set()
    assert weighing(shares, items=item(base=66_668)).codes() == {OUTSIDE_BAND.code}
    assert weighing(shares, items=item(base=49_999)).codes() == {OUTSIDE_BAND.code}


def test_a_head_may_give_leave_to_depart_from_the_tier() -> None:
    assert weighing(tier(high=60_000), statute_range(), departure=departing()).codes() == set()


@proves(BAND_KEPT, DEPARTURE_UNAPPROVED, *STEP)
@pytest.mark.parametrize(
    ("by", "day"),
    [
        ("承办机构负责人甲", "2026-03-02"),
        ("承办人甲", "2026-03-02"),
        ("机关负责人甲", "2099-01-01"),
        ("机关负责人甲", "2026-03-01"),
    ],
)
def test_no_one_but_a_head_in_office_gives_leave_and_never_who_weighs(step: str, by: str, day: str) -> Question:
    return weighing(tier(high=60_000), departure=departing(by, day=day), step=step)


def test_the_leave_of_a_head_who_weighs_or_must_withdraw_is_none() -> None:
    case = before("weigh", tier(high=60_000))
    head = IDS["机关负责人甲"]
    recused = case.do("request_recusal", officer=head).do(
        "decide_recusal", officer=head, granted=True, by="机关负责人乙"
    )

    assert recused.asking("weigh", departure=departing()).codes() == {DEPARTURE_UNAPPROVED.code}


@proves(BAND_KEPT, OUTSIDE_STATUTE, *STEP)
def test_no_leave_reaches_above_the_statute(step: str) -> Question:
    return weighing(tier(), statute_range(high=FINE - 1), departure=departing(ground="merit"), step=step)


@proves(BAND_KEPT, OUTSIDE_STATUTE, *STEP)
def test_below_the_statute_leave_alone_is_not_enough(step: str) -> Question:
    return weighing(tier(), statute_range(low=FINE + 1), departure=departing(), step=step)


@proves(BAND_KEPT, OUTSIDE_STATUTE, *STEP)
def test_below_the_statute_a_ground_alone_is_not_enough(step: str) -> Question:
    answer = {"list": "mitigated", "code": "示例清单1", "followed": True}
    return weighing(tier(), statute_range(low=FINE + 1), lenience("mitigated"), suggestions=[answer], step=step)


def test_a_penalty_is_mitigated_on_a_ground_of_the_statute_by_leave_of_a_head() -> None:
    lines = tier(), statute_range(low=FINE + 1)

    assert weighing(*lines, departure=departing(ground="merit")).codes() == set()


def test_a_penalty_is_mitigated_by_a_list_that_is_followed_and_by_no_other() -> None:
    lines = tier(), statute_range(low=FINE + 1), lenience("mitigated")
    answer = {"list": "mitigated", "code": "示例清单1", "followed": True}
    refused = {**answer, "followed": False, "reason": "条件不具备。"}

    assert weighing(*lines, departure=departing(), suggestions=[answer]).codes() == set()
    assert weighing(*lines, departure=departing(), suggestions=[refused]).codes() == {OUTSIDE_STATUTE.code}


@pytest.mark.parametrize("ground", ["minor", "impaired"])
def test_no_organisation_is_mitigated_for_its_age_or_its_mind(ground: str) -> None:
    lines = tier(), statute_range(low=FINE + 1)
    firm = new_case().do("report", party__kind="legal_person").to("concluded")
    organised = firm.but(register=keeping(firm.register, *lines))

    assert weighing(*lines, departure=departing(ground=ground)).codes() == set()
    assert organised.asking("weigh", departure=departing(ground=ground)).codes() == {OUTSIDE_STATUTE.code}
    assert organised.asking("weigh", departure=departing(ground="merit")).codes() == set()


def test_a_list_that_speaks_of_one_violation_mitigates_no_other() -> None:
    fines = [{"kind": "罚款", "amount": FINE, "text": "罚款"}, {"kind": "罚款", "amount": 30_000, "text": "罚款"}]
    bases = [{"law": LAW, "article": "第一百一十九条第一款"}, {"law": LAW, "article": "第一百二十条"}]
    draft = {
        "draft__items": fines, "draft__basis": bases,
        "draft__violations": [violation("焚烧秸秆", bases[0], 1), violation("拒绝检查", bases[1], 2)],
    }  # fmt: skip
    of_second = lenience("mitigated", cause=None, law=LAW, article="第一百二十条")
    second = tier("一般", 20_000, 40_000, code="示例基准2", article="第一百二十条")
    followed = {
        "items": [item()[0], {"item": 2, "benchmark": "示例基准2", "tier": "一般"}], "departure": departing(),
        "suggestions": [{"list": "mitigated", "code": "示例清单1", "followed": True}],
    }  # fmt: skip
    its = statute_range(low=30_001, article="第一百二十条")

    assert weighing(tier(), second, of_second, its, draft=draft, **followed).codes() == set()
    refused = weighing(tier(), second, of_second, its, statute_range(low=FINE + 1), draft=draft, **followed)
    assert [refusal.code for refusal in refused.refusals()] == [OUTSIDE_STATUTE.code]
    assert dict(refused.refusals()[0].operands)["item"] == "1"


# --- the four lists --------------------------------------------------------------------------------------------------


@proves(LISTS_ANSWERED, SUGGESTION_UNANSWERED, *STEP)
@pytest.mark.parametrize(
    "where", [{}, {"cause": None, "law": LAW, "article": "第七十七条"}, {"law": LAW, "article": "第一百一十九条"}]
)
def test_a_line_that_speaks_for_the_party_is_answered(step: str, where: dict[str, Any]) -> Question:
    return weighing(tier(), lenience(**where), step=step)


@proves(LISTS_ANSWERED, SUGGESTION_UNKNOWN, *STEP)
@pytest.mark.parametrize(
    "where",
    [{"cause": "无证排污"}, {"law": LAW, "article": "第九十九条"}, {"until": "2021-12-31"}, {"since": "2027-01-01"}],
)
def test_a_line_of_something_else_is_not_answered(step: str, where: dict[str, Any]) -> Question:
    answer = {"list": "lighter", "code": "示例清单1", "followed": True}
    return weighing(tier(), lenience(**where), suggestions=[answer], step=step)


@proves(LISTS_ANSWERED, SUGGESTION_BELIED, *STEP)
def test_who_says_that_nothing_is_punished_does_not_punish(step: str) -> Question:
    answer = {"list": "no_penalty", "code": "示例清单1", "followed": True}
    return weighing(tier(), lenience("no_penalty"), suggestions=[answer], step=step)


def test_a_list_that_is_not_followed_is_answered_with_a_reason() -> None:
    answer = {"list": "no_penalty", "code": "示例清单1", "followed": False, "reason": "面积在一亩以上。"}

    assert weighing(tier(), lenience("no_penalty"), suggestions=[answer]).codes() == set()


def test_coercion_left_out_is_no_question_of_the_penalty() -> None:
    assert weighing(tier(), lenience("no_coercion")).codes() == set()


# --- steps that wait -------------------------------------------------------------------------------------------------


@proves(DISCRETION_WEIGHED, DISCRETION_UNWEIGHED, *WAITING)
def test_an_agency_that_keeps_benchmarks_weighs_before_it_decides(step: str) -> Question:
    return before(step, tier()).asking(step)


@pytest.mark.parametrize("step", WAITING)
@pytest.mark.parametrize("lines", [(), (tier(since="2027-01-01"),), (statute_range(),)])
def test_without_benchmarks_in_force_nothing_is_asked(step: str, lines: tuple[Line, ...]) -> None:
    assert before(step, *lines).asking(step).codes() == set()


@pytest.mark.parametrize("step", WAITING)
def test_what_was_weighed_is_decided(step: str) -> None:
    assert weighed(step).asking(step).codes() == set()


@proves(DISCRETION_WEIGHED, WEIGHED_ANOTHER_DRAFT, *WAITING)
def test_a_new_draft_is_weighed_anew(step: str) -> Question:
    case = weighed(step)
    later = case.case.last(Conclusion)
    assert later is not None
    moved = tuple(act for act in case.case.acts if act.seq != later.seq)
    again = standing("rectifying").do("revise").case.last(Revision)
    assert again is not None
    again.seq = case.case.next_seq
    return case.having(acts=(*moved, again), next_seq=again.seq + 1).asking(step)


@proves(DISCRETION_WEIGHED, WEIGHING_OUTDATED, *WAITING)
def test_what_was_weighed_does_not_outlive_the_lines_it_rests_on(step: str) -> Question:
    case = weighed(step)
    return case.but(register=keeping(case.register, tier("一般"), lenience())).asking(step)


def test_other_changes_of_the_register_leave_a_weighing_in_force() -> None:
    case = weighed("submit_review")
    more = case.but(register=keeping(case.register, tier(), tier("一般", 100_001, 200_000), statute_range()))

    assert more.asking("submit_review").codes() == set()


def test_review_reads_the_weighing_beside_what_it_always_read() -> None:
    plain = standing("concluded")
    case = plain.but(register=keeping(plain.register, tier())).do("weigh")
    before_it, after = dossier.reviewed_content(plain.case), dossier.reviewed_content(case.case)

    assert before_it is not None
    assert after is not None
    assert dict(after) == {**before_it, "weighing": after["weighing"]}
    assert after["weighing"] == case.case.acts[-1].facts.model_dump(mode="json")
    assert (
        not weighed("decide_penalty")
        .having(acts=(*weighed("decide_penalty").case.acts, case.case.acts[-1]))
        .case.cleared
    )


def test_a_reviewer_reads_what_was_chosen_left_and_answered() -> None:
    answers = [
        {"list": "lighter", "code": "示例清单1", "followed": True},
        {"list": "no_penalty", "code": "示例清单1", "followed": False, "reason": "面积在一亩以上。"},
    ]
    case = before("weigh", tier(), lenience("lighter"), lenience("no_penalty"))
    aside = [{"item": 1, "none_reason": "显失公平。"}]
    chosen, left = (
        case.do("weigh", suggestions=answers),
        case.do("weigh", items=aside, suggestions=answers, departure=departing()),
    )

    assert discretion.told(case.case) == ()
    assert discretion.told(chosen.case) == (
        f"第1项：裁量基准 {CODE} 的阶次“较轻”",
        "第1项，面积：不足一亩。",
        "从轻处罚清单“示例清单1”：按清单处理",
        "不予处罚清单“示例清单1”：不按清单处理：面积在一亩以上。",
    )
    assert discretion.told(left.case)[0] == "第1项：没有适用裁量基准：显失公平。"
    assert discretion.told(left.case)[-1] == "偏离裁量基准：基准显失公平。机关负责人意见：同意。"


def test_weighing_anew_takes_a_review_away() -> None:
    agreed = weighed("submit_review").do("submit_review").do("find_problems").do("revise").do("weigh")
    agreed = agreed.do("submit_review").do("agree")
    again = agreed.do("send_back").do("weigh", items=item(factors=[]))

    assert agreed.case.cleared
    assert not again.case.cleared


def test_a_weighing_of_an_older_draft_is_not_read() -> None:
    case = weighed("submit_review").do("submit_review").do("find_problems").do("revise")

    assert dossier.weighing(case.case) is None
    assert "weighing" not in (dossier.reviewed_content(case.case) or {})


def test_a_sum_is_not_corrected_out_of_the_tier_that_it_was_weighed_by() -> None:
    case = weighed("submit_review")
    conclusion = case.case.last(Conclusion)
    assert conclusion is not None
    within, beyond = (
        case.correcting(seq=conclusion.seq, path="draft.items.0.amount", new=amount) for amount in (60_000, 100_001)
    )

    assert isinstance(within, CorrectionPlan)
    assert isinstance(beyond, Refused)
    assert OUTSIDE_BAND.code in {refusal.code for refusal in beyond.refusals}


# --- from the old and the lighter (从旧兼从轻) -----------------------------------------------------------------------

OLD = {"since": "2020-01-01", "until": "2026-03-01"}
"""In force at the violation, and no more when the case is weighed."""
NEW = {"since": "2026-03-02"}


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ((50_000, 100_000), (100_000, 200_000), set()),
        ((60_000, 90_000), (60_000, 100_000), {"outside_band"}),
        ((100_000, 200_000), (50_000, 90_000), {"outside_band"}),
        ((150_000, 200_000), (50_000, 100_000), set()),
        ((100_000, 150_000), (50_000, 200_000), set()),
        ((110_000, 150_000), (50_000, 200_000), {"outside_band"}),
    ],
    ids=["old kept", "new heavier", "new lighter", "new lighter lets in", "neither: old", "neither: old keeps out"],
)
def test_the_tier_of_the_violation_applies_unless_todays_is_lighter(
    old: tuple[int, int], new: tuple[int, int], codes: set[str]
) -> None:
    assert weighing(tier("较轻", *old, **OLD), tier("较轻", *new, **NEW)).codes() == codes


def test_the_statute_of_the_violation_applies_unless_todays_is_lighter() -> None:
    heavier = statute_range(low=200_000, high=500_000, **NEW)
    lighter = statute_range(low=10_000, high=FINE - 1, **NEW)

    assert weighing(tier(), statute_range(**OLD), heavier).codes() == set()
    assert weighing(tier(), statute_range(**OLD), lighter).codes() == {OUTSIDE_STATUTE.code}


def test_a_tier_that_was_made_only_since_applies_where_there_was_none() -> None:
    assert weighing(tier(**NEW)).codes() == set()
