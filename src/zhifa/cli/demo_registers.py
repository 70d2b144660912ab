"""The part of ``zhifa demo`` about registers: an agency with a line in nearly every book, and a case that lies at its review body.

What is printed are the commands with which a reader looks further, in a database that is left for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zhifa.cli.demo_program import shown_command
from zhifa.cli.files import fresh_database, fresh_store
from zhifa.cli.output import local, say
from zhifa.engine.clock import FixedClock
from zhifa.engine.instants import SHANGHAI

if TYPE_CHECKING:
    from zhifa.engine.register import Register

SCENARIO: Final = "registers.json"
MOMENT: Final = datetime(2026, 4, 1, 12, tzinfo=SHANGHAI)
"""When its case has been sent to review and nobody has it yet."""

NEGLECTED: Final = date(2027, 5, 10)
"""A day on which the registers are behind, if nobody touches them until then."""


def show_registers(scenarios: Path, out: Path) -> None:
    """Take the full registers in, bring the case of the scenario to the moment, leave the database in ``out`` and tell how to look at both."""
    from zhifa.engine.identity import SeededIdentities
    from zhifa.engine.office import Office
    from zhifa.scenario import SideBySide, Underway

    out.mkdir(parents=True, exist_ok=True)
    database, clock = fresh_database(out / "cases.db"), FixedClock(MOMENT)
    store = fresh_store(out / "files")
    with Office.open(
        database, files=store, clock=clock, identities=SeededIdentities("registers"), create=True
    ) as office:
        agency = SideBySide(office, clock, (Underway(path=scenarios / SCENARIO, until=MOMENT),))
        agency.go_on(MOMENT)
        ((scenario, done),) = agency.cases
        (register,) = office.registers()
        last = office.history(done.case_id)[-1]
    say(
        "━━ 全套名录（演示）",
        "",
        *_told(register),
        f"演示案件　{scenario.title}；办到{local(MOMENT)}，现处“{last.to_label}”",
    )
    say(
        f"接着看（第一行看名录到{NEGLECTED}还没有人更新会怎样）：",
        *(shown_command(words, database) for words in _commands(done.case_id[:8], out)),
    )


def _told(register: Register) -> Iterator[str]:
    books = register.shelf.all
    lines = sum(map(len, books.values()))
    yield f"演示机关　{register.agency.name}，名录第{register.version}版，{len(books)}种、{lines}行"


def _commands(case: str, out: Path) -> Iterator[list[str]]:
    yield ["register", "check", "--on", NEGLECTED.isoformat()]
    yield ["register", "history"]
    yield ["register", "pages", "--out", str(out / "pages")]
    yield ["discretion", "show", case]
    yield ["review", "queue"]
    yield ["review", "sheet", case]
    yield ["recording", "list", case]
