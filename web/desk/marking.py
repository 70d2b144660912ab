"""Hits of a search, marked where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape


def wanted(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of these words, the longer before the shorter, in small letters and great."""
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), re.IGNORECASE)


def marked(text: str, hits: re.Pattern[str]) -> Markup:
    """The text, escaped, with every hit within ``<mark>``."""
    told, last = Markup(), 0
    for hit in hits.finditer(text):
        told += escape(text[last : hit.start()]) + Markup("<mark>{}</mark>").format(hit.group())
        last = hit.end()
    return told + escape(text[last:])
