"""Whether a penalty weighs more than the one told, or goes beyond it in any other way (处罚法 44, 45(2))."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.values import MONEY, PenaltyItem, PenaltyKind
from zhifa.workflows.severity import ORDER, heavier, uncovered


def _item(kind: PenaltyKind, amount: int | None = None, text: str | None = None) -> PenaltyItem:
    return PenaltyItem(kind=kind, amount=amount, text=text or kind)


WARNING, FINE, MORE = _item("警告"), _item("罚款", 100), _item("罚款", 101)
SILENT = PenaltyItem(kind="罚款", amount=NotStated(not_stated="decision_items.0.amount_yuan"), text="罚款，数额未见")
CLOSURE, LICENCE = _item("责令停产停业"), _item("吊销许可证件")
GAINS, LONGER = _item("没收违法所得", 50), _item("暂扣许可证件", text="暂扣六个月")
SHORTER = _item("暂扣许可证件", text="暂扣三个月")


@pytest.mark.parametrize(
    ("new", "old", "reasons"),
    [
        ([FINE], [FINE], ()),
        ([MORE], [FINE], ("罚款由1.00元增至1.01元",)),
        ([FINE], [MORE], ()),
        ([FINE, FINE], [FINE], ("罚款由1.00元增至2.00元",)),
        ([FINE], [WARNING], ("增加了罚款",)),
        ([WARNING], [FINE], ()),
        ([LICENCE], [CLOSURE], ("增加了吊销许可证件",)),
        ([CLOSURE, FINE], [CLOSURE], ("增加了罚款",)),
        ([FINE, WARNING], [FINE], ("增加了警告",)),
        ([CLOSURE], [LICENCE], ()),
        ([CLOSURE, MORE], [LICENCE, FINE], ("罚款由1.00元增至1.01元",)),
        ([GAINS], [FINE], ("增加了没收违法所得",)),
        ([LONGER], [SHORTER], ()),
        ([], [FINE], ()),
        ([], [], ()),
    ],
)
def test_heavier_in_what(new: list[PenaltyItem], old: list[PenaltyItem], reasons: tuple[str, ...]) -> None:
    assert heavier(new, old) == reasons


@pytest.mark.parametrize(
    ("new", "old", "told"),
    [
        ([FINE], [MORE], ()),
        ([MORE], [FINE], ("罚款由1.00元增至1.01元",)),
        ([WARNING], [FINE], ("增加了警告",)),
        ([SHORTER], [SHORTER], ()),
        ([LONGER], [SHORTER], ("暂扣许可证件“暂扣六个月”",)),
        ([_item("其他", text="补种树木")], [], ("增加了其他",)),
        ([_item("没收违法所得", text="没收全部")], [GAINS], ("没收违法所得“没收全部”",)),
        ([FINE], [FINE, LICENCE], ()),
        ([SILENT], [SILENT], ()),
        ([SILENT], [FINE], ("罚款“罚款，数额未见”",)),
    ],
)
def test_beyond_what_was_told_in_what(new: list[PenaltyItem], old: list[PenaltyItem], told: tuple[str, ...]) -> None:
    assert uncovered(new, old) == told


def test_every_kind_but_the_unnamed_has_its_place() -> None:
    assert set(ORDER) == set(get_args(PenaltyKind)) - {"其他"}


_PLAIN = st.sampled_from([kind for kind in ORDER if kind not in MONEY])
ITEMS = st.lists(st.builds(_item, _PLAIN) | st.builds(_item, st.sampled_from(MONEY), st.integers(1, 1000)), max_size=4)


@given(ITEMS)
def test_nothing_goes_beyond_itself(items: list[PenaltyItem]) -> None:
    assert heavier(items, items) == ()
    assert uncovered(items, items) == ()


@given(ITEMS, ITEMS)
def test_what_weighs_more_also_goes_beyond_what_was_told(new: list[PenaltyItem], old: list[PenaltyItem]) -> None:
    if heavier(new, old):
        assert uncovered(new, old)


@given(ITEMS, ITEMS)
def test_a_graver_gravest_penalty_always_weighs_more(new: list[PenaltyItem], old: list[PenaltyItem]) -> None:
    gravest = [max((ORDER.index(item.kind) for item in items), default=-1) for items in (new, old)]
    if gravest[0] > gravest[1]:
        assert heavier(new, old)


@given(ITEMS, st.integers(1, 1000))
def test_a_fine_on_top_always_weighs_more(items: list[PenaltyItem], more: int) -> None:
    assert heavier([*items, _item("罚款", more)], items)
