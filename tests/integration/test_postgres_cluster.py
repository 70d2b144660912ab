"""The PostgreSQL server the other tests stand on leaves nothing behind and is always ours."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

import postgres_cluster
from postgres_cluster import PostgresCluster

PARENT = """
import sys, time
from postgres_cluster import postgres_cluster
with postgres_cluster() as cluster:
    print(cluster.port, cluster.data, flush=True)
    time.sleep(60)
"""
BENCHMARKS = Path(postgres_cluster.__file__).parent
PATIENCE_SECONDS = 20


def _until(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.usefixtures("postgres")  # it says why where there is no server
def test_the_server_ends_with_a_parent_that_is_killed() -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(postgres_cluster.__file__).parent)}
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        port, data = parent.stdout.readline().split()
        assert _listens(int(port))
        parent.send_signal(signal.SIGKILL)
    assert _until(lambda: not _listens(int(port)))
    assert _until(lambda: not Path(data).parent.exists())


def test_a_port_taken_in_between_is_left_for_another(
    postgres: PostgresCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = postgres_cluster._free_port
    ports = iter([postgres.port])
    monkeypatch.setattr(postgres_cluster, "_free_port", lambda: next(ports, None) or free())
    with postgres_cluster.postgres_cluster(durable=True) as other, other.connect("postgres") as connection:
        assert other.port != postgres.port
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_a_sealed_template_is_copied_while_someone_wants_in(postgres: PostgresCluster) -> None:
    template = postgres.create()
    with postgres.connect(template) as connection:
        connection.execute("CREATE TABLE kept (number integer)")
        postgres.seal(template)
    with pytest.raises(psycopg.OperationalError, match="not currently accepting connections"):
        postgres.connect(template)
    copy = postgres.create(template=template)
    with postgres.connect(copy) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)
    postgres.drop(copy)
    postgres.drop(template)


def test_without_the_driver_the_benchmarks_load_and_say_that_it_is_missing() -> None:
    program = (
        "import sys; sys.modules['psycopg'] = None; import advance, limit, sweep, postgres_cluster as cluster\n"
        "try: cluster.programs()\n"
        "except cluster.PostgresMissing as missing: print(missing)"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=BENCHMARKS, capture_output=True, text=True, check=False)

    assert "no driver of PostgreSQL found (psycopg" in done.stdout, done.stderr
