"""A pack tried on samples: every paper that it changes is made, held against the rules for papers, and against what the law asks it to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from zhifa.documents.bilingual.coverage import coverage
from zhifa.documents.bilingual.wording import FILE_NAME, read_wording
from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.environment import TemplateSet
from zhifa.documents.errors import DocumentError, TemplateFailed
from zhifa.documents.facts import Facts
from zhifa.documents.labels import label
from zhifa.documents.lint import Known, Subject, check
from zhifa.documents.packs.layers import LayeredSet
from zhifa.documents.packs.mandatory import lost
from zhifa.documents.packs.pack import Edition, Pack
from zhifa.documents.packs.reading_facts import amiss
from zhifa.documents.packs.templates import Templates
from zhifa.documents.rendering import Rendering, render
from zhifa.documents.samples import sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something in a pack that should not be, or that should be looked at."""

    severity: Literal["error", "warning"]
    file: str
    line: int = 0
    wrong: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A paper made from sample facts with the templates of a pack."""

    code: str
    occasion: int
    issued_on: date
    rendering: Rendering | None
    """None where it could not be made."""
    found: tuple[Found, ...]


def edition_of(templates: Templates, pack: Pack, edition: Edition) -> tuple[TemplateSet, TemplateSet]:
    """The templates from the day of an edition on, with the pack and without."""
    return templates.on(pack.name, edition.since), templates.on(pack.extends, edition.since)


def readings(worded: LayeredSet) -> Iterator[Found]:
    """What the topmost edition's templates read that there is not, or that may be lacking."""
    pack, edition = worded.edited[-1]
    for file in sorted(edition.templates):
        code = file.removesuffix(".html")
        tree = worded.parsed(f"{pack.name}@{edition.since}/{file}")
        for one in dict.fromkeys(amiss(tree, code if code in CATALOGUE else None)):
            yield Found(
                severity="warning" if one.there else "error",
                file=f"{edition.since}/{file}",
                line=one.line,
                wrong=one.wrong,
                remedy=one.remedy,
            )


def unused(worded: LayeredSet) -> Iterator[Found]:
    """Lines of the topmost edition's own Tibetan wording that no paper has."""
    _, edition = worded.edited[-1]
    if FILE_NAME not in edition.others:
        return
    try:
        idle = coverage(read_wording(edition.others[FILE_NAME]), worded).idle
    except TemplateFailed as error:
        yield replace(_failed(FILE_NAME, error), severity="warning")
        return
    for entry in idle:
        yield Found(
            severity="error",
            file=f"{edition.since}/{FILE_NAME}",
            wrong=f"{entry.place}：哪种文书都没有这一行",
            remedy="照抄 zhifa template wording-new 写出的行；整行都是填报内容的，写在 [[fact]] 中",
        )


def trials(worded: TemplateSet, below: TemplateSet) -> Iterator[Trial]:
    """Every paper that reads otherwise than below, on each occasion on which it does."""
    for code, kind in CATALOGUE.items():
        if worded.version(code) != below.version(code):
            for position in range(len(kind.occasions)):
                trial = _trial(worded, below, code, position)
                if trial is not None:
                    yield trial


def _trial(worded: TemplateSet, below: TemplateSet, code: str, position: int) -> Trial | None:
    facts = sample(code, position)
    usual, on = render(code, facts, below), facts.issue.issued_on
    try:
        made = render(code, facts, worded)
    except DocumentError as error:
        return Trial(code=code, occasion=position, issued_on=on, rendering=None, found=(_failed(code, error),))
    if made.html == usual.html:
        return None
    found = (*_lost(code, facts, made, usual), *_against_rules(code, made, usual))
    return Trial(code=code, occasion=position, issued_on=on, rendering=made, found=found)


def _failed(code: str, error: DocumentError) -> Found:
    if not isinstance(error, TemplateFailed):
        return Found(severity="error", file=f"{code}.html", wrong=str(error), remedy="核对样式包改写的段落")
    fault = error.fault
    return Found(severity="error", file=fault.file, line=fault.line, wrong=fault.wrong, remedy=fault.remedy)


def _lost(code: str, facts: Facts, made: Rendering, usual: Rendering) -> Iterator[Found]:
    """Facts that the paper must hold, told below and by the pack no more; a pack that is not trusted makes no such paper at all."""
    for path in lost(CATALOGUE[code], facts, usual.html, made.html):
        yield Found(
            severity="error",
            file=CATALOGUE[code].template,
            wrong=f"没有写出必备事项“{label(path)}”（{path}）",
            remedy="在改写的段落中写出它",
        )


def _against_rules(code: str, made: Rendering, usual: Rendering) -> Iterator[Found]:
    """What the rules find in the paper and not in the one below: samples have faults of their own."""
    before = {finding.rule for finding in check(Subject.of(usual.html, code, Known(title=usual.title)))}
    for finding in check(Subject.of(made.html, code, Known(title=made.title))):
        if finding.rule not in before and finding.severity != "notice":
            yield Found(
                severity=finding.severity, file=CATALOGUE[code].template,
                wrong=f"{finding.place}：{finding.fault}（{finding.rule}，{finding.article}）", remedy=finding.advice,
            )  # fmt: skip
