"""The rule by which a term of a case was set."""

from __future__ import annotations

from zhifa.engine.casefile import CaseFile, TermState
from zhifa.engine.rules import as_set
from zhifa.engine.terms import Term


def ruled(term: Term, row: TermState, case: CaseFile) -> Term:
    """The declared term as the rule of the row's own version has it."""
    return as_set(case.workflow.packs, term, version=row.rule_version, length=row.length)


def excludes(term: Term, name: str, case: CaseFile) -> bool:
    """Whether the rule of the case's term of this code leaves out times of this kind."""
    row = case.term(term.code)
    return row is not None and any(exclusion.name == name for exclusion in ruled(term, row, case).exclusions)
