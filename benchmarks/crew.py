"""Workers of the benchmark: processes that each hold both sides of one database and play whichever they are told."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from time import perf_counter
from typing import Literal
from unittest.mock import patch
from uuid import uuid4

import transitions

from limit import Driver, Limit, Postgresql, Sqlite
from sync_count import SyncCount
from tape import Tape
from workload import Product, Side

Name = Literal["limit", "zhifa"]
NAMES: tuple[Name, Name] = ("limit", "zhifa")

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lap:
    """Cases played by one worker: when it began and ended, and the seconds of each step."""

    begun: float
    ended: float
    steps: Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a number of steps asked for, all together."""

    transitions: int
    warmed: int
    """Transitions played before, by the same process."""
    statements: int
    round_trips: int
    commits: int
    machines: int
    syncs: int
    """On SQLite; PostgreSQL counts its own."""

    def with_syncs(self, syncs: int) -> Counted:
        return replace(self, syncs=syncs)


class Crew:
    """Workers on one pair of databases, a URL for each side."""

    def __init__(self, lines: Sequence[Connection]) -> None:
        self._lines = lines

    def play(self, side: Name, *, cases: int) -> tuple[float, list[float]]:
        """Each worker plays so many cases at once; transitions a second of all together, and the seconds of every step."""
        for line in self._lines:
            line.send((side, cases))
        laps: list[Lap] = [line.recv() for line in self._lines]
        steps = [seconds for lap in laps for seconds in lap.steps]
        return len(steps) / (max(lap.ended for lap in laps) - min(lap.begun for lap in laps)), steps


@contextmanager
def crew(urls: dict[Name, str], tape: Tape, *, workers: int) -> Iterator[Crew]:
    """Workers that have both sides open, and end on leaving."""
    pairs = [_SPAWN.Pipe() for _ in range(workers)]
    processes = [_SPAWN.Process(target=_work, args=(there, urls, tape), daemon=True) for _, there in pairs]
    for process, (_, there) in zip(processes, pairs, strict=True):
        process.start()
        there.close()  # a worker that dies is then heard of: its line ends
    try:
        yield Crew([here for here, _ in pairs])
    finally:
        for here, _ in pairs:
            with suppress(OSError):
                here.send(None)
        for process in processes:
            process.join(timeout=30)


def count(side: Name, url: str, tape: Tape, *, cases: int) -> Counted:
    """What one side asks for, in a process of its own that has ended when this returns."""
    here, there = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_count, args=(there, side, url, tape, cases), daemon=True)
    process.start()
    there.close()
    counted: Counted = here.recv()
    process.join(timeout=30)
    return counted


def _work(line: Connection, urls: dict[Name, str], tape: Tape) -> None:
    sides = {name: _open(name, url, tape) for name, url in urls.items()}
    while (told := line.recv()) is not None:
        name, cases = told
        begun = perf_counter()
        steps = [seconds for _ in range(cases) for seconds in sides[name].play(str(uuid4()))]
        line.send(Lap(begun=begun, ended=perf_counter(), steps=steps))
    for side in sides.values():
        side.close()


def _count(line: Connection, name: Name, url: str, tape: Tape, cases: int) -> None:
    synced = SyncCount()
    side = _open(name, url, tape)
    warmed = len(side.play(str(uuid4())))  # compiles the machine, the templates and the statements
    before, syncs = _asked(side), synced.syncs
    build = transitions.Machine.__init__
    with patch.object(transitions.Machine, "__init__", autospec=True, side_effect=build) as built:
        steps = sum(len(side.play(str(uuid4()))) for _ in range(cases))
    asked = [now - then for now, then in zip(_asked(side), before, strict=True)]
    syncs = synced.syncs - syncs
    side.close()
    counted = Counted(
        transitions=steps, warmed=warmed, statements=asked[0], round_trips=asked[1], commits=asked[2],
        machines=built.call_count, syncs=syncs,
    )  # fmt: skip
    line.send(counted)


def _asked(side: Side) -> tuple[int, int, int]:
    return side.count.statements, side.count.round_trips, side.count.commits


def _open(name: Name, url: str, tape: Tape) -> Side:
    return Product(url) if name == "zhifa" else Limit(_driver(url), tape)


def _driver(url: str) -> Driver:
    return Sqlite(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else Postgresql(url)
