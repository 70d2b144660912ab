"""Who reviews, by assignment, and whether the review body stands by the opinion (处罚法 58; S0-37, S0-40)."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa.engine.ask import Ask
from zhifa.engine.books.people import COUNSEL
from zhifa.engine.refusals import Refusal
from zhifa.engine.register import Register
from zhifa.engine.review_pool import Unfit, unfit
from zhifa.engine.vocabulary import Guard
from zhifa.workflows.forms.assignment import CounselOpinion, ReviewerAssigned
from zhifa.workflows.reasons.assignment import (
    COUNSEL_UNKNOWN,
    NO_SUCH_REVIEWER,
    NOT_THE_ASSIGNED_REVIEWER,
    OPINION_UNENDORSED,
    OWN_OPINION,
)
from zhifa.workflows.reasons.review import REVIEWER_INVOLVED, REVIEWER_UNQUALIFIED
from zhifa.workflows.review_round import assigned, endorsed, kept_apart


def _name(register: Register, officer_id: str) -> str:
    officer = register.officers.get(officer_id)
    return officer.name if officer else officer_id


def _assignable(ask: Ask) -> tuple[Refusal, ...]:
    return tuple(_unassignable(ask, ask.facts(ReviewerAssigned).reviewer))


def _unassignable(ask: Ask, chosen: str) -> Iterator[Refusal]:
    name, barred = _name(ask.register, chosen), kept_apart(ask.case)
    for why in unfit(chosen, register=ask.register, day=ask.day, barred=barred):
        if why is Unfit.NO_REVIEWER:
            yield NO_SUCH_REVIEWER.refuse(officer=name, day=ask.day)
        elif why is Unfit.INVOLVED:
            yield REVIEWER_INVOLVED.refuse(officer=name, why=barred[chosen])
        else:
            yield REVIEWER_UNQUALIFIED.refuse(officer=name, day=ask.day)


ASSIGNABLE = Guard(
    name="assignable",
    label="指派的审核人可以审核本案",
    article="行政处罚法第五十八条；国办发〔2018〕118号",
    check=_assignable,
    refuses=(NO_SUCH_REVIEWER, REVIEWER_INVOLVED, REVIEWER_UNQUALIFIED),
    at_entry=True,
)


def _assigned(ask: Ask) -> tuple[Refusal, ...]:
    """In an agency that assigns, nobody gives an opinion but the reviewer of the round."""
    chosen = assigned(ask.case)
    if ask.register.agency.policy.review_assignment == "open" or chosen == ask.actor:
        return ()
    detail = f"本轮指派的审核人是{_name(ask.register, chosen)}" if chosen else "本轮尚未指派审核人"
    return (NOT_THE_ASSIGNED_REVIEWER.refuse(detail=detail),)


REVIEWER_ASSIGNED = Guard(
    name="reviewer_assigned",
    label="由指派的审核人审核",
    article="国办发〔2018〕118号；本机关审核制度",
    check=_assigned,
    refuses=(NOT_THE_ASSIGNED_REVIEWER,),
    early=True,
    of_review=True,
)


def _listed(ask: Ask) -> tuple[Refusal, ...]:
    """Where the agency keeps a list of its counsel, nobody else is heard as one."""
    number, shelf = ask.facts(CounselOpinion).counsel, ask.register.shelf
    if not shelf.keeps(COUNSEL, ask.day) or shelf.values_of(COUNSEL, "number", number, ask.day):
        return ()
    return (COUNSEL_UNKNOWN.refuse(counsel=number, day=ask.day),)


COUNSEL_LISTED = Guard(
    name="counsel_listed",
    label="法律顾问、公职律师在册",
    article="国办发〔2018〕118号；本机关审核制度",
    check=_listed,
    refuses=(COUNSEL_UNKNOWN,),
    at_entry=True,
)


def _not_own(ask: Ask) -> tuple[Refusal, ...]:
    """Two people stand behind an opinion that is endorsed."""
    last = ask.case.last_review
    if last is None or last.reviewer not in ask.officers:
        return ()
    return (OWN_OPINION.refuse(round=last.round, officer=_name(ask.register, last.reviewer)),)


ENDORSED_BY_ANOTHER = Guard(
    name="endorsed_by_another",
    label="签署人不是审核人",
    article="本机关审核制度",
    check=_not_own,
    refuses=(OWN_OPINION,),
    early=True,
    of_review=True,
)


def _endorsed(ask: Ask) -> tuple[Refusal, ...]:
    """Where nothing was reviewed, the review gate says so."""
    last = ask.case.last_review
    if last is None or not ask.register.agency.policy.review_endorsed or endorsed(ask.case):
        return ()
    return (OPINION_UNENDORSED.refuse(round=last.round),)


OPINION_ENDORSED = Guard(
    name="opinion_endorsed",
    label="审核意见已由审核机构负责人签署",
    article="本机关审核制度",
    check=_endorsed,
    refuses=(OPINION_UNENDORSED,),
    early=True,
    of_review=True,
)
