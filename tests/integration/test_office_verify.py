"""What ``verify`` names when rows were changed past the office, as only the owner of the tables could: the locks are dropped first."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import pytest

from case_desk import Desk
from office_rows import Rows
from standing_case import Standing


@pytest.fixture
def desk(standing: Standing) -> Iterator[Desk]:
    with standing.opened() as opened:
        yield opened


@pytest.fixture
def case_id(desk: Desk, standing: Standing) -> str:
    """A case that has been decided."""
    assert desk.office.verify(standing.case_id) == ()
    return standing.case_id


@pytest.fixture
def rows(standing: Standing, case_id: str) -> Iterator[Rows]:
    """The owner's connection: the triggers of every table are gone, and foreign keys are off."""
    assert case_id
    with Rows(standing.url) as opened, opened.unlocked():
        yield opened


def kinds(desk: Desk, case_id: str) -> set[str]:
    return {finding.kind for finding in desk.office.verify(case_id)}


def seq_of(rows: Rows, step: str) -> int:
    return int(rows.one("SELECT min(seq) FROM zf_entry WHERE transition = ?", step))


def test_a_forged_review_is_named(desk: Desk, case_id: str, rows: Rows) -> None:
    draft = rows.one("SELECT draft_digest FROM zf_review")
    rows.run(
        "INSERT INTO zf_review (case_id, round, agency_id, id, draft_digest, outcome, reviewer_id, seq)"
        " SELECT id, 2, agency_id, 'forged', ?, 'agreed', ?, 3 FROM zf_case",
        draft,
        desk.ids["审核人乙"],
    )
    assert kinds(desk, case_id) == {"review_forged"}


@pytest.mark.parametrize(
    ("column", "value"),
    [("outcome", "problems"), ("reviewer_id", "somebody else"), ("draft_digest", "0" * 64), ("round", 2)],
)
def test_an_edited_review_is_named(desk: Desk, case_id: str, rows: Rows, column: str, value: object) -> None:
    rows.run(f"UPDATE zf_review SET {column} = ?", value)
    assert "review_forged" in kinds(desk, case_id)


def test_a_review_taken_away_is_named(desk: Desk, case_id: str, rows: Rows) -> None:
    rows.run("DELETE FROM zf_review")
    assert "review_missing" in kinds(desk, case_id)


@pytest.mark.parametrize(("column", "value"), [("kind", "no_penalty"), ("draft_digest", "0" * 64), ("review_round", 2)])
def test_an_edited_decision_is_named(desk: Desk, case_id: str, rows: Rows, column: str, value: object) -> None:
    rows.run(f"UPDATE zf_decision SET {column} = ?", value)
    assert kinds(desk, case_id) == {"decision_forged"}


def test_a_decision_taken_away_is_named(desk: Desk, case_id: str, rows: Rows) -> None:
    rows.run("DELETE FROM zf_decision")
    assert kinds(desk, case_id) == {"decision_missing"}


def test_edited_facts_are_named_with_their_entry(desk: Desk, case_id: str, rows: Rows) -> None:
    seq = seq_of(rows, "conclude")
    rows.run("UPDATE zf_facts SET body = replace(body, '100000', '900000') WHERE seq = ?", seq)
    assert [(f.kind, f.seq) for f in desk.office.verify(case_id)] == [("facts_edited", seq)]


def test_facts_moved_to_another_entry_are_named(desk: Desk, case_id: str, rows: Rows) -> None:
    rows.run("UPDATE zf_facts SET salt = (SELECT salt FROM zf_facts WHERE seq = 0) WHERE seq = 1")
    assert kinds(desk, case_id) == {"facts_edited"}


def test_erased_facts_leave_the_chain_whole_and_are_named(desk: Desk, case_id: str, rows: Rows) -> None:
    rows.run("DELETE FROM zf_facts WHERE seq = 0")
    assert [(f.kind, f.seq) for f in desk.office.verify(case_id)] == [("facts_missing", 0)]


def test_erasing_facts_needs_no_lock_to_be_dropped(migrated_url: str) -> None:
    with Desk(migrated_url) as desk, Rows(migrated_url) as rows:
        case_id = desk.bring_to("verifying")
        rows.run("DELETE FROM zf_facts WHERE seq = 0")
        assert [(f.kind, f.seq) for f in desk.office.verify(case_id)] == [("facts_missing", 0)]


@pytest.mark.parametrize("rehashed", [False, True])
def test_an_edited_paper_is_named(desk: Desk, case_id: str, rows: Rows, rehashed: bool) -> None:
    html = rows.one("SELECT html FROM zf_paper WHERE code = 'D33'").replace("壹仟元", "玖仟元")
    digest = hashlib.sha256(html.encode()).hexdigest()
    rows.run("UPDATE zf_paper SET html = ? WHERE code = 'D33'", html)
    if rehashed:
        rows.run("UPDATE zf_paper SET digest = ? WHERE code = 'D33'", digest)
    assert kinds(desk, case_id) == {"paper_forged" if rehashed else "paper_edited"}


