"""The errors that somebody foresaw, as answers: the words are those of :mod:`zhifa.told.faults`, the statuses stand here."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from typing import Any, Final

from fastapi.exceptions import RequestValidationError

from zhifa.engine.errors import NotThere
from zhifa.engine.jsontext import JSONFaulty
from zhifa.engine.quoted import shown
from zhifa.engine.upload import UploadError
from zhifa.identity.errors import AccountUnknown, Crowded, IdentityError, KeepingRefused, SignInRefused
from zhifa.told.faults import Telling, telling
from zhifa.web.files.upload_problems import upload_problem
from zhifa.web.problem import Problem

STATUSES: Final[Mapping[str, int]] = {
    "account_moved": 409,
    "acknowledged_before": 409,
    "bundle_faulty": 422,
    "busy": 503,
    "calendar_moved": 409,
    "calendar_not_published": 422,
    "calendar_superseded": 409,
    "case_unknown": 404,
    "custody_moved": 409,
    "definition_fault": 500,
    "delivery_unknown": 404,
    "driver_missing": 503,
    "file_corrupt": 500,
    "file_missing": 410,
    "file_too_large": 413,
    "fines_moved": 409,
    "full": 507,
    "imported_before": 409,
    "jotting_too_large": 413,
    "key_reused": 409,
    "key_unusable": 503,
    "locked_row": 409,
    "message_unknown": 404,
    "not_sealed": 503,
    "number_taken": 503,
    "paper_impossible": 422,
    "refused": 422,
    "register_changed": 409,
    "register_faulty": 422,
    "register_moved": 409,
    "rows_faulty": 422,
    "schema_missing": 503,
    "schema_outdated": 503,
    "seal_unusable": 422,
    "stale_case": 409,
    "storage_error": 500,
    "store_foreign": 503,
    "subscription_unknown": 404,
    "system_error": 500,
    "table_faulty": 422,
    "templates_faulty": 422,
    "upload_moved": 409,
    "warning_unknown": 404,
    "workflow_changed": 409,
    "workflow_foreign": 422,
    "workflow_unknown": 422,
    "workflows_broken": 503,
}
"""The status of each code of :mod:`zhifa.told.faults`."""

_INWARD: Final[Mapping[int, str]] = {
    409: "数据库的锁拒绝了这次改动，什么也没有写入；请告诉管理员",
    500: "系统出错，什么也没有写入；请告诉管理员",
    503: "系统还没有准备好，暂时不能办理；请告诉管理员",
    507: "没有空间可写，什么也没有写入；请告诉管理员腾出空间，之后原样重新提交",
}
"""What is told in the place of words that name things of the machine; those stand in the log."""
_AGAIN: Final = {"Retry-After": "2"}


def of(error: Exception) -> Problem | None:
    """The answer to an error that has one here; ``None`` for any other."""
    if isinstance(error, IdentityError):
        return _of_identity(error)
    if isinstance(error, UploadError):
        return upload_problem(error)
    if isinstance(error, JSONFaulty):
        return Problem(status=400, code="json_invalid", detail=f"请求正文{error}")
    if isinstance(error, NotThere):
        return Problem(status=404, code="not_found", detail="没有所找的内容，或者不属您可查阅的范围")
    told = telling(error)
    return None if told is None else _of_telling(told, error)


def _of_telling(told: Telling, error: Exception) -> Problem:
    status = 507 if _without_room(error) else STATUSES.get(told.code, 500)
    detail = _INWARD[status] if told.inward else told.whole
    return Problem(status=status, code=told.code, detail=detail, headers=_AGAIN if status == 503 else {})


def _without_room(error: Exception) -> bool:
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def _of_identity(error: IdentityError) -> Problem | None:
    match error:
        case AccountUnknown():
            return Problem(status=404, code="account_unknown", detail=str(error))
        case KeepingRefused(code=code, text=text):
            return Problem(status=422, code=code, detail=text)
        case SignInRefused(code=code, text=text, until=until):
            return Problem(status=429 if until else 401, code=code, detail=text)
        case Crowded():
            return Problem(status=503, code="crowded", detail=str(error), headers=_AGAIN)
    return None


# --- what a route was sent --------------------------------------------------------------------------------------------


def of_request(error: RequestValidationError) -> Problem:
    """The answer to values that do not fit a route: every one is named. A part of an address that cannot be one is an unknown address."""
    every = list(error.errors())
    if any(fault["loc"][:1] == ("path",) for fault in every):
        return Problem(status=404, code="not_found", detail="没有这个地址，或者其中的编号不对")
    if any(fault["type"] == "json_invalid" for fault in every):
        return Problem(status=400, code="json_invalid", detail="请求正文不是完整的 JSON")
    faults = tuple(_faults(every))
    told = "；".join(f"填报项“{one['field']}”的值 {one['value']} 不合要求：{one['rule']}" for one in faults)
    return Problem(status=422, code="facts_invalid", detail=told, more={"faults": list(faults)})


def _faults(every: list[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    from zhifa.engine.forms import RULES

    for fault in every:
        wording = RULES.get(fault["type"])
        context = fault.get("ctx") or {}
        rule = wording.format(**context) if wording else str(context.get("error", fault["msg"]))
        value = "（未填）" if fault["type"] == "missing" else shown(str(fault.get("input")))
        name = ".".join(str(part) for part in fault["loc"][1:]) or "（整表）"
        yield {"field": name, "value": value, "rule": rule}
