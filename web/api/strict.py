"""Routes that pass nothing over in silence: an unknown query parameter, a name written twice, text that no database keeps, are all named.

First of all somebody must be signed in, so that a stranger learns nothing of what a request should look like.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from email.message import Message
from typing import Any, Final

from fastapi import Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from zhifa.engine.errors import CommandRefused
from zhifa.engine.jsontext import JSONFaulty, read_json
from zhifa.engine.quoted import shown
from zhifa.engine.refusals import FACTS_INVALID, Refusal
from zhifa.web.access import person_of
from zhifa.web.errors import BadRequest

_LARGEST: Final = 2**53 - 1
_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class StrictRoute(APIRoute):
    """A route of the API for somebody who is signed in. Raises ``NotSignedIn``, ``BadRequest`` and ``CommandRefused`` before anything is read."""

    signed: bool = True
    """Whether somebody must be signed in."""

    def get_route_handler(self) -> _Handler:
        handle = super().get_route_handler()
        known = frozenset(_query_names(self.dependant))
        takes_body = self.body_field is not None

        async def strict(request: Request) -> Response:
            request.scope["zhifa.api"] = True
            if self.signed:
                await run_in_threadpool(person_of, request)
            _refuse_unknown(request, known)
            if takes_body:
                await _refuse_unreadable(request)
            return await handle(request)

        return strict


class OpenRoute(StrictRoute):
    """A route that finds out itself who asks, if anybody."""

    signed = False


def _query_names(dependant: Dependant) -> Iterator[str]:
    yield from (field.alias for field in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _query_names(inner)


def _refuse_unknown(request: Request, known: frozenset[str]) -> None:
    """Raises ``CommandRefused`` for every query parameter that the route does not have, or that is given twice."""
    names = [name for name, _ in request.query_params.multi_items()]
    faults = tuple(_faults(names, dict(request.query_params), known))
    if faults:
        raise CommandRefused(faults)


def _faults(names: list[str], given: dict[str, str], known: frozenset[str]) -> Iterator[Refusal]:
    for name in dict.fromkeys(names):
        if name not in known:
            listed = f"没有这个参数，只有 {'、'.join(sorted(known))}" if known else "这里没有参数"
            yield FACTS_INVALID.refuse(field=shown_name(name), value=shown(given[name]), rule=listed)
        elif names.count(name) > 1:
            yield FACTS_INVALID.refuse(field=name, value=shown(given[name]), rule="只写一次")
        elif not _writable(given[name]):
            yield FACTS_INVALID.refuse(field=name, value=shown(given[name]), rule="含有空字符或者不完整的字符")


def shown_name(name: str) -> str:
    """A name as somebody wrote it, in a length that a message can hold."""
    return name[:60] if name.isprintable() and name else shown(name)


async def _refuse_unreadable(request: Request) -> None:
    """The body must be one JSON object in UTF-8. Raises ``BadRequest``, and ``CommandRefused`` naming what cannot be kept."""
    _refuse_media(request.headers.get("content-type", ""))
    try:
        told = read_json((await request.body()).decode())
    except UnicodeDecodeError as error:
        raise BadRequest("not_utf8", f"请求正文不是 UTF-8 文本：第{error.start + 1}个字节不合编码") from error
    except JSONFaulty as error:
        raise BadRequest("json_invalid", f"请求正文{error}") from error
    if not isinstance(told, dict):
        raise BadRequest("json_no_object", "请求正文应为 JSON 对象 {…}")
    faults = tuple(_unkept(told))
    if faults:
        raise CommandRefused(faults)


def _refuse_media(text: str) -> None:
    message = Message()
    message["content-type"] = text
    if message.get_content_type() != "application/json":
        raise BadRequest("media_type", "请求正文应为 JSON：写明 Content-Type: application/json", 415)


def _unkept(told: dict[str, Any]) -> Iterator[Refusal]:
    """A refusal for everything that neither the record nor the databases can hold as it is written."""
    waiting: list[tuple[str, object]] = [("", told)]
    while waiting:
        path, value = waiting.pop()
        rule = _rule(value)
        if rule:
            yield FACTS_INVALID.refuse(field=path, value=shown(str(value)), rule=rule)
        for name, inner in _members(value):
            if isinstance(name, str) and not (name.isascii() and name.isprintable()):
                yield FACTS_INVALID.refuse(
                    field=_below(path, shown_name(name)), value=shown(str(inner)), rule="没有这一项"
                )
            else:
                waiting.append((_below(path, str(name)), inner))


def _rule(value: object) -> str | None:
    """What a single value breaks."""
    if isinstance(value, float):
        return "应为整数，不得有小数；金额以分计"
    if isinstance(value, int) and abs(value) > _LARGEST:
        return "数字过长"
    if isinstance(value, str) and not _writable(value):
        return "含有空字符或者不完整的字符"
    return None


def _writable(text: str) -> bool:
    """Whether the text is whole and without NUL, which PostgreSQL keeps in no column."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _members(value: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
