"""Cases as the API tells them."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from zhifa.web.api.models.base import After, Answer, Body, Day, Given, Moment, Named, Seq, Version, Who
from zhifa.web.api.models.problem import RefusalTold


class PartyTold(Answer):
    """The party; numbers, address and telephone are hidden from whoever does not see the whole case."""

    kind: str = Field(
        description="当事人种类，如 legal_person、individual；来源未载的为〔来源未载〕", examples=["individual"]
    )
    name: str = Field(description="名称或者姓名", examples=["当事人甲"])
    identity_kind: str = Field(description="证件种类", examples=["resident_id"])
    identity_number: str | None = Field(description="证件号码；无权查阅全案的，为（已隐去）", examples=["（已隐去）"])
    address: str = Field(
        description="住所或者住址；无权查阅全案的，为（已隐去）", examples=["示例市示例区示例村（演示地址）"]
    )
    phone: str | None = Field(description="电话；无权查阅全案的，为（已隐去）", examples=["0000-7654321"])
    legal_representative: str | None = Field(description="法定代表人、负责人或者经营者", examples=[None])


class WorkflowNamed(Answer):
    """The procedure of a case."""

    name: str = Field(description="流程名称", examples=["penalty_ordinary"])
    version: int = Field(description="流程版本", examples=[2])
    label: str = Field(description="中文名称", examples=["行政处罚普通程序"])


class StateTold(Named):
    """Where the case stands."""

    ended: bool = Field(description="是否已终结", examples=[False])


class TrackTold(Named):
    """Something that goes on beside the case."""

    key: str = Field(description="同类事项之间的区别", examples=["main"])
    opened_on: Day


class RunningTold(Answer):
    """A term that runs."""

    id: str = Field(description="期限的编号")
    code: str = Field(description="期限的代码", examples=["decision"])
    label: str = Field(description="期限的名称", examples=["作出决定的期限"])
    key: str = Field(description="同类期限之间的区别", examples=["main"])
    due: str = Field(description="届满：日期，或者以小时计的期限的时刻（UTC）", examples=["2026-05-31"])
    provisional: bool = Field(description="是否暂定", examples=[False])
    waits: str | None = Field(description="待何事之后才算迟，如“决定书尚未送达”", examples=[None])


class ReviewTold(Answer):
    """A finished round of legal review."""

    round: int = Field(description="第几轮，自 1 起", examples=[1])
    outcome: str = Field(description="agreed 同意，problems 存在问题", examples=["agreed"])
    reviewer: Who
    draft_digest: str = Field(description="所审草案的摘要", examples=["0" * 64])
    seq: Seq


class DecisionTold(Answer):
    """A decision that was made."""

    kind: str = Field(description="决定的种类", examples=["penalty"])
    label: str = Field(description="中文名称", examples=["行政处罚决定"])
    decided_at: Moment
    seq: Seq


class PaperHeadTold(Answer):
    """A paper of the case."""

    id: str = Field(description="文书的编号", examples=["0b0f5a1e-4c5c-4a7e-9b1e-1f6e2f6f3c11"])
    code: str = Field(description="文书种类", examples=["D04"])
    title: str = Field(description="名称", examples=["立案审批表"])
    number: str | None = Field(description="文号；不编号的为 null", examples=["示市环罚〔2026〕1号"])
    issued_on: Day
    seq: Seq


class CaseTold(Answer):
    """The case file in short."""

    id: str = Field(description="案件编号（UUID）", examples=["5d7f0b0e-7d0c-4f57-9d6c-2d3c2b6e1a10"])
    workflow: WorkflowNamed
    cause: str = Field(description="案由", examples=["露天焚烧秸秆"])
    case_number: str | None = Field(description="案号；立案以前为 null", examples=["示市环立〔2026〕1号"])
    party: PartyTold | None = Field(description="当事人；不是从线索登记开始的程序为 null")
    whole: bool = Field(description="是否可以查阅全案；否的，个人信息已隐去", examples=[True])
    state: StateTold
    phase: Named
    version: Version
    replay: bool = Field(description="是否演示案件（重放公开案例）", examples=[False])
    opened_at: Moment
    handlers: list[Who] = Field(description="现任承办人")
    tracks: list[TrackTold] = Field(description="进行中的事项")
    terms: list[RunningTold] = Field(description="进行中的期限，先到期的在前")
    reviews: list[ReviewTold] = Field(description="法制审核")
    decisions: list[DecisionTold] = Field(description="决定")
    papers: list[PaperHeadTold] = Field(description="文书")


class OptionTold(Answer):
    """A step, and whether it can be taken now."""

    step: str = Field(description="步骤名称", examples=["file"])
    label: str = Field(description="中文名称", examples=["立案"])
    allowed: bool = Field(description="就填报以前所知，是否可以办理", examples=[True])
    here: bool = Field(description="是否从案件现处的状态办理", examples=[True])
    refusals: list[RefusalTold] = Field(description="不能办理的全部理由")


class OptionsTold(Answer):
    """Every step of the procedure for whoever asks."""

    case_id: str = Field(description="案件编号")
    version: Version
    on_behalf_of: str | None = Field(description="代何人", examples=[None])
    options: list[OptionTold] = Field(description="全部步骤")


class OpeningBody(Body):
    """What opens a case."""

    workflow: str = Field(description="流程名称，见 GET /workflows", examples=["penalty_ordinary"], max_length=200)
    occurred_at: Given
    facts: dict[str, Any] = Field(description="填报内容，见 GET /workflows/{name}/{version}/steps/{step}/form")
    on_behalf_of: str | None = Field(
        default=None, description="代行何人的职权：人员编号", examples=[None], max_length=200
    )


class ActBody(Body):
    """What takes a step."""

    occurred_at: Given
    facts: dict[str, Any] = Field(
        default_factory=dict, description="填报内容，见 GET /workflows/{name}/{version}/steps/{step}/form"
    )
    on_behalf_of: str | None = Field(
        default=None, description="代行何人的职权：人员编号", examples=[None], max_length=200
    )


class CorrectionBody(Body):
    """What corrects a wrong value by a new entry."""

    seq: int = Field(description="要更正的记录号", examples=[3], ge=0, le=10**9)
    path: str = Field(description="填报项，如 party.name；或者 occurred_at", examples=["party.name"], max_length=300)
    new: Any = Field(description="正确的值")
    reason: str = Field(description="理由", examples=["录入时误写"], max_length=20_000)
    approver: str = Field(description="批准人的人员编号，不得是办理人本人", max_length=200)
    occurred_at: Given
    on_behalf_of: str | None = Field(
        default=None, description="代行何人的职权：人员编号", examples=[None], max_length=200
    )


class HandoverBody(Body):
    """What puts one handler in the place of another."""

    old: str = Field(description="移出的承办人：人员编号", max_length=200)
    new: str = Field(description="接办的承办人：人员编号", max_length=200)
    reason: str = Field(description="理由", examples=["工作调动"], max_length=20_000)
    occurred_at: Given
    on_behalf_of: str | None = Field(
        default=None, description="代行何人的职权：人员编号", examples=[None], max_length=200
    )


class DoneTold(Answer):
    """What was done: the case as it now stands."""

    case_id: str = Field(description="案件编号", examples=["5d7f0b0e-7d0c-4f57-9d6c-2d3c2b6e1a10"])
    version: Version
    seq: Seq
    state: Named
    repeated: bool = Field(description="同一幂等键此前已办成，没有重复办理", examples=[False])
    notes: list[str] = Field(description="对所制作文书的提示，请核对", examples=[[]])
    papers: list[PaperHeadTold] = Field(description="这一步制作的文书")


class PreviewPaper(Answer):
    """A paper as it would be issued, marked as a preview."""

    code: str = Field(description="文书种类", examples=["D04"])
    title: str = Field(description="名称", examples=["立案审批表"])
    html: str = Field(description="正文（HTML 片段），标明“预览”，没有文号")


class PreviewTold(Answer):
    """What a step would issue; nothing was written."""

    issued_on: Day
    papers: list[PreviewPaper] = Field(description="将要制作的文书")
    refusals: list[RefusalTold] = Field(description="能制作、但校对不许发出的理由")
    notes: list[str] = Field(description="请核对", examples=[[]])


class DocketLine(Answer):
    """A case in a list."""

    id: str = Field(description="案件编号", examples=["5d7f0b0e-7d0c-4f57-9d6c-2d3c2b6e1a10"])
    case_number: str | None = Field(description="案号", examples=[None])
    cause: str = Field(description="案由", examples=["露天焚烧秸秆"])
    party: str | None = Field(description="当事人的名称", examples=["当事人甲"])
    workflow: WorkflowNamed
    act: Named = Field(description="执法行为的种类", examples=[{"name": "penalty", "label": "行政处罚"}])
    state: StateTold
    phase: Named
    version: Version
    replay: bool = Field(description="是否演示案件（重放公开案例）", examples=[False])
    handlers: list[Who] = Field(description="现任承办人")
    units: list[str] = Field(description="承办机构", examples=[["执法一科"]])
    due: Day | None = Field(description="本机关最先到期的义务", examples=["2026-05-31"])
    light: Named = Field(description="到期情形", examples=[{"name": "soon", "label": "七日内到期"}])
    days: int | None = Field(description="距到期还有几日；负数为已过几日", examples=[5])
    opened_at: Moment
    moved_at: Moment = Field(description="最后一条记录的登记时刻，UTC")


class Docket(Answer):
    """A page of cases."""

    cases: list[DocketLine] = Field(description="案件")
    after: After
