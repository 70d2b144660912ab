"""The room of uploads: files that come in piece by piece, are cut off and go on, until they are whole and can be received as evidence.

An upload is its officer's alone. Its row says how many bytes are on the disk for good; what lies beyond them in the file was never
acknowledged and is written over. Nothing is unpacked, and nobody looks into a file.

    UploadError
    ├── UploadBusy
    ├── UploadDiffers
    ├── UploadTooLarge
    ├── UploadUnfinished
    ├── UploadUnknown
    └── UploadsTooMany
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import FileIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from zhifa.engine.clock import Clock
from zhifa.engine.file_names import file_name
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text, stored_instant
from zhifa.storage.database import Database
from zhifa.storage.disk import room
from zhifa.storage.errors import UploadMoved
from zhifa.storage.partial_files import PartialFiles
from zhifa.storage.records import UploadRecord

if TYPE_CHECKING:
    from hashlib import _Hash

KEPT: Final = timedelta(days=3)
"""How long an upload waits for its next byte, or to be received as evidence."""
MOST: Final = 50
"""Uploads that one officer may have under way."""
_NOTED: Final = 64 * 1024 * 1024
"""Bytes after which it is noted, within one request, how far it has come."""
_LEFT: Final = 24 * 60 * 60
"""Seconds for which bytes without a row are left: a row may be about to be committed."""
_SWEPT_EVERY: Final = timedelta(hours=1)
"""How often a process that takes uploads takes away what expired."""
_REMEMBERED: Final = 64
"""Uploads whose running digest a process remembers."""


class UploadError(Exception):
    """The upload stays as it was."""


class UploadBusy(UploadError):
    """Another request is writing to it, receives it or takes it away."""


class UploadDiffers(UploadError):
    """Its content is not what was announced. ``whole``: of the finished file, which is gone now; otherwise of the last piece, which is left out."""

    def __init__(self, told: str, found: str, *, whole: bool) -> None:
        super().__init__(f"announced {told}, found {found}")
        self.told = told
        self.found = found
        self.whole = whole


class UploadTooLarge(UploadError):
    """More bytes than are taken, or than were announced."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class UploadUnfinished(UploadError):
    """It is not whole yet."""

    def __init__(self, received: int, length: int) -> None:
        super().__init__(f"{received} of {length} bytes")
        self.received = received
        self.length = length


class UploadUnknown(UploadError):
    """This officer has no such upload: it never was, became evidence, was given up, or is another's."""


class UploadsTooMany(UploadError):
    """The officer has too many under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file on its way in."""

    id: str
    name: str
    media_type: str | None
    length: int
    received: int
    """Bytes that are on the disk for good."""
    announced: str | None
    """SHA-256 that was told beforehand."""
    digest: str | None
    """SHA-256 as it was reckoned; ``None`` until it is whole."""
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeFile:
    """A file that came in whole, and its SHA-256 as reckoned here."""

    path: Path
    digest: str


