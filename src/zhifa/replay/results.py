"""The results of a replay on disk: report, timeline, every paper as a page, the decision as PDF/A."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zhifa.engine.renditions import Renditions
from zhifa.replay.pages import Link, folder_name, summary, timeline
from zhifa.replay.report import Report
from zhifa.storage.records import PaperRecord

DECISIONS = frozenset({"D33", "D34", "D35"})
"""Document types that are set as PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Where the results of one file lie."""

    folder: Path
    timeline: Path
    report: Path
    papers: tuple[Path, ...]
    decision: Path | None
    """The decision as PDF; ``None`` when none was reached."""


def write(report: Report, out: Path) -> Results:
    """Write the results of one replay into a folder of its own below ``out``; those of an earlier one are replaced."""
    folder = out / folder_name(report.run.source.name)
    shutil.rmtree(folder / "papers", ignore_errors=True)
    (folder / "papers").mkdir(parents=True)
    links = _papers(report, folder)
    (folder / "report.json").write_text(report.text(), encoding="utf-8")
    (folder / "timeline.html").write_text(timeline(report, links), encoding="utf-8")
    decision = next((folder / link.pdf for link in links if link.pdf), None)
    return Results(
        folder=folder,
        timeline=folder / "timeline.html",
        report=folder / "report.json",
        papers=tuple(folder / link.page for link in links),
        decision=decision,
    )


def write_summary(reports: Sequence[Report], out: Path, *, unserved: Sequence[str] = ()) -> Path:
    """One table of all files, linked to their reports. ``unserved``: why other files were not replayed."""
    page = out / "index.html"
    page.write_text(summary(reports, unserved), encoding="utf-8")
    return page


def _papers(report: Report, folder: Path) -> list[Link]:
    renditions = Renditions(None)
    steps = {step.done.seq: number for number, step in enumerate(report.run.steps, start=1)}
    links = []
    for paper in report.run.papers:
        stem = f"papers/{steps[paper.seq]:02}-{paper.code}"
        (folder / f"{stem}.html").write_bytes(renditions.of(paper, "html"))
        pdf = _pdf(renditions, paper, folder, stem)
        links.append(Link(step=steps[paper.seq], title=paper.title, page=f"{stem}.html", pdf=pdf))
    return links


def _pdf(renditions: Renditions, paper: PaperRecord, folder: Path, stem: str) -> str | None:
    if paper.code not in DECISIONS:
        return None
    (folder / f"{stem}.pdf").write_bytes(renditions.of(paper, "pdf"))
    return f"{stem}.pdf"
