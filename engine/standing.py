"""Who may do something in a case: role, kind of act, agency and unit, from the register alone, and denied by default (convention).

A right is a post of the register that is held on the day: a role, for some kinds of act or for all, within a unit or in the whole agency. Who
has none may stand in for another who has (代行职权), and says so; a deputy's deputy may not. Who keeps the register takes no step of
enforcement, and auxiliaries (辅助人员) do nothing but help.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from zhifa.engine.books.acts import ACTS
from zhifa.engine.casefile import CaseFile
from zhifa.engine.people import Assignment, Deputy
from zhifa.engine.refusals import (
    ACT_NOT_PERMITTED,
    ADMINISTRATOR_BARRED,
    AUXILIARY_BARRED,
    DEPUTY_NOT_DECLARED,
    NO_ROLE,
    NOT_A_DEPUTY,
    OUT_OF_UNIT,
    UNKNOWN_ACTOR,
    Refusal,
)
from zhifa.engine.register import Register
from zhifa.engine.vocabulary import REGISTRAR, Role

_WITHIN: Final = "/"
"""Parts a unit from the one above it: 支队/一科."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Somebody who wants to do something in a case on a day."""

    case: CaseFile
    register: Register
    actor: str
    day: date
    label: str
    """What is to be done, as a refusal names it."""
    roles: tuple[Role, ...]
    """The roles from which it may be done; none: nobody may."""
    on_behalf_of: str | None = None
    """As whose deputy."""

    @property
    def wanted(self) -> frozenset[str]:
        return frozenset(role.name for role in self.roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The roles from which it may be done, or why from none."""

    roles: frozenset[str] = frozenset()
    refusals: tuple[Refusal, ...] = ()


class Right(NamedTuple):
    """What somebody may act by: a post, and whose deputy he is where it is not his own."""

    post: Assignment
    deputy: Deputy | None = None


def rights(register: Register, officer_id: str, day: date) -> tuple[Right, ...]:
    """All by which the officer may act on ``day``, his own posts first."""
    own = tuple(Right(post) for post in register.posts_of(officer_id, day))
    given = (
        Right(post, deputy)
        for deputy in register.deputised(officer_id, day)
        for post in register.posts_of(deputy.principal_id, day)
        if post.role == deputy.role
    )
    return (*own, *given)


def standing(doing: Doing) -> Standing:
    """Whether the actor may do it, for himself or as the deputy he says he is."""
    barred = _barred(doing)
    if barred is not None:
        return Standing(refusals=(barred,))
    if doing.on_behalf_of is not None:
        return _as_deputy(doing, doing.on_behalf_of)
    own = _by_posts(doing, doing.actor, doing.wanted)
    return own if own.roles else _undeclared(doing) or own


def holds(doing: Doing) -> bool:
    """Whether somebody whom the facts name, the approver of a correction or the head whose opinion is quoted, speaks from one of the roles by a
    post of his own. A deputy acts by commands alone, which say for whom."""
    return _barred(doing) is None and bool(_by_posts(doing, doing.actor, doing.wanted).roles)


def handlers_of(case: CaseFile) -> frozenset[str]:
    """Who handles the case, before anybody does who opened it."""
    return case.workflow.handlers(case) or frozenset(act.actor for act in case.acts[:1])


def units_of(case: CaseFile, register: Register, day: date) -> frozenset[str]:
    """The units that handle the case: those of its handlers, before there are any that of the officer who opened it. None is known before a
    case is opened, and where nobody of them is on the register any more; then it is every unit's."""
    return frozenset(officer.unit for one in handlers_of(case) if (officer := register.officer(one, day)))


def outsider(register: Register, actor: str, day: date, *, enforcing: bool = True) -> Refusal | None:
    """What keeps somebody from having any hand in a case, whatever his posts. ``enforcing``: whether the case is one of enforcement."""
    officer = register.officer(actor, day)
    if officer is None:
        auxiliary = register.auxiliary(actor, day)
        if auxiliary is not None:
            return AUXILIARY_BARRED.refuse(actor=auxiliary.name)
        return UNKNOWN_ACTOR.refuse(actor=actor[:60], day=day)
    if enforcing and REGISTRAR.name in register.roles(actor, day):
        return ADMINISTRATOR_BARRED.refuse(actor=officer.name, day=day)
    return None


def _barred(doing: Doing) -> Refusal | None:
    return outsider(doing.register, doing.actor, doing.day, enforcing=doing.case.workflow.enforces)


def _as_deputy(doing: Doing, principal: str) -> Standing:
    """By the posts of the principal, as far as the actor was given their exercise."""
    given = {one.role for one in doing.register.deputised(doing.actor, doing.day) if one.principal_id == principal}
    if given & doing.wanted:
        return _by_posts(doing, principal, given & doing.wanted)
    told = {"actor": _name(doing, doing.actor), "principal": _name(doing, principal), "day": doing.day}
    return Standing(refusals=(NOT_A_DEPUTY.refuse(**told, transition=doing.label, roles=_labels(doing)),))


def _undeclared(doing: Doing) -> Standing | None:
    """Why it is refused to one who could do it as a deputy and does not say so; ``None`` where there is nobody to stand in for."""
    principals = "、".join(dict.fromkeys(_name(doing, principal) for principal in _principals(doing)))
    if not principals:
        return None
    told = {"actor": _name(doing, doing.actor), "day": doing.day, "transition": doing.label, "principals": principals}
    return Standing(refusals=(DEPUTY_NOT_DECLARED.refuse(**told),))


def _principals(doing: Doing) -> Iterator[str]:
    """Those as whose deputy the actor may do it."""
    for one in doing.register.deputised(doing.actor, doing.day):
        if one.role in doing.wanted and _by_posts(doing, one.principal_id, {one.role}).roles:
            yield one.principal_id


def _by_posts(doing: Doing, holder: str, roles: Set[str]) -> Standing:
    """By the posts that somebody holds himself, each as far as it reaches."""
    posts = [post for post in doing.register.posts_of(holder, doing.day) if post.role in roles]
    if not posts:
        told = {"transition": doing.label, "roles": _labels(doing), "actor": _name(doing, holder), "day": doing.day}
        return Standing(refusals=(NO_ROLE.refuse(**told),))
    of_act = [post for post in posts if not post.acts or doing.case.workflow.act in post.acts]
    reaching = frozenset(post.role for post in of_act if _in_unit(doing, post))
    return Standing(roles=reaching) if reaching else Standing(refusals=(_out_of_reach(doing, posts, of_act),))


def _in_unit(doing: Doing, post: Assignment) -> bool:
    """Whether the case is one of the post's unit, or of a unit within that. Who handles the case is never out of it."""
    workflow = doing.case.workflow
    if post.scope != "unit" or (post.role in workflow.case_bound and post.officer_id in workflow.handlers(doing.case)):
        return True
    units = units_of(doing.case, doing.register, doing.day)
    return not units or any(unit == post.unit or unit.startswith(post.unit + _WITHIN) for unit in units)


def _out_of_reach(doing: Doing, posts: list[Assignment], of_act: list[Assignment]) -> Refusal:
    roles = {role.name: role.label for role in doing.roles}
    told = {
        "holder": _name(doing, posts[0].officer_id),
        "day": doing.day,
        "roles": "、".join(dict.fromkeys(roles[post.role] for post in of_act or posts)),
        "transition": doing.label,
    }
    act = doing.case.workflow.act
    if not of_act:
        return ACT_NOT_PERMITTED.refuse(**told, act=ACTS.get(act, act))
    units = units_of(doing.case, doing.register, doing.day)
    own = dict.fromkeys(post.unit for post in of_act)
    return OUT_OF_UNIT.refuse(**told, own="、".join(own), units="、".join(sorted(units)))


def _name(doing: Doing, officer_id: str) -> str:
    officer = doing.register.officers.get(officer_id)
    return officer.name if officer else officer_id


def _labels(doing: Doing) -> str:
    return "、".join(role.label for role in doing.roles)
