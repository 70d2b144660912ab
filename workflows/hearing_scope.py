"""Whether the party must be told of the right to a hearing (处罚法 63)."""

from __future__ import annotations

from zhifa.engine.casefile import CaseFile
from zhifa.engine.register import Policy
from zhifa.workflows import dossier
from zhifa.workflows.forms.values import PenaltyKind

_ALWAYS: frozenset[PenaltyKind] = frozenset({"降低资质等级", "吊销许可证件", "责令停产停业", "责令关闭", "限制从业"})
_MONEY: frozenset[PenaltyKind] = frozenset({"罚款", "没收违法所得", "没收非法财物"})


def hearing_due(case: CaseFile, policy: Policy) -> bool:
    """Whether the draft holds a penalty of 63(1)(1)-(5). What counts as a large amount is the agency's published threshold."""
    draft, told = dossier.draft(case), dossier.report(case)
    if draft is None or told is None:
        return False
    individual = told.party.kind == "individual"
    threshold = policy.hearing_threshold_individual if individual else policy.hearing_threshold_organisation
    return any(
        item.kind in _ALWAYS or (item.kind in _MONEY and (item.amount or 0) >= threshold) for item in draft.items
    )
