"""The journal of a register: each change an entry that carries the hash of the one before, and what a journal must keep to.

An entry tells who changed what on the strength of which file or document, and of every book that moved how many lines it has now and the digest
over all of them. So a line that was slipped in, changed or taken out shows. Tamper-evident, not tamper-proof: whoever owns the database can
write a whole journal anew, which the entries of cases reveal that name the hash of the register they were made under.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any, Literal, NamedTuple

from zhifa.engine.books.book import Book, Line
from zhifa.engine.books.shelf import Shelf
from zhifa.engine.canonical import JSON, canonical, digest
from zhifa.engine.instants import stored_instant
from zhifa.engine.people import Officer
from zhifa.engine.register_change import Change, Lines


class Entry(NamedTuple):
    """An entry as its row keeps it."""

    agency_id: str
    seq: int
    """The version that it made."""
    id: str
    prev_hash: str | None
    hash: str
    body: str
    source: str
    imported_at: str
    imported_by: str | None

    @property
    def told(self) -> Mapping[str, Any]:
        """The body, parsed; empty when it is no JSON object."""
        try:
            told = json.loads(self.body)
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}


@dataclass(frozen=True, kw_only=True)
class Backdated:
    """A line that was taken back for days on which it had been used."""

    book: str
    key: str
    name: str
    """The line as a sheet shows it."""
    days: str
    """Which days, in Chinese: 2026-03-01之后."""
    cases: tuple[str, ...]
    """Ids of the cases in which it was used on them."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """On the strength of what a register is changed."""

    kind: Literal["file", "edit"] = "edit"
    file: str | None = None
    """Name of the file."""
    sha256: str | None = None
    document: str | None = None
    """文号."""
    reason: str | None = None
    backdated: tuple[Backdated, ...] = ()


class Kept(NamedTuple):
    """A line that stands or stood, and the versions that brought it and took it out."""

    line: Line
    since: int
    until: int | None


class JournalFinding(NamedTuple):
    """One thing that does not agree with the journal."""

    agency_id: str
    seq: int | None
    kind: str
    """journal_edited, journal_broken, journal_missing, line_forged, line_unrecorded, version_forged, row_forged."""
    text: str


def entry_hash(body: str) -> str:
    """The hash of an entry with this body."""
    return digest("register/1", body)


def entry_body(
    agency_id: str,
    seq: int,
    prev: str | None,
    *,
    at: str,
    by: Officer | None,
    source: Source,
    moved: Mapping[str, JSON],
) -> str:
    """The one text of an entry's body; ``moved`` is of :func:`moved_books`."""
    told = asdict(source)
    del told["kind"]
    return canonical(
        {
            "agency": agency_id,
            "seq": seq,
            "prev": prev,
            "at": at,
            "by": {"id": by.id, "name": by.name, "post": by.post} if by else None,
            "source": {name: value for name, value in told.items() if value not in (None, ())},
            "books": moved,
        }
    )


def moved_books(moved: Change, shelf: Shelf, books: Iterable[Book[Any]]) -> dict[str, JSON]:
    """Of each book that moved how many lines it has on the new shelf, their digest, and how many were added, changed and ended.

    Of a book that is not kept for ever only the numbers: a digest would outlive what is erased.
    """
    return {book.name: _told(book, moved, shelf) for book in books if book.name in moved.books}


def _told(book: Book[Any], moved: Change, shelf: Shelf) -> dict[str, JSON]:
    told: dict[str, JSON] = {
        "rows": len(shelf.lines(book.name)),
        "added": moved.count(book.name, "added"),
        "changed": moved.count(book.name, "changed"),
        "ended": moved.count(book.name, "ended"),
    }
    return told | ({"digest": shelf.digest_of(book.name)} if book.journalled else {})


def moved_at(entries: Iterable[Entry]) -> Mapping[str, datetime]:
    """By book the instant of its last change. What stood before there was a journal moved at none that is known."""
    found: dict[str, datetime] = {}
    for entry in entries:
        if entry.source != "upgrade":
            found |= dict.fromkeys(entry.told.get("books", ()), stored_instant(entry.imported_at))
    return found


def at_version(kept: Iterable[Kept], version: int) -> Lines:
    """The lines that stood in a version, by book."""
    found: dict[str, list[Line]] = {}
    for line, since, until in kept:
        if since <= version and (until is None or until > version):
            found.setdefault(line.book, []).append(line)
    return found


def check_journal(entries: Sequence[Entry], kept: Sequence[Kept], *, version: int) -> Iterator[JournalFinding]:
    """Everything in one agency's journal that does not agree with itself; ``version`` is the one at which the register stands, ``kept`` by book."""
    if not entries:
        return
    yield from _check_chain(entries)
    if version != entries[-1].seq:
        text = f"名录为第{version}版，而名录日志止于第{entries[-1].seq}版"
        yield JournalFinding(entries[-1].agency_id, version, "version_forged", text)
    told = {entry.seq: entry.told.get("books") or {} for entry in entries}
    for book, lines in groupby(kept, key=lambda one: one.line.book):
        yield from _check_book(entries[0].agency_id, book, tuple(lines), told)
    present = {one.line.book for one in kept}
    for book in sorted({book for books in told.values() for book, its in books.items() if "digest" in its} - present):
        yield from _check_book(entries[0].agency_id, book, (), told)


def _check_chain(entries: Sequence[Entry]) -> Iterator[JournalFinding]:
    for entry in entries:
        yield from _check_entry(entry)
    if entries[0].prev_hash is not None:
        text = f"名录日志缺少第{entries[0].seq}版以前的记录"
        yield JournalFinding(entries[0].agency_id, entries[0].seq, "journal_missing", text)
    for before, after in pairwise(entries):
        if after.seq != before.seq + 1:
            text = f"名录日志缺少第{before.seq}版与第{after.seq}版之间的记录"
            yield JournalFinding(after.agency_id, after.seq, "journal_missing", text)
        elif after.prev_hash != before.hash:
            yield JournalFinding(after.agency_id, after.seq, "journal_broken", f"名录日志第{after.seq}版没有接续前一版")


def _check_entry(entry: Entry) -> Iterator[JournalFinding]:
    if entry_hash(entry.body) != entry.hash:
        yield JournalFinding(entry.agency_id, entry.seq, "journal_edited", f"名录日志第{entry.seq}版的内容与其哈希不符")
    told = entry.told
    by = told.get("by") or {}
    columns = {"agency": entry.agency_id, "seq": entry.seq, "prev": entry.prev_hash, "at": entry.imported_at}
    if any(told.get(name) != value for name, value in columns.items()) or by.get("id") != entry.imported_by:
        yield JournalFinding(entry.agency_id, entry.seq, "journal_edited", f"名录日志第{entry.seq}版的栏目与其正文不符")


def _check_book(
    agency_id: str, book: str, kept: Sequence[Kept], told: Mapping[int, Mapping[str, Any]]
) -> Iterator[JournalFinding]:
    """In each version that moved the book its lines have the digest of that entry, and no line moved in any other."""
    naming = {seq: books[book] for seq, books in told.items() if book in books}
    for line, since, until in kept:
        if since not in naming or (until is not None and until not in naming):
            text = f"名录“{book}”中的“{line.key}”不是由名录日志所载的变更写入或者移出的"
            yield JournalFinding(agency_id, since, "line_unrecorded", text)
    for seq, its in naming.items():
        if Shelf(at_version(kept, seq)).digest_of(book) != its.get("digest"):
            text = f"名录“{book}”第{seq}版的各行与名录日志不符"
            yield JournalFinding(agency_id, seq, "line_forged", text)
