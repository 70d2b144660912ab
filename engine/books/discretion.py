"""The books of discretion: benchmarks (裁量基准), what the statutes allow (法定幅度), and the four lists of leniency (四张清单).

A benchmark is one code; each of its lines is a tier for one kind of penalty and one kind of party.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Literal

from zhifa.engine.books.book import Book, Cell, Column, Context, Line, LineFault, Numbered
from zhifa.engine.books.fitting import fitting_faults
from zhifa.engine.books.law import provision_fault, title_fault
from zhifa.engine.books.tiers import KINDS, Range, Tier, bounds_faults, range_of, tier_of
from zhifa.engine.period import Period

PARTIES: Final[Mapping[str, str]] = MappingProxyType({"any": "不限", "individual": "个人", "organisation": "单位"})
BASES: Final[Mapping[str, str]] = MappingProxyType({"none": "无", "value": "货值金额", "gains": "违法所得"})
LISTS: Final[Mapping[str, str]] = MappingProxyType(
    {"no_penalty": "不予处罚", "lighter": "从轻处罚", "mitigated": "减轻处罚", "no_coercion": "免予行政强制措施"}
)
"""四张清单 (S4-07)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lenience:
    """One line of one of the four lists."""

    list: Literal["no_penalty", "lighter", "mitigated", "no_coercion"]
    code: str
    cause: str | None
    law: str | None
    article: str | None
    conditions: tuple[str, ...]
    effect: str
    basis: str
    valid: Period


def _lenience(line: Line) -> Lenience:
    body: Mapping[str, Any] = line.body
    return Lenience(
        list=body["list"],
        code=body["code"],
        cause=body.get("cause"),
        law=body.get("law"),
        article=body.get("article"),
        conditions=tuple(body["conditions"]),
        effect=body["effect"],
        basis=body["basis"],
        valid=line.valid,
    )


def _permille(share: Cell) -> str | None:
    return (
        None if isinstance(share, int) and 0 <= share <= 10**6 else "应为0至1000000的整数：一倍写作1000，百分之五写作50"
    )


_EXTENT: Final = (
    Column(field="party", label="当事人", kind="choice", choices=PARTIES, public=True),
    Column(field="kind", label="处罚种类", kind="choice", choices=KINDS, public=True),
    Column(field="base", label="计算基数", kind="choice", choices=BASES, public=True),
    Column(field="base_from", label="基数起点", kind="fen", required=False, public=True, about="基数在此数以上（含）的才适用本行。"),
    Column(field="base_below", label="基数不满", kind="fen", required=False, public=True, about="基数不满此数的才适用本行。"),
    Column(field="low", label="下限", kind="fen", required=False, public=True),
    Column(field="high", label="上限", kind="fen", required=False, public=True, about="空着的，没有上限。"),
    Column(field="low_share", label="下限千分比", kind="count", required=False, rule=_permille, public=True, about="基数的千分之几：一倍写作1000。"),
    Column(field="high_share", label="上限千分比", kind="count", required=False, rule=_permille, public=True),
    Column(field="low_in", label="含下限", kind="flag", required=False, public=True, unsaid="含", about="空着的，含（以上）；超过的写否。"),
    Column(field="high_in", label="含上限", kind="flag", required=False, public=True, unsaid="含", about="空着的，含（以下）；不满的写否。"),
)  # fmt: skip


def _each_line(lines: Sequence[Numbered]) -> Iterator[LineFault]:
    for numbered in lines:
        for heading, rule in bounds_faults(numbered.line):
            yield LineFault(numbered.row, heading, "", rule, numbered.where)


def _benchmark_faults(lines: Sequence[Numbered], context: Context) -> Iterator[LineFault]:
    faults = tuple(_each_line(lines))
    yield from faults or fitting_faults(lines, context)


def _range_faults(lines: Sequence[Numbered], _: Context) -> Iterator[LineFault]:
    return _each_line(lines)


def _lenience_faults(lines: Sequence[Numbered], _: Context) -> Iterator[LineFault]:
    for row, line, where in lines:
        if not line.body.get("cause") and not line.body.get("law"):
            yield LineFault(row, "案由", "", "案由和法律至少写一项，否则无从提示", where)


_CITED: Final = (
    Column(field="law", label="法律", public=True, rule=title_fault, about="全称，不加书名号。"),
    Column(field="article", label="条款", public=True, rule=provision_fault, about="如第一百一十九条第一款。"),
)

STATUTORY_RANGE: Final[Book[Range]] = Book(
    name="statutory_range",
    label="法定幅度",
    columns=(*_CITED, *_EXTENT, Column(field="note", label="备注", required=False)),
    key=("law", "article", "kind", "party", "base_from", "valid_from"),
    overlap=("law", "article", "kind", "party", "base_from"),
    read=range_of,
    faults=_range_faults,
    article="行政处罚法第三十四条",
    requirements=("S1-21", "S4-06"),
)
"""What the cited provision itself allows: benchmarks are held against it."""

BENCHMARK: Final[Book[Tier]] = Book(
    name="benchmark",
    label="裁量基准",
    columns=(
        Column(field="code", label="编码", kind="code", public=True),
        Column(field="tier", label="阶次", public=True, about="如从轻、一般、从重。"),
        Column(field="title", label="标题", public=True),
        Column(field="document", label="文号", public=True),
        Column(field="issued_by", label="制定机关", public=True),
        Column(field="announced_on", label="公布日期", kind="date", public=True, about="裁量基准应当向社会公布。"),
        Column(field="superior", label="上级基准编码", kind="code", required=False, public=True, about="细化上级基准的，写上级基准的编码。"),
        Column(field="superior_tier", label="上级阶次", required=False, about="所细化的是上级基准的哪一阶次。"),
        Column(field="matter", label="事项", required=False, public=True),
        *_CITED,
        *_EXTENT,
        Column(field="conditions", label="情节", public=True),
        Column(field="factors", label="考虑因素", kind="list", required=False, public=True),
    ),
    key=("code", "tier", "kind", "party", "base_from", "valid_from"),
    overlap=("code", "tier", "kind", "party", "base_from"),
    order=("code", "kind", "party", "base_from", "low", "low_share", "tier"),
    read=tier_of,
    faults=_benchmark_faults,
    together=True,
    article="行政处罚法第三十四条",
    requirements=("S1-21", "S4-06"),
)  # fmt: skip

LENIENCY: Final[Book[Lenience]] = Book(
    name="leniency",
    label="四张清单",
    columns=(
        Column(field="list", label="清单", kind="choice", choices=LISTS, public=True),
        Column(field="code", label="编码", kind="code", public=True),
        Column(field="cause", label="案由", required=False, public=True, about="与立案的案由一字不差；按条款提示的可不写。"),
        Column(field="law", label="法律", required=False, rule=title_fault, public=True),
        Column(field="article", label="条款", required=False, rule=provision_fault, public=True),
        Column(field="conditions", label="适用条件", kind="list", public=True),
        Column(field="effect", label="处理", public=True),
        Column(field="basis", label="依据", public=True),
        Column(field="superior", label="上级清单编码", kind="code", required=False),
        Column(field="document", label="文号", required=False, public=True),
    ),
    key=("list", "code", "valid_from"),
    overlap=("list", "code"),
    read=_lenience,
    faults=_lenience_faults,
    article="行政处罚法第三十条至第三十三条；行政强制法第十六条第二款",
    requirements=("S4-07",),
)  # fmt: skip

DISCRETION: Final[tuple[Book[Any], ...]] = (STATUTORY_RANGE, BENCHMARK, LENIENCY)
