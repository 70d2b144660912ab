"""Forms of handing a case over to another agency, and of having received one (处罚法 22, 25)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from zhifa.workflows.forms.base import Digest, Form, Label, Text
from zhifa.workflows.forms.values import Citation, Opinion


class CaseTransfer(Form):
    """案件移送 (D46): a disposal that the head approves, not a decision."""

    receiver: Label
    """The agency that has jurisdiction."""
    reason: Text
    basis: Annotated[tuple[Citation, ...], Field(min_length=1)]
    enclosures: Annotated[tuple[Label, ...], Field(min_length=1)]
    """List of the materials that go with the letter."""
    contact: Label
    contact_phone: Label
    unit_opinion: Opinion
    head_opinion: Text


class Received(Form):
    """Where a case that another agency handed over came from: its record goes on in a bundle that the evidence store keeps."""

    sender: Label
    sender_case: Label
    """The case's id at the sender."""
    digest: Digest
    """SHA-256 of the bundle's file."""
    head: Digest
    """Hash of the last entry of the sender's record."""
