"""The register room: every change of an agency's books goes through it, as one entry of the journal or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final

from zhifa.engine.backdating import backdated, used_refusal
from zhifa.engine.books.apart import fault
from zhifa.engine.books.book import Book, Line, LineFault, Numbered
from zhifa.engine.books.catalogue import BOOKS, book_named
from zhifa.engine.books.subjects import AGENCY
from zhifa.engine.clock import Clock
from zhifa.engine.errors import CommandRefused, NotThere, RegisterChanged
from zhifa.engine.instants import instant_text, legal_day
from zhifa.engine.people import Officer
from zhifa.engine.period import Period
from zhifa.engine.refusals import Refusal
from zhifa.engine.register import Register
from zhifa.engine.register_change import Change, difference
from zhifa.engine.register_effects import effects
from zhifa.engine.register_file import RegisterFaulty, file_of
from zhifa.engine.register_ids import identifier
from zhifa.engine.register_journal import (
    Backdated,
    Entry,
    JournalFinding,
    Kept,
    Source,
    check_journal,
    entry_body,
    entry_hash,
    moved_at,
    moved_books,
)
from zhifa.engine.register_proposal import (
    NumberedLines,
    Proposal,
    change_refusals,
    proposed,
    unknown_refusals,
)
from zhifa.engine.register_rows import advance_of, kept_of, lines_of, rows_of
from zhifa.engine.registrar import Registrar
from zhifa.storage.advance import RegisterAdvance
from zhifa.storage.database import Database
from zhifa.storage.errors import RegisterMoved
from zhifa.storage.records import RegisterEntryRecord, StandingLine

_ATTEMPTS: Final = 20
"""How often a change is worked out again because another came first."""
_EVERY: Final = 1000
_NO_BOOKS: Final[frozenset[str]] = frozenset()

Told = Callable[[int, int], None]
"""Is told how many lines are written, and of how many."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What a change did."""

    register: Register
    change: Change
    entry: Entry | None
    """``None``: nothing was to be changed, and nothing was written."""


