"""The OpenAPI document of the API: what it is, how one signs in, what its subjects are, and the schema of every refusal."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from zhifa.web.api.answers import problems
from zhifa.web.api.models.problem import Problem

VERSION: Final = "1.0.0"
_ABOUT: Final = """执法办案引擎的 HTTP 接口。所有规则都在引擎：接口只转交请求，把办成的结果或者不予办理的全部理由带回来。

* **查阅范围**：每次查阅都按名录当日的岗位划定；不在范围内的案件与不存在的案件同样答复 404。当事人的证件号码、住址、电话只给可查阅全案的人。
* **办理**：写 `If-Match`（所见的版本）和 `Idempotency-Key`（每个请求另取一个）。没有收到答复的，用同一个键原样重发，不会重复办理。
* **列表**：每页至多 100 条；下一页用答复中的 `after`，其间有变动也不重复、不遗漏。
* **错误**：`application/problem+json`（RFC 9457），`code` 不随措辞改变，`refusals` 列明每条理由的文字、依据和办法。
"""
_TAGS: Final = (
    ("案件", "案件列表、立起案件、案件现状、现在可以办理什么"),
    ("办理", "办理步骤、预览文书、更正、更换承办人"),
    ("案卷", "全过程记录、期限的算法、核对、记录包、关联案件、音像记录"),
    ("文书", "文书的网页、PDF/A、Word 和签章的文件"),
    ("证据", "证据的上传、下载和保管"),
    ("法制审核", "等待审核的案件、可以指派的人员、审核底稿、统计"),
    ("期限", "期限看板、统计、日历订阅"),
    ("预警", "发给本人的预警和签收"),
    ("检索", "按当事人、代码、号码和文字检索案件"),
    ("流程", "流程、步骤的填报表和流程图"),
    ("名录", "本机关的名录及其历次变更"),
    ("事件", "案件事件的推送"),
    ("登录", "令牌、会话和校验信息"),
)
_SCHEMES: Final[dict[str, Any]] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "API 令牌，在“我的账号”中发放；每个令牌只有所选的权限"},
    "session": {"type": "apiKey", "in": "cookie", "name": "zhifa", "description": "工作台的登录会话；经 HTTPS 的名为 __Host-zhifa"},
    "proof": {
        "type": "apiKey", "in": "header", "name": "X-Zhifa-Proof",
        "description": "用会话办理（GET 以外的请求）时写明的校验信息，见 GET /proof",
    },
}  # fmt: skip
_PROBLEM: Final = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_IDS: Final = {"upload_id": "上传的编号", "subscription_id": "订阅的编号", "delivery_id": "投递的编号"}
"""What ids in addresses are, where their routes do not say."""
_REQUIRED: Final = "必填"
"""With what the description of a header begins that a request cannot do without."""


def describe(app: FastAPI, *, prefix: str) -> None:
    """Have the app tell its document: of the routes below ``prefix`` alone, made when it is first asked for."""

    def told() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app, prefix)
        return app.openapi_schema

    app.openapi = told  # type: ignore[method-assign]  # as FastAPI's documentation extends it


def _document(app: FastAPI, prefix: str) -> dict[str, Any]:
    told = get_openapi(
        title="zhifa 执法 API", version=VERSION, description=_ABOUT, routes=app.routes,
        tags=[{"name": name, "description": about} for name, about in _TAGS],
    )  # fmt: skip
    told["paths"] = {path: item for path, item in told["paths"].items() if path.startswith(f"{prefix}/")}
    for item in told["paths"].values():
        for method, operation in item.items():
            _complete(operation, method)
    used = {tag for item in told["paths"].values() for operation in item.values() for tag in operation.get("tags", ())}
    told["tags"] = [tag for tag in told["tags"] if tag["name"] in used]
    schemas = told.setdefault("components", {}).setdefault("schemas", {})
    schemas |= _problem_schemas()
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    told["components"]["securitySchemes"] = _SCHEMES
    told["security"] = [{"bearer": []}, {"session": []}, {"session": [], "proof": []}]
    return told


def _complete(operation: dict[str, Any], method: str) -> None:
    """Add what every route may answer and no route tells: refusals at the door, headers that it cannot do without, no body of HEAD."""
    always = {str(status): answer for status, answer in problems(400, 414).items()}
    responses = {status: dict(answer) for status, answer in {**always, **operation["responses"]}.items()}
    for status, answer in responses.items():
        if status >= "400":
            answer["content"] = _PROBLEM
    operation["responses"] = dict(sorted(responses.items()))
    if method == "head":
        for answer in operation["responses"].values():
            answer.pop("content", None)
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in _IDS:
            parameter.setdefault("description", _IDS[parameter["name"]])
        if parameter["in"] == "header" and parameter.get("description", "").startswith(_REQUIRED):
            parameter["required"] = True
            parameter["schema"] = _without_null(parameter["schema"])


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a header that is answered otherwise than by 422 where it lacks, and is there all the same."""
    (kept,) = (one for one in schema.get("anyOf", [schema]) if one.get("type") != "null")
    return {**{name: value for name, value in schema.items() if name not in ("anyOf", "default")}, **kept}


def _problem_schemas() -> dict[str, Any]:
    _, told = models_json_schema([(Problem, "serialization")], ref_template="#/components/schemas/{model}")
    found: dict[str, Any] = told["$defs"]
    return found
