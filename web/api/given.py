"""What a request gives besides its body: the version it is decided on, the key that makes it harmless to repeat, moments and days."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Final

from fastapi import Header, Path

from zhifa.engine.errors import CommandRefused
from zhifa.engine.instants import parse_instant
from zhifa.engine.quoted import shown
from zhifa.engine.refusals import FACTS_INVALID
from zhifa.web.errors import BadRequest

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 9998

_ETAG: Final = re.compile(r'"(0|[1-9][0-9]{0,8})"')
_KEY: Final = re.compile(r"[!-~](?:[ -~]{0,198}[!-~])?")

CaseId = Annotated[
    str, Path(description="案件编号（UUID）", max_length=64, examples=["5d7f0b0e-7d0c-4f57-9d6c-2d3c2b6e1a10"])
]
StepName = Annotated[
    str, Path(description="步骤名称，见 GET /cases/{case_id}/options", max_length=100, examples=["assign"])
]
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description='必填：所见案件的版本，即上次答复的 ETag，如 "5"；没有写的答复 428',
        examples=['"5"'],
        json_schema_extra={"pattern": f"^{_ETAG.pattern}$"},
    ),
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="必填：1 至 200 个可见的英文字符，每个请求另取一个；没有收到答复时用同一个原样重发，不会重复办理",
        examples=["7a1f6f0c-assign-1"],
        json_schema_extra={"pattern": f"^{_KEY.pattern}$"},
    ),
]


class VersionFails(BadRequest):
    """``If-Match`` names no version that the case ever had (412)."""


def version_given(text: str | None) -> int:
    """The version that ``If-Match`` names. Raises ``BadRequest`` 428 when there is none, 412 for what is no version."""
    if text is None:
        raise BadRequest("if_match_missing", '写明 If-Match：所见案件的版本，如 If-Match: "5"；版本见答复的 ETag', 428)
    found = _ETAG.fullmatch(text.strip())
    if found is None:
        raise VersionFails("if_match_fails", f'If-Match 的值 {shown(text)} 不是版本：应当只写一个，如 "5"', 412)
    return int(found[1])


def key_given(text: str | None) -> str:
    """The idempotency key. Raises ``BadRequest`` when there is none, or one that cannot be kept."""
    if text is None:
        raise BadRequest("key_missing", "写明 Idempotency-Key：每个请求另取一个，没有收到答复时用同一个原样重发")
    if not _KEY.fullmatch(text):
        raise BadRequest("key_unusable", "Idempotency-Key 应为 1 至 200 个可见的英文字符，首尾没有空格")
    return text


def moment_given(text: str, *, field: str) -> datetime:
    """The instant that somebody wrote. Raises ``CommandRefused`` naming field, value and rule."""
    try:
        at = parse_instant(text, field=field)
    except ValueError as error:
        raise _unfit(field, text, "应为带时区的时刻，例如 2026-03-02T09:00:00+08:00") from error
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise _unfit(field, text, f"应在{FIRST_YEAR}年至{LAST_YEAR}年之间")
    return at


def day_given(text: str, *, field: str) -> date:
    """The day that somebody wrote. Raises ``CommandRefused`` naming field, value and rule."""
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-03-02") else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _unfit(field, text, f"应为{FIRST_YEAR}年至{LAST_YEAR}年的日期，例如 2026-03-02")
    return day


def _unfit(field: str, text: str, rule: str) -> CommandRefused:
    return CommandRefused((FACTS_INVALID.refuse(field=field, value=shown(text), rule=rule),))
