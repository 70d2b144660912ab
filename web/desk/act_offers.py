"""What a form offers: officers of the register to be chosen, suggestions for what may also be typed, and what the register does not know of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from zhifa.engine.canonical import JSON
from zhifa.engine.evidence_items import EvidenceItem
from zhifa.engine.instants import legal_day
from zhifa.engine.naming import Naming
from zhifa.engine.register import Register
from zhifa.web.desk.act_officers import fit_in, officers_offered
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


def unknown_to(register: Register, facts: Mapping[str, JSON], *, act: str, day: date) -> Iterator[str]:
    """What the first step of a case tells and the register, where it keeps the book, does not know, in Chinese: later steps ask for it."""
    matter, area = facts.get("matter"), facts.get("area")
    if isinstance(matter, str) and register.agency.matters and register.power(matter, day) is None:
        yield f"名录中没有本机关对“{matter}”这一执法事项的职权，也没有有效的委托；写错的，返回修改"
    if isinstance(area, str) and register.certificates and not _anybody(register, act, area, day):
        yield f"名录中没有人持有可在“{area}”执法的有效证件；违法行为发生地写错的，返回修改"


def _anybody(register: Register, act: str, area: str, day: date) -> bool:
    return any(register.certificate(one, act=act, area=area, day=day) for one in register.officers)


def offers(naming: Naming, evidence: tuple[EvidenceItem, ...] = ()) -> Pickers:
    """What is offered to whoever fills in a form of a case. ``evidence``: what is on file, where the form asks for it."""
    case, register, day = naming.case, naming.register, naming.day
    lists = {
        **_of_register(register, day),
        "evidence": tuple((item.key, item.description or "") for item in evidence),
        "files": tuple((item.digest, f"{item.key}　{item.name or item.description or ''}") for item in evidence if item.digest),
        "entries": tuple((str(act.seq), f"{act.transition.label}（{legal_day(act.at)}）") for act in case.acts),
        "papers": tuple((paper.number or paper.id, paper.title) for paper in case.papers),
        "keys": tuple((track.key, case.workflow.track_by_name[track.track].label) for track in case.open_tracks() if track.key != "main"),
    }  # fmt: skip
    officers = officers_offered(register, day, first=case.workflow.handlers(case))
    return Pickers(
        officers=officers, fit=fit_in(naming), lists={name: one[:_MOST] for name, one in lists.items()}, suggested=_SUGGESTED,
    )  # fmt: skip


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
    return any(leaf.kind is Kind.DIGEST or _of_evidence(leaf) for leaf in leaves(field))


def _of_evidence(leaf: Leaf) -> bool:
    return leaf.owner is not None and _SUGGESTED.get((leaf.owner.__name__, leaf.name)) == "evidence"


def leaves(field: Field) -> Iterator[Leaf]:
    match field:
        case Leaf():
            yield field
        case Group():
            yield from (leaf for one in field.fields for leaf in leaves(one))
        case Many():
            yield from leaves(field.item)
        case Choice():
            yield from (leaf for _, _, group in field.alternatives for leaf in leaves(group))
