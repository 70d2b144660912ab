"""What a case is called by: its cause, its party, its number (案号), and who is to review it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What lists show of a case and find it by; a procedure reads it out of the case file.

    Numbers of persons, addresses and phones are never part of it.
    """

    cause: str
    party: str | None = None
    """Name of the party; ``None`` while nobody knows it."""
    party_code: str | None = None
    """Unified social credit code (统一社会信用代码) of an organisation; never the number of a person."""
    case_number: str | None = None
    """案号; ``None`` before a paper gave the case one."""
    reviewer: str | None = None
    """Id of the officer to whom its legal review is assigned."""
