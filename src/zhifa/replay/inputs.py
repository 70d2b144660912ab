"""Where every input of a replay comes from: stated by the source, not stated by it, or assumed.

The facts of a step are written as a tree whose leaves are these values; :func:`plain` makes the facts of a command of it and
:func:`leaves` lists what each fact rests on. A stated leaf is made by :meth:`zhifa.replay.source.Source.stated` alone, which looks the value
up in the file: nothing assumed can pass for stated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhifa.documents.facts.values import SILENT
from zhifa.engine.canonical import JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A fact that the source states."""

    value: JSON
    """As the form takes it."""
    paths: tuple[str, ...]
    """Where in the file it stands; several when it is put together of several places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """A fact that the source does not state."""

    path: str
    """Where it would stand."""
    value: JSON
    """The note that the form takes, or the printed mark where the form takes plain text only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """A fact that no source states and the replay supplies."""

    value: JSON
    reason: str


Leaf = Stated | Silent | Assumed
Facts = Mapping[str, "Node"]
Node = Leaf | Facts | Sequence["Node"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One leaf with the field it fills."""

    field: str
    leaf: Leaf


def silent(path: str) -> Silent:
    """A fact whose form accepts that the source is silent."""
    return Silent(path=path, value={"not_stated": path})


def silent_text(path: str) -> Silent:
    """The same for a form that accepts text only."""
    return Silent(path=path, value=SILENT)


def played(value: JSON) -> Assumed:
    """What an internal act needs and no publication shows."""
    return Assumed(value=value, reason="内部环节，公开材料不载，由角色人员代为办理")


def wording(text: str) -> Assumed:
    """Wording of an internal act; it says on the paper itself that it is assumed."""
    return played(f"{text}（推定）")


def plain(node: Node) -> JSON:
    """The facts as a command takes them."""
    if isinstance(node, Stated | Silent | Assumed):
        return node.value
    if isinstance(node, Mapping):
        return {name: plain(value) for name, value in node.items()}
    return [plain(value) for value in node]


def leaves(node: Node, field: str = "") -> Iterator[Input]:
    """Every leaf with its dotted field, in the order of the form."""
    if isinstance(node, Stated | Silent | Assumed):
        yield Input(field=field, leaf=node)
        return
    inner = node.items() if isinstance(node, Mapping) else enumerate(node)
    for name, value in inner:
        yield from leaves(value, f"{field}.{name}" if field else str(name))


def put(facts: Facts, field: str, leaf: Leaf) -> Facts:
    """The facts with another leaf at a dotted field of nested mappings. Raises ``KeyError`` for a field that is not there."""
    name, _, rest = field.partition(".")
    inner = facts[name]
    if not rest:
        return {**facts, name: leaf}
    if not isinstance(inner, Mapping):
        raise KeyError(field)
    return {**facts, name: put(inner, rest, leaf)}
