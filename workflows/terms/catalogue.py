"""Every term there is, by its code. Of terms that share a code (DECISION begun anew, a payment with a date of its own) the first of the law stands here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from zhifa.engine.rules import RulePack
from zhifa.engine.terms import Term
from zhifa.workflows import terms
from zhifa.workflows.terms import (
    coercion,
    collection,
    court,
    crime,
    enforcement,
    levies,
    licence,
    postponement,
    publicity,
    remedies,
    service,
    summary,
)

_MODULES: Final = (
    terms, summary, collection, postponement, remedies, enforcement, court, crime, service, publicity, coercion, licence, levies,
)  # fmt: skip


def _declared() -> Iterator[Term]:
    for module in _MODULES:
        yield from (value for value in vars(module).values() if isinstance(value, Term))


def _by_code() -> dict[str, Term]:
    found: dict[str, Term] = {}
    for term in _declared():
        found.setdefault(term.code, term)
    return found


TERMS: Final[Mapping[str, Term]] = MappingProxyType(_by_code())
"""The terms of the law and of the national pack."""


def terms_of(pack: RulePack) -> Mapping[str, Term]:
    """The terms as declared, and those that only this pack knows."""
    return {**TERMS, **{term.code: term for term in pack.terms}}
