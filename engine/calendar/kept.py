"""A calendar file as it is kept: one text in our own format, whatever format it came in.

What is kept was checked when it came in; it is read back without those checks, so that a rule made stricter later leaves no agency without
its calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zhifa.engine.calendar.file import value_of
from zhifa.engine.calendar.file_forms import OverlayForm, YearForm
from zhifa.engine.calendar.schedule import Overlay, ScheduledDay, YearSchedule
from zhifa.engine.canonical import JSON, canonical

__all__ = ["kept", "read_kept"]

_FORMS: Final[Mapping[str, type[YearForm | OverlayForm]]] = {"year": YearForm, "overlay": OverlayForm}


def kept(calendar: YearSchedule | Overlay) -> str:
    """The canonical JSON of a file that means this; the same meaning gives the same text."""
    return canonical(_year(calendar) if isinstance(calendar, YearSchedule) else _overlay(calendar))


def read_kept(kind: str, text: str) -> YearSchedule | Overlay:
    """The value that :func:`kept` wrote. Raises ``KeyError`` for a kind that is neither ``year`` nor ``overlay``."""
    return value_of(_FORMS[kind].model_validate_json(text))


def _year(schedule: YearSchedule) -> dict[str, JSON]:
    beside = [_day(day) for day in sorted(schedule.days) if day.day.year != schedule.year]
    told: dict[str, JSON] = {
        "format": "zhifa.calendar/1",
        "year": schedule.year,
        "document_number": schedule.document_number,
        "published_on": schedule.published_on.isoformat(),
        "days": [_day(day) for day in sorted(schedule.days) if day.day.year == schedule.year],
        "neighbour_days": beside,
    }
    return told | ({"source": schedule.source} if schedule.source else {})


def _day(scheduled: ScheduledDay) -> JSON:
    return {"date": scheduled.day.isoformat(), "name": scheduled.name, "off": scheduled.off}


def _overlay(overlay: Overlay) -> dict[str, JSON]:
    return {
        "format": "zhifa.overlay/1",
        "name": overlay.name,
        "document_number": overlay.document_number,
        "off": [day.isoformat() for day in sorted(overlay.off)],
        "working": [day.isoformat() for day in sorted(overlay.working)],
    }
