"""What one transaction reads and writes, the same on both databases."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest

from zhifa.storage.database import Database
from zhifa.storage.errors import CaseUnknown, KeyTaken, LockedRow, NumberTaken, RegisterMoved, StaleCase, StorageError
from zhifa.storage.records import CaseRecord, ContactRecord, PaperHead


def advance(database: Database, write: Any) -> None:
    with database.write() as store:
        store.advance(write)


def loaded(database: Database, case: CaseRecord) -> Any:
    with database.read() as store:
        return store.load(case.id)


def everything(database: Database) -> dict[str, list[Any]]:
    from sqlalchemy import select

    from zhifa.storage.tables import metadata

    with database.connection() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def test_a_case_is_loaded_as_it_was_written(database: Database, rows: Any, case: CaseRecord) -> None:
    facts, review, paper = rows.facts(case, 1), rows.review(case), rows.paper(case, 1, ordinal=1)
    decision, term, track = rows.decision(case), rows.term(case), rows.track(case)
    step = rows.step(
        case,
        facts=facts,
        reviews=(review,),
        decisions=(decision,),
        papers=(paper, rows.paper(case, 1)),
        terms=(term,),
        tracks=(track,),
        numbers=(rows.number(1),),
    )
    advance(database, step)
    found = loaded(database, case)
    assert found.case == case._replace(
        version=2, state="state 1", phase="investigate", head_seq=1, head_hash=step.entry.hash
    )
    assert [entry.seq for entry in found.entries] == [0, 1]
    assert found.entries[1] == step.entry
    assert found.facts == {1: facts}
    assert (found.reviews, found.decisions, found.terms, found.tracks) == ((review,), (decision,), (term,), (track,))
    assert {head.id for head in found.papers} == {made.id for made in step.papers}
    assert PaperHead(*(value for name, value in paper._asdict().items() if name != "html")) in found.papers
    with database.read() as store:
        assert store.paper(paper.id) == paper
        assert set(store.papers(case.id)) == set(step.papers)
        assert list(store.entries(case.id)) == list(found.entries)


def test_an_unknown_case_is_named(database: Database) -> None:
    with database.read() as store, pytest.raises(CaseUnknown, match="nowhere"):
        store.load("nowhere")


def test_the_register_version_comes_with_the_case(database: Database, rows: Any, case: CaseRecord) -> None:
    assert loaded(database, case).register_version == 0
    with database.write() as store:
        store.registers.advance(rows.register(1))
        store.registers.advance(rows.register(2))
    assert loaded(database, case).register_version == 2


def test_terms_and_tracks_are_closed(database: Database, rows: Any, case: CaseRecord) -> None:
    kept, met, track = rows.term(case, due="2026-12-01"), rows.term(case), rows.track(case)
    advance(database, rows.step(case, terms=(kept, met), tracks=(track,)))
    step = rows.step(
        loaded(database, case), closed_terms=(rows.close_term(met, 2),), closed_tracks=(rows.close_track(track, 2),)
    )
    advance(database, step)
    found = loaded(database, case)
    assert set(found.terms) == {kept, met._replace(status="met", ended_on="2026-11-21", ended_seq=2)}
    assert found.tracks == (track._replace(outcome="served", closed_on="2026-11-21", closed_seq=2),)
    with database.read() as store:
        assert store.terms_open(case.id) == (kept,)


def test_a_term_of_another_case_is_not_closed(database: Database, rows: Any, case: CaseRecord) -> None:
    other = rows.opening()
    advance(database, other)
    advance(database, rows.step(other.claim, terms=(term := rows.term(other.claim),)))
    with pytest.raises(StorageError, match=term.id):
        advance(database, rows.step(case, closed_terms=(rows.close_term(term, 1),)))
    assert loaded(database, case).case.version == 1


def test_a_stale_claim_writes_nothing(database: Database, rows: Any, case: CaseRecord) -> None:
    advance(database, rows.step(case, numbers=(rows.number(1),)))
    before = everything(database)
    stale = rows.step(
        case, numbers=(rows.number(2),), papers=(rows.paper(case, 1, ordinal=2),), facts=rows.facts(case, 1)
    )
    with pytest.raises(StaleCase) as caught:
        advance(database, stale)
    assert (caught.value.case_id, caught.value.expected) == (case.id, 1)
    assert everything(database) == before


def test_a_case_is_opened_once(database: Database, rows: Any, case: CaseRecord) -> None:
    with pytest.raises(StaleCase) as caught:
        advance(database, rows.opening(case=case))
    assert caught.value.expected == 0


def test_a_number_that_was_allotted_is_taken(database: Database, rows: Any, case: CaseRecord) -> None:
    advance(database, rows.step(case, numbers=(rows.number(1),), papers=(rows.paper(case, 1, ordinal=1),)))
    before = everything(database)
    again = loaded(database, case).case
    for claimed in (1, 3):  # one that is gone, one that is not free yet
        write = rows.step(again, numbers=(rows.number(claimed),), papers=(rows.paper(case, 2, ordinal=1),))
        with pytest.raises(NumberTaken) as caught:
            advance(database, write)
        assert (caught.value.series, caught.value.year) == ("罚", 2026)
    assert everything(database) == before


def test_several_numbers_of_a_series_are_taken_in_order(database: Database, rows: Any, case: CaseRecord) -> None:
    advance(database, rows.step(case, numbers=(rows.number(1), rows.number(2), rows.number(1, "告"))))
    with database.read() as store:
        assert store.next_number(rows.agency, "罚", 2026) == 3
        assert store.next_numbers(rows.agency, [("罚", 2026), ("告", 2026), ("罚", 2027)]) == {
            ("罚", 2026): 3,
            ("告", 2026): 2,
            ("罚", 2027): 1,
        }
        assert store.next_numbers(rows.agency, []) == {}


def test_a_key_is_performed_once(database: Database, rows: Any, case: CaseRecord) -> None:
    command = rows.command(case, "k-1")
    advance(database, rows.step(case, command=command))
    before = everything(database)
    with pytest.raises(KeyTaken, match="k-1"):
        advance(database, rows.step(loaded(database, case), command=rows.command(case, "k-1", 2)))
    assert everything(database) == before
    with database.read() as store:
        assert store.command(rows.agency, "k-1") == command
        assert store.command(rows.agency, "k-2") is None
        assert store.command("another agency", "k-1") is None


def test_a_case_comes_with_what_was_performed_under_a_key(database: Database, rows: Any, case: CaseRecord) -> None:
    command = rows.command(case, "k-1")
    advance(database, rows.step(case, command=command))
    other = rows.opening(case=rows.case(agency_id="another agency"))
    advance(database, other)
    with database.read_once() as store:
        assert store.load(case.id, key="k-1").command == command
    with database.read() as store:
        assert store.load(case.id, key="k-2").command is None
        assert store.load(case.id).command is None
        assert store.load(other.claim.id, key="k-1").command is None


def test_a_transaction_for_one_question_answers_one(database: Database, rows: Any, case: CaseRecord) -> None:
    for ask in (lambda store: store.load(case.id), lambda store: store.command(rows.agency, "k")):
        with database.read_once() as store:
            ask(store)
            with pytest.raises(StorageError, match="only once"):
                ask(store)
            with pytest.raises(StorageError, match="only reads"):
                store.advance(rows.step(case))


def test_a_row_the_locks_refuse_is_named_by_the_lock(database: Database, rows: Any, case: CaseRecord) -> None:
    before = everything(database)
    with pytest.raises(LockedRow, match="ZF-58"):
        advance(database, rows.step(case, decisions=(rows.decision(case, round_=1),)))
    assert everything(database) == before


def test_a_swallowed_error_commits_nothing(database: Database, rows: Any, case: CaseRecord) -> None:
    before = everything(database)
    bad = rows.step(case, numbers=(rows.number(1),), decisions=(rows.decision(case, round_=1),))

    def careless() -> None:
        with database.write() as store, suppress(Exception):
            store.advance(bad)

    with pytest.raises(StorageError, match="had failed"):
        careless()
    assert everything(database) == before


def test_a_swallowed_error_of_a_read_commits_nothing(database: Database, rows: Any, case: CaseRecord) -> None:
    before = everything(database)

    def careless() -> None:
        with database.write() as store:
            store.advance(rows.step(case))
            with suppress(Exception):
                store._rows("SELECT no_such_column FROM zf_case")

    with pytest.raises(StorageError, match="had failed"):
        careless()
    assert everything(database) == before


def test_an_error_of_the_caller_commits_nothing(database: Database, rows: Any, case: CaseRecord) -> None:
    before = everything(database)

    def careless() -> None:
        with database.write() as store:
            store.advance(rows.step(case))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        careless()
    assert everything(database) == before


def test_a_read_writes_nothing(database: Database, rows: Any, case: CaseRecord) -> None:
    with database.read() as store:
        with pytest.raises(StorageError, match="only reads"):
            store.advance(rows.step(case))
        with pytest.raises(StorageError, match="only reads"):
            store.registers.advance(rows.register())
    assert loaded(database, case).case.version == 1


def test_a_read_sees_one_snapshot(database: Database, other: Database, rows: Any, case: CaseRecord) -> None:
    with database.read() as store:
        before = store.load(case.id)
        advance(other, rows.step(case))
        assert store.load(case.id) == before
        assert list(store.entries(case.id)) == list(before.entries)
    assert loaded(database, case).case.version == 2


def test_of_two_claims_at_once_one_wins(database: Database, other: Database, rows: Any, case: CaseRecord) -> None:
    gate = Barrier(2)

    def run(where: Database, write: Any) -> str:
        gate.wait()
        try:
            advance(where, write)
        except StorageError as error:
            return type(error).__name__
        return "done"

    for _ in range(10):
        now = loaded(database, case).case
        writes = [rows.step(now, numbers=(rows.number(now.version),)) for _ in range(2)]
        with ThreadPoolExecutor(2) as pool:
            outcomes = sorted(pool.map(run, (database, other), writes))
        assert outcomes == ["StaleCase", "done"]
        assert loaded(database, case).case.version == now.version + 1
    with database.read() as store:
        assert store.next_number(rows.agency, "罚", 2026) == 11


@pytest.mark.parametrize("first", [1, 2])
def test_of_two_cases_that_take_one_number_at_once_one_wins(
    database: Database, other: Database, rows: Any, case: CaseRecord, first: int
) -> None:
    if first == 2:
        advance(database, rows.opening(numbers=(rows.number(1),)))
    second = rows.opening()
    advance(database, second)
    gate = Barrier(2)

    def run(where: Database, write: Any) -> str:
        gate.wait()
        try:
            advance(where, write)
        except NumberTaken:
            return "taken"
        return "done"

    writes = [
        rows.step(of, numbers=(rows.number(first),), papers=(rows.paper(of, 1, ordinal=first),))
        for of in (case, second.claim)
    ]
    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(run, (database, other), writes))
    assert outcomes == ["done", "taken"]
    assert sorted(loaded(database, of).case.version for of in (case, second.claim)) == [1, 2]


def test_the_newest_200_refusals_of_a_case_are_kept(database: Database, rows: Any, case: CaseRecord) -> None:
    def at(second: int) -> str:
        return f"2026-11-21T13:{second // 60:02}:{second % 60:02}.000Z"

    with database.write() as store:
        for second in range(205):
            store.refuse(rows.refusal(case.id, at(second)))
            store.refuse(rows.refusal(None, at(second)))
        store.refuse(rows.refusal("another case", at(0)))
    with database.read() as store:
        assert [kept.at for kept in store.refusals(case.id)] == [at(second) for second in range(5, 205)]
        assert len(store.refusals("another case")) == 1
    assert len(everything(database)["zf_refusal"]) == 200 + 200 + 1


def test_a_register_moves_on_by_what_changed(database: Database, rows: Any) -> None:
    first = rows.register(1)
    (officer,), (line,) = first.officers, first.lines
    moved = officer._replace(valid_to="2026-06-30")
    kept = rows.register(1).officers[0]._replace(staff_number="002")
    ended = line._replace(valid_to="2026-06-30")
    second = rows.register(
        2, gone=((line.book, line.key),), lines=(ended,), officers=(kept,), moved_officers=(moved,),
    )  # fmt: skip
    with database.write() as store:
        store.registers.advance(first)
        assert store.registers.standing(rows.agency).lines == (line,)
        store.registers.advance(second)
    with database.read() as store:
        found, standing = store.registers.rows(rows.agency), store.registers.standing(rows.agency)
        assert (found.agency, set(found.officers)) == (second.agency, {moved, kept})
        assert (standing.version, standing.entries, standing.lines) == (2, (first.entry, second.entry), (ended,))
        assert store.registers.journal.standing_at(rows.agency, 1) == (line,)
        assert store.registers.journal.entries(rows.agency) == (first.entry, second.entry)
        assert store.registers.agencies() == (store.registers.agency(rows.agency),) == (second.agency,)
        assert store.registers.rows("another") is None
        assert store.registers.standing("another") is None
        assert store.registers.agency("another") is None


def test_an_address_that_goes_is_erased(database: Database, rows: Any) -> None:
    first = rows.register(1)
    address = ContactRecord(rows.id(), rows.agency, first.officers[0].id, "a@example.org", "2026-01-01", None)
    with database.write() as store:
        store.registers.advance(dataclasses.replace(first, contacts=(address,)))
        assert store.registers.standing(rows.agency).contacts == (address,)
        store.registers.advance(rows.register(2, gone_contacts=(address.id,)))
    assert everything(database)["zf_contact"] == []


@pytest.mark.parametrize("made", [1, 3])
def test_a_register_moves_on_from_where_it_stands_and_from_nowhere_else(
    database: Database, rows: Any, made: int
) -> None:
    with database.write() as store:
        store.registers.advance(rows.register(1))
    before = everything(database)
    with pytest.raises(RegisterMoved), database.write() as store:
        store.registers.advance(rows.register(made))
    assert everything(database) == before


def test_known_files_are_told_from_orphans(database: Database, rows: Any, case: CaseRecord) -> None:
    file = rows.file(case, 1, rows.digest(7))
    advance(database, rows.step(case, files=(file,)))
    with database.read() as store:
        assert store.files_known([rows.digest(7), rows.digest(8)]) == {rows.digest(7)}
        assert store.files_known([]) == frozenset()
        assert store.files(case.id) == (file,)


def test_all_cases_are_listed_page_by_page(database: Database, rows: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhifa.storage.store._PAGE", 2)
    openings = [rows.opening() for _ in range(5)]
    for opening in openings:
        advance(database, opening)
    with database.read() as store:
        # Reading a chain between two ids is what a verification does.
        found = [(case_id, len(list(store.entries(case_id)))) for case_id in store.case_ids()]
    assert found == sorted((opening.claim.id, 1) for opening in openings)


def test_erased_facts_leave_the_chain(database: Database, rows: Any, case: CaseRecord) -> None:
    advance(database, rows.step(case, facts=rows.facts(case, 1, '{"姓名":"承办人甲"}')))
    with database.connection() as connection:
        connection.exec_driver_sql("DELETE FROM zf_facts")
    found = loaded(database, case)
    assert found.facts == {}
    assert [entry.seq for entry in found.entries] == [0, 1]
