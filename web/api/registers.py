"""The register of one's own agency: its books, their lines as of a day or a version, and every change. No e-mail address is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query

from zhifa.engine.books.book import Book, Line, in_key_order
from zhifa.engine.books.catalogue import BOOKS
from zhifa.engine.books.posts import in_roles
from zhifa.engine.register import Register
from zhifa.engine.register_ids import identifier
from zhifa.engine.register_journal import Entry
from zhifa.web.access import Here, Site, needs
from zhifa.web.api.answers import READS, problems
from zhifa.web.api.cursor import MOST, AfterAsked, Limit, cursor, place
from zhifa.web.api.given import day_given
from zhifa.web.api.models.base import Named
from zhifa.web.api.models.lists import (
    Books,
    BookTold,
    ColumnTold,
    KeptTold,
    LineHistory,
    Lines,
    LineTold,
    RegisterEntryTold,
    RegisterHistory,
)
from zhifa.web.api.strict import StrictRoute
from zhifa.web.errors import BadRequest, NotFound
from zhifa.web.person import Grant, Person

router = APIRouter(prefix="/registers", tags=["名录"], route_class=StrictRoute)
Asks = Annotated[Person, Depends(needs(Grant.REGISTERS))]
BookName = Annotated[str, Path(description="名录的名称，见 GET /registers/books", max_length=100, examples=["officer"])]
_OFFICER: Final = "officer"
_MOVES: Final = ("added", "changed", "ended")


@router.get("/books", summary="名录目录", responses=READS)
def books(site: Here, person: Asks) -> Books:
    """本机关的各种名录：栏目、依据、现有几行。"""
    register = site.office.agency_register(person.agency_id)
    agency = Named(name=register.agency.id, label=register.agency.name)
    return Books(agency=agency, version=register.version, books=[_book(site, register, one) for one in _told_books()])


@router.get("/books/{book}/lines", summary="一种名录的各行", responses=problems(400, 404))
def lines(
    book: BookName, site: Here, person: Asks,
    on: Annotated[str | None, Query(description="只列这一日有效的", max_length=20)] = None,
    version: Annotated[int | None, Query(description="名录的哪一版；不写为现行的", ge=1, le=10**9)] = None,
    after: AfterAsked = None, limit: Limit = MOST,
) -> Lines:  # fmt: skip
    """按键列出；可以看某一日有效的，也可以看名录从前某一版的。"""
    of = _named(book)
    day = day_given(on, field="on") if on is not None else None
    register = _as_of(site, person.agency_id, version)
    kind = f"lines/{of.name}/{register.version}/{on or ''}"
    found, beyond = _page(_standing(register, of, day), place(kind, after, size=1), limit)
    told = [LineTold(**_line(line)) for line in found]
    return Lines(book=of.name, version=register.version, lines=told, after=cursor(kind, beyond) if beyond else None)


@router.get("/books/{book}/history", summary="一行的历史", responses=problems(404))
def line_history(
    book: BookName, site: Here, person: Asks,
    key: Annotated[str, Query(description="行的键", min_length=1, max_length=500, examples=["001"])],
) -> LineHistory:  # fmt: skip
    """这一行历次怎样写，由先到后。"""
    of = _named(book)
    kept = site.office.books.history_of(person.agency_id, of.name, key)
    if not kept:
        raise NotFound(f"{of.label}名录中没有这一行，从前也没有")
    return LineHistory(
        book=of.name, key=key, lines=[KeptTold(**_line(one.line), since=one.since, until=one.until) for one in kept]
    )


@router.get("/history", summary="名录的历次变更", responses=problems(400))
def history(site: Here, person: Asks, after: AfterAsked = None, limit: Limit = MOST) -> RegisterHistory:
    """谁、何时、依据什么、各名录变动多少行，新的在前。"""
    beyond = place("register-history", after, size=1)
    entries = sorted(site.office.books.history(person.agency_id), key=lambda one: -one.seq)
    left = [one for one in entries if beyond is None or one.seq < _number(beyond[0])]
    kept = left[:limit]
    more = cursor("register-history", str(kept[-1].seq)) if len(left) > limit else None
    return RegisterHistory(entries=[_entry(one) for one in kept], after=more)


def _told_books() -> Iterable[Book[Any]]:
    """The books that the API tells: those that are kept for ever. E-mail addresses are not."""
    return (book for book in BOOKS if book.journalled)


def _named(name: str) -> Book[Any]:
    for book in _told_books():
        if book.name == name:
            return book
    raise NotFound("没有这种名录；见 GET /registers/books")


def _as_of(site: Site, agency_id: str, version: int | None) -> Register:
    if version is None:
        return site.office.agency_register(agency_id)
    try:
        return site.office.books.registrar.as_of(agency_id, version)
    except LookupError as error:
        raise NotFound(f"名录没有第{version}版，或者那一版在有日志以前") from error


def _standing(register: Register, book: Book[Any], day: date | None) -> list[Line]:
    return in_key_order(line for line in register.shelf.lines(book.name) if day is None or line.valid.holds(day))


def _page(found: list[Line], beyond: tuple[str, ...] | None, limit: int) -> tuple[list[Line], str | None]:
    left = [line for line in found if beyond is None or line.key > beyond[0]]
    kept = left[:limit]
    return kept, kept[-1].key if len(left) > limit else None


def _number(text: str) -> int:
    if not (text.isdecimal() and text.isascii() and len(text) < 10):
        raise BadRequest("cursor_unusable", "参数 after 不是本列表上一页给出的游标；去掉它，从第一页取起")
    return int(text)


def _book(site: Site, register: Register, book: Book[Any]) -> BookTold:
    of = in_roles(book, site.office.books.roles)
    columns = [
        ColumnTold(field=one.field, label=one.label, kind=one.kind, required=one.required, about=one.about)
        for one in of.columns
    ]
    return BookTold(
        name=of.name, label=of.label, article=of.article, lines=len(register.shelf.lines(of.name)), columns=columns
    )


def _line(line: Line) -> dict[str, Any]:
    end = line.valid.end.isoformat() if line.valid.end else None
    officer = identifier(_OFFICER, line.agency_id, line.key) if line.book == _OFFICER else None
    return {
        "key": line.key,
        "id": officer,
        "valid_from": line.valid.start.isoformat(),
        "valid_to": end,
        "body": dict(line.body),
    }


def _entry(entry: Entry) -> RegisterEntryTold:
    """The entry without what it says of cases: who may read the register may not read them."""
    told = entry.told
    by, source = told.get("by") or {}, told.get("source") or {}
    moved = {
        name: {move: int(its[move]) for move in _MOVES if its.get(move)}
        for name, its in (told.get("books") or {}).items()
    }
    return RegisterEntryTold(
        version=entry.seq, at=entry.imported_at, by=by.get("name"), kind=entry.source, document=source.get("document"),
        reason=source.get("reason"), books=moved, hash=entry.hash,
    )  # fmt: skip
