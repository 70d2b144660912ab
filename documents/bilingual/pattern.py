"""A line of a paper with named places: ``向{机关}申请行政复议``; ``{年:数字}`` is a place for figures alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

MOST_PLACES: Final = 16
"""Places of one line. More would be a form, not a line."""

_BRACKETS: Final = {"（": "）", "《": "》", "“": "”", "〔": "〕", "(": ")"}
_CLOSING: Final = frozenset(_BRACKETS.values())
_FIGURES: Final = "数字"
_PLACE: Final = re.compile(r"\{([^{}]*)\}")
_NUMBER: Final = re.compile(r"[0-9]+")


class PatternFaulty(ValueError):
    """A line whose places cannot be read; the message says which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a line takes what a case puts there."""

    name: str
    figures: bool = False
    """Only the figures 0 to 9 may stand there."""

    def takes(self, value: str) -> bool:
        """Whether the value may stand there: not nothing, and nothing that opens or closes brackets of the line around it."""
        return bool(_NUMBER.fullmatch(value)) if self.figures else bool(value) and _balanced(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Fixed text and places in turn."""

    fixed: tuple[str, ...]
    """One more than there are places; the first and the last may be empty."""
    places: tuple[Place, ...]

    @classmethod
    def of(cls, text: str) -> Pattern:
        """The pattern written as ``text``. Raises PatternFaulty."""
        pieces = _PLACE.split(text)
        fixed, places = tuple(pieces[::2]), tuple(_place(piece) for piece in pieces[1::2])
        for piece in fixed:
            if "{" in piece or "}" in piece:
                raise PatternFaulty("花括号不成对；位置写作 {名称}")
        if len(places) > MOST_PLACES:
            raise PatternFaulty(f"有 {len(places)} 处位置，至多 {MOST_PLACES} 处")
        return cls(fixed=fixed, places=places)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its places, each once, in order."""
        return tuple(dict.fromkeys(place.name for place in self.places))

    @property
    def joined(self) -> bool:
        """Whether two places touch, so that nobody could tell where one ends."""
        return any(not piece for piece in self.fixed[1:-1])

    @property
    def weight(self) -> int:
        """How much of a line it fixes: of two patterns for a line, the one that fixes more is meant."""
        return sum(map(len, self.fixed))

    @property
    def loosened(self) -> Pattern:
        """The same with places that take anything."""
        return replace(self, places=tuple(replace(place, figures=False) for place in self.places))

    def filled(self, values: Mapping[str, str]) -> str:
        """The line with a value in each of its places."""
        rest = (values[place.name] + piece for place, piece in zip(self.places, self.fixed[1:], strict=True))
        return self.fixed[0] + "".join(rest)

    def values(self, line: str) -> dict[str, str] | None:
        """What stands in the places of ``line``, when it is such a line and can be divided in one way only; else None.

        The time taken is bounded by places × length²: no text of a case can make it run on.
        """
        found = self._divisions(line)
        if len(found) != 1:
            return None
        values: dict[str, str] = {}
        for place, value in zip(self.places, found[0], strict=True):
            if values.setdefault(place.name, value) != value:
                return None
        return values

    def doubtful(self, line: str) -> bool:
        """Whether ``line`` is such a line, but can be divided in more ways than one."""
        return len(self._divisions(line)) > 1

    def _divisions(self, line: str) -> list[tuple[str, ...]]:
        """The ways in which the line can be divided, two at most."""
        return list(islice(_Divisions(self, line).all(), 2)) if self._could_be(line) else []

    def _could_be(self, line: str) -> bool:
        return (
            line.startswith(self.fixed[0])
            and line.endswith(self.fixed[-1])
            and len(line) >= self.weight + len(self.places)
            and all(piece in line for piece in self.fixed)
        )


def _place(text: str) -> Place:
    name, colon, kind = text.partition(":")
    if not name.isidentifier():
        raise PatternFaulty(f"位置 {{{text[:20]}}} 的名称不合要求：用汉字、字母、数字和下划线，不以数字开头")
    if colon and kind != _FIGURES:
        raise PatternFaulty(f"位置 {{{text[:20]}}} 的种类只能是“{_FIGURES}”")
    return Place(name=name, figures=bool(colon))


def _balanced(value: str) -> bool:
    """Whether every bracket is closed, so that ``检查（勘验）笔录（书证）`` is a thing and its kind in one way only."""
    due: list[str] = []
    for char in value:
        if char in _BRACKETS:
            due.append(_BRACKETS[char])
        elif char in _CLOSING and (not due or due.pop() != char):
            return False
    return not due


class _Divisions:
    """The ways in which a line can be divided among the places of a pattern."""

    def __init__(self, pattern: Pattern, line: str) -> None:
        self._pattern = pattern
        self._line = line
        self._dead: set[tuple[int, int]] = set()
        """Where a place cannot begin: no way leads on from there to the end."""

    def all(self) -> Iterator[tuple[str, ...]]:
        """Each way, as the values of the places."""
        if not self._pattern.places:
            return iter(((),) if self._line == self._pattern.fixed[0] else ())
        return self._from(0, len(self._pattern.fixed[0]))

    def _from(self, number: int, start: int) -> Iterator[tuple[str, ...]]:
        """The ways on from the place of that number when it begins at ``start``."""
        if number == len(self._pattern.places):
            yield ()
            return
        if (number, start) in self._dead:
            return
        leads_on = False
        for end, after in self._ends(number, start):
            value = self._line[start:end]
            if self._pattern.places[number].takes(value):
                for rest in self._from(number + 1, after):
                    leads_on = True
                    yield (value, *rest)
        if not leads_on:
            self._dead.add((number, start))

    def _ends(self, number: int, start: int) -> Iterator[tuple[int, int]]:
        """Where the place may end, and where what follows the fixed text behind it begins."""
        piece = self._pattern.fixed[number + 1]
        if number == len(self._pattern.places) - 1:
            yield len(self._line) - len(piece), len(self._line)
            return
        end = self._line.find(piece, start + 1)
        while end >= 0:
            yield end, end + len(piece)
            end = self._line.find(piece, end + 1)
