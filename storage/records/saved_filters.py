"""The record of a filter that an officer saved."""

from __future__ import annotations

from typing import NamedTuple


class SavedFilterRecord(NamedTuple):
    id: str
    agency_id: str
    officer_id: str
    name: str
    asked: str
    """As it stands in an address."""
    saved_at: str
