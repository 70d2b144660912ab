"""What every form is made of; the engine's own fields under the name forms know them by."""

from __future__ import annotations

from zhifa.engine.fields import Day, Digest, Fen, Form, Identifier, Label, Moment, NotStated, Stated, Text

__all__ = ["Day", "Digest", "Fen", "Form", "Identifier", "Label", "Moment", "NotStated", "Stated", "Text"]
