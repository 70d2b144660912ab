"""``zhifa paper check``: papers held against the rules of the lint before they are issued."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from zhifa.cli.arguments import AsJson
from zhifa.cli.faults import REFUSED, Unusable
from zhifa.cli.inputs import case_id, read_text
from zhifa.cli.output import emit, say, show_table
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.documents.lint import Between, Finding, Rule, Subject

Targets = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[案件|文件.html]…", help="案件编号，或者文书网页；同一目录的网页当作同一案件的文书，互相比对"
    ),
]
Database = Annotated[
    str | None,
    typer.Option("--database", envvar="ZHIFA_DATABASE", metavar="地址", help="数据库地址；只检查文件时不用写"),
]
ListRules = Annotated[bool, typer.Option("--rules", help="列出全部规则，不检查文书")]

_LABELS: Final = {"error": "错误", "warning": "警告", "notice": "提示"}
_CODE: Final = re.compile(r"(?<![A-Za-z0-9])D\d\d(?:-\d)?(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """One paper with where it comes from: a file, or a case."""

    source: str
    case: str
    """The case, or the folder, whose papers are held against each other."""
    title: str
    subject: Subject


def check(
    *, targets: Targets = None, database: Database = None, rules: ListRules = False, json: AsJson = False
) -> None:
    """检查告知书、决定书的要素、数额、日期、文号、引用和文字，并比对同案文书；有错误的，退出码为 1。"""
    if rules:
        _list_rules(json=json)
        return
    if not targets:
        raise Unusable("没有写要检查的案件或者文件；只看规则用 --rules")
    papers = [paper for target in targets for paper in _papers(target, database)]
    if _report(papers, json=json)["error"]:
        raise typer.Exit(REFUSED)


def _papers(target: str, database: str | None) -> Iterable[_Target]:
    if target.endswith((".html", ".htm")) or Path(target).is_file():
        return (_of_file(target),)
    if database is None:
        raise Unusable(f"{shown(target)}不是文书网页；检查案件要写 --database 数据库地址")
    return _of_case(target, database)


def _of_file(name: str) -> _Target:
    from zhifa.documents import UnknownMarkup
    from zhifa.documents.lint import Subject

    article = re.search(r"<article.*</article>", read_text(name), re.DOTALL)
    if article is None:
        raise Unusable(
            f"文件 {shown(name)} 不是文书网页：没有 article 一段；用 zhifa case papers 案件 --out 目录 写出文书"
        )
    try:
        subject = Subject.of(article[0], _code(name, article[0]))
    except UnknownMarkup as error:
        raise Unusable(f"文件 {shown(name)} 不是本系统写出的文书网页：{error}") from error
    return _Target(source=name, case=str(Path(name).parent), title=subject.one("h1"), subject=subject)


def _code(name: str, html: str) -> str:
    """The document type by the name of the file, else by the title of the paper."""
    from zhifa.documents import CATALOGUE

    named = _CODE.search(Path(name).name)
    if named and named[0] in CATALOGUE:
        return named[0]
    title = re.search(r"<h1>(.*?)</h1>", html)
    for kind in CATALOGUE.values():
        if title and title[1] in {kind.title, *(occasion.title for occasion in kind.occasions)}:
            return kind.code
    raise Unusable(f"文件 {shown(name)} 的标题{shown(title[1] if title else '')}不是文书目录所载的名称")


def _of_case(text: str, database: str) -> Iterator[_Target]:
    from zhifa.cli.opening import open_office
    from zhifa.documents.lint import Subject
    from zhifa.engine.proofreading import on_file

    with open_office(database) as office:
        found = office.case(case_id(office, text))
        register = office.agency_register(found.agency_id)
        for paper in office.papers(found.id):
            issued_on = date.fromisoformat(paper.issued_on)
            then = found.as_told(paper.seq + 1)
            about = on_file(then, register, issued_on=issued_on, number=paper.number, title=paper.title)
            subject = Subject.of(paper.html, paper.code, about)
            yield _Target(
                source=f"{found.id} {paper.number or ''}".strip(), case=found.id, title=paper.title, subject=subject
            )


def _report(papers: Sequence[_Target], *, json: bool) -> Counter[str]:
    from zhifa.documents.lint import agreement, check

    found = [(paper, check(paper.subject)) for paper in papers]
    between = [
        (case, agreement(paper.subject for paper in _in_order(group)))
        for case, group in groupby(sorted(papers, key=lambda paper: paper.case), key=lambda paper: paper.case)
    ]
    findings = [finding for _, several in (*found, *between) for finding in several]
    counts = Counter(str(finding.severity) for finding in findings)
    if json:
        told = [{"source": p.source, "code": p.subject.code, "title": p.title, "findings": _told(f)} for p, f in found]
        compared = [{"case": case, "findings": _told(several)} for case, several in between]
        emit({"papers": told, "between": compared, "counts": {severity: counts[severity] for severity in _LABELS}})
    else:
        for paper, several in found:
            _say(f"{paper.title}（{paper.source}）", several)
        for case, several in between:
            _say(f"同案文书比对（{case}）", several)
        told_counts = "，".join(f"{label} {counts[severity]}" for severity, label in _LABELS.items())
        say(f"检查文书 {len(papers)} 份：{told_counts}")
    return counts


def _in_order(papers: Iterable[_Target]) -> list[_Target]:
    """Papers of a case come in the order of issue already; files by their names, which begin with their place in it."""
    return sorted(papers, key=lambda paper: paper.source if paper.source.endswith("html") else "")


def _told(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [asdict(finding) | {"text": finding.text} for finding in findings]


def _say(head: str, findings: Sequence[Finding]) -> None:
    if findings:
        say(head)
    for finding in findings:
        say(f"　　[{_LABELS[finding.severity]}] {finding.text}", f"　　　　　依据：{finding.article}（{finding.rule}）")


def _list_rules(*, json: bool) -> None:
    from zhifa.documents.lint import BETWEEN, RULES

    told = [*(_rule(rule, sorted(rule.codes)) for rule in RULES), *(_rule(rule, []) for rule in BETWEEN)]
    if json:
        emit({"rules": told})
        return
    show_table(("规则", "程度", "文书", "发现", "依据"), map(_row, told))
    say(f"共 {len(told)} 条")


def _rule(rule: Rule | Between, papers: list[str]) -> dict[str, Any]:
    return {
        "id": rule.id,
        "severity": rule.severity,
        "article": rule.article,
        "fault": rule.fault.format("…"),
        "advice": rule.advice,
        "papers": papers,
    }


def _row(rule: dict[str, Any]) -> tuple[str, ...]:
    papers = "、".join(rule["papers"]) or "同案比对"
    return rule["id"], _LABELS[rule["severity"]], papers, rule["fault"], rule["article"]
