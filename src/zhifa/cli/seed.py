"""``zhifa seed``: a database full of cases, to measure on."""

from __future__ import annotations

import json
from pathlib import Path
from time import monotonic
from typing import Annotated, Any, Final

import typer

from zhifa.cli.arguments import DatabaseUrl
from zhifa.cli.faults import Unusable
from zhifa.cli.opening import database_url, open_office
from zhifa.cli.output import meter, say

WHOLE: Final = 50
UNITS: Final = 20
HANDLERS: Final = 10
"""Units that a seeded agency has besides those of the example, and handlers in each."""

Cases = Annotated[int, typer.Option(min=1, max=2_000_000, metavar="件数", help="植入多少件")]
Whole = Annotated[int, typer.Option(min=1, metavar="件数", help="每多少件中有一件连同全部记录和文书植入")]
Examples = Annotated[Path, typer.Option(metavar="目录", help="例案所在目录，即源码目录下的 examples")]


def seed(
    *, database: DatabaseUrl, cases: Cases = 1000, whole: Whole = WHOLE, examples: Examples = Path("examples")
) -> None:
    """植入大量演示案件，供测速用：处于各个阶段，供列表、看板和检索。不是可以接着办的案件，多数案件的记录不能通过核验；只用于专为测速建立的数据库。"""
    from zhifa.scenario.planting import SCENARIOS, Planter, templates
    from zhifa.storage import migrate
    from zhifa.storage.database import Database

    paths = [examples / "scenarios" / name for name in SCENARIOS]
    missing = [str(path) for path in paths if not path.is_file()]
    if missing:
        raise Unusable(f"找不到例案 {'、'.join(missing)}；请在源码目录下运行，或者用 --examples 指明目录")
    begun = monotonic()
    stored = Database.open(database_url(database))
    try:
        migrate.init(stored)
        with open_office(database) as office:
            if not office.registers():
                office.import_register(_peopled((examples / "register.json").read_text(encoding="utf-8")))
            register, today = office.registers()[0], office.agenda.today
        with meter(cases, label="植入案件") as bar:
            planter = Planter(database=stored, register=register, templates=templates(paths), today=today, whole=whole)
            planter.plant(cases, bar)
        with stored.connection() as connection:
            connection.exec_driver_sql("ANALYZE")
    finally:
        stored.close()
    say(
        f"植入了 {cases} 件演示案件，用时 {monotonic() - begun:.0f} 秒，其中 {-(-cases // whole)} 件带全部记录；其余案件只供列表、看板和检索测速，不能接着办理，记录不能通过核验"
    )


def _peopled(register: str) -> str:
    """The example's register with units enough for many cases; officers bear the name of their post and a number."""
    told = json.loads(register)
    for number in range(1, UNITS + 1):
        unit = f"执法{number:02}科"
        told["officers"].append(_officer(f"承办机构负责人{number:02}", f"Z{number:02}00", unit, "unit_head"))
        told["officers"] += [
            _officer(f"承办人{number:02}{one:02}", f"Z{number:02}{one:02}", unit, "handler")
            for one in range(1, HANDLERS + 1)
        ]
    return json.dumps(told, ensure_ascii=False)


def _officer(name: str, number: str, unit: str, role: str) -> dict[str, Any]:
    post = {"role": role, "unit": unit, "scope": "unit", "valid_from": "2020-01-01"}
    return {
        "staff_number": number, "name": name, "unit": unit, "post": "科员", "valid_from": "2020-01-01", "assignments": [post]
    }  # fmt: skip
