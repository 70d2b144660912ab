"""What the party owes under the decision as it stands: items, surcharges, payments, refunds. Amounts in fen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhifa.engine.act import Act
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.workflows import dossier
from zhifa.workflows.forms.collection import RequestedCollection, SpotCollection
from zhifa.workflows.forms.enforcement import CourtApplication, CourtResult, Demand
from zhifa.workflows.forms.publish import Payment, Publication
from zhifa.workflows.forms.remedies import Effect, PublicationWithdrawn, Refund, RemedyLodged, RemedyOutcome
from zhifa.workflows.forms.summary import SpotDelivery
from zhifa.workflows.forms.surcharge import Surcharge
from zhifa.workflows.forms.values import PAYABLE, PenaltyItem, PenaltyKind
from zhifa.workflows.surcharging import Span, accrued, running
from zhifa.workflows.terms import PAYMENT
from zhifa.workflows.terms.postponement import INSTALMENT

ANNULLED: frozenset[Effect] = frozenset({"撤销", "责令重作", "确认无效"})
"""Nothing is owed any more."""
UNDONE: frozenset[Effect] = frozenset({*ANNULLED, "变更", "确认违法"})
"""A publication of the decision is withdrawn (处罚法 48(2))."""

NOTED_ONLY: frozenset[PenaltyKind] = frozenset({"警告", "通报批评"})
"""Kinds that are performed by being told to the party."""


def annulled(case: CaseFile) -> bool:
    """Whether the decision last made was annulled."""
    return any(act.facts.effect in ANNULLED for act in dossier.present(case).each(RemedyOutcome))


def delivered(case: CaseFile) -> bool:
    """Whether the party has received the decision last made, served or handed over on the spot (处罚法 52, 61)."""
    made, handed_over = case.decisions, case.last(SpotDelivery) is not None
    return bool(made) and (handed_over or dossier.served(case, made[-1].seq) is not None)


def operative(case: CaseFile) -> tuple[PenaltyItem, ...]:
    """The items as they stand: as drafted, or as changed on a remedy; none once the decision is annulled."""
    if annulled(case):
        return ()
    changed, draft = variation(case), dossier.draft(case)
    return changed.facts.items if changed else draft.items if draft else ()


def variation(case: CaseFile) -> Act[RemedyOutcome] | None:
    """The outcome of a remedy by which the decision was last changed."""
    outcomes = dossier.present(case).each(RemedyOutcome)
    return max((act for act in outcomes if act.facts.effect == "变更"), key=lambda act: act.seq, default=None)


def deeds(case: CaseFile) -> tuple[PenaltyItem, ...]:
    """Items that the party performs otherwise than by paying, and that are not performed by being told."""
    return tuple(item for item in operative(case) if item.kind not in PAYABLE | NOTED_ONLY)


def fined(case: CaseFile) -> bool:
    """Whether a fine stands, be its amount stated or not."""
    return any(item.kind == "罚款" for item in operative(case))


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The party's account under the decision as it stands."""

    fine: int
    gains: int
    """Confiscated gains (没收违法所得)."""
    surcharge: int
    paid: int
    """Less what was refunded."""

    @property
    def balance(self) -> int:
        """Still to be paid; below zero, to be refunded."""
        return self.fine + self.gains + self.surcharge - self.paid


def account(case: CaseFile) -> Account | None:
    """``None`` in a replay whose source does not state a sum."""
    payable = [item for item in operative(case) if item.kind in PAYABLE]
    if any(item.silent for item in payable):
        return None
    return Account(
        fine=fine(case),
        gains=gains(case),
        surcharge=surcharged(case),
        paid=_paid(case),
    )


def owed(case: CaseFile) -> int | None:
    """Fen still to be paid under the decision; ``None`` in a replay whose source does not state a sum."""
    stands = account(case)
    return None if stands is None else max(stands.balance, 0)


def to_refund(case: CaseFile) -> int:
    """Fen paid that are not owed any more."""
    stands = account(case)
    return 0 if stands is None else max(-stands.balance, 0)


def fine_owed(case: CaseFile) -> int | None:
    """Fen of the fine itself still to be paid, which alone may be postponed or paid in parts (处罚法 66(2)); payments count on it first [C].

    ``None`` in a replay whose source does not state a sum.
    """
    if any(item.silent for item in operative(case) if item.kind == "罚款"):
        return None
    return max(fine(case) - _paid(case), 0)


def _paid(case: CaseFile) -> int:
    """Less what was refunded."""
    return sum(amount for _, amount in _payments(case))


def _payments(case: CaseFile) -> Iterator[tuple[datetime, int]]:
    """What was paid and when; below zero, what was refunded."""
    here = dossier.present(case)
    for form in (Payment, SpotCollection, RequestedCollection):
        yield from ((act.at, act.facts.amount) for act in here.each(form))
    yield from ((act.at, -act.facts.amount) for act in here.each(Refund))


