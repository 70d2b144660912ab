"""The record of a case: entries that each carry the hash of the one before, so that tampering shows (invariant 6).

An entry's body is canonical JSON; its hash is SHA-256 over a domain and that text. The body holds no personal data beyond the officers' own
names: the facts of a step are held by a salted commitment, so that erasing them leaves the chain whole. Tamper-evident, not tamper-proof:
whoever owns the database can rewrite a whole chain, which only a copy of a head hash kept elsewhere reveals.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from zhifa.engine.canonical import JSON, canonical, commitment, digest


class Link(NamedTuple):
    """An entry as its row keeps it, as far as the chain is concerned."""

    case_id: str
    seq: int
    prev_seq: int | None
    prev_hash: str | None
    hash: str
    kind: str
    transition: str
    actor_id: str
    body: str
    occurred_at: str
    recorded_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that does not agree with the record."""

    case_id: str
    seq: int | None
    kind: str
    """edited, broken, missing, forked, facts_edited, facts_missing, review_forged, …"""
    text: str


def entry_hash(body: str) -> str:
    """The hash of an entry with this body."""
    return digest("entry/1", body)


def body_text(body: Mapping[str, JSON]) -> str:
    """The one text of an entry's body."""
    return canonical(dict(body))


def check_chain(
    links: Iterable[Link], *, head: tuple[int, str] | None = None, hashed: Callable[[str], str] = entry_hash
) -> Iterator[Finding]:
    """Every break of one chain, the first one first; ``head`` is the last seq and hash that the case row names.

    ``hashed`` is the hash of a body: another chain than the ledger's has another domain.
    """
    previous: Link | None = None
    for link in links:
        yield from _check_link(link, previous, hashed)
        previous = link
    if head is not None and previous is not None and (previous.seq, previous.hash) != head:
        text = f"案件记录的末尾是第{head[0]}号，而链条止于第{previous.seq}号"
        yield Finding(case_id=previous.case_id, seq=previous.seq, kind="truncated", text=text)


def _check_link(link: Link, previous: Link | None, hashed: Callable[[str], str]) -> Iterator[Finding]:
    def finding(kind: str, text: str) -> Finding:
        return Finding(case_id=link.case_id, seq=link.seq, kind=kind, text=text)

    expected = 0 if previous is None else previous.seq + 1
    if link.seq != expected:
        yield finding("missing", f"第{expected}号记录缺失，其后是第{link.seq}号")
    if hashed(link.body) != link.hash:
        yield finding("edited", f"第{link.seq}号记录的内容与其哈希不符")
    if link.prev_hash != (previous.hash if previous else None):
        yield finding("broken", f"第{link.seq}号记录没有接在前一记录之后")
    yield from (finding("edited", text) for text in _columns_differ(link))


def _columns_differ(link: Link) -> Iterator[str]:
    """Columns beside the body only repeat it; a difference is an edit."""
    body = parsed(link.body)
    repeated = {
        "case": link.case_id,
        "seq": link.seq,
        "prev": link.prev_hash,
        "kind": link.kind,
        "transition": link.transition,
        "occurred_at": link.occurred_at,
        "recorded_at": link.recorded_at,
    }
    actor = body.get("actor")
    if not isinstance(actor, dict) or actor.get("id") != link.actor_id:
        yield f"第{link.seq}号记录的 actor 栏与正文不符"
    for name, value in repeated.items():
        if body.get(name) != value:
            yield f"第{link.seq}号记录的 {name} 栏与正文不符"


def check_facts(link: Link, facts: tuple[str, str] | None) -> Iterator[Finding]:
    """Whether the facts (salt and text) are those the entry committed to."""
    committed = parsed(link.body).get("facts")
    if facts is None:
        text = f"第{link.seq}号记录的填报内容不在库中（已依法抹除，或者被删除）"
        yield Finding(case_id=link.case_id, seq=link.seq, kind="facts_missing", text=text)
    elif commitment(*facts) != committed:
        text = f"第{link.seq}号记录的填报内容与当时的承诺值不符"
        yield Finding(case_id=link.case_id, seq=link.seq, kind="facts_edited", text=text)


def check_declared(links: Iterable[Link], opened: Mapping[str, JSON] | None) -> Iterator[Finding]:
    """Whether every entry was made under the version of the procedure that the case then went by: ``opened``, until an entry moved it."""
    going: Any = opened
    for link in links:
        body = parsed(link.body)
        under, moved = body.get("workflow"), body.get("migration")
        if under != going or (moved is not None and _part(moved, "from") != going):
            text = f"第{link.seq}号记录所依的流程版本，与案件当时所依的不符"
            yield Finding(case_id=link.case_id, seq=link.seq, kind="workflow_forged", text=text)
        going = under if moved is None else _part(moved, "to")


def _part(moved: Any, name: str) -> Any:
    """The version that a move goes from or to; ``None`` where it says none."""
    return moved.get(name) if isinstance(moved, dict) else None


def recorded(link: Link, name: str) -> Any:
    """One field of an entry's body; ``None`` when it has none."""
    return parsed(link.body).get(name)


def parsed(body: str) -> dict[str, Any]:
    """What the body of an entry says; empty when it is no JSON object."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
