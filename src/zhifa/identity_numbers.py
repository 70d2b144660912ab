"""Numbers that name a person or an organisation, judged by the number alone."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

_LENGTH = 18
_MAN = 1
"""The last digit before the check digit is odd for a man."""


class Told(NamedTuple):
    """What a 公民身份号码 tells of its holder (GB 11643-1999)."""

    born_on: date
    sex: str
    """男 or 女."""


def told_by_resident_id(number: str) -> Told | None:
    """What the number tells; None where its length, digits, day of birth or check digit are wrong.

    Its first six digits are compared with no list: they tell where the holder was registered when the number was given, which need not have
    been a county yet when the holder was born.
    """
    number = ric.compact(number)
    if len(number) != _LENGTH or not (number[:-1].isascii() and number[:-1].isdigit()):
        return None
    try:
        born_on = ric.get_birth_date(number)
    except ValidationError:
        return None
    if number[-1] != ric.calc_check_digit(number):
        return None
    return Told(born_on, "男" if int(number[-2]) % 2 == _MAN else "女")
