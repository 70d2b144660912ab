"""What an office does, told as it does it to whoever counts: for the program it runs in, and without a word of any case."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from zhifa.engine.errors import CommandRefused
from zhifa.engine.refusals import Refusal


class Tally(Protocol):
    """Counts. What it raises reaches whoever asked the office, after the fact; so it raises nothing."""

    def done(self, step: str) -> None:
        """A step was taken; ``register``, ``correct``, ``hand_over``, ``expiry`` and ``seal`` besides those of the procedures."""
        ...

    def refused(self, refusals: tuple[Refusal, ...]) -> None:
        """A step was refused."""
        ...

    def rendered(self, kind: str, seconds: float) -> None:
        """Papers were made: those that a step issues (``issue``) or would issue (``preview``), one of them as ``html``, ``pdf`` or ``docx``, or a
        whole ``dossier``."""
        ...


class Tallies:
    """Those who count what one office does; they are added before it works."""

    def __init__(self) -> None:
        self._all: tuple[Tally, ...] = ()

    def add(self, tally: Tally) -> None:
        """Tell this one too, from now on."""
        self._all = (*self._all, tally)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Around the taking of a step."""
        try:
            yield
        except CommandRefused as error:
            for tally in self._all:
                tally.refused(error.refusals)
            raise
        for tally in self._all:
            tally.done(name)

    @contextmanager
    def rendering(self, kind: str) -> Iterator[None]:
        """Around the making of papers; what was not finished is not told."""
        begin = time.perf_counter()
        yield
        for tally in self._all:
            tally.rendered(kind, time.perf_counter() - begin)
