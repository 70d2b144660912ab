"""Which tier applies, and where a penalty lies in it, where cases in hand do not reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from in_hand import register
from scene import LAW
from shelves import keeping, shelved
from steps_of_weighing import CODE, PARAGRAPH, lenience, statute_range, tier
from zhifa.engine.band import Band
from zhifa.engine.books.book import Line
from zhifa.engine.books.discretion import BENCHMARK
from zhifa.engine.books.discretion_findings import DISCRETION_LOOKS
from zhifa.engine.weighing import Days, Penalty, Provision, by_statute, candidates, judge, suggestions

THEN, NOW = date(2026, 2, 28), date(2026, 3, 10)
DAYS = Days(THEN, NOW)
FINE = Penalty(kind="罚款", party="individual", amount=100_000, base=None, basis=(Provision(LAW, PARAGRAPH),))
OLD, NEW = {"until": "2026-03-01"}, {"since": "2026-03-02"}


def chosen(*lines: Line, penalty: Penalty = FINE) -> list[tuple[str, str, Band | None]]:
    found = candidates(shelved(*lines), penalty, DAYS)
    return [(tier.code, tier.name, tier.extent.band) for tier in found]


def test_a_tier_for_this_party_alone_goes_before_one_for_all() -> None:
    mine, all_ = tier(party="individual", high=60_000), tier(high=70_000)

    assert chosen(all_, mine) == [(CODE, "较轻", Band(low=50_000, high=60_000))]


def test_each_branch_of_a_tier_may_be_chosen_while_nobody_knows_the_sum() -> None:
    branches = tier(base="value", base_below=100), tier(base="value", base_from=100, high=200_000)

    assert len(chosen(*branches)) == 2
    assert chosen(*branches, penalty=replace(FINE, base=99)) == [(CODE, "较轻", Band(low=50_000, high=100_000))]
    assert chosen(*branches, penalty=replace(FINE, base=100)) == [(CODE, "较轻", Band(low=50_000, high=200_000))]


def test_where_the_agency_refined_a_benchmark_of_its_superior_its_own_is_chosen_from() -> None:
    whole, own = tier("全部", 50_000, 200_000, code="上级1"), tier(superior="上级1", superior_tier="全部")

    assert [code for code, _, _ in chosen(whole, own)] == [CODE]
    assert [code for code, _, _ in chosen(whole, tier(superior="上级1", announced_on="2026-04-01"))] == ["上级1"]


BY_VALUE: dict[str, Any] = {"low": None, "high": None, "base": "value"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (tier(**OLD), tier(**BY_VALUE, low_share=1, high_share=2, **NEW)),
        (tier(**BY_VALUE, low_share=1000, high_share=2000, **OLD), tier(base="gains", low=0, high=1, **NEW)),
        (tier(low=None, high=None, kind="警告", **OLD), tier(low=None, high=None, kind="警告", **NEW)),
    ],
    ids=["shares of an unknown sum", "shares of another sum", "no amounts"],
)
def test_what_cannot_be_compared_does_not_count_as_lighter(old: Line, new: Line) -> None:
    penalty = replace(FINE, kind=str(old.body["kind"]))

    assert candidates(shelved(old, new), penalty, DAYS) == (BENCHMARK.read(old),)


@pytest.mark.parametrize(
    ("added", "chosen_too"),
    [
        (tier("一档", 50_000, 70_000, **NEW), True),
        (tier("二档", 70_000, 100_000, **NEW), False),
        (tier("三档", 100_000, 300_000, **NEW), False),
        (tier("四档", **BY_VALUE, low_share=1, high_share=2, **NEW), False),
    ],
    ids=["lighter", "neither", "heavier", "not to be compared"],
)
def test_a_tier_made_since_the_violation_never_makes_the_case_heavier(added: Line, chosen_too: bool) -> None:
    names = [name for _, name, _ in chosen(tier(**OLD), added)]

    assert names == ["较轻", str(added.body["tier"])][: 1 + chosen_too]


def test_a_tier_that_was_not_announced_replaces_none() -> None:
    secret = tier(low=0, high=1, announced_on="2026-12-01", **NEW)

    assert chosen(tier(**OLD), secret) == [(CODE, "较轻", Band(low=50_000, high=100_000))]
    assert chosen(secret) == []


def test_shares_of_a_known_sum_are_compared_with_amounts() -> None:
    lines = tier(**BY_VALUE, low_share=1000, high_share=2000, **OLD), tier(base="value", low=60_000, high=90_000, **NEW)

    assert chosen(*lines, penalty=replace(FINE, base=60_000)) == [(CODE, "较轻", Band(low=60_000, high=90_000))]
    assert chosen(*lines, penalty=replace(FINE, base=40_000))[0][2] == Band(low=1000, high=2000, shares=True)


def test_a_kind_without_amount_lies_in_any_tier() -> None:
    warning = replace(FINE, kind="警告", amount=None)
    (found,) = candidates(shelved(tier(low=None, high=None, kind="警告")), warning, DAYS)

    assert judge(found.extent, warning).where == "inside"


def test_what_a_source_does_not_state_lies_neither_inside_nor_outside() -> None:
    shares = tier(low=None, high=None, base="value", low_share=1000, high_share=2000)
    (by_share,) = candidates(shelved(shares), FINE, DAYS)
    (by_sum,) = candidates(shelved(tier()), FINE, DAYS)
    silent = replace(FINE, amount=None)

    assert judge(by_share.extent, FINE).text == "来源未载，不能核对"
    assert judge(by_sum.extent, silent).text == "来源未载，不能核对（500.00元（含）至1000.00元（含））"
    assert not judge(by_sum.extent, silent).outside


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (49_999, "低于区间（500.00元（含）至1000.00元（不含））"),
        (99_999, "在区间之内（500.00元（含）至1000.00元（不含））"),
        (100_000, "高于区间（500.00元（含）至1000.00元（不含））"),
    ],
)
def test_a_verdict_tells_where_the_sum_lies(amount: int, told: str) -> None:
    (found,) = candidates(shelved(tier(high_in=False)), FINE, DAYS)

    assert judge(found.extent, replace(FINE, amount=amount)).text == told


def test_of_several_provisions_one_that_allows_the_sum_is_enough() -> None:
    other = Provision(LAW, "第一百二十条")
    both = replace(FINE, basis=(*FINE.basis, other))
    shelf = shelved(statute_range(high=60_000), statute_range(100_000, 200_000, article=other.article))
    inside, outside, nothing = (
        by_statute(shelf, both, DAYS),
        by_statute(shelf, FINE, DAYS),
        by_statute(shelved(), FINE, DAYS),
    )

    assert inside is not None
    assert outside is not None
    assert (inside.where, outside.where, nothing) == ("inside", "above", None)


def test_a_line_of_a_list_is_suggested_once_though_it_was_renewed() -> None:
    shelf = shelved(lenience(effect="旧", **OLD), lenience(effect="新", **NEW), lenience(code="示例清单2", **OLD))
    found = suggestions(shelf, "露天焚烧秸秆", FINE.basis, DAYS)

    assert [(line.code, line.effect) for line in found] == [("示例清单1", "新"), ("示例清单2", "从轻处罚")]


def test_a_look_finds_tiers_that_statute_or_superior_left_behind() -> None:
    lines = statute_range(high=60_000), tier(), tier(code="示例基准2", article="第一百二十条")
    found = [one for look in DISCRETION_LOOKS for one in look(keeping(register(), *lines), NOW)]

    assert [(one.level, one.text) for one in found] == [
        (
            "fault",
            f"裁量基准 {CODE} 的阶次“较轻”：超出法定幅度（500.00元（含）至600.00元（含））：600.00元（不含）至1000.00元（含）",
        ),
        ("note", f"裁量基准 示例基准2 所依据的《{LAW}》第一百二十条：法定幅度没有录入，不能核对"),
    ]
