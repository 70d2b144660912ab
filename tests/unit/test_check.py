"""Faulty procedures cannot be made; the fault names what is wrong and the path that shows it (lock b, invariant 1)."""

from __future__ import annotations

from typing import Any

import pytest

from small_procedure import (
    AGREE,
    BEGIN,
    BEGUN,
    KIND,
    MENDING,
    OBJECT,
    PARTS,
    READER,
    READING,
    SETTLE,
    SETTLED,
    SUBMIT,
    WAITING,
    WEEK,
    WRITE,
    but,
    guard,
    procedure,
    step,
    with_steps,
)  # fmt: skip
from zhifa.engine.check import DefinitionFault
from zhifa.engine.terms import Duty, Term, Unit
from zhifa.engine.vocabulary import (
    Close,
    Condition,
    DecisionKind,
    End,
    Open,
    Outcome,
    Phase,
    Review,
    Start,
    State,
    Target,
    Track,
)
from zhifa.engine.workflow import Workflow

NEVER = Condition(name="never", label="从不", holds=lambda _: False)
ELSEWHERE = State(name="elsewhere", label="别处", phase=Phase.START)
TRAP = State(name="trap", label="困局", phase=Phase.START)
OTHER_TERM = Term(
    code="other", label="另一期限", length=1, unit=Unit.CALENDAR_DAY, article="演示", duty=Duty.AGENCY, start="始",
    effect="无",
)  # fmt: skip
OTHER_TRACK = Track(name="other", label="另一事项")
SUMMARY = DecisionKind(name="summary", label="当场决定", review=Review.EXEMPT, exempt_article="行政处罚法第五十一条")


def fault(make: Any) -> DefinitionFault:
    with pytest.raises(DefinitionFault) as raised:
        make()
    return raised.value


def test_the_small_procedure_is_sound() -> None:
    assert procedure().opening is BEGIN


# --- names and openings ----------------------------------------------------------------------------------------------


def test_two_steps_of_one_name_are_refused() -> None:
    raised = fault(lambda: procedure(transitions=(*PARTS["transitions"], but(WRITE, label="又写"))))
    assert raised.fault == "环节 write 定义了 2 次"
    assert str(raised) == "流程 small：环节 write 定义了 2 次"


def test_two_states_of_one_name_are_refused() -> None:
    raised = fault(lambda: procedure(states=(*PARTS["states"], BEGUN)))
    assert raised.fault == "状态 begun 定义了 2 次"


@pytest.mark.parametrize("openings", [(), (BEGIN, step("begin_again", to=BEGUN))], ids=["none", "two"])
def test_a_case_is_opened_by_one_step_and_no_other(openings: tuple[Any, ...]) -> None:
    raised = fault(lambda: procedure(transitions=(*openings, *PARTS["transitions"][1:])))
    assert raised.fault == "应当有且只有一个立起案件的环节（sources 为空）"


