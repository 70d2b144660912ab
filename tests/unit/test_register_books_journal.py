"""A journal tells every version again, whatever the changes were; what does not agree with it is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from zhifa.engine.books.book import Line
from zhifa.engine.books.catalogue import BOOKS, book_named
from zhifa.engine.books.shelf import Shelf
from zhifa.engine.canonical import JSON
from zhifa.engine.instants import stored_instant
from zhifa.engine.period import Period
from zhifa.engine.register_change import Lines, change, standing_after
from zhifa.engine.register_journal import (
    Entry,
    Kept,
    Source,
    at_version,
    check_journal,
    entry_body,
    entry_hash,
    moved_at,
    moved_books,
)
from zhifa.engine.register_rows import kept_of, lines_by_book
from zhifa.storage.records import RegisterLineRecord, StandingLine

AT = "2026-03-02T01:00:00.000Z"
TODAY = date(2026, 3, 2)
LAWS = book_named("statute")
PERIODS = st.sampled_from(
    [Period(start=date(2020, 1, 1)), Period(start=date(2020, 1, 1), end=date(2027, 1, 1)), Period(start=TODAY)]
)
BODIES = st.fixed_dictionaries(
    {"title": st.sampled_from(["甲法", "乙|法", "丙\\法"])},
    optional={
        "document_number": st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5),
        "articles": st.lists(st.sampled_from(["第一条", "第二条"]), min_size=1, unique=True).map(tuple),
        "complete": st.booleans(),
    },
)
BOOK = st.lists(st.builds(LAWS.line, PERIODS, BODIES), max_size=4, unique_by=lambda line: line.key)
CHANGES = st.lists(st.tuples(BOOK, st.booleans()), min_size=1, max_size=5)


def journal(changes: Sequence[tuple[Sequence[Line], bool]]) -> tuple[list[Entry], list[Kept], list[Lines]]:
    """What the changes leave, one after the other, and the register after each."""
    entries: list[Entry] = []
    kept: list[Kept] = []
    versions: list[Lines] = [{}]
    for seq, (lines, whole) in enumerate(changes, start=1):
        held = frozenset({"statute"} if whole else ())
        moved = change(versions[-1], {"statute": lines}, BOOKS, whole=held, today=TODAY)
        versions.append(standing_after(versions[-1], moved))
        for one in moved:
            kept = [row._replace(until=seq) if row.line is one.old and row.until is None else row for row in kept]
            kept += [Kept(one.new, seq, None)] if one.new else []
        entries.append(
            entry(seq, entries[-1].hash if entries else None, moved_books(moved, Shelf(versions[-1]), BOOKS))
        )
    return entries, kept, versions


def entry(seq: int, prev: str | None, moved: Mapping[str, JSON]) -> Entry:
    body = entry_body("a", seq, prev, at=AT, by=None, source=Source(reason="更正"), moved=moved)
    return Entry("a", seq, str(seq), prev, entry_hash(body), body, "edit", AT, None)


def kinds(entries: Sequence[Entry], kept: Sequence[Kept], version: int | None = None) -> set[str]:
    return {found.kind for found in check_journal(entries, kept, version=version or entries[-1].seq)}


@given(CHANGES)
def test_every_version_is_told_again(changes: list[tuple[list[Line], bool]]) -> None:
    entries, kept, versions = journal(changes)
    for seq, standing in enumerate(versions):
        told = at_version(kept, seq)
        assert Shelf(told).lines("statute") == Shelf(standing).lines("statute")
    assert kinds(entries, kept) == set()


@given(CHANGES, st.data())
def test_a_line_that_was_changed_taken_out_or_slipped_in_shows(
    changes: list[tuple[list[Line], bool]], data: st.DataObject
) -> None:
    entries, kept, _ = journal(changes)
    forged = Kept(LAWS.line(Period(start=TODAY), {"title": "丁法"}), data.draw(st.integers(1, len(entries))), None)
    assert kinds(entries, [*kept, forged])
    if kept:
        at = data.draw(st.integers(0, len(kept) - 1))
        assert kinds(entries, [*kept[:at], *kept[at + 1 :]])
        other = LAWS.line(kept[at].line.valid, {"title": kept[at].line.body["title"], "kind": "法律"})
        assert kinds(entries, [*kept[:at], kept[at]._replace(line=other), *kept[at + 1 :]])


def test_each_kind_of_tampering_has_its_name() -> None:
    entries, kept, _ = journal(
        [([LAWS.line(Period(start=TODAY), {"title": title})], False) for title in ("甲法", "乙法", "丙法")]
    )
    one, two, three = entries
    assert kinds(entries, kept) == set()
    assert kinds([two, three], kept) >= {"journal_missing"}
    assert kinds([one, three], kept) >= {"journal_missing"}
    assert kinds(entries, kept, version=4) == {"version_forged"}
    assert kinds([one, two, three._replace(body=three.body + " ")], kept) == {"journal_edited"}
    assert kinds([one, two, three._replace(body="[]")], kept) >= {"journal_edited", "line_unrecorded"}
    assert kinds([one, two, three._replace(body="{")], kept) >= {"journal_edited", "line_unrecorded"}
    assert kinds([one, two, three._replace(imported_by="x")], kept) == {"journal_edited"}
    assert kinds([one, two, entry(3, one.hash, three.told["books"])], kept) == {"journal_broken"}
    assert kinds(entries, []) == {"line_forged"}
    assert tuple(check_journal((), kept, version=1)) == ()


def test_a_book_moves_at_the_instant_of_its_last_change() -> None:
    first, second = entry(1, None, {"statute": {}, "matter": {}}), entry(2, None, {"statute": {}})
    late = second._replace(imported_at="2026-03-03T16:00:00.000Z")
    assert moved_at((first, late)) == {
        "statute": stored_instant("2026-03-03T16:00:00.000Z"),
        "matter": stored_instant(AT),
    }
    assert moved_at((first._replace(source="upgrade"),)) == {}


@given(BOOK)
def test_a_line_comes_back_from_its_row_as_it_was(lines: list[Line]) -> None:
    rows = [
        StandingLine(
            one.book, one.key, one.valid.start.isoformat(), one.valid.end and one.valid.end.isoformat(), one.text
        )
        for one in lines
    ]
    assert list(lines_by_book(rows, "a").get("statute", ())) == lines
    records = [RegisterLineRecord("id", "a", row.book, row.key, 1, None, *row[2:]) for row in rows]
    assert [one.line for one in kept_of(records)] == lines


def test_a_flag_is_read_as_a_flag_beside_the_number_that_equals_it() -> None:
    bodies = (
        '{"hours":1,"year":1}',
        '{"passed":true}',
        '{"acts":["penalty"],"hours":0}',
        '{"acts":["penalty"],"passed":false}',
    )
    rows = [StandingLine("training", str(at), "2024-01-01", None, body) for at, body in enumerate(bodies)]
    read = [line.body for line in lines_by_book(rows, "agency")["training"]]
    assert [value for body in read for value in body.values() if isinstance(value, bool)] == [True, False]
    assert [type(body.get("hours")) for body in read] == [int, type(None), int, type(None)]
    assert read[2]["acts"] is read[3]["acts"]
    assert read[2]["acts"] == ("penalty",)
