"""``zhifa register show``: the agency and its officers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from zhifa.cli.arguments import AsJson, DatabaseUrl
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say, show_table

if TYPE_CHECKING:
    from zhifa.engine.period import Period
    from zhifa.engine.register import Officer, Register


def show(*, database: DatabaseUrl, json: AsJson = False) -> None:
    """查看机关、人员、岗位、执法证件、备案的印章。"""
    with open_office(database) as office:
        registers, roles = office.registers(), office.books.roles
    if json:
        emit({"agencies": [_agency(register) for register in registers]})
        return
    for register in registers:
        held = _Held(register)
        rows = [_row(held, officer, roles) for officer in _people(register)]
        title = f"{register.agency.name}（名录第{register.version}版）"
        show_table(("工号", "姓名", "岗位", "执法证件", "法律资格", "文书本", "编号"), rows, title=title)
        say(*(f"印章　{seal.name}（{_until(seal.valid)}）　证书 {seal.certificate}" for seal in register.agency.seals))
    if not registers:
        say("还没有机关；先运行 zhifa register import 名录文件")


class _Held:
    """What each officer of a register holds, on whatever days; found at once among many."""

    def __init__(self, register: Register) -> None:
        self.assignments = _by_officer(register.assignments)
        self.certificates = _by_officer(register.certificates)
        self.qualifications = _by_officer(register.qualifications)
        self.pads = _by_officer(register.pads)


def _by_officer(values: Iterable[Any]) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for value in values:
        found[value.officer_id].append(value)
    return found


def _people(register: Register) -> list[Officer]:
    return sorted(register.officers.values(), key=lambda officer: officer.staff_number)


def _row(held: _Held, officer: Officer, roles: Mapping[str, str]) -> tuple[str, ...]:
    labels = dict.fromkeys(roles.get(a.role, a.role) for a in held.assignments[officer.id])
    certificates = (f"{c.number}（{_until(c.valid)}）" for c in held.certificates[officer.id])
    qualified = (q.number for q in held.qualifications[officer.id])
    pads = (f"{p.series}〔{p.year}〕{p.first}号至{p.last}号" for p in held.pads[officer.id])
    return (
        officer.staff_number,
        officer.name,
        "、".join(labels),
        "、".join(certificates),
        "、".join(qualified),
        "、".join(pads),
        officer.id,
    )


def _until(period: Period) -> str:
    return f"至{period.end}" if period.end else f"自{period.start}"


def _agency(register: Register) -> dict[str, Any]:
    agency, held = register.agency, _Held(register)
    return {
        "id": agency.id,
        "name": agency.name,
        "short_name": agency.short_name,
        "version": register.version,
        "matters": sorted(agency.matters),
        "seals": [{"name": s.name, "certificate": s.certificate, **_period(s.valid)} for s in agency.seals],
        "officers": [_officer(held, officer) for officer in _people(register)],
        "statutes": [{"title": s.title, **_period(s.valid)} for s in register.statutes],
    }


def _officer(held: _Held, officer: Officer) -> dict[str, Any]:
    mine = officer.id
    return {
        "id": mine,
        "staff_number": officer.staff_number,
        "name": officer.name,
        "unit": officer.unit,
        "post": officer.post,
        "email": officer.email,
        **_period(officer.valid),
        "roles": [{"role": a.role, **_period(a.valid)} for a in held.assignments[mine]],
        "certificates": [{"number": c.number, **_period(c.valid)} for c in held.certificates[mine]],
        "pads": [{"series": p.series, "year": p.year, "first": p.first, "last": p.last, **_period(p.valid)} for p in held.pads[mine]],
        "qualifications": [{"kind": q.kind, "number": q.number, **_period(q.valid)} for q in held.qualifications[mine]],
    }  # fmt: skip


def _period(period: Period) -> dict[str, str | None]:
    return {"valid_from": period.start.isoformat(), "valid_to": period.end.isoformat() if period.end else None}
