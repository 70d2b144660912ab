"""The drawing of a case's procedure with its position, made once for each position and kept for a while."""

from __future__ import annotations

from functools import lru_cache

from zhifa.engine.casefile import CaseFile
from zhifa.engine.diagram import svg
from zhifa.engine.history import HistoryLine
from zhifa.engine.workflow import Workflow

STYLED = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""The policy of the drawing, opened by itself: it brings its own style, and nothing else."""


def chart(case: CaseFile, record: tuple[HistoryLine, ...]) -> str:
    """The drawing as an SVG document; where the case stands and has been are marked."""
    states = case.workflow.state_by_name
    here = case.state.name if case.state else None
    been = frozenset(line.to_state for line in record if line.to_state in states)
    return _drawn(case.workflow, here, tuple(sorted(been)))


def described(record: tuple[HistoryLine, ...]) -> tuple[str, ...]:
    """The same in words: the states that the case came through, in their order."""
    labels = [line.to_label for line in record]
    return tuple(label for place, label in enumerate(labels) if place == 0 or label != labels[place - 1])


@lru_cache(maxsize=128)
def _drawn(workflow: Workflow, here: str | None, been: tuple[str, ...]) -> str:
    return svg(workflow, at=here, visited=been)
