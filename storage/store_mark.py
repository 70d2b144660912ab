"""To which database a file store belongs: the file `database` in its folder, and `owners`, where it is told why it changed hands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zhifa.storage.disk import held, sync_folder, write_whole
from zhifa.storage.errors import StoreForeign


class StoreMark:
    """The mark of the store in a folder, as `database` looks at it: the identity of ours."""

    def __init__(self, root: Path, database: str) -> None:
        self._root = root
        self._database = database
        self._file = root / "database"
        self._told = root / "owners"

    def owner(self) -> str | None:
        """The database that the store says it belongs to. Raises `StoreForeign` when that is another than ours."""
        found = self._found()
        if found not in (None, self._database):
            raise self._foreign(found)
        return found

    def require_ours(self) -> None:
        """Raise `StoreForeign` for a store that does not say that it is ours."""
        if self.owner() is None:
            raise self._foreign(None)

    def set_first(self) -> None:
        """Make a store ours that says nothing. Of two databases that come at once, the second finds it taken (`StoreForeign`)."""
        with self._alone():
            if self.owner() is None:
                self._set()

    def take(self, *, owner: str | None, reason: str, at: str) -> bool:
        """Make the store ours and tell why; False when it is already, and nothing is written.

        `owner` is whose it is now, None where it does not say. Raises `StoreForeign` when it is another's.
        """
        with self._alone():
            found = self._found()
            if found == self._database:
                return False
            if found != owner:
                raise self._foreign(found)
            self._tell({"at": at, "database": self._database, "owner": owner, "reason": reason})
            self._set()
        return True

    def _found(self) -> str | None:
        try:
            return self._file.read_text(encoding="utf-8", errors="replace").strip()
        except FileNotFoundError:
            return None

    def _foreign(self, found: str | None) -> StoreForeign:
        return StoreForeign(self._root, found, self._database)

    def _set(self) -> None:
        self._write(self._file, f"{self._database}\n")

    def _tell(self, line: dict[str, str | None]) -> None:
        earlier = self._told.read_text(encoding="utf-8") if self._told.exists() else ""
        self._write(self._told, f"{earlier}{json.dumps(line, ensure_ascii=False)}\n")

    def _write(self, file: Path, text: str) -> None:
        write_whole(file, text.encode(), within=self._root / "incoming")
        sync_folder(self._root)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        (self._root / "incoming").mkdir(mode=0o700, exist_ok=True)
        moving = self._root / "moving"
        moving.touch(mode=0o600)
        with held(moving, alone=True):
            yield
