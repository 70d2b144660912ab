"""The values of a cell: amounts to fen, days to ISO text, and the check digit of a credit code. Nothing is rounded or guessed."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Final

EMPTY: Final = frozenset({"/", "／", "-", "--", "—", "——", "无"})
"""What people write into an amount or a date that there is none of."""

ENDLESS: Final = frozenset({"长期", "长期有效", "无期限", "永久"})
ENDLESS_DAY: Final = "2099-12-31"
"""How the template writes a term without end."""

LARGEST_FEN: Final = 10**15

_SPACE: Final = re.compile(r"\s")
_FEN: Final = {"元": 100, "万元": 1_000_000}
_MONEY: Final = re.compile(r"¥?([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]{1,10})?(?:\((万元|元)\)|(万元|元))?")
_MOST_DIGITS: Final = 16
"""Digits before the point, beyond which an amount is too large in any unit; those of a Decimal that is computed with are exact."""
_TOO_LARGE: Final = f"金额过大，不得大于{LARGEST_FEN // 100}元"
_DAY: Final = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|\.([0-9]{1,2})\.([0-9]{1,2})"
    r"|年([0-9]{1,2})月([0-9]{1,2})日|([0-9]{2})([0-9]{2}))(?:[ T]0?0:00(?::00(?:\.0+)?)?)?"
)

_CODE: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
_CREDIT_CODE: Final = re.compile(f"[{_CODE}]{{18}}")
_DIGITS: Final = str.maketrans(_CODE, "0123456789ABCDEFGHIJKLMNOPQRSTU")
"""From a character of the code to the digit of its worth."""
_MASKS: Final = re.compile(r"[*＊]|[Xx]{4}")


def fen(text: str, unit: str | None) -> int:
    """An amount in fen. The unit in the cell rules; ``unit`` is that of the heading. Raises ValueError naming the rule."""
    found = _MONEY.fullmatch(text) or _MONEY.fullmatch(_SPACE.sub("", unicodedata.normalize("NFKC", text)))
    if found is None:
        raise ValueError("应为金额，例如 5000元、0.5万元；不得为负数、范围或者文字")
    whole = found[1].replace(",", "").lstrip("0")
    if len(whole) > _MOST_DIGITS:
        raise ValueError(_TOO_LARGE)
    amount = Decimal(f"{whole or 0}{found[2] or ''}")
    if not amount:
        return 0
    written = found[3] or found[4] or unit
    if written is None:
        raise ValueError("看不出是元还是万元：在列名或者值中写明“元”或者“万元”")
    exact = amount * _FEN[written]
    if exact != int(exact):
        raise ValueError("不足一分")
    if exact > LARGEST_FEN:
        raise ValueError(_TOO_LARGE)
    return int(exact)


def day(text: str) -> str:
    """A day as ``YYYY-MM-DD``. Raises ValueError naming the rule; a time of day is refused, for it would be lost."""
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError("应为日期，例如 2023-05-09、2023/5/9、2023年5月9日、20230509，不带时刻")
    year, month, of_month = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, of_month).isoformat()
    except ValueError as error:
        raise ValueError("没有这一天") from error


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
