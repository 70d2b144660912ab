"""The branches of the tree of facts that are gathered from the whole case: money, terms, evidence and what else a paper lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from zhifa.documents import facts as tree
from zhifa.documents.dossier.arrangement import Order
from zhifa.engine.assessment import Because
from zhifa.engine.books.review import Flag
from zhifa.engine.casefile import CaseFile
from zhifa.engine.dossier_order import filed
from zhifa.engine.heard import heard
from zhifa.engine.instants import legal_day
from zhifa.engine.plan import Plan
from zhifa.engine.register import Register
from zhifa.engine.translation import Translation
from zhifa.workflows import dossier, dues
from zhifa.workflows.forms.collection import RequestedCollection, SpotCollection
from zhifa.workflows.forms.investigate import Preservation
from zhifa.workflows.forms.publish import Payment
from zhifa.workflows.forms.rectification import Rectification
from zhifa.workflows.forms.remedies import Refund, RemedyLodged, RemedyOutcome
from zhifa.workflows.forms.serve import Announcement, FailedService, Service
from zhifa.workflows.guards.service import issued_at
from zhifa.workflows.rectifiable import SERVED, found, received_on
from zhifa.workflows.tracks import REMEDY

_DECISIONS = frozenset({"D33", "D34", "D35"})
_MONEY: Mapping[type[Payment | SpotCollection | RequestedCollection | Refund], str] = {
    Payment: "缴款",
    SpotCollection: "当场收缴",
    RequestedCollection: "当场收缴",
    Refund: "退款",
}


@dataclass(frozen=True, kw_only=True)
class Branches:
    """Builds each branch of the papers of one step, by its name in the tree."""

    before: CaseFile
    after: CaseFile
    """The case with the step taken."""
    plan: Plan
    register: Register
    translation: Translation

    @cached_property
    def act(self) -> tree.Act:
        """The step itself."""
        return self.translation.act(self.after.acts[-1])

    def officers(self) -> tuple[tree.Officer, ...]:
        named: tuple[tree.Officer, ...] = getattr(self.act, "officers", ())
        return named

    def handlers(self) -> tuple[tree.Officer, ...]:
        day = legal_day(self.plan.at)
        acting = dossier.handlers(self.after) - dossier.recused(self.after).keys()
        return tuple(self.translation.officer(officer, day) for officer in sorted(acting))

    def evidence(self) -> tuple[tree.Evidence, ...]:
        return tuple(self.translation.value(item) for item in dossier.evidence(self.after).values())

    def draft(self) -> tree.Draft | None:
        proposed = dossier.draft(self.after)
        return self.translation.draft(proposed) if proposed else None

    def notified(self) -> tree.Draft | None:
        notice = dossier.last_notice(self.after)
        told = dossier.notified(self.after, notice) if notice else None
        return self.translation.draft(told) if told else None

    def notice_number(self) -> str | None:
        return next((paper.number for paper in reversed(self.after.papers) if paper.code == "D24"), None)

    def preservation_number(self) -> str | tree.NotStated | None:
        handled = self.after.acts[-1].facts
        kept = (act.seq for act in self.after.each(Preservation) if act.facts.key == getattr(handled, "key", None))
        issued = {paper.seq: paper.number for paper in self.after.papers if paper.code == "D14"}
        return self.translation.stated(issued.get(max(kept, default=-1)), "document_number")

    def decision_number(self) -> str | tree.NotStated | None:
        decided = next((paper.number for paper in reversed(self.after.papers) if paper.code in _DECISIONS), None)
        return self.translation.stated(decided, "document_number")

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
                items=self.translation.value(act.facts.items),
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
        stands, day = dues.account(self.after), legal_day(self.plan.at)
        if stands is None:
            return None
        return tree.Account(
            fine=stands.fine,
            gains=stands.gains,
            surcharge=stands.surcharge,
            paid=stands.paid,
            owed=max(stands.balance, 0),
            overdue_since=dues.overdue_since(self.after, day),
            accrued=dues.accrued_until(self.after, day),
            excluded_days=dues.excluded_days(self.after, day),
            under_remedy=dossier.is_open(self.after, REMEDY),
        )

    def waived(self) -> tuple[str, ...]:
        return tuple(sorted(dossier.waived(self.after)))

    def heard(self) -> tuple[tree.Heard, ...]:
        return heard(self.after, self.translation)

    def terms(self) -> tuple[tree.TermLine, ...]:
        """The terms that begin or run on."""
        started = (begun.reckoning for begun in self.plan.started)
        resumed = (moved.reckoning for moved in self.plan.resumed)
        return tuple(
            tree.TermLine(
                code=reckoning.term.code,
                label=reckoning.term.label,
                length=reckoning.term.length,
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
        paper = next((p for p in self.before.papers if p.seq == since and p.code in SERVED), None)
        return tree.ServedPaper(code=paper.code, title=paper.title, number=paper.number) if paper else None

    def mended(self) -> tree.MendedPaper | None:
        """The paper that the step mends in writing."""
        told = self.after.acts[-1].facts
        paper = found(self.before, told.paper) if isinstance(told, Rectification) else None
        received = received_on(self.before, paper) if paper else None
        if paper is None or received is None:
            return None
        return tree.MendedPaper(
            title=paper.title,
            number=paper.number,
            issued_on=date.fromisoformat(paper.issued_on),
            served_on=received,
        )

    def assessment(self) -> tree.Assessment | None:
        given = self.plan.assessment
        if given is None:
            return None
        answer = given.assessment
        return tree.Assessment(
            due=answer.due,
            grounds=tuple(map(_ground, answer.because)),
            others=tuple(map(_ground, answer.not_because)),
            heard=Flag.HEARING in answer.inputs.flags,
            complex=Flag.COMPLEXITY in answer.inputs.flags,
            reviewer=answer.reviewer.label,
            clock_days=answer.clock_days,
            collective=answer.collective,
        )

    def attempts(self) -> tuple[tree.Act, ...]:
        return tuple(self.translation.act(act) for act in dossier.failed_attempts(self.after, issued_at(self.before)))

    def dossier(self) -> tuple[tree.DossierLine, ...]:
        return tuple(
            tree.DossierLine(
                volume=one.volume,
                place=one.number,
                code=one.paper.code,
                number=one.paper.number,
                responsible=self.register.agency.name,
                title=one.paper.title,
                on=date.fromisoformat(one.paper.issued_on),
            )
            for one in filed(self.before, None, Order(self.register.agency.policy.dossier_order))
        )


BRANCHES: Mapping[str, Callable[[Branches], Any]] = {
    "officers": Branches.officers,
    "handlers": Branches.handlers,
    "evidence": Branches.evidence,
    "draft": Branches.draft,
    "notified": Branches.notified,
    "notice_number": Branches.notice_number,
    "preservation_number": Branches.preservation_number,
    "decision_number": Branches.decision_number,
    "notice_served_on": Branches.notice_served_on,
    "outcomes": Branches.outcomes,
    "money": Branches.money,
    "account": Branches.account,
    "waived": Branches.waived,
    "heard": Branches.heard,
    "terms": Branches.terms,
    "stopped": Branches.stopped,
    "served": Branches.served,
    "mended": Branches.mended,
    "attempts": Branches.attempts,
    "assessment": Branches.assessment,
    "dossier": Branches.dossier,
}


def _ground(because: Because) -> tree.Ground:
    return tree.Ground(code=because.code, article=because.article, text=because.text)


def _as_day(due: Any) -> date:
    return legal_day(due) if hasattr(due, "hour") else due
