"""Numbers, days and moments in the words of papers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, overload
from zoneinfo import ZoneInfo

from zhifa.documents.facts import NotStated

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")

_DIGITS: Final = "零一二三四五六七八九"
_UNITS: Final = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))


def numeral(number: int) -> str:
    """A number from 0 to 9999 in Chinese numerals: 15 → 十五, 119 → 一百一十九, 1004 → 一千零四.

    Raises ValueError outside that range.
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"number={number}: Chinese numerals are written for 0 to 9999")
    if 10 <= number < 20:
        return f"十{_DIGITS[number - 10] if number > 10 else ''}"
    words, gap = "", False
    for value, unit in _UNITS:
        digit, number = divmod(number, value)
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + unit
        gap = not digit
    return words or _DIGITS[0]


def article(number: int) -> str:
    """An article as the official text counts it: 77 → 第七十七条."""
    return f"第{numeral(number)}条"


def days(number: int) -> str:
    """A number of days: 15 → 十五日."""
    return f"{numeral(number)}日"


@overload
def day(on: NotStated) -> NotStated: ...
@overload
def day(on: date) -> str: ...
def day(on: date | NotStated) -> str | NotStated:
    """The legal day in Asia/Shanghai, Arabic and unpadded (GB/T 9704): ``2026年9月1日``. A silent source stays silent."""
    if isinstance(on, NotStated):
        return on
    if isinstance(on, datetime):
        on = _local(on)
    return f"{on.year}年{on.month}月{on.day}日"


@overload
def moment(at: NotStated) -> NotStated: ...
@overload
def moment(at: datetime) -> str: ...
def moment(at: datetime | NotStated) -> str | NotStated:
    """The minute in Asia/Shanghai: ``2026年9月1日9时05分``. Raises ValueError for a naive datetime."""
    if isinstance(at, NotStated):
        return at
    at = _local(at)
    return f"{at.year}年{at.month}月{at.day}日{at.hour}时{at.minute:02d}分"


def _local(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError(f"at={at.isoformat()}: an instant must carry its UTC offset")
    return at.astimezone(SHANGHAI)
