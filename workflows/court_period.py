"""From when the three months run within which the agency may apply to the court (强制法 53; 处罚法 72(2); 行诉法解释 156).

They begin when the party can no longer sue, a day that lies ahead: so the term is begun by the act from which that day follows, the service
of the decision, the outcome of a reconsideration, a postponement. After an action the judgment sets its own terms, and none is reckoned here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile, TermState
from zhifa.engine.instants import legal_day
from zhifa.engine.terms import Term, reckon
from zhifa.engine.vocabulary import Condition
from zhifa.workflows import dossier, dues
from zhifa.workflows.conditions import PAID_UP
from zhifa.workflows.forms.postponement import PostponementDecided
from zhifa.workflows.forms.remedies import RemedyLodged, RemedyOutcome
from zhifa.workflows.guards.outcome import FIRST_PERIOD_RUNS, SUABLE
from zhifa.workflows.terms import LITIGATION, RECONSIDERATION
from zhifa.workflows.terms.postponement import INSTALMENT
from zhifa.workflows.terms.remedies import LITIGATION_AFTER_RECONSIDERATION
from zhifa.workflows.tracks import PERFORMANCE, REMEDY


def from_service(ask: Ask) -> date | None:
    """The end of the party's time to seek a remedy that this step begins; ``None`` where nothing is to be performed or a remedy is pending."""
    if not _to_perform(ask.case) or _pending(ask.case) or not FIRST_PERIOD_RUNS.holds(ask):
        return None
    # A reconsideration that was asked for before and taken back leaves the time for it as long as it would have been.
    begun = (s for s in ask.transition.starts if s.term in _TO_SEEK)
    counted = (s.term for s in begun if s.term is RECONSIDERATION or s.when is None or s.when.holds(ask))
    return max((_end(term, ask.day, ask) for term in counted), default=None)


_TO_SEEK = (RECONSIDERATION, LITIGATION)


def from_outcome(ask: Ask) -> date | None:
    """The end of the time to sue that is left after the reconsideration, or runs on after its withdrawal; never before a postponement ends."""
    if not _to_perform(ask.after) or _pending(ask.case, besides=ask.facts(RemedyOutcome).key):
        return None
    if SUABLE.holds(ask):
        ends = _end(LITIGATION_AFTER_RECONSIDERATION, ask.facts(RemedyOutcome).effective_on, ask)
        return max((ends, *(term.due_day for term in terms_of(ask.case, INSTALMENT.code))))
    return runs_from(ask.case) if ask.facts(RemedyOutcome).effect == "撤回申请" else None


def from_postponement(ask: Ask) -> date | None:
    """The last day of the schedule, if the party can no longer sue by then (处罚法 72(2), which speaks of the fine alone: duties besides it keep
    their three months)."""
    if _pending(ask.case) or dossier.is_open(ask.case, PERFORMANCE):
        return None
    stands = runs_from(ask.case)
    return stands and max(stands, *(part.due_on for part in ask.facts(PostponementDecided).schedule))


def from_file(ask: Ask) -> date | None:
    """The same day as before, where something is owed again."""
    return None if _pending(ask.case) else runs_from(ask.case)


def runs_from(case: CaseFile) -> date | None:
    """The end of the party's time to seek a remedy; where payment was postponed beyond it, the end of that."""
    seeking = seekable_until(case)
    return seeking and max((seeking, *(term.due_day for term in terms_of(case, INSTALMENT.code))))


def seekable_until(case: CaseFile) -> date | None:
    """The end of the time to sue, or, of a decision that is reconsidered first, to ask for that (复议法 23); ``None`` after an action."""
    if any(act.facts.kind == "行政诉讼" for act in dossier.present(case).each(RemedyLodged)):
        return None
    to_sue = tuple(terms_of(case, LITIGATION.code, LITIGATION_AFTER_RECONSIDERATION.code))
    to_seek = to_sue or tuple(terms_of(case, RECONSIDERATION.code))
    return max((term.due_day for term in to_seek), default=None)


def terms_of(case: CaseFile, *codes: str) -> Iterator[TermState]:
    """Terms of these codes that run, or ran, against the present decision."""
    since = dossier.reopened(case)
    return (t for t in case.terms if t.code in codes and t.status != "void" and t.start_seq > since)


def _pending(case: CaseFile, *, besides: str | None = None) -> bool:
    """Whether a remedy is pending, besides one that now ends: then its outcome begins the three months."""
    return any(track.track == REMEDY.name and track.key != besides for track in case.open_tracks())


def _end(term: Term, start: date, ask: Ask) -> date:
    due = reckon(term, start, ask.calendar).due
    return legal_day(due) if isinstance(due, datetime) else due


def _to_perform(case: CaseFile) -> bool:
    return dues.owed(case) != 0 or bool(dues.deeds(case))


PAID_AND_PERFORMED = Condition(
    name="paid_and_performed",
    label="缴清且没有其他未履行的义务",
    holds=lambda ask: PAID_UP.holds(ask) and not dossier.is_open(ask.case, PERFORMANCE),
)
PERFORMED_AND_PAID = Condition(
    name="performed_and_paid", label="没有应缴款项", holds=lambda ask: dues.owed(ask.case) == 0
)
NOTHING_TO_PERFORM = Condition(
    name="nothing_to_perform", label="不再有应履行的义务", holds=lambda ask: not _to_perform(ask.after)
)
