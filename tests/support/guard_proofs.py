"""Proofs that it is the guard that refuses: with it a step is refused for its reason, without it not for that reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import pytest

from in_hand import Question, without
from zhifa.engine.refusals import Reason
from zhifa.engine.vocabulary import Guard
from zhifa.engine.workflow import Workflow
from zhifa.workflows.ordinary import ORDINARY


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What one test proves: this guard gives this reason at each of these steps."""

    guard: Guard
    reason: Reason
    steps: tuple[str, ...]
    workflow: str


def proves(
    guard: Guard, reason: Reason, *steps: str, of: Workflow = ORDINARY
) -> Callable[[Callable[..., Question]], Callable[..., None]]:
    """Make a question a test, once for each step: it is refused for the reason, and for that reason no more once the guard is out."""

    def proved(question: Callable[..., Question]) -> Callable[..., None]:
        @pytest.mark.parametrize("step", steps)
        @wraps(question)
        def test(step: str, **given: Any) -> None:
            asked = question(step, **given)
            assert asked.command.transition == step
            assert asked.case.workflow is of
            assert reason.code in asked.codes()
            assert reason.code not in asked.codes(without(guard, of))

        test_with_proof: Any = test
        test_with_proof.proof = Proof(guard=guard, reason=reason, steps=steps, workflow=of.name)
        return test

    return proved


def steps_with(guard: Guard, of: Workflow = ORDINARY) -> tuple[str, ...]:
    """Names of all steps that ask this guard."""
    return tuple(t.name for t in of.transitions if guard in t.guards)
