"""Values that several forms share: party, evidence, citation, draft, signature, service proof."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from zhifa.workflows.fitting import UNIT_HEADS
from zhifa.workflows.forms.base import (
    ADDRESS,
    BORN,
    GUARDIAN,
    IDENTITY,
    PHONE,
    Day,
    Digest,
    Fen,
    Form,
    Identifier,
    Label,
    NotStated,
    Stated,
    Text,
)

PartyKind = Literal["legal_person", "other_organisation", "individual", "individual_business"]

IdentityKind = Literal[
    "uscc",
    "resident_id",
    "passport",
    "travel_permit",
    "residence_permit",
    "foreign_permanent",
    "none",
    "masked",
]
"""Kind of the identity number. Only ``uscc`` (GB 32100) and ``resident_id`` (GB 11643) carry a check digit."""


class Party(Form):
    """The party (当事人) as papers name it. 处罚法 59(1)(1) asks for name and address."""

    kind: Stated[PartyKind]
    name: Stated[Label]
    identity_kind: IdentityKind
    identity_number: Annotated[Label | None, replace(IDENTITY, unless=("identity_kind", "uscc"))] = None
    address: Annotated[Stated[Label], ADDRESS]
    phone: Annotated[Label | None, PHONE] = None
    legal_representative: Stated[Label] | None = None
    """Legal representative of an organisation, or the operator of an individual business."""
    sex: Literal["男", "女"] | None = None
    born_on: Annotated[Day | None, BORN] = None


EvidenceKind = Literal[
    "书证", "物证", "视听资料", "电子数据", "证人证言", "当事人的陈述", "鉴定意见", "勘验笔录、现场笔录"
]
"""The eight kinds of 处罚法 46(1)."""


class Evidence(Form):
    """One piece of evidence, verified before it may found a fact (处罚法 46(2))."""

    key: Label
    """Its name within the case, e.g. ``证1``."""
    kind: EvidenceKind
    description: Label
    source: Stated[Label]
    obtained_on: Stated[Day]
    proves: Stated[Text]
    verified: bool
    digest: Digest | None = None
    """Digest of the file in the evidence store, where there is one."""


# 条、款、项、目 stand in Chinese numerals, as in the official text (documents.md 3.1).
_ARTICLE = r"^第[〇零一二三四五六七八九十百千]+条(之[一二三四五六七八九十]+)?"
_ARTICLE += r"(第?[一二三四五六七八九十、]+款)?(第?[（(]?[一二三四五六七八九十、]+[）)]?项)?(第?[（(]?[一二三四五六七八九十0-9]+[）)]?目)?$"
_ARTICLE_PATTERN = re.compile(_ARTICLE)


def _article(text: str) -> str:
    if text and not _ARTICLE_PATTERN.match(text):
        raise ValueError("条文序号应写作“第五十九条第一款第（二）项”，用汉字数字")
    return text


class Citation(Form):
    """One provision of a statute, cited in full (全称，条款项)."""

    law: Label
    """Full title without 《》."""
    article: Annotated[str, StringConstraints(max_length=60), AfterValidator(_article)] = ""
    """``第五十九条第一款``; empty only for a benchmark or standard without articles."""


PenaltyKind = Literal[
    "警告",
    "通报批评",
    "罚款",
    "没收违法所得",
    "没收非法财物",
    "暂扣许可证件",
    "降低资质等级",
    "吊销许可证件",
    "限制开展生产经营活动",
    "责令停产停业",
    "责令关闭",
    "限制从业",
    "行政拘留",
    "其他",
]
"""处罚法 9 in the order of the exchange format; the order of severity is :data:`zhifa.workflows.severity.ORDER`."""


MONEY: tuple[PenaltyKind, ...] = ("罚款", "没收违法所得", "没收非法财物")
"""Kinds that have an amount; of confiscated goods it is their value, and nothing to be paid."""

PAYABLE: frozenset[PenaltyKind] = frozenset({"罚款", "没收违法所得"})
"""Kinds whose amount the party pays."""


class PenaltyItem(Form):
    """One item of the operative part (主文)."""

    kind: PenaltyKind
    amount: Stated[Fen] | None = None
    """Fen; required for a fine and, where it can be told, for confiscated gains and the value of confiscated goods."""
    text: Text

    @property
    def fen(self) -> int | None:
        """The amount as far as it is known: neither where there is none nor where the source of a replay is silent."""
        return self.amount if isinstance(self.amount, int) else None

    @property
    def silent(self) -> bool:
        """Whether the item has an amount that the source of a replay does not state."""
        return isinstance(self.amount, NotStated)

    @model_validator(mode="after")
    def _fine_has_amount(self) -> PenaltyItem:
        if self.kind == "罚款" and not self.amount:
            raise ValueError("罚款应写明数额（分），大于零")
        if self.amount is not None and self.kind not in MONEY:
            raise ValueError(f"{self.kind}不得填写数额；数额只用于{'、'.join(MONEY)}")
        return self


NoPenaltyGround = Literal[
    "minor_and_corrected", "first_offence", "no_fault", "not_established", "under_age", "incapable", "time_barred"
]
"""33(1) 前段 · 33(1) 后段 · 33(2) · 57(1)(3) · 30 · 31 · 36."""

GUARDED: frozenset[NoPenaltyGround] = frozenset({"under_age", "incapable"})
"""Grounds on which an order goes to the guardian."""


class Violation(Form):
    """One of several violations that one decision punishes: weighed apart, punished together (分别裁量，合并处罚)."""

    name: Label
    facts: Text
    evidence: Annotated[tuple[Label, ...], Field(min_length=1)]
    violated: Annotated[tuple[Citation, ...], Field(min_length=1)]
    basis: Annotated[tuple[Citation, ...], Field(min_length=1)]
    discretion: Text
    items: Annotated[tuple[Annotated[int, Field(ge=1, le=100)], ...], Field(min_length=1)]
    """The items of the operative part that punish it, counted from 1."""


class Draft(Form):
    """What is to be decided: the text that legal review reads and that the decision must repeat word for word."""

    kind: Literal["penalty", "no_penalty"]
    facts: Stated[Text]
    evidence: Stated[tuple[Label, ...]]
    """Keys of the evidence the facts rest on."""
    violated: Stated[tuple[Citation, ...]]
    basis: Stated[tuple[Citation, ...]]
    items: tuple[PenaltyItem, ...]
    ground: Stated[NoPenaltyGround] | None = None
    discretion: Stated[Text]
    """Reasons for the choice within the range (裁量理由)."""
    correction: Text | None = None
    """What the party is ordered to correct (处罚法 28)."""
    education: Stated[Text] | None = None
    """How the party is educated when no penalty is imposed (处罚法 33(3))."""
    lighter_law: Text | None = None
    """Why a statute that began only after the violation is applied: it is the lighter one (处罚法 37)."""
    other_act: Text | None = None
    """Why it is not the act for which the party was fined before (处罚法 29)."""
    guardian: Annotated[Stated[Label] | None, GUARDIAN] = None
    """Guardian of a party who cannot answer for its acts: ordered to discipline it, or to care for it and have it treated (处罚法 30, 31)."""
    violations: tuple[Violation, ...] = ()
    """Each violation by itself, where there are several; together they are what stands above."""
    payment_days: Annotated[int, Field(ge=0, le=365)] = 15
    """Fifteen wherever there is a fine (处罚法 67(3)); another number only where nothing but gains is to be paid."""

    @model_validator(mode="after")
    def _kind_fits_items(self) -> Draft:
        if self.kind == "penalty" and not self.items:
            raise ValueError("处罚决定至少有一项处罚")
        if self.kind == "no_penalty" and (self.items or self.ground is None):
            raise ValueError("不予处罚不得列处罚项目，并应写明理由（ground）")
        if self.guardian is not None and self.ground not in GUARDED:
            raise ValueError("监护人（guardian）只在依照行政处罚法第三十条、第三十一条不予处罚时填写")
        return self

    @model_validator(mode="after")
    def _violations_make_the_whole(self) -> Draft:
        for fault in _faults_of_violations(self) if self.violations else ():
            raise ValueError(fault)
        return self


def _faults_of_violations(draft: Draft) -> Iterator[str]:
    """In what the violations of a draft and the draft itself do not agree."""
    if len(draft.violations) < 2:
        yield "只有一项违法行为的，不分项填写（violations）"
    punished = sorted(item for violation in draft.violations for item in violation.items)
    if punished != list(range(1, len(draft.items) + 1)):
        yield "主文每一项处罚应当对应一项违法行为，且只对应一项（violations.items）"
    for violation in draft.violations:
        for field in ("evidence", "violated", "basis"):
            whole = getattr(draft, field)
            apart = [part for part in getattr(violation, field) if isinstance(whole, NotStated) or part not in whole]
            if apart:
                yield f"违法行为“{violation.name}”的{_PARTS[field]}应当列入草案的同一项"


_PARTS = {"evidence": "证据", "violated": "违反的规定", "basis": "处罚依据"}


class Signature(Form):
    """Signed by the person, or the refusal noted by the officers (处罚法 55; 民诉法 89)."""

    signed: bool
    note: Label | None = None
    """Why it is not signed; required then."""

    @model_validator(mode="after")
    def _refusal_is_noted(self) -> Signature:
        if not self.signed and not self.note:
            raise ValueError("未签名的应注明情况（note）")
        return self


class Person(Form):
    """A person at a step who is no officer: the person inspected, heard, or receiving a paper."""

    name: Stated[Label]
    relation: Stated[Label]
    """Relation to the party or the case, e.g. 法定代表人, 同住成年家属, 收发室."""


class PreservedItem(Form):
    """One article of a preservation list (documents.md D14)."""

    name: Label
    specification: Label
    quantity: Label
    condition: Label


class Opinion(Form):
    """Opinion of somebody in the approval chain, as an approval form shows it."""

    by: Annotated[Identifier, UNIT_HEADS]
    text: Text
    on: Day


class ReviewItem(Form):
    """One of the eight items of a legal review with its answer and reason (118号; S0-43)."""

    item: Literal["主体与资格", "职权范围", "事实与证据", "法律适用与裁量基准", "程序", "文书", "涉嫌犯罪移送", "其他"]
    passed: bool
    reason: Text
