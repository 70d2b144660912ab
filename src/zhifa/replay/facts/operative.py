"""The published operative part (主文) as a draft takes it: penalties, no penalty, what is ordered besides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from zhifa.replay.inputs import Assumed, Facts, Leaf, Stated, silent
from zhifa.replay.source import DecisionItem, Source
from zhifa.workflows.dues import NOTED_ONLY
from zhifa.workflows.forms.values import PAYABLE, PenaltyItem, PenaltyKind

NO_PENALTY = "不予处罚"
PAYMENT_BY_LAW = Assumed(value=15, reason="来源未载或者与法定不符，按行政处罚法第六十七条第三款十五日")

_CORRECTIONS = ("责令改正", "责令限期改正")
_KINDS: tuple[str, ...] = get_args(PenaltyKind)

_WEIGHED_APART = re.compile(r"([两二三四五六七八九十])项违法(?:行为)?分别(?:裁量|处罚)")
_NUMERALS = {"两": 2} | {numeral: value for value, numeral in enumerate("二三四五六七八九十", start=2)}
_VIOLATION = re.compile(r"^([^:：]+)违法(?:行为)?[:：]")
"""How the collection names the violation that an item of an operative part answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What of the operative part the source does not state."""

    path: str
    reason: str
    """In words, for a reader."""
    evidence: tuple[str, ...] = ()
    """Paths of what shows it, where it is not plain silence."""


def missing(source: Source) -> Missing | None:
    """Why the operative part cannot be repeated; ``None`` when it can. A sum that is not stated is no reason: it is left open."""
    if not source.case.decision_items:
        return Missing(path="decision_items", reason="来源没有主文")
    if no_penalty(source):
        return None
    if not items(source):
        return Missing(path="decision_items", reason="来源所载处理内容中没有处罚种类", evidence=("decision_items",))
    return _cut_off(source)


def _cut_off(source: Source) -> Missing | None:
    """An excerpt whose facts weigh several violations apart, but whose operative part answers fewer: the rest was cut off.

    It rests on what the file states of the facts and the items, not on the gatherer's notes, which say the same.
    """
    found = _WEIGHED_APART.search(source.case.facts_summary)
    answering = {f"decision_items.{n}.text": _VIOLATION.match(item.text) for n, item in _penalties(source)}
    answered = {path: label[1] for path, label in answering.items() if label}
    violations = dict.fromkeys(answered.values())
    if source.case.source_completeness != "part" or found is None or not 0 < len(violations) < _NUMERALS[found[1]]:
        return None
    reason = f"来源是节选：{found[0]}，所载主文只有对“{'、'.join(violations)}”的处理"
    return Missing(path="decision_items", reason=reason, evidence=("source_completeness", "facts_summary", *answered))


def items(source: Source) -> list[Facts]:
    """Every penalty of the operative part with its amount in fen."""
    return [_item(source, position, item) for position, item in _penalties(source)]


def place(source: Source, position: int) -> str:
    """Path of the item of the source that stands at a position of the draft."""
    return f"decision_items.{[n for n, _ in _penalties(source)][position]}"


def published(source: Source) -> tuple[tuple[str, int | None], ...]:
    """Kind and fen of every penalty that the source states, in its order; no fen where it states none."""
    return tuple((item.type, _fen(item)) for _, item in _penalties(source))


def reached(decided: tuple[PenaltyItem, ...]) -> tuple[tuple[str, int | None], ...]:
    """Kind and fen of every item of a draft, likewise."""
    return tuple((item.kind, item.fen) for item in decided)


def payable(source: Source) -> int | None:
    """Fen that the party has to pay; ``None`` where a sum is not stated."""
    sums = [_fen(item) for _, item in _penalties(source) if item.type in PAYABLE]
    return None if None in sums else sum(fen or 0 for fen in sums)


def deeds(source: Source) -> bool:
    """Whether a penalty is performed otherwise than by paying or by being told."""
    return any(item.type not in PAYABLE | NOTED_ONLY for _, item in _penalties(source))


def no_penalty(source: Source) -> Leaf | None:
    """The ground of a decision not to punish; ``None`` when the source punishes."""
    for position, item in enumerate(source.case.decision_items):
        if item.type == NO_PENALTY:
            path = f"decision_items.{position}.text"
            return source.stated(path, "first_offence") if "首违不罚" in item.text else silent("discretion.ground")
    return None


def correction(source: Source) -> Stated | None:
    """What the party is ordered to correct (处罚法 28); an order of another name is not taken for it."""
    ordered = [
        (f"decision_items.{position}.text", item.text)
        for position, item in enumerate(source.case.decision_items)
        if item.type in _CORRECTIONS
    ]
    if not ordered:
        return None
    return source.drawn("；".join(text for _, text in ordered), *(path for path, _ in ordered))


def left_out(source: Source) -> Iterator[str]:
    """Paths of what the operative part orders besides, which no procedure here decides."""
    for position, item in enumerate(source.case.decision_items):
        if item.type not in (*_KINDS, NO_PENALTY, *_CORRECTIONS):
            yield f"decision_items.{position}"


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
    if item.amount_yuan is not None or item.type in PAYABLE:
        told["amount"] = source.stated(f"{path}.amount_yuan", _fen(item))
    return told


def _fen(item: DecisionItem) -> int | None:
    """Yuan to fen, exactly: the source is refused when it holds a part of a fen."""
    return None if item.amount_yuan is None else int(item.amount_yuan * 100)
