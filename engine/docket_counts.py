"""How many cases there are within somebody's reach: the counts of tabs up to a bound, and the figures of statistics. Both may be a little old."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from zhifa.engine.books.acts import act_label
from zhifa.engine.docket_page import COUNTED, Count, Counts, Group, Groups
from zhifa.engine.docket_scope import Looking, tasks_of
from zhifa.engine.kept import Kept
from zhifa.engine.vocabulary import Phase
from zhifa.engine.workflow import Workflow
from zhifa.storage.database import Database
from zhifa.storage.docket import Grouped
from zhifa.storage.docket_asked import Wanted

__all__ = ["DocketCounts"]

COUNTS_KEPT_S: Final = 20.0
FIGURES_KEPT_S: Final = 60.0
"""Seconds for which counts and figures are told again without counting anew."""


@dataclass(frozen=True, kw_only=True)
class DocketCounts:
    """Counts the docket of one database. Safe to share between threads."""

    database: Database
    workflows: tuple[Workflow, ...]
    _counts: Kept[Counts] = field(default_factory=lambda: Kept(COUNTS_KEPT_S))
    _figures: Kept[Groups] = field(default_factory=lambda: Kept(FIGURES_KEPT_S))

    def counts(self, looking: Looking) -> Counts:
        """The counts of the tabs."""
        return self._counts.of(looking.key, lambda: self._counted(looking))

    def figures(self, looking: Looking) -> Groups:
        """The statistics."""
        return self._figures.of(looking.key, lambda: self._figured(looking))

    # --- parts -------------------------------------------------------------------------------------------------------

    def _counted(self, looking: Looking) -> Counts:
        return self._counted_up_to(looking) if looking.scope.whole else self._counted_through(looking)

    def _counted_through(self, looking: Looking) -> Counts:
        """Counts of a unit or of somebody's own cases: all of them are gone through once."""
        with self.database.read() as store:
            groups = store.docket.groups(looking.scope)
            handled = store.docket.handled(looking.scope, bound=COUNTED + 1)
            _, tasks = store.docket.counts(looking.scope, (), tasks_of(self.workflows, looking), bound=COUNTED + 1)

        def number(fits: Callable[[Grouped], bool]) -> Count:
            return _count(sum(one.cases for one in groups if fits(one)))

        return Counts(
            mine=_count(tasks), handled=_count(handled), running=number(lambda one: not one.ended),
            overdue=number(lambda one: bool(one.overdue)), waiting=number(lambda one: bool(one.waits)), ended=number(lambda one: bool(one.ended)),
            phases={phase: _count(sum(one.cases for one in groups if not one.ended and one.phase == phase.value)) for phase in Phase},
        )  # fmt: skip

    def _counted_up_to(self, looking: Looking) -> Counts:
        """Counts of an agency: each no further than it is told."""
        running = Wanted(ended=False, replay=False)
        asked = (
            running,
            running._replace(handler=looking.reach.officer_id),
            Wanted(due_before=looking.scope.day, replay=False),
            Wanted(waits=True, replay=False),
            Wanted(ended=True, replay=False),
            *(running._replace(phases=(phase.value,)) for phase in Phase),
        )
        with self.database.read() as store:
            numbers, tasks = store.docket.counts(
                looking.scope, asked, tasks_of(self.workflows, looking), bound=COUNTED + 1
            )
        told = [_count(number) for number in (*numbers, tasks)]
        phases = dict(zip(Phase, told[5:-1], strict=True))
        return Counts(
            mine=told[-1], running=told[0], handled=told[1], overdue=told[2], waiting=told[3], ended=told[4], phases=phases
        )  # fmt: skip

    def _figured(self, looking: Looking) -> Groups:
        with self.database.read() as store:
            groups, units = store.docket.groups(looking.scope), store.docket.units(looking.scope)
        labels = {one.name: one.label for one in self.workflows}
        found_units: dict[str, list[tuple[int, int, int]]] = {}
        for one in units:
            found_units.setdefault(one.unit, []).append((one.cases, one.ended, one.overdue))
        return Groups(
            total=_sum("", "合计", [(one.cases, one.ended, one.overdue) for one in groups]),
            by_act=_grouped(groups, lambda one: one.act, act_label),
            by_workflow=_grouped(groups, lambda one: one.workflow, lambda name: labels.get(name, name)),
            by_phase=_grouped(groups, lambda one: one.phase, lambda name: Phase(name).label),
            by_unit=tuple(_sum(unit, unit, found_units[unit]) for unit in sorted(found_units)),
            by_month=_grouped(groups, lambda one: one.month, str),
        )


def _count(number: int) -> Count:
    return Count(min(number, COUNTED), number > COUNTED)


_Sums = list[tuple[int, int, int]]


def _grouped(
    groups: Iterable[Grouped], key: Callable[[Grouped], str], label: Callable[[str], str]
) -> tuple[Group, ...]:
    found: dict[str, _Sums] = {}
    for one in groups:
        found.setdefault(key(one), []).append((one.cases, one.ended, one.overdue))
    return tuple(_sum(name, label(name), found[name]) for name in sorted(found))


def _sum(key: str, label: str, parts: _Sums) -> Group:
    return Group(
        key=key, label=label, cases=sum(cases for cases, _, _ in parts),
        ended=sum(cases for cases, ended, _ in parts if ended), overdue=sum(cases for cases, _, late in parts if late),
    )  # fmt: skip
