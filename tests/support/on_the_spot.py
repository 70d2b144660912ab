"""Cases under the summary procedure in memory: as :mod:`in_hand` has them for the ordinary one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from in_hand import SUSPENSION, InHand, filmed_throughout, new_case, undone
from scene import Facts, Plot
from steps_of_performance import CONFISCATION
from zhifa.workflows.summary import SUMMARY

FINED = Plot(fine=5_000)
"""Fifty yuan."""
WARNED = Plot(fine=0)
HEARD = Plot(fine=5_000, statement=True)
COLLECTED = {"ground": "up_to_100", "explanation": "罚款五十元，当事人愿意当场缴纳。"}


@cache
def spot(state: str, plot: Plot = FINED) -> InHand:
    """A case that has come to this state by the shortest way there is."""
    return new_spot(plot).to(state)


def new_spot(plot: Plot = FINED, *, replay: bool = False, **policy: Any) -> InHand:
    """A case about to be opened; ``policy`` is what this agency has set differently."""
    return new_case(plot, tuple(policy.items()), replay=replay, workflow=SUMMARY)


def collecting(**changes: Any) -> InHand:
    """Decided with collection on the spot, and handed over; ``changes`` are made to the facts of the decision."""
    return spot("told").do("decide_on_spot", **({"collection": COLLECTED} | changes)).do("deliver")


def ready_on_spot(step: str) -> InHand:
    """A case in which the step is lawful now."""
    made = _READY.get(step)
    return made() if made else _due(step)


def _due(step: str) -> InHand:
    sources = SUMMARY.by_name[step].sources
    return spot(sources[0].name) if sources else new_spot()


def _overdue() -> InHand:
    return spot("performing").wait(days=30)


def _failed(case: InHand) -> InHand:
    return case.do("fail_further_service", method="direct").do("fail_further_service", method="post")


def _changed_to(*items: Facts) -> InHand:
    """Changed on a remedy to what could not be decided on the spot."""
    return undone(spot("performing"), effect="变更", items=list(items))


_READY: Mapping[str, Callable[[], InHand]] = {
    "collect_on_spot": collecting,
    "land": lambda: collecting().do("collect_on_spot", on_water=True),
    "hand_in": lambda: collecting().do("collect_on_spot"),
    "deposit": lambda: ready_on_spot("hand_in").do("hand_in"),
    "approve_waiver": lambda: _due("approve_waiver").do("ask_waiver"),
    "excuse_gap": lambda: filmed_throughout(_due("excuse_gap"), "catch").do("ask_waiver"),
    "approve_postponement": lambda: spot("performing").do("request_postponement"),
    "impose_surcharge": _overdue,
    "demand_performance": _overdue,
    "serve_further": lambda: _overdue().do("demand_performance"),
    "fail_further_service": lambda: ready_on_spot("serve_further"),
    "announce_further": lambda: _failed(ready_on_spot("serve_further")),
    "apply_court": lambda: ready_on_spot("serve_further").do("serve_further").wait(days=50),
    "record_court": lambda: ready_on_spot("apply_court").do("apply_court"),
    "confirm_performance": lambda: _changed_to(SUSPENSION),
    "dispose_goods": lambda: _changed_to(CONFISCATION),
    "publish": lambda: spot("performing").do("review_publication"),
    "close": lambda: ready_on_spot("publish").do("publish").do("pay").do("file_record"),
    "archive_ended": lambda: spot("told").do("turn_ordinary"),
    "record_remedy": lambda: spot("performing").do("lodge_remedy"),
    "withdraw_publication": lambda: undone(ready_on_spot("publish").do("publish")),
    "record_refund": lambda: undone(spot("performing").do("pay")),
    "redo_ordinary": lambda: undone(spot("performing").do("file_record"), effect="责令重作"),
}
