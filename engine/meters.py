"""What an office does, told as it does it to whoever counts: for the program it runs in, and without a word of any case."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from zhifa.engine.errors import CommandRefused
from zhifa.engine.refusals import Refusal


class Meter(Protocol):
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


class Meters:
    """Those who count what one office does; they are added before it works."""

    def __init__(self) -> None:
        self._all: tuple[Meter, ...] = ()

    def add(self, meter: Meter) -> None:
        """Tell this one too, from now on."""
        self._all = (*self._all, meter)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Around the taking of a step."""
        try:
            yield
        except CommandRefused as error:
            for meter in self._all:
                meter.refused(error.refusals)
            raise
        for meter in self._all:
            meter.done(name)

    @contextmanager
    def rendering(self, kind: str) -> Iterator[None]:
        """Around the making of papers; what was not finished is not told."""
        begin = time.perf_counter()
        yield
        for meter in self._all:
            meter.rendered(kind, time.perf_counter() - begin)