def fine(case: CaseFile) -> int:
    """The fine as it stands: the base of surcharges and the cap of all of them together."""
    return sum(item.fen or 0 for item in operative(case) if item.kind == "罚款")


def gains(case: CaseFile) -> int:
    """The confiscated gains as they stand."""
    return sum(item.fen or 0 for item in operative(case) if item.kind in PAYABLE - {"罚款"})


def surcharged(case: CaseFile) -> int:
    """Fen of the surcharges imposed that are owed: each as it was imposed, but no more than its days come to on the fine as it stands and
    with the remedies now on file. So a fine that was lowered, and a remedy entered late, lower them too (处罚法 72(1)(1), 73(3))."""
    total = 0
    for act in dossier.present(case).each(Surcharge):
        before = [(at, amount) for at, amount in _payments(case) if at <= act.at]
        come_to = _accrued(case, act.facts.from_on, act.facts.until_on, before, cap=fine(case) - total)
        total += min(act.facts.amount, come_to)
    return total


def period_end(case: CaseFile) -> date | None:
    """Last day to pay: of the time given by the decision, by an outcome that raised it, or by the postponement or instalments granted; of
    those set aside where nothing took their place. ``None`` where none ever began."""
    since = dossier.reopened(case)
    terms = [t for t in case.terms if t.start_seq > since and t.code in (PAYMENT.code, INSTALMENT.code)]
    kept = [term for term in terms if term.status != "void"]
    return max((term.due_day for term in kept or terms), default=None)


def overdue_since(case: CaseFile, day: date) -> date | None:
    """The first day on which the fine was late; ``None`` while it is not, and once it is paid."""
    ended = period_end(case)
    return ended + timedelta(days=1) if ended is not None and ended < day and fine_owed(case) else None


def excluded_days(case: CaseFile, day: date) -> int:
    """The days since the fine was late, that day included, on which nothing was added because a remedy was pending (处罚法 73(3))."""
    begun = overdue_since(case, day)
    if begun is None:
        return 0
    return (day - begun).days + 1 - sum(1 for _ in running(begun, day, pending(case, day)))


def accrued_until(case: CaseFile, day: date) -> int:
    """Fen of the surcharges imposed, with those that the days since then come to, that day included; never more than the fine."""
    begun = overdue_since(case, day)
    if begun is None:
        return surcharged(case)
    counted = (act.facts.until_on + timedelta(days=1) for act in dossier.present(case).each(Surcharge))
    return surcharged(case) + surcharge_due(case, max((begun, *counted)), day)


def surcharge_due(case: CaseFile, first: date, last: date) -> int:
    """The surcharge of these days, less what the cap leaves. Payments count on the fine first, and from their own day on [C]."""
    return _accrued(case, first, last, _payments(case), cap=fine(case) - surcharged(case))


def _accrued(case: CaseFile, first: date, last: date, payments: Iterable[tuple[datetime, int]], *, cap: int) -> int:
    due, made = fine(case), [(legal_day(at), amount) for at, amount in payments]
    days = running(first, last, pending(case, last))
    unpaid = (max(due - sum(amount for on, amount in made if on <= day), 0) for day in days)
    return accrued(unpaid, cap=cap)


def pending(case: CaseFile, until: date) -> Iterator[Span]:
    """The times during which remedies against the decision were pending; one that still is, up to ``until``."""
    here = dossier.present(case)
    for act in here.each(RemedyLodged):
        outcomes = (out for out in here.each(RemedyOutcome) if out.seq > act.seq and out.facts.key == act.facts.key)
        yield act.facts.lodged_on, next((out.facts.effective_on for out in outcomes), until)


GIVEN_UP = ("不准予执行", "终结执行")
"""Results after which what was applied for is not enforced any further."""


def unenforceable(case: CaseFile) -> bool:
    """Whether the court's last word on the whole of the decision is that it is not enforced any further."""
    last = dossier.present(case).last(CourtResult)
    return last is not None and last.facts.result in GIVEN_UP and money_applied_for(case.before(last.seq))


def money_demanded(case: CaseFile) -> bool:
    """Whether the demand last issued claims money, and not only what is performed otherwise."""
    demand = dossier.present(case).last(Demand)
    return demand is not None and (demand.facts.amount > 0 or demand.facts.surcharge > 0)


def money_applied_for(case: CaseFile) -> bool:
    """Whether the application last made to the court is for money too; it is for what had been demanded (强制法 54)."""
    application = dossier.present(case).last(CourtApplication)
    return application is not None and money_demanded(case.before(application.seq))


def published(case: CaseFile) -> bool:
    """Whether the decision is to be seen by the public: published, and not withdrawn since."""
    shown = [act for act in dossier.present(case).acts if act.transition.facts in (Publication, PublicationWithdrawn)]
    return bool(shown) and shown[-1].transition.facts is Publication
