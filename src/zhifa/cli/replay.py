"""``zhifa replay``: play published cases and show what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from json import loads
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson
from zhifa.cli.faults import REFUSED, UNUSABLE, Unusable
from zhifa.cli.files import fresh_database
from zhifa.cli.opening import shown_url
from zhifa.cli.output import emit, note, progress, say, show_table
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.replay import Report, Results

_MANY = 4
"""From here on a file takes one line of a table; its own page says the rest."""

CaseFiles = Annotated[list[Path], typer.Argument(metavar="文件…", help="公开案例文件（JSON），或者存放它们的目录")]
Out = Annotated[Path, typer.Option(metavar="目录", help="结果存入此目录，每个案例一个子目录")]
OwnDatabase = Annotated[
    str | None,
    typer.Option("--database", metavar="地址", help="演示所用的数据库，不得有真实案件；不写则新建一个 SQLite 文件"),
]


@dataclass(kw_only=True, slots=True)
class _Played:
    """What became of the files of one run."""

    done: list[tuple[Report, Results]] = field(default_factory=list)
    unserved: list[dict[str, str]] = field(default_factory=list)
    """Of a kind that no workflow serves yet."""
    unusable: list[dict[str, str]] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """The gravest: a file that cannot be used, or none that could be played, before a fault that was found."""
        if self.unusable or not self.done:
            return UNUSABLE
        return REFUSED if any(report.faulty for report, _ in self.done) else 0


def replay(
    *, files: CaseFiles, out: Out = Path("out/replay"), database: OwnDatabase = None, json: AsJson = False
) -> None:
    """重放公开案例：逐步办理，分清来源载明与推定，列出问题；查出问题时退出码为 1，有文件不能读取，或者没有一件可以演示时为 2。"""
    code = replayed(_cases(files), out, database, json=json)
    if code:
        raise typer.Exit(code)


def replayed(files: Sequence[Path], out: Path, database: str | None, *, json: bool = False) -> int:
    """Replay every file that can be used, show the results, and answer the exit code."""
    from zhifa.replay import write_summary

    _refuse_namesakes(files)
    out.mkdir(parents=True, exist_ok=True)
    url = database or fresh_database(out / "replay.db")
    played = _Played()
    with progress(files, label="重放公开案例") as each:
        for path in each:
            _play(path, out, url, played)
    reasons = [one["reason"] for one in (*played.unserved, *played.unusable)]
    page = write_summary([report for report, _ in played.done], out, unserved=reasons) if played.done else None
    if json:
        replays = [_told(*one) for one in played.done]
        emit({"replays": replays, "unserved": played.unserved, "unusable": played.unusable})
    else:
        _show(played, shown_url(url), page)
    return played.exit_code


def _cases(given: Sequence[Path]) -> list[Path]:
    """The files, and of a directory every JSON file that is, or may be, a published case; others in it are named and passed over."""
    found: list[Path] = []
    for path in given:
        if not path.is_dir():
            found.append(path)
            continue
        within = sorted(path.glob("*.json"))
        others = [file for file in within if _something_else(file)]
        found += [file for file in within if file not in others]
        for file in others:
            note(f"{file}：没有 act_type 一项，不是公开案例，略过")
    if not found:
        raise Unusable(f"{'、'.join(map(str, given))} 中没有公开案例文件（*.json）")
    return found


def _something_else(file: Path) -> bool:
    """Whether the file is whole JSON without the mark of a case; one that cannot be read is left to be refused with its fault."""
    try:
        told = loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(told, dict) and "act_type" not in told


def _play(path: Path, out: Path, url: str, played: _Played) -> None:
    """One file; one that cannot be used does not stop the others, a database that cannot be used does."""
    from zhifa.replay import DatabaseNotForReplay, NotServed, ReplayError, Report, play, read, write

    try:
        report = Report(run=play(read(path), url))
    except DatabaseNotForReplay as error:
        raise Unusable(str(error)) from error
    except NotServed as error:
        played.unserved.append({"file": str(path), "act": error.what, "reason": str(error)})
    except ReplayError as error:
        played.unusable.append({"file": str(path), "reason": str(error)})
    else:
        played.done.append((report, write(report, out)))


def _refuse_namesakes(files: Sequence[Path]) -> None:
    stems = [path.stem for path in files]
    for path in files:
        if stems.count(path.stem) > 1:
            raise Unusable(f"文件名{shown(path.stem)}写了不止一次；结果存入以文件名命名的子目录，文件名不能相同")


def _told(report: Report, results: Results) -> dict[str, Any]:
    return report.as_dict() | {"folder": str(results.folder)}


def _show(played: _Played, database: str, page: Path | None) -> None:
    if len(played.done) < _MANY:
        for report, results in played.done:
            say(*_lines(report, results))
    else:
        show_table(
            ("文件", "当事人", "止于", "法律", "问题", "提示", "被拒绝"), (_row(report) for report, _ in played.done)
        )
    if page:
        say(_counted(played), f"总表在 {page}，数据库为 {database}")
    for one in (*played.unserved, *played.unusable):
        note(one["reason"])


def _row(report: Report) -> tuple[str, ...]:
    from zhifa.replay.wording import ENDS

    severities = [finding.severity for finding in report.findings]
    return (
        report.run.source.name,
        report.run.source.case.party.name,
        ENDS[report.ended_at.partition(":")[0]],
        "已收录" if report.law_modelled else "当时法律未收录",
        str(severities.count("fault")),
        str(severities.count("notice")),
        str(len(report.run.attempts)),
    )


def _counted(played: _Played) -> str:
    left_out = (("尚无流程", played.unserved), ("不能使用", played.unusable))
    counts = [f"{words} {len(files)} 件" for words, files in left_out if files]
    return "，".join((f"演示 {len(played.done)} 件", *counts))


def _lines(report: Report, results: Results) -> Iterator[str]:
    from zhifa.replay.wording import ending

    told = report.as_dict()
    source = told["source"]
    named = (source["party"], source["agency"], source["document_number"])
    yield f"━━ {'　'.join(name for name in named if name)}（演示）"
    yield ""
    yield from (_step_line(step) for step in told["steps"])
    yield ""
    yield f"止于　{ending(told['ended_at'])}，案件现处“{told['state']['label']}”"
    if told["ended_because"]:
        yield f"缘由　{told['ended_because']['text']}"
    yield from _outcome(told)
    yield from _findings(told)
    yield from _refusals(told)
    yield from _terms(told)
    yield f"来源未载 {len(told['not_stated'])} 项，推定 {len(told['assumed'])} 项，逐项见 {results.report}"
    yield f"报告　　{results.timeline}"
    yield f"文书　　{len(results.papers)} 份，在 {results.folder / 'papers'}"
    if results.decision:
        yield f"决定书　{results.decision}"
    yield ""


def _step_line(step: dict[str, Any]) -> str:
    mark = "载明" if "stated" in step["dated"] else "推定"
    return f"{step['number']:>3}　{step['on']}　{mark}　{step['label']}　{step['by']}　→ {step['state']}"


def _outcome(told: dict[str, Any]) -> Iterator[str]:
    from zhifa.replay.wording import operative_part

    if told["outcome_matches"] is None:
        return
    parts = told["operative_part"]
    verdict = "一致" if told["outcome_matches"] else "不一致"
    yield f"公布　{operative_part(parts['published'])}"
    yield f"演示　{operative_part(parts['decided'])}（种类、数额{verdict}）"


def _findings(told: dict[str, Any]) -> Iterator[str]:
    from zhifa.replay.wording import SEVERITIES, nothing_found

    if told["law_note"]:
        yield f"法律　{told['law_note']}"
    for finding in told["findings"]:
        yield f"发现　[{SEVERITIES[finding['severity']]}] {finding['text']}（{finding['code']}）"
        yield f"　　　依据：{finding['article']}；依来源 {'、'.join(finding['evidence'])}"
    if not told["findings"]:
        yield f"发现　{nothing_found(told)}"


def _refusals(told: dict[str, Any]) -> Iterator[str]:
    for attempt in told["refusals"]:
        yield f"被拒绝的环节　{attempt['on']}（{'载明' if 'stated' in attempt['dated'] else '推定'}）　{attempt['label']}"
        for reason in attempt["reasons"]:
            rests = f"依来源 {'、'.join(reason['rests_on'])}" if reason["rests_on"] else ""
            said = "；".join(part for part in (reason["article"], rests, reason["remark"]) if part)
            yield f"　　　　{reason['text']}（{said}）"


def _terms(told: dict[str, Any]) -> Iterator[str]:
    from zhifa.replay.wording import term_status

    if told["law_note"] and told["terms"]:
        yield "期限　以下按现行规则演算，当时的规则未收录"
    for term in told["terms"]:
        start = "载明" if term["start_stated"] else "推定"
        yield f"期限　{term['label']}　{term['start_on']}（{start}）起，{term['due']} 届满　{term_status(term, told)}"