@dataclass(frozen=True, kw_only=True)
class RegisterRoom:
    """Changes the registers of the agencies of one database, and tells their history."""

    database: Database
    registrar: Registrar
    clock: Clock
    roles: Mapping[str, str]
    """Labels of the roles that a register may give, by name: those of zhifa, and of the procedures at hand."""

    def preview(
        self, agency_id: str, lines: NumberedLines, *, whole: frozenset[str] = _NO_BOOKS, actor: str | None = None, day: date | None = None
    ) -> Proposal:  # fmt: skip
        """What :meth:`take` would do. Nothing is written, and ``actor`` need not be one who may. ``day``: on which the handlers of open cases lose
        something; ``None``: today."""
        found = self._proposed(agency_id, lines, whole, actor)
        if found.before is None or found.after is None:
            return found
        with self.database.read() as store:
            handled = store.assignees.open_cases(agency_id)
        lost = tuple(effects(found.before, found.after, handled, day or self._today))
        return replace(found, effects=lost, used=self._used(found))

    def take(
        self,
        agency_id: str,
        lines: NumberedLines,
        *,
        source: Source,
        whole: frozenset[str] = _NO_BOOKS,
        actor: str | None = None,
        expect: str | None = None,
        retroactive: bool = False,
        told: Told | None = None,
    ) -> Taken:
        """Change the register: lines by book, of the books in ``whole`` all there are. What such a book no longer names is ended, never deleted.

        Whoever changes it holds the role 名录管理员 on that day, as soon as somebody on the register does; until then anybody may, and nobody need be
        named. A line that ends or begins otherwise for days gone by, on which somebody had a hand in a case by it, is taken back only where
        ``retroactive`` says so and the source gives the reason; the journal then names the cases. Terms whose ladder of warnings it changes are
        looked at by the next sweep. Where nothing changes, nothing is written. Two at once take turns. Raises ``RegisterFaulty`` naming every
        faulty line, ``CommandRefused`` when the actor may not or lines were used, ``RegisterChanged`` when ``expect`` is not what would be done
        now, ``RegisterMoved`` when others come first again and again; after any of them the register is as it was.
        """
        for _ in range(_ATTEMPTS):
            found = self._proposed(agency_id, lines, whole, actor)
            by = self._permitted(found, actor)
            if expect is not None and expect != found.expect:
                raise RegisterChanged(agency_id)
            if found.after is None:
                raise RegisterFaulty(found.faults)
            if not found.change and found.before is not None:
                return Taken(register=found.before, change=found.change, entry=None)
            used = self._used(found)
            if used and not (retroactive and source.reason):
                raise CommandRefused(tuple(map(used_refusal, used)))
            try:
                return self._write(found, found.after, replace(source, backdated=used), by, told)
            except RegisterMoved:
                continue
        raise RegisterMoved(agency_id)

    def take_file(self, text: str, *, actor: str | None = None, name: str | None = None) -> Taken:
        """Put a register file (JSON) in the place of the agency's register. Raises as :meth:`take`."""
        file = file_of(text)
        source = Source(kind="file", file=name, sha256=sha256(text.encode()).hexdigest())
        return self.take(file.agency_id, file.lines, whole=file.whole, source=source, actor=actor)

    def end(
        self, agency_id: str, book: str, key: str, *, on: date, reason: str, actor: str | None = None, document: str | None = None,
        expect: str | None = None, retroactive: bool = False,
    ) -> Taken:  # fmt: skip
        """End one line on a day, the last on which it holds. Of a book that is not kept for ever it is erased. Raises as :meth:`ending` and
        :meth:`take` do."""
        lines, whole = self.ending(agency_id, book, key, on=on)
        return self.take(
            agency_id, lines, whole=whole, source=Source(document=document, reason=reason), actor=actor, expect=expect, retroactive=retroactive,
        )  # fmt: skip

    def ending(self, agency_id: str, book: str, key: str, *, on: date) -> tuple[NumberedLines, frozenset[str]]:
        """The lines, and the books given whole, by which :meth:`preview` shows and :meth:`take` does what :meth:`end` is asked for.

        Raises ``NotThere`` for an unknown agency, book or line, ValueError for a day before it began or after it ends.
        """
        of = book_named(book)
        line = self._line(agency_id, of, key)
        if not of.journalled:
            others = (one for one in self.registrar.of(agency_id).shelf.lines(book) if one.key != key)
            return {book: tuple(Numbered(row, one) for row, one in enumerate(others, start=1))}, frozenset({book})
        if on < line.valid.start or (line.valid.end is not None and on > line.valid.end):
            end = line.valid.end.isoformat() if line.valid.end else "长期"
            raise ValueError(f"on={on}: 应在这一行的有效期（{line.valid.start}至{end}）之内")
        return {book: (Numbered(0, replace(line, valid=Period(start=line.valid.start, end=on))),)}, _NO_BOOKS

    def history(self, agency_id: str) -> tuple[Entry, ...]:
        """Every change of the register, the oldest first. The first may tell a version that stood before there was a journal."""
        return self.registrar.entries(agency_id)

    def history_of(self, agency_id: str, book: str, key: str) -> tuple[Kept, ...]:
        """How one line stood, the oldest first. Raises ``NotThere`` for an unknown book."""
        name = book_named(book).name
        with self.database.read_once() as store:
            return kept_of(store.registers.journal.lines_of(agency_id, name, key))

    def diff(self, agency_id: str, old: int, new: int) -> Change:
        """How two versions differ. Raises ``NotThere`` for a version that the journal does not tell."""
        before, after = (self.registrar.as_of(agency_id, version) for version in (old, new))
        return difference(before.shelf.all, after.shelf.all)

    def verify(self, agency_id: str) -> tuple[JournalFinding, ...]:
        """Everything in the agency's register that does not agree with its journal; empty when all does."""
        with self.database.read() as store:
            rows = store.registers.rows(agency_id)
            standing = store.registers.standing(agency_id)
            kept = kept_of(store.registers.journal.lines(agency_id))
        if rows is None or standing is None:
            raise NotThere(f"agency_id={agency_id}: no such agency")
        entries = [Entry(*row) for row in standing.entries]
        found = [*check_journal(entries, kept, version=standing.version)]
        lines = lines_of(standing, agency_id)
        if not entries or len(lines.get(AGENCY.name, ())) != 1 or rows != rows_of(lines, standing.version):
            found.append(JournalFinding(agency_id, None, "row_forged", "机关、人员、编号文书的现行数据与名录日志不符"))
        return tuple(found)

    def _used(self, found: Proposal) -> tuple[Backdated, ...]:
        """The lines that would be taken back for days gone by on which they were used."""
        if found.before is None or found.after is None:
            return ()
        with self.database.read() as store:
            return backdated(store, found.before, found.after, found.change, today=self._today, roles=self.roles)

    @property
    def _today(self) -> date:
        return legal_day(self.clock.now())

    def _before(self, agency_id: str) -> Register | None:
        try:
            return self.registrar.of(agency_id)
        except LookupError:
            return None

    def _line(self, agency_id: str, book: Book[Any], key: str) -> Line:
        for line in self.registrar.of(agency_id).shelf.lines(book.name):
            if line.key == key:
                return line
        raise NotThere(f"key={key}: {book.label}名录中没有这一行")

    def _proposed(self, agency_id: str, lines: NumberedLines, whole: frozenset[str], actor: str | None) -> Proposal:
        found = proposed(
            self._before(agency_id), agency_id, lines, whole=whole, today=self._today, actor=actor, roles=self.roles
        )
        faults = tuple(self._namesakes(agency_id, lines)) if AGENCY.name in found.change.books else ()
        return replace(found, after=None, faults=(*found.faults, *faults)) if faults else found

    def _namesakes(self, agency_id: str, lines: NumberedLines) -> Iterator[LineFault]:
        """Two agencies of one name could not be told apart by whoever names one."""
        with self.database.read_once() as store:
            taken = {agency.name for agency in store.registers.agencies() if agency.id != agency_id}
        for one in lines.get(AGENCY.name, ()):
            name = str(one.line.body["name"])
            if name in taken:
                yield fault(one, "机关名称", name, "数据库中另一机关已用这一名称")

    def _permitted(self, found: Proposal, actor: str | None) -> Officer | None:
        """Who makes the change, if the register lets that officer."""
        refusals: tuple[Refusal, ...] = ()
        if found.before is not None:
            refusals = change_refusals(found.before, actor, self._today)
        elif found.after is not None:
            refusals = unknown_refusals(found.after, actor, self._today)
        if refusals:
            raise CommandRefused(refusals)
        known = found.before or found.after
        return known.officers[actor] if known and actor else None

    def _write(self, found: Proposal, after: Register, source: Source, by: Officer | None, told: Told | None) -> Taken:
        entry = _entry(found, after, source, by, self.clock.now())
        advance = advance_of(entry, found.change, after.shelf.all)
        laddered = _laddered_anew(found.before, after)
        with self.database.write() as store:
            store.registers.advance(
                _counted(advance, sum(map(len, found.change.books.values())), told) if told else advance
            )
            store.watch.look_anew(found.agency_id, laddered)
        before = found.before.moved_at if found.before else {}
        register = replace(after, digest=entry.hash, moved_at={**before, **moved_at((Entry(*entry),))})
        self.registrar.keep(register)
        return Taken(register=register, change=found.change, entry=Entry(*entry))


