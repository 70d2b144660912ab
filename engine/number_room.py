"""The number room: what became of the numbers of an agency's papers, and printed forms that are voided because they were spoilt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from zhifa.engine.clock import Clock
from zhifa.engine.errors import CommandRefused
from zhifa.engine.identity import Identities
from zhifa.engine.instants import legal_day
from zhifa.engine.number_report import BorneBefore, Counted, Issued, NumberReport, number_report
from zhifa.engine.number_starts import Starting, begun_with, counted_refusals, start_refusals, start_row
from zhifa.engine.numbering import Place
from zhifa.engine.refusals import UNKNOWN_ACTOR
from zhifa.engine.register import Agency, Pad, Register
from zhifa.engine.registrar import Registrar
from zhifa.engine.rows import NumberedPaper
from zhifa.engine.voids import (
    Head,
    Use,
    Voided,
    Voiding,
    VoidRow,
    broken,
    number_text,
    order_refusals,
    refusals_before,
    told,
    void_row,
)
from zhifa.storage.advance import NumberClaim
from zhifa.storage.database import Database
from zhifa.storage.errors import LockedRow, NumberTaken
from zhifa.storage.records import VoidedNumberRecord
from zhifa.storage.store import Store

_ATTEMPTS = 200
"""How often a number is voided anew because an officer of the agency took one at the same time; each time that one got on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The chain of an agency's voids and beginnings, as it stands."""

    agency: Agency
    rows: int
    head: Head | None
    """``None`` where nothing was voided and every series began with 1."""
    findings: tuple[str, ...]
    """In what it does not hold together, in words."""


@dataclass(frozen=True, kw_only=True)
class NumberRoom:
    """The numbers of the agencies of one database."""

    database: Database
    registrar: Registrar
    clock: Clock
    identities: Identities

    def report(self, agency_id: str, *, year: int | None = None) -> NumberReport:
        """Every number of the agency, or of one year, with what became of it, and every one that is lacking; read at one moment.

        Raises ``NotThere`` for an unknown agency.
        """
        register = self.registrar.of(agency_id)
        with self.database.read() as store:
            numbers = store.numbers
            counted = [Counted(one.series, one.year, one.next) for one in numbers.counters(agency_id, year)]
            issued = [Issued(*one) for one in numbers.issued(agency_id, year)]
            voided = [VoidRow(*one) for one in numbers.voided(agency_id)]
            before = [BorneBefore(Issued(*one[:-3]), *one[-3:]) for one in numbers.borne_before(agency_id, year)]
        return number_report(register, counted, issued, voided, year=year, before=before)

    def chains(self) -> tuple[Chain, ...]:
        """Of every agency, whether its chain holds together, and its end: nothing but a copy of that shows a chain whose last rows were taken out."""
        registers = self.registrar.all()
        with self.database.read() as store:
            return tuple(
                _chain(one.agency, [VoidRow(*row) for row in store.numbers.voided(one.agency.id)]) for one in registers
            )

    def void(self, voiding: Voiding) -> Voided:
        """Record for good that the officer's next printed number was spoilt; the next paper takes the one after it.

        Raises :class:`CommandRefused` with every reason: no pad of the officer holds the number, it was used, or numbers before it were not;
        ``DatabaseBusy``, ``StorageFull`` and the other errors of storage. After any of them nothing was written.
        """
        register, pad = self._pad(voiding)
        return told(self._until_ours(lambda store: self._voided(store, voiding, pad, register)))

    def start(self, starting: Starting) -> Voided:
        """Record for good that the numbers of a series before ``starting.next`` were used that year before this system; it goes on with that.

        Raises :class:`CommandRefused` with every reason, above all when the series was counted or told to begin before; else as :meth:`void`.
        """
        register, now = self.registrar.of_officer(starting.officer), self.clock.now()
        if register is None:
            raise CommandRefused((UNKNOWN_ACTOR.refuse(actor=starting.officer[:60], day=legal_day(now)),))
        refusals = start_refusals(starting, register, now=now)
        if refusals:
            raise CommandRefused(refusals)
        start = partial(self._started, starting=starting, register=register)
        try:
            return told(self._until_ours(start))
        except LockedRow:  # somebody began the series between our look and our row: a second look tells so
            return told(self._until_ours(start))

    def _until_ours(self, write: Callable[[Store], VoidRow]) -> VoidRow:
        """Written in a transaction of its own, anew whenever an officer of the agency took a number at the same time."""
        for left in reversed(range(_ATTEMPTS)):
            try:
                with self.database.write() as store:
                    return write(store)
            except NumberTaken:
                if not left:
                    raise
        raise AssertionError("the last attempt returns or raises")

    def _started(self, store: Store, starting: Starting, register: Register) -> VoidRow:
        agency_id, numbers = register.agency.id, store.numbers
        counted = {(one.series, one.year): one.next for one in numbers.counters(agency_id, starting.year)}
        chain, series = [VoidRow(*row) for row in numbers.voided(agency_id)], (starting.series, starting.year)
        refusals = counted_refusals(starting, following=counted.get(series) or begun_with(chain, *series))
        if refusals:
            raise CommandRefused(refusals)
        row = start_row(
            starting, register.officers[starting.officer], agency_id=agency_id, row_id=self.identities.new_id(),
            before=chain[-1] if chain else None, now=self.clock.now(),
        )  # fmt: skip
        store.start_series(
            NumberClaim(agency_id, starting.series, starting.year, starting.next), VoidedNumberRecord(*row)
        )
        return row

    def _pad(self, voiding: Voiding) -> tuple[Register, Pad]:
        """The register of the officer's agency and the pad of the number, or every reason that stands whatever became of it."""
        register = self.registrar.of_officer(voiding.officer)
        if register is None:
            raise CommandRefused((UNKNOWN_ACTOR.refuse(actor=voiding.officer[:60], day=voiding.on),))
        refusals, pad = refusals_before(voiding, register, now=self.clock.now()), voiding.pad(register)
        if refusals or pad is None:
            raise CommandRefused(refusals)
        return register, pad

    def _voided(self, store: Store, voiding: Voiding, pad: Pad, register: Register) -> VoidRow:
        agency_id, numbers = register.agency.id, store.numbers
        following = store.next_number(agency_id, pad.counter, pad.year)
        chain = [VoidRow(*one) for one in numbers.voided(agency_id)]
        use = _use(store, agency_id, voiding, voiding.ordinal, chain)
        before = voiding.ordinal - 1
        previous = _use(store, agency_id, voiding, before, chain) if before >= pad.first else None
        refusals = order_refusals(voiding, pad, following=following, use=use, previous=previous)
        if refusals:
            raise CommandRefused(refusals)
        row = void_row(
            voiding, pad, register.officers[voiding.officer], agency_id=agency_id, row_id=self.identities.new_id(),
            before=chain[-1] if chain else None, now=self.clock.now(),
        )  # fmt: skip
        store.void_number(NumberClaim(agency_id, pad.counter, pad.year, following), VoidedNumberRecord(*row))
        return row


