"""Changes of an agency's register that somebody makes while its cases run: a line ends, or one comes; each can be taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scene import LAW
from steps_of_weighing import line, tier
from zhifa.engine.books.book import Book, Cell, Line
from zhifa.engine.books.certificates import CERTIFICATE
from zhifa.engine.books.duties import MATTERS
from zhifa.engine.books.law import STATUTE
from zhifa.engine.books.people import OFFICER, QUALIFICATION
from zhifa.engine.books.posts import ASSIGNMENT, DEPUTY
from zhifa.engine.books.shelf import Shelf
from zhifa.engine.books.subjects import AGENCY, DELEGATION
from zhifa.engine.period import Period
from zhifa.engine.register import Register
from zhifa.engine.register_lines import register_of

MATTER = "大气污染防治监管"

Moved = Callable[[Shelf, date], Iterator[Line]]
"""The lines of the change, by the register as it stands and the day."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """A change of the register."""

    lines: Moved
    stays: bool = False
    """No step of a diligent agency is kept back by it, so that it need not be taken back at once."""
    deputy: tuple[str, str] | None = None
    """Names of an officer and of the one who may stand in for him by it."""


def moved_by(move: Move, register: Register, day: date) -> Register:
    """The register as it would be after the move."""
    lines = {book: {one.key: one for one in of_book} for book, of_book in register.shelf.all.items()}
    for one in move.lines(register.shelf, day):
        lines.setdefault(one.book, {})[one.key] = replace(one, agency_id=register.agency.id)
    return register_of({book: list(of_book.values()) for book, of_book in lines.items()})


def undone(moved: list[Line], shelf: Shelf, day: date) -> list[Line]:
    """The lines by which everything reads again as on this shelf: what was there as it was, what was not ended the day before."""
    before = {(one.book, one.key): one for book in shelf.all.values() for one in book}
    return [before.get((one.book, one.key)) or _ended(one, day) for one in moved]


def _ended(line: Line, day: date) -> Line:
    return replace(line, valid=Period(start=line.valid.start, end=day - timedelta(days=1)))


def _ends(book: Book[object], **cells: Cell) -> Moved:
    """All lines of the book with these cells end the day before."""

    def moved(shelf: Shelf, day: date) -> Iterator[Line]:
        for one in shelf.lines(book.name):
            if all(one.body.get(name) == cell for name, cell in cells.items()):
                yield _ended(one, day)

    return moved


def _comes(*lines: Line) -> Moved:
    return lambda _shelf, _day: iter(lines)


def _agency(shelf: Shelf, **changed: Cell) -> Line:
    (one,) = shelf.lines(AGENCY.name)
    return replace(one, body={**one.body, **changed})


def _powerless(shelf: Shelf, _day: date) -> Iterator[Line]:
    """The agency has the matter of the cases no more."""
    yield _agency(shelf, matters=("环境影响评价监管",))


def _delegated(shelf: Shelf, day: date) -> Iterator[Line]:
    """The same, and the matter was delegated to it."""
    yield from _powerless(shelf, day)
    told: dict[str, Cell] = {
        "direction": "in",
        "document_number": "示例〔2020〕2号",
        "delegator": "示例市人民政府",
        "matters": (MATTER,),
    }
    yield line(DELEGATION, told, {})


def _slower(shelf: Shelf, _day: date) -> Iterator[Line]:
    """Another length of legal review."""
    (one,) = shelf.lines(AGENCY.name)
    policy = json.loads(str(one.body["policy"]))
    yield _agency(shelf, policy=json.dumps(policy | {"review_days": 7}))


def _deputy(_shelf: Shelf, day: date) -> Iterator[Line]:
    days = Period(start=day - timedelta(days=1), end=day + timedelta(days=1))
    yield DEPUTY.line(days, {"principal": "010", "deputy": "003", "role": "unit_head", "reason": "出差"})


MOVES: Mapping[str, Move] = {
    "a certificate ends": Move(lines=_ends(CERTIFICATE, staff_number="001")),
    "another's certificate ends": Move(lines=_ends(CERTIFICATE, staff_number="003"), stays=True),
    "a handler leaves his post": Move(lines=_ends(ASSIGNMENT, staff_number="001")),
    "the head of the unit leaves": Move(lines=_ends(ASSIGNMENT, staff_number="010")),
    "the reviewer leaves": Move(lines=_ends(ASSIGNMENT, staff_number="020")),
    "a handler leaves the agency": Move(lines=_ends(OFFICER, staff_number="002")),
    "the reviewer's qualification ends": Move(lines=_ends(QUALIFICATION, staff_number="020")),
    "another's qualification ends": Move(lines=_ends(QUALIFICATION, staff_number="021"), stays=True),
    "the statute is repealed": Move(lines=_ends(STATUTE, title=LAW)),
    "the matter goes": Move(lines=_powerless),
    "the matter is delegated": Move(lines=_delegated, stays=True),
    "a list of matters comes": Move(
        lines=_comes(line(MATTERS, {"code": "A2", "name": "环境影响评价监管", "act": "penalty"}, {}))
    ),
    "a benchmark comes": Move(lines=_comes(tier())),
    "a deputy comes": Move(lines=_deputy, deputy=("承办机构负责人甲", "承办人丙")),
    "legal review takes longer": Move(lines=_slower, stays=True),
}
