"""Which of two penalties is the heavier (处罚法 45(2))."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifa.workflows.forms.values import PenaltyItem, PenaltyKind
from zhifa.workflows.severity import ORDER, heavier, uncovered

MONEY: tuple[PenaltyKind, ...] = ("罚款", "没收违法所得", "没收非法财物")


def _item(kind: PenaltyKind, amount: int | None = None, text: str | None = None) -> PenaltyItem:
    return PenaltyItem(kind=kind, amount=amount, text=text or kind)


WARNING, FINE, MORE = _item("警告"), _item("罚款", 100), _item("罚款", 101)
CLOSURE, LICENCE = _item("责令停产停业"), _item("吊销许可证件")


@pytest.mark.parametrize(
    ("new", "old", "reasons"),
    [
        ([FINE], [FINE], ()),
        ([MORE], [FINE], ("罚款由100分增至101分",)),
        ([FINE], [MORE], ()),
        ([FINE, FINE], [FINE], ("罚款由100分增至200分",)),
        ([FINE], [WARNING], ("增加了罚款",)),
        ([WARNING], [FINE], ()),
        ([LICENCE], [CLOSURE], ("增加了吊销许可证件",)),
        ([CLOSURE, FINE], [CLOSURE], ("罚款由0分增至100分",)),
        ([FINE, WARNING], [FINE], ("增加了警告",)),
        ([LICENCE, CLOSURE], [LICENCE], ("增加了责令停产停业",)),
        ([CLOSURE], [LICENCE, FINE], ()),
        ([], [FINE], ()),
        ([], [], ()),
    ],
)
def test_heavier_in_what(new: list[PenaltyItem], old: list[PenaltyItem], reasons: tuple[str, ...]) -> None:
    assert heavier(new, old) == reasons


def test_every_kind_but_the_unnamed_has_its_place() -> None:
    assert set(ORDER) == set(get_args(PenaltyKind)) - {"其他"}


@pytest.mark.parametrize(
    ("new", "old", "told"),
    [
        ([_item("暂扣许可证件", text="暂扣三个月")], [_item("暂扣许可证件", text="暂扣三个月")], ()),
        ([_item("暂扣许可证件", text="暂扣六个月")], [_item("暂扣许可证件", text="暂扣三个月")], ("暂扣许可证件“暂扣六个月”",)),
        ([_item("其他", text="补种树木")], [], ("其他“补种树木”",)),
        ([_item("没收违法所得", text="没收全部")], [], ()),
        ([FINE], [], ()),
    ],
)  # fmt: skip
def test_what_cannot_be_measured_is_covered_word_for_word(
    new: list[PenaltyItem], old: list[PenaltyItem], told: tuple[str, ...]
) -> None:
    assert uncovered(new, old) == told


ITEMS = st.lists(
    st.builds(
        _item,
        st.sampled_from([kind for kind in ORDER if kind not in MONEY]),
    )
    | st.builds(_item, st.sampled_from(MONEY), st.integers(1, 1000)),
    max_size=4,
)


@given(ITEMS)
def test_nothing_is_heavier_than_itself(items: list[PenaltyItem]) -> None:
    assert heavier(items, items) == ()


@given(ITEMS, ITEMS)
def test_of_two_with_sums_alike_at_most_one_is_heavier_at_its_gravest(
    one: list[PenaltyItem], other: list[PenaltyItem]
) -> None:
    gravest = [max((ORDER.index(item.kind) for item in items), default=-1) for items in (one, other)]
    if gravest[0] != gravest[1]:
        assert not (heavier(one, other) and heavier(other, one))
        assert bool(heavier(one, other)) is (gravest[0] > gravest[1])


@given(ITEMS, st.integers(1, 1000))
def test_a_larger_fine_on_top_is_always_heavier(items: list[PenaltyItem], more: int) -> None:
    assert heavier([*items, _item("罚款", more)], items)
