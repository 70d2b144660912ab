"""The published operative part (主文) as a draft takes it: penalties, no penalty, what is ordered besides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from zhifa.replay.inputs import Assumed, Facts, Leaf, Stated, silent
from zhifa.replay.source import DecisionItem, Source
from zhifa.workflows.forms.values import PenaltyItem, PenaltyKind

NO_PENALTY = "不予处罚"
PAYMENT_BY_LAW = Assumed(value=15, reason="来源未载或者与法定不符，按行政处罚法第六十七条第三款十五日")

_KINDS: tuple[str, ...] = get_args(PenaltyKind)
_MONEY_NEEDED = "罚款"


def unstated(source: Source) -> str | None:
    """What of the operative part the source does not state, as a path; ``None`` when it can be repeated."""
    if not source.case.decision_items:
        return "decision_items"
    for position, item in enumerate(source.case.decision_items):
        if item.type == _MONEY_NEEDED and not item.amount_yuan:
            return f"decision_items.{position}.amount_yuan"
    return None if no_penalty(source) or items(source) else "decision_items"


def items(source: Source) -> list[Facts]:
    """Every penalty of the operative part with its amount in fen."""
    return [_item(source, position, item) for position, item in _penalties(source)]


def published(source: Source) -> tuple[tuple[str, int | None], ...]:
    """Kind and fen of every penalty that the source states, in its order."""
    return tuple((item.type, _fen(item)) for _, item in _penalties(source))


def reached(decided: tuple[PenaltyItem, ...]) -> tuple[tuple[str, int | None], ...]:
    """Kind and fen of every item of a draft."""
    return tuple((item.kind, item.amount) for item in decided)


def no_penalty(source: Source) -> Leaf | None:
    """The ground of a decision not to punish; ``None`` when the source punishes."""
    for position, item in enumerate(source.case.decision_items):
        if item.type == NO_PENALTY:
            path = f"decision_items.{position}.text"
            return source.stated(path, "first_offence") if "首违不罚" in item.text else silent("discretion.ground")
    return None


def correction(source: Source) -> Stated | None:
    """What is ordered besides the penalties: 责令改正 and the like are none (处罚法 28)."""
    ordered = [
        (f"decision_items.{position}.text", item.text)
        for position, item in enumerate(source.case.decision_items)
        if item.type not in (*_KINDS, NO_PENALTY)
    ]
    if not ordered:
        return None
    return source.drawn("；".join(text for _, text in ordered), *(path for path, _ in ordered))


def reasons(source: Source) -> Leaf:
    """裁量理由 as the source gives them: grade and reasons."""
    told = source.case.discretion
    if told is None:
        return silent("discretion")
    return source.drawn(f"{told.grade}：{'；'.join(told.reasons)}。", "discretion.grade", "discretion.reasons")


def payment_days(source: Source) -> Leaf:
    """The published term where it is in days."""
    if source.case.payment_unit == "working_day":
        return PAYMENT_BY_LAW
    stated = source.stated("payment_days")
    return stated if isinstance(stated, Stated) else PAYMENT_BY_LAW


def _penalties(source: Source) -> Iterator[tuple[int, DecisionItem]]:
    return ((position, item) for position, item in enumerate(source.case.decision_items) if item.type in _KINDS)


def _item(source: Source, position: int, item: DecisionItem) -> Facts:
    path = f"decision_items.{position}"
    told: dict[str, Leaf] = {"kind": source.stated(f"{path}.type"), "text": source.stated(f"{path}.text")}
    if item.amount_yuan:
        told["amount"] = source.stated(f"{path}.amount_yuan", _fen(item))
    return told


def _fen(item: DecisionItem) -> int | None:
    """Yuan to fen, exactly: the source is refused when it holds a part of a fen."""
    return int(item.amount_yuan * 100) if item.amount_yuan else None
