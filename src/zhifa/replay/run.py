"""A replay as it went: steps taken, steps refused, and what stands in the database at the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from zhifa.engine.casefile import CaseFile
from zhifa.engine.command import Done
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import State, Transition
from zhifa.replay.inputs import Assumed, Facts, Stated
from zhifa.replay.script import Script
from zhifa.replay.source import Source
from zhifa.replay.step import Step
from zhifa.storage.records import PaperRecord, TermRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A day on which a step is tried."""

    day: date
    placed: Stated | Assumed
    rests_on: str | None = None
    """Path of the stated day that puts the step there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedStep:
    """A step taken, with what it rests on."""

    step: Step
    transition: Transition
    state: State
    """Where the case stood after it."""
    at: datetime
    day: Stated | Assumed
    facts: Facts
    done: Done


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A step refused on a day, with every reason and the stated facts each rests on (none: it rests on something assumed)."""

    step: Step
    transition: Transition
    at: datetime
    day: Stated | Assumed
    refusals: tuple[tuple[Refusal, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A replay as it went."""

    source: Source
    script: Script
    steps: tuple[PlayedStep, ...]
    attempts: tuple[Attempt, ...]
    stuck: bool
    """A step could not be taken at all; the replay ended before it."""
    case: CaseFile
    papers: tuple[PaperRecord, ...]
    terms: tuple[TermRecord, ...]
    intact: bool
    """Whether rows and record agree (``Office.verify``)."""
