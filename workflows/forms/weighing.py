"""Forms of the weighing of discretion: tier, factors, what the four lists say, and why a benchmark is left."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from zhifa.workflows.fitting import APPROVING_HEAD
from zhifa.workflows.forms.base import Fen, Form, Label, Stated, Text
from zhifa.workflows.forms.values import Opinion


class Factor(Form):
    """One thing that was considered, and what was found of it."""

    name: Label
    finding: Text


class WeighedItem(Form):
    """One item of the draft, and the tier it was put into; or why no benchmark speaks of it."""

    item: Annotated[int, Field(ge=1, le=100)]
    """Its place in the draft, counted from 1."""
    benchmark: Label | None = None
    """Code of the benchmark."""
    tier: Label | None = None
    none_reason: Text | None = None
    """Why none applies."""
    base: Stated[Fen] | None = None
    """Worth of the goods or gains by which the tier measures, in fen."""
    factors: tuple[Factor, ...] = ()

    @model_validator(mode="after")
    def _tier_or_reason(self) -> WeighedItem:
        if (self.benchmark is None) != (self.tier is None):
            raise ValueError("基准编码（benchmark）和阶次（tier）应一并填写")
        if (self.benchmark is None) == (self.none_reason is None):
            raise ValueError("填写基准编码和阶次；没有适用的基准的，只填写理由（none_reason）")
        return self


ListName = Literal["no_penalty", "lighter", "mitigated"]


class ListAnswer(Form):
    """What becomes of a line of the four lists that speaks for the party."""

    list: ListName
    code: Label
    followed: bool
    reason: Text | None = None
    """Why it is not followed; required then."""

    @model_validator(mode="after")
    def _reason_where_not_followed(self) -> ListAnswer:
        if not self.followed and not self.reason:
            raise ValueError("不按清单处理的，应写明理由（reason）")
        return self


MitigationGround = Literal["harm_undone", "coerced", "confessed", "merit", "other_law", "minor", "impaired"]
"""处罚法 32(1)-(5) · 30 (14 to 18 years) · 31 (not wholly incapable)."""


class Departure(Form):
    """The benchmark is left: why, by whose opinion, and below the statute on which ground."""

    reason: Text
    opinion: Annotated[Opinion, APPROVING_HEAD]
    """Of the head; never of who weighs."""
    ground: MitigationGround | None = None
    """减轻处罚 by the statute itself (处罚法 30, 31, 32), where no list says so."""


class Weighing(Form):
    """裁量说明: each item of the draft now on file, weighed apart (分别裁量)."""

    items: tuple[WeighedItem, ...] = ()
    suggestions: tuple[ListAnswer, ...] = ()
    departure: Departure | None = None

    @model_validator(mode="after")
    def _each_once(self) -> Weighing:
        places = [weighed.item for weighed in self.items]
        lines = [(answer.list, answer.code) for answer in self.suggestions]
        if len(set(places)) < len(places) or len(set(lines)) < len(lines):
            raise ValueError("草案每一项、清单每一条只填写一次")
        return self
