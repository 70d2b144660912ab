"""Who read what of a case: cases, papers, evidence, records and exports are read on record (requirements S1-20).

A page does not wait for it: reads are noted in memory, and a thread of its own writes them down in the next half second, many in one short
transaction. What the same officer reads again of the same case within five minutes is one line. When more wait than fit, the page that notes one
writes them down itself.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from zhifa.engine.clock import Clock
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text, stored_instant
from zhifa.storage.database import Database
from zhifa.storage.errors import StorageError
from zhifa.storage.reads import NEWEST, Told
from zhifa.storage.records import ReadRecord

__all__ = ["Place", "Read", "ReadPage", "Reads", "What"]

AGAIN: Final = timedelta(minutes=5)
"""After this the same reading is told again."""
WAITING: Final = 500
"""Reads that wait to be written down at most."""
PAUSE_S: Final = 0.5
"""Seconds that the thread lets reads gather."""
_KNOWN: Final = 10_000

Place = tuple[str, str]
"""Where a page ends: when the last read was, and its id."""

_log = logging.getLogger(__name__)


class What(StrEnum):
    """What was read."""

    CASE = "case"
    PAPER = "paper"
    EVIDENCE = "evidence"
    LEDGER = "ledger"
    EXPORT = "export"

    @property
    def label(self) -> str:
        """The thing in Chinese."""
        return _LABELS[self]


_LABELS: Final = {
    What.CASE: "案件",
    What.PAPER: "文书",
    What.EVIDENCE: "证据",
    What.LEDGER: "全过程记录",
    What.EXPORT: "导出",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """That somebody read something."""

    id: str
    agency_id: str
    """Of the case."""
    case_id: str
    officer_id: str
    what: What
    item: str
    """Id of the paper, or key of the evidence; empty: the whole of it."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """Reads of a case, the newest first; ``after`` asks for those beyond, ``None``: there are no more."""

    reads: tuple[Read, ...]
    after: Place | None


class Reads:
    """The reads of one database. Safe to share between threads."""

    def __init__(self, database: Database, clock: Clock, identities: Identities) -> None:
        self._database = database
        self._clock = clock
        self._identities = identities
        self._mutex = threading.Lock()
        self._waiting: list[Told] = []
        self._known: dict[tuple[str, str, str, str], datetime] = {}
        self._bell = threading.Event()
        self._closed = threading.Event()
        self._writer: threading.Thread | None = None

    def note(self, officer_id: str, case_id: str, what: What | str, item: str = "") -> None:
        """Note that the officer read this now; it is written down within the second, and at the latest by :meth:`close`.

        On a host's own engine or connection it is written down at once. A case that is not there leaves nothing. Raises ValueError for another
        ``what`` than those of :class:`What`.
        """
        now, told = self._clock.now(), What(what)
        if not self._is_new((officer_id, case_id, told.value, item), now):
            return
        row = Told(self._identities.new_id(), officer_id, told.value, item, instant_text(now), case_id)
        with self._mutex:
            self._waiting.append(row)
            full = len(self._waiting) >= WAITING
        if full or self._database.hosted:
            self.flush()
        else:
            self._ring()

    def flush(self) -> None:
        """Write down all that waits, now. Raises the errors of storage; then it waits on."""
        with self._mutex:
            rows, self._waiting = self._waiting, []
        if not rows:
            return
        try:
            with self._database.write() as store:
                store.reads.keep(rows)
        except BaseException:
            with self._mutex:
                self._waiting = [*rows, *self._waiting]
            raise

    def of(self, case_id: str, *, after: Place | None = None, limit: int = 50) -> ReadPage:
        """At most ``limit`` reads of the case, the newest first, from beyond the place ``after``; those that still wait are written down first."""
        self.flush()
        with self._database.read_once() as store:
            rows = store.reads.of(case_id, after=after or NEWEST, page=limit + 1)
        kept = rows[:limit]
        return ReadPage(
            reads=tuple(map(_read, kept)), after=(kept[-1].at, kept[-1].id) if len(rows) > limit and kept else None
        )

    def close(self) -> None:
        """Write down what waits, and end the thread. A read that cannot be written any more is told in the program's log."""
        self._closed.set()
        self._bell.set()
        if self._writer is not None:
            self._writer.join()
            self._writer = None
        try:
            self.flush()
        except StorageError:
            _log.exception("%d reads could not be written down", len(self._waiting))

    def _is_new(self, key: tuple[str, str, str, str], now: datetime) -> bool:
        with self._mutex:
            last = self._known.get(key)
            if last is not None and timedelta() <= now - last < AGAIN:
                return False
            if len(self._known) >= _KNOWN:
                self._known = {kept: at for kept, at in self._known.items() if now - at < AGAIN}
            self._known[key] = now
        return True

    def _ring(self) -> None:
        with self._mutex:
            if self._writer is None and not self._closed.is_set():
                self._writer = threading.Thread(target=self._write, name="zhifa-reads", daemon=True)
                self._writer.start()
        self._bell.set()

    def _write(self) -> None:
        """Write down what has gathered, time and again. What a busy or full database refuses waits for the next time."""
        while not self._closed.is_set():
            self._bell.wait()
            self._closed.wait(PAUSE_S)
            self._bell.clear()
            try:
                self.flush()
            except StorageError as error:
                _log.warning("reads wait to be written down: %s", error)
                self._bell.set()


def _read(row: ReadRecord) -> Read:
    return Read(
        id=row.id, agency_id=row.agency_id, case_id=row.case_id, officer_id=row.officer_id, what=What(row.what), item=row.item,
        at=stored_instant(row.at),
    )  # fmt: skip
