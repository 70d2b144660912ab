"""Which bytes of a file a request asks for (RFC 9110, 14): one range, or the whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_BYTES: Final = re.compile(r"bytes\s*=\s*(.*)", re.IGNORECASE | re.DOTALL)
_ONE: Final = re.compile(r"([0-9]*)-([0-9]*)")
_DIGITS: Final = 18
"""Of a number that is read; a longer one lies beyond every file."""


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes from one to another, the first and the last included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class RangeUnfit(ValueError):
    """The range is none, or lies wholly beyond the file."""


def span(told: str | None, size: int) -> Span | None:
    """The bytes that the header asks for; ``None``: the whole, also for several ranges and for units other than bytes.

    Raises :class:`RangeUnfit`.
    """
    asked = _BYTES.fullmatch(told.strip()) if told is not None else None
    if asked is None or "," in asked[1]:
        return None
    parts = _ONE.fullmatch(asked[1].strip())
    if parts is None or not (parts[1] or parts[2]):
        raise RangeUnfit(told)
    return _last(parts[2], size) if not parts[1] else _from(parts[1], parts[2], size)


def _from(first: str, last: str, size: int) -> Span:
    begin, end = _number(first), _number(last) if last else size - 1
    if begin >= size or end < begin:
        raise RangeUnfit(f"{first[:30]}-{last[:30]}")
    return Span(begin, min(end, size - 1))


def _last(length: str, size: int) -> Span:
    wanted = min(_number(length), size)
    if wanted == 0:
        raise RangeUnfit(f"-{length[:30]}")
    return Span(size - wanted, size - 1)


def _number(text: str) -> int:
    short = text.lstrip("0")
    return 10**_DIGITS if len(short) > _DIGITS else int(short or "0")
