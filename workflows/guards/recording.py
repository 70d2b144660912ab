"""Recordings in sound and picture: there where the agency's list asks for them, of the step they are filed for (处罚法 47)."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa.engine.ask import Ask
from zhifa.engine.books.recording import AV_MATRIX, DEVICES, Effect, Level
from zhifa.engine.instants import legal_day
from zhifa.engine.recordings import Span, Taken, Wanted, demanded
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows.dossier import handlers
from zhifa.workflows.forms.recording import RecordingFiled, WaiverAnswered, WaiverAsked
from zhifa.workflows.reasons.people import NOT_A_HANDLER
from zhifa.workflows.reasons.recording import (
    DEVICE_NOT_REGISTERED,
    FULL_CANNOT_BE_WAIVED,
    RECORDED_BY_NOBODY,
    RECORDING_BESIDE_THE_STEP,
    RECORDING_MISSING,
    RECORDING_OF_NO_STEP,
    RECORDING_TOO_SHORT,
    WAIVED_BY_THE_ASKER,
    WAIVER_NOT_ASKED,
)
from zhifa.workflows.recorded import asked_before, taken, waiver_asked, waivers_waiting, wanted_in
from zhifa.workflows.roles import RECORDER


def _complete(ask: Ask) -> tuple[Refusal, ...]:
    """What is due by now, and not only marked."""
    before = asked_before(ask.transition.name)
    assert before is not None, "only steps before which recordings are asked for have this guard"
    due = before.due_by
    asked = wanted_in(ask.case, ask.register) if ask.register.shelf.lines(AV_MATRIX.name) else ()
    lacking = (one for one in asked if one.demand.until in due and one.demand.effect is Effect.BLOCKS)
    return tuple(_lack(one) for one in lacking if not one.met)


def _lack(one: Wanted) -> Refusal:
    step, demand = one.taken, one.demand
    if one.missing:
        return RECORDING_MISSING.refuse(
            seq=step.seq, step=step.label, until=demand.until.label, level=demand.level.label
        )
    return RECORDING_TOO_SHORT.refuse(seq=step.seq, step=step.label, holes="、".join(hole.text for hole in one.holes))


RECORDINGS_COMPLETE = Guard(
    name="recordings_complete",
    label="应当音像记录的环节有音像记录",
    article="行政处罚法第四十七条；国办发〔2018〕118号（据二手资料）",
    check=_complete,
    refuses=(RECORDING_MISSING, RECORDING_TOO_SHORT),
    early=True,
    at_entry=True,
)


def _fits(ask: Ask) -> tuple[Refusal, ...]:
    return tuple(_misfits(ask, ask.facts(RecordingFiled)))


def _misfits(ask: Ask, told: RecordingFiled) -> Iterator[Refusal]:
    span, day = Span(told.started_at, told.ended_at), legal_day(told.started_at)
    for seq in told.acts:
        step = _step(ask, seq)
        if step is None:
            yield RECORDING_OF_NO_STEP.refuse(seq=seq)
        elif step.beside(span):
            yield RECORDING_BESIDE_THE_STEP.refuse(seq=seq, step=step.label, span=span.text, when=step.when)
    shelf = ask.register.shelf
    if shelf.keeps(DEVICES, day) and not shelf.values_of(DEVICES, "number", told.device, day):
        yield DEVICE_NOT_REGISTERED.refuse(device=told.device, day=day)
    if ask.register.officer(told.recorded_by, day) is None:
        yield RECORDED_BY_NOBODY.refuse(officer=told.recorded_by, day=day)


def _step(ask: Ask, seq: int) -> Taken | None:
    return next((taken(act) for act in ask.case.acts if act.seq == seq), None)


RECORDING_FITS = Guard(
    name="recording_fits",
    label="音像是所写环节的，由在册人员以在册设备录制",
    article="行政处罚法第四十七条",
    check=_fits,
    refuses=(RECORDING_OF_NO_STEP, RECORDING_BESIDE_THE_STEP, DEVICE_NOT_REGISTERED, RECORDED_BY_NOBODY),
    at_entry=True,
)


def _of_the_case(ask: Ask) -> tuple[Refusal, ...]:
    """A recorder (记录人) files what he recorded in whatever case, a handler in his own alone."""
    if ask.actor in handlers(ask.case) or RECORDER.name in ask.register.roles(ask.actor, ask.day):
        return ()
    return (NOT_A_HANDLER.refuse(officer=_name(ask, ask.actor)),)


def _name(ask: Ask, officer_id: str) -> str:
    officer = ask.register.officers.get(officer_id)
    return officer.name if officer else officer_id


FILED_BY_ITS_PEOPLE = Guard(
    name="filed_by_its_people",
    label="音像由本案承办人或者记录人归档",
    article="本机关音像记录管理制度",
    check=_of_the_case,
    refuses=(NOT_A_HANDLER,),
    early=True,
)


def _waivable(ask: Ask) -> tuple[Refusal, ...]:
    """A step of the case that need not be recorded as a whole."""
    told = ask.submitted
    assert isinstance(told, WaiverAsked | WaiverAnswered)
    step = _step(ask, told.act)
    if step is None:
        return (RECORDING_OF_NO_STEP.refuse(seq=told.act),)
    demand = demanded(ask.register.shelf, ask.case.workflow.name, step.step, step.day)
    whole = demand is not None and demand.level is Level.FULL
    return (FULL_CANNOT_BE_WAIVED.refuse(seq=step.seq, step=step.label),) if whole else ()


WAIVABLE = Guard(
    name="recording_waivable",
    label="不是应当全程音像记录的环节",
    article="国办发〔2018〕118号（据二手资料）；自治区三项制度实施方案二（二）3",
    check=_waivable,
    refuses=(RECORDING_OF_NO_STEP, FULL_CANNOT_BE_WAIVED),
)


def _answered(ask: Ask) -> tuple[Refusal, ...]:
    """What was asked for, by another person than who asked; before it is known which, anything that waits for its answer."""
    if ask.submitted is None:
        return () if any(waivers_waiting(ask.case)) else (WAIVER_NOT_ASKED.refuse(step="本案的环节"),)
    seq = ask.facts(WaiverAnswered).act
    asked = waiver_asked(ask.case, seq)
    if asked is None:
        return (WAIVER_NOT_ASKED.refuse(step=f"第{seq}号环节"),)
    return tuple(WAIVED_BY_THE_ASKER.refuse(officer=_name(ask, one)) for one in ask.officers if one in asked.officers)


WAIVER_FITS = Guard(
    name="waiver_fits",
    label="不作音像记录经另一人批准",
    article="本机关音像记录管理制度",
    check=_answered,
    refuses=(WAIVER_NOT_ASKED, WAIVED_BY_THE_ASKER),
    early=True,
)
