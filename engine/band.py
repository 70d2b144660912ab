"""Bands: from how much to how much, each bound included or not. Whole numbers only, so that no rounding decides a case.

A band is of fen, or of thousandths (permille) of a sum that becomes fen once the sum is known. 以上, 以下 include their number; 不满, 超过 do not
(民法典 1259).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from zhifa.engine.money import yuan

WHOLE: Final = 1000
"""Permille of a sum that are the sum itself (一倍)."""

_ENDLESS: Final = 10**30
"""Stands for no upper bound; above all that anybody enters."""


class Cut(NamedTuple):
    """A place between numbers: just before ``value``, or just after it."""

    value: int
    after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """From ``low`` to ``high``; without ``high`` there is no upper bound."""

    low: int
    high: int | None = None
    low_in: bool = True
    """Whether ``low`` itself belongs to it (以上) or not (超过)."""
    high_in: bool = True
    """Whether ``high`` itself belongs to it (以下) or not (不满)."""
    shares: bool = False
    """The bounds are permille of a sum, not fen."""

    @property
    def start(self) -> Cut:
        return Cut(self.low, not self.low_in)

    @property
    def end(self) -> Cut:
        return Cut(_ENDLESS, after=True) if self.high is None else Cut(self.high, self.high_in)

    @property
    def empty(self) -> bool:
        """Whether nothing lies in it. Between one fen and the next there is nothing; between one permille and the next there is."""
        if self.shares:
            return self.start >= self.end
        return self.low + self.start.after >= self.end.value + self.end.after

    def holds(self, amount: int) -> bool:
        """Whether the amount lies in it, in the unit of its bounds."""
        return self.start <= Cut(amount, after=False) and Cut(amount, after=True) <= self.end

    def of(self, total: int) -> Band:
        """The band in fen that its shares of a sum in fen come to, each bound without what is less than a fen; a band of fen is that already."""
        if not self.shares:
            return self
        high = None if self.high is None else self.high * total // WHOLE
        return Band(low=self.low * total // WHOLE, high=high, low_in=self.low_in, high_in=self.high_in)

    def outside(self, whole: Band) -> Iterator[Band]:
        """What of it lies below or above ``whole``, which has the same unit."""
        below = between(self.start, min(self.end, whole.start), shares=self.shares)
        above = between(max(self.start, whole.end), self.end, shares=self.shares)
        yield from (part for part in (below, above) if not part.empty)

    def lighter_than(self, other: Band) -> bool:
        """Whether one of its bounds is lower and none is higher."""
        mine, its = (self.start, self.end), (other.start, other.end)
        return mine != its and mine[0] <= its[0] and mine[1] <= its[1]

    @property
    def text(self) -> str:
        """As people read it: ``5000.00元（含）至10000.00元（不含）``."""
        low = f"{self._told(self.low)}{_IN[self.low_in]}"
        if self.high is None:
            return f"{low}以上"
        return f"{low}至{self._told(self.high)}{_IN[self.high_in]}"

    def _told(self, bound: int) -> str:
        return times(bound) if self.shares else yuan(bound)


_IN: Final = {True: "（含）", False: "（不含）"}


def times(permille: int) -> str:
    """A share of a sum as people read it: ``2倍``, ``1.5倍``, ``30%``, ``2.5%``."""
    unit, sign = (WHOLE, "倍") if permille >= WHOLE else (10, "%")
    whole, rest = divmod(permille, unit)
    decimals = f"{rest:0{len(str(unit)) - 1}d}".rstrip("0")
    return f"{whole}.{decimals}{sign}" if decimals else f"{whole}{sign}"


def between(start: Cut, end: Cut, *, shares: bool) -> Band:
    """The band from one cut to another."""
    high = None if end.value == _ENDLESS else end.value
    return Band(low=start.value, high=high, low_in=not start.after, high_in=end.after, shares=shares)


def gaps(bands: Sequence[Band], whole: Band) -> Iterator[Band]:
    """What of ``whole`` lies in none of the bands, lowest first; all have one unit."""
    reached = whole.start
    for band in sorted(bands, key=lambda band: band.start):
        missing = between(reached, min(band.start, whole.end), shares=whole.shares)
        if not missing.empty:
            yield missing
        reached = max(reached, band.end)
    missing = between(reached, whole.end, shares=whole.shares)
    if not missing.empty:
        yield missing


def overlap(one: Band, other: Band) -> Band | None:
    """What two bands of one unit share."""
    shared = between(max(one.start, other.start), min(one.end, other.end), shares=one.shares)
    return None if shared.empty else shared


def span(bands: Sequence[Band]) -> Band:
    """From the lowest bound of the bands to their highest; there is at least one."""
    return between(min(band.start for band in bands), max(band.end for band in bands), shares=bands[0].shares)
