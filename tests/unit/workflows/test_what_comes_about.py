"""Whatever is done while an announcement or a measure runs: what its end brings about comes about, or the term runs no more.

A term that runs out while the system is refused would be asked about every hour, for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from in_hand import InHand, Question, new_case, ready, undone
from zhifa.engine.expiry import expiry_command
from zhifa.engine.vocabulary import SYSTEM
from zhifa.workflows import dues
from zhifa.workflows.ordinary import ORDINARY

ANNOUNCING = ("announce_notice", "announce", "announce_further")
LONG_AFTER = timedelta(days=100)


def running(case: InHand) -> Iterator[Question]:
    """What the system asks long after the end of every term of the case whose end brings something about."""
    for term in case.case.terms:
        if term.code in ORDINARY.deemed and term.status == "open":
            command = expiry_command(case.case, term)
            yield Question(case=case.case, command=command, register=case.register, now=case.at + LONG_AFTER)


def taken(case: InHand) -> Iterator[tuple[str, InHand]]:
    """The case after each step that an officer may take now."""
    for step in ORDINARY.transitions:
        here = case.case.state in step.sources and SYSTEM not in step.roles
        if here and not case.asking(step.name).codes():
            yield step.name, case.do(step.name)


def kept() -> InHand:
    """Evidence kept in an agency by whose rules that ends of itself."""
    case = new_case(policy=(("pack", "samr"),)).to("investigating")
    return case.do("approve_preservation").do("preserve")


def begun(step: str) -> InHand:
    return kept() if step == "preserve" else ready(step).do(step)


@pytest.mark.parametrize("step", [*ANNOUNCING, "preserve"])
def test_after_any_other_step_what_still_runs_comes_about(step: str) -> None:
    case = begun(step)
    after = dict(taken(case))
    refused = {name: asked.codes() for name, other in after.items() for asked in running(other) if asked.codes()}

    assert [asked.codes() for asked in running(case)] == [set()]
    assert len(after) > 3
    assert refused == {}


@pytest.mark.parametrize("effect", sorted(dues.UNDONE - {"变更"}))
@pytest.mark.parametrize("step", ["announce", "announce_further"])
def test_after_the_decision_was_undone_what_still_runs_comes_about(step: str, effect: str) -> None:
    case = undone(begun(step), effect)
    after = [case, *dict(taken(case)).values()]

    assert [asked.codes() for other in after for asked in running(other) if asked.codes()] == []
