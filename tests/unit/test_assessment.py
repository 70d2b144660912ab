"""What the catalogue of major decisions makes of a case: each condition, who reviews, how fast; and that more never makes a review undue."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steps_of_review import rule
from zhifa.engine.assessment import Assessment, Because, Catalogue, Inputs, assess
from zhifa.engine.books.book import Cell
from zhifa.engine.books.review import KINDS, REVIEW_RULES, Flag, Reviewer, Rule
from zhifa.engine.canonical import canonical

PLAIN = Inputs(act="penalty", sums={"罚款": 500_000}, party="individual", matter="大气污染防治监管")


def read(code: str = "01", **changes: Cell) -> Rule:
    return REVIEW_RULES.read(rule(code, **changes))


def answer(inputs: Inputs, *rules: Rule, always: bool = False) -> Assessment:
    return assess(inputs, Catalogue(rules=rules, digest="d", always=always))


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ({}, True),
        ({"items": ["罚款"]}, True),
        ({"items": ["吊销许可证件", "罚款"]}, True),
        ({"items": ["吊销许可证件"]}, False),
        ({"party": "individual"}, True),
        ({"party": "organisation"}, False),
        ({"amount_from": 500_000}, True),
        ({"amount_from": 500_001}, False),
        ({"items": ["没收违法所得"], "amount_from": 1}, False),
        ({"matters": ["水", "大气"]}, True),
        ({"matters": ["水"]}, False),
        ({"public_interest": True}, False),
        ({"public_interest": False}, True),
        ({"legal_relations_from": 2}, False),
        ({"items": ["罚款"], "party": "organisation"}, False),
    ],
    ids=str,
)  # fmt: skip
def test_all_that_a_rule_asks_holds_together(asked: dict[str, Any], due: bool) -> None:
    assert answer(PLAIN, read(**asked)).due is due


@pytest.mark.parametrize("flag", Flag)
def test_each_flag_is_asked_and_told(flag: Flag) -> None:
    asked = read(**{flag.value: True})

    assert not answer(PLAIN, asked).due
    assert answer(replace(PLAIN, flags=frozenset({flag})), asked).because == (
        Because(code="01", article="本机关审核制度", text=f"普通程序处罚：{flag.label}"),
    )


def test_any_one_rule_suffices() -> None:
    found = answer(PLAIN, read("01", party="organisation"), read("02"))

    assert found.due
    assert [one.code for one in found.because] == ["02"]
    assert [one.text for one in found.not_because] == ["普通程序处罚：不具备“当事人为单位”"]


TWO = replace(PLAIN, sums={"罚款": 600_000, "没收违法所得": 500_000})


def test_sums_of_different_kinds_are_added_only_where_the_rule_says_so() -> None:
    assert not answer(TWO, read(amount_from=1_000_000)).due
    assert answer(TWO, read(amount_from=1_000_000, amount_of="whole")).due
    assert not answer(TWO, read(amount_from=1_000_000, amount_of="whole", items=["罚款"])).due


def test_a_sum_that_nobody_knows_counts_as_large() -> None:
    goods = replace(PLAIN, sums={"没收非法财物": 0}, unknown=frozenset({"没收非法财物"}))

    assert answer(goods, read(amount_from=1_000_000)).due
    assert not answer(goods, read(amount_from=1_000_000, items=["罚款"])).due


def test_a_draft_that_imposes_nothing_reaches_no_sum() -> None:
    assert not answer(replace(PLAIN, sums={}), read(amount_from=1)).due


def test_a_catalogue_silent_on_the_act_leaves_it_to_review() -> None:
    found = answer(PLAIN, read(act="licence"))

    assert found.due
    assert [one.text for one in found.because] == ["目录没有列明本类行为，按应当审核处理"]


def test_what_is_always_reviewed_is_due_whatever_the_rules_say() -> None:
    found = answer(PLAIN, read(party="organisation", clock_days=3), always=True)

    assert found.due
    assert [one.code for one in found.because] == [""]
    assert found.clock_days is None


def test_the_strictest_of_the_rules_that_hold_says_who_reviews_and_how_fast() -> None:
    found = answer(
        PLAIN,
        read("01", reviewer="pool", clock_days=5),
        read("02", clock_days=3, collective=True),
        read("03", party="organisation", reviewer="superior", clock_days=1),
    )

    assert (found.reviewer, found.clock_days, found.collective) == (Reviewer.POOL, 3, True)


def test_it_is_told_by_which_rules_it_came_out_so() -> None:
    assert answer(PLAIN, read("01"), read("02", party="organisation")).articles == (("01", "本机关审核制度"),)
    assert answer(PLAIN, read("02", party="organisation")).articles == (("02", "本机关审核制度"),)


def test_the_record_keeps_figures_and_nothing_that_anybody_wrote() -> None:
    told = replace(TWO, unknown=frozenset({"罚款"}), flags=frozenset({Flag.HEARING}), legal_relations=2).told()

    assert canonical(told) == (
        '{"act":"penalty","flags":["hearing"],"legal_relations":2,"matter":"大气污染防治监管","party":"individual",'
        '"sums":[["没收违法所得",500000],["罚款",600000]],"unknown":["罚款"]}'
    )


@st.composite
def rules(draw: st.DrawFn) -> tuple[Rule, ...]:
    lines = draw(
        st.lists(
            st.fixed_dictionaries(
                {"act": st.sampled_from(["penalty", "penalty", "licence"])},
                optional={
                    "items": st.lists(st.sampled_from(KINDS[:5]), min_size=1, max_size=2, unique=True),
                    "party": st.sampled_from(["individual", "organisation"]),
                    "amount_from": st.integers(1, 2_000_000),
                    "amount_of": st.sampled_from(["kind", "whole"]),
                    "matters": st.sampled_from([["大气"], ["水"]]),
                    "legal_relations_from": st.integers(2, 4),
                    **{flag.value: st.booleans() for flag in Flag},
                },
            ),
            max_size=4,
        )
    )
    return tuple(read(str(index), **line) for index, line in enumerate(lines))


SUMS = st.dictionaries(st.sampled_from(KINDS[:5]), st.integers(0, 2_000_000), max_size=4)


@given(
    before=SUMS, catalogue=rules(), more=SUMS, unknown=st.booleans(), relations=st.integers(1, 4), added=st.integers(0, 3),
    flags=st.frozensets(st.sampled_from(Flag)), raised=st.frozensets(st.sampled_from(Flag)),
)  # fmt: skip
def test_more_of_anything_never_makes_a_review_undue(
    before: dict[str, int], catalogue: tuple[Rule, ...], more: dict[str, int], unknown: bool, relations: int, added: int,
    flags: frozenset[Flag], raised: frozenset[Flag],
) -> None:  # fmt: skip
    less = replace(PLAIN, sums=before, flags=flags, legal_relations=relations)
    heavier = replace(
        less, sums={kind: before.get(kind, 0) + more.get(kind, 0) for kind in (*before, *more)}, flags=flags | raised,
        legal_relations=relations + added, unknown=frozenset(more) if unknown else frozenset(),
    )  # fmt: skip
    first, second = answer(less, *catalogue), answer(heavier, *catalogue)

    assert second.due or not first.due
    assert {one.code for one in first.because} <= {one.code for one in second.because}
    assert (second.clock_days or 99) <= (first.clock_days or 99)
