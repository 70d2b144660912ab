"""How many papers a second are rendered, beside what bounds it and beside other ways: ``python benchmarks/render.py``; see README.md."""

from __future__ import annotations

import argparse
import json
import os
import pickle
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import monotonic, process_time
from typing import Any, Final

from advance import machine
from renderers import Side, decisions, pages, sides

_AIM = 40
_COLD_RUNS = 3

Lap = tuple[float, float, float]
"""When a worker began and ended its share, and the processor time of its process meanwhile."""
Play = Callable[[int, Sequence[Sequence[Any]]], list[Lap]]
"""Has a side, by its place among all, render a share a worker at the same time."""
Settings = dict[str, tuple[int, Play]]
"""Workers and how they are run, by name."""


@dataclass(kw_only=True)
class Measured:
    """One side, with a figure a round of each setting."""

    side: Side
    per_core: list[float] = field(default_factory=list)
    """Papers a second of processor time, in one thread: what a core does, whatever else the machine does."""
    rates: dict[str, list[float]] = field(default_factory=dict)
    """Papers a second, by setting."""
    cold_ms: list[float] = field(default_factory=list)
    """From the start of a process to its first paper."""

    def line(self) -> dict[str, Any]:
        """One line of the table: medians of all rounds."""
        rates = {name: round(statistics.median(found), 1) for name, found in self.rates.items()}
        return {
            "rendition": self.side.kind,
            "side": self.side.name,
            "cold_ms": round(statistics.median(self.cold_ms)) if self.cold_ms else None,
            "a_core": round(statistics.median(self.per_core), 1) if self.per_core else None,
            **rates,
        }


def _made(number: int, ready: Sequence[Any]) -> Lap:
    """Render a worker's share by this side."""
    make = list(sides())[number].make
    begun, used = monotonic(), process_time()
    for one in ready:
        make(one)
    return begun, monotonic(), process_time() - used


def _round(measured: Measured, number: int, settings: Settings, fresh: Callable[[], list[Any]]) -> None:
    for name, (workers, play) in settings.items():
        ready = fresh()
        shares = [ready[worker::workers] for worker in range(workers)]
        laps = play(number, shares)
        seconds = max(ended for _, ended, _ in laps) - min(begun for begun, _, _ in laps)
        measured.rates.setdefault(name, []).append(len(ready) / seconds)
        if workers == 1:
            measured.per_core.append(len(ready) / laps[0][2])


@contextmanager
def _settings() -> Iterator[Settings]:
    cores = os.cpu_count() or 1
    with _threads(1) as one, _threads(2) as two, _processes(cores) as every:
        yield {"1 thread": (1, one), "2 threads": (2, two), f"{cores} processes": (cores, every)}


@contextmanager
def _threads(workers: int) -> Iterator[Play]:
    with ThreadPoolExecutor(workers) as pool:
        yield lambda number, shares: list(pool.map(_made, [number] * workers, shares))


@contextmanager
def _processes(workers: int) -> Iterator[Play]:
    spawn = get_context("spawn")
    pairs = [spawn.Pipe() for _ in range(workers)]
    processes = [spawn.Process(target=_work, args=(there,), daemon=True) for _, there in pairs]
    for process, (_, there) in zip(processes, pairs, strict=True):
        process.start()
        there.close()  # a worker that dies is then heard of: its line ends

    def play(number: int, shares: Sequence[Sequence[Any]]) -> list[Lap]:
        for (here, _), share in zip(pairs, shares, strict=True):
            here.send((number, share))
        return [here.recv() for here, _ in pairs]

    try:
        yield play
    finally:
        for process, (here, _) in zip(processes, pairs, strict=True):
            here.close()
            process.join(timeout=30)


def _work(line: Connection) -> None:
    """Render what comes over the line until it ends."""
    with suppress(EOFError):
        while True:
            line.send(_made(*line.recv()))


