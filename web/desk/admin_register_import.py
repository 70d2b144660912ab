"""Importing a register: sheets come in, everything they would do and every fault is shown, and only then are they taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhifa.engine.backdating import told_cases
from zhifa.engine.books.catalogue import BOOKS, book_named
from zhifa.engine.errors import CommandRefused, RegisterChanged
from zhifa.engine.register import Register
from zhifa.engine.register_file import RegisterFaulty
from zhifa.engine.register_proposal import Proposal
from zhifa.registers.intake import SheetsFaulty
from zhifa.registers.moves import counts, told_move
from zhifa.sheets import TableUnreadable
from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk.admin_access import own_register, require_keeper, told_refusal
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import LARGEST_SHEETS, Posted, SheetsForm
from zhifa.web.desk.register_given import Given, given_by, note_fault
from zhifa.web.desk.staging import Staged, staging
from zhifa.web.errors import Forbidden
from zhifa.web.person import Person
from zhifa.web.shell.proofs import streams

router = APIRouter(prefix="/desk/admin/registers/import")

_MOVES: Final = 300
"""Lines that move and are shown one by one; faults alike."""
_FIELDS: Final = ("book", "keep_others", "document", "reason")


@router.get("")
def form(request: Request, site: Here, person: Signed) -> HTMLResponse:
    """What to import, and on the strength of what."""
    register = own_register(site, person)
    require_keeper(site, register, person)
    return _form(request, register, {}, ())


@router.post("/preview")
@streams
def preview(request: Request, site: Here, person: Signed, posted: SheetsForm) -> HTMLResponse:
    """What the sheets would do; nothing is written but the files themselves, which wait for an hour."""
    register = own_register(site, person)
    require_keeper(site, register, person)
    told = {name: posted.one(name) for name in _FIELDS}
    if not posted.files and not posted.one("token"):
        return _form(request, register, told, ("填报项“文件”未填：选择一个或者几个 CSV、XLSX 文件",))
    staged = _staged(site, person, posted, told)
    faults = [
        fault for label, name in (("文号", "document"), ("事由", "reason")) if (fault := note_fault(label, told[name]))
    ]
    if faults:
        return _form(request, register, told, faults, staged=staged)
    return _previewed(request, site, person, register, staged)


def _staged(site: Site, person: Person, posted: Posted, told: dict[str, str]) -> Staged:
    """The files of this form, or those that came with an earlier one and wait."""
    room = staging(site, person)
    return room.keep(posted.files, told) if posted.files else room.tell(posted.one("token"), told)


def _form(
    request: Request, register: Register, told: dict[str, str], faults: Sequence[str], *, staged: Staged | None = None
) -> HTMLResponse:
    return page(
        request, "admin/register_import.html", status=422 if faults else 200, register=register,
        books=[(book.name, book.label) for book in BOOKS], told=dict.fromkeys(_FIELDS, "") | told, faults=faults,
        staged=staged, largest=LARGEST_SHEETS // 2**20,
    )  # fmt: skip


def _previewed(
    request: Request,
    site: Site,
    person: Person,
    register: Register,
    staged: Staged,
    *,
    note: str = "",
    status: int = 200,
) -> HTMLResponse:
    """The page of a preview, or of everything that is wrong with the files."""
    try:
        given = given_by(site, register, staged)
    except TableUnreadable as error:
        return _faulty(request, register, staged, [str(error)], 1)
    except SheetsFaulty as error:
        return _faulty(request, register, staged, [fault.text for fault in error.faults], error.count)
    found = site.office.books.preview(register.agency.id, given.lines, whole=given.whole, actor=person.officer_id)
    if found.faults:
        return _faulty(request, register, staged, [fault.text for fault in found.faults], len(found.faults))
    moves = [told_move(one, site.office.books.roles) for one in found.change]
    return page(
        request, "admin/register_preview.html", status=status, register=register, staged=staged, given=given, note=note,
        expect=found.expect, counts=counts(found.change, given.rows), moves=moves[:_MOVES], left=max(0, len(moves) - _MOVES),
        effects=told_effects(found), used=told_used(found), whole=[book_named(name).label for name in sorted(given.whole)],
    )  # fmt: skip


def told_effects(found: Proposal) -> list[tuple[str, str, str]]:
    """The open cases whose handlers lose something, each with whom and what."""
    return [(one.case_id[:8], one.name, one.lost) for one in found.effects[:_MOVES]]


def told_used(found: Proposal) -> list[tuple[str, str, str, str]]:
    """The lines that were used on days gone by for which they are taken back, each with its book, days and cases."""
    return [(book_named(one.book).label, one.name, one.days, told_cases(one.cases)) for one in found.used]


def _faulty(request: Request, register: Register, staged: Staged, faults: Sequence[str], count: int) -> HTMLResponse:
    return page(
        request, "admin/register_faulty.html", status=422, register=register, staged=staged, faults=faults[:_MOVES],
        count=count, files=[path.name for path in staged.paths],
    )  # fmt: skip


# --- taking -----------------------------------------------------------------------------------------------------------


@router.post("/take")
@streams
def take(request: Request, site: Here, person: Signed, posted: SheetsForm) -> Response:
    """Take in what was previewed, exactly that; otherwise the preview is shown anew, and nothing is written."""
    register, room = own_register(site, person), staging(site, person)
    require_keeper(site, register, person)
    staged = room.of(posted.one("token"))
    told = {**staged.told, **({"reason": posted.one("reason")} if posted.one("reason") else {})}
    staged = replace(staged, told=told)
    fault = note_fault("事由", told.get("reason", ""))
    if fault:
        return _previewed(request, site, person, register, staged, note=fault, status=422)
    try:
        taken = _take(site, person, register, staged, posted)
    except RegisterChanged as error:
        return _previewed(request, site, person, register, staged, note=f"{error}；下面是重新预览的", status=409)
    except CommandRefused as error:
        return _previewed(
            request, site, person, register, staged, note="；".join(map(told_refusal, error.refusals)), status=422
        )
    except (TableUnreadable, SheetsFaulty, RegisterFaulty):
        return _previewed(request, site, person, register, staged, status=422)
    room.drop(staged.token)
    return RedirectResponse(f"/desk/admin/registers/history?taken={taken}", status_code=303)


def _take(site: Site, person: Person, register: Register, staged: Staged, posted: Posted) -> int:
    given: Given = given_by(site, register, staged)
    if not posted.one("expect"):
        raise Forbidden("not_previewed", "没有预览，不能导入；先上传文件并预览")
    taken = site.office.books.take(
        register.agency.id, given.lines, source=given.source, whole=given.whole, actor=person.officer_id,
        expect=posted.one("expect"), retroactive=posted.one("retroactive") == "yes",
    )  # fmt: skip
    return taken.register.version
