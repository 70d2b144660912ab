"""The timeline as a picture: every day with its steps, what was found between days, and the terms below. Lengths are pixels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log2
from typing import Literal

from zhifa.replay.report import Object
from zhifa.replay.wording import path as in_words
from zhifa.replay.wording import term_status

_CHARACTER = 13
_SMALL_CHARACTER = 10
_DAY_LABEL = 84
_MARGIN = 14
_PAGE = 1000
_NARROWEST = 480
_TOP = 14
_AXIS = 44
_LINE = 19
_BAR = 26
_BRACKET = 20
_SHORTEST = 3
_PAD = 6


Kind = Literal["stated", "assumed", "left"]
"""Of a day: stated and taken by a step, assumed, or stated and left without a step."""

_FIRMNESS: tuple[Kind, ...] = ("left", "assumed", "stated")

_Named = tuple[str, Kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A step on its day, or what the file states of the day though no step was taken on it."""

    text: str
    kind: Kind
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    x: int
    on: str
    kind: Kind
    """The firmest of its labels."""
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The days between two days of the picture."""

    x: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """A finding over the stated days it rests on."""

    number: int
    severity: str
    x1: int
    x2: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A term from its start to its end; ``open_ended`` where it ends after the picture."""

    text: str
    status: str
    x1: int
    x2: int
    y: int
    open_ended: bool
    text_x: int
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    width: int
    height: int
    axis: int
    days: tuple[Day, ...]
    gaps: tuple[Gap, ...]
    brackets: tuple[Bracket, ...]
    bars: tuple[Bar, ...]


def picture(told: Object, quoted: Mapping[str, str]) -> Picture:
    """The picture of a report. ``quoted``: the days that findings rest on and those without a step, by their path in the file.

    The terms of a case whose law is not recorded here are left out: they are counted by rules that did not apply to it.
    """
    labels = _named(told, quoted)
    places = _places(labels)
    brackets = tuple(_brackets(told["findings"], quoted, places))
    axis = _AXIS + _BRACKET * len(brackets)
    days = tuple(_day(on, places[on], labels[on], axis) for on in places)
    below = axis + 22 + _LINE * max(len(day.labels) for day in days)
    width = max(_NARROWEST, max(places.values()) + _half(labels[max(places)]) + _MARGIN)
    bars = tuple(_bars(told, places, top=below + 14, width=width))
    return Picture(
        width=width,
        height=below + 14 + _BAR * len(bars),
        axis=axis,
        days=days,
        gaps=_gaps(places),
        brackets=brackets,
        bars=bars,
    )


def _named(told: Object, quoted: Mapping[str, str]) -> dict[str, list[_Named]]:
    """What stands at each day: its steps, and what the file states of it though no step was taken on it."""
    named: dict[str, list[_Named]] = {}
    taken = set()
    for step in told["steps"]:
        stated = step["dated"].get("stated", ())
        named.setdefault(step["on"], []).append((step["label"], "stated" if stated else "assumed"))
        taken |= set(stated)
    for path, on in quoted.items():
        if path not in taken:
            named.setdefault(on, []).append((in_words(path), "left"))
    return {on: named[on] for on in sorted(named)}


def _places(labels: Mapping[str, Sequence[_Named]]) -> dict[str, int]:
    """The days from left to right: far enough apart for their labels, and a little farther the more days lie between."""
    places = {on: _MARGIN + _half(labels[on]) for on in labels}
    for before, on in pairwise(labels):
        wait = round(8 * log2(1 + _days(before, on)))
        places[on] = places[before] + _half(labels[before]) + _half(labels[on]) + _MARGIN + wait
    return _spread(places, ends=2 * _MARGIN + _half(labels[min(labels)]) + _half(labels[max(labels)]))


def _spread(places: dict[str, int], *, ends: int) -> dict[str, int]:
    """The days drawn apart until the picture fills a page. ``ends``: what the outer labels take."""
    first, last = min(places.values()), max(places.values())
    room = _PAGE - ends
    if not 0 < last - first < room:
        return places
    return {on: first + (x - first) * room // (last - first) for on, x in places.items()}


def _half(labels: Sequence[_Named]) -> int:
    return max(_DAY_LABEL, *(len(text) * _CHARACTER for text, _ in labels)) // 2


def _day(on: str, x: int, labels: Sequence[_Named], axis: int) -> Day:
    lines = tuple(Label(text=text, kind=kind, y=axis + 32 + _LINE * line) for line, (text, kind) in enumerate(labels))
    kinds = {kind for _, kind in labels}
    firmest: Kind = next(kind for kind in reversed(_FIRMNESS) if kind in kinds)
    return Day(x=x, on=on, kind=firmest, labels=lines)


def _gaps(places: Mapping[str, int]) -> tuple[Gap, ...]:
    return tuple(Gap(x=(places[one] + places[other]) // 2, days=_days(one, other)) for one, other in pairwise(places))


def _brackets(findings: Sequence[Object], quoted: Mapping[str, str], places: Mapping[str, int]) -> Iterator[Bracket]:
    level = 0
    for number, finding in enumerate(findings, start=1):
        xs = [places[quoted[path]] for path in finding["evidence"] if path in quoted]
        if xs:
            y = _TOP + _BRACKET * level
            yield Bracket(number=number, severity=finding["severity"], x1=min(xs), x2=max(xs), y=y)
            level += 1


def _bars(told: Object, places: Mapping[str, int], *, top: int, width: int) -> Iterator[Bar]:
    terms = () if told["law_note"] else told["terms"]
    begun = (term for term in terms if term["start_on"] <= max(places))
    for line, term in enumerate(begun):
        due = term["due"][:10]
        text = f"{term['label']}　{due}届满　{term_status(term, told)}"
        x1, open_ended = _place(term["start_on"], places), due > max(places)
        x2 = width - _MARGIN if open_ended else max(x1 + _SHORTEST, _place(due, places))
        text_x, anchor = _beside(x1, x2, len(text) * _SMALL_CHARACTER, width)
        yield Bar(
            text=text,
            status=term["status"],
            x1=x1,
            x2=x2,
            y=top + _BAR * line,
            open_ended=open_ended,
            text_x=text_x,
            anchor=anchor,
        )


def _beside(x1: int, x2: int, length: int, width: int) -> tuple[int, str]:
    """Where a text fits: within its bar, after it, or before it."""
    if x2 + _PAD + length <= width and length + 2 * _PAD > x2 - x1:
        return x2 + _PAD, "start"
    return (x1 + _PAD, "start") if length + 2 * _PAD <= x2 - x1 or x1 - _PAD < length else (x1 - _PAD, "end")


def _place(on: str, places: Mapping[str, int]) -> int:
    """Where a day lies: on its place, or between those of the days around it; a day outside the picture at its edge."""
    earlier = max((day for day in places if day <= on), default=min(places))
    later = min((day for day in places if day >= on), default=max(places))
    if earlier >= later:
        return places[later]
    whole, part = _days(earlier, later), _days(earlier, on)
    return places[earlier] + (places[later] - places[earlier]) * part // whole


def _days(since: str, until: str) -> int:
    return (date.fromisoformat(until) - date.fromisoformat(since)).days
