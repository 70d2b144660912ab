"""What a published page says: values alone, already in words."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

Lines: TypeAlias = tuple[str, ...]
"""A cell, line by line; nothing in it: no line."""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table with a head and a row for each thing."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Lines, ...], ...]
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Form:
    """One thing, told by labels with what stands under them."""

    rows: tuple[tuple[str, Lines], ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page. ``name`` is its path in the folder of pages, without the ending: ``matter``, ``flow/penalty_ordinary-v1``."""

    name: str
    title: str
    group: str
    """Heading under which the index lists it."""
    parts: tuple[Grid | Form, ...]
    drawing: str | None = None
    """An SVG document that stands above the parts, and beside the page as a file of its own."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that it says."""
        said = (self.name, self.title, self.group, self.parts, self.drawing)
        told = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=vars)
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def entries(self) -> int | None:
        """How many things it lists; a chart or a guide lists none."""
        grids = [part for part in self.parts if isinstance(part, Grid)]
        return None if self.drawing or not grids else sum(len(grid.rows) for grid in grids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The version of the register that pages come from."""

    agency: str
    version: int
    digest: str
    """SHA-256 of the entry by which the register came to stand so; empty where no journal tells it."""
    on: date
    """The day on which what the pages say holds."""

    @property
    def named(self) -> str:
        """In Chinese: which register it is."""
        digest = f"（摘要 {self.digest[:16]}）" if self.digest else ""
        return f"{self.agency}名录第{self.version}版{digest}"
