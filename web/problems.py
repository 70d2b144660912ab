"""What went wrong, as an answer: a status, a stable code and Chinese words, as problem+json (RFC 9457) for programs and as a page for people.

Every exception has an answer. What nobody foresaw is 500 with the number of the request and nothing of its inside; the log has the traceback.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from zhifa.engine.errors import CommandRefused
from zhifa.engine.refusals import Refusal
from zhifa.told.refusals import remedy_of
from zhifa.web import known_problems
from zhifa.web.allowed import allowed
from zhifa.web.errors import BadRequest, Forbidden, NotFound, NotSignedIn, WebError
from zhifa.web.problem import TITLES, Problem
from zhifa.web.shell.gate import PROBES

MEDIA_TYPE: Final = "application/problem+json"
__all__ = ["MEDIA_TYPE", "Problem", "answer", "as_json", "install", "internal", "problem_of", "respond", "wants_page"]
_LOG = logging.getLogger("zhifa.web")


def problem_of(error: Exception) -> Problem:
    """The answer to an exception; one that nobody foresaw is ``internal``."""
    match error:
        case CommandRefused():
            return of_refusals(error.refusals)
        case WebError():
            return _of_web(error)
        case HTTPException():
            return _of_framework(error)
        case RequestValidationError():
            return known_problems.of_request(error)
    return known_problems.of(error) or internal()


def of_refusals(refusals: tuple[Refusal, ...]) -> Problem:
    """Every reason of a refusal; ``facts_invalid`` where it is about nothing but what was filled in. Remedies name steps as people call them."""
    codes = {one.code for one in refusals}
    refusals = tuple(replace(one, remedy=remedy_of(one)) for one in refusals)
    told = "；".join(f"{one.text}（{one.article}）" for one in refusals)
    return Problem(
        status=422, code=codes.pop() if codes == {"facts_invalid"} else "refused", detail=told, refusals=refusals
    )


def internal(request_id: str = "") -> Problem:
    """What is told of an error that nobody foresaw."""
    number = f"；把请求编号 {request_id} 告诉管理员，系统日志中有这次的记录" if request_id else ""
    return Problem(status=500, code="internal", detail=f"系统出错，这次没有办成{number}", more=_numbered(request_id))


def _numbered(request_id: str) -> dict[str, str]:
    return {"request": request_id} if request_id else {}


def _of_web(error: WebError) -> Problem:
    match error:
        case NotSignedIn():
            realm = {"WWW-Authenticate": "Bearer"}
            return Problem(
                status=401, code="not_signed_in", detail="没有登录，或者登录已经过时；登录后重来", headers=realm
            )
        case Forbidden(code=code, detail=detail):
            return Problem(status=403, code=code, detail=detail)
        case NotFound(detail=detail):
            return Problem(status=404, code="not_found", detail=detail)
        case BadRequest(code=code, detail=detail, status=status):
            return Problem(status=status, code=code, detail=detail)
        case _:
            _LOG.error("an error of the web has no words of its own: %s", type(error).__name__)
            return internal()


def _of_framework(error: HTTPException) -> Problem:
    if isinstance(error.__cause__, WebError):  # the framework wraps whatever a reader of the body raises
        return problem_of(error.__cause__)
    code, detail = _FRAMEWORK.get(error.status_code, ("http", TITLES.get(error.status_code, "请求没有办成")))
    return Problem(status=error.status_code, code=code, detail=detail, headers=error.headers or {})


_FRAMEWORK: Final[Mapping[int, tuple[str, str]]] = {
    400: ("body_unreadable", "请求正文不能读：核对 Content-Type 和正文的写法"),
    404: ("not_found", "没有这个地址；核对地址，或者从首页进入"),
    405: ("method_not_allowed", "这个地址不能用这种方法请求；可以用的方法见 Allow"),
    413: ("body_too_large", "请求正文太大"),
    416: ("range_unsatisfiable", "所要的字节范围不在文件之内"),
}


# --- as an answer ------------------------------------------------------------------------------------------------------


def install(app: FastAPI) -> None:
    """What the framework raises is answered in its place; every other error reaches :class:`~zhifa.web.shell.answers.Answers`."""
    app.add_exception_handler(HTTPException, respond)
    app.add_exception_handler(RequestValidationError, respond)


async def respond(request: Request, error: Exception) -> Response:
    """The answer to an error, which is logged with its traceback where the fault is the site's own."""
    problem = problem_of(error)
    if problem.status == 405:
        problem = replace(problem, headers={**problem.headers, "Allow": allowed(request)})
    number = str(request.scope.get("zhifa.request_id", ""))
    if problem.status >= 500:
        _LOG.error("request %s failed: %s", number, problem.code, exc_info=error)
    told = internal(number) if problem.code == "internal" else problem
    return await run_in_threadpool(answer, request, told)


def answer(request: Request, problem: Problem) -> Response:
    """The problem as the one who asks reads it: a page of the desk, or JSON."""
    request.scope["zhifa.problem"] = problem
    if not wants_page(request):
        return as_json(problem)
    from zhifa.web.desk.problem_page import problem_page  # pages know problems

    try:
        return problem_page(request, problem)
    except Exception as error:  # the page itself fails: the words are told all the same
        _LOG.error("no page could be made of the problem %s", problem.code, exc_info=error)
        return as_json(problem)


def as_json(problem: Problem) -> Response:
    """The problem as problem+json."""
    body = json.dumps(problem.as_dict(), ensure_ascii=False).encode()
    return Response(body, status_code=problem.status, headers=dict(problem.headers), media_type=MEDIA_TYPE)


def wants_page(request: Request) -> bool:
    """Whether a person asks: everywhere but below the API and where programs look after the site, unless JSON is wished for."""
    accepted = request.headers.get("accept", "")
    programs = request.scope.get("zhifa.api", False) or request.url.path in PROBES
    return not programs and not ("json" in accepted and "text/html" not in accepted)
