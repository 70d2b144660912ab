"""Forms of the referral of a suspected crime to the police, and of the way back (处罚法 27; 国务院令第310号)."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, model_validator

from zhifa.workflows.forms.base import Day, Form, Label, Text
from zhifa.workflows.forms.start import TwoOfficers
from zhifa.workflows.forms.values import Citation, Opinion, PreservedItem


class CrimeProposal(Form):
    """移送涉嫌犯罪案件的书面报告 (D47-2; 令310 §5): by a special team of two officers or more, after it verified the facts."""

    officers: TwoOfficers
    """The special team (专案组)."""
    charge: Label
    """涉嫌罪名."""
    facts: Text
    relied_on: Annotated[tuple[Label, ...], Field(min_length=1)]
    """Keys of the evidence on file."""
    basis: Annotated[tuple[Citation, ...], Field(min_length=1)]
    proposal: Text


class CrimeDecision(Form):
    """The head approves the referral or does not (D47-2; 令310 §5); the reasons of a refusal stay on file."""

    approved: bool
    reasons: Text


class Enclosure(Form):
    """One of the five enclosures of a referral: given, or said not to exist."""

    item: Literal[
        "涉嫌犯罪案件移送书",
        "涉嫌犯罪案件情况的调查报告",
        "涉案物品清单",
        "有关检验报告或者鉴定意见",
        "其他有关涉嫌犯罪的材料",
    ]
    given: bool
    note: Label | None = None
    """What it is, or why there is none."""


_ALWAYS = ("涉嫌犯罪案件移送书", "涉嫌犯罪案件情况的调查报告")


def _each_once(enclosures: tuple[Enclosure, ...]) -> tuple[Enclosure, ...]:
    wanted = get_args(Enclosure.model_fields["item"].annotation)
    if sorted(enclosure.item for enclosure in enclosures) != sorted(wanted):
        raise ValueError(f"应对{'、'.join(wanted)}逐项写明一次附有或者没有")
    missing = [enclosure.item for enclosure in enclosures if enclosure.item in _ALWAYS and not enclosure.given]
    if missing:
        raise ValueError(f"移送涉嫌犯罪案件必须附有{'、'.join(missing)}")
    return enclosures


FiveEnclosures = Annotated[tuple[Enclosure, ...], AfterValidator(_each_once)]
"""Every one of the five of 令310 §6, once."""


class CrimeDelivery(Form):
    """涉嫌犯罪案件移送书 (D47; 令310 §6), with a copy to the procuratorate."""

    police: Label
    """The police of the same level."""
    procuratorate: Label
    enclosures: FiveEnclosures
    goods: tuple[PreservedItem, ...] = ()
    """涉案物品清单."""
    officers: TwoOfficers
    contact: Label
    contact_phone: Label

    @model_validator(mode="after")
    def _goods_are_listed(self) -> CrimeDelivery:
        listed = next(enclosure.given for enclosure in self.enclosures if enclosure.item == "涉案物品清单")
        if listed != bool(self.goods):
            raise ValueError("有涉案物品的，附涉案物品清单并逐项填写（goods）；没有的，写明没有")
        return self


class PoliceReply(Form):
    """What the police answered in writing (令310 §7–§9)."""

    result: Literal["立案", "不予立案", "转送有管辖权的机关"]
    document_number: Label
    received_on: Day
    """Day the agency received it."""
    content: Text


class PoliceReconsideration(Form):
    """提请复议 with the police who declined (令310 §9)."""

    reasons: Text


class SupervisionProposal(Form):
    """建议人民检察院依法进行立案监督 (令310 §9)."""

    procuratorate: Label
    reasons: Text


class GoodsHandedOver(Form):
    """涉案物品移交公安机关 (D48; 令310 §12, 强制法 21): the goods of the list that went with the referral."""

    receiver: Label
    """The unit that takes them."""
    received_by: Label
    """The person who signs for them."""
    officers: TwoOfficers
    remark: Label | None = None
    """In what the goods handed over differ from the list."""


class JusticeReturn(Form):
    """The judicial authorities sent the case back: no criminal liability, but a penalty may be due (处罚法 27(1); 令310 §10)."""

    ground: Literal["不予立案", "不起诉", "免予刑事处罚", "依法不需要追究刑事责任"]
    authority: Label
    document_number: Label
    received_on: Day
    content: Text


class ReferralEnd(Form):
    """Criminal liability was established and the case ends with the agency (D47-2)."""

    authority: Label
    document_number: Label
    received_on: Day
    judgment: Text
    """What the judgment says; of a fine paid before, that it is set off (令310 §11)."""
    unit_opinion: Opinion
    head_opinion: Text
