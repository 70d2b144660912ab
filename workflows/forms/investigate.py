"""Forms of the investigation: records, evidence, preservation, correction order, conclusion."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from zhifa.engine.expiry import Expiry
from zhifa.workflows.forms.base import ADDRESS, IDENTITY, PHONE, Day, Form, Identifier, Label, Moment, Stated, Text
from zhifa.workflows.forms.start import TwoOfficers
from zhifa.workflows.forms.values import Citation, Draft, Evidence, Opinion, Person, PreservedItem, Signature


class FieldRecord(Form):
    """What every record made at a scene holds (处罚法 55): time, place, officers, credentials shown, rights told."""

    started_at: Stated[Moment]
    ended_at: Stated[Moment]
    place: Stated[Label]
    officers: TwoOfficers
    recorder: Identifier
    credentials_shown: Literal[True]
    rights_told: Literal[True]
    signature: Signature

    @model_validator(mode="after")
    def _time_runs_forward(self) -> FieldRecord:
        started, ended = self.started_at, self.ended_at
        if isinstance(started, datetime) and isinstance(ended, datetime) and ended <= started:
            raise ValueError("结束时间应晚于开始时间")
        return self


class Inspection(FieldRecord):
    """现场检查（勘验）笔录 (D07)."""

    present: Person
    findings: Stated[Text]
    attachments: tuple[Label, ...] = ()
    witness: Label | None = None
    evidence: tuple[Evidence, ...] = ()


class Recheck(Inspection):
    """复查 of an order to correct (D07)."""

    order: Label
    """Key of the order."""
    corrected: bool
    taken_up: Text | None = None
    """Where it was not obeyed: by what further measure it is followed up (另案处理, 申请人民法院强制执行), so that this order ends here."""

    @model_validator(mode="after")
    def _taken_up_where_disobeyed(self) -> Recheck:
        if self.corrected and self.taken_up is not None:
            raise ValueError("已经改正的，不填写后续处理")
        return self


class Exchange(Form):
    """One question and its answer."""

    question: Text
    answer: Text


class Interview(FieldRecord):
    """询问笔录 (D09): one person alone, one record."""

    person: Person
    identity: Annotated[Stated[Label], IDENTITY]
    """What identifies the person, as on the record: document and number, employer and post, address, telephone."""
    recusal_asked: Literal[True]
    exchanges: Annotated[tuple[Exchange, ...], Field(min_length=1)]
    confirmation: Label
    """以上笔录我看过，与我说的一致 or the like."""
    evidence: tuple[Evidence, ...] = ()


class Extraction(Form):
    """证据提取 (D10)."""

    place: Stated[Label]
    provider: Stated[Label]
    provider_confirmed: bool
    originals: Stated[Label]
    """Where the originals are kept."""
    officers: TwoOfficers
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


class AddressConfirmation(Form):
    """送达地址确认书 (D38) as the party filled it in."""

    address: Annotated[Label, ADDRESS]
    recipient: Label
    phone: Annotated[Label, PHONE]
    electronic_consent: bool
    """Signed consent to electronic service (处罚法 61(2))."""
    electronic_address: Annotated[Label | None, ADDRESS] = None
    signature: Signature

    @model_validator(mode="after")
    def _consent_names_an_address(self) -> AddressConfirmation:
        if self.electronic_consent and not (self.electronic_address and self.signature.signed):
            raise ValueError("同意电子送达的，应填写接收地址并由当事人签名")
        return self


class PreservationApproval(Form):
    """The head approves a preservation before it is carried out (D03; 处罚法 56)."""

    key: Label
    """Name of the preservation within the case."""
    reason: Text
    items: Annotated[tuple[PreservedItem, ...], Field(min_length=1)]
    proposal: Text


class Preservation(Form):
    """先行登记保存 (D14), as approved under the same name."""

    key: Label
    """Its name within the case."""
    reason: Text
    items: Annotated[tuple[PreservedItem, ...], Field(min_length=1)]
    place: Label
    manner: Label
    """How they are kept: 就地保存, 异地保存 or the like."""
    keeper: Label
    officers: TwoOfficers
    signature: Signature


Disposal = Literal["退还", "送交检验检测鉴定", "转为查封扣押", "移送有关部门", "没收"]


class HandledItem(PreservedItem):
    """One article, or a part of its quantity, and what becomes of it."""

    disposal: Disposal
    basis: tuple[Citation, ...] = ()


class PreservationHandled(Form):
    """先行登记保存证据处理 (D15), within seven working days."""

    key: Label
    disposal: Stated[Disposal | Literal["分别处理"]]
    """What becomes of everything preserved, or that it is told article by article."""
    basis: tuple[Citation, ...] = ()
    """On what 转为查封扣押 or 没收 rests."""
    items: tuple[HandledItem, ...] = ()
    reason: Text
    officers: TwoOfficers

    @property
    def disposals(self) -> tuple[tuple[str, tuple[Citation, ...]], ...]:
        """Each disposal with what it rests on; none where the source of a replay is silent."""
        whole = ((self.disposal, self.basis),) if isinstance(self.disposal, str) else ()
        return tuple((item.disposal, item.basis) for item in self.items) or whole

    @model_validator(mode="after")
    def _told_once(self) -> PreservationHandled:
        if (self.disposal == "分别处理") != bool(self.items):
            raise ValueError("分别处理的，逐项填写 items；统一处理的，不填写 items")
        if self.items and self.basis:
            raise ValueError("分别处理的，依据（basis）逐项填写")
        return self


class PreservationLapsed(Expiry):
    """先行登记保存期满自动解除, where a rule (规章) of the field says so; recorded by the system."""


class CorrectionOrder(Form):
    """责令改正 (D19; 处罚法 28(1))."""

    key: Label
    violation: Text
    violated: Annotated[tuple[Citation, ...], Field(min_length=1)]
    content: Text
    due_on: Day
    consequence: Text
    officers: TwoOfficers


class Conclusion(Form):
    """调查终结报告 (D21) with the draft of the decision."""

    course: Stated[Text]
    """Source and course of the investigation, measures taken."""
    nature: Stated[Text]
    """Legal nature of the violation (定性)."""
    draft: Draft
    complex_or_major: Label | None = None
    """Why the case is complex or the violation major (处罚法 57(2)); then the heads discuss it."""
    unit_opinion: Opinion


class Revision(Form):
    """A changed draft; voids every opinion given on the old one."""

    draft: Draft
    reason: Text
    unit_opinion: Opinion
    complex_or_major: Label | None = None


class CaseWithdrawal(Form):
    """撤案 (D36)."""

    reason: Text
    basis: Annotated[tuple[Citation, ...], Field(min_length=1)]
    items_disposal: Text
    unit_opinion: Opinion
    head_opinion: Text
