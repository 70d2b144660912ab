"""What a case holds, as the API tells it: record, terms, papers, verification, recordings."""

from __future__ import annotations

from pydantic import Field

from zhifa.web.api.models.base import Answer, Day, Digest, Moment, Seq


class EntryPaper(Answer):
    """A paper that an entry issued."""

    code: str = Field(description="文书种类", examples=["D04"])
    title: str = Field(description="名称", examples=["立案审批表"])
    number: str | None = Field(description="文号", examples=[None])


class EntryTold(Answer):
    """An entry of the record, with labels as they were when it was made."""

    seq: Seq
    kind: str = Field(description="记录的种类", examples=["transition"])
    step: str = Field(description="步骤名称", examples=["file"])
    label: str = Field(description="步骤", examples=["立案"])
    actor: str = Field(description="办理人", examples=["承办人甲"])
    post: str = Field(description="职务", examples=["科员"])
    on_behalf_of: str | None = Field(description="代何人", examples=[None])
    occurred_at: Moment
    recorded_at: Moment
    late: bool = Field(description="是否补录", examples=[False])
    from_label: str = Field(description="此前所处", examples=["核查"])
    to_state: str = Field(description="此后所处（名称）", examples=["investigating"])
    to_label: str = Field(description="此后所处", examples=["调查"])
    papers: list[EntryPaper] = Field(description="制作的文书")
    corrects: int | None = Field(description="更正的是第几号记录", examples=[None])
    hash: Digest


class HistoryTold(Answer):
    """The record of a case, oldest first."""

    case_id: str = Field(description="案件编号")
    entries: list[EntryTold] = Field(description="全过程记录，由先到后")


class TermTold(Answer):
    """A term with its arithmetic."""

    id: str = Field(description="期限的编号")
    code: str = Field(description="代码", examples=["decision"])
    key: str = Field(description="同类期限之间的区别", examples=["main"])
    label: str = Field(description="名称", examples=["作出决定的期限"])
    article: str = Field(description="依据", examples=["行政处罚法第六十条"])
    length: int = Field(description="长度", examples=[90])
    unit: str = Field(description="单位", examples=["calendar_day"])
    start_on: str = Field(description="自何日起算", examples=["2026-03-02"])
    start_seq: Seq
    nominal: str = Field(description="顺延以前的届满", examples=["2026-05-31"])
    due: str = Field(description="届满", examples=["2026-06-01"])
    safe: str | None = Field(description="稳妥的最后一日", examples=[None])
    provisional: bool = Field(description="是否暂定", examples=[False])
    status: str = Field(
        description="open 进行中，suspended 停止计算，met 按期，late 超期，lapsed 期满，void 作废", examples=["open"]
    )
    ended_on: str | None = Field(description="何日了结", examples=[None])
    rule_version: str = Field(description="规则的版本", examples=["national/1"])
    calendar_version: str = Field(description="日历的版本", examples=["package"])
    explanation: list[str] = Field(description="算法，一步一行", examples=[["自 2026-03-02 起算"]])


class TermsTold(Answer):
    """All terms of a case."""

    case_id: str = Field(description="案件编号")
    terms: list[TermTold] = Field(description="全部期限，按起算")


class PaperTold(Answer):
    """A paper without its text."""

    id: str = Field(description="文书的编号")
    seq: Seq
    code: str = Field(description="文书种类", examples=["D04"])
    title: str = Field(description="名称", examples=["立案审批表"])
    number: str | None = Field(description="文号", examples=[None])
    issued_on: Day
    digest: Digest
    template_version: str = Field(description="模板的版本", examples=["1"])
    external: bool = Field(description="是否对外文书", examples=[False])
    sealed: bool = Field(description="是否已签章", examples=[False])


class PapersTold(Answer):
    """The papers of a case."""

    case_id: str = Field(description="案件编号")
    papers: list[PaperTold] = Field(description="文书，按制作的次序")


class FindingTold(Answer):
    """One thing that does not agree with the record."""

    seq: int | None = Field(description="记录号", examples=[3])
    kind: str = Field(description="种类", examples=["facts_edited"])
    text: str = Field(description="情形", examples=["第3号记录的填报内容与其承诺不符"])


class VerifiedTold(Answer):
    """Whether what is stored agrees with the record."""

    case_id: str = Field(description="案件编号")
    sound: bool = Field(description="是否全部相符", examples=[True])
    findings: list[FindingTold] = Field(description="不相符之处", examples=[[]])


class RelatedTold(Answer):
    """A case that has to do with this one."""

    case_id: str = Field(description="关联案件的编号")
    relation: str = Field(description="关系，用登记的一方的话", examples=["共同违法"])
    said_there: bool = Field(description="是否由关联案件登记", examples=[False])
    seq: Seq
    in_reach: bool = Field(description="此案是否在可查阅的范围", examples=[True])
    case_number: str | None = Field(description="案号", examples=[None])
    cause: str | None = Field(description="案由；不在可查阅范围的为 null", examples=["露天焚烧秸秆"])


class RelatedCases(Answer):
    """Cases that have to do with one another."""

    case_id: str = Field(description="案件编号")
    related: list[RelatedTold] = Field(description="关联案件")


class RecordingTold(Answer):
    """A step that the list of recordings speaks of."""

    seq: Seq
    step: str = Field(description="步骤名称", examples=["inspect"])
    label: str = Field(description="步骤", examples=["现场检查（勘验）"])
    when: str = Field(description="何时", examples=["2026-03-03"])
    level: str = Field(description="要求", examples=["full"])
    recordings: int = Field(description="已归档几个音像文件", examples=[1])
    met: bool = Field(description="是否齐备", examples=[True])
    lacking: str = Field(description="缺什么", examples=[""])
    note: str = Field(description="提示", examples=[""])


class RecordingsTold(Answer):
    """Recordings in sound and picture."""

    case_id: str = Field(description="案件编号")
    recordings: list[RecordingTold] = Field(description="音像记录事项清单所列的环节")
