"""日历: a year's days of rest and work, the files that the agency took in, and taking in another after seeing which terms it moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from zhifa.engine.calendar import FIRST_YEAR, LAST_YEAR, Calendar, Overlay, YearSchedule
from zhifa.engine.calendar.file import CalendarFileFaulty, Notice, read_calendar_file
from zhifa.engine.calendar_room import FileTaken, Recounted
from zhifa.engine.errors import CalendarNotPublished, CalendarSuperseded, CommandRefused
from zhifa.engine.quoted import keyed, shown
from zhifa.engine.register import Register
from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk.admin_access import keeping_objection, own_register, require_keeper
from zhifa.web.desk.moments import asked_day, moment
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Form, Posted
from zhifa.web.errors import BadRequest, Forbidden
from zhifa.web.person import Person

router = APIRouter(prefix="/desk/admin/calendars")

_LARGEST: Final = 200_000
"""Characters of a file; a year's has some thousand."""
_WEEKDAYS: Final = "一二三四五六日"
_WEEKEND: Final = "周末"
_MOVED: Final = 300
"""Terms that are listed one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day that is not as the week has it."""

    day: str
    weekday: str
    rests: bool
    reason: str


@router.get("", response_class=HTMLResponse)
def index(
    request: Request, site: Here, person: Signed, year: Annotated[int | None, Query(ge=1, le=9998)] = None, taken: Annotated[str, Query(max_length=60)] = "",
) -> HTMLResponse:  # fmt: skip
    """A year of the agency's calendar, and the files that made it."""
    register = own_register(site, person)
    asked = site.office.agenda.today.year if year is None else year
    if not FIRST_YEAR <= asked <= LAST_YEAR:
        raise BadRequest("filter_faulty", f"筛选项“年份”的值「{asked}」不合要求：日历只答{FIRST_YEAR}年至{LAST_YEAR}年")
    room = site.office.calendars
    calendar = room.of(register.agency.id)
    return page(
        request, "admin/calendars.html", register=register, year=asked, first=FIRST_YEAR, last=LAST_YEAR, basis=calendar.basis(asked),
        provisional=calendar.is_provisional_between(date(asked, 1, 1), date(asked, 12, 31)), days=list(_days(calendar, asked)),
        files=[_file(register, one) for one in reversed(room.files(register.agency.id))], taken=taken,
        objection=keeping_objection(site, register, person),
    )  # fmt: skip


def _days(calendar: Calendar, year: int) -> Iterator[Day]:
    """Days off that are no weekend, and weekends that are worked."""
    day = date(year, 1, 1)
    while day.year == year:
        reason, worked = calendar.rest_reason(day), calendar.exchange_reason(day)
        told = worked or (reason if reason != _WEEKEND else None)
        if told:
            yield Day(day=day.isoformat(), weekday=f"周{_WEEKDAYS[day.weekday()]}", rests=worked is None, reason=told)
        day += timedelta(days=1)


def _file(register: Register, one: FileTaken) -> dict[str, str]:
    file, run = one.file, one.run
    return {
        "seq": str(file.seq),
        "at": moment(file.imported_at),
        "by": register.name_of(file.imported_by),
        "kind": "本机关的放假、调休" if file.year is None else f"{file.year}年放假安排",
        "number": file.document_number,
        "published": file.published_on or "",
        "told": f"看过 {run.looked} 件案件，改动 {run.cases} 件的 {run.moved} 项期限"
        if run.finished_at
        else "重算没有做完，再导入一次同一文件",
    }


# --- taking a file in ---------------------------------------------------------------------------------------------------


@router.get("/import", response_class=HTMLResponse)
def form(request: Request, site: Here, person: Signed) -> HTMLResponse:
    """The form."""
    _require(site, person)
    return _form(request, {}, ())


def _require(site: Site, person: Person) -> str:
    """Id of the officer who takes the file in: moved terms are told in the records of cases, with who moved them."""
    require_keeper(site, own_register(site, person), person)
    if person.officer_id is None:
        raise Forbidden(
            "no_officer",
            "导入日历会变动案件的期限，要记明由谁导入；这个账号没有连到名录中的人员，由管理员连上以后再导入",
        )
    return person.officer_id


def _form(request: Request, typed: dict[str, str], faults: tuple[str, ...], *, status: int = 422) -> HTMLResponse:
    empty = {"text": "", "document_number": "", "published_on": ""}
    return page(
        request, "admin/calendar_import.html", status=status if faults else 200, typed=empty | typed, faults=faults
    )


@router.post("/import")
def take(request: Request, site: Here, person: Signed, posted: Form) -> Response:
    """Show what the file would move; or take it in, where that was asked for. The text of the file goes with the form."""
    officer_id = _require(site, person)
    agency_id = person.agency_id
    typed = {name: posted.one(name) for name in ("document_number", "published_on")} | {"text": _text(posted)}
    read = _read(typed)
    if isinstance(read, tuple):
        return _form(request, typed, read)
    room = site.office.calendars
    try:
        if posted.one("do") == "take":
            done = room.take(agency_id, read, actor=officer_id)
            return RedirectResponse(
                f"/desk/admin/calendars?taken={done.file.seq if done.file else ''}", status_code=303
            )
        return _preview(request, read, room.preview(agency_id, read), typed)
    except (CalendarNotPublished, CalendarSuperseded) as error:
        return _form(request, typed, (str(error),))
    except CommandRefused as error:
        return _form(request, typed, tuple(one.text for one in error.refusals))


def _text(posted: Posted) -> str:
    """Of the uploaded file, or else as it was typed. Raises :class:`BadRequest` for a file that is no text."""
    if not posted.files:
        return posted.one("text")
    content = posted.files[0].file.read(4 * _LARGEST)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise BadRequest(
            "calendar_faulty", f"文件{shown(posted.files[0].name)}不是 UTF-8 的文字；应为 JSON 文件", status=422
        ) from None


def _read(typed: dict[str, str]) -> YearSchedule | Overlay | tuple[str, ...]:
    """What the file means, or everything that is wrong with it."""
    if not typed["text"]:
        return ("填报项“文件”未填：选择日历文件，或者把内容贴入",)
    if len(typed["text"]) > _LARGEST:
        return (f"填报项“文件”有{len(typed['text'])}个字符，不得超过{_LARGEST}个",)
    notice = _notice(typed)
    if isinstance(notice, tuple) and not isinstance(notice, Notice):
        return notice
    try:
        return read_calendar_file(typed["text"], notice=notice)
    except CalendarFileFaulty as error:
        return error.faults


def _notice(typed: dict[str, str]) -> Notice | tuple[str, ...] | None:
    number, day = typed["document_number"], typed["published_on"]
    if not number and not day:
        return None
    published = asked_day(day)
    if not number or not number.isprintable() or len(number) > 200 or published is None:
        return (
            f"填报项“通知的文号”“公布日期”的值{shown(number)}、{shown(day)}不合要求：要一起写，文号为一行可见文字，日期写作 2026-03-02",
        )
    return Notice(number, published)


def _preview(request: Request, read: YearSchedule | Overlay, found: Recounted, typed: dict[str, str]) -> HTMLResponse:
    named = read.name if isinstance(read, Overlay) else f"{read.year}年放假安排"
    moved = [
        (one.case_id[:8], keyed(one.move.row.label, one.move.row.key), one.move.old.due, one.move.new.due)
        for one in found.moved[:_MOVED]
    ]
    return page(
        request, "admin/calendar_preview.html", named=named, number=read.document_number, found=found, moved=moved,
        left=max(0, len(found.moved) - _MOVED), typed=typed,
    )  # fmt: skip
