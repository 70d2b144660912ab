"""Search: cases by party, unified social credit code, numbers of case and papers, and text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from zhifa.engine.errors import CommandRefused
from zhifa.engine.quoted import shown
from zhifa.engine.refusals import FACTS_INVALID
from zhifa.web.api.answers import problems
from zhifa.web.api.asking import Reading
from zhifa.web.api.cursor import AfterAsked, Limit, cursor, pair
from zhifa.web.api.docket_told import line_told
from zhifa.web.api.models.lists import Found
from zhifa.web.api.strict import StrictRoute

router = APIRouter(prefix="/search", tags=["检索"], route_class=StrictRoute)
_KIND = "search"


@router.get("", summary="检索案件", responses=problems(400))
def search(
    asking: Reading,
    q: Annotated[
        str,
        Query(
            description="当事人、统一社会信用代码、案号、文号或者文书中的文字；几个词用空格分开",
            min_length=1,
            max_length=200,
            examples=["当事人甲"],
            json_schema_extra={"minLength": 2},
        ),
    ],
    after: AfterAsked = None,
    limit: Limit = 20,
) -> Found:
    """只检索可查阅范围内的案件；两个字的姓名也能检索。"""
    try:
        found = asking.reader.search(q, after=pair(_KIND, after), limit=limit)
    except ValueError as error:
        raise CommandRefused((FACTS_INVALID.refuse(field="q", value=shown(q), rule=str(error)),)) from error
    lines = [line_told(line) for line in found.lines]
    return Found(cases=lines, complete=found.complete, after=cursor(_KIND, *found.after) if found.after else None)
