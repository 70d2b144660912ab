"""``zhifa paper numbers``, ``void``, ``numbers-start``: what became of every number of an agency's papers, printed numbers that were spoilt, and
series whose first numbers were used before this system.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from zhifa.cli.arguments import AsJson, DatabaseUrl
from zhifa.cli.faults import REFUSED, Unusable
from zhifa.cli.inputs import officer_of_any, register_of
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say, show_table
from zhifa.cli.term_inputs import day
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.engine.number_report import Accounted, NumberReport
    from zhifa.engine.office import Office
    from zhifa.engine.register import Agency, Register
    from zhifa.engine.voids import Head, Voided, Voiding

OfAgency = Annotated[str | None, typer.Option("--agency", metavar="机关", help="机关名称或者编号；不写则核对全部机关")]
Year = Annotated[int | None, typer.Option(min=1000, max=9999, metavar="年份", help="只核对这一年的文号")]
Each = Annotated[bool, typer.Option("--all", help="逐号列出用于哪份文书")]
Number = Annotated[str, typer.Argument(metavar="文号", help="印在文书上的号码，例如 当罚〔2026〕101号")]
Holder = Annotated[str, typer.Option("--as", metavar="人员", help="持有文书本的人员：工号、姓名（不重名）或者编号")]
Reason = Annotated[str, typer.Option(metavar="事由", help="作废的事由，例如 打印污损；至多300字")]
Series = Annotated[str, typer.Argument(metavar="代字", help="不含机关代字，例如 罚")]
OfYear = Annotated[int, typer.Argument(min=1000, max=9999, metavar="年度", help="四位数的年份")]
Next = Annotated[int, typer.Argument(min=2, max=999_999, metavar="起号", help="本系统编出的第一个号码")]
Teller = Annotated[str, typer.Option("--as", metavar="人员", help="登记的人员：工号、姓名（不重名）或者编号")]
Why = Annotated[str, typer.Option(metavar="事由", help="在前的号码用在何处，例如 上半年用纸质台账编号；至多300字")]
On = Annotated[str | None, typer.Option(metavar="日期", help="作废的日期，年-月-日；不写则为今日")]

_KINDS: Final = {
    "lacking": "缺号",
    "not_allotted": "未编号",
    "used_twice": "一号两用",
    "borne_before": "与往期重号",
    "worded_otherwise": "文号不符",
    "pad_unknown": "号段不明",
    "pad_exceeded": "超出号段",
    "void_forged": "作废记录被改",
    "begun_amiss": "起号不符",
}


def numbers(
    *, database: DatabaseUrl, agency: OfAgency = None, year: Year = None, all_: Each = False, json: AsJson = False
) -> None:
    """核对文号：每个代字、年度、号段用到几号，哪些作废，有无缺号；有缺号或者不符的，退出码为 1。"""
    with open_office(database) as office:
        reports = [(one.agency, office.numbers.report(one.agency.id, year=year)) for one in _registers(office, agency)]
    faulty = sum(len(report.findings) for _, report in reports)
    if json:
        emit({"complete": not faulty, "agencies": [_answer(*report, each=all_) for report in reports]})
    else:
        for of, report in reports:
            _say(of, report, each=all_)
        say(f"查出 {faulty} 处" if faulty else "已编的文号都有着落")
    if faulty:
        raise typer.Exit(REFUSED)


def void(
    *, number: Number, actor: Holder, reason: Reason, database: DatabaseUrl, on: On = None, json: AsJson = False
) -> None:
    """作废文书本上印好的下一号（打印污损等），记录在案；号码不再使用，下一份文书用其后一号。"""
    spoilt_on = day(on, field="--on") if on is not None else None
    with open_office(database) as office:
        register, officer = officer_of_any(office, actor, field="--as")
        voided = office.numbers.void(_voiding(register, number, officer=officer, reason=reason, on=spoilt_on))
    if json:
        emit(_void_answer(voided))
        return
    say(f"已作废：{_number(voided)}　{voided.use}", "号码不再使用；用 zhifa paper numbers 核对全部文号", _head(voided))


def start(
    *,
    series: Series,
    year: OfYear,
    first: Next,
    actor: Teller,
    reason: Why,
    database: DatabaseUrl,
    json: AsJson = False,
) -> None:
    """年中启用本系统的，登记一个代字当年从几号编起，在前的号码视为已用；只能在编出第一个号码以前登记一次，记录在案，不再更改。"""
    with open_office(database) as office:
        from zhifa.engine.number_starts import Starting

        _, officer = officer_of_any(office, actor, field="--as")
        begun = office.numbers.start(Starting(officer=officer, series=series, year=year, next=first, reason=reason))
    if json:
        emit(_begun_answer(begun))
        return
    say(f"已登记：{begun.series}〔{begun.year}〕{begun.begun}", f"下一号是{first}号", _head(begun))


def _registers(office: Office, agency: str | None) -> Sequence[Register]:
    return office.registers() if agency is None else (register_of(office, agency, owned="文号"),)


def _voiding(register: Register, text: str, *, officer: str, reason: str, on: date | None) -> Voiding:
    from zhifa.documents.numbering import numbered
    from zhifa.engine.clock import SystemClock
    from zhifa.engine.instants import legal_day
    from zhifa.engine.voids import Voiding

    found = numbered(text, register.agency.short_name)
    if found is None:
        raise Unusable(f"文号{shown(text)}不合要求：应为代字、六角括号年份和号码，例如 当罚〔2026〕101号")
    series, year, ordinal = found
    today = legal_day(SystemClock().now())
    return Voiding(officer=officer, series=series, year=year, ordinal=ordinal, reason=reason, on=on or today)


# --- for people -------------------------------------------------------------------------------------------------------


def _say(agency: Agency, report: NumberReport, *, each: bool) -> None:
    heads = ("代字和年度", "号段", "持有人", "已签发", "作废", "缺号", "下一号", "余")
    say(agency.name)
    if report.accounted:
        show_table(heads, map(_row, report.accounted))
    else:
        say("　　没有编过文号")
    for one in report.accounted:
        say(*(f"　　{begun.series}〔{begun.year}〕{begun.begun}" for begun in (one.begun,) if begun))
        say(*(_papers(one) if each else ()), *(f"　　{_number(void)}　{void.use}" for void in one.voided))
    say(*([f"　　{_head(report.head)}"] if report.head else []))
    say(*(f"　　[{_KINDS[finding.kind]}] {finding.text}" for finding in report.findings))


def _row(one: Accounted) -> tuple[str, ...]:
    stretch = one.stretch
    block = f"{stretch.first}–{stretch.last}" if stretch.last is not None else "不限"
    following = "用完" if stretch.rest == 0 else f"{stretch.next}号"
    counted = (len(one.issued), len(one.voided), _lacking(one))
    rest = "" if stretch.rest is None else str(stretch.rest)
    return f"{stretch.series}〔{stretch.year}〕", block, stretch.holder or "", *map(str, counted), following, rest


def _lacking(one: Accounted) -> int:
    return sum(last - first + 1 for first, last in one.lacking)


def _papers(one: Accounted) -> Iterator[str]:
    return (f"　　{paper.number}　{paper.use}" for paper in one.issued)


def _head(head: Head | Voided) -> str:
    """To be kept elsewhere: nothing else shows that the last records were taken out."""
    return f"作废、起号的记录到第{head.seq}号，末条哈希 {head.hash}"


def _number(void: Voided) -> str:
    from zhifa.engine.voids import number_text

    return number_text(void.series, void.year, void.ordinal)


# --- for programs -----------------------------------------------------------------------------------------------------


def _answer(agency: Agency, report: NumberReport, *, each: bool) -> dict[str, Any]:
    return {
        "agency": {"id": agency.id, "name": agency.name},
        "series": [_accounted(one, each=each) for one in report.accounted],
        "findings": [finding._asdict() for finding in report.findings],
        "head": report.head._asdict() if report.head else None,
    }


def _accounted(one: Accounted, *, each: bool) -> dict[str, Any]:
    stretch = one.stretch
    pad = None if stretch.last is None else {"first": stretch.first, "last": stretch.last, "holder": stretch.holder}
    told = {
        "series": stretch.series,
        "year": stretch.year,
        "pad": pad,
        "next": stretch.next,
        "begun": _begun_answer(one.begun) if one.begun else None,
        "issued": len(one.issued),
        "voided": [_void_answer(void) for void in one.voided],
        "lacking": [list(span) for span in one.lacking],
        "rest": stretch.rest,
    }
    return told | ({"papers": [paper._asdict() for paper in one.issued]} if each else {})


def _void_answer(void: Voided) -> dict[str, Any]:
    return {"number": _number(void), **void._asdict()}


def _begun_answer(begun: Voided) -> dict[str, Any]:
    told = begun._asdict()
    return {"series": begun.series, "year": begun.year, "used_to": begun.ordinal, "next": begun.ordinal + 1} | {
        name: told[name] for name in ("reason", "officer", "recorded_at", "seq", "hash")
    }
