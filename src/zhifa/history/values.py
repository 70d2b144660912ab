"""The values of a cell of a table of decisions: what people write for none, and the check digit of a credit code. Nothing is guessed."""

from __future__ import annotations

import re
from typing import Final

EMPTY: Final = frozenset({"/", "／", "-", "--", "—", "——", "无"})
"""What people write into an amount or a date that there is none of."""

ENDLESS: Final = frozenset({"长期", "长期有效", "无期限", "永久"})
ENDLESS_DAY: Final = "2099-12-31"
"""How the template writes a term without end."""

_CODE: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
_CREDIT_CODE: Final = re.compile(f"[{_CODE}]{{18}}")
_DIGITS: Final = str.maketrans(_CODE, "0123456789ABCDEFGHIJKLMNOPQRSTU")
"""From a character of the code to the digit of its worth."""
_MASKS: Final = re.compile(r"[*＊]|[Xx]{4}")


def masked(code: str) -> bool:
    """Whether a number was made unreadable before it was published."""
    return _MASKS.search(code) is not None


def sound_credit_code(code: str) -> bool:
    """Whether a unified social credit code has eighteen characters of its set and the right check character (GB 32100-2015)."""
    if not _CREDIT_CODE.fullmatch(code):
        return False
    # Place i weighs 3 to the i, modulo 31. As 34 is 3 there, the sum is the number that the code is when read backwards in base 34.
    total = int(code[16::-1].translate(_DIGITS), 34)
    return _CODE[-total % 31] == code[17]
