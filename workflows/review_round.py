"""What the procedures read out of a case file about its legal review: what it was sent with, who it is assigned to, who stands by the opinion."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from zhifa.engine.act import Act
from zhifa.engine.casefile import CaseFile
from zhifa.workflows import dossier
from zhifa.workflows.forms.assignment import Endorsement, ReviewerAssigned
from zhifa.workflows.forms.importance import Importance
from zhifa.workflows.forms.review import Submission


def kept_apart(case: CaseFile) -> Mapping[str, str]:
    """Ids of the officers who may not review the case, with why: those who had a part in it, and those who must withdraw (invariant 3)."""
    return {**dossier.recused(case), **dossier.involvement(case)}


def declared(case: CaseFile) -> Act[Importance] | None:
    """What the handling unit last said of the importance of the decision now to be made."""
    return dossier.present(case).last(Importance)


def assigned(case: CaseFile) -> str | None:
    """Id of the reviewer to whom the case is assigned, in the round that it was last sent in for."""
    chosen = _assignment(case)
    return chosen.facts.reviewer if chosen else None


def assigned_at(case: CaseFile) -> datetime | None:
    """When it was assigned to that reviewer."""
    chosen = _assignment(case)
    return chosen.at if chosen else None


def _assignment(case: CaseFile) -> Act[ReviewerAssigned] | None:
    sent, chosen = case.last(Submission), case.last(ReviewerAssigned)
    return chosen if chosen and sent and chosen.seq > sent.seq else None


def endorsed(case: CaseFile) -> bool:
    """Whether the head of the review body stands by the last opinion."""
    last, signed = case.last_review, case.last(Endorsement)
    return last is not None and signed is not None and signed.seq > last.seq
