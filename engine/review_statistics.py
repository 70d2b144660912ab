"""What the legal reviews of a time come to: rounds, first agreements, failed items, and how long opinions took (国办发〔2018〕118号)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven:
    """One finished round of review."""

    case_id: str
    round: int
    agreed: bool
    reviewer: str
    """Id of the officer."""
    failed: tuple[str, ...]
    """Items that did not pass."""
    days: int | None
    """Calendar days from the start of the clock to the opinion; ``None`` where no clock ran."""
    late: bool
    """After the last day of the clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What some of the opinions come to."""

    opinions: int
    agreed: int
    late: int
    timed: int
    """Those for which a clock ran."""
    days: int
    """Calendar days that these took, all together."""

    @property
    def mean_tenths(self) -> int | None:
        """Calendar days an opinion took on average, in tenths of a day and rounded half up; ``None`` where no clock ran."""
        return (20 * self.days + self.timed) // (2 * self.timed) if self.timed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The reviews of one agency in a time."""

    whole: Share
    cases: int
    first: int
    """First rounds."""
    agreed_at_first: int
    rounds: Mapping[int, int]
    """How many cases came to so many rounds."""
    failed: Mapping[str, int]
    """How often each item failed, most often first."""
    by_reviewer: Mapping[str, Share]
    """By the id of the officer, in the order of ids."""


def statistics(opinions: Iterable[OpinionGiven]) -> Statistics:
    """All figures of these opinions; a case whose earlier rounds lie before the time still counts them by their number."""
    given = tuple(opinions)
    furthest: dict[str, int] = {}
    for one in given:
        furthest[one.case_id] = max(furthest.get(one.case_id, 0), one.round)
    first = [one for one in given if one.round == 1]
    failed = Counter(item for one in given for item in one.failed)
    return Statistics(
        whole=_share(given),
        cases=len(furthest),
        first=len(first),
        agreed_at_first=sum(one.agreed for one in first),
        rounds=dict(sorted(Counter(furthest.values()).items())),
        failed=dict(sorted(failed.items(), key=lambda one: (-one[1], one[0]))),
        by_reviewer={
            who: _share([o for o in given if o.reviewer == who]) for who in sorted({o.reviewer for o in given})
        },
    )


def _share(opinions: Sequence[OpinionGiven]) -> Share:
    took = [one.days for one in opinions if one.days is not None]
    return Share(
        opinions=len(opinions),
        agreed=sum(one.agreed for one in opinions),
        late=sum(one.late for one in opinions),
        timed=len(took),
        days=sum(took),
    )
