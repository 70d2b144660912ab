"""The inbox: the warnings that reached whoever asks, and the acknowledgement of one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from zhifa.engine.errors import WarningUnknown
from zhifa.engine.inbox import Received
from zhifa.engine.instants import instant_text
from zhifa.web.api.answers import ACTS, problems
from zhifa.web.api.asking import Acting, Reading
from zhifa.web.api.cursor import MOST, AfterAsked, Limit, cursor, pair
from zhifa.web.api.models.lists import InboxTold, NoteBody, WarningTold
from zhifa.web.api.strict import StrictRoute
from zhifa.web.errors import NotFound

router = APIRouter(prefix="/inbox", tags=["预警"], route_class=StrictRoute)
_KIND = "inbox"


@router.get("", summary="我的预警", responses=problems(400))
def inbox(
    asking: Reading,
    acknowledged: Annotated[bool, Query(description="true 连同已签收的")] = False,  # noqa: FBT002 - a query parameter has a name
    after: AfterAsked = None,
    limit: Limit = MOST,
) -> InboxTold:
    """发给本人的预警，新到的在前；不写 `acknowledged` 只列未签收的。"""
    page = asking.office.inbox.page(asking.officer_id, acknowledged=acknowledged, after=pair(_KIND, after), limit=limit)
    warnings = [_told(one) for one in page.warnings]
    return InboxTold(warnings=warnings, more=page.more, after=cursor(_KIND, *page.after) if page.after else None)


@router.post("/{warning_id}/acknowledgement", summary="签收一条预警", responses=ACTS)
def acknowledge(
    warning_id: Annotated[str, Path(description="预警的编号", max_length=64)], body: NoteBody, asking: Acting
) -> WarningTold:
    """签收不停止期限：义务履行以前，法定期限超期的仍会再预警。签收过的再签收，答复 409。"""
    try:
        return _told(asking.office.inbox.acknowledge(warning_id, asking.officer_id, body.note))
    except WarningUnknown as error:
        raise NotFound("没有发给您的这条预警") from error


def _told(one: Received) -> WarningTold:
    return WarningTold(
        id=one.warning_id, case_id=one.case_id, label=one.label, text=str(one.body.get("text", "")), due=one.due,
        overdue=one.overdue, level=one.level, running=one.running, received_at=instant_text(one.received_at),
        acknowledged_at=instant_text(one.acknowledged_at) if one.acknowledged_at else None, note=one.note,
    )  # fmt: skip
