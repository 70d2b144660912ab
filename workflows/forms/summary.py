"""Forms of the summary procedure, taken on the spot (处罚法 51-53, 68, 69); how the money is collected stands in forms of its own."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zhifa.workflows.forms.base import ADDRESS, Day, Form, Identifier, Label, Stated, Text
from zhifa.workflows.forms.start import Report, TwoOfficers
from zhifa.workflows.forms.values import Draft, Evidence, Opinion, Person, Signature


class Catch(Report):
    """当场查获: what a report holds, and what the officers found on the spot."""

    officers: TwoOfficers
    place: Stated[Label]
    """Where on the spot; ``area`` names its region."""
    violation_ended_on: Stated[Day]
    """Day of the violation; of its end when continuous or repeated (处罚法 36(2))."""
    long_limitation: Label | None = None
    """Why five years apply (处罚法 36(1))."""
    credentials_shown: Literal[True]
    """The certificates were shown to the party (处罚法 52(1))."""
    evidence: tuple[Evidence, ...] = ()


class SpotNotice(Form):
    """当场告知: the penalty intended, with facts, reasons and law, and the party's rights (处罚法 44, 62)."""

    officers: TwoOfficers
    draft: Draft
    rights: Annotated[tuple[Literal["statement", "defence"], ...], Field(min_length=1)]


class SpotStatement(Form):
    """听取陈述申辩: what the party says is noted and answered on the spot (处罚法 45)."""

    officers: TwoOfficers
    deponent: Label
    content: Text
    result: Literal["采纳", "部分采纳", "不予采纳"]
    reasons: Text
    draft: Draft | None = None
    """What is intended now, where the statement was taken up; absent: as before."""
    evidence: tuple[Evidence, ...] = ()
    signature: Signature


class Collection(Form):
    """On what ground the fine is collected on the spot (处罚法 68, 69)."""

    ground: Literal["up_to_100", "hard_to_enforce", "remote"]
    """68(1) · 68(2) · 69."""
    explanation: Text
    request: Text | None = None
    """The party's own words, who asks for it; required in a remote place (处罚法 69)."""


class SpotDecision(Form):
    """当场处罚决定 (D34): the penalty as it was told; nothing of it can be entered here (处罚法 51, 52)."""

    officers: TwoOfficers
    statement: Stated[Literal["heard", "none", "waived"]]
    """What the party answered when told of its rights: spoke, had nothing to say, or waived in so many words."""
    collection: Collection | None = None
    """Absent: the fine is paid at the bank (处罚法 67)."""


class SpotDelivery(Form):
    """当场交付 of the decision; a refusal to sign is noted (处罚法 52(1))."""

    officers: TwoOfficers
    place: Annotated[Stated[Label], ADDRESS]
    recipient: Person
    signature: Signature


class RecordFiled(Form):
    """报所属行政机关备案 (处罚法 52(3))."""

    received_by: Identifier
    """Who took the file for the agency."""
    materials: Annotated[tuple[Label, ...], Field(min_length=1)]


class TurnedOrdinary(Form):
    """转普通程序: the facts are not conclusive, or the case lies beyond 处罚法 51."""

    ground: Literal["not_conclusive", "beyond_limit", "other"]
    reason: Text
    new_case: Label
    """Id or number of the case opened under the ordinary procedure."""


class Redone(Form):
    """重新作出决定 as ordered: the act is investigated anew in a case of the ordinary procedure (处罚法 54)."""

    reason: Text
    new_case: Label
    """Id or number of the case opened under the ordinary procedure."""
    unit_opinion: Opinion
    head_opinion: Text
