"""Files on their way in: the bytes of each upload under its id, in a folder beside the evidence store.

Whoever writes to one, or takes it away, holds its lock meanwhile; the lock ends with the process, so that nothing stays locked after a crash.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from zhifa.storage.disk import room, sync_folder
from zhifa.storage.errors import StorageFull

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class PartialFiles:
    """The folder of uploads; safe to share between threads and processes of one machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self, upload_id: str) -> None:
        """An empty file that is on the disk for good. Raises `StorageFull`."""
        with room():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self.path(upload_id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            sync_folder(self._folder)

    def require_room(self, wanted: int) -> None:
        """Raises `StorageFull` when the disk has not so many bytes free; the folder is made where it is not there."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        free = shutil.disk_usage(self._folder).free
        if free < wanted:
            raise StorageFull(f"{wanted} bytes wanted, {free} free")

    def path(self, upload_id: str) -> Path:
        """Where the bytes of an upload lie. Raises `FileNotFoundError` for what is no id."""
        if not _ID.fullmatch(upload_id):
            raise FileNotFoundError(upload_id)
        return self._folder / upload_id

    @contextmanager
    def held(self, upload_id: str) -> Iterator[FileIO]:
        """The file, open for writing without a buffer and nobody else's meanwhile.

        Raises `BlockingIOError` at once when somebody has it, `FileNotFoundError` when it is gone.
        """
        with self.path(upload_id).open("r+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not os.fstat(file.fileno()).st_nlink:
                raise FileNotFoundError(upload_id)
            yield file

    def drop(self, upload_id: str) -> None:
        """Take the bytes away, if they are there."""
        self.path(upload_id).unlink(missing_ok=True)

    def lost(self, known: frozenset[str], *, before: float) -> Iterator[str]:
        """The ids of files that no row names and that nobody wrote to since `before` (seconds since 1970)."""
        for file in sorted(self._folder.iterdir()) if self._folder.is_dir() else ():
            if _ID.fullmatch(file.name) and file.name not in known and _written(file) < before:
                yield file.name


def _written(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # taken away in between
        return float("inf")
