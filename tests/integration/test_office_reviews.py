"""Legal review in the office: the catalogue's answer on record, the queue and whose turn it is, statistics, and decisions by catalogue alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from case_desk import Desk
from catalogued import LICENCES
from office_rows import Rows
from steps_of_review import RULE, register_with_catalogue
from zhifa.engine.command import Opening
from zhifa.engine.errors import CommandRefused
from zhifa.engine.workflow import Workflow
from zhifa.storage import migrate
from zhifa.storage.database import Database
from zhifa.storage.errors import StorageError
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.roles import HANDLER

LARGE = {**RULE, "code": "02", "title": "较大数额", "act": "licence", "amount_from": 1_000_000}


def _opened(url: str, workflow: Workflow) -> Desk:
    desk = Desk(url, workflow=workflow, import_register=False)
    desk.office.import_register(register_with_catalogue({"review_assignment": "assigned"}, LARGE))
    return desk


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with _opened(migrated_url, ORDINARY) as opened:
        yield opened


def _sent(desk: Desk) -> str:
    """A case that was judged and sent in."""
    case = desk.bring_to("defence")
    for step in ("waive", "declare_importance", "submit_review"):
        desk.do(case, step)
    return case


def test_a_case_goes_from_the_catalogue_through_the_queue_to_its_opinion(desk: Desk, migrated_url: str) -> None:
    case, reviews = _sent(desk), desk.office.reviews
    agency = desk.office.case(case).agency_id

    assert [(made.due, made.seq) for made in desk.office.case(case).assessments] == [(True, 10), (True, 11)]
    assert "D22-2" in {paper.code for paper in desk.office.papers(case)}
    (waiting,) = reviews.queue(agency)
    assert (waiting.case_id, waiting.round, waiting.reviewer) == (case, 1, None)
    assert waiting == reviews.of(desk.office.case(case)), "the lines tell what the file does"
    assert waiting.due is not None

    sheet = reviews.sheet(case)
    assert sheet.assessment is not None
    assert [one.code for one in sheet.assessment.because] == ["", "01"]
    assert [(one.material.name, one.lacking) for one in sheet.materials] == [("调查终结报告", ())]
    assert [item.item for item in sheet.items][:3] == ["主体与资格", "职权范围", "事实与证据"]
    assert sheet.items[0].checks[0].check.id == "R01"

    ready = [one for one in reviews.candidates(case) if not one.unfit]
    assert [one.officer.name for one in ready] == ["审核人甲", "审核人乙"]
    desk.do(case, "assign_reviewer", facts={"reviewer": ready[0].officer.id})
    assert reviews.queue(agency) == (reviews.of(desk.office.case(case)),)
    assert reviews.queue(agency)[0].reviewer == desk.ids["审核人甲"]
    assert reviews.workload(agency)[desk.ids["审核人甲"]].open == 1

    second = _sent(desk)
    assert reviews.candidates(second)[0].officer.name == "审核人乙"
    desk.do(case, "agree")
    desk.do(second, "assign_reviewer", facts={"reviewer": desk.ids["审核人乙"]})
    desk.do(second, "find_problems", actor=desk.ids["审核人乙"])
    assert reviews.queue(agency) == ()
    assert [reviews.sheet(one).waiting.round for one in (case, second)] == [1, 1], "none of them waits for a second"

    day = desk.clock.now().date()
    found = reviews.statistics(agency, day, day)
    assert (found.whole.opinions, found.cases, found.first, found.agreed_at_first) == (2, 2, 2, 1)
    assert (found.whole.timed, found.whole.late) == (2, 0)
    assert sum(found.failed.values()) >= 1
    assert set(found.by_reviewer) == {desk.ids["审核人甲"], desk.ids["审核人乙"]}
    assert desk.office.verify(case) == ()

    with Rows(migrated_url) as rows, rows.unlocked():
        rows.run("UPDATE zf_assessment SET due = 0 WHERE case_id = ? AND seq = 10", case)
        assert {finding.kind for finding in desk.office.verify(case)} == {"assessment_forged"}
        rows.run("UPDATE zf_assessment SET due = 1, inputs = '{' WHERE case_id = ? AND seq = 10", case)
        rows.run("DELETE FROM zf_assessment WHERE case_id = ? AND seq = 11", case)
    assert {finding.kind for finding in desk.office.verify(case)} == {"assessment_forged", "assessment_missing"}


LICENSING = replace(
    LICENCES,
    transitions=tuple(replace(step, roles=(HANDLER,)) for step in LICENCES.transitions),
    correctors=(HANDLER,),
    approvers=(HANDLER,),
)
KIND = {"workflow": LICENSING.name, "version": LICENSING.version, "kind": "settlement"}


def _admit(url: str, **kind: Any) -> None:
    with closing(Database.open(url)) as database, database.connection() as connection:
        migrate.admit_assessed_kind(connection, **(KIND | kind))


def _judged(desk: Desk, value: int) -> str:
    """A case about a proposal of this value, of which the catalogue was asked."""
    actor = desk.ids["承办人甲"]
    opening = Opening(workflow=LICENSING.name, actor=actor, occurred_at=desk.clock.now(), key=desk.key(), facts={})
    case = desk.office.register(opening).case_id
    desk.do(case, "write", actor=actor, facts={"words": "准予采砂", "value": value})
    desk.do(case, "judge", actor=actor, facts={})
    return case


def _settle(desk: Desk, case: str) -> None:
    desk.do(case, "settle", actor=desk.ids["承办人甲"], facts={})


def test_a_kind_that_a_host_admits_is_decided_without_a_review_that_the_catalogue_does_not_ask_for(
    migrated_url: str,
) -> None:
    with _opened(migrated_url, LICENSING) as desk:
        small, large = _judged(desk, 999_999), _judged(desk, 1_000_000)
        with pytest.raises(StorageError):
            _settle(desk, small)
        for _ in range(2):
            _admit(migrated_url)
        _settle(desk, small)
        with pytest.raises(CommandRefused):
            _settle(desk, large)
        desk.do(large, "submit", actor=desk.ids["承办人甲"], facts={})
        sheet = desk.office.reviews.sheet(large)
        assert (sheet.waiting.cause, sheet.waiting.due) == (LICENSING.label, None)
        assert {item.checks for item in sheet.items} == {()}
        for step in ("agree", "settle"):
            desk.do(large, step, actor=desk.ids["承办人甲"], facts={})

        assert [desk.office.verify(case) for case in (small, large)] == [(), ()]
    with Rows(migrated_url) as rows:
        decided = "SELECT review_round IS NULL, assessment_id IS NULL FROM zf_decision WHERE case_id = ?"
        assert [tuple(map(bool, rows.all(decided, case)[0])) for case in (small, large)] == [
            (True, False),
            (False, True),
        ]


def test_no_host_admits_a_penalty(sqlite_url: str) -> None:
    with pytest.raises(ValueError, match="行政处罚决定一律经法制审核"):
        _admit(sqlite_url, workflow="penalty_ordinary", kind="penalty")
