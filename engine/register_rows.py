"""The register's rows become the core's register."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from types import MappingProxyType
from typing import Any

from zhifa.engine.ladder import Ladder, Level
from zhifa.engine.register import (
    Agency,
    AgencySeal,
    Assignment,
    Certificate,
    Delegation,
    Officer,
    Pad,
    Period,
    Policy,
    Qualification,
    Register,
    Statute,
)
from zhifa.storage.records import (
    CertificateRecord,
    QualificationRecord,
    RegisterRows,
)


def register_of(rows: RegisterRows) -> Register:
    """The core's register from its rows."""
    agency = rows.agency
    emails = {contact.officer_id: contact.email for contact in rows.contacts}
    return Register(
        agency=Agency(
            id=agency.id,
            name=agency.name,
            short_name=agency.short_name,
            region=agency.region,
            matters=frozenset(json.loads(agency.matters)),
            valid=_period(agency.valid_from, agency.valid_to),
            credit_code=agency.credit_code or None,
            policy=_policy(json.loads(agency.policy)),
            profile=MappingProxyType(json.loads(agency.profile)),
            seals=tuple(
                AgencySeal(name=s.name, certificate=s.certificate, valid=_period(s.valid_from, s.valid_to))
                for s in rows.seals
            ),
        ),
        version=agency.register_version,
        officers={
            o.id: Officer(
                id=o.id,
                staff_number=o.staff_number,
                name=o.name,
                unit=o.unit,
                post=o.post,
                valid=_period(o.valid_from, o.valid_to),
                email=emails.get(o.id),
            )
            for o in rows.officers
        },
        certificates=tuple(_certificate(c) for c in rows.certificates),
        qualifications=tuple(_qualification(q) for q in rows.qualifications),
        assignments=tuple(
            Assignment(officer_id=a.officer_id, role=a.role, unit=a.unit, valid=_period(a.valid_from, a.valid_to))
            for a in rows.assignments
        ),
        delegations=tuple(
            Delegation(
                delegator=d.delegator,
                matters=frozenset(json.loads(d.matters)),
                document_number=d.document_number,
                valid=_period(d.valid_from, d.valid_to),
            )
            for d in rows.delegations
        ),
        statutes=tuple(
            Statute(
                title=s.title,
                articles=frozenset(json.loads(s.articles)) if s.articles else frozenset(),
                valid=_period(s.valid_from, s.valid_to),
            )
            for s in rows.statutes
        ),
        pads=tuple(
            Pad(
                officer_id=p.officer_id,
                series=p.series,
                year=p.year,
                first=p.first,
                last=p.last,
                valid=_period(p.valid_from, p.valid_to),
            )
            for p in rows.pads
        ),
    )


def _policy(told: dict[str, Any]) -> Policy:
    stated = frozenset(told.get("stated", ()))  # rows of earlier versions do not tell
    kept: dict[str, Any] = {**told, "exclusions": tuple(told.get("exclusions", ())), "stated": stated}
    ladders = {code: _ladder(ladder) for code, ladder in told.get("ladders", {}).items()}
    return Policy(**{**kept, "ladders": MappingProxyType(ladders)})


def _ladder(told: dict[str, Any]) -> Ladder:
    falling = sorted(told["shares"].items(), key=lambda step: -int(step[0]))
    return Ladder(
        shares=tuple((int(share), _levels(names)) for share, names in falling),
        eve=_levels(told["eve"]),
        days=told["days"],
    )


def _levels(names: Iterable[str]) -> tuple[Level, ...]:
    return tuple(sorted({Level[name.upper()] for name in names}))


def _period(start: str, end: str | None) -> Period:
    return Period(start=date.fromisoformat(start), end=date.fromisoformat(end) if end else None)


def _certificate(row: CertificateRecord) -> Certificate:
    return Certificate(
        officer_id=row.officer_id,
        number=row.number,
        acts=frozenset(json.loads(row.acts)),
        areas=tuple(json.loads(row.areas)),
        valid=_period(row.valid_from, row.valid_to),
        suspended=_period(row.suspended_from, row.suspended_to) if row.suspended_from else None,
    )


def _qualification(row: QualificationRecord) -> Qualification:
    kind: Any = row.kind
    return Qualification(
        officer_id=row.officer_id, kind=kind, number=row.number, valid=_period(row.valid_from, row.valid_to)
    )
