"""Every command of the command line, by how it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import typer

from zhifa.cli.app import app


def _commands(group: Any, path: tuple[str, ...] = ("zhifa",)) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


COMMANDS: Mapping[str, Any] = dict(_commands(typer.main.get_command(app)))
