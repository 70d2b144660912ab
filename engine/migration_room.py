"""Cases that go on under another version of their procedure: which could, what that would change, and the move itself (invariant 8)."""

from __future__ import annotations

from dataclasses import dataclass

from zhifa.engine.caseload import Caseload
from zhifa.engine.command import Done
from zhifa.engine.migration import Migration, MigrationPlan
from zhifa.engine.performing import Performer
from zhifa.engine.plan import Refused
from zhifa.engine.reader import Reader
from zhifa.storage.database import Database


@dataclass(frozen=True, kw_only=True)
class MigrationRoom:
    """The versions of procedures that the cases of one database go by. Safe to share between threads."""

    database: Database
    caseload: Caseload
    performer: Performer

    def due(self, agency_id: str, workflow: str, version: int) -> tuple[str, ...]:
        """Ids of the agency's cases of the procedure that have not ended and go by another version than this, in order.

        Raises ``WorkflowUnknown`` for a version that is not declared here.
        """
        declared = self.caseload.declared(workflow, version)
        with self.database.read_once() as store:
            return store.cases_not_under(agency_id, declared.name, declared.version)

    def tries(self, reader: Reader, workflow: str, version: int) -> bool:
        """Whether one of the officer's posts approves such moves, so that he may try them. Raises ``WorkflowUnknown``."""
        return bool(reader.roles & {role.name for role in self.caseload.declared(workflow, version).approvers})

    def plan(self, asked: Migration) -> MigrationPlan | Refused:
        """What :meth:`migrate` would make of the case now, or every reason against it; nothing is written, not even a refused attempt.

        Raises ``CaseUnknown``, ``WorkflowUnknown``, ``StaleCase``.
        """
        case, register, _ = self.caseload.seen(asked)
        return self.performer.planned_migration(case, asked, register)

    def migrate(self, asked: Migration) -> Done:
        """Let the case go on under another version of its procedure, as its next entry records; to an older version it goes back the same way.

        Neither state nor term nor review is moved. Harmless when repeated. Raises ``CommandRefused`` with every reason, which is kept on record;
        ``CaseUnknown``, ``WorkflowUnknown``, ``StaleCase`` and the other errors of storage. After any of them the case is as it was.
        """
        return self.performer.migrate(asked)
