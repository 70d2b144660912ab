"""Which papers of a case can be mended in writing, when each reached the party, and which were."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from zhifa.engine.act import Act
from zhifa.engine.casefile import CaseFile, PaperOnFile
from zhifa.engine.instants import legal_day
from zhifa.workflows import dossier
from zhifa.workflows.forms.rectification import Rectification
from zhifa.workflows.forms.serve import DeemedService, Service
from zhifa.workflows.forms.summary import SpotDelivery
from zhifa.workflows.guards.service import issued_at

SERVED: Final = frozenset({"D24", "D33", "D35", "D37-2", "D41", "D42"})
"""Document types that reach the party by a service of their own."""
ON_THE_SPOT: Final = "D34"
DECISIONS: Final = frozenset({"D33", "D34", "D35"})


def found(case: CaseFile, named: str) -> PaperOnFile | None:
    """The paper of this number or id that the party was to receive."""
    papers = (paper for paper in case.papers if paper.code in SERVED or paper.code == ON_THE_SPOT)
    return next((paper for paper in papers if named in (paper.number, paper.id)), None)


def received_on(case: CaseFile, paper: PaperOnFile) -> date | None:
    """The day on which the paper was served; ``None`` while it was not."""
    forms = (SpotDelivery,) if paper.code == ON_THE_SPOT else (Service, DeemedService)
    after = (act for act in case.acts if act.seq > paper.seq and act.transition.facts in forms)
    if paper.code != ON_THE_SPOT:
        after = (act for act in after if issued_at(case.before(act.seq)) == paper.seq)
    return next((legal_day(act.at) for act in after), None)


def mended(case: CaseFile) -> Mapping[str, str]:
    """By id of each paper that was mended, the numbers of the notices that did so, or their days where they have none."""
    notices = {paper.seq: paper.number or paper.issued_on for paper in case.papers if paper.code == "D37-2"}
    told: dict[str, list[str]] = {}
    for act in case.each(Rectification):
        paper = found(case, act.facts.paper)
        if paper is not None and act.seq in notices:
            told.setdefault(paper.id, []).append(notices[act.seq])
    return {paper: "、".join(numbers) for paper, numbers in told.items()}


def decision_mended(case: CaseFile) -> Act[Rectification] | None:
    """The last act that mended the decision itself, which is what the public is shown."""
    acts = (act for act in dossier.present(case).each(Rectification) if _decides(found(case, act.facts.paper)))
    return max(acts, key=lambda act: act.seq, default=None)


def mending_served(case: CaseFile, act: Act[Rectification]) -> bool:
    """Whether the notice that this act issued has reached the party."""
    return any(paper.seq == act.seq and received_on(case, paper) for paper in case.papers)


def _decides(paper: PaperOnFile | None) -> bool:
    return paper is not None and paper.code in DECISIONS
