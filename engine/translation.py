"""Acts and values of the forms into the tree of facts: field by field, by name, for the tree mirrors the forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any, Final, get_type_hints

from pydantic import BaseModel

from zhifa.documents import facts as tree
from zhifa.engine.act import Act
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.register import Qualification, Register
from zhifa.workflows import dossier
from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.values import Draft

_PLAIN: Final = frozenset({str, int, bool, date, datetime, type(None)})
"""What stands in the tree as it stands in a form."""


class UnknownOfficer(LookupError):
    """The facts name an officer who is not on the register."""

    def __init__(self, officer: str) -> None:
        super().__init__(officer)
        self.officer = officer


@dataclass(frozen=True, kw_only=True)
class Translation:
    """Translates what the acts of one case say. Whatever names an officer raises :class:`UnknownOfficer` for one who is not on the register."""

    case: CaseFile
    register: Register
    day: date
    """The day on which officers named outside an act's head are shown as they stood."""

    def act(self, act: Act[Any]) -> tree.Act:
        """The act, with the one who did it as he or she stood on its day."""
        head = {"at": act.at, "by": self.officer(act.actor, legal_day(act.at)), "seq": act.seq}
        translated: tree.Act = self._model(act.facts, **head)
        return translated

    def value(self, value: Any, *, officer: bool = False) -> Any:
        """The value; with ``officer``, a text in it is the id of one."""
        if type(value) in _PLAIN:
            return self.officer(value, self.day) if officer and value is not None else value
        if isinstance(value, NotStated):
            return tree.NotStated(path=value.not_stated)
        if isinstance(value, Draft):
            return self.draft(value)
        if isinstance(value, BaseModel):
            return self._model(value)
        if isinstance(value, tuple):
            return tuple(self.value(member, officer=officer) for member in value)
        return value

    def draft(self, draft: Draft) -> tree.Draft:
        """The draft, marked with the revision and digest of the one that the case now has."""
        given = {name: self.value(value) for name, value in draft}
        return tree.Draft(**given, revision=self.case.revision, digest=self.case.draft_digest or "")

    def officer(self, officer_id: str, day: date) -> tree.Officer:
        """The officer as he or she stood on the register on that day."""
        known = self._officers.get((officer_id, day))
        if known is None:
            known = self._officers[officer_id, day] = self._registered(officer_id, day)
        return known

    def stated(self, value: str | None, path: str) -> str | tree.NotStated | None:
        """In a replay the register is silent wherever the source is."""
        return tree.NotStated(path=path) if value is None and self.case.replay else value

    def _model(self, model: BaseModel, **more: Any) -> Any:
        target, officers = _target(type(model))
        given = {name: self.value(value, officer=name in officers) for name, value in model}
        return target(**given, **more)

    @cached_property
    def _officers(self) -> dict[tuple[str, date], tree.Officer]:
        return {}

    def _registered(self, officer_id: str, day: date) -> tree.Officer:
        officer = self.register.officers.get(officer_id)
        if officer is None:
            raise UnknownOfficer(officer_id)
        workflow = self.case.workflow
        area = dossier.area(self.case)
        certificate = self.register.certificate(officer_id, act=workflow.act, area=area, day=day)
        qualification = self.register.qualification(officer_id, day)
        return tree.Officer(
            id=officer.id,
            name=officer.name,
            post=officer.post,
            unit=officer.unit,
            certificate_number=certificate.number if certificate else None,
            qualification=_fitness(qualification) if qualification else None,
        )


def _fitness(qualification: Qualification) -> str:
    label = "法律职业资格证书号" if qualification.kind == "legal_professional" else "法制审核经历登记号"
    return f"{label}：{qualification.number}"


@cache
def _target(form: type[BaseModel]) -> tuple[Callable[..., Any], frozenset[str]]:
    """The class of the tree that mirrors a form, and its fields that hold officers."""
    mirror: type[Any] = getattr(tree, form.__name__)
    hints = get_type_hints(mirror)
    return mirror, frozenset(field.name for field in fields(mirror) if "Officer" in str(hints[field.name]))
