"""The core decision: every reason at once, in the order of the questions, and nothing taken on trust."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from in_hand import CALENDAR, IDS, InHand, Question, new_case, standing, without
from small_procedure import OBJECTION, guard
from zhifa.engine.decide import Option, options
from zhifa.engine.plan import Plan
from zhifa.engine.vocabulary import Guard
from zhifa.engine.workflow import Workflow
from zhifa.workflows.guards.people import HANDLER_ACTS
from zhifa.workflows.ordinary import ORDINARY

NOBODY = "00000000-0000-4000-8000-00000000ffff"


def _told(question: Question, code: str) -> str:
    return next(refusal.text for refusal in question.refusals() if refusal.code == code)


# --- is there such a step, does it start from here -------------------------------------------------------------------


def test_an_unknown_step_is_refused_and_nothing_else_is_asked() -> None:
    lawful = standing("filed").asking("assign")
    asked = replace(lawful, command=replace(lawful.command, transition="levitate", actor=NOBODY))

    assert asked.codes() == {"unknown_transition"}
    assert _told(asked, "unknown_transition") == "流程“行政处罚普通程序”没有名为“levitate”的环节"


def test_a_step_that_starts_elsewhere_names_where() -> None:
    asked = standing("reported").asking("assign")

    assert asked.codes() == {"wrong_state"}
    assert _told(asked, "wrong_state") == "案件现处“线索登记”，“确定承办人”只能在立案进行"


def test_a_case_that_stands_is_not_opened_again() -> None:
    told = _told(replace(new_case().asking("report"), case=standing("reported").case), "wrong_state")

    assert told == "案件现处“线索登记”，“登记线索”只能在立起案件时进行"


def test_nothing_is_done_before_the_case_is_opened() -> None:
    assigned = standing("filed").asking("assign")

    assert "案件现处“尚未登记”" in _told(replace(assigned, case=new_case().case), "wrong_state")


@pytest.mark.parametrize("state", ["archived", "declined"])
def test_an_ended_case_takes_no_step(state: str) -> None:
    ended = standing("archived") if state == "archived" else standing("verifying").do("decline_filing")

    assert ended.asking("archive").codes() == {"case_ended"}


# --- may this officer take it ----------------------------------------------------------------------------------------


def test_an_officer_who_is_on_no_register_is_refused() -> None:
    assert standing("filed").asking("assign", by=NOBODY).codes() == {"unknown_actor"}


def test_an_officer_without_the_post_is_refused() -> None:
    asked = standing("filed").asking("assign", by="审核人甲")

    assert asked.codes() == {"no_role"}
    assert _told(asked, "no_role").startswith("“确定承办人”应由承办机构负责人办理，审核人甲在2026-03-")


def test_a_post_counts_on_its_days_alone() -> None:
    case = standing("filed")
    gone = tuple(
        replace(a, valid=replace(a.valid, end=case.scene().day - timedelta(days=1))) for a in case.register.assignments
    )

    assert case.but(register=replace(case.register, assignments=gone)).asking("assign").codes() == {"no_role"}


def test_roles_come_from_the_register_and_not_from_the_command() -> None:
    assert standing("filed").asking("assign", by="机关负责人甲").codes() == {"no_role"}


# --- do the facts fit ------------------------------------------------------------------------------------------------


def test_every_faulty_field_is_named_at_once() -> None:
    asked = standing("investigating").asking("interview", place=7, mood="好", exchanges=[])

    assert asked.codes() == {"facts_invalid"}
    fields = {dict(refusal.operands)["field"] for refusal in asked.refusals()}
    assert {"mood", "exchanges"} <= fields
    assert any(field.startswith("place") for field in fields)


def test_faulty_facts_and_a_wrong_officer_are_told_together() -> None:
    asked = standing("filed").asking("assign", by="审核人甲", officers=[])

    assert asked.codes() == {"no_role", "facts_invalid"}


@pytest.mark.parametrize("path", ["place", "present__name"])
def test_only_a_replay_may_leave_a_fact_unstated(path: str) -> None:
    silent = {path: {"not_stated": "source"}}

    assert standing("verifying").asking("inspect", **silent).codes() == {"not_stated_outside_replay"}
    assert new_case(replay=True).to("verifying").asking("inspect", **silent).codes() == set()


# --- do the times fit ------------------------------------------------------------------------------------------------


def test_a_step_is_not_recorded_before_it_occurred() -> None:
    asked = standing("filed").asking("assign", recorded=timedelta(seconds=-1))

    assert asked.codes() == {"occurred_in_future"}


def test_a_step_recorded_at_the_moment_it_occurred_is_in_time() -> None:
    plan = standing("filed").asking("assign").answer()

    assert isinstance(plan, Plan)
    assert not plan.late


@pytest.mark.parametrize(("hours", "late"), [(1, False), (24, True)])
def test_a_step_recorded_on_a_later_day_is_marked_late(hours: int, late: bool) -> None:
    plan = standing("filed").asking("assign", recorded=timedelta(hours=hours)).answer()

    assert isinstance(plan, Plan)
    assert plan.late is late


def test_a_step_does_not_occur_before_the_one_it_builds_on() -> None:
    asked = standing("filed").wait(days=-5).asking("assign", recorded=timedelta(days=5))

    assert asked.codes() == {"occurred_before_predecessor"}
    assert "早于其所依据的“立案”" in _told(asked, "occurred_before_predecessor")


def test_a_step_that_led_nowhere_is_nothing_to_build_on() -> None:
    interviewed = standing("investigating").wait(days=2).do("interview")

    assert interviewed.wait(days=-1).asking("extract", recorded=timedelta(days=1)).codes() == set()


@pytest.mark.parametrize("step", ["notify", "decide_penalty"])
def test_a_paper_with_a_number_and_a_date_is_not_set_back(step: str) -> None:
    case = standing("concluded" if step == "notify" else "approving")

    assert case.asking(step, recorded=timedelta(days=1)).codes() == {"late_entry"}
    replay = new_case(replay=True).to("concluded")
    assert replay.asking("notify", recorded=timedelta(days=1)).codes() == set()


# --- what guards answer ----------------------------------------------------------------------------------------------


def _asking(*guards: Guard) -> Workflow:
    """The ordinary procedure whose 确定承办人 asks these guards."""
    steps = (replace(t, guards=guards) if t.name == "assign" else t for t in ORDINARY.transitions)
    return replace(ORDINARY, transitions=tuple(steps))


def _codes(*guards: Guard) -> list[str]:
    return [refusal.code for refusal in standing("filed").asking("assign").refusals(_asking(*guards))]


def test_all_failing_guards_are_told_at_once() -> None:
    objecting = guard(lambda _: (OBJECTION.refuse(),))

    assert _codes(objecting, replace(objecting, name="again")) == ["small_objection", "small_objection"]


@pytest.mark.parametrize(
    "answer", [None, True, False, [], "", [OBJECTION.refuse()], (True,), OBJECTION.refuse()], ids=repr
)
def test_a_guard_that_answers_in_another_form_is_a_refusal(answer: Any) -> None:
    assert _codes(guard(lambda _: answer)) == ["guard_fault"]


def test_a_guard_that_gives_a_reason_it_did_not_declare_is_itself_refused() -> None:
    assert _codes(guard(lambda _: (OBJECTION.refuse(),), refuses=())) == ["small_objection", "guard_fault"]


def test_a_guard_that_has_nothing_to_object_lets_the_step_pass() -> None:
    assert _codes(guard(lambda _: ())) == []


def test_guards_are_not_asked_about_a_step_that_does_not_start_here() -> None:
    asked = standing("reported").asking("assign")

    assert asked.codes(_asking(guard(lambda _: (OBJECTION.refuse(),)))) == {"wrong_state"}


def test_guards_that_need_the_facts_are_not_asked_about_faulty_ones() -> None:
    late, early = guard(lambda _: (OBJECTION.refuse(),)), guard(lambda _: (OBJECTION.refuse(),), early=True)
    asked = standing("filed").asking("assign", officers=[])

    assert asked.codes(_asking(late)) == {"facts_invalid"}
    assert asked.codes(_asking(early)) == {"facts_invalid", "small_objection"}


# --- tracks ----------------------------------------------------------------------------------------------------------


def test_a_measure_under_a_key_that_is_open_is_refused() -> None:
    ordered = standing("investigating").do("order_correction", key="改正甲")

    assert ordered.asking("order_correction", key="改正甲").codes() == {"track_already_open"}
    assert ordered.asking("order_correction", key="改正乙").codes() == set()


def test_a_measure_that_is_not_open_is_not_ended() -> None:
    assert standing("investigating").asking("handle_preserved", key="保存甲").codes() == {"track_not_open"}


def test_a_key_is_free_again_when_its_measure_has_ended() -> None:
    ended = standing("investigating").do("approve_preservation").do("preserve").do("handle_preserved")

    assert ended.asking("preserve").codes() == set()


# --- options ---------------------------------------------------------------------------------------------------------


def _options(case: InHand, name: str) -> dict[str, Option]:
    found = options(case.case, IDS[name], register=case.register, calendar=CALENDAR, now=case.at)
    return {option.transition.name: option for option in found}


def test_options_list_every_step_but_the_opening() -> None:
    assert _options(standing("filed"), "承办人甲").keys() == ORDINARY.by_name.keys() - {"report"}


def test_options_tell_what_is_allowed_and_why_the_rest_is_not() -> None:
    shown = _options(standing("defence"), "承办人甲")

    assert shown["waive"].allowed
    assert {r.code for r in shown["submit_review"].refusals} == {"no_role", "statement_window_open"}
    assert {r.code for r in shown["decide_penalty"].refusals} == {"wrong_state", "no_role", "review_missing"}


def test_an_option_tells_whether_it_is_another_posts_whatever_else_stands_in_its_way() -> None:
    shown = _options(standing("defence"), "承办人甲")

    assert (shown["submit_review"].for_others, shown["decide_penalty"].for_others) == (True, True)
    assert not shown["waive"].for_others
    assert {r.code for r in shown["file"].refusals} >= {"wrong_state"}
    assert not _options(standing("investigating"), "承办人丙")["interview"].for_others


def test_options_ask_the_guards_that_need_no_facts() -> None:
    assert {r.code for r in _options(standing("investigating"), "承办人丙")["interview"].refusals} == {"not_a_handler"}
    assert standing("investigating").asking("interview", by="承办人丙").codes(without(HANDLER_ACTS)) == set()


@pytest.mark.parametrize("state", ["verifying", "investigating", "defence", "reviewing", "approving", "performing"])
def test_a_step_that_options_refuse_is_refused(state: str) -> None:
    case = standing(state)
    for option in _options(case, "承办人甲").values():
        asked = case.asking(option.transition.name, by="承办人甲")
        assert {r.code for r in option.refusals} <= asked.codes(), option.transition.name
