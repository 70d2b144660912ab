"""What a power cut, a full disk and other processes ask of whoever writes files."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from zhifa.storage.errors import StorageFull

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_whole(path: Path, content: bytes, *, within: Path) -> None:
    """Put a file in its place, or in that of an earlier one, whole or not at all; `within` is where it is made. Raises `StorageFull`."""
    with room(), NamedTemporaryFile(dir=within, delete=False) as made:
        try:
            made.write(content)
            made.flush()
            os.fsync(made.fileno())
            Path(made.name).replace(path)
        finally:
            Path(made.name).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """What was put into the folder, or renamed in it, survives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def room() -> Iterator[None]:
    """An error of a full disk becomes `StorageFull`."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull(os.strerror(error.errno)) from error
        raise


@contextmanager
def held(file: Path, *, alone: bool) -> Iterator[None]:
    """The lock of a file, alone or together with others who hold it so; of processes too."""
    with file.open() as opened:
        fcntl.flock(opened, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
