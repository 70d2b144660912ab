"""Who asks a question about cases: a person who is an officer, with what that officer may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from zhifa.engine.office import Office
from zhifa.engine.reader import CaseRead, Reader
from zhifa.engine.reads import What
from zhifa.web.access import Acts, Here, Reads, Site
from zhifa.web.errors import Forbidden
from zhifa.web.person import Person


@dataclass(frozen=True, slots=True)
class Asking:
    """An officer who asks, at this site."""

    site: Site
    person: Person
    officer_id: str
    reader: Reader

    @property
    def office(self) -> Office:
        return self.site.office

    def read(self, case_id: str, what: What, item: str = "") -> CaseRead:
        """The case, when it is in reach, with a line in the log of reads. Raises ``CaseUnknown``."""
        found = self.reader.read(case_id)
        self.office.reads.note(self.officer_id, found.case.id, what, item)
        return found


def asking(site: Site, person: Person) -> Asking:
    """Raises ``Forbidden`` for an account without an officer, or with one of no register."""
    try:
        reader = site.reader(person)
    except LookupError as error:
        raise Forbidden("no_officer", "机关名录中没有这个账号所连的人员，不能查阅案件；由管理员核对") from error
    return Asking(site, person, reader.officer_id, reader)


def _reading(site: Here, person: Reads) -> Asking:
    return asking(site, person)


def _acting(site: Here, person: Acts) -> Asking:
    return asking(site, person)


Reading = Annotated[Asking, Depends(_reading)]
"""Somebody who may read cases. Raises ``Forbidden`` for a token without that grant, and an account without an officer."""
Acting = Annotated[Asking, Depends(_acting)]
"""Somebody who may act in cases; raises likewise."""
