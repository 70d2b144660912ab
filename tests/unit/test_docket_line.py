"""What lists know of a case is computed of its file alone; lights, counts and tasks follow from that and from the procedure."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from datetime import date, timedelta

import pytest

from in_hand import HEARD, IDS, standing
from small_procedure import procedure
from zhifa.engine.casefile import CaseFile, TermState
from zhifa.engine.check import DefinitionFault
from zhifa.engine.docket_line import CaseLine, case_line
from zhifa.engine.docket_page import Count, Urgency, urgency_of
from zhifa.engine.reach import Area, Reach
from zhifa.engine.todo import doable, onward, waited_for
from zhifa.engine.todo import tasks as waited
from zhifa.engine.vocabulary import State
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.summary import SUMMARY
from zhifa.workflows.upkeep import UPKEEP

TODAY = date(2026, 3, 2)


def line(case: CaseFile) -> CaseLine:
    return case_line(case, moved_at=case.opened_at)


def test_a_case_that_was_only_reported_has_no_number_no_handlers_and_no_duty() -> None:
    told = line(standing("reported").case)
    assert (told.state.name, told.cause, told.party, told.party_code, told.case_number) == (
        "reported", "露天焚烧秸秆", "当事人甲", None, None,
    )  # fmt: skip
    assert (told.due, told.waits, told.handlers, told.reviewer) == (None, False, frozenset(), None)
    assert told.opened_by in IDS.values()


def test_the_earliest_duty_that_runs_is_the_one_shown() -> None:
    case = standing("investigating").case
    running = [term for term in case.terms if term.status == "open"]
    assert line(case).due == min(term.due_day for term in running)
    sooner = replace(running[0], id="sooner", due="2026-01-05")
    assert line(replace(case, terms=(*case.terms, sooner))).due == date(2026, 1, 5)
    for status in ("suspended", "met", "void"):
        stopped: tuple[TermState, ...] = tuple(replace(term, status=status) for term in case.terms)
        assert line(replace(case, terms=stopped)).due is None


def test_a_duty_that_waits_is_told_apart() -> None:
    case = standing("serving").case
    waiting = [term.code for term in case.terms if term.status == "open" and case.waits(term.code)]
    assert waiting
    assert line(case).waits
    assert not line(replace(case, tracks=())).waits


def test_only_what_the_agency_can_be_late_by_counts() -> None:
    case = standing("performing", HEARD).case
    codes = {term.code for term in case.terms if term.status == "open"}
    assert "payment" in codes  # the party's
    only = tuple(term for term in case.terms if term.code == "payment")
    assert line(replace(case, terms=only)).due is None


def test_a_procedure_that_says_nothing_of_its_cases_is_listed_by_its_name() -> None:
    workflow = procedure()
    case = replace(standing("reported").case, workflow=workflow, state=workflow.states[0], terms=())
    assert line(case).cause == workflow.label


@pytest.mark.parametrize(
    ("days", "waits", "light"),
    [
        (-1, False, Urgency.OVERDUE), (0, False, Urgency.TODAY), (1, True, Urgency.SOON), (7, False, Urgency.SOON), (8, False, Urgency.LATER),
        (None, True, Urgency.WAITING), (None, False, Urgency.NONE),
    ],
)  # fmt: skip
def test_the_light_of_a_day(days: int | None, waits: bool, light: Urgency) -> None:
    due = None if days is None else TODAY + timedelta(days=days)
    assert urgency_of(due, TODAY, waits=waits) is light
    assert light.label


def test_a_count_says_where_it_stopped() -> None:
    assert (Count(999).label, Count(1000, more=True).label) == ("999", "1000+")


def reach(role: str, *acts: str, principal: str | None = None) -> Reach:
    area = Area(role=role, acts=frozenset(acts), principal=principal)
    return Reach(agency_id="a", officer_id="me", day=TODAY, areas=(area,))


def tasks(role: str, *acts: str, principal: str | None = None) -> dict[str, set[str]]:
    """The states of the ordinary procedure by how the tasks are bound."""
    found: dict[str, set[str]] = {}
    for one in doable((ORDINARY,), reach(role, *acts, principal=principal)):
        if one.tracks is None:
            found.setdefault("bound" if one.bound else "assigned" if one.assigned else "free", set()).update(one.states)
    return found


def test_handlers_see_to_their_own_cases_until_they_end() -> None:
    mine = tasks("handler")
    assert set(mine) == {"bound"}
    assert {"investigating", "approving", "performing"} <= mine["bound"]
    assert not {"archived", "declined"} & mine["bound"]
    assert tasks("handler", principal="another") == {}


def test_others_are_asked_where_a_case_cannot_go_on_without_them() -> None:
    assert tasks("reviewer") == {"assigned": {"reviewing"}}
    head = tasks("head")["free"]
    assert {"verifying", "approving", "suspended"} <= head
    assert not {"investigating", "archived"} & head
    assert tasks("unit_head")["free"] >= {"reported", "filed", "concluded"}
    assert "declined" in tasks("archivist")["free"]
    assert "closed" not in head
    assert tasks("supervisor") == {}


def on_tracks(role: str, track: str) -> set[str]:
    """The states in which a role is waited for while such a track is open."""
    found = doable((ORDINARY,), reach(role))
    return {state for one in found if one.tracks and track in one.tracks for state in one.states}


def test_who_closes_what_is_open_beside_a_case_is_asked_while_it_is() -> None:
    assert on_tracks("publisher", "publication") == {"performing", "closed", "archived"}
    assert {"investigating", "approving"} <= on_tracks("head", "recusal")
    assert {"investigating", "serving"} <= on_tracks("head", "preservation")
    assert on_tracks("head", "redo") >= {"decided", "archived"}
    assert tasks("publisher") == {}
    assert tasks("review_head")["free"] >= {"reviewing"}


def test_who_closes_a_case_is_asked_once_nothing_is_open() -> None:
    nothing = {(one.states, one.bound) for one in doable((ORDINARY,), reach("head")) if one.tracks == ()}
    assert nothing == {(("performing",), False)}
    assert steps("head", "performing") == ["close"]
    assert steps("head", "performing", tracks={"payment"}) == []
    assert waited_for(ORDINARY, "performing", {"publication"}) == "公示发布人、公示审核人"


def test_a_post_for_other_acts_has_no_tasks() -> None:
    assert tasks("head", "licence") == {}
    assert tasks("head", "penalty") == tasks("head")


def test_a_handler_sees_to_no_case_where_he_never_has_a_step() -> None:
    bound = procedure(case_bound=frozenset({"nobody"}))
    assert list(doable((bound,), reach("nobody"))) == []


def test_the_registrar_has_the_tasks_of_the_registers() -> None:
    found = doable((ORDINARY, SUMMARY, UPKEEP), reach("registrar", "upkeep"))
    assert [(one.workflow, one.states, one.bound) for one in found] == [("register_upkeep", ("noticed",), False)]


def steps(
    role: str, state: str, *, handles: bool = False, principal: str | None = None, tracks: Set[str] = frozenset()
) -> list[str]:
    """Names of the steps that somebody of this role is waited for in a state of the ordinary procedure."""
    found = waited(ORDINARY, state, tracks, reach(role, principal=principal), units=frozenset(), handles=handles)
    return [step.name for step in found]


def test_in_a_state_one_is_waited_for_by_the_steps_of_ones_posts() -> None:
    assert steps("reviewer", "reviewing") == ["agree", "find_problems"]
    assert steps("head", "investigating") == []
    assert steps("handler", "investigating", handles=True)[0] == "conclude"
    assert steps("handler", "investigating") == []
    assert steps("handler", "investigating", handles=True, principal="another") == []
    assert waited_for(ORDINARY, "approving", frozenset()) == "机关负责人"
    assert waited_for(ORDINARY, "archived", frozenset()) == ""


ASIDE = {
    "request_recusal",
    "file_recording",
    "ask_waiver",
    "suspend",
    "terminate",
    "transfer_case",
    "deliver_to_police",
}
"""What is done on occasion, and is no next step of any case."""


@pytest.mark.parametrize("state", ORDINARY.states, ids=lambda state: state.name)
def test_a_case_waits_for_the_usual_step_and_never_for_what_is_done_on_occasion(state: State) -> None:
    for tracks in (frozenset[str](), frozenset({"recusal"}), frozenset({"payment", "publication"})):
        assert not {step.name for step in onward(ORDINARY, state.name, tracks)} & ASIDE


def test_a_running_case_always_waits_for_somebody() -> None:
    open_ = {"notice_service", "decision_service", "crime"}
    for workflow in (ORDINARY, SUMMARY):
        for state in workflow.states:
            assert state.ended or onward(workflow, state.name, open_) or onward(workflow, state.name, frozenset())


def test_the_step_that_leads_furthest_is_shown_first() -> None:
    first = {
        state: onward(ORDINARY, state, frozenset({"recusal"}))[0].name
        for state in ("verifying", "defence", "rectifying")
    }
    assert first == {"verifying": "file", "defence": "submit_review", "rectifying": "submit_review"}
    assert [step.name for step in onward(ORDINARY, "approving", {"recusal"})][-1] == "decide_recusal"


def test_where_no_usual_way_is_declared_every_step_that_leads_out_is_waited_for() -> None:
    assert [step.name for step in onward(UPKEEP, "noticed", frozenset())] == ["update_register", "drop_notice"]


def test_a_usual_way_by_a_step_that_starts_elsewhere_is_no_procedure() -> None:
    usual = {ORDINARY.state_by_name["filed"]: (ORDINARY.by_name["agree"],)}
    with pytest.raises(DefinitionFault, match="通常步骤 agree 不从状态 filed 出发"):
        replace(ORDINARY, usual=usual)
