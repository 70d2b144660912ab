"""Publication and performance (处罚法 48, 66-72; 118号)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import cast

from zhifa.engine.act import Act
from zhifa.engine.instants import legal_day
from zhifa.engine.money import yuan
from zhifa.engine.terms import reckon
from zhifa.engine.units import Mark
from zhifa.workflows import dossier
from zhifa.workflows.dues import UNDONE, operative, surcharged, variation
from zhifa.workflows.forms.collection import RequestedCollection
from zhifa.workflows.forms.decide import Decision
from zhifa.workflows.forms.enforcement import CourtApplication, Demand
from zhifa.workflows.forms.publish import Closing, Payment, Publication, PublicationReview
from zhifa.workflows.forms.remedies import Refund, RemedyOutcome
from zhifa.workflows.forms.serve import DeemedService, Service
from zhifa.workflows.forms.surcharge import Surcharge
from zhifa.workflows.forms.values import PAYABLE, PenaltyItem
from zhifa.workflows.scrutiny.check import (
    Check,
    Fault,
    Finding,
    Severity,
    Unjudged,
    inapplicable,
    pending,
    silent,
    unknown,
)
from zhifa.workflows.scrutiny.view import View
from zhifa.workflows.scrutiny.when import decided, not_come
from zhifa.workflows.terms import PAYMENT, PUBLICATION
from zhifa.workflows.tracks import REFUND


def _published(view: View) -> Iterator[Finding]:
    changed, served = variation(view.case), view.decision_served
    case = view.case.before(changed.seq) if changed else view.case
    checked, shown = case.last(PublicationReview), case.last(Publication)
    if checked and checked.facts.withheld_reason:
        return
    if shown is None:
        undone = next((act for act in view.round.each(RemedyOutcome) if act.facts.effect in UNDONE), None)
        if undone:
            yield inapplicable("公示之前决定已经被变更、撤销或者确认违法、无效")
        else:
            yield from _unpublished(view)
        return
    if served is None or shown.at < served.at:
        yield Fault(text="决定书送达之前即公示", entries=(shown.seq,))
    if legal_day(shown.at) > _publication_due(view):
        text = f"应于{_publication_due(view)}前公示，{legal_day(shown.at)}才公示"
        yield Fault(text=text, entries=(shown.seq,))
    if checked is None or checked.seq > shown.seq:
        yield Fault(text="公示之前内容没有经过审核", entries=(shown.seq,), papers=("D59",))
    elif _natural(view) and not checked.facts.redactions:
        yield Fault(text="当事人是自然人，公示没有隐去个人信息", entries=(checked.seq,), papers=("D59",))


def _unpublished(view: View) -> Iterator[Finding]:
    served, due = view.decision_served, _publication_due(view)
    if served is None:
        yield pending("决定书尚未送达，不得公示")
    elif view.day > due:
        yield Fault(text=f"应于{due}前公示，至今没有公示，也没有不予公示的理由", entries=(served.seq,))
    else:
        yield pending(f"公示期限至{due}")


def _publication_due(view: View) -> date:
    """From the decision; where service alone outlasts that, as many working days again from service, by convention: nothing is shown before."""
    policy = view.register.agency.policy
    term = replace(PUBLICATION, length=policy.publication_days if view.penalty else policy.other_publication_days)
    due, served = reckon(term, view.decided_on, view.calendar).due, view.decision_served
    late = served is not None and legal_day(served.at) > due
    return reckon(term, legal_day(served.at), view.calendar).due if served and late else due


def _natural(view: View) -> bool:
    told = dossier.report(view.case)
    return told is not None and told.party.kind == "individual"


PUBLISHED = Check(
    id="R26",
    label="决定按期公示或者写明不予公示的理由，公示前经审核、隐去个人信息",
    severity=Severity.MINOR,
    article="行政处罚法第四十八条、第五十条；国办发〔2018〕118号",
    asked=decided,
    run=_published,
    upon=(PublicationReview, Publication),
    mark=Mark.SECONDARY,
    beyond="公示期满、决定被撤销后是否撤下",
)


def _payable(view: View) -> tuple[PenaltyItem, ...]:
    return tuple(item for item in view.draft.items if item.kind in PAYABLE) if view.draft and view.penalty else ()


def _paying(view: View) -> Unjudged | None:
    if view.decision is None:
        return not_come(view, "作出决定")
    if not _payable(view):
        return inapplicable("决定没有应缴款项")
    return None if view.decision_served else not_come(view, "送达决定书")


def _performed(view: View) -> Iterator[Finding]:
    draft, payments = view.draft, _payments(view)
    assert draft is not None, "asked of a decision"
    if any(item.kind == "罚款" for item in draft.items) and draft.payment_days != 15:
        text = f"决定书定于{draft.payment_days}日内缴纳罚款，法定期限为十五日"
        yield Fault(text=text, entries=(view.decision.seq,) if view.decision else ())
    repeated = [number for number, times in Counter(p.facts.receipt_number for p in payments).items() if times > 1]
    for number in repeated:
        entries = tuple(p.seq for p in payments if p.facts.receipt_number == number)
        yield Fault(text=f"缴款票据{number}登记了{len(entries)}次", entries=entries)
    if any(item.silent for item in _payable(view)):
        yield silent("应缴数额")
        return
    yield from _enforced(view)
    yield from _balance(view, sum(p.facts.amount for p in payments), tuple(p.seq for p in payments))


def _payments(view: View) -> list[Act[Payment]]:
    """Paid at the bank, or collected by the officers at the party's request (处罚法 67, 69), in the order of entry."""
    forms = (Payment, RequestedCollection)
    return [cast("Act[Payment]", act) for act in view.round.acts if act.transition.facts in forms]