@dataclass(kw_only=True)
class UploadRoom:
    """The uploads of one database. Safe to share between threads and processes of one machine."""

    database: Database
    folder: Path | None
    """Where the bytes lie; ``None``: this office takes no files."""
    clock: Clock
    identities: Identities

    def __post_init__(self) -> None:
        self._running: dict[str, tuple[int, _Hash]] = {}
        self._lock = Lock()
        self._swept_at: datetime | None = None

    def begin(
        self, officer_id: str, agency_id: str, *, name: str, length: int, limit: int, media_type: str | None = None, announced: str | None = None,
    ) -> Upload:  # fmt: skip
        """Announce a file of so many bytes. Raises ValueError for a name that is none, :class:`UploadTooLarge`, :class:`UploadsTooMany`, ``StorageFull``."""
        if length > limit:
            raise UploadTooLarge(limit)
        if len(self.under_way(officer_id)) >= MOST:
            raise UploadsTooMany
        now = self.clock.now()
        if self._swept_at is None or now - self._swept_at > _SWEPT_EVERY:
            self._swept_at = now
            self.sweep()
        row = UploadRecord(
            id=self.identities.new_id(), agency_id=agency_id, officer_id=officer_id, name=file_name(name), media_type=media_type,
            length=length, received=0, announced=announced, digest=None, created_at=instant_text(now), expires_at=instant_text(now + KEPT),
        )  # fmt: skip
        self._files.make(row.id, length)
        try:
            with self.database.write() as store:
                store.uploads.begin(row)
        except BaseException:
            self._files.drop(row.id)
            raise
        if length:
            return _upload(row)
        with self.writing(row.id, officer_id) as empty:
            return empty.end()

    def of(self, upload_id: str, officer_id: str) -> Upload:
        """An upload as it stands. Raises :class:`UploadUnknown`."""
        return _upload(self._row(upload_id, officer_id))

    def under_way(self, officer_id: str) -> tuple[Upload, ...]:
        """What an officer has under way, the oldest first."""
        with self.database.read_once() as store:
            return tuple(map(_upload, store.uploads.of_officer(officer_id)))

    @contextmanager
    def writing(self, upload_id: str, officer_id: str, *, checksum: str | None = None) -> Iterator[Piece]:
        """The next piece of an upload, nobody else's meanwhile; ``checksum``: SHA-256 that the piece must have, or it is left out as a whole.

        What was written and not ended is left out. Raises :class:`UploadUnknown`, :class:`UploadBusy`.
        """
        with self._held(upload_id, officer_id) as (row, file):
            yield Piece(self, row, file, checksum=checksum)

    @contextmanager
    def whole(self, upload_id: str, officer_id: str) -> Iterator[tuple[Upload, WholeFile]]:
        """A file that has come whole, nobody else's meanwhile. Raises :class:`UploadUnknown`, :class:`UploadBusy`, :class:`UploadUnfinished`."""
        with self._held(upload_id, officer_id) as (row, _):
            if row.digest is None:
                raise UploadUnfinished(row.received, row.length)
            yield _upload(row), WholeFile(path=self._files.path(row.id), digest=row.digest)

    def end(self, upload_id: str, officer_id: str) -> None:
        """Give an upload up, or let it go once it is evidence: first the row, then the bytes. Raises :class:`UploadUnknown`, :class:`UploadBusy`."""
        with self._held(upload_id, officer_id) as (row, _):
            self.ended(row.id)

    def ended(self, upload_id: str) -> None:
        """The same for whoever holds it already."""
        with suppress(UploadMoved), self.database.write() as store:
            store.uploads.end(upload_id)
        self._files.drop(upload_id)
        with self._lock:
            self._running.pop(upload_id, None)

    def sweep(self) -> int:
        """Take away what expired, and bytes that a crash left without a row; how many. What somebody is writing to stays."""
        if self.folder is None:
            return 0
        with self.database.read() as store:
            expired, known = store.uploads.expired(instant_text(self.clock.now())), store.uploads.ids()
        marker = self.folder / ".now"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        marker.touch(mode=0o600)
        lost = tuple(self._files.lost(known, before=marker.stat().st_mtime - _LEFT))
        return sum(map(self._swept, (*expired, *lost)))

    def noted(self, row: UploadRecord, received: int, digest: str | None) -> UploadRecord:
        """Note how far an upload has come, for whoever holds it. Raises :class:`UploadUnknown` when its row is gone."""
        expires = instant_text(self.clock.now() + KEPT)
        try:
            with self.database.write() as store:
                store.uploads.advance(row, received, digest, expires)
        except UploadMoved:
            raise UploadUnknown from None
        return row._replace(received=received, digest=digest, expires_at=expires)

    def running(self, row: UploadRecord) -> _Hash | None:
        """The digest of what came so far, if this process reckoned it."""
        with self._lock:
            at, found = self._running.get(row.id, (-1, None))
            return found.copy() if found is not None and at == row.received else None

    def remember(self, row: UploadRecord, running: _Hash | None) -> None:
        """Keep the digest of what came so far."""
        with self._lock:
            self._running.pop(row.id, None)
            if running is not None:
                while len(self._running) >= _REMEMBERED:
                    self._running.pop(next(iter(self._running)))
                self._running[row.id] = row.received, running

    def _swept(self, upload_id: str) -> bool:
        with suppress(BlockingIOError), suppress(FileNotFoundError), self._files.held(upload_id):
            self.ended(upload_id)
            return True
        if not self._files.path(upload_id).exists():  # the bytes are gone already
            self.ended(upload_id)
            return True
        return False

    @contextmanager
    def _held(self, upload_id: str, officer_id: str) -> Iterator[tuple[UploadRecord, FileIO]]:
        self._row(upload_id, officer_id)
        with ExitStack() as stack:
            try:
                file = stack.enter_context(self._files.held(upload_id))
            except BlockingIOError:
                raise UploadBusy from None
            except FileNotFoundError:
                raise UploadUnknown from None
            yield self._row(upload_id, officer_id), file  # as it stands now that nobody else moves it

    def _row(self, upload_id: str, officer_id: str) -> UploadRecord:
        with self.database.read_once() as store:
            row = store.uploads.one(upload_id)
        if row is None or row.officer_id != officer_id or stored_instant(row.expires_at) <= self.clock.now():
            raise UploadUnknown
        return row

    @property
    def _files(self) -> PartialFiles:
        if self.folder is None:
            raise ValueError(
                "files: this office was opened without an evidence store; name a folder in Office.open(files=…)"
            )
        return PartialFiles(self.folder)


