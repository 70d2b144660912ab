"""What a case file holds of recordings, as :mod:`zhifa.engine.recordings` asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple

from pydantic import BaseModel

from zhifa.engine.act import Act
from zhifa.engine.books.recording import Effect, Level, Until
from zhifa.engine.calendar import Calendar
from zhifa.engine.casefile import CaseFile
from zhifa.engine.recordings import Recording, Span, Taken, Wanted, demanded, wanted
from zhifa.engine.register import Register
from zhifa.workflows.forms.recording import GapExcused, RecordingFiled, WaiverAnswered, WaiverAsked

ASKED_BEFORE: Final[Mapping[str, Until]] = MappingProxyType(
    {
        "conclude": Until.CONCLUDE,
        "submit_review": Until.SUBMIT_REVIEW,
        "decide_penalty": Until.DECIDE,
        "decide_no_penalty": Until.DECIDE,
        "close": Until.CLOSE,
    }
)
"""The steps before which recordings are asked for, and which."""

ASKED_BEFORE_ON_THE_SPOT: Final[Mapping[str, Until]] = MappingProxyType(
    {"file_record": Until.DECIDE, "close": Until.CLOSE}
)
"""On the spot nobody uploads a file before deciding, so there it is asked before the record is filed with the agency."""

_EVERY_STEP: Final = {**ASKED_BEFORE, **ASKED_BEFORE_ON_THE_SPOT}


def asked_before(step: str) -> Until | None:
    """What must be on file before a step of this name; nothing before most."""
    return _EVERY_STEP.get(step)


_OF_RECORDINGS = (RecordingFiled, WaiverAsked, WaiverAnswered, GapExcused)


def taken(act: Act[BaseModel]) -> Taken:
    """The step with its times, where its record states them: records at a scene do, and those of a hearing."""
    stated = act.transition.facts not in _OF_RECORDINGS and "started_at" in act.transition.facts.model_fields
    started, ended = (getattr(act.facts, name, None) if stated else None for name in ("started_at", "ended_at"))
    lasted = Span(started, ended) if isinstance(started, datetime) and isinstance(ended, datetime) else None
    return Taken(seq=act.seq, step=act.transition.name, label=act.transition.label, at=act.at, lasted=lasted)


def step_of(case: CaseFile, seq: int) -> Taken | None:
    """The step of that entry; ``None`` where the case has none."""
    return next((taken(act) for act in case.acts if act.seq == seq), None)


def asked_as_a_whole(case: CaseFile, step: Taken, register: Register) -> bool:
    """Whether the list asks that the step is recorded from its beginning to its end."""
    demand = demanded(register.shelf, case.workflow.name, step.step, step.day)
    return demand is not None and demand.level is Level.FULL


def recordings(case: CaseFile) -> Iterator[Recording]:
    """The recordings on file, in the order in which they came."""
    for act in case.each(RecordingFiled):
        told = act.facts
        yield Recording(
            seq=act.seq, acts=frozenset(told.acts), medium=told.medium, device=told.device, digest=told.digest,
            span=Span(told.started_at, told.ended_at), recorded_at=act.recorded_at,
        )  # fmt: skip


def waiver_asked(case: CaseFile, seq: int) -> Act[WaiverAsked] | None:
    """The request to do without a recording of entry ``seq`` that still waits for its answer."""
    asked = [act for act in case.each(WaiverAsked) if act.facts.act == seq]
    answer = _answers(case).get(seq)
    return asked[-1] if asked and (answer is None or asked[-1].seq > answer.seq) else None


def waivers_waiting(case: CaseFile) -> Iterator[Act[WaiverAsked]]:
    """The requests to do without a recording that wait for an answer."""
    return (act for act in case.each(WaiverAsked) if waiver_asked(case, act.facts.act) is act)


def waived(case: CaseFile) -> frozenset[int]:
    """Entries that need not be recorded by the last answer given on each."""
    return _granted(case, WaiverAnswered)


def excused(case: CaseFile) -> frozenset[int]:
    """Entries without whose recording the case goes on by the last answer given on each."""
    return _granted(case, GapExcused)


def _granted(case: CaseFile, form: type[BaseModel]) -> frozenset[int]:
    answers = _answers(case).items()
    return frozenset(seq for seq, answer in answers if answer.transition.facts is form and answer.facts.granted)


def _answers(case: CaseFile) -> Mapping[int, Act[WaiverAnswered] | Act[GapExcused]]:
    """The last answer given on each entry."""
    given: list[Act[WaiverAnswered] | Act[GapExcused]] = [*case.each(WaiverAnswered), *case.each(GapExcused)]
    return {act.facts.act: act for act in sorted(given, key=lambda act: act.seq)}


def wanted_in(case: CaseFile, register: Register) -> tuple[Wanted, ...]:
    """The steps of the case that the agency's list speaks of, and what there is of each."""
    acts = (taken(act) for act in case.acts)
    told, name = tuple(recordings(case)), case.workflow.name
    return wanted(acts, told, waived(case), excused=excused(case), shelf=register.shelf, workflow=name)


def overdue(case: CaseFile, one: Wanted) -> bool:
    """Whether a step was taken since before which its recording had to be on file, or the case ended."""
    since = (asked_before(act.transition.name) for act in case.acts if act.seq > one.taken.seq)
    passed = any(before is not None and one.demand.until in before.due_by for before in since)
    return passed or (case.state is not None and case.state.ended)


class Recorded(NamedTuple):
    """A step that the list speaks of, as it stands on file."""

    wanted: Wanted
    late: tuple[Recording, ...]
    """Recordings of it that came in after their time."""
    asked: Act[WaiverAsked] | None
    """The request to do without one that still waits for its answer."""
    overdue: bool

    @property
    def answered_by(self) -> str:
        """Name of the step that answers a request to do without: what is to be recorded as a whole is not waived, its gap is excused."""
        return "excuse_gap" if self.wanted.demand.level is Level.FULL else "approve_waiver"

    @property
    def note(self) -> str | None:
        """What an officer should know though it keeps nobody back, in Chinese."""
        if self.wanted.demand.effect is not Effect.MARKS or not self.wanted.holds_back:
            return None
        step = self.wanted.taken
        return f"第{step.seq}号“{step.label}”{self.wanted.lacking}，最迟于{self.wanted.demand.until.label}归档"


def recorded(case: CaseFile, register: Register, calendar: Calendar) -> tuple[Recorded, ...]:
    """How it stands with the recordings of a case, step by step."""
    days = register.agency.policy.evidence_upload_days
    return tuple(
        Recorded(
            wanted=one,
            late=one.late(days=days, calendar=calendar),
            asked=waiver_asked(case, one.taken.seq),
            overdue=overdue(case, one),
        )
        for one in wanted_in(case, register)
    )
