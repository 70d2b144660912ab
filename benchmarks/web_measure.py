"""What ``web.py`` measures: a planted database is served, asked by several people at once, and the answers are held against the aim."""

from __future__ import annotations

import json
import secrets
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from socket import create_connection
from time import monotonic, sleep
from typing import IO, Any, TypedDict

from sqlalchemy import make_url

from postgres_cluster import PostgresMissing, postgres_cluster
from web_plan import LIMITS, Asker, askers, kinds
from zhifa.cli.seed import WHOLE, seed
from zhifa.storage import migrate
from zhifa.storage.database import Database

AIM_MS = 100.0
"""Within which 95 of 100 answers are to be there."""
THINK_S = 0.5
_HERE = Path(__file__).parent
_EXAMPLES = _HERE.parent / "examples"
_END_S = 30
_AGAIN_S = 0.1
_CHUNK = 2**20


@dataclass(kw_only=True)
class Times:
    """Milliseconds of the answers of one kind in one pass that took so many seconds."""

    taken: list[float] = field(default_factory=list)
    seconds: float = 0.0

    def told(self) -> dict[str, float]:
        """What the table shows of it; nothing where nobody asked."""
        if not self.taken:
            return {}
        cuts = statistics.quantiles(self.taken, n=20, method="inclusive") if len(self.taken) > 1 else self.taken * 19
        return {"count": len(self.taken), "p50": cuts[9], "p95": cuts[18], "max": max(self.taken)}


@dataclass(kw_only=True)
class Measured:
    """One database: each kind asked for alone without a pause, and all of them mixed with pauses; and whatever was not answered."""

    database: str
    cases: int
    alone: dict[str, Times] = field(default_factory=dict)
    mixed: dict[str, Times] = field(default_factory=dict)
    wrong: dict[str, int] = field(default_factory=dict)

    def lines(self) -> list[dict[str, Any]]:
        """One line a kind."""
        return [{"kind": kind, **self._line(kind)} for kind in self.alone]

    def _line(self, kind: str) -> dict[str, Any]:
        alone, mixed = self.alone[kind], self.mixed.get(kind, Times()).told()
        rate = len(alone.taken) / alone.seconds if alone.seconds else 0.0
        return {"a_second": rate, "alone": alone.told(), "mixed": mixed, "told": verdict(kind, alone.told(), mixed)}


def verdict(kind: str, alone: Mapping[str, float], mixed: Mapping[str, float]) -> str:
    """Whether the aim was met, without a pause and with pauses."""
    if kind in LIMITS:
        return "limit"
    told = {"mixed": mixed, "alone": alone}
    over = [name for name, found in told.items() if found and found["p95"] > AIM_MS]
    return f"**over** ({', '.join(over)})" if over else "within"


class Pass(TypedDict):
    """One pass: what everybody asks for, with what pause in seconds between two requests, for how long."""

    kinds: tuple[str, ...]
    think: float
    seconds: float


@contextmanager
def serving(database: str, secret: bytes, *, workers: int) -> Iterator[str]:
    """A server of the database in a process of its own, with so many workers; its address."""
    command = [sys.executable, str(_HERE / "web_server.py")]
    with tempfile.TemporaryFile("w+") as log:  # a line for each request is part of what a request costs
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            _tell(server.stdin, {"database": database, "secret": secret.hex(), "workers": workers})
            port = server.stdout.readline().strip() if server.stdout else ""
            if not port:
                log.seek(0)
                raise RuntimeError(f"the server did not start:\n{log.read()}")
            _await_answer(int(port))
            yield f"http://127.0.0.1:{port}"
        finally:
            _ended(server)


def _await_answer(port: int) -> None:
    """Return once somebody listens. Raises TimeoutError."""
    late = monotonic() + _END_S
    while monotonic() < late:
        with suppress(ConnectionRefusedError), create_connection(("127.0.0.1", port)):
            return
        sleep(_AGAIN_S)
    raise TimeoutError(f"nobody listens at port {port} after {_END_S} s")


