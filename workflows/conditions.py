"""Conditions that choose a target, or say whether a term or track begins; they refuse nothing."""

from __future__ import annotations

from datetime import date, timedelta

from zhifa.engine.ask import Ask
from zhifa.engine.vocabulary import Condition
from zhifa.workflows import dossier
from zhifa.workflows.dues import deeds, fined, owed
from zhifa.workflows.forms.investigate import Recheck
from zhifa.workflows.forms.publish import PublicationReview
from zhifa.workflows.forms.review import Discussion
from zhifa.workflows.packs.ruling import left_out
from zhifa.workflows.terms import DECISION
from zhifa.workflows.tracks import ANNOUNCED_PERIOD, HEARING_PERIOD, NOTICE_SERVICE


def _notice_due(ask: Ask) -> bool:
    draft = dossier.draft(ask.case)
    return draft is not None and draft.kind == "penalty" and dossier.last_notice(ask.case) is None


NOTICE_DUE = Condition(name="notice_due", label="拟处罚而尚未告知", holds=_notice_due)


def _discussion_due(ask: Ask) -> bool:
    return dossier.discussion_due(ask.case) is not None


DISCUSSION_DUE = Condition(name="discussion_due", label="情节复杂或者违法行为重大", holds=_discussion_due)


def _changed(ask: Ask) -> bool:
    return ask.facts(Discussion).conclusion == "change"


DRAFT_TO_CHANGE = Condition(name="draft_to_change", label="讨论决定变更草案", holds=_changed)


def _hearing_told(ask: Ask) -> bool:
    notice = dossier.last_notice(ask.case)
    return notice is not None and "hearing" in notice.facts.rights


HEARING_TOLD = Condition(name="hearing_told", label="告知了听证权利", holds=_hearing_told)


def _money_due(ask: Ask) -> bool:
    outstanding = owed(ask.case)
    return outstanding is None or outstanding > 0


MONEY_DUE = Condition(name="money_due", label="有应缴款项", holds=_money_due)


FINE_DUE = Condition(name="fine_due", label="处以罚款", holds=lambda ask: fined(ask.case))


def stated_day(ask: Ask) -> date | None:
    """The day by which the decision itself says its sums are to be paid (处罚法 59(1)(4)), where no fine sets it; a rest day moves it on."""
    draft, outstanding = dossier.draft(ask.case), owed(ask.case)
    if draft is None or fined(ask.case) or not outstanding:
        return None
    return ask.calendar.next_working_day(ask.day + timedelta(days=draft.payment_days))


DEEDS_DUE = Condition(name="deeds_due", label="有缴款以外应履行的义务", holds=lambda ask: bool(deeds(ask.case)))


def _paid_up(ask: Ask) -> bool:
    """Asked of the file with the payment: one entered late may lower surcharges that were imposed for days after it."""
    return owed(ask.after) == 0


PAID_UP = Condition(name="paid_up", label="缴清", holds=_paid_up)


def _withheld(ask: Ask) -> bool:
    return ask.facts(PublicationReview).withheld_reason is not None


WITHHELD = Condition(name="withheld", label="不予公示", holds=_withheld)


def _order_settled(ask: Ask) -> bool:
    told = ask.facts(Recheck)
    return told.corrected or told.taken_up is not None


ORDER_SETTLED = Condition(name="order_settled", label="已经改正，或者已经另行处理", holds=_order_settled)


def _notice_unserved(ask: Ask) -> bool:
    return dossier.is_open(ask.case, NOTICE_SERVICE)


NOTICE_UNSERVED = Condition(name="notice_unserved", label="告知书尚未送达", holds=_notice_unserved)

HEARING_EXCLUDED = Condition(
    name="hearing_excluded",
    label="听证期间依规章不计入办案期限",
    holds=lambda ask: left_out(ask, DECISION, "hearing"),
)
HEARING_COUNTS = Condition(
    name="hearing_counts",
    label="办案期限因听证停止计算",
    holds=lambda ask: dossier.is_open(ask.case, HEARING_PERIOD),
)
"""Asked of the case and not of the policy, which may have changed since: what was begun is ended."""
ANNOUNCEMENT_EXCLUDED = Condition(
    name="announcement_excluded",
    label="公告期间依规章不计入办案期限",
    holds=lambda ask: left_out(ask, DECISION, "announcement"),
)
ANNOUNCEMENT_COUNTS = Condition(
    name="announcement_counts",
    label="办案期限因公告停止计算",
    holds=lambda ask: dossier.is_open(ask.case, ANNOUNCED_PERIOD),
)
