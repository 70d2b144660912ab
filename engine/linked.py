"""Cases that have to do with one another (关联案件): what one says of another stands in its own record, and is read from both sides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from zhifa.engine.refusals import RELATED_ITSELF, RELATED_UNKNOWN, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a step says of another case."""

    case_id: str
    relation: str
    """What the other case is to this one: 共同违法, 原案."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A case that has to do with the one asked about."""

    case_id: str
    relation: str
    """In the words of the case that says so."""
    said_there: bool
    """The other case says it of this one."""
    seq: int
    """Entry that says it, of the case that does."""


def link_refusals(case_id: str, links: Iterable[Link], known: Collection[str]) -> Iterator[Refusal]:
    """A refusal for every case that is named and not on file, and for a case that names itself."""
    for link in links:
        if link.case_id == case_id:
            yield RELATED_ITSELF.refuse(case=link.case_id)
        elif link.case_id not in known:
            yield RELATED_UNKNOWN.refuse(case=link.case_id)
