"""What a form offers to be chosen: officers of the register, and suggestions out of the case file and the register for what may also be typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from zhifa.engine.casefile import CaseFile
from zhifa.engine.evidence_items import EvidenceItem
from zhifa.engine.instants import legal_day
from zhifa.engine.people import Officer
from zhifa.engine.register import Register
from zhifa.web.desk.forms.tree import Choice, Field, Group, Kind, Leaf, Many
from zhifa.web.desk.forms.view import Options, Pickers

_MOST: Final = 500
"""Suggestions of one kind; more are only typed."""

_SUGGESTED: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("Draft", "evidence"): "evidence",
        ("Violation", "evidence"): "evidence",
        ("CrimeProposal", "relied_on"): "evidence",
        ("Evidence", "digest"): "files",
        ("Waiver", "digest"): "files",
        ("RecordingFiled", "digest"): "files",
        ("LeftProof", "recordings"): "files",
        ("Received", "digest"): "files",
        ("RecordingFiled", "acts"): "entries",
        ("WaiverAsked", "act"): "entries",
        ("WaiverAnswered", "act"): "entries",
        ("GapExcused", "act"): "entries",
        ("Rectification", "paper"): "papers",
        ("Recheck", "order"): "keys",
        ("PreservationHandled", "key"): "keys",
        ("AppraisalPeriod", "key"): "keys",
        ("AppraisalReport", "key"): "keys",
        ("AssistanceReply", "key"): "keys",
        ("RemedyOutcome", "key"): "keys",
        ("Report", "matter"): "matters",
        ("Report", "area"): "areas",
        ("Citation", "law"): "statutes",
    }
)
"""By form and field, what is suggested."""


def officers_offered(register: Register, day: date, *, first: frozenset[str] = frozenset()) -> Options:
    """The officers in service on the day, those of the case first."""
    found = (one for one in register.officers.values() if one.valid.holds(day))
    told = sorted(found, key=lambda one: (one.id not in first, one.unit, one.staff_number))
    return tuple((one.id, _officer(one)) for one in told)


def _officer(one: Officer) -> str:
    return f"{one.name}（{one.staff_number}，{one.unit}）"


def offers_of_opening(register: Register, day: date) -> Pickers:
    """What is offered for the first step of a case."""
    return Pickers(officers=officers_offered(register, day), lists=_of_register(register, day), suggested=_SUGGESTED)


def offers(case: CaseFile, register: Register, day: date, evidence: tuple[EvidenceItem, ...]) -> Pickers:
    """What is offered for a step of a case."""
    lists = {
        **_of_register(register, day),
        "evidence": tuple((item.key, item.description or "") for item in evidence),
        "files": tuple((item.digest, f"{item.key}　{item.name or item.description or ''}") for item in evidence if item.digest),
        "entries": tuple((str(act.seq), f"{act.transition.label}（{legal_day(act.at)}）") for act in case.acts),
        "papers": tuple((paper.number or paper.id, paper.title) for paper in case.papers),
        "keys": tuple((track.key, case.workflow.track_by_name[track.track].label) for track in case.open_tracks() if track.key != "main"),
    }  # fmt: skip
    officers = officers_offered(register, day, first=case.workflow.handlers(case))
    return Pickers(officers=officers, lists={name: one[:_MOST] for name, one in lists.items()}, suggested=_SUGGESTED)


def _of_register(register: Register, day: date) -> dict[str, Options]:
    agency = register.agency
    areas = {area for one in register.certificates for area in one.areas if one.valid.holds(day)} | {agency.region}
    return {
        "matters": tuple((matter, "") for matter in sorted(agency.matters)[:_MOST]),
        "areas": tuple((area, "") for area in sorted(areas)[:_MOST]),
        "statutes": tuple((one.title, "") for one in register.statutes if one.valid.holds(day))[:_MOST],
    }


def names_files(field: Field) -> bool:
    """Whether a form names files or evidence, so that they are looked up for it."""
    return any(leaf.kind is Kind.DIGEST or _of_evidence(leaf) for leaf in _leaves(field))


def _of_evidence(leaf: Leaf) -> bool:
    return leaf.owner is not None and _SUGGESTED.get((leaf.owner.__name__, leaf.name)) == "evidence"


def _leaves(field: Field) -> Iterator[Leaf]:
    match field:
        case Leaf():
            yield field
        case Group():
            yield from (leaf for one in field.fields for leaf in _leaves(one))
        case Many():
            yield from _leaves(field.item)
        case Choice():
            yield from (leaf for _, _, group in field.alternatives for leaf in _leaves(group))
