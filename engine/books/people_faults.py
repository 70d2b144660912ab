"""What lines about people must keep to together: a number is one person's, and who may not act is given nothing to act with.

Each check is asked for the lines of its book that a change brings, and looks at the other books as they would stand after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from zhifa.engine.books.apart import fault, place
from zhifa.engine.books.book import Context, Line, LineFault, Numbered
from zhifa.engine.books.cells import number, text
from zhifa.engine.books.roles import LABELS, ROLE
from zhifa.workflows.roles import REGISTRAR, REVIEWER, ROLES, SUPERVISOR

_KEEPERS: Final = frozenset(role.name for role in ROLES if role.administers)
_OUT_OF_CASES: Final = _KEEPERS | {SUPERVISOR.name}
"""Roles that take no step of a case; every other does, whoever's procedure it is of."""
_BARRED: Final = "是辅助人员，不得持证执法、任职或者作出决定（行政处罚法第四十二条第一款、行政强制法第十七条第三款）"


def officer_faults(lines: Sequence[Numbered], context: Context) -> Iterator[LineFault]:
    """An officer is no auxiliary, a returning number is the same person's, none has lost its zeros, and a guest holds no role but that of the
    reviewer."""
    before = _by(context.before.get("officer", ()), "staff_number")
    yield from _zeros_lost(lines, before)
    helpers = _by(_not_left(context, "auxiliary"), "number")
    posts = _many(_not_left(context, "assignment"), "staff_number") if any(text(n.line, "home") for n in lines) else {}
    for one in lines:
        staff, name = text(one.line, "staff_number"), text(one.line, "name")
        if staff in helpers:
            yield fault(one, "工号", staff, "与辅助人员的编号相同")
        old = before.get(staff)
        if old and _left(old, context) and text(old, "name") != name:
            whose = f"工号{staff}原属已离任的{text(old, 'name')}，不得再给他人"
            yield fault(one, "姓名", name, f"{whose}；同一人改名的，先以原名恢复，再改姓名")
        if text(one.line, "home"):
            for post in posts.get(staff, ()):
                if text(post, "role") != REVIEWER.name:
                    yield fault(one, "来自机关", text(one.line, "home"), _only_reviews(post, context))


def _zeros_lost(lines: Sequence[Numbered], before: Mapping[str, Line]) -> Iterator[LineFault]:
    """Where a sheet takes every number for a figure, nothing in the file itself tells: it would end everybody and bring in as many others."""
    whole = {staff.lstrip("0"): staff for staff in before if staff.startswith("0")}
    for one in lines:
        staff, name = text(one.line, "staff_number"), text(one.line, "name")
        full = whole.get(staff)
        if full and staff not in before and text(before[full], "name") == name:
            told = f"名录中{name}的工号是{full}，只差前面的零，是表格软件把它当作数字了"
            yield fault(one, "工号", staff, f"{told}；把这一列设为文本，照原样填写")


def _labels(context: Context) -> Mapping[str, str]:
    return {**LABELS, **context.roles}


def _label(line: Line, context: Context) -> str:
    """Of the role; one that no procedure at hand knows goes by its name."""
    return _labels(context).get(text(line, "role"), text(line, "role"))


def _left(line: Line, context: Context) -> bool:
    return line.valid.end is not None and line.valid.end < context.today


def _not_left(context: Context, book: str) -> Iterator[Line]:
    """The lines of a book that are not of days gone by."""
    return (line for line in context.lines(book) if not _left(line, context))


def _only_reviews(post: Line, context: Context) -> str:
    return f"跨机关协作人员只能任法制审核人员，名录中任{_label(post, context)}"


def auxiliary_faults(lines: Sequence[Numbered], context: Context) -> Iterator[LineFault]:
    """An auxiliary is no officer."""
    officers = _by(_not_left(context, "officer"), "staff_number")
    for one in lines:
        if text(one.line, "number") in officers:
            yield fault(one, "编号", text(one.line, "number"), "与执法人员的工号相同；辅助人员不得列入执法人员名录")


def named_faults(lines: Sequence[Numbered], context: Context) -> Iterator[LineFault]:
    """The staff number is that of an officer on the register, and of no auxiliary."""
    yield from _unknown(lines, context, "staff_number", "工号")


def _unknown(lines: Sequence[Numbered], context: Context, field: str, label: str) -> Iterator[LineFault]:
    officers = _by(context.lines("officer"), "staff_number")
    helpers = _by(_not_left(context, "auxiliary"), "number")
    bare = {staff.lstrip("0"): staff for staff in officers}
    for one in lines:
        staff = text(one.line, field)
        if staff in helpers:
            yield fault(one, label, staff, _BARRED)
        elif staff not in officers:
            meant = bare.get(staff.lstrip("0"))  # a sheet that takes numbers for figures loses the zeros before them
            hint = f"；是否应为{meant}" if meant else ""
            yield fault(one, label, staff, f"执法人员名录中没有这一工号{hint}")


def of_certificate_faults(lines: Sequence[Numbered], context: Context) -> Iterator[LineFault]:
    """The certificate is on the register."""
    known = _by(context.lines("certificate"), "number")
    for one in lines:
        told = text(one.line, "number")
        if told not in known:
            yield fault(one, "执法证号", told, "执法证件名录中没有这一证号")


