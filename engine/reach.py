"""Which cases somebody may read: what his posts reach, and always those that he handles or is to review (convention; docs/permissions.md).

Roles come from the register on the legal day, never from an account. Whoever keeps the register reads no case of enforcement, as he has no hand
in one; a guest reads what was assigned to him; who is not on the register that day reads nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import dataclass
from datetime import date

from zhifa.engine.register import Register
from zhifa.engine.standing import rights
from zhifa.engine.vocabulary import REGISTRAR

__all__ = ["Area", "Reach", "reach_of", "within"]

_PART = "/"
"""Parts a unit from the one above it: 支队/一科."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What one post reaches: kinds of act, within a unit or in the whole agency."""

    role: str
    acts: frozenset[str] = frozenset()
    """Kinds of act; empty: all."""
    unit: str | None = None
    """Cases of this unit and of units within it; ``None``: of the whole agency."""
    principal: str | None = None
    """Id of the officer whose post it is, where one stands in for another."""

    def covers(self, act: str, units: Set[str]) -> bool:
        """Whether a case of this kind of act, and of these units, lies within it; a case of no known unit is every unit's."""
        of_act = not self.acts or act in self.acts
        return of_act and (self.unit is None or not units or any(within(unit, self.unit) for unit in units))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What an officer may read in an agency on a day. Nothing in it can change."""

    agency_id: str
    officer_id: str
    day: date
    areas: tuple[Area, ...] = ()
    own: bool = True
    """The cases that he handles or is to review, of whatever unit."""

    @property
    def whole(self) -> bool:
        """Whether it is every case of the agency."""
        return any(not area.acts and area.unit is None for area in self.areas)

    @property
    def empty(self) -> bool:
        """Whether it is none."""
        return not self.areas and not self.own

    def covers(self, act: str, units: Set[str], people: Collection[str]) -> bool:
        """Whether it takes in a case of this kind of act and of these units, with these ``people`` who handle or are to review it."""
        return (self.own and self.officer_id in people) or any(area.covers(act, units) for area in self.areas)


def reach_of(register: Register, officer_id: str, day: date, *, apart: frozenset[str] = frozenset()) -> Reach:
    """What the officer may read on ``day``. ``apart``: kinds of act that are no enforcement, all that who keeps the register may read."""
    officer = register.officer(officer_id, day)
    empty = Reach(agency_id=register.agency.id, officer_id=officer_id, day=day, own=False)
    if officer is None:
        return empty
    if REGISTRAR.name in register.roles(officer_id, day):
        kept = (Area(role=REGISTRAR.name, acts=apart),) if apart else ()
        return Reach(agency_id=empty.agency_id, officer_id=officer_id, day=day, areas=kept, own=False)
    if officer.home is not None:
        return Reach(agency_id=empty.agency_id, officer_id=officer_id, day=day)
    areas = tuple(
        Area(
            role=right.post.role,
            acts=right.post.acts,
            unit=right.post.unit if right.post.scope == "unit" else None,
            principal=right.deputy.principal_id if right.deputy else None,
        )
        for right in rights(register, officer_id, day)
    )
    return Reach(agency_id=empty.agency_id, officer_id=officer_id, day=day, areas=areas)


def within(unit: str, whole: str) -> bool:
    """Whether a unit is this one, or lies within it."""
    return unit == whole or unit.startswith(whole + _PART)
