"""Case file to the tree of facts that templates read. Forms are translated field by field, by name; only the branches a paper reads are built."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any, Final, get_type_hints

from pydantic import BaseModel

from zhifa.documents import facts as tree
from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.reads import branches
from zhifa.engine.act import Act
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.plan import Plan
from zhifa.engine.register import Qualification, Register
from zhifa.engine.vocabulary import Phase
from zhifa.workflows import dossier, dues
from zhifa.workflows.forms.appraisal import AppraisalEntrusted, AppraisalPeriod, AppraisalReport
from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.collection import RequestedCollection, SpotCollection
from zhifa.workflows.forms.investigate import CorrectionOrder, Preservation, PreservationHandled, Recheck
from zhifa.workflows.forms.publish import Payment
from zhifa.workflows.forms.recusal import RecusalDecision, RecusalRequest
from zhifa.workflows.forms.remedies import Refund, RemedyLodged, RemedyOutcome
from zhifa.workflows.forms.serve import Announcement, FailedService, Service
from zhifa.workflows.forms.values import Draft
from zhifa.workflows.guards.service import issued_at

REPLAY_MARK = "演示"

_PLAIN: Final = frozenset({str, int, bool, date, datetime, type(None)})
"""What stands in the tree as it stands in a form."""


class UnknownOfficer(LookupError):
    """The facts name an officer who is not on the register."""

    def __init__(self, officer: str) -> None:
        super().__init__(officer)
        self.officer = officer


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """Builds the facts of the papers of one step, sharing what several of them read."""

    before: CaseFile
    after: CaseFile
    """The case with the step taken."""
    plan: Plan
    register: Register

    def of(self, code: str, *, number: str | None) -> tree.Facts:
        """The facts the paper ``code`` reads. Raises :class:`UnknownOfficer`."""
        kind = CATALOGUE[code]
        read = branches(code)
        day = legal_day(self.plan.at)
        built: dict[str, Any] = {name: build(self) for name, build in _BRANCHES.items() if name in read}
        built |= {name: self._last[name] for name in read & self._last.keys()}
        return tree.Facts(
            agency=self._agency,
            case=self._case,
            party=self._party,
            issue=tree.Issue(code=code, title=kind.title, number=number, issued_on=day),
            actor=self._act.by,
            act=self._act,
            **built,
        )

    @cached_property
    def _act(self) -> tree.Act:
        return self._translated(self.after.acts[-1])

    @cached_property
    def _agency(self) -> tree.Agency:
        agency = self.register.agency
        profile = {name: self._stated(agency.profile.get(name), f"agency.{name}") for name in _PROFILE}
        return tree.Agency(
            name=agency.name,
            short_name=agency.short_name,
            region=agency.region,
            credit_code=agency.credit_code,
            statement_days=None if self.before.replay else agency.policy.statement_days,
            **profile,
        )

    def _stated(self, value: str | None, path: str) -> str | tree.NotStated | None:
        """In a replay the register is silent wherever the source is."""
        return tree.NotStated(path=path) if value is None and self.before.replay else value

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
        party: tree.Party = self._value(told.party)
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
        return _Lazy(found, self._translated)

    # --- translation -------------------------------------------------------------------------------------------------

    def _translated(self, act: Act[Any]) -> tree.Act:
        head = {"at": act.at, "by": self._officer(act.actor, legal_day(act.at)), "seq": act.seq}
        translated: tree.Act = self._model(act.facts, **head)
        return translated

    def _value(self, value: Any, *, officer: bool = False) -> Any:
        if type(value) in _PLAIN:
            return self._officer(value, legal_day(self.plan.at)) if officer and value is not None else value
        if isinstance(value, NotStated):
            return tree.NotStated(path=value.not_stated)
        if isinstance(value, Draft):
            return self._draft(value)
        if isinstance(value, BaseModel):
            return self._model(value)
        if isinstance(value, tuple):
            return tuple(self._value(member, officer=officer) for member in value)
        return value

    def _model(self, model: BaseModel, **more: Any) -> Any:
        target, officers = _target(type(model))
        given = {name: self._value(value, officer=name in officers) for name, value in model}
        return target(**given, **more)

    def _draft(self, draft: Draft) -> tree.Draft:
        given = {name: self._value(value) for name, value in draft}
        return tree.Draft(**given, revision=self.after.revision, digest=self.after.draft_digest or "")

    def _officer(self, officer_id: str, day: date) -> tree.Officer:
        known = self._officers.get((officer_id, day))
        if known is None:
            known = self._officers[officer_id, day] = self._registered(officer_id, day)
        return known

    @cached_property
    def _officers(self) -> dict[tuple[str, date], tree.Officer]:
        return {}

    def _registered(self, officer_id: str, day: date) -> tree.Officer:
        officer = self.register.officers.get(officer_id)
        if officer is None:
            raise UnknownOfficer(officer_id)
        workflow = self.after.workflow
        area = dossier.area(self.after)
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

    # --- branches ----------------------------------------------------------------------------------------------------

    def officers(self) -> tuple[tree.Officer, ...]:
        named: tuple[tree.Officer, ...] = getattr(self._act, "officers", ())
        return named

    def handlers(self) -> tuple[tree.Officer, ...]:
        day = legal_day(self.plan.at)
        acting = dossier.handlers(self.after) - dossier.recused(self.after).keys()
        return tuple(self._officer(officer, day) for officer in sorted(acting))

    def evidence(self) -> tuple[tree.Evidence, ...]:
        return tuple(self._value(item) for item in dossier.evidence(self.after).values())

    def draft(self) -> tree.Draft | None:
        proposed = dossier.draft(self.after)
        return self._draft(proposed) if proposed else None

    def notified(self) -> tree.Draft | None:
        notice = dossier.last_notice(self.after)
        told = dossier.notified(self.after, notice) if notice else None
        return self._draft(told) if told else None

    def notice_number(self) -> str | None:
        return next((paper.number for paper in reversed(self.after.papers) if paper.code == "D24"), None)

    def decision_number(self) -> str | tree.NotStated | None:
        decided = next((paper.number for paper in reversed(self.after.papers) if paper.code in _DECISIONS), None)
        return self._stated(decided, "document_number")

    def notice_served_on(self) -> date | None:
        notice = dossier.last_notice(self.after)
        served = dossier.served(self.after, notice.seq) if notice else None
        return legal_day(served.at) if served else None

    def outcomes(self) -> tuple[tree.Outcome, ...]:
        here = dossier.present(self.after)
        kinds = {act.facts.key: act.facts.kind for act in here.each(RemedyLodged)}
        return tuple(
            tree.Outcome(
                kind=kinds[act.facts.key],
                effect=act.facts.effect,
                effective_on=act.facts.effective_on,
                document=act.facts.document,
                items=self._value(act.facts.items),
            )
            for act in here.each(RemedyOutcome)
        )

    def money(self) -> tuple[tree.Money, ...]:
        here = dossier.present(self.after)
        moved = sorted((act for form in _MONEY for act in here.each(form)), key=lambda act: act.seq)
        return tuple(
            tree.Money(
                label=_MONEY[type(act.facts)],
                on=legal_day(act.at),
                amount=act.facts.amount,
                number=act.facts.receipt_number,
            )
            for act in moved
        )

    def account(self) -> tree.Account | None:
        """What the party owes once the step is taken; ``None`` where the source of a replay does not state a sum."""
        stands = dues.account(self.after)
        if stands is None:
            return None
        return tree.Account(
            fine=stands.fine,
            gains=stands.gains,
            surcharge=stands.surcharge,
            paid=stands.paid,
            owed=max(stands.balance, 0),
        )

    def waived(self) -> tuple[str, ...]:
        return tuple(sorted(dossier.waived(self.after)))

    def terms(self) -> tuple[tree.TermLine, ...]:
        """The terms that begin or run on."""
        started = (begun.reckoning for begun in self.plan.started)
        resumed = (moved.reckoning for moved in self.plan.resumed)
        return tuple(
            tree.TermLine(
                code=reckoning.term.code,
                label=reckoning.term.label,
                due=_as_day(reckoning.due),
                explanation="；".join(reckoning.explain()),
            )
            for reckoning in (*started, *resumed)
        )

    def stopped(self) -> tuple[str, ...]:
        """Labels of the terms that stand still from this step on."""
        resumed = {moved.old_id for moved in self.plan.resumed}
        ended = {end.id: end.status for end in self.plan.ended}
        status = ((term.label, term.id, ended.get(term.id, term.status)) for term in self.before.terms)
        return tuple(label for label, id_, now in status if now == "suspended" and id_ not in resumed)

    def served(self) -> tree.ServedPaper | None:
        """The paper that is now being served: the one issued last of those that the party must receive."""
        if self.plan.transition.facts not in (Service, FailedService, Announcement):
            return None
        since = issued_at(self.before)
        paper = next((p for p in self.before.papers if p.seq == since and p.code in _SERVED), None)
        return tree.ServedPaper(code=paper.code, title=paper.title, number=paper.number) if paper else None

    def attempts(self) -> tuple[tree.Act, ...]:
        return tuple(self._translated(act) for act in dossier.failed_attempts(self.after, issued_at(self.before)))

    def dossier(self) -> tuple[tree.DossierLine, ...]:
        return tuple(
            tree.DossierLine(
                number=paper.number,
                responsible=self.register.agency.name,
                title=paper.title,
                on=date.fromisoformat(paper.issued_on),
            )
            for paper in self.before.papers
        )


_SERVED = frozenset({"D24", "D33", "D35", "D41", "D42"})
"""Papers that are served with a receipt."""
_DECISIONS = frozenset({"D33", "D34", "D35"})
_MONEY: Mapping[type[Payment | SpotCollection | RequestedCollection | Refund], str] = {
    Payment: "缴款",
    SpotCollection: "当场收缴",
    RequestedCollection: "当场收缴",
    Refund: "退款",
}

_PROFILE = ("address", "phone", "review_body", "court", "payee")

_BRANCHES: Mapping[str, Callable[[PaperFacts], Any]] = {
    "officers": PaperFacts.officers,
    "handlers": PaperFacts.handlers,
    "evidence": PaperFacts.evidence,
    "draft": PaperFacts.draft,
    "notified": PaperFacts.notified,
    "notice_number": PaperFacts.notice_number,
    "decision_number": PaperFacts.decision_number,
    "notice_served_on": PaperFacts.notice_served_on,
    "outcomes": PaperFacts.outcomes,
    "money": PaperFacts.money,
    "account": PaperFacts.account,
    "waived": PaperFacts.waived,
    "terms": PaperFacts.terms,
    "stopped": PaperFacts.stopped,
    "served": PaperFacts.served,
    "attempts": PaperFacts.attempts,
    "dossier": PaperFacts.dossier,
}


def _fitness(qualification: Qualification) -> str:
    label = "法律职业资格证书号" if qualification.kind == "legal_professional" else "法制审核经历登记号"
    return f"{label}：{qualification.number}"


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


def _as_day(due: Any) -> date:
    return legal_day(due) if hasattr(due, "hour") else due


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
def _target(form: type[BaseModel]) -> tuple[Callable[..., Any], frozenset[str]]:
    """The class of the tree that mirrors a form, and its fields that hold officers."""
    mirror: type[Any] = getattr(tree, form.__name__)
    hints = get_type_hints(mirror)
    return mirror, frozenset(field.name for field in fields(mirror) if "Officer" in str(hints[field.name]))


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
