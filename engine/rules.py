"""Rule packs: what the rules (规章) of one field make of the terms the law sets, each version with the day it came into force.

A term takes the rule in force on the day it starts from, and keeps that version: its row says which, and :func:`as_set` finds it
again. So neither a new rule nor a change of pack moves a term that runs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from zhifa.engine.terms import Consequence, Exclusion, Extension, Mark, Term, Unit

__all__ = ["NATIONAL", "Rule", "RulePack", "as_set", "by_agency", "pack_named"]

NATIONAL: Final = "national"
"""Name of the pack that is the declarations themselves."""
_BY_AGENCY: Final = "agency+"
"""What the rule version of a term begins with whose length the agency set itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What one version of a rule changes in one term; what is ``None`` stays as the law has it.

    Raises ValueError for a rule that ends before it begins, or changes nothing.
    """

    term: str
    """Code of the term."""
    since: date
    """The day it came into force."""
    until: date | None = None
    """The last day on which it was in force; ``None``: until further notice."""
    article: str
    """The provision, in Chinese."""
    document: str
    """By which document it was made, in Chinese."""
    mark: Mark
    length: int | None = None
    unit: Unit | None = None
    effect: str | None = None
    consequence: Consequence | None = None
    extension: Extension | None = None
    exclusions: tuple[Exclusion, ...] = ()

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"until={self.until}: a rule ends after it begins ({self.term}, since {self.since})")
        changes = (self.length, self.unit, self.effect, self.consequence, self.extension)
        if not self.exclusions and not any(change is not None for change in changes):
            raise ValueError(f"term={self.term!r}: a rule changes something of it (since {self.since})")

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def applied(self, term: Term, *, pack: str) -> Term:
        """The term as this rule makes it, with the rule's own article and mark."""
        changed = {
            "length": self.length, "unit": self.unit, "effect": self.effect, "consequence": self.consequence,
            "extension": self.extension, "exclusions": self.exclusions or None,
        }  # fmt: skip
        given = {name: value for name, value in changed.items() if value is not None}
        article = f"{term.article}；{self.article}（{self.document}）"
        return replace(term, article=article, mark=self.mark, rule_version=f"{pack}/{self.since}", **given)  # type: ignore[arg-type]  # fields of a term by name


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """The rules of one field. Raises ValueError where two rules for one term are in force on the same day."""

    name: str
    label: str
    """In Chinese."""
    rules: tuple[Rule, ...] = ()
    terms: tuple[Term, ...] = ()
    """Terms that only the rules of this field know."""

    def __post_init__(self) -> None:
        for position, rule in enumerate(self.rules):
            for other in self.rules[:position]:
                if other.term == rule.term and (other.in_force(rule.since) or rule.in_force(other.since)):
                    raise ValueError(
                        f"since={rule.since}: two rules of {self.name} for {rule.term!r} are in force on one day"
                    )

    def rule(self, code: str, day: date) -> Rule | None:
        """The rule for the term in force on ``day``."""
        return next((rule for rule in self.rules if rule.term == code and rule.in_force(day)), None)

    def on(self, term: Term, day: date) -> Term:
        """The term as it is when it starts on ``day``: as the rule in force then has it, or as declared."""
        found = self.rule(term.code, day)
        return found.applied(term, pack=self.name) if found else term


def pack_named(packs: Iterable[RulePack], name: str) -> RulePack:
    """The pack of this name; the national one, which changes nothing, needs no declaration.

    Raises ValueError for a name no pack bears.
    """
    known = {pack.name: pack for pack in packs}
    known.setdefault(NATIONAL, RulePack(name=NATIONAL, label="全国"))
    if name not in known:
        raise ValueError(f"规则包的值「{name}」不合要求：现有 {'、'.join(known)}")
    return known[name]


def as_set(packs: Iterable[RulePack], term: Term, *, version: str, length: int) -> Term:
    """The declared term as its row was set: by the rule of that version, whatever is in force now, and as long as it was then.

    A version that no pack has any more changes nothing but the length: what the row says of its article stays there.
    """
    if version.startswith(_BY_AGENCY):
        lawful = as_set(packs, term, version=version.removeprefix(_BY_AGENCY), length=term.length)
        return by_agency(lawful, length)
    name, _, since = version.partition("/")
    rules = (rule for pack in packs if pack.name == name for rule in pack.rules)
    found = next((rule for rule in rules if (rule.term, str(rule.since)) == (term.code, since)), None)
    ruled = found.applied(term, pack=name) if found else term
    return ruled if ruled.length == length else replace(ruled, length=length)


def by_agency(term: Term, length: int) -> Term:
    """The term of the length that the agency set itself, marked so."""
    version = f"{_BY_AGENCY}{term.rule_version}"
    return replace(term, length=length, mark=Mark.AGENCY, rule_version=version)
