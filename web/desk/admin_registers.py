"""名录: the books of the agency's register, their lines, what is amiss in them, and every change since the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from zhifa.engine.backdating import backdated_findings
from zhifa.engine.books.book import Book, Line, in_key_order
from zhifa.engine.books.catalogue import BOOKS, book_named
from zhifa.engine.books.posts import in_roles
from zhifa.engine.books.reading import columns_of, line_name
from zhifa.engine.books.subject_findings import short_name_shared
from zhifa.engine.quoted import shown
from zhifa.engine.recordings import misnamed
from zhifa.engine.register import Register
from zhifa.engine.register_findings import findings
from zhifa.engine.register_journal import Entry, Kept
from zhifa.registers.leaves import texts_of
from zhifa.registers.moves import content_of, counts, days_of, told_move
from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk.admin_access import keeping_objection, own_register, require_readable
from zhifa.web.desk.moments import moment
from zhifa.web.desk.pages import page
from zhifa.web.errors import NotFound

router = APIRouter(prefix="/desk/admin/registers")

_PAGE: Final = 50
"""Lines of a page."""
_MOVES: Final = 300
"""Lines of a difference that are shown one by one."""
_SOURCES: Final = {"file": "文件", "edit": "逐行变更", "upgrade": "升级时转入"}
_LEVELS: Final = {"fault": "应改正", "note": "提示"}
_MARKS: Final = {"V": "", "V2": "（据二手资料）", "M": "（未核对原文）", "C": "（约定）"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLine:
    """A book on the list of books."""

    name: str
    label: str
    article: str
    holding: int
    """Lines in force today."""
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a book."""

    path: str
    name: str
    content: str
    days: str
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """A change of the register."""

    version: int
    at: str
    by: str
    source: str
    why: str
    moved: str
    hash: str


@router.get("")
def books(request: Request, site: Here, person: Signed) -> HTMLResponse:
    """The books of the register, and where to import and export."""
    register, today = own_register(site, person), site.office.agenda.today
    objection = keeping_objection(site, register, person)
    told = [_book_line(register, book, today) for book in BOOKS if book.journalled or objection is None]
    return page(
        request, "admin/registers.html", register=register, books=told, objection=objection, today=today.isoformat()
    )


def _book_line(register: Register, book: Book[Any], today: date) -> BookLine:
    lines = register.shelf.lines(book.name)
    holding = sum(line.valid.holds(today) for line in lines)
    return BookLine(name=book.name, label=book.label, article=book.article, holding=holding, lines=len(lines))


# --- one book ---------------------------------------------------------------------------------------------------------


@router.get("/books/{name}")
def book(
    request: Request, name: str, site: Here, person: Signed,
    q: Annotated[str, Query(max_length=100)] = "", every: Annotated[str, Query(max_length=5)] = "",
    after: Annotated[str, Query(max_length=2000)] = "",
) -> HTMLResponse:  # fmt: skip
    """The lines of a book in the order of their keys, those in force today or all, page by page."""
    register, today = own_register(site, person), site.office.agenda.today
    of_book = book_asked(site, name)
    require_readable(site, register, person, of_book)
    found = list(_found(of_book, register.shelf.lines(name), q, today, past=bool(every)))
    following = [line for line in found if line.key > after] if after else found
    shown_lines = following[:_PAGE]
    more = shown_lines[-1].key if len(following) > _PAGE else ""
    asked = {"q": q, "every": every}
    return page(
        request, "admin/register_book.html", register=register, book=of_book, columns=columns_of(of_book),
        rows=[_row(of_book, line, today) for line in shown_lines], found=len(found), q=q, every=bool(every),
        first=_path(name, asked) if after else "", following=_path(name, {**asked, "after": more}) if more else "",
    )  # fmt: skip


def _found(of_book: Book[Any], lines: Sequence[Line], q: str, today: date, *, past: bool) -> Iterator[Line]:
    wanted = q.strip().casefold()
    for line in in_key_order(lines):
        if (past or line.valid.holds(today)) and (not wanted or wanted in _text(of_book, line)):
            yield line


def _text(of_book: Book[Any], line: Line) -> str:
    return "\n".join(texts_of(of_book, line)).casefold()


def _row(of_book: Book[Any], line: Line, today: date) -> Row:
    return Row(
        path=f"/desk/admin/registers/books/{of_book.name}/line?{urlencode({'key': line.key})}",
        name=line_name(of_book, line),
        content=content_of(of_book, line),
        days=days_of(line),
        holds=line.valid.holds(today),
    )


def _path(name: str, asked: dict[str, str]) -> str:
    given = urlencode({key: value for key, value in asked.items() if value})
    return f"/desk/admin/registers/books/{name}{f'?{given}' if given else ''}"


