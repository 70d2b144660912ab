"""What a case holds besides its papers: record, terms, verification, bundle, related cases, recordings."""

from __future__ import annotations

import json

from fastapi import APIRouter, Response

from zhifa.engine.history import HistoryLine
from zhifa.engine.history import history as record_of
from zhifa.engine.reader import Linked
from zhifa.engine.reads import What
from zhifa.engine.records import TermRecord
from zhifa.web.api.answers import OF_CASE
from zhifa.web.api.asking import Reading
from zhifa.web.api.given import CaseId
from zhifa.web.api.models.record import (
    EntryPaper,
    EntryTold,
    FindingTold,
    HistoryTold,
    RecordingsTold,
    RecordingTold,
    RelatedCases,
    RelatedTold,
    TermsTold,
    TermTold,
    VerifiedTold,
)
from zhifa.web.api.strict import StrictRoute
from zhifa.web.files.attachments import attached
from zhifa.workflows.forms.related import SEEN_FROM_THERE
from zhifa.workflows.recorded import Recorded

router = APIRouter(prefix="/cases/{case_id}", tags=["案卷"], route_class=StrictRoute, responses=OF_CASE)


@router.get("/history", summary="全过程记录")
def history(case_id: CaseId, asking: Reading) -> HistoryTold:
    """由先到后；人名、职务、步骤和文书名称是当时的。"""
    found = asking.read(case_id, What.LEDGER)
    return HistoryTold(case_id=found.case.id, entries=[_entry(line) for line in record_of(found.rows)])


@router.get("/terms", summary="全部期限及其算法")
def terms(case_id: CaseId, asking: Reading) -> TermsTold:
    """每项期限写明依据、起算、逐段计数、停止计算、顺延和届满；作废、了结的也在其中。"""
    found = asking.read(case_id, What.CASE)
    rows = sorted(found.rows.terms, key=lambda row: (row.start_seq, row.code, row.key))
    return TermsTold(case_id=found.case.id, terms=[_term(row) for row in rows])


@router.get("/verify", summary="核对记录是否完整")
def verify(case_id: CaseId, asking: Reading) -> VerifiedTold:
    """核对记录的链、填报内容、文书、审核、决定、期限和证据保管；不相符的逐项列明。"""
    case = asking.read(case_id, What.LEDGER).case
    found = [FindingTold(seq=one.seq, kind=one.kind, text=one.text) for one in asking.office.verify(case.id)]
    return VerifiedTold(case_id=case.id, sound=not found, findings=found)


@router.get(
    "/bundle", summary="记录包（ZIP）", response_class=Response,
    responses={200: {"description": "记录包；没有数据库也能核对", "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}},
)  # fmt: skip
def bundle(case_id: CaseId, asking: Reading) -> Response:
    """案件的全部记录，可用 `zhifa ledger verify --bundle` 核对；无权查阅全案的，不含填报内容和文书，记录的链仍能核对。"""
    case = asking.read(case_id, What.EXPORT).case
    content = asking.office.bundle(case.id, with_facts=asking.reader.sees_whole(case))
    return attached(content, media_type="application/zip", name=f"案件{case.id[:8]}.zip")


@router.get("/related", summary="关联案件")
def related(case_id: CaseId, asking: Reading) -> RelatedCases:
    """本案登记的，和登记了本案的；不在可查阅范围的，只有编号、案号和关系。"""
    case = asking.read(case_id, What.CASE).case
    return RelatedCases(case_id=case.id, related=[_related(one) for one in asking.reader.related(case.id)])


@router.get("/recordings", summary="音像记录")
def recordings(case_id: CaseId, asking: Reading) -> RecordingsTold:
    """音像记录事项清单所列的环节：要求怎样录，录了没有。"""
    case = asking.read(case_id, What.CASE).case
    return RecordingsTold(case_id=case.id, recordings=[_recording(one) for one in asking.office.recordings(case.id)])


def _related(one: Linked) -> RelatedTold:
    other, line = one.related, one.line
    return RelatedTold(
        case_id=other.case_id, relation=SEEN_FROM_THERE[other.relation] if other.said_there else other.relation,
        said_there=other.said_there, seq=other.seq, in_reach=line is not None,
        case_number=line.case_number if line else one.case_number, cause=line.cause if line else None,
    )  # fmt: skip


def _entry(line: HistoryLine) -> EntryTold:
    return EntryTold(
        seq=line.seq, kind=line.kind, step=line.transition, label=line.label, actor=line.actor, post=line.post,
        on_behalf_of=line.on_behalf_of, occurred_at=line.occurred_at, recorded_at=line.recorded_at, late=line.late,
        from_label=line.from_label, to_state=line.to_state, to_label=line.to_label,
        papers=[EntryPaper(code=code, title=title, number=number) for code, title, number in line.papers],
        corrects=line.corrects, hash=line.hash,
    )  # fmt: skip


def _term(row: TermRecord) -> TermTold:
    told = {name: getattr(row, name) for name in TermTold.model_fields if name not in ("provisional", "explanation")}
    return TermTold(**told, provisional=bool(row.provisional), explanation=json.loads(row.explanation))


def _recording(one: Recorded) -> RecordingTold:
    step = one.wanted.taken
    return RecordingTold(
        seq=step.seq, step=step.step, label=step.label, when=step.when, level=one.wanted.demand.level.value,
        recordings=len(one.wanted.recordings), met=one.wanted.met, lacking=one.wanted.lacking, note=one.note or "",
    )  # fmt: skip
