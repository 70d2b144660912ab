"""Open terms by the thousand, written straight into the tables: what a sweep meets in a large agency. Their cases have no record chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import NAMESPACE_OID, uuid5

from zhifa.engine.instants import instant_text
from zhifa.engine.ladder import day_begins
from zhifa.engine.register import Register
from zhifa.storage.database import Database
from zhifa.storage.records import AssigneeRecord, CaseRecord, TermRecord, WatchRecord
from zhifa.storage.statements import _load, statements
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.terms import DECISION

_AT = "2026-01-01T00:00:00.000Z"
_TERMS_A_CASE = 10
_NINETY = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class Field:
    """So many open terms, of which the first ``due`` end on ``today`` and the others on later days, ten to a case of two handlers."""

    register: Register
    terms: int
    due: int
    today: date
    looked: bool = True
    """Whether a sweep has looked at each of them before."""
    seed: str = "planted"

    def plant(self, database: Database) -> None:
        """Write them, each table in one load."""
        insert = statements(database.dialect).insert
        rows = {
            "zf_case": self.cases(),
            "zf_term": (self.term(number) for number in range(self.terms)),
            "zf_watch": (self.watch(number) for number in range(self.terms)),
            "zf_assignee": self.assignees(),
        }
        with database.write() as store:
            for table, found in rows.items():
                store._channel.load(_load(table, insert[table]), found)  # noqa: SLF001 - the fastest way in

    def cases(self) -> Iterator[CaseRecord]:
        for number in range(-(-self.terms // _TERMS_A_CASE)):
            yield CaseRecord(
                self._id(f"case/{number}"), self.register.agency.id, ORDINARY.name, ORDINARY.version, ORDINARY.digest, "investigating",
                "investigate", 1, 0, "0" * 64, 0, _AT, _AT, None,
            )  # fmt: skip

    def term(self, number: int) -> TermRecord:
        due = self._due(number).isoformat()
        start = (self._due(number) - _NINETY).isoformat()
        return TermRecord(
            self._id(f"term/{number}"), self.register.agency.id, self._case(number), DECISION.code, f"{number % _TERMS_A_CASE}",
            DECISION.label, DECISION.article, DECISION.mark.value, start, 0, 90, DECISION.unit.value, due, due, due, 0,
            DECISION.rule_version, "planted", "[]", "open", None, None,
        )  # fmt: skip

    def watch(self, number: int) -> WatchRecord:
        next_at = instant_text(day_begins(self._due(number))) if self.looked else ""
        return WatchRecord(
            self._id(f"term/{number}"), self.register.agency.id, self._case(number), next_at, 0, None, None
        )

    def assignees(self) -> Iterator[AssigneeRecord]:
        handlers = sorted({a.officer_id for a in self.register.assignments if a.role == "handler"})[:2]
        for number in range(-(-self.terms // _TERMS_A_CASE)):
            for officer in handlers:
                row_id = self._id(f"assignee/{number}/{officer}")
                yield AssigneeRecord(self._id(f"case/{number}"), officer, row_id, self.register.agency.id, 0)

    def _due(self, number: int) -> date:
        return self.today if number < self.due else self.today + timedelta(days=30 + number % 300)

    def _case(self, number: int) -> str:
        return self._id(f"case/{number // _TERMS_A_CASE}")

    def _id(self, name: str) -> str:
        return str(uuid5(NAMESPACE_OID, f"{self.seed}/{name}"))
