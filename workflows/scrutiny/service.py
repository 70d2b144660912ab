"""Service: begun in time, each way with its own proof, the announcement last (处罚法 61; 民诉法 87-95)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhifa.engine.act import Act
from zhifa.engine.instants import legal_day
from zhifa.engine.terms import Term, reckon
from zhifa.workflows import dossier
from zhifa.workflows.forms.enforcement import Demand
from zhifa.workflows.forms.investigate import AddressConfirmation
from zhifa.workflows.forms.notice import PriorNotice
from zhifa.workflows.forms.serve import (
    Announcement,
    AnnouncementProof,
    DeemedService,
    Dispatch,
    ElectronicProof,
    FailedService,
    PostProof,
    Service,
    UnstatedProof,
)
from zhifa.workflows.forms.surcharge import Surcharge
from zhifa.workflows.packs.ruling import ruled
from zhifa.workflows.scrutiny.check import Check, Fault, Finding, Severity, Unjudged, Verdict, pending, silent
from zhifa.workflows.scrutiny.view import View
from zhifa.workflows.scrutiny.when import not_come
from zhifa.workflows.terms import ANNOUNCEMENT
from zhifa.workflows.terms import SERVICE as SERVICE_TERM


def _due(view: View) -> Unjudged | None:
    return None if view.decision or view.holds(Service, DeemedService) else not_come(view, "送达文书")


def _served(view: View) -> Iterator[Finding]:
    if view.decision:
        yield from _begun(view, view.decision.seq)
    for act in view.case.each(Service):
        if view.missing_papers(act):
            yield Fault(
                text=f"{legal_day(act.at)}“{act.transition.label}”没有送达回证", entries=(act.seq,), papers=("D37",)
            )
        yield from _proven(view, act)
    for deemed in view.case.each(DeemedService):
        yield from _announced(view, deemed, deemed.facts.since)


def _begun(view: View, decision: int) -> Iterator[Finding]:
    """Service of the decision begins within seven working days; it may then take longer."""
    due = reckon(SERVICE_TERM, view.decided_on, view.calendar).due
    begun = next((a for a in view.case.acts if a.seq > decision and issubclass(a.transition.facts, _SERVING)), None)
    if begun and legal_day(begun.at) > due:
        text = f"应于{due}前开始送达决定书，{legal_day(begun.at)}才开始"
        yield Fault(text=text, entries=(decision, begun.seq))
    elif begun is None and view.day > due:
        yield Fault(text=f"应于{due}前开始送达决定书，至今没有开始", entries=(decision,))
    elif view.decision_served is None:
        yield pending("决定书尚未送达", decision)


_SERVING = (Dispatch, Service, DeemedService, FailedService, Announcement)


def _proven(view: View, act: Act[Service]) -> Iterator[Finding]:
    match act.facts.proof:
        case ElectronicProof(address=address):
            if not _consented(view, act, address):
                yield Fault(text="电子送达所用的地址没有当事人签名的确认书", entries=(act.seq,), papers=("D38",))
        case PostProof(received_on=received):
            if received != legal_day(act.at):
                text = f"邮寄送达登记于{legal_day(act.at)}，回执所载收件日为{received}"
                yield Fault(text=text, entries=(act.seq,))
        case AnnouncementProof(announced_on=day):
            yield from _announced(view, act, day)
        case UnstatedProof():
            yield silent(f"“{act.transition.label}”的方式", act.seq)
        case _:
            return


def _consented(view: View, act: Act[Service], address: str) -> bool:
    given = (one for one in view.case.each(AddressConfirmation) if one.seq < act.seq)
    return any(one.facts.electronic_consent and one.facts.electronic_address == address for one in given)


def _announced(view: View, act: Act[Service] | Act[DeemedService], day: date) -> Iterator[Finding]:
    """After the period of an announcement of this paper, which itself came after everything else (民诉法 95)."""
    since = _issued(view, act.seq)
    announced = [one for one in view.case.each(Announcement) if since < one.seq < act.seq]
    if not announced:
        yield Fault(text="公告送达没有公告", entries=(act.seq,), papers=("D39",))
        return
    made = next((one for one in announced if legal_day(one.at) == day), announced[-1])
    due = reckon(_period(view, made.seq), legal_day(made.at), view.calendar).due
    if legal_day(act.at) <= due:
        text = f"公告期{due}届满，{legal_day(act.at)}即登记送达"
        yield Fault(text=text, entries=(made.seq, act.seq))
    tried = {one.facts.method for one in dossier.failed_attempts(view.case, since) if one.seq < made.seq}
    proof = made.facts.whereabouts_proof
    if not (proof and proof.verified) and not {"direct", "post"} <= tried:
        text = "公告之前没有直接送达、邮寄送达未果的记录，也没有下落不明的证据"
        yield Fault(text=text, entries=(made.seq,), papers=("D39",))


def _period(view: View, announced: int) -> Term:
    """The period of the announcement made at this entry, as the rule it was set by has it: thirty days, or those of the field."""
    row = next((t for t in view.case.terms if t.start_seq == announced and t.code == ANNOUNCEMENT.code), None)
    return ruled(ANNOUNCEMENT, row, view.case) if row else ANNOUNCEMENT


def _issued(view: View, before: int) -> int:
    """Entry of the paper that is served there: of the last notice, decision, demand or surcharge before it."""
    issued = (a.seq for a in view.case.acts if a.transition.decides or a.transition.facts in _SERVED_ON)
    return max((seq for seq in issued if seq < before), default=-1)


_SERVED_ON = (PriorNotice, Demand, Surcharge)


SERVED = Check(
    id="R24",
    label="决定后七个工作日内开始送达，回证完整，公告之前穷尽其他方式，电子送达有确认书",
    severity=Severity.MAJOR,
    article="行政处罚法第六十一条、第八十五条；民事诉讼法第八十七条至第九十五条",
    asked=_due,
    spot=Verdict.NOT_APPLICABLE,
    run=_served,
    upon=_SERVING,
    beyond="代收人的身份关系，留置送达的照片、录像",
)
