"""What templates can say: their text with every branch of theirs, and places where a case puts its facts.

Nothing is rendered: the syntax trees are read, so that no case is needed and no branch is missed. A part that is included twice, a name that is
printed twice are read once; what would still be too long written out is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, TypeAlias

from jinja2 import nodes

from zhifa.documents.environment import TemplateSet
from zhifa.documents.errors import TemplateFailed, TemplateFault
from zhifa.documents.labels import label
from zhifa.documents.particulars import LABELS
from zhifa.documents.phrases import GROUNDS, METHODS


@dataclass(frozen=True, slots=True)
class Hole:
    """Where a fact is printed: what it is called, and which expression prints it, so that two facts of one name stay two."""

    name: str
    source: str
    kind: str = ""
    """``day`` or ``moment``, where it is one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several texts; choices of the same condition are made alike."""

    condition: str
    ways: tuple[Text, ...]


Piece: TypeAlias = str | Hole | Choice
Text: TypeAlias = tuple[Piece, ...]
Thunk: TypeAlias = Callable[[], Text]
"""An expression together with the names that it was written among."""

MOST_PIECES: Final = 20_000
"""Of one paper with every branch written out; the longest of the package has some three hundred."""

_TABLES: Final[Mapping[str, object]] = {"GROUNDS": GROUNDS, "METHODS": METHODS}
_NAMES: Final[Mapping[str, str]] = {
    "value": "内容",
    "index": "序号",
    "issued_on": "成文日期",
    "notice_served_on": "告知书送达日期",
    "owed": "欠缴数额",
    "paid": "已缴数额",
    "payable": "应缴数额",
    "fine": "罚款数额",
    "surcharge": "加处罚款数额",
    "due": "到期日期",
    "violations": "违法行为项数",
    "statement_days": "陈述申辩天数",
}
"""Names for facts that no paper requires, and so have none among the labels."""
_LOOSE: Final = ("<p", "<h", "<li", "<t", "<o")
"""Markup by which a branch is known to hold lines of its own, and not part of one."""


@dataclass(slots=True)
class _Scope:
    """Names of one template: what is bound, imported, and defined as a macro."""

    template: str
    bound: dict[str, Thunk] = field(default_factory=dict)
    imported: dict[str, str] = field(default_factory=dict)

    def inner(self, **bound: Thunk) -> _Scope:
        return _Scope(self.template, self.bound | bound, self.imported)


class TemplateText:
    """Reads the text of a paper's template, with all that it extends, includes and calls."""

    def __init__(self, templates: TemplateSet, titles: Sequence[str], left: _Left | None = None) -> None:
        self._templates = templates
        self._titles = titles
        self._left = left or _Left()
        self._blocks: dict[str, list[tuple[nodes.Block, _Scope]]] = {}
        """The blocks of each name, the overriding one first."""

    def of(self, name: str) -> Text:
        """The text of the template of that name. Raises TemplateFailed for one that is too long with every branch written out."""
        titles = Choice("title", tuple((title,) for title in self._titles))
        source = self._templates.resolved(name)
        try:
            return self._whole(source, _Scope(source, {"title": _always((titles,))}))
        except TooLong as error:
            raise TemplateFailed(_too_long(source)) from error

    def _whole(self, source: str, scope: _Scope) -> Text:
        """The text of a source: what it extends, with the blocks that it fills."""
        tree = _tree(self._templates, source)
        while parent := tree.find(nodes.Extends):
            self._take_blocks(tree, scope)
            self._define(tree.body, scope)
            source = self._named(parent.template, source)
            scope = _Scope(source, scope.bound, dict(scope.imported))
            tree = _tree(self._templates, source)
        self._take_blocks(tree, scope)
        return self._body(tree.body, scope)

    # --- statements ---------------------------------------------------------------------------------------------------

    def _take_blocks(self, tree: nodes.Template, scope: _Scope) -> None:
        for block in tree.find_all(nodes.Block):
            self._blocks.setdefault(block.name, []).append((block, scope))

    def _define(self, body: Iterable[nodes.Node], scope: _Scope) -> None:
        """Take up what is imported and set at the head of a template that extends another."""
        for node in body:
            if isinstance(node, nodes.Import | nodes.Assign):
                self._statement(node, scope)

    def _body(self, body: Iterable[nodes.Node], scope: _Scope) -> Text:
        return tuple(piece for node in body for piece in self._statement(node, scope))

    def _statement(self, node: nodes.Node, scope: _Scope) -> Text:
        match node:
            case nodes.TemplateData():
                return self._left.take((node.data,))
            case nodes.Output():
                return tuple(piece for part in node.nodes for piece in self._printed(part, scope))
            case nodes.If():
                return self._if(node, scope)
            case nodes.For():
                return self._for(node, scope)
            case nodes.Block():
                return self._block(node.name, scope, depth=0)
            case nodes.Include():
                return self._included(self._named(node.template, scope.template), scope)
            case nodes.Import():
                scope.imported[node.target] = self._named(node.template, scope.template)
            case nodes.Assign() if isinstance(node.target, nodes.Name):
                scope.bound[node.target.name] = self._later(node.node, scope.inner())
        return ()

    def _included(self, name: str, scope: _Scope) -> Text:
        within = TemplateText(self._templates, self._titles, self._left)
        key = (name, tuple(scope.bound.items()), tuple(scope.imported.items()))
        return self._left.once(key, lambda: within._whole(name, _Scope(name, scope.bound, dict(scope.imported))))

    def _if(self, node: nodes.If, scope: _Scope) -> Text:
        bodies = [node.body, *(one.body for one in node.elif_), node.else_]
        ways = tuple(self._body(body, scope) for body in bodies)
        if any(_has_lines(way) for way in ways):
            return tuple(piece for way in ways for piece in way)
        return (Choice(repr(node.test), ways),)

    def _for(self, node: nodes.For, scope: _Scope) -> Text:
        inner = scope.inner(**self._targets(node))
        body, otherwise = self._body(node.body, inner), self._body(node.else_, scope)
        if _has_lines(body):
            return (*body, *otherwise)
        listed: Text = (_hole(node.iter),)
        return (Choice(repr(node.iter), (listed, otherwise)),) if node.else_ else listed

    def _targets(self, node: nodes.For) -> dict[str, Thunk]:
        names = [one.name for one in node.target.find_all(nodes.Name)] or [getattr(node.target, "name", "")]
        bound: dict[str, Thunk] = {name: _always((_hole(nodes.Name(name, "load")),)) for name in names}
        if isinstance(node.iter, nodes.Filter) and node.iter.name == "particulars":
            bound[names[0]] = _always((Choice("particulars", tuple((one,) for one in LABELS)),))
        return bound

    def _block(self, name: str, scope: _Scope, *, depth: int) -> Text:
        block, defined = self._blocks[name][depth]
        inner = _Scope(defined.template, scope.bound | defined.bound, defined.imported)
        inner.bound["super"] = lambda: self._block(name, scope, depth=depth + 1)
        return self._body(block.body, inner)

    # --- expressions --------------------------------------------------------------------------------------------------

    def _later(self, node: nodes.Node, scope: _Scope) -> Thunk:
        key = object()
        return lambda: self._left.once(key, lambda: self._printed(node, scope))

    def _printed(self, node: nodes.Node, scope: _Scope) -> Text:
        self._left.take(_ONE)
        match node:
            case nodes.TemplateData():
                return (node.data,)
            case nodes.Const():
                return (str(node.value),) if node.value is not None else ()
            case nodes.Name() if node.name in scope.bound:
                return scope.bound[node.name]()
            case nodes.CondExpr():
                other = self._printed(node.expr2, scope) if node.expr2 else ()
                return (Choice(repr(node.test), (self._printed(node.expr1, scope), other)),)
            case nodes.Or():
                return (Choice(repr(node.left), (self._printed(node.left, scope), self._printed(node.right, scope))),)
            case nodes.Concat() | nodes.Add():
                parts = node.nodes if isinstance(node, nodes.Concat) else [node.left, node.right]
                return tuple(piece for part in parts for piece in self._printed(part, scope))
            case nodes.Filter() if node.node is not None:
                return self._filtered(node, node.node, scope)
            case nodes.Getitem():
                return self._item(node, scope)
            case nodes.Call():
                return self._called(node, scope)
        return (_hole(node),)

    def _filtered(self, node: nodes.Filter, inner: nodes.Expr, scope: _Scope) -> Text:
        text = self._printed(inner, scope)
        if node.name in {"day", "moment"} and len(text) == 1 and isinstance(text[0], Hole):
            return (replace(text[0], kind=node.name),)
        if node.name == "paragraphs":
            return ("<p>", *text, "</p>")
        if node.name == "titled":
            return tuple(self._templates.title(piece) if isinstance(piece, str) else piece for piece in text)
        return text if node.name in {"trim", "cell"} else (_hole(inner),)

    def _item(self, node: nodes.Getitem, scope: _Scope) -> Text:
        """One of the values of a table: all that are text, whatever the key."""
        table = node.node
        if isinstance(table, nodes.Name) and table.name in scope.bound:
            return scope.bound[table.name]()
        if isinstance(table, nodes.Dict):
            return (Choice(repr(node.arg), tuple(self._printed(pair.value, scope) for pair in table.items)),)
        values = _values(_known(node))
        return (Choice(repr(node.node), tuple((one,) for one in values)),) if values else (_hole(node),)

    def _called(self, node: nodes.Call, scope: _Scope) -> Text:
        function = node.node
        if isinstance(function, nodes.Name):
            if function.name in scope.bound:
                return scope.bound[function.name]()
            return self._macro(scope.template, function.name, node, scope)
        if isinstance(function, nodes.Getattr) and isinstance(function.node, nodes.Name):
            module = scope.imported.get(function.node.name)
            return self._macro(module, function.attr, node, scope) if module else (_hole(function),)
        return (_hole(function),)

    def _macro(self, template: str, name: str, call: nodes.Call, scope: _Scope) -> Text:
        tree = _tree(self._templates, template)
        macro = next((one for one in tree.find_all(nodes.Macro) if one.name == name), None)
        if macro is None:
            return (_hole(call.node),)
        inner = _Scope(template)
        for node in tree.body:
            if isinstance(node, nodes.Import):
                self._statement(node, inner)
        names = [argument.name for argument in macro.args]
        given = dict(zip(names, call.args, strict=False)) | {one.key: one.value for one in call.kwargs}
        inner.bound = {one: self._later(value, scope) for one, value in given.items()}
        return self._body(macro.body, inner)

    def _named(self, template: nodes.Expr, within: str) -> str:
        assert isinstance(template, nodes.Const), "a template is named by a literal"
        return self._templates.environment.join_path(template.value, within)


