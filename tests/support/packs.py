"""Packs of templates of a test's own: a folder as an agency would keep it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from zhifa.documents.environment import TemplateSet
from zhifa.documents.packs import SHIPPED, Templates

SINCE = "2026-01-01"
ON = date(2026, 9, 14)
DESCRIPTION = 'name = "{name}"\ntitle = "示例机关"\nlevel = "{level}"\nextends = "{extends}"\n'


def pack(
    folder: Path, files: Mapping[str, str], *, name: str = "county", extends: str = "national", level: str = "agency"
) -> Path:
    """A pack of this name below `folder`; a file without a day is of the edition of 2026-01-01."""
    home = folder / name
    home.mkdir(parents=True, exist_ok=True)
    (home / "pack.toml").write_text(DESCRIPTION.format(name=name, level=level, extends=extends), encoding="utf-8")
    for file, text in files.items():
        path = home / file if "/" in file else home / SINCE / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return home


def templates(folder: Path, files: Mapping[str, str]) -> Templates:
    """The packs of the package and one with these files."""
    return SHIPPED.with_packs(pack(folder, files))


def in_force(folder: Path, files: Mapping[str, str], on: date = ON) -> TemplateSet:
    """The templates of a pack with these files, as they are in force on a day."""
    return templates(folder, files).on("county", on)


def block(name: str, body: str, *, file: str = "D33.html") -> dict[str, str]:
    """A file that fills one block anew."""
    return {file: f"{{% extends '{file}' %}}\n{{% block {name} %}}\n{body}\n{{% endblock %}}\n"}
