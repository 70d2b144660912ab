"""The catalogue of major decisions (重大执法决定法制审核目录清单) and the list of what is sent to review (送审材料清单).

A line of the catalogue is one rule: all that it asks holds together, and any one line suffices (处罚法 58; 国办发〔2018〕118号).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

from zhifa.engine.books.acts import ACTS
from zhifa.engine.books.book import Book, Cell, Column, Context, Line, LineFault, Numbered

KINDS: Final = (
    "警告", "通报批评", "罚款", "没收违法所得", "没收非法财物", "暂扣许可证件", "降低资质等级", "吊销许可证件", "限制开展生产经营活动",
    "责令停产停业", "责令关闭", "限制从业", "行政拘留", "其他",
)  # fmt: skip
"""Kinds of penalty that a rule about penalties may name (处罚法 9): one that is misspelt would never hold."""
MONEY: Final = frozenset({"罚款", "没收违法所得", "没收非法财物"})
"""Those of them that have an amount."""


class Flag(StrEnum):
    """What makes a decision weigh (处罚法 58(1); 国办发〔2018〕118号)."""

    PUBLIC_INTEREST = "public_interest"
    SOCIAL_RISK = "social_risk"
    VITAL_INTERESTS = "vital_interests"
    HEARING = "hearing"
    COMPLEXITY = "complexity"

    @property
    def label(self) -> str:
        return _FLAGS[self]


_FLAGS: Final = {
    Flag.PUBLIC_INTEREST: "涉及重大公共利益",
    Flag.SOCIAL_RISK: "可能造成重大社会影响或者引发社会风险",
    Flag.VITAL_INTERESTS: "直接关系当事人或者第三人重大权益",
    Flag.HEARING: "经过听证程序",
    Flag.COMPLEXITY: "情况疑难复杂",
}

PartyKind = Literal["individual", "organisation"]
PARTIES: Final = MappingProxyType({"individual": "个人（含个体工商户）", "organisation": "单位"})
_PARTY_KINDS: Final[Mapping[Cell, PartyKind]] = {"individual": "individual", "organisation": "organisation"}
AMOUNTS: Final = MappingProxyType({"kind": "同一种类合计", "whole": "各种类合计"})


class Reviewer(StrEnum):
    """Who reviews, in the order of how far from the handling unit."""

    OWN = "own"
    POOL = "pool"
    SUPERIOR = "superior"

    @property
    def label(self) -> str:
        return REVIEWERS[self]


REVIEWERS: Final = MappingProxyType({"own": "本机关审核机构", "pool": "跨机关审核人员", "superior": "上级机关审核机构"})


class When(StrEnum):
    """In which cases a material is sent to review."""

    ALWAYS = "always"
    STATEMENT = "statement"
    HEARING = "hearing"
    APPRAISAL = "appraisal"
    COMPLEXITY = "complexity"

    @property
    def label(self) -> str:
        return WHENS[self]


WHENS: Final = MappingProxyType(
    {
        "always": "每案都要",
        "statement": "有陈述申辩的",
        "hearing": "经过听证的",
        "appraisal": "有检测、检验、检疫、鉴定的",
        "complexity": "情节复杂或者违法行为重大的",
    }
)
CARRIERS: Final = MappingProxyType({"paper": "纸质", "electronic": "电子", "both": "纸质和电子"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the catalogue. What it leaves empty it does not ask."""

    code: str
    title: str
    act: str
    items: frozenset[str]
    """Kinds of penalty, or of what else the act imposes; any one of them."""
    party: PartyKind | None
    amount_from: int | None
    """Fen, from this sum on."""
    whole: bool
    """The sum of all kinds that the rule is about counts; else each kind by itself."""
    matters: tuple[str, ...]
    """Beginnings of the names of matters; any one of them."""
    flags: frozenset[Flag]
    """All of them."""
    legal_relations_from: int | None
    reviewer: Reviewer
    clock_days: int | None
    """Working days within which review is finished; it may only shorten the time that the agency's policy gives."""
    collective: bool
    """The heads discuss the decision together."""
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What is sent to review with the draft."""

    act: str
    kinds: frozenset[str]
    """Labels of the kinds of decision; empty: of every kind."""
    name: str
    paper: str | None
    """Code of the document type, where it is a paper of the case."""
    when: When
    carrier: str
    responsible: str


def _rule(line: Line) -> Rule:
    body = line.body
    return Rule(
        code=str(body["code"]),
        title=str(body["title"]),
        act=str(body["act"]),
        items=frozenset(_texts(body.get("items"))),
        party=_PARTY_KINDS.get(body.get("party")),
        amount_from=_number(body.get("amount_from")),
        whole=body.get("amount_of") == "whole",
        matters=_texts(body.get("matters")),
        flags=frozenset(flag for flag in Flag if body.get(flag.value)),
        legal_relations_from=_number(body.get("legal_relations_from")),
        reviewer=Reviewer(str(body.get("reviewer") or "own")),
        clock_days=_number(body.get("clock_days")),
        collective=bool(body.get("collective")),
        basis=str(body["basis"]),
    )


def _material(line: Line) -> Material:
    body = line.body
    paper = body.get("paper")
    return Material(
        act=str(body["act"]),
        kinds=frozenset(_texts(body.get("kinds"))),
        name=str(body["material"]),
        paper=None if paper is None else str(paper),
        when=When(str(body.get("required_when") or "always")),
        carrier=CARRIERS[str(body.get("carrier") or "both")],
        responsible=str(body.get("responsible") or ""),
    )


def _texts(cell: Cell) -> tuple[str, ...]:
    return tuple(cell) if isinstance(cell, list | tuple) else ()


def _number(cell: Cell) -> int | None:
    return cell if isinstance(cell, int) else None


def _clock(days: int) -> str | None:
    return None if 1 <= days <= 60 else "审核时限为1至60个工作日"


def _relations(number: int) -> str | None:
    return None if 2 <= number <= 99 else "法律关系为2至99个"


def _amount(fen: int) -> str | None:
    return None if fen > 0 else "金额起点应大于零"


def _paper(code: str) -> str | None:
    return None if re.fullmatch(r"D\d{2}(-\d)?", code) else "文书代码写作 D21、D24 或者 D06-2；不是案件文书的留空"


def _rule_faults(lines: Sequence[Numbered], _context: Context) -> Iterator[LineFault]:
    for row, line, where in lines:
        for heading, value, rule in _faults_of(line.body):
            yield LineFault(row, heading, value, rule, where)


def _faults_of(body: Mapping[str, Cell]) -> Iterator[tuple[str, str, str]]:
    """Heading, value and rule of what does not fit together in one line."""
    items = _texts(body.get("items"))
    if body["act"] == "penalty":
        for item in items:
            if item not in KINDS:
                yield "种类", item, f"处罚种类写作{'、'.join(KINDS)}"
    if body.get("amount_from") is None:
        if body.get("amount_of") is not None:
            yield "合计方式", AMOUNTS[str(body["amount_of"])], "没有写金额起点的，不写合计方式"
    elif body["act"] == "penalty" and items and not MONEY & set(items):
        yield "金额起点", "、".join(items), f"金额只能对{'、'.join(kind for kind in KINDS if kind in MONEY)}设定"


def _flag(flag: Flag) -> Column:
    return Column(field=flag.value, label=flag.label, kind="flag", required=False, public=True)


REVIEW_RULES: Final[Book[Rule]] = Book(
    name="review_rule",
    label="重大执法决定法制审核目录清单",
    columns=(
        Column(field="code", label="编码", public=True),
        Column(field="title", label="目录事项", public=True),
        Column(field="act", label="执法类别", kind="choice", choices=ACTS, public=True),
        Column(field="level", label="层级", required=False, public=True, about="本清单适用于哪一级机关；一份清单只属一个机关，不作为判定条件。"),
        Column(field="items", label="种类", kind="list", required=False, public=True, about="有其中一种即可；不写为不限。"),
        Column(field="party", label="当事人", kind="choice", choices=PARTIES, required=False, public=True),
        Column(field="amount_from", label="金额起点", kind="fen", required=False, rule=_amount, public=True, about="达到即可，含本数。"),
        Column(field="amount_of", label="合计方式", kind="choice", choices=AMOUNTS, required=False, public=True),
        Column(field="matters", label="执法领域", kind="list", required=False, public=True, about="执法事项名称的开头；有其中一个即可。"),
        *map(_flag, Flag),
        Column(field="legal_relations_from", label="法律关系个数", kind="count", required=False, rule=_relations, public=True),
        Column(field="reviewer", label="审核机构", kind="choice", choices=REVIEWERS, required=False, public=True),
        Column(field="clock_days", label="审核时限（工作日）", kind="count", required=False, rule=_clock, public=True, about="只能短于本机关的审核期限。"),
        Column(field="collective", label="集体讨论", kind="flag", required=False, public=True),
        Column(field="basis", label="依据", public=True),
        Column(field="document_number", label="文号", public=True),
    ),
    key=("code",),
    overlap=("code",),
    read=_rule,
    faults=_rule_faults,
    article="行政处罚法第五十八条；国办发〔2018〕118号（据二手资料）",
    requirements=("S0-41", "S0-42", "S1-17", "S2-24"),
)  # fmt: skip

REVIEW_MATERIALS: Final[Book[Material]] = Book(
    name="review_material",
    label="送审材料清单",
    columns=(
        Column(field="act", label="执法类别", kind="choice", choices=ACTS, public=True),
        Column(field="material", label="材料名称", public=True),
        Column(field="kinds", label="决定种类", kind="list", required=False, public=True, about="例如 行政处罚决定；不写为各种决定。"),
        Column(field="paper", label="文书代码", required=False, rule=_paper, about="是案件文书的，写明代码，送审时应当已经制作。"),
        Column(field="required_when", label="报送情形", kind="choice", choices=WHENS, required=False, public=True),
        Column(field="carrier", label="载体", kind="choice", choices=CARRIERS, required=False, public=True),
        Column(field="responsible", label="责任", required=False, public=True),
    ),
    key=("act", "material"),
    overlap=("act", "material"),
    read=_material,
    article="国办发〔2018〕118号（据二手资料）；本机关审核制度",
    requirements=("S0-44", "S2-30"),
)  # fmt: skip

REVIEW: Final = (REVIEW_RULES, REVIEW_MATERIALS)
