"""Corrections: a new entry beside the old one, never an edit (invariant 7).

A correction may mend what was entered wrongly; it may not do what a step would have been refused, nor take back what went out to the party or
what somebody else judged. So the guards of the corrected step and of every later one are asked again on the corrected file, and a transition
may say that its act is ``final``. Terms and tracks come to stand as they follow from the corrected file (:mod:`zhifa.engine.course`).
Before the decision a correction voids every review given and takes a case that waits for its decision
back to legal review; what a decision rests on cannot be corrected once it is made.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel

from zhifa.engine.act import Act
from zhifa.engine.ask import Ask
from zhifa.engine.calendar import Calendar
from zhifa.engine.canonical import JSON, canonical, digest
from zhifa.engine.casefile import CaseFile, TermState
from zhifa.engine.command import behalf
from zhifa.engine.course import (
    Course,
    beyond_correction,
    followed,
    terms_moved,
    terms_voided,
    tracks_closed,
    tracks_opened,
)
from zhifa.engine.entering import entering_faults
from zhifa.engine.fields import Fits, Form, Identifier, Label, Text
from zhifa.engine.forms import parse, unstated
from zhifa.engine.guarding import answers_again, barred, post_missing
from zhifa.engine.instants import day_text, instant_text, legal_day, parse_instant
from zhifa.engine.naming import Naming, another, speaking
from zhifa.engine.plan import CorrectionPlan, Refused, TermMoved
from zhifa.engine.planning import restarted, starts_of, track_refusals
from zhifa.engine.refusals import (
    CORRECTION_AFTER_DECISION,
    CORRECTION_APPROVER,
    CORRECTION_TARGET,
    FACTS_INVALID,
    NOT_STATED,
    Refusal,
)
from zhifa.engine.register import Register
from zhifa.engine.standing import Doing, holds
from zhifa.engine.terms import Reckoning
from zhifa.engine.vocabulary import Phase

OCCURRED_AT = "occurred_at"
"""The path under which a correction names the time of the step itself."""


def _approving(naming: Naming) -> frozenset[str]:
    """Who may approve a correction."""
    return another(speaking(*naming.case.workflow.approvers))(naming)


class CorrectionForm(Form):
    """What is entered with a correction besides the new value."""

    path: Label
    reason: Text
    approver: Annotated[Identifier, Fits(_approving)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A wrong value in entry ``seq`` of a case, the right one, why, and who approved it."""

    case_id: str
    seq: int
    path: str
    """Dotted path into the facts of the step, or ``occurred_at``."""
    new: JSON
    reason: str
    actor: str
    approver: str
    occurred_at: datetime
    expected_version: int
    key: str
    on_behalf_of: str | None = None
    """Id of the officer as whose deputy the actor enters it."""

    def digest(self) -> str:
        """What tells this correction from another command under the same key."""
        content: dict[str, JSON] = {
            "case": self.case_id,
            "seq": self.seq,
            "path": self.path,
            "new": self.new,
            "reason": self.reason,
            "actor": self.actor,
            "approver": self.approver,
            "occurred_at": instant_text(self.occurred_at),
            "expected_version": self.expected_version,
            **behalf(self.on_behalf_of),
        }
        return digest("correction/1", canonical(content))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """A correction in its surroundings."""

    case: CaseFile
    correction: Correction
    register: Register
    calendar: Calendar
    now: datetime

    def ask(self, act: Act[BaseModel], case: CaseFile) -> Ask:
        """The question the guards of ``act`` were asked, on the file as ``case`` has it."""
        return Ask(
            case=case.before(act.seq),
            transition=act.transition,
            actor=act.actor,
            at=act.at,
            now=act.recorded_at,
            register=self.register,
            calendar=self.calendar,
            submitted=act.facts,
            on_behalf_of=act.on_behalf_of,
        )


