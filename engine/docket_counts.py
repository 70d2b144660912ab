"""How many cases there are within somebody's reach: the counts of tabs up to a bound, and the figures of statistics. Both may be a little old."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
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
"""Seconds after which counts and figures are counted anew."""


@dataclass(frozen=True, kw_only=True)
class DocketCounts:
    """Counts the docket of one database. Safe to share between threads."""

    database: Database
    workflows: tuple[Workflow, ...]
    _renewing: Executor = field(default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="zhifa-counts"))
    """Where counts are renewed; its thread begins with the first."""
    _counts: Kept[Counts] = field(default_factory=lambda: Kept(COUNTS_KEPT_S))
    _figures: Kept[Groups] = field(default_factory=lambda: Kept(FIGURES_KEPT_S))

    def counts(self, looking: Looking) -> Counts:
        """The counts of the tabs."""
        return self._counts.of(looking.key, lambda: self._counted(looking), aside=self._aside)

    def figures(self, looking: Looking) -> Groups:
        """The statistics."""
        return self._figures.of(looking.key, lambda: self._figured(looking), aside=self._aside)

    def close(self) -> None:
        """Let go of the database: nothing is counted any more."""
        self._renewing.shutdown(cancel_futures=True)

    # --- parts -------------------------------------------------------------------------------------------------------

    @property
    def _aside(self) -> Executor | None:
        """Where counts are renewed; nowhere of a host's own connection, which stays with the thread that asks."""
        return None if self.database.hosted else self._renewing

    def _counted(self, looking: Looking) -> Counts:
        """Each no further than it is told; of the cases of a unit, or of somebody's own, all are gone through once."""
        running = Wanted(ended=False, replay=False)
        own = running._replace(handler=looking.reach.officer_id)
        late, waits = Wanted(due_before=looking.scope.day, replay=False), Wanted(waits=True, replay=False)
        whole, tasks = looking.scope.whole, tasks_of(self.workflows, looking)
        with self.database.read() as store:
            asked = (own, running, late, waits) if whole else (own,)
            (handled, *numbers), mine = store.docket.counts(looking.scope, asked, tasks, bound=COUNTED + 1)
            if not whole:
                numbers = _sums(store.docket.groups(looking.scope))
        told = [_count(number) for number in (mine, handled, *numbers)]
        return Counts(mine=told[0], handled=told[1], running=told[2], overdue=told[3], waiting=told[4])

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


def _sums(groups: Iterable[Grouped]) -> list[int]:
    """How many of these cases have not ended, are overdue, wait."""
    found = tuple(groups)
    fits: tuple[Callable[[Grouped], bool], ...] = (
        lambda one: not one.ended, lambda one: bool(one.overdue), lambda one: bool(one.waits),
    )  # fmt: skip
    return [sum(one.cases for one in found if fit(one)) for fit in fits]


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
