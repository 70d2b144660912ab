"""The answers that routes document besides the one they were asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_TITLES: Final[Mapping[int, str]] = {
    400: "请求不能用：正文不是 JSON、不是 UTF-8，或者游标不对",
    401: "没有登录，或者令牌无效",
    403: "令牌没有此项权限，或者此人不得这样做",
    404: "没有，或者不属此人可查阅的范围；两者不作区别",
    406: "没有所要的格式",
    408: "正文中断过久；已到的部分收妥",
    409: "案件已有新的记录（附此后由谁办理了什么），或者幂等键已用于另一请求",
    410: "已经不在：超出保存的时间，或者文件不在库中",
    411: "没有写明长度",
    412: "If-Match 不是本案曾有的版本",
    413: "请求正文过大",
    414: "地址过长",
    415: "请求正文不是 application/json",
    416: "所要的字节范围不在文件之内",
    422: "不予办理，或者填报不合要求；附全部理由",
    423: "另一请求正在写入",
    428: "没有写 If-Match",
    429: "请求过于频繁；见 Retry-After",
    460: "校验值与内容不符",
    503: "数据库正忙；见 Retry-After",
    507: "存储空间不足",
}

Responses = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Responses:
    """What a route for the signed-in may answer besides: these, and what every one of them may."""
    return {status: _told(status) for status in sorted({401, 403, 422, 429, 503, *statuses})}


def _told(status: int) -> dict[str, Any]:
    """The schema stands among the components of the document, see :mod:`zhifa.web.api.document`."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": _TITLES[status], "content": {"application/problem+json": {"schema": schema}}}


READS: Final = problems()
"""A reading without a subject of its own."""
OF_CASE: Final = problems(404)
"""A reading of one case."""
ACTS: Final = problems(400, 404, 409, 413, 415, 507)
"""What changes something."""
MOVES: Final = problems(400, 404, 409, 412, 413, 415, 428, 507)
"""What changes a case that is on file."""
