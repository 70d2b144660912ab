"""The version that follows another is that other, with what its amendments bring and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from small_procedure import BEGUN, MENDING, OBJECTION, guard, procedure, step
from zhifa.engine.growth import Amendment, grown
from zhifa.engine.vocabulary import Transition

FIRST = procedure()
WEIGH = step("weigh", BEGUN)
NEVER, LATER = (guard(lambda _: (OBJECTION.refuse(),), name=name) for name in ("never", "later"))


def _at_the_window(begin: Transition) -> Transition:
    return replace(begin, label=f"{begin.label}（窗口）")


def test_the_version_that_follows_takes_over_cases_and_is_otherwise_the_same() -> None:
    new = grown(FIRST, ())

    assert (new.version, new.succeeds.of if new.succeeds else None) == (2, 1)
    assert replace(new, version=1, succeeds=None).digest == FIRST.digest
    assert grown(new, ()).version == 3


def test_steps_come_behind_those_there_are_and_guards_behind_those_of_their_step() -> None:
    asking = Amendment(steps=(WEIGH,), guards={"submit": (NEVER,)})
    more = Amendment(steps=(step("rest", MENDING),), guards={"submit": (LATER,), "write": (LATER,)})
    new = grown(grown(FIRST, (Amendment(guards={"submit": (LATER,)}),)), (asking, more))

    assert [s.name for s in new.transitions] == [*FIRST.by_name, "weigh", "rest"]
    assert {s.name: s.guards for s in new.transitions if s.guards} == {
        "submit": (LATER, NEVER, LATER),
        "write": (LATER,),
    }
    assert all(replace(s, guards=()) == FIRST.by_name[s.name] for s in new.transitions[: len(FIRST.transitions)])


def test_a_step_is_altered_by_one_amendment_after_the_other_and_keeps_the_guards_it_gets() -> None:
    once = Amendment(altered={"begin": _at_the_window}, guards={"begin": (NEVER,)})
    new = grown(FIRST, (once, Amendment(altered={"begin": _at_the_window})))

    assert (new.opening.label, new.opening.guards) == ("begin（窗口）（窗口）", (NEVER,))


def test_other_parts_of_the_procedure_are_named() -> None:
    assert grown(FIRST, (), label="演示流程二").label == "演示流程二"


@pytest.mark.parametrize(
    "amendment", [Amendment(guards={"weigh": (NEVER,)}), Amendment(altered={"weigh": _at_the_window})]
)
def test_a_step_that_the_procedure_does_not_have_is_not_amended(amendment: Amendment) -> None:
    with pytest.raises(ValueError, match="small: no step weigh to amend"):
        grown(FIRST, (amendment,))
