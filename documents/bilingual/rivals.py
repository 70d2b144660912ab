"""Entries of a file of wordings that may both fit a line, neither fixing more of it: such a line stays Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, groupby
from typing import TypeAlias

from zhifa.documents.bilingual.dividing import FIGURES
from zhifa.documents.bilingual.pattern import Pattern, Place
from zhifa.documents.bilingual.wording import Entry, Wording

Step: TypeAlias = str | Place
"""What takes one character of a line: this very one, or a place, which may take more."""
Steps: TypeAlias = tuple[Step, ...]


def rivals(wording: Wording) -> Iterator[tuple[Entry, Entry]]:
    """Every pair that may fit the same line, those that fix most of it first."""
    heaviest_first = sorted(wording.translated, key=lambda entry: -entry.pattern.weight)
    for _, equal in groupby(heaviest_first, key=lambda entry: entry.pattern.weight):
        placed = [(entry, _steps(entry.pattern)) for entry in equal if entry.pattern.places]
        for (one, its), (other, others) in combinations(placed, 2):
            if _meet(its, others):
                yield one, other


def _steps(pattern: Pattern) -> Steps:
    steps: list[Step] = [*pattern.fixed[0]]
    for place, piece in zip(pattern.places, pattern.fixed[1:], strict=True):
        steps += (place, *piece)
    return tuple(steps)


def _meet(one: Steps, other: Steps) -> bool:
    """Whether there is a line that takes both from their beginning to their end."""
    seen: set[tuple[int, int]] = set()
    coming = [(0, 0)]
    while coming:
        reached = coming.pop()
        if reached == (len(one), len(other)):
            return True
        if reached not in seen:
            seen.add(reached)
            coming += _onward(one, other, *reached)
    return False


def _onward(one: Steps, other: Steps, at: int, there: int) -> Iterator[tuple[int, int]]:
    """Where both stand behind one more character that both take."""
    for step, behind in _next(one, at):
        for its, behind_it in _next(other, there):
            if _share(step, its):
                yield behind, behind_it


def _next(steps: Steps, at: int) -> Iterator[tuple[Step, int]]:
    if at < len(steps):
        yield steps[at], at + 1
    if at and isinstance(steps[at - 1], Place):
        yield steps[at - 1], at


def _share(step: Step, other: Step) -> bool:
    """Whether there is a character that both take."""
    match step, other:
        case str(), str():
            return step == other
        case (Place() as place, str() as char) | (str() as char, Place() as place):
            return char in FIGURES or not place.figures
        case _:
            return True