def _ended(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=_END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def _tell(stream: IO[str] | None, told: Mapping[str, Any]) -> None:
    assert stream is not None
    stream.write(json.dumps(told) + "\n")
    stream.flush()


def loaded(base: str, people: Sequence[Asker], passes: Sequence[Pass]) -> Iterator[dict[str, Any]]:
    """What each pass took, first of all the one that warms up. Raises RuntimeError when the people could not ask."""
    command = [sys.executable, str(_HERE / "web_load.py")]
    load = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        _tell(load.stdin, {"base": base, "users": [one.told for one in people], "passes": passes})
        for _ in range(len(passes) + 1):
            line = load.stdout.readline() if load.stdout else ""
            if not line:
                raise RuntimeError("the people could not ask; see above")
            yield json.loads(line)
    finally:
        _ended(load)


def planted(database: str, cases: int, whole: int, say: Callable[[str], None]) -> None:
    """A database full of cases: planted where it is empty, and used as it is where so many were planted before. Raises RuntimeError where there are others."""
    stored = Database.open(database)
    try:
        migrate.init(stored)
        with stored.connection() as connection:
            known = connection.exec_driver_sql("SELECT count(*) FROM zf_case").scalar_one()
    finally:
        stored.close()
    if known == cases:
        say(f"{cases} cases stand there already and are used again")
    elif known:
        raise RuntimeError(f"{known} cases stand in the database, not {cases}: name another folder")
    else:
        say(f"planting {cases} cases")
        seed(database=database, cases=cases, whole=whole, examples=_EXAMPLES)


def warmed(database: str) -> None:
    """Read the files of a database of this machine once: of a server that has been at work for a while, the system keeps them in memory."""
    url = make_url(database)
    if url.get_backend_name() == "sqlite":
        files = [Path(url.database or "")]
    else:
        with closing(Database.open(database)) as stored, stored.connection() as connection:
            home = Path(connection.exec_driver_sql("SHOW data_directory").scalar_one())
        files = [path for path in (home / "base").rglob("*") if path.is_file()]
    for path in files:
        with path.open("rb") as file:
            while file.read(_CHUNK):
                pass


def measure(
    name: str, database: str, *, cases: int, users: int, seconds: float, workers: int = 1, whole: int = WHOLE,
    say: Callable[[str], None] = lambda _: None,
) -> Measured:  # fmt: skip
    """Plant, serve and ask one database."""
    planted(database, cases, whole, lambda line: say(f"{name}: {line}"))
    warmed(database)
    secret = secrets.token_bytes(32)
    people = askers(database, users, secret)
    asked = kinds(people)
    alone: list[Pass] = [{"kinds": (kind,), "think": 0.0, "seconds": seconds} for kind in asked]
    passes = [*alone, Pass(kinds=asked, think=THINK_S, seconds=seconds * len(asked))]
    found = Measured(database=name, cases=cases)
    with serving(database, secret, workers=workers) as base:
        say(f"{name}: everybody signs in and asks for everything once")
        answers = loaded(base, people, passes)
        _note(found, next(answers))
        for label, one, told in zip((*asked, "all of them mixed"), passes, answers, strict=True):
            say(f"{name}: {label}")  # when it is over
            _note(found, told)
            for kind, taken in told["times"].items():
                (found.mixed if one["think"] else found.alone)[kind] = Times(taken=taken, seconds=told["seconds"])
    return found


def _note(found: Measured, told: Mapping[str, Any]) -> None:
    for wrong, number in told["wrong"].items():
        found.wrong[wrong] = found.wrong.get(wrong, 0) + number


@contextmanager
def databases(which: str, stores: Path | None = None) -> Iterator[dict[str, str]]:
    """The addresses of databases that are made for it, or kept in a folder; PostgreSQL is left out, in plain words, where there is no server."""
    with ExitStack() as stack:
        folder = stores or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="zhifa-bench-")))
        folder.mkdir(parents=True, exist_ok=True)
        found = {"SQLite": f"sqlite:///{folder.resolve()}/web.db"} if which != "postgresql" else {}
        if which != "sqlite":
            home = stores.resolve() / "postgresql" if stores else None
            try:
                cluster = stack.enter_context(postgres_cluster(durable=True, home=home))
            except PostgresMissing as missing:
                print(f"PostgreSQL is left out: {missing}", file=sys.stderr)
            else:
                found["PostgreSQL"] = cluster.kept("web")
        yield found


_HEAD = (
    "| {database} | a second | p50 | p95 | max | mixed p50 | p95 | max | p95 within {aim:.0f} ms |",
    "|---|---|---|---|---|---|---|---|---|",
)


def table(found: Measured) -> Iterator[str]:
    """A Markdown table; milliseconds, and answers a second of all users together."""
    for head in _HEAD:
        yield head.format(database=found.database, aim=AIM_MS)
    for line in found.lines():
        cells = [*_cells(line["alone"]), *_cells(line["mixed"])]
        yield f"| {line['kind']} | {line['a_second']:.0f} | {' | '.join(cells)} | {line['told']} |"
    for wrong, number in found.wrong.items():
        yield f"\n**{number} requests were not answered with 200**: {wrong}"


def _cells(told: Mapping[str, float]) -> list[str]:
    return [f"{told[name]:.1f}" if told else "" for name in ("p50", "p95", "max")]
