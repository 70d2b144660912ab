"""The review room: the cases that wait for a legal review, who may take them, what is known of one beside the eight items, and statistics.

Nothing is written here: assigning a reviewer is a step of the case (``assign_reviewer``), performed by :class:`~zhifa.engine.office.Office`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Final, get_args

from zhifa.engine.assessment import Assessment
from zhifa.engine.books.review import Material
from zhifa.engine.calendars import Calendars
from zhifa.engine.casefile import CaseFile, TermState
from zhifa.engine.caseload import Caseload
from zhifa.engine.clock import Clock
from zhifa.engine.gate import catalogued
from zhifa.engine.instants import SHANGHAI, instant_text, legal_day, stored_instant
from zhifa.engine.register import Register
from zhifa.engine.registrar import Registrar
from zhifa.engine.review_pool import Candidate, Load, candidates
from zhifa.engine.review_statistics import OpinionGiven, Statistics, statistics
from zhifa.storage.database import Database
from zhifa.storage.records import Loaded
from zhifa.storage.reviews import Round
from zhifa.workflows import discretion, discretion_notes, dossier
from zhifa.workflows.forms.assignment import CounselOpinion
from zhifa.workflows.forms.review import Submission
from zhifa.workflows.forms.values import ReviewItem
from zhifa.workflows.guards.importance import lacking, materials_due
from zhifa.workflows.review_round import assigned, assigned_at, kept_apart
from zhifa.workflows.scrutiny import View, scrutinise
from zhifa.workflows.scrutiny.check import Result

_CHECKS: Final[Mapping[str, tuple[str, ...]]] = {
    "主体与资格": ("R01", "R02", "R36"),
    "职权范围": ("R01",),
    "事实与证据": ("R07", "R09", "R10"),
    "法律适用与裁量基准": ("R06", "R14"),
    "程序": ("R04", "R15", "R16", "R17", "R18"),
    "文书": ("R03", "R30"),
    "涉嫌犯罪移送": ("R28",),
}
"""Checks of the case file (案卷评查) that bear on an item of the review."""
ITEMS: Final[tuple[str, ...]] = get_args(ReviewItem.model_fields["item"].annotation)
"""The eight items of a review, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A case that waits for an opinion."""

    case_id: str
    cause: str
    round: int
    """The one that it waits for, from 1; of a case that waits for none, the last."""
    reviewer: str | None
    """Id of the officer to whom it is assigned."""
    assigned_at: datetime | None
    clock: TermState | None
    """The term within which the opinion is due."""

    @property
    def due(self) -> date | None:
        return self.clock.due_day if self.clock else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetItem:
    """One of the eight items, with what the checks of the file say beside it. It is shown, and never filled in."""

    item: str
    checks: tuple[Result, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMaterial:
    """A line of the list of materials, and in what the file falls short of it."""

    material: Material
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSheet:
    """What a reviewer has before him or her."""

    waiting: Waiting
    assessment: Assessment | None
    """What the agency's catalogue makes of the draft today; ``None`` where the procedure does not ask it."""
    situation: str | None
    """As the handling unit told it when it sent the case in."""
    materials: tuple[SheetMaterial, ...]
    counsel: tuple[str, ...]
    """Opinions of counsel, oldest first."""
    discretion: tuple[str, ...]
    """What the handler said of benchmark and lists, and why they are not followed."""
    items: tuple[SheetItem, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewRoom:
    """The legal reviews of one database."""

    database: Database
    registrar: Registrar
    caseload: Caseload
    calendars: Calendars
    clock: Clock

    def queue(self, agency_id: str) -> tuple[Waiting, ...]:
        """The agency's cases that wait for an opinion, by the day on which it is due; those without a clock last."""
        with self.database.read() as store:
            ids = store.rounds.waiting(agency_id, self.states)
        waiting = (_waiting(self.caseload.standing(case_id)[0]) for case_id in ids)
        return tuple(sorted(waiting, key=lambda one: (one.due is None, one.due or date.max, one.case_id)))

    def workload(self, agency_id: str) -> Mapping[str, Load]:
        """What each reviewer has on hand, by id; who never had anything is not listed."""
        queue = self.queue(agency_id)
        with self.database.read_once() as store:
            given = store.rounds.last(agency_id)
        open_ = Counter(one.reviewer for one in queue if one.reviewer)
        last = {who: stored_instant(at) for who, at in given.items()}
        for one in queue:
            if one.reviewer and one.assigned_at:
                last[one.reviewer] = max(one.assigned_at, last.get(one.reviewer, one.assigned_at))
        return {who: Load(open=open_[who], last=last.get(who)) for who in sorted({*open_, *last})}

    def candidates(self, case_id: str) -> tuple[Candidate, ...]:
        """Every reviewer of the agency today, whoever is due first at the head, those who may not be given this case at the end.

        Raises ``CaseUnknown``.
        """
        case, register = self.caseload.standing(case_id)
        loads = dict(self.workload(case.agency_id))
        mine = assigned(case)
        if mine in loads:  # the case itself is no reason to pass over whoever has it
            loads[mine] = Load(open=max(0, loads[mine].open - 1), last=loads[mine].last)
        return candidates(register, loads, day=self._today(), barred=kept_apart(case))

    def sheet(self, case_id: str) -> ReviewSheet:
        """What is known of the case beside the eight items of its review. Raises ``CaseUnknown``."""
        with self.database.read() as store:
            rows = store.load(case_id)
        return self.sheet_of(rows)

    def sheet_of(self, rows: Loaded) -> ReviewSheet:
        """The same of a case that has been read."""
        case, register = self.caseload.of(rows)
        day, sent = self._today(), case.last(Submission)
        results = self._checked(case, register, day, self.caseload.as_known(rows))
        return ReviewSheet(
            waiting=_waiting(case),
            assessment=catalogued(case, register, day),
            situation=sent.facts.situation if sent else None,
            materials=tuple(_materials(case, register, day)),
            counsel=tuple(act.facts.opinion for act in case.each(CounselOpinion)),
            discretion=(*discretion.told(case), *discretion_notes.notes_on_file(case, register.shelf, day)),
            items=tuple(
                SheetItem(item=item, checks=tuple(results[code] for code in _CHECKS.get(item, ()) if code in results))
                for item in ITEMS
            ),
        )

    def statistics(self, agency_id: str, since: date, until: date) -> Statistics:
        """The opinions that the agency's reviewers gave from one legal day to another, both included."""
        return statistics(self.opinions(agency_id, since, until))

    def opinions(self, agency_id: str, since: date, until: date) -> tuple[OpinionGiven, ...]:
        """The same one by one, by case and round."""
        with self.database.read_once() as store:
            rounds = store.rounds.rounds(agency_id, _begins(since), _begins(until + timedelta(days=1)))
        return tuple(map(_opinion, rounds))

    def _checked(
        self, case: CaseFile, register: Register, day: date, known: Callable[[int], Register]
    ) -> Mapping[str, Result]:
        """What the checks of a case file say, by their codes; they are made for penalties."""
        if not dossier.of_penalty(case.workflow):
            return {}
        view = View(case=case, register=register, calendar=self.calendars.for_case(case), day=day, known=known)
        return {result.check.id: result for result in scrutinise(view).results}

    def _today(self) -> date:
        return legal_day(self.clock.now())

    def of(self, case: CaseFile) -> Waiting:
        """The case as one that waits, or waited, for an opinion: its round, its reviewer, its clock."""
        return _waiting(case)

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Names of the states in which a case waits for an opinion, of whatever procedure."""
        steps = (step for workflow in self.caseload.workflows for step in workflow.transitions if step.opinion)
        return tuple(sorted({source.name for step in steps for source in step.sources}))


def _waiting(case: CaseFile) -> Waiting:
    told, done = dossier.report(case), case.last_review.round if case.last_review else 0
    waits = any(step.opinion and case.state in step.sources for step in case.workflow.transitions)
    return Waiting(
        case_id=case.id,
        cause=told.cause if told else case.workflow.label,
        round=done + 1 if waits or not done else done,
        reviewer=assigned(case),
        assigned_at=assigned_at(case),
        clock=_clock(case),
    )


def _clock(case: CaseFile) -> TermState | None:
    codes = {end.term.code for step in case.workflow.transitions if step.opinion for end in step.ends}
    return min((term for term in case.terms if term.running and term.code in codes), key=lambda t: t.due, default=None)


def _materials(case: CaseFile, register: Register, day: date) -> Iterator[SheetMaterial]:
    sent = case.last(Submission)
    named = sent.facts.materials if sent else ()
    for material in materials_due(case, register, day):
        yield SheetMaterial(material=material, lacking=tuple(lacking(material, named, case)))


def _begins(day: date) -> str:
    return instant_text(datetime.combine(day, time(), SHANGHAI))


def _opinion(row: Round) -> OpinionGiven:
    items = json.loads(row.facts)["items"] if row.facts else []
    ended = legal_day(stored_instant(row.occurred_at))
    return OpinionGiven(
        case_id=row.case_id,
        round=row.round,
        agreed=row.outcome == "agreed",
        reviewer=row.reviewer_id,
        failed=tuple(one["item"] for one in items if not one["passed"]),
        days=(ended - date.fromisoformat(row.started_on)).days if row.started_on else None,
        late=row.status == "late",
    )
