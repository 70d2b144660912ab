"""Who looks at the docket, and what he asks, as the rows of the docket are asked for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhifa.engine.docket_page import DocketAsked, Order
from zhifa.engine.reach import Area, Reach, within
from zhifa.engine.register import Register
from zhifa.engine.todo import doable
from zhifa.engine.workflow import Workflow
from zhifa.storage.docket_asked import Extent, Scope, Task, Wanted

__all__ = ["Looking", "scope_of", "tasks_of", "wanted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """Who looks: what he reaches today, by the register at hand."""

    register: Register
    reach: Reach
    scope: Scope

    @property
    def key(self) -> tuple[object, ...]:
        """What counts are kept under."""
        return self.scope, self.register.version


def scope_of(reach: Reach, register: Register, known: Iterable[str]) -> Scope:
    """A reach as rows are asked for it; ``known``: all officers whom the agency ever had."""
    extents = tuple(dict.fromkeys(_extent(area, register, reach.day) for area in reach.areas))
    gone = tuple(sorted(one for one in known if register.officer(one, reach.day) is None))
    return Scope(reach.agency_id, reach.officer_id, reach.day.isoformat(), extents, reach.own, gone)


def tasks_of(workflows: Iterable[Workflow], looking: Looking) -> tuple[Task, ...]:
    """What is waited for from the posts of whoever looks, versions of a procedure that ask the same put together."""
    together: dict[Task, list[int]] = {}
    for one in doable(workflows, looking.reach):
        extent = None if one.bound else _extent(one.area, looking.register, looking.reach.day)
        asked = Task(one.workflow, (), one.states, extent, one.assigned, one.tracks)
        together.setdefault(asked, []).append(one.version)
    return tuple(asked._replace(versions=tuple(versions)) for asked, versions in together.items())


def wanted(asked: DocketAsked, looking: Looking) -> Wanted:
    """What a list is asked by."""
    return Wanted(
        workflows=asked.workflows,
        acts=asked.acts,
        phases=tuple(phase.value for phase in asked.phases),
        states=asked.states,
        ended=asked.ended,
        due_before=looking.scope.day if asked.overdue else None,
        waits=asked.waiting,
        handler=asked.handler,
        officers=None if asked.unit is None else _people_of(asked.unit, looking.register, looking.reach.day),
        opened_from=asked.opened_from.isoformat() if asked.opened_from else None,
        opened_until=asked.opened_until.isoformat() if asked.opened_until else None,
        replay=asked.replay,
        order="due" if asked.order is Order.DUE else "moved",
    )


def _extent(area: Area, register: Register, day: date) -> Extent:
    return Extent(tuple(sorted(area.acts)), None if area.unit is None else _people_of(area.unit, register, day))


def _people_of(unit: str, register: Register, day: date) -> tuple[str, ...]:
    """Ids of the officers who are of this unit that day, or of one within it."""
    people = (register.officer(one, day) for one in register.officers)
    return tuple(sorted(officer.id for officer in people if officer and within(officer.unit, unit)))
