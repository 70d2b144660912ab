"""Points and grades of a scrutiny: by convention, set by the agency (data.md 5.2).

A hundred to start with. A fatal fault leaves nothing, whatever the agency sets; every other faulty check takes its points once, however many
faults it found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, field_validator, model_validator

from zhifa.engine.fields import Form
from zhifa.engine.units import Mark
from zhifa.workflows.scrutiny.check import Result, Severity, Verdict

FULL: Final = Decimal(100)

_POINTS: Final = re.compile(r"\d{1,3}(\.\d{1,2})?", re.ASCII)


def _points(value: object) -> object:
    """The number a whole number or a text writes; anything else is refused in words an officer understands."""
    if isinstance(value, Decimal):
        return value
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not _POINTS.fullmatch(text) or Decimal(text) > FULL:
        raise ValueError('应为0至100的数，至多两位小数；小数写作文字，例如 "0.5"')
    return Decimal(text)


Points = Annotated[Decimal, BeforeValidator(_points)]


class Deductions(Form):
    """What an agency has set. The defaults are conventions: 2–5 for a major and 0.5–1 for a minor fault, from 90 on 优秀, from 60 on 合格."""

    major: Points = Decimal(3)
    """Points for each faulty check of severity M."""
    minor: Points = Decimal("0.5")
    checks: dict[str, Points] = Field(default_factory=dict)
    """Points of single checks, by id; none for a fatal one, which leaves nothing anyway."""
    excellent: Points = Decimal(90)
    """From this score on 优秀."""
    passing: Points = Decimal(60)

    @field_validator("checks")
    @classmethod
    def _known(cls, checks: dict[str, Decimal]) -> dict[str, Decimal]:
        unknown = [name for name in checks if name not in _SETTABLE]
        if unknown:
            raise ValueError(f"{'、'.join(unknown)}不是可以设定扣分的检查项；可以设定的有{'、'.join(_SETTABLE)}")
        return checks

    @model_validator(mode="after")
    def _excellent_is_more(self) -> Deductions:
        if self.excellent < self.passing:
            raise ValueError(f"优秀的界限 excellent={self.excellent} 不得低于合格的界限 passing={self.passing}")
        return self

    def of(self, result: Result) -> Decimal:
        """Points that the result takes; nothing unless it found a fault."""
        if result.verdict is not Verdict.FAULTY:
            return Decimal(0)
        if result.severity is Severity.FATAL:
            return FULL
        return self.checks.get(result.check.id, self.major if result.severity is Severity.MAJOR else self.minor)

    def explain(self) -> str:
        """The scale in Chinese, saying that it is one of convention."""
        return (
            f"满分100；一票否决项有问题即0分、不合格，重要项每项扣{self.major}，一般项每项扣{self.minor}；"
            f"{self.excellent}分以上优秀，{self.passing}分以上合格（{Mark.CONVENTION.label}）"
        )


_SETTABLE: Final = (
    "R04", "R05", "R07", "R08", "R09", "R11", "R13", "R14", "R20", "R22", "R23", "R24", "R26", "R27", "R29", "R30", "R31", "R32", "R35",
)  # fmt: skip
"""Checks that can find a fault which is not fatal; a test compares them with the catalogue."""


class Grade(StrEnum):
    EXCELLENT = "excellent"
    PASSING = "passing"
    FAILING = "failing"

    @property
    def label(self) -> str:
        return _GRADE_LABELS[self]


_GRADE_LABELS = MappingProxyType({Grade.EXCELLENT: "优秀", Grade.PASSING: "合格", Grade.FAILING: "不合格"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrutiny:
    """A case file as scrutinised on a day: every check of the catalogue with its answer."""

    case_id: str
    day: date
    replay: bool
    """The case was opened as a replay: what was assumed there is judged as if it were stated."""
    results: tuple[Result, ...]
    deductions: Deductions

    @property
    def faulty(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.faults)

    @property
    def unsettled(self) -> tuple[Result, ...]:
        """Checks that are still to come or could not be judged: until then the score is provisional."""
        return tuple(one for one in self.results if one.verdict in (Verdict.NOT_YET, Verdict.NOT_AUTOMATABLE))

    @property
    def score(self) -> Decimal:
        return max(Decimal(0), FULL - sum((self.deductions.of(one) for one in self.results), Decimal(0)))

    @property
    def grade(self) -> Grade:
        if any(one.severity is Severity.FATAL for one in self.faulty):
            return Grade.FAILING
        if self.score >= self.deductions.excellent:
            return Grade.EXCELLENT
        return Grade.PASSING if self.score >= self.deductions.passing else Grade.FAILING
