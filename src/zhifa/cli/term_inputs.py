"""What a person types of a term, made into values: its code, its start, times that do not count, extensions, calendars."""

from __future__ import annotations

import re
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from zhifa.cli.faults import Unusable
from zhifa.cli.inputs import read_text
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.engine.allowances import Extended, Noted
    from zhifa.engine.calendar import Calendar
    from zhifa.engine.rules import RulePack
    from zhifa.engine.terms import Term

_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LENGTH: Final = re.compile("[0-9]{1,5}")
_LONGEST: Final = 36_500


def pack_of(name: str) -> RulePack:
    """The rule pack of this name."""
    from zhifa.engine.rules import pack_named
    from zhifa.workflows.packs import PACKS

    try:
        return pack_named(PACKS, name)
    except ValueError as error:
        raise Unusable(f"--pack：{error}") from error


def term_of(code: str, pack: RulePack) -> Term:
    """The term of this code, as declared; for an unknown one, those that come near are named."""
    from zhifa.workflows.terms.catalogue import terms_of

    terms = terms_of(pack)
    if code in terms:
        return terms[code]
    near = get_close_matches(code, terms, n=3, cutoff=0.5) or [t.code for t in terms.values() if code in t.label][:3]
    hint = f"；相近的有 {'、'.join(near)}" if near else ""
    raise Unusable(f"没有期限{shown(code)}{hint}；用 zhifa term list --pack {pack.name} 查看全部")


def day(text: str, *, field: str) -> date:
    """A legal day."""
    rule = "应为日期 YYYY-MM-DD"
    if not _DAY.fullmatch(text):
        raise Unusable(f"{field} 的值{shown(text)}不合要求：{rule}")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Unusable(f"{field} 的值{shown(text)}不合要求：{rule}，没有这一天") from error


def moment(text: str, term: Term) -> tuple[date | datetime, date]:
    """The start of the term, an instant where it counts hours and else a day, and its legal day."""
    from zhifa.engine.instants import legal_day
    from zhifa.engine.units import Unit

    if term.unit is not Unit.HOUR:
        start = day(text, field="--from")
        return start, start
    rule = f"{term.label}按小时计算，应为带时区的时间，例如 2026-03-02T09:00:00+08:00"
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise Unusable(f"--from 的值{shown(text)}不合要求：{rule}") from error
    if at.tzinfo is None:
        raise Unusable(f"--from 的值{shown(text)}不合要求：没有时区；{rule}")
    try:
        return at, legal_day(at)
    except ValueError as error:
        raise Unusable(f"--from 的值{shown(text)}不合要求：以北京时间计没有这一刻；{rule}") from error


def stated(texts: list[str], *, noticed: bool) -> list[Noted]:
    """Times that are not to count, as first..last=kind."""
    return [_noted(text, noticed=noticed) for text in texts]


def _noted(text: str, *, noticed: bool) -> Noted:
    from zhifa.engine.allowances import Noted

    span, _, kind = text.partition("=")
    first, dots, last = span.partition("..")
    if not dots or not kind:
        raise Unusable(f"--stop 的值{shown(text)}不合要求：应为 首日..末日=事由，例如 2026-06-01..2026-06-20=鉴定")
    return Noted(day(first, field="--stop"), day(last, field="--stop"), kind, noticed)


def extensions(texts: list[str], term: Term) -> list[Extended]:
    """Extensions in order; one that names nobody is taken as approved by whom the rule asks for."""
    return [_extended(number, text, term) for number, text in enumerate(texts, start=1)]


def _extended(number: int, text: str, term: Term) -> Extended:
    from zhifa.engine.allowances import Extended

    length, named, approver = text.partition("=")
    if not _LENGTH.fullmatch(length) or int(length) > _LONGEST:
        rule = f"应为不大于{_LONGEST}的正整数，或者 正整数=批准人，例如 30=机关负责人"
        raise Unusable(f"--extend 的值{shown(text)}不合要求：{rule}")
    allowed = term.extension
    if not named and allowed:
        last = allowed.further if number > allowed.times else None
        approver = last.approver if last else allowed.approver
    return Extended(int(length), approver)


def calendar_of(files: list[str]) -> Calendar:
    """The national calendar with these files, years and overlays told apart by what they are."""
    from zhifa.engine.calendar import Calendar, Overlay, YearSchedule
    from zhifa.engine.calendar.file import CalendarFileFaulty, read_calendar_file

    read: list[Any] = []
    for file in files:
        try:
            read.append(read_calendar_file(read_text(file)))
        except CalendarFileFaulty as error:
            raise Unusable(f"日历文件 {shown(file)} 不能用：{'；'.join(map(str, error.faults))}") from error
    overlays = tuple(one for one in read if isinstance(one, Overlay))
    return Calendar(overlays, years=tuple(one for one in read if isinstance(one, YearSchedule)))
