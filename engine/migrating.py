"""Moving a case to another version of its procedure (改依新版): whether it can be continued there, and what would be otherwise.

A version that a case was opened under is never changed. A case goes on under it until a recorded migration moves it (invariant 8). That
moves neither state, term nor review; what was done stays as it was recorded and is read by the names that the
:class:`~zhifa.engine.succession.Succession` gives. What could not be read so is refused, each with its reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from pydantic import BaseModel

from zhifa.engine.act import Act
from zhifa.engine.ask import Ask
from zhifa.engine.calendar import Calendar
from zhifa.engine.casefile import CaseFile, TermState
from zhifa.engine.entering import entering_faults
from zhifa.engine.forms import parse
from zhifa.engine.guarding import answer
from zhifa.engine.instants import legal_day
from zhifa.engine.migration import LABEL, Migration, MigrationForm, MigrationPlan, Objection, here
from zhifa.engine.plan import Refused
from zhifa.engine.refusals import (
    MIGRATION_DECIDED_OTHERWISE,
    MIGRATION_FACTS_UNFIT,
    MIGRATION_NOT_SUCCESSIVE,
    MIGRATION_STATE_UNMAPPED,
    MIGRATION_STEP_UNMAPPED,
    MIGRATION_TERM_UNKNOWN,
    MIGRATION_TRACK_UNKNOWN,
    Refusal,
)
from zhifa.engine.register import Register
from zhifa.engine.succession import Succession, succession
from zhifa.engine.vocabulary import DecisionKind, Phase, Review, State, Transition
from zhifa.engine.workflow import Workflow


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """A case file between two versions."""

    case: CaseFile
    new: Workflow
    renamed: Succession
    on: date

    def step_of(self, act: Act[BaseModel]) -> Transition | None:
        """The step of an act as the other version knows it."""
        return self.new.by_name.get(self.renamed.step(act.transition.name) or "")

    @property
    def state(self) -> State | None:
        """Where the case stands, as the other version knows it; never in another phase, and never ended or begun anew."""
        old = here(self.case)
        found = self.new.state_by_name.get(self.renamed.state(old.name) or "")
        return found if found and (found.phase, found.ended) == (old.phase, old.ended) else None


def plan_migration(
    case: CaseFile, new: Workflow, asked: Migration, *, template_versions: Mapping[str, str], register: Register,
    calendar: Calendar, now: datetime,
) -> MigrationPlan | Refused:  # fmt: skip
    """What the migration makes of the case, or every reason against it. ``template_versions``: those that its decision would be set in."""
    entering = entering_faults(
        case, asked.actor, asked.occurred_at, label=LABEL, roles=case.workflow.approvers, form=MigrationForm,
        content={"reason": asked.reason}, register=register, now=now,
    )  # fmt: skip
    refusals = [*entering]
    renamed = succession(case.workflow, new)
    if renamed is None:
        return Refused(refusals=(*refusals, _not_successive(case.workflow, new)))
    passage = _Passage(case=case, new=new, renamed=renamed, on=legal_day(asked.occurred_at))
    refusals += _unreadable(passage)
    if refusals:
        return Refused(refusals=tuple(refusals))
    after = replace(_read(passage), template_versions=template_versions)
    refusals += (*_unlike(passage, after), *_decided_otherwise(passage, after))
    if refusals:
        return Refused(refusals=tuple(refusals))
    asks = tuple(_asks(after, asked, register=register, calendar=calendar, now=now))
    return _planned(passage, after, asks)


def _not_successive(old: Workflow, new: Workflow) -> Refusal:
    same = old.version == new.version
    detail = "案件现在就依这一版" if same else "两版之间没有写明怎样承接"
    return MIGRATION_NOT_SUCCESSIVE.refuse(workflow=old.label, old=old.version, new=new.version, detail=detail)


def _unreadable(passage: _Passage) -> Iterator[Refusal]:
    """What the other version has no name for, and facts that its forms do not take."""
    version = passage.new.version
    if passage.state is None:
        yield MIGRATION_STATE_UNMAPPED.refuse(state=here(passage.case).label, version=version)
    for act in passage.case.acts:
        step = passage.step_of(act)
        if step is None:
            yield MIGRATION_STEP_UNMAPPED.refuse(seq=act.seq, step=act.transition.label, version=version)
        else:
            yield from dict.fromkeys(_unfit(act, step, version))


def _unfit(act: Act[BaseModel], step: Transition, version: int) -> Iterator[Refusal]:
    """Facts that the form of the other version does not take, in whatever they said before and since they were corrected."""
    for one in act.versions():
        parsed = parse(step.facts, json.loads(one.raw))
        for fault in parsed if isinstance(parsed, tuple) else ():
            yield MIGRATION_FACTS_UNFIT.refuse(
                seq=act.seq, step=act.transition.label, version=version, **dict(fault.operands)
            )


def _read(passage: _Passage) -> CaseFile:
    """The case file, read by the other version."""
    acts = tuple(_as(act, step) for act in passage.case.acts if (step := passage.step_of(act)) is not None)
    return replace(passage.case, workflow=passage.new, state=passage.state, acts=acts)


def _as(act: Act[BaseModel], step: Transition) -> Act[BaseModel]:
    return Act(
        seq=act.seq, transition=step, actor=act.actor, at=act.at, recorded_at=act.recorded_at, raw=act.raw,
        superseded=act.superseded, on_behalf_of=act.on_behalf_of,
    )  # fmt: skip


def _unlike(passage: _Passage, after: CaseFile) -> Iterator[Refusal]:
    """Running terms and open tracks that would not go on as they began."""
    version = passage.new.version
    steps = {act.seq: act.transition for act in after.acts}
    for term in passage.case.terms:
        detail = _term_unlike(term, passage, after, steps.get(term.start_seq)) if term.running else None
        if detail:
            yield MIGRATION_TERM_UNKNOWN.refuse(term=term.label, version=version, detail=detail)
    for track in passage.case.open_tracks():
        step = steps.get(track.opened_seq)
        if step is None or track.track not in {opening.track.name for opening in step.opens}:
            label = passage.case.workflow.track_by_name[track.track].label
            yield MIGRATION_TRACK_UNKNOWN.refuse(track=label, key=track.key, version=version)


def _term_unlike(term: TermState, passage: _Passage, after: CaseFile, step: Transition | None) -> str | None:
    """Why the term would be counted otherwise from now on."""
    if step is None or (term.code, term.label) not in {(s.term.code, s.term.label) for s in step.starts}:
        return "相应步骤没有起算这一期限"
    before, on = passage.case, passage.on
    if after.extended_by(term) != before.extended_by(term):
        return "相应步骤对它的延长不同"
    stops = (tuple((stop.start, stop.end) for stop in case.stops(term.code, on)) for case in (before, after))
    return "相应事项对它的停止计算不同" if next(stops) != next(stops) else None


def _decided_otherwise(passage: _Passage, after: CaseFile) -> Iterator[Refusal]:
    """Kinds of decision that ask for another review, and a case that would wait for its decision without one (处罚法 58; invariant 1)."""
    old, new, version = _kinds(passage.case.workflow), _kinds(passage.new), passage.new.version
    for name in sorted({decision.kind for decision in passage.case.decisions} - new.keys()):
        yield MIGRATION_DECIDED_OTHERWISE.refuse(kind=old[name].label, version=version, detail="该版没有这种决定")
    for name, kind in new.items():
        if _review_of(old.get(name)) != _review_of(kind):
            detail = "该版对其法制审核的要求不同"
            yield MIGRATION_DECIDED_OTHERWISE.refuse(kind=kind.label, version=version, detail=detail)
    for detail in _standing_otherwise(passage.case, after):
        yield MIGRATION_DECIDED_OTHERWISE.refuse(kind="决定草案", version=version, detail=detail)


def _standing_otherwise(before: CaseFile, after: CaseFile) -> Iterator[str]:
    """Why a review or a decision would not stand as it does: a review may fall, but neither while the decision waits for it nor come back."""
    if after.decided != before.decided:
        yield "该版不照原样看待已经作出的决定"
    stood, stands = _answers(before), _answers(after)
    if stood and not stands and not before.decided and here(before).phase is Phase.DECIDE:
        yield "案件待作决定，该版读出的决定草案与审核通过的不同"
    if any(_voids_less(before, after, seq) for seq in stands - stood):
        yield "该版会使已经失效的审核意见重新有效"


def _answers(case: CaseFile) -> frozenset[int]:
    """The entries by which the draft as it stands may be decided: the review that agreed to it, the catalogue that asks for none."""
    review = case.last_review
    assessment = max(case.assessments, key=lambda one: one.seq, default=None)
    found = {review.seq} if review and case.cleared else set()
    if assessment and not assessment.due and assessment.draft_digest == case.draft_digest:
        found.add(assessment.seq)
    return frozenset(found)


def _voids_less(before: CaseFile, after: CaseFile, seq: int) -> bool:
    """Whether a step since that entry voided what it answers, and would not have."""
    voids = {act.seq: act.transition.voids_review for act in after.acts}
    return any(act.transition.voids_review > voids[act.seq] for act in before.acts if act.seq > seq)


def _kinds(workflow: Workflow) -> Mapping[str, DecisionKind]:
    return {step.decides.name: step.decides for step in workflow.transitions if step.decides}


def _review_of(kind: DecisionKind | None) -> tuple[Review, str | None]:
    """Which review the decision needs; one that a version does not know could have been made under it after a review only."""
    return (kind.review, kind.exempt_article) if kind else (Review.ALWAYS, None)


def _asks(after: CaseFile, asked: Migration, *, register: Register, calendar: Calendar, now: datetime) -> Iterator[Ask]:
    """Each step that starts from here, as it would be asked now, before its facts are known."""
    for step in after.workflow.transitions:
        if after.state in step.sources:
            yield Ask(
                case=after, transition=step, actor=asked.actor, at=now, now=now, register=register, calendar=calendar,
                submitted=None,
            )  # fmt: skip


def _planned(passage: _Passage, after: CaseFile, asks: Iterable[Ask]) -> MigrationPlan:
    old = {
        passage.renamed.step(step.name): step
        for step in passage.case.workflow.transitions
        if passage.case.state in step.sources
    }
    new = {ask.transition.name: ask for ask in asks}
    return MigrationPlan(
        before=passage.case,
        after=after,
        renamed=passage.renamed,
        gained=tuple(ask.transition for name, ask in new.items() if name not in old),
        lost=tuple(step for name, step in old.items() if name not in new),
        objections=tuple(o for name, ask in new.items() if name in old for o in _objections(ask, old[name])),
    )


def _objections(ask: Ask, before: Transition) -> Iterator[Objection]:
    known = {guard.name for guard in before.guards}
    for guard in ask.transition.guards:
        if guard.early and guard.name not in known:
            yield from (Objection(step=ask.transition, refusal=refusal) for refusal in answer(guard, ask))
