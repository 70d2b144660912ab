"""Evidence as people read it: what came in, the hands it went through, and what the facts tell of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhifa.engine.custody import LABELS, Line, holder
from zhifa.workflows.forms.values import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceReceived:
    """A file that is in the store for good, with the first line of its custody."""

    case_id: str
    key: str
    digest: str
    """SHA-256 of the content, reckoned on the way in; to be named in the facts."""
    size: int
    """Bytes."""
    received_at: str
    late: bool
    """Came in after the agency's days for it (``Policy.evidence_upload_days``)."""
    repeated: bool = False
    """The same file had been received under this key before; nothing was written again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyLine:
    """One line of custody as people read it. Names are empty once they were erased."""

    seq: int
    event: str
    label: str
    actor: str
    source: str | None
    """Who gave it."""
    to: str | None
    """Who viewed, keeps or borrowed it."""
    note: str | None
    occurred_at: str
    recorded_at: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """A piece of evidence as facts and custody tell of it; what neither tells is ``None``."""

    key: str
    kind: str | None
    description: str | None
    obtained_on: str | None
    """As the facts say; ``None`` also where the source of a replay does not."""
    digest: str | None
    size: int | None
    name: str | None
    """Name of the file as it came in."""
    media_type: str | None
    checksum: Mapping[str, Any] | None
    obtained_at: str | None
    """As was said when the file came in."""
    received_at: str | None
    late: bool
    holder: str | None
    """Who has it now."""
    intact: bool | None
    """Whether the store holds the very content; ``None`` without a file or without a store to ask."""
    custody: tuple[CustodyLine, ...]


def received(line: Line, *, repeated: bool = False) -> EvidenceReceived:
    """What the first line of a chain tells whoever brought the file."""
    return EvidenceReceived(
        case_id=line.link.case_id,
        key=line.key,
        digest=line.digest,
        size=line.body["size"],
        received_at=line.link.occurred_at,
        late=line.body["late"],
        repeated=repeated,
    )


def shown(line: Line) -> CustodyLine:
    """A line of custody for people."""
    return CustodyLine(
        seq=line.link.seq,
        event=line.event,
        label=LABELS.get(line.event, line.event),
        actor=line.actor,
        source=line.words.get("from"),
        to=line.words.get("to"),
        note=line.words.get("note"),
        occurred_at=line.link.occurred_at,
        recorded_at=line.link.recorded_at,
        hash=line.link.hash,
    )


def digest_of(named: Evidence | None, lines: tuple[Line, ...]) -> str | None:
    """The file of a piece of evidence: the one received, else the one its facts name."""
    return lines[0].digest if lines else named.digest if named else None


def item(key: str, named: Evidence | None, lines: tuple[Line, ...], *, intact: bool | None) -> EvidenceItem:
    """A piece of evidence of the facts that name it and its chain of custody; either may be missing."""
    body, words = (lines[0].body, lines[0].words) if lines else ({}, {})
    return EvidenceItem(
        key=key,
        kind=named.kind if named else None,
        description=named.description if named else None,
        obtained_on=named.obtained_on.isoformat() if named and isinstance(named.obtained_on, date) else None,
        digest=digest_of(named, lines),
        size=body.get("size"),
        name=words.get("name"),
        media_type=words.get("media_type"),
        checksum=words.get("checksum"),
        obtained_at=body.get("obtained_at"),
        received_at=lines[0].link.occurred_at if lines else None,
        late=bool(body.get("late")),
        holder=holder(lines) if lines else None,
        intact=intact,
        custody=tuple(map(shown, lines)),
    )
