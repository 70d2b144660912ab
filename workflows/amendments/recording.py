"""What later versions of the penalty procedures ask besides: recordings in sound and picture where the agency's list wants them (处罚法 47).

Nothing here is asked of an agency that keeps no list.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zhifa.engine.growth import Amendment
from zhifa.engine.vocabulary import State, Transition
from zhifa.workflows import states
from zhifa.workflows.forms import recording
from zhifa.workflows.guards.people import HANDLER_ACTS
from zhifa.workflows.guards.recording import (
    EXCUSABLE,
    FILED_BY_ITS_PEOPLE,
    RECORDING_FITS,
    RECORDINGS_COMPLETE,
    STEP_ON_FILE,
    WAIVABLE,
    WAIVER_FITS,
)
from zhifa.workflows.recorded import ASKED_BEFORE, ASKED_BEFORE_ON_THE_SPOT
from zhifa.workflows.roles import HANDLER, HEAD, RECORDER, UNIT_HEAD

FILE_RECORDING: Final = Transition(
    name="file_recording",
    label="归档音像记录",
    sources=states.RUNNING,
    roles=(HANDLER, RECORDER),
    guards=(FILED_BY_ITS_PEOPLE, RECORDING_FITS),
    no_paper="音像存入证据库，所录环节、时段和设备由记录载明",
    facts=recording.RecordingFiled,
)
ASK_WAIVER: Final = Transition(
    name="ask_waiver",
    label="申请不作音像记录、缺失处理",
    sources=states.RUNNING,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, STEP_ON_FILE),
    no_paper="申请的环节和理由由记录载明",
    facts=recording.WaiverAsked,
)
APPROVE_WAIVER: Final = Transition(
    name="approve_waiver",
    label="批准不作音像记录",
    sources=states.RUNNING,
    roles=(UNIT_HEAD,),
    guards=(WAIVABLE, WAIVER_FITS),
    no_paper="是否批准及其意见由记录载明",
    final="批准由承办机构负责人作出，应另行申请、批准",
    facts=recording.WaiverAnswered,
)
EXCUSE_GAP: Final = Transition(
    name="excuse_gap",
    label="音像缺失处理",
    sources=states.RUNNING,
    roles=(HEAD,),
    guards=(EXCUSABLE, WAIVER_FITS),
    no_paper="是否同意继续办理及其意见由记录载明",
    final="由机关负责人决定，应另行申请、处理",
    facts=recording.GapExcused,
)
_STEPS = (FILE_RECORDING, ASK_WAIVER, APPROVE_WAIVER, EXCUSE_GAP)

ORDINARY: Final = Amendment(steps=_STEPS, guards=dict.fromkeys(ASKED_BEFORE, (RECORDINGS_COMPLETE,)))


def on_the_spot(running: tuple[State, ...]) -> Amendment:
    """The same for the summary procedure, whose states these are."""
    steps = tuple(replace(step, sources=running) for step in _STEPS)
    return Amendment(steps=steps, guards=dict.fromkeys(ASKED_BEFORE_ON_THE_SPOT, (RECORDINGS_COMPLETE,)))
