"""Commands cut short: between two statements, before the commit, by kill -9. What was not done whole was not done."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from case_desk import Desk
from crashes import WAYS, Crash, Way, crash_after
from file_stores import stored, swept
from office_rows import Rows
from office_workers import PATIENCE, PROCESSES, nursery, started, with_file
from penalty_steps import Plot
from zhifa.storage.errors import StorageError

MOST_CHANGES = 18
"""More than any step has: claim, numbers, and one for each kind of row."""


@pytest.mark.parametrize("way", WAYS)
def test_a_decision_cut_short_at_any_statement_leaves_all_as_it_was(migrated_url: str, way: Way) -> None:
    plot = Plot(fine=2_000_000, complex=True)
    with Desk(migrated_url) as desk, Rows(migrated_url) as rows:
        case_id = desk.bring_to("approving", plot)
        desk.clock.advance(desk.clock.now() - desk.clock.now())
        command = desk.command(case_id, "decide_penalty", plot)
        before = rows.snapshot()
        for changes in range(MOST_CHANGES + 1):
            with crash_after(changes, way), pytest.raises((Crash, StorageError)):
                desk.office.perform(command)
            assert rows.snapshot() == before
        done = desk.office.perform(command)
        assert (done.state, done.repeated) == ("decided", False)
        assert rows.wrong() == {}
        assert desk.office.verify(case_id) == ()


@pytest.mark.parametrize("way", WAYS)
def test_a_refusal_that_cannot_be_kept_leaves_all_as_it_was(migrated_url: str, way: Way) -> None:
    with Desk(migrated_url) as desk, Rows(migrated_url) as rows:
        case_id = desk.open_case()
        before = rows.snapshot()
        with crash_after(1, way), pytest.raises((Crash, StorageError)):
            desk.do(case_id, "close")
        assert rows.snapshot() == before


def test_a_command_whose_answer_was_lost_is_answered_when_it_comes_again(migrated_url: str) -> None:
    with Desk(migrated_url) as desk:
        case_id = desk.open_case()
        command = desk.command(case_id, "verify")
        desk.office.perform(command)
    with Desk(migrated_url, import_register=False) as desk, Rows(migrated_url) as rows:
        before = rows.snapshot()
        done = desk.office.perform(command)
        assert (done.version, done.state, done.repeated) == (2, "verifying", True)
        assert rows.snapshot() == before


def test_a_file_whose_command_never_came_is_moved_aside_and_one_on_record_stays(
    migrated_url: str, tmp_path: Path
) -> None:
    files = tmp_path / "files"
    with Desk(migrated_url, files=files) as desk:
        case_id = desk.bring_to("verifying")
        kept, lost = desk.office.evidence.attach(b"kept"), desk.office.evidence.attach(b"lost")
        desk.office.perform(with_file(desk.command(case_id, "inspect"), kept))
        assert stored(files) == {kept, lost}
    with Desk(migrated_url, files=files, import_register=False) as desk:
        assert stored(files) == {kept, lost}
        assert swept(desk, files) == {kept}


@pytest.mark.timeout(3600)
def test_a_process_killed_at_any_moment_leaves_nothing_half_done(
    migrated_url: str, tmp_path: Path, proving: bool
) -> None:
    kills = 200 if proving else 20
    files, chance = tmp_path / "files", random.Random(20261121)
    Desk(migrated_url).office.close()
    ours, theirs = PROCESSES.Pipe()
    parent = started(nursery, theirs)
    entries, turn = 0, 0
    while turn < kills or entries <= kills:  # on a loaded machine a process gets less done before it is killed
        turn += 1
        ours.send((migrated_url, str(files), f"process {turn}"))
        child = ours.recv()
        time.sleep(chance.uniform(0.01, 0.4))
        os.kill(child, signal.SIGKILL)
        assert ours.recv() == -signal.SIGKILL
        with Rows(migrated_url) as rows:
            wait_for_the_server(rows)
            assert rows.wrong() == {}
            on_record = {digest for (digest,) in rows.all("SELECT digest FROM zf_file")}
            named = rows.one("SELECT count(*) FROM zf_facts WHERE body LIKE ?", '%"digest":"%')
            newest = rows.all("SELECT id FROM zf_case ORDER BY updated_at DESC, id LIMIT 20")
            entries = rows.one("SELECT count(*) FROM zf_entry")
        assert len(on_record) == named
        with Desk(migrated_url, files=files, import_register=False) as desk:
            assert stored(files) >= on_record
            assert [finding for (case_id,) in newest for finding in desk.office.verify(case_id)] == []
    ours.send(None)
    parent.join(PATIENCE)
    ours.close()
    theirs.close()


def wait_for_the_server(rows: Rows) -> None:
    """Until PostgreSQL has noticed that its client is gone: a commit may be under way."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    while not rows.sqlite and rows.one(others):
        time.sleep(0.005)
