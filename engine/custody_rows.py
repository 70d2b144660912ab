"""Lines of custody from their rows, and the row of a chain's next line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from zhifa.engine.canonical import JSON, canonical
from zhifa.engine.custody import CUSTODY, LABELS, Event, Line, holder, line_hash, told_commitment
from zhifa.engine.custody_forms import Handing, Receipt
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text
from zhifa.engine.ledger import Link
from zhifa.engine.register import Register
from zhifa.storage.records import CustodyRecord


def line_of(row: CustodyRecord) -> Line:
    """The line as the core reads it."""
    return Line(
        key=row.key,
        digest=row.digest,
        link=Link(
            case_id=row.case_id,
            seq=row.seq,
            prev_seq=row.prev_seq,
            prev_hash=row.prev_hash,
            hash=row.hash,
            kind=CUSTODY,
            transition=row.event,
            actor_id=row.actor_id,
            body=row.body,
            occurred_at=row.occurred_at,
            recorded_at=row.recorded_at,
        ),
        salt=row.salt,
        told=row.told,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of the evidence store by its content."""

    digest: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Happening:
    """What a line is about."""

    case_id: str
    key: str
    event: str
    actor: str
    digest: str
    previous: Link | None
    occurred_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyRows:
    """Makes the rows of one agency's chains of custody, each under a new id."""

    register: Register
    identities: Identities

    def receipt(self, receipt: Receipt, file: StoredFile, *, late: bool, now: datetime) -> CustodyRecord:
        """The first line of a chain."""
        happening = _Happening(
            case_id=receipt.case_id, key=receipt.key, event=Event.RECEIVED.value, actor=receipt.actor,
            digest=file.digest, previous=None, occurred_at=now, recorded_at=now,
        )  # fmt: skip
        told: dict[str, JSON] = {
            "name": receipt.name,
            "from": receipt.source,
            "to": None,
            "media_type": receipt.media_type,
            "checksum": receipt.noted.model_dump(mode="json", exclude_none=True) if receipt.noted else None,
            "note": receipt.note,
        }
        more: dict[str, JSON] = {"size": file.size, "late": late, "obtained_at": instant_text(receipt.obtained_at)}
        return self._row(happening, told, more)

    def handing(self, handing: Handing, lines: tuple[Line, ...], *, now: datetime) -> CustodyRecord:
        """The line after ``lines``."""
        last = lines[-1]
        happening = _Happening(
            case_id=handing.case_id, key=handing.key, event=handing.event, actor=handing.actor,
            digest=last.digest, previous=last.link, occurred_at=handing.occurred_at, recorded_at=now,
        )  # fmt: skip
        return self._row(happening, {"from": holder(lines), "to": handing.to, "note": handing.note}, {})

    def _row(self, what: _Happening, told: Mapping[str, JSON], more: Mapping[str, JSON]) -> CustodyRecord:
        text, salt = canonical(dict(told)), self.identities.new_salt()
        body = canonical({**self._head(what), "told": told_commitment(salt, text), **more})
        return CustodyRecord(
            case_id=what.case_id,
            key=what.key,
            seq=_next_seq(what),
            agency_id=self.register.agency.id,
            id=self.identities.new_id(),
            prev_seq=what.previous.seq if what.previous else None,
            prev_hash=what.previous.hash if what.previous else None,
            hash=line_hash(body),
            event=what.event,
            actor_id=what.actor,
            digest=what.digest,
            body=body,
            salt=salt,
            told=text,
            occurred_at=instant_text(what.occurred_at),
            recorded_at=instant_text(what.recorded_at),
        )

    def _head(self, what: _Happening) -> dict[str, JSON]:
        """What every line says, with labels as they were."""
        officer = self.register.officers[what.actor]
        return {
            "case": what.case_id,
            "key": what.key,
            "seq": _next_seq(what),
            "prev": what.previous.hash if what.previous else None,
            "kind": CUSTODY,
            "transition": what.event,
            "label": LABELS[what.event],
            "actor": {"id": officer.id, "name": officer.name, "post": officer.post, "unit": officer.unit},
            "digest": what.digest,
            "occurred_at": instant_text(what.occurred_at),
            "recorded_at": instant_text(what.recorded_at),
            "register": self.register.version,
        }


def _next_seq(what: _Happening) -> int:
    return what.previous.seq + 1 if what.previous else 0
