"""What the models of the API share."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """What the API answers; it holds exactly the named fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Body(BaseModel):
    """What the API is sent; every other field is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Named(Answer):
    """Something with a name for programs and one for people."""

    name: str = Field(description="程序中的名称", examples=["investigating"])
    label: str = Field(description="中文名称", examples=["调查取证"])


class Who(Answer):
    """An officer."""

    id: str = Field(description="登记册中的人员编号（UUID）", examples=["4f0c2f5e-5cf4-5ad4-9dd0-6d1cb9d4b1c1"])
    name: str = Field(description="姓名", examples=["承办人甲"])


def example(value: Any) -> dict[str, Any]:
    """The extra of a model's schema that shows one of it."""
    return {"examples": [value]}


Given = Annotated[
    str,
    Field(
        description="办理时刻，带时区；不晚于现在，不早于前一步",
        examples=["2026-03-02T09:00:00+08:00"],
        max_length=40,
        json_schema_extra={"format": "date-time"},
    ),
]
"""When a step was taken, as somebody writes it."""
Moment = Annotated[str, Field(description="时刻，UTC", examples=["2026-03-02T01:00:00.000Z"])]
Day = Annotated[str, Field(description="日期（北京时间）", examples=["2026-03-02"])]
Seq = Annotated[int, Field(description="记录号，自 0 起", examples=[3])]
Digest = Annotated[str, Field(description="SHA-256，64 位小写十六进制", examples=["0" * 64])]
Version = Annotated[int, Field(description="案件的版本，随每条记录加一；即 ETag", examples=[5])]
After = Annotated[
    str | None, Field(description="下一页从何处起；null 为没有下一页", examples=["WyIyMDI2LTAzLTAyIiwiMSJd"])
]
