"""How near zhifa comes to the same work written by hand against the driver: ``python benchmarks/advance.py``; see README.md beside it."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import sqlalchemy

from crew import NAMES, Counted, Crew, Name, count, crew
from postgres_cluster import PostgresCluster, PostgresMissing, postgres_cluster
from tape import Tape, record
from workload import prepare
from zhifa.engine.clock import SystemClock
from zhifa.engine.instants import legal_day

_COUNTED_CASES = 5
_AIMS = {"SQLite": 0.70, "PostgreSQL": 0.65}


@dataclass(kw_only=True)
class Setting:
    """One database and number of workers, with what was measured there."""

    database: str
    workers: int
    counted: dict[Name, Counted]
    rates: dict[Name, list[float]] = field(default_factory=lambda: {name: [] for name in NAMES})
    """Transitions a second, one figure a round."""
    steps: dict[Name, list[float]] = field(default_factory=lambda: {name: [] for name in NAMES})
    """Seconds of every transition of all rounds."""

    @property
    def ratio(self) -> float:
        """Median rate of zhifa as a share of the limit's."""
        return statistics.median(self.rates["zhifa"]) / statistics.median(self.rates["limit"])

    def line(self, side: Name) -> dict[str, Any]:
        """One line of the table."""
        counted, cuts = self.counted[side], statistics.quantiles(self.steps[side], n=20)
        return {
            "database": self.database,
            "workers": self.workers,
            "side": side,
            "transitions_per_second": round(statistics.median(self.rates[side])),
            "p50_ms": round(1000 * cuts[9], 2),
            "p95_ms": round(1000 * cuts[18], 2),
            "statements": _per_transition(counted.statements, counted),
            "round_trips": _per_transition(counted.round_trips, counted),
            "commits": _per_transition(counted.commits, counted),
            "syncs": _per_transition(counted.syncs, counted),
            "machines": counted.machines,
            "ratio": round(self.ratio, 2) if side == "zhifa" else None,
        }


def _per_transition(total: int, counted: Counted) -> float:
    return round(total / counted.transitions, 2)


@contextmanager
def _settings(tape: Tape) -> Iterator[list[tuple[Setting, Crew]]]:
    """Every setting with its workers ready; PostgreSQL is left out, in plain words, where there is no server."""
    with ExitStack() as stack:
        found = [_on_sqlite(stack, tape)]
        try:
            cluster = stack.enter_context(postgres_cluster(durable=True))
        except PostgresMissing as missing:
            print(f"PostgreSQL is left out: {missing}")
        else:
            found += _on_postgresql(stack, tape, cluster)
        yield found


def _on_sqlite(stack: ExitStack, tape: Tape) -> tuple[Setting, Crew]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="zhifa-bench-")))
    urls: dict[Name, str] = {name: f"sqlite:///{folder / name}.db" for name in NAMES}
    _prepare(urls)
    counted = {name: count(name, urls[name], tape, cases=_COUNTED_CASES) for name in NAMES}
    return _setting(stack, tape, Setting(database="SQLite", workers=1, counted=counted), urls)


def _on_postgresql(stack: ExitStack, tape: Tape, cluster: PostgresCluster) -> Iterator[tuple[Setting, Crew]]:
    urls = _databases(cluster)
    counted = {name: _counted(name, urls[name], tape, cluster) for name in NAMES}
    for workers in (1, 4):
        setting = Setting(database="PostgreSQL", workers=workers, counted=counted)
        yield _setting(stack, tape, setting, _databases(cluster))


def _databases(cluster: PostgresCluster) -> dict[Name, str]:
    urls: dict[Name, str] = {name: cluster.url(cluster.create()) for name in NAMES}
    _prepare(urls)
    return urls


def _prepare(urls: dict[Name, str]) -> None:
    for url in urls.values():
        prepare(url)


def _setting(stack: ExitStack, tape: Tape, setting: Setting, urls: dict[Name, str]) -> tuple[Setting, Crew]:
    ready = stack.enter_context(crew(urls, tape, workers=setting.workers))
    for name in NAMES:
        ready.play(name, cases=1)  # warm up
    return setting, ready


def _counted(name: Name, url: str, tape: Tape, cluster: PostgresCluster) -> Counted:
    """The counts with the server's own of its syncs. No other worker may be there: a backend reports late what it did."""
    before = _syncs(cluster)
    counted = count(name, url, tape, cases=_COUNTED_CASES)
    share = counted.transitions / (counted.transitions + counted.warmed)
    return counted.with_syncs(round((_syncs(cluster) - before) * share))


def _syncs(cluster: PostgresCluster) -> int:
    """Syncs of the write-ahead log since the server started."""
    sleep(1)  # until a backend that has just ended has reported
    with cluster.connect("postgres") as connection:
        new = connection.info.server_version >= 180000
        sql = "SELECT sum(fsyncs) FROM pg_stat_io WHERE object = 'wal'" if new else "SELECT wal_sync FROM pg_stat_wal"
        row = connection.execute(sql).fetchone()
    return int(row[0]) if row else 0


def measure(*, rounds: int, cases: int) -> list[Setting]:
    """Play all settings in alternating rounds; the side that begins changes from round to round."""
    tape = record()
    with _settings(tape) as settings:
        for number in range(rounds):
            for setting, ready in settings:
                for name in NAMES if number % 2 else NAMES[::-1]:
                    rate, steps = ready.play(name, cases=max(1, cases // setting.workers))
                    setting.rates[name].append(rate)
                    setting.steps[name].extend(steps)
    return [setting for setting, _ in settings]


def machine() -> dict[str, str]:
    """What the figures hold for."""
    return {
        "date": legal_day(SystemClock().now()).isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "sync": f"{_sync_us()} µs",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "sqlalchemy": sqlalchemy.__version__,
    }


def _sync_us() -> int:
    """Median microseconds to write one page to a file of the temporary folder and sync it."""
    with tempfile.TemporaryFile(buffering=0) as file:
        return round(1e6 * statistics.median(_synced(file.fileno()) for _ in range(50)))


def _synced(file: int) -> float:
    begun = perf_counter()
    os.write(file, bytes(4096))
    os.fdatasync(file)
    return perf_counter() - begun


def show(lines: list[dict[str, Any]]) -> None:
    """The table, for people."""
    print("  ".join(f"{name}: {value}" for name, value in machine().items()), end="\n\n")
    columns = ("database", "workers", "side", "trans/s", "p50 ms", "p95 ms", "stmts", "trips", "commits", "syncs", "machines", "ratio")  # fmt: skip
    print("  ".join(f"{column:>10}" for column in columns))
    for line in lines:
        print("  ".join(f"{'' if value is None else value:>10}" for value in line.values()))
    aims = "、".join(f"{database} {aim}" for database, aim in _AIMS.items())
    print(f"\nCounts are a transition's; machines: built after warm-up. Aims for the ratio: {aims}.")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=9, help="alternating rounds; each gives one rate a side")
    arguments.add_argument("--cases", type=int, default=20, help="cases a side, setting and round (20 steps each)")
    arguments.add_argument("--json", action="store_true", help="print JSON for programs")
    given = arguments.parse_args()
    lines = [setting.line(side) for setting in measure(rounds=given.rounds, cases=given.cases) for side in NAMES]
    if given.json:
        print(json.dumps({"machine": machine(), "lines": lines}, ensure_ascii=False, indent=1))
    else:
        show(lines)


if __name__ == "__main__":
    main()
