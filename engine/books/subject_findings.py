"""What may be amiss with the powers of a register: what was not published cannot be relied on (处罚法 20, 24; S1-07)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from zhifa.engine.agency import Delegation, Empowerment
from zhifa.engine.books.finding import Finding
from zhifa.engine.books.subjects import AGENCY, SUBJECT
from zhifa.engine.register import Register


def delegations_unpublished(register: Register, day: date) -> Iterator[Finding]:
    """Both sides publish the written delegation."""
    for one in register.delegations:
        if one.valid.holds(day) and not _published(one, day):
            text = f"{one.document_number}的委托书{_since(one)}"
            yield Finding(book="delegation", text=text, article="行政处罚法第二十条第二款", level="fault")


def delegations_unfiled(register: Register, day: date) -> Iterator[Finding]:
    """Who delegates files the delegation with the legal office of its level (S1-01)."""
    for one in register.delegations:
        if one.direction == "out" and one.valid.holds(day) and (one.filed_on is None or one.filed_on > day):
            text = f"{one.document_number}的委托没有写明已向本级法制机构备案"
            yield Finding(book="delegation", text=text, article="宿府法领〔2016〕3号三6")


def empowerments_unpublished(register: Register, day: date) -> Iterator[Finding]:
    """The decision of the province is published."""
    for one in register.empowerments:
        if one.valid.holds(day) and not _published(one, day):
            text = f"{one.town}“{one.matter}”的赋权决定（{one.document_number}）{_since(one)}"
            yield Finding(book="empowerment", text=text, article="行政处罚法第二十四条第一款", level="fault")


def subjects_unpublished(register: Register, day: date) -> Iterator[Finding]:
    """Who enforces is published once the government has confirmed it."""
    for one in register.shelf.values(SUBJECT, day):
        if one.announced_on is None or one.announced_on > day:
            yield Finding(
                book=SUBJECT.name, text=f"{one.name}的主体资格没有写明已向社会公布", article="宿府法领〔2016〕3号三6"
            )


def short_name_shared(register: Register, others: Iterable[Register], day: date) -> Iterator[Finding]:
    """Other agencies, of the same database, whose document numbers begin alike: the numbers that each allots are then not its own."""
    own = register.agency
    for other in (one.agency for one in others if one.agency.id != own.id):
        if other.short_name == own.short_name and other.valid.holds(day):
            text = f"机关代字“{own.short_name}”与{other.name}的相同，两个机关的文书会编出同样的文号"
            yield Finding(book=AGENCY.name, text=text, article="GB/T 9704-2012第7.2.5条", mark="C", level="fault")


def _published(one: Delegation | Empowerment, day: date) -> bool:
    """The register says so; what it does not say is taken for published when a step is taken, and told here."""
    return one.announced_on is not None and one.published(day)


def _since(one: Delegation | Empowerment) -> str:
    return f"到{one.announced_on}才公布" if one.announced_on else "没有写明公布日期"


SUBJECT_LOOKS: Final = (delegations_unpublished, delegations_unfiled, empowerments_unpublished, subjects_unpublished)
