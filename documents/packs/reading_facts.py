"""What the templates of a pack read: facts that there are, and such as may be lacking only where an ``if`` asks for them.

A paper is refused when its template reads a fact that is not there. What a document type requires is there; all else must be asked for
first. The types of the tree of facts say what may be lacking.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, NamedTuple, Union, get_args, get_origin, get_type_hints

from jinja2 import nodes

from zhifa.documents import facts as tree
from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.facts import Facts
from zhifa.documents.labels import label

_ROOTS: Final = ("agency", "case", "party", "issue", "actor", "draft")
"""Names that stand for the branch of this name."""


class Amiss(NamedTuple):
    """A fact that a template reads and should not, or not like this."""

    line: int
    path: str
    there: bool
    """Whether there is such a fact, which may be lacking; else there is none."""

    @property
    def wrong(self) -> str:
        if not self.there:
            return f"事实中没有“{self.path}”"
        return f"读取了“{self.path}”（{label(self.path)}），这种文书不要求有它，没有时出不了文书"

    @property
    def remedy(self) -> str:
        return f"先用 {{% if {self.path} %}} 判断" if self.there else "核对名称，见 docs/templates.md"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What an expression stands for, as far as the types tell: the types that it may have, and where in the tree it stands."""

    kinds: tuple[type, ...]
    path: str
    optional: bool = False
    members: bool = False
    """Whether it is a list of such values."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known at a place of the template."""

    names: Mapping[str, _Seen]
    there: frozenset[str] = field(default=frozenset())
    """Paths that are required, or that an ``if`` around this place asks for."""

    def holds(self, path: str) -> bool:
        return any(known == path or known.startswith(f"{path}.") for known in self.there)


def amiss(template: nodes.Template, code: str | None) -> Iterator[Amiss]:
    """Every reading in a template of document type `code` that is amiss; with None, in a part that many papers share.

    What is required by a proviso counts as there: what it depends on is not followed.
    """
    names = {"facts": _Seen((Facts,), "")} | {name: _attribute(_Seen((Facts,), ""), name) for name in _ROOTS}
    required: tuple[str, ...] = ()
    if code is not None:
        kind = CATALOGUE[code]
        names["act"] = _Seen(tuple(occasion.act for occasion in kind.occasions), "act")
        always = set.intersection(*({*kind.requires, *one.requires} for one in kind.occasions))
        required = (*always, *(proviso.path for proviso in kind.provisos))
    known = {name: seen for name, seen in names.items() if seen is not None}
    yield from _bodies(template.body, _Around(known, frozenset(required)))


def _bodies(body: list[nodes.Node], around: _Around) -> Iterator[Amiss]:
    for node in body:
        match node:
            case nodes.Output():
                for one in node.nodes:
                    yield from _read(one, around)
            case nodes.Assign() if isinstance(node.target, nodes.Name):
                yield from _read(node.node, around, tested=True)
                around = _named(around, node.target.name, _seen(node.node, around))
            case nodes.If():
                yield from _chosen(node, around)
            case nodes.For():
                yield from _read(node.iter, around)
                yield from _bodies(node.body, _looping(node, around))
                yield from _bodies(node.else_, around)
            case nodes.Block():
                yield from _bodies(node.body, around)
            case nodes.With():
                yield from _bodies(node.body, around)


def _chosen(node: nodes.If, around: _Around) -> Iterator[Amiss]:
    yield from _read(node.test, around, tested=True)
    yield from _bodies(node.body, _asked(node.test, around))
    for other in node.elif_:
        yield from _chosen(other, around)
    yield from _bodies(node.else_, around)


def _read(node: nodes.Node, around: _Around, *, tested: bool = False) -> Iterator[Amiss]:
    """Readings below an expression; `tested`: where nothing is an answer too."""
    match node:
        case nodes.Getattr() | nodes.Name():
            yield from _chain(node, around, tested=tested)
        case nodes.Or():
            yield from _read(node.left, around, tested=True)
            yield from _read(node.right, around, tested=tested)
        case nodes.And():
            yield from _read(node.left, around, tested=True)
            yield from _read(node.right, _asked(node.left, around), tested=tested)
        case nodes.CondExpr():
            yield from _read(node.test, around, tested=True)
            yield from _read(node.expr1, _asked(node.test, around), tested=tested)
            if node.expr2 is not None:
                yield from _read(node.expr2, around, tested=tested)
        case nodes.Compare() | nodes.Test() | nodes.Not():
            for below in node.iter_child_nodes():
                yield from _read(below, around, tested=True)
        case _:
            for below in node.iter_child_nodes():
                yield from _read(below, around)


