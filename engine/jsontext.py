"""JSON that somebody wrote: read strictly, so that nothing in it is passed over in silence.

The standard library keeps the last of two members of one name and takes ``NaN`` for a number. Both are refused here, as is what is nested
deeper than any form of ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from zhifa.engine.quoted import shown

DEEPEST = 100
"""Levels; the deepest form we have holds under ten."""

LONGEST_NUMBER = 400
"""Digits and signs of one number; the longest that any field takes has under twenty."""

_SYNTAX = (
    ("Expecting property name", "应为加双引号的名称"),
    ("Expecting ':'", "缺少冒号"),
    ("Expecting ','", "缺少逗号或者括号"),
    ("Expecting value", "应有一个值"),
    ("Extra data", "在 JSON 结束之后还有内容"),
    ("Unterminated string", "文字没有结束的引号"),
    ("Invalid control character", "文字中有换行等控制字符"),
    ("Invalid", "反斜杠后的写法不对"),
    ("Illegal trailing comma", "最后一项之后多了逗号"),
)
"""Chinese wording of the faults of syntax that the standard library tells, by how its words begin."""


class JSONFaulty(ValueError):
    """A text that is not JSON, or JSON that cannot be taken as it is written; the message says where and by what rule."""


def read_json(text: str) -> Any:
    """The value of a JSON text. Raises :class:`JSONFaulty` for a fault of syntax, a name written twice, a number that is none, deep nesting."""
    twice: list[tuple[dict[str, Any], str]] = []
    try:
        value = json.loads(
            text,
            object_pairs_hook=_made(twice),
            parse_constant=_not_a_number,
            parse_int=_number_by(int),
            parse_float=_number_by(float),
        )
    except json.JSONDecodeError as error:
        raise JSONFaulty(_syntax(error)) from error
    except RecursionError as error:
        raise JSONFaulty("JSON 嵌套过深") from error
    _refuse_depth(value)
    _refuse_repeats(value, twice)
    return value


def _made(twice: list[tuple[dict[str, Any], str]]) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    """Makes objects, and notes in ``twice`` each one with a name that it holds more than once."""

    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice.append((found, next(name for name in names if names.count(name) > 1)))
        return found

    return made


def _not_a_number(text: str) -> Any:
    raise JSONFaulty(f"{text} 不是 JSON 的数")


def _number_by(read: Callable[[str], Any]) -> Callable[[str], Any]:
    def number(text: str) -> Any:
        if len(text) > LONGEST_NUMBER:
            raise JSONFaulty(f"数{shown(text)}过长")
        return read(text)

    return number


def _syntax(error: json.JSONDecodeError) -> str:
    rule = next((words for begin, words in _SYNTAX if error.msg.startswith(begin)), "写法不对")
    return f"不是 JSON：第{error.lineno}行第{error.colno}列，{rule}；核对引号、逗号和括号"


def _refuse_depth(value: Any) -> None:
    waiting = [(value, 1)]
    while waiting:
        here, depth = waiting.pop()
        if depth > DEEPEST:
            raise JSONFaulty(f"JSON 嵌套过深，至多{DEEPEST}层")
        waiting += ((inner, depth + 1) for _, inner in _members(here))


def _refuse_repeats(value: Any, twice: list[tuple[dict[str, Any], str]]) -> None:
    """An object that stood under the first of two equal names is gone: the one that holds both is named then."""
    for found, name in twice:
        path = _path_of(found, value)
        if path is not None:
            raise JSONFaulty(f"{path or '最外层'} 中{shown(name)}写了两次；每项只写一次")


def _path_of(wanted: dict[str, Any], value: Any, path: str = "") -> str | None:
    if value is wanted:
        return path
    inner = (_path_of(wanted, one, f"{path}.{name}" if path else str(name)) for name, one in _members(value))
    return next((found for found in inner if found is not None), None)


def _members(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)
