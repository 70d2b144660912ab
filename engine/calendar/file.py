"""A calendar file becomes a value, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from zhifa.engine.calendar.file_check import overlay_faults, publication_faults, year_faults
from zhifa.engine.calendar.file_forms import CalendarForm, OverlayForm, PublicForm, YearForm, form_of
from zhifa.engine.calendar.schedule import Overlay, YearSchedule
from zhifa.engine.forms import faults
from zhifa.engine.jsontext import JSONFaulty, read_json

__all__ = ["CalendarFileFaulty", "Notice", "read_calendar_file", "value_of"]

_NO_FORMAT: Final = (
    "填报项“format”不合要求：应为 zhifa.calendar/1 或者 zhifa.overlay/1；公开格式的文件没有这一项，而有 year 和 days"
)
_UNTOLD: Final = "填报项“document_number”和“published_on”未填：公开格式的文件不载通知的文号和公布日期，要另行给出"
_TOLD: Final = "填报项“document_number”不用另行给出：这种格式的文件自己载明"


class CalendarFileFaulty(ValueError):
    """A calendar file that cannot be taken; ``faults`` names every field, value and rule, in Chinese."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        super().__init__("\n".join(self.faults))


class Notice(NamedTuple):
    """The notice a file in the public format was made from."""

    document_number: str
    published_on: date


def read_calendar_file(text: str, *, notice: Notice | None = None) -> YearSchedule | Overlay:
    """The schedule of a year or the overlay that a file holds, as `docs/calendar.md` describes it.

    `notice` goes with the public format, and with no other. Raises :class:`CalendarFileFaulty` with every fault: of the
    JSON, of the fields, and of days that no notice can have meant.
    """
    given = _object(text)
    try:
        form = _kind(given).model_validate_json(text)
    except ValidationError as error:
        raise CalendarFileFaulty(fault.text for fault in faults(error, given)) from error
    if found := tuple(_faults(form, notice)):
        raise CalendarFileFaulty(found)
    return value_of(form, notice)


def _object(text: str) -> dict[str, Any]:
    try:
        given = read_json(text)
    except JSONFaulty as error:
        raise CalendarFileFaulty((str(error),)) from error
    if not isinstance(given, dict):
        raise CalendarFileFaulty(("应是一个 JSON 对象 {…}",))
    return given


def _kind(given: dict[str, Any]) -> type[CalendarForm]:
    kind = form_of(given)
    if kind is None:
        raise CalendarFileFaulty((_NO_FORMAT,))
    return kind


def _faults(form: CalendarForm, notice: Notice | None) -> Iterator[str]:
    if isinstance(form, PublicForm) and notice is None:
        yield _UNTOLD
    if not isinstance(form, PublicForm) and notice is not None:
        yield _TOLD
    if isinstance(form, OverlayForm):
        yield from overlay_faults(form.off, form.working)
        return
    if told := _notice(form, notice):
        yield from publication_faults(form.year, told.published_on)
    yield from year_faults(form.year, form.of_year, form.beside)


def _notice(form: YearForm | PublicForm, notice: Notice | None) -> Notice | None:
    return Notice(form.document_number, form.published_on) if isinstance(form, YearForm) else notice


def value_of(form: CalendarForm, notice: Notice | None = None) -> YearSchedule | Overlay:
    """What a filled form means; `notice` goes with the public format."""
    if isinstance(form, OverlayForm):
        off, working = frozenset(form.off), frozenset(form.working)
        return Overlay(name=form.name, document_number=form.document_number, off=off, working=working)
    told = _notice(form, notice)
    assert told is not None  # else it is among the faults
    return YearSchedule(
        year=form.year,
        days=tuple(sorted((*form.of_year, *form.beside))),
        document_number=told.document_number,
        published_on=told.published_on,
        source=form.told_source,
    )
