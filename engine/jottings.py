"""What an officer has typed and not handed in yet (暂存): kept for him alone, and gone once the step is taken, or nobody touched it for half a year.

No entry of a case: nothing here is evidence of anything, and nobody else ever reads it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from zhifa.engine.clock import Clock
from zhifa.engine.errors import OfficeError
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text, stored_instant
from zhifa.storage.database import Database
from zhifa.storage.records import JottingRecord

LIMIT: Final = 1024 * 1024
"""Bytes of what one officer may have typed into one form."""

FORGOTTEN: Final = timedelta(days=180)
"""After this what nobody touched goes: what was typed of people is not kept for nothing."""
_SWEPT_EVERY: Final = timedelta(hours=1)
_OPENING: Final = "new:"


def opening_place(workflow: str) -> str:
    """The place of what is typed for a case that is not open yet."""
    return f"{_OPENING}{workflow}"


class JottingTooLarge(OfficeError):
    """More was typed than is kept aside. Nothing was changed."""

    def __init__(self, size: int) -> None:
        super().__init__(f"所填内容有{size}字节，暂存不得超过{LIMIT}字节；缩短后再暂存，长的材料作为附件提交")
        self.size = size


@dataclass(frozen=True, slots=True, kw_only=True)
class Jotting:
    """What was typed into the form of one step."""

    place: str
    """Id of the case, or as :func:`opening_place` has it."""
    step: str
    version: int
    """Of the case as the officer saw it."""
    typed: Mapping[str, str]
    """Every field by its name; empty where only the heading was asked for."""
    saved_at: datetime

    @property
    def opens(self) -> str | None:
        """The name of the procedure under which a case is to be opened; ``None``: it is for a case on file."""
        return self.place.removeprefix(_OPENING) if self.place.startswith(_OPENING) else None


class Jottings:
    """The jottings of one database. Safe to share between threads and processes."""

    def __init__(self, database: Database, clock: Clock, identities: Identities) -> None:
        self._database = database
        self._clock = clock
        self._identities = identities
        self._swept_at: datetime | None = None

    def keep(
        self, officer_id: str, agency_id: str, *, place: str, step: str, version: int, typed: Mapping[str, str]
    ) -> datetime:
        """Keep what was typed in the place of what was kept there before; answers when. Raises :class:`JottingTooLarge`, ``StorageFull``,
        ``DatabaseBusy``."""
        body = json.dumps(dict(typed), ensure_ascii=False)
        size = len(body.encode("utf-8", errors="replace"))
        if size > LIMIT:
            raise JottingTooLarge(size)
        now = self._clock.now()
        row = JottingRecord(
            id=self._identities.new_id(), agency_id=agency_id, officer_id=officer_id, place=place, step=step, version=version,
            body=body, saved_at=instant_text(now),
        )  # fmt: skip
        with self._database.write() as store:
            store.jottings.keep(row)
            if self._swept_at is None or now - self._swept_at > _SWEPT_EVERY:
                store.jottings.expire(instant_text(now - FORGOTTEN))
                self._swept_at = now
        return now

    def one(self, officer_id: str, place: str, step: str) -> Jotting | None:
        """What the officer has typed there; ``None``: nothing."""
        with self._database.read_once() as store:
            row = store.jottings.one(officer_id, place, step)
        return _jotting(row) if row else None

    def of(self, officer_id: str) -> tuple[Jotting, ...]:
        """Where the officer has something kept aside, the newest first; what was typed is left out."""
        with self._database.read_once() as store:
            return tuple(map(_jotting, store.jottings.of_officer(officer_id)))

    def of_case(self, officer_id: str, case_id: str) -> tuple[Jotting, ...]:
        """The same for one case."""
        with self._database.read_once() as store:
            return tuple(map(_jotting, store.jottings.of_place(officer_id, case_id)))

    def drop(self, officer_id: str, place: str, step: str) -> None:
        """Forget what was typed there; nothing where there is nothing."""
        with self._database.write() as store:
            store.jottings.drop(officer_id, place, step)


def _jotting(row: JottingRecord) -> Jotting:
    return Jotting(
        place=row.place,
        step=row.step,
        version=row.version,
        typed=json.loads(row.body) if row.body else {},
        saved_at=stored_instant(row.saved_at),
    )
