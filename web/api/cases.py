"""Cases: the docket, opening one, one in short, and what may be done in it now."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Header, Query, Response

from zhifa.engine.command import Opening
from zhifa.engine.docket_page import DocketAsked, Order
from zhifa.engine.reads import What
from zhifa.engine.vocabulary import Phase
from zhifa.web.api.acts import behalf_given, name_given
from zhifa.web.api.answers import ACTS, OF_CASE, problems
from zhifa.web.api.asking import Acting, Reading
from zhifa.web.api.case_told import case_told, done_told, option_told
from zhifa.web.api.cursor import MOST, AfterAsked, Limit, cursor, pair
from zhifa.web.api.docket_told import line_told
from zhifa.web.api.given import CaseId, IdempotencyKey, day_given, key_given, moment_given
from zhifa.web.api.models.cases import CaseTold, Docket, DoneTold, OpeningBody, OptionsTold
from zhifa.web.api.strict import StrictRoute

router = APIRouter(prefix="/cases", tags=["案件"], route_class=StrictRoute)

_ETAG: Final[dict[str, Any]] = {
    "ETag": {"description": "案件的版本", "schema": {"type": "string"}, "example": '"5"'},
}
Only = Literal["overdue", "waiting", "mine"]
_Day = Annotated[str | None, Query(description="日期，如 2026-03-02", max_length=20)]


@router.get("", summary="案件列表", responses=problems(400))
def docket(
    asking: Reading,
    workflow: Annotated[str | None, Query(description="流程名称", max_length=100)] = None,
    phase: Annotated[Phase | None, Query(description="阶段")] = None,
    state: Annotated[str | None, Query(description="状态的名称", max_length=100)] = None,
    ended: Annotated[bool | None, Query(description="true 只列已终结的，false 只列未终结的")] = None,
    only: Annotated[
        Only | None, Query(description="overdue 只列已超期的，waiting 只列待送达的，mine 只列我现在可以办理的")
    ] = None,
    handler: Annotated[str | None, Query(description="承办人的人员编号", max_length=64)] = None,
    unit: Annotated[str | None, Query(description="承办机构，连同其下级", max_length=300)] = None,
    replay: Annotated[bool | None, Query(description="true 只列演示案件，false 不列")] = None,
    opened_from: _Day = None,
    opened_until: _Day = None,
    order: Annotated[Order, Query(description="due 按到期先后，moved 最近有记录的在前")] = Order.DUE,
    after: AfterAsked = None,
    limit: Limit = MOST,
) -> Docket:
    """可查阅范围内的案件；各项条件同时满足。下一页用答复中的 `after`，其间有新案立起也不重复、不遗漏。"""
    asked = DocketAsked(
        workflows=(workflow,) if workflow else (), phases=(phase,) if phase else (), states=(state,) if state else (),
        ended=ended, overdue=only == "overdue", waiting=only == "waiting", handler=handler, unit=unit, replay=replay,
        opened_from=day_given(opened_from, field="opened_from") if opened_from is not None else None,
        opened_until=day_given(opened_until, field="opened_until") if opened_until is not None else None, order=order,
    )  # fmt: skip
    kind = f"cases/{order.value}"
    listed = asking.reader.mine if only == "mine" else asking.reader.docket
    found = listed(asked, after=pair(kind, after), limit=limit)
    return Docket(
        cases=[line_told(line) for line in found.lines], after=cursor(kind, *found.after) if found.after else None
    )


@router.post(
    "", summary="立起案件", status_code=201, response_model=DoneTold,
    responses={**ACTS, 201: {"headers": {**_ETAG, "Location": {"description": "案件的地址", "schema": {"type": "string"}}}}},
)  # fmt: skip
def open_case(body: OpeningBody, asking: Acting, response: Response, key: IdempotencyKey = None) -> Any:
    """普通程序登记线索，简易程序登记当场查获；填报内容见流程的第一个步骤。"""
    done = asking.office.register(
        Opening(
            workflow=name_given(body.workflow, field="workflow"), actor=asking.officer_id,
            occurred_at=moment_given(body.occurred_at, field="occurred_at"), key=key_given(key), facts=body.facts,
            on_behalf_of=behalf_given(body.on_behalf_of),
        )
    )  # fmt: skip
    response.headers["ETag"] = f'"{done.version}"'
    response.headers["Location"] = f"cases/{done.case_id}"
    return done_told(done, asking.office.case(done.case_id))


@router.get(
    "/{case_id}", summary="案件现状", response_model=CaseTold,
    responses={**OF_CASE, 200: {"headers": _ETAG}, 304: {"description": "与所有的版本相同", "headers": _ETAG}},
)  # fmt: skip
def show(
    case_id: CaseId, asking: Reading, response: Response,
    known: Annotated[str | None, Header(alias="If-None-Match", description="所有的版本；相同的答复 304")] = None,
) -> Any:  # fmt: skip
    """所处状态、当事人、承办人、进行中的事项和期限、审核、决定、文书。`ETag` 是案件的版本，办理时写在 `If-Match`。"""
    found = asking.read(case_id, What.CASE)
    case = found.case
    headers = {"ETag": f'"{case.version}"'}
    if known is not None and _matches(known, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return case_told(case, found.register, whole=asking.reader.sees_whole(case))


@router.get("/{case_id}/options", summary="现在可以办理什么", responses=OF_CASE)
def options(
    case_id: CaseId, asking: Reading,
    on_behalf_of: Annotated[str | None, Query(description="代行何人的职权：人员编号", max_length=200, min_length=1)] = None,
) -> OptionsTold:  # fmt: skip
    """流程的每个步骤：可以办理，或者不能办理的全部理由。填报以后才能判断的，办理时再问。"""
    found = asking.read(case_id, What.CASE)
    behalf = behalf_given(on_behalf_of)
    laid = asking.office.desk.lay(found.rows, found.case, found.register, asking.officer_id, on_behalf_of=behalf)
    told = [option_told(one, laid.case) for one in laid.options]
    return OptionsTold(case_id=laid.case.id, version=laid.case.version, on_behalf_of=behalf, options=told)


def _matches(known: str, tag: str) -> bool:
    """Whether ``If-None-Match`` names the tag (RFC 9110 13.1.2: compared weakly)."""
    given = [one.strip().removeprefix("W/") for one in known.split(",")]
    return "*" in given or tag in given