def book_asked(site: Site, name: str) -> Book[Any]:
    """The book, with the roles of the procedures at hand. Raises :class:`NotFound`."""
    try:
        return in_roles(book_named(name), site.office.books.roles)
    except LookupError:
        raise NotFound(f"没有名录{shown(name)}") from None


@router.get("/books/{name}/line")
def line(
    request: Request, name: str, site: Here, person: Signed, key: Annotated[str, Query(max_length=2000)]
) -> HTMLResponse:
    """One line with all its columns, and how it stood before."""
    register, of_book = own_register(site, person), book_asked(site, name)
    require_readable(site, register, person, of_book)
    standing = next((one for one in register.shelf.lines(name) if one.key == key), None)
    kept = site.office.books.history_of(register.agency.id, name, key)
    known = standing or next((one.line for one in reversed(kept)), None)
    if known is None:
        raise NotFound(f"“{of_book.label}”中没有这一行")
    return page(
        request, "admin/register_line.html", register=register, book=of_book, name=line_name(of_book, known),
        cells=list(zip(columns_of(of_book), texts_of(of_book, known), strict=True)), stands=standing is not None,
        past=[_kept(of_book, one) for one in reversed(kept)],
        ending=_path(f"{name}/end", {"key": key}) if standing and keeping_objection(site, register, person) is None else "",
    )  # fmt: skip


def _kept(of_book: Book[Any], kept: Kept) -> dict[str, str]:
    return {
        "since": f"第{kept.since}版",
        "until": f"第{kept.until}版" if kept.until else "",
        "days": days_of(kept.line),
        "content": content_of(of_book, kept.line),
    }


# --- what is amiss, and what was changed -------------------------------------------------------------------------------


@router.get("/check")
def check(request: Request, site: Here, person: Signed) -> HTMLResponse:
    """Everything amiss in the register today, told before a step is refused for it."""
    register, office, today = own_register(site, person), site.office, site.office.agenda.today
    found = (
        *findings(register, today, office.books.roles),
        *short_name_shared(register, office.registers(), today),
        *misnamed(register.shelf, today, office.workflows),
        *backdated_findings(office.books.history(register.agency.id)),
    )
    rows = [
        (one.level, _LEVELS[one.level], book_named(one.book).label, one.text, f"{one.article}{_MARKS[one.mark]}")
        for one in found
    ]
    amiss = site.office.books.verify(register.agency.id)
    return page(
        request, "admin/register_check.html", register=register, rows=rows, today=today.isoformat(), amiss=amiss
    )


@router.get("/history")
def history(
    request: Request, site: Here, person: Signed, taken: Annotated[int, Query(ge=0, le=10**9)] = 0
) -> HTMLResponse:
    """Every change of the register, the newest first. ``taken``: the version that was made just now."""
    register = own_register(site, person)
    entries = site.office.books.history(register.agency.id)
    return page(
        request,
        "admin/register_history.html",
        register=register,
        taken=taken,
        rows=[_entry(one) for one in reversed(entries)],
    )


def _entry(entry: Entry) -> EntryRow:
    told = entry.told
    by, source = told.get("by") or {}, told.get("source") or {}
    return EntryRow(
        version=entry.seq,
        at=moment(entry.imported_at),
        by=by.get("name") or "",
        source="　".join(filter(None, (_SOURCES.get(entry.source, entry.source), source.get("file")))),
        why="　".join(filter(None, (source.get("document"), source.get("reason")))),
        moved="、".join(_moved(told.get("books") or {})),
        hash=entry.hash,
    )


def _moved(told: dict[str, Any]) -> Iterable[str]:
    labels = {one.name: one.label for one in BOOKS}
    for name, its in told.items():
        signs = (("added", "新增"), ("changed", "变更"), ("ended", "结束"))
        yield f"{labels.get(name, name)}（{'，'.join(f'{sign}{its[kind]}行' for kind, sign in signs if its.get(kind))}）"


@router.get("/diff")
def diff(
    request: Request, site: Here, person: Signed,
    old: Annotated[int, Query(ge=1, le=10**9)], new: Annotated[int, Query(ge=1, le=10**9)],
) -> HTMLResponse:  # fmt: skip
    """How two versions of the register differ."""
    register, room = own_register(site, person), site.office.books
    try:
        found = room.diff(register.agency.id, old, new)
    except LookupError:
        raise NotFound(f"没有第{old}版或者第{new}版；在“历次变更”中看有哪些版本") from None
    shown_books = {book.name for book in BOOKS if book.journalled or keeping_objection(site, register, person) is None}
    moves = [told_move(one, room.roles) for one in found if one.line.book in shown_books]
    return page(
        request, "admin/register_diff.html", register=register, old=old, new=new, counts=counts(found, {}),
        moves=moves[:_MOVES], left=max(0, len(moves) - _MOVES),
    )  # fmt: skip
