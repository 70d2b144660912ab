"""Evidence and signed papers as files, kept under the SHA-256 of their content.

A file is on the disk for good before the row that names it is committed; so a process that dies in between leaves a
file that no row names (an orphan), never a row without its file. Whoever asks for it has orphans moved aside; nothing is
ever deleted here. A store belongs to one database and says to which, because to any other all its files are orphans.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO, BinaryIO, NamedTuple, TypeAlias
from uuid import uuid4

from zhifa.storage.disk import held, room, sync_folder, write_whole
from zhifa.storage.errors import FileCorrupt, FileMissing, FileTooLarge
from zhifa.storage.store_mark import StoreMark

LIMIT = 512 * 1024 * 1024
"""The largest content a store takes unless told otherwise, in bytes."""

_CHUNK = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DIGEST_LENGTH = 64
_HOUR = 60 * 60 * 10**9  # nanoseconds
_SEEN = 4096
"""Files of which a process remembers that they were whole."""

Known: TypeAlias = Callable[[Sequence[str]], Container[str]]
"""Which of some digests a row names (`Store.files_known`)."""


class Orphan(NamedTuple):
    """A file of the store that no row of the database names."""

    place: str
    """Its path within the store."""
    size: int
    """Bytes."""
    came_ns: int
    """When it came in, by the clock of the file system: nanoseconds since 1970."""


class FileStore:
    """A folder of files under their digests; safe to share between threads and processes of one machine.

    `database` is the identity of the database whose rows name the files (`Store.identity`), `known` which of some digests they name. What is put
    first into a folder makes it this database's; raises `StoreForeign` for the folder of another one.
    """

    def __init__(self, root: Path, *, database: str, known: Known = lambda _: (), limit: int = LIMIT) -> None:
        self._root = root
        self._objects = root / "objects"
        self._incoming = root / "incoming"
        self._mark = StoreMark(root, database)
        self._known = known
        self._limit = limit
        self._seen: dict[str, tuple[int, ...]] = {}
        self._mark.owner()
        for folder in (root, self._objects, self._incoming):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._moving = root / "moving"
        self._moving.touch(mode=0o600)

    @property
    def root(self) -> Path:
        """The folder."""
        return self._root

    def put(self, content: bytes | BinaryIO) -> str:
        """Keep the content and answer its digest; when this returns it survives a power cut.

        Raises `FileTooLarge` beyond the limit, `StorageFull` when the disk is, and `StoreForeign` when another database put something
        first, or when nobody said whose the files are that lie there and no row names one of them; then nothing is kept.
        """
        source = BytesIO(content) if isinstance(content, bytes) else content
        self._make_ours()
        with room(), NamedTemporaryFile(dir=self._incoming, delete=False) as incoming:
            arrived = Path(incoming.name)
            try:
                digest = _copy(source, incoming, self._limit)
                incoming.flush()
                os.fsync(incoming.fileno())
                self._settle(arrived, digest)
            finally:
                arrived.unlink(missing_ok=True)
        return digest

    def adopt(self, file: Path, digest: str) -> None:
        """Keep a whole file of this disk, whose SHA-256 the caller reckoned, without copying it; when this returns it survives a power cut.

        The file stays where it is too, and nobody may write to it any more. On another disk, or where files have one name only, it is copied.
        Raises as `put` does, but for the limit; `FileCorrupt` when a copy turns out to be other content.
        """
        self._make_ours()
        arrived = self._incoming / uuid4().hex
        try:
            with room():
                arrived.hardlink_to(file)
        except OSError:
            with file.open("rb") as source:
                found = self.put(source)
            if found != digest:
                raise FileCorrupt(digest, found) from None
            return
        try:
            with room(), arrived.open("rb") as opened:
                os.fsync(opened.fileno())
                os.utime(arrived)  # young, as every file that just came in
                self._settle(arrived, digest)
        finally:
            arrived.unlink(missing_ok=True)

    def require_writable(self) -> None:
        """Raises OSError unless files can come in."""
        with TemporaryFile(dir=self._incoming) as file:
            file.write(b"0")

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

    def open_seen(self, digest: str) -> BinaryIO:
        """As `open`, but what this process has verified is not read again while the file is the same by its number, length and times.

        A part of a large recording is asked for many times. Raises `FileMissing` or `FileCorrupt`.
        """
        if self.seen(digest):
            with suppress(FileNotFoundError):
                return self._path(digest).open("rb")
        file = self.open(digest)
        if len(self._seen) >= _SEEN:
            self._seen.pop(next(iter(self._seen)))
        self._seen[digest] = _look(os.fstat(file.fileno()))
        return file

    def seen(self, digest: str) -> bool:
        """Whether this process has verified the file, and it is the same since."""
        try:
            return self._seen.get(digest) == _look(self._path(digest).stat())
        except FileNotFoundError:
            return False

    def read(self, digest: str) -> bytes:
        """The whole content under a digest, verified. Raises `FileMissing` or `FileCorrupt`."""
        with self.open(digest) as file:
            return file.read()

    def digests(self) -> Iterator[str]:
        """The digest of every file in the store."""
        for folder in sorted(self._objects.iterdir()):
            yield from _digests(folder)

    def orphans(self, known: Known, *, hours: int) -> tuple[Orphan, ...]:
        """The files that no row names and that came in more than so many hours ago, and what was left of files that came in by halves.

        A younger file may belong to a command that is about to be committed; no process holds one for a day.
        """
        before = self._now() - hours * _HOUR  # read before `known` looks: what is committed later came in later
        found = [file for folder in sorted(self._objects.iterdir()) for file in self._unknown(folder, known)]
        aged = (self._aged(file, before) for file in (*found, *sorted(self._incoming.iterdir())))
        return tuple(orphan for orphan in aged if orphan)

    def set_aside(self, orphans: Iterable[Orphan], day: date) -> tuple[Orphan, ...]:
        """Move orphans to `swept/<day>`, each under its path, and answer those that were moved.

        One that came in anew meanwhile stays, and so does one whose place there is taken. Raises `StoreForeign` for a folder that does not say that it is
        this database's: it may be another's.
        """
        self._mark.require_ours()
        aside = self._root / "swept" / day.isoformat()
        return tuple(orphan for orphan in orphans if self._moved(orphan, aside))

    def _make_ours(self) -> None:
        if self._mark.owner() is None:
            self._require_familiar()
            self._mark.set_first()

    def _require_familiar(self) -> None:
        """Raise `StoreForeign` for a folder with files of which no row names one: they are another database's."""
        digests = tuple(self.digests())
        known = self._known(digests)
        if digests and not any(digest in known for digest in digests):
            self._mark.require_ours()

    def _unknown(self, folder: Path, known: Known) -> Iterator[Path]:
        digests = _digests(folder)
        kept = known(digests)
        return (self._path(digest) for digest in digests if digest not in kept)

    def _aged(self, file: Path, before: int) -> Orphan | None:
        try:
            told = file.stat()
        except FileNotFoundError:  # another process took its own away in between
            return None
        found = Orphan(file.relative_to(self._root).as_posix(), told.st_size, told.st_mtime_ns)
        return found if found.came_ns < before else None

    def _moved(self, orphan: Orphan, aside: Path) -> bool:
        source, target = self._root / orphan.place, aside / orphan.place
        with held(self._moving, alone=True):  # else another process may put it anew in this moment
            if target.exists() or self._aged(source, orphan.came_ns + 1) != orphan:
                return False
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            source.rename(target)
        return True

    def _now(self) -> int:
        """The moment by the clock of the file system itself."""
        os.utime(self._moving)
        return self._moving.stat().st_mtime_ns

    def _settle(self, arrived: Path, digest: str) -> None:
        target = self._path(digest)
        with held(self._moving, alone=False):  # else it may be set aside in this moment
            target.parent.mkdir(mode=0o700, exist_ok=True)
            # Also when it is there already: the fresh file is whole and young, whatever the old one was.
            arrived.replace(target)
        sync_folder(target.parent)
        sync_folder(self._objects)

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise FileMissing(digest)
        return self._objects / digest[:2] / digest[2:]


class RenditionCache:
    """Files made from rows (PDF): safe to delete at any time, made again on demand. Each ends with the SHA-256 of what is before it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(mode=0o700, parents=True, exist_ok=True)

    def find(self, digest: str, suffix: str) -> bytes | None:
        """The rendition with this suffix (`pdf`) made from the paper with this digest; None also of one that was cut short or changed."""
        try:
            kept = self._path(digest, suffix).read_bytes()
        except FileNotFoundError:
            return None
        content, told = kept[:-_DIGEST_LENGTH], kept[-_DIGEST_LENGTH:]
        return content if _sha256(content) == told else None

    def keep(self, digest: str, suffix: str, content: bytes) -> None:
        """Store a rendition; a reader sees all of it or none. Raises `StorageFull`."""
        write_whole(self._path(digest, suffix), content + _sha256(content), within=self._root)

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


def _look(told: os.stat_result) -> tuple[int, ...]:
    return (told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns)


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def _digests(folder: Path) -> list[str]:
    """Of the files in one folder of the objects; of what is no folder none."""
    names = (folder.name + file.name for file in folder.iterdir()) if folder.is_dir() else ()
    return sorted(filter(_DIGEST.fullmatch, names))
