"""The three kinds of calendar file as forms: a year and an overlay in formats of our own, a year in the public one.

`docs/calendar.md` describes them for people.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from zhifa.engine.calendar.festivals import FIRST_UNDER_PRESENT_LAW, LAST_YEAR
from zhifa.engine.calendar.schedule import ScheduledDay
from zhifa.engine.fields import Label

__all__ = ["OverlayForm", "PublicForm", "YearForm", "form_of"]


class _Form(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class _Day(_Form):
    day: date = Field(alias="date")
    name: Label
    off: bool

    @property
    def scheduled(self) -> ScheduledDay:
        return ScheduledDay(self.day, self.name, off=self.off)


class _PublicDay(_Day):
    off: bool = Field(alias="isOffDay")


class _YearForm(_Form):
    # Earlier years stand in the package, and the law that a file is held against gave other days then.
    year: int = Field(ge=FIRST_UNDER_PRESENT_LAW, le=LAST_YEAR)


class YearForm(_YearForm):
    """The notice of a year in our own format; days of the years beside it stand apart, so that none gets in by a slip."""

    format: Literal["zhifa.calendar/1"]
    document_number: Label
    published_on: date
    source: Label | None = None
    days: tuple[_Day, ...] = Field(min_length=1)
    neighbour_days: tuple[_Day, ...] = ()

    @property
    def of_year(self) -> tuple[ScheduledDay, ...]:
        return tuple(day.scheduled for day in self.days)

    @property
    def beside(self) -> tuple[ScheduledDay, ...]:
        return tuple(day.scheduled for day in self.neighbour_days)

    @property
    def told_source(self) -> str:
        return self.source or ""


class PublicForm(_YearForm):
    """The notice of a year in the widely used public format, which tells neither its number nor the day it was published.

    Its year is that of the notice's title: days of the December before stand among the others.
    """

    json_schema: Any = Field(default=None, alias="$schema")
    address: Any = Field(default=None, alias="$id")
    papers: tuple[Label, ...] = ()
    days: tuple[_PublicDay, ...] = Field(min_length=1)

    @property
    def of_year(self) -> tuple[ScheduledDay, ...]:
        return tuple(one.scheduled for one in self.days if one.day.year == self.year)

    @property
    def beside(self) -> tuple[ScheduledDay, ...]:
        return tuple(one.scheduled for one in self.days if one.day.year != self.year)

    @property
    def told_source(self) -> str:
        return "；".join(self.papers)


class OverlayForm(_Form):
    """An agency's departures from the national schedule."""

    format: Literal["zhifa.overlay/1"]
    name: Label
    document_number: Label
    off: tuple[date, ...] = ()
    working: tuple[date, ...] = ()


CalendarForm: TypeAlias = YearForm | PublicForm | OverlayForm


def form_of(given: dict[str, Any]) -> type[CalendarForm] | None:
    """The form a file is to be read by: the one its format names, the public one for a file that names none; else None."""
    match given:
        case {"format": "zhifa.calendar/1"}:
            return YearForm
        case {"format": "zhifa.overlay/1"}:
            return OverlayForm
        case {"format": _}:
            return None
        case {"year": _, "days": _}:
            return PublicForm
    return None
