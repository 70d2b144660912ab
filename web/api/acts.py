"""What changes a case on file: a step of its procedure, a correction, a handing-over. All is decided by the office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Response

from zhifa.engine.command import Command, Done
from zhifa.engine.correct import Correction
from zhifa.engine.errors import CommandRefused, StaleCase
from zhifa.engine.handover import HandingOver
from zhifa.engine.refusals import FACTS_INVALID
from zhifa.web.api.answers import MOVES
from zhifa.web.api.asking import Acting, Asking
from zhifa.web.api.case_told import done_told, refusals_told
from zhifa.web.api.given import (
    CaseId,
    IdempotencyKey,
    IfMatch,
    StepName,
    key_given,
    moment_given,
    version_given,
)
from zhifa.web.api.models.cases import (
    ActBody,
    CorrectionBody,
    DoneTold,
    HandoverBody,
    PreviewPaper,
    PreviewTold,
)
from zhifa.web.api.stale import stale
from zhifa.web.api.strict import StrictRoute

router = APIRouter(prefix="/cases/{case_id}", tags=["办理"], route_class=StrictRoute)
_DONE: dict[str, Any] = {"response_model": DoneTold, "responses": {**MOVES, 200: {"headers": {"ETag": {
    "description": "案件现在的版本", "schema": {"type": "string"}, "example": '"6"',
}}}}}  # fmt: skip


@router.post("/acts/{step}", summary="办理一个步骤", **_DONE)
def perform(
    case_id: CaseId, step: StepName, body: ActBody, asking: Acting, response: Response,
    seen: IfMatch = None, key: IdempotencyKey = None,
) -> Any:  # fmt: skip
    """办理，或者列明全部理由不予办理（422）。

    `If-Match` 写所见案件的版本：此后有人办理过的，答复 409，写明由谁办理了什么。`Idempotency-Key` 相同的同一请求只办理一次，再发答复原来的结果
    （`repeated`）；用于另一请求的，答复 409。
    """
    asking.reader.case(case_id)
    command = _command(case_id, step, body, asking, version_given(seen), key_given(key))
    return _done(asking, command, lambda: asking.office.perform(command), response)


@router.post("/acts/{step}/preview", summary="预览一个步骤将要制作的文书", response_model=PreviewTold, responses=MOVES)
def preview(case_id: CaseId, step: StepName, body: ActBody, asking: Acting, seen: IfMatch = None) -> Any:
    """什么也不写入，连被拒绝的也不留记录；文书标明“预览”，没有文号。不能办理的，列明全部理由（422）。"""
    asking.reader.case(case_id)
    command = _command(case_id, step, body, asking, version_given(seen), f"preview {uuid4()}")
    try:
        found = asking.office.preview(command)
    except StaleCase:
        return stale(asking.office.history(case_id), command.expected_version, asking.reader.case(case_id).version)
    return PreviewTold(
        issued_on=found.issued_on.isoformat(),
        papers=[PreviewPaper(code=paper.code, title=paper.title, html=paper.html) for paper in found.papers],
        refusals=refusals_told(found.refusals),
        notes=list(found.notes),
    )


@router.post("/corrections", summary="更正已录的一项", **_DONE)
def correct(
    case_id: CaseId, body: CorrectionBody, asking: Acting, response: Response,
    seen: IfMatch = None, key: IdempotencyKey = None,
) -> Any:  # fmt: skip
    """另立一条记录，不改动原记录；期限随之重算，据以作出的审核作废。"""
    asking.reader.case(case_id)
    correction = Correction(
        case_id=case_id, seq=body.seq, path=body.path, new=body.new, reason=body.reason, actor=asking.officer_id,
        approver=name_given(body.approver, field="approver"),
        occurred_at=moment_given(body.occurred_at, field="occurred_at"), expected_version=version_given(seen),
        key=key_given(key), on_behalf_of=behalf_given(body.on_behalf_of),
    )  # fmt: skip
    return _done(asking, correction, lambda: asking.office.correct(correction), response)


@router.post("/handovers", summary="更换承办人", **_DONE)
def hand_over(
    case_id: CaseId, body: HandoverBody, asking: Acting, response: Response,
    seen: IfMatch = None, key: IdempotencyKey = None,
) -> Any:  # fmt: skip
    """一名承办人换成另一名；原承办人此后也不得审核本案。"""
    asking.reader.case(case_id)
    change = HandingOver(
        case_id=case_id, old=name_given(body.old, field="old"), new=name_given(body.new, field="new"),
        reason=body.reason, actor=asking.officer_id,
        occurred_at=moment_given(body.occurred_at, field="occurred_at"), expected_version=version_given(seen),
        key=key_given(key), on_behalf_of=behalf_given(body.on_behalf_of),
    )  # fmt: skip
    return _done(asking, change, lambda: asking.office.hand_over(change), response)


def _command(case_id: str, step: str, body: ActBody, asking: Asking, version: int, key: str) -> Command:
    return Command(
        case_id=case_id, transition=name_given(step, field="step"), actor=asking.officer_id,
        occurred_at=moment_given(body.occurred_at, field="occurred_at"), expected_version=version, key=key,
        facts=body.facts, on_behalf_of=behalf_given(body.on_behalf_of),
    )  # fmt: skip


def _done(
    asking: Asking, asked: Command | Correction | HandingOver, act: Callable[[], Done], response: Response
) -> DoneTold | Response:
    """Do it, and tell what was done; where the case moved on, who did what since. That the person may see the case was asked before."""
    try:
        done = act()
    except StaleCase:
        return stale(
            asking.office.history(asked.case_id), asked.expected_version, asking.reader.case(asked.case_id).version
        )
    response.headers["ETag"] = f'"{done.version}"'
    return done_told(done, asking.office.case(done.case_id))


def behalf_given(text: str | None) -> str | None:
    return None if text is None else name_given(text, field="on_behalf_of")


def name_given(text: str, *, field: str) -> str:
    """The text as a name that a command may bear. Raises ``CommandRefused`` for one that is empty, too long or not to be seen."""
    if not 0 < len(text) <= 200 or not text.isprintable():
        raise CommandRefused((FACTS_INVALID.refuse(field=field, value="「…」", rule="应为 1 至 200 个可见的字符"),))
    return text
