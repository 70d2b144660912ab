"""How the commands that ``zhifa demo`` prints call this program."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path


def shown_command(words: Sequence[str], database: str) -> str:
    """A line that a reader types to have this command done with that database."""
    return f"    {typed([*words, '--database', database])}"


def typed(words: Sequence[str]) -> str:
    """This command as a reader types it here."""
    return shlex.join([*_program(), *words])


def _program() -> list[str]:
    """How this program is called from here: by its name alone where that finds it."""
    called = Path(sys.argv[0])
    if called.name != "zhifa":
        return [sys.executable, "-m", "zhifa.cli"]
    found = shutil.which(called.name)
    return [called.name if found and called.exists() and called.samefile(found) else str(called)]
