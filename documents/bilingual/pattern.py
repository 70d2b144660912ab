"""A line of a paper with named places: ``向{机关}申请行政复议``; ``{年:数字}`` is a place for figures alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from zhifa.documents.bilingual.dividing import Divisions, Line, Rooms

MOST_PLACES: Final = 16
"""Places of one line. More would be a form, not a line."""

_FIGURES: Final = "数字"
_PLACE: Final = re.compile(r"\{([^{}]*)\}")


class PatternFaulty(ValueError):
    """A line whose places cannot be read; the message says which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a line takes what a case puts there."""

    name: str
    figures: bool = False
    """Only the figures 0 to 9 may stand there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a line is one of a pattern."""

    values: Mapping[str, str] | None
    """What stands in each place; None where nobody could tell, or it would take too long to find out."""


IN_DOUBT: Final = Reading(values=None)


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

    def read(self, line: Line) -> Reading | None:
        """How ``line`` is such a line; None where it is none.

        If it can be divided in several ways, brackets that belong together choose among them.
        """
        if not self._could_be(line.text):
            return None
        if not line.allows(len(self.places)):
            return IN_DOUBT
        ways = self._divisions(line, line.open)
        if not ways.count:
            return None
        if ways.count > 1:
            ways = self._divisions(line, line.balanced)
        return self._named(ways.first) if ways.count == 1 else IN_DOUBT

    def _divisions(self, line: Line, rooms: Rooms) -> Divisions:
        """The ways to divide the line, with these rooms for the places that take anything."""
        return Divisions(line.text, self.fixed, [line.figures if place.figures else rooms for place in self.places])

    def _named(self, found: Sequence[str]) -> Reading | None:
        values: dict[str, str] = {}
        for place, value in zip(self.places, found, strict=True):
            if values.setdefault(place.name, value) != value:
                return None
        return Reading(values=values)

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
