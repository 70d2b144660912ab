"""A case ordered to be decided anew (责令重作), on both databases: the old decision stays, the new one needs its own review."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import psycopg
import pytest

from case_desk import Desk, put
from office_rows import Rows
from penalty_steps import facts
from zhifa.storage.tables import metadata


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url) as opened:
        yield opened


@pytest.fixture
def reopened(desk: Desk) -> str:
    """Decided, annulled with the order to decide anew, and reopened."""
    case_id = desk.bring_to("performing")
    desk.do(case_id, "lodge_remedy")
    outcome = put(facts("record_remedy", desk.scene(desk.office.case(case_id))), "effect", "责令重作")
    desk.do(case_id, "record_remedy", facts=outcome)
    desk.do(case_id, "redo")
    return case_id


def test_the_new_decision_stands_beside_the_old_one_and_both_verify(
    desk: Desk, reopened: str, migrated_url: str
) -> None:
    desk.bring_to("archived", case_id=reopened)

    with Rows(migrated_url) as rows:
        assert rows.wrong() == {}
        assert rows.one("SELECT count(*) FROM zf_decision") == 2
        assert rows.one("SELECT count(DISTINCT draft_digest) FROM zf_decision") == 2
        assert rows.one("SELECT count(DISTINCT review_round) FROM zf_decision") == 2
    assert desk.office.verify(reopened) == ()
    numbers = [paper.number for paper in desk.office.papers(reopened) if paper.code == "D33"]
    assert len(set(numbers)) == 2


def test_the_papers_of_the_new_round_do_not_tell_what_the_old_one_did(desk: Desk, reopened: str) -> None:
    desk.bring_to("defence", case_id=reopened)
    served = [paper for paper in desk.office.papers(reopened) if paper.code == "D37"]

    assert "行政处罚告知书" in served[-1].html
    assert "涉嫌露天焚烧秸秆案" in served[-1].html


def test_the_database_takes_no_second_decision_on_the_first_review(reopened: str, migrated_url: str) -> None:
    assert reopened
    columns = [column.name for column in metadata.tables["zf_decision"].columns]
    changed = {"id": "'forged'", "seq": "seq + 1"}
    values = ", ".join(changed.get(name, name) for name in columns)

    with Rows(migrated_url) as rows, pytest.raises((sqlite3.Error, psycopg.Error), match="ZF-58"):
        rows.run(f"INSERT INTO zf_decision ({', '.join(columns)}) SELECT {values} FROM zf_decision")
