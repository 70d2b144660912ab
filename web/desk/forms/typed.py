"""What an HTML form sent, by name: bounded, each name once, and with its lists in order. Rows come and go by buttons, without any script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from zhifa.web.desk.forms.tree import DEEPEST, ROOT
from zhifa.web.errors import BadRequest

MOST: Final = 4000
"""Fields of one form."""

LONGEST_NAME: Final = 200
MOST_ROWS: Final = 500
"""Rows of one list."""

MARK: Final = "+"
"""What stands under the name of a group that may also be absent, and of a row: it is there, whatever is in it."""

NOT_STATED: Final = "not_stated"
"""The last part of the name of a note that a source is silent."""

_PART: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,60}|[0-9]{1,4}")

Typed = dict[str, str]
"""What was typed, by the whole name of the field."""


@dataclass(slots=True)
class Branch:
    """What was typed under one name, and beneath it."""

    value: str | None = None
    inner: dict[str, Branch] = field(default_factory=dict)

    @property
    def rows(self) -> list[str]:
        """The numbers of its rows, in order."""
        return sorted((part for part in self.inner if part.isdecimal()), key=int)

    @property
    def blank(self) -> bool:
        """Nothing was typed here or beneath."""
        return (self.value or "") in ("", MARK) and all(one.blank for one in self.inner.values())

    def at(self, *path: str) -> Branch:
        """What stands beneath; an empty branch where nothing does."""
        here = self
        for part in path:
            here = here.inner.get(part) or Branch()
        return here


def collected(pairs: Iterable[tuple[str, object]]) -> Typed:
    """The facts among what a form sent. Raises :class:`BadRequest` for a name that no form of ours has, one that comes twice, a file, or too many."""
    typed: Typed = {}
    for name, value in pairs:
        if name.partition(".")[0] != ROOT:
            continue
        if not isinstance(value, str):
            raise BadRequest("form_malformed", f"填报项“{name[:60]}”收到的是文件，应为文字", 400)
        if name in typed:
            raise BadRequest("form_malformed", f"填报项“{name[:60]}”收到两次", 400)
        _require_name(name)
        if len(typed) >= MOST:
            raise BadRequest("form_too_long", f"填报项超过{MOST}个；分次填报，或者把清单作为附件提交", 413)
        typed[name] = value.replace("\r\n", "\n")
    return typed


def _require_name(name: str) -> None:
    parts = name.split(".")
    wrong = len(name) > LONGEST_NAME or len(parts) > 3 * DEEPEST or not all(map(_PART.fullmatch, parts))
    rows = [int(part) for part in parts if part.isdecimal()]
    if wrong or any(row >= MOST_ROWS * 2 for row in rows):
        raise BadRequest("form_malformed", f"没有填报项“{name[:60]}”", 400)


def branched(typed: Mapping[str, str]) -> Branch:
    """The same as a tree."""
    top = Branch()
    for name, value in typed.items():
        here = top
        for part in name.split(".")[1:]:
            here = here.inner.setdefault(part, Branch())
        here.value = value
    return top


def settled(typed: Mapping[str, str]) -> Typed:
    """The same with the rows of every list numbered from 0 and those left out in which nothing was typed."""
    return dict(_settled(branched(typed), ROOT, lambda row: bool(row.inner or row.value)))


def numbered(typed: Mapping[str, str]) -> Typed:
    """The same with the rows of every list numbered from 0; blank ones stay, to be typed into."""
    return dict(_settled(branched(typed), ROOT, lambda _: True))


def _settled(branch: Branch, name: str, stays: Callable[[Branch], bool]) -> Iterator[tuple[str, str]]:
    if branch.value is not None:
        yield name, branch.value
    for part, inner in branch.inner.items():
        if not part.isdecimal():
            yield from _settled(inner, f"{name}.{part}", stays)
    kept = (branch.inner[row] for row in branch.rows if stays(branch.inner[row]))
    for number, row in enumerate(kept):
        yield from _settled(row, f"{name}.{number}", stays)


def with_row(typed: Mapping[str, str], name: str, *, group: bool) -> Typed:
    """The same with one more row at the end of a list. Raises :class:`BadRequest` where it has as many as there may be."""
    rows = branched(typed).at(*name.split(".")[1:]).rows
    if len(rows) >= MOST_ROWS:
        raise BadRequest("form_too_long", f"一张清单至多{MOST_ROWS}行", 413)
    number = int(rows[-1]) + 1 if rows else 0
    return {**typed, f"{name}.{number}": MARK if group else ""}


def with_group(typed: Mapping[str, str], name: str) -> Typed:
    """The same with a group that may also be absent."""
    return {**typed, name: MARK}


def without(typed: Mapping[str, str], name: str) -> Typed:
    """The same without a row or group and all that is in it."""
    return {one: value for one, value in typed.items() if one != name and not one.startswith(f"{name}.")}
