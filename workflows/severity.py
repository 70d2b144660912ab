"""Which of two penalties is the heavier (处罚法 45(2)); order of kinds as the yearly report ranks them, by convention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhifa.workflows.forms.values import PenaltyItem, PenaltyKind

ORDER: tuple[PenaltyKind, ...] = (
    "警告", "通报批评", "罚款", "没收违法所得", "没收非法财物", "暂扣许可证件", "降低资质等级", "限制开展生产经营活动",
    "责令停产停业", "责令关闭", "限制从业", "吊销许可证件", "行政拘留",
)  # fmt: skip
"""From light to heavy; 其他 cannot be ranked and is compared by its text alone."""

_MONEY: frozenset[PenaltyKind] = frozenset({"罚款", "没收违法所得", "没收非法财物"})


def heavier(new: Iterable[PenaltyItem], old: Iterable[PenaltyItem]) -> tuple[str, ...]:
    """In what respects ``new`` weighs more than ``old``; empty when in none.

    A graver gravest kind is heavier, a lighter one is not. Where the gravest kinds are equal, a larger sum of fines or of confiscation is
    heavier, and so is a kind that ``old`` lacks.
    """
    after, before = tuple(new), tuple(old)
    top_after, top_before = _gravest(after), _gravest(before)
    if top_after != top_before:
        return (f"增加了{ORDER[top_after]}",) if top_after > top_before else ()
    return tuple(_weighs_more(after, before))


def uncovered(new: Iterable[PenaltyItem], old: Iterable[PenaltyItem]) -> tuple[str, ...]:
    """Items of ``new`` that cannot be measured and that ``old`` does not hold word for word."""
    told = {(item.kind, item.text) for item in old}
    return tuple(
        f"{item.kind}“{item.text}”"
        for item in new
        if item.kind not in _MONEY and item.amount is None and (item.kind, item.text) not in told
    )


def _gravest(items: tuple[PenaltyItem, ...]) -> int:
    return max((ORDER.index(item.kind) for item in items if item.kind in ORDER), default=-1)


def _weighs_more(after: tuple[PenaltyItem, ...], before: tuple[PenaltyItem, ...]) -> Iterator[str]:
    for kind in ORDER:
        if kind in _MONEY:
            more, less = _sum(after, kind), _sum(before, kind)
            if more > less:
                yield f"{kind}由{less}分增至{more}分"
        elif any(i.kind == kind for i in after) and not any(i.kind == kind for i in before):
            yield f"增加了{kind}"


def _sum(items: tuple[PenaltyItem, ...], kind: PenaltyKind) -> int:
    return sum(item.amount or 0 for item in items if item.kind == kind)
