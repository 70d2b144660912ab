"""``zhifa calendar``: which days are working days, and whether a file of days can be taken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson
from zhifa.cli.faults import UNUSABLE, Unusable
from zhifa.cli.inputs import read_text, register_of
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, note, say, show_side_by_side
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.cli.year_sheet import YearSheet
    from zhifa.engine.calendar import Calendar, Overlay, YearSchedule
    from zhifa.engine.calendar.file import CalendarFileFaulty, Notice

File = Annotated[str, typer.Argument(metavar="文件", help="日历文件（JSON），- 为标准输入；写法见 docs/calendar.md")]
DocumentNumber = Annotated[
    str | None, typer.Option(metavar="文号", help="通知的文号；公开格式的文件不载文号，要在这里给出")
]
PublishedOn = Annotated[
    str | None, typer.Option(metavar="日期", help="通知公布的日期；公开格式的文件不载日期，要在这里给出")
]
Agency = Annotated[
    str | None, typer.Option(metavar="机关", help="哪个机关的日历：名称或者编号；数据库中只有一个机关的可以不写")
]
OfDatabase = Annotated[
    str | None,
    typer.Option("--database", envvar="ZHIFA_DATABASE", metavar="地址", help="数据库地址；不写则为全国的日历"),
]
Year = Annotated[int | None, typer.Argument(metavar="年份", help="不写则为今年")]
OverlayFiles = Annotated[
    list[str] | None, typer.Option("--overlay", metavar="文件", help="本机关的放假、调休文件；可以写几次，后写的为准")
]
YearFiles = Annotated[
    list[str] | None, typer.Option("--year-file", metavar="文件", help="年度放假安排文件；可以写几次")
]


def check(
    *, file: File, document_number: DocumentNumber = None, published_on: PublishedOn = None, json: AsJson = False
) -> None:
    """检查一个日历文件（年度放假安排，或者本机关的放假、调休），逐处列明不合要求的地方；不写入任何东西。"""
    from zhifa.engine.calendar.file import CalendarFileFaulty, read_calendar_file

    told = _notice(document_number, published_on)
    try:
        read = read_calendar_file(read_text(file), notice=told)
    except CalendarFileFaulty as error:
        if not json:
            raise _unusable(file, error) from error
        emit({"sound": False, "faults": list(error.faults)})
        raise typer.Exit(UNUSABLE) from error
    answer = _answer(read)
    if json:
        emit(answer)
    else:
        say(*_lines(answer))
    for remark in answer["remarks"]:
        note(remark)


def read_file(file: str, document_number: str | None, published_on: str | None) -> YearSchedule | Overlay:
    """What a calendar file means. Raises :class:`Unusable` with every fault."""
    from zhifa.engine.calendar.file import CalendarFileFaulty, read_calendar_file

    try:
        return read_calendar_file(read_text(file), notice=_notice(document_number, published_on))
    except CalendarFileFaulty as error:
        raise _unusable(file, error) from error


def show(
    *, year: Year = None, database: OfDatabase = None, agency: Agency = None, overlay: OverlayFiles = None,
    year_file: YearFiles = None, json: AsJson = False,
) -> None:  # fmt: skip
    """查看一年的日历：哪些天休息、为什么，哪些周末上班，依据哪个文件，是不是暂定；给出数据库的，是机关导入过文件的日历。"""
    from zhifa.cli.year_sheet import YearSheet

    asked = _year(year)
    owner, taken_in = _taken_in(database, agency)
    sheet = YearSheet(year=asked, calendar=_with_files(taken_in, year_file or [], overlay or []))
    if json:
        emit({"agency": owner, **_sheet(sheet)})
        return
    whose = f"{owner or '全国'}　{sheet.year}年"
    say(f"{whose}　{'暂定' if sheet.provisional else '正式'}：{sheet.basis}", *_overlaid(sheet.calendar), "")
    show_side_by_side(sheet.months())
    say("", "休 放假　班 周末上班（调休）　未标的周六、周日为周末休息", "", *sheet.lines())


def _year(year: int | None) -> int:
    """The year asked for, or the present one in Beijing."""
    from zhifa.engine.calendar import FIRST_YEAR, LAST_YEAR
    from zhifa.engine.clock import SystemClock
    from zhifa.engine.instants import legal_day

    asked = legal_day(SystemClock().now()).year if year is None else year
    if not FIRST_YEAR <= asked <= LAST_YEAR:
        raise Unusable(f"年份的值「{asked}」不合要求：日历只答{FIRST_YEAR}年至{LAST_YEAR}年")
    return asked


def _taken_in(database: str | None, agency: str | None) -> tuple[str | None, Calendar]:
    """The agency's name and its calendar with the files it took in; the national one without a database, or with one that has no agency."""
    from zhifa.engine.calendar import Calendar

    if database is None and agency is not None:
        raise Unusable("--agency 要和 --database 一起写：机关的日历在数据库中")
    if database is None:
        return None, Calendar()
    with open_office(database) as office:
        if agency is None and not office.registers():
            return None, Calendar()
        owner = register_of(office, agency, owned="日历").agency
        return owner.name, office.calendars.of(owner.id)


