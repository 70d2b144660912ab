"""What the forms of a file of worked examples share: words beside the figures, what is expected, length and course.

A name that people write in several ways is taken in each of them; the first is the one `docs/terms.md` tells.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, model_validator

from zhifa.engine.fields import Text
from zhifa.engine.units import Direction, Unit
from zhifa.engine.worked.moments import Moment

__all__ = ["Expecting", "Lasting", "Part", "Rollover", "Told", "Units", "named"]

_LONGEST: Final = 36_500
_ROLLING: Final = frozenset({Unit.CALENDAR_DAY, Unit.MONTH, Unit.YEAR})

Rollover: TypeAlias = Literal["none", "next_working_day"]
Units: TypeAlias = Annotated[int, Field(ge=1, le=_LONGEST)]


def named(*names: str) -> Any:
    """A field that may be left out, under any of these names but only one of them."""
    return Field(default=None, validation_alias=AliasChoices(*names))


class Part(BaseModel):
    """Strict: no field besides the declared ones, no conversion of types."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Told(Part):
    """Words that stand beside the figures; the explanation repeats them."""

    name: Text | None = named("name", "label")
    reason: Text | None = None
    law: Text | None = None
    article: Text | None = None
    document: Text | None = named("document", "document_number")
    note: Text | None = named("note", "notes", "explanation", "description", "desc", "comment", "remark")

    @property
    def words(self) -> tuple[str, ...]:
        """Those that are given, but for the name."""
        return tuple(one for one in (self.law, self.article, self.document, self.reason, self.note) if one)


class Expecting(Part):
    """What a term is expected to come to. The lenient reading is read and never compared."""

    expected_due: Moment | None = named("expected_due", "expected", "due")
    expected_nominal: Moment | None = None
    expected_safe: date | None = None
    expected_lenient: Moment | None = None
    provisional: bool | None = named("provisional", "expected_provisional")
    steps: tuple[date, ...] | None = named("steps", "expected_steps")


class Lasting(Part):
    """Length and course of a term."""

    term: Annotated[int, Field(ge=0, le=_LONGEST, validation_alias=AliasChoices("term", "length", "days"))]
    unit: Unit
    direction: Direction = Direction.FORWARD
    rollover: Rollover | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Lasting:
        if (self.term == 0) is not (self.unit is Unit.FIXED_DATE):
            raise ValueError(f"term={self.term}：固定日期的 term 应为 0，其他期限至少为 1")
        if self.direction is Direction.BACKWARD and self.unit is Unit.FIXED_DATE:
            raise ValueError(f"direction={self.direction}：固定日期没有方向")
        if self.rollover == "next_working_day" and not self.can_roll:
            raise ValueError(f"rollover={self.rollover}：只有向后数的日（自然日）、月、年才顺延")
        return self

    @property
    def can_roll(self) -> bool:
        """Whether roll-over has a sense for it."""
        return self.unit in _ROLLING and self.direction is Direction.FORWARD
