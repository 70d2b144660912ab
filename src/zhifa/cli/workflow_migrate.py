"""``zhifa workflow migrate``: cases that are to go on under another version of their procedure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from zhifa.cli.arguments import AsJson, DatabaseUrl
from zhifa.cli.faults import REFUSED, Unusable, in_words
from zhifa.cli.inputs import case_id, officer_of_any
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, note, progress, say
from zhifa.cli.workflow import Name, find_version
from zhifa.engine.quoted import keyed

if TYPE_CHECKING:
    from zhifa.engine.migration import Migration, MigrationPlan
    from zhifa.engine.office import Office

To = Annotated[int, typer.Option("--to", min=1, metavar="版本", help="改依的版本；改回原来的版本也用它")]
One = Annotated[str | None, typer.Option("--case", metavar="案件", help="只改这一件：案件编号，或者其开头至少四位")]
All = Annotated[bool, typer.Option("--all", help="本机关依其他版本办理、尚未终结的全部案件")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只试算，逐案列出会有什么不同或者为何不能改，不写入任何东西")]
Head = Annotated[
    str, typer.Option("--as", metavar="人员", help="批准人：有权批准更正的人员，工号、姓名（不重名）或者编号")
]
Reason = Annotated[str, typer.Option(metavar="事由", help="为何改依，记入案件记录")]


class _Outcome(NamedTuple):
    """What became of one case: what the move makes of it, or why it stays."""

    case_id: str
    plan: MigrationPlan | None
    why: str | None


def migrate(
    *, name: Name, to: To, database: DatabaseUrl, actor: Head, reason: Reason, case: One = None, every: All = False,
    dry_run: DryRun = False, json: AsJson = False,
) -> None:  # fmt: skip
    """让案件改依流程的另一版办理，逐案另立一条记录；所处状态、期限、审核意见都不变，不能照原样接续的不改并说明理由。"""
    if (case is None) is not every:
        raise Unusable("--case 案件 和 --all 要写一个，也只写一个")
    workflow = find_version(name, to)
    with open_office(database) as office:
        register, head = officer_of_any(office, actor, field="--as")
        due = office.migrations.due(register.agency.id, workflow.name, to)
        chosen = due if case is None else (_of(office, case, workflow.name),)
        with progress(chosen, label="改依") as cases:
            found = [_moved(office, one, to, head, reason, dry_run=dry_run) for one in cases]
    left = [outcome for outcome in found if outcome.why]
    if json:
        emit({"workflow": workflow.name, "to": to, "dry_run": dry_run, "cases": [_told(outcome) for outcome in found]})
    else:
        for outcome in found:
            say(*_lines(outcome))
        verb = "可以改依" if dry_run else "已改依"
        say(f"{workflow.label}第{to}版：{len(found) - len(left)} 件{verb}，{len(left)} 件不能")
    if left:
        note(f"{len(left)} 件不能改依，仍依原版本办理")
        raise typer.Exit(REFUSED)


def _of(office: Office, text: str, workflow: str) -> str:
    """The case that is named, if it is of the procedure."""
    found = case_id(office, text)
    own = office.case(found).workflow
    if own.name != workflow:
        raise Unusable(f"案件 {found} 办的是{own.label}（{own.name}），不能改依 {workflow}")
    return found


def _moved(office: Office, case: str, to: int, head: str, reason: str, *, dry_run: bool) -> _Outcome:
    """The case moved, or looked at; what keeps one case back keeps no other."""
    from zhifa.engine.errors import OfficeError
    from zhifa.engine.plan import Refused
    from zhifa.storage.errors import StaleCase

    try:
        asked = _asked(office, case, to, head, reason)
        plan = office.migrations.plan(asked)
        if not dry_run:
            office.migrations.migrate(asked)
    except (OfficeError, StaleCase) as error:
        return _Outcome(case, None, in_words(error))
    if isinstance(plan, Refused):
        return _Outcome(case, None, "\n".join(f"{r.text}（{r.code}）" for r in plan.refusals))
    return _Outcome(case, plan, None)


def _asked(office: Office, case: str, to: int, head: str, reason: str) -> Migration:
    from zhifa.engine.clock import SystemClock
    from zhifa.engine.migration import Migration

    return Migration(
        case_id=case, version=to, reason=reason, actor=head, occurred_at=SystemClock().now(),
        expected_version=office.case(case).version,
    )  # fmt: skip


def _lines(outcome: _Outcome) -> Iterator[str]:
    if outcome.plan is None:
        yield f"案件 {outcome.case_id}　不能改依"
        yield from (f"　　{line}" for line in (outcome.why or "").splitlines())
        return
    plan = outcome.plan
    old, new = plan.before.workflow.version, plan.after.workflow.version
    yield f"案件 {outcome.case_id}　第{old}版 → 第{new}版，现处“{plan.target.label}”"
    yield from (f"　　{line}" for line in _changes(plan))


def _changes(plan: MigrationPlan) -> Iterator[str]:
    """What is otherwise under the other version, and that the terms are not."""
    yield from (f"可以多办：{step.label}" for step in plan.gained)
    yield from (f"不再办理：{step.label}" for step in plan.lost)
    for one in plan.objections:
        yield f"“{one.step.label}”多一项检查，现在不能通过：{one.refusal.text}（{one.refusal.article}）"
    if plan.review_falls:
        yield "审核通过的意见不再适用于现有草案，须重新送法制审核"
    terms = "、".join(f"{keyed(term.label, term.key)} {term.due}" for term in plan.terms)
    if terms:
        yield f"正在进行的期限不变：{terms}"


def _told(outcome: _Outcome) -> dict[str, Any]:
    plan = outcome.plan
    if plan is None:
        return {"case": outcome.case_id, "moved": False, "reason": outcome.why}
    return {
        "case": outcome.case_id,
        "moved": True,
        "old": plan.before.workflow.version,
        "new": plan.after.workflow.version,
        "state": plan.target.name,
        "gained": [step.name for step in plan.gained],
        "lost": [step.name for step in plan.lost],
        "objections": [{"step": one.step.name, **one.refusal.as_dict()} for one in plan.objections],
        "review_falls": plan.review_falls,
        "terms": [{"code": term.code, "key": term.key, "due": term.due} for term in plan.terms],
    }
