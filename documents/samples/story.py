"""A case of which a little is known: what a sample tells where nothing is, and how what is known is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from zhifa.documents import facts as f
from zhifa.documents.samples.filling import LAW, unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A case as far as it is known, and the day on which it begins."""

    source: str | None = None
    """The file of the published case in examples/cases."""
    agency: f.Agency
    party: f.Party
    cause: str
    began_on: date
    draft: f.Draft
    evidence: tuple[f.Evidence, ...]
    given: Mapping[type[f.Act], Mapping[str, Any]] = field(default_factory=dict)
    """What is known of an act, by its kind or a wider one."""


def known_agency(name: str, **known: str) -> f.Agency:
    """The agency with what is known of it."""
    told: dict[str, Any] = {
        fact: unknown(fact) for fact in ("region", "address", "phone", "credit_code", "review_body", "court", "payee")
    }
    told.update(known)
    return f.Agency(name=name, short_name="样例", **told)


def known_party(kind: f.PartyKind, name: str, **known: Any) -> f.Party:
    """The party with what is known of it."""
    told: dict[str, Any] = {"identity_kind": "none", "address": unknown("address"), **known}
    return f.Party(kind=kind, name=name, **told)


def known_evidence(*pieces: tuple[str, str], on: date) -> tuple[f.Evidence, ...]:
    """Evidence by kind and description, gathered on the day."""
    return tuple(
        f.Evidence(
            key=f"证{number}",
            kind=kind,
            description=description,
            source=unknown("source"),
            obtained_on=on,
            proves=unknown("proves"),
            verified=True,
        )
        for number, (kind, description) in enumerate(pieces, 1)
    )


def law(title: str, article: str = "") -> f.Citation:
    """A provision as the source cites it."""
    return f.Citation(law=title, article=article)


UNKNOWN_DRAFT: Final = f.Draft(
    kind="penalty",
    facts=unknown("facts"),
    evidence=("证1",),
    violated=LAW,
    basis=LAW,
    items=(f.PenaltyItem(kind="警告", text="警告"),),
    discretion=unknown("discretion"),
    revision=1,
    digest="0" * 64,
)
