"""A warning as it is recorded: what it says, to whom, and how it hangs on the one before (domain ``warning/1``)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

from zhifa.engine.canonical import JSON, canonical, digest
from zhifa.engine.instants import SHANGHAI, parse_instant
from zhifa.engine.ladder import ENDED, Step
from zhifa.engine.ledger import Finding
from zhifa.engine.planning import MAIN
from zhifa.engine.recipients import LABELS, Recipients

__all__ = ["Alarm", "AlarmRow", "Warned", "alarm_hash", "check_alarms", "digest_payload", "wording"]

_DOMAIN: Final = "warning/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """The term a warning is about, in words of its row."""

    term_id: str
    case_id: str
    agency_id: str
    code: str
    key: str
    """Which of several such terms of the case: what the officers called its measure, the number of an instalment."""
    label: str
    article: str
    due: str
    """ISO day, or UTC instant for a term in hours."""


@dataclass(frozen=True, kw_only=True)  # without slots: body and hash are kept
class Alarm:
    """One warning, ready to be written."""

    id: str
    about: Warned
    step: Step
    missed: tuple[str, ...]
    to: Recipients
    seq: int
    prev_hash: str | None
    fired_at: str

    @cached_property
    def hash(self) -> str:
        return alarm_hash(self.body)

    @cached_property
    def body(self) -> str:
        """Canonical JSON of all it says."""
        about, step = self.about, self.step
        content: dict[str, JSON] = {
            "agency": about.agency_id,
            "article": about.article,
            "case": about.case_id,
            "code": about.code,
            "due": about.due,
            "fired_at": self.fired_at,
            "id": self.id,
            "key": about.key,
            "label": about.label,
            "level": int(step.level),
            "missed": list(self.missed),
            "note": self.to.note,
            "occurrence": step.occurrence,
            "overdue": step.overdue,
            "post": LABELS[step.level],
            "prev": self.prev_hash,
            "recipients": list(self.to.officers),
            "seq": self.seq,
            "term": about.term_id,
            "text": wording(about, step, self.missed),
        }
        return canonical(content)


def alarm_hash(body: str) -> str:
    """The hash of a warning with this body."""
    return digest(_DOMAIN, body)


def wording(about: Warned, step: Step, missed: tuple[str, ...]) -> str:
    """The warning in one Chinese sentence, with its article, and which one it is where the case may have several such terms."""
    due = about.due if len(about.due) == 10 else f"{parse_instant(about.due).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    which = "" if about.key == MAIN else f"之“{about.key}”"
    named = f"“{about.label}”{which}（{about.article}）"
    if step.occurrence == ENDED:
        said = f"期限{named}已于{due}届满"
    elif step.overdue:
        said = f"期限{named}已于{due}届满，逾期未办"
    elif step.occurrence == "due":
        said = f"期限{named}于{due}届满，应当办结"
    else:
        said = f"期限{named}将于{due}届满，{_left(step.occurrence)}"
    behind = f"；此前有{len(missed)}次提醒未能发出，一并告知" if missed else ""
    return f"{said}{behind}。"


def _left(occurrence: str) -> str:
    left = occurrence.removeprefix("before-")
    return "只余1个工作日" if left == "1wd" else f"剩余时间不足{left}%"


_SAID: Final = {"case": "case_id", "label": "term"} | {
    name: name for name in ("id", "article", "due", "level", "missed", "note", "occurrence", "overdue", "text")
}
"""What a digest repeats of a warning's body, and under which name."""
_LISTED: Final = 200
"""Warnings that a digest lists, what is overdue first; how many more there are and how many of them are overdue, it says."""


def digest_payload(bodies: Sequence[str]) -> str:
    """What is sent to one person of all these warnings at once, as JSON."""
    told = sorted(map(json.loads, bodies), key=lambda body: not body["overdue"])
    listed, more = told[:_LISTED], told[_LISTED:]
    overdue = sum(bool(body["overdue"]) for body in more)
    return canonical({"more": len(more), "more_overdue": overdue, "warnings": [_said(body) for body in listed]})


def _said(body: dict[str, Any]) -> dict[str, Any]:
    return {told: body[name] for name, told in _SAID.items()} | {"key": None if body["key"] == MAIN else body["key"]}


class AlarmRow(NamedTuple):
    """A warning as its row keeps it."""

    id: str
    term_id: str
    seq: int
    case_id: str
    prev_hash: str | None
    hash: str
    level: int
    occurrence: str
    due: str
    overdue: int
    body: str
    fired_at: str


def check_alarms(
    case_id: str, fired: Iterable[AlarmRow], heads: Mapping[str, tuple[int, str | None]]
) -> Iterator[Finding]:
    """Every warning of a case that was changed, taken out or cut off; ``heads`` are the last seq and hash of each watched term."""
    last: dict[str, tuple[int, str | None]] = {}
    for warning in fired:
        seq, hash_ = last.get(warning.term_id, (0, None))
        for text in _faults(warning, seq, hash_):
            yield Finding(case_id=case_id, seq=None, kind="warning_forged", text=text)
        last[warning.term_id] = warning.seq, warning.hash
    for term_id in sorted(heads.keys() | last.keys()):
        if heads.get(term_id, (0, None)) != last.get(term_id, (0, None)):
            text = f"期限 {term_id} 的预警止于第{last.get(term_id, (0, None))[0]}号，与登记的末尾不符"
            yield Finding(case_id=case_id, seq=None, kind="warning_missing", text=text)


def _faults(warning: AlarmRow, seq: int, hash_: str | None) -> Iterator[str]:
    name = f"期限 {warning.term_id} 的第{warning.seq}号预警"
    if warning.seq != seq + 1 or warning.prev_hash != hash_:
        yield f"{name}没有接在前一预警之后"
    if alarm_hash(warning.body) != warning.hash:
        yield f"{name}的内容与其哈希不符"
    elif not _repeats(warning, json.loads(warning.body)):
        yield f"{name}的各栏与其正文不符"


def _repeats(warning: AlarmRow, body: dict[str, Any]) -> bool:
    """Columns beside the body only repeat it."""
    columns = {
        "id": warning.id,
        "term": warning.term_id,
        "seq": warning.seq,
        "case": warning.case_id,
        "prev": warning.prev_hash,
        "level": warning.level,
        "occurrence": warning.occurrence,
        "due": warning.due,
        "overdue": bool(warning.overdue),
        "fired_at": warning.fired_at,
    }
    return all(body.get(name) == value for name, value in columns.items())
