"""Who may act: two certified officers, the handlers, the head's approval (处罚法 42, 56)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.refusals import Refusal
from zhifa.engine.register import WhyNot
from zhifa.engine.standing import Doing, holds
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.investigate import Preservation, PreservationApproval
from zhifa.workflows.forms.start import Report
from zhifa.workflows.forms.values import Opinion
from zhifa.workflows.reasons.people import (
    CERTIFICATE_INVALID,
    CERTIFICATE_SUSPENDED,
    CERTIFICATE_UNCHECKED,
    NOT_A_HANDLER,
    NOT_APPROVED_BY_HEAD,
    OPINION_UNFOUNDED,
    TOO_FEW_OFFICERS,
)
from zhifa.workflows.reasons.recusal import RECUSED
from zhifa.workflows.roles import UNIT_HEAD


def _two_officers(ask: Ask) -> tuple[Refusal, ...]:
    """Two different officers at least, and a valid certificate for each one named, on the day, for the act and area; none who must withdraw."""
    area, act = _area(ask), ask.case.workflow.act
    named, recused = dossier.named_officers(ask.submitted), dossier.recused(ask.case)
    lacking: dict[str, WhyNot] = {
        o: why for o in named if (why := ask.register.why_not(o, act=act, area=area, day=ask.day))
    }
    refusals = [RECUSED.refuse(officer=_name(ask, o), why=recused[o]) for o in dict.fromkeys(named) if o in recused]
    refusals += [_uncertified(ask, o, why, area) for o, why in lacking.items()]
    counted = len(set(named) - lacking.keys() - recused.keys())
    if counted < 2:
        refusals.append(TOO_FEW_OFFICERS.refuse(day=ask.day, counted=counted))
    return tuple(refusals)


def _uncertified(ask: Ask, officer_id: str, why: WhyNot, area: str) -> Refusal:
    officer = _name(ask, officer_id)
    if why == "suspended":
        return CERTIFICATE_SUSPENDED.refuse(officer=officer, day=ask.day)
    if why == "unchecked":
        return CERTIFICATE_UNCHECKED.refuse(officer=officer, day=ask.day)
    return CERTIFICATE_INVALID.refuse(officer=officer, day=ask.day, area=area)


def _area(ask: Ask) -> str:
    """Place of the violation; at the opening of a case it stands in the facts."""
    return dossier.area(ask.case) or (ask.submitted.area if isinstance(ask.submitted, Report) else "")


def _name(ask: Ask, officer_id: str) -> str:
    officer = ask.register.officers.get(officer_id)
    return officer.name if officer else officer_id


TWO_OFFICERS = Guard(
    name="two_officers",
    label="两名以上持证执法人员",
    article="行政处罚法第四十二条第一款",
    check=_two_officers,
    refuses=(TOO_FEW_OFFICERS, CERTIFICATE_INVALID, CERTIFICATE_SUSPENDED, CERTIFICATE_UNCHECKED, RECUSED),
)


def _handler_acts(ask: Ask) -> tuple[Refusal, ...]:
    if ask.actor in dossier.handlers(ask.case):
        return ()
    return (NOT_A_HANDLER.refuse(officer=_name(ask, ask.actor)),)


HANDLER_ACTS = Guard(
    name="handler_acts",
    label="由本案承办人办理",
    article="本机关办案制度",
    check=_handler_acts,
    refuses=(NOT_A_HANDLER,),
    early=True,
)


def _head_approved(ask: Ask) -> tuple[Refusal, ...]:
    """The head approved this preservation, under this name and of these goods, in an act of his own."""
    wanted = ask.facts(Preservation)
    given = next((act for act in ask.case.each(PreservationApproval) if act.facts.key == wanted.key), None)
    if given is None:
        return (NOT_APPROVED_BY_HEAD.refuse(detail=f"没有批准先行登记保存“{wanted.key}”"),)
    if given.facts.items != wanted.items:
        return (NOT_APPROVED_BY_HEAD.refuse(detail="登记保存的物品与批准的不一致"),)
    return ()


HEAD_APPROVED = Guard(
    name="head_approved",
    label="经机关负责人批准",
    article="行政处罚法第五十六条",
    check=_head_approved,
    refuses=(NOT_APPROVED_BY_HEAD,),
)


def _opinions(ask: Ask) -> tuple[Refusal, ...]:
    """The opinion of the handling unit's head is by somebody who held that post when it was given, and not later than the act."""
    opinion = getattr(ask.submitted, "unit_opinion", None)
    if not isinstance(opinion, Opinion):
        return ()
    if opinion.on > ask.day:
        return (OPINION_UNFOUNDED.refuse(officer=_name(ask, opinion.by), detail=f"意见日期{opinion.on}晚于办理日"),)
    recused = dossier.recused(ask.case).get(opinion.by)
    if recused:
        return (OPINION_UNFOUNDED.refuse(officer=_name(ask, opinion.by), detail=f"其{recused}"),)
    speaking = Doing(
        case=ask.case, register=ask.register, actor=opinion.by, day=opinion.on, label="承办机构意见", roles=(UNIT_HEAD,)
    )
    if not holds(speaking):
        return (OPINION_UNFOUNDED.refuse(officer=_name(ask, opinion.by), detail=f"{opinion.on}不是承办机构负责人"),)
    return ()


UNIT_OPINION_GIVEN = Guard(
    name="unit_opinion_given",
    label="承办机构意见由其负责人作出",
    article="本机关审批制度",
    check=_opinions,
    refuses=(OPINION_UNFOUNDED,),
)


def reported(ask: Ask) -> Report:
    """The report of the case, or the one being made."""
    told = dossier.report(ask.case)
    return told if told is not None else ask.facts(Report)
