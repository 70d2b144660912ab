"""The words of papers at a price: each text is paid for, and looked at, before anything is made of it.

All of them ask for a context, so that nothing is reckoned once and for all when a template is compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import GeneratorType
from typing import Final

from jinja2 import Undefined, pass_context
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, markup_join

from zhifa.documents.environment import printed
from zhifa.documents.facts import Citation, NotStated
from zhifa.documents.packs.budget import spend, take

_SHOWN: Final = (str, int, Citation, NotStated, Undefined)
"""Undefined is the empty text of an ``if`` without ``else``; any other that is not there fails by itself."""
UNPRICED: Final = frozenset({"titled", "first", "last", "length", "join"})
"""They answer a title, a member, a number; ``join`` asks its price itself."""
_OF_JINJA: Final = (LoopContext, Macro, TemplateModule, BlockReference)
"""They would be taken for lists and texts, and written out as Python would."""
_OF_TEXTS: Final = frozenset({"paragraphs", "cell", "sentence", "escape", "e"})
"""Words that take what a paper can show, and write anything else out as Python would; ``citations`` takes a list of it."""


def shown(value: object) -> str:
    """The text that a paper shows of a value. Raises TypeError for what it cannot show: yes or no, an object of Python."""
    if isinstance(value, bool) or not isinstance(value, _SHOWN):
        raise TypeError(f"{type(value).__name__} 不能直接写出，要用过滤器或者写明其中一项")
    return str(value)


@pass_context
def charged(_: Context, value: object) -> object:
    """As :func:`printed`, at a price, and only what a paper can show."""
    value = printed(value)
    spend(len(shown(value)))
    return value


def priced(name: str, word: Callable[..., object]) -> Callable[..., object]:
    """A filter whose text is paid for, what it takes and what it makes, so that none can be handed on from filter to filter and grow."""

    @pass_context
    def paid(_: Context, value: object, *more: object, **named: object) -> object:
        if isinstance(value, _OF_JINJA):
            raise TypeError(f"{type(value).__name__} 不是事实")
        if isinstance(value, list | tuple) and name not in _OF_TEXTS:
            for member in value:
                take(len(shown(member)) if isinstance(member, _SHOWN) or name == "citations" else 1)
        elif isinstance(value, str) or name in _OF_TEXTS:
            take(len(shown(value)))
        made = word(value, *more, **named)
        if isinstance(made, str):
            spend(len(made))
        return made

    return paid


@pass_context
def entered(_: Context, chars: int) -> str:
    """The price of a body."""
    spend(chars)
    return ""


@pass_context
def joined(_: Context, values: object, separator: object = "") -> str:
    """``join`` of a list of texts; a text is no list, and would grow with each join."""
    if not isinstance(values, list | tuple | GeneratorType):
        raise TypeError("join 只能连接列表，不能连接一段文字")
    between, members = shown(separator), []
    for value in values:
        members.append(shown(value))
        take(len(members[-1]) + len(between))
    return between.join(members)


@pass_context
def concatenated(_: Context, members: list[object]) -> str:
    """``~``, as Jinja does it where markup is escaped."""
    for member in members:
        take(len(shown(member)))
    return markup_join(members)


@pass_context
def scalar(_: Context, value: object) -> object:
    """One side of a comparison of two facts: lists could be long, and compare at one go."""
    if value is not None and not isinstance(value, str | int | date | NotStated | Undefined | Mapping):
        raise TypeError(f"{type(value).__name__} 不能这样比较，只能比较文字、数字、日期，或者与写明的值比较")
    return value
