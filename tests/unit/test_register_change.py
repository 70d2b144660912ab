"""What a change makes of the books of a register: lines come, change and end, and none is lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from zhifa.engine.books.book import Book, Line
from zhifa.engine.books.catalogue import BOOKS, book_named
from zhifa.engine.period import Period
from zhifa.engine.register_change import Change, change, difference, standing_after

TODAY = date(2026, 3, 2)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
LONG_AGO = date(2015, 1, 1)
STATUTE, ASSIGNMENT = book_named("statute"), book_named("assignment")


def line(book: Book[object], start: date = LONG_AGO, end: date | None = None, **body: object) -> Line:
    return book.line(Period(start=start, end=end), body)


def law(title: str = "甲法", start: date = LONG_AGO, end: date | None = None, **body: object) -> Line:
    return line(STATUTE, start, end, title=title, **body)


def post(start: date = LONG_AGO, end: date | None = None, role: str = "handler") -> Line:
    return line(ASSIGNMENT, start, end, staff_number="001", role=role, unit="一科")


def moved(old: Iterable[Line], new: Iterable[Line], *whole: str) -> Change:
    before, after = ({one.book: [one] for one in lines} for lines in (old, new))
    return change(before, after, BOOKS, whole=frozenset(whole), today=TODAY)


def test_what_stays_the_same_does_not_move() -> None:
    assert not moved([law()], [law()], "statute")
    assert not moved([law(articles=("第一条",))], [law(articles=["第一条"], kind=None)], "statute")


def test_a_line_comes_and_a_line_changes() -> None:
    came, changed = moved([], [law()]), moved([law()], [law(end=TODAY)])
    assert [(one.kind, one.line.key) for one in (*came, *changed)] == [
        ("added", "甲法|2015-01-01"), ("changed", "甲法|2015-01-01"),
    ]  # fmt: skip
    assert (changed.count("statute", "changed"), changed.count("officer", "changed")) == (1, 0)


def test_a_book_that_a_change_does_not_hold_whole_loses_nothing() -> None:
    assert not moved([law()], [], "officer")
    assert {one.kind for one in moved([law()], [law("乙法")])} == {"added"}


@pytest.mark.parametrize(
    ("old", "end"),
    [
        (law(), YESTERDAY),
        (law(end=date(2030, 1, 1)), YESTERDAY),
        (law(start=TODAY), TODAY),
        (line(book_named("agency_seal"), name="机关印章", certificate="c" * 64), TODAY),
        (line(book_named("officer"), start=TOMORROW, staff_number="001"), TOMORROW),
    ],
    ids=["without end", "before its end", "begun today", "a seal to the end of the day", "an officer to come"],
)
def test_a_line_that_a_whole_book_no_longer_names_ends(old: Line, end: date) -> None:
    (one,) = moved([old], [], old.book)
    assert (one.kind, one.old, one.new and one.new.valid) == ("ended", old, Period(start=old.valid.start, end=end))


def test_a_line_that_has_ended_stays_as_it_was() -> None:
    assert not moved([law(end=YESTERDAY)], [], "statute")
    assert not moved([line(book_named("officer"), TOMORROW, TOMORROW, staff_number="001")], [], "officer")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (law(start=TOMORROW), None),
        (line(book_named("contact"), staff_number="001", email="a@example.org"), None),
        (post(), post(start=date(2016, 1, 1))),
    ],
    ids=["it never held", "an address is not kept", "another line takes its days"],
)
def test_a_line_stands_no_longer_where(old: Line, new: Line | None) -> None:
    found = moved([old], [new] if new else [], old.book)
    assert ("ended", old, None) in [tuple(one) for one in found]
    assert old.key not in {one.key for one in standing_after({old.book: [old]}, found)[old.book]}


def test_a_line_that_begins_where_another_ends_leaves_it_its_days() -> None:
    found = moved([post()], [post(start=TODAY)], "assignment")
    assert {one.line.key: one.line.valid for one in found} == {
        post().key: Period(start=LONG_AGO, end=YESTERDAY), post(start=TODAY).key: Period(start=TODAY),
    }  # fmt: skip


def test_a_register_keeps_its_agency() -> None:
    assert not moved([line(book_named("agency"), name="示例局")], [], "agency")


def test_what_stands_after_a_change_is_the_same_where_nothing_moved() -> None:
    old = {"statute": (law(), law("乙法")), "officer": ()}
    after = standing_after(old, moved([law()], [law(end=TODAY)]))
    assert after["statute"] == (law(end=TODAY), law("乙法"))
    assert after["statute"][1] is old["statute"][1]
    assert after["officer"] == ()
    assert standing_after({}, moved([], [law()])) == {"statute": (law(),)}


def test_two_versions_differ_line_by_line() -> None:
    found = difference({"statute": [law(), law("乙法")]}, {"statute": [law(end=TODAY)], "assignment": [post()]})
    assert {(one.kind, one.line.book) for one in found} == {
        ("changed", "statute"), ("ended", "statute"), ("added", "assignment"),
    }  # fmt: skip
    assert not difference({"statute": [law()]}, {"statute": [law()]})


def test_a_change_is_known_again_by_its_digest() -> None:
    one, same, other = moved([law()], [law(end=TODAY)]), moved([law()], [law(end=TODAY)]), moved([], [law(end=TODAY)])
    assert one.digest == same.digest != other.digest
