"""That the agency enforces what was published beforehand, and by a power that was (事前公开; 处罚法 20(2), 24(1))."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.books.acts import ACTS
from zhifa.engine.books.duties import MATTERS
from zhifa.engine.refusals import Refusal
from zhifa.engine.register import Delegation
from zhifa.engine.vocabulary import Guard
from zhifa.workflows.guards.people import reported
from zhifa.workflows.reasons.powers import DELEGATION_NOT_ANNOUNCED, MATTER_NOT_LISTED


def _listed(ask: Ask) -> tuple[Refusal, ...]:
    """An agency that wants it so takes up nothing but what its list names for the act of this procedure; a list that is empty says nothing."""
    if not ask.register.agency.policy.listed_matters_only:
        return ()
    shelf, act, matter = ask.register.shelf, ask.case.workflow.act, reported(ask).matter
    named = shelf.values_of(MATTERS, "name", matter, ask.day)
    if not shelf.keeps(MATTERS, ask.day) or any(one.act == act for one in named):
        return ()
    return (MATTER_NOT_LISTED.refuse(matter=matter, day=ask.day, act=ACTS.get(act, act)),)


MATTER_LISTED = Guard(
    name="matter_listed",
    label="事项已列入行政执法事项清单",
    article="行政处罚法第三十九条；本机关选项 listed_matters_only",
    check=_listed,
    refuses=(MATTER_NOT_LISTED,),
)


def _published(ask: Ask) -> tuple[Refusal, ...]:
    """That there is a power at all is asked elsewhere: here only whether the one there would be has been published."""
    told = reported(ask)
    power = ask.register.unpublished_power(told.matter, ask.day, area=told.area)
    if power is None:
        return ()
    kind = "委托书" if isinstance(power, Delegation) else "赋权决定"
    document = f"{kind}（{power.document_number}）"
    return (DELEGATION_NOT_ANNOUNCED.refuse(matter=told.matter, document=document, day=ask.day),)


POWER_PUBLIC = Guard(
    name="power_public",
    label="委托书、赋权决定已经公布",
    article="行政处罚法第二十条第二款、第二十四条第一款",
    check=_published,
    refuses=(DELEGATION_NOT_ANNOUNCED,),
)
