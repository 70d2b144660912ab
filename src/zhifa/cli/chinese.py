"""Help and usage errors in Chinese: the few words that typer brings in English."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from zhifa.cli.help_page import page

_HELP: Final = "显示本说明并退出"


class Group(TyperGroup):
    """A group of commands whose help is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(page(self, ctx))

    def get_help_option(self, ctx: Any) -> Any:
        return _with_help(super().get_help_option(ctx))


class Command(TyperCommand):
    """A command whose help is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(page(self, ctx))

    def get_help_option(self, ctx: Any) -> Any:
        return _with_help(super().get_help_option(ctx))


def _with_help(option: Any) -> Any:
    if option is not None:
        option.help = _HELP
    return option


def command(group: typer.Typer, name: str, example: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Mount a command under ``name``; its help is its docstring and ends with the example, on one line."""
    return group.command(name, cls=Command, epilog=f"例：{example}")


def usage(error: Any) -> str:
    """What is wrong with how a command line was written, and where to read how it is; nothing where help was shown instead."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return ""
    context = getattr(error, "ctx", None)
    where = context.command_path if context else "zhifa"
    return f"命令写法不对：{_wrong(error)}\n写法见：{where} --help"


def _wrong(error: Any) -> str:
    match type(error).__name__:
        case "MissingParameter":
            return f"缺少 {_parameter(error)}"
        case "NoSuchOption":
            near = f"，是不是 {'、'.join(sorted(error.possibilities))}" if error.possibilities else ""
            return f"没有选项 {error.option_name}{near}"
        case "BadParameter":
            return f"{_parameter(error)} 的值不合要求：{error.message}"
        case _:
            return str(error.format_message())


def _parameter(error: Any) -> str:
    if error.param is None:
        return str(error.param_hint or "参数")
    if error.param.param_type_name == "argument":
        return str(error.param.metavar or error.param.name)
    return " / ".join(error.param.opts)
