"""Days and instants of a worked example: an instant without offset is one of Beijing, as the format has it."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Final

from pydantic import PlainValidator

from zhifa.engine.instants import SHANGHAI, legal_day

__all__ = ["Moment", "day_of", "moment_text", "parse_moment"]

_WRITTEN: Final = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?P<time>T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)


def parse_moment(given: object) -> date | datetime:
    """The day, or the aware instant in Beijing time. Raises ValueError with the rule, in Chinese."""
    found = _WRITTEN.fullmatch(given) if isinstance(given, str) else None
    try:
        if found and found["time"]:
            at = datetime.fromisoformat(found[0])
            return at.astimezone(SHANGHAI) if at.tzinfo else at.replace(tzinfo=SHANGHAI)
        if found:
            return date.fromisoformat(found[0])
    except (ValueError, OverflowError) as error:
        raise ValueError("没有这一天或者这一刻") from error
    raise ValueError("应为日期 YYYY-MM-DD，或者时刻 YYYY-MM-DDTHH:MM（不写时区的为北京时间）")


Moment = Annotated[date | datetime, PlainValidator(parse_moment)]
"""A legal day, or an aware instant in Beijing time."""


def day_of(moment: date | datetime) -> date:
    """The legal day on which it falls."""
    return legal_day(moment) if isinstance(moment, datetime) else moment


def moment_text(moment: date | datetime | None) -> str:
    """As the format writes it: 2026-10-03, 2026-10-03T20:30; — for none."""
    if not isinstance(moment, datetime):
        return moment.isoformat() if moment else "—"
    precision = "seconds" if moment.second else "minutes"
    return moment.astimezone(SHANGHAI).replace(tzinfo=None).isoformat(timespec=precision)
