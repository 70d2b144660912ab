"""``zhifa term list``, ``compute``, ``explain``: what periods there are, what one comes to, and how those of a case were counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson, Case, DatabaseUrl
from zhifa.cli.faults import Unusable
from zhifa.cli.inputs import case_id
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say, show_table
from zhifa.engine.quoted import keyed, shown

if TYPE_CHECKING:
    from datetime import datetime

    from zhifa.engine.calendar import Calendar
    from zhifa.engine.casefile import CaseFile
    from zhifa.engine.remainder import Remainder
    from zhifa.engine.rules import RulePack
    from zhifa.engine.terms import Reckoning, Term
    from zhifa.storage.records import TermRecord

Pack = Annotated[
    str,
    typer.Option(metavar="规则包", help="national 全国、samr 市场监管、police 公安、agriculture 农业、housing 住建"),
]
On = Annotated[str | None, typer.Option("--on", metavar="日期", help="按此日施行的规则；不写则为今日")]
Law = Annotated[str | None, typer.Option(metavar="法名", help="只列依据中有此名的期限，例如 行政处罚法")]
Code = Annotated[str, typer.Argument(metavar="期限", help="期限代码，见 zhifa term list")]
From = Annotated[
    str,
    typer.Option("--from", metavar="时间", help="起算日，例如 2026-01-05；按小时计的写带时区的时间"),
]
Stops = Annotated[
    list[str] | None,
    typer.Option(
        "--stop", metavar="期间", help="不计入的期间，首尾两日都算，例如 2026-06-01..2026-06-20=鉴定；可以写几次"
    ),
]
Noticed = Annotated[bool, typer.Option("--noticed", help="各个不计入的期间都已书面告知当事人")]
Extends = Annotated[
    list[str] | None,
    typer.Option(
        "--extend", metavar="长度", help="延长，以该期限的单位计，例如 30，或者 30=批准人；可以写几次，依次为各次延长"
    ),
]
CalendarFile = Annotated[
    list[str] | None,
    typer.Option("--calendar", metavar="文件", help="年度放假安排或者本机关的放假、调休文件；可以写几次"),
]
Everything = Annotated[bool, typer.Option("--all", help="连同已经了结、作废的期限一并列出")]


# --- list -------------------------------------------------------------------------------------------------------------


def list_(*, pack: Pack = "national", on: On = None, law: Law = None, json: AsJson = False) -> None:
    """列出全部期限：长度、起算、依据，是否核对过法律原文；--pack 换成一个领域的规则包。"""
    from zhifa.cli.term_inputs import day, pack_of
    from zhifa.engine.clock import SystemClock
    from zhifa.engine.instants import legal_day
    from zhifa.workflows.terms.catalogue import terms_of

    chosen = pack_of(pack)
    when = day(on, field="--on") if on else legal_day(SystemClock().now())
    terms = [chosen.on(term, when) for term in terms_of(chosen).values()]
    found = [term for term in terms if law is None or law in term.article]
    listed = [_described(term) for term in found if term.in_force(when)]
    if not found:
        raise Unusable(f"--law 的值{shown(law or '')}不合要求：没有期限以此为依据；不写 --law 列出全部")
    if json:
        later = [term.code for term in found if not term.in_force(when)]
        emit({"pack": chosen.name, "on": str(when), "terms": listed, "not_in_force": later})
        return
    rows = ((t["code"], t["label"], t["span"], t["start"], t["article"], t["mark"]) for t in listed)
    show_table(("代码", "期限", "长度", "起算", "依据", "核对"), rows, title=f"规则包：{chosen.label}（{when}施行的）")
    say(
        "",
        f"共 {len(listed)} 个；核对：V 法律原文，V2 第二手来源，M 未经核对，C 产品约定；除 V 外都是待机关核定的默认参数",
    )
    if lacking := len(found) - len(listed):
        say(f"另有 {lacking} 个的规定在{when}尚未施行，当时法律未收录，不列")


def _described(term: Term) -> dict[str, Any]:
    extension = term.extension
    return {
        "code": term.code,
        "label": term.label,
        "span": f"{'提前' if term.direction.value == 'backward' else ''}{term.span}",
        "length": term.length,
        "unit": term.unit.value,
        "direction": term.direction.value,
        "start": term.start,
        "article": term.article,
        "mark": term.mark.value,
        "duty": term.duty.value,
        "rolls": term.rolls,
        "effect": term.effect,
        "consequence": term.consequence.value,
        "extension": None
        if extension is None
        else {
            "length": extension.length,
            "times": extension.cap,
            "approver": extension.approver,
            "article": extension.article,
        },
        "exclusions": [exclusion.label for exclusion in term.exclusions],
        "then": list(term.then),
        "rule_version": term.rule_version,
    }


# --- compute ----------------------------------------------------------------------------------------------------------


def compute(
    *,
    code: Code,
    since: From,
    pack: Pack = "national",
    stop: Stops = None,
    noticed: Noticed = False,
    extend: Extends = None,
    calendar: CalendarFile = None,
    json: AsJson = False,
) -> None:
    """计算一个期限，逐步写明；规则包按起算日施行的版本。"""
    from functools import partial

    from zhifa.cli.term_inputs import calendar_of, extensions, moment, pack_of, stated, term_of
    from zhifa.engine.allowances import excluded, extended_by, refuse_after_end
    from zhifa.engine.calendar import FIRST_YEAR, LAST_YEAR
    from zhifa.engine.clock import SystemClock
    from zhifa.engine.instants import legal_day
    from zhifa.engine.terms import reckon

    chosen = pack_of(pack)
    start, begun = moment(since, term_of(code, chosen))
    term = chosen.on(term_of(code, chosen), begun)
    try:
        added = extended_by(term, extensions(extend or [], term))
        stops = excluded(term, stated(stop or [], noticed=noticed), start=begun, today=legal_day(SystemClock().now()))
    except ValueError as error:
        raise Unusable(str(error)) from error
    count = partial(reckon, term, start, calendar_of(calendar or []), extended_by=added)
    try:
        reckoning = count(stops=stops)
    except (ValueError, OverflowError) as error:
        rule = f"工作日日历只答{FIRST_YEAR}年至{LAST_YEAR}年，自此起算的“{term.label}”{'连同延长' if added else ''}不在其内"
        raise Unusable(f"--from 的值{shown(since)}不合要求：{rule}") from error
    try:
        refuse_after_end(stops, lambda before: count(stops=before).due)
    except ValueError as error:
        raise Unusable(str(error)) from error
    if json:
        emit(_reckoned(reckoning, chosen))
    else:
        say(*_told(reckoning))


def _told(reckoning: Reckoning) -> Iterator[str]:
    yield f"{reckoning.term.label}（{reckoning.term.code}）"
    yield from (f"　　{line}" for line in reckoning.explain())
    yield f"届满的性质：{reckoning.term.consequence.label}"
    yield f"名义 {_text(reckoning.nominal)}　届满 {_text(reckoning.due)}　预警基准 {reckoning.safe or '无'}"


def _reckoned(reckoning: Reckoning, pack: RulePack) -> dict[str, Any]:
    return {
        "term": _described(reckoning.term) | _since(reckoning),
        "pack": pack.name,
        "start": _text(reckoning.start),
        "nominal": _text(reckoning.nominal),
        "due": _text(reckoning.due),
        "safe": str(reckoning.safe) if reckoning.safe else None,
        "provisional": reckoning.provisional,
        "extended_by": reckoning.extended_by,
        "stops": [{"start": str(s.start), "end": str(s.end), "label": s.label} for s in reckoning.stops],
        "calendar_version": reckoning.calendar_version,
        "explanation": list(reckoning.explain()),
    }


def _since(reckoning: Reckoning) -> dict[str, Any]:
    """Whether the rule was in force when the term began; the mark says nothing of the law that was before it."""
    from datetime import datetime

    from zhifa.engine.instants import legal_day

    start = reckoning.start
    in_force = reckoning.term.in_force(legal_day(start) if isinstance(start, datetime) else start)
    return {"in_force": in_force, "mark": reckoning.term.mark.value if in_force else None}


def _text(value: Any) -> str:
    return str(value.isoformat())


# --- explain ----------------------------------------------------------------------------------------------------------


def explain(*, case: Case, database: DatabaseUrl, everything: Everything = False, json: AsJson = False) -> None:
    """逐个说明案件的期限：怎样算得、现在怎样、还剩多少；--all 连同已经了结的。"""
    from zhifa.engine.clock import SystemClock

    now = SystemClock().now()
    with open_office(database) as office:
        file = office.case(case_id(office, case))
        rows = office.terms(file.id)
        calendar = office.calendars.of(file.agency_id)
    told = [row for row in rows if everything or row.status in _RUNNING]
    if json:
        emit({"case": file.id, "terms": [_stands(row, file, now, calendar) for row in told]})
        return
    for row in told:
        say(*_explained(row, file, now, calendar), "")
    if not told:
        say("没有进行中的期限；已经了结的用 --all 列出" if rows else "还没有期限")


_RUNNING = frozenset({"open", "suspended"})


def _stands(row: TermRecord, case: CaseFile, now: datetime, calendar: Calendar) -> dict[str, Any]:
    from zhifa.cli.summaries import term_summary

    left = _left(row, now, calendar)
    remaining = {"amount": left.amount, "unit": left.unit.value} if left else None
    beside = {"stopped_by": list(_stopped_by(row, case, now)), "waits": _waits(row, case)}
    return {**term_summary(row), "remaining": remaining, **beside}


def _explained(row: TermRecord, case: CaseFile, now: datetime, calendar: Calendar) -> Iterator[str]:
    from json import loads

    from zhifa.cli.summaries import STATUSES

    cause = _waits(row, case)
    left = None if cause else _left(row, now, calendar)
    state = "待送达" if cause else STATUSES.get(row.status, row.status)
    ended = f"，{row.ended_on}{'起' if row.status == 'suspended' else '了结'}" if row.ended_on else ""
    yield f"{keyed(row.label, row.key)}　{row.due} 届满　{state}{ended}{f'　{left.text}' if left else ''}"
    yield from (f"　　{line}" for line in loads(row.explanation))
    yield from (f"　　停止计算：{ground}" for ground in _stopped_by(row, case, now))
    if cause:
        yield f"　　待送达：{cause}"


def _stopped_by(row: TermRecord, case: CaseFile, now: datetime) -> tuple[str, ...]:
    """What keeps a term standing still now, and by what provision; its arithmetic tells it only once it runs on."""
    from zhifa.engine.instants import legal_day

    return case.stopped_by(row.code, legal_day(now)) if row.status == "suspended" else ()


def _waits(row: TermRecord, case: CaseFile) -> str | None:
    """Why nobody is late by it yet."""
    return case.waits(row.code) if row.status == "open" else None


def _left(row: TermRecord, now: datetime, calendar: Calendar) -> Remainder | None:
    """Of a term that runs; one that stands still has no end yet to be near."""
    from datetime import date

    from zhifa.engine.instants import parse_instant
    from zhifa.engine.remainder import remainder
    from zhifa.engine.units import Unit

    if row.status != "open":
        return None
    due = date.fromisoformat(row.due) if len(row.due) == len("2026-01-01") else parse_instant(row.due)
    return remainder(Unit(row.unit), due, now, calendar)