def decide_correction(
    case: CaseFile, correction: Correction, *, register: Register, calendar: Calendar, now: datetime
) -> CorrectionPlan | Refused:
    """The plan of a correction, or every reason against it."""
    question = _Question(case=case, correction=correction, register=register, calendar=calendar, now=now)
    refusals = [*_standing(question)]
    act = next((act for act in case.acts if act.seq == correction.seq), None)
    if act is None:
        refusals.append(CORRECTION_TARGET.refuse(seq=correction.seq, detail="没有这一环节的记录"))
        return Refused(refusals=tuple(refusals))
    refusals += _untouchable(case, act)
    corrected = _corrected(act, correction)
    if isinstance(corrected, tuple):
        return Refused(refusals=(*refusals, *corrected))
    if case.workflow.links(corrected.facts) != case.workflow.links(act.facts):
        refusals.append(CORRECTION_TARGET.refuse(seq=act.seq, detail="关联案件登记后不更正"))
    if not case.replay:
        refusals += (NOT_STATED.refuse(field=correction.path) for _ in unstated(correction.new))
    moved = tuple(_moved(case, corrected, question.ask(corrected, case)))
    mended = _mended(case, corrected, moved)
    before, after = followed(case, question.ask), followed(mended, question.ask)
    refusals += _consequences(question, corrected, before, after)
    if refusals or case.state is None:
        return Refused(refusals=tuple(dict.fromkeys(refusals)))
    placed = {(m.start_seq, m.reckoning.term.code, m.key): m for m in (*moved, *terms_moved(case, before, after))}
    voided = tuple(terms_voided(case, before, after))
    fined, fine = (None, None) if case.replay else (case.workflow.fine(case), case.workflow.fine(mended))
    waits = case.state.phase is Phase.DECIDE and not case.decided
    return CorrectionPlan(
        source=case.state,
        target=case.workflow.review_state if waits else case.state,
        seq=act.seq,
        path=correction.path,
        old=_old(act, correction.path),
        new=correction.new,
        voids_review=not case.decided,
        moved=tuple(term for term in placed.values() if term.old_id not in voided),
        voided=voided,
        opened=tuple(tracks_opened(case, before, after)),
        closed=tuple(tracks_closed(case, before, after)),
        facts=corrected.facts,
        fine=fine if fine != fined else None,
        fine_ended=fined is not None and fine != fined,
        at=correction.occurred_at,
        recorded_at=now,
    )


def _standing(question: _Question) -> Iterator[Refusal]:
    """Whether this officer may enter it now, approved by that one."""
    case, correction, register = question.case, question.correction, question.register
    content: dict[str, JSON] = {
        "path": correction.path,
        "reason": correction.reason,
        "approver": correction.approver,
    }
    yield from entering_faults(
        case, correction.actor, correction.occurred_at, label="更正", roles=case.workflow.correctors,
        form=CorrectionForm, content=content, register=register, now=question.now, on_behalf_of=correction.on_behalf_of,
    )  # fmt: skip
    approving = Doing(
        case=case, register=register, actor=correction.approver, day=legal_day(correction.occurred_at), label="批准更正",
        roles=case.workflow.approvers,
    )  # fmt: skip
    if correction.approver in (correction.actor, correction.on_behalf_of):
        yield CORRECTION_APPROVER.refuse(detail="批准人与登记人是同一人")
    elif not holds(approving):
        yield CORRECTION_APPROVER.refuse(detail=f"{correction.approver}当日没有批准的岗位")
    yield from barred(case, correction.approver, register)


def _untouchable(case: CaseFile, act: Act[BaseModel]) -> Iterator[Refusal]:
    """Acts that are done anew instead of corrected."""
    if act.transition.final:
        yield CORRECTION_TARGET.refuse(seq=act.seq, detail=act.transition.final)
    decided = case.decisions[-1].seq if case.decisions else None
    if decided is not None and act.seq <= decided:
        yield CORRECTION_AFTER_DECISION.refuse(decided=decided, seq=act.seq)


def _raw(act: Act[BaseModel]) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(act.facts.model_dump_json())
    return facts


def _old(act: Act[BaseModel], path: str) -> JSON:
    return instant_text(act.at) if path == OCCURRED_AT else _at(_raw(act), path)


def _at(facts: Any, path: str) -> Any:
    """The value at a dotted path; ``LookupError``, ``TypeError`` or ``ValueError`` when it leads nowhere."""
    for step in path.split("."):
        facts = facts[int(step)] if isinstance(facts, list) else facts[step]
    return facts


def put(facts: Any, path: str, value: object) -> None:
    """Write ``value`` at a dotted path that exists; ``LookupError``, ``TypeError`` or ``ValueError`` when it does not."""
    *steps, last = path.split(".")
    parent = _at(facts, ".".join(steps)) if steps else facts
    _at(facts, path)
    parent[int(last) if isinstance(parent, list) else last] = value