def _enforced(view: View) -> Iterator[Finding]:
    """Surcharges stay below the fine, and the court is only asked after a demand (处罚法 72; 强制法 54)."""
    fine = sum(item.fen or 0 for item in _payable(view) if item.kind == "罚款")
    surcharges = list(view.round.each(Surcharge))
    if sum(act.facts.amount for act in surcharges) > fine:
        text = f"加处罚款合计超过罚款数额{yuan(fine)}"
        yield Fault(text=text, entries=tuple(act.seq for act in surcharges), papers=("D42",))
    for application in view.round.each(CourtApplication):
        if not any(act.seq < application.seq for act in view.round.each(Demand)):
            yield Fault(text="没有催告即申请人民法院强制执行", entries=(application.seq,), papers=("D44",))


def _balance(view: View, paid: int, entries: tuple[int, ...]) -> Iterator[Finding]:
    """What is owed as it stands after any remedy: a decision that fell leaves nothing to pay, and what was paid goes back."""
    due = sum(item.fen or 0 for item in operative(view.case) if item.kind in PAYABLE)
    refunded = sum(act.facts.amount for act in view.round.each(Refund))
    owed, closed = due + surcharged(view.case) - paid + refunded, view.round.last(Closing)
    if owed < 0 and any(track.track == REFUND.name for track in view.case.open_tracks()):
        yield pending(f"应退还{yuan(-owed)}", *entries)
    elif owed < 0:
        yield Fault(text=f"多收{yuan(-owed)}", entries=entries)
    elif owed and closed and closed.facts.ground == "处罚决定执行完毕":
        yield Fault(text=f"以执行完毕结案，尚有{yuan(owed)}没有缴清", entries=(*entries, closed.seq))
    elif owed:
        yield from _outstanding(view)


def _outstanding(view: View) -> Iterator[Finding]:
    assert view.decision_served is not None, "asked after service"
    served = view.decision_served
    due = reckon(PAYMENT, legal_day(served.at), view.calendar).due
    if view.day > due:
        yield unknown("逾期没有缴清；延期分期、催告、申请法院强制执行是否按期，本项不能判断", served.seq)
    else:
        yield pending(f"缴款期限至{due}", served.seq)


PERFORMED = Check(
    id="R27",
    label="缴款期限合法，票据不重，缴款与应缴相符，加处不超过本数，申请法院之前催告",
    severity=Severity.MAJOR,
    article="行政处罚法第六十六条、第六十七条、第七十二条；行政强制法第五十三条",
    asked=_paying,
    run=_performed,
    upon=(Decision, Service, DeemedService, Payment, RequestedCollection, Surcharge, Demand, CourtApplication, Closing),
    beyond="延期分期的审批，加处罚款的起算，催告满十日和三个月内申请法院",
)
