"""Templates that an agency supplies, run within bounds: nothing of Python but facts, so many steps, so much text, so much time.

The language they may be written in (:mod:`zhifa.documents.packs.language`) already knows neither calls nor arithmetic, so a template can only
be long or loop. Whatever can be repeated (the body of a loop, a block, a file) is charged each time it is entered, with the text that
stands in it, and each text that is printed, joined or handed to a word with its length, before anything is made of it: a template that
loops for ever, or would be too large, is stopped at its bound. What hangs on a value is handed out only where it is data: a field of a
fact; and nothing is called but macros and ``super``. What comes out is held against the package's own paper of the same facts
(:mod:`zhifa.documents.packs.finished`).
A worker process with limits of the system would stop the same templates later, cost a copy of the facts, and know no line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from jinja2 import Undefined, nodes, pass_context
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from zhifa.documents.environment import TemplateSet
from zhifa.documents.errors import DocumentError, TemplateFailed, TemplateFault
from zhifa.documents.packs.budget import BoundReached, bounded
from zhifa.documents.packs.finished import MAX_PAPER, faults
from zhifa.documents.packs.language import FILTERS
from zhifa.documents.packs.layers import Edited, LayeredEnvironment, LayeredSet
from zhifa.documents.packs.priced import UNPRICED, charged, concatenated, entered, joined, priced, scalar, shown

_OF_LOOP: Final = frozenset(
    {"index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem"}
)
_OF_DAY: Final = frozenset({"year", "month", "day"})


def _data_on(kind: type) -> frozenset[str]:
    """What hangs on values of this class and is data: fields of a fact and what is derived from them; of a text nothing."""
    if is_dataclass(kind):
        derived = {name for base in kind.__mro__ for name, value in vars(base).items() if isinstance(value, property)}
        return frozenset(name for name in derived | {field.name for field in fields(kind)} if not name.startswith("_"))
    if issubclass(kind, LoopContext):
        return _OF_LOOP
    return _OF_DAY if issubclass(kind, date) else frozenset()


_data_of: Final[Callable[[type], frozenset[str]]] = cache(_data_on)
"""The same, reckoned once a class."""


class GuardedEnvironment(LayeredEnvironment, ImmutableSandboxedEnvironment):
    """Reads a template with the price of every body written in, and hands out nothing but data."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.globals.clear()
        self.filters |= {"join": joined, _ENTERED: entered, _CONCATENATED: concatenated, _SCALAR: scalar}

    def pay(self) -> None:
        """Put a price on the words of papers, once they are there."""
        self.filters |= {name: priced(name, self.filters[name]) for name in FILTERS - UNPRICED}
        titled = self.filters["titled"]
        self.filters["titled"] = pass_context(lambda context, title: titled(context, shown(title)))

    def getattr(self, obj: object, attribute: str) -> Any:
        """A field of a fact, or a macro of an imported file."""
        if isinstance(obj, Undefined) or attribute in _data_of(type(obj)):
            return self._data(obj, attribute, getattr(obj, attribute))  # an undefined name says which it is
        macro = vars(obj).get(attribute) if isinstance(obj, TemplateModule) else None
        return macro if isinstance(macro, Macro) else self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: object, argument: Any) -> Any:
        """A member of a list or table, or what :meth:`getattr` answers; a text has no members."""
        if isinstance(obj, Undefined | Mapping | list | tuple):
            try:
                return self._data(obj, argument, obj[argument])
            except (TypeError, LookupError):
                return self.undefined(obj=obj, name=argument)
        return self.getattr(obj, argument) if isinstance(argument, str) else self.undefined(obj=obj, name=argument)

    def _data(self, obj: object, name: str, value: Any) -> Any:
        return self.undefined(obj=obj, name=name) if callable(value) else value

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros and ``super`` are called, and nothing else."""
        return isinstance(obj, Macro | BlockReference)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template: nodes.Template = _Pricing(self, name or "").visit(super()._parse(source, name, filename))
        for body in (
            template.body,
            *(block.body for block in template.find_all(nodes.Block)),
            *(loop.body for loop in template.find_all(nodes.For)),
        ):
            body.insert(0, self._price(body))
        return template

    def _price(self, body: list[nodes.Node]) -> nodes.Node:
        chars = sum(len(text.data) for node in body for text in _texts(node))
        charge = _word(nodes.Const(chars), _ENTERED)
        return nodes.Output([charge], lineno=body[0].lineno if body else 1).set_environment(self)


_ENTERED: Final = "entered body"
_CONCATENATED: Final = "joined texts"
_SCALAR: Final = "one side"
"""Names that no template can write."""


class _Pricing(NodeTransformer):
    """Puts words with a price in the place of ``~`` and, in a file of a pack, of the sides of a comparison that nobody wrote out."""

    def __init__(self, environment: GuardedEnvironment, name: str) -> None:
        self._environment, self._of_pack = environment, "/" in name

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        return self._worded(nodes.List(node.nodes, lineno=node.lineno), _CONCATENATED)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        self.generic_visit(node)
        if self._of_pack and not _written_out(node.expr) and not all(_written_out(one.expr) for one in node.ops):
            node.expr = self._worded(node.expr, _SCALAR)
            for one in node.ops:
                one.expr = one.expr if _written_out(one.expr) else self._worded(one.expr, _SCALAR)
        return node

    def _worded(self, node: nodes.Expr, name: str) -> nodes.Filter:
        word = _word(node, name)
        word.set_lineno(node.lineno).set_environment(self._environment)
        return word


def _word(node: nodes.Expr, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None)


def _written_out(node: nodes.Expr) -> bool:
    if isinstance(node, nodes.List | nodes.Tuple):
        return all(isinstance(member, nodes.Const) for member in node.items)
    return isinstance(node, nodes.Const)


def _texts(node: nodes.Node) -> Iterator[nodes.TemplateData]:
    if isinstance(node, nodes.TemplateData):
        yield node
    yield from node.find_all(nodes.TemplateData)


class GuardedSet(LayeredSet):
    """Templates of the package below those of packs, some of which are not trusted."""

    def __init__(self, edited: tuple[Edited, ...], trusted: TemplateSet) -> None:
        super().__init__(edited, GuardedEnvironment, finalize=charged)
        assert isinstance(self.environment, GuardedEnvironment)
        self.environment.pay()
        self._trusted = trusted

    @property
    def trusted(self) -> TemplateSet:
        """The templates of the package below those that are not trusted."""
        return self._trusted

    def text(self, name: str, values: Mapping[str, object]) -> str:
        """What the template makes of the values, when it is a paper. Raises TemplateFailed naming pack, file and line."""
        try:
            with bounded():
                text = super().text(name, values)
        except BoundReached as error:
            raise self._failed(error, str(error), "缩短循环和引用；循环只用于逐项列出事实") from error
        except Exception as error:  # whatever an expression of theirs comes to on these facts
            wrong = f"不能按事实写出：{_told(error)}"
            raise self._failed(error, wrong, "核对所用的事实是否都有；可能没有的，先用 if 判断") from error
        self._require_paper(name, text, values)
        return text

    def _require_paper(self, name: str, text: str, values: Mapping[str, Any]) -> None:
        """It is no longer than a paper can be, and says and shows what the package's own paper of these facts does."""
        if len(text) > MAX_PAPER:
            raise self._failed(None, f"写出的文书有 {len(text)} 字，超过 {MAX_PAPER} 字", "缩短模板", name)
        try:
            wrong = "；".join(faults(text, self._trusted.text(name, values), values))
        except DocumentError as error:
            wrong = f"写出的不是文书：{_told(error)}"
            raise self._failed(error, wrong, "只用文书词汇中的标记，见 docs/templates.md", name) from error
        except Exception as error:  # nothing of theirs comes to an officer as anything but a refusal
            raise self._failed(error, f"写出的文书不能核对：{_told(error)}", "照全国文书的写法改正", name) from error
        if wrong:
            raise self._failed(None, f"写出的文书{wrong}", "不要去掉版头、署名和必备事项；改写时照样保留", name)

    def _failed(self, error: Exception | None, wrong: str, remedy: str, name: str = "") -> TemplateFailed:
        place, line = _where(error) if error and not name else (self.resolved(name), 0)
        layer, _, file = place.rpartition("/")
        pack, _, since = layer.partition("@")
        pack = pack or self.edited[-1][0].name
        return TemplateFailed(
            TemplateFault(pack=pack, file=f"{since}/{file}" if since else file, line=line, wrong=wrong, remedy=remedy)
        )


def _told(error: Exception) -> str:
    """What the error says; some say nothing, and are named."""
    return str(error)[:200] or type(error).__name__


def _where(error: Exception) -> tuple[str, int]:
    """The innermost template that the error passed, a pack's before one of the package, and the line in it."""
    found = ("", 0)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".html") and ("@" in file or not found[0]):
            found = file, trace.tb_lineno
        trace = trace.tb_next
    return found
