"""The help of a command as a page of text: in Chinese throughout, broken between any two characters, its example on one line to be copied."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from typing import Any, Final
from unicodedata import east_asian_width

_WIDEST: Final = 100
_NARROWEST: Final = 60
_NAMES: Final = 26
"""Columns; a longer name has a line of its own."""

_PIECE: Final = re.compile(r"[（“「]*(?:[!-~]+|.)[，。；：、）”」？]*")
"""What no line break parts: a word, or one character, with the marks that belong to it."""

Row = tuple[str, str]
"""A name and what it means."""


def page(shown: Any, ctx: Any) -> str:
    """The help of a command or of a group of commands."""
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns)) - 1
    arguments = [one for one in shown.params if one.param_type_name == "argument"]
    options = [one for one in shown.get_params(ctx) if one.param_type_name == "option"]
    parts = (
        (_usage(shown, ctx, arguments),),
        wrapped(shown.help, width),
        _listed("命令", _commands(shown), width),
        _listed("参数", map(_argument, arguments), width),
        _listed("选项", map(_option, options), width),
        (shown.epilog or f"各命令的写法和例子：{ctx.command_path} 命令 --help").splitlines(),
    )
    return "\n\n".join("\n".join(lines) for lines in map(tuple, parts) if lines) + "\n"


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most so many columns; a Chinese character takes two."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if _columns(lines[-1] + piece) > width and lines[-1]:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def _usage(shown: Any, ctx: Any, arguments: Iterable[Any]) -> str:
    rest = ["命令"] if hasattr(shown, "commands") else [_name(one) for one in arguments]
    return f"用法：{' '.join((ctx.command_path, *rest, '[选项]'))}"


def _name(argument: Any) -> str:
    return str(argument.metavar) if argument.required else f"[{argument.metavar}]"


def _commands(shown: Any) -> Iterator[Row]:
    return ((name, command.help) for name, command in getattr(shown, "commands", {}).items())


def _argument(argument: Any) -> Row:
    return _name(argument), f"{argument.help}{_remarks(argument)}"


def _option(option: Any) -> Row:
    takes = "" if option.is_flag else f" {option.metavar}"
    return f"{' / '.join(option.opts)}{takes}", f"{option.help}{_remarks(option)}"


def _remarks(parameter: Any) -> str:
    """Whether it must be given, what stands in its place when it is not, and the environment variable that gives it."""
    flag, default = getattr(parameter, "is_flag", False), parameter.default
    remarks = ["必填"] if parameter.required else []
    if not (flag or parameter.required or default is None or callable(default)):
        remarks.append(f"不写则为 {getattr(default, 'value', default)}")
    if parameter.envvar:
        remarks.append(f"或者写入环境变量 {parameter.envvar}")
    return f"（{'，'.join(remarks)}）" if remarks else ""


def _listed(title: str, rows: Iterable[Row], width: int) -> list[str]:
    """Names on the left, meanings on the right; nothing where there are none."""
    given = list(rows)
    if not given:
        return []
    left = min(_NAMES, max(_columns(name) for name, _ in given))
    return [f"{title}：", *(line for name, meaning in given for line in _row(name, meaning, left, width))]


def _row(name: str, meaning: str, left: int, width: int) -> Iterator[str]:
    first, *more = wrapped(meaning, width - left - 4)
    if _columns(name) > left:
        yield f"  {name}"
        yield f"{' ' * (left + 4)}{first}"
    else:
        yield f"  {name}{' ' * (left - _columns(name) + 2)}{first}"
    yield from (f"{' ' * (left + 4)}{line}" for line in more)


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
