"""What later versions of the penalty procedures ask besides: recordings in sound and picture where the agency's list wants them (处罚法 47).

Nothing here is asked of an agency that keeps no list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from zhifa.engine.vocabulary import Guard, State, Transition
from zhifa.workflows import states
from zhifa.workflows.forms import recording
from zhifa.workflows.guards.people import HANDLER_ACTS
from zhifa.workflows.guards.recording import (
    FILED_BY_ITS_PEOPLE,
    RECORDING_FITS,
    RECORDINGS_COMPLETE,
    WAIVABLE,
    WAIVER_FITS,
)
from zhifa.workflows.recorded import ASKED_BEFORE, ASKED_BEFORE_ON_THE_SPOT
from zhifa.workflows.roles import HANDLER, RECORDER, UNIT_HEAD
from zhifa.workflows.summary import states as on_the_spot


def _running(of: tuple[State, ...]) -> tuple[State, ...]:
    return tuple(state for state in of if not state.ended)


FILE_RECORDING = Transition(
    name="file_recording",
    label="归档音像记录",
    sources=_running(states.STATES),
    roles=(HANDLER, RECORDER),
    guards=(FILED_BY_ITS_PEOPLE, RECORDING_FITS),
    no_paper="音像存入证据库，所录环节、时段和设备由记录载明",
    facts=recording.RecordingFiled,
)
ASK_WAIVER = Transition(
    name="ask_waiver",
    label="申请不作音像记录",
    sources=_running(states.STATES),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, WAIVABLE),
    no_paper="申请的环节和理由由记录载明",
    facts=recording.WaiverAsked,
)
APPROVE_WAIVER = Transition(
    name="approve_waiver",
    label="批准不作音像记录",
    sources=_running(states.STATES),
    roles=(UNIT_HEAD,),
    guards=(WAIVABLE, WAIVER_FITS),
    no_paper="是否批准及其意见由记录载明",
    final="批准由承办机构负责人作出，应另行申请、批准",
    facts=recording.WaiverAnswered,
)

STEPS: Final[tuple[Transition, ...]] = (FILE_RECORDING, ASK_WAIVER, APPROVE_WAIVER)
"""Of the ordinary procedure."""
STEPS_ON_THE_SPOT: Final[tuple[Transition, ...]] = tuple(
    replace(step, sources=_running(on_the_spot.STATES)) for step in STEPS
)
"""The same in the states of the summary procedure."""
ADDED: Final[Mapping[str, tuple[Guard, ...]]] = MappingProxyType(dict.fromkeys(ASKED_BEFORE, (RECORDINGS_COMPLETE,)))
"""Guards of the ordinary procedure, by the step that asks them."""
ADDED_ON_THE_SPOT: Final[Mapping[str, tuple[Guard, ...]]] = MappingProxyType(
    dict.fromkeys(ASKED_BEFORE_ON_THE_SPOT, (RECORDINGS_COMPLETE,))
)
"""Those of the summary procedure."""
