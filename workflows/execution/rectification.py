"""书面补正: a slip of the pen in a paper that the party has is mended by a paper of its own, never by an edit (invariant 10)."""

from __future__ import annotations

from zhifa.engine.vocabulary import Open, Transition
from zhifa.workflows.forms.rectification import Rectification
from zhifa.workflows.guards.people import UNIT_OPINION_GIVEN
from zhifa.workflows.guards.rectification import LEGAL_OPINION_GIVEN, ONLY_SLIPS, PAPER_RECEIVED
from zhifa.workflows.roles import HEAD
from zhifa.workflows.states import AFTER_SERVICE
from zhifa.workflows.tracks import FURTHER_SERVICE

RECTIFY_PAPER = Transition(
    name="rectify_paper",
    label="书面补正",
    sources=AFTER_SERVICE,
    roles=(HEAD,),
    guards=(PAPER_RECEIVED, ONLY_SLIPS, LEGAL_OPINION_GIVEN, UNIT_OPINION_GIVEN),
    papers=("D37-2",),
    opens=(Open(track=FURTHER_SERVICE),),
    prompt=True,
    final="补正通知书已经发出，有误的再行补正",
    facts=Rectification,
)
"""It is served as every paper to the party is; what the public was shown is then shown again with what mends it (invariant 11)."""
