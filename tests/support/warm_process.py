"""A process that has imported zhifa and becomes a command line at each request: as apart from the test as a new one, without its start.

Run as a script it is that process. It imports the command line, which makes its streams when it runs and not before, and plays one case (``primed``);
each request is answered by a child that ends without a trace in it.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NoReturn

import typer.main

PATIENCE = 120
"""Seconds after which a command is taken for stuck."""


class WarmProcess:
    """Runs ``zhifa`` with arguments; safe to share between threads, which wait for each other."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._server = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_plain(os.environ)
        )
        atexit.register(self._server.kill)

    def run(
        self, arguments: Sequence[str], *, folder: Path, environment: Mapping[str, str], stdin: bytes
    ) -> tuple[int, bytes, bytes]:
        """Exit code and what the command wrote to its two streams."""
        with tempfile.TemporaryDirectory() as made, self._lock:
            streams = [Path(made) / name for name in ("in", "out", "err")]
            streams[0].write_bytes(stdin)
            request = {
                "arguments": list(arguments),
                "folder": str(folder),
                "environment": dict(environment),
                "streams": list(map(str, streams)),
            }
            assert self._server.stdin is not None
            assert self._server.stdout is not None
            print(json.dumps(request), file=self._server.stdin, flush=True)
            code = int(self._server.stdout.readline())
            return code, streams[1].read_bytes(), streams[2].read_bytes()


@cache
def warm_process() -> WarmProcess:
    """The one of this test run."""
    return WarmProcess()


def _plain(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if not name.startswith("COV_")}


def _serve() -> None:
    for module in (
        "zhifa.engine.office",
        "zhifa.history",
        "zhifa.registers.intake",
        "zhifa.sheets.xlsx_table",
        "zhifa.replay",
        "zhifa.scenario",
        "zhifa.cli",
        "zhifa.documents.signing.pades",
        "zhifa.documents.signing.verification",
        "psycopg",
        "rich.markdown",
        "typer.rich_utils",
        "primed",
    ):
        __import__(module)
    from zhifa.cli.app import app

    built = typer.main.get_command(app)
    typer.main.get_command = lambda _: built  # the tree of commands, which each process would build for itself
    gc.collect()
    gc.freeze()  # no child looks through, and so copies, what it was born with
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if not child:
            _become(request)
        sys.stdout.write(f"{_ended(child)}\n")
        sys.stdout.flush()


def _ended(child: int) -> int:
    """The exit code of the child, negative for a signal as ``subprocess`` has it; one that takes too long is killed."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.003)
    os.kill(child, 9)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _become(request: Mapping[str, Any]) -> NoReturn:
    """Be the command line of this request."""
    code = 1
    try:
        for number, (path, flags) in enumerate(zip(request["streams"], (os.O_RDONLY, _NEW, _NEW), strict=True)):
            opened = os.open(path, flags, 0o600)
            os.dup2(opened, number)
            os.close(opened)
        sys.stdin, sys.stdout = open(0, encoding="utf-8"), open(1, "w", encoding="utf-8")  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115
        os.environ.clear()
        os.environ.update(request["environment"])
        time.tzset()
        os.chdir(request["folder"])
        sys.path[1:1] = filter(None, request["environment"].get("PYTHONPATH", "").split(os.pathsep))
        sys.argv = ["zhifa", *request["arguments"]]
        sys.modules["zhifa.cli"].main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC

if __name__ == "__main__":
    _serve()
