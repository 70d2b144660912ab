"""Forms of notice, statement and defence, hearing."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from zhifa.workflows.fitting import AT_HEARING, HEARING
from zhifa.workflows.forms.base import Digest, Form, Identifier, Label, Moment, Stated, Text
from zhifa.workflows.forms.start import TwoOfficers
from zhifa.workflows.forms.values import Evidence, Signature

Right = Literal["statement", "defence", "hearing"]


class PriorNotice(Form):
    """行政处罚告知 (D24): what is intended is the draft as it stands; here are the rights told (处罚法 44, 63, 64)."""

    rights: Annotated[tuple[Right, ...], Field(min_length=1)]
    contact: Label
    contact_phone: Label


class StatementReceived(Form):
    """陈述申辩笔录 (D26)."""

    deponent: Label
    content: Text
    place: Label
    officers: TwoOfficers
    recorder: Identifier
    evidence: tuple[Evidence, ...] = ()
    signature: Signature


class StatementReview(Form):
    """陈述申辩复核意见 (D26; 处罚法 45): every ground answered."""

    examined: Text
    result: Stated[Literal["采纳", "部分采纳", "不予采纳"]]
    reasons: Text


class Waiver(Form):
    """Explicit waiver by the party (处罚法 62); silence is no waiver."""

    statement: bool
    hearing: bool
    declaration: Text
    """The party's words."""
    digest: Digest | None = None
    """The signed declaration in the evidence store."""
    signature: Signature

    @model_validator(mode="after")
    def _signed_and_of_something(self) -> Waiver:
        if not self.signature.signed:
            raise ValueError("明确放弃应由当事人签名；未签名的不是明确放弃")
        if not (self.statement or self.hearing):
            raise ValueError("应写明放弃陈述申辩、听证中的哪一项")
        return self


class HearingRequest(Form):
    """The party asks for a hearing (处罚法 64(1))."""

    applicant: Stated[Label]
    grounds: Stated[Text]


class HearingNotice(Form):
    """听证通知书 (D28), seven working days before the hearing (处罚法 64(2))."""

    hearing_at: Moment
    place: Label
    hearing_officer: Annotated[Identifier, HEARING]
    assessors: tuple[Identifier, ...] = ()
    recorder: Annotated[Identifier, AT_HEARING]
    public: bool
    closed_reason: Label | None = None
    """State secrets, trade secrets or privacy (处罚法 64(3)); required for a closed hearing."""

    @model_validator(mode="after")
    def _closed_for_a_reason(self) -> HearingNotice:
        if self.public == bool(self.closed_reason):
            raise ValueError("不公开举行的应写明理由，公开举行的不写")
        return self


class HearingRecord(Form):
    """听证笔录 (D29)."""

    started_at: Moment
    ended_at: Moment
    place: Label
    attendants: Annotated[tuple[Label, ...], Field(min_length=1)]
    agents: Annotated[tuple[Label, ...], Field(max_length=2)] = ()
    """The party's agents, two at most (处罚法 64(5))."""
    investigators_case: Text
    party_case: Text
    examination: Text
    """质证."""
    last_words: Text
    evidence: tuple[Evidence, ...] = ()
    signature: Signature

    @model_validator(mode="after")
    def _time_runs_forward(self) -> HearingRecord:
        if self.ended_at <= self.started_at:
            raise ValueError("结束时间应晚于开始时间")
        return self


class HearingReport(Form):
    """听证报告 (D30)."""

    course: Text
    issues: Text
    evidence_findings: Text
    opinion: Text


class HearingAbandoned(Form):
    """The request is withdrawn, or the party stays away or leaves without good reason (处罚法 64(6))."""

    how: Literal["撤回申请", "无正当理由拒不出席", "未经许可中途退出"]
    note: Text
