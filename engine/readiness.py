"""Whether the office can work at this moment: for whoever looks after the program that it runs in."""

from __future__ import annotations

from zhifa.storage import migrate
from zhifa.storage.database import Database
from zhifa.storage.files import FileStore


class Readiness:
    """Asks the database and the file store of one office."""

    def __init__(self, database: Database, files: FileStore | None) -> None:
        self._database = database
        self._files = files

    def require_database(self) -> None:
        """Raises ``SchemaMissing``, ``SchemaOutdated`` or what the database raises when it does not answer."""
        migrate.require_current(self._database)

    def require_files(self) -> None:
        """Raises OSError when nothing can be written where the files lie; nothing is asked of an office without a file store."""
        if self._files is not None:
            self._files.require_writable()

    def open_cases(self) -> int:
        """How many cases have not ended, those taken over in a replay left out."""
        with self._database.read_once() as store:
            return store.open_case_count()
