"""Facts made from their types: what nobody has given is 〔样例〕 with the name of the fact, a day of the story, or an officer by role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time, timedelta
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from zhifa.documents import facts as f
from zhifa.documents.labels import label
from zhifa.documents.numerals import SHANGHAI
from zhifa.documents.samples import people

MARK: Final = "〔样例〕"

LAW: Final = (f.Citation(law=f"{MARK}法律", article=f"第{MARK}条"),)

_HOUR: Final = 9
"""Things begin at nine in the morning."""

_DAYS_AFTER: Final[Mapping[str, int]] = {
    **dict.fromkeys(("appear_at", "talk_at"), 3),
    **dict.fromkeys(("due_on", "collect_at", "starts_at", "inspected_on"), 10),
    "hearing_at": 14,
    "until_on": 30,
    "extended_until": 60,
    "demanded_on": -15,
    "accepted_on": -20,
    "granted_on": -365,
}
"""How many days before or after an act a day or a moment lies that is not the act's own."""

_LATER: Final[Mapping[str, int]] = {"ended_at": 2, "reported_at": 1}
"""Hours after the act."""

_NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("applicant", "deponent", "payer", "recipient"), "当事人甲"),
    "contact": "承办人甲",
    "keeper": "保管人甲",
    "present": "现场负责人甲",
    "provider": "证据提供人甲",
    "received_by": "接收人甲",
    "supervisor": "监督人甲",
    "witness": "见证人甲",
}
"""Persons whom a fact names in words."""

_OFFICERS: Final[Mapping[str, f.Officer]] = {
    "archivist": people.ARCHIVIST,
    "chair": people.HEADS[0],
    "checker": people.UNIT_HEAD,
    "collector": people.COLLECTOR,
    "hearing_officer": people.CHAIR,
    "recorder": people.RECORDER,
}
_SEVERAL: Final[Mapping[str, tuple[Any, ...]]] = {
    "basis": LAW,
    "discussants": people.HEADS,
    "officers": people.HANDLERS,
    "violated": LAW,
}


def filled(kind: type[Any], given: Mapping[str, Any], on: date) -> Any:
    """A value of the dataclass `kind`: what is `given`, what has a default, and everything else filled in as of the day `on`."""
    hints = get_type_hints(kind)
    wanted = {
        field.name: given[field.name] if field.name in given else _value(field.name, hints[field.name], on)
        for field in fields(kind)
        if field.name in given or field.default is MISSING
    }
    return kind(**wanted)


def moment(on: date, hour: int = _HOUR) -> datetime:
    """A moment of the day, in China."""
    return datetime.combine(on, time(hour, 30), SHANGHAI)


def unknown(name: str) -> str:
    """What stands for the text of a fact that nobody has given: 〔样例〕理由."""
    return f"{MARK}{label(f'act.{name}')}"


def _value(name: str, hint: Any, on: date) -> Any:
    parts = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        return _value(name, next(part for part in parts if part not in (f.NotStated, NoneType)), on)
    if get_origin(hint) is Literal:
        return parts[0]
    if get_origin(hint) is tuple:
        return _SEVERAL.get(name) or (_single(name, parts[0], on),) * (2 if is_dataclass(parts[0]) else 1)
    return _single(name, hint, on)


def _single(name: str, hint: Any, on: date) -> Any:
    day = on + timedelta(days=_DAYS_AFTER.get(name, 0))
    made: Mapping[Any, Callable[[], Any]] = {
        str: lambda: _NAMES.get(name) or unknown(name),
        bool: lambda: True,
        int: lambda: 1,
        date: lambda: day,
        datetime: lambda: moment(day, _HOUR + _LATER.get(name, 0)),
        f.Citation: lambda: LAW[0],
        f.Officer: lambda: _OFFICERS.get(name, people.HANDLERS[0]),
        f.Opinion: lambda: f.Opinion(by=people.UNIT_HEAD, text=unknown("opinion"), on=day),
        f.Person: lambda: f.Person(name=_NAMES.get(name, f"{label(f'act.{name}')}甲"), relation=unknown("relation")),
    }
    return made[hint]() if hint in made else filled(hint, {}, on)
