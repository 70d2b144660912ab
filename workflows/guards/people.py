"""Who may act: two certified officers, the handlers, the head's approval (处罚法 42, 56)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.instants import legal_day
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.investigate import Preservation, PreservationHandled
from zhifa.workflows.forms.start import Report
from zhifa.workflows.reasons import CERTIFICATE_INVALID, NOT_A_HANDLER, NOT_APPROVED_BY_HEAD, TOO_FEW_OFFICERS
from zhifa.workflows.roles import HEAD


def _two_officers(ask: Ask) -> tuple[Refusal, ...]:
    """Two different officers at least, and a valid certificate for each one named, on the day, for the act and area."""
    area, act = dossier.area(ask.case), ask.case.workflow.act
    named = dossier.named_officers(ask.submitted)
    certified = {o for o in named if ask.register.certificate(o, act=act, area=area, day=ask.day)}
    refusals = [
        CERTIFICATE_INVALID.refuse(officer=_name(ask, officer), day=ask.day, area=area)
        for officer in dict.fromkeys(named)
        if officer not in certified
    ]
    if len(certified) < 2:
        refusals.append(TOO_FEW_OFFICERS.refuse(day=ask.day, counted=len(certified)))
    return tuple(refusals)


def _name(ask: Ask, officer_id: str) -> str:
    officer = ask.register.officers.get(officer_id)
    return officer.name if officer else officer_id


TWO_OFFICERS = Guard(
    name="two_officers",
    label="两名以上持证执法人员",
    article="行政处罚法第四十二条第一款",
    check=_two_officers,
    refuses=(TOO_FEW_OFFICERS, CERTIFICATE_INVALID),
)


def _handler_acts(ask: Ask) -> tuple[Refusal, ...]:
    if ask.actor in dossier.handlers(ask.case):
        return ()
    return (NOT_A_HANDLER.refuse(officer=_name(ask, ask.actor)),)


HANDLER_ACTS = Guard(
    name="handler_acts",
    label="由本案承办人办理",
    article="行政处罚法第四十二条第一款",
    check=_handler_acts,
    refuses=(NOT_A_HANDLER,),
    early=True,
)


def _head_approved(ask: Ask) -> tuple[Refusal, ...]:
    approval = (
        ask.facts(Preservation).approval
        if ask.transition.facts is Preservation
        else ask.facts(PreservationHandled).approval
    )
    if HEAD.name not in ask.register.roles(approval.head, legal_day(approval.approved_at)):
        return (NOT_APPROVED_BY_HEAD.refuse(detail=f"{_name(ask, approval.head)}当日不是机关负责人"),)
    if approval.approved_at > ask.at:
        return (NOT_APPROVED_BY_HEAD.refuse(detail="批准时间晚于实施时间"),)
    return ()


HEAD_APPROVED = Guard(
    name="head_approved",
    label="经机关负责人批准",
    article="行政处罚法第五十六条",
    check=_head_approved,
    refuses=(NOT_APPROVED_BY_HEAD,),
)


def reported(ask: Ask) -> Report:
    """The report of the case, or the one being made."""
    told = dossier.report(ask.case)
    return told if told is not None else ask.facts(Report)
