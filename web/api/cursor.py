"""Cursors: where a page of a list ended, as text that only this API reads. They say nothing that the page did not show."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Final

from fastapi import Query

from zhifa.web.errors import BadRequest

MOST: Final = 100
"""Items on a page, and how many a page has unless fewer are asked for."""
_LONGEST: Final = 500

AfterAsked = Annotated[
    str | None, Query(alias="after", description="上一页答复中的 after；不写则从头", max_length=_LONGEST, min_length=1)
]
Limit = Annotated[int, Query(description=f"每页几条，至多 {MOST}", ge=1, le=MOST)]


def cursor(kind: str, *place: str) -> str:
    """The place in a list of this kind, opaque."""
    text = json.dumps([kind, *place], ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place(kind: str, text: str | None, *, size: int) -> tuple[str, ...] | None:
    """The place that a cursor of this kind names, of ``size`` texts. Raises ``BadRequest`` for anything this API did not write."""
    if text is None:
        return None
    try:
        told = json.loads(urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
    except (ValueError, RecursionError) as error:
        raise _unusable() from error
    if not isinstance(told, list) or len(told) != size + 1 or not all(_clean(one) for one in told):
        raise _unusable()
    if told[0] != kind or cursor(*told) != text:
        raise _unusable()
    return tuple(told[1:])


def pair(kind: str, text: str | None) -> tuple[str, str] | None:
    """The place of two texts. Raises as :func:`place` does."""
    found = place(kind, text, size=2)
    return (found[0], found[1]) if found else None


def _clean(one: object) -> bool:
    return isinstance(one, str) and one.isprintable()


def _unusable() -> BadRequest:
    return BadRequest("cursor_unusable", "参数 after 不是本列表上一页给出的游标；去掉它，从第一页取起")
