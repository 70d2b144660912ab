"""No guard, and no reason of law, without a test that passes with it and fails without it."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import pytest

from guard_proofs import Proof
from zhifa.engine import refusals
from zhifa.engine.office import SHIPPED
from zhifa.engine.refusals import ENGINE_REASONS, Reason
from zhifa.workflows import reasons

MODULES = tuple(import_module(f"{reasons.__name__}.{found.name}") for found in iter_modules(reasons.__path__))
LAW = tuple(
    {value.code: value for module in MODULES for value in vars(module).values() if isinstance(value, Reason)}.values()
)
ASKED = {
    (workflow.name, step.name, guard) for workflow in SHIPPED for step in workflow.transitions for guard in step.guards
}
GUARDS = {guard for _, _, guard in ASKED}


def _module(path: Path) -> ModuleType:
    spec = spec_from_file_location(f"proofs_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def proofs() -> tuple[Proof, ...]:
    """What the tests beside this one prove."""
    modules = map(_module, sorted(Path(__file__).parent.glob("test_guards_*.py")))
    return tuple(value.proof for module in modules for value in vars(module).values() if hasattr(value, "proof"))


def test_every_guard_of_every_step_is_proved(proofs: tuple[Proof, ...]) -> None:
    asked = {(workflow, step, guard.name) for workflow, step, guard in ASKED}
    proved = {(proof.workflow, step, proof.guard.name) for proof in proofs for step in proof.steps}

    assert proved == asked


def test_every_reason_a_guard_can_give_is_proved(proofs: tuple[Proof, ...]) -> None:
    declared = {(guard.name, reason.code) for guard in GUARDS for reason in guard.refuses}
    proved = {(proof.guard.name, proof.reason.code) for proof in proofs}

    assert proved == declared


def test_every_reason_of_law_is_given_by_some_guard() -> None:
    given = {reason.code for guard in GUARDS for reason in guard.refuses}

    assert given == {reason.code for reason in LAW}


def test_codes_are_unique() -> None:
    codes = Counter(reason.code for reason in (*LAW, *ENGINE_REASONS))

    assert [code for code, times in codes.items() if times > 1] == []


def test_every_reason_of_the_engine_is_listed() -> None:
    assert set(ENGINE_REASONS) == {value for value in vars(refusals).values() if isinstance(value, Reason)}


def test_names_of_guards_are_unique() -> None:
    assert len({guard.name for guard in GUARDS}) == len(GUARDS)


@pytest.mark.parametrize("reason", [*LAW, *ENGINE_REASONS], ids=lambda reason: reason.code)
def test_a_reason_says_what_is_wrong_by_which_rule_and_what_to_do(reason: Reason) -> None:
    assert reason.code.isidentifier()
    assert reason.text
    assert reason.article
    assert reason.remedy
    assert "{" not in reason.article + reason.remedy
