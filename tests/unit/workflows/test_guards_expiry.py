"""What comes about of itself when a term runs out: a paper that was announced counts as served; a measure ends only where a rule says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from guard_proofs import proves
from in_hand import InHand, Question, new_case, ready
from zhifa.engine.plan import Plan, Refused
from zhifa.engine.vocabulary import SYSTEM
from zhifa.workflows.guards.lapse import PRESERVATION_LAPSES
from zhifa.workflows.guards.service import SERVICE_PROVEN
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.reasons.lapse import MEASURE_STANDS, PERIOD_NOT_OVER
from zhifa.workflows.reasons.service import ANNOUNCEMENT_MISSING, ANNOUNCEMENT_TOO_EARLY, PROOF_DATE

DEEMED = ("deem_notice_served", "deem_decision_served", "deem_further_served")
BY_HAND = {
    "deem_notice_served": "serve_notice",
    "deem_decision_served": "serve_decision",
    "deem_further_served": "serve_further",
}
"""The same service as an officer records it."""
OF_ITSELF = (*DEEMED, "lapse_preservation")
GONE = {
    "key": "下落1",
    "kind": "书证",
    "description": "示例村村民委员会证明",
    "source": "示例村村民委员会",
    "obtained_on": "2026-03-02",
    "proves": "当事人下落不明",
    "verified": True,
}


# --- service by announcement -----------------------------------------------------------------------------------------


@proves(SERVICE_PROVEN, ANNOUNCEMENT_TOO_EARLY, *DEEMED)
def test_on_the_last_day_of_the_announcement_nothing_is_served_yet(step: str) -> Question:
    return ready(step).wait(days=-1).asking(step)


@proves(SERVICE_PROVEN, PROOF_DATE, *DEEMED)
def test_the_day_of_service_is_the_first_after_the_announcement(step: str) -> Question:
    return ready(step).wait(days=1).asking(step)


@proves(SERVICE_PROVEN, ANNOUNCEMENT_MISSING, *DEEMED)
def test_what_was_not_announced_that_day_is_not_served_by_it(step: str) -> Question:
    return ready(step).asking(step, since="2026-01-05")


@pytest.mark.parametrize("step", DEEMED)
def test_a_paper_that_was_announced_counts_as_served_when_the_time_is_over(step: str) -> None:
    assert ready(step).asking(step).codes() == set()


@pytest.mark.parametrize("step", DEEMED)
def test_the_end_of_an_announcement_brings_the_same_as_service_by_an_officer(step: str) -> None:
    case = ready(step)
    of_itself, by_hand = case.do(step).case, case.do(BY_HAND[step]).case

    assert of_itself.state is by_hand.state
    assert of_itself.terms == by_hand.terms
    assert of_itself.tracks == by_hand.tracks


@pytest.mark.parametrize("step", DEEMED)
def test_an_announcement_that_ran_out_is_not_late(step: str) -> None:
    assert [t.status for t in ready(step).do(step).case.terms if t.code == "announcement"] == ["lapsed"]


@pytest.mark.parametrize("step", DEEMED)
def test_what_was_served_before_is_not_deemed_served_as_well(step: str) -> None:
    case = ready(step)
    served = case.do(BY_HAND[step]).case
    again = replace(case.asking(step), case=served)

    assert again.codes() & {"wrong_state", "track_not_open"}


@pytest.mark.parametrize("step", DEEMED)
def test_what_is_deemed_served_is_not_served_as_well(step: str) -> None:
    case = ready(step)
    deemed = case.do(step).case
    again = replace(case.asking(BY_HAND[step]), case=deemed)

    assert again.codes() & {"wrong_state", "track_not_open"}


def test_after_a_notice_deemed_served_the_case_goes_on_to_the_archive() -> None:
    assert (
        ready("deem_notice_served").do("deem_notice_served").to("archived").case.state
        is ORDINARY.state_by_name["archived"]
    )


def test_a_decision_deemed_served_is_published() -> None:
    published = ready("deem_decision_served").do("deem_decision_served").do("review_publication")
    assert published.asking("publish").codes() == set()


def test_a_demand_announced_because_nobody_knows_where_the_party_is_counts_as_served() -> None:
    announced = ready("serve_further").do("announce_further", ground="whereabouts_unknown", whereabouts_proof=GONE)
    case = announced.wait(days=31)

    assert case.asking("deem_further_served").codes() == set()
    assert case.asking("serve_further").codes() == set()
    assert case.do("deem_further_served").case.terms == case.do("serve_further").case.terms


# --- evidence kept ---------------------------------------------------------------------------------------------------


def _kept(pack: str) -> InHand:
    """Evidence kept, in an agency that has chosen this pack."""
    case = new_case(policy=(("pack", pack),)).to("investigating")
    return case.do("approve_preservation").do("preserve")


@proves(PRESERVATION_LAPSES, MEASURE_STANDS, "lapse_preservation")
@pytest.mark.parametrize("pack", ["national", "police"])
def test_by_the_law_alone_evidence_is_kept_until_it_is_decided_on(step: str, pack: str) -> Question:
    return _kept(pack).wait(days=30).asking(step)


@proves(PRESERVATION_LAPSES, PERIOD_NOT_OVER, "lapse_preservation")
def test_on_its_last_day_the_measure_still_stands(step: str) -> Question:
    kept = _kept("samr")
    return kept.on(next(t.due for t in kept.case.terms if t.code == "preservation"), "23:59").asking(step)


def test_where_a_rule_says_so_the_measure_ends_by_itself() -> None:
    lapsed = ready("lapse_preservation").do("lapse_preservation").case

    assert lapsed.open_tracks() == ()
    assert [t.status for t in lapsed.terms if t.code == "preservation"] == ["late"]


def test_a_measure_begun_under_another_rule_does_not_end_by_this_one() -> None:
    kept, chosen = _kept("national"), ready("lapse_preservation").register
    assert "measure_stands" in kept.but(register=chosen).wait(days=30).asking("lapse_preservation").codes()


def test_evidence_decided_on_in_time_does_not_lapse() -> None:
    case = _kept("samr").wait(days=3).do("handle_preserved").wait(days=20)
    assert "track_not_open" in case.asking("lapse_preservation", key="保存1").codes()


# --- by the system alone ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", OF_ITSELF)
@pytest.mark.parametrize("by", ["承办人甲", "承办机构负责人甲", "机关负责人甲"])
def test_no_officer_records_what_comes_about_of_itself(step: str, by: str) -> None:
    assert ready(step).asking(step, by=by).codes() == {"no_role"}


@pytest.mark.parametrize("step", [t.name for t in ORDINARY.transitions if not t.of_itself])
def test_the_system_takes_no_step_of_an_officer(step: str) -> None:
    assert "unknown_actor" in ready(step).asking(step, by=SYSTEM.name).codes()


@pytest.mark.parametrize("step", OF_ITSELF)
def test_what_came_about_of_itself_is_not_corrected(step: str) -> None:
    done = ready(step).do(step)
    refused = done.correcting(seq=done.case.acts[-1].seq, path="until", new="2026-01-05")

    assert isinstance(refused, Refused)
    assert "correction_target" in {reason.code for reason in refused.refusals}


@pytest.mark.parametrize("step", OF_ITSELF)
def test_what_came_about_while_nobody_looked_is_entered_late_for_its_day(step: str) -> None:
    plan = ready(step).asking(step, recorded=timedelta(days=5)).answer()

    assert isinstance(plan, Plan)
    assert plan.late