def test_a_paper_put_in_or_taken_away_is_named(desk: Desk, case_id: str, rows: Rows) -> None:
    rows.run("UPDATE zf_paper SET code = 'D35' WHERE code = 'D33'")
    assert kinds(desk, case_id) == {"paper_forged", "paper_missing"}


@pytest.mark.parametrize("column", ["actor_id", "occurred_at", "recorded_at", "transition", "kind"])
def test_an_edited_column_of_an_entry_is_named(desk: Desk, case_id: str, rows: Rows, column: str) -> None:
    rows.run(f"UPDATE zf_entry SET {column} = 'x' WHERE seq = 3")
    assert {(f.kind, f.seq) for f in desk.office.verify(case_id)} >= {("edited", 3)}


def test_an_edited_entry_is_named(desk: Desk, case_id: str, rows: Rows) -> None:
    body = edited(rows, 3)
    rows.run("UPDATE zf_entry SET body = ? WHERE seq = 3", body)
    assert {(f.kind, f.seq) for f in desk.office.verify(case_id)} == {("edited", 3)}


def test_an_entry_edited_and_hashed_anew_breaks_the_chain_after_it(desk: Desk, case_id: str, rows: Rows) -> None:
    body = edited(rows, 3)
    rehashed = hashlib.sha256(f"zhifa/entry/1\0{body}".encode()).hexdigest()
    rows.run("UPDATE zf_entry SET body = ?, hash = ? WHERE seq = 3", body, rehashed)
    assert {(f.kind, f.seq) for f in desk.office.verify(case_id)} == {("broken", 4)}


def edited(rows: Rows, seq: int) -> str:
    """The body of an entry with another label, written as the office would write it."""
    body = json.loads(rows.one("SELECT body FROM zf_entry WHERE seq = ?", seq))
    return json.dumps({**body, "label": "别的环节"}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_a_truncated_chain_is_named(desk: Desk, case_id: str, rows: Rows) -> None:
    last = rows.one("SELECT max(seq) FROM zf_entry")
    rows.run("DELETE FROM zf_entry WHERE seq = ?", last)
    assert "truncated" in kinds(desk, case_id)


def test_an_entry_taken_out_of_the_middle_is_named(desk: Desk, case_id: str, rows: Rows) -> None:
    rows.run("DELETE FROM zf_entry WHERE seq = 3")
    assert {("missing", 4), ("broken", 4)} <= {(f.kind, f.seq) for f in desk.office.verify(case_id)}


def test_a_chain_taken_away_is_named(desk: Desk, case_id: str, rows: Rows) -> None:
    rows.run("DELETE FROM zf_entry")
    assert "missing" in kinds(desk, case_id)


@pytest.mark.parametrize(("state", "phase"), [("archived", "publish"), ("decided", "serve")])
def test_a_case_set_to_another_state_is_named(desk: Desk, case_id: str, rows: Rows, state: str, phase: str) -> None:
    rows.run("UPDATE zf_case SET state = ?, phase = ?", state, phase)
    assert kinds(desk, case_id) == {"state_forged"}


def test_a_case_set_to_another_version_is_named(desk: Desk, case_id: str, rows: Rows) -> None:
    rows.run("UPDATE zf_case SET version = version + 5")
    assert kinds(desk, case_id) == {"version_forged"}


def test_a_case_pointed_to_an_older_head_is_named(desk: Desk, case_id: str, rows: Rows) -> None:
    rows.run("UPDATE zf_case SET head_seq = 2, head_hash = (SELECT hash FROM zf_entry WHERE seq = 2)")
    assert "truncated" in kinds(desk, case_id)


def test_a_case_given_another_procedure_digest_is_named(desk: Desk, case_id: str, rows: Rows) -> None:
    rows.run("UPDATE zf_case SET workflow_digest = 'x'")
    assert kinds(desk, case_id) == {"workflow_forged"}


@pytest.mark.parametrize(
    ("forgery", "kind"),
    [
        ("UPDATE zf_term SET due = '2099-01-01' WHERE code = 'decision'", "term_forged"),
        ("UPDATE zf_term SET status = 'met', ended_on = '2026-03-04' WHERE code = 'publication'", "term_forged"),
        ("DELETE FROM zf_term WHERE code = 'decision'", "term_missing"),
        ("UPDATE zf_track SET closed_on = '2026-03-20', closed_seq = 3 WHERE track = 'publication'", "track_forged"),
        ("DELETE FROM zf_track WHERE track = 'publication'", "track_missing"),
    ],
)
def test_a_forged_term_or_track_is_named(desk: Desk, case_id: str, rows: Rows, forgery: str, kind: str) -> None:
    assert rows.run(forgery) == 1
    assert kinds(desk, case_id) == {kind}
