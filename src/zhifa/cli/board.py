"""``zhifa board``: what is overdue, what ends soon, what stands still; a year as a picture, a calendar for an officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import After, AsJson, DatabaseUrl, Limit
from zhifa.cli.faults import Unusable
from zhifa.cli.files import write_whole
from zhifa.cli.inputs import officer_of_any, place
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, note, say, show_table
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.board.table import Names
    from zhifa.engine.agenda_page import AgendaPage, AgendaTerm, Tallies, Tally
    from zhifa.engine.calendar import Calendar
    from zhifa.engine.office import Office
    from zhifa.engine.register import Register
    from zhifa.storage.agenda import Asked

Agency = Annotated[str | None, typer.Option(metavar="机关", help="只看一个机关：名称或者编号")]
Officer = Annotated[str | None, typer.Option(metavar="人员", help="只看某人承办的案件：工号、姓名或者编号")]
Unit = Annotated[str | None, typer.Option(metavar="机构", help="只看某承办机构的案件，名称要与名录相同")]
TermCode = Annotated[str | None, typer.Option("--term", metavar="代码", help="只看一种期限：代码或者名称")]
On = Annotated[str | None, typer.Option(metavar="日期", help="按哪一天看：2026-03-02；不写则为现在")]
Ended = Annotated[bool, typer.Option("--ended", help="连同已经届满、但不是机关超期的（当事人的期限等）一并列出")]
Svg = Annotated[Path | None, typer.Option(metavar="文件", help="把当年每日届满的项数画成图，存为此文件")]
Ics = Annotated[Path | None, typer.Option(metavar="文件", help="把某人的期限存为日历订阅文件，要和 --officer 一起用")]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is asked for, as the register knows it."""

    registers: tuple[Register, ...]
    which: Asked
    at: datetime
    day: date

    @property
    def whose(self) -> str:
        """What the picture is of."""
        names = [one.agency.name for one in self.registers if one.agency.id == self.which.agency_id]
        told = (*names, self.which.unit, self.officer(self.which.officer_id), self.which.code)
        return "　".join(filter(None, told)) or "全部机关"

    def officer(self, officer_id: str) -> str:
        known = (one.officers[officer_id] for one in self.registers if officer_id in one.officers)
        return next((one.name for one in known), officer_id)


def board(
    *, database: DatabaseUrl, agency: Agency = None, officer: Officer = None, unit: Unit = None, term: TermCode = None,
    on: On = None, limit: Limit = 100, after: After = None, ended: Ended = False, svg: Svg = None, ics: Ics = None, json: AsJson = False,
) -> None:  # fmt: skip
    """期限看板：超期的、本周和下周到期的、中止计算的，每项一行算法；按承办人、承办机构、期限统计；可以存为全年的图和日历订阅文件。"""
    if ics is not None and officer is None:
        raise Unusable("--ics 要和 --officer 人员 一起用：日历订阅文件是一个人的")
    beyond = place(after) or ("", "")
    with open_office(database) as office:
        asked = _asked(office, agency=agency, officer=officer, unit=unit, term=term, on=on)
        ending = office.agenda.ending(asked.which, at=asked.at, after=beyond, limit=limit, ended=ended)
        still = office.agenda.standing_still(asked.which, at=asked.at, limit=limit)
        tallies = office.agenda.tallies(asked.which, at=asked.at)
        names = _names(office, asked)
        files = (_drawn(office, asked, tallies, svg) if svg else None, _subscribed(office, asked, ics) if ics else None)
    if json:
        emit(_answer(asked, ending, still, tallies, names))
    else:
        _show(asked, ending, still, tallies, names)
    for file in filter(None, files):
        note(f"已存入 {file}")


def _asked(
    office: Office, *, agency: str | None, officer: str | None, unit: str | None, term: str | None, on: str | None
) -> _Asked:
    from zhifa.engine.instants import legal_day
    from zhifa.storage.agenda import Asked

    registers = office.registers()
    who = officer_of_any(office, officer, field="--officer")[1] if officer else ""
    at = office.agenda.moment(_day(on) if on else None)
    which = Asked(
        agency_id=_agency(registers, agency) if agency else "",
        code=_code(office, term) if term else "",
        officer_id=who,
        unit=_unit(registers, unit) if unit else "",
    )
    return _Asked(registers=registers, which=which, at=at, day=legal_day(at))


def _agency(registers: tuple[Register, ...], text: str) -> str:
    found = [one.agency.id for one in registers if text in (one.agency.id, one.agency.name)]
    if len(found) == 1:
        return found[0]
    names = "、".join(one.agency.name for one in registers) or "还没有机关"
    raise Unusable(f"--agency 的值{shown(text)}指不明一个机关：数据库中{'' if not registers else '有'}{names}")


def _unit(registers: tuple[Register, ...], text: str) -> str:
    units = sorted({person.unit for one in registers for person in one.officers.values()})
    if text not in units:
        raise Unusable(f"--unit 的值{shown(text)}不在名录中：名录中的机构有{'、'.join(units) or '（无）'}")
    return text


