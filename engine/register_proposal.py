"""What a change would make of a register: the lines that move, everything wrong with them, and who may make it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhifa.engine.books.apart import doubled, overlapping
from zhifa.engine.books.book import Context, LineFault, Numbered
from zhifa.engine.books.catalogue import BOOKS
from zhifa.engine.books.posts import by_name, in_roles
from zhifa.engine.books.roles import LABELS
from zhifa.engine.books.subjects import AGENCY
from zhifa.engine.refusals import REGISTER_UNKEPT, REGISTRAR_ONLY, UNKNOWN_ACTOR, Refusal
from zhifa.engine.register import Register
from zhifa.engine.register_change import Change, Lines, Moved, change, standing_after
from zhifa.engine.register_effects import Effect
from zhifa.engine.register_journal import Backdated
from zhifa.engine.register_lines import owned, register_of
from zhifa.engine.register_own import own_faults
from zhifa.engine.vocabulary import Role
from zhifa.workflows.roles import HEAD, REGISTRAR

NumberedLines = Mapping[str, Sequence[Numbered]]
"""Lines as they were read, by the name of their book."""

_LONGEST_NAME: Final = 60


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a change would do."""

    agency_id: str
    before: Register | None
    """The register it is worked out against; ``None``: the agency is new."""
    after: Register | None
    """The register as it would stand, the one before where nothing moves; ``None`` while there are faults."""
    change: Change
    faults: tuple[LineFault, ...]
    effects: tuple[Effect, ...] = ()
    """Open cases whose handlers lose something by it."""
    used: tuple[Backdated, ...] = ()
    """Lines that it takes back for days gone by on which they were used."""

    @property
    def expect(self) -> str:
        """By this the same change of the same register is known again."""
        return f"{self.before.version if self.before else 0}-{self.change.digest}"


def proposed(
    before: Register | None, agency_id: str, lines: NumberedLines, *, whole: frozenset[str], today: date, actor: str | None = None,
    roles: Mapping[str, str] = LABELS,
) -> Proposal:  # fmt: skip
    """What the lines make of the register, brought by ``actor`` if one is named; of the books in ``whole`` they are all there are. ``roles``: the
    labels of those that may be given, by name."""
    named = by_name(lines, roles)
    given = {book: [_owned(one, agency_id) for one in of_book] for book, of_book in named.items()}
    old: Lines = before.shelf.all if before else {}
    new = {book: [numbered.line for numbered in of_book] for book, of_book in given.items()}
    moved = change(old, new, BOOKS, whole=whole, today=today)
    after = standing_after(old, moved)
    found = (
        *_faults(given, moved, Context(standing=after, today=today, before=old, roles=roles)),
        *_own(before, given, moved, actor, today),
    )
    return Proposal(
        agency_id=agency_id,
        before=before,
        after=None if found else _moved_on(before, after, moved),
        change=moved,
        faults=found,
    )


def _own(
    before: Register | None, given: NumberedLines, moved: Change, actor: str | None, today: date
) -> Iterator[LineFault]:
    """What the two-person rule says of whoever keeps the register, unless the agency did away with it."""
    by = before.officers.get(actor or "") if before else None
    if before and by and before.agency.policy.register_two_persons and REGISTRAR.name in before.roles(by.id, today):
        rows = {id(numbered.line): numbered for lines in given.values() for numbered in lines}
        yield from own_faults(moved, rows, by, before.shelf.all)


def _moved_on(before: Register | None, after: Lines, moved: Change) -> Register:
    if before is not None and not moved:
        return before
    return register_of(after, version=before.version + 1 if before else 1, before=before)


def change_refusals(register: Register, actor: str | None, day: date) -> tuple[Refusal, ...]:
    """Why this officer may not change the register as it stands, or nobody unnamed may; nothing when it is allowed."""
    keeper = _keeping_post(register, day)
    if keeper is not None and keeper.name not in register.roles(actor or "", day):
        return (REGISTRAR_ONLY.refuse(actor=_named(register, actor), day=day, role=keeper.label),)
    return unknown_refusals(register, actor, day)


def keeping_refusals(register: Register, actor: str | None, day: date, *, founds: bool) -> tuple[Refusal, ...]:
    """The same for one who comes in over the web, where anybody may who can sign in: as long as nobody keeps the register, it is for who ``founds``
    it, whom the accounts name and no register can."""
    if _keeping_post(register, day) is None and not founds:
        return (REGISTER_UNKEPT.refuse(),)
    return change_refusals(register, actor, day)


def _keeping_post(register: Register, day: date) -> Role | None:
    """The post from which the register is changed: 名录管理员; a head once nobody holds it any more; ``None`` as long as nobody ever did."""
    if next(register.holders(REGISTRAR.name, day), None):
        return REGISTRAR
    kept = any(post.role == REGISTRAR.name and post.valid.start <= day for post in register.assignments)
    return HEAD if kept and next(register.holders(HEAD.name, day), None) else None


def unknown_refusals(register: Register, actor: str | None, day: date) -> tuple[Refusal, ...]:
    """Why a change cannot be this officer's, if one is named."""
    if actor and register.officer(actor, day) is None:
        return (UNKNOWN_ACTOR.refuse(actor=actor[:_LONGEST_NAME], day=day),)
    return ()


def _named(register: Register, actor: str | None) -> str:
    if actor is None:
        return "未写明的人员"
    officer = register.officers.get(actor)
    return officer.name if officer else actor[:_LONGEST_NAME]


def _owned(numbered: Numbered, agency_id: str) -> Numbered:
    (line,) = owned((numbered.line,), agency_id)
    return Numbered(numbered.row, line, numbered.where)


def _faults(given: NumberedLines, moved: Change, context: Context) -> Iterator[LineFault]:
    """Everything wrong with the lines that move; those that stand as before are asked for nothing."""
    if not context.lines(AGENCY.name):
        yield LineFault(1, AGENCY.label, "", "还没有这个机关；先导入机关名录")
    for book in BOOKS:
        lines, shown = given.get(book.name, ()), in_roles(book, context.roles)
        yield from doubled(shown, lines)
        moving = {id(one.new) for one in moved.books.get(book.name, ())}
        anew = [numbered for numbered in lines if id(numbered.line) in moving]
        if anew:
            yield from overlapping(shown, anew, context)
        going = list(_going(moved.books.get(book.name, ()))) if book.together else []
        if anew or going:
            yield from book.faults([*anew, *going], context)


def _going(moves: Iterable[Moved]) -> Iterator[Numbered]:
    """Lines that end because a sheet no longer names them."""
    for kind, _, new in moves:
        if kind == "ended" and new is not None:
            yield Numbered(0, new, f"文件中没有、因而结束的一行（{new.key}）")
