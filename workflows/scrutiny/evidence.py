"""Records and evidence (处罚法 40, 46, 47, 55, 56)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import combinations

from pydantic import BaseModel

from zhifa.engine.act import Act
from zhifa.engine.instants import legal_day
from zhifa.engine.terms import reckon
from zhifa.engine.units import Mark
from zhifa.workflows import dossier
from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.gathering import DataExtraction
from zhifa.workflows.forms.investigate import (
    Conclusion,
    Extraction,
    FieldRecord,
    Preservation,
    PreservationApproval,
    PreservationHandled,
    PreservationLapsed,
    Revision,
)
from zhifa.workflows.forms.notice import HearingRecord, StatementReceived
from zhifa.workflows.forms.values import Evidence
from zhifa.workflows.roles import HEAD
from zhifa.workflows.scrutiny.check import (
    Check,
    Fault,
    Finding,
    Severity,
    Unjudged,
    Verdict,
    inapplicable,
    pending,
    silent,
)
from zhifa.workflows.scrutiny.view import View
from zhifa.workflows.scrutiny.when import concluded, not_come
from zhifa.workflows.terms import PRESERVATION


def _records(view: View) -> Iterator[Act[FieldRecord]]:
    return (act for act in view.case.acts if issubclass(act.transition.facts, FieldRecord))  # type: ignore[misc]


def _recorded(view: View) -> Unjudged | None:
    return None if any(_records(view)) else not_come(view, "制作检查、询问笔录")


def _complete(view: View) -> Iterator[Finding]:
    """By the text on file: what the form would have refused is to be found as well."""
    for act in _records(view):
        said = _said(act)
        lacking = [label for name, label in _STATED.items() if said.get(name) is None] + list(_untold(said))
        if lacking:
            yield Fault(text=f"“{act.transition.label}”笔录缺{'、'.join(lacking)}", entries=(act.seq,))
        unstated = [label for name, label in _STATED.items() if isinstance(said.get(name), dict)]
        if unstated:
            yield silent(f"“{act.transition.label}”笔录的{'、'.join(unstated)}", act.seq)


def _said(act: Act[FieldRecord]) -> dict[str, object]:
    told = json.loads(act.raw)
    return told if isinstance(told, dict) else {}


_STATED = {"started_at": "起始时间", "ended_at": "结束时间", "place": "地点"}


def _untold(said: dict[str, object]) -> Iterator[str]:
    officers, signature = said.get("officers"), said.get("signature")
    if not isinstance(officers, list) or len(set(officers)) < 2:
        yield "两名执法人员"
    if said.get("credentials_shown") is not True:
        yield "出示执法证件的记载"
    if said.get("rights_told") is not True:
        yield "权利告知的记载"
    if not isinstance(signature, dict) or not (signature.get("signed") or signature.get("note")):
        yield "被检查、询问人签名或者拒签的注明"


RECORDS = Check(
    id="R07",
    label="笔录要素齐全：起止时间、地点、两名人员、出示证件、权利告知、签名或者拒签注明",
    severity=Severity.MAJOR,
    article="行政处罚法第五十五条",
    asked=_recorded,
    spot=Verdict.NOT_APPLICABLE,
    run=_complete,
    upon=(FieldRecord,),
    beyond="是否逐页签名，见证人是否签名",
)


def _in_two_places(view: View) -> Iterator[Finding]:
    timed = []
    for act in _records(view):
        span = _span(act.facts)
        if span is None:
            yield silent(f"“{act.transition.label}”笔录的时间或者地点", act.seq)
        else:
            timed.append((act, span))
    for (first, one), (second, other) in combinations(timed, 2):
        both = set(first.facts.officers) & set(second.facts.officers)
        if both and one[2] != other[2] and one[0] < other[1] and other[0] < one[1]:
            names = "、".join(sorted(map(view.name, both)))
            yield Fault(text=f"{names}同一时段在“{one[2]}”和“{other[2]}”制作笔录", entries=(first.seq, second.seq))


def _span(record: FieldRecord) -> tuple[datetime, datetime, str] | None:
    started, ended, place = record.started_at, record.ended_at, record.place
    if isinstance(started, NotStated) or isinstance(ended, NotStated) or isinstance(place, NotStated):
        return None
    return started, ended, place


ONE_PLACE = Check(
    id="R08",
    label="同一执法人员同一时段没有出现在两份不同地点的笔录",
    severity=Severity.MAJOR,
    article="行政处罚法第四十七条、第五十五条",
    asked=_recorded,
    spot=Verdict.NOT_APPLICABLE,
    run=_in_two_places,
    upon=(FieldRecord,),
    mark=Mark.CONVENTION,
)


def _gathered(view: View) -> Unjudged | None:
    return None if dossier.evidence(view.case) else not_come(view, "收集证据")


def _traceable(view: View) -> Iterator[Finding]:
    for act, item in dossier.evidence_by_act(view.case):
        yield from _origin(act, item)
    for extraction in view.case.each(Extraction):
        if not extraction.facts.provider_confirmed:
            keys = "、".join(item.key for item in extraction.facts.evidence)
            confirmed = f"证据“{keys}”经提供人核对"
            yield (
                silent(confirmed, extraction.seq)
                if view.case.replay
                else Fault(text=f"没有{confirmed}的记载", entries=(extraction.seq,))
            )


def _origin(act: Act[BaseModel], item: Evidence) -> Iterator[Finding]:
    """Electronic data have a checksum of their own, or that of the record of their extraction."""
    unstated = [label for name, label in _ORIGIN.items() if isinstance(getattr(item, name), NotStated)]
    if unstated:
        yield silent(f"证据“{item.key}”的{'、'.join(unstated)}", act.seq)
    if not isinstance(item.obtained_on, NotStated) and item.obtained_on > legal_day(act.at):
        yield Fault(text=f"证据“{item.key}”的取得日{item.obtained_on}晚于入卷日", entries=(act.seq,))
    if item.kind == "电子数据" and item.digest is None and not isinstance(act.facts, DataExtraction):
        yield Fault(text=f"电子数据“{item.key}”没有校验值", entries=(act.seq,))


_ORIGIN = {"source": "来源", "obtained_on": "取得时间"}

TRACEABLE = Check(
    id="R09",
    label="证据有来源、提取时间、核对，电子数据有校验值",
    severity=Severity.MAJOR,
    article="行政处罚法第四十六条",
    asked=_gathered,
    spot=None,
    run=_traceable,
    upon=(FieldRecord, Extraction, StatementReceived, HearingRecord),
)


def _founded(view: View) -> Iterator[Finding]:
    draft = view.draft
    assert draft is not None, "asked after the conclusion"
    if isinstance(draft.evidence, NotStated):
        yield silent("认定事实所依据的证据")
        return
    if not draft.evidence and draft.ground != "not_established":
        yield Fault(text="认定的事实没有列明证据", papers=("D21",))
    on_file = {item.key: (act.seq, item) for act, item in dossier.evidence_by_act(view.at_decision)}
    for key in draft.evidence:
        if key not in on_file:
            yield Fault(text=f"所引证据“{key}”不在卷内", papers=("D21",))
        elif not on_file[key][1].verified:
            yield Fault(text=f"所引证据“{key}”未经查证属实", entries=(on_file[key][0],))


FOUNDED = Check(
    id="R10",
    label="认定的事实有查证属实的证据",
    severity=Severity.FATAL,
    article="行政处罚法第四十条、第四十六条第二款",
    asked=concluded,
    run=_founded,
    upon=(Conclusion, Revision),
    beyond="各项事实与证据是否一一对应",
)


def _preserved(view: View) -> Unjudged | None:
    return None if view.holds(Preservation) else inapplicable("没有先行登记保存")


def _preservations(view: View) -> Iterator[Finding]:
    for act in view.case.each(Preservation):
        yield from _approval(view, act)
        yield from _handling(view, act)


def _approval(view: View, act: Act[Preservation]) -> Iterator[Finding]:
    key = act.facts.key
    given = [one for one in view.case.each(PreservationApproval) if one.facts.key == key and one.seq < act.seq]
    if not given:
        yield Fault(text=f"先行登记保存“{key}”没有批准", entries=(act.seq,))
        return
    approval = given[-1]
    register, day = view.register_at(approval.seq), legal_day(approval.at)
    if not any(HEAD.name in register.roles(officer, day) for officer in approval.officers):
        yield Fault(text=f"批准先行登记保存“{key}”的不是机关负责人", entries=(approval.seq,))
    if approval.at > act.at:
        yield Fault(text=f"先行登记保存“{key}”先实施、后批准", entries=(approval.seq, act.seq))


def _handling(view: View, act: Act[Preservation]) -> Iterator[Finding]:
    key, due = act.facts.key, reckon(PRESERVATION, legal_day(act.at), view.calendar).due
    handled = [one for one in view.case.each(PreservationHandled) if one.facts.key == key and one.seq > act.seq]
    ended = legal_day(handled[0].at) if handled else view.day
    entries = (act.seq, *(one.seq for one in handled[:1]))
    lapsed = next(
        (one for one in view.case.each(PreservationLapsed) if one.facts.key == key and one.seq > act.seq), None
    )
    if lapsed:
        yield Fault(text=f"先行登记保存“{key}”应于{due}前处理，期满没有处理，自动解除", entries=(act.seq, lapsed.seq))
    elif ended > due:
        text = f"先行登记保存“{key}”应于{due}前处理，{f'{ended}才处理' if handled else '至今没有处理'}"
        yield Fault(text=text, entries=entries)
    elif not handled:
        yield pending(f"先行登记保存“{key}”处理期限至{due}", act.seq)


PRESERVED = Check(
    id="R11",
    label="先行登记保存经负责人批准后实施，七个工作日内处理",
    severity=Severity.MAJOR,
    article="行政处罚法第五十六条、第八十五条",
    asked=_preserved,
    spot=Verdict.NOT_APPLICABLE,
    run=_preservations,
    upon=(PreservationApproval, Preservation, PreservationHandled, PreservationLapsed),
)
