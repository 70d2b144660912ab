"""加处罚款 (处罚法 72(1)(1)); the decision told the party of it, so no demand goes before it."""

from __future__ import annotations

from zhifa.engine.vocabulary import Close, Open, Start, Transition
from zhifa.workflows import court_period
from zhifa.workflows.forms.surcharge import Surcharge
from zhifa.workflows.guards.enforcement import STILL_ENFORCED
from zhifa.workflows.guards.outcome import OWED_AGAIN, REFUND_GONE
from zhifa.workflows.guards.surcharge import (
    FINED,
    SURCHARGE_AFTER_PERIOD,
    SURCHARGE_ONCE,
    SURCHARGE_RECKONED,
)
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HEAD
from zhifa.workflows.states import PERFORMING
from zhifa.workflows.terms.enforcement import COURT_APPLICATION
from zhifa.workflows.tracks import FURTHER_SERVICE, PAYING, REFUND

IMPOSE_SURCHARGE = Transition(
    name="impose_surcharge",
    label="加处罚款",
    sources=(PERFORMING,),
    roles=(HEAD,),
    guards=(FINED, STILL_ENFORCED, SURCHARGE_AFTER_PERIOD, SURCHARGE_ONCE, SURCHARGE_RECKONED, TIMES_FIT),
    papers=("D42",),
    starts=(Start(term=COURT_APPLICATION, when=OWED_AGAIN, reckoned_from=court_period.from_file),),
    opens=(Open(track=FURTHER_SERVICE), Open(track=PAYING, when=OWED_AGAIN)),
    closes=(Close(track=REFUND, when=REFUND_GONE),),
    prompt=True,
    final="加处罚款决定书已经发出",
    facts=Surcharge,
)
