"""Remedies against the decision, what they undo, and deciding anew (处罚法 48(2), 73; 复议法 64; 行诉法 71)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day, parse_instant
from zhifa.engine.planning import case_after
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Condition, Guard, Track
from zhifa.workflows import dossier, dues
from zhifa.workflows.forms.remedies import Effect, Refund, RemedyLodged, RemedyOutcome
from zhifa.workflows.reasons.remedies import OLD_MATTERS_OPEN, REFUND_TOO_MUCH, REMEDY_DATES, SAME_DECISION_AGAIN
from zhifa.workflows.tracks import (
    COURT,
    FURTHER_SERVICE,
    PAYING,
    PERFORMANCE,
    POSTPONING,
    PUBLISHING,
    REDOING,
    REFUND,
    REMEDY,
    WITHDRAWING,
)


def _lodged_dates(ask: Ask) -> tuple[Refusal, ...]:
    """From the decision on: who learns of it before it is served may seek a remedy at once."""
    made = ask.case.decisions[-1] if ask.case.decisions else None
    lodged, decided_on = ask.facts(RemedyLodged).lodged_on, legal_day(parse_instant(made.decided_at)) if made else None
    if decided_on and lodged < decided_on:
        return (REMEDY_DATES.refuse(day=lodged, what="作出决定", earlier=decided_on),)
    return ()


LODGED_AFTER_DECISION = Guard(
    name="lodged_after_decision",
    label="复议、诉讼在作出决定之后提起",
    article="行政复议法第二十条；行政诉讼法第四十六条",
    check=_lodged_dates,
    refuses=(REMEDY_DATES,),
)


def _lodged(case: CaseFile, key: str) -> RemedyLodged | None:
    """The remedy of this name, the latest where a name was used again."""
    found = [act.facts for act in dossier.present(case).each(RemedyLodged) if act.facts.key == key]
    return found[-1] if found else None


def _outcome_dates(ask: Ask) -> tuple[Refusal, ...]:
    facts = ask.facts(RemedyOutcome)
    lodged = _lodged(ask.case, facts.key)
    if lodged and facts.effective_on < lodged.lodged_on:
        return (REMEDY_DATES.refuse(day=facts.effective_on, what="提起", earlier=lodged.lodged_on),)
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
)


def _old_matters(ask: Ask) -> tuple[Refusal, ...]:
    still = [track.label for track in (REMEDY, COURT, WITHDRAWING, REFUND) if dossier.is_open(ask.case, track)]
    return (OLD_MATTERS_OPEN.refuse(tracks="、".join(still)),) if still else ()


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


# --- what an outcome begins and ends ---------------------------------------------------------------------------------


def _effect(ask: Ask) -> Effect:
    return ask.facts(RemedyOutcome).effect


def _after(ask: Ask) -> CaseFile:
    """The file with the step taken."""
    assert ask.submitted is not None, "what a step begins and ends is asked once its facts are known"
    return case_after(ask, ask.submitted)


def _annulling(track: Track) -> Condition:
    """The decision is annulled while the track is open: there is nothing left to bring to its end."""

    def holds(ask: Ask) -> bool:
        return _effect(ask) in dues.ANNULLED and dossier.is_open(ask.case, track)

    return Condition(name=f"annulled_with_{track.name}", label=f"决定被撤销而{track.label}未了结", holds=holds)


PERFORMANCE_GONE = _annulling(PERFORMANCE)
POSTPONING_GONE = _annulling(POSTPONING)
FURTHER_SERVICE_GONE = _annulling(FURTHER_SERVICE)
ANNULS = Condition(name="annuls", label="决定被撤销", holds=lambda ask: _effect(ask) in dues.ANNULLED)


def _nothing_owed(ask: Ask) -> bool:
    return dossier.is_open(ask.case, PAYING) and dues.owed(_after(ask)) == 0


NOTHING_OWED = Condition(name="nothing_owed", label="不再有应缴款项", holds=_nothing_owed)


def _owed_again(ask: Ask) -> bool:
    return not dossier.is_open(ask.case, PAYING) and bool(dues.owed(_after(ask)))


OWED_AGAIN = Condition(name="owed_again", label="缴清之后又有应缴款项", holds=_owed_again)


def _refund_due(ask: Ask) -> bool:
    return not dossier.is_open(ask.case, REFUND) and dues.to_refund(_after(ask)) > 0


REFUND_DUE = Condition(name="refund_due", label="有应退款项", holds=_refund_due)


def _refunded(ask: Ask) -> bool:
    return dues.to_refund(_after(ask)) == 0


REFUNDED = Condition(name="refunded", label="退清", holds=_refunded)


def _to_withdraw(ask: Ask) -> bool:
    shown = dues.published(ask.case) and not dossier.is_open(ask.case, WITHDRAWING)
    return _effect(ask) in dues.UNDONE and shown


TO_WITHDRAW = Condition(name="to_withdraw", label="已公示的决定被变更、撤销、确认违法或者无效", holds=_to_withdraw)


def _not_to_publish(ask: Ask) -> bool:
    return _effect(ask) in dues.UNDONE and dossier.is_open(ask.case, PUBLISHING)


NOT_TO_PUBLISH = Condition(
    name="not_to_publish", label="未公示的决定被变更、撤销、确认违法或者无效", holds=_not_to_publish
)


def _redo_ordered(ask: Ask) -> bool:
    return _effect(ask) == "责令重作" and not dossier.is_open(ask.case, REDOING)


REDO_ORDERED = Condition(name="redo_ordered", label="责令重作", holds=_redo_ordered)


def _suable(ask: Ask) -> bool:
    """A decision on reconsideration that leaves something to sue about; after a withdrawal the first period runs on."""
    lodged = _lodged(ask.case, ask.facts(RemedyOutcome).key)
    return lodged is not None and lodged.kind == "行政复议" and _effect(ask) in ("维持", "驳回", "变更", "确认违法")


SUABLE = Condition(name="suable", label="复议决定之后可以起诉", holds=_suable)


def _in_court(ask: Ask) -> bool:
    return ask.facts(RemedyLodged).kind == "行政诉讼"


IN_COURT = Condition(name="in_court", label="提起行政诉讼", holds=_in_court)


def _first_remedy(ask: Ask) -> bool:
    return ask.facts(RemedyLodged).kind != "上诉"


FIRST_REMEDY = Condition(name="first_remedy", label="申请复议或者起诉", holds=_first_remedy)
