"""What a remedy and its outcome begin and end: duties, money, goods, publication, the party's periods (处罚法 48, 66, 67, 73; 行诉法 45).

Every question is put to the file with the step taken, so it follows from the decision as it then stands. While the decision is not served
yet no duty begins: its service begins those of the decision as it stands by then.
"""

from __future__ import annotations

from datetime import date, timedelta

from zhifa.engine.ask import Ask
from zhifa.engine.vocabulary import Condition
from zhifa.workflows import dossier, dues
from zhifa.workflows.forms.remedies import Effect, RemedyLodged, RemedyOutcome
from zhifa.workflows.guards.goods import confiscated
from zhifa.workflows.guards.remedies import lodged
from zhifa.workflows.tracks import (
    CONFISCATED,
    DECISION_SERVICE,
    FURTHER_SERVICE,
    PAYING,
    PERFORMANCE,
    POSTPONING,
    PUBLISHING,
    REDOING,
    REFUND,
    WITHDRAWING,
)

_LEAVES_TO_SUE: frozenset[Effect] = frozenset({"维持", "驳回", "变更", "确认违法"})
"""Decisions on reconsideration that leave the party something to sue about."""


def _effect(ask: Ask) -> Effect:
    return ask.facts(RemedyOutcome).effect


def _changed(ask: Ask) -> bool:
    """Whether the decision is changed; one that was annulled before is not brought back by that."""
    return _effect(ask) == "变更" and not dues.annulled(ask.case)


def _varied(ask: Ask) -> bool:
    """Whether the decision is changed, once it was served: then duties may be added to it."""
    return _changed(ask) and dues.delivered(ask.case)


# --- duties, money and goods -----------------------------------------------------------------------------------------


def _performance_gone(ask: Ask) -> bool:
    return dossier.is_open(ask.case, PERFORMANCE) and not dues.deeds(ask.after)


PERFORMANCE_GONE = Condition(name="performance_gone", label="不再有缴款以外的义务", holds=_performance_gone)


def _deeds_added(ask: Ask) -> bool:
    more = [item for item in dues.deeds(ask.after) if item not in dues.deeds(ask.case)]
    return _varied(ask) and bool(more) and not dossier.is_open(ask.case, PERFORMANCE)


DEEDS_ADDED = Condition(name="deeds_added", label="变更后另有缴款以外的义务", holds=_deeds_added)


def _goods_added(ask: Ask) -> bool:
    added = confiscated(ask.after) and not confiscated(ask.case)
    return _varied(ask) and added and not ask.case.replay and not dossier.is_open(ask.case, CONFISCATED)


GOODS_ADDED = Condition(name="goods_added", label="变更后没收非法财物", holds=_goods_added)


def _nothing_owed(ask: Ask) -> bool:
    return dossier.is_open(ask.case, PAYING) and dues.owed(ask.after) == 0


NOTHING_OWED = Condition(name="nothing_owed", label="不再有应缴款项", holds=_nothing_owed)


def _owed_again(ask: Ask) -> bool:
    over = not dossier.is_open(ask.case, PAYING) and not dues.unenforceable(ask.case)
    return over and dues.delivered(ask.case) and dues.owed(ask.after) != 0


OWED_AGAIN = Condition(name="owed_again", label="缴款事项已经了结而又有应缴款项", holds=_owed_again)


def _nothing_left(ask: Ask) -> bool:
    return dues.owed(ask.after) == 0


NOTHING_LEFT = Condition(name="nothing_left", label="没有应缴的余额", holds=_nothing_left)


def _fine_gone(ask: Ask) -> bool:
    return dues.fine_owed(ask.after) == 0


FINE_GONE = Condition(name="fine_gone", label="不再有应缴的罚款", holds=_fine_gone)


def _fine_raised(ask: Ask) -> bool:
    then, now = ask.after, ask.case
    raised = dues.fine(then) > dues.fine(now) or (dues.fined(then) and not dues.fined(now))
    return _varied(ask) and raised and dues.fine_owed(then) != 0


FINE_RAISED = Condition(name="fine_raised", label="变更后处以罚款，或者罚款增加", holds=_fine_raised)


def stated_day_anew(ask: Ask) -> date | None:
    """The day by which gains added by an outcome are to be paid: as many days after it as the decision gives for its sums."""
    draft, then = dossier.draft(ask.case), ask.after
    added = _varied(ask) and not _fine_raised(ask) and dues.gains(then) > dues.gains(ask.case) and dues.owed(then)
    if draft is None or not added:
        return None
    return ask.calendar.next_working_day(ask.facts(RemedyOutcome).effective_on + timedelta(days=draft.payment_days))


def _refund_due(ask: Ask) -> bool:
    return not dossier.is_open(ask.case, REFUND) and dues.to_refund(ask.after) > 0


