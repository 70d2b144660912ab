"""停用: one line of a book ended on a day, after a look at whom that hits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhifa.engine.books.book import Book, Line
from zhifa.engine.books.reading import line_name
from zhifa.engine.errors import CommandRefused, RegisterChanged
from zhifa.engine.quoted import shown
from zhifa.engine.register import Register
from zhifa.engine.register_file import RegisterFaulty
from zhifa.engine.register_proposal import Proposal
from zhifa.registers.moves import told_move
from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk.admin_access import own_register, require_keeper, told_refusal
from zhifa.web.desk.admin_register_import import told_effects, told_used
from zhifa.web.desk.admin_registers import book_asked
from zhifa.web.desk.forms.values import Unfit, read_day
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Form, Posted
from zhifa.web.desk.register_given import note_fault
from zhifa.web.errors import NotFound
from zhifa.web.person import Person

router = APIRouter(prefix="/desk/admin/registers/books/{name}/end")

Key = Annotated[str, Query(max_length=2000)]
_FIELDS = ("on", "reason", "document")
_NOTES = (("事由", "reason"), ("文号", "document"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A line of the register that somebody who may would end."""

    site: Site
    person: Person
    register: Register
    book: Book[Any]
    line: Line

    def proposed(self, on: date) -> Proposal:
        """What it would do, and whom it hits once it holds. Raises ValueError, in Chinese after a colon, for a day on which the line does not hold."""
        room, agency_id = self.site.office.books, self.register.agency.id
        lines, whole = room.ending(agency_id, self.book.name, self.line.key, on=on)
        first = max(on + timedelta(days=1), self.site.office.agenda.today)
        return room.preview(agency_id, lines, whole=whole, actor=self.person.officer_id, day=first)


@router.get("")
def form(request: Request, name: str, site: Here, person: Signed, key: Key) -> HTMLResponse:
    """On which day, and why. 404 for a line that the register does not hold now."""
    ending = _ending(site, person, name, key)
    return _page(request, ending, {"on": site.office.agenda.today.isoformat()})


@router.post("")
def end(request: Request, name: str, site: Here, person: Signed, key: Key, posted: Form) -> Response:
    """Show whom it hits; with ``expect``, that of what was shown, end the line and nothing else."""
    ending, typed = _ending(site, person, name, key), {name: posted.one(name) for name in _FIELDS}
    faults = [fault for label, field in _NOTES if (fault := note_fault(label, typed[field]))]
    if not typed["reason"]:
        faults.append("填报项“事由”未填：写明为什么结束，记入名录日志")
    try:
        on = date.fromisoformat(read_day(typed["on"]))
        found = ending.proposed(on)
    except (Unfit, ValueError) as error:
        rule = str(error).rpartition(": ")[2]
        return _page(
            request, ending, typed, [f"填报项“最后有效的一天”的值{shown(typed['on'])}不合要求：{rule}", *faults]
        )
    faults += [fault.text for fault in found.faults]
    if faults or not posted.one("expect"):
        return _page(request, ending, typed, faults, None if faults else found)
    return _taken(request, ending, typed, on, posted)


def _taken(request: Request, ending: Ending, typed: dict[str, str], on: date, posted: Posted) -> Response:
    try:
        taken = ending.site.office.books.end(
            ending.register.agency.id, ending.book.name, ending.line.key, on=on, reason=typed["reason"], document=typed["document"] or None,
            actor=ending.person.officer_id, expect=posted.one("expect"), retroactive=posted.one("retroactive") == "yes",
        )  # fmt: skip
    except RegisterChanged as error:
        return _page(request, ending, typed, [f"{error}；下面是重新预览的"], ending.proposed(on), status=409)
    except CommandRefused as error:
        return _page(request, ending, typed, [*map(told_refusal, error.refusals)], ending.proposed(on))
    except RegisterFaulty as error:
        return _page(request, ending, typed, [fault.text for fault in error.faults])
    return RedirectResponse(f"/desk/admin/registers/history?taken={taken.register.version}", status_code=303)


def _ending(site: Site, person: Person, name: str, key: str) -> Ending:
    """Raises :class:`NotFound`; ``Forbidden`` for one who may not change the register."""
    register, book = own_register(site, person), book_asked(site, name)
    require_keeper(site, register, person)
    line = next((one for one in register.shelf.lines(name) if one.key == key), None)
    if line is None:
        raise NotFound(f"“{book.label}”中没有这一行")
    return Ending(site=site, person=person, register=register, book=book, line=line)


def _page(
    request: Request, ending: Ending, typed: dict[str, str], faults: list[str] | None = None, found: Proposal | None = None, *,
    status: int = 422,
) -> HTMLResponse:  # fmt: skip
    roles = ending.site.office.books.roles
    return page(
        request, "admin/register_end.html", status=status if faults else 200, register=ending.register, book=ending.book,
        name=line_name(ending.book, ending.line), key=ending.line.key, typed=dict.fromkeys(_FIELDS, "") | typed, faults=faults or [],
        expect=found.expect if found else "", moves=[told_move(one, roles) for one in found.change] if found else [],
        effects=told_effects(found) if found else [], used=told_used(found) if found else [],
    )  # fmt: skip
