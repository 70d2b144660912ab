"""A suspected crime is reported, approved and delivered in the order of 国务院令第310号, and no penalty takes its place (处罚法 27)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Condition, Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.crime import CrimeDecision, CrimeDelivery, CrimeProposal
from zhifa.workflows.forms.review import DisputeSettled, Problems
from zhifa.workflows.reasons.crime import (
    CRIME_EVIDENCE_UNKNOWN,
    CRIME_NOT_APPROVED,
    CRIME_NOT_PROPOSED,
    CRIME_UNSETTLED,
    TRANSFER_UNANSWERED,
)
from zhifa.workflows.tracks import CRIME

_REGULATION = "行政执法机关移送涉嫌犯罪案件的规定"


def undecided(case: CaseFile) -> bool:
    """Whether a proposal waits for the head."""
    proposed, decided = case.last(CrimeProposal), case.last(CrimeDecision)
    return proposed is not None and (decided is None or decided.seq < proposed.seq)


def undelivered(case: CaseFile) -> bool:
    """Whether an approved referral has not gone to the police yet."""
    decided, delivered = case.last(CrimeDecision), case.last(CrimeDelivery)
    waiting = decided is not None and (delivered is None or delivered.seq < decided.seq)
    return decided is not None and waiting and decided.facts.approved and not undecided(case)


def _on_file(ask: Ask) -> tuple[Refusal, ...]:
    known = dossier.evidence(ask.case)
    return tuple(
        CRIME_EVIDENCE_UNKNOWN.refuse(key=key) for key in ask.facts(CrimeProposal).relied_on if key not in known
    )


CRIME_EVIDENCE = Guard(
    name="crime_evidence",
    label="移送报告有卷内证据",
    article=f"{_REGULATION}第四条、第五条",
    check=_on_file,
    refuses=(CRIME_EVIDENCE_UNKNOWN,),
)


def _proposed(ask: Ask) -> tuple[Refusal, ...]:
    return () if undecided(ask.case) else (CRIME_NOT_PROPOSED.refuse(),)


CRIME_PROPOSED = Guard(
    name="crime_proposed",
    label="有等待决定的移送报告",
    article=f"{_REGULATION}第五条",
    check=_proposed,
    refuses=(CRIME_NOT_PROPOSED,),
    early=True,
)


def _approved(ask: Ask) -> tuple[Refusal, ...]:
    return () if undelivered(ask.case) else (CRIME_NOT_APPROVED.refuse(),)


CRIME_APPROVED = Guard(
    name="crime_approved",
    label="移送已经批准",
    article=f"{_REGULATION}第五条",
    check=_approved,
    refuses=(CRIME_NOT_APPROVED,),
    early=True,
)


def _settled(ask: Ask) -> tuple[Refusal, ...]:
    still = any(track.track == CRIME.name for track in ask.case.open_tracks())
    return (CRIME_UNSETTLED.refuse(),) if still else ()


CRIME_SETTLED = Guard(
    name="crime_settled",
    label="涉嫌犯罪的移送已经了结",
    article=f"行政处罚法第二十七条；{_REGULATION}第十一条",
    check=_settled,
    refuses=(CRIME_UNSETTLED,),
    early=True,
)


def _answered(ask: Ask) -> tuple[Refusal, ...]:
    """An opinion that the case be transferred is answered by the head, or by a discussion that upholds the draft."""
    problems = ask.case.last(Problems)
    if problems is None or problems.facts.instruction != "移送":
        return ()
    decided, settled = ask.case.last(CrimeDecision), ask.case.last(DisputeSettled)
    answered = decided is not None and decided.seq > problems.seq
    upheld = settled is not None and settled.seq > problems.seq and settled.facts.conclusion == "adopt"
    return () if answered or upheld else (TRANSFER_UNANSWERED.refuse(seq=problems.seq),)


TRANSFER_ANSWERED = Guard(
    name="transfer_answered",
    label="审核要求移送的已经决定",
    article="行政处罚法第二十七条、第五十八条；国办发〔2018〕118号",
    check=_answered,
    refuses=(TRANSFER_UNANSWERED,),
    early=True,
)


def _granted(ask: Ask) -> bool:
    return ask.facts(CrimeDecision).approved


GRANTED = Condition(name="crime_granted", label="批准移送", holds=_granted)
NOT_GRANTED = Condition(name="crime_not_granted", label="不批准移送", holds=lambda ask: not _granted(ask))
