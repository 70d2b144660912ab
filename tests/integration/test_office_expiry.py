"""What comes about by law when a term runs out, recorded by the system, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest

from case_desk import Desk
from office_rows import Rows
from zhifa.engine.bundle_check import check_bundle
from zhifa.engine.casefile import CaseFile
from zhifa.engine.command import Command, Opening
from zhifa.engine.correct import Correction
from zhifa.engine.errors import CommandRefused
from zhifa.engine.expiry import expiry_command, first_day_after
from zhifa.engine.handover import HandingOver
from zhifa.engine.instants import legal_day
from zhifa.engine.register import Register
from zhifa.storage.errors import StaleCase
from zhifa.storage.records import TermRecord

SERVED = {
    "notifying": ("fail_notice_service", "announce_notice", "serve_notice"),
    "serving": ("fail_service", "announce", "serve_decision"),
}
"""How a paper is tried in vain, announced, and served by an officer, by where the case then stands."""


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url) as opened:
        yield opened


@pytest.fixture(params=SERVED)
def announced(desk: Desk, request: pytest.FixtureRequest) -> str:
    """A case whose notice, or decision, was announced."""
    return announce(desk, request.param)


def announce(desk: Desk, state: str) -> str:
    attempt, announcing, _ = SERVED[state]
    case_id = desk.bring_to(state)
    for step in (attempt, attempt, announcing):
        desk.clock.advance(timedelta(hours=1))
        desk.do(case_id, step)
    return case_id


def announcement(desk: Desk, case_id: str) -> TermRecord:
    return next(term for term in desk.office.terms(case_id) if term.code == "announcement")


def run_out(desk: Desk, case_id: str, *, days: int = 1) -> TermRecord:
    """The announcement, so many days after its last."""
    term = announcement(desk, case_id)
    left = date.fromisoformat(term.due) - legal_day(desk.clock.now())
    desk.clock.advance(left + timedelta(days=days))
    return term


def refused(do: Any) -> set[str]:
    with pytest.raises(CommandRefused) as raised:
        do()
    return {refusal.code for refusal in raised.value.refusals}


# --- recorded --------------------------------------------------------------------------------------------------------


def test_what_came_about_stands_in_the_record_as_done_by_the_system(
    desk: Desk, announced: str, migrated_url: str
) -> None:
    term = run_out(desk, announced)
    done = desk.office.perform_system(announced, term.id)
    line = desk.office.history(announced)[-1]

    assert line.seq == done.seq
    assert (line.actor, line.post, line.late) == ("系统", "期限届满依法登记", False)
    assert line.papers == ()
    assert announcement(desk, announced).status == "lapsed"
    assert desk.office.verify(announced) == ()
    assert check_bundle(desk.office.bundle(announced)).findings == ()
    with Rows(migrated_url) as rows:
        assert rows.wrong() == {}


def test_the_periods_run_from_the_day_after_the_announcement_whenever_it_is_recorded(
    desk: Desk, announced: str
) -> None:
    term = run_out(desk, announced, days=9)
    done = desk.office.perform_system(announced, term.id)
    case = desk.office.case(announced)
    since = first_day_after(next(t for t in case.terms if t.id == term.id)).isoformat()

    assert {t.start_on for t in case.terms if t.start_seq == done.seq and t.code != "court_application"} == {since}
    assert desk.office.history(announced)[-1].late


def test_a_case_served_by_announcement_goes_on_to_the_archive_with_all_its_papers(desk: Desk) -> None:
    case_id = announce(desk, "notifying")
    desk.office.perform_system(case_id, run_out(desk, case_id).id)
    desk.clock.advance(timedelta(hours=12))
    desk.bring_to("archived", case_id=case_id)

    assert desk.office.verify(case_id) == ()
    assert "D33" in {paper.code for paper in desk.office.papers(case_id)}


def test_asked_twice_the_system_records_once(desk: Desk, announced: str) -> None:
    term = run_out(desk, announced)
    first = desk.office.perform_system(announced, term.id)
    again = desk.office.perform_system(announced, term.id)

    assert (first.repeated, again.repeated) == (False, True)
    assert (again.seq, again.version, again.state) == (first.seq, first.version, first.state)
    assert len(desk.office.history(announced)) == first.version


def test_however_many_ask_at_once_the_system_records_once(desk: Desk, announced: str) -> None:
    term = run_out(desk, announced)
    version = desk.office.case(announced).version
    with ThreadPoolExecutor(max_workers=6) as askers:
        done = list(askers.map(lambda _: desk.office.perform_system(announced, term.id), range(12)))

    assert sorted(one.repeated for one in done) == [False, *[True] * 11]
    assert {one.seq for one in done} == {version}
    assert desk.office.case(announced).version == version + 1
    assert desk.office.verify(announced) == ()


def test_a_step_of_somebody_else_in_between_is_decided_upon_and_not_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = announce(desk, "notifying")
    term, caseload = run_out(desk, case_id), desk.office._caseload
    reads: list[str] = []

    def standing(read: str) -> tuple[CaseFile, Register]:
        found = type(caseload).standing(caseload, read)
        reads.append(read)
        if len(reads) == 1:
            desk.do(case_id, "confirm_address")
        return found

    monkeypatch.setattr(caseload, "standing", standing)
    done = desk.office.perform_system(case_id, term.id)

    assert not done.repeated
    assert [line.transition for line in desk.office.history(case_id)][-2:] == ["confirm_address", "deem_notice_served"]
    assert desk.office.verify(case_id) == ()


def test_a_case_that_never_stands_still_is_given_up_and_said_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = announce(desk, "notifying")
    term = run_out(desk, case_id)

    def stale(*_: object, **__: object) -> None:
        raise StaleCase(case_id, 1)

    monkeypatch.setattr(desk.office._performer, "_write", stale)
    with pytest.raises(StaleCase):
        desk.office.perform_system(case_id, term.id)


def test_the_sweep_has_the_system_record_what_came_about(desk: Desk, announced: str) -> None:
    run_out(desk, announced)
    swept, again = desk.office.sweep(), desk.office.sweep()

    assert (swept.deemed, again.deemed, swept.faults) == (1, 0, 0)
    assert desk.office.history(announced)[-1].actor == "系统"
    assert desk.office.verify(announced) == ()


@pytest.mark.parametrize(("pack", "ended"), [("samr", True), ("national", False)])
def test_a_measure_ends_by_itself_where_the_rules_of_the_field_say_so(
    migrated_url: str, pack: str, ended: bool
) -> None:
    with Desk(migrated_url, policy={"pack": pack}) as desk:
        case_id = desk.bring_to("investigating")
        for step in ("approve_preservation", "preserve"):
            desk.clock.advance(timedelta(hours=1))
            desk.do(case_id, step)
        desk.clock.advance(timedelta(days=20))
        swept = desk.office.sweep()

        assert swept.deemed == ended
        assert bool(desk.office.case(case_id).open_tracks()) != ended
        assert desk.office.verify(case_id) == ()


# --- refused ---------------------------------------------------------------------------------------------------------


def test_before_the_time_is_over_the_system_is_refused_and_nothing_is_written(desk: Desk, announced: str) -> None:
    term, version = run_out(desk, announced, days=0), desk.office.case(announced).version

    assert refused(lambda: desk.office.perform_system(announced, term.id)) == {"nothing_at_expiry"}
    assert desk.office.case(announced).version == version
    assert [attempt.actor_id for attempt in desk.office.refused(announced)] == ["system"]


def test_what_an_officer_served_before_is_not_served_by_the_system(desk: Desk, announced: str) -> None:
    term = run_out(desk, announced)
    state = desk.office.case(announced).state
    assert state is not None
    desk.do(announced, SERVED[state.name][2])

    assert refused(lambda: desk.office.perform_system(announced, term.id)) == {"nothing_at_expiry"}


def test_a_term_that_brings_nothing_about_by_itself_is_refused(desk: Desk) -> None:
    case_id = desk.bring_to("investigating")
    (term,) = desk.office.terms(case_id)

    assert refused(lambda: desk.office.perform_system(case_id, term.id)) == {"nothing_at_expiry"}


def test_a_term_of_no_such_case_is_named(desk: Desk) -> None:
    with pytest.raises(LookupError, match="term_id=nobody"):
        desk.office.perform_system(desk.bring_to("investigating"), "nobody")


# --- by the system alone ---------------------------------------------------------------------------------------------


def test_nobody_takes_a_step_from_outside_in_the_name_of_the_system(desk: Desk, announced: str) -> None:
    term = run_out(desk, announced)
    case = desk.office.case(announced)
    command = expiry_command(case, next(t for t in case.terms if t.id == term.id))

    assert refused(lambda: desk.office.perform(command)) == {"unknown_actor"}
    desk.office.perform_system(announced, term.id)
    assert refused(lambda: desk.office.perform(command)) == {"unknown_actor"}


def test_nobody_opens_corrects_or_hands_over_in_the_name_of_the_system(desk: Desk) -> None:
    case_id = desk.bring_to("investigating")
    now, version = desk.clock.now(), desk.office.case(case_id).version
    opening = Opening(
        **{name: getattr(desk.opening(), name) for name in ("workflow", "occurred_at", "facts")},
        actor="system",
        key="o",
    )
    correction = Correction(
        case_id=case_id, seq=0, path="content", new="更正", reason="有误", actor="system", approver=desk.ids["机关负责人甲"],
        occurred_at=now, expected_version=version, key="c",
    )  # fmt: skip
    change = HandingOver(
        case_id=case_id, old=desk.ids["承办人甲"], new=desk.ids["承办人丙"], reason="调离", actor="system",
        occurred_at=now, expected_version=version, key="h",
    )  # fmt: skip

    assert refused(lambda: desk.office.register(opening)) == {"unknown_actor"}
    assert "unknown_actor" in refused(lambda: desk.office.correct(correction))
    assert "unknown_actor" in refused(lambda: desk.office.hand_over(change))


def test_no_officer_takes_what_comes_about_of_itself(desk: Desk) -> None:
    case_id = announce(desk, "notifying")
    run_out(desk, case_id)
    command: Command = desk.command(case_id, "deem_notice_served", actor=desk.ids["承办人甲"])

    assert refused(lambda: desk.office.perform(command)) == {"no_role"}
