"""Ways of finding that many rules share: a pattern that a paper lacks, or that its lines meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from zhifa.documents.lint.rule import Spot
from zhifa.documents.lint.subject import Passage, Subject

Find: TypeAlias = Callable[[Subject], Iterator[Spot]]
When: TypeAlias = Callable[[Subject], bool]

BODY: Final = ("p", "td", "item", "li", "flush", "h2", "note")
"""Styles of what a paper says; head, foot and places to sign are left out."""
SILENT: Final = "〔来源未载〕"


def always(_: Subject) -> bool:
    return True


def lacks(pattern: str, *, at: str, when: When = always) -> Find:
    """Finds papers, out of those asked for, whose text nowhere matches; ``at`` says where it belongs."""
    wanted = re.compile(pattern)

    def find(subject: Subject) -> Iterator[Spot]:
        if when(subject) and not wanted.search(subject.text):
            yield Spot(at)

    return find


def meets(pattern: str, *, styles: tuple[str, ...] = BODY, section: str = "", when: When = always) -> Find:
    """Finds lines of these styles that the pattern meets, below headings or in rows whose name matches ``section``; shows the first match of each."""
    wanted = re.compile(pattern)

    def find(subject: Subject) -> Iterator[Spot]:
        for passage in chosen(subject, styles, section) if when(subject) else ():
            if found := list(wanted.finditer(passage.text)):
                yield Spot(passage.place, around(passage.text, found[0].start(), found[0].end()), len(found))

    return find


def chosen(subject: Subject, styles: tuple[str, ...] = BODY, section: str = "") -> Iterator[Passage]:
    """Passages of these styles below headings, or in rows, whose name matches."""
    return (p for p in subject.styled(*styles) if not section or re.search(section, p.section))


def around(text: str, start: int, end: int) -> str:
    """The words found with a few on either side, so that they can be found again."""
    return text[max(0, start - 6) : end + 6]
