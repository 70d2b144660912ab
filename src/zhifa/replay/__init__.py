"""Replay of published cases: what a procedure with no key to any guard makes of real enforcement decisions.

``read`` takes a published case, ``play`` takes it through the office, :class:`Report` says what came of it and :func:`write` lays the papers
and a timeline beside it. Every input is stated by the source, with its path, or assumed, with its reason; nothing assumed counts as stated.
"""

from zhifa.replay.errors import AlreadyReplayed, DatabaseNotForReplay, NotServed, ReplayError, SourceUnreadable
from zhifa.replay.findings import Finding
from zhifa.replay.play import play
from zhifa.replay.report import Report
from zhifa.replay.results import Results, write, write_summary
from zhifa.replay.run import PlayedStep, Run
from zhifa.replay.source import Source, read

__all__ = [
    "AlreadyReplayed",
    "DatabaseNotForReplay",
    "Finding",
    "NotServed",
    "PlayedStep",
    "ReplayError",
    "Report",
    "Results",
    "Run",
    "Source",
    "SourceUnreadable",
    "play",
    "read",
    "write",
    "write_summary",
]
