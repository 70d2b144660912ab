"""What is amiss in a register on a day, told before a step is refused for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Final

from zhifa.engine.books.catalogue import BOOKS
from zhifa.engine.books.discretion_findings import DISCRETION_LOOKS
from zhifa.engine.books.duty_findings import DUTY_LOOKS
from zhifa.engine.books.finding import Finding, Look
from zhifa.engine.books.people_findings import PEOPLE_LOOKS, roles_strange
from zhifa.engine.books.posts import in_roles
from zhifa.engine.books.reading import line_name
from zhifa.engine.books.recording import devices_unfit
from zhifa.engine.books.roles import LABELS
from zhifa.engine.books.subject_findings import SUBJECT_LOOKS
from zhifa.engine.register import Register

SOON: Final = 30
"""Days before its end within which a line is told of (convention)."""
_AT_EASE: Final = frozenset({"agency_seal", "contact", "delegation", "deputy", "empowerment", "suspension"})
"""Books that are empty where there is nothing to keep in them."""
_NAMED: Final = 3
"""How many keys are named before the rest is counted."""


def ending(register: Register, day: date, roles: Mapping[str, str]) -> Iterator[Finding]:
    """Lines in force whose last day is near."""
    last = day + timedelta(days=SOON)
    for book in (in_roles(one, roles) for one in BOOKS):
        near = [line for line in register.shelf.lines(book.name) if line.valid.holds(day) and _by(line.valid.end, last)]
        if near:
            named = "、".join(f"{line_name(book, line)}（至{line.valid.end}）" for line in near[:_NAMED])
            rest = f"等{len(near)}项" if len(near) > _NAMED else ""
            yield Finding(book=book.name, text=f"{SOON}日内到期：{named}{rest}", article="本引擎的约定", mark="C")


def _by(end: date | None, last: date) -> bool:
    return end is not None and end <= last


def empty(register: Register, day: date) -> Iterator[Finding]:
    """Books without a line in force: nothing is demanded of them."""
    for book in BOOKS:
        kept = any(line.valid.holds(day) for line in register.shelf.lines(book.name))
        if not kept and book.name not in _AT_EASE:
            text = f"“{book.label}”在{day}没有有效的内容，办案时不就此核对"
            yield Finding(book=book.name, text=text, article=book.article, mark="C")


LOOKS: Final[tuple[Look, ...]] = (
    *SUBJECT_LOOKS,
    *PEOPLE_LOOKS,
    *DUTY_LOOKS,
    *DISCRETION_LOOKS,
    devices_unfit,
)
"""A book with something to look for adds its own."""


def findings(register: Register, day: date, roles: Mapping[str, str] = LABELS) -> tuple[Finding, ...]:
    """All that is amiss on ``day``, in the order in which it is looked for. ``roles``: the labels of those that are known, by name."""
    looks: tuple[Look, ...] = (*LOOKS, partial(roles_strange, roles=roles), partial(ending, roles=roles), empty)
    return tuple(one for look in looks for one in look(register, day))
