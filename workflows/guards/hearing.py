"""The hearing: asked for in time, announced in time, led by somebody who did not investigate (处罚法 63-65)."""

from __future__ import annotations

from zhifa.engine.act import Act
from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.refusals import Refusal
from zhifa.engine.terms import latest_notice_day
from zhifa.engine.vocabulary import Condition, Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.notice import HearingAbandoned, HearingNotice, HearingRecord, HearingReport, HearingRequest
from zhifa.workflows.reasons.hearing import (
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
    name = _name(ask, chosen)
    if HEARING_OFFICER.name not in ask.register.roles(chosen, ask.day):
        return (HEARING_NOT_APPOINTED.refuse(detail=f"{name}当日不是登记的听证主持人"),)
    if chosen in dossier.recused(ask.case):
        return (HEARING_NOT_APPOINTED.refuse(detail=f"{name}{dossier.recused(ask.case)[chosen]}"),)
    if chosen in involved:
        return (HEARING_OFFICER_INVESTIGATED.refuse(officer=name, why=involved[chosen]),)
    return ()


def _name(ask: Ask, officer_id: str) -> str:
    officer = ask.register.officers.get(officer_id)
    return officer.name if officer else officer_id


OFFICER_INDEPENDENT = Guard(
    name="hearing_officer_independent",
    label="听证主持人不是本案调查人员",
    article="行政处罚法第六十四条第四项",
    check=_independent,
    refuses=(HEARING_NOT_APPOINTED, HEARING_OFFICER_INVESTIGATED),
)


def _as_appointed(ask: Ask) -> tuple[Refusal, ...]:
    """By the officer named, at the time and place named, in the notice that answers the present request."""
    notice = _answering_notice(ask.case)
    if notice is None:
        return (HEARING_NOT_APPOINTED.refuse(detail="尚未通知听证的时间、地点"),)
    record, told = ask.facts(HearingRecord), notice.facts
    wrong = [
        (told.hearing_officer != ask.actor, "不是听证通知书指定的主持人"),
        (record.started_at < told.hearing_at, "早于听证通知书所定时间"),
        (legal_day(record.started_at) != legal_day(told.hearing_at), "不在听证通知书所定日期，改期应当重新通知"),
        (record.place != told.place, "不在听证通知书所定地点，改换地点应当重新通知"),
        (record.ended_at > ask.at, "笔录所载结束时间晚于办理时间"),
    ]
    return tuple(HEARING_NOT_APPOINTED.refuse(detail=detail) for true, detail in wrong if true)


def _answering_notice(case: CaseFile) -> Act[HearingNotice] | None:
    """The notice given since the request."""
    request, notice = case.last(HearingRequest), case.last(HearingNotice)
    return notice if notice and (request is None or notice.seq > request.seq) else None


AS_APPOINTED = Guard(
    name="hearing_as_appointed",
    label="按听证通知书举行",
    article="行政处罚法第六十四条第二项、第四项",
    check=_as_appointed,
    refuses=(HEARING_NOT_APPOINTED,),
)


def _still_independent(ask: Ask) -> tuple[Refusal, ...]:
    """Who became an investigator after being appointed may not lead the hearing."""
    involved = dossier.involvement(ask.case)
    return tuple(
        HEARING_OFFICER_INVESTIGATED.refuse(officer=_name(ask, officer), why=involved[officer])
        for officer in ask.officers
        if officer in involved
    )


STILL_INDEPENDENT = Guard(
    name="hearing_officer_still_independent",
    label="主持人举行听证时仍非调查人员",
    article="行政处罚法第六十四条第四项",
    check=_still_independent,
    refuses=(HEARING_OFFICER_INVESTIGATED,),
    early=True,
)


def _ended_lawfully(ask: Ask) -> tuple[Refusal, ...]:
    """Staying away or leaving can only be noted by the appointed officer, at the hearing; a withdrawal at any time."""
    if ask.facts(HearingAbandoned).how == "撤回申请":
        return ()
    notice = _answering_notice(ask.case)
    if notice is None or ask.at < notice.facts.hearing_at:
        return (HEARING_NOT_APPOINTED.refuse(detail="听证时间未到，不能认定缺席或者退出"),)
    if notice.facts.hearing_officer != ask.actor:
        return (HEARING_NOT_APPOINTED.refuse(detail="不是听证通知书指定的主持人"),)
    return ()


ENDED_LAWFULLY = Guard(
    name="hearing_ended_lawfully",
    label="终止听证有依据",
    article="行政处罚法第六十四条第六项",
    check=_ended_lawfully,
    refuses=(HEARING_NOT_APPOINTED,),
)


def _held(ask: Ask) -> tuple[Refusal, ...]:
    request, record = ask.case.last(HearingRequest), ask.case.last(HearingRecord)
    if request is None or record is None or record.seq < request.seq:
        return (HEARING_UNREPORTED.refuse(detail="尚未举行听证"),)
    if record.actor != ask.actor:
        return (HEARING_UNREPORTED.refuse(detail="听证报告应由主持人作出"),)
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
    """A hearing once asked for is held and reported or abandoned, whatever was notified since; else the right is waived or its window over.
    Where no penalty is proposed any more there is nothing to hear about (处罚法 63)."""
    proposed = dossier.draft(ask.case)
    if proposed is not None and proposed.kind == "no_penalty":
        return ()
    notice, request = dossier.last_notice(ask.case), dossier.present(ask.case).last(HearingRequest)
    if request is not None and _unfinished(ask, request):
        return _unfinished(ask, request)
    if notice is None or "hearing" not in notice.facts.rights or (request and request.seq > notice.seq):
        return ()
    window = ask.case.term(HEARING_REQUEST.code)
    if "hearing" in dossier.waived(ask.case) or (window and ask.day > window.due_day):
        return ()
    return (HEARING_WINDOW.refuse(due=window.due if window else "告知书送达后"),)


def _unfinished(ask: Ask, request: Act[HearingRequest]) -> tuple[Refusal, ...]:
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


def _still_pending(ask: Ask) -> bool:
    request = dossier.present(ask.case).last(HearingRequest)
    return request is not None and bool(_unfinished(ask, request))


HEARING_UNFINISHED = Condition(name="hearing_unfinished", label="此前申请的听证尚未办结", holds=_still_pending)
