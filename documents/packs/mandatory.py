"""Facts that a paper must tell: whether they stand in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from typing import Any, Final

from zhifa.documents import facts as f
from zhifa.documents.document_type import DocumentType
from zhifa.documents.facts import Facts
from zhifa.documents.numerals import day, moment

_TAG: Final = re.compile(r"<[^>]*>")
_CLOSING: Final = "。；; "
"""What papers put behind a text according to its place."""


def lost(kind: DocumentType, facts: Facts, usual: str, made: str) -> Iterator[str]:
    """Paths of facts that the document type requires, that the paper `usual` tells and `made` does not."""
    occasion = kind.occasion(facts.act)
    assert occasion is not None, "a paper is made on one of its occasions"
    told, tells = (unescape(_TAG.sub("", html)) for html in (usual, made))
    for path in kind.required(occasion, facts):
        if any(text in told and text not in tells for text in _shown(_at(facts, path))):
            yield path


def _at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = tuple(getattr(one, name) for one in value) if isinstance(value, tuple) else getattr(value, name)
    return value


def _shown(value: Any) -> Iterator[str]:
    """The texts that papers show of a value."""
    match value:
        case str():
            yield from (text for line in value.split("\n") if (text := line.strip().rstrip(_CLOSING)))
        case tuple():
            yield from (text for one in value for text in _shown(one))
        case datetime():
            yield moment(value)
            yield day(value)
        case date():
            yield day(value)
        case f.Citation():
            yield str(value)
        case _:
            parts = (getattr(value, name, ()) for name in ("name", "text", "description"))
            yield from (text for part in parts for text in _shown(part))
