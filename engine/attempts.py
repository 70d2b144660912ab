"""Refused attempts: kept on record, each in a transaction of its own (invariant 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zhifa.engine.canonical import canonical
from zhifa.engine.casefile import CaseFile
from zhifa.engine.errors import CommandRefused
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text
from zhifa.engine.refusals import Refusal
from zhifa.storage.database import Database
from zhifa.storage.records import RefusalRecord


@dataclass(frozen=True, kw_only=True)
class Attempts:
    """The refused attempts on the cases of one database."""

    database: Database
    identities: Identities

    def refused(
        self, case: CaseFile, transition: str, actor: str, refusals: tuple[Refusal, ...], now: datetime
    ) -> CommandRefused:
        """Keep the attempt, and answer the exception to raise."""
        record = RefusalRecord(
            id=self.identities.new_id(),
            agency_id=case.agency_id,
            case_id=case.id if case.version else None,
            transition=transition[:100],
            actor_id=actor[:100],
            at=instant_text(now),
            reasons=canonical([refusal.as_dict() for refusal in refusals]),
        )
        with self.database.write() as store:
            store.refuse(record)
        return CommandRefused(refusals)

    def on(self, case_id: str) -> tuple[RefusalRecord, ...]:
        """Those on one case that are still on record."""
        with self.database.read() as store:
            return store.refusals(case_id)
