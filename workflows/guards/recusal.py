"""Recusal: reported by the officer himself, decided by another, and before the case is decided (处罚法 43)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows.forms.recusal import RecusalDecision, RecusalRequest
from zhifa.workflows.reasons.recusal import OWN_RECUSAL, RECUSAL_OF_ANOTHER, RECUSAL_OPEN
from zhifa.workflows.tracks import RECUSAL


def _name(ask: Ask, officer_id: str) -> str:
    officer = ask.register.officers.get(officer_id)
    return officer.name if officer else officer_id


def _by_himself(ask: Ask) -> tuple[Refusal, ...]:
    request = ask.facts(RecusalRequest)
    if request.requested_by == "self" and request.officer != ask.actor:
        return (RECUSAL_OF_ANOTHER.refuse(officer=_name(ask, request.officer)),)
    return ()


REQUESTED_BY_HIMSELF = Guard(
    name="recusal_requested_by_himself",
    label="自行回避由本人提出",
    article="行政处罚法第四十三条第一款",
    check=_by_himself,
    refuses=(RECUSAL_OF_ANOTHER,),
)


def _by_another(ask: Ask) -> tuple[Refusal, ...]:
    """Nor has it decided by a deputy."""
    about = ask.facts(RecusalDecision).officer
    return (OWN_RECUSAL.refuse(officer=_name(ask, about)),) if about in ask.officers else ()


DECIDED_BY_ANOTHER = Guard(
    name="recusal_decided_by_another",
    label="不决定自己的回避",
    article="行政处罚法第四十三条第三款",
    check=_by_another,
    refuses=(OWN_RECUSAL,),
)


def _settled(ask: Ask) -> tuple[Refusal, ...]:
    """The investigation goes on meanwhile (处罚法 43(3)); the decision waits."""
    officers = [_name(ask, track.key) for track in ask.case.open_tracks() if track.track == RECUSAL.name]
    return (RECUSAL_OPEN.refuse(officers="、".join(officers)),) if officers else ()


RECUSAL_SETTLED = Guard(
    name="recusal_settled",
    label="回避已经决定",
    article="行政处罚法第四十三条",
    check=_settled,
    refuses=(RECUSAL_OPEN,),
    early=True,
)
