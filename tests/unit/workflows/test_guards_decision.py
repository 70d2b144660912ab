"""The decision: discussed where it must be, of the kind reviewed, with its six elements (处罚法 57, 59)."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from guard_proofs import proves, steps_with
from in_hand import COMPLEX, IDS, MILD, InHand, Question, due, new_case, standing
from penalty_steps import HEADS, Plot
from zhifa.engine.casefile import Act
from zhifa.workflows.forms.investigate import Conclusion
from zhifa.workflows.guards.decision import DISCUSSED, ENOUGH_HEADS, KIND_AS_REVIEWED, SIX_ELEMENTS
from zhifa.workflows.reasons.decision import DISCUSSION_MISSING, DRAFT_KIND, ELEMENTS_MISSING, TOO_FEW_DISCUSSANTS
from zhifa.workflows.states import APPROVING

DECISIONS = ("decide_penalty", "decide_no_penalty")
TWO_HEADS = [{"officer": IDS[name], "opinion": "同意。"} for name in ("机关负责人甲", "机关负责人乙")]


def _plot(step: str, *, intricate: bool = False) -> Plot:
    return Plot(penalty=step == "decide_penalty", complex=intricate)


# --- discussion ------------------------------------------------------------------------------------------------------


@proves(DISCUSSED, DISCUSSION_MISSING, *DECISIONS)
def test_a_complex_case_is_not_decided_without_discussion(step: str) -> Question:
    return standing("discussing", _plot(step, intricate=True)).having(state=APPROVING).asking(step)


@proves(DISCUSSED, DISCUSSION_MISSING, "decide_penalty")
def test_a_discussion_that_wanted_another_draft_adopts_none(step: str) -> Question:
    return standing("discussing").do("discuss", conclusion="change").having(state=APPROVING).asking(step)


@proves(DISCUSSED, DISCUSSION_MISSING, "decide_penalty")
def test_a_discussion_before_the_last_review_does_not_stand_after_it(step: str) -> Question:
    changed = standing("approving", COMPLEX).do("send_back").do("revise")
    return changed.do("submit_review").do("agree").having(state=APPROVING).asking(step)


@pytest.mark.parametrize("step", DECISIONS)
def test_a_complex_case_is_decided_after_a_discussion_that_adopted_the_draft(step: str) -> None:
    assert standing("approving", _plot(step, intricate=True)).asking(step).codes() == set()


@pytest.mark.parametrize("step", DECISIONS)
def test_a_plain_case_needs_no_discussion(step: str) -> None:
    assert standing("approving", _plot(step)).asking(step).codes() == set()


@proves(ENOUGH_HEADS, TOO_FEW_DISCUSSANTS, *steps_with(ENOUGH_HEADS))
def test_two_heads_are_fewer_than_the_agency_asks_for(step: str) -> Question:
    return due(step).asking(step, speakers=TWO_HEADS)


@proves(ENOUGH_HEADS, TOO_FEW_DISCUSSANTS, *steps_with(ENOUGH_HEADS))
def test_one_head_speaking_twice_is_one_head(step: str) -> Question:
    return due(step).asking(step, speakers=[*TWO_HEADS, TWO_HEADS[0]])


@proves(ENOUGH_HEADS, TOO_FEW_DISCUSSANTS, *steps_with(ENOUGH_HEADS))
def test_a_unit_head_who_speaks_is_no_head_of_the_agency(step: str) -> Question:
    speaker = {"officer": IDS["承办机构负责人甲"], "opinion": "同意。"}
    return due(step).asking(step, speakers=[*TWO_HEADS, speaker])


@proves(ENOUGH_HEADS, TOO_FEW_DISCUSSANTS, *steps_with(ENOUGH_HEADS))
def test_a_discussion_is_chaired_by_a_head_who_takes_part(step: str) -> Question:
    heads = [{"officer": IDS[name], "opinion": "同意。"} for name in HEADS]
    chair = {"officer": IDS["承办机构负责人甲"], "opinion": "主持。"}
    return due(step).asking(step, speakers=[*heads, chair], chair=chair["officer"])


def test_an_agency_that_asks_for_two_discusses_with_two() -> None:
    case = new_case(COMPLEX, (("discussants", 2),)).to("discussing")
    assert case.asking("discuss", speakers=TWO_HEADS).codes() == set()


# --- kind ------------------------------------------------------------------------------------------------------------


@proves(KIND_AS_REVIEWED, DRAFT_KIND, *DECISIONS)
def test_a_decision_of_another_kind_than_the_draft_is_refused(step: str) -> Question:
    other = Plot(penalty=step != "decide_penalty")
    return standing("approving", other).asking(step)


# --- six elements ----------------------------------------------------------------------------------------------------


def _deciding(step: str) -> InHand:
    return standing("approving", _plot(step))


def _lacking(case: InHand, name: str) -> InHand:
    """The agency's profile does not say this."""
    profile = {key: value for key, value in case.register.agency.profile.items() if key != name}
    agency = replace(case.register.agency, profile=MappingProxyType(profile))
    return case.but(register=replace(case.register, agency=agency))


