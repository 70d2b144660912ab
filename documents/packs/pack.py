"""What a pack of templates is: dated editions, each with the templates and titles that it puts in the place of those below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

Level: TypeAlias = Literal["sector", "agency"]
"""``sector``: what the papers of a field have in common; ``agency``: what one agency makes of them, supplied by it and never trusted."""

BASE: Final = "national"
"""Name of what every pack stands on: the templates of the package."""


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A pack as it is from a day on, until the next edition. It is whole: what it does not hold comes from below, not from the edition before."""

    since: date
    templates: Mapping[str, str] = field(default_factory=_nothing)
    """Text by name of file."""
    titles: Mapping[str, str] = field(default_factory=_nothing)
    """The pack's own title by that of the catalogue."""
    others: Mapping[str, str] = field(default_factory=_nothing)
    """Further files of the edition (``.toml``), by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Templates under one name."""

    name: str
    title: str
    level: Level
    extends: str = BASE
    """Name of the pack below."""
    editions: tuple[Edition, ...] = ()
    """By the day from which each is in force."""

    def on(self, day: date) -> Edition | None:
        """The edition in force on `day`; None before the first."""
        return next((edition for edition in reversed(self.editions) if edition.since <= day), None)
