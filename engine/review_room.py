"""The review room: the cases that wait for a legal review, who may take them, what is known of one beside the eight items, and statistics.

Nothing is written here: assigning a reviewer is a step of the case (``assign_reviewer``), performed by :class:`~zhifa.engine.office.Office`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Final, get_args

from zhifa.engine.assessment import Assessment
from zhifa.engine.books.review import Material
from zhifa.engine.calendars import Calendars
from zhifa.engine.casefile import CaseFile, TermState, due_day
from zhifa.engine.caseload import Caseload
from zhifa.engine.clock import Clock
from zhifa.engine.docket_page import DocketLine
from zhifa.engine.gate import catalogued
from zhifa.engine.instants import SHANGHAI, instant_text, legal_day, stored_instant
from zhifa.engine.kept import Kept
from zhifa.engine.reader import Reader
from zhifa.engine.register import Register
from zhifa.engine.registrar import Registrar
from zhifa.engine.review_pool import Candidate, Load, candidates
from zhifa.engine.review_statistics import OpinionGiven, Statistics, statistics
from zhifa.engine.vocabulary import Transition
from zhifa.storage.database import Database
from zhifa.storage.records import Loaded
from zhifa.storage.reviews import Round, Sent, SentAsked
from zhifa.workflows import discretion, discretion_notes, dossier
from zhifa.workflows.forms.assignment import CounselOpinion, ReviewerAssigned
from zhifa.workflows.forms.review import Submission
from zhifa.workflows.forms.values import ReviewItem
from zhifa.workflows.guards.importance import lacking, materials_due
from zhifa.workflows.review_round import assigned, assigned_at, kept_apart
from zhifa.workflows.scrutiny import View, scrutinise
from zhifa.workflows.scrutiny.check import Result

LAST_KEPT_S: Final = 60.0
"""Seconds for which it is not asked anew when each reviewer last gave an opinion."""

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
    due: date | None
    """The day on which the term ends within which the opinion is due; ``None``: it has none."""
    suspended: bool
    """That term stands still."""


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
    _last: Kept[Mapping[str, str]] = field(default_factory=lambda: Kept(LAST_KEPT_S))

    def queue(self, agency_id: str) -> tuple[Waiting, ...]:
        """The agency's cases that wait for an opinion, by the day on which it is due; those without a clock last. Of lines alone, no case is read."""
        waiting = self._sent(SentAsked(agency_id, self._clocks, self._assignments, states=self.states)).values()
        return tuple(sorted(waiting, key=lambda one: (one.due is None, one.due or date.max, one.case_id)))

    def of_lines(self, lines: Iterable[DocketLine]) -> Mapping[str, Waiting]:
        """The cases of these lines, all of one agency, as they wait, or waited, for an opinion, by id."""
        kept = tuple(lines)
        if not kept:
            return {}
        ids = tuple(line.case_id for line in kept)
        return self._sent(SentAsked(kept[0].agency_id, self._clocks, self._assignments, case_ids=ids))

    def workload(self, agency_id: str) -> Mapping[str, Load]:
        """What each reviewer has on hand, by id; who never had anything is not listed. Last opinions may be a minute old."""
        queue, given = self.queue(agency_id), self._last.of(agency_id, lambda: self._last_given(agency_id))
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
        return statistics(self._opinions(agency_id, since, until))

    def statistics_for(self, reader: Reader, since: date, until: date) -> Statistics:
        """The same of the cases that the reader may see: a figure counts what his lists show, and no other case."""
        given = self._opinions(reader.agency_id, since, until)
        if not reader.reach.whole:
            seen = reader.lines(tuple(dict.fromkeys(one.case_id for one in given)))
            given = tuple(one for one in given if one.case_id in seen)
        return statistics(given)

    def _opinions(self, agency_id: str, since: date, until: date) -> tuple[OpinionGiven, ...]:
        """One by one, by case and round."""
        with self.database.read_once() as store:
            rounds = store.rounds.rounds(agency_id, _begins(since), _begins(until + timedelta(days=1)))
        return tuple(map(_opinion, rounds))

    def _last_given(self, agency_id: str) -> Mapping[str, str]:
        with self.database.read_once() as store:
            return store.rounds.last(agency_id)

    def _sent(self, asked: SentAsked) -> dict[str, Waiting]:
        with self.database.read_once() as store:
            found = store.rounds.sent(asked)
        told: dict[str, Waiting] = {}
        for row in found:  # the clock that ends first comes first
            told.setdefault(row.case_id, _told(row, waits=row.state in self.states))
        return told

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
        return tuple(sorted({source.name for step in self._opining for source in step.sources}))

    @cached_property
    def reviewing(self) -> frozenset[str]:
        """Names of the posts that give opinions, or cases to those who do."""
        return self.sharing | {role.name for step in self._opining for role in step.roles}

    @cached_property
    def sharing(self) -> frozenset[str]:
        """Names of the posts that give cases to reviewers."""
        return frozenset(role.name for step in self._assigning for role in step.roles)

    @property
    def _opining(self) -> Iterator[Transition]:
        return (step for workflow in self.caseload.workflows for step in workflow.transitions if step.opinion)

    @cached_property
    def _clocks(self) -> tuple[str, ...]:
        """Codes of the terms that end with an opinion."""
        return tuple(sorted({end.term.code for step in self._opining for end in step.ends}))

    @property
    def _assigning(self) -> Iterator[Transition]:
        every = (step for workflow in self.caseload.workflows for step in workflow.transitions)
        return (step for step in every if step.facts is ReviewerAssigned)

    @cached_property
    def _assignments(self) -> tuple[str, ...]:
        """Names of the steps that give a case to a reviewer."""
        return tuple(sorted({step.name for step in self._assigning}))


def _waiting(case: CaseFile) -> Waiting:
    told, done = dossier.report(case), case.last_review.round if case.last_review else 0
    waits = any(step.opinion and case.state in step.sources for step in case.workflow.transitions)
    clock = _clock(case)
    return Waiting(
        case_id=case.id,
        cause=told.cause if told else case.workflow.label,
        round=done + 1 if waits or not done else done,
        reviewer=assigned(case),
        assigned_at=assigned_at(case),
        due=clock.due_day if clock else None,
        suspended=clock is not None and clock.status == "suspended",
    )


def _told(row: Sent, *, waits: bool) -> Waiting:
    done = row.last_round or 0
    return Waiting(
        case_id=row.case_id,
        cause=row.cause,
        round=done + 1 if waits or not done else done,
        reviewer=row.reviewer_id,
        assigned_at=stored_instant(row.assigned_at) if row.reviewer_id and row.assigned_at else None,
        due=due_day(row.due) if row.due else None,
        suspended=row.status == "suspended",
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