REFUND_DUE = Condition(name="refund_due", label="有应退款项", holds=_refund_due)


def _refund_gone(ask: Ask) -> bool:
    return dossier.is_open(ask.case, REFUND) and dues.to_refund(ask.after) == 0


REFUND_GONE = Condition(name="refund_gone", label="不再有应退款项", holds=_refund_gone)


def _postponing_gone(ask: Ask) -> bool:
    return dossier.is_open(ask.case, POSTPONING) and _fine_gone(ask)


POSTPONING_GONE = Condition(name="postponing_gone", label="没有可以延期、分期的罚款", holds=_postponing_gone)


def _further_service_gone(ask: Ask) -> bool:
    return _effect(ask) in dues.ANNULLED and dossier.is_open(ask.case, FURTHER_SERVICE)


FURTHER_SERVICE_GONE = Condition(
    name="further_service_gone", label="决定被撤销而催告书等尚未送达", holds=_further_service_gone
)


# --- the public ------------------------------------------------------------------------------------------------------


def _to_withdraw(ask: Ask) -> bool:
    shown = dues.published(ask.case) and not dossier.is_open(ask.case, WITHDRAWING)
    return _effect(ask) in dues.UNDONE and shown


TO_WITHDRAW = Condition(name="to_withdraw", label="已公示的决定被变更、撤销、确认违法或者无效", holds=_to_withdraw)


WITHDRAWAL_OPEN = Condition(
    name="withdrawal_open", label="撤回公示正在进行", holds=lambda ask: dossier.is_open(ask.case, WITHDRAWING)
)


def _withdrawn_in_error(ask: Ask) -> bool:
    return not dossier.is_open(ask.case, WITHDRAWING) and not dossier.is_open(ask.case, PUBLISHING)


WITHDRAWN_IN_ERROR = Condition(
    name="withdrawn_in_error", label="结果更正后，原公示本不应撤回", holds=_withdrawn_in_error
)


def _not_to_publish(ask: Ask) -> bool:
    return _effect(ask) in dues.UNDONE - {"变更"} and dossier.is_open(ask.case, PUBLISHING)


NOT_TO_PUBLISH = Condition(name="not_to_publish", label="未公示的决定被撤销、确认违法或者无效", holds=_not_to_publish)

VARIED = Condition(name="varied", label="决定被变更", holds=_changed)


def _to_publish_anew(ask: Ask) -> bool:
    return _changed(ask) and not dossier.is_open(ask.case, PUBLISHING)


TO_PUBLISH_ANEW = Condition(name="to_publish_anew", label="变更后的决定另行公示", holds=_to_publish_anew)


# --- deciding anew, and the party's periods --------------------------------------------------------------------------


def _redo_ordered(ask: Ask) -> bool:
    return _effect(ask) == "责令重作" and not dossier.is_open(ask.case, REDOING)


REDO_ORDERED = Condition(name="redo_ordered", label="责令重作", holds=_redo_ordered)


def _suable(ask: Ask) -> bool:
    """A decision on reconsideration that leaves something to sue about; after a withdrawal the first period runs on."""
    remedy = lodged(ask.case, ask.facts(RemedyOutcome).key)
    leaves = _effect(ask) in _LEAVES_TO_SUE and not dues.annulled(ask.case)
    return leaves and remedy is not None and remedy.kind == "行政复议"


SUABLE = Condition(name="suable", label="复议决定之后可以起诉", holds=_suable)
IN_COURT = Condition(
    name="in_court", label="提起行政诉讼", holds=lambda ask: ask.facts(RemedyLodged).kind == "行政诉讼"
)
FIRST_REMEDY = Condition(
    name="first_remedy", label="申请复议或者起诉", holds=lambda ask: ask.facts(RemedyLodged).kind != "上诉"
)


def _no_remedy_yet(ask: Ask) -> bool:
    return dossier.present(ask.case).last(RemedyLodged) is None


NO_REMEDY_YET = Condition(name="no_remedy_yet", label="送达前没有申请复议或者起诉", holds=_no_remedy_yet)


def _first_period_runs(ask: Ask) -> bool:
    here = dossier.present(ask.case)
    sued = any(act.facts.kind == "行政诉讼" for act in here.each(RemedyLodged))
    decided = any(act.facts.effect in _LEAVES_TO_SUE | dues.ANNULLED for act in here.each(RemedyOutcome))
    return not sued and not decided


FIRST_PERIOD_RUNS = Condition(
    name="first_period_runs", label="送达前没有起诉，也没有复议决定", holds=_first_period_runs
)


SERVICE_OPEN = Condition(
    name="service_open", label="决定书尚未送达", holds=lambda ask: dossier.is_open(ask.case, DECISION_SERVICE)
)
