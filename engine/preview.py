"""The papers of a step before it is taken: as they would be issued, but marked and without their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Final

from zhifa.documents.marks import marked
from zhifa.documents.rendering import Rendering
from zhifa.engine.refusals import Refusal
from zhifa.engine.rows import NumberedPaper

_NO_NUMBER: Final = "（预览，未编文号）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a step would issue."""

    papers: tuple[Rendering, ...]
    """In the order of issue; their text says that they are none."""
    issued_on: date
    refusals: tuple[Refusal, ...] = ()
    """Why the papers would be kept back, though they can be made."""
    notes: tuple[str, ...] = ()
    """What the officer should look at."""


def previews(papers: Sequence[NumberedPaper]) -> tuple[Rendering, ...]:
    """The papers of one step with their mark, and with a remark wherever one of their numbers stood: a number is nobody's until it is issued."""
    numbers = [escape(paper.number) for paper in papers if paper.number]
    return tuple(marked(_without(numbers, paper.rendering), "预览") for paper in papers)


def _without(numbers: Sequence[str], paper: Rendering) -> Rendering:
    html = paper.html
    for number in numbers:
        html = html.replace(number, _NO_NUMBER)
    return replace(paper, html=html)
