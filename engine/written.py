"""Days, amounts and numbers as people write them into tables, read without rounding or guessing. All raise ValueError naming the rule."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Final

LARGEST_FEN: Final = 10**15

_SPACE: Final = re.compile(r"\s")
_FEN: Final = {"元": 100, "万元": 1_000_000}
_MONEY: Final = re.compile(r"¥?([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]{1,10})?(?:\((万元|元)\)|(万元|元))?")
_MOST_DIGITS: Final = 16
"""Digits before the point, beyond which an amount is too large in any unit; those of a Decimal that is computed with are exact."""
_TOO_LARGE: Final = f"金额过大，不得大于{LARGEST_FEN // 100}元"
_WHOLE: Final = re.compile(r"[0-9]{1,15}")
_TENTHS: Final = re.compile(r"([0-9]{1,12})(?:\.([0-9])0*)?")
_DAY: Final = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|\.([0-9]{1,2})\.([0-9]{1,2})"
    r"|年([0-9]{1,2})月([0-9]{1,2})日|([0-9]{2})([0-9]{2}))(?:[ T]0?0:00(?::00(?:\.0+)?)?)?"
)


def fen(text: str, unit: str | None) -> int:
    """An amount in fen. The unit in the cell rules; ``unit`` is that of the heading."""
    found = _MONEY.fullmatch(text) or _MONEY.fullmatch(_plain(text))
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
    """A day as ``YYYY-MM-DD``; a time of day is refused, for it would be lost."""
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError("应为日期，例如 2023-05-09、2023/5/9、2023年5月9日、20230509，不带时刻")
    year, month, of_month = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, of_month).isoformat()
    except ValueError as error:
        raise ValueError("没有这一天") from error


def whole(text: str) -> int:
    """A whole number, not below zero."""
    plain = _plain(text)
    if not _WHOLE.fullmatch(plain):
        raise ValueError("应为整数，如 12；不得为负数、小数或者文字")
    return int(plain)


def tenths(text: str) -> int:
    """A number with at most one decimal, in tenths."""
    found = _TENTHS.fullmatch(_plain(text))
    if found is None:
        raise ValueError("应为数字，至多一位小数，如 12、7.5")
    return int(found[1]) * 10 + int(found[2] or 0)


def _plain(text: str) -> str:
    """Half-width and without blanks."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))