def _code(office: Office, text: str) -> str:
    known = office.agenda.codes
    found = [code for code, label in known.items() if text in (code, label)]
    if not found:
        raise Unusable(f"--term 的值{shown(text)}不是期限的代码或者名称；现有{'、'.join(sorted(known))}")
    return found[0]


def _day(text: str) -> date:
    from zhifa.engine.calendar import FIRST_YEAR, LAST_YEAR

    rule = f"应为{FIRST_YEAR}年至{LAST_YEAR}年的日期，写作 2026-03-02"
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Unusable(f"--on 的值{shown(text)}不合要求：{rule}") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unusable(f"--on 的值{shown(text)}不合要求：{rule}")
    return day


def _names(office: Office, asked: _Asked) -> Names:
    from zhifa.board.table import Names

    labels = {(one.name, state.name): state.label for one in office.workflows for state in one.states}
    return Names(officer=asked.officer, state=lambda workflow, state: labels.get((workflow, state), state))


# --- files ------------------------------------------------------------------------------------------------------------


def _calendar(office: Office, asked: _Asked) -> Calendar:
    """The calendar of the agency asked for, or of the only one; of several that are not parted, none of their own days is shown."""
    from zhifa.engine.calendar import Calendar

    who, only = asked.which.officer_id, asked.registers if len(asked.registers) == 1 else ()
    mine = [one for one in asked.registers if one.agency.id == asked.which.agency_id or who in one.officers]
    register = next(iter((*mine, *only)), None)
    return office.calendars.of(register.agency.id) if register else Calendar()


def _drawn(office: Office, asked: _Asked, tallies: Tallies, out: Path) -> Path:
    from zhifa.board.heat_map import HeatMap
    from zhifa.engine.agenda_page import Standing

    year, calendar = asked.day.year, _calendar(office, asked)
    standing = {one: sum(tally.counts.get(one, 0) for tally in tallies.by_term) for one in Standing}
    picture = HeatMap(
        year=year, ends=office.agenda.ends(year, asked.which, at=asked.at), standing=standing, calendar=calendar, today=asked.day, whose=asked.whose
    )  # fmt: skip
    write_whole(out, picture.svg().encode())
    return out


def _subscribed(office: Office, asked: _Asked, out: Path) -> Path:
    from zhifa.board.feed import LOOK_BACK, OfficerFeed

    who = asked.which.officer_id
    terms = office.agenda.of_officer(who, since=asked.day - LOOK_BACK)
    feed = OfficerFeed(name=asked.officer(who), terms=terms, calendar=_calendar(office, asked), at=asked.at)
    write_whole(out, feed.ical())
    return out


# --- the answer -------------------------------------------------------------------------------------------------------


def _show(asked: _Asked, ending: AgendaPage, still: AgendaPage, tallies: Tallies, names: Names) -> None:
    from zhifa.board.table import COUNT_HEADS, HEADS, counted, row, sections

    say(f"期限看板　{asked.whose}　{asked.day.isoformat()}", "")
    for standing, terms in sections((*ending.terms, *still.terms)):
        show_table(HEADS, (row(one, names) for one in terms), title=f"{standing.label}（{len(terms)}）")
        say("")
    if not ending.terms and not still.terms:
        say("没有超期、到期和中止计算的期限", "")
    if tallies.by_term:
        show_table(COUNT_HEADS, counted(tallies, names))
    if ending.after:
        say("", f"还有更多：接着列用 --after {'/'.join(ending.after)}，或者用 --limit 放宽")
    if still.after:
        say("", "中止计算的没有列完：用 --limit 放宽，或者用 --officer、--unit、--term 缩小")


def _answer(asked: _Asked, ending: AgendaPage, still: AgendaPage, tallies: Tallies, names: Names) -> dict[str, Any]:
    return {
        "on": asked.day.isoformat(),
        "terms": [_term(one, names) for one in (*ending.terms, *still.terms)],
        "after": "/".join(ending.after) if ending.after else None,
        "more_suspended": still.after is not None,
        "counts": {
            "by_officer": [_tally(one, asked.officer(one.key)) for one in tallies.by_officer],
            "by_unit": [_tally(one, one.key) for one in tallies.by_unit],
            "by_term": [_tally(one, one.label) for one in tallies.by_term],
        },
    }


def _term(one: AgendaTerm, names: Names) -> dict[str, Any]:
    row = one.row
    return {
        "id": row.id,
        "case": row.case_id,
        "state": {"name": one.state, "label": names.state(one.workflow, one.state)},
        "code": row.code,
        "key": row.key,
        "label": row.label,
        "article": row.article,
        "duty": one.duty.value,
        "standing": one.standing.value,
        "standing_label": one.standing.label,
        "start_on": row.start_on,
        "nominal": row.nominal,
        "due": row.due,
        "safe": row.safe,
        "provisional": bool(row.provisional),
        "days": one.days,
        "cause": one.cause,
        "arithmetic": one.arithmetic,
        "handlers": [{"id": who, "name": names.officer(who)} for who in one.handlers],
    }


def _tally(one: Tally, name: str) -> dict[str, Any]:
    from zhifa.engine.agenda_page import Standing

    counts = {standing.value: one.counts.get(standing, 0) for standing in Standing}
    return {"key": one.key, "name": name, **counts, "total": one.total}