@proves(SIX_ELEMENTS, ELEMENTS_MISSING, *DECISIONS)
@pytest.mark.parametrize("name", ["review_body", "court"])
def test_a_decision_that_cannot_name_the_remedies_is_not_made(step: str, name: str) -> Question:
    return _lacking(_deciding(step), name).asking(step)


@proves(SIX_ELEMENTS, ELEMENTS_MISSING, "decide_penalty")
def test_a_fine_that_can_be_paid_nowhere_is_not_imposed(step: str) -> Question:
    return _lacking(_deciding(step), "payee").asking(step)


@pytest.mark.parametrize("plot", [MILD, Plot(fine=0)], ids=["no penalty", "warning"])
def test_where_nothing_is_to_be_paid_no_payee_is_needed(plot: Plot) -> None:
    step = "decide_penalty" if plot.penalty else "decide_no_penalty"
    assert _lacking(standing("approving", plot), "payee").asking(step).codes() == set()


def _drafted(plot: Plot, **changes: Any) -> InHand:
    """A case that came to approval with this draft."""
    named = {f"draft__{name}": value for name, value in changes.items()}
    return standing("investigating", plot).do("interview").do("conclude", **named).to("approving")


@proves(SIX_ELEMENTS, ELEMENTS_MISSING, *DECISIONS)
def test_a_decision_without_legal_basis_is_not_made(step: str) -> Question:
    return _drafted(_plot(step), basis=[]).asking(step)


@proves(SIX_ELEMENTS, ELEMENTS_MISSING, "decide_no_penalty")
def test_a_decision_not_to_penalise_says_how_the_party_is_educated(step: str) -> Question:
    return _drafted(MILD, education=None).asking(step)


@proves(SIX_ELEMENTS, ELEMENTS_MISSING, "decide_penalty")
def test_a_penalty_that_names_no_provision_broken_is_not_imposed(step: str) -> Question:
    return _drafted(_plot(step), violated=[]).asking(step)


def test_a_decision_not_to_penalise_need_name_no_provision_broken() -> None:
    assert _drafted(MILD, violated=[]).asking("decide_no_penalty").codes() == set()


@proves(SIX_ELEMENTS, ELEMENTS_MISSING, "decide_penalty")
def test_a_decision_without_evidence_is_not_made(step: str) -> Question:
    case = _deciding(step)
    bare = tuple(_bare(act) if act.transition.facts is Conclusion else act for act in case.case.acts)
    return case.having(acts=bare).asking(step)


def _bare(act: Any) -> Any:
    """The conclusion as if it cited no evidence, which no lawful one does."""
    draft = act.facts.draft.model_copy(update={"evidence": ()})
    raw = act.facts.model_copy(update={"draft": draft}).model_dump_json()
    return Act(seq=act.seq, transition=act.transition, actor=act.actor, at=act.at, recorded_at=act.recorded_at, raw=raw)


@proves(SIX_ELEMENTS, ELEMENTS_MISSING, "decide_penalty")
def test_without_a_draft_there_are_no_elements(step: str) -> Question:
    case = _deciding(step)
    return case.having(acts=tuple(act for act in case.case.acts if act.transition.facts is not Conclusion)).asking(step)


def test_in_a_replay_what_the_source_does_not_state_counts_as_present() -> None:
    replay = new_case(replay=True).to("approving")
    assert _lacking(_lacking(replay, "court"), "payee").asking("decide_penalty").codes() == set()
