"""The little language that packs are written in: print, choose, go through a list, fill a block, include a part.

It has no calls but of macros that the file imports, no arithmetic, no text made of text that could be kept and doubled, no list of lists, no
markup but whole tags of the vocabulary of papers, no file but those of the packs, nothing with an underscore in front. What is outside is found
in the syntax tree before anything runs. What only a run tells, :mod:`zhifa.documents.packs.guard` sees to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from jinja2 import nodes

from zhifa.documents.blocks import TAG
from zhifa.documents.environment import SUPPLIED, WORDS

FILTERS: Final = frozenset(
    {*(word.__name__ for word in WORDS), "titled", "length", "first", "last", "join", "escape", "e"}
)
"""The words of papers, and of those of Jinja what makes no more of a text than it is."""

TESTS: Final = frozenset({"a", "defined", "none", "string"})

FILE: Final = re.compile(r"(?:D\d\d(?:-\d)?|letter|form|record|_[a-z][a-z0-9_-]*)\.html")
"""What a template of a pack may be called."""

_GIVEN: Final = SUPPLIED | {"GROUNDS", "METHODS", "super", "loop"}

_STATEMENTS: Final = (
    *(
        nodes.Template,
        nodes.Output,
        nodes.TemplateData,
        nodes.Extends,
        nodes.Block,
        nodes.If,
        nodes.For,
        nodes.Assign,
        nodes.With,
    ),
    *(nodes.Include, nodes.Import),
)
_PLAIN: Final = (
    *(nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem, nodes.Test, nodes.Compare, nodes.Operand),
    *(nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Tuple, nodes.List),
)
"""Expressions whose value is there already, or is yes or no."""
_PRINTED: Final = (nodes.Filter, nodes.Concat, nodes.Call)
"""Expressions that make a text; they may be printed or handed to a macro, and not kept."""

_NAMED: Final = {
    nodes.Macro: ("不能定义宏", "要重复的内容写在另一个文件，用 include 引用"),
    nodes.CallBlock: ("不能使用 call", "直接引用文书的宏"),
    nodes.FilterBlock: ("不能使用 filter 段", "把过滤器写在取值的后面"),
    nodes.AssignBlock: ("不能用 set 存一段文字", "set 只取一项现成的事实"),
    nodes.FromImport: ("不能使用 from … import", "写作 import '_macros.html' as m"),
    nodes.ScopedEvalContextModifier: ("不能改变转义", "去掉 autoescape；事实中的标记一律按文字写出"),
    nodes.NSRef: ("不能改写别的对象", "set 只给一个新名称取值"),
    nodes.Slice: ("不能截取", "整项写出"),
    nodes.Dict: ("不能写字典", "用 if 分别写明"),
}
_OTHERWISE: Final = ("不能使用这种语句或者算式", "只用 docs/templates.md 所列的写法")


class Outside(NamedTuple):
    """Something outside the language."""

    line: int
    wrong: str
    remedy: str


def outside(template: nodes.Template) -> Iterator[Outside]:
    """Everything in the syntax tree that the language does not know."""
    imported = frozenset(node.target for node in template.find_all(nodes.Import))
    for node in _all(template):
        yield from _of(node)
        if isinstance(node, nodes.Call):
            yield from _call(node, imported)
        elif isinstance(node, nodes.Name) and node.ctx == "store":
            yield from _taken(node, node.name, imported)
        elif isinstance(node, nodes.Import):
            yield from _taken(node, node.target, frozenset())


def _taken(node: nodes.Node, name: str, imported: frozenset[str]) -> Iterator[Outside]:
    """A name of the paper's own, given another value, would change what the templates below print."""
    if name in imported:
        yield _outside(node, f"名称“{name}”是引入的宏的，不能另外取值", "另取一个名称")
    elif name in _GIVEN:
        yield _outside(node, f"名称“{name}”是文书给出的，不能另外取值", "另取一个名称")


