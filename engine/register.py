"""The register an agency keeps of itself: who may do what, on which day (处罚法 17-22, 42, 58).

Roles come from here, never from a command. Every entry has its days of validity, and every question names a day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Literal, TypeVar

from zhifa.engine.agency import Agency, AgencySeal, Delegation, Empowerment, Policy
from zhifa.engine.books.shelf import EMPTY, Shelf
from zhifa.engine.people import (
    Assignment,
    Auxiliary,
    Certificate,
    CertificateCheck,
    Deputy,
    Officer,
    Pad,
    Qualification,
    Suspension,
)
from zhifa.engine.period import Period

__all__ = [
    "Agency", "AgencySeal", "Assignment", "Auxiliary", "Certificate", "CertificateCheck", "Delegation", "Deputy", "Empowerment", "Officer",
    "Pad", "Policy", "Qualification", "Register", "Statute", "Suspension",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute:
    """A statute that may be cited, in force from day to day; ``articles`` empty: not itemised."""

    title: str
    valid: Period
    articles: frozenset[str] = frozenset()
    readings: tuple[tuple[str, Period], ...] = ()
    """Of the articles that the register keeps one by one: the days of each of their texts."""

    def on(self, day: date) -> frozenset[str]:
        """The articles that it has on ``day``."""
        dated = {article for article, _ in self.readings}
        return (self.articles - dated) | {article for article, valid in self.readings if valid.holds(day)}


R = TypeVar("R")

Amiss = Literal["suspended", "unchecked"]
"""The certificate is withheld; it did not pass the check of the year."""

WhyNot = Literal["invalid", "suspended", "unchecked"]
"""No certificate for the kind of act, the area and the day; only such as are withheld; only such as did not pass the check of the year."""

Power = Agency | Delegation | Empowerment
"""By what an agency enforces a matter."""


@dataclass(frozen=True, kw_only=True)
class Register:
    """One agency's register as it stands in one version."""

    agency: Agency
    version: int
    officers: Mapping[str, Officer]
    certificates: tuple[Certificate, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    statutes: tuple[Statute, ...] = ()
    pads: tuple[Pad, ...] = ()
    checks: tuple[CertificateCheck, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    deputies: tuple[Deputy, ...] = ()
    auxiliaries: tuple[Auxiliary, ...] = ()
    empowerments: tuple[Empowerment, ...] = ()
    shelf: Shelf = EMPTY
    """Every book as it stands in this version."""
    digest: str | None = None
    """Hash of the entry of the journal that made this version."""
    moved_at: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    """By book the instant of its last change, as far as there is a journal of it."""

    def officer(self, officer_id: str, day: date) -> Officer | None:
        """The officer, when on the register on that day."""
        officer = self.officers.get(officer_id)
        return officer if officer and officer.valid.holds(day) else None

    def name_of(self, officer_id: str) -> str:
        """What the officer is called, whenever he was on the register; the id itself of one who never was."""
        known = self.officers.get(officer_id)
        return known.name if known else officer_id

    def roles(self, officer_id: str, day: date) -> frozenset[str]:
        """Roles held on ``day``; none for one who is not on the register."""
        return frozenset(post.role for post in self.posts_of(officer_id, day))

    def posts_of(self, officer_id: str, day: date) -> tuple[Assignment, ...]:
        """The posts behind these roles, each with its kinds of act and its unit."""
        if self.officer(officer_id, day) is None:
            return ()
        return tuple(a for a in self._assignments_of.get(officer_id, ()) if a.valid.holds(day))

    def certificates_of(self, officer_id: str, day: date) -> tuple[Certificate, ...]:
        """The officer's certificates that are valid on ``day``, whatever their standing."""
        return tuple(c for c in self._certificates_of.get(officer_id, ()) if c.valid.holds(day))

    def certificate(self, officer_id: str, *, act: str, area: str, day: date) -> Certificate | None:
        """A certificate that lets the officer enforce this kind of act there and then (处罚法 42), and is in good standing."""
        mine = self._covering(officer_id, act, area, day)
        return next((c for c in mine if self.amiss(c, day) is None), None)

    def why_not(self, officer_id: str, *, act: str, area: str, day: date) -> WhyNot | None:
        """Why no certificate lets the officer do so; nothing when one does."""
        told = {self.amiss(c, day) for c in self._covering(officer_id, act, area, day)}
        if None in told:
            return None
        return "unchecked" if "unchecked" in told else "suspended" if told else "invalid"

    def amiss(self, certificate: Certificate, day: date) -> Amiss | None:
        """What takes the certificate out of good standing on ``day``: it is withheld, or the agency keeps the checks of the year and it did
        not pass."""
        if self._withheld(certificate, day):
            return "suspended"
        return None if self._checked(certificate, day) else "unchecked"

    def _covering(self, officer_id: str, act: str, area: str, day: date) -> list[Certificate]:
        if self.officer(officer_id, day) is None:
            return []
        return [c for c in self._certificates_of.get(officer_id, ()) if c.covers(act=act, area=area, day=day)]

    def _withheld(self, certificate: Certificate, day: date) -> bool:
        return any(s.holds(day) for s in self._suspensions_of.get(certificate.number, ()))

    def _checked(self, certificate: Certificate, day: date) -> bool:
        """Whether it passed the newest check, and that is of the year; until the day by which this year's is due, of the year before. One
        issued since has had no check to pass."""
        if not self._keeps_checks(day):
            return True
        told = (c for c in self._checks_of.get(certificate.number, ()) if c.on <= day and c.valid.holds(day))
        newest = max(told, key=lambda check: check.year, default=None)
        if newest is not None and not newest.passed:
            return False
        due = date.fromisoformat(f"{day.year}-{self.agency.policy.yearly_check_by}")
        wanted = day.year if day > due else day.year - 1
        return certificate.valid.start.year >= wanted or (newest is not None and newest.year >= wanted)

    def _keeps_checks(self, day: date) -> bool:
        return any(check.valid.holds(day) for check in self.checks)

    def qualification(self, officer_id: str, day: date) -> Qualification | None:
        return next((q for q in self._qualifications_of.get(officer_id, ()) if q.valid.holds(day)), None)

    def pads_of(self, officer_id: str, series: str, *, day: date) -> tuple[Pad, ...]:
        """The pads of the year that the officer holds on ``day``, by their first number."""
        mine = (p for p in self._pads_of.get(officer_id, ()) if (p.series, p.year) == (series, day.year))
        return tuple(sorted((pad for pad in mine if pad.valid.holds(day)), key=lambda pad: pad.first))

    def power(self, matter: str, day: date, *, area: str | None = None) -> Power | None:
        """By what the agency may enforce ``matter`` on ``day``, and there, where an area is asked for: its own power, a delegation or what
        the province gave to it as a town, both once they are published (处罚法 20, 24)."""
        if matter in self.agency.matters and self.agency.valid.holds(day):
            return self.agency
        return next((one for one in self._given(matter, day, area) if one.published(day)), None)

    def unpublished_power(self, matter: str, day: date, *, area: str | None = None) -> Delegation | Empowerment | None:
        """What would be the agency's power, were it published by ``day``."""
        if self.power(matter, day, area=area) is not None:
            return None
        return next(self._given(matter, day, area), None)

    def _given(self, matter: str, day: date, area: str | None) -> Iterator[Delegation | Empowerment]:
        yield from (one for one in self.delegations if one.covers(matter, area=area, day=day))
        yield from (one for one in self.empowerments if one.covers(matter, town=self.agency.name, day=day))

    def deputised(self, officer_id: str, day: date) -> Iterator[Deputy]:
        """What the officer stands in for on ``day``: of principals who are on the register and hold the role themselves."""
        if self.officer(officer_id, day) is None:
            return
        for one in self._deputies_of.get(officer_id, ()):
            if one.valid.holds(day) and one.role in self.roles(one.principal_id, day):
                yield one

    def auxiliary(self, number: str, day: date) -> Auxiliary | None:
        """The auxiliary of this number, when on the register on that day."""
        return next((a for a in self.auxiliaries if a.number == number and a.valid.holds(day)), None)

    def statute(self, title: str) -> tuple[Statute, ...]:
        """All versions of the statute the register knows."""
        return tuple(s for s in self.statutes if s.title == title)

    def holders(self, role: str, day: date) -> Iterator[Assignment]:
        """Assignments to the role that are in force on ``day``, of officers on the register."""
        for held in self._assignments_to.get(role, ()):
            if held.valid.holds(day) and self.officer(held.officer_id, day):
                yield held

    @cached_property
    def _assignments_to(self) -> Mapping[str, list[Assignment]]:
        return _grouped(self.assignments, lambda one: one.role)

    @cached_property
    def _assignments_of(self) -> Mapping[str, list[Assignment]]:
        return _grouped(self.assignments, lambda one: one.officer_id)

    @cached_property
    def _certificates_of(self) -> Mapping[str, list[Certificate]]:
        return _grouped(self.certificates, lambda one: one.officer_id)

    @cached_property
    def _checks_of(self) -> Mapping[str, list[CertificateCheck]]:
        return _grouped(self.checks, lambda one: one.number)

    @cached_property
    def _suspensions_of(self) -> Mapping[str, list[Suspension]]:
        return _grouped(self.suspensions, lambda one: one.number)

    @cached_property
    def _deputies_of(self) -> Mapping[str, list[Deputy]]:
        return _grouped(self.deputies, lambda one: one.deputy_id)

    @cached_property
    def _pads_of(self) -> Mapping[str, list[Pad]]:
        return _grouped(self.pads, lambda one: one.officer_id)

    @cached_property
    def _qualifications_of(self) -> Mapping[str, list[Qualification]]:
        return _grouped(self.qualifications, lambda one: one.officer_id)


def _grouped(rows: Iterable[R], key: Callable[[R], str]) -> Mapping[str, list[R]]:
    found: dict[str, list[R]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
