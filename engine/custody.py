"""Custody of evidence (证据保管): who received a file, when and from whom, and through whose hands it went.

Each piece of evidence has a chain of its own, hashed as the ledger is: tamper-evident, not tamper-proof. A line's body names the file by its
digest; names of people and files stand beside it in ``told``, to which the body commits with a salt, so that they can be erased (invariant 6).
That the content is true, or was whole before it came in, no chain can prove.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final

from zhifa.engine.calendar import FIRST_YEAR, Calendar
from zhifa.engine.canonical import digest
from zhifa.engine.ledger import Finding, Link, check_chain

CUSTODY: Final = "custody"
"""Kind of every line, in its body."""


class Event(StrEnum):
    """What may happen to evidence that is kept. The first line of a chain is the receipt, and no other line is one."""

    RECEIVED = "received"
    VIEWED = "viewed"
    MOVED = "moved"
    LENT = "lent"
    RETURNED = "returned"
    SEALED = "sealed"


LABELS: Mapping[str, str] = MappingProxyType(
    {
        Event.RECEIVED: "收存",
        Event.VIEWED: "查阅原件",
        Event.MOVED: "移交保管",
        Event.LENT: "借出",
        Event.RETURNED: "归还",
        Event.SEALED: "封存",
    }
)

TO_SOMEBODY: Final = frozenset({Event.VIEWED, Event.MOVED, Event.LENT})
"""Events that name whom the evidence was shown or given to."""

_MOVING: Final = frozenset({Event.RECEIVED, Event.MOVED, Event.LENT, Event.RETURNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a chain as its row keeps it."""

    key: str
    digest: str
    link: Link
    salt: str | None
    told: str | None

    @property
    def event(self) -> str:
        return self.link.transition

    @property
    def actor(self) -> str:
        """Name of the officer who made it, as it was then."""
        told = self.body.get("actor")
        return str(told.get("name", "")) if isinstance(told, dict) else ""

    @property
    def body(self) -> Mapping[str, Any]:
        """What is hashed, parsed."""
        return _parsed(self.link.body)

    @property
    def words(self) -> Mapping[str, Any]:
        """Names and notes, parsed; empty once they were erased."""
        return _parsed(self.told or "")


def line_hash(body: str) -> str:
    """The hash of a line with this body."""
    return digest("custody/1", body)


def told_commitment(salt: str, told: str) -> str:
    """What a body says of its names and notes; nothing once the salt is gone."""
    return digest("custody-told/1", f"{salt}\0{told}")


def is_late(obtained_on: date, received_on: date, *, days: int, calendar: Calendar) -> bool:
    """Whether a file came in after the ``days``-th working day after the evidence was obtained; always, before the calendar begins."""
    return obtained_on.year < FIRST_YEAR or received_on > calendar.add_working_days(obtained_on, days)


def is_lent(lines: tuple[Line, ...]) -> bool:
    """Whether the evidence is out on loan after these lines."""
    return _last_move(lines).event == Event.LENT


def holder(lines: tuple[Line, ...]) -> str:
    """Who holds the evidence after these lines: the officer who received it or took it back, or whom it was given to; empty once erased."""
    last = _last_move(lines)
    if last.event in TO_SOMEBODY:
        return str(last.words.get("to") or "")
    return last.actor


def _last_move(lines: tuple[Line, ...]) -> Line:
    return next((line for line in reversed(lines) if line.event in _MOVING), lines[0])


def check_custody(lines: Iterable[Line]) -> Iterator[Finding]:
    """Everything in the chains of one case that was changed or taken away; ``lines`` by key, then in order."""
    for key, group in groupby(lines, key=lambda line: line.key):
        chain = tuple(group)
        for broken in check_chain((line.link for line in chain), hashed=line_hash):
            yield replace(broken, seq=None, kind=f"custody_{broken.kind}", text=f"证据“{key}”的保管记录：{broken.text}")
        for line in chain:
            yield from _check_line(line)


def _check_line(line: Line) -> Iterator[Finding]:
    def finding(kind: str, text: str) -> Finding:
        where = f"证据“{line.key}”第{line.link.seq}号保管记录"
        return Finding(case_id=line.link.case_id, seq=None, kind=kind, text=f"{where}{text}")

    for name, column in (("key", line.key), ("digest", line.digest)):
        if line.body.get(name) != column:
            yield finding("custody_edited", f"的 {name} 栏与正文不符")
    if line.told is None or line.salt is None:
        yield finding("custody_told_missing", "的姓名、文件名和说明不在库中（已依法抹除，或者被删除）")
    elif told_commitment(line.salt, line.told) != line.body.get("told"):
        yield finding("custody_told_edited", "的姓名、文件名或者说明与当时的承诺值不符")


def _parsed(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
