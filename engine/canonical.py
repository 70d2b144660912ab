"""Canonical JSON and the digests made from it.

RFC 8785 restricted to what the ledger holds: objects with ASCII keys, arrays, strings in NFC and integers within ±(2**53 − 1). For these the
standard library's encoder gives the very bytes the RFC asks for (a test compares them with an independent implementation); anything else
is refused, so no float can ever make two readings of one record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

JSON = str | int | bool | None | Sequence["JSON"] | Mapping[str, "JSON"]

_LARGEST = 2**53 - 1
_encode = json.JSONEncoder(
    ensure_ascii=False,
    check_circular=False,  # what is circular does not come so far
    allow_nan=False,
    sort_keys=True,
    separators=(",", ":"),
).encode


def canonical(value: JSON) -> str:
    """The one text of ``value``; ``TypeError`` for a float or foreign type, ``ValueError`` for a large integer or a non-ASCII key."""
    _refuse_foreign(value)
    return _encode(value)


def digest(domain: str, text: str) -> str:
    """SHA-256 of ``text`` in the given domain, so that a digest of one kind is never one of another."""
    return hashlib.sha256(f"zhifa/{domain}\0{text}".encode()).hexdigest()


def commitment(salt: str, text: str) -> str:
    """A digest that says nothing about ``text`` once the salt is gone (invariant 6)."""
    return digest("facts/1", f"{salt}\0{text}")


def _refuse_foreign(value: object) -> None:
    if value is None or value is True or value is False or isinstance(value, str):
        return
    if isinstance(value, int):
        if abs(value) > _LARGEST:
            raise ValueError(f"integer {value} is beyond the range RFC 8785 can hold")
    elif isinstance(value, dict):
        for key in value:
            if not (isinstance(key, str) and key.isascii()):
                raise ValueError(f"key {key!r} is not ASCII text")
        _refuse_foreign_in(value.values())
    elif isinstance(value, list | tuple):
        _refuse_foreign_in(value)
    else:
        raise TypeError(f"{type(value).__name__} has no canonical form here")


def _refuse_foreign_in(values: Iterable[object]) -> None:
    for inner in values:
        if type(inner) is not str:  # most values are, and asking here spares them a call
            _refuse_foreign(inner)
