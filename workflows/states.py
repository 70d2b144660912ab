"""The states of the ordinary penalty procedure, by phase."""

from __future__ import annotations

from zhifa.engine.vocabulary import Phase, State

REPORTED = State(name="reported", label="线索登记", phase=Phase.START)
VERIFYING = State(name="verifying", label="核查", phase=Phase.START)
FILED = State(name="filed", label="立案", phase=Phase.START)
DECLINED = State(name="declined", label="不予立案", phase=Phase.START, ended=True)
TRANSFERRED_EARLY = State(name="transferred_early", label="已移送", phase=Phase.START, ended=True)
HANDED_DOWN = State(name="handed_down", label="交办", phase=Phase.START, ended=True)

INVESTIGATING = State(name="investigating", label="调查", phase=Phase.INVESTIGATE)
SUSPENDED = State(name="suspended", label="中止", phase=Phase.INVESTIGATE)
TERMINATED = State(name="terminated", label="终止", phase=Phase.INVESTIGATE, ended=True)
CONCLUDED = State(name="concluded", label="调查终结", phase=Phase.INVESTIGATE)
NOTIFYING = State(name="notifying", label="告知", phase=Phase.INVESTIGATE)
DEFENCE = State(name="defence", label="陈述申辩", phase=Phase.INVESTIGATE)
HEARING = State(name="hearing", label="听证", phase=Phase.INVESTIGATE)
WITHDRAWN = State(name="withdrawn", label="撤案", phase=Phase.INVESTIGATE, ended=True)
TRANSFERRED = State(name="transferred", label="已移送", phase=Phase.INVESTIGATE, ended=True)
REFERRED = State(name="referred", label="移送司法", phase=Phase.INVESTIGATE)
PROSECUTED = State(name="prosecuted", label="追究刑事责任", phase=Phase.INVESTIGATE, ended=True)

REVIEWING = State(name="reviewing", label="法制审核", phase=Phase.REVIEW)
RECTIFYING = State(name="rectifying", label="补正", phase=Phase.REVIEW)
DISPUTED = State(name="disputed", label="分歧讨论", phase=Phase.REVIEW)

DISCUSSING = State(name="discussing", label="集体讨论", phase=Phase.DECIDE)
APPROVING = State(name="approving", label="负责人审批", phase=Phase.DECIDE)
DECIDED = State(name="decided", label="决定", phase=Phase.DECIDE)
WITHDRAWN_AT_APPROVAL = State(name="withdrawn_at_approval", label="撤案", phase=Phase.DECIDE, ended=True)

SERVING = State(name="serving", label="送达", phase=Phase.SERVE)

PERFORMING = State(name="performing", label="履行与公示", phase=Phase.PUBLISH)
CLOSED = State(name="closed", label="结案", phase=Phase.PUBLISH)
ARCHIVED = State(name="archived", label="归档", phase=Phase.PUBLISH, ended=True)
ARCHIVED_UNCLOSED = State(name="archived_unclosed", label="归档（未经结案）", phase=Phase.PUBLISH, ended=True)
"""Apart from :data:`ARCHIVED`, so that no remedy against a decision leads out of it: a case that ended without being closed is not reopened."""

STATES = (
    REPORTED, VERIFYING, FILED, DECLINED, HANDED_DOWN, TRANSFERRED_EARLY,
    INVESTIGATING, SUSPENDED, TERMINATED, CONCLUDED, NOTIFYING, DEFENCE, HEARING, WITHDRAWN,
    TRANSFERRED, REFERRED, PROSECUTED,
    REVIEWING, RECTIFYING, DISPUTED,
    DISCUSSING, APPROVING, DECIDED, WITHDRAWN_AT_APPROVAL,
    SERVING,
    PERFORMING, CLOSED, ARCHIVED, ARCHIVED_UNCLOSED,
)  # fmt: skip

RUNNING = tuple(state for state in STATES if not state.ended)

ENDED_UNCLOSED = (
    DECLINED, HANDED_DOWN, TRANSFERRED_EARLY, TERMINATED, WITHDRAWN, TRANSFERRED, PROSECUTED, WITHDRAWN_AT_APPROVAL,
)  # fmt: skip
"""States in which a case ended in another way than by 结案."""

AFTER_SERVICE = (PERFORMING, CLOSED, ARCHIVED)
"""States in which the decision has been served. A remedy may still come in the latter two, and bring back what was done with."""
GATHERING = (VERIFYING, INVESTIGATING, DEFENCE, RECTIFYING)
"""States in which evidence is gathered. In the latter two it voids whatever review was given."""

RECEIVING = (*GATHERING, FILED, SUSPENDED, REFERRED)
"""States in which what was asked for or ordered before still comes in: a result, an answer, a correction. A case does not end without it."""