def assignment_faults(lines: Sequence[Numbered], context: Context) -> Iterator[LineFault]:
    """As :func:`named_faults`; the role is known, a guest reviews alone, and who keeps the register takes no step of a case in the same days."""
    yield from named_faults(lines, context)
    yield from _strange_roles(lines, context)
    guests = {staff for staff, line in _by(context.lines("officer"), "staff_number").items() if text(line, "home")}
    posts = _many(context.lines("assignment"), "staff_number")
    keepers = {text(line, "staff_number") for line in context.lines("assignment") if text(line, "role") in _KEEPERS}
    for one in lines:
        staff, role = text(one.line, "staff_number"), text(one.line, "role")
        if staff in guests and role != REVIEWER.name and not _left(one.line, context):
            yield fault(one, "岗位", _label(one.line, context), "跨机关协作人员只能任法制审核人员")
        if staff in keepers:
            for post in posts[staff]:
                if _both(one.line, post):
                    rule = f"{REGISTRAR.label}不得同时任办案岗位，名录中同期任{_label(post, context)}"
                    yield fault(one, "岗位", _label(one.line, context), rule)


def _strange_roles(lines: Sequence[Numbered], context: Context) -> Iterator[LineFault]:
    """A role of no procedure at hand is given to nobody anew; what was given while there was one stays, so that it can be ended."""
    known = _labels(context)
    strange = [one for one in lines if text(one.line, "role") not in known]
    if strange:
        standing = {line.key for line in context.before.get(strange[0].line.book, ())}
        rule = f"应为{'、'.join(known.values())}之一"
        anew = (one for one in strange if one.line.key not in standing)
        yield from (fault(one, ROLE.label, text(one.line, "role"), rule) for one in anew)


def _both(line: Line, other: Line) -> bool:
    """Whether one keeps the register while the other takes steps."""
    roles = {text(line, "role"), text(other, "role")}
    return bool(roles & _KEEPERS and roles - _OUT_OF_CASES) and line.valid.meets(other.valid)


def deputy_faults(lines: Sequence[Numbered], context: Context) -> Iterator[LineFault]:
    """Both are officers and two; the role is known, and the principal holds it on some of the days, which have an end. Nobody keeps the register
    for another, and who keeps it stands in for nobody in a case."""
    yield from _unknown(lines, context, "principal", "被代行人工号")
    yield from _unknown(lines, context, "deputy", "代行人工号")
    yield from _strange_roles(lines, context)
    posts = _many(context.lines("assignment"), "staff_number")
    for one in lines:
        yield from _beyond_deputies(one, posts, context)
        principal, role = text(one.line, "principal"), text(one.line, "role")
        if principal == text(one.line, "deputy"):
            yield fault(one, "代行人工号", principal, "不得由本人代行")
        held = (post for post in posts.get(principal, ()) if text(post, "role") == role)
        if not any(post.valid.meets(one.line.valid) for post in held):
            yield fault(one, "岗位", _label(one.line, context), f"工号{principal}的人员同期没有这一岗位，不能代行")


def _beyond_deputies(one: Numbered, posts: Mapping[str, list[Line]], context: Context) -> Iterator[LineFault]:
    if one.line.valid.end is None:
        yield fault(one, "有效期至", "", "代行职权是临时的，写明最后一天")
    if text(one.line, "role") in _KEEPERS:
        yield fault(one, "岗位", _label(one.line, context), "不得由他人代行；由另一人任这一岗位")
    deputy = text(one.line, "deputy")
    if any(_both(one.line, post) for post in posts.get(deputy, ()) if text(post, "role") in _KEEPERS):
        yield fault(one, "代行人工号", deputy, f"{REGISTRAR.label}不得代行办案岗位，名录中同期任{REGISTRAR.label}")


def pad_faults(lines: Sequence[Numbered], context: Context) -> Iterator[LineFault]:
    """As :func:`named_faults`; a number is handed out once, in a pad of days gone by too."""
    yield from named_faults(lines, context)
    rows = {one.line.key: one for one in lines}
    for one in lines:
        if number(one.line, "last") < number(one.line, "first"):
            yield fault(one, "止号", str(number(one.line, "last")), "号段的止号小于起号")
    for earlier, later in _shared(context.lines("pad")):
        line, other = (later, earlier) if later.key in rows else (earlier, later)
        if line.key in rows:
            beside = place(rows[other.key]) if other.key in rows else "名录中"
            told = f"与{beside}工号{text(other, 'staff_number')}的{_numbers(other)}重号；一个号码只能发一次"
            yield fault(rows[line.key], "起号", str(number(line, "first")), told)


def _shared(pads: Iterable[Line]) -> Iterator[tuple[Line, Line]]:
    """Each pad that begins within one before it, and that one."""
    furthest: dict[tuple[str, int], Line] = {}
    for pad in sorted(pads, key=_span):
        within = furthest.setdefault(_span(pad)[:2], pad)
        if within is not pad and number(pad, "first") <= number(within, "last"):
            yield within, pad
        if number(pad, "last") > number(within, "last"):
            furthest[_span(pad)[:2]] = pad


def _span(line: Line) -> tuple[str, int, int]:
    return text(line, "series"), number(line, "year"), number(line, "first")


def _numbers(line: Line) -> str:
    series, year, first = _span(line)
    return f"{series}〔{year}〕{first}号至{number(line, 'last')}号"


def _by(lines: Iterable[Line], field: str) -> Mapping[str, Line]:
    return {text(line, field): line for line in lines}


def _many(lines: Iterable[Line], field: str) -> Mapping[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(text(line, field), []).append(line)
    return found
