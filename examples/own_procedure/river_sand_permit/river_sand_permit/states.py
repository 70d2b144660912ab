"""Where an application stands, phase by phase."""

from __future__ import annotations

from zhifa.engine.vocabulary import Phase, State

APPLIED = State(name="permit_applied", label="已申请", phase=Phase.START)
DECLINED = State(name="permit_declined", label="不予受理", phase=Phase.START, ended=True)
EXAMINED = State(name="permit_examined", label="审查", phase=Phase.INVESTIGATE)
REVIEWING = State(name="permit_reviewing", label="法制审核", phase=Phase.REVIEW)
RETURNED = State(name="permit_returned", label="审核退回", phase=Phase.REVIEW)
CLEARED = State(name="permit_cleared", label="待决定", phase=Phase.DECIDE)
DECIDED = State(name="permit_decided", label="已决定", phase=Phase.DECIDE)
DELIVERED = State(name="permit_delivered", label="已送达", phase=Phase.SERVE)
CLOSED = State(name="permit_closed", label="办结", phase=Phase.PUBLISH, ended=True)

STATES = (APPLIED, DECLINED, EXAMINED, REVIEWING, RETURNED, CLEARED, DECIDED, DELIVERED, CLOSED)
