"""In which ways a line divides into given pieces of fixed text with something between them.

The ways are counted from the end of the line, place by place, so that the time is places × length whatever the line says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Final, TypeAlias

MOST_STEPS: Final = 2_000_000
"""Characters × places that are looked at for one line, about a second."""

FIGURES: Final = frozenset("0123456789")
_BRACKETS: Final = {"（": "）", "《": "》", "“": "”", "〔": "〕", "(": ")"}
_CLOSING: Final = frozenset(_BRACKETS.values())

Rooms: TypeAlias = Sequence[int]
"""For every gap between characters the room it lies in: what stands between two gaps may fill a place when they lie in the same room."""


class Line:
    """A line to be divided. What its characters tell of every stretch of it is found once, for all patterns."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._steps = 0

    @cached_property
    def open(self) -> Rooms:
        """Anything may fill a place."""
        return [0] * (len(self.text) + 1)

    @cached_property
    def figures(self) -> Rooms:
        """Only figures may."""
        rooms = [0]
        for number, char in enumerate(self.text, start=1):
            rooms.append(rooms[-1] if char in FIGURES else number)
        return rooms

    @cached_property
    def balanced(self) -> Rooms:
        """Only what closes every bracket that it opens and no other, so that ``检查（勘验）笔录（书证）`` is a thing and its kind in one way only."""
        rooms = [0]
        due: list[tuple[str, int]] = []
        for number, char in enumerate(self.text, start=1):
            room = rooms[-1]
            if char in _BRACKETS:
                due.append((_BRACKETS[char], room))
                room = number
            elif char in _CLOSING:
                closes, outside = due.pop() if due else ("", 0)
                room = outside if closes == char else number
                if closes != char:
                    due.clear()
            rooms.append(room)
        return rooms

    def allows(self, places: int) -> bool:
        """Whether there is time left to divide it among so many places."""
        self._steps += places * len(self.text)
        return self._steps <= MOST_STEPS


class Divisions:
    """The ways in which a text divides into ``fixed`` with a stretch of one of the ``rooms`` of each place between them; none is empty."""

    def __init__(self, text: str, fixed: Sequence[str], rooms: Sequence[Rooms]) -> None:
        self._text = text
        self._fixed = fixed
        self._rooms = rooms
        self._onward = [[0] * len(text) + [1]]
        """For each place and the end: in how many ways the text goes on from each gap when the place begins there."""
        for piece, room in zip(reversed(fixed[1:]), reversed(rooms), strict=True):
            self._onward.insert(0, _onward(text, piece, room, self._onward[0]))

    @property
    def count(self) -> int:
        """How many ways there are."""
        return self._onward[0][len(self._fixed[0])] if self._text.startswith(self._fixed[0]) else 0

    @property
    def first(self) -> tuple[str, ...]:
        """What stands in the places in the first of the ways, of which there is one at least."""
        found = []
        start = len(self._fixed[0])
        for piece, room, after in zip(self._fixed[1:], self._rooms, self._onward[1:], strict=True):
            end = start + 1
            while not (room[end] == room[start] and self._text.startswith(piece, end) and after[end + len(piece)]):
                end += 1
            found.append(self._text[start:end])
            start = end + len(piece)
        return tuple(found)


def _onward(text: str, piece: str, rooms: Rooms, after: Sequence[int]) -> list[int]:
    """In how many ways the text goes on from each gap when a place begins there and ``piece`` follows it; ``after`` tells it of the gaps behind."""
    onward = [0] * (len(text) + 1)
    ending: dict[int, int] = defaultdict(int)
    for gap in range(len(text), -1, -1):
        onward[gap] = ending[rooms[gap]]
        if text.startswith(piece, gap):
            ending[rooms[gap]] += after[gap + len(piece)]
    return onward
