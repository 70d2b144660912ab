"""Handing a case over to the agency that has jurisdiction (处罚法 22, 25)."""

from __future__ import annotations

from zhifa.engine.vocabulary import Target, Transition
from zhifa.workflows import terms
from zhifa.workflows.forms import transfer
from zhifa.workflows.guards.closing import ALL_TRACKS_ENDED
from zhifa.workflows.guards.people import UNIT_OPINION_GIVEN
from zhifa.workflows.guards.transfer import RECEIVER_IS_ANOTHER
from zhifa.workflows.roles import HEAD
from zhifa.workflows.states import CONCLUDED, INVESTIGATING, RECTIFYING, TRANSFERRED, TRANSFERRED_EARLY, VERIFYING

TRANSFER_EARLY = Transition(
    name="transfer_early",
    label="立案前移送有管辖权的机关",
    sources=(VERIFYING,),
    targets=(Target(TRANSFERRED_EARLY),),
    roles=(HEAD,),
    guards=(RECEIVER_IS_ANOTHER, UNIT_OPINION_GIVEN, ALL_TRACKS_ENDED),
    papers=("D46-2", "D46"),
    prompt=True,
    final="案件移送函已经发出",
    facts=transfer.CaseTransfer,
)
TRANSFER_CASE = Transition(
    name="transfer_case",
    label="移送有管辖权的机关",
    sources=(INVESTIGATING, CONCLUDED, RECTIFYING),
    targets=(Target(TRANSFERRED),),
    roles=(HEAD,),
    guards=(RECEIVER_IS_ANOTHER, UNIT_OPINION_GIVEN, ALL_TRACKS_ENDED),
    papers=("D46-2", "D46"),
    ends=terms.UNTIL_DECISION,
    prompt=True,
    final="案件移送函已经发出",
    facts=transfer.CaseTransfer,
)
