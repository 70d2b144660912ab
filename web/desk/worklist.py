"""我的待办: what this officer can do now, by the day on which it is due; and the same list of his own cases, of his unit, of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from zhifa.engine.docket_page import Count, Counts, DocketAsked, DocketLine, DocketPage, Order, Place
from zhifa.engine.inbox import Received
from zhifa.engine.office import Office
from zhifa.engine.quoted import shown
from zhifa.engine.reader import Reader
from zhifa.web.access import Here, Signed
from zhifa.web.desk import paths
from zhifa.web.desk.case_list import saved
from zhifa.web.desk.jotted import jotted
from zhifa.web.desk.listing import PAGE, lines, place_of, place_text
from zhifa.web.desk.moments import moment
from zhifa.web.desk.pages import page
from zhifa.web.errors import NotFound

router = APIRouter(prefix="/desk")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tab:
    label: str
    asked: Callable[[Reader], DocketAsked]
    count: Callable[[Counts], Count | None]


def _of_unit(reader: Reader) -> DocketAsked:
    me = reader.register.officer(reader.officer_id, reader.reach.day)
    return DocketAsked(unit=me.unit if me else None, ended=False, replay=False)


_TABS: Final[Mapping[str, _Tab]] = {
    "mine": _Tab(label="待我办", asked=lambda _: DocketAsked(replay=False), count=lambda counts: counts.mine),
    "handled": _Tab(
        label="我承办的", asked=lambda reader: DocketAsked(handler=reader.officer_id, ended=False, replay=False),
        count=lambda counts: counts.handled,
    ),
    "unit": _Tab(label="本单位", asked=_of_unit, count=lambda _: None),
    "all": _Tab(
        label="全部在办", asked=lambda _: DocketAsked(ended=False, replay=False, order=Order.DUE), count=lambda counts: counts.running
    ),
}  # fmt: skip


@router.get("", response_class=HTMLResponse)
def worklist(request: Request, site: Here, person: Signed, tab: str = "mine", after: str = "") -> HTMLResponse:
    """The list, a page of it."""
    chosen = _TABS.get(tab)
    if chosen is None:
        raise NotFound(f"没有{shown(tab)}这一栏；可以看的有{'、'.join(one.label for one in _TABS.values())}")
    if person.officer_id is None:
        return page(request, "worklist_none.html")
    reader, begin = site.reader(person), place_of(after)
    found, counts = _found(reader, tab, chosen, begin), reader.counts()
    inbox = site.office.inbox.page(reader.officer_id, limit=_WARNINGS)
    tabs = [
        {"path": "/desk" if name == "mine" else f"/desk?tab={name}", "label": one.label, "count": one.count(counts), "here": name == tab}
        for name, one in _TABS.items()
    ]  # fmt: skip
    following = place_text(found.after)
    return page(
        request, "worklist.html", tabs=tabs, counts=counts, lines=lines(site.office, reader, found.lines, with_steps=True),
        warnings=_warned(reader, inbox.warnings), warnings_more=inbox.more, first=f"/desk?tab={tab}" if begin else "",
        following=f"/desk?tab={tab}&after={following}" if following else "", today=reader.reach.day.isoformat(), drafts=_drafts(site.office, reader), saved=saved(site.office, reader),
    )  # fmt: skip


def _warned(reader: Reader, warnings: Iterable[Received]) -> list[dict[str, str]]:
    """Warnings with the case that each is of, as far as the officer may still see it."""
    kept = tuple(warnings)
    lines = reader.lines(tuple({one.case_id for one in kept}))
    return [
        {"path": paths.case(one.case_id, "terms"), "case": _called(lines, one.case_id), "text": str(one.body["text"])}
        for one in kept
    ]


def _called(lines: Mapping[str, DocketLine], case_id: str) -> str:
    line = lines.get(case_id)
    return "　".join(filter(None, (line.cause, line.party, line.case_number))) if line else f"案件 {case_id[:8]}"


def _drafts(office: Office, reader: Reader) -> list[dict[str, str]]:
    """What the officer typed and did not hand in, the newest first."""
    found = office.jottings.of(reader.officer_id)[:_DRAFTS]
    lines = reader.lines(tuple({one.place for one in found if not one.opens}))
    return [
        {
            "path": jotted(office, one).path,
            "label": jotted(office, one).label,
            "told": f"{moment(one.saved_at)} 暂存" + ("" if one.opens else f"，{_called(lines, one.place)}"),
        }
        for one in found
    ]


_DRAFTS: Final = 10
_WARNINGS: Final = 3
"""Warnings shown beside the list; the others are counted."""


def _found(reader: Reader, tab: str, chosen: _Tab, begin: Place | None) -> DocketPage:
    asked = chosen.asked(reader)
    return (reader.mine if tab == "mine" else reader.docket)(asked, after=begin, limit=PAGE)
