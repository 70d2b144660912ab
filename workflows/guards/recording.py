"""Recordings in sound and picture: there where the agency's list asks for them, of the step they are filed for (处罚法 47).

Of a step whose recording is lost the law known to us says nothing. That a head may let the case go on without it is our convention: else the
agency's own list would end the case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zhifa.engine.ask import Ask
from zhifa.engine.books.recording import AV_MATRIX, DEVICES, Effect
from zhifa.engine.instants import legal_day
from zhifa.engine.recordings import Span, Wanted
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows.dossier import handlers
from zhifa.workflows.forms.recording import GapExcused, RecordingFiled, WaiverAnswered, WaiverAsked
from zhifa.workflows.reasons.people import NOT_A_HANDLER
from zhifa.workflows.reasons.recording import (
    DEVICE_NOT_REGISTERED,
    FULL_CANNOT_BE_WAIVED,
    NOT_ASKED_AS_A_WHOLE,
    RECORDED_BY_NOBODY,
    RECORDING_BESIDE_THE_STEP,
    RECORDING_MISSING,
    RECORDING_OF_NO_STEP,
    RECORDING_TOO_SHORT,
    WAIVED_BY_THE_ASKER,
    WAIVER_NOT_ASKED,
)
from zhifa.workflows.recorded import asked_as_a_whole, asked_before, step_of, waiver_asked, waivers_waiting, wanted_in
from zhifa.workflows.roles import RECORDER


def _complete(ask: Ask) -> tuple[Refusal, ...]:
    """What is due by now, and not only marked."""
    before = asked_before(ask.transition.name)
    assert before is not None, "only steps before which recordings are asked for have this guard"
    due = before.due_by
    asked = wanted_in(ask.case, ask.register) if ask.register.shelf.lines(AV_MATRIX.name) else ()
    lacking = (one for one in asked if one.demand.until in due and one.demand.effect is Effect.BLOCKS)
    return tuple(_lack(one) for one in lacking if one.holds_back)


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
        step = step_of(ask.case, seq)
        if step is None:
            yield RECORDING_OF_NO_STEP.refuse(seq=seq)
        elif step.beside(span):
            yield RECORDING_BESIDE_THE_STEP.refuse(seq=seq, step=step.label, span=span.text, when=step.when)
    shelf = ask.register.shelf
    if shelf.keeps(DEVICES, day) and not shelf.values_of(DEVICES, "number", told.device, day):
        yield DEVICE_NOT_REGISTERED.refuse(device=told.device, day=day)
    if not (ask.register.officer(told.recorded_by, day) or ask.register.auxiliary(told.recorded_by, day)):
        yield RECORDED_BY_NOBODY.refuse(officer=told.recorded_by, day=day)


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


def _on_file(ask: Ask) -> tuple[Refusal, ...]:
    seq = ask.facts(WaiverAsked).act
    return () if step_of(ask.case, seq) else (RECORDING_OF_NO_STEP.refuse(seq=seq),)


STEP_ON_FILE = Guard(
    name="step_on_file",
    label="申请的是本案的环节",
    article="行政处罚法第四十七条",
    check=_on_file,
    refuses=(RECORDING_OF_NO_STEP,),
    at_entry=True,
)


def _answering(ask: Ask, objected: Callable[[Ask, int], tuple[Refusal, ...]]) -> tuple[Refusal, ...]:
    """What is objected to an answer on one step; before it is known on which, only where it is objected on every step that waits for one."""
    if ask.submitted is not None:
        return objected(ask, _answer(ask).act)
    found = [objected(ask, asked.facts.act) for asked in waivers_waiting(ask.case)]
    return found[0] if all(found) and found else ()


def _answer(ask: Ask) -> WaiverAnswered | GapExcused:
    told = ask.submitted
    assert isinstance(told, WaiverAnswered | GapExcused), "only answers have these guards"
    return told


def _waivable(ask: Ask, seq: int) -> tuple[Refusal, ...]:
    """A step of the case that need not be recorded as a whole."""
    step = step_of(ask.case, seq)
    if step is None:
        return (RECORDING_OF_NO_STEP.refuse(seq=seq),)
    whole = asked_as_a_whole(ask.case, step, ask.register)
    return (FULL_CANNOT_BE_WAIVED.refuse(seq=step.seq, step=step.label),) if whole else ()


WAIVABLE = Guard(
    name="recording_waivable",
    label="不是应当全程音像记录的环节",
    article="国办发〔2018〕118号（据二手资料）；自治区三项制度实施方案二（二）3",
    check=lambda ask: _answering(ask, _waivable),
    refuses=(RECORDING_OF_NO_STEP, FULL_CANNOT_BE_WAIVED),
    early=True,
    at_entry=True,
)


def _excusable(ask: Ask, seq: int) -> tuple[Refusal, ...]:
    """A step of the case that is to be recorded as a whole: of any other its record in words may speak, which the head of the unit judges."""
    step = step_of(ask.case, seq)
    if step is None:
        return (RECORDING_OF_NO_STEP.refuse(seq=seq),)
    whole = asked_as_a_whole(ask.case, step, ask.register)
    return () if whole else (NOT_ASKED_AS_A_WHOLE.refuse(seq=step.seq, step=step.label),)


EXCUSABLE = Guard(
    name="gap_excusable",
    label="是应当全程音像记录的环节",
    article="本引擎的约定；音像缺失后如何处理，未见规定",
    check=lambda ask: _answering(ask, _excusable),
    refuses=(RECORDING_OF_NO_STEP, NOT_ASKED_AS_A_WHOLE),
    early=True,
    at_entry=True,
)


def _answered(ask: Ask) -> tuple[Refusal, ...]:
    """What was asked for, by another person than who asked; before it is known which, anything that waits for its answer."""
    if ask.submitted is None:
        return () if any(waivers_waiting(ask.case)) else (WAIVER_NOT_ASKED.refuse(step="本案的环节"),)
    seq = _answer(ask).act
    asked = waiver_asked(ask.case, seq)
    if asked is None:
        return (WAIVER_NOT_ASKED.refuse(step=f"第{seq}号环节"),)
    return tuple(WAIVED_BY_THE_ASKER.refuse(officer=_name(ask, one)) for one in ask.officers if one in asked.officers)


WAIVER_FITS = Guard(
    name="waiver_fits",
    label="申请由申请人以外的人答复",
    article="本机关音像记录管理制度",
    check=_answered,
    refuses=(WAIVER_NOT_ASKED, WAIVED_BY_THE_ASKER),
    early=True,
)
