"""How answers are shown: text for people on a terminal, one JSON object for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_NARROW = 80
_WIDE = 160
"""Columns of a table that goes to a file or a pipe, where nothing should be broken or cut."""

T = TypeVar("T")


def emit(answer: dict[str, Any]) -> None:
    """One JSON object on the standard output."""
    print(json.dumps(answer, ensure_ascii=False, indent=2))  # noqa: T201 - the output of the command line


def say(*lines: str) -> None:
    """Lines of text on the standard output, neither broken nor coloured."""
    for line in lines:
        print(line)  # noqa: T201 - the output of the command line


def note(line: str) -> None:
    """A line beside the answer, on the error stream."""
    print(line, file=sys.stderr)  # noqa: T201 - the error stream of the command line


@cache
def _console() -> Console:
    from rich.console import Console

    console = Console(markup=False, highlight=False, emoji=False)
    return console if console.is_terminal else Console(markup=False, highlight=False, emoji=False, width=_WIDE)


def show_table(heads: Sequence[str], rows: Iterable[Sequence[str | Text]], *, title: str | None = None) -> None:
    """A table that folds long cells and cuts none, coloured as its cells are; ``title`` stands above it as a line of text."""
    if title:
        say(title)
    _console().print(_table(heads, rows))


def show_side_by_side(tables: Iterable[Table]) -> None:
    """As many tables beside each other as the width holds."""
    from rich.columns import Columns

    _console().print(Columns(tables, padding=(1, 3)))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
    return table


@contextmanager
def progress(items: Sequence[T], *, label: str) -> Iterator[Iterator[T]]:
    """The items one after the other, with a bar on the error stream when that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield iter(bar.track(items, description=label))


@contextmanager
def meter(total: int, *, label: str) -> Iterator[Callable[[int], None]]:
    """A bar on the error stream, when that is a terminal, for work whose extent is known; what it gives is told how much is done."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.update(task, completed=done)


def beyond(more: int, after: tuple[str, str] | None) -> dict[str, Any]:
    """How a JSON answer says what its page leaves out."""
    return {"more": more, "after": "/".join(after) if after else None}


def say_beyond(more: int, after: tuple[str, str] | None) -> None:
    """Say what a page leaves out, where it leaves anything out."""
    if after:
        say("", f"另有{more}条没有列出：接着列用 --after {'/'.join(after)}，或者用 --limit 放宽")


def local(instant: str | datetime) -> str:
    """An instant as it was in Beijing: ``2026-03-02 09:00``."""
    from zhifa.engine.instants import SHANGHAI, parse_instant

    at = parse_instant(instant) if isinstance(instant, str) else instant
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def titled(title: str, number: str | None) -> str:
    """A paper by its title and, where it has one, its number."""
    return f"{title}　{number}" if number else title
