"""``zhifa case forecast``: what comes to pass in a case if nobody acts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from zhifa.cli.arguments import AsJson, Case, DatabaseUrl
from zhifa.cli.faults import Unusable
from zhifa.cli.inputs import case_id
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, local, say, show_table
from zhifa.engine.quoted import keyed, shown

if TYPE_CHECKING:
    from zhifa.engine.casefile import CaseFile
    from zhifa.engine.forecast import Coming, Forecast

Until = Annotated[str | None, typer.Option(metavar="日期", help="推演到哪一天：2026-12-31；不写则为一年以后")]

_A_YEAR: Final = timedelta(days=366)


def forecast(*, case: Case, database: DatabaseUrl, until: Until = None, json: AsJson = False) -> None:
    """推演：如果没有人办理，此后哪天预警、哪个期限届满、后果是什么、依法又起算哪些期限；不写入任何东西。"""
    with open_office(database) as office:
        found = case_id(office, case)
        (foreseen,) = office.simulate([found], until=_last(until, office.agenda.today))
        file = office.case(found)
    if json:
        emit(_answer(foreseen, file))
        return
    say(f"案件　{foreseen.case_id}", f"{foreseen.since}至{foreseen.until}，没有人办理的话：", "")
    if foreseen.coming:
        show_table(("日期", "", "期限", "届满", "说明"), map(_row, foreseen.coming))
    for term in foreseen.standing_still:
        grounds = "、".join(file.stopped_by(term.code, foreseen.until))
        say(f"{keyed(term.label, term.key)}　中止计算中，恢复后才知道何时届满：{grounds}")
    if not foreseen.coming and not foreseen.standing_still:
        say("没有进行中的期限")


def _last(text: str | None, today: date) -> date:
    from zhifa.engine.calendar import LAST_YEAR

    if text is None:
        return today + _A_YEAR
    rule = f"应为{today.isoformat()}（今天）至{LAST_YEAR - 2}年的日期，写作 2026-12-31"
    try:
        last = date.fromisoformat(text)
    except ValueError as error:
        raise Unusable(f"--until 的值{shown(text)}不合要求：{rule}") from error
    if last < today or last.year > LAST_YEAR - 2:
        raise Unusable(f"--until 的值{shown(text)}不合要求：{rule}")
    return last


def _row(one: Coming) -> tuple[str, ...]:
    label = keyed(one.label, one.key) + ("" if one.begun else "（将来起算）")
    return one.on.isoformat(), one.what.label, label, _due(one) + ("（暂定）" if one.provisional else ""), one.text


def _due(one: Coming) -> str:
    return local(one.due) if "T" in one.due else one.due


def _answer(foreseen: Forecast, case: CaseFile) -> dict[str, Any]:
    return {
        "case": foreseen.case_id,
        "since": foreseen.since.isoformat(),
        "until": foreseen.until.isoformat(),
        "coming": [_coming(one) for one in foreseen.coming],
        "standing_still": [
            {
                "code": term.code,
                "key": term.key,
                "label": term.label,
                "stopped_by": list(case.stopped_by(term.code, foreseen.until)),
            }
            for term in foreseen.standing_still
        ],
    }


def _coming(one: Coming) -> dict[str, Any]:
    return {
        "on": one.on.isoformat(),
        "what": one.what.value,
        "what_label": one.what.label,
        "code": one.code,
        "key": one.key,
        "label": one.label,
        "duty": one.duty.value,
        "due": one.due,
        "provisional": one.provisional,
        "begun": one.begun,
        "text": one.text,
    }
