"""The fixed lines of the papers, as a translator needs them: Chinese with places for what a case fills in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import islice
from typing import Final

from zhifa.documents.bilingual.interleave import AS_IT_IS, one_line
from zhifa.documents.bilingual.template_text import Choice, Hole, Piece, TemplateText, Text
from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.environment import NATIONAL, TemplateSet

MOST_WAYS: Final = 64
"""Ways of one line that are told apart; of what has more, the first are told."""

OPAQUE: Final = "\ufffc"
"""Stands for a fact in a sample of a line: no fixed text holds it."""

_TAG: Final = re.compile(r"(</?[a-z0-9]+[^>]*>)")
_ELEMENTS: Final = frozenset({"h1", "h2", "p", "th", "td", "li"})
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
_UNITS: Final = {"": (), "day": ("年", "月", "日"), "moment": ("年", "月", "日", "时", "分")}


@dataclass(frozen=True, slots=True)
class FixedLine:
    """A line that a template can print. Two are the same when they read the same, whatever their places are called."""

    sample: str
    """As it would be printed, every fact opaque."""
    text: str = field(compare=False)
    """As it is written in a file of wordings, places in braces."""


@lru_cache(maxsize=256)
def fixed_lines(code: str, templates: TemplateSet = NATIONAL) -> tuple[FixedLine, ...]:
    """The lines with Chinese of their own that the template of document type `code` can print, each once, in its order."""
    kind = CATALOGUE[code]
    titles = dict.fromkeys((kind.title, *(occasion.title for occasion in kind.occasions if occasion.title)))
    text = TemplateText(templates, [templates.title(title) for title in titles]).of(kind.template)
    found = (_written(way) for line in _lines(text) for way in _ways(line))
    return tuple(dict.fromkeys(line for line in found if _CHINESE.search(line.sample)))


def _lines(text: Text) -> Iterator[Text]:
    """The pieces of every element that holds text itself."""
    open_line: list[Piece] | None = None
    for piece in _parted(text):
        if isinstance(piece, str) and piece.startswith("<"):
            name = piece.strip("</>").split(" ")[0]
            if name in _ELEMENTS:
                if open_line:
                    yield tuple(open_line)
                open_line = None if _closes(piece, name) else []
        elif open_line is not None:
            open_line.append(piece)


def _closes(tag: str, name: str) -> bool:
    """Whether no text follows: a cell goes on behind a paragraph in it."""
    return any(kept in tag for kept in AS_IT_IS) or (tag.startswith("</") and name != "p")


def _parted(text: Text) -> Iterator[Piece]:
    for piece in text:
        if isinstance(piece, str):
            yield from filter(None, _TAG.split(piece))
        else:
            yield piece


def _ways(line: Text) -> Iterator[Text]:
    """The line in each way it can read."""
    ways: list[_Way] = [_Way()]
    for piece in line:
        ways = list(islice((longer for way in ways for longer in way.with_(piece)), MOST_WAYS))
    for way in ways:
        yield way.text


@dataclass(frozen=True, slots=True)
class _Way:
    text: Text = ()
    taken: Mapping[str, int] = field(default_factory=dict)
    """Which way was taken at each condition."""

    def with_(self, piece: Piece) -> Iterator[_Way]:
        """The way with the piece behind it, in each way that the piece can read; none is made before it is asked for."""
        if not isinstance(piece, Choice):
            yield _Way((*self.text, piece), self.taken)
            return
        numbers = [self.taken[piece.condition]] if piece.condition in self.taken else range(len(piece.ways))
        for number in numbers:
            ways = [_Way(self.text, {**self.taken, piece.condition: number})]
            for inner in piece.ways[number] if number < len(piece.ways) else ():
                ways = list(islice((longer for way in ways for longer in way.with_(inner)), MOST_WAYS))
            yield from ways


def _written(way: Text) -> FixedLine:
    text, sample = "", ""
    names: dict[Hole, str] = {}
    for piece in _joined(way):
        if isinstance(piece, Hole):
            name = names.setdefault(piece, _unique(piece.name, names))
            text += _place(name, piece.kind)
            sample += "".join(f"{OPAQUE}{unit}" for unit in _UNITS[piece.kind]) or OPAQUE
        elif isinstance(piece, str):
            text, sample = text + unescape(piece), sample + unescape(piece)
    return FixedLine(text=one_line(text), sample=one_line(sample))


def _joined(way: Text) -> Text:
    """The pieces with places that touch made one: nobody could tell where the first of them ends."""
    joined: list[Piece] = []
    for piece in way:
        before = joined[-1] if joined else None
        if isinstance(piece, Hole) and isinstance(before, Hole) and not before.kind:
            joined[-1] = Hole(f"{before.name}{piece.name}", f"{before.source} {piece.source}")
        elif piece != "":
            joined.append(piece)
    return tuple(joined)


def _place(name: str, kind: str) -> str:
    """A place, or for a day one for each of its figures: Tibetan says dates in an order of its own."""
    return "".join(f"{{{name}{unit}:数字}}{unit}" for unit in _UNITS[kind]) or f"{{{name}}}"


def _unique(name: str, names: Mapping[Hole, str]) -> str:
    taken, number = set(names.values()), 2
    wanted = name
    while wanted in taken:
        wanted, number = f"{name}{number}", number + 1
    return wanted
