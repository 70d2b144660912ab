"""Performance, publication and closing (处罚法 47, 48, 67)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.publish import Payment, PublicationReview
from zhifa.workflows.reasons import COLLECTOR_CHECKS, NOT_SERVED, OVERPAID, PUBLICATION_UNCHECKED, TRACKS_OPEN


def owed(case: CaseFile) -> int:
    """Fen still to be paid under the decision."""
    draft = dossier.draft(case)
    due = sum(item.amount or 0 for item in draft.items) if draft else 0
    return due - sum(act.facts.amount for act in case.each(Payment))


def _not_too_much(ask: Ask) -> tuple[Refusal, ...]:
    amount, outstanding = ask.facts(Payment).amount, owed(ask.case)
    if amount > outstanding:
        return (OVERPAID.refuse(amount=amount, outstanding=outstanding),)
    return ()


NOT_OVERPAID = Guard(
    name="not_overpaid",
    label="缴款不超过应缴余额",
    article="行政处罚法第六十七条",
    check=_not_too_much,
    refuses=(OVERPAID,),
)


def _served(ask: Ask) -> tuple[Refusal, ...]:
    decided = ask.case.decisions
    if decided and dossier.served(ask.case, decided[-1].seq):
        return ()
    return (NOT_SERVED.refuse(),)


DECISION_SERVED = Guard(
    name="decision_served",
    label="决定书已送达",
    article="行政处罚法第四十八条、第六十一条",
    check=_served,
    refuses=(NOT_SERVED,),
    early=True,
)


def _checked(ask: Ask) -> tuple[Refusal, ...]:
    review = ask.case.last(PublicationReview)
    if review is None:
        return (PUBLICATION_UNCHECKED.refuse(detail="公示内容尚未审核"),)
    if review.facts.withheld_reason:
        return (PUBLICATION_UNCHECKED.refuse(detail="审核意见为不予公示"),)
    return ()


PUBLICATION_CHECKED = Guard(
    name="publication_checked",
    label="公示内容已经审核",
    article="行政处罚法第四十八条、第五十条；国办发〔2018〕118号",
    check=_checked,
    refuses=(PUBLICATION_UNCHECKED,),
    early=True,
)


def _two_persons(ask: Ask) -> tuple[Refusal, ...]:
    if ask.facts(PublicationReview).collector != ask.actor:
        return ()
    officer = ask.register.officers.get(ask.actor)
    return (COLLECTOR_CHECKS.refuse(officer=officer.name if officer else ask.actor),)


COLLECTOR_DOES_NOT_CHECK = Guard(
    name="collector_does_not_check",
    label="公示采集与审核分开",
    article="国办发〔2018〕118号",
    check=_two_persons,
    refuses=(COLLECTOR_CHECKS,),
)


def _all_ended(ask: Ask) -> tuple[Refusal, ...]:
    labels = {track.name: track.label for t in ask.case.workflow.transitions for track in (o.track for o in t.opens)}
    still = [labels.get(track.track, track.track) for track in ask.case.open_tracks()]
    return (TRACKS_OPEN.refuse(tracks="、".join(still)),) if still else ()


ALL_TRACKS_ENDED = Guard(
    name="all_tracks_ended",
    label="各事项均已了结",
    article="行政处罚法第四十七条、第五十六条、第六十七条",
    check=_all_ended,
    refuses=(TRACKS_OPEN,),
    early=True,
)
