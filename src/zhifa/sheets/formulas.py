"""Text in a CSV file that a spreadsheet program would take for a formula, and how such text is written so that none does.

A program takes what begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return for a formula. :func:`guarded` puts an apostrophe before it, as one
does who types text into a spreadsheet, and before text that begins so behind apostrophes of its own; :func:`unguarded` takes one away again. So
every text comes back as it was, and none is run.
"""

from __future__ import annotations

import re
from typing import Final

_RUN: Final = re.compile(r"'*[=+\-@\t\r]")
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"[+-][0-9.,()\s-]*")
"""A telephone number, a number below nothing, or the stroke that stands for none."""


def guarded(text: str) -> str:
    """The text as it is written."""
    return f"'{text}" if _RUN.match(text) else text


def unguarded(text: str) -> str:
    """What was written as this text."""
    return text[1:] if _GUARDED.match(text) else text


def is_formula(text: str) -> bool:
    """Whether the text, as it stands in a file, would be run."""
    return text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _NUMBER.fullmatch(text)
