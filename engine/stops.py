"""Times during which a term stands still."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

__all__ = ["Stop", "merged"]


class Stop(NamedTuple):
    """A time during which a term stood still: from the day it stopped to the day it ran on.

    The day it stopped had been counted and the day it ran on is not, as with any start: so many days are lost as lie between. A time told by
    its first and last day begins on the eve of the first.
    """

    start: date
    end: date
    label: str
    """What stopped it, in Chinese: 中止调查."""


def merged(stops: Iterable[Stop], since: date) -> tuple[Stop, ...]:
    """What lies after ``since``, in order; stops that overlap are put together, so that no day is lost twice."""
    found: list[Stop] = []
    for stop in sorted(stops):
        if found and stop.start <= found[-1].end:
            last = found.pop()
            label = last.label if stop.label in last.label.split("、") else f"{last.label}、{stop.label}"
            found.append(Stop(last.start, max(last.end, stop.end), label))
        elif stop.end > max(stop.start, since):
            found.append(Stop(max(stop.start, since), stop.end, stop.label))
    return tuple(found)
