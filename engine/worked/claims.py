"""Events that rest on the end of the term: 加处罚款, and whether what was done came in time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import ConfigDict, Field, model_validator

from zhifa.engine.fields import Fen, Text
from zhifa.engine.quoted import shown
from zhifa.engine.worked.moments import Moment, parse_moment
from zhifa.engine.worked.parts import Told, named

__all__ = ["Assertion", "Surcharge"]

Yuan: TypeAlias = Annotated[Decimal, Field(ge=0, max_digits=15, decimal_places=2)]
Overdue: TypeAlias = Annotated[int, Field(ge=0, le=36_500)]
_THREE_PER_CENT: Final = re.compile(r"(每日)?(3|3%|百分之三|0\.03)([/每].*)?")
_THE_FINE: Final = re.compile("罚款|本数|fine|principal|amount|100%")


class Surcharge(Told):
    """加处罚款 from the day after the end: 3 % a day of what is not paid, never more than that (处罚法 72(1)(1))."""

    type: Literal["surcharge"]
    after: Text | None = None
    """Name of the term after which it runs; else the last one written before it."""
    amount_yuan: Yuan | None = named("amount_yuan", "amount", "fine", "fine_yuan", "fine_amount", "principal")
    amount_fen: Fen | None = named("amount_fen", "fine_fen", "principal_fen")
    paid_on: date | None = None
    """The day of payment, itself no longer overdue."""
    until: date | None = named("until", "to", "on", "as_of")
    """The last day counted."""
    first: date | None = named("from", "expected_from", "start_date", "start")
    days: Overdue | None = named("days", "expected_days", "overdue_days")
    expected_yuan: Yuan | None = named(
        "expected_yuan", "expected", "expected_amount", "expected_amount_yuan", "expected_surcharge"
    )
    expected_fen: Fen | None = named("expected_fen", "expected_amount_fen", "expected_surcharge_fen")
    rate: Decimal | Text | None = named("rate", "rate_per_day", "daily_rate")
    """No other rate than that of the law is taken, and no other cap."""
    cap: Yuan | Text | None = None

    @model_validator(mode="after")
    def _can_be_worked(self) -> Surcharge:
        if self.rate is not None and not _THREE_PER_CENT.fullmatch(str(self.rate)):
            raise ValueError(f"rate={self.rate}：加处罚款的标准是每日3%（行政处罚法第七十二条）")
        if not self._capped_at_the_fine():
            raise ValueError(f"cap={self.cap}：加处罚款以罚款数额为限（行政处罚法第七十二条），不多不少")
        if self.amount_yuan is not None and self.amount_fen is not None:
            raise ValueError(f"amount_fen={self.amount_fen}：数额写元（amount_yuan）或者分（amount_fen），不两样都写")
        if self.paid_on is not None and self.until is not None:
            raise ValueError(f"until={self.until}：写了 paid_on 就不写 until")
        if self.amount is None and self.expected is not None:
            raise ValueError("amount_yuan（未填）：要核对加处的数额，先写明罚款数额")
        if self.expected is not None and self.paid_on is None and self.until is None and self.days is None:
            raise ValueError(
                "until（未填）：要核对加处的数额，先写明算至哪一天（until）、哪一天缴纳（paid_on）或者天数（days）"
            )
        return self

    def _capped_at_the_fine(self) -> bool:
        if isinstance(self.cap, Decimal):
            return self.cap * 100 == self.amount
        return self.cap is None or _THE_FINE.search(self.cap) is not None

    @property
    def amount(self) -> int | None:
        """Fen."""
        return self.amount_fen if self.amount_yuan is None else int(self.amount_yuan * 100)

    @property
    def expected(self) -> int | None:
        """Fen."""
        return self.expected_fen if self.expected_yuan is None else int(self.expected_yuan * 100)


_AFTER_THE_END: Final = frozenset(
    {"time_barred", "barred", "overdue", "late", "expired", "ended", "lapsed", "deemed", "out_of_time"}
)
_BY_THE_END: Final = frozenset({"in_time", "on_time", "timely", "within", "within_term", "running", "valid"})


class Assertion(Told):
    """Whether something done on a day, in a field of any name ending in `_on` or `_at`, came in time."""

    model_config = ConfigDict(strict=True, extra="allow", frozen=True)

    type: Literal["assert"]
    after: Text | None = None
    """Name of the term it is about; else the example's own."""

    @model_validator(mode="after")
    def _says_when_and_what(self) -> Assertion:
        extra = self.model_extra or {}
        moments = [name for name in extra if name.endswith(("_on", "_at"))]
        if len(moments) != 1:
            raise ValueError("要有一个写明日期的填报项，名称以 _on 或者 _at 结尾，例如 discovered_on")
        parse_moment(extra[moments[0]])
        claims = {name: claim for name, claim in extra.items() if name not in moments}
        for name, claim in claims.items():
            if name not in _AFTER_THE_END | _BY_THE_END:
                known = "、".join(sorted(_AFTER_THE_END | _BY_THE_END))
                raise ValueError(f"没有{shown(name)}这一项；能断言的有 {known}")
            if not isinstance(claim, bool):
                raise ValueError(f"{name}={shown(str(claim))}：应为 true 或 false")  # noqa: TRY004 - a value of bad input
        if not claims:
            raise ValueError("没有断言；例如 time_barred 为 true 或 false")
        return self

    @property
    def when(self) -> tuple[str, Moment]:
        """The field and its day or instant."""
        ((name, text),) = (
            (name, text) for name, text in (self.model_extra or {}).items() if name.endswith(("_on", "_at"))
        )
        return name, parse_moment(text)

    @property
    def claims(self) -> Mapping[str, tuple[bool, bool]]:
        """By name, what is asserted and what it means: that the day lies after the end."""
        extra = self.model_extra or {}
        after = {name: (extra[name], True) for name in extra if name in _AFTER_THE_END}
        return after | {name: (extra[name], False) for name in extra if name in _BY_THE_END}
