"""Templates that an agency supplies, run within bounds: no attribute of Python, so many steps, so much text, so much time.

The language they may be written in (:mod:`zhifa.documents.packs.language`) already knows neither calls nor arithmetic, so a template can only
be long or loop. Whatever can be repeated (the body of a loop, a block, a file) is charged each time it is entered, with the text that
stands in it, and each printed value with its length: a template that loops for ever, or would be too large, is stopped at its bound.
A worker process with limits of the system would stop the same templates later, cost a copy of the facts, and know no line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from time import thread_time
from typing import Any, Final

from jinja2 import Undefined, nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from zhifa.documents.blocks import Footer, Line, Paper, parse
from zhifa.documents.environment import printed
from zhifa.documents.errors import TemplateFailed, TemplateFault, UnknownMarkup
from zhifa.documents.facts import Citation, NotStated
from zhifa.documents.packs.language import FILTERS
from zhifa.documents.packs.layers import Edited, LayeredEnvironment, LayeredSet

MAX_STEPS: Final = 200_000
"""Bodies entered and values printed in one paper; a list of five hundred articles takes some three thousand."""
MAX_CHARS: Final = 4_000_000
"""Characters that one paper's templates may make on the way."""
MAX_SECONDS: Final = 10.0
"""Of reckoning, not of waiting: a busy machine refuses no paper. The last resort, for single steps that are long; the other bounds come first."""


_MANY: Final = 2000
"""Characters of a step that may have taken its time."""


class BoundReached(Exception):
    """The template is not done when it should have been."""


class _Budget:
    """What is left for one paper."""

    __slots__ = ("_chars", "_steps", "_until")

    def __init__(self) -> None:
        self._steps, self._chars, self._until = MAX_STEPS, MAX_CHARS, thread_time() + MAX_SECONDS

    def spend(self, chars: int) -> None:
        """Take one step and so many characters. Raises :class:`BoundReached`."""
        self._steps -= 1
        self._chars -= chars
        if self._steps < 0:
            raise BoundReached(f"超过 {MAX_STEPS} 步还没有结束")
        if self._chars < 0:
            raise BoundReached(f"写出的文字超过 {MAX_CHARS} 字")
        if (not self._steps % 64 or chars > _MANY) and thread_time() > self._until:
            raise BoundReached(f"超过 {MAX_SECONDS:.0f} 秒还没有结束")


_SHOWN: Final = (str, int, Citation, NotStated, Undefined)
"""Undefined is the empty text of an ``if`` without ``else``; any other that is not there fails by itself."""
_UNPRICED: Final = frozenset({"titled", "first", "last", "length"})
"""They answer a title, a member, a number."""

_BUDGET: Final[ContextVar[_Budget | None]] = ContextVar("budget of a paper", default=None)


@contextmanager
def _bounded() -> Iterator[None]:
    token = _BUDGET.set(_Budget())
    try:
        yield
    finally:
        _BUDGET.reset(token)


@pass_context
def _charged(_: Context, value: object) -> object:
    """As :func:`printed`, at a price, and only what a paper can show: no yes or no, no object of Python.

    With a context, as everything here that has a price, so that nothing is reckoned once and for all when a template is compiled.
    """
    value = printed(value)
    if isinstance(value, bool) or not isinstance(value, _SHOWN):
        raise TypeError(f"{type(value).__name__} 不能直接写出，要用过滤器或者写明其中一项")
    _spend(str(value))
    return value


def _spend(text: str) -> None:
    budget = _BUDGET.get()
    if budget is not None:
        budget.spend(len(text))


def _priced(word: Callable[..., object]) -> Callable[..., object]:
    """A filter whose text is paid for, so that none can be handed on from filter to filter and grow."""

    @pass_context
    def paid(_: Context, *args: object, **named: object) -> object:
        value = word(*args, **named)
        if isinstance(value, str):
            _spend(value)
        return value

    return paid


@pass_context
def _entered(_: Context, chars: int) -> str:
    """The price of a body."""
    budget = _BUDGET.get()
    if budget is not None:
        budget.spend(chars)
    return ""


