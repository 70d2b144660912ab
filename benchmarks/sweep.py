"""What a sweep costs when a hundred terms of many are due: ``python benchmarks/sweep.py``; see README.md beside it."""

from __future__ import annotations

import argparse
import gc
import json
import pickle
import statistics
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from advance import machine
from planted import Field
from postgres_cluster import PostgresMissing, postgres_cluster
from workload import prepare
from zhifa.engine.clock import FixedClock, SystemClock
from zhifa.engine.ladder import day_begins
from zhifa.engine.office import Office

_DUE = 100
_TODAY = date(2026, 3, 2)
_LATER = timedelta(days=365)
_RUNG = threading.Semaphore(0)


def swept(url: str, terms: int, rounds: int) -> dict[str, float]:
    """Milliseconds (median) of a sweep with a hundred due, which fires two hundred warnings, and of one with nothing to do."""
    prepare(url)
    at = day_begins(_TODAY)
    with Office.open(url, clock=FixedClock(at)) as office:
        register = office.registers()[0]
        Field(register=register, terms=terms, due=0, today=_TODAY).plant(office._database)  # noqa: SLF001 - the fastest way in
        _settle(office)
        due, idle = [], []
        for number in range(rounds + 1):  # the first is to warm up
            field = Field(register=register, terms=_DUE, due=_DUE, today=_TODAY, seed=f"round {number}")
            field.plant(office._database)  # noqa: SLF001
            done, seconds = _timed(office, at)
            assert (done.looked, done.fired) == (_DUE, 2 * _DUE), done
            due.append(seconds)
            idle += [_timed(office, at)[1] for _ in range(20)]
    return {"due_ms": 1000 * statistics.median(due[1:]), "idle_ms": 1000 * statistics.median(idle[20:])}


def _settle(office: Office) -> None:
    """Let the database look at its own tables, as it does after a while anyway."""
    with office._database.connection() as connection:  # noqa: SLF001
        connection.exec_driver_sql("ANALYZE")
    office.sweep()


def _timed(office: Office, at: datetime) -> tuple[Any, float]:
    gc.collect()
    begun = perf_counter()
    done = office.sweep(at, channels=("mail",))
    return done, perf_counter() - begun


def rung(url: str, jobs: int) -> dict[str, float]:
    """The same deadlines as date jobs in APScheduler's own job store, which do nothing when they ring: milliseconds until a hundred have."""
    store = SQLAlchemyJobStore(url.replace("postgresql://", "postgresql+psycopg://"))
    scheduler = BackgroundScheduler({"apscheduler.timezone": "UTC"}, jobstores={"default": store})
    scheduler.start(paused=True)
    later = SystemClock().now() + _LATER
    _fill(store, scheduler, jobs, later)
    now = datetime.now(UTC)  # noqa: TID251 - the scheduler asks the machine's clock too
    for number in range(_DUE):
        scheduler.add_job(ring, "date", run_date=now, id=f"due {number}", misfire_grace_time=None)
    begun = perf_counter()
    scheduler.resume()
    for _ in range(_DUE):
        _RUNG.acquire()
    seconds = perf_counter() - begun
    scheduler.shutdown()
    return {"due_ms": 1000 * seconds}


def _fill(store: Any, scheduler: Any, jobs: int, later: datetime) -> None:
    """Jobs that are not due, written as the store writes them but in one transaction."""
    job = scheduler.add_job(ring, "date", run_date=later, id="later", misfire_grace_time=None)
    rows = []
    for number in range(jobs):
        state = pickle.dumps(job.__getstate__() | {"id": f"later {number}"}, store.pickle_protocol)
        rows.append({"id": f"later {number}", "next_run_time": later.timestamp() + number, "job_state": state})
    with store.engine.begin() as connection:
        connection.execute(store.jobs_t.insert(), rows)


def ring() -> None:
    """What a job does."""
    _RUNG.release()


@contextmanager
def databases() -> Iterator[dict[str, Any]]:
    """A maker of fresh databases for each engine; PostgreSQL is left out, in plain words, where there is no server."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="zhifa-bench-")))
        numbers = iter(range(1000))
        found: dict[str, Any] = {"SQLite": lambda: f"sqlite:///{folder / str(next(numbers))}.db"}
        try:
            cluster = stack.enter_context(postgres_cluster(durable=True))
        except PostgresMissing as missing:
            print(f"PostgreSQL is left out: {missing}")
        else:
            found["PostgreSQL"] = lambda: cluster.url(cluster.create())
        yield found


def measure(*, sizes: tuple[int, ...], job_sizes: tuple[int, ...], rounds: int) -> Iterator[dict[str, Any]]:
    """One line for each database, side and number of open terms."""
    with databases() as makers:
        for database, make in makers.items():
            for terms in sizes:
                yield {"database": database, "side": "zhifa", "open": terms, **swept(make(), terms, rounds)}
            for jobs in job_sizes:
                yield {"database": database, "side": "one job a term", "open": jobs, **rung(make(), jobs)}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=9, help="sweeps with a hundred due; the median counts")
    arguments.add_argument("--full", action="store_true", help="a million open terms, and a hundred thousand jobs")
    arguments.add_argument("--json", action="store_true", help="print JSON for programs")
    given = arguments.parse_args()
    sizes, job_sizes = (10_000, 100_000), (10_000,)
    if given.full:
        sizes, job_sizes = (*sizes, 1_000_000), (*job_sizes, 100_000)
    lines = list(measure(sizes=sizes, job_sizes=job_sizes, rounds=given.rounds))
    if given.json:
        print(json.dumps({"machine": machine(), "lines": lines}, ensure_ascii=False, indent=1))
        return
    print("  ".join(f"{name}: {value}" for name, value in machine().items()), end="\n\n")
    print(f"{'database':<12}{'side':<16}{'open terms':>12}{'100 due, ms':>14}{'idle, ms':>10}")
    for line in lines:
        idle = f"{line['idle_ms']:.2f}" if "idle_ms" in line else ""
        print(f"{line['database']:<12}{line['side']:<16}{line['open']:>12}{line['due_ms']:>14.1f}{idle:>10}")


if __name__ == "__main__":
    main()
