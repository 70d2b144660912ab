"""A case that was brought to its decision once a process and engine; a test gets a copy of the database it stands in.

Taking the steps costs several times what copying costs, and most tests of a decided case are about what comes afterwards. A ring imports the
fixtures into its ``conftest.py``.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from case_desk import Desk
from postgres_cluster import PostgresCluster

_BOTH = (pytest.param("sqlite", id="sqlite"), pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgresql))


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A database with one decided case of the ordinary procedure, which has received no file."""

    url: str
    case_id: str
    now: datetime

    def opened(self, *, files: Path | None = None) -> Desk:
        """A desk that goes on from there, to be closed."""
        desk = Desk(self.url, files=files, import_register=False)
        desk.clock.set(self.now)
        return desk


def _played(url: str) -> Standing:
    with Desk(url, seed="standing") as desk:
        return Standing(url=url, case_id=desk.bring_to("decided"), now=desk.clock.now())


@pytest.fixture(scope="session")
def standing_on_sqlite(migrated_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Standing:
    """To be copied and never opened."""
    file = tmp_path_factory.mktemp("standing") / "zhifa.db"
    shutil.copyfile(migrated_sqlite_file, file)
    return _played(f"sqlite:///{file}")


@pytest.fixture(scope="session")
def standing_on_postgresql(postgres: PostgresCluster, migrated_postgres_template: str) -> tuple[str, Standing]:
    """The name of the database besides; to be copied and never opened."""
    name = postgres.create(template=migrated_postgres_template)
    found = _played(postgres.url(name))
    postgres.seal(name)
    return name, found


@pytest.fixture(params=_BOTH)
def standing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Standing]:
    """A decided case in a database of the test's own, once on each engine."""
    if request.param == "sqlite":
        kept: Standing = request.getfixturevalue("standing_on_sqlite")
        shutil.copyfile(kept.url.removeprefix("sqlite:///"), tmp_path / "standing.db")
        yield replace(kept, url=f"sqlite:///{tmp_path / 'standing.db'}")
    else:
        name, kept = request.getfixturevalue("standing_on_postgresql")
        cluster: PostgresCluster = request.getfixturevalue("postgres")
        with cluster.database(template=name) as url:
            yield replace(kept, url=url)
