"""What somebody gave, as a message says it: a value in quotation marks, short and without characters that a terminal would obey or hide; the name
of a measure behind the label of its term or track."""

from __future__ import annotations

_SHOWN = 60
"""Characters."""


def shown(text: str) -> str:
    """The text in quotation marks; of a long one its beginning and its length, of a hidden character its number."""
    return f"「{legible(text)}」" if len(text) <= _SHOWN else f"「{legible(text)}」（共{len(text)}个字符）"


def legible(text: str) -> str:
    """The text without quotation marks, its length untold: of a long one its beginning and an ellipsis."""
    clean = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text[:_SHOWN])
    return clean if len(text) <= _SHOWN else f"{clean}…"


def keyed(label: str, key: str) -> str:
    """A term or track by its label and, where a case may have several, its key."""
    return label if key == "main" else f"{label}“{key}”"
