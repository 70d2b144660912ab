"""Instants and legal days: every moment is aware, written as UTC text, and belongs to one day in Asia/Shanghai."""

import re
from datetime import UTC, date, datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

__all__ = ["SHANGHAI", "day_text", "instant_text", "legal_day", "parse_instant", "require_aware", "stored_instant"]

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
"""The zone of every legal day."""

_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
)


def require_aware(at: datetime, *, field: str = "at") -> datetime:
    """Return `at` unchanged if it carries a UTC offset.

    Raises ValueError naming `field`, the value and the rule for a naive datetime: it would be a different instant on
    every machine.
    """
    if at.utcoffset() is None:
        raise ValueError(f"{field}={at.isoformat()}: an instant must carry its UTC offset")
    return at


def legal_day(instant: datetime, *, field: str = "instant") -> date:
    """The day in Asia/Shanghai on which `instant` falls. Raises ValueError for a naive datetime."""
    return _in_zone(instant, SHANGHAI, field=field).date()


def instant_text(at: datetime, *, field: str = "at") -> str:
    """`at` as UTC text with milliseconds, `2026-11-21T13:20:16.123Z`.

    Finer parts are cut off, never rounded, so that a text never lies after its instant; equal widths make the texts
    sort like the instants. Raises ValueError for a naive datetime.
    """
    return _in_zone(at, UTC, field=field).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def day_text(value: date | datetime) -> str:
    """A day as ISO text, an instant as UTC text."""
    return instant_text(value) if isinstance(value, datetime) else value.isoformat()


def parse_instant(text: str, *, field: str = "instant") -> datetime:
    """The aware UTC datetime written in `text`: ISO 8601, seconds and a UTC offset (`Z` or `+08:00`) given.

    Undoes `instant_text`. Raises ValueError naming `field`, the value and the rule for every other text, above all
    for one without offset.
    """
    if not _INSTANT.fullmatch(text):
        raise ValueError(
            f"{field}={text[:40]!r}: an instant is written YYYY-MM-DDTHH:MM:SS[.ffffff] with its UTC offset"
        )
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{field}={text!r}: no such instant ({error})") from error
    return _in_zone(at, UTC, field=field)


def stored_instant(text: str) -> datetime:
    """The instant in a text of `instant_text`, whose form is not asked again: a case file holds two for each entry."""
    return datetime.fromisoformat(text)


def _in_zone(at: datetime, zone: tzinfo, *, field: str) -> datetime:
    if at.tzinfo is zone:
        return at
    try:
        return require_aware(at, field=field).astimezone(zone)
    except OverflowError as error:
        raise ValueError(
            f"{field}={at.isoformat()}: an instant lies within the years 1 to 9999 of every zone"
        ) from error
