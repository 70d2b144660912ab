"""The timeline of a replay as one page: what the source states, what is assumed, what was found. No script, no outside source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import PurePath
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from zhifa.documents.amounts import figures
from zhifa.documents.labels import label
from zhifa.engine.vocabulary import Phase
from zhifa.replay.inputs import SILENT_TEXT
from zhifa.replay.report import Object, Report

ENDS = {"penalty": "作出行政处罚决定", "no_penalty": "作出不予行政处罚决定"}
SEVERITIES = {"fault": "问题", "notice": "提示"}
TERM_STATUSES = {"open": "进行中", "met": "按期办理", "late": "逾期办理", "lapsed": "期满未行使", "void": "已不适用"}
COMPLETENESS = {"full": "全文或者近全文", "part": "节选", "media": "媒体摘要", "table": "公示表一行"}

_WORDS = {
    "legal_person": "法人",
    "other_organisation": "其他组织",
    "individual": "自然人",
    "individual_business": "个体工商户",
    "uscc": "统一社会信用代码",
    "resident_id": "居民身份证",
    "masked": "已脱敏",
    "unstated": "来源未载明",
    "adopt": "通过",
    "statement": "陈述",
    "defence": "申辩",
    "hearing": "要求听证",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A paper of a step with its page and, for a decision, its PDF, as paths from the timeline."""

    step: int
    title: str
    page: str
    pdf: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayColumn:
    """One day of the picture with the steps that fall on it."""

    on: str
    gap: int | None
    """Days since the day before; ``None`` for the first."""
    steps: tuple[Object, ...]

    @property
    def stated(self) -> bool:
        return any("stated" in step["dated"] for step in self.steps)


def timeline(report: Report, links: Sequence[Link]) -> str:
    """The page of one replay."""
    told = report.as_dict()
    page = _environment().get_template("timeline.html")
    return page.render(
        told=told,
        ending=ending(told["ended_at"]),
        days=tuple(_days(told["steps"])),
        phases=tuple(_phases(told["steps"])),
        links=links,
        counts=_counts(told),
    )


def summary(reports: Sequence[Report]) -> str:
    """One table of many replays."""
    told = [report.as_dict() for report in reports]
    rows = [(folder_name(one["source"]["file"]), one, ending(one["ended_at"]), _counts(one)) for one in told]
    return _environment().get_template("summary.html").render(rows=rows)


def folder_name(file: str) -> str:
    """Name of the folder that takes the results of a file."""
    return PurePath(file).stem


def ending(ended_at: str) -> str:
    """Where a replay ended, in words."""
    kind, _, rest = ended_at.partition(":")
    if kind == "not_stated":
        return f"来源未载主文（{rest}），演示到此为止"
    return ENDS.get(kind, f"有环节被拒绝（{rest}），演示到此为止")


def operative_part(items: Sequence[Object]) -> str:
    """Kinds and amounts in words: ``警告；罚款 545.00元``."""
    named = (i["kind"] if i["fen"] is None else f"{i['kind']} {figures(i['fen'])}" for i in items)
    return "；".join(named) or "不予行政处罚"


def _days(steps: Sequence[Object]) -> Iterator[DayColumn]:
    before: date | None = None
    for on, group in groupby(steps, key=lambda step: step["on"]):
        day = date.fromisoformat(on)
        yield DayColumn(on=on, gap=(day - before).days if before else None, steps=tuple(group))
        before = day


def _phases(steps: Sequence[Object]) -> Iterator[tuple[str, tuple[Object, ...]]]:
    for phase, group in groupby(steps, key=lambda step: step["phase"]):
        yield Phase(phase).label, tuple(group)


def _counts(told: Object) -> Object:
    entries = [entry for step in told["steps"] for entry in (step["dated"], *step["inputs"])]
    return {
        "stated": sum("stated" in entry for entry in entries),
        "assumed": sum("assumed" in entry for entry in entries),
        "not_stated": len(told["not_stated"]),
        "faults": sum(finding["severity"] == "fault" for finding in told["findings"]),
        "notices": sum(finding["severity"] == "notice" for finding in told["findings"]),
    }


def _field(field: str) -> str:
    """The Chinese name of a field of a form; members of a list are told apart by their number."""
    number = re.search(r"\.(\d+)(\.|$)", field)
    path = re.sub(r"\.\d+(?=\.|$)", "", field)
    named = label(path if path.split(".")[0] in ("party", "draft") else f"act.{path}")
    return f"{named} {int(number[1]) + 1}" if number else named


def _value(value: Any) -> str:
    """A value of a form for a reader; its few English words in Chinese."""
    if value is None:
        return SILENT_TEXT
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_value(member) for member in value)
    if isinstance(value, dict):
        return " ".join(_value(member) for member in value.values())
    return _WORDS.get(value, value) if isinstance(value, str) else str(value)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("zhifa.replay", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(field=_field, value=_value, operative_part=operative_part)
    environment.globals.update(SEVERITIES=SEVERITIES, TERM_STATUSES=TERM_STATUSES, COMPLETENESS=COMPLETENESS)
    return environment
