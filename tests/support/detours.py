"""Ways off the straight path: the steps of each branch in order, each after some time and with what it changes in the facts of the step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from scene import Plot
from zhifa.workflows.ordinary import ORDINARY


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One step of a detour."""

    step: str
    days: int = 0
    """How long after the step before."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What stands otherwise in its facts, by name."""

    @property
    def wait(self) -> timedelta:
        return timedelta(days=self.days, minutes=10)


def _turns(*steps: str) -> tuple[Turn, ...]:
    return tuple(Turn(step=step) for step in steps)


_REFERRED = _turns("propose_crime_transfer", "decide_crime_transfer", "deliver_to_police")
_ACCEPTED = Turn(step="record_police_reply", facts={"result": "立案"})
_ANNULLED = (Turn(step="lodge_remedy"), Turn(step="record_remedy", facts={"effect": "撤销"}))


def _tried(step: str) -> tuple[Turn, ...]:
    return tuple(Turn(step=step, facts={"method": method}) for method in ("direct", "post"))


DETOURS: Mapping[str, tuple[Turn, ...]] = {
    "declined": _turns("decline_filing", "archive_ended"),
    "handed down": _turns("assign_down", "archive_ended"),
    "transferred early": _turns("transfer_early", "archive_ended"),
    "transferred": _turns("transfer_case", "archive_ended"),
    "withdrawn": _turns("withdraw", "archive_ended"),
    "preserved": _turns("approve_preservation", "preserve", "handle_preserved"),
    "ordered to correct": _turns("order_correction", "recheck"),
    "gathered": _turns("summon", "extract", "take_samples", "extract_data", "confirm_address"),
    "appraised": _turns("entrust_appraisal", "tell_appraisal_period", "report_appraisal"),
    "assisted": _turns("request_assistance", "record_assistance"),
    "not recorded": _turns("interview", "ask_waiver", "approve_waiver"),
    "weighed": (Turn(step="weigh", facts={"items": []}),),
    "assessed": _turns("declare_importance"),
    "assigned": _turns("assign_reviewer", "counsel_opinion", "agree", "endorse_opinion"),
    "jurisdiction disputed": _turns("raise_jurisdiction", "settle_jurisdiction"),
    "recused": _turns("request_recusal", "decide_recusal"),
    "suspended": (Turn(step="suspend"), Turn(step="resume", days=12)),
    "extended": _turns("extend_decision"),
    "terminated": _turns("suspend", "terminate", "archive_ended"),
    "referred and back": (*_REFERRED, *_turns("record_police_reply", "ask_police_reconsideration", "return_from_justice")),
    "supervision proposed": (*_REFERRED, *_turns("record_police_reply", "propose_supervision", "return_from_justice")),
    "prosecuted": (*_REFERRED, _ACCEPTED, *_turns("hand_over_goods", "end_referral", "archive_ended")),
    "referred with all that is open": (
        *_turns("order_correction", "request_recusal", "entrust_appraisal", "tell_appraisal_period", "request_assistance"),
        *_REFERRED, _ACCEPTED, Turn(step="hand_over_goods"),
        *_turns("recheck", "decide_recusal", "report_appraisal", "record_assistance", "end_referral", "archive_ended"),
    ),
    "referred from a hearing": (
        *_turns("propose_crime_transfer", "request_hearing", "decide_crime_transfer", "deliver_to_police", "record_police_reply"),
        *_turns("return_from_justice", "conclude", "notify", "serve_notice", "abandon_hearing"),
    ),
    "waived": _turns("waive"),
    "hearing abandoned": (Turn(step="request_hearing"), Turn(step="abandon_hearing")),
    "disputed": _turns("find_problems", "raise_dispute", "settle_dispute", "revise", "submit_review"),
    "sent back": _turns("send_back", "revise", "submit_review"),
    "withdrawn at approval": _turns("withdraw_at_approval", "archive_ended"),
    "carried out": _turns("confirm_performance", "dispose_goods"),
    "collected at request": (
        Turn(step="collect_on_request", days=20, facts={"circumstances": "水上"}),
        *_turns("land", "hand_in", "deposit"),
    ),
    "in parts": (Turn(step="request_postponement"), Turn(step="approve_postponement"), Turn(step="pay", days=5)),
    "enforced": (
        Turn(step="impose_surcharge", days=30),
        Turn(step="serve_further"),
        Turn(step="demand_performance", days=2),
        Turn(step="serve_further"),
        Turn(step="apply_court", days=200),
        Turn(step="record_court", days=20),
    ),
    "mended": (
        *_turns("rectify_paper", "serve_further", "review_publication", "publish", "rectify_paper", "serve_further"),
        *_turns("review_publication", "publish"),
    ),
    "demand announced": (
        Turn(step="demand_performance", days=30),
        *_tried("fail_further_service"),
        Turn(step="announce_further"),
        Turn(step="deem_further_served", days=31),
    ),
    "notice announced": (*_tried("fail_notice_service"), *_turns("announce_notice"), Turn(step="deem_notice_served", days=31)),
    "decision announced": (
        Turn(step="dispatch"), *_tried("fail_service"), *_turns("announce"), Turn(step="deem_decision_served", days=31),
    ),
    "preservation lapsed": (*_turns("approve_preservation", "preserve"), Turn(step="lapse_preservation", days=15)),
    "annulled": (*_turns("pay", "review_publication", "publish"), *_ANNULLED, *_turns("withdraw_publication", "record_refund")),
    "changed": (
        *_turns("review_publication", "publish", "lodge_remedy"),
        Turn(step="record_remedy", facts={"effect": "变更", "items": [{"kind": "暂扣许可证件", "text": "暂扣许可证三个月"}]}),
        *_turns("withdraw_publication", "review_publication", "publish", "confirm_performance", "close"),
    ),
    "annulled unserved": (Turn(step="dispatch"), *_ANNULLED, *_turns("serve_decision")),
    "done anew unserved": (
        Turn(step="dispatch"), Turn(step="lodge_remedy"), Turn(step="record_remedy", facts={"effect": "责令重作"}), Turn(step="redo"),
    ),
    "contested after archiving": (
        *_turns("archive"), *_ANNULLED, *_turns("withdraw_publication", "record_refund"),
    ),
    "done anew": (Turn(step="lodge_remedy"), Turn(step="record_remedy", facts={"effect": "责令重作"}), Turn(step="redo")),
}  # fmt: skip
"""By name."""

_PLOTS: Mapping[str, Plot] = {
    "hearing abandoned": Plot(fine=2_000_000),
    "referred from a hearing": Plot(fine=2_000_000),
    "carried out": Plot(goods=True),
}


def begins(name: str) -> frozenset[str]:
    """Names of the states in which the detour can begin: where its first step starts, and those after it that leave the case there."""
    states = frozenset(ORDINARY.state_by_name)
    for turn in DETOURS[name]:
        transition = ORDINARY.by_name[turn.step]
        states &= {state.name for state in transition.sources}
        if transition.targets:
            break
    return states


def plot_of(name: str, plot: Plot) -> Plot:
    """The kind of case in which the detour can be taken: a penalty with a fine, unless it wants another."""
    wanted = _PLOTS.get(name)
    return replace(wanted or Plot(fine=plot.fine or 100_000, complex=plot.complex), review_first=plot.review_first)
