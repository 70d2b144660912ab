"""``zhifa`` for shell scripts, without its start: a program that hands its call to the warm process and says what that answers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Client, Listener
from pathlib import Path
from threading import Thread

from warm_process import warm_process

_PROGRAM = """#!{python}
import os, sys
from multiprocessing.connection import Client

with Client({address!r}) as call:
    call.send((sys.argv[1:], os.getcwd(), dict(os.environ), sys.stdin.buffer.read()))
    code, out, err = call.recv()
sys.stdout.buffer.write(out)
sys.stderr.buffer.write(err)
sys.exit(code)
"""


@contextmanager
def warm_program(folder: Path) -> Iterator[Path]:
    """The folder with a program ``zhifa`` in it. That the installed one starts is for tests/integration/test_packaging.py to prove."""
    with Listener() as listener:
        program = folder / "zhifa"
        program.write_text(_PROGRAM.format(python=sys.executable, address=listener.address), encoding="utf-8")
        program.chmod(0o700)
        answering = Thread(target=_answer, args=(listener,))
        answering.start()
        try:
            yield folder
        finally:
            with Client(listener.address) as call:
                call.send(None)
            answering.join()


def _answer(listener: Listener) -> None:
    """Answer one call after the other until one is empty."""
    while True:
        with listener.accept() as call:
            asked = call.recv()
            if asked is None:
                return
            arguments, folder, environment, stdin = asked
            call.send(warm_process().run(arguments, folder=Path(folder), environment=environment, stdin=stdin))