class Piece:
    """What one request brings of an upload. Not safe to share between threads at once."""

    def __init__(self, uploads: UploadRoom, row: UploadRecord, file: FileIO, *, checksum: str | None) -> None:
        self._uploads = uploads
        self._row = row
        self._file = file
        self._checksum = checksum
        self._own = hashlib.sha256() if checksum else None
        self._whole = uploads.running(row) if row.received else hashlib.sha256()
        self._written = row.received
        with room():
            file.truncate(row.received)
            file.seek(row.received)

    @property
    def offset(self) -> int:
        """From where on it goes."""
        return self._row.received

    @property
    def left(self) -> int:
        """How many bytes are still to come."""
        return self._row.length - self._written

    def write(self, content: bytes) -> None:
        """Take more bytes. Raises :class:`UploadTooLarge` beyond the length announced, ``StorageFull``; what came before can still be ended."""
        if len(content) > self.left:
            raise UploadTooLarge(self._row.length)
        rest = memoryview(content)
        while rest:
            with room():
                taken = self._file.write(rest)
            self._took(rest[:taken])
            rest = rest[taken:]
        if self._checksum is None and self._written - self._row.received >= _NOTED and self.left:
            self.end()

    def end(self) -> Upload:
        """Acknowledge what came: it is on the disk for good, and noted. With the last byte the digest of the whole is compared.

        Raises :class:`UploadDiffers`, :class:`UploadUnknown`, ``StorageFull``.
        """
        if self._own is not None and self._own.hexdigest() != self._checksum:
            raise UploadDiffers(self._checksum or "", self._own.hexdigest(), whole=False)
        if self._row.digest is not None:
            return _upload(self._row)
        with room():
            os.fsync(self._file.fileno())
        digest = None if self.left else self._digest()
        if digest is not None and self._row.announced not in (None, digest):
            self._uploads.ended(self._row.id)
            raise UploadDiffers(self._row.announced or "", digest, whole=True)
        self._row = self._uploads.noted(self._row, self._written, digest)
        self._uploads.remember(self._row, self._whole.copy() if self._whole and self.left else None)
        return _upload(self._row)

    def _took(self, content: memoryview) -> None:
        self._written += len(content)
        for digest in (self._own, self._whole):
            if digest is not None:
                digest.update(content)

    def _digest(self) -> str:
        """That of the whole: reckoned while it came in, or read anew where another process took an earlier piece."""
        if self._whole is not None:
            return self._whole.hexdigest()
        self._file.seek(0)
        return hashlib.file_digest(self._file, "sha256").hexdigest()


def _upload(row: UploadRecord) -> Upload:
    return Upload(
        id=row.id, name=row.name, media_type=row.media_type, length=row.length, received=row.received, announced=row.announced,
        digest=row.digest, created_at=stored_instant(row.created_at), expires_at=stored_instant(row.expires_at),
    )  # fmt: skip
