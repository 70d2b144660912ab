"""Checks of a paper before it is issued: what it lacks, what contradicts itself, what is written amiss.

``check(subject)`` looks at one paper that goes out (告知书, 决定书, 催告书), ``agreement(subjects)`` at the papers of one case beside each other. Both work on the
text alone, and on what is on file about it where that is handed in (:class:`Known`). Pure: nothing is read, written or refused.
"""

from __future__ import annotations

from typing import Final

from zhifa.documents.lint import (
    citations,
    dates,
    elements,
    hearing,
    identity,
    money,
    numbers,
    other_acts,
    payment,
    remedies,
    structure,
    typography,
    wording,
)
from zhifa.documents.lint.dossier import BETWEEN, COMPARED, Between, agreement
from zhifa.documents.lint.record import Known, LawInForce, known
from zhifa.documents.lint.rule import EVERY, SEVERITIES, Finding, Rule, Severity
from zhifa.documents.lint.subject import Subject

RULES: Final = (
    *elements.RULES,
    *payment.RULES,
    *hearing.RULES,
    *remedies.RULES,
    *money.RULES,
    *dates.RULES,
    *numbers.RULES,
    *citations.RULES,
    *identity.RULES,
    *structure.RULES,
    *wording.RULES,
    *typography.RULES,
    *other_acts.RULES,
)
"""Every rule about one paper: of penalties in the order of the paper's parts, then of other acts."""

__all__ = [
    "BETWEEN",
    "COMPARED",
    "EVERY",
    "RULES",
    "SEVERITIES",
    "Between",
    "Finding",
    "Known",
    "LawInForce",
    "Rule",
    "Severity",
    "Subject",
    "agreement",
    "check",
    "known",
]


def check(subject: Subject) -> tuple[Finding, ...]:
    """What every rule finds in one paper, the gravest first; nothing for document types outside :data:`EVERY`."""
    found = [finding for rule in RULES for finding in rule.findings(subject)]
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))
