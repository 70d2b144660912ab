"""Performance, publication and closing (处罚法 47, 48, 67)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier, dues
from zhifa.workflows.forms.investigate import PreservationHandled
from zhifa.workflows.forms.publish import Archiving, Closing, Payment, PublicationReview
from zhifa.workflows.guards.goods import confiscated
from zhifa.workflows.reasons.closing import (
    CLOSING_GROUND,
    COLLECTOR_CHECKS,
    MONEY_OWED,
    NOT_SERVED,
    OVERPAID,
    PUBLICATION_UNCHECKED,
    TRACKS_OPEN,
)
from zhifa.workflows.reasons.evidence import CONFISCATION_UNDECIDED
from zhifa.workflows.reasons.people import SAME_PERSON
from zhifa.workflows.reasons.remedies import REFUND_OWED
from zhifa.workflows.rectifiable import decision_mended, mending_served
from zhifa.workflows.tracks import WITHDRAWING


def _not_too_much(ask: Ask) -> tuple[Refusal, ...]:
    amount, outstanding = ask.facts(Payment).amount, dues.owed(ask.case)
    if outstanding is not None and amount > outstanding:
        return (OVERPAID.refuse(amount=amount, outstanding=outstanding),)
    return ()


NOT_OVERPAID = Guard(
    name="not_overpaid",
    label="缴款不超过应缴余额",
    article="行政处罚法第六十七条",
    check=_not_too_much,
    refuses=(OVERPAID,),
    at_entry=True,
)


def _served(ask: Ask) -> tuple[Refusal, ...]:
    return () if dues.delivered(ask.case) else (NOT_SERVED.refuse(),)


DECISION_SERVED = Guard(
    name="decision_served",
    label="决定书已送达",
    article="行政处罚法第四十八条、第六十一条",
    check=_served,
    refuses=(NOT_SERVED,),
    early=True,
)


def _checked(ask: Ask) -> tuple[Refusal, ...]:
    """A decision that was changed or mended is checked as it now reads, and shown only once the old one is off."""
    if dossier.is_open(ask.case, WITHDRAWING):
        return (PUBLICATION_UNCHECKED.refuse(detail="原公示的决定尚未撤回"),)
    mended = decision_mended(ask.case)
    if mended and not mending_served(ask.case, mended):
        return (PUBLICATION_UNCHECKED.refuse(detail="补正通知书尚未送达"),)
    review, altered = dossier.present(ask.case).last(PublicationReview), _altered_at(ask)
    if review is None or review.seq < altered:
        return (PUBLICATION_UNCHECKED.refuse(detail="公示内容尚未审核"),)
    if review.facts.withheld_reason:
        return (PUBLICATION_UNCHECKED.refuse(detail="审核意见为不予公示"),)
    return ()


def _altered_at(ask: Ask) -> int:
    """Entry by which the decision last came to read otherwise: changed on a remedy, or mended; −1 where it reads as it was made."""
    altered = (dues.variation(ask.case), decision_mended(ask.case))
    return max((act.seq for act in altered if act), default=-1)


PUBLICATION_CHECKED = Guard(
    name="publication_checked",
    label="公示内容已经审核",
    article="行政处罚法第四十八条、第五十条；国办发〔2018〕118号",
    check=_checked,
    refuses=(PUBLICATION_UNCHECKED,),
    early=True,
)


def _two_persons(ask: Ask) -> tuple[Refusal, ...]:
    collector = ask.facts(PublicationReview).collector
    if collector not in ask.officers:
        return ()
    officer = ask.register.officers.get(collector)
    return (COLLECTOR_CHECKS.refuse(officer=officer.name if officer else collector),)


COLLECTOR_DOES_NOT_CHECK = Guard(
    name="collector_does_not_check",
    label="公示采集与审核分开",
    article="国办发〔2018〕118号",
    check=_two_persons,
    refuses=(COLLECTOR_CHECKS,),
)


def _all_ended(ask: Ask) -> tuple[Refusal, ...]:
    labels = {track.name: track.label for t in ask.case.workflow.transitions for track in (o.track for o in t.opens)}
    own = {closing.track.name for closing in ask.transition.closes}
    still = [labels.get(track.track, track.track) for track in ask.case.open_tracks() if track.track not in own]
    return (TRACKS_OPEN.refuse(tracks="、".join(still)),) if still else ()


ALL_TRACKS_ENDED = Guard(
    name="all_tracks_ended",
    label="各事项均已了结",
    article="行政处罚法第四十七条、第五十六条、第六十七条",
    check=_all_ended,
    refuses=(TRACKS_OPEN,),
    early=True,
    all_tracks=True,
)


_GROUNDS = {
    "penalty": "处罚决定执行完毕",
    "summary_penalty": "处罚决定执行完毕",
    "no_penalty": "不予处罚决定已送达",
}


def _closable(ask: Ask) -> tuple[Refusal, ...]:
    """Closed on the ground that fits the decision, with nothing owed; 其他 where it was annulled or is not enforced any further."""
    ground, outstanding, given_up = ask.facts(Closing).ground, dues.owed(ask.case), dues.unenforceable(ask.case)
    refusals = []
    if dues.to_refund(ask.case):
        refusals.append(REFUND_OWED.refuse(owed=dues.to_refund(ask.case)))
    if outstanding and not given_up:
        refusals.append(MONEY_OWED.refuse(owed=outstanding))
    fitting, decision = _fitting(ask, given_up=given_up)
    if ground not in ("其他", fitting):
        refusals.append(CLOSING_GROUND.refuse(ground=ground, decision=decision))
    return tuple(refusals)


def _fitting(ask: Ask, *, given_up: bool) -> tuple[str, str]:
    """The ground that fits besides 其他, and what the decision has come to."""
    if dues.annulled(ask.case):
        return "其他", "决定已被撤销"
    kind = ask.case.decisions[-1].kind
    if given_up:
        return "其他", "人民法院不再执行"
    return _GROUNDS[kind], "不予行政处罚决定" if kind == "no_penalty" else "行政处罚决定"


CLOSABLE = Guard(
    name="closable",
    label="结案理由与决定相符，款项缴清",
    article="行政处罚法第六十七条；本机关结案制度",
    check=_closable,
    refuses=(MONEY_OWED, REFUND_OWED, CLOSING_GROUND),
)


def _confiscation(ask: Ask) -> tuple[Refusal, ...]:
    """Confiscation is a penalty: it needs its decision, and with it its review."""
    disposals = {disposal for disposal, _ in ask.facts(PreservationHandled).disposals}
    if "没收" in disposals and not confiscated(ask.case):
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
    """Whoever checks a thing did not do it: archivist and checker, publication's checker and publisher. A deputy counts for both."""
    first, ones, second, others = _doer_and_checker(ask)
    both = next((one for one in ones if one in others), None)
    if both is None:
        return ()
    officer = ask.register.officers.get(both)
    return (SAME_PERSON.refuse(first=first, second=second, officer=officer.name if officer else both),)


def _doer_and_checker(ask: Ask) -> tuple[str, tuple[str, ...], str, tuple[str, ...]]:
    """What the one and the other are called, and who they are."""
    if ask.transition.facts is Archiving:
        facts = ask.facts(Archiving)
        return "立卷人", (facts.archivist,), "检查人", (facts.checker,)
    checked = dossier.present(ask.case).last(PublicationReview)
    return "公示审核人", checked.officers if checked else (), "公示发布人", ask.officers


TWO_PERSONS = Guard(
    name="two_persons",
    label="经办与检查分开",
    article="本机关内部监督制度",
    check=_apart,
    refuses=(SAME_PERSON,),
)
