"""Cases under the summary procedure in memory: as :mod:`in_hand` has them for the ordinary one."""

from __future__ import annotations

from functools import cache
from typing import Any

from in_hand import InHand, new_case
from scene import Plot
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
    match step:
        case "collect_on_spot":
            return collecting()
        case "land":
            return collecting().do("collect_on_spot", on_water=True)
        case "hand_in":
            return collecting().do("collect_on_spot")
        case "deposit":
            return ready_on_spot("hand_in").do("hand_in")
        case "publish":
            return spot("performing").do("review_publication")
        case "close":
            return ready_on_spot("publish").do("publish").do("pay").do("file_record")
    sources = SUMMARY.by_name[step].sources
    return spot(sources[0].name) if sources else new_spot()
