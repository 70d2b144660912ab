"""Private particulars of people: shown to those who work on the case, told as hidden to everybody else who may read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

HIDDEN: Final = "（已隐去）"
"""In the place of what is not shown."""

PRIVATE: Final = frozenset({"identity_number", "address", "phone", "born_on", "identity", "electronic_address"})
"""Names of fields, in the facts of whatever step, that hold what is nobody else's business."""


def masked(facts: Any) -> Any:
    """The facts with every private value hidden, however deep it lies."""
    if isinstance(facts, Mapping):
        return {name: HIDDEN if name in PRIVATE and value else masked(value) for name, value in facts.items()}
    if isinstance(facts, list | tuple):
        return [masked(value) for value in facts]
    return facts


def masked_at(path: str, value: Any) -> Any:
    """The value that a correction names by its path, hidden where any part of the path is private."""
    return HIDDEN if PRIVATE.intersection(path.split(".")) else masked(value)
