"""The rule by which a term of a case was set, and the times that do not count towards it."""

from __future__ import annotations

from zhifa.engine.ask import Ask
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


def left_out(ask: Ask, term: Term, name: str) -> bool:
    """Whether times of this kind do not count: by the rule the term was set by, or because the agency's policy says that it has a rule."""
    return name in ask.register.agency.policy.exclusions or excludes(term, name, ask.case)
