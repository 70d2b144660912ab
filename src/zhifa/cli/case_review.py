"""``zhifa case review``: the checks of a case file (案卷评查), their faults, the score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson, Case, DatabaseUrl
from zhifa.cli.faults import REFUSED, Unusable
from zhifa.cli.inputs import case_id, read_object
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say, show_table
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.workflows.scrutiny import Deductions, Scrutiny
    from zhifa.workflows.scrutiny.check import Result

DeductionsFile = Annotated[
    str | None,
    typer.Option(
        "--deductions",
        metavar="文件",
        help='本机关的扣分标准，JSON：{"major": 3, "minor": "0.5", "checks": {"R05": 1}, "excellent": 90, "passing": 60}，小数写作文字',
    ),
]


def review(*, case: Case, database: DatabaseUrl, deductions: DeductionsFile = None, json: AsJson = False) -> None:
    """评查一件案卷：逐项检查、扣分、评等次，任何时候都可以做；有不符合的项目时退出码为 1。"""
    scale = _deductions(deductions) if deductions else None
    with open_office(database) as office:
        scrutiny = office.scrutinise(case_id(office, case), scale)
    if json:
        emit(_summary(scrutiny))
    else:
        _show(scrutiny)
    if scrutiny.faulty:
        raise typer.Exit(REFUSED)


def _deductions(source: str) -> Deductions:
    """The scale in a file; refused with field, value and rule."""
    from pydantic import ValidationError

    from zhifa.engine.canonical import canonical
    from zhifa.engine.forms import faults
    from zhifa.workflows.scrutiny import Deductions

    given = read_object(source)
    try:
        return Deductions.model_validate_json(canonical(given))
    except ValidationError as error:
        listed = "；".join(fault.text for fault in faults(error, given))
        raise Unusable(f"扣分标准 {shown(source)} 不能用：{listed}") from error


def _show(scrutiny: Scrutiny) -> None:
    heads = ("项", "检查内容", "结论", "等级", "扣分", "依据", "所据记录")
    show_table(heads, (_row(scrutiny, result) for result in scrutiny.results))
    say("", f"扣分标准：{scrutiny.deductions.explain()}")
    if scrutiny.replay:
        say("本案为演示：来源没有载明而推定的人员、时间、审批，按所推定的评查")
    say(_conclusion(scrutiny))


def _row(scrutiny: Scrutiny, result: Result) -> tuple[str, ...]:
    check, points = result.check, scrutiny.deductions.of(result)
    return (
        check.id,
        check.label,
        "；".join((result.verdict.label, *_told(result))),
        f"{result.severity.value} {result.severity.label}",
        f"−{points}" if points else "",
        check.article if check.mark.value == "V" else f"{check.article}；{check.mark.label}",
        _entries(result.entries),
    )


def _entries(seqs: tuple[int, ...]) -> str:
    """Numbers of entries, with a dash between the ends of a run of three or more: 第2、7—9号."""
    runs: list[list[int]] = []
    for seq in seqs:
        if runs and seq == runs[-1][-1] + 1:
            runs[-1].append(seq)
        else:
            runs.append([seq])
    shown_runs = (f"{run[0]}—{run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs)
    return f"第{'、'.join(shown_runs)}号" if runs else ""


def _told(result: Result) -> Iterator[str]:
    """Faults, what was not judged and why, and what is left to people."""
    yield from (fault.text for fault in result.faults)
    yield from (one.reason for one in result.unjudged)
    if result.check.beyond and result.verdict.value in ("passed", "faults"):
        yield f"另由评查人员核对：{result.check.beyond}"


def _conclusion(scrutiny: Scrutiny) -> str:
    open_ = len(scrutiny.unsettled)
    provisional = f"（暂计：{open_} 项未到环节或者不能判断）" if open_ else ""
    return f"得分 {scrutiny.score}，{scrutiny.grade.label}{provisional}，{len(scrutiny.faulty)} 项不符合"


def _summary(scrutiny: Scrutiny) -> dict[str, Any]:
    """The whole scrutiny; points and score are text, because they are decimals."""
    return {
        "case": scrutiny.case_id,
        "day": scrutiny.day.isoformat(),
        "replay": scrutiny.replay,
        "score": str(scrutiny.score),
        "grade": scrutiny.grade.value,
        "provisional": bool(scrutiny.unsettled),
        "deductions": scrutiny.deductions.model_dump(mode="json"),
        "checks": [_check(scrutiny, result) for result in scrutiny.results],
    }


def _check(scrutiny: Scrutiny, result: Result) -> dict[str, Any]:
    return {
        "id": result.check.id,
        "label": result.check.label,
        "article": result.check.article,
        "mark": result.check.mark.value,
        "severity": result.severity.value,
        "verdict": result.verdict.value,
        "points": str(scrutiny.deductions.of(result)),
        "entries": list(result.entries),
        "faults": [
            {"text": one.text, "entries": list(one.entries), "papers": list(one.papers)} for one in result.faults
        ],
        "unjudged": [
            {"verdict": one.verdict.value, "reason": one.reason, "entries": list(one.entries)}
            for one in result.unjudged
        ],
        "beyond": result.check.beyond,
    }
