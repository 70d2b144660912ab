"""The agency and the people: power, two certified officers, the party (处罚法 17-21, 42)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel
from stdnum.cn import uscc

from zhifa.engine.act import Act
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.identity_numbers import told_by_resident_id
from zhifa.workflows import dossier
from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.collection import RequestedCollection, SpotCollection
from zhifa.workflows.forms.decide import Decision
from zhifa.workflows.forms.investigate import (
    CorrectionOrder,
    Extraction,
    FieldRecord,
    Preservation,
    PreservationHandled,
)
from zhifa.workflows.forms.notice import PriorNotice, StatementReceived
from zhifa.workflows.forms.serve import Dispatch, FailedService, Service
from zhifa.workflows.forms.start import Filing, Report
from zhifa.workflows.forms.summary import Catch, SpotDecision, SpotDelivery, SpotNotice, SpotStatement
from zhifa.workflows.forms.values import Party
from zhifa.workflows.scrutiny.check import Check, Fault, Finding, Severity, Unjudged, silent, unknown
from zhifa.workflows.scrutiny.view import View
from zhifa.workflows.scrutiny.when import always, filed, not_come

FACING = (
    CorrectionOrder, Dispatch, Extraction, FailedService, FieldRecord, Preservation, PreservationHandled, Service, StatementReceived,
    Catch, SpotCollection, SpotDecision, SpotDelivery, SpotNotice, SpotStatement, RequestedCollection,
)  # fmt: skip
"""Forms of the steps at which officers face the party or gather evidence."""


def facing(case: CaseFile) -> Iterator[Act[BaseModel]]:
    """The steps at which the law asks for two certified officers."""
    return (act for act in case.acts if issubclass(act.transition.facts, FACING))


def _power(view: View) -> Iterator[Finding]:
    told, filing = dossier.report(view.case), view.filing
    assert filing is not None, "asked after filing"
    matter = told.matter if told else ""
    days = {legal_day(filing.at): filing.seq}
    days |= {legal_day(act.at): act.seq for act in view.case.acts if act.transition.decides}
    for day, seq in days.items():
        if view.register_at(seq).power(matter, day) is None:
            yield Fault(text=f"{day}对“{matter}”没有法定职权，也没有有效的委托", entries=(seq,))


POWER = Check(
    id="R01",
    label="实施主体在有效主体清单，委托有效且含本事项",
    severity=Severity.FATAL,
    article="行政处罚法第十七条至第二十一条",
    asked=filed,
    run=_power,
    upon=(Filing, Decision),
    beyond="委托书原件、是否以委托机关名义",
)


def _faced(view: View) -> Unjudged | None:
    return None if any(facing(view.case)) else not_come(view, "开展需两人以上的执法活动")


def _named(act: Act[BaseModel]) -> Mapping[str, int]:
    """The officers that the act names as it now reads, each with the entry that first named him or her: its own, or a correction of it."""
    first: dict[str, int] = {}
    for seq, version in zip((act.seq, *(old.until for old in act.superseded)), act.versions(), strict=True):
        for officer in dossier.named_officers(version.facts):
            first.setdefault(officer, seq)
    return {officer: first[officer] for officer in dossier.named_officers(act.facts)}


def _two_officers(view: View) -> Iterator[Finding]:
    for act in facing(view.case):
        day = legal_day(act.at)
        certified = sum(view.certified(one, day, seq=seq) for one, seq in _named(act).items())
        if certified < 2:
            text = f"{day}“{act.transition.label}”持有效证件的执法人员有{certified}人，不足两人"
            yield Fault(text=text, entries=(act.seq,))


TWO_OFFICERS = Check(
    id="R02",
    label="每次检查、询问、取证、送达当日有两名以上执法人员证件有效，类别、区域相符",
    severity=Severity.FATAL,
    article="行政处罚法第四十二条第一款",
    asked=_faced,
    spot=None,
    run=_two_officers,
    upon=FACING,
)


def _uncertified(view: View) -> Iterator[Finding]:
    for act in facing(view.case):
        day = legal_day(act.at)
        for officer, seq in _named(act).items():
            if not view.certified(officer, day, seq=seq):
                text = f"{view.name(officer)}以执法人员身份参加{day}“{act.transition.label}”，当日没有有效的执法证件"
                yield Fault(text=text, entries=(act.seq,))


ONLY_OFFICERS = Check(
    id="R36",
    label="受委托、辅助人员未以执法人员身份签署",
    severity=Severity.FATAL,
    article="行政处罚法第四十二条第一款；行政强制法第十七条",
    asked=_faced,
    spot=None,
    run=_uncertified,
    upon=FACING,
)


def _party(view: View) -> Iterator[Finding]:
    told = dossier.report(view.case)
    if told is None:
        yield unknown("记录中没有线索登记")
        return
    seq = next(act.seq for act in view.case.acts if act.facts is told)
    yield from _number(told.party, seq)
    if isinstance(told.party.name, NotStated):
        yield silent("当事人名称", seq)
        return
    papers = {
        "告知书": view.notice.seq if view.notice else None,
        "决定书": view.decision.seq if view.decision else None,
    }
    for paper, issued in papers.items():
        named = dossier.report(view.case.as_told(issued)) if issued is not None else None
        if named and issued is not None and _identity(named.party) != _identity(told.party):
            yield Fault(
                text=f"{paper}所列当事人“{named.party.name}”与登记的“{told.party.name}”不一致", entries=(seq, issued)
            )


def _number(party: Party, seq: int) -> Iterator[Finding]:
    """Check digits, where the kind of number has one."""
    number = party.identity_number or ""
    if party.identity_kind == "masked":
        yield unknown("证件号码已脱敏，不能校验", seq)
    elif party.identity_kind == "uscc" and not uscc.is_valid(number):
        yield Fault(text=f"统一社会信用代码{number or '（未填）'}校验位不正确", entries=(seq,))
    elif party.identity_kind == "resident_id" and told_by_resident_id(number) is None:
        yield Fault(text=f"公民身份号码{'' if number else '（未填）'}校验位不正确", entries=(seq,))


def _identity(party: Party) -> tuple[object, ...]:
    return party.name, party.identity_kind, party.identity_number


PARTY = Check(
    id="R03",
    label="当事人证件号码校验位正确，全卷名称一致",
    severity=Severity.FATAL,
    article="行政处罚法第五十九条第一款第一项；GB 32100-2015、GB 11643-1999",
    asked=always,
    spot=None,
    run=_party,
    upon=(Report, PriorNotice, Decision),
    beyond="名称与主体资格证明原件是否一致",
)
