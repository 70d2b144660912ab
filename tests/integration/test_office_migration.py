"""A case is moved to another version of its procedure by a recorded entry, goes on under it, and can be moved back (invariant 8)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from case_desk import Desk, a_day
from office_rows import Rows
from penalty_steps import BY_ROLE
from zhifa.engine.bundle_check import check_bundle
from zhifa.engine.errors import CommandRefused, WorkflowChanged, WorkflowUnknown
from zhifa.engine.migration import Migration, MigrationPlan
from zhifa.engine.office import Office
from zhifa.engine.plan import Refused
from zhifa.engine.succession import Succession
from zhifa.engine.workflow import Workflow
from zhifa.storage import migrate
from zhifa.storage.database import Database
from zhifa.storage.errors import StaleCase
from zhifa.workflows.ordinary import FIRST, ORDINARY

RENAMING = replace(
    ORDINARY,
    transitions=tuple(replace(t, name="check_report") if t.name == "verify" else t for t in ORDINARY.transitions),
    usual={},
    succeeds=Succession(of=1, steps={"verify": "check_report"}),
)
"""The second version, with a step renamed."""


@contextmanager
def both(url: str, second: Workflow = ORDINARY) -> Iterator[tuple[Desk, str]]:
    """A desk that knows both versions, and a case of it that was opened under the first."""
    with Desk(url, workflow=FIRST) as desk:
        case_id = desk.bring_to("verifying")
        desk.office.close()
        desk.workflow, desk.office = second, Office.open(url, workflows=(FIRST, second), clock=desk.clock)
        yield desk, case_id


@pytest.fixture
def desk(migrated_sqlite_url: str) -> Iterator[Desk]:
    with both(migrated_sqlite_url) as (opened, _):
        yield opened


@pytest.fixture
def case_id(desk: Desk) -> str:
    (found,) = desk.office.cases()
    return found


def asking(desk: Desk, case_id: str, version: int = 2, **changes: Any) -> Migration:
    lawful: dict[str, Any] = {
        "case_id": case_id, "version": version, "reason": "新版流程施行。", "actor": desk.ids[BY_ROLE["head"]],
        "occurred_at": desk.clock.now(), "expected_version": desk.office.case(case_id).version,
    }  # fmt: skip
    return Migration(**(lawful | changes))


def test_a_case_goes_on_under_the_version_it_was_moved_to_and_a_move_tampered_with_is_named(migrated_url: str) -> None:
    with both(migrated_url) as (desk, case_id), Rows(migrated_url) as rows:
        before = desk.office.case(case_id)
        assert desk.office.migrations.due(before.agency_id, "penalty_ordinary", 2) == (case_id,)

        done = desk.office.migrations.migrate(asking(desk, case_id))

        after = desk.office.case(case_id)
        assert (after.workflow.version, after.opened_version, done.state) == (2, 1, "verifying")
        assert [act.transition for act in after.acts] == [ORDINARY.by_name["report"], ORDINARY.by_name["verify"]]
        assert (after.terms, after.tracks, after.reviews) == (before.terms, before.tracks, before.reviews)
        assert desk.office.migrations.due(before.agency_id, "penalty_ordinary", 2) == ()
        assert desk.office.migrations.due(before.agency_id, "penalty_ordinary", 1) == (case_id,)
        line = desk.office.history(case_id)[-1]
        assert (line.kind, line.label, line.actor) == ("migration", "流程版本变更", "机关负责人甲")
        desk.bring_to("decided", case_id=case_id)
        assert rows.wrong() == {}
        assert rows.one("SELECT workflow_version FROM zf_decision") == 1
        assert desk.office.verify(case_id) == ()
        assert check_bundle(desk.office.bundle(case_id)).findings == ()
        with rows.unlocked():
            assert _named(desk, rows, "UPDATE zf_migration SET old_version = 7") == {"migration_forged"}
            moved_away = "UPDATE zf_migration SET old_version = 1, seq = 0"
            assert _named(desk, rows, moved_away) == {"migration_forged", "migration_missing"}
            assert _named(desk, rows, "DELETE FROM zf_migration") == {"migration_missing"}


def _named(desk: Desk, rows: Rows, change: str) -> set[str]:
    """What is wrong with the only case after a change past the office; it goes under both versions with and without a row of the move."""
    rows.run(change)
    (case_id,) = desk.office.cases()
    return {finding.kind for finding in desk.office.verify(case_id)}


def test_moved_there_and_back_the_case_is_as_it_was_but_for_two_entries(desk: Desk, case_id: str) -> None:
    before = desk.office.case(case_id)
    asked = asking(desk, case_id)

    desk.office.migrations.migrate(asked)
    desk.office.migrations.migrate(asking(desk, case_id, 1))

    after = desk.office.case(case_id)
    same = replace(before, version=after.version, next_seq=after.next_seq, head_hash=after.head_hash, acts=())
    assert replace(after, acts=()) == same
    assert [act.transition for act in after.acts] == [act.transition for act in before.acts]
    assert after.version == before.version + 2
    assert desk.office.migrations.migrate(asked).repeated
    desk.go_on(case_id)
    assert desk.office.verify(case_id) == ()


def test_a_step_that_was_renamed_is_read_from_the_rows_by_its_new_name(migrated_sqlite_url: str) -> None:
    with both(migrated_sqlite_url, RENAMING) as (desk, case_id):
        desk.office.migrations.migrate(asking(desk, case_id))

        assert [act.transition.name for act in desk.office.case(case_id).acts] == ["report", "check_report"]
        desk.go_on(case_id)
        assert desk.office.verify(case_id) == ()


def test_what_would_be_is_told_and_nothing_is_written(desk: Desk, case_id: str, migrated_sqlite_url: str) -> None:
    with Rows(migrated_sqlite_url) as rows:
        before = rows.snapshot()
        planned = desk.office.migrations.plan(asking(desk, case_id))
        refused = desk.office.migrations.plan(asking(desk, case_id, actor=desk.ids["承办人甲"]))

        assert rows.snapshot() == before
    assert isinstance(planned, MigrationPlan)
    assert {step.name for step in planned.gained} == {"file_recording", "ask_waiver", "approve_waiver", "excuse_gap"}
    assert isinstance(refused, Refused)


def test_a_move_that_is_refused_leaves_the_case_and_stays_on_record(desk: Desk, case_id: str) -> None:
    with pytest.raises(CommandRefused) as raised:
        desk.office.migrations.migrate(asking(desk, case_id, 1))

    assert [refusal.code for refusal in raised.value.refusals] == ["migration_not_successive"]
    assert [attempt.transition for attempt in desk.office.refused(case_id)] == ["migration"]
    with pytest.raises(StaleCase):
        desk.office.migrations.migrate(asking(desk, case_id, expected_version=1))
    with pytest.raises(WorkflowUnknown):
        desk.office.migrations.migrate(asking(desk, case_id, 9))
    assert desk.office.case(case_id).workflow.version == 1


def test_who_has_only_the_new_version_reads_and_watches_a_case_that_was_moved(
    desk: Desk, case_id: str, migrated_sqlite_url: str
) -> None:
    desk.office.migrations.migrate(asking(desk, case_id))
    desk.clock.advance(a_day(400))

    with Office.open(migrated_sqlite_url, workflows=(ORDINARY,), clock=desk.clock) as office:
        assert office.case(case_id).workflow is ORDINARY
        assert office.sweep().faults == 0
    with (
        Office.open(migrated_sqlite_url, workflows=(FIRST,), clock=desk.clock) as old,
        pytest.raises(WorkflowUnknown),
    ):
        old.case(case_id)
    database = Database.open(migrated_sqlite_url)
    assert migrate.opened(database) == (("penalty_ordinary", 2, ORDINARY.digest, 1),)
    database.close()
    changed = replace(ORDINARY, approvers=ORDINARY.approvers[1:])
    with (
        Office.open(migrated_sqlite_url, workflows=(changed,), clock=desk.clock) as other,
        pytest.raises(WorkflowChanged),
    ):
        other.case(case_id)


def test_a_case_of_the_first_version_goes_to_the_archive_under_it_though_it_was_moved_and_back(
    migrated_url: str,
) -> None:
    with both(migrated_url) as (desk, case_id), Rows(migrated_url) as rows:
        for state, version in (("concluded", 2), ("reviewing", 1)):
            desk.bring_to(state, case_id=case_id)
            desk.office.migrations.migrate(asking(desk, case_id, version))
        desk.bring_to("archived", case_id=case_id)

        assert desk.office.case(case_id).workflow is FIRST
        assert [line.label for line in desk.office.history(case_id)].count("流程版本变更") == 2
        assert rows.wrong() == {}
        assert desk.office.verify(case_id) == ()
        assert check_bundle(desk.office.bundle(case_id)).findings == ()


def test_no_way_leads_back_from_a_step_that_the_first_version_does_not_have(desk: Desk, case_id: str) -> None:
    desk.office.migrations.migrate(asking(desk, case_id))
    desk.bring_to("concluded", case_id=case_id)
    desk.do(case_id, "declare_importance")

    refused = desk.office.migrations.plan(asking(desk, case_id, 1))

    assert isinstance(refused, Refused)
    assert [refusal.code for refusal in refused.refusals] == ["migration_step_unmapped"]
    desk.bring_to("archived", case_id=case_id)
    assert desk.office.verify(case_id) == ()
