"""The last part of ``zhifa demo``: a morning in an agency, its board and the warnings that fire.

Several made-up cases go on beside each other under a clock of the demonstration, and the watch sweeps every morning. What is shown is
read from the office; the commands with which it is shown again are printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zhifa.cli.board import board
from zhifa.cli.demo_program import shown_command
from zhifa.cli.files import fresh_database
from zhifa.cli.output import local, progress, say, show_table
from zhifa.engine.clock import FixedClock
from zhifa.engine.instants import SHANGHAI, legal_day

if TYPE_CHECKING:
    from zhifa.engine.inbox import Received
    from zhifa.engine.office import Office
    from zhifa.engine.swept import Swept
    from zhifa.scenario import SideBySide, Underway

MOMENT: Final = datetime(2026, 6, 2, 8, tzinfo=SHANGHAI)
"""The moment of the demonstration; the watch sweeps at this time of every day before it."""

UNDERWAY: Final = {
    "hearing.json": None,
    "annulled.json": None,
    "straight.json": date(2026, 3, 12),
    "changed_draft.json": date(2026, 3, 26),
    "inquiry.json": date(2026, 4, 1),
}
"""The scenarios by file, with the last day on which anybody does anything in their cases; ``None``: they go on."""

WHO: Final = "001"
"""Staff number of 承办人甲, who handles all of these cases: whose board, calendar and inbox are shown."""

_DAY: Final = timedelta(days=1)


def show_desk(scenarios: Path, replayed: Path, out: Path) -> None:
    """Handle the cases up to the moment, show their board and the last warnings, leave database, picture and feed in ``out``.

    ``replayed``: a database of replayed cases, swept at the same moment to show that it warns nobody.
    """
    from zhifa.engine.identity import SeededIdentities
    from zhifa.engine.office import Office
    from zhifa.scenario import SideBySide

    out.mkdir(parents=True, exist_ok=True)
    database, clock = fresh_database(out / "cases.db"), FixedClock(MOMENT)
    with Office.open(database, clock=clock, identities=SeededIdentities("demo"), create=True) as office:
        agency = SideBySide(office, clock, _underway(scenarios))
        swept = _handled(agency, office, clock)
        say(*_opening(swept), "")
        show_table(("案件", "情景", "最后一步", "现处"), _cases(agency, office))
        say("")
        warned = tuple(_last_warnings(office))
    on, svg, ics = legal_day(MOMENT).isoformat(), out / f"{MOMENT.year}.svg", out / f"{WHO}.ics"
    board(database=database, officer=WHO, on=on, svg=svg, ics=ics)
    say("", *warned, *_of_replays(replayed, clock), "")
    say(f"全年的图 {svg}，日历订阅文件 {ics}", "接着看（后两行按今天的时间巡查）：")
    say(*_commands(database, ["board", "--officer", WHO, "--on", on, "--svg", str(svg), "--ics", str(ics)]))


def _underway(scenarios: Path) -> Iterator[Underway]:
    from zhifa.scenario import Underway

    for name, last in UNDERWAY.items():
        until = datetime.combine(last + _DAY, time(), SHANGHAI) if last else MOMENT
        yield Underway(path=scenarios / name, until=until)


def _handled(agency: SideBySide, office: Office, clock: FixedClock) -> list[Swept]:
    """What the sweeps did, one a day, while the cases went on to the moment."""
    days = (legal_day(MOMENT) - legal_day(clock.now())).days
    swept = []
    with progress([MOMENT - ago * _DAY for ago in range(days, -1, -1)], label="办案并逐日巡查") as each:
        for at in each:
            agency.go_on(at)
            clock.set(at)
            swept.append(office.sweep())
    return swept


def _opening(swept: Sequence[Swept]) -> Iterator[str]:
    left = sum(last is not None for last in UNDERWAY.values())
    yield "━━ 期限看板和预警（演示）"
    yield ""
    yield f"演示时刻　{local(MOMENT)}（演示用的时钟，不是今天）"
    yield f"演示案件　同一机关的虚构案件 {len(UNDERWAY)} 件，按各步的时间同时办到这一刻；其中 {left} 件中途搁置，再无人办"
    yield f"期限巡查　每日{local(MOMENT)[-5:]}一次，共 {len(swept)} 次，发出预警 {sum(one.fired for one in swept)} 条"


def _cases(agency: SideBySide, office: Office) -> Iterator[tuple[str, ...]]:
    for scenario, done in agency.cases:
        last = office.history(done.case_id)[-1]
        yield done.case_id[:8], scenario.title, f"{local(last.occurred_at)}　{last.label}", last.to_label


def _last_warnings(office: Office) -> Iterator[str]:
    """The warnings that fired last, as they stand in the inboxes: what each says, whom it reached, its article."""
    officers = (officer for register in office.registers() for officer in register.officers.values())
    numbered = sorted(officers, key=lambda officer: officer.staff_number)
    reached = [(one, officer.name) for officer in numbered for one in office.inbox.of(officer.id)]
    last = max((one.received_at for one, _ in reached), default=MOMENT)
    by_text: dict[tuple[str, str], list[tuple[Received, str]]] = {}
    for one, name in reached:
        if one.received_at == last:
            by_text.setdefault((one.case_id, one.body["text"]), []).append((one, name))
    yield f"最近发出的预警　{local(last)}"
    for (case_id, text), told in by_text.items():
        yield f"　　{text}"
        yield f"　　案件　{case_id[:8]}"
        yield f"　　发给　{_names(told)}"
        yield f"　　依据　{told[0][0].body['article']}"


def _names(told: Iterable[tuple[Received, str]]) -> str:
    """Whom it reached, from the handlers upwards."""
    return "、".join(name for one, name in sorted(told, key=lambda pair: pair[0].level))


def _of_replays(replayed: Path, clock: FixedClock) -> Iterator[str]:
    """What a sweep of the replayed cases did, if there are any."""
    from zhifa.engine.office import Office

    if replayed.is_file():
        with Office.open(f"sqlite:///{replayed}", clock=clock) as office:
            fired = office.sweep().fired
            yield f"重放的公开案例不预警：同一时刻巡查其中 {len(office.cases())} 件，发出预警 {fired} 条"


def _commands(database: str, board_again: list[str]) -> Iterator[str]:
    """What a reader types to see it again, and then to have the watch sweep up to today."""
    for words in (board_again, ["inbox", "list", WHO], ["watch", "run", "--once"], ["watch", "status"]):
        yield shown_command(words, database)
