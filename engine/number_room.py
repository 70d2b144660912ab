"""The number room: what became of the numbers of an agency's papers, and printed forms that are voided because they were spoilt."""

from __future__ import annotations

from dataclasses import dataclass

from zhifa.engine.clock import Clock
from zhifa.engine.errors import CommandRefused
from zhifa.engine.identity import Identities
from zhifa.engine.number_report import Counted, Issued, NumberReport, number_report
from zhifa.engine.refusals import UNKNOWN_ACTOR
from zhifa.engine.register import Pad, Register
from zhifa.engine.registrar import Registrar
from zhifa.engine.voids import Voided, Voiding, VoidRow, order_refusals, refusals_before, told, void_row
from zhifa.storage.advance import NumberClaim
from zhifa.storage.database import Database
from zhifa.storage.errors import NumberTaken
from zhifa.storage.records import VoidedNumberRecord
from zhifa.storage.store import Store

_ATTEMPTS = 200
"""How often a number is voided anew because an officer of the agency took one at the same time; each time that one got on."""


@dataclass(frozen=True, kw_only=True)
class NumberRoom:
    """The numbers of the agencies of one database."""

    database: Database
    registrar: Registrar
    clock: Clock
    identities: Identities

    def report(self, agency_id: str, *, year: int | None = None) -> NumberReport:
        """Every number of the agency, or of one year, with what became of it, and every one that is lacking; read at one moment.

        Raises ``LookupError`` for an unknown agency.
        """
        register = self.registrar.of(agency_id)
        with self.database.read() as store:
            numbers = store.numbers
            counted = [Counted(one.series, one.year, one.next) for one in numbers.counters(agency_id, year)]
            issued = [Issued(*one) for one in numbers.issued(agency_id, year)]
            voided = [VoidRow(*one) for one in numbers.voided(agency_id)]
        return number_report(register, counted, issued, voided, year=year)

    def void(self, voiding: Voiding) -> Voided:
        """Record for good that the officer's next printed number was spoilt; the next paper takes the one after it.

        Raises :class:`CommandRefused` with every reason: no pad of the officer holds the number, it was used, or numbers before it were not;
        ``DatabaseBusy``, ``StorageFull`` and the other errors of storage. After any of them nothing was written.
        """
        register, pad = self._pad(voiding)
        for left in reversed(range(_ATTEMPTS)):
            try:
                with self.database.write() as store:
                    return told(self._voided(store, voiding, pad, register))
            except NumberTaken:
                if not left:
                    raise
        raise AssertionError("the last attempt returns or raises")

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
        refusals = order_refusals(voiding, pad, following=following, use=self._use(store, agency_id, voiding, chain))
        if refusals:
            raise CommandRefused(refusals)
        row = void_row(
            voiding, pad, register.officers[voiding.officer], agency_id=agency_id, row_id=self.identities.new_id(),
            before=chain[-1] if chain else None, now=self.clock.now(),
        )  # fmt: skip
        store.void_number(NumberClaim(agency_id, pad.counter, pad.year, following), VoidedNumberRecord(*row))
        return row

    def _use(self, store: Store, agency_id: str, voiding: Voiding, chain: list[VoidRow]) -> str | None:
        """What the number was used for, in words."""
        key = voiding.series, voiding.year, voiding.ordinal
        paper = store.numbers.borne_by(agency_id, *key)
        if paper:
            return Issued(*paper).use
        return next((told(row).use for row in chain if (row.series, row.year, row.ordinal) == key), None)
