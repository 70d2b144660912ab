"""``zhifa template lint`` and ``test``: whether a pack can be used, and what its papers look like."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from zhifa.cli.arguments import AsJson
from zhifa.cli.faults import REFUSED
from zhifa.cli.marked_papers import Marked, write_marked
from zhifa.cli.output import emit, say, show_table
from zhifa.cli.template_packs import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhifa.documents.errors import TemplateFault
    from zhifa.documents.packs import Edition, Pack, Templates
    from zhifa.documents.packs.trial import Found, Trial

Packs = Annotated[list[str], typer.Argument(metavar="样式包…", help="样式包所在目录，或者程序所带样式包的名称")]
Out = Annotated[Path | None, typer.Option(metavar="目录", help="改写的文书用样例写入此目录：网页、PDF/A、Word 文件")]

_LABELS: Final = {"error": "错误", "warning": "警告"}


def lint(*, packs: Packs, json: AsJson = False) -> None:
    """检查样式包：写法、引用、段落、所读的事实，改写的文书是否还有必备事项；有错误的，退出码为 1。"""
    from zhifa.documents.errors import TemplatesFaulty

    try:
        templates, chosen = named(packs)
    except TemplatesFaulty as error:
        findings = [_of_fault(fault) for fault in error.faults]
    else:
        findings = [found for pack in chosen for edition in pack.editions for found in _lint(templates, pack, edition)]
    _tell(findings, json=json)
    if any(finding["severity"] == "error" for finding in findings):
        raise typer.Exit(REFUSED)


def _lint(templates: Templates, pack: Pack, edition: Edition) -> Iterator[dict[str, Any]]:
    from zhifa.documents.packs.layers import LayeredSet
    from zhifa.documents.packs.trial import edition_of, readings, trials, unused

    worded, below = edition_of(templates, pack, edition)
    if isinstance(worded, LayeredSet):
        for found in (*readings(worded), *unused(worded)):
            yield _of_found(pack, found)
    for trial in trials(worded, below):
        for found in trial.found:
            yield _of_found(pack, found, trial, edition)


def _of_fault(fault: TemplateFault) -> dict[str, Any]:
    place = {"pack": fault.pack, "file": fault.file, "line": fault.line}
    return {
        "severity": "error",
        **place,
        "paper": None,
        "wrong": fault.wrong,
        "remedy": fault.remedy,
        "text": fault.text,
    }


def _of_found(pack: Pack, found: Found, trial: Trial | None = None, edition: Edition | None = None) -> dict[str, Any]:
    paper = trial.code if trial else None
    line = f" 第{found.line}行" if found.line else ""
    where = f"{edition.since}起的 {paper}" if paper and edition else found.file
    text = f"样式包 {pack.name}，{where}{line}：{found.wrong}；办法：{found.remedy}"
    place = {"pack": pack.name, "file": found.file, "line": found.line}
    return {
        "severity": found.severity,
        **place,
        "paper": paper,
        "wrong": found.wrong,
        "remedy": found.remedy,
        "text": text,
    }


def _tell(findings: list[dict[str, Any]], *, json: bool) -> None:
    counts = {name: sum(finding["severity"] == name for finding in findings) for name in _LABELS}
    if json:
        emit({"findings": findings, "counts": counts})
        return
    say(*(f"[{_LABELS[finding['severity']]}] {finding['text']}" for finding in findings))
    say(f"检查样式包：{'，'.join(f'{label} {counts[name]}' for name, label in _LABELS.items())}")


def try_out(*, packs: Packs, out: Out = None, json: AsJson = False) -> None:
    """用样例制作样式包改写的每种文书，网页、PDF/A、Word 三种都做；有做不出的，退出码为 1。"""
    templates, chosen = named(packs)
    tried = [
        (pack, edition, trial)
        for pack in chosen
        for edition in pack.editions
        for trial in _trials(templates, pack, edition)
    ]
    failed = [(pack, edition, trial) for pack, edition, trial in tried if trial.rendering is None]
    made = [_marked(*one) for one in tried if one[2].rendering is not None]
    written = _made(made, out)
    if json:
        told = [_of_found(pack, trial.found[0], trial, edition) for pack, edition, trial in failed]
        emit({"papers": [paper.told | {"files": files} for paper, files in written], "failed": told})
    else:
        rows = ((paper.rendering.code, paper.rendering.title, paper.rendering.template_version) for paper, _ in written)
        show_table(("编号", "名称", "样式版本"), rows)
        say(*(_of_found(pack, trial.found[0], trial, edition)["text"] for pack, edition, trial in failed))
        say(f"改写的文书 {len(tried)} 份，制作成功 {len(made)} 份" + (f"，已存入 {out}" if out else ""))
    if failed:
        raise typer.Exit(REFUSED)


def _trials(templates: Templates, pack: Pack, edition: Edition) -> Iterator[Trial]:
    from zhifa.documents.packs.trial import edition_of, trials

    return trials(*edition_of(templates, pack, edition))


def _marked(pack: Pack, edition: Edition, trial: Trial) -> Marked:
    from zhifa.documents.marks import marked

    assert trial.rendering is not None
    name = f"{pack.name}-{edition.since}-{trial.code}-样例{trial.occasion + 1}"
    return Marked(name=name, rendering=marked(trial.rendering, "样例"), issued_on=trial.issued_on)


def _made(papers: list[Marked], out: Path | None) -> list[tuple[Marked, list[str]]]:
    """Every paper in three renditions, kept where there is a folder for them."""
    from tempfile import TemporaryDirectory

    if out is not None:
        return [
            (paper, [str(path) for path in paths])
            for paper, paths in write_marked(papers, out, _KINDS, label="制作文书")
        ]
    with TemporaryDirectory() as folder:
        return [(paper, []) for paper, _ in write_marked(papers, Path(folder), _KINDS, label="制作文书")]


_KINDS: Final = ("html", "pdf", "docx")
