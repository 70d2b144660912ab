"""An answer to what went wrong, as data: a status, a stable code and Chinese words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from zhifa.engine.refusals import Refusal

TITLES: Final[Mapping[int, str]] = {
    400: "请求不合要求",
    401: "没有登录",
    403: "不准许",
    404: "没有找到",
    405: "不能这样请求",
    406: "没有这种格式",
    408: "等得太久",
    409: "已经有了变动",
    410: "已经不在了",
    411: "没有写明长度",
    412: "版本不符",
    413: "内容太大",
    414: "地址太长",
    415: "不收这种内容",
    416: "所要的范围不对",
    421: "地址不是本站的",
    422: "不予办理",
    428: "没有写明版本",
    429: "请求太频繁",
    431: "请求头太大",
    500: "系统出错",
    503: "暂时不能办理",
    507: "没有空间",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a request was not carried out."""

    status: int
    code: str
    """Stable, for programs."""
    detail: str
    """In Chinese: what happened and what to do."""
    refusals: tuple[Refusal, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    """Members of the JSON besides the usual ones."""

    @property
    def title(self) -> str:
        """The status in Chinese."""
        return TITLES.get(self.status, "请求没有办成")

    def as_dict(self) -> dict[str, Any]:
        """The members of problem+json."""
        told = {
            "type": f"urn:zhifa:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
        }
        listed = {"refusals": [one.as_dict() for one in self.refusals]} if self.refusals else {}
        return {**told, **listed, **self.more}
