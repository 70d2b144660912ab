"""Case file to the tree of facts that templates read; only the branches a paper reads are built."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, get_type_hints

from pydantic import BaseModel

from zhifa.documents import facts as tree
from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.environment import NATIONAL, TemplateSet
from zhifa.documents.reads import branches
from zhifa.engine.act import Act
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.paper_branches import BRANCHES, Branches
from zhifa.engine.plan import Plan
from zhifa.engine.register import Register
from zhifa.engine.translation import Translation
from zhifa.engine.vocabulary import Phase
from zhifa.workflows import dossier
from zhifa.workflows.forms.appraisal import AppraisalEntrusted, AppraisalPeriod, AppraisalReport
from zhifa.workflows.forms.investigate import CorrectionOrder, Preservation, PreservationHandled, Recheck
from zhifa.workflows.forms.recusal import RecusalDecision, RecusalRequest

_PROFILE = ("address", "phone", "review_body", "court", "payee")


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """Builds the facts of the papers of one step, sharing what several of them read."""

    before: CaseFile
    after: CaseFile
    """The case with the step taken."""
    plan: Plan
    register: Register
    templates: TemplateSet = NATIONAL

    def of(self, code: str, *, number: str | None) -> tree.Facts:
        """The facts the paper ``code`` reads. Raises :class:`UnknownOfficer`."""
        kind = CATALOGUE[code]
        read = branches(code, self.templates)
        day = legal_day(self.plan.at)
        built: dict[str, Any] = {name: build(self._branches) for name, build in BRANCHES.items() if name in read}
        built |= {name: self._last[name] for name in read & self._last.keys()}
        return tree.Facts(
            agency=self._agency,
            case=self._case,
            party=self._party,
            issue=tree.Issue(code=code, title=kind.title, number=number, issued_on=day),
            actor=self._branches.act.by,
            act=self._branches.act,
            **built,
        )

    @cached_property
    def _translation(self) -> Translation:
        return Translation(case=self.after, register=self.register, day=legal_day(self.plan.at))

    @cached_property
    def _branches(self) -> Branches:
        return Branches(
            before=self.before, after=self.after, plan=self.plan, register=self.register, translation=self._translation
        )

    @cached_property
    def _agency(self) -> tree.Agency:
        agency = self.register.agency
        profile = {name: self._translation.stated(agency.profile.get(name), f"agency.{name}") for name in _PROFILE}
        return tree.Agency(
            name=agency.name,
            short_name=agency.short_name,
            region=agency.region,
            credit_code=agency.credit_code,
            statement_days=None if self.before.replay else agency.policy.statement_days,
            review_online=agency.profile.get("review_online"),
            **profile,
        )

    @cached_property
    def _case(self) -> tree.Case:
        told = dossier.report(self.after)
        assert told is not None, "every case begins with its report"
        return tree.Case(
            id=self.after.id,
            cause=told.cause,
            matter=told.matter,
            workflow_label=self.after.workflow.label,
            opened_on=legal_day(self.after.opened_at),
            replay=self.after.replay,
            phase=self.plan.target.phase.value,
        )

    @cached_property
    def _party(self) -> tree.Party:
        told = dossier.report(self.after)
        assert told is not None, "every case begins with its report"
        party: tree.Party = self._translation.value(told.party)
        return party

    @cached_property
    def _last(self) -> Mapping[str, Any]:
        """The last act under each branch of the tree, translated when it is asked for."""
        found: dict[str, Act[BaseModel]] = {}
        for act in dossier.present(self.after).acts:
            branch = _branch(act)
            if branch:
                found[branch] = act
        found |= _answered(self.after.acts)
        return _Lazy(found, self._translation.act)


def _answered(acts: tuple[Act[BaseModel], ...]) -> dict[str, Act[Any]]:
    """The measure that the last act puts an end to, picked by its key where the case has several."""
    last = acts[-1].facts
    if isinstance(last, PreservationHandled):
        return {"preservation": _keyed(acts, Preservation, last.key)}
    if isinstance(last, Recheck):
        return {"correction_order": _keyed(acts, CorrectionOrder, last.order)}
    if isinstance(last, AppraisalPeriod | AppraisalReport):
        return {"appraisal": _keyed(acts, AppraisalEntrusted, last.key)}
    if isinstance(last, RecusalDecision):
        return {"recusal_request": _keyed(acts, RecusalRequest, last.officer, by="officer")}
    return {}


def _keyed(acts: tuple[Act[BaseModel], ...], form: type[BaseModel], key: str, *, by: str = "key") -> Act[Any]:
    """The last act of this form under the key, which stands in the field ``by``."""
    matching = (act for act in reversed(acts) if act.transition.facts is form and getattr(act.facts, by) == key)
    return next(matching)


class _Lazy(dict[str, Any]):
    """A mapping that translates an act when it is first read."""

    def __init__(self, acts: Mapping[str, Act[BaseModel]], translate: Callable[[Act[BaseModel]], tree.Act]) -> None:
        super().__init__(acts)
        self._translate = translate

    def __getitem__(self, name: str) -> tree.Act:
        value = super().__getitem__(name)
        translated: tree.Act = self._translate(value) if isinstance(value, Act) else value
        self[name] = translated
        return translated


@cache
def _branch_of(form: type[BaseModel]) -> str | None:
    """The branch of the tree whose type mirrors the form."""
    mirror = getattr(tree, form.__name__, None)
    hints = get_type_hints(tree.Facts)
    found = [name for name, hint in hints.items() if mirror is not None and hint == mirror | None]
    return found[0] if found else None


def _branch(act: Act[BaseModel]) -> str | None:
    """Assignments stand twice in the tree: for verification, and of the handlers."""
    if act.transition.sources and act.transition.sources[0].phase is Phase.START and act.transition.name == "assign":
        return "handlers_assigned"
    return _branch_of(act.transition.facts)
