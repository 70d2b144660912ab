"""What child processes of the tests run. They come from a clean server process, so that nothing is shared but the database."""

from __future__ import annotations

import multiprocessing
import os
import resource
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from case_desk import Desk, put
from penalty_steps import facts, next_step
from zhifa.engine.command import Command
from zhifa.engine.office import Office
from zhifa.storage.errors import StaleCase, StorageFull
from zhifa.storage.statements import statements

PROCESSES = multiprocessing.get_context("forkserver")
# The server imports the product once; a process of its own would cost a second each.
PROCESSES.set_forkserver_preload(["psycopg", "zhifa.engine.office", "zhifa.scenario"])

PATIENCE = 120
"""Seconds after which a process that waits for others gives up."""

Meet = Callable[[], None]


def together(work: Callable[..., Any], each: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Run ``work(meet, number, *arguments)`` in one new process for each tuple; the answers, in that order.

    ``meet()`` in a process returns when all have called it. What a process raises is raised here as a RuntimeError.
    """
    barrier, answers = PROCESSES.Barrier(len(each)), PROCESSES.Queue()
    children = [started(_child, work, number, barrier, answers, given) for number, given in enumerate(each)]
    found = dict(answers.get(timeout=PATIENCE) for _ in children)
    for child in children:
        child.join(PATIENCE)
    answers.close()
    answers.join_thread()
    failed = [answer for answer in found.values() if isinstance(answer, BaseException)]
    if failed:
        raise RuntimeError(f"{len(failed)} of {len(each)} processes failed: {failed[0]!r}")
    return [found[number] for number in range(len(each))]


def started(work: Callable[..., Any], *arguments: Any) -> ForkServerProcess:
    """A new process that runs ``work(*arguments)``."""
    child = PROCESSES.Process(target=work, args=arguments, daemon=True)
    child.start()
    return child


def _child(work: Callable[..., Any], number: int, barrier: Barrier, answers: Any, arguments: tuple[Any, ...]) -> None:
    def meet() -> None:
        barrier.wait(PATIENCE)

    try:
        answers.put((number, work(meet, number, *arguments)))
    except BaseException as error:
        barrier.abort()
        answers.put((number, RuntimeError(repr(error))))


def colleague(url: str, number: int, *, files: Path | None = None) -> Desk:
    """The desk of one of several processes on a database that has the register already, a month after the others began."""
    desk = Desk(url, files=files, seed=f"process {number}", import_register=False, busy_timeout_ms=PATIENCE * 1000)
    desk.clock.advance(timedelta(days=30))
    return desk


def order(desk: Desk, case_id: str, name: str, **changes: Any) -> Any:
    """A command that orders a correction under this name: it takes a number and leaves the case where it stands."""
    scene = desk.scene(desk.office.case(case_id))
    return desk.command(case_id, "order_correction", facts={**facts("order_correction", scene), "key": name}, **changes)


def race(meet: Meet, number: int, url: str, case_id: str, rounds: int) -> list[str]:
    """In every round all processes have rendered their paper for the same version of the case before one of them writes."""
    outcomes = []
    with colleague(url, number) as desk:
        version = desk.office.case(case_id).version
        _write_together(desk.office, meet)
        for turn in range(rounds):
            command = order(desk, case_id, f"第{turn}轮{number}", expected_version=version + turn)
            try:
                outcomes.append(f"done {desk.office.perform(command).version}")
            except StaleCase:
                outcomes.append("stale")
            meet()
    return outcomes


def _write_together(office: Office, meet: Meet) -> None:
    performer = office._performer
    write = performer._write

    def after_all(*arguments: Any, **more: Any) -> Any:
        meet()
        return write(*arguments, **more)

    performer._write = after_all  # type: ignore[method-assign]  # the moment the test is about


def take_numbers(meet: Meet, number: int, url: str, case_id: str, times: int) -> int:
    """Take number after number of one series for a case of one's own; how many were taken."""
    with colleague(url, number) as desk:
        meet()
        for turn in range(times):
            desk.office.perform(order(desk, case_id, f"改正{turn}"))
    return times


def nursery(orders: Any) -> None:
    """A process with everything loaded and compiled that forks a worker for each order, a tuple of arguments, and answers its id."""
    with TemporaryDirectory() as folder:
        _work_on(f"sqlite:///{folder}/warm.db", folder, "warm", turns=1, create=True)
        statements("postgresql")
    while order := orders.recv():
        child = os.fork()
        if child == 0:
            _work_on(*order)
        orders.send(child)
        orders.send(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _work_on(url: str, files: str, seed: str, *, turns: int | None = None, create: bool = False) -> None:
    """Case after case from report to archive, each record with a file of its own; without ``turns`` it ends by force alone."""
    with Desk(url, files=Path(files), seed=seed, import_register=create, create=create) as desk:
        for turn in range(turns) if turns else count():
            case_id = desk.open_case()
            while (coming := next_step(desk.scene(desk.office.case(case_id)))) is not None:
                desk.clock.advance(coming.wait)
                command = desk.command(case_id, coming.step)
                if coming.step in {"inspect", "interview"}:
                    command = with_file(command, desk.office.evidence.attach(f"{seed} {turn} {coming.step}".encode()))
                desk.office.perform(command)


def with_file(command: Command, digest: str) -> Command:
    """The command whose first piece of evidence is kept as this file."""
    return replace(command, facts=put(dict(command.facts), "evidence.0.digest", digest))


def fill(desk: Desk, case_id: str) -> int:
    """Take steps until the disk is full; how many were done."""
    for done in range(10_000):
        try:
            desk.office.perform(order(desk, case_id, f"改正{done}"))
        except StorageFull:
            return done
    raise AssertionError("the disk never filled")


def fill_up_to(_: Meet, number: int, url: str, case_id: str, limit: int) -> int:
    """Take steps until a file has grown to the limit; how many were done."""
    with colleague(url, number) as desk:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        return fill(desk, case_id)


def attach_too_much(_: Meet, __: int, url: str, files: str, limit: int) -> str:
    """Attach a file larger than this process may write; what it is told."""
    with Desk(url, files=Path(files)) as desk:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            return desk.office.evidence.attach(b"x" * (limit + 1))
        except StorageFull as full:
            return str(full)
