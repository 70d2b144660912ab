"""Forms of the start phase: report, verification, filing."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zhifa.engine.fields import Rows
from zhifa.workflows.fitting import CERTIFIED
from zhifa.workflows.forms.base import INFORMANT, Day, Form, Identifier, Label, Stated, Text
from zhifa.workflows.forms.related import RelatedCases
from zhifa.workflows.forms.transfer import Received
from zhifa.workflows.forms.values import Citation, Opinion, Party

TwoOfficers = Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=12), Rows(2), CERTIFIED]
"""Officers present at a step. That there are two certified ones is a guard's business (处罚法 42), not the form's."""


class Report(Form):
    """线索登记 (D01)."""

    source: Literal["监督检查", "投诉", "举报", "移送", "交办", "报告", "其他"]
    provider: Annotated[Label | None, INFORMANT] = None
    """Who brought it; absent when anonymous or kept secret."""
    party: Party
    content: Stated[Text]
    cause: Label
    """The violation in words, without 涉嫌 and 案: 露天焚烧秸秆."""
    matter: Label
    """Enforcement matter as the register of powers names it."""
    area: Label
    """Place of the violation, as a region the agency's register knows (处罚法 22)."""
    discovered_on: Day
    """Day the violation came to the agency's notice (处罚法 36)."""
    attachments: tuple[Label, ...] = ()
    suggestion: Text
    """处理意见: verify, hand on, no action."""
    received: Received | None = None
    """Where the case was handed over from, with its record (移送)."""
    related: RelatedCases = ()
    """Cases of the store that have to do with this one; no paper names them."""


class Assignment(Form):
    """Officers named for verification (核查) or as handlers (承办人)."""

    officers: TwoOfficers
    due_on: Day | None = None


class Filing(Form):
    """立案 (D02): the four conditions, the proposal and the opinions; the head's approval is the command itself."""

    officers: TwoOfficers
    found: Stated[Text]
    """What verification showed."""
    violation_ended_on: Stated[Day]
    """Day of the violation; of its end when continuous or repeated (处罚法 36(2))."""
    long_limitation: Label | None = None
    """Why five years apply (life and health of citizens, financial security, with harm); absent: two years."""
    suspected: Stated[tuple[Citation, ...]]
    proposal: Text
    unit_opinion: Opinion
    head_opinion: Text


class DeclinedFiling(Form):
    """不予立案 (D02)."""

    officers: TwoOfficers
    found: Text
    reason: Text
    unit_opinion: Opinion
    head_opinion: Text