def measure(*, rounds: int, papers: int, told: Callable[[str], None] = print) -> list[Measured]:
    """All sides in alternating rounds, every paper of every setting and round with a text of its own."""
    found = [Measured(side=side) for side in sides()]
    for one in found:
        if one.side.absent:
            told(f"{one.side.name} is left out: {one.side.absent}")
    there = [(number, one) for number, one in enumerate(found) if not one.side.absent]
    serials = count(1, papers)

    def fresh(side: Side) -> list[Any]:
        return [side.prepare(decision) for decision in decisions(next(serials), max(2, papers // side.one_in))]

    with _settings() as settings:
        for turn in range(-1, rounds):  # the first round warms up and is not counted
            for number, one in there if turn % 2 else there[::-1]:
                counted = one if turn >= 0 else Measured(side=one.side)
                _round(counted, number, settings, partial(fresh, one.side))
    for _, one in there:
        if one.side.kind in _FIRST and one.side.name == "zhifa":
            one.cold_ms = [_cold(one.side.kind) for _ in range(_COLD_RUNS)]
    return [one for _, one in there]


_FIRST: Final[Mapping[str, str]] = {
    "HTML": "from zhifa.documents import page, render\nmade = render('D33', facts)\npage(made.html, title=made.title)",
    "PDF": "from zhifa.documents import pdf\npdf(html, title=title, issued_on=on, family='决定书')",
    "Word": "from zhifa.documents.word import word\nword(html, title=title, issued_on=on, family='决定书')",
}
"""How a process that has loaded nothing makes its first paper."""
_FIRST_OF: Final = (
    "import pickle, sys\nfrom time import monotonic\nfacts, html, title, on = pickle.load(sys.stdin.buffer)\n"
)


def _cold(kind: str) -> float:
    """Milliseconds from the start of a process to its first paper, all libraries loaded meanwhile."""
    (decision,) = decisions(1, 1)
    facts = decision.facts if kind == "HTML" else None
    told = pickle.dumps((facts, decision.html, decision.title, decision.issued_on))
    program = f"{_FIRST_OF}{_FIRST[kind]}\nprint(monotonic())"
    begun = monotonic()
    made = subprocess.run([sys.executable, "-c", program], input=told, capture_output=True, check=True)
    return 1000 * (float(made.stdout) - begun)


def show(found: Sequence[Measured]) -> None:
    """The table, for people."""
    settings = tuple(found[0].rates)
    print(
        "  ".join(f"{name}: {value}" for name, value in machine().items()),
        f"load: {os.getloadavg()[0]:.1f}",
        end="\n\n",
    )
    print(f"{'rendition':<10}{'side':<24}" + "".join(f"{head:>14}" for head in ("cold ms", "a core", *settings)))
    for line in (one.line() for one in found):
        figures = ("" if line[name] is None else line[name] for name in ("cold_ms", "a_core", *settings))
        print(f"{line['rendition']:<10}{line['side']:<24}" + "".join(f"{figure:>14}" for figure in figures))
    aim = 2 * _AIM // pages()
    print(f"\nPapers of {pages()} pages, each with a text of its own, a second; 'a core': a second of processor time.")
    print(f"Aim as PDF: {_AIM} papers of two pages, that is {aim} of these, a second a core.")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument(
        "--rounds", type=int, default=5, help="alternating rounds; each gives one rate a side and setting"
    )
    arguments.add_argument("--papers", type=int, default=40, help="papers a side, setting and round")
    arguments.add_argument("--json", action="store_true", help="print JSON for programs")
    given = arguments.parse_args()
    found = measure(rounds=given.rounds, papers=given.papers, told=(lambda _: None) if given.json else print)
    if given.json:
        print(json.dumps({"machine": machine(), "lines": [one.line() for one in found]}, ensure_ascii=False, indent=1))
    else:
        show(found)


if __name__ == "__main__":
    main()
