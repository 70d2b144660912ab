"""Procedures as the API tells them."""

from __future__ import annotations

from pydantic import Field

from zhifa.web.api.models.base import Answer, Digest, Named


class GuardTold(Named):
    """What is checked before a step."""

    article: str = Field(description="依据", examples=["行政处罚法第四十二条第一款"])


class StepTold(Named):
    """A step of a procedure."""

    sources: list[str] = Field(description="从哪些状态办理；空的为立起案件", examples=[["reported"]])
    targets: list[str] = Field(description="办理后到哪些状态；空的为状态不变", examples=[["verifying"]])
    roles: list[Named] = Field(description="由哪些岗位办理")
    guards: list[GuardTold] = Field(description="办理前检查什么")
    papers: list[str] = Field(description="制作哪些文书", examples=[["D02"]])
    of_itself: bool = Field(description="是否依法自行发生，由系统记录", examples=[False])


class StateOfFlow(Named):
    """A state of a procedure."""

    phase: str = Field(description="所在阶段", examples=["start"])
    ended: bool = Field(description="是否终结", examples=[False])


class FlowHead(Answer):
    """A procedure."""

    name: str = Field(description="流程名称", examples=["penalty_ordinary"])
    version: int = Field(description="版本", examples=[2])
    label: str = Field(description="中文名称", examples=["行政处罚普通程序"])
    act: str = Field(description="执法行为的种类", examples=["penalty"])
    newest: bool = Field(description="是否最新版；新案件依最新版立起", examples=[True])
    opening: str = Field(description="立起案件的步骤", examples=["report"])
    digest: Digest


class Flow(FlowHead):
    """A procedure with its states and steps."""

    states: list[StateOfFlow] = Field(description="状态")
    steps: list[StepTold] = Field(description="步骤")


class Flows(Answer):
    """The procedures at hand."""

    workflows: list[FlowHead] = Field(description="流程，连同各版")
