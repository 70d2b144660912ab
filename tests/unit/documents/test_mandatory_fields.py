"""Every paper asks for and prints what the list of documents says it must hold (documents.md 3.2), field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest

from zhifa.documents import CATALOGUE, render
from zhifa.documents import facts as f

Make = Callable[..., f.Facts]

_OFFICERS: Final = "act.officers.name act.officers.certificate_number"
_HEADS: Final = "act.unit_opinion act.head_opinion actor.name"
_SCENE: Final = f"act.started_at act.ended_at act.place act.recorder.name act.signature {_OFFICERS}"
_DESK: Final = "act.contact act.contact_phone"
_REMEDY: Final = "agency.review_body agency.court"
_DRAFT: Final = "draft.facts draft.basis draft.discretion draft.items.text evidence.description?"
_GOODS: Final = "act.items.name act.items.specification act.items.quantity act.items.condition"
_EVIDENCE: Final = "act.evidence.description act.evidence.source act.evidence.proves"
_FROZEN: Final = "act.institution act.account act.amount"
_PERIOD: Final = "act.starts_on act.until_on"
_LICENCE: Final = f"party.name act.matter {_DESK}"
_STANDING: Final = f"{_LICENCE} act.licence_number act.granted_on"
_MEASURE: Final = f"party.name party.address act.reason act.basis {_PERIOD}"
_TALK: Final = "party.name act.matter act.place act.invited.name"

FIELDS: Final[Mapping[str, str]] = {
    "D01": "act.source act.discovered_on act.provider? party.name act.content act.attachments? actor.name act.suggestion terms?",
    "D02": f"case.cause party.name report.source act.found {_OFFICERS} {_HEADS}",
    "D02#0": "act.suspected report.area act.violation_ended_on act.proposal",
    "D02#1": "act.reason",
    "D03": "case.cause party.name actor.name",
    "D03#0": f"act.key act.reason {_GOODS} act.proposal handlers",
    "D03#1": "act.points act.reasons problems.opinion",
    "D03-2": f"act.matter act.reason act.basis act.subject act.period act.proposal handlers {_HEADS}",
    "D04": "case.cause act.reason act.basis act.receiving_agency act.due_on act.materials",
    "D05": f"act.agency act.matter act.due_on {_DESK}",
    "D05-2": f"act.agency act.document_number act.matter act.answer act.attachments? {_DESK}",
    "D06": f"agency.name party.name act.matter act.basis act.origin act.manner {_PERIOD} {_OFFICERS} act.assistants? act.turn act.ceiling? {_HEADS}",
    "D06-2": f"party.name act.matter act.basis act.manner {_PERIOD} {_OFFICERS} act.assistants? act.turn act.ceiling? act.discipline act.hotline {_DESK}",
    "D06-3": f"party.name act.matter act.notice_number act.inspected_on act.findings act.conclusion act.handling {_DESK}",
    "D07": f"party.name act.present.name act.present.relation {_SCENE} act.findings act.attachments? act.witness?",
    "D07-2": f"case.cause party.name {_OFFICERS} act.started_at act.ended_at act.recorder.name act.credentials_shown act.course",
    "D07-2#0": f"act.measure act.place act.attended act.reason act.basis act.statement {_GOODS} act.recording? {_REMEDY}",
    "D07-2#1": f"{_FROZEN} act.received_by",
    "D08": f"act.appear_at act.place act.matter act.bring? {_DESK}",
    "D09": f"{_SCENE} act.person.name act.person.relation act.identity act.exchanges.question act.exchanges.answer act.confirmation",
    "D10": f"{_EVIDENCE} act.originals act.at act.place act.provider {_OFFICERS}",
    "D11": f"{_SCENE} act.object act.medium? act.url? act.method act.tool act.algorithm act.checksum act.witness act.attachments act.recording?",
    "D12": f"{_SCENE} act.sampled_from.name act.samples act.cost act.basis act.method",
    "D13": "act.institution act.qualification act.matter act.requirement act.samples.name act.samples.condition",
    "D13-2": "appraisal.institution act.starts_on act.due_on act.basis",
    "D13-3": "appraisal.matter act.conclusion act.objection",
    "D14": f"act.reason {_GOODS} act.place act.manner act.signature {_OFFICERS} {_REMEDY}",
    "D15": "preservation_number act.disposal act.reason preservation.items.name",
    "D16": f"{_MEASURE} {_GOODS} act.place {_REMEDY} agency.name {_OFFICERS} act.signature {_DESK}",
    "D16-2": f"{_GOODS} act.place {_OFFICERS} act.signature",
    "D16-3": f"{_MEASURE} {_FROZEN} {_REMEDY} agency.name {_DESK}",
    "D16-4": f"{_FROZEN} {_PERIOD} act.basis party.name",
    "D17": f"act.measure_number act.until_on act.extended_until act.reason {_REMEDY} {_DESK}",
    "D17#1": _FROZEN,
    "D17-2": "act.measure_number act.reason",
    "D17-2#0": f"{_GOODS} act.proceeds?",
    "D17-2#1": _FROZEN,
    "D17-3": f"{_FROZEN} act.measure_number party.name {_DESK}",
    "D17-3#1": "act.until_on act.extended_until",
    "D18": f"agency.name issue.issued_on {_PERIOD}",
    "D19": f"act.violation act.violated act.content act.due_on act.consequence {_REMEDY}",
    "D20": f"case.cause {_HEADS} act.at handlers",
    "D20#0": "act.ground act.basis",
    "D20#1": "act.reason suspension.ground suspension.at",
    "D20#2": "act.ground act.basis act.items_disposal",
    "D20-2": f"act.added act.ground act.basis {_HEADS}",
    "D21": f"party.name party.address? {_DRAFT} act.unit_opinion handlers.name handlers.certificate_number",
    "D22": f"act.situation {_DRAFT} draft.digest? act.materials handlers.certificate_number appraisal_report.conclusion? hearing.started_at?",
    "D22-2": f"{_DRAFT} act.public_interest.reason act.social_risk.reason act.vital_interests.reason act.legal_relations act.relations"
    " assessment.grounds.text? assessment.others.text? assessment.reviewer actor.name act.at",
    "D23": "act.received_on act.items.item act.items.reason act.opinion actor.name actor.qualification? terms?",
    "D24": f"{_DRAFT} agency.address {_DESK} agency.statement_days?",
    "D26": "act.content act.deponent act.place act.evidence? act.recorder.name act.signature act.officers.name",
    "D26-2": "statement.content act.examined act.result act.reasons actor.name",
    "D27": f"party.name {_DESK}",
    "D27-2": "party.name actor.name act.at",
    "D27-2#0": "act.applicant act.grounds",
    "D27-2#1": "act.declaration",
    "D28": "case.cause act.hearing_at act.place act.hearing_officer.name act.assessors? act.recorder.name agency.phone",
    "D29": "case.cause act.started_at act.ended_at act.place act.attendants act.agents? hearing_notice.hearing_officer.name"
    " hearing_notice.recorder.name act.investigators_case act.party_case act.examination act.last_words act.signature",
    "D30": "case.cause hearing.attendants act.course act.issues act.evidence_findings act.opinion hearing_notice.hearing_officer.name",
    "D31": "act.held_at act.place act.chair.name act.speakers.officer.name act.speakers.officer.post act.speakers.opinion"
    " act.observers? act.report act.conclusion_text act.dissent?",
    "D31#0": "agreement.opinion",
    "D31#1": "problems.opinion",
    "D32": f"case.cause party.name draft.facts draft.basis draft.discretion notice? statement? hearing? agreement.opinion discussion? {_HEADS} act.at handlers",
    "D33": f"party.name party.address {_DRAFT} draft.violated agency.payee {_REMEDY} agency.name issue.issued_on"
    f" statement? hearing? {_DESK}",
    "D34": "draft.facts draft.basis draft.items.text act.at catch.place agency.review_body agency.name issue.number"
    f" {_OFFICERS} party.name evidence.description?",
    "D35": f"party.name draft.facts draft.basis draft.discretion draft.education draft.correction? {_REMEDY} {_DESK} evidence.description?",
    "D36": f"act.reason act.basis act.items_disposal {_HEADS}",
    "D37": f"served.title served.number? party.name act.place act.at {_OFFICERS}",
    "D37#0": "act.remark?",
    "D37#1": "act.reason",
    "D38": "act.address act.recipient act.phone act.electronic_address? act.signature act.at",
    "D37-2": f"mended.title mended.number? mended.issued_on mended.served_on act.slips.wrong act.slips.right act.reason {_DESK}",
    "D39": "served.title party.name act.collect_at issue.issued_on agency.name",
    "D40": f"postponement_request.grounds postponement_request.proofs act.schedule? act.reasons decision_number handlers {_HEADS}",
    "D40-2": "act.schedule? act.reasons decision_number agency.payee",
    "D41": f"act.obligations act.due_on act.manner act.amount? act.surcharge? decision_number {_DESK}",
    "D42": f"act.principal act.from_on act.until_on act.amount {_REMEDY} {_DESK}",
    "D43": f"party.name party.address act.executed act.reason act.basis act.manner act.starts_at act.obligations {_REMEDY} agency.name {_DESK}",
    "D43-2": f"party.name party.address act.executed act.reason act.basis act.manner act.starts_at act.subject act.budget act.performer {_REMEDY}",
    "D43-3": f"act.order_number act.obligations act.due_on act.starts_at {_DESK}",
    "D43-4": f"act.order_number act.started_at act.ended_at act.place act.performer act.course act.cost {_OFFICERS} act.signature act.witness?",
    "D43-5": f"party.name act.building act.place act.executed act.due_on {_DESK}",
    "D43-6": f"party.name act.executed act.obligations act.due_on act.manner act.payment.amount? act.payment.how? {_DESK}",
    "D43-7": f"party.name act.subject act.matter_kind act.site act.place act.urgency act.inability act.manner act.performed_at act.performer act.budget {_REMEDY} {_DESK}",
    "D43-8": f"party.name act.order_number act.performed_at act.place act.subject act.performer act.course act.cost act.handling {_DESK}",
    "D44": "act.court agency.address party.name act.requests act.facts act.party_view act.subject act.attachments actor.name",
    "D45": f"{_GOODS} act.manner act.supervisor act.receipt_number {_OFFICERS}",
    "D46": f"case.cause act.receiver act.reason act.basis act.enclosures {_DESK}",
    "D46-2": f"act.receiver act.reason act.basis {_HEADS}",
    "D47": f"crime_proposal.charge crime_proposal.facts crime_decision.at act.enclosures.item act.procuratorate act.police {_DESK}",
    "D47-2": "crime_proposal.charge actor.name",
    "D47-2#0": "act.officers.name act.facts act.basis act.proposal",
    "D47-2#1": "act.reasons",
    "D47-2#2": "act.authority act.document_number act.judgment",
    "D48": "crime_delivery.goods.name act.receiver act.received_by",
    "D49": f"case.cause act.performance act.ground publication? {_HEADS} act.officers.name",
    "D50": "act.fonds party.name case.cause act.retention act.archive_number act.pages dossier act.remarks act.archivist.name act.checker.name act.at",
    "D51": "agency.name party.name act.matter act.documents",
    "D51-2": "agency.name party.name act.matter act.received_on act.documents actor.name issue.issued_on",
    "D51-3": f"{_LICENCE} act.received_on act.due_on",
    "D51-4": f"{_LICENCE} act.received_on act.reason {_REMEDY}",
    "D51-4#0": "act.competent",
    "D51-5": f"{_LICENCE} act.received_on act.missing.name act.missing.reason",
    "D52": f"{_LICENCE} act.basis act.starts_on act.period",
    "D52-2": f"{_LICENCE} act.accepted_on act.due_on act.extended_until act.reason",
    "D53": f"{_LICENCE} act.told_to act.interests",
    "D53-2": f"{_LICENCE} act.told_to act.hearing_at act.place act.hearing_officer.name",
    "D53-3": f"{_LICENCE} act.ground act.basis act.hearing_at act.place act.attend",
    "D53-4": "act.matter act.started_at act.place act.attendants act.examiners_case act.party_case act.examination act.signature",
    "D54": f"{_LICENCE} act.accepted_on act.basis act.content act.period act.conditions",
    "D54-2": f"{_LICENCE} act.basis act.reasons act.standards? {_REMEDY}",
    "D54-3": "party.name act.licence_number act.matter act.content act.period act.conditions",
    "D55": f"{_STANDING} act.applied_on act.before act.after",
    "D55-2": f"{_STANDING} act.applied_on",
    "D55-2#0": "act.period",
    "D55-2#1": f"act.basis act.reasons {_REMEDY}",
    "D55-3": f"{_STANDING} act.found act.reasons {_REMEDY}",
    "D55-4": f"{_STANDING} act.found act.reasons act.compensation {_REMEDY}",
    "D55-5": f"{_STANDING} act.reasons {_REMEDY}",
    "D55-6": f"{_STANDING} act.applied_on act.wanted act.basis act.reasons {_REMEDY}",
    "D55-7": f"{_STANDING} act.found act.reasons act.before act.after act.compensation {_REMEDY}",
    "D56": f"party.name act.fee act.basis act.standard act.calculation act.amount act.due_on act.manner act.late_charge {_REMEDY} {_DESK}",
    "D56-2": f"act.fee act.amount act.grounds act.proofs act.basis act.result act.until_on act.reasons handlers {_HEADS}",
    "D56-3": f"party.name act.reason act.basis {_GOODS} act.purpose {_PERIOD} act.compensation {_REMEDY} act.signature {_DESK}",
    "D56-4": f"act.order_number act.returned_on {_GOODS} act.losses act.compensation act.amount act.signature",
    "D56-5": f"party.name act.fee act.notice_number act.amount act.due_on act.manner act.late_charge {_DESK}",
    "D56-6": f"party.name act.fee act.notice_number act.amount act.basis act.result act.until_on act.reasons {_REMEDY}",
    "D56-7": f"party.name act.project act.decided act.scope act.plan act.basis {_REMEDY} {_DESK}",
    "D57": f"{_TALK} act.reason act.talk_at {_DESK}",
    "D57-2": f"{_TALK} act.course act.advice act.statement act.signature act.officers.name",
    "D57-3": f"party.name act.matter act.found act.advice {_DESK}",
    "D58": "case.cause actor.name",
    "D58#0": "act.officer.name act.ground act.reason act.at",
    "D58#1": "recusal_request.ground recusal_request.reason act.reason act.at",
    "D59": "act.shown? act.redactions? act.withheld_reason? act.collector.name actor.name act.at",
    "D60": f"party.name act.matter act.found act.basis act.requirement act.due_on {_DESK}",
    "D60-2": f"party.name act.matter act.found act.basis act.requirement act.due_on {_DESK}",
    "D60-3": f"party.name act.matter act.found act.basis act.content act.requirement act.due_on {_DESK}",
    "D60-4": f"act.receiver act.order_number party.name act.found act.measures act.achieved act.attachments {_DESK}",
    "D60-5": f"act.receiver act.decided act.decided_on act.ground act.content act.basis act.review act.attachments {_DESK}",
}
"""Facts by code, or by code and occasion; those with a question mark are printed where there are any."""

SAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "D01": ("办案机构负责人",),
    "D02": ("证据", "应罚", "管辖", "时效"),
    "D03": ("承办人", "承办机构意见", "机关负责人意见", "七个工作日"),
    "D06-2": ("回避", "陈述和申辩", "不出示的，你（单位）有权拒绝", "纪律", "监督电话"),
    "D07": ("表明身份", "申请回避", "核对无误"),
    "D09": ("出示执法证件", "申请回避", "核对意见"),
    "D10": ("与原件、原物核对一致",),
    "D14": ("七个工作日", "不得销毁或者转移"),
    "D15": ("第五十六条",),
    "D16": ("陈述权、申辩权", "附：查封、扣押清单"),
    "D16-2": ("一式二份",),
    "D19": ("复查",),
    "D21": ("证明对象", "裁量理由", "附件："),
    "D22": ("评估、鉴定情况", "听证情况", "送审材料", "真实性、准确性、完整性"),
    "D22-2": ("重大公共利益", "社会风险", "重大权益", "判定结论", "审核时限"),
    "D23": ("对审核意见负责",),
    "D24": ("陈述和申辩", "要求听证", "五个工作日"),
    "D27": ("明确放弃",),
    "D28": ("申请回避", "一至二人代理", "视为放弃听证权利"),
    "D33": ("加处罚款", "每日按罚款数额的百分之三", "社会公示"),
    "D34": ("先向", "十五日内向人民法院起诉", "拒绝签收"),
    "D39": ("三十日", "视为送达"),
    "D40-2": ("逾期不缴纳",),
    "D41": ("陈述和申辩",),
    "D42": ("百分之三", "不超出罚款的数额"),
    "D07-2": ("理由", "依据", "陈述权、申辩权", "赔偿", "当事人（签名）", "记录人（签名）"),
    "D17-3": ("立即解除冻结", "金融机构签收"),
    "D43-6": ("陈述和申辩", "进行记录、复核"),
    "D43-7": ("第五十二条", "派员到场监督", "事后立即通知"),
    "D43-8": ("第五十二条", "当事人不在场"),
    "D43-5": ("自行拆除", "不申请行政复议或者提起行政诉讼"),
    "D46": ("回执",),
    "D47": ("回执", "抄送"),
    "D49": ("归档意见", "公示情况"),
    "D50": ("类别", "卷内文件目录", "备考表", "立卷人", "检查人"),
    "D51-2": ("专用印章",),
    "D54": ("公众有权查阅",),
    "D56-3": ("返还", "公平、合理的补偿"),
    "D59": ("公示发布人", "撤回、更正记录"),
}
"""Words that the paper itself must say."""

ALWAYS: Final = ("act.at", "issue.issued_on", "issue.number", "suspension.at")
"""What is there with the act or the issue itself."""
COUNTED: Final = ("statement_days",)

CASES: Final = [(code, at) for code, kind in CATALOGUE.items() for at in range(len(kind.occasions))]


def listed(code: str, at: int) -> list[str]:
    return f"{FIELDS.get(code, '')} {FIELDS.get(f'{code}#{at}', '')}".split()


def changed(value: Any, steps: list[str]) -> Any:
    """The value with another fact at the end of the path, and in every member of a tuple on the way."""
    if isinstance(value, tuple):
        return tuple(changed(member, steps) for member in value)
    name, *further = steps
    old = getattr(value, name)
    if further:
        return replace(value, **{name: changed(old, further)})
    return replace(value, **{name: other(old) if old is not None else 5 if name in COUNTED else "另有"})


def other(value: Any) -> Any:
    """Another value of the same kind."""
    match value:
        case None | bool():
            return value if value is None else not value
        case str():
            return f"{value}改"
        case datetime():
            return value + timedelta(hours=25)
        case date():
            return value + timedelta(days=1)
        case int():
            return value + 1
        case tuple():
            return tuple(map(other, value))
    return replace(value, **{field.name: other(getattr(value, field.name)) for field in fields(value)})


def required(code: str, at: int, path: str) -> bool:
    """Whether the paper is refused without the fact; a fact of a required act is there with it."""
    kind = CATALOGUE[code]
    asked = {*kind.requires, *kind.occasions[at].requires, *(one.path for one in kind.provisos), *ALWAYS}
    if "draft.outcome" in asked:
        asked.add("draft.items")
    return any(path == wanted or path.startswith(f"{wanted}.") for wanted in asked)


def test_every_paper_of_the_catalogue_is_held_against_the_list() -> None:
    assert {key.partition("#")[0] for key in FIELDS} == set(CATALOGUE)
    assert SAYS.keys() <= CATALOGUE.keys()


@pytest.mark.parametrize(("code", "at"), CASES)
def test_what_a_paper_must_hold_is_required_of_the_case(code: str, at: int) -> None:
    assert [path for path in listed(code, at) if not path.endswith("?") and not required(code, at, path)] == []


@pytest.mark.parametrize(("code", "at"), CASES)
def test_what_a_paper_must_hold_is_printed_as_it_is(make: Make, code: str, at: int) -> None:
    facts = make(code, at)
    html = render(code, facts).html
    assert [
        path for path in listed(code, at) if render(code, changed(facts, path.rstrip("?").split("."))).html == html
    ] == []


@pytest.mark.parametrize(("code", "words"), SAYS.items())
def test_a_paper_says_what_needs_no_fact(make: Make, code: str, words: tuple[str, ...]) -> None:
    text = re.sub(r"<[^>]*>|\s", "", render(code, make(code)).html)
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("code", ["D04", "D05", "D05-2", "D13", "D44"])
def test_a_letter_to_another_body_does_not_say_that_the_party_gets_a_copy(make: Make, code: str) -> None:
    assert "一份送交受文单位，一份归档" in render(code, make(code)).html
    assert "送达当事人" not in render(code, make(code)).html


@pytest.mark.parametrize("code", ["D14", "D15", "D19", "D28", "D39", "D48"])
def test_a_letter_names_who_can_be_asked_and_where(make: Make, code: str) -> None:
    text = re.sub(r"<[^>]*>|\s", "", render(code, make(code)).html)
    assert "联系人：" in text
    assert "联系电话：0000-0000000" in text
    assert "机关地址：示例县人民路1号" in text


def test_a_seal_on_a_door_and_a_licence_name_nobody_to_be_asked(make: Make) -> None:
    assert [code for code in ("D18", "D54-3") if "联系人" in render(code, make(code)).html] == []


def test_a_letter_of_an_agency_without_a_telephone_names_nobody(make: Make) -> None:
    facts = make("D19")
    assert "联系人" not in render("D19", replace(facts, agency=replace(facts.agency, phone=None))).html
