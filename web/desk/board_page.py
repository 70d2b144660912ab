"""期限看板: running terms by the day on which they end, the year as a picture, and a calendar to take along; only of cases that lists show too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from zhifa.board.feed import own_feed
from zhifa.board.heat_map import HeatMap
from zhifa.engine.agenda import Asked
from zhifa.engine.agenda_page import AgendaTerm, Standing, Tallies, Tally
from zhifa.engine.calendar import FIRST_YEAR, LAST_YEAR
from zhifa.engine.docket_page import DocketLine
from zhifa.engine.office import Office
from zhifa.engine.quoted import keyed, shown
from zhifa.engine.reader import Reader
from zhifa.web.access import Here, Signed
from zhifa.web.desk import paths
from zhifa.web.desk.lights import light
from zhifa.web.desk.listing import place_of, place_text
from zhifa.web.desk.moments import end
from zhifa.web.desk.pages import page
from zhifa.web.errors import BadRequest, Forbidden, NotFound

router = APIRouter(prefix="/desk")
_PAGE: Final = 50
_STILL: Final = 25
_FEED: Final = "/api/v1/agenda/calendar.ics"
"""Where calendar programs come, with a token that is good for nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A part of the agency's terms that the officer may look at."""

    name: str
    label: str
    asked: Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """What is looked at: a scope, of it perhaps one kind of term."""

    reader: Reader
    scopes: tuple[Scope, ...]
    scope: Scope
    code: str

    @property
    def asked(self) -> Asked:
        return self.scope.asked._replace(code=self.code)

    def address(self, path: str, **more: str) -> str:
        given = {"scope": self.scope.name, "code": self.code, **more}
        return f"{path}?{urlencode({name: value for name, value in given.items() if value})}"


def scopes(reader: Reader) -> tuple[Scope, ...]:
    """The parts of the board, the narrowest first; none shows more than the officer's lists do."""
    if reader.reach.empty:
        return ()
    me = reader.register.officer(reader.officer_id, reader.day)
    found = [Scope(name="mine", label="我承办的", asked=reader.asked(officer_id=reader.officer_id))]
    if reader.reach.areas and me:
        found.append(Scope(name="unit", label=f"本单位（{me.unit}）", asked=reader.asked(unit=me.unit)))
        found.append(Scope(name="all", label="可以查阅的全部", asked=reader.asked()))
    return tuple(found)


@router.get("/board", response_class=HTMLResponse)
def board(
    request: Request, site: Here, person: Signed, scope: str = "", code: str = "", after: str = "", ended: str = ""
) -> HTMLResponse:
    """The terms of a scope; ``ended`` adds periods that have run out without anybody being late."""
    chosen, begin = _chosen(site.office, site.reader(person), scope, code), place_of(after)
    agenda = site.office.agenda
    ending = agenda.ending(chosen.asked, after=begin or ("", ""), limit=_PAGE, ended=ended == "yes")
    still = agenda.standing_still(chosen.asked, limit=_STILL)
    following = place_text(ending.after)
    return page(
        request, "board.html", scopes=[(one.name, one.label, chosen_path(one, code)) for one in chosen.scopes], here=chosen.scope, code=code,
        codes=sorted(agenda.codes.items(), key=lambda one: one[1]), sections=list(_sections(chosen, (*ending.terms, *still.terms))),
        standings=tuple(Standing), groups=_groups(chosen, agenda.tallies(chosen.asked)), ended=ended == "yes", year=agenda.today.year,
        picture=chosen.address("/desk/board/year.svg"), feed=f"{site.settings.public_url}{_FEED}", first=chosen.address("/desk/board", ended=ended) if begin else "",
        following=chosen.address("/desk/board", ended=ended, after=following) if following else "", more_still=still.after is not None,
    )  # fmt: skip


