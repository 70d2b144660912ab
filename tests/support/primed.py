"""Imported by a process that others are forked from: it plays one case, so that templates are compiled, fonts read and forms built once for all.

No page is set meanwhile: the threads of the typesetter would not live in a child.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from zhifa.scenario import play

STRAIGHT = Path(__file__).parents[2] / "examples" / "scenarios" / "straight.json"

with TemporaryDirectory() as folder:
    play(STRAIGHT, f"sqlite:///{folder}/cases.db")
