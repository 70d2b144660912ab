"""Remedies against a decision made on the spot: reconsideration first, and what must be decided anew is turned over (复议法 23; 处罚法 54, 73)."""

from __future__ import annotations

from dataclasses import replace

from zhifa.engine.vocabulary import Close, End, Target, Transition
from zhifa.workflows import terms
from zhifa.workflows.execution import remedies
from zhifa.workflows.forms import summary
from zhifa.workflows.guards.closing import ALL_TRACKS_ENDED
from zhifa.workflows.guards.people import UNIT_OPINION_GIVEN
from zhifa.workflows.guards.summary import ANOTHER_CASE
from zhifa.workflows.guards.summary_remedies import RECONSIDERED_FIRST
from zhifa.workflows.roles import HEAD
from zhifa.workflows.states import AFTER_SERVICE, DECIDED
from zhifa.workflows.summary.shared import here
from zhifa.workflows.summary.states import TURNED
from zhifa.workflows.terms.enforcement import COURT_APPLICATION
from zhifa.workflows.terms.remedies import LITIGATION_AFTER_RECONSIDERATION
from zhifa.workflows.tracks import REDOING

_LODGED = here(remedies.LODGE_REMEDY)
LODGE_REMEDY = replace(_LODGED, guards=(*_LODGED.guards, RECONSIDERED_FIRST))
REDO_ORDINARY = Transition(
    name="redo_ordinary",
    label="责令重作，转普通程序重新办理",
    sources=(DECIDED, *AFTER_SERVICE),
    targets=(Target(TURNED),),
    roles=(HEAD,),
    guards=(ALL_TRACKS_ENDED, ANOTHER_CASE, UNIT_OPINION_GIVEN),
    no_paper="以责令重作的复议决定书、裁判文书为据",
    ends=(
        End(term=terms.RECONSIDERATION, voids=True),
        End(term=terms.LITIGATION, voids=True),
        End(term=LITIGATION_AFTER_RECONSIDERATION, voids=True),
        End(term=COURT_APPLICATION, voids=True),
    ),
    closes=(Close(track=REDOING),),
    final="重新办理的案件已经登记，不再更正",
    facts=summary.Redone,
)
