"""The report of a replay as one page, and one table of many: no script, no outside source, readable on a telephone and on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import PurePath

from jinja2 import Environment, PackageLoader, StrictUndefined

from zhifa.engine.vocabulary import Phase
from zhifa.replay.picture import picture
from zhifa.replay.report import Object, Report
from zhifa.replay.stated_days import whole_day
from zhifa.replay.wording import (
    ENDS,
    SEVERITIES,
    ending,
    field,
    nothing_found,
    operative_part,
    path,
    term_status,
    value,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A paper of a step with its page and, for a decision, its PDF, as paths from the timeline."""

    step: int
    title: str
    page: str
    pdf: str | None


def timeline(report: Report, links: Sequence[Link]) -> str:
    """The page of one replay."""
    told, source = report.as_dict(), report.run.source
    quotes = {dotted: source.at(dotted) for dotted in _quoted(told)}
    days = {where: found for where, found in quotes.items() if where.startswith("dates.") and whole_day(found)}
    page = _environment().get_template("timeline.html")
    return page.render(
        told=told,
        ending=ending(told["ended_at"]),
        picture=picture(told, days),
        phases=tuple(_phases(told["steps"])),
        links=links,
        counts=_counts(told),
        quotes=quotes,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One replay in the table of many."""

    folder: str
    told: Object
    ending: str
    counts: Mapping[str, int]


def summary(reports: Sequence[Report], unserved: Sequence[str] = ()) -> str:
    """One table of many replays. ``unserved``: why other files were not replayed."""
    rows = [_row(report.as_dict()) for report in reports]
    ends = Counter(row.told["ended_at"].partition(":")[0] for row in rows)
    named = [(ENDS[kind], number) for kind, number in sorted(ends.items(), key=lambda pair: list(ENDS).index(pair[0]))]
    return _environment().get_template("summary.html").render(rows=rows, ends=named, unserved=unserved)


def _row(told: Object) -> Row:
    return Row(
        folder=folder_name(told["source"]["file"]),
        told=told,
        ending=ENDS[told["ended_at"].partition(":")[0]],
        counts=_counts(told),
    )


def folder_name(file: str) -> str:
    """Name of the folder that takes the results of a file."""
    return PurePath(file).stem


def _quoted(told: Object) -> Iterator[str]:
    """Every path of the file that the page quotes."""
    yield from told["not_played"]
    for finding in told["findings"]:
        yield from finding["evidence"]
    for attempt in told["refusals"]:
        yield from (where for reason in attempt["reasons"] for where in reason["rests_on"])
    yield from told["ended_because"]["evidence"] if told["ended_because"] else ()


def _phases(steps: Sequence[Object]) -> Iterator[tuple[str, tuple[Object, ...]]]:
    for phase, group in groupby(steps, key=lambda step: step["phase"]):
        yield Phase(phase).label, tuple(group)


def _counts(told: Object) -> Mapping[str, int]:
    entries = [entry for step in told["steps"] for entry in (step["dated"], *step["inputs"])]
    return {
        "stated": sum("stated" in entry for entry in entries),
        "assumed": sum("assumed" in entry for entry in entries),
        "not_stated": len(told["not_stated"]),
        "faults": sum(finding["severity"] == "fault" for finding in told["findings"]),
        "notices": sum(finding["severity"] == "notice" for finding in told["findings"]),
        "refused": len(told["refusals"]),
    }


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
    environment.filters.update(
        field=field,
        value=value,
        path=path,
        operative_part=operative_part,
        nothing_found=nothing_found,
        term_status=term_status,
    )
    environment.globals.update(SEVERITIES=SEVERITIES)
    return environment
