"""Legal review: by whom, in which order, of what (处罚法 58; invariants 1-3)."""

from __future__ import annotations

from collections.abc import Iterable

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile, ReviewRound
from zhifa.engine.instants import legal_day
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.assignment import Endorsement
from zhifa.workflows.forms.review import Agreement, DisputeSettled, Problems, Submission
from zhifa.workflows.forms.values import Opinion
from zhifa.workflows.reasons.review import (
    DRAFT_UNCHANGED,
    FIRST_REVIEW_GONE,
    REVIEW_DATES,
    REVIEW_FIRST,
    REVIEW_ORDER,
    REVIEWER_INVOLVED,
    REVIEWER_UNQUALIFIED,
)


def _independent(ask: Ask) -> tuple[Refusal, ...]:
    """By identity and for ever: having once handled the case bars from reviewing it, whatever came after; from having it reviewed by a deputy,
    too."""
    involved = dossier.involvement(ask.case)
    return tuple(
        REVIEWER_INVOLVED.refuse(officer=_named(ask, officer), why=involved[officer])
        for officer in ask.officers
        if officer in involved
    )


REVIEWER_INDEPENDENT = Guard(
    name="reviewer_independent",
    label="审核人没有参与办案",
    article="行政处罚法第五十八条；国办发〔2018〕118号",
    check=_independent,
    refuses=(REVIEWER_INVOLVED,),
    early=True,
)


def _qualified(ask: Ask) -> tuple[Refusal, ...]:
    if ask.register.qualification(ask.actor, ask.day):
        return ()
    return (REVIEWER_UNQUALIFIED.refuse(officer=_name(ask), day=ask.day),)


REVIEWER_QUALIFIED = Guard(
    name="reviewer_qualified",
    label="审核人具有资格",
    article="行政处罚法第五十八条第二款",
    check=_qualified,
    refuses=(REVIEWER_UNQUALIFIED,),
    early=True,
)


def _name(ask: Ask) -> str:
    return _named(ask, ask.actor)


def _named(ask: Ask, officer_id: str) -> str:
    officer = ask.register.officers.get(officer_id)
    return officer.name if officer else officer_id


def _dates(ask: Ask) -> tuple[Refusal, ...]:
    received = (
        ask.facts(Agreement).received_on if ask.transition.facts is Agreement else ask.facts(Problems).received_on
    )
    submitted = ask.case.last(Submission)
    sent = legal_day(submitted.at) if submitted else ask.day
    if sent <= received <= ask.day:
        return ()
    return (REVIEW_DATES.refuse(received=received, submitted=sent, day=ask.day),)


DATES_FIT = Guard(
    name="review_dates",
    label="收件日在送审日与审核日之间",
    article="行政处罚法第五十八条",
    check=_dates,
    refuses=(REVIEW_DATES,),
)


def _order(ask: Ask) -> tuple[Refusal, ...]:
    """An agency that notifies first may not send a penalty to review before the notice; a no-penalty decision has none."""
    proposed = dossier.draft(ask.case)
    penalty = proposed is not None and proposed.kind == "penalty"
    notice_first = ask.register.agency.policy.first_review == "after_notice"
    if penalty and notice_first and dossier.last_notice(ask.case) is None:
        return (REVIEW_ORDER.refuse(),)
    return ()


REVIEW_IN_ORDER = Guard(
    name="review_in_order",
    label="按本机关规定的次序送审",
    article="行政处罚法第四十四条、第五十八条",
    check=_order,
    refuses=(REVIEW_ORDER,),
    early=True,
)


def _mended(ask: Ask) -> tuple[Refusal, ...]:
    """After an opinion that found problems the same draft comes back only from a settled dispute."""
    last = max(ask.case.reviews, key=lambda review: review.round, default=None)
    if last is None or last.outcome == "agreed" or last.draft_digest != ask.case.draft_digest:
        return ()
    settled = ask.case.last(DisputeSettled)
    upheld = settled and settled.seq > last.seq and settled.facts.conclusion == "adopt"
    return () if upheld else (DRAFT_UNCHANGED.refuse(),)


DRAFT_MENDED = Guard(
    name="draft_mended",
    label="存在问题的已经补正或者讨论",
    article="行政处罚法第五十八条；国办发〔2018〕118号",
    check=_mended,
    refuses=(DRAFT_UNCHANGED,),
    early=True,
    of_review=True,
)


def _stands(ask: Ask) -> tuple[Refusal, ...]:
    return () if ask.case.cleared else (FIRST_REVIEW_GONE.refuse(),)


FIRST_REVIEW_STANDS = Guard(
    name="first_review_stands",
    label="告知前的审核意见仍然适用",
    article="行政处罚法第五十八条",
    check=_stands,
    refuses=(FIRST_REVIEW_GONE,),
    early=True,
    of_review=True,
)


def _first(ask: Ask) -> tuple[Refusal, ...]:
    """An agency that reviews first may not give notice of what was not agreed to."""
    if ask.register.agency.policy.first_review == "before_notice" and not ask.case.cleared:
        return (REVIEW_FIRST.refuse(),)
    return ()


REVIEWED_FIRST = Guard(
    name="reviewed_first",
    label="按本机关规定先审核后告知",
    article="行政处罚法第五十八条；本机关审核制度",
    check=_first,
    refuses=(REVIEW_FIRST,),
    early=True,
    of_review=True,
)


def _reviewer_apart(ask: Ask) -> tuple[Refusal, ...]:
    """Whoever cleared the draft, or endorsed that opinion, did not handle the case since, nor speak for the handling unit in this very act."""
    last = ask.case.last_review
    if last is None:
        return ()
    why = {**dossier.recused(ask.case), **dossier.involvement(ask.case)}
    opinion = getattr(ask.submitted, "unit_opinion", None)
    if isinstance(opinion, Opinion):
        why.setdefault(opinion.by, "以承办机构负责人身份出具意见")
    signers = _signers(ask.case, last)
    return tuple(
        REVIEWER_INVOLVED.refuse(officer=_named(ask, officer), why=why[officer])
        for officer in signers
        if officer in why
    )


def _signers(case: CaseFile, last: ReviewRound) -> Iterable[str]:
    """Who gave the opinion, and who last endorsed it."""
    endorsed = case.last(Endorsement)
    entries = {last.seq, endorsed.seq if endorsed else last.seq}
    signed = (act for act in case.acts if act.seq in entries and act.seq >= last.seq)
    return dict.fromkeys((last.reviewer, *(officer for act in signed for officer in act.officers)))


REVIEWER_APART = Guard(
    name="reviewer_apart",
    label="审核人至决定时仍未参与办案",
    article="行政处罚法第五十八条；国办发〔2018〕118号",
    check=_reviewer_apart,
    refuses=(REVIEWER_INVOLVED,),
    early=True,
    of_review=True,
)
