"""Tiers of benchmarks and ranges of statutes: which penalty, for whom, how much, from day to day (处罚法 34).

Only fines have bounds: in fen, or in permille of the worth of the goods or of the gains.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from zhifa.engine.band import Band
from zhifa.engine.books.book import Line
from zhifa.engine.period import Period

FINE: Final = "罚款"
"""The one kind of penalty that has bounds."""

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        kind: kind
        for kind in (
            "警告", "通报批评", FINE, "没收违法所得", "没收非法财物", "暂扣许可证件", "降低资质等级", "吊销许可证件",
            "限制开展生产经营活动", "责令停产停业", "责令关闭", "限制从业", "行政拘留", "其他",
        )
    }
)  # fmt: skip
"""处罚法 9, as drafts name them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Which penalty is meant, for whom, and how much of it."""

    kind: str
    party: str
    base: str
    """The sum that it is measured by: its worth limits whether the line holds, its shares are those of ``band``."""
    worth: Band | None = None
    """In which sums the line holds; ``None``: in all."""
    band: Band | None = None
    """``None`` of a kind that has no amount."""

    def means(self, kind: str, party: str) -> bool:
        return self.kind == kind and self.party in ("any", party)

    def holds_for(self, total: int | None) -> bool:
        """Whether it holds where the sum is ``total``; where nobody knows the sum, it may."""
        return self.worth is None or total is None or self.worth.holds(total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One tier (阶次) of a benchmark."""

    code: str
    name: str
    title: str
    announced_on: date
    """Not before this day does it bind anybody (处罚法 34)."""
    law: str
    article: str
    extent: Extent
    conditions: str
    factors: tuple[str, ...]
    superior: str | None
    superior_tier: str | None
    valid: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What a statute allows for one kind of penalty."""

    law: str
    article: str
    extent: Extent
    valid: Period


def extent_of(body: Mapping[str, Any]) -> Extent:
    """The extent that a line of benchmarks or of statutory ranges tells."""
    return Extent(
        kind=body["kind"], party=body["party"], base=body["base"], worth=_worth(body), band=_band(body)
    )  # fmt: skip


def _worth(body: Mapping[str, Any]) -> Band | None:
    since, below = body.get("base_from"), body.get("base_below")
    return None if since is None and below is None else Band(low=since or 0, high=below, high_in=False)


def _band(body: Mapping[str, Any]) -> Band | None:
    shares = body.get("low_share") is not None
    low, high = (body.get(f"{bound}_share" if shares else bound) for bound in ("low", "high"))
    if low is None:
        return None
    return Band(
        low=low, high=high, shares=shares, low_in=body.get("low_in") is not False, high_in=body.get("high_in") is not False
    )  # fmt: skip


def tier_of(line: Line) -> Tier:
    body: Mapping[str, Any] = line.body
    return Tier(
        code=body["code"],
        name=body["tier"],
        title=body["title"],
        announced_on=date.fromisoformat(body["announced_on"]),
        law=body["law"],
        article=body["article"],
        extent=extent_of(body),
        conditions=body["conditions"],
        factors=tuple(body.get("factors") or ()),
        superior=body.get("superior"),
        superior_tier=body.get("superior_tier"),
        valid=line.valid,
    )


def range_of(line: Line) -> Range:
    body: Mapping[str, Any] = line.body
    return Range(law=body["law"], article=body["article"], extent=extent_of(body), valid=line.valid)


def bounds_faults(line: Line) -> Iterator[tuple[str, str]]:
    """Heading and rule of what does not agree in one line: its kind, its base and its bounds."""
    body = line.body
    given = {name for name in ("low", "high", "low_share", "high_share") if body.get(name) is not None}
    if body["kind"] != FINE and given:
        yield "下限", f"只有{FINE}写上下限"
    elif body["kind"] == FINE and not given & {"low", "low_share"}:
        yield "下限", "罚款应写下限；没有下限的写0，并在“含下限”写否"
    elif given & {"low", "high"} and given & {"low_share", "high_share"}:
        yield "下限千分比", "金额和千分比只写一种"
    elif given & {"low_share", "high_share"} and body["base"] == "none":
        yield "计算基数", "按千分比计算的，应写明以什么为基数"
    else:
        yield from _void_bands(line)


def _void_bands(line: Line) -> Iterator[tuple[str, str]]:
    extent = extent_of(line.body)
    if extent.worth and extent.base == "none":
        yield "计算基数", "限定基数大小的，应写明以什么为基数"
    if extent.worth and extent.worth.empty:
        yield "基数不满", "应大于基数起点"
    if extent.band and extent.band.empty:
        yield "上限", "上限不得小于下限"
