"""``zhifa term check``: a file that says what terms come to, worked and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson
from zhifa.cli.faults import REFUSED, UNUSABLE, Unusable
from zhifa.cli.inputs import read_text
from zhifa.cli.output import emit, note, say, show_table
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.engine.worked import Worked

File = Annotated[str, typer.Argument(metavar="文件", help="期限情景文件（JSON），- 为标准输入；写法见 docs/terms.md")]
Explained = Annotated[bool, typer.Option("--explain", help="列出每个情景的逐步计算；不写则只列不相符的")]


def check(*, file: File, explain: Explained = False, json: AsJson = False) -> None:
    """逐个验算文件中的期限情景，把算得的和文件所写的对照；有不相符的，退出码为 1。"""
    results = _worked(file)
    agreed = sum(result.as_expected for result in results)
    if json:
        emit({"as_expected": agreed, "of": len(results), "scenarios": [_told(result) for result in results]})
    else:
        show_table(("情景", "依据", "应为", "算得", "相符", "结果"), map(_row, results))
        for result in results:
            if explain or not result.as_expected:
                _say(result)
        say("", f"{agreed} of {len(results)} as expected")
    for result in results:
        for fault in result.faults:
            note(f"情景 {shown(result.id)} 不能验算：{fault}")
    if any(result.faults for result in results):
        raise typer.Exit(UNUSABLE)
    if agreed < len(results):
        raise typer.Exit(REFUSED)


def _worked(file: str) -> tuple[Worked, ...]:
    from zhifa.engine.calendar import Calendar
    from zhifa.engine.worked import WorkedFileFaulty, work_file

    try:
        return work_file(read_text(file), Calendar())
    except WorkedFileFaulty as error:
        raise Unusable(f"文件 {shown(file)} 不能用：{error}；写法见 docs/terms.md") from error


def _row(result: Worked) -> tuple[str, ...]:
    """The end of the term, and how many of all comparisons agree."""
    if result.faults:
        return result.id, f"{result.law} {result.article}".strip(), "—", "—", "—", "不能验算"
    due, agreed = result.checks[0], len(result.checks) - len(result.differences)
    return (
        result.id,
        f"{result.law} {result.article}",
        due.expected,
        due.computed,
        f"{agreed}/{len(result.checks)}",
        "相符" if result.as_expected else "不符",
    )


def _say(result: Worked) -> None:
    if result.faults:
        return
    say("", f"{result.id}　{'相符' if result.as_expected else '不符'}")
    say(*(f"　　不符：{check.what} 应为 {check.expected}，算得 {check.computed}" for check in result.differences))
    say(*(f"　　{line}" for line in result.explanation))


def _told(result: Worked) -> dict[str, Any]:
    return {
        "id": result.id,
        "law": result.law,
        "article": result.article,
        "as_expected": result.as_expected,
        "checks": [
            {"what": one.what, "expected": one.expected, "computed": one.computed, "as_expected": one.as_expected}
            for one in result.checks
        ],
        "explanation": list(result.explanation),
        "faults": list(result.faults),
    }
