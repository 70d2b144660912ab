"""A dispute about jurisdiction is settled, and settled for us, before the case is filed or concluded (处罚法 25)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows.forms.jurisdiction import JurisdictionDispute, JurisdictionSettled
from zhifa.workflows.reasons.jurisdiction import JURISDICTION_OPEN, JURISDICTION_THEIRS


def _settled_for_us(ask: Ask) -> tuple[Refusal, ...]:
    raised, settled = ask.case.last(JurisdictionDispute), ask.case.last(JurisdictionSettled)
    if raised is None:
        return ()
    if settled is None or settled.seq < raised.seq:
        return (JURISDICTION_OPEN.refuse(agency=raised.facts.other_agency),)
    if settled.facts.outcome == "theirs":
        return (JURISDICTION_THEIRS.refuse(agency=settled.facts.agency, how=settled.facts.how),)
    return ()


JURISDICTION_SETTLED = Guard(
    name="jurisdiction_settled",
    label="管辖没有争议，或者已确定由本机关管辖",
    article="行政处罚法第二十五条",
    check=_settled_for_us,
    refuses=(JURISDICTION_OPEN, JURISDICTION_THEIRS),
    early=True,
)
