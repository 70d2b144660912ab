"""The words by which cases are found: the same for what is written and for what is asked.

Text is folded (NFKC, lower case), so that full and half width, and capitals, are one. Chinese and every other script without spaces is cut into
pairs of characters that stand side by side; runs of Latin letters and digits are words. What is asked is all pairs of each word: two characters
are enough, one is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

__all__ = ["Sought", "Word", "asked", "fold", "identifier", "words"]

MARK: Final = "§"
"""Begins the word of a whole number or name; it stands in no other word."""
LONGEST: Final = 64
"""Characters of a Latin word or a number that are kept."""
BEGINNING: Final = 5
"""Characters from which on a Latin word or a number is looked for as the beginning of one; shorter ones stand in every case."""
MOST: Final = 12
"""Words of a question that are looked for."""

_RUN: Final = re.compile(r"[a-z0-9]+|(?:[^\W_]|[\u0f71-\u0fbc])+")
_LATIN: Final = re.compile(r"[a-z0-9]+")
_GAP: Final = re.compile(r"(?<=[〕\])}】])\s+(?=\d)|(?<=\d)\s+(?=号)|\s+(?=[〔\[({【]\d{4})")
"""Spaces that people leave within the number of a paper: 某市监立 [2026] 1 号."""
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_PERSONAL: Final = re.compile(
    r"(?<![0-9a-z])(?:[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9x]|1[3-9]\d{9})(?![0-9a-z])"
)
"""The number of a person, or of a mobile phone: nobody finds a case by them."""


class Word(NamedTuple):
    """A word that is looked for; as the beginning of one, or whole."""

    text: str
    prefix: bool = False


class Sought(NamedTuple):
    """What somebody looks for: a whole number or name, or all of these words."""

    identifier: str
    words: tuple[Word, ...]


def fold(text: str) -> str:
    """The text as it is compared: NFKC, lower case, without control characters."""
    return _CONTROL.sub(" ", unicodedata.normalize("NFKC", text).lower())


def words(texts: Iterable[str]) -> frozenset[str]:
    """The words of these texts; numbers of persons and of mobile phones are none."""
    return frozenset(word for text in texts for word in _words(_PERSONAL.sub(" ", fold(text))))


def identifier(text: str) -> str:
    """A number or name as one word: letters, digits and characters alone, whatever brackets and spaces were written."""
    return MARK + "".join(one for one in fold(text) if one.isalnum())


def asked(text: str) -> Sought:
    """What this text looks for. Raises ValueError where a word of it has less than two characters, or nothing can be looked for."""
    parts = [part for part in _GAP.sub("", fold(text)).split() if any(one.isalnum() for one in part)]
    if not parts:
        raise ValueError("检索内容为空：请输入当事人、统一社会信用代码、案号、文号或者至少两个字的词")
    for part in parts:
        if sum(one.isalnum() for one in part) < 2:
            raise ValueError(f"检索词“{part}”只有一个字：每个词至少两个字，词与词之间用空格分开")
    found = dict.fromkeys(word for part in parts for word in _looked_for(part))
    return Sought(identifier(text), tuple(found)[:MOST])


def _looked_for(part: str) -> Iterator[Word]:
    for run in _runs(part):
        if _LATIN.fullmatch(run):
            yield Word(run[:LONGEST], prefix=len(run) >= BEGINNING)
        else:
            yield from (Word(first + second) for first, second in pairwise(run))


def _words(folded: str) -> Iterator[str]:
    for run in _runs(folded):
        if _LATIN.fullmatch(run):
            yield run[:LONGEST]
        else:
            yield from (first + second for first, second in pairwise(run))


def _runs(folded: str) -> Iterator[str]:
    """Runs of Latin letters and digits, and runs of other characters."""
    for run in _RUN.findall(folded):
        if _LATIN.fullmatch(run):
            yield run
        else:
            yield from filter(None, re.split(r"([a-z0-9]+)", run))