def _corrected(act: Act[BaseModel], correction: Correction) -> Act[BaseModel] | tuple[Refusal, ...]:
    """The act as it should have been recorded, or why it cannot be."""
    facts, at = _raw(act), act.at
    try:
        if _old(act, correction.path) == correction.new:
            return (CORRECTION_TARGET.refuse(seq=act.seq, detail="新值与原值相同"),)
        if correction.path == OCCURRED_AT:
            at = parse_instant(str(correction.new), field=OCCURRED_AT)
        else:
            put(facts, correction.path, correction.new)
    except (LookupError, TypeError):
        return (CORRECTION_TARGET.refuse(seq=act.seq, detail=f"没有填报项“{correction.path[:60]}”"),)
    except ValueError as error:
        return (FACTS_INVALID.refuse(field=correction.path[:60], value=str(correction.new)[:60], rule=str(error)),)
    parsed = parse(act.transition.facts, facts)
    if isinstance(parsed, tuple):
        return parsed
    return act.saying(parsed, at=at)


def _consequences(question: _Question, new: Act[BaseModel], before: Course, after: Course) -> Iterator[Refusal]:
    """What the corrected file would have refused, at the step itself and at every later one, and what cannot be made to follow from it."""
    yield from _order(question.case, new)
    yield from post_missing(question.ask(new, question.case))
    for detail in beyond_correction(before, after):
        yield CORRECTION_TARGET.refuse(seq=new.seq, detail=f"{detail}，应另行办理")
    for ask, facts in after.asks:
        if ask.case.next_seq >= new.seq:
            yield from answers_again(ask, corrected=ask.case.next_seq == new.seq)
            yield from track_refusals(ask, facts)


def _mended(case: CaseFile, new: Act[BaseModel], moved: tuple[TermMoved, ...]) -> CaseFile:
    """The file with the act corrected and its terms moved."""
    due = {move.old_id: day_text(move.reckoning.due) for move in moved}
    return replace(
        case,
        acts=tuple(new if act.seq == new.seq else act for act in case.acts),
        terms=tuple(replace(term, due=due.get(term.id, term.due)) for term in case.terms),
    )


def _order(case: CaseFile, corrected: Act[BaseModel]) -> Iterator[Refusal]:
    """The step still lies between the one it builds on and the next that moved the case."""
    moves = [act for act in case.acts if act.transition.targets and act.seq != corrected.seq]
    before = [act for act in moves if act.seq < corrected.seq]
    after = [act for act in moves if act.seq > corrected.seq]
    if before and corrected.at < before[-1].at:
        yield CORRECTION_TARGET.refuse(seq=corrected.seq, detail=f"时间早于其所依据的“{before[-1].transition.label}”")
    if after and corrected.transition.targets and corrected.at > after[0].at:
        yield CORRECTION_TARGET.refuse(seq=corrected.seq, detail=f"时间晚于其后的“{after[0].transition.label}”")
    if corrected.at > corrected.recorded_at:
        yield CORRECTION_TARGET.refuse(seq=corrected.seq, detail="时间晚于当时的登记时间")


def _moved(case: CaseFile, act: Act[BaseModel], ask: Ask) -> Iterator[TermMoved]:
    """Terms the step started whose end changes."""
    for begun in starts_of(ask, act.facts):
        code = begun.start.term.code
        old = next((t for t in case.terms if _same(t, act.seq, code, begun.key)), None)
        if old is None:
            continue
        stops = (stop for stop in case.stops(code, date.max) if stop.end < date.max)
        reckoning = restarted(begun, ask, row=old, stops=stops, extended_by=case.extended_by(old))
        if day_text(reckoning.due) != old.due:
            yield TermMoved(
                old_id=old.id,
                reckoning=reckoning,
                key=begun.key,
                status=_status(old, reckoning),
                ended_on=old.ended_on,
                start_seq=act.seq,
            )


def _same(term: TermState, seq: int, code: str, key: str) -> bool:
    return (term.start_seq, term.code, term.key) == (seq, code, key) and term.status != "void"


def _status(old: TermState, reckoning: Reckoning) -> str:
    """A term that has ended stays ended, in time or late by its new end."""
    if old.ended_on is None or old.running:
        return old.status
    return "met" if old.ended_on[:10] <= day_text(reckoning.due)[:10] else "late"