# --- one step --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("faulty", "told"),
    [
        (but(WRITE, roles=()), "没有岗位可以办理"),
        (but(WRITE, no_paper=None), "应写明所制作的文书，或者不制作文书的理由，二者择一"),
        (but(WRITE, papers=("D01",)), "应写明所制作的文书，或者不制作文书的理由，二者择一"),
        (but(WRITE, guards=("two_officers",)), "未知的检查 'two_officers'"),
        (but(WRITE, sources=(BEGUN, ELSEWHERE)), "状态 elsewhere 不属于本流程"),
        (but(SUBMIT, targets=(Target(ELSEWHERE),)), "状态 elsewhere 不属于本流程"),
        (
            but(SUBMIT, sources=(BEGUN, SETTLED)),
            "从终结状态出发的环节只能到达终结状态，重新作出决定（reopens）的除外",
        ),
        (but(BEGIN, targets=()), "立起案件的环节应有目标状态"),
        (but(SUBMIT, targets=(Target(READING, when=NEVER),)), "应当有且只有一个默认目标，现有 0 个"),
        (but(SUBMIT, targets=(Target(READING), Target(BEGUN))), "应当有且只有一个默认目标，现有 2 个"),
        (
            but(SUBMIT, targets=(Target(READING), Target(BEGUN, when=NEVER))),
            "默认目标应列在最后，其后的目标永远选不到",
        ),
        (but(SETTLE, targets=()), "作出决定的环节应到达决定阶段的状态"),
        (but(SETTLE, targets=(Target(MENDING),)), "作出决定的环节应到达决定阶段的状态"),
        (
            but(SETTLE, decides=DecisionKind(name="summary", label="当场决定", review=Review.EXEMPT)),
            "决定种类 summary：免予审核的应写明条款，其余不得写",
        ),
        (
            but(SETTLE, decides=DecisionKind(name="plain", label="决定", exempt_article="行政处罚法第五十一条")),
            "决定种类 plain：免予审核的应写明条款，其余不得写",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_faulty_step_is_refused_and_named(faulty: Any, told: str) -> None:
    raised = fault(lambda: with_steps(faulty))
    assert raised.fault == told
    assert raised.path == (faulty.name,)
    assert raised.workflow == "small"


SHELVED = State(name="shelved", label="已归档", phase=Phase.DECIDE, ended=True)


def test_an_ended_case_may_be_archived_and_then_noted_on() -> None:
    steps = (step("shelve", SETTLED, to=SHELVED), step("note", SHELVED))
    assert with_steps(*steps, states=(*PARTS["states"], SHELVED))


def test_an_ended_case_leads_back_only_to_be_decided_anew() -> None:
    assert with_steps(step("redo", SETTLED, to=BEGUN, reopens=True, voids_review=True))


def test_a_case_reopened_after_its_end_needs_a_new_review() -> None:
    steps = (step("redo", SETTLED, to=MENDING, reopens=True, voids_review=True), step("skip", MENDING, to=WAITING))
    assert fault(lambda: with_steps(*steps)).fault == UNCLEARED


# --- terms and tracks ------------------------------------------------------------------------------------------------


def test_a_term_that_never_began_cannot_be_ended() -> None:
    raised = fault(lambda: with_steps(but(SETTLE, ends=(End(term=OTHER_TERM),))))
    assert (raised.fault, raised.path) == ("期限 other 从未开始", ("settle",))


def test_a_term_may_run_out_without_a_step_that_ends_it() -> None:
    assert with_steps(but(BEGIN, starts=(Start(term=WEEK), Start(term=OTHER_TERM))))


def test_a_track_that_never_began_cannot_be_closed() -> None:
    closing = (Close(track=READER), Close(track=OTHER_TRACK))
    assert fault(lambda: with_steps(but(AGREE, closes=closing))).fault == "事项 other 从未开始"


def test_a_track_that_nothing_can_close_is_refused() -> None:
    opening = (Open(track=READER), Open(track=OTHER_TRACK))
    assert fault(lambda: with_steps(but(SUBMIT, opens=opening))).fault == "事项 other 没有环节可以了结"


def test_a_track_stops_a_term_for_as_long_as_another_only_where_the_step_begins_that() -> None:
    opening = (Open(track=READER, during=WEEK),)
    raised = fault(lambda: with_steps(but(SUBMIT, opens=opening)))
    assert (raised.fault, raised.path) == ("事项 reader 随期限 week 而止，该环节却不起算它", ("submit",))

    assert with_steps(but(SUBMIT, opens=opening, starts=(Start(term=WEEK),)))


# --- reach and traps -------------------------------------------------------------------------------------------------


def test_a_state_nobody_can_reach_is_refused() -> None:
    states = (*PARTS["states"], ELSEWHERE)
    leave = step("leave", ELSEWHERE, to=BEGUN)
    assert fault(lambda: with_steps(leave, states=states)).fault == "状态 elsewhere 无法到达"


def test_a_state_nobody_can_leave_is_refused() -> None:
    states = (*PARTS["states"], TRAP)
    assert fault(lambda: with_steps(step("fall", BEGUN, to=TRAP), states=states)).fault == "状态 trap 无法走到终结"


def test_two_states_that_lead_only_to_each_other_are_a_trap() -> None:
    states = (*PARTS["states"], TRAP, ELSEWHERE)
    steps = (step("fall", BEGUN, to=TRAP), step("over", TRAP, to=ELSEWHERE), step("back", ELSEWHERE, to=TRAP))
    assert fault(lambda: with_steps(*steps, states=states)).fault == "状态 trap 无法走到终结"


# --- tracks left open ------------------------------------------------------------------------------------------------

ALL_ENDED = guard(lambda _: (), name="all_ended", all_tracks=True)


def test_a_track_that_a_case_takes_where_nobody_closes_it_is_refused() -> None:
    opened = but(WRITE, opens=(Open(track=OTHER_TRACK),))
    raised = fault(lambda: with_steps(opened, step("put_aside", BEGUN, closes=(Close(track=OTHER_TRACK),))))
    assert raised.fault == "事项 other 可能留在状态 reading，从此没有环节可以了结"


@pytest.mark.parametrize(
    "closing",
    [Close(track=OTHER_TRACK, when=NEVER), Close(track=OTHER_TRACK, key=lambda _: "一")],
    ids=["sometimes", "one of several"],
)
def test_a_step_that_may_close_a_track_may_also_leave_it_open(closing: Close) -> None:
    opened = but(WRITE, opens=(Open(track=OTHER_TRACK),))
    raised = fault(lambda: with_steps(opened, but(SUBMIT, closes=(closing,))))
    assert raised.fault == "事项 other 可能留在状态 waiting，从此没有环节可以了结"


def test_a_track_of_the_opening_step_is_followed_from_there() -> None:
    opened = but(BEGIN, opens=(Open(track=OTHER_TRACK),))
    closing = step("put_aside", MENDING, closes=(Close(track=OTHER_TRACK),))
    assert fault(lambda: with_steps(opened, closing)).fault.startswith("事项 other 可能留在状态 waiting")


def test_a_track_closed_on_the_way_or_waited_for_is_left_nowhere() -> None:
    opened = but(WRITE, opens=(Open(track=OTHER_TRACK),), sources=(BEGUN,))
    assert with_steps(opened, but(SUBMIT, closes=(Close(track=OTHER_TRACK),)))

    aside = step("put_aside", BEGUN, closes=(Close(track=OTHER_TRACK),))
    assert with_steps(opened, aside, but(SUBMIT, guards=(ALL_ENDED,)))


# --- the gate --------------------------------------------------------------------------------------------------------

UNCLEARED = "未经法制审核可以到达决定阶段的状态 waiting"


def test_a_way_round_review_is_refused_with_the_way() -> None:
    raised = fault(lambda: with_steps(step("skip", BEGUN, to=WAITING)))
    assert raised.fault == UNCLEARED
    assert raised.path == ("[begin]", "begun", "[skip]", "waiting")
    assert str(raised).endswith("；路径：[begin] → begun → [skip] → waiting")


def test_a_review_that_gives_no_opinion_clears_nothing() -> None:
    raised = fault(lambda: with_steps(but(AGREE, opinion=None)))
    assert raised.path == ("[begin]", "begun", "[submit]", "reading", "[agree]", "waiting")


def test_a_review_that_found_problems_clears_nothing() -> None:
    raised = fault(lambda: with_steps(but(OBJECT, targets=(Target(WAITING, when=NEVER), Target(MENDING)))))
    assert raised.path == ("[begin]", "begun", "[submit]", "reading", "[object]", "waiting")


def test_problems_found_after_an_agreement_take_it_back() -> None:
    again = State(name="again", label="复审", phase=Phase.REVIEW)
    steps = (
        but(AGREE, targets=(Target(again, when=NEVER), Target(WAITING))),
        step("doubt", again, to=again, opinion=Outcome.PROBLEMS),
        step("go_on", again, to=WAITING),
    )
    raised = fault(lambda: with_steps(*steps, states=(*PARTS["states"], again)))
    assert raised.path[4:] == ("[agree]", "again", "[doubt]", "again", "[go_on]", "waiting")


def test_a_change_after_agreement_leads_back_to_review() -> None:
    raised = fault(lambda: with_steps(but(WRITE, sources=(BEGUN, MENDING, WAITING))))
    assert raised.fault == UNCLEARED
    assert raised.path == (
        "[begin]", "begun", "[submit]", "reading", "[agree]", "waiting", "[write]", "waiting",
    )  # fmt: skip


def test_a_target_for_cleared_cases_alone_is_no_way_round_review() -> None:
    back = but(AGREE, targets=(Target(MENDING),))
    on = step("on", MENDING, targets=(Target(WAITING, cleared=True), Target(READING)))
    assert with_steps(back, on)


def test_a_correction_is_a_way_too() -> None:
    raised = fault(lambda: procedure(review_state=WAITING))
    assert raised.fault == UNCLEARED
    assert raised.path[-2:] == ("[更正]", "waiting")


def test_a_decision_from_before_review_is_refused() -> None:
    early = step("settle_early", BEGUN, to=SETTLED, decides=KIND)
    raised = fault(lambda: with_steps(early))
    assert raised.fault == "未经法制审核可以作出决定（settle_early）"
    assert raised.path == ("[begin]", "begun", "[settle_early]")


def test_a_second_decision_needs_a_review_that_still_stands() -> None:
    done = State(name="done", label="办结", phase=Phase.DECIDE)
    steps = (
        but(SETTLE, targets=(Target(done),)),
        step("add", done, voids_review=True),
        step("again", done, to=SETTLED, decides=KIND),
    )
    raised = fault(lambda: with_steps(*steps, states=(*PARTS["states"], done)))
    assert raised.fault == "未经法制审核可以作出决定（again）"
    assert raised.path[-3:] == ("[add]", "done", "[again]")


def test_a_kind_that_may_need_review_by_a_catalogue_keeps_the_gate_shut() -> None:
    listed = DecisionKind(name="listed", label="清单内决定", review=Review.BY_CATALOGUE)
    raised = fault(lambda: with_steps(but(SETTLE, decides=listed), step("skip", BEGUN, to=WAITING), act="licence"))
    assert raised.fault == UNCLEARED


def test_no_catalogue_frees_a_penalty_from_review() -> None:
    listed = DecisionKind(name="listed", label="清单内决定", review=Review.BY_CATALOGUE)
    raised = fault(lambda: with_steps(but(SETTLE, decides=listed)))
    assert raised.fault == "决定种类 listed：行政处罚决定不得由目录免予审核（行政处罚法第五十八条）"
    assert with_steps(but(SETTLE, decides=listed), act="licence")


def test_an_opening_into_the_decide_phase_is_refused() -> None:
    begin = but(BEGIN, targets=(Target(WAITING, when=NEVER), Target(BEGUN)))
    assert fault(lambda: with_steps(begin)).path == ("[begin]", "waiting")


def test_what_happens_after_the_decision_needs_no_review() -> None:
    done = State(name="done", label="办结", phase=Phase.DECIDE)
    settle = but(SETTLE, targets=(Target(done),))
    after = (step("add", done, voids_review=True), step("end", done, to=SETTLED))
    states = (*PARTS["states"], done)
    assert with_steps(settle, *after, states=states)


def _summary() -> Workflow:
    """A procedure whose only decision a statute exempts from review."""
    settle = but(SETTLE, sources=(BEGUN,), decides=SUMMARY, ends=())
    return procedure(states=(BEGUN, SETTLED), transitions=(BEGIN, settle), review_state=BEGUN)


def test_a_procedure_whose_every_decision_is_exempt_needs_no_review() -> None:
    assert _summary().by_name["settle"].decides is SUMMARY


def test_an_exempt_decision_beside_one_that_needs_review_keeps_the_gate_shut() -> None:
    raised = fault(
        lambda: with_steps(step("at_once", WAITING, to=SETTLED, decides=SUMMARY), step("skip", BEGUN, to=WAITING))
    )
    assert raised.fault == UNCLEARED