def _entry(found: Proposal, after: Register, source: Source, by: Officer | None, now: datetime) -> RegisterEntryRecord:
    prev, at = found.before.digest if found.before else None, instant_text(now)
    moved = moved_books(found.change, after.shelf, BOOKS)
    body = entry_body(found.agency_id, after.version, prev, at=at, by=by, source=source, moved=moved)
    return RegisterEntryRecord(
        agency_id=found.agency_id,
        seq=after.version,
        id=identifier("register-entry", found.agency_id, str(after.version)),
        prev_hash=prev,
        hash=entry_hash(body),
        body=body,
        source=source.kind,
        imported_at=at,
        imported_by=by.id if by else None,
    )


def _counted(advance: RegisterAdvance, total: int, told: Told) -> RegisterAdvance:
    """The same rows, telling as they are written how many of all that moves are."""

    def lines() -> Iterator[StandingLine]:
        for done, line in enumerate(advance.lines):
            if done % _EVERY == 0:
                told(done, total)
            yield line
        told(total, total)

    return replace(advance, lines=lines())


def _laddered_anew(before: Register | None, after: Register) -> Iterable[str]:
    """Codes of the terms that warn otherwise by the new register."""
    if before is None:
        return ()
    old, new = before.agency.policy, after.agency.policy
    return tuple(code for code in sorted({*old.ladders, *new.ladders}) if old.ladder(code) != new.ladder(code))
