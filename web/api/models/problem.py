"""How the API says that something was not done: problem+json (RFC 9457), with every reason of a refusal."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class RefusalTold(BaseModel):
    """One reason."""

    code: str = Field(description="理由的代码，不随措辞改变", examples=["facts_invalid"])
    text: str = Field(description="理由", examples=["填报项“limit”的值 「1000」 不合要求：不得大于100"])
    article: str = Field(description="依据", examples=["本系统规则"])
    remedy: str = Field(description="办法", examples=["按要求改正后重新提交；已录内容没有丢失"])
    operands: dict[str, str] = Field(default_factory=dict, description="文字中填入的各项")


class ChangeTold(BaseModel):
    """An entry that was made meanwhile."""

    seq: int = Field(description="记录号", examples=[4])
    label: str = Field(description="步骤", examples=["立案"])
    actor: str = Field(description="办理人", examples=["承办人乙"])
    recorded_at: str = Field(description="登记时刻，UTC", examples=["2026-03-02T01:00:00.000Z"])


class FaultTold(BaseModel):
    """A value that does not fit."""

    field: str = Field(description="哪一项", examples=["limit"])
    value: str = Field(description="所给的值", examples=["「1000」"])
    rule: str = Field(description="应当怎样", examples=["不得大于100"])


class Problem(BaseModel):
    """Why a request was not carried out; nothing was changed."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="问题的种类（URI）", examples=["urn:zhifa:problem:facts_invalid"])
    title: str = Field(description="问题", examples=["不予办理"])
    status: int = Field(description="HTTP 状态码", examples=[422])
    detail: str = Field(description="具体情形和办法", examples=["填报项“limit”的值 「1000」 不合要求：不得大于100"])
    code: str = Field(description="问题的代码，不随措辞改变", examples=["facts_invalid"])
    refusals: list[RefusalTold] = Field(default_factory=list, description="全部理由")
    faults: list[FaultTold] = Field(default_factory=list, description="422：请求的参数、正文中各项的错处")
    changes: list[ChangeTold] = Field(default_factory=list, description="409：此后由谁办理了什么")
    version: int | None = Field(default=None, description="409、412：案件现在的版本", examples=[5])
