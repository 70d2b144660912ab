"""Paths of facts that many document types require."""

from __future__ import annotations

from typing import Final

CASE: Final = ("agency.name", "case.cause", "party.name")
"""What every paper of a case names."""

PARTIES: Final = ("agency.name", "party.name")
"""What a paper names that belongs to no case of penalty."""

CONTACT: Final = ("act.contact", "act.contact_phone")

REMEDY: Final = ("agency.review_body", "agency.court")
"""Without them a remedy clause would be wrong (law.md 0.1(4))."""

HANDLERS: Final = ("act.officers", "act.officers.name", "act.officers.certificate_number")
UNIT_AND_HEAD: Final = ("act.unit_opinion", "act.head_opinion")
SCENE: Final = (
    *HANDLERS,
    "act.started_at",
    "act.ended_at",
    "act.place",
    "act.recorder",
    "act.credentials_shown",
    "act.rights_told",
    "act.signature",
)
"""处罚法 55: what a record made at a scene must show."""

DRAFT: Final = ("draft.facts", "draft.provisions", "draft.basis", "draft.discretion", "draft.outcome")
