"""Many processes that sweep one database, and are killed at it: every warning once, none lost."""

from __future__ import annotations

import os
import random
import signal
import time
from multiprocessing.context import ForkServerProcess

import pytest

from case_desk import Desk
from office_rows import Rows
from office_workers import PATIENCE, started, together
from watched import TODAY, plant, sweep_for_ever, sweep_once, warned_of, wrong
from zhifa.engine.ladder import day_begins
from zhifa.engine.watch import LOST


def test_processes_that_sweep_at_once_fire_every_warning_once(migrated_url: str, proving: bool) -> None:
    due = 10_000 if proving else 500
    with Desk(migrated_url) as desk:
        plant(desk, due + 100, due)
    done = together(sweep_once, [(migrated_url,)] * processes(migrated_url))
    assert (sum(looked for looked, _ in done), sum(fired for _, fired in done)) == (due, 2 * due)
    with Rows(migrated_url) as rows:
        assert wrong(rows) == {}
        assert warned_of(rows) == (due, 2 * due)


@pytest.mark.timeout(3600)
def test_processes_killed_while_they_sweep_lose_no_warning_and_fire_none_twice(
    migrated_url: str, proving: bool
) -> None:
    due = 10_000 if proving else 500
    chance, kills = random.Random(20261122), 0
    with Desk(migrated_url) as desk:
        plant(desk, due, due)
    sweepers = [started(sweep_for_ever, migrated_url, f"sweeper {number}") for number in range(processes(migrated_url))]
    with Rows(migrated_url) as rows:
        while warned_of(rows)[0] < due:
            time.sleep(chance.uniform(0.02, 0.2))
            fallen = chance.randrange(len(sweepers))
            killed(sweepers[fallen])
            kills += 1
            sweepers[fallen] = started(sweep_for_ever, migrated_url, f"successor {kills}")
            assert wrong(rows) == {}
    for sweeper in sweepers:
        killed(sweeper)
    with Desk(migrated_url, import_register=False, seed="after") as desk, Rows(migrated_url) as rows:
        wait_for_the_server(rows)
        assert desk.office.sweep(day_begins(TODAY) + LOST, channels=("mail",)).fired == 0
        assert warned_of(rows) == (due, 2 * due)
        undigested = """
            SELECT i.id FROM zf_inbox i WHERE NOT EXISTS (
              SELECT 1 FROM zf_outbox o WHERE o.sweep_id = i.sweep_id AND o.officer_id = i.officer_id)"""
        assert rows.all(undigested) == []
        assert wrong(rows) == {}


def processes(url: str) -> int:
    return 2 if url.startswith("sqlite") else 8


def killed(sweeper: ForkServerProcess) -> None:
    assert sweeper.pid is not None
    os.kill(sweeper.pid, signal.SIGKILL)
    sweeper.join(PATIENCE)
    assert sweeper.exitcode == -signal.SIGKILL
    sweeper.close()


def wait_for_the_server(rows: Rows) -> None:
    """Until PostgreSQL has noticed that its clients are gone: a commit may be under way."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
    while not rows.sqlite and rows.one(others):
        time.sleep(0.005)
