"""What a look at a register finds: no refusal, but something that is amiss or that somebody should see to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from zhifa.engine.register import Register


class Finding(NamedTuple):
    """One thing that is amiss, or that somebody should look at."""

    book: str
    """Name of the book."""
    text: str
    article: str
    """The article that asks for it, or whose custom it is."""
    mark: Literal["V", "V2", "M", "C"] = "V"
    """How surely it is law: read, second hand, from memory, convention."""
    level: Literal["note", "fault"] = "note"


Look = Callable[[Register, date], Iterator[Finding]]
"""One look at a register as it is on a day."""
