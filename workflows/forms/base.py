"""What every form is made of; the engine's own fields under the name forms know them by, and the kinds of what is private."""

from __future__ import annotations

from typing import Final

from zhifa.engine.fields import Day, Digest, Fen, Form, Identifier, Label, Moment, NotStated, Private, Stated, Text

__all__ = [
    "ADDRESS", "BORN", "GUARDIAN", "IDENTITY", "INFORMANT", "MEANS", "PHONE", "Day", "Digest", "Fen", "Form", "Identifier", "Label", "Moment",
    "NotStated", "Private", "Stated", "Text",
]  # fmt: skip

IDENTITY: Final = Private("证件号码和身份情况")
ADDRESS: Final = Private("住址、住所和送达地点")
PHONE: Final = Private("电话")
BORN: Final = Private("出生日期")
GUARDIAN: Final = Private("监护人")
INFORMANT: Final = Private("线索提供人")
MEANS: Final = Private("财产状况")
