"""What later versions of the ordinary procedure ask of a case before legal review: whether the agency's catalogue makes the decision a major one.

Every penalty of the ordinary procedure is reviewed whatever the catalogue says; it tells by whom, how fast, and whether the heads discuss it. An
agency that keeps no catalogue is asked nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zhifa.engine.assessment import Inputs
from zhifa.engine.books.review import Flag
from zhifa.engine.casefile import CaseFile
from zhifa.engine.growth import Amendment
from zhifa.engine.register import Register
from zhifa.engine.vocabulary import Transition
from zhifa.workflows import dossier
from zhifa.workflows.forms import importance
from zhifa.workflows.forms.notice import HearingRecord
from zhifa.workflows.forms.values import MONEY, Draft
from zhifa.workflows.guards.importance import IMPORTANCE_DECLARED, MATERIALS_COMPLETE
from zhifa.workflows.guards.notice import DRAFT_EXISTS
from zhifa.workflows.review_round import declared
from zhifa.workflows.roles import UNIT_HEAD
from zhifa.workflows.states import CONCLUDED, DEFENCE, HEARING, RECTIFYING


def inputs(case: CaseFile, _register: Register) -> Inputs | None:
    """What the catalogue is asked of a penalty, or of refraining from one; ``None`` before there is a draft."""
    draft, told = dossier.draft(case), dossier.report(case)
    if draft is None or told is None:
        return None
    single = told.party.kind in ("individual", "individual_business")
    said = declared(case)
    return Inputs(
        act="penalty",
        sums={item.kind: _sum(draft, item.kind) for item in draft.items},
        unknown=frozenset(item.kind for item in draft.items if item.kind in MONEY and item.amount is None),
        party="individual" if single else "organisation",
        matter=told.matter,
        flags=frozenset(_flags(case)),
        legal_relations=said.facts.legal_relations if said else 1,
    )


def _sum(draft: Draft, kind: str) -> int:
    return sum(item.fen or 0 for item in draft.items if item.kind == kind)


def _flags(case: CaseFile) -> set[Flag]:
    """What was declared, and what the file tells by itself."""
    said, here = declared(case), dossier.present(case)
    judged = said.facts if said else None
    holds = {
        Flag.PUBLIC_INTEREST: judged is not None and judged.public_interest.holds,
        Flag.SOCIAL_RISK: judged is not None and judged.social_risk.holds,
        Flag.VITAL_INTERESTS: judged is not None and judged.vital_interests.holds,
        Flag.HEARING: here.last(HearingRecord) is not None,
        Flag.COMPLEXITY: dossier.discussion_due(case) is not None,
    }
    return {flag for flag, true in holds.items() if true}


DECLARE_IMPORTANCE = Transition(
    name="declare_importance",
    label="重大执法决定判定",
    sources=(CONCLUDED, DEFENCE, HEARING, RECTIFYING),
    roles=(UNIT_HEAD,),
    guards=(DRAFT_EXISTS,),
    papers=("D22-2",),
    assesses=True,
    facts=importance.Importance,
)


def _asking_again(submission: Transition) -> Transition:
    """The catalogue is asked again when the case is sent in, and may shorten the review."""
    starts = tuple(replace(start, hastened=True) for start in submission.starts)
    return replace(submission, assesses=True, starts=starts)


ORDINARY: Final = Amendment(
    steps=(DECLARE_IMPORTANCE,),
    altered={"submit_review": _asking_again},
    guards={"submit_review": (IMPORTANCE_DECLARED, MATERIALS_COMPLETE)},
)