def _chain(node: nodes.Getattr | nodes.Name, around: _Around, *, tested: bool) -> Iterator[Amiss]:
    if isinstance(node, nodes.Getattr):
        if not isinstance(node.node, nodes.Getattr | nodes.Name):
            yield from _read(node.node, around)
        elif _seen(node.node, around) is not None:
            yield from _chain(node.node, around, tested=False)
        below = _seen(node.node, around)
        if below is not None and not below.members and _facts(below) and _attribute(below, node.attr) is None:
            yield Amiss(node.lineno, _joined(below.path, node.attr), there=False)
            return
    seen = _seen(node, around)
    if seen is not None and seen.optional and not tested and not around.holds(seen.path):
        yield Amiss(node.lineno, seen.path, there=True)


def _seen(node: nodes.Node, around: _Around) -> _Seen | None:
    match node:
        case nodes.Name():
            return around.names.get(node.name)
        case nodes.Getattr():
            below = _seen(node.node, around)
            return _attribute(below, node.attr) if below and not below.members else None
        case nodes.Filter() if node.name in ("first", "last") and node.node is not None:
            below = _seen(node.node, around)
            return replace(below, members=False) if below and below.members else None
    return None


def _asked(test: nodes.Node, around: _Around) -> _Around:
    """What is known where `test` holds."""
    match test:
        case nodes.And():
            return _asked(test.right, _asked(test.left, around))
        case nodes.Getattr() | nodes.Name():
            seen = _seen(test, around)
            return replace(around, there=around.there | {seen.path}) if seen else around
        case nodes.Test(name="a", args=[nodes.Const(value=str(name))]) if isinstance(test.node, nodes.Name):
            kind = getattr(tree, name, None)
            known = around.names.get(test.node.name)
            return _named(around, test.node.name, replace(known, kinds=(kind,))) if known and kind else around
    return around


def _looping(node: nodes.For, around: _Around) -> _Around:
    targets = [node.target] if isinstance(node.target, nodes.Name) else list(node.target.find_all(nodes.Name))
    seen = _seen(node.iter, around) if len(targets) == 1 else None
    for target in targets:
        around = _named(
            around, target.name, replace(seen, members=False, optional=False) if seen and seen.members else None
        )
    return around


def _named(around: _Around, name: str, seen: _Seen | None) -> _Around:
    others = {known: value for known, value in around.names.items() if known != name}
    return replace(around, names={**others, name: seen} if seen else others)


def _attribute(seen: _Seen, name: str) -> _Seen | None:
    """What hangs on a value under this name; None when nothing does."""
    found = [hint for kind in seen.kinds if (hint := _hints(kind).get(name)) is not None]
    if not found:
        return None
    hints = [part for hint in found for part in _parts(hint)]
    lists = [get_args(hint)[0] for hint in hints if get_origin(hint) is tuple]
    kinds = [
        part for hint in (lists or hints) for part in _parts(hint) if isinstance(part, type) and part is not NoneType
    ]
    optional = NoneType in hints or len(found) < len(seen.kinds)
    return _Seen(tuple(kinds), _joined(seen.path, name), optional, members=bool(lists))


def _facts(seen: _Seen) -> bool:
    """Whether the types of the tree say what hangs on the value; of a day or a text they do not."""
    return any(_hints(kind) for kind in seen.kinds)


def _parts(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (UnionType, Union) else (hint,)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    """Fields and properties of a class with their types; none of one that is no fact."""
    if kind.__module__.partition(".facts")[1] == "":
        return {}
    derived = {
        name: get_type_hints(value.fget).get("return")
        for base in kind.__mro__
        for name, value in vars(base).items()
        if isinstance(value, property)
    }
    return {**derived, **get_type_hints(kind)}


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