def _joined(values: object, separator: str = "") -> str:
    """``join`` of a list of texts; a text is no list, and would grow with each join."""
    if not isinstance(values, list | tuple):
        raise TypeError("join 只能连接列表，不能连接一段文字")
    return separator.join(str(value) for value in values)


class GuardedEnvironment(LayeredEnvironment, ImmutableSandboxedEnvironment):
    """Reads a template with the price of every body written in."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.globals.clear()
        self.filters |= {"join": _joined, _ENTERED: _entered}

    def pay(self) -> None:
        """Put a price on the words of papers, once they are there."""
        priced = {name: _priced(self.filters[name]) for name in FILTERS - _UNPRICED}
        self.filters |= priced

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        for body in (
            template.body,
            *(block.body for block in template.find_all(nodes.Block)),
            *(loop.body for loop in template.find_all(nodes.For)),
        ):
            body.insert(0, self._price(body))
        return template

    def _price(self, body: list[nodes.Node]) -> nodes.Node:
        chars = sum(len(text.data) for node in body for text in _texts(node))
        charge = nodes.Filter(nodes.Const(chars), _ENTERED, [], [], None, None)
        return nodes.Output([charge], lineno=body[0].lineno if body else 1).set_environment(self)


_ENTERED: Final = "entered body"
"""A name that no template can write."""


def _texts(node: nodes.Node) -> Iterator[nodes.TemplateData]:
    if isinstance(node, nodes.TemplateData):
        yield node
    yield from node.find_all(nodes.TemplateData)


class GuardedSet(LayeredSet):
    """Templates of the package below packs, some of which are not trusted."""

    def __init__(self, edited: tuple[Edited, ...]) -> None:
        super().__init__(edited, GuardedEnvironment, finalize=_charged)
        assert isinstance(self.environment, GuardedEnvironment)
        self.environment.pay()

    def text(self, name: str, values: Mapping[str, object]) -> str:
        """What the template makes of the values, when it is a paper. Raises TemplateFailed naming pack, file and line."""
        try:
            with _bounded():
                text = super().text(name, values)
        except BoundReached as error:
            raise self._failed(error, str(error), "缩短循环和引用；循环只用于逐项列出事实") from error
        except Exception as error:  # whatever an expression of theirs comes to on these facts
            wrong = f"不能按事实写出：{str(error)[:200]}"
            raise self._failed(error, wrong, "核对所用的事实是否都有；可能没有的，先用 if 判断") from error
        self._require_paper(name, text, values)
        return text

    def _require_paper(self, name: str, text: str, values: Mapping[str, object]) -> None:
        try:
            lacking = tuple(_lacking(parse(text), values))
        except UnknownMarkup as error:
            raise self._failed(
                error, f"写出的不是文书：{error}", "只用文书词汇中的标记，见 docs/templates.md", name
            ) from error
        if lacking:
            raise self._failed(
                None, f"写出的文书没有{'、'.join(lacking)}", "不要去掉版头和署名；改写时保留这些内容", name
            )

    def _failed(self, error: Exception | None, wrong: str, remedy: str, name: str = "") -> TemplateFailed:
        place, line = _where(error) if error and not name else (self.resolved(name), 0)
        layer, _, file = place.rpartition("/")
        pack, _, since = layer.partition("@")
        pack = pack or self.edited[-1][0].name
        return TemplateFailed(
            TemplateFault(pack=pack, file=f"{since}/{file}" if since else file, line=line, wrong=wrong, remedy=remedy)
        )


def _lacking(paper: Paper, values: Mapping[str, Any]) -> Iterator[str]:
    """What every paper shows whatever a template makes of it."""
    lines = {(block.style, block.text) for block in paper.blocks if isinstance(block, Line)}
    signed = {line.text for block in paper.blocks if isinstance(block, Footer) for line in block.lines}
    issue, kind = values["issue"], values["kind"]
    if ("h1", values["title"]) not in lines:
        yield f"标题“{values['title']}”"
    if ("agency", values["agency"].name) not in lines:
        yield "机关名称"
    if kind.series and issue.number and ("number", issue.number) not in lines:
        yield "文号"
    if values["case"].replay and not any(style == "replay" for style, _ in lines):
        yield "演示字样"
    if paper.layout == "letter" and values["agency"].name not in signed:
        yield "署名"


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
