"""Terms that run on though their rows stand still: the end of their stop was told beforehand, and it has passed.

A row of its own takes the place of such a term when somebody records what it waited for. Until then whoever reads terms across cases asks here,
and sees them as the watch does (docs/decisions/0011). Only cases with a track open that can end so are put together.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from zhifa.engine.calendars import Calendars
from zhifa.engine.casefile import CaseFile
from zhifa.engine.caseload import Caseload
from zhifa.engine.errors import WorkflowChanged, WorkflowUnknown
from zhifa.engine.instants import day_text
from zhifa.engine.planning import runs_on
from zhifa.engine.terms import Reckoning
from zhifa.storage.agenda import EVERYTHING, Asked, TermInCase
from zhifa.storage.records import TermRecord
from zhifa.storage.store import Store


@dataclass(frozen=True, kw_only=True)
class ToldStops:
    """Finds such terms in one database."""

    caseload: Caseload
    calendars: Calendars

    def running_on(self, store: Store, on: date, asked: Asked = EVERYTHING) -> Mapping[str, TermInCase]:
        """By id the terms that run on by that day, open, with the end they have from there on.

        A case whose procedure is not declared here as it was goes by its rows.
        """
        stopped = store.agenda.stopped_under(self._tracks, asked)
        open_tracks = store.agenda.open_tracks(one.term.case_id for one in stopped)
        may = (one for one in stopped if self._may_run_on(one.term, open_tracks[one.term.case_id]))
        return {one.term.id: one._replace(term=row) for one in may for row in self._counted(store, one.term, on)}

    @cached_property
    def _tracks(self) -> tuple[str, ...]:
        """Names of the tracks that stop a term up to a day told beforehand."""
        told = (tracks for workflow in self.caseload.workflows for tracks in workflow.told_stops.values())
        return tuple(sorted(frozenset().union(*told)))

    def _may_run_on(self, row: TermRecord, open_tracks: Set[str]) -> bool:
        """Whether a stop of it may have ended, and it does not wait for anything else."""
        workflows = self.caseload.workflows
        if any(one.waits(row.code, open_tracks) for one in workflows):
            return False
        return any(not one.told_stops.get(row.code, frozenset()).isdisjoint(open_tracks) for one in workflows)

    def _counted(self, store: Store, row: TermRecord, on: date) -> Iterator[TermRecord]:
        """The row as the term runs on, if it does."""
        try:
            case, _ = self.caseload.of(store.load(row.case_id))
        except (WorkflowChanged, WorkflowUnknown):
            return
        yield from self.counted(row, case, on)

    def counted(self, row: TermRecord, case: CaseFile, on: date) -> Iterator[TermRecord]:
        """The row of a term that stands still, as it runs on by that day, if it does."""
        if not self._may_run_on(row, {track.track for track in case.open_tracks()}):
            return
        counted = runs_on(row.id, case, self.calendars.for_case(case), on=on)
        if counted is not None:
            yield _as_counted(row, counted)


def _as_counted(row: TermRecord, counted: Reckoning) -> TermRecord:
    return row._replace(
        status="open",
        nominal=day_text(counted.nominal),
        due=day_text(counted.due),
        safe=day_text(counted.safe) if counted.safe else None,
        provisional=int(counted.provisional),
        calendar_version=counted.calendar_version,
        explanation=json.dumps(counted.explain(), ensure_ascii=False),
        ended_on=None,
        ended_seq=None,
    )
