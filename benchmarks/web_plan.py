"""Who asks a planted site for what: the accounts that ``web.py`` makes, and the addresses that each of them asks for, within his reach."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from zhifa.engine.docket_page import DocketLine
from zhifa.engine.installed import workflows
from zhifa.engine.office import Office
from zhifa.engine.people import Officer
from zhifa.engine.reader import Reader
from zhifa.engine.vocabulary import Phase
from zhifa.identity.accounts import CONSOLE
from zhifa.identity.hand import Hand
from zhifa.identity.keeper import Keeper
from zhifa.identity.passwords import Passwords

CONSTANT, ROW = "limit: constant", "limit: one row"
LIMITS = (CONSTANT, ROW)
TABS = {"mine": "待我办", "handled": "我承办的", "unit": "本单位", "all": "全部在办"}

_WHO = (
    "承办人甲", "承办人0101", "承办机构负责人甲", "承办人0502", "审核人甲", "承办机构负责人07", "机关负责人甲", "承办人乙",
)  # fmt: skip
"""Who asks, as a morning in an agency has it: those who handle cases, heads of units, a legal reviewer, a head of the agency."""
_TEXTS = ("秸秆", "排污口", "管理台账", "夜间施工 噪声")
_SAMPLE = 3_000
_OF_EACH = 40
_PAGE = 25


@dataclass(frozen=True, kw_only=True)
class Asker:
    """One account, and what it asks for by kind."""

    login_name: str
    password: str
    paths: Mapping[str, Sequence[str]]

    @property
    def told(self) -> dict[str, Any]:
        return {"login_name": self.login_name, "password": self.password, "paths": self.paths}


def askers(database: str, users: int, secret: bytes) -> tuple[Asker, ...]:
    """Accounts of so many officers of the planted agency, each with addresses in his reach."""
    with Office.open(database, workflows=workflows()) as office:
        keeper = Keeper(office, Passwords(), Hand(secret))
        sampled, whole = _cases(office)
        return tuple(_asker(office, keeper, officer, sampled, whole) for officer in _people(office, users))


def kinds(found: Iterable[Asker]) -> tuple[str, ...]:
    """All kinds that anybody asks for, in the order of the table."""
    return tuple(dict.fromkeys(kind for one in found for kind, paths in one.paths.items() if paths))


def _people(office: Office, users: int) -> list[Officer]:
    register = office.registers()[0]
    by_name = {officer.name: officer for officer in register.officers.values()}
    chosen = [by_name[name] for name in _WHO]
    others = [one for name, one in sorted(by_name.items()) if name.startswith("承办人") and one not in chosen]
    return [*chosen, *others][:users]


def _cases(office: Office) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of some cases, and of some that were planted with their whole record: only these have a page."""
    sampled = f"SELECT id FROM zf_docket ORDER BY id LIMIT {_SAMPLE}"
    whole = f"SELECT case_id FROM zf_entry GROUP BY case_id HAVING count(*) > 2 ORDER BY case_id LIMIT {_SAMPLE}"
    with office._database.connection() as connection:  # noqa: SLF001 - what is planted is sampled past the doors
        told = [tuple(str(one) for (one,) in connection.exec_driver_sql(sql)) for sql in (sampled, whole)]
    return told[0], told[1]


def _asker(office: Office, keeper: Keeper, officer: Officer, sampled: Sequence[str], whole: Sequence[str]) -> Asker:
    reader, login = office.reader(officer.id), f"measured{officer.staff_number}"
    password = _account(keeper, reader.agency_id, login, officer.id)
    lines = tuple(reader.lines(tuple(sampled)).values())
    pages = tuple(reader.lines(tuple(whole)))[:_OF_EACH]
    told = {**_limits(sampled), **dict(_of_desk(officer, lines, pages)), **dict(_of_api(reader, officer, lines, pages))}
    return Asker(login_name=login, password=password, paths=told)


def _account(keeper: Keeper, agency_id: str, login: str, officer_id: str) -> str:
    """An account of the officer, made or, in a database that was measured before, found again; its password."""
    known = keeper.named(login)
    if known is not None:
        return keeper.reset_password(known.id, by=CONSOLE, lasting=True)
    password = secrets.token_urlsafe(18)
    keeper.make(agency_id, login, by=CONSOLE, officer_id=officer_id, password=password, lasting=True)
    return password


def _limits(sampled: Sequence[str]) -> dict[str, Sequence[str]]:
    return {CONSTANT: ["/bare/constant"], ROW: [f"/bare/row/{case_id}" for case_id in sampled[:_OF_EACH]]}


def _of_desk(officer: Officer, lines: Sequence[DocketLine], pages: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    for tab, label in TABS.items():
        yield f"worklist {label}", [f"/desk?tab={tab}"]
    yield "case list", ["/desk/cases"]
    yield "case list, filtered", [_address("/desk/cases", phase=phase.value, standing="running") for phase in Phase]
    yield "case list of a unit", [_address("/desk/cases", unit=officer.unit, order="moved")]
    yield "case page", [f"/desk/cases/{case_id}" for case_id in pages]
    yield "case page, record", [f"/desk/cases/{case_id}?tab=history" for case_id in pages]
    for kind, texts in _sought(lines).items():
        yield f"search {kind}", [_address("/desk/search", q=text) for text in texts]


def _of_api(
    reader: Reader, officer: Officer, lines: Sequence[DocketLine], pages: Sequence[str]
) -> Iterator[tuple[str, list[str]]]:
    asked: dict[str, dict[str, str]] = {
        "mine": {"only": "mine"}, "handled": {"handler": reader.officer_id, "ended": "false"},
        "unit": {"unit": officer.unit, "ended": "false"}, "all": {"ended": "false"},
    }  # fmt: skip
    for tab, label in TABS.items():
        yield f"API: {label}", [_address("/api/v1/cases", **asked[tab], replay="false", limit=str(_PAGE))]
    yield "API: cases", [_address("/api/v1/cases", limit=str(_PAGE))]
    yield "API: case", [f"/api/v1/cases/{case_id}" for case_id in pages]
    for kind, texts in _sought(lines).items():
        yield f"API: search {kind}", [_address("/api/v1/search", q=text, limit=str(_PAGE)) for text in texts]


def _sought(lines: Sequence[DocketLine]) -> dict[str, list[str]]:
    """What is searched for: two characters of a name, a number of a case, words of the text."""
    names = [line.party[2:4] for line in lines if line.party and len(line.party) > 4]
    numbers = [line.case_number for line in lines if line.case_number]
    return {"name": names[:_OF_EACH], "案号": numbers[:_OF_EACH], "text": list(_TEXTS)}


def _address(path: str, **asked: str) -> str:
    return f"{path}?{urlencode(asked)}"
