"""The papers of a step before it is taken: as they would be issued, but marked and without their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhifa.documents.rendering import Rendering
from zhifa.engine.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a step would issue."""

    papers: tuple[Rendering, ...]
    """In the order of issue; their text says that they are none."""
    issued_on: date
    refusals: tuple[Refusal, ...] = ()
    """Why the papers would be kept back, though they can be made."""
    notes: tuple[str, ...] = ()
    """What the officer should look at."""
