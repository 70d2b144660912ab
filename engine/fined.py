"""Fines on record: who was fined for what, so that no act is fined twice (处罚法 29)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhifa.engine.canonical import canonical, digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Fine:
    """A decision that fined somebody, as another case may be held against it."""

    case_id: str
    party: str
    """Digest of what identifies the party: :func:`party_digest`."""
    cause: str
    violated_on: date | None
    """Day the violation ended; None where the source of a replay is silent."""
    decided_on: date


def party_digest(*, kind: str, number: str) -> str:
    """What fines of one party are found by: a digest, so that the index holds no number of anybody."""
    return digest("party/1", canonical({"kind": kind, "number": number}))
