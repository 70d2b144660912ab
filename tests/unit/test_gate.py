"""The review gate: lock (a), the guard the engine itself asks, and lock (b), the proof made when a procedure is defined (处罚法 58)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from in_hand import CALENDAR, COMPLEX, HEARD, PLAIN, InHand, new_case, standing
from penalty_steps import Plot
from small_procedure import SETTLE, but, with_steps
from zhifa.engine import decide
from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CorrectionMade
from zhifa.engine.check import DefinitionFault
from zhifa.engine.gate import catalogued, review_gate
from zhifa.engine.plan import Plan
from zhifa.engine.vocabulary import Condition, DecisionKind, Outcome, Review, State, Target, Transition
from zhifa.engine.workflow import Workflow
from zhifa.workflows import dossier, ordinary
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.states import APPROVING, DISCUSSING

MILD = Plot(penalty=False)
CORRECTED = CorrectionMade(seq=99, target=0, actor="a", approver="b", voids_review=True)
FIRST = Condition(name="first", label="先", holds=lambda _: True)
Making = Callable[[Plot], InHand]
VOIDING = tuple(t for t in ORDINARY.transitions if t.voids_review)
WAITING = (DISCUSSING, APPROVING)
"""Where a case waits for its decision."""


# --- lock (a) --------------------------------------------------------------------------------------------------------


def _never_reviewed(plot: Plot) -> InHand:
    return standing("concluded" if plot == MILD else "defence", plot).wait(days=20)


def _problems_found(plot: Plot) -> InHand:
    return standing("reviewing", plot).do("find_problems")


def _revised_after_agreement(plot: Plot) -> InHand:
    return standing("approving", plot).do("send_back").do("revise")


def _revised_and_revised_back(plot: Plot) -> InHand:
    """A → B → A: the words are those that were agreed to, the revision is not."""
    approving = standing("approving", plot)
    agreed = dossier.draft(approving.case)
    assert agreed is not None
    return approving.do("send_back").do("revise").do("revise", draft=agreed.model_dump(mode="json"))


def _evidence_added_after_agreement(plot: Plot) -> InHand:
    return standing("approving", plot).do("send_back").do("extract")


def _corrected_after_agreement(plot: Plot) -> InHand:
    return standing("approving", plot).having(corrections=(CORRECTED,))


def _template_changed_after_agreement(plot: Plot) -> InHand:
    return standing("approving", plot).having(template_versions={"D33": "test/2", "D35": "test/2"})


def _problems_found_after_agreement(plot: Plot) -> InHand:
    reviewed = standing("approving", plot).do("send_back").do("submit_review")
    return reviewed.do("find_problems")


UNCLEARED = [
    _never_reviewed,
    _problems_found,
    _revised_after_agreement,
    _revised_and_revised_back,
    _evidence_added_after_agreement,
    _corrected_after_agreement,
    _template_changed_after_agreement,
    _problems_found_after_agreement,
]


@pytest.fixture(params=[PLAIN, MILD], ids=["penalty", "no_penalty"])
def plot(request: pytest.FixtureRequest) -> Plot:
    found: Plot = request.param
    return found


def _decision(plot: Plot) -> str:
    return "decide_penalty" if plot.penalty else "decide_no_penalty"


@pytest.mark.parametrize("uncleared", UNCLEARED, ids=lambda case: case.__name__.lstrip("_"))
def test_nothing_is_decided_uncleared(uncleared: Making, plot: Plot) -> None:
    waiting = uncleared(plot).having(state=APPROVING)

    assert waiting.asking(_decision(plot)).codes() == {"review_missing"}


@pytest.mark.parametrize("uncleared", UNCLEARED, ids=lambda case: case.__name__.lstrip("_"))
def test_with_lock_a_off_the_same_decision_would_pass(
    uncleared: Making, plot: Plot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decide, "review_gate", lambda _: ())

    assert isinstance(uncleared(plot).having(state=APPROVING).asking(_decision(plot)).answer(), Plan)


def test_the_draft_that_was_agreed_to_is_decided(plot: Plot) -> None:
    plan = standing("approving", plot).asking(_decision(plot)).answer()

    assert isinstance(plan, Plan)
    assert plan.decision is not None
    assert plan.decision.review_round == 1
    assert plan.decision.draft_digest == standing("approving", plot).case.reviews[-1].draft_digest


@pytest.mark.parametrize(
    ("uncleared", "told"),
    [
        (_never_reviewed, "没有审核意见"),
        (_problems_found, "第1轮审核意见为存在问题"),
        (_revised_after_agreement, "第1轮审核后草案、证据或者所用的文书样式已经变更"),
        (_problems_found_after_agreement, "第2轮审核意见为存在问题"),
    ],
)
def test_the_refusal_says_what_is_wrong_with_the_review(uncleared: Making, told: str) -> None:
    refusal = uncleared(PLAIN).having(state=APPROVING).asking("decide_penalty").refusals()[0]

    assert refusal.text == f"行政处罚决定未经法制审核或者审核未通过：{told}"
    assert refusal.article == "行政处罚法第五十八条"


def test_without_a_draft_the_refusal_says_so() -> None:
    case = standing("investigating").having(state=APPROVING)

    assert "尚无决定草案" in {r.operands[0][1] for r in case.asking("decide_penalty").refusals() if r.operands}


def _ask(case: InHand, step: str, workflow: Workflow = ORDINARY) -> Ask:
    return Ask(
        case=case.case, transition=workflow.by_name[step], actor="", at=case.at, now=case.at, register=case.register,
        calendar=CALENDAR, submitted=None,
    )  # fmt: skip


def test_the_gate_asks_nothing_of_steps_that_decide_nothing() -> None:
    assert review_gate(_ask(standing("concluded"), "notify")) == ()


def test_a_version_that_tells_the_catalogue_nothing_is_not_judged_by_it() -> None:
    case = standing("concluded").having(workflow=ordinary.FIRST)

    assert case.case.draft_digest is not None
    assert catalogued(case.case, case.register, case.at.date()) is None


def test_the_gate_lets_through_what_a_statute_exempts() -> None:
    summary = DecisionKind(
        name="summary", label="当场决定", review=Review.EXEMPT, exempt_article="行政处罚法第五十一条"
    )
    exempt = with_steps(but(SETTLE, decides=summary, name="settle"))

    assert review_gate(_ask(standing("concluded"), "settle", exempt)) == ()
    assert review_gate(_ask(standing("concluded"), "settle", with_steps()))[0].code == "review_missing"


# --- lock (b) --------------------------------------------------------------------------------------------------------


def _mutated(*steps: Transition, **changes: Any) -> Workflow:
    given = {step.name: step for step in steps}
    return replace(ORDINARY, transitions=tuple(given.pop(t.name, t) for t in ORDINARY.transitions), **changes)


def _opened(*steps: Transition, **changes: Any) -> DefinitionFault:
    """The fault that shows the gate open."""
    with pytest.raises(DefinitionFault) as raised:
        _mutated(*steps, **changes)
    assert raised.value.fault.startswith("未经法制审核可以到达决定阶段的状态")
    return raised.value


def _to(name: str, state: State) -> Transition:
    """The step with one more way it may go."""
    step = ORDINARY.by_name[name]
    return replace(step, targets=(Target(state, when=FIRST), *step.targets))


@pytest.mark.parametrize("state", WAITING, ids=lambda state: state.name)
@pytest.mark.parametrize(
    "name",
    ["conclude", "serve_notice", "report_hearing", "submit_review", "find_problems", "settle_dispute", "raise_dispute"],
)
def test_an_edge_past_review_is_refused_with_its_path(name: str, state: State) -> None:
    path = _opened(_to(name, state)).path

    assert path[0] == "[report]"
    assert path[-2:] == (f"[{name}]", state.name)


def test_the_path_of_an_edge_past_review_is_whole() -> None:
    assert _opened(_to("conclude", APPROVING)).path == (
        "[report]", "reported", "[verify]", "verifying", "[file]", "filed", "[assign]", "investigating",
        "[conclude]", "approving",
    )  # fmt: skip


@pytest.mark.parametrize("outcome", [None, Outcome.PROBLEMS])
def test_an_agreement_that_grants_nothing_is_refused(outcome: Outcome | None) -> None:
    assert _opened(replace(ORDINARY.by_name["agree"], opinion=outcome)).path[-2] == "[agree]"


@pytest.mark.parametrize("state", WAITING, ids=lambda state: state.name)
@pytest.mark.parametrize("voiding", [t for t in VOIDING if not t.targets], ids=lambda step: step.name)
def test_what_voids_the_review_is_not_done_where_the_decision_waits(voiding: Transition, state: State) -> None:
    fault = _opened(replace(voiding, sources=(*voiding.sources, state)))

    assert fault.path[-3:] == (state.name, f"[{voiding.name}]", state.name)


@pytest.mark.parametrize("name", ["agree", "discuss"])
def test_a_step_into_the_decide_phase_that_itself_voids_is_refused(name: str) -> None:
    step = replace(ORDINARY.by_name[name], opinion=None, voids_review=True)

    assert _opened(step).path[-2] == f"[{name}]"


@pytest.mark.parametrize("index", [0, 1])
def test_going_on_from_the_notice_is_for_cleared_cases_alone(index: int) -> None:
    proceed = ORDINARY.by_name["proceed"]
    loose = replace(proceed.targets[index], cleared=False, when=FIRST)
    targets = tuple(loose if at == index else target for at, target in enumerate(proceed.targets))

    assert _opened(replace(proceed, targets=targets)).path[-2] == "[proceed]"


@pytest.mark.parametrize("state", WAITING, ids=lambda state: state.name)
def test_a_correction_does_not_leave_the_case_where_the_decision_waits(state: State) -> None:
    assert _opened(review_state=state).path[-2:] == ("[更正]", state.name)


def _brings(step: Transition) -> bool:
    """Whether its facts can hold draft or evidence."""
    return bool(step.facts.model_fields.keys() & {"draft", "evidence"})


def _silent(workflow: Workflow) -> set[str]:
    """Steps that bring draft or evidence and do not say that they void the review."""
    return {t.name for t in workflow.transitions if _brings(t) and not t.voids_review}


def test_whatever_can_change_draft_or_evidence_voids_the_review() -> None:
    assert _silent(ORDINARY) == set()


@pytest.mark.parametrize("voiding", [t for t in VOIDING if _brings(t)], ids=lambda step: step.name)
def test_a_step_that_forgets_to_void_the_review_is_noticed(voiding: Transition) -> None:
    assert _silent(_mutated(replace(voiding, voids_review=False))) == {voiding.name}


@pytest.mark.parametrize("plot", [PLAIN, HEARD, COMPLEX, Plot(statement=True), Plot(announced=True), MILD], ids=repr)
def test_no_step_that_keeps_the_review_changes_what_was_reviewed(plot: Plot) -> None:
    case = new_case(plot).to("archived").case
    for act in case.acts[1:]:
        before, after = case.before(act.seq), case.before(act.seq + 1)
        if not act.transition.voids_review:
            assert ORDINARY.draft(before) == ORDINARY.draft(after), act.transition.name
