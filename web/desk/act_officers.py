"""Whom a form offers where it names an officer: those whom the engine would take there come first, everybody else in service below them.

Nobody is left out: what is entered late may name somebody who fitted then, and the engine refuses whoever does not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from types import MappingProxyType
from typing import Final

from zhifa.engine.casefile import CaseFile
from zhifa.engine.people import Officer
from zhifa.engine.register import Register
from zhifa.engine.standing import Doing, holds
from zhifa.engine.vocabulary import Role
from zhifa.web.desk.forms.tree import Leaf
from zhifa.web.desk.forms.view import Options
from zhifa.workflows import dossier
from zhifa.workflows.roles import ARCHIVIST, HEAD, HEARING_OFFICER, LEADER, RECORDER, REVIEWER, UNIT_HEAD

Fit = Callable[[Leaf], frozenset[str] | None]
"""Ids of those who fit a field; ``None``: nobody is asked for in particular."""

_HEADS: Final = (HEAD, LEADER)
_POSTS: Final[Mapping[tuple[str, str], tuple[Role, ...]]] = MappingProxyType(
    {
        ("Opinion", "by"): (UNIT_HEAD,),
        ("HearingNotice", "hearing_officer"): (HEARING_OFFICER,),
        ("HearingNotice", "recorder"): (RECORDER,),
        ("ReviewerAssigned", "reviewer"): (REVIEWER,),
        ("Discussion", "chair"): _HEADS,
        ("Speaker", "officer"): _HEADS,
        ("DecisionExtension", "discussants"): _HEADS,
        ("Archiving", "archivist"): (ARCHIVIST,),
    }
)
"""By form and field, the posts from which the engine expects who is named there."""
_CERTIFIED: Final = "officers"
"""The field of every form that names those who face the party (处罚法 42)."""
_APPROVER: Final = ("CorrectionForm", "approver")
_HANDLING: Final = ("HandingOverForm", "old")
_TAKING_OVER: Final = ("HandingOverForm", "new")


def officers_offered(register: Register, day: date, *, first: frozenset[str] = frozenset()) -> Options:
    """The officers in service on the day, those of the case first."""
    found = (one for one in register.officers.values() if one.valid.holds(day))
    told = sorted(found, key=lambda one: (one.id not in first, one.unit, one.staff_number))
    return tuple((one.id, _officer(one)) for one in told)


def _officer(one: Officer) -> str:
    return f"{one.name}（{one.staff_number}，{one.unit}）"


def fit_to_open(register: Register, act: str, day: date) -> Fit:
    """Who fits the first step of a case, whose place is not known yet."""

    def certified(officer_id: str) -> bool:
        held = register.certificates_of(officer_id, day)
        return any(act in one.acts and register.amiss(one, day) is None for one in held)

    found = cache(lambda: frozenset(filter(certified, register.officers)))
    return lambda leaf: found() if leaf.name == _CERTIFIED else None


def fit_in(case: CaseFile, register: Register, day: date) -> Fit:
    """Who fits a step of the case, a correction or a handing-over; who must withdraw from it fits nowhere."""
    fitting = _Fitting(case=case, register=register, day=day)
    found = cache(fitting.of)
    return lambda leaf: next((ids for key in _keys(leaf) if (ids := found(*key)) is not None), None)


def _keys(leaf: Leaf) -> list[tuple[str, str]]:
    return [(form.__name__, leaf.name) for form in leaf.owner.__mro__] if leaf.owner else []


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fitting:
    """Who fits where, in one case on one day."""

    case: CaseFile
    register: Register
    day: date

    def of(self, form: str, name: str) -> frozenset[str] | None:
        """Those who fit this field of a form; ``None`` where nobody is asked for in particular."""
        asked = self._question(form, name)
        if asked is None:
            return None
        return frozenset(one for one in self.register.officers if one not in self.case.barred and asked(one))

    def _question(self, form: str, name: str) -> Callable[[str], bool] | None:
        workflow, handlers = self.case.workflow, self.case.workflow.handlers(self.case)
        if (form, name) == _HANDLING:
            return handlers.__contains__
        if (form, name) == _TAKING_OVER:
            return lambda one: one not in handlers and bool(self.register.roles(one, self.day) & workflow.case_bound)
        if name == _CERTIFIED:
            area = dossier.area(self.case)
            return lambda one: self.register.certificate(one, act=workflow.act, area=area, day=self.day) is not None
        roles = workflow.approvers if (form, name) == _APPROVER else _POSTS.get((form, name))
        return partial(self._speaks, roles) if roles else None

    def _speaks(self, roles: tuple[Role, ...], officer_id: str) -> bool:
        return holds(
            Doing(case=self.case, register=self.register, actor=officer_id, day=self.day, label="", roles=roles)
        )
