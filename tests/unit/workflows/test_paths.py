"""Every step of the procedure is lawful somewhere, and is played by a scenario or here."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from in_hand import COMPLEX, HEARD, MILD, PLAIN, new_case, ready
from penalty_steps import STEPS, Plot
from zhifa.documents import render
from zhifa.engine.paper_facts import PaperFacts
from zhifa.engine.plan import Plan
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.states import ARCHIVED_UNCLOSED, ENDED_UNCLOSED

SCENARIOS = Path(__file__).parents[3] / "examples" / "scenarios"


@pytest.mark.parametrize("step", list(ORDINARY.by_name))
def test_a_step_is_lawful_where_it_is_due(step: str) -> None:
    assert ready(step).asking(step).codes() == set()


def test_there_are_facts_for_every_step() -> None:
    assert ORDINARY.by_name.keys() == STEPS


@pytest.mark.parametrize(
    "plot",
    [PLAIN, HEARD, COMPLEX, MILD, Plot(fine=0), Plot(statement=True), Plot(announced=True), Plot(remedied=True)],
    ids=["fine", "hearing", "complex", "no penalty", "warning", "statement", "announced", "remedied"],
)
def test_a_diligent_agency_brings_the_case_to_the_archive(plot: Plot) -> None:
    case = new_case(plot).to("archived").case

    assert case.open_tracks() == ()
    assert {term.status for term in case.terms if term.code == "decision"} == {"met"}
    assert len(case.decisions) == (2 if plot.remedied else 1)


@pytest.mark.parametrize(
    ("step", "state"),
    [
        ("decline_filing", "declined"),
        ("withdraw", "withdrawn"),
        ("withdraw_at_approval", "withdrawn_at_approval"),
        ("terminate", "terminated"),
        ("assign_down", "handed_down"),
        ("transfer_early", "transferred_early"),
        ("transfer_case", "transferred"),
        ("end_referral", "prosecuted"),
        ("archive", "archived"),
    ],
)
def test_a_case_may_end_in_other_ways(step: str, state: str) -> None:
    plan = ready(step).asking(step).answer()

    assert isinstance(plan, Plan)
    assert plan.target is ORDINARY.state_by_name[state]
    assert plan.target.ended


@pytest.mark.parametrize("state", [state.name for state in ENDED_UNCLOSED])
def test_a_case_that_was_not_closed_is_archived_too_and_never_goes_on_from_there(state: str) -> None:
    (step,) = (t.name for t in ORDINARY.transitions if any(target.state.name == state for target in t.targets))
    archived = ready(step).do(step).do("archive_ended")

    assert archived.case.state is ARCHIVED_UNCLOSED
    assert [term.label for term in archived.case.terms if term.running] == []
    assert [step for step in ORDINARY.by_name if "case_ended" not in archived.asking(step).codes()] == []


def test_the_dossier_of_a_case_without_decision_says_so() -> None:
    asked = ready("archive_ended").asking("archive_ended")
    plan = asked.answer()
    assert isinstance(plan, Plan)
    told = PaperFacts(before=asked.case, after=plan.after, plan=plan, register=asked.register)
    shown = re.sub(r"<[^>]*>", " ", render("D50", told.of("D50", number=None)).html)

    assert re.search(r"决定书文号\s+无", shown)
    assert re.search(r"保管期限\s+30年", shown)


@pytest.mark.parametrize(("steps", "told"), [((), (0, False)), (("lodge_remedy",), (6, True))])
def test_a_demand_knows_which_days_do_not_count_and_whether_a_remedy_is_pending(
    steps: tuple[str, ...], told: tuple[int, bool]
) -> None:
    case = ready("demand_performance")
    for step in steps:
        case = case.do(step)
    asked = case.wait(days=5).asking("demand_performance")
    plan = asked.answer()
    assert isinstance(plan, Plan)
    facts = PaperFacts(before=asked.case, after=plan.after, plan=plan, register=asked.register)
    account = facts.of("D41", number=None).account
    assert account is not None
    assert (account.excluded_days, account.under_remedy) == told


def test_the_scenarios_play_all_the_common_steps() -> None:
    told = [json.loads(path.read_text(encoding="utf-8")) for path in SCENARIOS.glob("*.json")]
    played = {
        step["do"]
        for scenario in told
        for step in scenario["steps"]
        if "refused" not in step and "case" not in step and scenario["workflow"] == ORDINARY.name
    }
    left_to_this_test = {
        "assign_down",
        "terminate",
        "transfer_early",
        "end_referral",
        "propose_supervision",
        "abandon_hearing",
        "decide_no_penalty",
        "decline_filing",
        "withdraw",
        "withdraw_at_approval",
        "archive_ended",
        "collect_on_request",
        "land",
        "hand_in",
        "deposit",
        "deem_notice_served",
        "deem_decision_served",
        "deem_further_served",
        "lapse_preservation",
        "extend_decision",
        "rectify_paper",
        "excuse_gap",
    }

    assert ORDINARY.by_name.keys() - played == left_to_this_test
    assert played - ORDINARY.by_name.keys() == {"correct", "hand_over", "import_register"}
