"""The catalogue as a whole: complete, proved, honest about what it cannot tell."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from in_hand import COMPLEX, HEARD, IDS, MILD, due, ready, standing
from scrutinised import Built, CheckProof, altered, caught, judged, seen
from zhifa.workflows.scrutiny import CHECKS, scrutinise
from zhifa.workflows.scrutiny.check import Check, Severity, Verdict
from zhifa.workflows.scrutiny.people import TWO_OFFICERS
from zhifa.workflows.scrutiny.scoring import _SETTABLE

UNJUDGEABLE = frozenset({"R12", "R33", "R34"})
"""Of another procedure, or resting on what the case does not keep."""
PROVED = [check.id for check in CHECKS if check.id not in UNJUDGEABLE]


def _module(path: Path) -> ModuleType:
    spec = spec_from_file_location(f"proofs_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def proofs() -> tuple[CheckProof, ...]:
    """What the tests beside this one prove."""
    files = sorted(Path(__file__).parent.glob("test_scrutiny_*.py"))
    modules = (_module(path) for path in files if path.name != Path(__file__).name)
    return tuple(value.proof for module in modules for value in vars(module).values() if hasattr(value, "proof"))


def test_the_catalogue_holds_every_item_once_and_in_order() -> None:
    assert [check.id for check in CHECKS] == [f"R{number:02}" for number in range(1, 37)]


def test_no_check_asks_a_guard() -> None:
    sources = (Path(__file__).parents[3] / "workflows" / "scrutiny").glob("*.py")

    assert [path.name for path in sources if "workflows.guards" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("found", [True, False], ids=["finds", "passes"])
def test_every_check_is_proved_both_ways(proofs: tuple[CheckProof, ...], found: bool) -> None:
    assert sorted({proof.check for proof in proofs if proof.found is found}) == PROVED


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_says_what_it_asks_and_by_which_rule(check: Check) -> None:
    assert check.label
    assert check.article
    assert check.upon or check.id in UNJUDGEABLE


def test_only_what_is_not_fatal_can_be_given_points() -> None:
    graded = [check.id for check in CHECKS if check.severity is not Severity.FATAL and check.id not in UNJUDGEABLE]

    assert list(_SETTABLE) == graded


CASES: dict[str, Built] = {
    "reported": lambda: standing("reported"),
    "investigating": lambda: standing("investigating"),
    "archived": lambda: standing("archived"),
    "no penalty": lambda: standing("archived", MILD),
    "heard": lambda: standing("archived", HEARD),
    "complex": lambda: standing("archived", COMPLEX),
    "withdrawn": lambda: due("withdraw").do("withdraw"),
    "declined": lambda: due("decline_filing").do("decline_filing"),
}


@pytest.mark.parametrize("built", CASES.values(), ids=CASES)
def test_what_cannot_be_judged_never_passes(built: Built) -> None:
    results = [one for one in scrutinise(seen(built())).results if one.check.id in UNJUDGEABLE]

    assert len(results) == len(UNJUDGEABLE)
    assert all(one.verdict not in (Verdict.PASSED, Verdict.FAULTY) and one.unjudged[0].reason for one in results)


def test_a_case_that_goes_on_is_not_yet_asked_for_what_is_to_come() -> None:
    results = {one.check.id: one for one in scrutinise(seen(standing("investigating"))).results}

    assert {results[name].verdict for name in ("R10", "R15", "R19", "R22", "R24", "R31")} == {Verdict.NOT_YET}


@pytest.mark.parametrize("step", ["decline_filing", "withdraw"])
def test_a_case_that_ended_early_is_not_asked_for_what_never_came(step: str) -> None:
    results = scrutinise(seen(due(step).do(step))).results

    assert [one.check.id for one in results if one.faults] == []
    assert [one.check.id for one in results if one.verdict is Verdict.NOT_YET] == []


def test_goods_that_became_sealed_leave_the_measure_unjudged() -> None:
    sealed = ready("handle_preserved").do(
        "handle_preserved", disposal="转为查封扣押", basis=[{"law": "示例法", "article": "第一条"}]
    )
    results = {one.check.id: one for one in scrutinise(seen(sealed)).results}

    assert results["R12"].verdict is Verdict.NOT_AUTOMATABLE
    assert results["R12"].entries


def test_facts_their_form_refuses_are_named_and_not_judged() -> None:
    forged = altered(standing("archived"), "conclude", "draft.kind", "pardon")
    results = {one.check.id: one for one in scrutinise(seen(forged)).results}
    (conclusion,) = (act.seq for act in forged.case.acts if act.transition.name == "conclude")

    assert results["R10"].verdict is Verdict.NOT_AUTOMATABLE
    assert conclusion in results["R10"].entries


def test_a_fault_found_before_facts_that_cannot_be_read_stays_found() -> None:
    alone = altered(standing("archived"), "inspect", "officers", [IDS["承办人甲"]])
    result = judged(TWO_OFFICERS, altered(alone, "serve_decision", "proof.method", "by_pigeon"))

    assert result.verdict is Verdict.FAULTY
    assert result.unjudged[0].verdict is Verdict.NOT_AUTOMATABLE


def test_of_a_case_decided_on_the_spot_nothing_passes_by_the_measure_of_the_ordinary_procedure() -> None:
    results = {one.check.id: one for one in scrutinise(seen(caught())).results}

    assert {results[name].verdict for name in ("R04", "R19", "R21", "R23")} == {Verdict.NOT_APPLICABLE}
    assert {results[name].verdict for name in ("R01", "R15", "R26", "R27")} == {Verdict.NOT_AUTOMATABLE}
