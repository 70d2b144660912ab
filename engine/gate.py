"""Lock (a) of the review gate: no decision without a passed legal review of that very draft (处罚法 58; invariant 1)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.refusals import REVIEW_MISSING, Refusal
from zhifa.engine.vocabulary import Review


def review_gate(ask: Ask) -> tuple[Refusal, ...]:
    """A refusal when the transition decides what must be reviewed and the last review did not agree to the draft as it stands.

    Asked of every deciding transition by the engine itself, so no procedure can leave it out.
    """
    kind = ask.transition.decides
    if kind is None or kind.review is Review.EXEMPT or ask.case.cleared:
        return ()
    return (REVIEW_MISSING.refuse(kind=kind.label, detail=_why(ask.case)),)


def _why(case: CaseFile) -> str:
    if case.draft_digest is None:
        return "尚无决定草案"
    last = max(case.reviews, key=lambda review: review.round, default=None)
    if last is None:
        return "没有审核意见"
    if last.outcome != "agreed":
        return f"第{last.round}轮审核意见为存在问题"
    return f"第{last.round}轮审核后草案、证据或者所用的文书样式已经变更"