def _all(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for below in node.iter_child_nodes():
        yield from _all(below)


def _of(node: nodes.Node) -> Iterator[Outside]:
    rule = _RULES.get(type(node))
    if rule is not None:
        yield from rule(node)
    elif not isinstance(node, (*_STATEMENTS, *_PLAIN, *_PRINTED, nodes.Keyword)):
        yield _outside(node, *_NAMED.get(type(node), _OTHERWISE))


def _filter(node: nodes.Filter) -> Iterator[Outside]:
    if node.name not in FILTERS:
        yield _outside(node, f"没有过滤器“{node.name}”", f"可用的有：{'、'.join(sorted(FILTERS))}")
    elif node.dyn_args or node.dyn_kwargs:
        yield _outside(node, *_OTHERWISE)


def _test(node: nodes.Test) -> Iterator[Outside]:
    if node.name not in TESTS:
        yield _outside(node, f"没有判断“is {node.name}”", f"可用的有：{'、'.join(sorted(TESTS))}")


def _attribute(node: nodes.Getattr) -> Iterator[Outside]:
    if _hidden(node.attr):
        yield _outside(node, f"不能读取“{node.attr}”", "只读取 docs/templates.md 所说的事实")


def _name(node: nodes.Name) -> Iterator[Outside]:
    if _hidden(node.name) or node.name in ("self", "caller", "varargs", "kwargs"):
        yield _outside(node, f"不能使用名称“{node.name}”", "只用文书给出的名称和自己 set 的名称")


def _outside(node: nodes.Node, wrong: str, remedy: str) -> Outside:
    return Outside(node.lineno, wrong, remedy)


def _hidden(name: str) -> bool:
    return name.startswith("_")


def _subscript(node: nodes.Getitem) -> Iterator[Outside]:
    key = node.arg.value if isinstance(node.arg, nodes.Const) else None
    if isinstance(node.arg, nodes.Slice):
        return  # told as such
    if not isinstance(key, str | int) or _hidden(str(key)):
        yield _outside(node, "方括号中只能写明一个名称或者序号", "写作 名称.项目，或者 名称[0]")


def _call(node: nodes.Call, imported: frozenset[str]) -> Iterator[Outside]:
    named = node.node
    macro = isinstance(named, nodes.Getattr) and isinstance(named.node, nodes.Name) and named.node.name in imported
    below = isinstance(named, nodes.Name) and named.name == "super" and not node.args
    if not (macro or below) or node.dyn_args or node.dyn_kwargs:
        yield _outside(
            node,
            "只能引用文书的宏和 super()",
            "在本文件开头写 {% import '_macros.html' as m %}，再写 {{ m.remedy(agency, '决定') }}",
        )


def _loop(node: nodes.For) -> Iterator[Outside]:
    if node.recursive:
        yield _outside(node, "循环不能自己套自己", "去掉 recursive")
    if node.test is not None:
        yield _outside(node, "for 后面不能写 if", "在循环里面写 if")
    yield from _there_already(node, node.iter)


def _kept(node: nodes.Assign | nodes.With) -> Iterator[Outside]:
    targets, values = ([node.target], [node.node]) if isinstance(node, nodes.Assign) else (node.targets, node.values)
    if not all(isinstance(target, nodes.Name) for target in targets):
        yield _outside(node, "一次只给一个名称取值", "分几次写")
    for value in values:
        yield from _there_already(node, value)


def _there_already(node: nodes.Node, value: nodes.Node) -> Iterator[Outside]:
    if not _is_there(value):
        yield _outside(node, "取值不能由文字拼成或者算出，列表中不能再有列表", "只取一项现成的事实，写出时再用过滤器")


def _is_there(value: nodes.Node | None) -> bool:
    """Whether a value that gets a name is a fact that is there, or written out: a text or list made anew could be doubled with each name."""
    match value:
        case None | nodes.Name() | nodes.Const():
            return True
        case nodes.Getattr() | nodes.Getitem():
            return _is_there(value.node)
        case nodes.CondExpr():
            return _is_there(value.expr1) and _is_there(value.expr2)
        case nodes.And() | nodes.Or():
            return _is_there(value.left) and _is_there(value.right)
        case nodes.Not() | nodes.Test() | nodes.Compare():
            return True  # yes or no
        case nodes.List() | nodes.Tuple():
            return all(isinstance(member, nodes.Const) for member in value.items)
        case nodes.Filter():
            return value.name in _PICKS and not value.args and not value.kwargs and _is_there(value.node)
    return False


_PICKS: Final = frozenset({"first", "last", "particulars"})
"""Words that answer facts which are there already."""


def _markup(node: nodes.TemplateData) -> Iterator[Outside]:
    """Any ``<`` that does not begin a whole tag: half a tag could be made whole by what is printed after it, and is slow to parse."""
    for at in (at for at, char in enumerate(node.data) if char == "<"):
        tag = TAG.match(node.data, at)
        if tag is None or tag[0].startswith("<span") or " lang=" in tag[0]:
            wrong = f"“{' '.join(node.data[at : at + 30].split())}”不是文书的标记"
            remedy = "只用文书词汇中的标记，小写，属性用双引号，不拆开写；小于号写作 &lt;；藏文写在 wording.bo.toml"
            yield Outside(node.lineno + node.data.count("\n", 0, at), wrong, remedy)
            return  # of a file that is none of ours one is enough


def _reference(node: nodes.Extends | nodes.Include | nodes.Import) -> Iterator[Outside]:
    named = node.template
    if not isinstance(named, nodes.Const) or not isinstance(named.value, str):
        yield _outside(node, "引用的文件要写明名称", "写作 '文件名.html'")
    elif not FILE.fullmatch(named.value):
        yield _outside(node, f"不能引用“{named.value[:60]}”", "只能引用样式包和全国文书中的文件，不写路径")
    if isinstance(node, nodes.Include) and node.ignore_missing:
        yield _outside(node, "不能写 ignore missing", "引用的文件应当存在")


Reference: TypeAlias = nodes.Extends | nodes.Include | nodes.Import


def references(template: nodes.Template) -> Iterator[tuple[Reference, str]]:
    """What the template extends, includes and imports, by the names it gives."""
    for node in template.find_all((nodes.Extends, nodes.Include, nodes.Import)):
        assert isinstance(node, nodes.Extends | nodes.Include | nodes.Import)
        if isinstance(node.template, nodes.Const) and isinstance(node.template.value, str):
            yield node, node.template.value


_RULES: Final[Mapping[type[nodes.Node], Callable[[Any], Iterator[Outside]]]] = {
    nodes.Filter: _filter,
    nodes.Test: _test,
    nodes.Getattr: _attribute,
    nodes.Getitem: _subscript,
    nodes.Name: _name,
    nodes.TemplateData: _markup,
    nodes.For: _loop,
    nodes.Assign: _kept,
    nodes.With: _kept,
    nodes.Extends: _reference,
    nodes.Include: _reference,
    nodes.Import: _reference,
}
"""What is asked of the nodes that the language knows under conditions."""
