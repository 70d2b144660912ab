"""Evidence of a case: what there is, a file that was uploaded received under a key, and the hands it goes through."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Annotated, Any

from fastapi import APIRouter, Query

from zhifa.engine.evidence_items import CustodyLine, EvidenceItem, EvidenceReceived
from zhifa.engine.reads import What
from zhifa.web.api.answers import ACTS, OF_CASE, problems
from zhifa.web.api.asking import Asking, Reading
from zhifa.web.api.given import CaseId, moment_given
from zhifa.web.api.models.evidence import (
    CustodyTold,
    EvidenceListed,
    EvidenceTold,
    HandingBody,
    ReceiptBody,
    ReceivedTold,
)
from zhifa.web.api.strict import StrictRoute
from zhifa.web.api.uploads import Bringing, require_store

router = APIRouter(prefix="/cases/{case_id}/evidence", tags=["证据"], route_class=StrictRoute)

AT_A_GLANCE = 64 * 1024 * 1024
"""Bytes that a list reads to verify what was not verified yet."""


@router.get("", summary="一案的证据", responses=OF_CASE)
def listed(
    case_id: CaseId, asking: Reading, *,
    verify: Annotated[bool, Query(description="true 把每个文件都读一遍核验，文件大的要等")] = False,
) -> EvidenceListed:  # fmt: skip
    """填报所列的和收存的证据，各有保管经过。大文件没有核验的，`intact` 为 null。"""
    asking.reader.case(case_id)
    asking.office.reads.note(asking.officer_id, case_id, What.EVIDENCE)
    room = asking.office.evidence
    found = room.of(case_id) if verify else room.listed(case_id, reading=AT_A_GLANCE)
    return EvidenceListed(case_id=case_id, evidence=list(map(item_told, found)))


@router.post(
    "", summary="收存一个传完的文件", status_code=201, response_model=ReceivedTold, responses={**ACTS, **problems(423)}
)
def receive(case_id: CaseId, body: ReceiptBody, asking: Bringing) -> Any:
    """文件成为本案的证据，保管经过由此开始；不合要求的列明全部理由（422），文件仍在，可以换一名称再收。"""
    asking.reader.case(case_id)
    return received_told(received(asking, case_id, body))


@router.post(
    "/custody",
    summary="登记证据的移交、查阅、借出、归还、封存",
    status_code=201,
    response_model=CustodyTold,
    responses=ACTS,
)
def hand(case_id: CaseId, body: HandingBody, asking: Bringing) -> Any:
    """另立一条保管记录。"""
    asking.reader.case(case_id)
    line = asking.office.evidence.hand(
        case_id, body.key, body.event, actor=asking.officer_id, occurred_at=moment_given(body.occurred_at, field="occurred_at"), to=body.to,
        note=body.note,
    )  # fmt: skip
    return custody_told(line)


def received(asking: Asking, case_id: str, body: ReceiptBody) -> EvidenceReceived:
    """Receive an upload as evidence of a case that the officer may see; then the upload is no more.

    Raises ``UploadError``, and what :meth:`EvidenceRoom.receive` does.
    """
    require_store(asking)
    uploads = asking.office.uploads
    obtained = None if body.obtained_at is None else moment_given(body.obtained_at, field="obtained_at")
    with ExitStack() as stack:
        upload, file = stack.enter_context(uploads.whole(body.upload, asking.officer_id))
        done = asking.office.evidence.receive(
            case_id, body.key, file, name=body.name or upload.name, actor=asking.officer_id, obtained_at=obtained,
            source=body.source or None, media_type=body.media_type or upload.media_type or None,
            checksum=body.checksum.model_dump(exclude_none=True) if body.checksum else None, note=body.note or None,
        )  # fmt: skip
        uploads.ended(upload.id)
    return done


def received_told(done: EvidenceReceived) -> ReceivedTold:
    """A file that is evidence now, as the API tells it."""
    return ReceivedTold(
        key=done.key,
        digest=done.digest,
        size=done.size,
        received_at=done.received_at,
        late=done.late,
        repeated=done.repeated,
    )


def item_told(item: EvidenceItem) -> EvidenceTold:
    """A piece of evidence as the API tells it."""
    told = {name: getattr(item, name) for name in EvidenceTold.model_fields if name not in ("custody", "checksum")}
    checksum = None if item.checksum is None else dict(item.checksum)
    return EvidenceTold(**told, checksum=checksum, custody=list(map(custody_told, item.custody)))


def custody_told(line: CustodyLine) -> CustodyTold:
    """A line of custody as the API tells it."""
    return CustodyTold(**{name: getattr(line, name) for name in CustodyTold.model_fields})
