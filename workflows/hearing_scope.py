"""Whether the party must be told of the right to a hearing (处罚法 63)."""

from __future__ import annotations

from zhifa.engine.casefile import CaseFile
from zhifa.engine.register import Policy
from zhifa.workflows import dossier
from zhifa.workflows.forms.values import MONEY, Draft, PenaltyKind

_ALWAYS: frozenset[PenaltyKind] = frozenset({"降低资质等级", "吊销许可证件", "责令停产停业", "责令关闭", "限制从业"})


def hearing_due(case: CaseFile, policy: Policy) -> bool:
    """Whether the draft holds a penalty of 63(1)(1)-(4).

    What counts as a large amount is the agency's published threshold, asked of the sum of each kind; confiscated goods of unknown value count
    as large, and a sum that the source of a replay does not state does not. What is "otherwise heavy" (5) and what other statutes name (6) the agency tells of its own accord.
    """
    draft, told = dossier.draft(case), dossier.report(case)
    if draft is None or told is None:
        return False
    single = told.party.kind in ("individual", "individual_business")
    threshold = policy.hearing_threshold_individual if single else policy.hearing_threshold_organisation
    kinds = {item.kind for item in draft.items}
    return bool(kinds & _ALWAYS) or any(_large(draft, kind, threshold) for kind in kinds & set(MONEY))


def _large(draft: Draft, kind: str, threshold: int) -> bool:
    items = [item for item in draft.items if item.kind == kind]
    return any(item.amount is None for item in items) or sum(item.fen or 0 for item in items) >= threshold