@router.get("/board/year.svg")
def picture(site: Here, person: Signed, scope: str = "", code: str = "", year: str = "") -> Response:
    """A year of the scope as a picture."""
    chosen, agenda = _chosen(site.office, site.reader(person), scope, code), site.office.agenda
    which = _year(year) if year else agenda.today.year
    tallies = agenda.tallies(chosen.asked)
    standing = {one: sum(tally.counts.get(one, 0) for tally in tallies.by_term) for one in Standing}
    drawing = HeatMap(
        year=which, ends=agenda.ends(which, chosen.asked), standing=standing, calendar=site.office.calendars.of(chosen.reader.agency_id),
        today=agenda.today, whose=chosen.scope.label,
    )  # fmt: skip
    headers = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
    return Response(drawing.svg(), media_type="image/svg+xml", headers=headers)


@router.get("/board/calendar.ics")
def calendar(site: Here, person: Signed) -> Response:
    """The terms of the cases this officer handles, for a calendar program."""
    feed = own_feed(site.office, site.reader(person))
    headers = {"Content-Disposition": 'attachment; filename="terms.ics"'}
    return Response(feed.ical(), media_type="text/calendar; charset=utf-8", headers=headers)


def _chosen(office: Office, reader: Reader, scope: str, code: str) -> _Chosen:
    """Raises :class:`Forbidden` for who reads no case, :class:`NotFound` for a scope that is not this officer's, :class:`BadRequest` for a term that no procedure knows."""
    open_to = scopes(reader)
    if not open_to:
        raise Forbidden("no_cases", "今天的岗位不查阅案件，没有可以查看的期限")
    named = next((one for one in open_to if one.name == scope), None) if scope else open_to[0]
    if named is None:
        raise NotFound(f"没有{shown(scope)}的看板；可以看的有{'、'.join(one.label for one in open_to)}")
    if code and code not in office.agenda.codes:
        raise BadRequest("filter_faulty", f"筛选项“期限”的值{shown(code)}不合要求：应为所列的一项")
    return _Chosen(reader=reader, scopes=open_to, scope=named, code=code)


def chosen_path(scope: Scope, code: str) -> str:
    """The board of a scope."""
    return f"/desk/board?{urlencode({'scope': scope.name, **({'code': code} if code else {})})}"


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise BadRequest("filter_faulty", f"填报项“年份”的值{shown(text)}不合要求：应为{FIRST_YEAR}至{LAST_YEAR}的年份")
    return int(text)


def _sections(chosen: _Chosen, terms: Iterable[AgendaTerm]) -> Iterator[dict[str, Any]]:
    """The terms by how they stand, the most urgent first."""
    kept = tuple(terms)
    lines = chosen.reader.lines(tuple({term.row.case_id for term in kept}))
    for standing in Standing:
        of_it = [_shown(chosen.reader, term, lines) for term in kept if term.standing is standing]
        if of_it:
            yield {"label": standing.label, "terms": of_it}


def _shown(reader: Reader, term: AgendaTerm, lines: Mapping[str, DocketLine]) -> dict[str, Any]:
    row, line = term.row, lines.get(term.row.case_id)
    return {
        "label": keyed(row.label, row.key),
        "due": end(row.due) + ("（暂定）" if row.provisional else ""),
        "light": light(term),
        "path": paths.case(row.case_id, "terms"),
        "case": "　".join(filter(None, (line.cause, line.party))) if line else "案件",
        "number": (line.case_number if line else None) or f"未编号（{row.case_id[:8]}）",
        "handlers": "、".join(reader.register.name_of(one) for one in term.handlers) or "尚未确定",
        "arithmetic": term.arithmetic,
        "article": row.article,
    }


def _groups(chosen: _Chosen, tallies: Tallies) -> list[dict[str, Any]]:
    """The counts by officer, unit and kind of term; a group of one line only says what the others say, and is left out for one's own board."""
    by_officer = [_counted(one, chosen.reader.register.name_of(one.key)) for one in tallies.by_officer]
    by_unit = [_counted(one, one.key) for one in tallies.by_unit]
    by_term = [_counted(one, one.label) for one in tallies.by_term]
    groups = [("期限", by_term)]
    if chosen.scope.name != "mine":
        groups = [("承办人", by_officer), ("承办机构", by_unit), *groups]
    return [{"label": label, "rows": rows} for label, rows in groups if rows]


def _counted(tally: Tally, name: str) -> dict[str, Any]:
    return {"name": name, "counts": [tally.counts.get(one, 0) for one in Standing], "total": tally.total}
