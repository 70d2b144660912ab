"""Benchmarks, ranges and lists as they are brought in: tiers fit one another, the statute and the superior's."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from shelves import shelved
from steps_of_weighing import lenience, statute_range, tier
from zhifa.engine.band import Band
from zhifa.engine.books.book import Context, Line, Numbered
from zhifa.engine.books.catalogue import book_named
from zhifa.engine.books.discretion import BENCHMARK, LENIENCY, STATUTORY_RANGE
from zhifa.engine.books.tiers import KINDS
from zhifa.workflows.forms.values import PenaltyKind

LIGHT = tier("较轻", 50_000, 100_000)
PLAIN = tier("一般", 100_000, 150_000, low_in=False)
HEAVY = tier("较重", 150_000, 200_000, low_in=False)
SHARES: dict[str, Any] = {"low": None, "high": None, "base": "value"}


def faults(*lines: Line, standing: tuple[Line, ...] = ()) -> list[str]:
    """What is wrong with these lines, in the rows 2 and on, beside those that stand."""
    books: dict[str, list[Line]] = {}
    for line in (*standing, *lines):
        books.setdefault(line.book, []).append(line)
    context = Context(standing=books, today=date(2026, 3, 2))
    numbered = [Numbered(row, line) for row, line in enumerate(lines, start=2)]
    names = dict.fromkeys(line.book for line in lines)
    found = (
        fault
        for name in names
        for fault in book_named(name).faults([n for n in numbered if n.line.book == name], context)
    )
    return [fault.text for fault in found]


def test_the_kinds_of_penalty_are_those_of_drafts() -> None:
    assert tuple(KINDS) == get_args(PenaltyKind)


@pytest.mark.parametrize(
    "lines",
    [
        (statute_range(), LIGHT, PLAIN, HEAVY),
        (LIGHT, PLAIN, HEAVY),
        (LIGHT,),
        (statute_range(high=None), LIGHT, tier("较重", 100_000, None, low_in=False)),
        (statute_range(party="organisation"), statute_range(5_000, 20_000, party="individual"),
         tier("较轻", 5_000, 20_000, party="individual"), tier("较轻", 50_000, 200_000, party="organisation")),
        (LIGHT, PLAIN, HEAVY, tier("警告", None, None, kind="警告")),
        (tier("甲", **SHARES, low_share=1000, high_share=2000), tier("乙", **SHARES, low_share=2000, high_share=3000, low_in=False)),
    ],
    ids=["whole", "no statute", "alone", "open", "by party", "kinds apart", "shares"],
)  # fmt: skip
def test_tiers_that_fit_are_taken(lines: tuple[Line, ...]) -> None:
    assert faults(*lines) == []


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((statute_range(), LIGHT, HEAVY), "第3行“上限”：各阶次没有覆盖法定幅度，缺1000.00元（不含）至1500.00元（含）"),
        ((LIGHT, HEAVY), "第2行“上限”：各阶次之间缺1000.00元（不含）至1500.00元（含）"),
        ((LIGHT, tier("一般", 90_000, 150_000)), "第3行“下限”：与阶次“较轻”重叠：900.00元（含）至1000.00元（含）都在两个阶次之内"),
        ((statute_range(high=99_999), LIGHT), "第3行“上限”：超出法定幅度（500.00元（含）至999.99元（含））：999.99元（不含）至1000.00元（含）"),
        ((statute_range(), tier("甲", **SHARES, low_share=1000, high_share=2000)), "第3行“计算基数”：法定幅度中没有与本行相当的一项：计算方式或者基数的起点、限度不同"),
        ((LIGHT, tier("一般", 100_000, 150_000, low_in=False, article="第一百二十条")), "第3行“条款”：同一基准的各阶次应写同一条款，阶次“较轻”写的是《中华人民共和国大气污染防治法》第一百一十九条第一款"),
        ((tier(superior="上级"),), "第2行“上级阶次”：细化上级基准的，写明细化的是哪一阶次"),
        ((tier(superior="上级", superior_tier="较轻"),), "第2行“上级阶次”：上级基准 上级 的阶次“较轻”没有录入，或者其处罚种类、当事人、计算方式不同"),
        ((tier(code="上级", high=90_000), tier(superior="上级", superior_tier="较轻")), "第3行“上级阶次”：超出上级基准 上级 的阶次“较轻”（500.00元（含）至900.00元（含））"),
    ],
    ids=["gap in the statute", "gap", "overlap", "beyond the statute", "other measure", "other provision", "superior's tier unnamed", "no superior", "beyond the superior"],
)  # fmt: skip
def test_tiers_that_do_not_fit_are_refused_with_what_is_missing_or_too_much(lines: tuple[Line, ...], told: str) -> None:
    assert told in faults(*lines)


def test_a_gap_between_tiers_for_one_party_is_found_though_another_has_none() -> None:
    lines = statute_range(), LIGHT, PLAIN, tier("较重", 150_000, 200_000, low_in=False, party="organisation")

    assert faults(*lines) == ["第3行“上限”：各阶次没有覆盖法定幅度，缺1500.00元（不含）至2000.00元（含）"]


def test_a_refinement_within_its_superiors_tier_is_taken() -> None:
    above = tier(code="上级", name="较轻"), tier(code="上级", name="一般", low=100_000, high=150_000, low_in=False)
    refined = [
        tier("较轻甲", 50_000, 80_000, superior="上级", superior_tier="较轻"),
        tier("较轻乙", 80_000, 100_000, low_in=False, superior="上级", superior_tier="较轻"),
    ]

    assert faults(*above, *refined) == []
    assert faults(*refined, standing=above) == []


def test_a_branch_of_the_statute_is_covered_by_the_tiers_of_its_sums() -> None:
    small = statute_range(5_000_000, 10_000_000, base="value", base_below=1_000_000)
    large = statute_range(None, None, base="value", base_from=1_000_000, low_share=10_000, high_share=20_000)
    lines = [
        tier("一般", 5_000_000, 10_000_000, base="value", base_below=1_000_000),
        tier("较轻", **SHARES, base_from=1_000_000, low_share=10_000, high_share=15_000),
        tier("较重", **SHARES, base_from=1_000_000, low_share=15_000, high_share=20_000, low_in=False),
    ]

    assert faults(small, large, *lines) == []
    assert faults(small, large, *lines[:2]) == ["第5行“上限”：各阶次没有覆盖法定幅度，缺15倍（不含）至20倍（含）"]
    assert faults(small, large, *lines[1:]) == [
        "第4行“上限”：各阶次没有覆盖法定幅度，缺50000.00元（含）至100000.00元（含）"
    ]


def test_tiers_for_other_sums_may_hold_the_same_fine() -> None:
    small = tier("一般", 50_000, 100_000, base="value", base_below=1_000_000)
    large = tier("一般", 50_000, 100_000, base="value", base_from=1_000_000)

    assert faults(small, large) == []
    assert faults(small, tier("较重", 60_000, 100_000, base="value")) != []


def test_a_tier_that_ends_leaves_a_gap_from_the_day_after() -> None:
    ended = tier("一般", 100_000, 150_000, low_in=False, until="2026-03-31")

    assert faults(ended, standing=(statute_range(), LIGHT, HEAVY)) == [
        "第2行“上限”：各阶次没有覆盖法定幅度，缺1000.00元（不含）至1500.00元（含）"
    ]
    assert (
        faults(ended, tier("一般", 100_000, 150_000, low_in=False, since="2026-04-01"), standing=(LIGHT, HEAVY)) == []
    )


def test_what_did_not_fit_before_is_no_fault_of_another_change() -> None:
    other = tier(code="示例基准2")

    assert faults(other, standing=(LIGHT, HEAVY)) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (tier(low=None, high=None), "第2行“下限”：罚款应写下限；没有下限的写0，并在“含下限”写否"),
        (tier(low=None), "第2行“下限”：罚款应写下限；没有下限的写0，并在“含下限”写否"),
        (tier(kind="警告"), "第2行“下限”：只有罚款写上下限"),
        (tier(base="value", low_share=1000), "第2行“下限千分比”：金额和千分比只写一种"),
        (tier(low=None, high=None, low_share=1000), "第2行“计算基数”：按千分比计算的，应写明以什么为基数"),
        (tier(base_from=1), "第2行“计算基数”：限定基数大小的，应写明以什么为基数"),
        (tier(base="gains", base_from=5, base_below=5), "第2行“基数不满”：应大于基数起点"),
        (tier(low=100_001), "第2行“上限”：上限不得小于下限"),
        (statute_range(low=2, high=1), "第2行“上限”：上限不得小于下限"),
        (lenience(cause=None), "第2行“案由”：案由和法律至少写一项，否则无从提示"),
    ],
)
def test_a_line_that_contradicts_itself_is_refused(line: Line, told: str) -> None:
    assert faults(line) == [told]


def test_a_share_is_a_whole_number_of_thousandths() -> None:
    rule = BENCHMARK.by_field["low_share"].rule
    assert rule is not None
    assert rule(1500) is None
    assert rule(10**6 + 1)


def test_a_benchmark_says_when_it_was_announced() -> None:
    assert BENCHMARK.by_field["announced_on"].required


def test_lines_are_read_into_what_is_asked() -> None:
    day = date(2026, 3, 2)
    shelf = shelved(
        tier(factors=("面积", "时间"), superior="上级", superior_tier="较轻"),
        statute_range(0, None, low_in=False, base="gains", base_from=100),
        lenience(law="某法", article="第一条"),
    )
    (read,), (found,), (speaks,) = (shelf.values(book, day) for book in (BENCHMARK, STATUTORY_RANGE, LENIENCY))

    assert (read.name, read.factors, read.superior, read.superior_tier) == ("较轻", ("面积", "时间"), "上级", "较轻")
    assert read.announced_on == date(2019, 12, 1)
    assert found.extent.band == Band(low=0, low_in=False)
    assert found.extent.worth == Band(low=100, high_in=False)
    assert (speaks.list, speaks.law, speaks.article) == ("lighter", "某法", "第一条")


def test_a_lenience_is_found_by_its_cause_or_by_its_provision() -> None:
    assert faults(lenience(), lenience(code="示例清单2", cause=None, law="某法", article="第一条")) == []
