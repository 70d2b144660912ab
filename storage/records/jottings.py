"""The record of what an officer has typed and not handed in yet."""

from __future__ import annotations

from typing import NamedTuple


class JottingRecord(NamedTuple):
    id: str
    agency_id: str
    officer_id: str
    place: str
    """Id of the case, or ``new:`` and the name of the procedure."""
    step: str
    version: int
    """Of the case as the officer saw it."""
    body: str
    """What was typed, as JSON."""
    saved_at: str
