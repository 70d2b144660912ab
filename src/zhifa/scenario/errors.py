"""What goes wrong with a scenario: its files cannot be read, or it does not go as it says."""

from __future__ import annotations


class ScenarioFaulty(ValueError):
    """A scenario file that cannot be read; names file, field, value and rule."""


class ScenarioFailed(Exception):
    """A scenario that did not go as it says: a step was refused that should not be, or not refused that should be."""
