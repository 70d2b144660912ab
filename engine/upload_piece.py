"""What one request brings of an upload: written, hashed as it comes, and acknowledged once it is on the disk for good."""

from __future__ import annotations

import hashlib
import os
from io import FileIO
from threading import Lock
from typing import TYPE_CHECKING, Final

from zhifa.engine.upload import Upload, UploadDiffers, UploadTooLarge, upload_of
from zhifa.storage.disk import room
from zhifa.storage.records import UploadRecord

if TYPE_CHECKING:
    from hashlib import _Hash

    from zhifa.engine.uploads import UploadRoom

_NOTED: Final = 64 * 1024 * 1024
"""Bytes after which it is noted, within one request, how far it has come."""
_REMEMBERED: Final = 64
"""Uploads whose running digest a process remembers."""


class RunningDigests:
    """The digests of what came so far of the last uploads, as far as this process reckoned them. Safe to share between threads."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[int, _Hash]] = {}
        self._lock = Lock()

    def of(self, row: UploadRecord) -> _Hash | None:
        """The digest of what came so far; ``None`` where another process took some of it."""
        with self._lock:
            at, found = self._found.get(row.id, (-1, None))
            return found.copy() if found is not None and at == row.received else None

    def keep(self, row: UploadRecord, running: _Hash | None) -> None:
        """Keep the digest of what came so far."""
        with self._lock:
            self._found.pop(row.id, None)
            if running is not None:
                while len(self._found) >= _REMEMBERED:
                    self._found.pop(next(iter(self._found)))
                self._found[row.id] = row.received, running

    def forget(self, upload_id: str) -> None:
        """Let that of an upload go."""
        with self._lock:
            self._found.pop(upload_id, None)


class Piece:
    """What one request brings of an upload. Not safe to share between threads at once."""

    def __init__(self, uploads: UploadRoom, row: UploadRecord, file: FileIO, *, checksum: str | None) -> None:
        self._uploads = uploads
        self._row = row
        self._file = file
        self._checksum = checksum
        self._own = hashlib.sha256() if checksum else None
        self._whole = uploads.digests.of(row) if row.received else hashlib.sha256()
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
            return upload_of(self._row)
        with room():
            os.fsync(self._file.fileno())
        digest = None if self.left else self._digest()
        if digest is not None and self._row.announced not in (None, digest):
            self._uploads.ended(self._row.id)
            raise UploadDiffers(self._row.announced or "", digest, whole=True)
        self._row = self._uploads.noted(self._row, self._written, digest)
        self._uploads.digests.keep(self._row, self._whole.copy() if self._whole and self.left else None)
        return upload_of(self._row)

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
