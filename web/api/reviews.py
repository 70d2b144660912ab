"""Legal review: the queue, who may be given a case, the sheet beside the eight items, and statistics."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from zhifa.engine.docket_page import DocketAsked
from zhifa.engine.errors import CommandRefused
from zhifa.engine.instants import instant_text
from zhifa.engine.quoted import shown
from zhifa.engine.reads import What
from zhifa.engine.refusals import FACTS_INVALID
from zhifa.engine.register import Register
from zhifa.engine.review_room import ReviewSheet, SheetItem, Waiting
from zhifa.engine.review_statistics import Share
from zhifa.web.api.answers import OF_CASE, READS, problems
from zhifa.web.api.asking import Reading
from zhifa.web.api.case_told import who
from zhifa.web.api.cursor import MOST, AfterAsked, Limit, cursor, pair
from zhifa.web.api.given import CaseId, day_given
from zhifa.web.api.models.reviews import (
    AssessmentTold,
    BecauseTold,
    Candidates,
    CandidateTold,
    CheckTold,
    ItemTold,
    MaterialTold,
    OfReviewer,
    Queue,
    ShareTold,
    SheetTold,
    StatisticsTold,
    WaitingTold,
)
from zhifa.web.api.strict import StrictRoute

router = APIRouter(prefix="/reviews", tags=["法制审核"], route_class=StrictRoute)


@router.get("/queue", summary="等待审核的案件", responses=problems(400))
def queue(asking: Reading, after: AfterAsked = None, limit: Limit = MOST) -> Queue:
    """可查阅范围内等待审核意见的案件，最近的期限先到的在前。下一页用答复中的 `after`。"""
    reviews, reader = asking.office.reviews, asking.reader
    asked = DocketAsked(states=reviews.states, replay=False)
    found = reader.docket(asked, after=pair("reviews", after), limit=limit)
    told = reviews.of_lines(found.lines)
    return Queue(
        waiting=[_waiting(told[line.case_id], reader.register) for line in found.lines if line.case_id in told],
        after=cursor("reviews", *found.after) if found.after else None,
    )


@router.get("/statistics", summary="审核统计", responses=READS)
def statistics(
    asking: Reading,
    since: Annotated[str, Query(description="第一日", max_length=20, examples=["2026-01-01"])],
    until: Annotated[str, Query(description="最后一日", max_length=20, examples=["2026-12-31"])],
) -> StatisticsTold:
    """可查阅范围内的案件在一段时间内的审核意见。"""
    first, last = day_given(since, field="since"), day_given(until, field="until")
    if last < first:
        fault = FACTS_INVALID.refuse(field="until", value=shown(until), rule=f"不得早于 since（{since}）")
        raise CommandRefused((fault,))
    found = asking.office.reviews.statistics_for(asking.reader, first, last)
    by_reviewer = [
        OfReviewer(**_share(share), reviewer=who(one, asking.reader.register))
        for one, share in found.by_reviewer.items()
    ]
    return StatisticsTold(
        since=since, until=until, whole=ShareTold(**_share(found.whole)), cases=found.cases, first=found.first,
        agreed_at_first=found.agreed_at_first, rounds={str(number): cases for number, cases in found.rounds.items()},
        failed=dict(found.failed), by_reviewer=by_reviewer,
    )  # fmt: skip


@router.get("/{case_id}/candidates", summary="可以指派的审核人", responses=OF_CASE)
def candidates(case_id: CaseId, asking: Reading) -> Candidates:
    """轮到的在前：手中案件最少、最久没有接案的；不能指派的在后，写明理由。"""
    case = asking.read(case_id, What.CASE).case
    found = [
        CandidateTold(
            id=one.officer.id, name=one.officer.name, open=one.load.open, unfit=[why.label for why in one.unfit]
        )
        for one in asking.office.reviews.candidates(case.id)
    ]
    return Candidates(case_id=case.id, candidates=found)


@router.get("/{case_id}/sheet", summary="审核底稿", responses=OF_CASE)
def sheet(case_id: CaseId, asking: Reading) -> SheetTold:
    """目录判定、送审材料、八项内容旁边的案卷检查；只供参考，不代替审核。"""
    found = asking.read(case_id, What.CASE)
    return _sheet(asking.office.reviews.sheet_of(found.rows), found.register)


def _waiting(one: Waiting, register: Register) -> WaitingTold:
    return WaitingTold(
        case_id=one.case_id, cause=one.cause, round=one.round, due=one.due.isoformat() if one.due else None,
        suspended=one.suspended,
        reviewer=who(one.reviewer, register) if one.reviewer else None,
        assigned_at=instant_text(one.assigned_at) if one.assigned_at else None,
    )  # fmt: skip


def _sheet(told: ReviewSheet, register: Register) -> SheetTold:
    answer = told.assessment
    assessment = answer and AssessmentTold(
        due=answer.due, because=[BecauseTold(code=one.code, article=one.article, text=one.text) for one in answer.because],
        reviewer=answer.reviewer.value, clock_days=answer.clock_days, collective=answer.collective,
    )  # fmt: skip
    return SheetTold(
        waiting=_waiting(told.waiting, register), assessment=assessment, situation=told.situation,
        materials=[MaterialTold(name=one.material.name, lacking=list(one.lacking)) for one in told.materials],
        counsel=list(told.counsel), discretion=list(told.discretion), items=[_item(one) for one in told.items],
    )  # fmt: skip


def _item(one: SheetItem) -> ItemTold:
    checks = [
        CheckTold(
            id=result.check.id, label=result.check.label, article=result.check.article, verdict=result.verdict.value,
            faults=[fault.text for fault in result.faults], unjudged=[why.reason for why in result.unjudged],
        )
        for result in one.checks
    ]  # fmt: skip
    return ItemTold(item=one.item, checks=checks)


def _share(share: Share) -> dict[str, Any]:
    tenths = share.mean_tenths
    mean = None if tenths is None else f"{tenths // 10}.{tenths % 10}"
    return {"opinions": share.opinions, "agreed": share.agreed, "late": share.late, "mean_days": mean}
