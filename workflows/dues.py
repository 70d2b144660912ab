"""What the party owes under the decision as it stands: items, surcharges, payments, refunds. Amounts in fen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.workflows import dossier
from zhifa.workflows.forms.publish import Payment, Publication
from zhifa.workflows.forms.remedies import Effect, PublicationWithdrawn, Refund, RemedyLodged, RemedyOutcome
from zhifa.workflows.forms.summary import SpotCollection
from zhifa.workflows.forms.surcharge import Surcharge
from zhifa.workflows.forms.values import PAYABLE, PenaltyItem
from zhifa.workflows.surcharging import Span, accrued, running
from zhifa.workflows.terms import PAYMENT
from zhifa.workflows.terms.postponement import INSTALMENT

ANNULLED: frozenset[Effect] = frozenset({"撤销", "责令重作", "确认无效"})
"""Nothing is owed any more."""
UNDONE: frozenset[Effect] = frozenset({*ANNULLED, "变更", "确认违法"})
"""A publication of the decision is withdrawn (处罚法 48(2))."""


def annulled(case: CaseFile) -> bool:
    """Whether the decision last made was annulled."""
    return any(act.facts.effect in ANNULLED for act in dossier.present(case).each(RemedyOutcome))


def operative(case: CaseFile) -> tuple[PenaltyItem, ...]:
    """The items as they stand: as drafted, or as changed on a remedy; none once the decision is annulled."""
    if annulled(case):
        return ()
    changed = [act.facts.items for act in dossier.present(case).each(RemedyOutcome) if act.facts.effect == "变更"]
    draft = dossier.draft(case)
    return changed[-1] if changed else draft.items if draft else ()


def owed(case: CaseFile) -> int | None:
    """Fen still to be paid under the decision; ``None`` in a replay whose source does not state a sum."""
    balance = _balance(case)
    return None if balance is None else max(balance, 0)


def to_refund(case: CaseFile) -> int:
    """Fen paid that are not owed any more."""
    return max(-(_balance(case) or 0), 0)


def _balance(case: CaseFile) -> int | None:
    payable = [item for item in operative(case) if item.kind in PAYABLE]
    if any(item.silent for item in payable):
        return None
    here = dossier.present(case)
    refunded = sum(act.facts.amount for act in here.each(Refund))
    return sum(item.fen or 0 for item in payable) + surcharged(case) - _paid(case) + refunded


def _paid(case: CaseFile, until: date | None = None) -> int:
    here = dossier.present(case)
    made = [(act.at, act.facts.amount) for act in here.each(Payment)]
    made += [(act.at, act.facts.amount) for act in here.each(SpotCollection)]
    return sum(amount for at, amount in made if until is None or legal_day(at) <= until)


def fine(case: CaseFile) -> int:
    """The fine as it stands: the base of surcharges and the cap of all of them together."""
    return sum(item.fen or 0 for item in operative(case) if item.kind == "罚款")


def surcharged(case: CaseFile) -> int:
    """Fen imposed as surcharges; a fine that was lowered lowers their cap."""
    return min(sum(act.facts.amount for act in dossier.present(case).each(Surcharge)), fine(case))


def period_end(case: CaseFile) -> date | None:
    """Last day to pay: of the latest postponement or instalments granted, else of the fifteen days; ``None`` where none runs."""
    since = dossier.reopened(case)
    terms = [term for term in case.terms if term.start_seq > since and term.status != "void"]
    agreed = [term.due_day for term in terms if term.code == INSTALMENT.code]
    plain = [term.due_day for term in terms if term.code == PAYMENT.code]
    return max(agreed or plain, default=None)


def surcharge_due(case: CaseFile, first: date, last: date) -> int:
    """The surcharge of these days, less what the cap leaves. Payments count on the fine first, and from their own day on [C]."""
    days = running(first, last, pending(case, last))
    unpaid = (max(fine(case) - _paid(case, day), 0) for day in days)
    return accrued(unpaid, cap=fine(case) - surcharged(case))


def pending(case: CaseFile, until: date) -> Iterator[Span]:
    """The times during which remedies against the decision were pending; one that still is, up to ``until``."""
    here = dossier.present(case)
    for act in here.each(RemedyLodged):
        outcomes = (out for out in here.each(RemedyOutcome) if out.seq > act.seq and out.facts.key == act.facts.key)
        yield act.facts.lodged_on, next((out.facts.effective_on for out in outcomes), until)


def published(case: CaseFile) -> bool:
    """Whether the decision is to be seen by the public: published, and not withdrawn since."""
    shown = [act for act in dossier.present(case).acts if act.transition.facts in (Publication, PublicationWithdrawn)]
    return bool(shown) and shown[-1].transition.facts is Publication
