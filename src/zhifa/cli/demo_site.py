"""The site of ``zhifa serve --demo``: a folder with a database, its files and its secret, made when it is not there or not of this version.

Its passwords are told when they are made and kept nowhere but as hashes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from zhifa.cli import demo_site_cases
from zhifa.cli.demo_site_cases import CASES, MOMENT
from zhifa.cli.faults import Unusable
from zhifa.cli.files import fresh_database, fresh_store, write_whole
from zhifa.cli.output import local, meter, note, progress, say, show_table
from zhifa.engine.clock import FixedClock, ShiftedClock, SystemClock
from zhifa.engine.instants import legal_day, stored_instant

if TYPE_CHECKING:
    from zhifa.engine.office import Office
    from zhifa.engine.register import Register
    from zhifa.identity.keeper import Keeper

FOLDER: Final = Path("out/demo/desk")
ADMINISTRATOR: Final = "admin"
"""Login name of who keeps accounts and has no case; officers have their staff numbers."""

_MADE_FROM: Final = "made-from.json"
"""What the database in the folder was made from; written when it is whole."""
_AGAIN: Final = "账号和密码在数据库建立时已经显示过一次，不再显示；忘记了就加上 --renew 重新启动，全部换成新密码"
_PARTS: Final = 40
"""Steps of the bar that tells how far the cases have come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSite:
    """Where the demonstration lies, and what it is made from."""

    folder: Path
    examples: Path

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'cases.db'}"

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def secret(self) -> Path:
        return self.folder / "zhifa.secret"

    def prepare(self) -> bool:
        """Make the database with its cases unless it is there, and say whether it was made. Raises :class:`Unusable` without the examples."""
        wanted = self._made_from()
        if self._found() == wanted:
            return False
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / _MADE_FROM).unlink(missing_ok=True)
        fresh_database(self.folder / "cases.db")
        fresh_store(self.files)
        note(f"正在 {self.folder} 建立演示数据库：{len(CASES)} 件虚构案件")
        self._play()
        return True

    def seal(self) -> None:
        """Note that the database is whole: it is kept from now on."""
        write_whole(self.folder / _MADE_FROM, json.dumps(self._made_from()).encode())

    def clock(self, office: Office) -> ShiftedClock:
        """The moment of the demonstration, or where its record ended when it was served before; from then on it goes as time does."""
        return ShiftedClock(max(MOMENT, *_recorded(office)) - SystemClock().now())

    def _play(self) -> None:
        from zhifa.engine.installed import workflows
        from zhifa.engine.office import Office
        from zhifa.scenario import SideBySide

        clock = FixedClock(MOMENT)
        with (
            TemporaryDirectory() as folder,
            Office.open(self.database, files=self.files, workflows=workflows(), clock=clock, create=True) as office,
        ):
            cases = demo_site_cases.underway(self.examples / "scenarios", self.examples / "registers", Path(folder))
            agency = SideBySide(office, clock, cases)
            begun = clock.now()
            days = [begun + (MOMENT - begun) * part / _PARTS for part in range(1, _PARTS + 1)]
            with progress(days, label="办理演示案件") as each:
                for until in each:
                    agency.go_on(until)
            clock.set(MOMENT)
            office.sweep()

    def _found(self) -> dict[str, str] | None:
        try:
            told = json.loads((self.folder / _MADE_FROM).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        return told if isinstance(told, dict) and (self.folder / "cases.db").is_file() else None

    def _made_from(self) -> dict[str, str]:
        from zhifa import __version__
        from zhifa.storage import migrate

        digest = sha256(f"{CASES}{MOMENT}".encode())
        for file in self._sources():
            digest.update(file.read_bytes())
        return {"version": __version__, "schema": migrate.head(), "examples": digest.hexdigest()}

    def _sources(self) -> Iterator[Path]:
        scenarios, registers = self.examples / "scenarios", self.examples / "registers"
        named = [scenarios / name for name in dict.fromkeys(one.file for one in CASES)]
        missing = [str(path) for path in (*named, registers, scenarios / "registers") if not path.exists()]
        if missing:
            raise Unusable(f"找不到例案 {'、'.join(missing)}；请在源码目录下运行，或者用 --examples 指明目录")
        return chain(named, sorted(registers.glob("*.csv")), sorted((scenarios / "registers").glob("*.csv")))


def tell_accounts(keeper: Keeper, *, made: bool, renew: bool) -> None:
    """Make the accounts of a new database, or new passwords for those of an old one, and tell them; else say how that is done.

    An account that a visitor closed or made stays as it is.
    """
    (register,) = keeper.office.registers()
    wanted = tuple(_people(register, keeper.office))
    if made:
        rows = _with_passwords(wanted, lambda one: _made(keeper, register, one))
    elif renew:
        rows = _with_passwords(wanted, lambda one: _renewed(keeper, one))
    else:
        note(_AGAIN)
        return
    heads = ("登录名", "姓名", "岗位", "密码")
    show_table(heads, rows, title="演示账号（密码只显示这一次，不以明文保存）")
    say("")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    login_name: str
    name: str
    posts: str
    officer_id: str | None


def _people(register: Register, office: Office) -> Iterator[_Person]:
    """Everybody who has a post today, by staff number, and one who keeps accounts."""
    today, labels = legal_day(MOMENT), office.books.roles
    for officer in sorted(register.officers.values(), key=lambda one: one.staff_number):
        posts = [labels.get(role, role) for role in sorted(register.roles(officer.id, today))]
        if posts:
            yield _Person(
                login_name=officer.staff_number, name=officer.name, posts="、".join(posts), officer_id=officer.id
            )
    yield _Person(login_name=ADMINISTRATOR, name="账号管理员", posts="账号管理（不办案件）", officer_id=None)


def _with_passwords(wanted: tuple[_Person, ...], password: Callable[[_Person], str]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    with meter(len(wanted), label="设置密码") as told:
        for done, one in enumerate(wanted, start=1):
            rows.append((one.login_name, one.name, one.posts, password(one)))
            told(done)
    return rows


def _made(keeper: Keeper, register: Register, one: _Person) -> str:
    from zhifa.identity.accounts import CONSOLE

    made = keeper.make(
        register.agency.id, one.login_name, by=CONSOLE, name=one.name, officer_id=one.officer_id,
        administers=one.officer_id is None, lasting=True,
    )  # fmt: skip
    return made.password


def _renewed(keeper: Keeper, one: _Person) -> str:
    from zhifa.identity.accounts import CONSOLE

    account = keeper.named(one.login_name)
    if account is None:
        return "（没有这个账号）"
    return keeper.reset_password(account.id, by=CONSOLE, lasting=True)


def say_moment(clock: ShiftedClock) -> None:
    """Say that the site runs by a clock of its own."""
    note(f"演示用的时钟：现在是 {local(clock.now())}（不是今天的时间），随真实时间走；每一页都注明")


def _recorded(office: Office) -> Iterator[datetime]:
    """The last instants that stand in the record of cases and in the journal of accounts."""
    for register in office.registers():
        with office.accounts.read_once() as store:
            yield from (stored_instant(entry.at) for entry in store.accounts.entries(register.agency.id, page=1))
    for case_id in office.cases():
        yield stored_instant(office.history(case_id)[-1].recorded_at)