class TooLong(Exception):
    """More pieces than any paper has."""


_ONE: Final[Text] = ("",)


class _Left:
    """What one paper may still be written out to, and what of it was written out before."""

    def __init__(self) -> None:
        self._pieces = MOST_PIECES
        self._known: dict[object, tuple[Text, int]] = {}

    def take(self, text: Text, pieces: int = 1) -> Text:
        """The text, at the price of so many pieces. Raises :class:`TooLong`."""
        self._pieces -= pieces
        if self._pieces < 0:
            raise TooLong
        return text

    def once(self, key: object, write: Callable[[], Text]) -> Text:
        """A text that may be asked for again: it is written out once, and its price is paid each time."""
        if key not in self._known:
            before = self._pieces
            text = write()
            self._known[key] = (text, before - self._pieces)
            return text
        return self.take(*self._known[key])


def _too_long(source: str) -> TemplateFault:
    layer, _, file = source.rpartition("/")
    pack, _, since = layer.partition("@")
    return TemplateFault(
        pack=pack or "national",
        file=f"{since}/{file}" if since else file,
        wrong=f"各种写法全部写出超过 {MOST_PIECES} 段，不能逐行核对",
        remedy="少用重复的 include 和 set",
    )


@lru_cache(maxsize=512)
def _tree(templates: TemplateSet, source: str) -> nodes.Template:
    """Read once, for most papers call the same macros."""
    return templates.parsed(source)


