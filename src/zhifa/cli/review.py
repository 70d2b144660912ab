"""``zhifa review queue``, ``assign``, ``stats``: the cases that wait for legal review, who takes them, and what reviews come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import Actor, AsJson, At, Behalf, Case, DatabaseUrl, Key, Version
from zhifa.cli.faults import Unusable
from zhifa.cli.inputs import behalf, moment, officer, register_of
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, local, say, show_table
from zhifa.cli.sending import announced, carry_out, seen_version, standing

if TYPE_CHECKING:
    from datetime import date

    from zhifa.engine.office import Office
    from zhifa.engine.register import Register
    from zhifa.engine.review_pool import Candidate, Load
    from zhifa.engine.review_room import Waiting
    from zhifa.engine.review_statistics import Share, Statistics

Agency = Annotated[str | None, typer.Option("--agency", metavar="机关", help="机关名称或者编号；只有一个机关的不用写")]
To = Annotated[str | None, typer.Option("--to", metavar="人员", help="指派给谁：工号、姓名（不重名）或者编号")]
Next = Annotated[bool, typer.Option("--next", help="指派给轮到的审核人：手中案件最少、最久没有接案的")]
Since = Annotated[str, typer.Option("--from", metavar="日期", help="统计的第一日")]
Until = Annotated[str, typer.Option("--to", metavar="日期", help="统计的最后一日")]


# --- queue ------------------------------------------------------------------------------------------------------------


def queue(*, database: DatabaseUrl, agency: Agency = None, json: AsJson = False) -> None:
    """列出等待法制审核的案件、审核期限和审核人，各审核人手中的案件。"""
    with open_office(database) as office:
        register = register_of(office, agency, owned="法制审核")
        waiting = office.reviews.queue(register.agency.id)
        loads = office.reviews.workload(register.agency.id)
    if json:
        workload = [_load(who, load, register) for who, load in loads.items()]
        emit({"agency": register.agency.id, "waiting": list(map(waiting_summary, waiting)), "workload": workload})
        return
    _show_waiting(waiting, register)
    if loads:
        rows = ((shown_name(register, who), str(load.open), _last(load)) for who, load in loads.items())
        show_table(("审核人", "手中案件", "最近接案或者审核"), rows)


def _show_waiting(waiting: Sequence[Waiting], register: Register) -> None:
    from zhifa.engine.clock import SystemClock
    from zhifa.engine.instants import legal_day

    if not waiting:
        say(f"{register.agency.name}没有等待法制审核的案件")
        return
    today = legal_day(SystemClock().now())
    rows = (_waits(one, register, today) for one in waiting)
    heads = ("案件", "案由", "轮次", "审核期限", "审核人")
    show_table(heads, rows, title=f"{register.agency.name}等待法制审核的案件")
    say("", f"共 {len(waiting)} 件")


def _waits(one: Waiting, register: Register, today: date) -> tuple[str, ...]:
    due = str(one.due) if one.due else "没有期限"
    if one.suspended:
        due += "（停止计算）"
    elif one.due and one.due < today:
        due += "（超期）"
    return (
        one.case_id,
        one.cause,
        f"第{one.round}轮",
        due,
        shown_name(register, one.reviewer) if one.reviewer else "未指派",
    )


def waiting_summary(one: Waiting) -> dict[str, Any]:
    """A case that waits, as JSON."""
    return {
        "case": one.case_id,
        "cause": one.cause,
        "round": one.round,
        "due": one.due.isoformat() if one.due else None,
        "suspended": one.suspended,
        "reviewer": one.reviewer,
        "assigned_at": one.assigned_at.isoformat() if one.assigned_at else None,
    }


def _load(who: str, load: Load, register: Register) -> dict[str, Any]:
    last = load.last.isoformat() if load.last else None
    return {"reviewer": who, "name": shown_name(register, who), "open": load.open, "last": last}


def _last(load: Load) -> str:
    return local(load.last) if load.last else "没有"


def shown_name(register: Register, officer_id: str) -> str:
    """Name and staff number."""
    known = register.officers.get(officer_id)
    return f"{known.name}（{known.staff_number}）" if known else officer_id


# --- assign -----------------------------------------------------------------------------------------------------------


def assign(
    *, case: Case, actor: Actor, at: At, database: DatabaseUrl, to: To = None, next_: Next = False,
    principal: Behalf = None, version: Version = None, key: Key = None, json: AsJson = False,
) -> None:  # fmt: skip
    """指派审核人，由审核机构负责人作出：写明是谁，或者按次序轮到谁。"""
    from zhifa.engine.command import Command

    if (to is None) != next_:
        raise Unusable("指派审核人要写 --to 人员，或者写 --next，二者择一")
    occurred_at = moment(at, field="--at")
    with open_office(database) as office:
        found, register = standing(office, case)
        reviewer = officer(register, to, field="--to") if to is not None else _due(office, found.id)
        expected = seen_version(found, version, key)
        command = Command(
            case_id=found.id,
            transition="assign_reviewer",
            actor=officer(register, actor, field="--as"),
            occurred_at=occurred_at,
            expected_version=expected,
            key=announced(key, expected),
            facts={"reviewer": reviewer},
            on_behalf_of=behalf(register, principal),
        )
        carry_out(office, lambda: office.perform(command), json=json, before=found.version)
        if not json:
            say(f"审核人 {shown_name(register, reviewer)}")


def fit(one: Candidate) -> str:
    """Whether somebody may be given the case, or why not."""
    return "；".join(why.label for why in one.unfit) or "可以指派"


def _due(office: Office, case_id: str) -> str:
    """Whose turn it is."""
    pool = office.reviews.candidates(case_id)
    if not pool or pool[0].unfit:
        told = "；".join(f"{one.officer.name}{fit(one)}" for one in pool) or "名录中没有法制审核人员"
        raise Unusable(f"没有可以指派的审核人：{told}")
    return pool[0].officer.id


# --- stats ------------------------------------------------------------------------------------------------------------


def stats(*, since: Since, until: Until, database: DatabaseUrl, agency: Agency = None, json: AsJson = False) -> None:
    """统计一段时间的法制审核：件数、轮次、一次通过、未通过的项目、用时，各审核人的件数。"""
    from zhifa.cli.term_inputs import day

    first, last = day(since, field="--from"), day(until, field="--to")
    if last < first:
        raise Unusable(f"--to 的值「{until}」不合要求：不得早于 --from（{since}）")
    with open_office(database) as office:
        register = register_of(office, agency, owned="法制审核")
        found = office.reviews.statistics(register.agency.id, first, last)
    if json:
        emit({"agency": register.agency.id, "from": since, "to": until, **_statistics(found)})
        return
    say(*_told(found, f"{register.agency.name} {since} 至 {until}"))
    if found.failed:
        show_table(("未通过的项目", "次数"), ((item, str(times)) for item, times in found.failed.items()))
    if found.by_reviewer:
        heads = ("审核人", "意见", "同意", "超期", "平均用时（日）")
        show_table(heads, ((shown_name(register, who), *_figures(share)) for who, share in found.by_reviewer.items()))


def _told(found: Statistics, title: str) -> Iterator[str]:
    whole = found.whole
    yield title
    yield f"审核意见 {whole.opinions} 份，案件 {found.cases} 件；同意 {whole.agreed} 份，存在问题 {whole.opinions - whole.agreed} 份"
    yield f"首轮审核 {found.first} 件，一次通过 {found.agreed_at_first} 件"
    if found.rounds:
        yield f"轮次 {'，'.join(f'{rounds}轮的{cases}件' for rounds, cases in found.rounds.items())}"
    if whole.timed:
        yield f"平均用时 {_mean(whole)} 日，超过审核期限 {whole.late} 份"


def _mean(share: Share) -> str:
    tenths = share.mean_tenths
    return "" if tenths is None else f"{tenths // 10}.{tenths % 10}"


def _figures(share: Share) -> tuple[str, ...]:
    return str(share.opinions), str(share.agreed), str(share.late), _mean(share)


def _statistics(found: Statistics) -> Mapping[str, Any]:
    return {
        **_share(found.whole),
        "cases": found.cases,
        "first": found.first,
        "agreed_at_first": found.agreed_at_first,
        "rounds": {str(rounds): cases for rounds, cases in found.rounds.items()},
        "failed": dict(found.failed),
        "by_reviewer": {who: _share(share) for who, share in found.by_reviewer.items()},
    }


def _share(share: Share) -> dict[str, Any]:
    """Averages are text, because they are decimals."""
    return {"opinions": share.opinions, "agreed": share.agreed, "late": share.late, "mean_days": _mean(share) or None}
