"""Forms of the upkeep of registers (名录调整)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zhifa.workflows.forms.base import Day, Form, Label, Text


class ChangeNotice(Form):
    """Something changed of which the registers tell."""

    cause: Literal["法律法规立改废", "机构职能调整", "人员变动", "清单调整", "其他"]
    what: Text
    since: Day
    """The day on which it changed; the term runs from it."""
    basis: Label | None = None
    """Number or title of the document that says so."""
    books: Annotated[tuple[Label, ...], Field(min_length=1)]
    """Names of the books that have to follow, as ``zhifa register export`` names their files."""


class RegisterUpdated(Form):
    """The books that were noticed follow."""

    note: Text | None = None


class NoticeDropped(Form):
    """Nothing is to be changed after all."""

    reason: Text
