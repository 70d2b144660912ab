"""Terms of the agency that ended late, between two days that the source states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from zhifa.engine.calendar import Calendar
from zhifa.engine.terms import Mark, Term, reckon
from zhifa.replay.findings import Finding, in_force_from
from zhifa.replay.source import Source
from zhifa.replay.stated_days import Dated, dated
from zhifa.storage.records import TermRecord
from zhifa.workflows.terms import DECISION, PUBLICATION

_LATE = {
    "decision": "filing_to_decision_over_90_days",
    "publication": "publication_late",
    "preservation": "preservation_not_handled_in_7_working_days",
    "service": "service_late",
}
"""Findings of an agency's term that ended late, by the term's code."""


def of_terms(terms: Iterable[TermRecord], stated: Mapping[int, Dated]) -> Iterator[Finding]:
    """Agency's terms of the case that ended late between two stated days. ``stated``: the day of each entry that the source dates."""
    for term in terms:
        if term.code in _LATE and term.ended_seq is not None and {term.start_seq, term.ended_seq} <= stated.keys():
            due = _Due(
                code=term.code,
                label=term.label,
                article=term.article,
                verified=term.mark == Mark.VERIFIED.value,
                nominal=date.fromisoformat(term.nominal),
                due=date.fromisoformat(term.due),
            )
            yield from _overrun(due, stated[term.start_seq], stated[term.ended_seq])


def of_stated_days(source: Source) -> Iterator[Finding]:
    """Agency's terms between two stated days, whether the replay came to them or not."""
    for term, start_path, end_path in (
        (DECISION, "dates.filed", "dates.decided"),
        (PUBLICATION, "dates.decided", "dates.published"),
    ):
        start, end = dated(source, start_path), dated(source, end_path)
        if start and end:
            yield from _overrun(_counted(term, start.day), start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """When a term of the agency ends, and how firm its rule is."""

    code: str
    label: str
    article: str
    verified: bool
    nominal: date
    due: date
    """After roll-over."""


def _counted(term: Term, start: date) -> _Due:
    counted = reckon(term, start, Calendar())
    return _Due(
        code=term.code,
        label=term.label,
        article=term.article,
        verified=term.mark is Mark.VERIFIED,
        nominal=counted.nominal,
        due=counted.due,
    )


def _overrun(due: _Due, start: Dated, end: Dated) -> Iterator[Finding]:
    """Late beyond the rolled day is a fault, between the nominal and the rolled day a notice; by a mere default always a notice."""
    code, since = _LATE.get(due.code), in_force_from(due.article)
    if code is None or end.day <= due.nominal or (since and start.day < since):
        return
    yield Finding(
        code=code,
        severity="fault" if end.day > due.due and due.verified else "notice",
        article=due.article,
        in_force_from=since,
        text=f"{due.label}：自{start.day}起，至{due.due}届满，{end.day}才办理",
        evidence=(start.path, end.path),
    )
