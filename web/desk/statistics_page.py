"""统计: figures of the cases that one's lists show, each as table, picture and CSV."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from zhifa.engine.quoted import shown
from zhifa.sheets.writing import csv_bytes
from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk.moments import asked_day
from zhifa.web.desk.pages import page
from zhifa.web.desk.statistics_told import FIGURES, Asked, Figure, Period
from zhifa.web.errors import BadRequest, NotFound
from zhifa.web.files.attachments import attached
from zhifa.web.person import Person

router = APIRouter(prefix="/desk/statistics")

_LONGEST: Final = 3 * 366
"""Days of a period."""
Day = Annotated[str, Query(max_length=40)]


@router.get("", response_class=HTMLResponse)
def statistics(request: Request, site: Here, person: Signed, since: Day = "", until: Day = "") -> HTMLResponse:
    """All figures, those of a time for the period asked for: by default this year."""
    asked = _asked(site, person, since, until)
    period = asked.period
    query = f"since={period.since}&until={period.until}"
    whole = asked.reader.figures().total
    return page(
        request, "statistics/page.html", figures=[figure(asked) for figure in FIGURES.values()], period=period, query=query, whole=whole,
        presets=_presets(asked.reader.day), scope="全机关" if asked.reader.reach.whole else "您可以查阅的案件",
    )  # fmt: skip


@router.get("/{name}.svg")
def picture(site: Here, person: Signed, name: str, since: Day = "", until: Day = "") -> Response:
    """One figure as a picture."""
    figure = _figure(_asked(site, person, since, until), name)
    if not figure.drawn:
        raise NotFound(f"“{figure.title}”没有图")
    return Response(figure.bars.svg(), media_type="image/svg+xml")


@router.get("/{name}.csv")
def sheet(site: Here, person: Signed, name: str, since: Day = "", until: Day = "") -> Response:
    """One figure as CSV; what a spreadsheet would run as a formula is guarded by an apostrophe."""
    figure = _figure(_asked(site, person, since, until), name)
    rows = [figure.heads, *(tuple(map(str, row)) for row in figure.rows)]
    return attached(csv_bytes(rows), name=f"{figure.title}.csv", media_type="text/csv; charset=utf-8")


def _figure(asked: Asked, name: str) -> Figure:
    figure = FIGURES.get(name)
    if figure is None:
        raise NotFound(f"没有{shown(name)}这项统计")
    return figure(asked)


# --- the time ---------------------------------------------------------------------------------------------------------


def _asked(site: Site, person: Person, since: str, until: str) -> Asked:
    reader = site.reader(person)
    today = reader.day
    first = _day("期间的第一日", since) or date(today.year, 1, 1)
    last = _day("期间的最后一日", until) or max(today, first)
    if last < first:
        raise BadRequest("filter_faulty", f"筛选项“期间的最后一日”的值{shown(until)}不合要求：不得早于第一日 {first}")
    if (last - first).days > _LONGEST:
        raise BadRequest("filter_faulty", f"筛选项“期间”的值「{first}至{last}」不合要求：至多三年；更长的分段统计")
    return Asked(site=site, reader=reader, period=Period(since=first, until=last))


def _day(label: str, text: str) -> date | None:
    day = asked_day(text)
    if text and day is None:
        raise BadRequest(
            "filter_faulty", f"筛选项“{label}”的值{shown(text)}不合要求：应为1900年至9998年的日期，写作 2026-03-02"
        )
    return day


def _presets(today: date) -> list[tuple[str, Period]]:
    """Times that people ask for."""
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    return [
        ("本月", Period(since=month, until=today)),
        ("上月", Period(since=before.replace(day=1), until=before)),
        ("本季度", Period(since=quarter, until=today)),
        ("本年", Period(since=date(today.year, 1, 1), until=today)),
        ("去年", Period(since=date(today.year - 1, 1, 1), until=date(today.year - 1, 12, 31))),
    ]
