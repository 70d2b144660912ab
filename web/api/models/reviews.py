"""Legal review as the API tells it."""

from __future__ import annotations

from pydantic import Field

from zhifa.web.api.models.base import Answer, Day, Moment, Who


class WaitingTold(Answer):
    """A case that waits for an opinion."""

    case_id: str = Field(description="案件编号")
    cause: str = Field(description="案由", examples=["露天焚烧秸秆"])
    round: int = Field(description="第几轮", examples=[1])
    due: Day | None = Field(description="审核期限；没有期限的为 null", examples=["2026-04-20"])
    suspended: bool = Field(description="期限是否停止计算", examples=[False])
    reviewer: Who | None = Field(description="审核人；未指派的为 null")
    assigned_at: Moment | None = Field(description="何时指派", examples=["2026-04-03T01:00:00.000Z"])


class Queue(Answer):
    """The cases that wait for an opinion."""

    waiting: list[WaitingTold] = Field(description="最近的期限先到的在前，没有期限的在后")
    after: str | None = Field(description="下一页从这里取；null：没有下一页")


class CandidateTold(Who):
    """Somebody who might be given the case."""

    open: int = Field(description="手中等待审核的案件", examples=[2])
    unfit: list[str] = Field(description="不能指派的理由；空的可以指派", examples=[[]])


class Candidates(Answer):
    """Who might be given the case, whoever is due first at the head."""

    case_id: str = Field(description="案件编号")
    candidates: list[CandidateTold] = Field(description="审核人员，轮到的在前")


class BecauseTold(Answer):
    """Why a review is due."""

    code: str = Field(description="目录中的序号", examples=["1"])
    article: str = Field(description="依据", examples=["行政处罚法第五十八条"])
    text: str = Field(description="理由", examples=["本类决定一律经法制审核"])


class AssessmentTold(Answer):
    """What the catalogue makes of the draft."""

    due: bool = Field(description="是否应当审核", examples=[True])
    because: list[BecauseTold] = Field(description="理由")
    reviewer: str = Field(description="由谁审核", examples=["own"])
    clock_days: int | None = Field(description="审核时限（工作日）", examples=[None])
    collective: bool = Field(description="是否要求集体讨论", examples=[False])


class MaterialTold(Answer):
    """A line of the list of materials."""

    name: str = Field(description="材料", examples=["证据材料"])
    lacking: list[str] = Field(description="缺什么", examples=[[]])


class CheckTold(Answer):
    """What a check of the case file says."""

    id: str = Field(description="检查的序号", examples=["R07"])
    label: str = Field(description="检查什么", examples=["证据"])
    article: str = Field(description="依据", examples=["行政处罚法第四十六条"])
    verdict: str = Field(description="结论", examples=["met"])
    faults: list[str] = Field(description="不合之处", examples=[[]])
    unjudged: list[str] = Field(description="未能判断的理由", examples=[[]])


class ItemTold(Answer):
    """One of the eight items of a review."""

    item: str = Field(description="审核内容", examples=["程序"])
    checks: list[CheckTold] = Field(description="案卷检查；没有的由审核人判断")


class SheetTold(Answer):
    """What a reviewer has before him or her."""

    waiting: WaitingTold
    assessment: AssessmentTold | None = Field(description="目录判定；草案尚未形成的为 null")
    situation: str | None = Field(description="送审单位所写的情况", examples=[None])
    materials: list[MaterialTold] = Field(description="送审材料")
    counsel: list[str] = Field(description="法律顾问、公职律师的意见", examples=[[]])
    discretion: list[str] = Field(description="裁量说明", examples=[[]])
    items: list[ItemTold] = Field(description="八项审核内容")


class ShareTold(Answer):
    """What some opinions come to."""

    opinions: int = Field(description="审核意见", examples=[3])
    agreed: int = Field(description="其中同意", examples=[2])
    late: int = Field(description="超过审核期限", examples=[0])
    mean_days: str | None = Field(description="平均用时（日），一位小数", examples=["2.3"])


class OfReviewer(ShareTold):
    """What the opinions of one reviewer come to."""

    reviewer: Who


class StatisticsTold(Answer):
    """What the reviews of a time come to."""

    since: Day
    until: Day
    whole: ShareTold
    cases: int = Field(description="案件", examples=[2])
    first: int = Field(description="首轮审核", examples=[2])
    agreed_at_first: int = Field(description="一次通过", examples=[1])
    rounds: dict[str, int] = Field(description="各轮次的案件", examples=[{"1": 1, "2": 1}])
    failed: dict[str, int] = Field(description="各项未通过的次数", examples=[{"事实与证据": 1}])
    by_reviewer: list[OfReviewer] = Field(description="按审核人")
