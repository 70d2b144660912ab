"""Evidence and signed papers as files, kept under the SHA-256 of their content.

A file is on the disk for good before the row that names it is committed; so a process that dies in between leaves a
file that no row names (an orphan), never a row without its file. `FileStore.sweep` removes orphans.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import threading
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO, Self

from zhifa.storage.errors import FileCorrupt, FileMissing, FileTooLarge, StorageFull

LIMIT = 512 * 1024 * 1024
"""The largest content a store takes unless told otherwise, in bytes."""

_CHUNK = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ORPHAN_AGE = 24 * 60 * 60  # seconds: longer than any process holds a file whose row it has not committed yet
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class FileStore:
    """A folder of files under their digests; safe to share between threads and processes of one machine.

    While it is open it holds a shared lock on `lock`, which the kernel drops when the process ends in whatever way.
    Close it, or use it as a context manager.
    """

    def __init__(self, root: Path, *, limit: int = LIMIT) -> None:
        self._objects = root / "objects"
        self._incoming = root / "incoming"
        self._limit = limit
        for folder in (root, self._objects, self._incoming):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._moving = root / "moving"
        self._moving.touch(mode=0o600)
        self._mutex = threading.Lock()
        self._has_put = False
        self._lock = (root / "lock").open("a")
        fcntl.flock(self._lock, fcntl.LOCK_SH)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the lock."""
        self._lock.close()

    def put(self, content: bytes | BinaryIO) -> str:
        """Keep the content and answer its digest; when this returns it survives a power cut.

        Raises `FileTooLarge` beyond the limit and `StorageFull` when the disk is; in both cases nothing is kept.
        """
        source = BytesIO(content) if isinstance(content, bytes) else content
        with self._mutex:
            self._has_put = True
        with _room(), NamedTemporaryFile(dir=self._incoming, delete=False) as incoming:
            arrived = Path(incoming.name)
            try:
                digest = _copy(source, incoming, self._limit)
                incoming.flush()
                os.fsync(incoming.fileno())
                self._settle(arrived, digest)
            finally:
                arrived.unlink(missing_ok=True)
        return digest

    def holds(self, digest: str) -> bool:
        """Whether the store keeps a file of this digest."""
        return self._path(digest).is_file()

    def size(self, digest: str) -> int:
        """Length of the file in bytes. Raises `FileMissing`."""
        try:
            return self._path(digest).stat().st_size
        except FileNotFoundError as error:
            raise FileMissing(digest) from error

    def open(self, digest: str) -> BinaryIO:
        """The content under a digest, verified and at its start. Raises `FileMissing` or `FileCorrupt`."""
        try:
            file = self._path(digest).open("rb")
        except FileNotFoundError:
            raise FileMissing(digest) from None
        found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != digest:
            file.close()
            raise FileCorrupt(digest, found)
        file.seek(0)
        return file

    def read(self, digest: str) -> bytes:
        """The whole content under a digest, verified. Raises `FileMissing` or `FileCorrupt`."""
        with self.open(digest) as file:
            return file.read()

    def sweep(self, known: Callable[[Sequence[str]], Container[str]]) -> int:
        """Remove the files no row names and answer how many.

        `known` says which of some digests a row names (`Store.files_known`). Orphans go at once if no other process has
        the store open and this one has put nothing in it, else only those older than 24 hours: a younger one may belong
        to a command that is about to be committed.
        """
        with self._mutex:
            alone = not self._has_put and self._alone()
            try:
                _clear(self._incoming.iterdir(), self._before(alone=alone))
                return sum(self._sweep_folder(folder, known, alone=alone) for folder in sorted(self._objects.iterdir()))
            finally:
                fcntl.flock(self._lock, fcntl.LOCK_SH)

    def _alone(self) -> bool:
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # The attempt may have cost us the shared lock. Nothing of ours is at stake: this process has put nothing.
            fcntl.flock(self._lock, fcntl.LOCK_SH)
            return False
        return True

    def _sweep_folder(self, folder: Path, known: Callable[[Sequence[str]], Container[str]], *, alone: bool) -> int:
        digests = [folder.name + file.name for file in folder.iterdir()]
        kept = known(digests)
        with self._moves(fcntl.LOCK_EX):
            orphans = (self._path(digest) for digest in digests if digest not in kept)
            return _clear(orphans, self._before(alone=alone))

    def _before(self, *, alone: bool) -> float | None:
        """The moment (seconds) a file must be older than to be swept, by the clock of the file system itself."""
        if alone:
            return None
        os.utime(self._moving)
        return self._moving.stat().st_mtime - _ORPHAN_AGE

    def _settle(self, arrived: Path, digest: str) -> None:
        target = self._path(digest)
        with self._moves(fcntl.LOCK_SH):
            target.parent.mkdir(mode=0o700, exist_ok=True)
            # Also when it is there already: the fresh file is whole and young, whatever the old one was.
            arrived.replace(target)
        _sync_folder(target.parent)
        _sync_folder(self._objects)

    @contextmanager
    def _moves(self, kind: int) -> Iterator[None]:
        """Keeps a sweep from removing a file in the moment another process puts it anew."""
        with self._moving.open() as moving:
            fcntl.flock(moving, kind)
            yield

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise FileMissing(digest)
        return self._objects / digest[:2] / digest[2:]


class RenditionCache:
    """Files made from rows (PDF, docx): safe to delete at any time, made again on demand."""

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(mode=0o700, parents=True, exist_ok=True)

    def find(self, digest: str, suffix: str) -> Path | None:
        """The rendition with this suffix (`pdf`) made from the paper with this digest."""
        path = self._path(digest, suffix)
        return path if path.exists() else None

    def keep(self, digest: str, suffix: str, content: bytes) -> Path:
        """Store a rendition; a reader sees all of it or none. Raises `StorageFull`."""
        path = self._path(digest, suffix)
        with _room(), NamedTemporaryFile(dir=self._root, delete=False) as made:
            try:
                made.write(content)
                made.flush()
                Path(made.name).replace(path)
            finally:
                Path(made.name).unlink(missing_ok=True)
        return path

    def _path(self, digest: str, suffix: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise FileMissing(digest)
        return self._root / f"{digest}.{suffix}"


def _copy(source: BinaryIO, target: IO[bytes], limit: int) -> str:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise FileTooLarge(limit)
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def _clear(files: Iterable[Path], before: float | None) -> int:
    removed = 0
    for file in files:
        # Another process may take its own file away in between.
        with suppress(FileNotFoundError):
            if before is None or file.stat().st_mtime < before:
                file.unlink()
                removed += 1
    return removed


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull(os.strerror(error.errno)) from error
        raise
