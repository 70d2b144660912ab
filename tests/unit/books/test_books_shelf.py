"""The shelf: what the books of an agency say on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zhifa.engine.books.book import Book, Column, Line
from zhifa.engine.books.shelf import EMPTY, Shelf
from zhifa.engine.period import Period

MARCH = Period(start=date(2026, 3, 1), end=date(2026, 3, 31))
APRIL = Period(start=date(2026, 4, 1))
DAY = date(2026, 3, 2)
WORDS: Book[str] = Book(
    name="words",
    label="词",
    columns=(Column(field="word", label="词"), Column(field="kind", label="类", required=False)),
    key=("word",),
    read=lambda line: str(line.body["word"]),
)


def word(told: str, valid: Period = MARCH, kind: str | None = None) -> Line:
    return WORDS.line(valid, {"word": told, "kind": kind})


SHELF = Shelf({"words": [word("乙", kind="二"), word("丙", APRIL, "一"), word("甲", kind="一")]})


def test_the_lines_of_a_book_stand_in_the_order_of_their_keys() -> None:
    assert [line.key for line in SHELF.lines("words")] == ["丙", "乙", "甲"]
    assert SHELF.all == {"words": SHELF.lines("words")}
    assert SHELF.lines("others") == EMPTY.lines("words") == ()


def test_only_what_is_in_force_is_said() -> None:
    assert SHELF.values(WORDS, DAY) == ("乙", "甲")
    assert SHELF.values(WORDS, date(2026, 4, 1)) == ("丙",)


def test_a_book_whose_lines_are_the_same_is_not_read_again() -> None:
    read: list[str] = []

    def noted(line: Line) -> str:
        read.append(line.key)
        return line.key

    book = replace(WORDS, read=noted)
    shelf = Shelf({"words": [word("甲")]})
    assert shelf.read(book) == shelf.succeeded(shelf.all).read(book) == ("甲",)
    assert read == ["甲"]
    assert shelf.succeeded({"words": [word("乙")]}).read(book) == ("乙",)
    assert shelf.succeeded({}).read(book) == ()


def test_a_book_is_kept_on_the_days_on_which_a_line_of_it_is_in_force() -> None:
    assert SHELF.keeps(WORDS, DAY)
    assert not SHELF.keeps(WORDS, date(2026, 2, 28))
    assert not EMPTY.keeps(WORDS, DAY)


def test_lines_are_found_by_what_a_column_holds() -> None:
    assert SHELF.values_of(WORDS, "kind", "一", DAY) == ("甲",)
    assert SHELF.values_of(WORDS, "kind", "一", date(2026, 4, 1)) == ("丙",)
    assert SHELF.values_of(WORDS, "kind", "三", DAY) == ()


def test_a_digest_tells_whether_a_line_of_the_book_moved_whatever_their_order() -> None:
    turned = Shelf({"words": list(reversed(SHELF.lines("words")))})
    assert turned.digest_of("words") == SHELF.digest_of("words") == SHELF.digest_of("words")
    moved = Shelf({"words": [*SHELF.lines("words")[1:], word("丙", MARCH, "一")]})
    assert moved.digest_of("words") != SHELF.digest_of("words")
    assert EMPTY.digest_of("words") == Shelf({"others": []}).digest_of("others")


def test_two_keys_never_meet_by_accident() -> None:
    pair: Book[Line] = Book(name="pair", label="对", columns=(), key=("a", "b", "valid_from"), read=lambda line: line)
    keys = {
        pair.key_of(MARCH, {"a": a, "b": b})
        for a, b in (("x|", "y"), ("x", "|y"), ("x\\", "|y"), ("x", None), (None, "x"))
    }
    assert len(keys) == 5
    assert pair.key_of(MARCH, {"a": ("甲", "乙"), "b": 3}) == "甲；乙|3|2026-03-01"
