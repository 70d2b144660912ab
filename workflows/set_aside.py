"""What fell with a decision that was annulled: the papers of its entries bear no seal any more."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa.engine.casefile import CaseFile
from zhifa.workflows import dossier
from zhifa.workflows.dues import ANNULLED
from zhifa.workflows.forms.remedies import RemedyOutcome


def set_aside(case: CaseFile) -> frozenset[int]:
    """Entries that told, made, served or carried out a decision that was annulled. What was found before stays, and so does what came after."""
    return frozenset((*_of_earlier_rounds(case), *_since_the_decision(case)))


def _of_earlier_rounds(case: CaseFile) -> Iterator[int]:
    """Of a case that was decided anew, what does not count for the new decision."""
    counting = {act.seq for act in dossier.present(case).acts}
    yield from (act.seq for act in case.acts if act.seq not in counting)


def _since_the_decision(case: CaseFile) -> Iterator[int]:
    """Of the decision last made, where it was annulled: from itself up to the outcome that says so."""
    outcomes = (act for act in dossier.present(case).each(RemedyOutcome) if act.facts.effect in ANNULLED)
    annulled = next(outcomes, None)
    if annulled is not None and case.decisions:
        made = case.decisions[-1].seq
        yield from (act.seq for act in case.acts if made <= act.seq < annulled.seq)
