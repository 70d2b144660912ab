"""Which number a paper takes: the next of the agency's series, or the next of a pad handed to the acting officer (处罚法 52)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhifa.documents.document_type import DocumentType
from zhifa.engine.refusals import PAD_MISSING, PAD_USED_UP, Refusal
from zhifa.engine.register import Pad, Register

Counter = tuple[str, int]
"""Name and year under which the store counts: a series, or one pad of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The number a paper takes. On a pad the counter counts places, and the ordinal is the number printed there."""

    series: str
    year: int
    ordinal: int
    counter: str
    next: int


class NoNumber(LookupError):
    """The officer has no number left to issue a paper under; ``refusal`` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.text)
        self.refusal = refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """The numbers that an officer may take on a day."""

    register: Register
    officer: str
    day: date

    def counters(self, kind: DocumentType) -> tuple[Counter, ...]:
        """What must be known to number a paper of this kind; nothing for one without numbers."""
        if kind.series is None:
            return ()
        if kind.padded:
            return tuple((pad.counter, pad.year) for pad in self._pads(kind.series))
        return ((kind.series, self.day.year),)

    def place(self, kind: DocumentType, free: Mapping[Counter, int]) -> Place | None:
        """The next number, with ``free`` the next of each counter; None for a paper without one. Raises :class:`NoNumber`."""
        if kind.series is None:
            return None
        if kind.padded:
            return self._on_pad(kind.series, free)
        ordinal = free[kind.series, self.day.year]
        return Place(series=kind.series, year=self.day.year, ordinal=ordinal, counter=kind.series, next=ordinal)

    def _on_pad(self, series: str, free: Mapping[Counter, int]) -> Place:
        """The first place that is free on the officer's pads of the year, one pad after the other."""
        pads = self._pads(series)
        for pad in pads:
            following = free[pad.counter, pad.year]
            if following <= pad.places:
                ordinal = pad.first + following - 1
                return Place(series=series, year=pad.year, ordinal=ordinal, counter=pad.counter, next=following)
        raise NoNumber(self._exhausted(series, pads))

    def _exhausted(self, series: str, pads: tuple[Pad, ...]) -> Refusal:
        named = self.register.officers[self.officer].name
        if not pads:
            return PAD_MISSING.refuse(officer=named, day=self.day, year=self.day.year, series=series)
        numbers = "、".join(f"{pad.first}号至{pad.last}号" for pad in pads)
        return PAD_USED_UP.refuse(officer=named, year=self.day.year, series=series, numbers=numbers)

    def _pads(self, series: str) -> tuple[Pad, ...]:
        return self.register.pads_of(self.officer, series, day=self.day)
