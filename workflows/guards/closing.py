"""Performance, publication and closing (处罚法 47, 48, 67)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.investigate import PreservationHandled
from zhifa.workflows.forms.publish import Archiving, Closing, Payment, PublicationReview
from zhifa.workflows.forms.values import PAYABLE
from zhifa.workflows.reasons import (
    CLOSING_GROUND,
    COLLECTOR_CHECKS,
    CONFISCATION_UNDECIDED,
    MONEY_OWED,
    NOT_SERVED,
    OVERPAID,
    PUBLICATION_UNCHECKED,
    SAME_PERSON,
    TRACKS_OPEN,
)


def owed(case: CaseFile) -> int:
    """Fen still to be paid under the decision."""
    draft = dossier.draft(case)
    due = sum(item.amount or 0 for item in draft.items if item.kind in PAYABLE) if draft else 0
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


_GROUNDS = {"penalty": "处罚决定执行完毕", "no_penalty": "不予处罚决定已送达"}


def _closable(ask: Ask) -> tuple[Refusal, ...]:
    """Closed on the ground that fits the decision, with nothing owed."""
    ground, decided, outstanding = ask.facts(Closing).ground, ask.case.decisions, owed(ask.case)
    refusals = []
    if outstanding > 0:
        refusals.append(MONEY_OWED.refuse(owed=outstanding))
    if decided and ground != "其他" and ground != _GROUNDS[decided[-1].kind]:
        label = "行政处罚决定" if decided[-1].kind == "penalty" else "不予行政处罚决定"
        refusals.append(CLOSING_GROUND.refuse(ground=ground, decision=label))
    return tuple(refusals)


CLOSABLE = Guard(
    name="closable",
    label="结案理由与决定相符，款项缴清",
    article="行政处罚法第六十七条；本机关结案制度",
    check=_closable,
    refuses=(MONEY_OWED, CLOSING_GROUND),
)


def _confiscation(ask: Ask) -> tuple[Refusal, ...]:
    """Confiscation is a penalty: it needs its decision, and with it its review."""
    draft = dossier.draft(ask.case)
    decided = ask.case.decisions and draft and any(item.kind == "没收非法财物" for item in draft.items)
    if ask.facts(PreservationHandled).disposal == "没收" and not decided:
        return (CONFISCATION_UNDECIDED.refuse(),)
    return ()


CONFISCATION_DECIDED = Guard(
    name="confiscation_decided",
    label="没收以处罚决定为据",
    article="行政处罚法第五十七条、第五十八条",
    check=_confiscation,
    refuses=(CONFISCATION_UNDECIDED,),
)


def _apart(ask: Ask) -> tuple[Refusal, ...]:
    """Whoever checks a thing did not do it: archivist and checker, publication's checker and publisher."""
    if ask.transition.facts is Archiving:
        facts = ask.facts(Archiving)
        pair = ("立卷人", facts.archivist, "检查人", facts.checker)
    else:
        checked = ask.case.last(PublicationReview)
        pair = ("公示审核人", checked.actor if checked else "", "公示发布人", ask.actor)
    first, one, second, other = pair
    if one != other:
        return ()
    officer = ask.register.officers.get(one)
    return (SAME_PERSON.refuse(first=first, second=second, officer=officer.name if officer else one),)


TWO_PERSONS = Guard(
    name="two_persons",
    label="经办与检查分开",
    article="本机关内部监督制度",
    check=_apart,
    refuses=(SAME_PERSON,),
)
