"""Packs of templates as commands name them: ``samr``, ``samr@2021-08-31``, or the folder of one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zhifa.cli.faults import Unusable
from zhifa.cli.opening import packs_in
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.documents.environment import TemplateSet
    from zhifa.documents.packs import Pack, Templates


class Worded(NamedTuple):
    """The templates of a pack on a day."""

    name: str
    day: date
    templates: TemplateSet


def worded(name: str, folder: Path | None) -> Worded:
    """The templates that ``pack`` or ``pack@day`` names; without a day those of the newest edition."""
    pack, _, day = name.partition("@")
    templates = packs_in(folder)
    on = a_day(day, field="样式包") if day else newest(templates, pack)
    return Worded(pack, on, templates.on(_known(templates, pack), on))


def newest(templates: Templates, name: str) -> date:
    """The day on which the newest edition of the pack, or of one below it, comes into force."""
    editions = (edition for pack in templates.chain(_known(templates, name)) for edition in pack.editions)
    return max((edition.since for edition in editions), default=date.max)


def named(names: list[str]) -> tuple[Templates, tuple[Pack, ...]]:
    """The packs in these folders, or of the package by these names, with all that are at hand. Raises TemplatesFaulty."""
    from zhifa.documents.packs import SHIPPED
    from zhifa.documents.packs.reading import read_packs

    folders = tuple(Path(name) for name in names if name not in SHIPPED.packs)
    own = tuple(pack.name for folder in folders for pack in read_packs(folder))
    templates = SHIPPED.with_packs(*folders)
    return templates, tuple(
        templates.packs[name] for name in (*own, *(name for name in names if name in SHIPPED.packs))
    )


def _known(templates: Templates, name: str) -> str:
    from zhifa.documents.packs import BASE

    if name != BASE and name not in templates.packs:
        raise Unusable(
            f"没有样式包{shown(name)}；现有：{'、'.join((BASE, *templates.packs))}；机关自己的用 --templates 给出目录"
        )
    return name


def a_day(text: str, *, field: str) -> date:
    """The day that the text names."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unusable(f"{field} 的日期{shown(text)}不合要求：写作 2026-01-01") from None
