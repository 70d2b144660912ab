"""Whether a penalty goes beyond what the party was told (处罚法 44, 45(2)).

Covered: every kind was told, no sum is larger than the sum told for that kind, and what has no amount, or none that a source states, stands word for word. What is not
covered needs a new notice; what is heavier besides needs new evidence. The ranking of kinds follows the yearly report, by convention.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhifa.engine.money import yuan
from zhifa.workflows.forms.values import MONEY, PenaltyItem, PenaltyKind

ORDER: tuple[PenaltyKind, ...] = (
    "警告", "通报批评", "罚款", "没收违法所得", "没收非法财物", "暂扣许可证件", "降低资质等级", "限制开展生产经营活动",
    "责令停产停业", "责令关闭", "限制从业", "吊销许可证件", "行政拘留",
)  # fmt: skip
"""From light to heavy; 其他 cannot be ranked and is compared by its text alone."""


def uncovered(new: Iterable[PenaltyItem], old: Iterable[PenaltyItem]) -> tuple[str, ...]:
    """In what respects ``new`` goes beyond what ``old`` told; empty when in none."""
    return tuple(_uncovered(tuple(new), tuple(old)))


def heavier(new: Iterable[PenaltyItem], old: Iterable[PenaltyItem]) -> tuple[str, ...]:
    """In what respects ``new`` weighs more than ``old``; empty when in none.

    A larger sum of a kind that was told weighs more. A kind that was not told does unless the gravest penalty became lighter.
    """
    after, before = tuple(new), tuple(old)
    return tuple(_heavier(after, before))


def _uncovered(after: tuple[PenaltyItem, ...], before: tuple[PenaltyItem, ...]) -> Iterator[str]:
    told = {(item.kind, item.text) for item in before}
    kinds = {item.kind for item in before}
    for kind in dict.fromkeys(item.kind for item in after):
        if kind not in kinds:
            yield f"增加了{kind}"
        elif _sum(after, kind) > _sum(before, kind):
            yield f"{kind}由{yuan(_sum(before, kind))}增至{yuan(_sum(after, kind))}"
    for item in after:
        if item.kind in kinds and item.fen is None and (item.kind, item.text) not in told:
            yield f"{item.kind}“{item.text}”"


def _heavier(after: tuple[PenaltyItem, ...], before: tuple[PenaltyItem, ...]) -> Iterator[str]:
    kinds = {item.kind for item in before}
    for kind in MONEY:
        if kind in kinds and _sum(after, kind) > _sum(before, kind):
            yield f"{kind}由{yuan(_sum(before, kind))}增至{yuan(_sum(after, kind))}"
    if _gravest(after) >= _gravest(before):
        yield from (f"增加了{kind}" for kind in dict.fromkeys(item.kind for item in after) if kind not in kinds)


def _gravest(items: tuple[PenaltyItem, ...]) -> int:
    return max((ORDER.index(item.kind) for item in items if item.kind in ORDER), default=-1)


def _sum(items: tuple[PenaltyItem, ...], kind: str) -> int:
    return sum(item.fen or 0 for item in items if item.kind == kind)
