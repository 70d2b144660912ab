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
NARRATED: Final = r"事实|违法行为|证据|理由"
"""Headings below which other cases, payments and statements may be told of."""
DAYS: Final = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,5})个?(?:工作|自然)?日"
"""A number of days in a normal form."""


def always(_: Subject) -> bool:
    return True


def lacks(pattern: str, *, at: str, when: When = always) -> Find:
    """Finds papers, out of those asked for, whose text in normal form nowhere matches; ``at`` says where it belongs."""
    wanted = re.compile(pattern)

    def find(subject: Subject) -> Iterator[Spot]:
        if when(subject) and not wanted.search(subject.plain):
            yield Spot(at)

    return find


def untold(*patterns: str, at: str, home: str = "", outside: str = "", when: When = always) -> Find:
    """Finds papers, out of those asked for, no sentence of which meets all the patterns (see :meth:`Subject.tells`)."""

    def find(subject: Subject) -> Iterator[Spot]:
        if when(subject) and not subject.tells(*patterns, home=home, outside=outside):
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
