"""Terms across cases: the board, how many stand how, and a calendar that programs subscribe to.

A board tells only of cases that whoever asks may read.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from zhifa.board.feed import own_feed
from zhifa.engine.agenda import Asked
from zhifa.engine.agenda_page import AgendaTerm, Tally
from zhifa.engine.reader import Reader
from zhifa.web.access import Here, Site, person_of
from zhifa.web.api.answers import READS, problems
from zhifa.web.api.asking import Asking, Reading
from zhifa.web.api.asking import asking as asking_of
from zhifa.web.api.case_told import who
from zhifa.web.api.cursor import MOST, AfterAsked, Limit, cursor, pair
from zhifa.web.api.models.base import Named
from zhifa.web.api.models.lists import Board, BoardTerm, TalliesTold, TallyTold
from zhifa.web.api.strict import OpenRoute, StrictRoute
from zhifa.web.errors import Forbidden, NotSignedIn
from zhifa.web.files.attachments import disposition
from zhifa.web.person import Grant, Person

router = APIRouter(prefix="/agenda", tags=["期限"], route_class=StrictRoute)
feed_router = APIRouter(prefix="/agenda", tags=["期限"], route_class=OpenRoute)

Of = Annotated[Literal["mine", "reach"], Query(description="mine 本人承办的，reach 可查阅范围内的")]
Unit = Annotated[str | None, Query(description="一个承办机构的，名称与名录相同", min_length=1, max_length=300)]
_CALENDAR: Final = "text/calendar"


@router.get("/terms", summary="期限看板", responses=problems(400))
def board(
    asking: Reading, of: Of = "mine", unit: Unit = None,
    code: Annotated[str | None, Query(description="期限的代码", min_length=1, max_length=100)] = None,
    show: Annotated[Literal["ending", "ended", "suspended"], Query(description="ending 超期的和下周以前到期的；ended 连同已届满而不算超期的；suspended 停止计算的")] = "ending",
    after: AfterAsked = None, limit: Limit = MOST,
) -> Board:  # fmt: skip
    """先届满的在前，每项一行算法。"""
    asked, kind = _asked(asking.reader, of, unit, code), f"agenda/{show}"
    beyond, agenda = pair(kind, after) or ("", ""), asking.office.agenda
    if show == "suspended":
        page = agenda.standing_still(asked, after=beyond, limit=limit)
    else:
        page = agenda.ending(asked, after=beyond, limit=limit, ended=show == "ended")
    terms = [_term(asking, one) for one in page.terms]
    return Board(terms=terms, after=cursor(kind, *page.after) if page.after else None)


@router.get("/tallies", summary="期限统计", responses=READS)
def tallies(asking: Reading, of: Of = "mine", unit: Unit = None) -> TalliesTold:
    """在计期限按种类、承办人、承办机构的项数。"""
    found = asking.office.agenda.tallies(_asked(asking.reader, of, unit, None))
    register = asking.reader.register
    return TalliesTold(
        by_term=[_tally(one, one.label) for one in found.by_term],
        by_officer=[_tally(one, register.name_of(one.key)) for one in found.by_officer],
        by_unit=[_tally(one, one.key) for one in found.by_unit],
    )


def _subscribing(
    request: Request, site: Here,
    token: Annotated[str | None, Query(description="只有“订阅期限日历”（agenda:read）一项权限的令牌；能写请求头的写在 Authorization 中", min_length=1, max_length=200)] = None,
) -> Asking:  # fmt: skip
    """Who subscribes: by the usual means, or by a token in the address that is good for nothing else."""
    person = person_of(request) if token is None else _by_address(request, site, token)
    if not person.grants & {Grant.AGENDA, Grant.READ}:
        raise Forbidden("grant_missing", f"这个令牌没有“{Grant.AGENDA.label}”（{Grant.AGENDA}）的权限")
    return asking_of(site, person)


def _by_address(request: Request, site: Site, token: str) -> Person:
    """Addresses are logged and kept by programs in between: a token that can do more is refused there."""
    headers = [(name, value) for name, value in request.scope["headers"] if name not in (b"authorization", b"cookie")]
    headers.append((b"authorization", b"Bearer " + token.encode()))
    person = site.identify(Request({**request.scope, "headers": headers, "state": {}}))
    if person is None:
        raise NotSignedIn
    if person.grants != {Grant.AGENDA}:
        raise Forbidden(
            "token_too_wide",
            f"写在网址中的令牌只可有“{Grant.AGENDA.label}”（{Grant.AGENDA}）一项权限：网址会留在日志里；另发一个",
        )
    return person


Subscribing = Annotated[Asking, Depends(_subscribing)]


@feed_router.get(
    "/calendar.ics", summary="办案期限的日历（iCalendar）", response_class=Response,
    responses={**READS, 200: {"description": "日历", "content": {_CALENDAR: {"schema": {"type": "string"}}}}},
)  # fmt: skip
def calendar(asking: Subscribing) -> Response:
    """本人承办案件的期限，一项一个日程，供日历程序订阅；不写当事人和案由。日历程序不能写请求头的，令牌写在网址的 `token` 中。"""
    headers = {"Content-Disposition": disposition("办案期限.ics", how="inline")}
    return Response(own_feed(asking.office, asking.reader).ical(), media_type=_CALENDAR, headers=headers)


def _asked(reader: Reader, of: str, unit: str | None, code: str | None) -> Asked:
    """What the agenda is asked by: cases within reach alone."""
    return reader.asked(code=code or "", officer_id=reader.officer_id if of == "mine" else "", unit=unit or "")


def _term(asking: Asking, one: AgendaTerm) -> BoardTerm:
    row = one.row
    return BoardTerm(
        id=row.id, case_id=row.case_id, state=Named(name=one.state, label=_state(asking, one)), code=row.code, key=row.key,
        label=row.label, article=row.article, duty=one.duty.value,
        standing=Named(name=one.standing.value, label=one.standing.label), due=row.due, days=one.days, cause=one.cause,
        arithmetic=one.arithmetic, handlers=[who(officer, asking.reader.register) for officer in one.handlers],
    )  # fmt: skip


def _state(asking: Asking, one: AgendaTerm) -> str:
    """The label of the state, of whatever version of the procedure."""
    found = (flow.state_by_name.get(one.state) for flow in asking.office.workflows if flow.name == one.workflow)
    return next((state.label for state in found if state), one.state)


def _tally(one: Tally, label: str) -> TallyTold:
    counts = {standing.value: number for standing, number in one.counts.items()}
    return TallyTold(key=one.key, label=label, counts=counts, total=one.total)
