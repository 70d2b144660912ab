"""What becomes of preserved evidence: every article is dealt with, and what is kept from the party rests on a provision (处罚法 56)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal

from zhifa.engine.ask import Ask
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows.forms.investigate import Preservation, PreservationHandled
from zhifa.workflows.forms.values import PreservedItem
from zhifa.workflows.reasons.evidence import DISPOSAL_UNFOUNDED, PRESERVED_UNACCOUNTED

_COUNTED = re.compile(r"(\d+(?:\.\d+)?)(\D*)")
"""A number and its unit."""

_FOUNDED = ("没收", "转为查封扣押")
"""Disposals that 处罚法 56 alone does not carry."""


def _handled(ask: Ask) -> tuple[Refusal, ...]:
    told = ask.facts(PreservationHandled)
    bare = dict.fromkeys(disposal for disposal, basis in told.disposals if disposal in _FOUNDED and not basis)
    amiss = list(_unaccounted(ask, told)) if told.items else []
    return (
        *(DISPOSAL_UNFOUNDED.refuse(disposal=disposal) for disposal in bare),
        *([PRESERVED_UNACCOUNTED.refuse(detail="；".join(amiss))] if amiss else []),
    )


def _unaccounted(ask: Ask, told: PreservationHandled) -> Iterator[str]:
    """Articles by name and specification: the quantity of one may be divided."""
    kept = _by_article(
        item for act in ask.case.each(Preservation) if act.facts.key == told.key for item in act.facts.items
    )
    handled = _by_article(told.items)
    for left in sorted(kept.keys() - handled.keys()):
        yield f"没有处理“{left[0]}”（{left[1]}）"
    for strange in sorted(handled.keys() - kept.keys()):
        yield f"保存清单上没有“{strange[0]}”（{strange[1]}）"
    for name, specification in sorted(kept.keys() & handled.keys()):
        before, after = kept[name, specification], handled[name, specification]
        if _differ(before, after):
            yield f"“{name}”（{specification}）保存的是{'、'.join(before)}，处理的是{'、'.join(after)}"


def _by_article(items: Iterable[PreservedItem]) -> dict[tuple[str, str], list[str]]:
    """The quantities of each article, by its name and specification."""
    found: dict[tuple[str, str], list[str]] = {}
    for item in items:
        found.setdefault((item.name, item.specification), []).append(_plain(item.quantity))
    return found


def _plain(quantity: str) -> str:
    return "".join(unicodedata.normalize("NFKC", quantity).split())


def _differ(kept: list[str], handled: list[str]) -> bool:
    """Whether quantities do not come to the same; a part may be told in words, and of what cannot be added nothing is said."""
    if sorted(kept) == sorted(handled):
        return False
    counted = [_COUNTED.fullmatch(quantity) for quantity in (*kept, *handled)]
    numbers = [Decimal(one[1]) for one in counted if one]
    if len(numbers) < len(counted) or len({one[2] for one in counted if one and one[2]}) > 1:
        return len(kept) == len(handled) == 1
    return sum(numbers[: len(kept)]) != sum(numbers[len(kept) :])


PRESERVED_ACCOUNTED = Guard(
    name="preserved_accounted",
    label="保存的物品逐项处理，没收、查封、扣押写明依据",
    article="行政处罚法第五十六条",
    check=_handled,
    refuses=(DISPOSAL_UNFOUNDED, PRESERVED_UNACCOUNTED),
)
