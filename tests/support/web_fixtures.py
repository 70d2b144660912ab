"""Fixtures of the tests of the web; a ring imports them into its ``conftest.py``."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient

from signing_site import registered
from web_desk import Played, Stage, play, played_in, staged


@pytest.fixture(scope="session", autouse=True)
def one_event_loop() -> Iterator[None]:
    """All requests of the tests run in one event loop with its threads, as those of a server do; one for each doubles what they cost."""
    with start_blocking_portal() as portal, pytest.MonkeyPatch.context() as patch:
        patch.setattr(TestClient, "portal", portal)
        yield


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Cases in different phases, played once a run, whatever number of processes it has; to be copied and never opened."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / "played"
    with (shared / "played.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the file is closed
        if (folder / "played.json").exists():
            return played_in(folder)
        folder.mkdir()
        return play(folder)


@pytest.fixture(scope="module")
def stage(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A site on a copy of the played cases that the tests of a module share."""
    folder: Path = tmp_path_factory.mktemp("stage")
    with staged(played, folder) as made:
        yield made


@pytest.fixture
def own_stage(played: Played, tmp_path: Path) -> Iterator[Stage]:
    """A site on a copy that this test alone has."""
    with staged(played, tmp_path / "stage") as made:
        yield made


@pytest.fixture(autouse=True)
def nothing_left_open() -> None:
    """In the place of the check of every test: what the tests of a module share stays open between them."""


@pytest.fixture(scope="session")
def registered_file(migrated_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the register of the tests and nothing else, to be copied and never opened."""
    file = tmp_path_factory.mktemp("registered") / "zhifa.db"
    shutil.copyfile(migrated_sqlite_file, file)
    registered(f"sqlite:///{file}")
    return file


@pytest.fixture
def registered_url(registered_file: Path, tmp_path: Path) -> str:
    """A database of a test's own with the register of the tests."""
    shutil.copyfile(registered_file, tmp_path / "zhifa.db")
    return f"sqlite:///{tmp_path / 'zhifa.db'}"
