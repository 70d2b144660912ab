"""``zhifa demo``: the best of it in one run, on published cases and on made-up ones."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated, Final

import typer

from zhifa.cli import demo_desk, demo_registers, scenario
from zhifa.cli.demo_program import typed
from zhifa.cli.dossier import make_dossier, summary
from zhifa.cli.dossier_folder import LIST
from zhifa.cli.faults import Unusable
from zhifa.cli.opening import open_office
from zhifa.cli.output import say
from zhifa.cli.replay import replayed

CASES: Final = (
    "20_keqiao_xinjia_hongcheng_accident.json",
    "33_changde_fumingqiao_no_penalty.json",
    "51_tongling_tian_angling.json",
)
SCENARIOS: Final = ("hearing.json", "changed_draft.json", "on_the_spot.json", "annulled.json", demo_registers.SCENARIO)
BOUND: Final = "hearing"
"""The scenario of whose case a dossier is made."""

UNUSABLE: Final = 2
"""Exit code of a replay that could not use a file. That it finds a fault in a published decision is what it is for."""

Out = Annotated[Path, typer.Option(metavar="目录", help="结果存入此目录")]
Examples = Annotated[Path, typer.Option(metavar="目录", help="例案所在目录，即源码目录下的 examples")]


def demo(*, out: Out = Path("out/demo"), examples: Examples = Path("examples")) -> None:
    """演示：重放三件公开案例，再演示五个情景，列出每次拒绝的全部理由，把其中一件编成卷宗；然后是一个机关的全套名录，最后是几件案件同时办理时的期限看板和发出的预警。在浏览器中办案的演示用 zhifa serve --demo。"""
    cases = [examples / "cases" / name for name in CASES]
    scenarios = [examples / "scenarios" / name for name in SCENARIOS]
    on_desk = [examples / "scenarios" / name for name in demo_desk.UNDERWAY]
    missing = [str(path) for path in (*cases, *scenarios, *on_desk, examples / "registers") if not path.exists()]
    if missing:
        raise Unusable(f"找不到例案 {'、'.join(missing)}；请在源码目录下运行，或者用 --examples 指明目录")
    code = replayed(cases, out / "replay", None)
    scenario.run(files=scenarios, out=out / "scenarios", brief=True)
    say(
        f"公开案例：时间线总表 {out / 'replay' / 'index.html'}，文书在各案例目录的 papers，数据库 {out / 'replay' / 'replay.db'}",
        f"情景：{out / 'scenarios'} 下每个情景一个目录，内有文书、时间线和数据库",
    )
    _bind(out / "scenarios" / BOUND / "scenario.db", out / "dossier")
    say("")
    demo_registers.show_registers(examples / "scenarios", out / "registers")
    say("")
    demo_desk.show_desk(examples / "scenarios", out / "replay" / "replay.db", out / "board")
    where = [] if examples == Path("examples") else ["--examples", str(examples)]
    say("", f"在浏览器中办案的演示，各个阶段都有案件、每个岗位都有账号：{typed(['serve', '--demo', *where])}")
    if code == UNUSABLE:
        raise typer.Exit(code)


def _bind(database: Path, folder: Path) -> None:
    """Leave the dossier of the one case of a scenario in a folder, in the place of the one that an earlier demonstration left."""
    if (folder / LIST).is_file():
        shutil.rmtree(folder)
    with open_office(f"sqlite:///{database}") as office:
        (case,) = office.cases()
        told = make_dossier(office, case, folder)
    say("", f"卷宗：{folder}，打开其中的 正卷.pdf、副卷.pdf", *(f"　　{line}" for line in summary(told)))
