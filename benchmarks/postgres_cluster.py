"""A PostgreSQL cluster of our own: made in a temporary folder, heard on loopback only, gone afterwards; or in a folder that is kept.

Tests start one per session without fsync, to be quick; a benchmark starts its own with ``durable=True``, because
a rate measured without fsync says nothing. The folder of this file is on the path of both.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

with suppress(ImportError):  # an extra: without it there is no cluster, see `programs`
    import psycopg

SUPERUSER = "postgres"
START_SECONDS = 60
STOP_SECONDS = 30
PORTS_TRIED = 3  # another process may take a free port before our server binds it
READY_LINE = 7  # of postmaster.pid: "ready" once connections are accepted

QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}

# The server ends at a line from its parent, or with it however that one ends: the pipe closes even after kill -9.
GUARD = """
home=$1; shift; exec 3<&0
"$@" & server=$!
(read -r order <&3; kill -INT "$server") &
wait "$server" && [ -n "$home" ] && rm -rf "$home"
"""


class PostgresMissing(LookupError):
    """No PostgreSQL server is installed on this machine, or no driver for it; the text says which, and where it was sought."""


def programs() -> Path:
    """The folder of the newest PostgreSQL server programs here; raises PostgresMissing."""
    if find_spec("psycopg") is None:
        raise PostgresMissing("no driver of PostgreSQL found (psycopg, in the environment that `make test` makes)")
    packaged = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if packaged:
        return max(packaged, key=lambda folder: int(folder.parent.name))
    found = shutil.which("initdb")
    if found is None:
        raise PostgresMissing("no PostgreSQL server found (sought /usr/lib/postgresql/*/bin and initdb on PATH)")
    return Path(found).resolve().parent


@dataclass(frozen=True, kw_only=True)
class PostgresCluster:
    """A running server; each test or measurement takes databases of its own from it."""

    port: int
    data: Path
    _serial: Iterator[int] = field(default_factory=itertools.count, repr=False)

    def url(self, database: str) -> str:
        """The SQLAlchemy address of a database of this cluster."""
        return f"postgresql+psycopg://{SUPERUSER}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str) -> psycopg.Connection:
        """A driver connection as superuser, in autocommit."""
        return psycopg.connect(host="127.0.0.1", port=self.port, user=SUPERUSER, dbname=database, autocommit=True)

    def create(self, *, template: str = "template0") -> str:
        """Makes a database as a copy of ``template`` and returns its name."""
        name = f"zhifa_{next(self._serial)}"
        self._administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def kept(self, name: str) -> str:
        """The address of the database of this name, made where there is none."""
        with self.connect("postgres") as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
        if known is None:
            self._administer(f'CREATE DATABASE "{name}" TEMPLATE template0')
        return self.url(name)

    def drop(self, database: str) -> None:
        """Removes a database, ending whatever connections are left on it."""
        self._administer(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def seal(self, database: str) -> None:
        """Shuts a database to connections, so that it can be copied as a template at any time."""
        self._administer(f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS false')
        self._administer(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")

    @contextmanager
    def database(self, *, template: str = "template0") -> Iterator[str]:
        """The address of a new database that is dropped on leaving."""
        name = self.create(template=template)
        try:
            yield self.url(name)
        finally:
            self.drop(name)

    def _administer(self, statement: str) -> None:
        with self.connect("postgres") as connection:
            connection.execute(statement)


@contextmanager
def postgres_cluster(
    *, durable: bool = False, options: dict[str, str] | None = None, home: Path | None = None
) -> Iterator[PostgresCluster]:
    """Starts a cluster and stops it on leaving, also after an error.

    ``options`` are server settings by name. ``home`` is a folder that keeps it, to be started again. Raises PostgresMissing, or RuntimeError with
    the server's own log.
    """
    folder = programs()
    base = home or Path(tempfile.mkdtemp(prefix="zhifa-postgres-"))
    try:
        base.mkdir(parents=True, exist_ok=True)
        _hand_over(base)
        data = base / "data"
        if not data.exists():
            _initdb(folder, data)
        settings = (DURABLE if durable else QUICK) | (options or {})
        with _server(folder, data, settings, ends=None if home else base) as port:
            yield PostgresCluster(port=port, data=data)
    finally:
        if home is None:
            shutil.rmtree(base, ignore_errors=True)


def _initdb(folder: Path, data: Path) -> None:
    flags = ["-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    command: list[str | Path] = [folder / "initdb", "-D", data, *flags]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **_as_server_user())
    if result.returncode != 0:
        raise RuntimeError(f"initdb failed:\n{result.stdout}{result.stderr}")


@contextmanager
def _server(folder: Path, data: Path, settings: dict[str, str], *, ends: Path | None) -> Iterator[int]:
    with tempfile.TemporaryFile("w+") as log:
        guard, port = _started(folder, data, settings, log, ends)
        try:
            yield port
        finally:
            _stop(guard)


def _started(
    folder: Path, data: Path, settings: dict[str, str], log: IO[str], ends: Path | None
) -> tuple[subprocess.Popen[bytes], int]:
    for _ in range(PORTS_TRIED):
        port = _free_port()
        guard = _launch(folder, data, {"port": str(port)} | settings, log, ends)
        if _ready(guard, data):
            return guard, port
        _stop(guard)
    log.seek(0)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read()}")


def _launch(
    folder: Path, data: Path, settings: dict[str, str], log: IO[str], ends: Path | None
) -> subprocess.Popen[bytes]:
    """The server under its guard; ``ends`` is the folder that goes with it."""
    addresses = {"listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
    flags = [f"--{name}={value}" for name, value in (addresses | settings).items()]
    return subprocess.Popen(
        ["/bin/sh", "-c", GUARD, "guard", ends or "", folder / "postgres", "-D", data, *flags],
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        cwd="/",
        start_new_session=True,  # Ctrl-C reaches the tests alone; they stop the server in order
        **_as_server_user(),
    )


def _ready(guard: subprocess.Popen[bytes], data: Path) -> bool:
    end = time.monotonic() + START_SECONDS
    while guard.poll() is None and time.monotonic() < end:
        with suppress(FileNotFoundError):
            lines = (data / "postmaster.pid").read_text().splitlines()
            if len(lines) > READY_LINE and lines[READY_LINE].strip() == "ready":
                return True
        time.sleep(0.02)
    return False


def _stop(guard: subprocess.Popen[bytes]) -> None:
    try:
        guard.communicate(b"stop\n", timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(guard.pid, signal.SIGKILL)
        guard.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _server_account() -> pwd.struct_passwd | None:
    """The account that must run the server: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in (SUPERUSER, "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL refuses to run as root, and there is no account postgres or nobody")


def _as_server_user() -> dict[str, Any]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    account = _server_account()
    if account is None:
        return {"env": environment}
    return {"env": environment, "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _hand_over(folder: Path) -> None:
    account = _server_account()
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
