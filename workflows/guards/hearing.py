"""The hearing: asked for in time, announced in time, led by somebody who did not investigate (处罚法 63-65)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import Act
from zhifa.engine.instants import legal_day
from zhifa.engine.refusals import Refusal
from zhifa.engine.terms import latest_notice_day
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.notice import (
    HearingAbandoned,
    HearingNotice,
    HearingRecord,
    HearingReport,
    HearingRequest,
    Waiver,
)
from zhifa.workflows.reasons import (
    HEARING_NOT_APPOINTED,
    HEARING_NOT_OFFERED,
    HEARING_NOTICE_TOO_LATE,
    HEARING_OFFICER_INVESTIGATED,
    HEARING_PENDING,
    HEARING_REQUEST_LATE,
    HEARING_UNREPORTED,
    HEARING_WINDOW,
)
from zhifa.workflows.roles import HEARING_OFFICER
from zhifa.workflows.terms import HEARING_NOTICE, HEARING_REQUEST


def _in_time(ask: Ask) -> tuple[Refusal, ...]:
    notice, window = dossier.last_notice(ask.case), ask.case.term(HEARING_REQUEST.code)
    if notice is None or "hearing" not in notice.facts.rights or window is None:
        return (HEARING_NOT_OFFERED.refuse(),)
    if ask.day > window.due_day:
        return (HEARING_REQUEST_LATE.refuse(due=window.due),)
    return ()


REQUESTED_IN_TIME = Guard(
    name="hearing_requested_in_time",
    label="在期限内要求听证",
    article="行政处罚法第六十四条第一项",
    check=_in_time,
    refuses=(HEARING_NOT_OFFERED, HEARING_REQUEST_LATE),
    early=True,
)


def _announced(ask: Ask) -> tuple[Refusal, ...]:
    hearing = legal_day(ask.facts(HearingNotice).hearing_at)
    latest = latest_notice_day(hearing, HEARING_NOTICE, ask.calendar).due
    if ask.day > latest:
        return (HEARING_NOTICE_TOO_LATE.refuse(hearing=hearing, latest=latest, day=ask.day),)
    return ()


ANNOUNCED_IN_TIME = Guard(
    name="hearing_announced_in_time",
    label="举行七个工作日前通知",
    article="行政处罚法第六十四条第二项、第八十五条",
    check=_announced,
    refuses=(HEARING_NOTICE_TOO_LATE,),
)


def _independent(ask: Ask) -> tuple[Refusal, ...]:
    chosen = ask.facts(HearingNotice).hearing_officer
    involved = dossier.involvement(ask.case)
    officer = ask.register.officers.get(chosen)
    name = officer.name if officer else chosen
    if HEARING_OFFICER.name not in ask.register.roles(chosen, ask.day):
        return (HEARING_NOT_APPOINTED.refuse(detail=f"{name}当日不是登记的听证主持人"),)
    if chosen in involved:
        return (HEARING_OFFICER_INVESTIGATED.refuse(officer=name, why=involved[chosen]),)
    return ()


OFFICER_INDEPENDENT = Guard(
    name="hearing_officer_independent",
    label="听证主持人不是本案调查人员",
    article="行政处罚法第六十四条第四项",
    check=_independent,
    refuses=(HEARING_NOT_APPOINTED, HEARING_OFFICER_INVESTIGATED),
)


def _as_appointed(ask: Ask) -> tuple[Refusal, ...]:
    """By the officer named, not before the time named, in the notice that answers the present request."""
    request, notice = ask.case.last(HearingRequest), ask.case.last(HearingNotice)
    if notice is None or (request and notice.seq < request.seq):
        return (HEARING_NOT_APPOINTED.refuse(detail="尚未通知听证的时间、地点"),)
    refusals = []
    if notice.facts.hearing_officer != ask.actor:
        refusals.append(HEARING_NOT_APPOINTED.refuse(detail="不是听证通知书指定的主持人"))
    if ask.facts(HearingRecord).started_at < notice.facts.hearing_at:
        refusals.append(HEARING_NOT_APPOINTED.refuse(detail="早于听证通知书所定时间"))
    return tuple(refusals)


AS_APPOINTED = Guard(
    name="hearing_as_appointed",
    label="按听证通知书举行",
    article="行政处罚法第六十四条第二项、第四项",
    check=_as_appointed,
    refuses=(HEARING_NOT_APPOINTED,),
)


def _held(ask: Ask) -> tuple[Refusal, ...]:
    request, record = ask.case.last(HearingRequest), ask.case.last(HearingRecord)
    if request is None or record is None or record.seq < request.seq:
        return (HEARING_UNREPORTED.refuse(detail="尚未举行听证"),)
    return ()


HELD = Guard(
    name="hearing_held",
    label="听证已经举行",
    article="行政处罚法第六十五条",
    check=_held,
    refuses=(HEARING_UNREPORTED,),
    early=True,
)


def _settled(ask: Ask) -> tuple[Refusal, ...]:
    """The right, once told, is used to the end, waived, abandoned, or its window is over."""
    notice = dossier.last_notice(ask.case)
    if notice is None or "hearing" not in notice.facts.rights:
        return ()
    request = ask.case.last(HearingRequest)
    if request is not None and request.seq > notice.seq:
        return _finished(ask, request)
    waived = any(act.facts.hearing for act in ask.case.each(Waiver) if act.seq > notice.seq)
    window = ask.case.term(HEARING_REQUEST.code)
    if waived or window is None or ask.day > window.due_day:
        return ()
    return (HEARING_WINDOW.refuse(due=window.due),)


def _finished(ask: Ask, request: Act[HearingRequest]) -> tuple[Refusal, ...]:
    abandoned, reported = ask.case.last(HearingAbandoned), ask.case.last(HearingReport)
    if (abandoned and abandoned.seq > request.seq) or (reported and reported.seq > request.seq):
        return ()
    record = ask.case.last(HearingRecord)
    detail = "听证报告尚未形成" if record and record.seq > request.seq else "尚未举行"
    return (HEARING_PENDING.refuse(day=legal_day(request.at), detail=detail),)


HEARING_SETTLED = Guard(
    name="hearing_settled",
    label="听证权利已经行使、放弃或者期满",
    article="行政处罚法第六十三条至第六十五条",
    check=_settled,
    refuses=(HEARING_WINDOW, HEARING_PENDING),
    early=True,
)
