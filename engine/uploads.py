"""The room of uploads: files that come in piece by piece, are cut off and go on, until they are whole and can be received as evidence.

An upload is its officer's alone. Its row says how many bytes are on the disk for good; what lies beyond them in the file was never
acknowledged and is written over. Nothing is unpacked, and nobody looks into a file. What is under way is bounded for an officer, for an agency
and by the disk: the bytes of every upload are promised to it when it begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import FileIO
from pathlib import Path
from typing import Final

from zhifa.engine.clock import Clock
from zhifa.engine.file_names import file_name
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text, stored_instant
from zhifa.engine.upload import (
    Upload,
    UploadBusy,
    UploadsTooLarge,
    UploadsTooMany,
    UploadTooLarge,
    UploadUnfinished,
    UploadUnknown,
    WholeFile,
    upload_of,
)
from zhifa.engine.upload_piece import Piece, RunningDigests
from zhifa.storage.database import Database
from zhifa.storage.errors import UploadMoved
from zhifa.storage.partial_files import PartialFiles
from zhifa.storage.records import UploadRecord, UploadShare

KEPT: Final = timedelta(days=3)
"""How long an upload waits for its next byte, or to be received as evidence."""
MOST: Final = 50
"""Uploads that one officer may have under way."""
OWN_SHARE: Final = 4
"""How many of the largest files the bytes that an officer has under way may amount to."""
AGENCY_SHARE: Final = 40
"""The same of all officers of an agency."""
RESERVE: Final = 1024**3
"""Bytes of the disk that uploads leave free."""
_LEFT: Final = 24 * 60 * 60
"""Seconds for which bytes without a row are left: a row may be about to be committed."""
_SWEPT_EVERY: Final = timedelta(hours=1)
"""How often a process that takes uploads takes away what expired."""


@dataclass(kw_only=True)
class UploadRoom:
    """The uploads of one database. Safe to share between threads and processes of one machine."""

    database: Database
    folder: Path | None
    """Where the bytes lie; ``None``: this office takes no files."""
    clock: Clock
    identities: Identities

    def __post_init__(self) -> None:
        self.digests = RunningDigests()
        self._swept_at: datetime | None = None

    def begin(
        self, officer_id: str, agency_id: str, *, name: str, length: int, limit: int, media_type: str | None = None, announced: str | None = None,
    ) -> Upload:  # fmt: skip
        """Announce a file of so many bytes, none larger than ``limit``.

        Raises ValueError for a name that is none, :class:`UploadTooLarge`, :class:`UploadsTooMany`, :class:`UploadsTooLarge`; ``StorageFull`` where the
        disk has not so much room besides what is promised to others and :data:`RESERVE`.
        """
        if length > limit:
            raise UploadTooLarge(limit)
        now = self.clock.now()
        if self._swept_at is None or now - self._swept_at > _SWEPT_EVERY:
            self._swept_at = now
            self.sweep()
        row = UploadRecord(
            id=self.identities.new_id(), agency_id=agency_id, officer_id=officer_id, name=file_name(name), media_type=media_type,
            length=length, received=0, announced=announced, digest=None, created_at=instant_text(now), expires_at=instant_text(now + KEPT),
        )  # fmt: skip
        self._files.make(row.id)
        try:
            with self.database.write() as store:
                self._require_share(row, store.uploads.shares(instant_text(now)), limit)
                store.uploads.begin(row)
        except BaseException:
            self._files.drop(row.id)
            raise
        if length:
            return upload_of(row)
        with self.writing(row.id, officer_id) as empty:
            return empty.end()

    def of(self, upload_id: str, officer_id: str) -> Upload:
        """An upload as it stands. Raises :class:`UploadUnknown`."""
        return upload_of(self._row(upload_id, officer_id))

    def under_way(self, officer_id: str) -> tuple[Upload, ...]:
        """What an officer has under way, the oldest first."""
        with self.database.read_once() as store:
            return tuple(map(upload_of, store.uploads.of_officer(officer_id, instant_text(self.clock.now()))))

    @contextmanager
    def writing(self, upload_id: str, officer_id: str, *, checksum: str | None = None) -> Iterator[Piece]:
        """The next piece of an upload, nobody else's meanwhile; ``checksum``: SHA-256 that the piece must have, or it is left out as a whole.

        What was written and not ended is left out. Raises :class:`UploadUnknown`, :class:`UploadBusy`, ``StorageFull``.
        """
        with self._held(upload_id, officer_id) as (row, file):
            self.require_room(0)
            yield Piece(self, row, file, checksum=checksum)

    @contextmanager
    def whole(self, upload_id: str, officer_id: str) -> Iterator[tuple[Upload, WholeFile]]:
        """A file that has come whole, nobody else's meanwhile. Raises :class:`UploadUnknown`, :class:`UploadBusy`, :class:`UploadUnfinished`."""
        with self._held(upload_id, officer_id) as (row, _):
            if row.digest is None:
                raise UploadUnfinished(row.received, row.length)
            yield upload_of(row), WholeFile(path=self._files.path(row.id), digest=row.digest)

    def require_room(self, size: int) -> None:
        """Raises ``StorageFull`` where the disk has not room for so many bytes besides :data:`RESERVE`."""
        self._files.require_room(RESERVE + size)

    def end(self, upload_id: str, officer_id: str) -> None:
        """Give an upload up, or let it go once it is evidence: first the row, then the bytes. Raises :class:`UploadUnknown`, :class:`UploadBusy`."""
        with self._held(upload_id, officer_id) as (row, _):
            self.ended(row.id)

    def ended(self, upload_id: str) -> None:
        """The same for whoever holds it already."""
        with suppress(UploadMoved), self.database.write() as store:
            store.uploads.end(upload_id)
        self._files.drop(upload_id)
        self.digests.forget(upload_id)

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

    def _require_share(self, row: UploadRecord, shares: Iterable[UploadShare], limit: int) -> None:
        """Whether this upload may come beside those under way. Raises as :meth:`begin`."""
        shares = tuple(shares)
        own = [one for one in shares if one.officer_id == row.officer_id]
        if sum(one.files for one in own) >= MOST:
            raise UploadsTooMany
        if sum(one.length for one in own) + row.length > OWN_SHARE * limit:
            raise UploadsTooLarge(OWN_SHARE * limit, whose="officer")
        if sum(one.length for one in shares if one.agency_id == row.agency_id) + row.length > AGENCY_SHARE * limit:
            raise UploadsTooLarge(AGENCY_SHARE * limit, whose="agency")
        self.require_room(row.length + sum(one.coming for one in shares))

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
