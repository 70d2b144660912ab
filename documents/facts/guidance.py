"""Acts without force (非强制): talk, advice, admonition, reminder (D57, D57-2, D57-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zhifa.documents.facts.values import Act, Officer, Person, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkNotice(Act):
    """行政约谈通知书 (D57)."""

    invited: Person
    matter: str
    reason: str
    talk_at: datetime
    place: str
    bring: tuple[str, ...] = ()
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkHeld(Act):
    """行政约谈记录 (D57-2)."""

    started_at: datetime
    ended_at: datetime
    place: str
    invited: Person
    officers: tuple[Officer, ...]
    recorder: Officer
    matter: str
    course: str
    advice: str
    """What the agency suggested."""
    statement: str
    """What the party said and promised."""
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance(Act):
    """行政指导书 (D57-3)."""

    matter: str
    found: str
    advice: str
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Admonition(Guidance):
    """警示告诫书 (D57-3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder(Guidance):
    """提示函 (D57-3)."""
