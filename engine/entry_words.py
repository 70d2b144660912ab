"""The words by which an entry of a case is found: of its facts, of the papers it issued, and of what the case is called by since.

What forms mark as private is left out before (:mod:`zhifa.engine.private`), as are here ids, digests and dates, which nobody looks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from zhifa.engine.heading import Heading
from zhifa.engine.search_words import identifier, words

__all__ = ["called_by", "entry_words", "standing_words", "told"]

_MACHINE: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64}|\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?"
)


def entry_words(facts: Any, papers: Iterable[tuple[str, str | None]], called: Iterable[str]) -> frozenset[str]:
    """The words of an entry with these facts, in which nothing is private, which issued ``papers`` (text and number) and since which the case is ``called`` so."""
    issued = tuple(papers)
    numbers = tuple(number for _, number in issued if number)
    names = (*called, *numbers)
    texts = (*told(facts), *(text for text, _ in issued), *names)
    return words(texts) | {identifier(one) for one in names}


def called_by(before: Heading | None, now: Heading) -> Iterator[str]:
    """The numbers and names of a case that are new."""
    for name in ("party", "party_code", "case_number"):
        told_now = getattr(now, name)
        if told_now and (before is None or told_now != getattr(before, name)):
            yield told_now


def standing_words(heading: Heading) -> frozenset[str]:
    """What every entry of a case is found by besides: the words of its cause and its party, so that these together with a word of a step find it."""
    return words(filter(None, (heading.cause, heading.party)))


def told(value: Any) -> Iterator[str]:
    """Every text in facts that somebody may look for."""
    if isinstance(value, str):
        if not _MACHINE.fullmatch(value):
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from told(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from told(inner)
