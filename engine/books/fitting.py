"""Whether the tiers of a benchmark fit: one another, what the statute allows, and the superior's benchmark (S1-21, S4-06)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Final, NamedTuple

from zhifa.engine.band import Band, gaps, overlap, span
from zhifa.engine.books.book import Context, Line, LineFault, Numbered
from zhifa.engine.books.law import same_provision
from zhifa.engine.books.tiers import FINE, Extent, Range, Tier, range_of, tier_of


class Misfit(NamedTuple):
    """What does not fit, and the lines of the benchmark that it is about."""

    lines: tuple[Line, ...]
    column: str
    rule: str


class Graded(NamedTuple):
    """A tier that has bounds, with its line."""

    line: Line
    tier: Tier
    band: Band


@dataclass(frozen=True, slots=True)
class Standing:
    """The lines of benchmarks by their code, and of what statutes allow by the statute."""

    benchmarks: Mapping[str, Sequence[Line]]
    ranges: Mapping[str, Sequence[Line]]

    @classmethod
    def of(cls, books: Mapping[str, Sequence[Line]]) -> Standing:
        return cls(_by(books.get("benchmark", ()), "code"), _by(books.get("statutory_range", ()), "law"))


def _by(lines: Sequence[Line], field: str) -> Mapping[str, Sequence[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(str(line.body[field]), []).append(line)
    return found


_APART: Final = ("individual", "organisation")


def fitting_faults(lines: Sequence[Numbered], context: Context) -> Iterator[LineFault]:
    """What the lines of a change make misfit, on each day on which one of them begins or has just ended."""
    standing = Standing.of(context.standing)
    by_code: dict[str, list[Numbered]] = {}
    for numbered in lines:
        by_code.setdefault(str(numbered.line.body["code"]), []).append(numbered)
    for code, changed in by_code.items():
        found = (fault for day in _days(changed) for fault in _on(day, code, changed, standing))
        yield from dict.fromkeys(found)


def _days(changed: Sequence[Numbered]) -> list[date]:
    return sorted({day for one in changed for day in (one.line.valid.start, _day_after(one.line)) if day})


def _day_after(line: Line) -> date | None:
    return line.valid.end + timedelta(days=1) if line.valid.end else None


def _on(day: date, code: str, changed: Sequence[Numbered], standing: Standing) -> Iterator[LineFault]:
    """Told of the first line concerned that is part of the change; of one that ended, where what it leaves fitted before."""
    rows = {one.line.key: one for one in changed}
    ended = [one for one in changed if _day_after(one.line) == day]
    for misfit in misfits(code, standing, day):
        concerned = [rows[line.key] for line in misfit.lines if line.key in rows]
        if not concerned and ended and misfit.rule not in _rules(code, standing, day - timedelta(days=1)):
            concerned = ended
        yield from (LineFault(one.row, misfit.column, "", misfit.rule, one.where) for one in concerned[:1])


def _rules(code: str, standing: Standing, day: date) -> set[str]:
    return {misfit.rule for misfit in misfits(code, standing, day)}


def misfits(code: str, standing: Standing, day: date) -> Iterator[Misfit]:
    """What does not fit in one benchmark as it stands on ``day``."""
    tiers = [(line, tier_of(line)) for line in _held(standing.benchmarks, code, day)]
    laws = dict.fromkeys(tier.law for _, tier in tiers)
    ranges = [range_of(line) for law in laws for line in _held(standing.ranges, law, day)]
    graded = [Graded(line, tier, tier.extent.band) for line, tier in tiers if tier.extent.band]
    yield from _other_provisions(tiers)
    for party in _parties(graded, ranges):
        mine = [one for one in graded if one.tier.extent.party in ("any", party)]
        yield from _fits_statute(mine, [found for found in ranges if _allows(found, mine, party)])
    superiors = dict.fromkeys(tier.superior for _, tier in tiers if tier.superior)
    above = [tier_of(line) for named in superiors for line in _held(standing.benchmarks, named, day)]
    yield from _beyond_superior(graded, above)


def _held(lines: Mapping[str, Sequence[Line]], key: str, day: date) -> list[Line]:
    return [line for line in lines.get(key, ()) if line.valid.holds(day)]


def _other_provisions(tiers: Sequence[tuple[Line, Tier]]) -> Iterator[Misfit]:
    for line, tier in tiers[1:]:
        first_line, first = tiers[0]
        if (tier.law, tier.article) != (first.law, first.article):
            cited = f"阶次“{first.name}”写的是《{first.law}》{first.article}"
            yield Misfit((line, first_line), "条款", f"同一基准的各阶次应写同一条款，{cited}")


def _parties(graded: Sequence[Graded], ranges: Sequence[Range]) -> tuple[str, ...]:
    """Parties to look at apart: one for all, unless tiers or statute tell them apart."""
    named = {one.tier.extent.party for one in graded}
    named |= {found.extent.party for found in ranges if graded and _same_law(found, graded[0].tier)}
    return ("any",) if named <= {"any"} else _APART


def _allows(found: Range, mine: Sequence[Graded], party: str) -> bool:
    return bool(mine) and found.extent.means(FINE, party) and _same_law(found, mine[0].tier)


def _same_law(found: Range, tier: Tier) -> bool:
    return found.law == tier.law and same_provision(found.article, tier.article)


def _fits_statute(mine: Sequence[Graded], ranges: Sequence[Range]) -> Iterator[Misfit]:
    """Where the register does not hold what the statute allows, the tiers are held against one another alone."""
    yield from _overlapping(mine)
    if not ranges:
        yield from _gaps_between(mine)
    for one in mine if ranges else ():
        yield from _beyond_statute(one, ranges)
    for found in ranges:
        members = [one for one in mine if _comparable(one.tier.extent, found.extent)]
        for missing in gaps([one.band for one in members], _band(found)):
            lines = tuple(one.line for one in members or mine)
            yield Misfit(lines, "上限", f"各阶次没有覆盖法定幅度，缺{missing.text}")


def _band(found: Range) -> Band:
    assert found.extent.band is not None, "only ranges with bounds are compared"
    return found.extent.band


def _overlapping(mine: Sequence[Graded]) -> Iterator[Misfit]:
    for one, other in combinations(mine, 2):
        shared = overlap(one.band, other.band) if _at_once(one, other) else None
        if shared:
            rule = f"与阶次“{one.tier.name}”重叠：{shared.text}都在两个阶次之内"
            yield Misfit((other.line, one.line), "下限", rule)


def _at_once(one: Graded, other: Graded) -> bool:
    """Whether both may hold for the same sum, and in the same unit."""
    mine, its = one.tier.extent, other.tier.extent
    apart = mine.worth and its.worth and overlap(mine.worth, its.worth) is None
    return one.band.shares == other.band.shares and not apart


def _gaps_between(mine: Sequence[Graded]) -> Iterator[Misfit]:
    alike: dict[tuple[bool, Band | None], list[Graded]] = {}
    for one in mine:
        alike.setdefault((one.band.shares, one.tier.extent.worth), []).append(one)
    for group in alike.values():
        bands = [one.band for one in group]
        for missing in gaps(bands, span(bands)):
            yield Misfit(tuple(one.line for one in group), "上限", f"各阶次之间缺{missing.text}")


def _comparable(tier: Extent, found: Extent) -> bool:
    """Whether the range speaks of the tier: both in one unit, and of sums that the tier holds for."""
    if tier.band is None or found.band is None or tier.band.shares != found.band.shares:
        return False
    return found.worth is None or (tier.worth is not None and not any(tier.worth.outside(found.worth)))


def _beyond_statute(one: Graded, ranges: Sequence[Range]) -> Iterator[Misfit]:
    found = [_band(known) for known in ranges if _comparable(one.tier.extent, known.extent)]
    if not found:
        yield Misfit((one.line,), "计算基数", "法定幅度中没有与本行相当的一项：计算方式或者基数的起点、限度不同")
    elif all(any(one.band.outside(whole)) for whole in found):
        told = "、".join(part.text for part in one.band.outside(found[0]))
        yield Misfit((one.line,), "上限", f"超出法定幅度（{found[0].text}）：{told}")


def _beyond_superior(graded: Sequence[Graded], superiors: Sequence[Tier]) -> Iterator[Misfit]:
    """A refinement stays within the superior's tier that it refines."""
    for one in graded:
        if one.tier.superior is None:
            continue
        if one.tier.superior_tier is None:
            yield Misfit((one.line,), "上级阶次", "细化上级基准的，写明细化的是哪一阶次")
            continue
        named = f"上级基准 {one.tier.superior} 的阶次“{one.tier.superior_tier}”"
        above = [tier.extent for tier in superiors if _refined(one.tier, tier)]
        bands = [extent.band for extent in above if extent.band and _comparable(one.tier.extent, extent)]
        if not bands:
            yield Misfit((one.line,), "上级阶次", f"{named}没有录入，或者其处罚种类、当事人、计算方式不同")
        elif all(any(one.band.outside(band)) for band in bands):
            yield Misfit((one.line,), "上级阶次", f"超出{named}（{bands[0].text}）")


def _refined(tier: Tier, above: Tier) -> bool:
    named = (above.code, above.name) == (tier.superior, tier.superior_tier)
    return named and above.extent.means(tier.extent.kind, tier.extent.party)


def unchecked(tiers: Iterable[Tier], ranges: Sequence[Range]) -> Iterator[Tier]:
    """Of each benchmark of fines whose statute is not among the ranges, one tier: they are held against one another alone."""
    told: set[str] = set()
    for tier in tiers:
        if tier.extent.kind == FINE and tier.code not in told and not any(_same_law(found, tier) for found in ranges):
            told.add(tier.code)
            yield tier
