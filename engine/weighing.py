"""Discretion weighed: which tier applies, whether a sum lies within it, and which of the four lists speaks for the party (处罚法 30-34, 37).

Of a benchmark or a range that changed since the violation the old one applies, unless the new one is lighter (从旧兼从轻).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypeVar

from zhifa.engine.band import Band, span
from zhifa.engine.books.discretion import BENCHMARK, LENIENCY, STATUTORY_RANGE, Lenience
from zhifa.engine.books.law import same_provision
from zhifa.engine.books.shelf import Shelf
from zhifa.engine.books.tiers import Extent, Range, Tier


class Provision(NamedTuple):
    """A provision as a draft cites it."""

    law: str
    article: str

    def covers(self, law: str, article: str) -> bool:
        """Whether the other is this provision, a part of it, or the article it is a part of."""
        return self.law == law and same_provision(self.article, article)


class Days(NamedTuple):
    """The two days between which law may have changed."""

    violated: date
    now: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """One item of a draft as far as it is weighed."""

    kind: str
    party: Literal["individual", "organisation"]
    amount: int | None
    """Fen; ``None`` of a kind without amount, or where the source of a replay is silent."""
    base: int | None
    """Worth or gains that it is measured by, in fen, where stated."""
    basis: tuple[Provision, ...]

    def rests_on(self, law: str, article: str) -> bool:
        return any(one.covers(law, article) for one in self.basis)


Where = Literal["inside", "below", "above", "unstated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Where a penalty lies in a band. ``unstated``: the source of a replay does not say the sum or what it is measured by."""

    where: Where
    band: Band | None = None
    """In fen; ``None`` of a kind without amount, or while the sum that it is a share of is not known."""

    @property
    def outside(self) -> bool:
        return self.where in ("below", "above")

    @property
    def text(self) -> str:
        """The band as people read it, and where the penalty lies."""
        told = f"（{self.band.text}）" if self.band else ""
        return f"{_WHERE[self.where]}{told}"


_WHERE = {"inside": "在区间之内", "below": "低于区间", "above": "高于区间", "unstated": "来源未载，不能核对"}

T = TypeVar("T", bound=Tier | Range)


def known(shelf: Shelf, days: Days) -> tuple[Tier, ...]:
    """Every tier in force at the violation or now."""
    return tuple(dict.fromkeys(tier for day in days for tier in shelf.values(BENCHMARK, day)))


def candidates(shelf: Shelf, penalty: Penalty, days: Days) -> tuple[Tier, ...]:
    """Every tier that may be chosen for the penalty, as it applies to the case; none that was not announced by now (处罚法 34), and none of a
    superior's benchmark that another of them refines (S4-06)."""
    announced = (tier for tier in known(shelf, days) if tier.announced_on <= days.now)
    applying = tuple(_applying(announced, lambda tier: (tier.code, tier.name), penalty, days))
    refined = {tier.superior for tier in applying}
    return tuple(tier for tier in applying if tier.code not in refined)


def _applying(found: Iterable[T], name: Callable[[T], tuple[str, str]], penalty: Penalty, days: Days) -> Iterator[T]:
    """Of those by one name that speak of the penalty, the one that applies; each branch of it, where nobody knows the sum that tells them
    apart. What came only after the violation never makes the case heavier than what there was."""
    alike: dict[tuple[str, str, Band | None], list[T]] = {}
    for one in found:
        if penalty.rests_on(one.law, one.article) and _means(one.extent, penalty):
            branch = one.extent.worth if penalty.base is None else None
            alike.setdefault((*name(one), branch), []).append(one)
    versions = [(_on(named, days.violated), _on(named, days.now)) for named in alike.values()]
    before = [band for old, _ in versions if old and (band := _measured(old.extent, penalty))]
    for old, new in versions:
        chosen = _lighter(old, new, penalty)
        if chosen and (old or _no_heavier(chosen.extent, before, penalty)):
            yield chosen


def _no_heavier(new: Extent, before: Sequence[Band], penalty: Penalty) -> bool:
    """Whether nothing like it was in force at the violation, or it is lighter than all that was."""
    band = _measured(new, penalty)
    alike = [old for old in before if band and old.shares == band.shares]
    return not before or (band is not None and bool(alike) and band.lighter_than(span(alike)))


def _means(extent: Extent, penalty: Penalty) -> bool:
    return extent.means(penalty.kind, penalty.party) and extent.holds_for(penalty.base)


def _on(found: Sequence[T], day: date) -> T | None:
    """The one in force on the day; one meant for this party alone before one for all."""
    valid = [one for one in found if one.valid.holds(day)]
    return next((one for one in valid if one.extent.party != "any"), valid[0] if valid else None)


def _lighter(old: T | None, new: T | None, penalty: Penalty) -> T | None:
    """The old one, unless there is none or the new one is lighter; where neither is the lighter, the old one stands (处罚法 37)."""
    if old is None or new is None:
        return old or new
    before, after = _measured(old.extent, penalty), _measured(new.extent, penalty)
    one_base = len({old.extent.base, new.extent.base} - {"none"}) < 2
    comparable = before and after and before.shares == after.shares and one_base
    return new if before and after and comparable and after.lighter_than(before) else old


def _measured(extent: Extent, penalty: Penalty) -> Band | None:
    """In fen, once the sum is known that shares are of."""
    return extent.band if extent.band is None or penalty.base is None else extent.band.of(penalty.base)


def judge(extent: Extent, penalty: Penalty) -> Verdict:
    """Where the penalty lies in what a tier or a range allows."""
    if extent.band is None:
        return Verdict(where="inside")
    if extent.band.shares and penalty.base is None:
        return Verdict(where="unstated")
    band = extent.band.of(penalty.base or 0)
    if penalty.amount is None:
        return Verdict(where="unstated", band=band)
    if band.holds(penalty.amount):
        return Verdict(where="inside", band=band)
    below = penalty.amount <= band.low
    return Verdict(where="below" if below else "above", band=band)


def by_statute(shelf: Shelf, penalty: Penalty, days: Days) -> Verdict | None:
    """Where the penalty lies in what the statute allows; ``None`` where the register does not hold that."""
    ranges = dict.fromkeys(found for day in days for found in shelf.values(STATUTORY_RANGE, day))
    allowed = _applying(ranges, lambda found: (found.law, found.article), penalty, days)
    verdicts = [judge(found.extent, penalty) for found in allowed]
    return next((one for one in verdicts if not one.outside), verdicts[0] if verdicts else None)


def suggestions(shelf: Shelf, cause: str, cited: Sequence[Provision], days: Days) -> tuple[Lenience, ...]:
    """The lines of the lists that speak for the party, at the violation or now: of its cause, of what it violated or is punished by.

    免予行政强制措施 is a question of coercion, and not suggested here.
    """
    found: dict[tuple[str, str], Lenience] = {}
    for day in (days.now, days.violated):
        for line in shelf.values(LENIENCY, day):
            if line.list != "no_coercion" and _speaks(line, cause, cited):
                found.setdefault((line.list, line.code), line)
    return tuple(found.values())


def _speaks(line: Lenience, cause: str, cited: Sequence[Provision]) -> bool:
    if line.cause and line.cause != cause:
        return False
    return line.law is None or any(one.covers(line.law, line.article or "") for one in cited)
