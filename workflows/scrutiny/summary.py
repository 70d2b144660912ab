"""The summary procedure: what may be decided on the spot, handed over there and filed with the agency (处罚法 51, 52)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zhifa.engine.instants import legal_day
from zhifa.engine.money import yuan
from zhifa.workflows import dossier
from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.publish import Closing
from zhifa.workflows.forms.summary import RecordFiled, SpotDecision, SpotDelivery, SpotNotice
from zhifa.workflows.forms.values import Draft, Party
from zhifa.workflows.scrutiny.check import (
    Check,
    Fault,
    Finding,
    Severity,
    Unjudged,
    inapplicable,
    pending,
    silent,
    unknown,
)
from zhifa.workflows.scrutiny.view import View
from zhifa.workflows.scrutiny.when import not_come

_CITIZEN: Final = 20_000
_ORGANISATION: Final = 300_000
"""Fen; the most that may be fined on the spot (处罚法 51)."""


def _on_the_spot(view: View) -> Unjudged | None:
    if not view.on_the_spot:
        return inapplicable("不是当场处罚的案件")
    return None if view.decision else not_come(view, "当场作出处罚决定")


def _decided(view: View) -> Iterator[Finding]:
    draft, told = dossier.draft(view.at_decision), dossier.report(view.case)
    if draft is None or told is None:
        yield unknown("没有告知的处罚内容或者当事人")
    else:
        yield from _within(view, draft, told.party)
    yield from _steps(view)


def _within(view: View, draft: Draft, party: Party) -> Iterator[Finding]:
    """A warning, or a fine up to the limit for the kind of party."""
    entries = view.entries(SpotDecision)
    other = dict.fromkeys(item.kind for item in draft.items if item.kind not in ("警告", "罚款"))
    if other or draft.kind != "penalty":
        yield Fault(text=f"不得当场决定：{'、'.join(other) or '不予处罚'}", entries=entries)
    if any(item.silent for item in draft.items) or isinstance(party.kind, NotStated):
        yield silent("罚款数额或者当事人种类", *entries)
        return
    fine, limit = sum(item.fen or 0 for item in draft.items if item.kind == "罚款"), _limit(view, party)
    if fine > limit:
        yield Fault(text=f"当场罚款{yuan(fine)}，超过限额{yuan(limit)}", entries=entries)


def _limit(view: View, party: Party) -> int:
    """Which limit holds for an individual business the law does not say: the agency sets it."""
    if party.kind == "individual_business":
        return view.register.agency.policy.summary_limit_individual_business
    return _CITIZEN if party.kind == "individual" else _ORGANISATION


def _steps(view: View) -> Iterator[Finding]:
    """Told before, handed over on the same day, filed with the agency before the case is closed."""
    decision = view.decision
    assert decision is not None, "asked after the decision"
    if not any(act.seq < decision.seq for act in view.case.each(SpotNotice)):
        yield Fault(text="当场处罚之前没有告知", entries=(decision.seq,))
    handed = next((act for act in view.case.each(SpotDelivery) if act.seq > decision.seq), None)
    if handed is None and view.day > view.decided_on:
        yield Fault(text="决定书没有当场交付", entries=(decision.seq,), papers=("D34",))
    elif handed and legal_day(handed.at) != view.decided_on:
        yield Fault(text=f"决定书于{legal_day(handed.at)}交付，不是当场", entries=(decision.seq, handed.seq))
    if view.holds(RecordFiled):
        return
    if view.holds(Closing) or view.ended:
        yield Fault(text="当场处罚没有报所属机关备案", entries=(decision.seq,))
    else:
        yield pending("尚待报所属机关备案", decision.seq)


SUMMARY = Check(
    id="R25",
    label="当场处罚：警告或者限额以内的罚款，告知、当场交付、报机关备案",
    severity=Severity.FATAL,
    article="行政处罚法第五十一条、第五十二条",
    asked=_on_the_spot,
    spot=None,
    run=_decided,
    upon=(SpotNotice, SpotDecision, SpotDelivery, RecordFiled),
)
