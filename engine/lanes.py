"""The vertical runs of the arrows in the gutters between the columns of a drawing, and their order from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

LANE: Final = 12.0
"""Space between two lanes."""
MARGIN: Final = 26.0
"""Space between a column and the first lane beside it."""
CLOSE: Final = 4.0
"""Lines nearer than this are taken for one."""

_OVERLAP: Final = 20
"""What two stubs that lie upon each other cost, in crossings."""

LaneKey = tuple[int, str]
"""Gutter and state: arrows to one state share a lane."""


@dataclass(slots=True)
class Lane:
    """A vertical run in a gutter with the stubs that join it: their heights on the left and on the right."""

    left: set[float] = field(default_factory=set)
    right: set[float] = field(default_factory=set)

    @property
    def span(self) -> tuple[float, float]:
        heights = self.left | self.right
        return min(heights), max(heights)


def room(gutter: Sequence[LaneKey]) -> float:
    """How wide a gutter with these lanes is."""
    return 2 * MARGIN + max(len(gutter) - 1, 0) * LANE


def untangled(lanes: dict[LaneKey, Lane]) -> list[LaneKey]:
    """The lanes from left to right, in an order in which no exchange of two makes fewer crossings."""
    order = sorted(lanes, key=lambda key: (lanes[key].span, key))
    while True:
        swaps = [_swapped(order, a, b) for a, b in combinations(range(len(order)), 2)]
        best = min(swaps, key=lambda swap: _crossings(swap, lanes), default=order)
        if _crossings(best, lanes) >= _crossings(order, lanes):
            return order
        order = best


def _swapped(order: list[LaneKey], a: int, b: int) -> list[LaneKey]:
    swapped = list(order)
    swapped[a], swapped[b] = order[b], order[a]
    return swapped


def _crossings(order: list[LaneKey], lanes: dict[LaneKey, Lane]) -> int:
    return sum(_between(lanes[a], lanes[b]) for a, b in combinations(order, 2))


def _between(left: Lane, right: Lane) -> int:
    """What it costs that one lane stands left of the other: stubs across it, and stubs upon each other."""
    across = sum(_within(y, right) for y in left.right) + sum(_within(y, left) for y in right.left)
    upon = sum(abs(a - b) < CLOSE for a in left.right for b in right.left)
    return across + _OVERLAP * upon


def _within(y: float, lane: Lane) -> bool:
    top, bottom = lane.span
    return top - CLOSE < y < bottom + CLOSE
