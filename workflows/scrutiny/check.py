"""What a check of a case file is, what it finds, and what its findings come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ValidationError

from zhifa.engine.units import Mark
from zhifa.workflows.scrutiny.view import View


class Severity(StrEnum):
    """How much a fault weighs."""

    FATAL = "F"
    MAJOR = "M"
    MINOR = "m"

    @property
    def label(self) -> str:
        return _SEVERITY_LABELS[self]


_SEVERITY_LABELS = {Severity.FATAL: "一票否决", Severity.MAJOR: "重要", Severity.MINOR: "一般"}


class Verdict(StrEnum):
    """What a check comes to. Only ``PASSED`` says that what it asks was found on file."""

    PASSED = "passed"
    FAULTY = "faults"
    NOT_AUTOMATABLE = "not_automatable"
    """The record does not hold what it would take to judge."""
    NOT_YET = "not_yet"
    """The case has not come so far."""
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return _VERDICT_LABELS[self]


_VERDICT_LABELS = {
    Verdict.PASSED: "符合",
    Verdict.FAULTY: "不符合",
    Verdict.NOT_AUTOMATABLE: "不能判断",
    Verdict.NOT_YET: "未到环节",
    Verdict.NOT_APPLICABLE: "不适用",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something on file that should not be, or the lack of something that should."""

    text: str
    entries: tuple[int, ...] = ()
    """Numbers of the ledger entries it rests on."""
    papers: tuple[str, ...] = ()
    """Codes of the document types it is about."""
    severity: Severity | None = None
    """Where it weighs more than the check as a rule does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjudged:
    """Why a check, or a part of it, is not judged."""

    verdict: Verdict
    reason: str
    entries: tuple[int, ...] = ()


def unknown(reason: str, *entries: int) -> Unjudged:
    """The record does not hold what it would take."""
    return Unjudged(verdict=Verdict.NOT_AUTOMATABLE, reason=reason, entries=entries)


def silent(what: str, *entries: int) -> Unjudged:
    """The published source of a replay does not state it; that is neither a fault nor a pass (invariant 10)."""
    return unknown(f"来源未载{what}", *entries)


def pending(reason: str, *entries: int) -> Unjudged:
    """Still within its time."""
    return Unjudged(verdict=Verdict.NOT_YET, reason=reason, entries=entries)


def inapplicable(reason: str) -> Unjudged:
    return Unjudged(verdict=Verdict.NOT_APPLICABLE, reason=reason)


Finding = Fault | Unjudged


def nothing(_: View) -> Iterator[Finding]:
    """Of a check that is never asked."""
    return iter(())


def _off_the_spot(verdict: Verdict) -> Unjudged:
    foreign = verdict is Verdict.NOT_APPLICABLE
    reason = "当场处罚的案件没有这一环节" if foreign else "当场处罚的案件，本项尚不能依记录判断"
    return Unjudged(verdict=verdict, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One item of the catalogue. It judges by the record alone and asks no guard, so that a guard that was wrong is caught too."""

    id: str
    """``R01`` to ``R36``."""
    label: str
    severity: Severity
    article: str
    asked: Callable[[View], Unjudged | None]
    """Why the check is not asked of the case as it stands; ``None`` when it is."""
    run: Callable[[View], Iterator[Finding]] = nothing
    spot: Verdict | None = Verdict.NOT_AUTOMATABLE
    """What it comes to in a case decided on the spot (简易程序); ``None`` where it is asked of those as well."""
    upon: tuple[type[BaseModel], ...] = ()
    """Forms of the steps it looks at; the entries of these are what an answer without a fault rests on."""
    mark: Mark = Mark.VERIFIED
    """How well the rule is established; all but verified ones say so where they are shown."""
    beyond: str | None = None
    """What the item also asks and no record can tell: left to the people who scrutinise."""

    def judge(self, view: View) -> Result:
        """What the check comes to. Never raises for what is on file: facts that their form refuses make it one that cannot be judged."""
        found = self._findings(view)
        return Result(
            check=self,
            faults=tuple(one for one in found if isinstance(one, Fault)),
            unjudged=tuple(one for one in found if isinstance(one, Unjudged)),
            looked_at=view.entries(*self.upon),
        )

    def _findings(self, view: View) -> tuple[Finding, ...]:
        """What was found before facts that cannot be read counts as well."""
        found: list[Finding] = []
        try:
            withheld = _off_the_spot(self.spot) if self.spot and view.on_the_spot else self.asked(view)
            found.extend((withheld,) if withheld else self.run(view))
        except ValidationError:
            found.append(unknown("填报内容不合其表单，先核对记录", *view.illegible()))
        except ValueError:
            found.append(unknown("记录所载的日期超出日历的年份，不能推算"))
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A check with its answer."""

    check: Check
    faults: tuple[Fault, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()
    looked_at: tuple[int, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """A fault outweighs what is not judged, and what cannot be judged outweighs what is still to come."""
        if self.faults:
            return Verdict.FAULTY
        given = {one.verdict for one in self.unjudged}
        return next((verdict for verdict in _WEIGHT if verdict in given), Verdict.PASSED)

    @property
    def severity(self) -> Severity:
        """Of the gravest fault; of the check where there is none."""
        found = {fault.severity or self.check.severity for fault in self.faults}
        return next((severity for severity in Severity if severity in found), self.check.severity)

    @property
    def entries(self) -> tuple[int, ...]:
        """Numbers of the ledger entries the answer rests on: of its findings, or of all it looked at where it found nothing."""
        found: tuple[Finding, ...] = (*self.faults, *self.unjudged)
        return tuple(sorted({seq for one in found for seq in one.entries})) or self._upon()

    def _upon(self) -> tuple[int, ...]:
        return self.looked_at if self.verdict is Verdict.PASSED else ()


_WEIGHT = (Verdict.NOT_AUTOMATABLE, Verdict.NOT_YET, Verdict.NOT_APPLICABLE)
