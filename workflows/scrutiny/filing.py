"""Filing: approved before the investigation, in time, within limitation (处罚法 36, 54)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from zhifa.engine.act import Act
from zhifa.engine.instants import legal_day
from zhifa.engine.terms import reckon
from zhifa.engine.units import Mark
from zhifa.workflows import dossier
from zhifa.workflows.forms.decide import Decision
from zhifa.workflows.forms.investigate import Conclusion, Extraction, FieldRecord, Preservation
from zhifa.workflows.forms.start import Assignment, DeclinedFiling, Filing, Report
from zhifa.workflows.roles import HEAD
from zhifa.workflows.scrutiny.check import Check, Fault, Finding, Severity, Unjudged, Verdict, silent, unknown
from zhifa.workflows.scrutiny.view import View
from zhifa.workflows.scrutiny.when import always, filed, not_come
from zhifa.workflows.terms import LIMITATION, LONG_LIMITATION


def _investigated(view: View) -> Unjudged | None:
    if view.holds(Filing, Conclusion) or view.decision:
        return None
    return not_come(view, "立案")


def _approved(view: View) -> Iterator[Finding]:
    filing = view.filing
    if filing is None:
        yield Fault(text="调查终结或者作出决定，没有立案审批", entries=view.entries(Conclusion, Decision))
        return
    day = legal_day(filing.at)
    register = view.register_at(filing.seq)
    if not any(HEAD.name in register.roles(officer, day) for officer in filing.officers):
        yield Fault(text=f"批准立案的{view.name(filing.actor)}在{day}不是机关负责人", entries=(filing.seq,))
    for act in _gathering(view):
        if not _verifying(view, act, filing) and (act.seq < filing.seq or act.at < filing.at):
            yield Fault(text=f"“{act.transition.label}”在立案之前，又不在核查之中", entries=(act.seq, filing.seq))


def _gathering(view: View) -> Iterator[Act[BaseModel]]:
    return (a for a in view.case.acts if issubclass(a.transition.facts, FieldRecord | Extraction | Preservation))


def _verifying(view: View, act: Act[BaseModel], filing: Act[Filing]) -> bool:
    """Whether it was done to verify the report before filing: on an assignment, not after the filing was entered."""
    assigned = (one for one in view.case.each(Assignment) if one.seq < filing.seq)
    return act.seq < filing.seq and any(one.seq < act.seq and one.at <= act.at for one in assigned)


APPROVED = Check(
    id="R04",
    label="立案经机关负责人审批，在调查取证之前（核查除外）",
    severity=Severity.MAJOR,
    article="行政处罚法第五十四条",
    asked=_investigated,
    spot=Verdict.NOT_APPLICABLE,
    run=_approved,
    upon=(Assignment, Filing),
    beyond="紧急情况下补办立案的事由",
)


def _answered(view: View) -> Unjudged | None:
    return None if view.holds(Filing, DeclinedFiling) else not_come(view, "决定是否立案")


def _in_time(view: View) -> Iterator[Finding]:
    """By the day set when the verification was assigned: the law only says 及时, and departmental rules differ."""
    answer = next(act for act in view.case.acts if act.transition.facts in (Filing, DeclinedFiling))
    assigned = next((a for a in view.case.each(Assignment) if a.seq < answer.seq), None)
    if assigned is None or assigned.facts.due_on is None:
        yield unknown("法律只要求及时立案，指派核查时没有定期限，本机关也没有设定期限")
    elif legal_day(answer.at) > assigned.facts.due_on:
        text = f"指派核查时定于{assigned.facts.due_on}前完成，{legal_day(answer.at)}才“{answer.transition.label}”"
        yield Fault(text=text, entries=(assigned.seq, answer.seq))


IN_TIME = Check(
    id="R05",
    label="核查、立案在期限内",
    severity=Severity.MINOR,
    article="行政处罚法第五十四条第二款；期限由部门规章或者本机关规定",
    asked=_answered,
    spot=Verdict.NOT_APPLICABLE,
    run=_in_time,
    upon=(Assignment, Filing, DeclinedFiling),
    mark=Mark.CONVENTION,
)


def _within_limitation(view: View) -> Iterator[Finding]:
    filing, told = view.filing, dossier.report(view.case)
    assert filing is not None, "asked after filing"
    ended = filing.facts.violation_ended_on
    if not isinstance(ended, date):
        yield silent("违法行为终了之日", filing.seq)
        return
    if ended > legal_day(filing.at):
        yield Fault(text=f"所填违法行为日期{ended}晚于立案日", entries=(filing.seq,))
    term = LONG_LIMITATION if filing.facts.long_limitation else LIMITATION
    due = reckon(term, ended, view.calendar).due
    if told and told.discovered_on > due:
        text = f"违法行为{ended}终了，追诉时效{due}届满，{told.discovered_on}才发现"
        yield Fault(text=text, entries=(filing.seq,))


WITHIN_LIMITATION = Check(
    id="R06",
    label="违法行为终了至发现未超过追诉时效",
    severity=Severity.FATAL,
    article="行政处罚法第三十六条",
    asked=filed,
    run=_within_limitation,
    upon=(Report, Filing),
    beyond="适用五年时效的理由是否成立",
)


def _worded(view: View) -> Iterator[Finding]:
    """The papers of the investigation print 涉嫌…案 around the cause: one that brings either itself is printed twice."""
    told = dossier.report(view.case)
    if told and (told.cause.startswith("涉嫌") or told.cause.endswith("案")):
        yield Fault(text=f"案由登记为“{told.cause}”，调查阶段的文书将印成“涉嫌{told.cause}案”", entries=(0,))


CAUSE = Check(
    id="R30",
    label="案由只写违法行为，调查阶段的文书称“涉嫌…案”",
    severity=Severity.MINOR,
    article="文书制作规范",
    asked=always,
    spot=None,
    run=_worded,
    upon=(Report,),
    mark=Mark.CONVENTION,
)
