"""The file of a scenario: its register, its cases and their steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from zhifa.engine.forms import faults
from zhifa.engine.instants import parse_instant
from zhifa.engine.jsontext import JSONFaulty, read_json
from zhifa.scenario.errors import ScenarioFaulty
from zhifa.system_errors import wrong

CHANGES_REGISTER: Final = "import_register"
"""What a step is called that takes sheets into the register; it is one of no case."""


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Step(_Part):
    """One command of a scenario."""

    do: str
    """Name of the transition, or ``correct``, ``hand_over`` or ``import_register``.

    The facts of ``import_register`` are ``files``, sheets named from the folder of the scenario, with ``document`` and ``reason``; lines that the
    sheets do not name stay.
    """
    by: str
    at: str
    """When it occurred, with its UTC offset."""
    recorded_at: str | None = None
    """When it was recorded, if later (补录)."""
    case: str | None = None
    """Which of the cases beside the scenario's own it is a step of; its first step opens it."""
    facts: dict[str, Any] = Field(default_factory=dict)
    files: dict[str, str] = Field(default_factory=dict)
    """Facts that are digests of files: each with the text that is the made-up file."""
    refused: tuple[str, ...] | None = None
    """Codes it must be refused with, all of them and no other."""
    note: str | None = None

    @property
    def taken_at(self) -> datetime:
        """When somebody takes it: when it is recorded."""
        return parse_instant(self.recorded_at or self.at)

    @property
    def changes_register(self) -> bool:
        return self.do == CHANGES_REGISTER

    @model_validator(mode="after")
    def _times_are_aware(self) -> Step:
        for field in ("at", "recorded_at"):
            text = getattr(self, field)
            if text is not None:
                parse_instant(text, field=field)
        return self


class Beside(_Part):
    """A case of another procedure that goes on beside the one of the scenario."""

    workflow: str
    ends_at: str


class Scenario(_Part):
    """A demonstration case."""

    title: str
    mark: Literal["演示"]
    register_file: str = Field(alias="register")
    """A register file (JSON), or a folder with a CSV file for each book; named from the folder of the scenario."""
    workflow: str
    policy: dict[str, Any] = Field(default_factory=dict)
    """What this scenario's agency has set differently from the register."""
    beside: dict[str, Beside] = Field(default_factory=dict)
    """By the name that steps know it by."""
    steps: tuple[Step, ...]
    ends_at: str

    @property
    def keeps_files(self) -> bool:
        """Whether it puts files into an evidence store."""
        return any(step.files for step in self.steps)

    @model_validator(mode="after")
    def _cases_are_named(self) -> Scenario:
        unknown = next((step.case for step in self.steps if step.case and step.case not in self.beside), None)
        if unknown:
            raise ValueError(f"步骤所在的案件“{unknown}”不在 beside 之中")
        return self

    def procedures(self) -> Iterator[tuple[str | None, str]]:
        """Every case by the name that steps know it by, and its procedure; the scenario's own has no name."""
        yield None, self.workflow
        yield from ((name, one.workflow) for name, one in self.beside.items())


def read(path: Path) -> Scenario:
    """The scenario in a file. Raises :class:`ScenarioFaulty`."""
    try:
        text = path.read_text(encoding="utf-8")
        given = read_json(text)
    except (OSError, UnicodeDecodeError, JSONFaulty) as error:
        raise ScenarioFaulty(f"{path.name}：{wrong(error)}") from error
    try:
        return Scenario.model_validate_json(text)
    except ValidationError as error:
        listed = "；".join(fault.text for fault in faults(error, given))
        raise ScenarioFaulty(f"{path.name}：{listed}") from error
