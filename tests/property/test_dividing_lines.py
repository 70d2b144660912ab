"""How a line is divided among the places of a pattern, found a second time: every way to cut it, tried."""

from __future__ import annotations

import re
from itertools import combinations_with_replacement

from hypothesis import example, given
from hypothesis import strategies as st

from zhifa.documents.bilingual.dividing import Line
from zhifa.documents.bilingual.pattern import IN_DOUBT, Pattern, Place, Reading

TEXT = st.text("甲，（）)1", max_size=2)
PLACES = st.lists(st.builds(Place, name=st.sampled_from("一二三"), figures=st.booleans()), max_size=3)


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    places = tuple(draw(PLACES))
    return Pattern(places=places, fixed=tuple(draw(TEXT) for _ in range(len(places) + 1)))


@st.composite
def lines(draw: st.DrawFn) -> tuple[Pattern, str]:
    """A pattern, and a line that mostly is of it."""
    pattern = draw(patterns())
    filled = pattern.fixed[0]
    for place, piece in zip(pattern.places, pattern.fixed[1:], strict=True):
        filled += draw(st.text("12" if place.figures else "甲，（）)1", min_size=1, max_size=4)) + piece
    return pattern, draw(st.sampled_from((filled, filled[1:], filled + "）")))


def every_way(pattern: Pattern, line: str) -> list[tuple[str, ...]]:
    """What stands in the places in each way to cut the line."""
    ways = []
    for cuts in combinations_with_replacement(range(len(line) + 1), 2 * len(pattern.places)):
        pieces = [line[start:end] for start, end in zip((0, *cuts), (*cuts, len(line)), strict=True)]
        fixed, values = tuple(pieces[::2]), tuple(pieces[1::2])
        if fixed == pattern.fixed and all(map(taken, pattern.places, values)):
            ways.append(values)
    return ways


def taken(place: Place, value: str) -> bool:
    return value != "" and (not place.figures or set(value) <= set("0123456789"))


def balanced(value: str) -> bool:
    """Whether nothing is left of its brackets when those that belong together are struck out, again and again."""
    left, before = re.sub(r"[^（）)]", "", value), ""
    while left != before:
        left, before = left.replace("（）", ""), left
    return left == ""


def second(pattern: Pattern, line: str) -> Reading | None:
    ways = every_way(pattern, line)
    if len(ways) > 1:
        ways = [values for values in ways if all(map(balanced, values))] or ways
    if len(ways) != 1:
        return IN_DOUBT if ways else None
    named = {(place.name, value) for place, value in zip(pattern.places, ways[0], strict=True)}
    return Reading(values=dict(named)) if len(dict(named)) == len(named) else None


@given(lines())
@example((Pattern.of("对{甲}的{乙}。"), "对甲（的）乙的丙。"))
@example((Pattern.of("甲{一}乙{一}丙"), "甲1乙1丙"))
@example((Pattern.of("{一}{二}"), "甲（甲）"))
@example((Pattern.of("{一}，{二}"), "甲），（甲，甲）"))
@example((Pattern.of("{一}，{二}"), "（（)，甲），甲"))
def test_a_line_is_divided_as_by_trying_every_way(given_line: tuple[Pattern, str]) -> None:
    pattern, line = given_line
    assert pattern.read(Line(line)) == second(pattern, line)
