"""The folder of a file store, looked at from outside: what lies in it, and as if it had lain there for long."""

from __future__ import annotations

import os
from pathlib import Path

from case_desk import Desk


def stored(files: Path) -> set[str]:
    """Digests of all files in the store."""
    return {path.parent.name + path.name for path in (files / "objects").glob("*/*")}


def at(files: Path, digest: str) -> Path:
    """Where the file with this digest lies."""
    return files / "objects" / digest[:2] / digest[2:]


def aged(files: Path, hours: int = 25) -> None:
    """As if everything in the store had come in so long ago."""
    for path in files.rglob("*"):
        if path.is_file():
            then = path.stat().st_mtime - hours * 3600
            os.utime(path, (then, then))


def swept(desk: Desk, files: Path) -> set[str]:
    """What is left in the store a day later, when its orphans were moved aside."""
    aged(files)
    desk.office.evidence.set_aside(desk.office.evidence.orphans())
    return stored(files)
