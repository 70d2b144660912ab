"""Help and usage errors in Chinese: the few words that typer brings in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

_HELP: Final = "显示本说明并退出"
_BREAK: Final = re.compile(r"(?<=[，；：、])(?=\S)")


def _in_chinese(shown: Any) -> None:
    """Typer keeps its headings in a module that loads rich: it is touched only when help is shown."""
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"
    rich_utils.DEFAULT_STRING = "[默认：{}]"
    rich_utils.ENVVAR_STRING = "[环境变量：{}]"
    for part in (shown, *shown.params, *getattr(shown, "commands", {}).values()):
        if getattr(part, "help", None):
            part.help = _BREAK.sub(" ", part.help)  # rich breaks lines at spaces alone, and cuts what it cannot break


class Group(TyperGroup):
    """A group of commands whose help is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _in_chinese(self)
        super().format_help(ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        return _with_help(super().get_help_option(ctx))


class Command(TyperCommand):
    """A command whose help is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _in_chinese(self)
        super().format_help(ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        return _with_help(super().get_help_option(ctx))


def _with_help(option: Any) -> Any:
    if option is not None:
        option.help = _HELP
    return option


def command(group: typer.Typer, name: str, example: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Mount a command under ``name``; its help is its docstring and ends with the example."""
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
