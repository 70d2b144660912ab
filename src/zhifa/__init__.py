"""zhifa 执法: a workflow engine for administrative enforcement cases, for a host program to embed.

``Office.open(url)`` is the door. The names below are the public ones; each is loaded when it is first used, so that ``import zhifa``
costs next to nothing.
"""

from __future__ import annotations

import typing as _typing
from importlib import import_module as _import_module

if _typing.TYPE_CHECKING:
    from zhifa.engine.clock import FixedClock, SystemClock
    from zhifa.engine.command import Command, Done, Opening
    from zhifa.engine.correct import Correction
    from zhifa.engine.decide import Option
    from zhifa.engine.errors import CommandRefused, KeyReused
    from zhifa.engine.handover import HandingOver
    from zhifa.engine.migration import Migration
    from zhifa.engine.office import Office
    from zhifa.engine.refusals import Refusal
    from zhifa.storage.errors import CaseUnknown, StaleCase, StorageError

    __version__: str

__all__ = [
    "CaseUnknown",
    "Command",
    "CommandRefused",
    "Correction",
    "Done",
    "FixedClock",
    "HandingOver",
    "KeyReused",
    "Migration",
    "Office",
    "Opening",
    "Option",
    "Refusal",
    "StaleCase",
    "StorageError",
    "SystemClock",
]

_HOMES = {
    "CaseUnknown": "zhifa.storage.errors",
    "Command": "zhifa.engine.command",
    "CommandRefused": "zhifa.engine.errors",
    "Correction": "zhifa.engine.correct",
    "Done": "zhifa.engine.command",
    "FixedClock": "zhifa.engine.clock",
    "HandingOver": "zhifa.engine.handover",
    "KeyReused": "zhifa.engine.errors",
    "Migration": "zhifa.engine.migration",
    "Office": "zhifa.engine.office",
    "Opening": "zhifa.engine.command",
    "Option": "zhifa.engine.decide",
    "Refusal": "zhifa.engine.refusals",
    "StaleCase": "zhifa.storage.errors",
    "StorageError": "zhifa.storage.errors",
    "SystemClock": "zhifa.engine.clock",
}


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("zhifa")
    if name not in _HOMES:
        raise AttributeError(f"module 'zhifa' has no attribute {name!r}")
    value: object = getattr(_import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
