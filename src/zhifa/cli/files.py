"""Files that a command writes: whole ones for people to take away, and databases of its own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile


def write_whole(out: Path, content: bytes) -> None:
    """The whole file or none of it: one that stood there stays until the new one is complete."""
    with NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
        arrived = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            arrived.chmod(0o644)
            arrived.replace(out)
        except BaseException:
            arrived.unlink(missing_ok=True)
            raise


def fresh_database(file: Path) -> str:
    """The address of a database file of ours that is not there yet; the one of an earlier run goes."""
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        (file.parent / name).unlink(missing_ok=True)
    return f"sqlite:///{file}"


def fresh_store(folder: Path) -> Path:
    """The folder of an evidence store of ours that is not there yet; the one of an earlier run goes, and nothing that is none."""
    if (folder / "objects").is_dir():
        shutil.rmtree(folder)
    return folder
