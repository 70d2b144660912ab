"""The procedures make the papers that are asked for, at the steps where they are, and no others."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from small_procedure import with_steps
from zhifa.documents import CATALOGUE
from zhifa.engine.office import SHIPPED
from zhifa.engine.workflow import Workflow
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.papers_asked import ASKED, discord


def changed(step: str, **changes: Any) -> Workflow:
    """The ordinary procedure with one step declared otherwise."""
    steps = (replace(old, **changes) if old.name == step else old for old in ORDINARY.transitions)
    return replace(ORDINARY, transitions=tuple(steps))


@pytest.mark.parametrize("workflow", SHIPPED, ids=lambda workflow: workflow.name)
def test_every_step_makes_what_is_asked_of_it_and_nothing_else(workflow: Workflow) -> None:
    assert workflow.name in ASKED
    assert list(discord(workflow)) == []


def test_a_paper_that_a_step_leaves_out_is_named_with_the_provision_that_asks_for_it() -> None:
    ((step, told),) = discord(changed("notify", papers=("D27",)))
    assert step == "notify"
    assert told == (
        "依《中华人民共和国行政处罚法》第四十四条、第六十三条、第六十四条第（一）项应当制作 D24，该环节没有制作"
    )


def test_a_paper_that_nothing_asks_for_is_named() -> None:
    assert list(discord(changed("pay", papers=("D45",), no_paper=None))) == [("pay", "制作 D45，没有写明依据哪一条")]


def test_a_step_that_a_procedure_does_not_have_is_told_by_the_paper_it_would_make() -> None:
    without = replace(ORDINARY, transitions=tuple(step for step in ORDINARY.transitions if step.name != "summon"))
    assert [step for step, _ in discord(without)] == ["summon"]


def test_nothing_is_said_of_a_procedure_that_a_host_brings() -> None:
    assert list(discord(with_steps())) == []


def test_a_paper_is_asked_for_once_at_a_step_and_every_paper_that_waits_for_no_procedure_somewhere() -> None:
    for rows in ASKED.values():
        counted = Counter((step, row.paper) for row in rows for step in row.steps)
        assert [asked for asked, times in counted.items() if times > 1] == []
    asked = {row.paper for rows in ASKED.values() for row in rows}
    assert asked == {code for code, kind in CATALOGUE.items() if not kind.awaits}
