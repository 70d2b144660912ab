"""Who handles a case is written beside it by the steps that change it. Cases that were assigned before that was kept get it from their record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from zhifa.engine.caseload import Caseload
from zhifa.engine.errors import OfficeError
from zhifa.engine.identity import Identities
from zhifa.engine.rows import Rows
from zhifa.storage.database import Database
from zhifa.storage.errors import StaleCase

_ATTEMPTS = 20
"""How often a case is read again because an officer took a step meanwhile."""


class Unreadable(NamedTuple):
    """A case whose handlers could not be told from its record, and why."""

    case_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came of looking for the handlers of cases."""

    cases: int
    """Cases whose handlers are now written beside them; the others have none yet."""
    left: tuple[Unreadable, ...]


@dataclass(frozen=True, kw_only=True)
class Restorer:
    """Writes who handles the cases of one database, where no row says so."""

    database: Database
    caseload: Caseload
    identities: Identities

    def restore(self, told: Callable[[int, int], None] | None = None) -> Restored:
        """Look at every case that goes on and has no handler by its rows, each in a transaction of its own; safe to run again and beside others.

        ``told`` learns after each how many are done, and of how many. A case that cannot be read stops no other.
        """
        with self.database.read_once() as store:
            missing = store.assignees.missing()
        cases, left = 0, []
        for done, case_id in enumerate(missing, start=1):
            try:
                cases += self._restored(case_id)
            except (OfficeError, StaleCase) as error:
                left.append(Unreadable(case_id, str(error)))
            if told is not None:
                told(done, len(missing))
        return Restored(cases=cases, left=tuple(left))

    def _restored(self, case_id: str) -> bool:
        """Whether the case has handlers, which are written then. Raises ``StaleCase`` when others never rest."""
        for left in reversed(range(_ATTEMPTS)):
            case, _ = self.caseload.standing(case_id)
            assigned = Rows(case=case, identities=self.identities).assigned(case.workflow.handlers(case))
            so_far = tuple(row._replace(since_seq=case.next_seq - 1) for row in assigned)
            if not so_far:
                return False
            try:
                with self.database.write() as store:
                    store.assignees.keep(case_id, case.version, so_far)
            except StaleCase:
                if not left:
                    raise
            else:
                return True
        raise AssertionError("the last attempt returns or raises")
