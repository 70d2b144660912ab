"""The states of the summary procedure: it has no phase of review (处罚法 51, 58)."""

from __future__ import annotations

from zhifa.engine.vocabulary import Phase, State
from zhifa.workflows.states import ARCHIVED, ARCHIVED_UNCLOSED, CLOSED, DECIDED, PERFORMING

CAUGHT = State(name="caught", label="当场查获", phase=Phase.START)
TOLD = State(name="told", label="当场告知", phase=Phase.INVESTIGATE)
TURNED = State(name="turned", label="转普通程序", phase=Phase.INVESTIGATE, ended=True)

STATES = (CAUGHT, TOLD, TURNED, DECIDED, PERFORMING, CLOSED, ARCHIVED, ARCHIVED_UNCLOSED)
