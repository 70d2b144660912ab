"""The procedure of examples/own_procedure as an installation of it shows itself: on the path, with its entry points."""

from __future__ import annotations

import tomllib
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "examples" / "own_procedure" / "river_sand_permit"


def installed(site: Path) -> tuple[Path, Path]:
    """Folders for the module path: what ``pip install`` would write of the distribution goes into ``site``, its modules stay in place."""
    project = tomllib.loads((FOLDER / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    groups = (
        "\n".join((f"[{group}]", *(f"{name} = {value}" for name, value in entries.items())))
        for group, entries in project["entry-points"].items()
    )
    (told / "entry_points.txt").write_text("\n".join(groups), encoding="utf-8")
    return site, FOLDER
