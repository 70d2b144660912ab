"""加处罚款 of an example: from the day after the end, three per cent a day, at most the fine (处罚法 72(1)(1))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from zhifa.engine.money import yuan
from zhifa.engine.worked.claims import Surcharge
from zhifa.engine.worked.results import Check
from zhifa.workflows.surcharging import PERCENT_A_DAY, accrued

__all__ = ["accruing", "accruing_told"]

_DAY: Final = timedelta(days=1)
_UNTIL_THE_FINE: Final = -(-100 // PERCENT_A_DAY)
"""After so many days nothing is added any more."""


def accruing(surcharge: Surcharge, due: date) -> Iterator[Check]:
    """First day, number of days and amount, each where the file expects one."""
    first, days = due + _DAY, _days(surcharge, due)
    if surcharge.first is not None:
        yield Check(what="加处起算", expected=str(surcharge.first), computed=str(first))
    if surcharge.days is not None and days is not None:
        yield Check(what="加处天数", expected=str(surcharge.days), computed=str(days))
    if surcharge.expected is not None:
        amount = surcharge.amount or 0
        yield Check(what="加处罚款", expected=yuan(surcharge.expected), computed=yuan(_come_to(amount, days or 0)))


def accruing_told(surcharge: Surcharge, due: date) -> str:
    """The arithmetic in one line."""
    begun = f"加处罚款：自届满次日 {due + _DAY} 起每日{PERCENT_A_DAY}%（行政处罚法第七十二条第一款第一项）"
    days, amount = _days(surcharge, due), surcharge.amount
    if days is None:
        return begun
    if amount is None:
        return f"{begun}，至 {due + days * _DAY} 计{days}日"
    capped = "，以罚款数额为限" if days * PERCENT_A_DAY >= 100 else ""
    return f"{begun}，至 {due + days * _DAY} 计{days}日，{yuan(amount)}×{PERCENT_A_DAY}%×{days}＝{yuan(_come_to(amount, days))}{capped}"


def _days(surcharge: Surcharge, due: date) -> int | None:
    """Days overdue to the last counted; on the day of payment nothing is overdue any more."""
    if surcharge.until is not None:
        return max(0, (surcharge.until - due).days)
    if surcharge.paid_on is not None:
        return max(0, (surcharge.paid_on - due).days - 1)
    return surcharge.days


def _come_to(amount: int, days: int) -> int:
    return accrued([amount] * min(days, _UNTIL_THE_FINE), cap=amount)