def others_may_do(database: Database, agency_id: str, papers: Iterable[NumberedPaper]) -> bool:
    """Whether the papers may be issued under other numbers where the database refused these.

    So it is when a counter moved meanwhile, as when its series was told to begin later; when a number is voided though its counter had not come to
    it; and when a series was told to begin later and not counted from there. Only forgers bring about the last two, and they must not stop the
    agency: the number is taken here, or the series counted from where it was told to begin; the next one is free, the report tells.
    """
    places = [place for place in (paper.place for paper in papers) if place]
    try:
        with database.write() as store:
            chain = [VoidRow(*row) for row in store.numbers.voided(agency_id)]
            freed = [_freed(store, agency_id, place, chain) for place in places]
    except NumberTaken:  # somebody else was at it
        return True
    return any(freed)


def _freed(store: Store, agency_id: str, place: Place, chain: Iterable[VoidRow]) -> bool:
    """Whether the next number is another than the place says, also because what was in its way was passed over just now."""
    following = store.next_number(agency_id, place.counter, place.year)
    begun = begun_with(chain, place.counter, place.year) if following == 1 else None
    spoilt = {(row.series, row.year, row.ordinal) for row in chain if not row.begins}
    if following != place.next:
        return True
    if begun is not None:
        store.count_on(NumberClaim(agency_id, place.counter, place.year, begun))
    elif (place.series, place.year, place.ordinal) in spoilt:
        store.take_number(NumberClaim(agency_id, place.counter, place.year, following))
    else:
        return False
    return True


def _use(store: Store, agency_id: str, voiding: Voiding, ordinal: int, chain: list[VoidRow]) -> Use | None:
    """What a number of the pad was used for."""
    key = voiding.series, voiding.year, ordinal
    paper = store.numbers.borne_by(agency_id, *key)
    if paper:
        return Issued(*paper).used
    return next((told(row).used for row in chain if (row.series, row.year, row.ordinal) == key), None)


def _chain(agency: Agency, rows: list[VoidRow]) -> Chain:
    said = (
        f"第{row.seq}号作废记录（{number_text(row.series, row.year, row.ordinal)}）{how}" for row, how in broken(rows)
    )
    return Chain(agency=agency, rows=len(rows), head=rows[-1].head if rows else None, findings=tuple(said))
