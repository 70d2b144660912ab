"""What every test stands on: sizes, a clean environment, and databases of its own on both engines.

tests/README.md says what goes where and how the fixtures are used.
"""

from __future__ import annotations

import gc
import os
import shutil
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from postgres_cluster import PostgresCluster, PostgresMissing, postgres_cluster

settings.register_profile(
    "bounded",
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "prove",
    max_examples=1000,
    stateful_step_count=60,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("bounded")

RINGS = Path(__file__).parent
PASSED = pytest.StashKey[bool]()
BOTH = [pytest.param("sqlite", id="sqlite"), pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgresql)]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--prove", action="store_true", help="run at full size: more examples, and tests marked prove")
    parser.addoption(
        "--no-browser", action="store_true", help="leave out the tests that need a Chromium (tests/browser)"
    )
    parser.addoption("--renew-tour", action="store_true", help="make the pictures of docs/tour.md anew")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--prove"):
        settings.load_profile("prove")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if (
            item.path.relative_to(RINGS).parts[0] not in ("unit", "property")
            or item.path.parent == RINGS / "unit" / "documents"
        ):
            item.add_marker(pytest.mark.no_cover)  # measuring adds half of what they cost, and the core is pure
        if "postgres" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.postgresql)
        if item.get_closest_marker("postgresql") and item.get_closest_marker("postgresql_at_full_size"):
            item.add_marker(pytest.mark.prove)
    left_out = {item for item in items if _left_out(item, config)}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]
    items[:] = _the_longest_first(items)


def pytest_collection_finish() -> None:
    """Thousands of tests and all that they import stay to the end: whoever collects garbage need not look through them each time."""
    gc.collect()
    gc.freeze()


def _left_out(item: pytest.Item, config: pytest.Config) -> bool:
    if config.getoption("--no-browser") and item.path.parent.name == "browser":
        return True
    return item.get_closest_marker("prove") is not None and not config.getoption("--prove")


def _the_longest_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """A few tests take as long as all the others: each process, which begins with a run of the list, begins with its share of them."""

    def takes_long(item: pytest.Item) -> bool:
        return item.path.stem.endswith("_machine") or "proving" in getattr(item, "fixturenames", ())

    long = list(filter(takes_long, items))
    others = [item for item in items if not takes_long(item)]
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    run = -(-len(others) // processes)
    shares = ((*long[n::processes], *others[n * run : (n + 1) * run]) for n in range(processes))
    return [item for share in shares for item in share]


@pytest.fixture(scope="session")
def proving(request: pytest.FixtureRequest) -> bool:
    """True under ``--prove``: take the full number of kills, processes, sizes."""
    return bool(request.config.getoption("--prove"))


@pytest.fixture(scope="session", autouse=True)
def clean_environment() -> Iterator[None]:
    """No setting of the machine reaches a test, and its clock stands in a zone that is not ours."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("ZHIFA_", "PG")) or name in {"FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS"}:
                patch.delenv(name)
        patch.setenv("NO_COLOR", "1")
        patch.setenv("TZ", "America/Los_Angeles")
        time.tzset()
        yield
    time.tzset()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call":
        item.stash[PASSED] = report.passed
    return report


@pytest.fixture(autouse=True)
def nothing_left_open(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A test closes what it opened; Python before 3.13 does not warn of a forgotten SQLite connection.

    A failed test is not asked: its traceback keeps open whatever its frames held.
    """
    base = str(tmp_path_factory.getbasetemp())
    before = _open_files(base)
    yield
    if request.node.stash.get(PASSED, False):
        assert _open_files(base) - before == set(), "left open by this test"


def _open_files(base: str) -> set[str]:
    found = set()
    for descriptor in Path("/proc/self/fd").glob("*"):
        try:
            target = str(descriptor.readlink())
        except OSError:  # the descriptor of this very listing
            continue
        if target.startswith(base):
            found.add(target)
    return found


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresCluster]:
    """A PostgreSQL server of this session, fsync off (kill -9 of a client loses nothing; a power cut is not tested)."""
    with ExitStack() as stack:
        try:
            cluster = stack.enter_context(postgres_cluster())
        except PostgresMissing as missing:
            pytest.skip(f"PostgreSQL suite left out: {missing}")
        yield cluster


@pytest.fixture
def postgres_url(postgres: PostgresCluster) -> Iterator[str]:
    """The address of a fresh, empty PostgreSQL database."""
    with postgres.database() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'zhifa.db'}"


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database, once on each engine."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture(scope="session")
def migrated_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file at the newest migration, to be copied and never opened."""
    file = tmp_path_factory.mktemp("migrated") / "zhifa.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_postgres_template(postgres: PostgresCluster) -> str:
    """The name of a PostgreSQL database at the newest migration, to be copied and never opened."""
    name = postgres.create()
    _migrate(postgres.url(name))
    postgres.seal(name)
    return name


def _migrate(url: str) -> None:
    from zhifa.storage.database import Database
    from zhifa.storage.migrate import init

    database = Database.open(url)
    try:
        init(database)
    finally:
        database.close()


@pytest.fixture
def new_migrated_sqlite(migrated_sqlite_file: Path, tmp_path: Path) -> Callable[[], str]:
    """Each call makes one more migrated SQLite database and returns its address."""

    def make() -> str:
        file = tmp_path / f"migrated-{len(list(tmp_path.glob('migrated-*.db')))}.db"
        shutil.copyfile(migrated_sqlite_file, file)
        return f"sqlite:///{file}"

    return make


@pytest.fixture
def new_migrated_postgres(postgres: PostgresCluster, migrated_postgres_template: str) -> Iterator[Callable[[], str]]:
    """Each call makes one more migrated PostgreSQL database and returns its address; all are dropped at the end."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(postgres.database(template=migrated_postgres_template))


@pytest.fixture(params=BOTH)
def new_migrated_url(request: pytest.FixtureRequest) -> Callable[[], str]:
    """A maker of migrated databases, once on each engine: for a state machine that takes one for each example."""
    name = "new_migrated_sqlite" if request.param == "sqlite" else "new_migrated_postgres"
    make: Callable[[], str] = request.getfixturevalue(name)
    return make


@pytest.fixture
def migrated_url(new_migrated_url: Callable[[], str]) -> str:
    """A database at the newest migration, once on each engine."""
    return new_migrated_url()


@pytest.fixture
def migrated_sqlite_url(new_migrated_sqlite: Callable[[], str]) -> str:
    """An SQLite database at the newest migration."""
    return new_migrated_sqlite()


@pytest.fixture
def migrated_postgres_url(new_migrated_postgres: Callable[[], str]) -> str:
    """A PostgreSQL database at the newest migration."""
    return new_migrated_postgres()
