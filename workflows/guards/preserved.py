"""What becomes of preserved evidence: every article is dealt with, and what is kept from the party rests on a provision (处罚法 56)."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa.engine.ask import Ask
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows.forms.investigate import Preservation, PreservationHandled
from zhifa.workflows.reasons.evidence import DISPOSAL_UNFOUNDED, PRESERVED_UNACCOUNTED

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
    kept = {
        (item.name, item.specification)
        for act in ask.case.each(Preservation)
        if act.facts.key == told.key
        for item in act.facts.items
    }
    handled = {(item.name, item.specification) for item in told.items}
    for left in sorted(kept - handled):
        yield f"没有处理“{left[0]}”（{left[1]}）"
    for strange in sorted(handled - kept):
        yield f"保存清单上没有“{strange[0]}”（{strange[1]}）"


PRESERVED_ACCOUNTED = Guard(
    name="preserved_accounted",
    label="保存的物品逐项处理，没收、查封、扣押写明依据",
    article="行政处罚法第五十六条",
    check=_handled,
    refuses=(DISPOSAL_UNFOUNDED, PRESERVED_UNACCOUNTED),
)
