"""Remedies against the decision, refunds, and deciding anew (处罚法 48(2), 73; 复议法 20, 64; 行诉法 46, 71)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day, parse_instant
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier, dues
from zhifa.workflows.forms.remedies import Refund, RemedyLodged, RemedyOutcome
from zhifa.workflows.reasons.remedies import (
    APPEAL_WITHOUT_ACTION,
    NO_DECISION_TO_CONTEST,
    NOTHING_TO_WITHDRAW,
    OLD_MATTERS_OPEN,
    REFUND_TOO_MUCH,
    REMEDY_DATES,
    SAME_DECISION_AGAIN,
)
from zhifa.workflows.tracks import AFLOAT, COURT, DEPOSITING, HANDING_IN, REFUND, REMEDY, WITHDRAWING


def _lodged_dates(ask: Ask) -> tuple[Refusal, ...]:
    """From the decision on: who learns of it before it is served may seek a remedy at once."""
    if not ask.case.decided:
        return (NO_DECISION_TO_CONTEST.refuse(),)
    lodged = ask.facts(RemedyLodged).lodged_on
    decided_on = legal_day(parse_instant(ask.case.decisions[-1].decided_at))
    if lodged < decided_on:
        return (REMEDY_DATES.refuse(day=lodged, what="作出决定", earlier=decided_on),)
    return ()


LODGED_AFTER_DECISION = Guard(
    name="lodged_after_decision",
    label="复议、诉讼在作出决定之后提起",
    article="行政复议法第二十条；行政诉讼法第四十六条",
    check=_lodged_dates,
    refuses=(NO_DECISION_TO_CONTEST, REMEDY_DATES),
)


def _appeal(ask: Ask) -> tuple[Refusal, ...]:
    sued = any(act.facts.kind == "行政诉讼" for act in dossier.present(ask.case).each(RemedyLodged))
    return (APPEAL_WITHOUT_ACTION.refuse(),) if ask.facts(RemedyLodged).kind == "上诉" and not sued else ()


APPEAL_AFTER_ACTION = Guard(
    name="appeal_after_action",
    label="上诉以第一审行政诉讼为前提",
    article="行政诉讼法第八十五条",
    check=_appeal,
    refuses=(APPEAL_WITHOUT_ACTION,),
)


def lodged(case: CaseFile, key: str) -> RemedyLodged | None:
    """The remedy of this name, the latest where a name was used again."""
    found = [act.facts for act in dossier.present(case).each(RemedyLodged) if act.facts.key == key]
    return found[-1] if found else None


def _outcome_dates(ask: Ask) -> tuple[Refusal, ...]:
    facts = ask.facts(RemedyOutcome)
    remedy = lodged(ask.case, facts.key)
    if remedy and facts.effective_on < remedy.lodged_on:
        return (REMEDY_DATES.refuse(day=facts.effective_on, what="提起", earlier=remedy.lodged_on),)
    return ()


OUTCOME_AFTER_LODGING = Guard(
    name="outcome_after_lodging",
    label="复议、诉讼的结果在提起之后",
    article="行政复议法第二十条；行政诉讼法第四十六条",
    check=_outcome_dates,
    refuses=(REMEDY_DATES,),
)


def _refund(ask: Ask) -> tuple[Refusal, ...]:
    amount, due = ask.facts(Refund).amount, dues.to_refund(ask.case)
    return (REFUND_TOO_MUCH.refuse(amount=amount, due=due),) if amount > due else ()


REFUND_FITS = Guard(
    name="refund_fits",
    label="退款不超过应退数额",
    article="行政处罚法第七十四条；本机关财务制度",
    check=_refund,
    refuses=(REFUND_TOO_MUCH,),
    at_entry=True,
)


def _ordered(ask: Ask) -> tuple[Refusal, ...]:
    return () if dossier.is_open(ask.case, WITHDRAWING) else (NOTHING_TO_WITHDRAW.refuse(),)


WITHDRAWAL_DUE = Guard(
    name="withdrawal_due",
    label="已公示的决定应当撤回",
    article="行政处罚法第四十八条第二款",
    check=_ordered,
    refuses=(NOTHING_TO_WITHDRAW,),
    early=True,
    at_entry=True,
)


def _old_matters(ask: Ask) -> tuple[Refusal, ...]:
    still = [track.label for track in _OF_THE_DECISION if dossier.is_open(ask.case, track)]
    return (OLD_MATTERS_OPEN.refuse(tracks="、".join(still)),) if still else ()


_OF_THE_DECISION = (REMEDY, COURT, WITHDRAWING, REFUND, AFLOAT, HANDING_IN, DEPOSITING)

OLD_MATTERS_SETTLED = Guard(
    name="old_matters_settled",
    label="原决定的事项已经了结",
    article="行政处罚法第四十八条第二款；本机关办案制度",
    check=_old_matters,
    refuses=(OLD_MATTERS_OPEN,),
    early=True,
)

_GROUNDS = ("kind", "facts", "violated", "basis", "items", "discretion")


def _same(ask: Ask) -> tuple[Refusal, ...]:
    """The very text of any decision that had to be made anew. Whether a change is more than one of words is left to legal review."""
    new = dossier.draft(ask.case)
    for reopening in (act for act in ask.case.acts if act.transition.reopens):
        before = ask.case.before(reopening.seq)
        old, order = dossier.draft(before), _order_on_substance(before)
        if order and old and new and all(getattr(old, name) == getattr(new, name) for name in _GROUNDS):
            return (SAME_DECISION_AGAIN.refuse(document=order.document),)
    return ()


def _order_on_substance(case: CaseFile) -> RemedyOutcome | None:
    """The order to decide anew that was not made for procedure alone."""
    orders = (act.facts for act in dossier.present(case).each(RemedyOutcome) if act.facts.effect == "责令重作")
    return next((order for order in orders if not order.procedural), None)


NOT_THE_SAME_AGAIN = Guard(
    name="not_the_same_again",
    label="重作的决定不与被撤销的相同",
    article="行政诉讼法第七十一条；行政复议法第六十四条第二款",
    check=_same,
    refuses=(SAME_DECISION_AGAIN,),
    early=True,
)
