"""``zhifa scenario run``: play demonstration cases and show what happened, what was refused and why."""

from __future__ import annotations

import json as json_text
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from zhifa.cli.arguments import AsJson
from zhifa.cli.faults import Unusable, reasons
from zhifa.cli.files import fresh_database, fresh_store
from zhifa.cli.opening import database_url, missing_file, shown_url
from zhifa.cli.output import emit, local, progress, say, titled
from zhifa.engine.quoted import keyed, shown

if TYPE_CHECKING:
    from zhifa.engine.workflow import Workflow
    from zhifa.scenario import Outcome, Played

ScenarioFiles = Annotated[list[Path], typer.Argument(metavar="文件…", help="情景文件（JSON）")]
Out = Annotated[Path, typer.Option(metavar="目录", help="结果存入此目录，每个情景一个子目录")]
OwnDatabase = Annotated[
    str | None,
    typer.Option("--database", metavar="地址", help="演示所用的数据库，不得有案件；不写则每个情景新建一个 SQLite 文件"),
]

Brief = Annotated[bool, typer.Option("--brief", help="每个期限只列一行，不列算式")]

SET_AS_PDF: Final = frozenset({"D33", "D34", "D35"})
"""Document types that a scenario writes as PDF too: the decisions."""

_ACTS: Final = {"correct": "更正", "hand_over": "移交承办", "import_register": "导入名录"}


def run(
    *,
    files: ScenarioFiles,
    out: Out = Path("out/scenarios"),
    database: OwnDatabase = None,
    brief: Brief = False,
    json: AsJson = False,
) -> None:
    """从头到尾演示案件：时间线、被拒绝的步骤及全部理由、文书、期限及算法。"""
    _refuse_namesakes(files)
    if database:
        _refuse_used(database)
    told = []
    with progress(files, label="演示情景") as each:
        for path in each:
            told.append(_run(path, out / path.stem, database))
            if not json:
                say(*_report(told[-1], brief=brief))
    if json:
        emit({"scenarios": told})


def _run(path: Path, folder: Path, database: str | None) -> dict[str, Any]:
    """Play one scenario and leave database, papers and timeline in its folder."""
    from zhifa.cli.papers import write_papers
    from zhifa.scenario import play, read

    scenario = read(path)  # a faulty file is refused before anything is made
    folder.mkdir(parents=True, exist_ok=True)
    url = database or fresh_database(folder / "scenario.db")
    outcome = play(path, url, files=fresh_store(folder / "files") if scenario.keeps_files else None)
    for stale in (folder / "papers").glob("[0-9][0-9][0-9]-D*"):
        stale.unlink()
    written = write_papers(outcome.papers, folder / "papers", pdf=SET_AS_PDF)
    answer = _told(path, folder, url, outcome, written)
    text = json_text.dumps(answer, ensure_ascii=False, indent=2)
    (folder / "timeline.json").write_text(f"{text}\n", encoding="utf-8")
    return answer


def _refuse_namesakes(files: list[Path]) -> None:
    stems = [path.stem for path in files]
    for path in files:
        if stems.count(path.stem) > 1:
            raise Unusable(
                f"文件名{shown(path.stem)}写了不止一次；每个情景的结果存入以文件名命名的子目录，文件名不能相同"
            )


def _refuse_used(database: str) -> None:
    """A scenario brings its own register and made-up cases: none may come to stand beside real ones."""
    from zhifa.storage.database import Database
    from zhifa.storage.migrate import current

    url = database_url(database)
    if missing_file(url):
        return
    opened = Database.open(url)
    try:
        if current(opened) is None:
            return
        with opened.read() as store:
            if next(store.case_ids(), None) is not None:
                raise Unusable(
                    f"--database 的值{shown(database)}不合要求：其中已有案件，演示案件不得与之混放；换一个没有案件的数据库"
                )
    finally:
        opened.close()


def _told(
    path: Path, folder: Path, url: str, outcome: Outcome, written: Mapping[str, tuple[Path, ...]]
) -> dict[str, Any]:
    from zhifa.cli.summaries import paper_summary, term_summary
    from zhifa.cli.workflow import find

    workflows = {name: find(procedure) for name, procedure in outcome.scenario.procedures()}
    return {
        "file": str(path),
        "title": outcome.scenario.title,
        "mark": outcome.scenario.mark,
        "case": outcome.case_id,
        "state": outcome.state,
        "state_label": _state_label(workflows[None], outcome.state),
        "beside": [
            {
                "name": name,
                "case": done.case_id,
                "state": done.state,
                "state_label": _state_label(workflows[name], done.state),
            }
            for name, done in outcome.beside.items()
        ],
        "steps": [_step(number, one, workflows[one.step.case]) for number, one in enumerate(outcome.steps, start=1)],
        "papers": [
            paper_summary(p) | {"files": [str(file.relative_to(folder)) for file in written[p.id]]}
            for p in outcome.papers
        ],
        "terms": [term_summary(term) for term in outcome.terms],
        "folder": str(folder),
        "database": shown_url(url),
    }


def _step(number: int, played: Played, workflow: Workflow) -> dict[str, Any]:
    step, done = played.step, played.done
    return {
        "number": number,
        "do": step.do,
        "label": _ACTS.get(step.do) or workflow.by_name[step.do].label,
        "by": step.by,
        "at": step.at,
        "beside": step.case,
        "note": step.note,
        "state": done.state if done else None,
        "state_label": _state_label(workflow, done.state) if done else None,
        "seq": done.seq if done else None,
        "register_version": played.version,
        "refusals": [refusal.as_dict() for refusal in played.refusals],
    }


def _state_label(workflow: Workflow, state: str) -> str:
    return workflow.state_by_name[state].label


def _report(told: dict[str, Any], *, brief: bool) -> Iterator[str]:
    from zhifa.cli.summaries import STATUSES

    yield f"━━ {told['title']}（{told['mark']}）"
    yield ""
    for step in told["steps"]:
        yield from _step_lines(step)
    yield ""
    yield f"止于“{told['state_label']}”，文书 {len(told['papers'])} 份，期限 {len(told['terms'])} 个"
    yield from (f"同时办理的“{one['name']}”止于“{one['state_label']}”" for one in told["beside"])
    yield ""
    for paper in told["papers"]:
        yield f"文书　{paper['issued_on']}　{titled(paper['title'], paper['number'])}"
    yield ""
    for term in told["terms"]:
        yield f"期限　{keyed(term['label'], term['key'])}　{term['due']} 届满　{STATUSES.get(term['status'], term['status'])}"
        yield from (f"　　　　{line}" for line in term["explanation"] if not brief)
    yield ""
    yield f"文书和时间线在 {told['folder']}，数据库为 {told['database']}"
    yield ""


def _step_lines(step: dict[str, Any]) -> Iterator[str]:
    beside = f"〔{step['beside']}〕" if step["beside"] else ""
    yield f"{step['number']:>3}　{local(step['at'])}　{step['by']}　{beside}{step['label']} {_came_of(step)}"
    if step["note"]:
        yield f"　　　　（{step['note']}）"
    yield from (f"　　　　{line}" for line in reasons(step["refusals"]).splitlines())


def _came_of(step: dict[str, Any]) -> str:
    if step["refusals"]:
        return f"✗ 被拒绝，理由 {len(step['refusals'])} 项"
    return f"→ {step['state_label'] or '名录第{}版'.format(step['register_version'])}"
