"""What lists of cases are asked by, as it stands in an address, and their lines as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from zhifa.engine.agenda_page import AgendaTerm
from zhifa.engine.docket_page import DocketAsked, DocketLine, Order, Place
from zhifa.engine.office import Office
from zhifa.engine.quoted import keyed, shown
from zhifa.engine.reader import Reader
from zhifa.engine.todo import tasks, waited_for
from zhifa.engine.vocabulary import Phase
from zhifa.engine.workflow import Workflow
from zhifa.web.desk import paths
from zhifa.web.desk.lights import Light, light_of
from zhifa.web.desk.moments import asked_day, moment
from zhifa.web.desk.step_pages import path_of
from zhifa.web.errors import BadRequest

PAGE: Final = 25
"""Lines of a page."""
_STEPS: Final = 3
"""Next steps shown beside a case."""
_LONGEST: Final = 100

Choices = tuple[tuple[str, str], ...]
"""Value and label of each choice of a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed down to, as texts of the address; what is empty narrows nothing."""

    workflow: str = ""
    phase: str = ""
    state: str = ""
    handler: str = ""
    unit: str = ""
    since: str = ""
    until: str = ""
    standing: str = ""
    """``overdue``, ``waiting``, ``running`` or ``ended``."""
    order: str = ""

    @property
    def given(self) -> dict[str, str]:
        """What is not empty, by name."""
        return {name: getattr(self, name) for name in FIELDS if getattr(self, name)}

    def address(self, path: str, **more: str) -> str:
        """The address of the list so narrowed, and of what is asked besides."""
        asked = self.given | {name: value for name, value in more.items() if value}
        return f"{path}?{urlencode(asked)}" if asked else path


FIELDS: Final = ("workflow", "phase", "state", "handler", "unit", "since", "until", "standing", "order")
"""Names of the fields in the address."""

STANDINGS: Final[Choices] = (("overdue", "已超期"), ("waiting", "待送达"), ("running", "未终结"), ("ended", "已终结"))
ORDERS: Final[Choices] = (("due", "按到期日"), ("moved", "按最近办理"))
LABELS: Final[Mapping[str, str]] = {
    "workflow": "程序", "phase": "阶段", "state": "状态", "handler": "承办人", "unit": "单位", "since": "登记日期自",
    "until": "登记日期至", "standing": "期限和结果", "order": "排列",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What may be chosen in each field."""

    workflow: Choices
    phase: Choices
    state: Choices
    handler: Choices
    unit: Choices
    standing: Choices = STANDINGS
    order: Choices = ORDERS

    def label(self, field: str, value: str) -> str:
        """What people call a chosen value."""
        choices: Choices = getattr(self, field, ())
        return dict(choices).get(value, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """A step that somebody is waited for."""

    label: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A case on a list."""

    id: str
    path: str
    cause: str
    party: str
    number: str
    state: str
    phase: str
    workflow: str
    handlers: str
    units: str
    opened_on: str
    moved_at: str
    due: str
    light: Light
    replay: bool
    arithmetic: str
    """How the next end was reckoned, on one line; empty where nothing runs."""
    term: str
    """What ends then."""
    steps: tuple[Todo, ...]
    waits_for: str
    """Whose step leads on, where it is none of the officer's; empty otherwise."""


def filters_of(query: QueryParams) -> Filters:
    """The filters of an address. Raises :class:`BadRequest` naming field, value and rule."""
    given = {name: query.get(name, "").strip() for name in FIELDS}
    for name, value in given.items():
        if len(value) > _LONGEST or not value.isprintable():
            raise _faulty(name, value, f"应为至多{_LONGEST}个可见字符")
    return Filters(**given)


def asked_by(filters: Filters, offered: Offered) -> DocketAsked:
    """What the reader is asked. Raises :class:`BadRequest` for a value that is none of those offered, or no day."""
    for name in ("workflow", "phase", "state", "standing", "order"):
        value = getattr(filters, name)
        if value and value not in dict(getattr(offered, name)):
            raise _faulty(name, value, "应为所列的一项")
    since, until = _day("since", filters.since), _day("until", filters.until)
    if since and until and since > until:
        raise _faulty("until", filters.until, f"不得早于登记日期自{since}")
    return DocketAsked(
        workflows=(filters.workflow,) if filters.workflow else (),
        phases=(Phase(filters.phase),) if filters.phase else (),
        states=(filters.state,) if filters.state else (),
        ended={"running": False, "ended": True}.get(filters.standing),
        overdue=filters.standing == "overdue",
        waiting=filters.standing == "waiting",
        handler=filters.handler or None,
        unit=filters.unit or None,
        opened_from=since,
        opened_until=until,
        order=Order(filters.order) if filters.order else Order.DUE,
    )


def offered(office: Office, reader: Reader) -> Offered:
    """What may be chosen, by the procedures at hand and the register of today."""
    newest = {one.name: one.label for one in sorted(office.workflows, key=lambda one: one.version)}
    states = {state.name: state.label for one in office.workflows for state in one.states}
    people = sorted(
        (officer for officer in reader.register.officers.values() if officer.valid.holds(reader.reach.day)),
        key=lambda officer: officer.staff_number,
    )
    return Offered(
        workflow=tuple(newest.items()),
        phase=tuple((phase.value, phase.label) for phase in Phase),
        state=tuple(states.items()),
        handler=tuple((officer.id, officer.name) for officer in people),
        unit=tuple((unit, unit) for unit in dict.fromkeys(officer.unit for officer in people)),
    )


def place_of(text: str) -> Place | None:
    """Where a page begins, as :func:`place_text` wrote it; ``None``: at the beginning. Raises :class:`BadRequest`."""
    if not text:
        return None
    by, _, case_id = text.partition("~")
    if not (by and case_id) or len(text) > _LONGEST or not text.isascii() or not text.isprintable():
        raise _faulty("after", text, "应为本站“下一页”链接中的值")
    return by, case_id


def place_text(place: Place | None) -> str:
    """Where a page begins, for an address; empty: there is none."""
    return "~".join(place) if place else ""


def lines(
    office: Office, reader: Reader, found: Iterable[DocketLine], *, with_steps: bool = False
) -> tuple[Shown, ...]:
    """The cases of a page as they are shown, each with the arithmetic of its next end."""
    kept, known = tuple(found), {(one.name, one.version): one for one in office.workflows}
    terms = office.agenda.pressing(kept)
    return tuple(
        _shown(
            line,
            terms.get(line.case_id),
            _todo(known.get((line.workflow, line.workflow_version)), reader, line) if with_steps else _NOTHING,
        )
        for line in kept
    )


def _shown(line: DocketLine, pressing: AgendaTerm | None, todo: tuple[tuple[Todo, ...], str]) -> Shown:
    return Shown(
        id=line.case_id,
        path=paths.case(line.case_id),
        cause=line.cause,
        party=line.party or "",
        number=line.case_number or "",
        state=line.state_label,
        phase=line.phase.label,
        workflow=line.workflow_label,
        handlers="、".join(one.name for one in line.handlers),
        units="、".join(line.units),
        opened_on=moment(line.opened_at)[:10],
        moved_at=moment(line.moved_at),
        due=line.due.isoformat() if line.due else "",
        light=light_of(line.light, line.days),
        replay=line.replay,
        arithmetic=pressing.arithmetic if pressing else "",
        term=keyed(pressing.row.label, pressing.row.key) if pressing else "",
        steps=todo[0],
        waits_for=todo[1],
    )


_NOTHING: Final[tuple[tuple[Todo, ...], str]] = ((), "")


def _todo(workflow: Workflow | None, reader: Reader, line: DocketLine) -> tuple[tuple[Todo, ...], str]:
    """The first steps that the officer is waited for, and otherwise who is; nothing of a case whose procedure is not declared here."""
    if workflow is None:
        return _NOTHING
    handles = any(one.officer_id == reader.officer_id for one in line.handlers)
    mine = tasks(workflow, line.state, line.tracks, reader.reach, units=set(line.units), handles=handles)
    steps = tuple(Todo(label=one.label, path=path_of(workflow, line.case_id, one)) for one in mine[:_STEPS])
    leads = any(one.targets for one in mine)
    return steps, "" if leads else waited_for(workflow, line.state, line.tracks)


def _day(name: str, text: str) -> date | None:
    day = asked_day(text)
    if text and day is None:
        raise _faulty(name, text, "应为1900年至9998年的日期，写作 2026-03-02")
    return day


def _faulty(name: str, value: str, rule: str) -> BadRequest:
    return BadRequest("filter_faulty", f"筛选项“{LABELS.get(name, name)}”的值{shown(value)}不合要求：{rule}")
