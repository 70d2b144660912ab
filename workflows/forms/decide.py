"""Forms of the decision: approval and issue are one act of the head."""

from __future__ import annotations

from zhifa.workflows.forms.base import Form, Label, Text
from zhifa.workflows.forms.values import Opinion


class Proceeding(Form):
    """呈报审批 on a review given before the notice, which still stands."""

    unit_opinion: Opinion


class SendingBack(Form):
    """The head does not decide on the draft and sends the file back (退回)."""

    reason: Text


class Decision(Form):
    """负责人审批 and 决定 (D32, D33): the reviewed draft, word for word; nothing of it can be entered here."""

    unit_opinion: Opinion
    head_opinion: Text
    contact: Label
    contact_phone: Label


class NoPenalty(Decision):
    """不予处罚 (D32, D35)."""
