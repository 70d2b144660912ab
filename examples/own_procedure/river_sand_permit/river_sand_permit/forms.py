"""What is filled in with each step. A form is strict: another field, or another type, is refused with field, value and rule."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zhifa.engine.fields import Day, Form, Identifier, Label, Text

Tons = Annotated[int, Field(gt=0, le=100_000_000)]


class Application(Form):
    """申请书 (第二十九条、第三十一条)."""

    applicant: Label
    applicant_kind: Literal["individual", "organisation"]
    river: Label
    section: Label
    tons: Tons
    materials: Annotated[tuple[Label, ...], Field(min_length=1)]


class Acceptance(Form):
    """受理凭证 (第三十二条第二款)."""

    receipt: Label


class Decline(Form):
    """不予受理凭证 (第三十二条第二款)."""

    receipt: Label
    reason: Text


class SiteCheck(Form):
    """实地核查 (第三十四条第三款)."""

    officers: tuple[Identifier, ...]
    findings: Text
    navigation: bool
    """Whether the section serves navigation or flood protection: a major public interest."""
    neighbours: bool
    """Whether the mining bears on others' vital interests (第三十六条)."""


class Examination(Form):
    """技术审查: what the agency's own examiner says of the plan (本机关规定)."""

    sound: bool
    opinion: Text


class Experts(Form):
    """专家评审; the applicant is told in writing how long it takes (第四十五条)."""

    question: Text
    told_on: Day


class ExpertOpinion(Form):
    """What the experts answered."""

    opinion: Text


class Extension(Form):
    """延长 (第四十二条第一款); the applicant is told the reason."""

    days: Annotated[int, Field(ge=1, le=10)]
    reason: Text


class Proposal(Form):
    """拟作的决定: what legal review reads."""

    grant: bool
    tons: Annotated[int, Field(ge=0, le=100_000_000)]
    until: Day
    reason: Text


class Opinion(Form):
    """法制审核意见: it agrees."""

    opinion: Text


class Problems(Form):
    """法制审核意见: it does not."""

    problems: Text


class Decision(Form):
    """准予许可决定 (第三十八条第一款)."""

    number: Label


class Refusal(Form):
    """不予许可决定: the reason, and where to turn to against it (第三十八条第二款)."""

    number: Label
    reason: Text
    remedies: Text


class Delivery(Form):
    """颁发、送达 (第四十四条)."""

    receiver: Label


class Closing(Form):
    """办结; a permit is made public (第四十条)."""

    published_at: Label | None = None