def _with_files(taken_in: Calendar, year_files: list[str], overlays: list[str]) -> Calendar:
    """The same with files that are given with the command, as if they were taken in last."""
    from zhifa.engine.calendar import Calendar, Overlay, YearSchedule
    from zhifa.engine.calendar.file import CalendarFileFaulty, read_calendar_file

    def only(kind: type[Any], option: str, files: list[str]) -> Iterator[Any]:
        for file in files:
            try:
                read = read_calendar_file(read_text(file))
            except CalendarFileFaulty as error:
                raise _unusable(file, error) from error
            if not isinstance(read, kind):
                raise Unusable(
                    f"{option} 的文件 {shown(file)} 是另一种日历文件；--year-file 用年度放假安排，--overlay 用本机关的"
                )
            yield read

    years = tuple(only(YearSchedule, "--year-file", year_files))
    overlaid = (*taken_in.overlays, *only(Overlay, "--overlay", overlays))
    return Calendar(overlaid, years=(*taken_in.years, *years))


def _unusable(file: str, error: CalendarFileFaulty) -> Unusable:
    listed = "\n".join(f"　　{fault}" for fault in error.faults)
    count = len(error.faults)
    return Unusable(
        f"日历文件 {shown(file)} 不能用，有 {count} 处不合要求：\n{listed}\n办法：对照通知逐处改正；写法见 docs/calendar.md"
    )


def _notice(document_number: str | None, published_on: str | None) -> Notice | None:
    from zhifa.engine.calendar.file import Notice

    if document_number is None and published_on is None:
        return None
    if document_number is None or published_on is None:
        raise Unusable("--document-number 和 --published-on 要一起写：通知的文号和公布日期")
    if not document_number.strip() or not document_number.isprintable():
        raise Unusable(f"--document-number 的值{shown(document_number)}不合要求：应为通知的文号")
    try:
        return Notice(document_number.strip(), date.fromisoformat(published_on))
    except ValueError as error:
        raise Unusable(f"--published-on 的值{shown(published_on)}不合要求：应为日期 YYYY-MM-DD") from error


# --- the answer of a check --------------------------------------------------------------------------------------------


def _answer(read: YearSchedule | Overlay) -> dict[str, Any]:
    from zhifa.engine.calendar import Overlay

    if isinstance(read, Overlay):
        return {
            "sound": True,
            "kind": "overlay",
            "name": read.name,
            "document_number": read.document_number,
            "off": [str(day) for day in sorted(read.off)],
            "working": [str(day) for day in sorted(read.working)],
            "remarks": [],
        }
    return {
        "sound": True,
        "kind": "year",
        "year": read.year,
        "document_number": read.document_number,
        "published_on": str(read.published_on),
        "source": read.source,
        "off": [{"date": str(one.day), "name": one.name} for one in read.days if one.off],
        "working": [{"date": str(one.day), "name": one.name} for one in read.days if not one.off],
        "remarks": list(_remarks(read)),
    }


def _remarks(schedule: YearSchedule) -> Iterator[str]:
    """Every day beyond those of the law is worked off on a weekend, unless the year has a holiday of its own."""
    from zhifa.engine.calendar.festivals import festivals

    given = sum(len(festival.days) for festival in festivals(schedule.year))
    if schedule.weekdays_off - schedule.weekend_days_worked != given:
        yield (
            f"提示：周一至周五放假{schedule.weekdays_off}天，周末上班{schedule.weekend_days_worked}天，相差不是法定的{given}天；"
            "请对照通知，看是否漏写了补假或者上班的日期"
        )


def _lines(answer: dict[str, Any]) -> Iterator[str]:
    off, working = len(answer["off"]), len(answer["working"])
    if answer["kind"] == "overlay":
        yield f"可用：{answer['name']}（{answer['document_number']}），放假{off}天，上班{working}天"
    else:
        named = f"{answer['year']}年放假安排（{answer['document_number']}，{answer['published_on']}公布）"
        yield f"可用：{named}，放假{off}天（含周末），周末上班{working}天"


# --- the answer of a look at a year -----------------------------------------------------------------------------------


def _sheet(sheet: YearSheet) -> dict[str, Any]:
    return {
        "year": sheet.year,
        "provisional": sheet.provisional,
        "basis": sheet.basis,
        "calendar_version": sheet.calendar.version,
        "rest_weekdays": [{"date": str(day), "reason": reason} for day, reason in sheet.rest_weekdays()],
        "worked_weekend_days": [{"date": str(day), "reason": reason} for day, reason in sheet.worked_weekend_days()],
    }


def _overlaid(calendar: Calendar) -> Iterator[str]:
    for overlay in calendar.overlays:
        yield f"加上本机关的：{overlay.name}（{overlay.document_number}）"
