"""Who fits where a form names officers: what the marks of its fields (:class:`~zhifa.engine.fields.Fits`) are asked, and what most of them answer.

A mark agrees with the guard that looks at its field, as far as that can be known before the form is filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from zhifa.engine.casefile import CaseFile
from zhifa.engine.register import Register
from zhifa.engine.standing import Doing, holds
from zhifa.engine.vocabulary import Role

Who = Callable[["Naming"], frozenset[str]]
"""Answers the ids of those who fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Somebody who is about to fill in a form of a case."""

    case: CaseFile
    """Without acts where the case is about to be opened."""
    register: Register
    day: date
    actor: str

    def holders(self, posts: Iterable[str]) -> frozenset[str]:
        """Who holds one of the posts on the day, wherever it reaches, and need not withdraw from the case."""
        return self.free(held.officer_id for post in posts for held in self.register.holders(post, self.day))

    def free(self, officers: Iterable[str]) -> frozenset[str]:
        """Those of them who need not withdraw from the case."""
        return frozenset(officers) - self.case.barred.keys()


def holding(*roles: Role) -> Who:
    """Whoever holds one of these posts, wherever it reaches."""
    return lambda naming: naming.holders(role.name for role in roles)


def speaking(*roles: Role) -> Who:
    """Whoever speaks in the case from one of these roles, by a post of his own that reaches it."""

    def who(naming: Naming) -> frozenset[str]:
        return frozenset(
            one for one in holding(*roles)(naming)
            if holds(Doing(case=naming.case, register=naming.register, actor=one, day=naming.day, label="", roles=roles))
        )  # fmt: skip

    return who


def apart(who: Who) -> Who:
    """Those of them who never had a part in the case."""
    return lambda naming: who(naming) - naming.case.workflow.involved(naming.case).keys()


def another(who: Who) -> Who:
    """Those of them who are not the one who fills in the form."""
    return lambda naming: who(naming) - {naming.actor}
