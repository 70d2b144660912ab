"""No act is fined twice (处罚法 29)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.fined import Fine
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier
from zhifa.workflows.fined import violated_on
from zhifa.workflows.forms.values import Draft
from zhifa.workflows.reasons.once import FINED_BEFORE


def _fined_before(ask: Ask) -> tuple[Refusal, ...]:
    """A fine on the party in another case that may be for this very act, unless the draft says why it is not."""
    brought = getattr(ask.submitted, "draft", None)
    draft = brought if isinstance(brought, Draft) else dossier.draft(ask.case)
    if draft is None or draft.other_act or not any(item.kind == "罚款" for item in draft.items):
        return ()
    return tuple(
        FINED_BEFORE.refuse(decided=fine.decided_on, cause=fine.cause, case=fine.case_id)
        for fine in ask.case.fines
        if _may_be_the_same(ask, fine)
    )


def _may_be_the_same(ask: Ask, fine: Fine) -> bool:
    """Of one day, or of one name and not done after the earlier decision: what is repeated after a fine is another act."""
    told, day = dossier.report(ask.case), violated_on(ask.case)
    if day is not None and day == fine.violated_on:
        return True
    return told is not None and told.cause == fine.cause and (day is None or day <= fine.decided_on)


NOT_FINED_TWICE = Guard(
    name="not_fined_twice",
    label="同一违法行为未曾受过罚款",
    article="行政处罚法第二十九条",
    check=_fined_before,
    refuses=(FINED_BEFORE,),
    early=True,
    looks_beyond=True,
)
