"""Service: each way needs its own proof, and the announcement comes last (处罚法 61; 民诉法 87-95)."""

from __future__ import annotations

from datetime import date, timedelta

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.enforcement import Demand
from zhifa.workflows.forms.investigate import AddressConfirmation
from zhifa.workflows.forms.notice import PriorNotice
from zhifa.workflows.forms.rectification import Rectification
from zhifa.workflows.forms.serve import (
    Announcement,
    AnnouncementProof,
    DeemedService,
    ElectronicProof,
    LeftProof,
    PostProof,
    Service,
    UnstatedProof,
)
from zhifa.workflows.forms.surcharge import Surcharge
from zhifa.workflows.reasons.service import (
    ANNOUNCEMENT_GROUND,
    ANNOUNCEMENT_MISSING,
    ANNOUNCEMENT_TOO_EARLY,
    NO_ELECTRONIC_CONSENT,
    PROOF_DATE,
    SERVICE_UNSTATED,
)
from zhifa.workflows.terms import ANNOUNCEMENT


def _proven(ask: Ask) -> tuple[Refusal, ...]:
    if isinstance(ask.submitted, DeemedService):
        return _announced(ask, ask.submitted.since)
    proof = ask.facts(Service).proof
    match proof:
        case ElectronicProof():
            return (*_consented(ask, proof), *_same_day(ask, legal_day(proof.arrived_at).isoformat()))
        case PostProof():
            return _same_day(ask, proof.received_on.isoformat())
        case LeftProof(refused_on=date() as refused_on) if refused_on > ask.day:
            return (PROOF_DATE.refuse(day=ask.day, proof=f"拒收日期{refused_on}"),)
        case AnnouncementProof():
            return _announced(ask, proof.announced_on)
        case UnstatedProof():
            return () if ask.case.replay else (SERVICE_UNSTATED.refuse(),)
        case _:
            return ()


def _consented(ask: Ask, proof: ElectronicProof) -> tuple[Refusal, ...]:
    given = ask.case.last(AddressConfirmation)
    if given and given.facts.electronic_consent and given.facts.electronic_address == proof.address:
        return ()
    return (NO_ELECTRONIC_CONSENT.refuse(address=proof.address),)


def _same_day(ask: Ask, proven: str) -> tuple[Refusal, ...]:
    day = ask.day.isoformat()
    return () if proven == day else (PROOF_DATE.refuse(day=day, proof=proven),)


def _announced(ask: Ask, announced_on: date) -> tuple[Refusal, ...]:
    """Thirty days have gone by since the announcement of this very paper."""
    since = issued_at(ask.case)
    made = next((a for a in ask.case.each(Announcement) if a.seq > since and legal_day(a.at) == announced_on), None)
    if made is None:
        return (ANNOUNCEMENT_MISSING.refuse(announced=announced_on),)
    period = next((t for t in ask.case.terms if t.start_seq == made.seq and t.code == ANNOUNCEMENT.code), None)
    if period is None or ask.day <= period.due_day:
        return (ANNOUNCEMENT_TOO_EARLY.refuse(due=period.due if period else "公告之后三十日"),)
    served_on = period.due_day + timedelta(days=1)
    return () if ask.day == served_on else (PROOF_DATE.refuse(day=ask.day, proof=f"公告期满后的{served_on}"),)


_SERVED = (PriorNotice, Demand, Surcharge, Rectification)


def issued_at(case: CaseFile) -> int:
    """Entry at which the paper now being served was issued: the latest of notice, decision, demand, surcharge and rectification."""
    issued = [act.seq for act in dossier.present(case).acts if act.transition.facts in _SERVED]
    return max((*issued, *(decision.seq for decision in case.decisions)), default=-1)


SERVICE_PROVEN = Guard(
    name="service_proven",
    label="送达方式有相应凭证",
    article="行政处罚法第六十一条；民事诉讼法第八十七条至第九十五条",
    check=_proven,
    refuses=(
        ANNOUNCEMENT_MISSING,
        ANNOUNCEMENT_TOO_EARLY,
        NO_ELECTRONIC_CONSENT,
        PROOF_DATE,
        SERVICE_UNSTATED,
    ),
)


def _ground(ask: Ask) -> tuple[Refusal, ...]:
    """Whereabouts unknown, proven; or direct service and post both tried in vain for this paper."""
    facts = ask.facts(Announcement)
    if facts.ground == "whereabouts_unknown":
        proof = facts.whereabouts_proof
        proven = proof is not None and proof.verified
        return () if proven else (ANNOUNCEMENT_GROUND.refuse(detail="没有查证属实的受送达人下落不明的证据"),)
    tried = {act.facts.method for act in dossier.failed_attempts(ask.case, issued_at(ask.case))}
    missing = [label for method, label in (("direct", "直接送达"), ("post", "邮寄送达")) if method not in tried]
    if missing:
        return (ANNOUNCEMENT_GROUND.refuse(detail=f"没有{'、'.join(missing)}未果的记录"),)
    return ()


ANNOUNCEMENT_GROUNDED = Guard(
    name="announcement_grounded",
    label="具备公告送达条件",
    article="民事诉讼法第九十五条",
    check=_ground,
    refuses=(ANNOUNCEMENT_GROUND,),
)