def _always(text: Text) -> Thunk:
    return lambda: text


def _has_lines(text: Text) -> bool:
    return any(
        any(mark in piece for mark in _LOOSE)
        if isinstance(piece, str)
        else isinstance(piece, Choice) and any(map(_has_lines, piece.ways))
        for piece in text
    )


def _hole(node: nodes.Node) -> Hole:
    return Hole(_name_of(node), repr(node))


def _name_of(node: nodes.Node | None) -> str:
    """What to call the fact that an expression prints."""
    match node:
        case nodes.Name():
            return _label(node.name)
        case nodes.Getattr():
            return _label(node.attr)
        case nodes.Filter() | nodes.Getitem() | nodes.Call() | nodes.Test():
            return _name_of(node.node)
    return "内容"


def _label(name: str) -> str:
    written = _NAMES.get(name) or label(f"act.{name}")
    return "".join(char for char in written if char.isalnum() or char == "_")


def _known(node: nodes.Expr) -> object:
    """The value of a table that templates share, without the keys that only a case knows."""
    if isinstance(node, nodes.Name):
        return _TABLES.get(node.name)
    if not isinstance(node, nodes.Getitem):
        return None
    table = _known(node.node)
    if isinstance(node.arg, nodes.Const) and isinstance(table, list):
        return [one[node.arg.value] for one in table]
    return list(table.values()) if isinstance(table, Mapping) else table


def _values(known: object) -> tuple[str, ...]:
    return tuple(one for one in known if isinstance(one, str)) if isinstance(known, list) else ()
