"""The summary procedure on a database: the exemption and no other, numbers from pads without a gap (处罚法 51, 52)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from case_desk import Desk, register_text
from office_rows import Rows
from on_the_spot import COLLECTED, FINED
from zhifa.engine.errors import CommandRefused
from zhifa.engine.office import SHIPPED
from zhifa.engine.register_file import RegisterFaulty
from zhifa.engine.vocabulary import DecisionKind, Review
from zhifa.engine.workflow import Workflow
from zhifa.storage import schema
from zhifa.storage.database import Database
from zhifa.storage.errors import LockedRow
from zhifa.workflows.summary import SUMMARY

ARTICLE = "行政处罚法第五十一条"


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url, workflow=SUMMARY) as opened:
        yield opened


def _asked(url: str, query: str) -> list[tuple[Any, ...]]:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()


def _decided(desk: Desk) -> str:
    return desk.bring_to("decided", FINED)


def _numbers(desk: Desk) -> list[str | None]:
    return [paper.number for case in desk.office.cases() for paper in desk.office.papers(case) if paper.code == "D34"]


def _pads(desk: Desk, **pads: list[tuple[int, int]]) -> None:
    """Import the register with these pads by staff number (``p001``)."""
    register = json.loads(register_text())
    for officer in register["officers"]:
        officer["pads"] = [
            {"series": "当罚", "year": 2026, "first": first, "last": last, "valid_from": "2026-01-01"}
            for first, last in pads.get(f"p{officer['staff_number']}", [])
        ]
    desk.office.import_register(json.dumps(register, ensure_ascii=False))


# --- the exemption ---------------------------------------------------------------------------------------------------


def test_a_database_knows_the_exemptions_of_the_shipped_procedures_and_no_other(migrated_url: str) -> None:
    exempt = {
        (w.name, w.version, t.decides.name, t.decides.exempt_article)
        for w in SHIPPED
        for t in w.transitions
        if t.decides and t.decides.review is Review.EXEMPT
    }

    assert exempt == {("penalty_summary", version, "summary_penalty", ARTICLE) for version in (1, 2)}
    found = _asked(migrated_url, "SELECT workflow, workflow_version, decision_kind, article FROM zf_exemption")
    assert sorted(found) == sorted(exempt)


def test_a_schema_made_of_todays_tables_has_the_same_exemptions(migrated_url: str) -> None:
    with closing(sqlite3.connect(":memory:")) as fresh:
        for statement in schema.statements("sqlite"):
            fresh.execute(statement)
        made = fresh.execute("SELECT * FROM zf_exemption").fetchall()

    assert made == _asked(migrated_url, "SELECT * FROM zf_exemption")


def test_a_decision_on_the_spot_needs_no_review_and_says_by_which_article(desk: Desk, migrated_url: str) -> None:
    case = _decided(desk)

    assert _asked(migrated_url, "SELECT kind, review_round, exempt_article FROM zf_decision") == [
        ("summary_penalty", None, ARTICLE)
    ]
    body = json.loads(_asked(migrated_url, "SELECT body FROM zf_entry WHERE transition = 'decide_on_spot'")[0][0])
    assert (body["decision"]["round"], body["decision"]["exempt"]) == (None, ARTICLE)
    assert desk.office.verify(case) == ()


@pytest.mark.parametrize(
    "kind",
    [
        DecisionKind(name="penalty", label="行政处罚决定", review=Review.EXEMPT, exempt_article=ARTICLE),
        DecisionKind(
            name="summary_penalty", label="当场决定", review=Review.EXEMPT, exempt_article="行政处罚法第五十二条"
        ),
    ],
    ids=["another kind", "another article"],
)
def test_a_procedure_that_exempts_itself_is_refused_by_the_database(migrated_url: str, kind: DecisionKind) -> None:
    with Desk(migrated_url, workflow=_deciding(kind)) as desk:
        case = desk.bring_to("told", FINED)
        with pytest.raises(LockedRow, match="ZF-58"):
            desk.do(case, "decide_on_spot", FINED)
        assert desk.office.case(case).decisions == ()


def test_a_procedure_of_another_version_is_not_exempt(migrated_url: str) -> None:
    with Desk(migrated_url, workflow=replace(SUMMARY, version=3)) as desk:
        case = desk.bring_to("told", FINED)
        with pytest.raises(LockedRow, match="ZF-58"):
            desk.do(case, "decide_on_spot", FINED)


def _deciding(kind: DecisionKind) -> Workflow:
    """The summary procedure, its decision of another kind."""
    step = replace(SUMMARY.by_name["decide_on_spot"], decides=kind)
    steps = tuple(step if t.name == step.name else t for t in SUMMARY.transitions)
    return replace(SUMMARY, transitions=steps, decision_papers={kind.name: "D34"})


def test_nobody_adds_an_exemption_to_a_migrated_database(migrated_url: str) -> None:
    database = Database.open(migrated_url)
    forged = "INSERT INTO zf_exemption VALUES ('penalty_ordinary', 1, 'penalty', 'a', '*', 'forged')"
    try:
        with pytest.raises(LockedRow, match="zf_exemption refuses INSERT"), database.connection() as connection:
            connection.exec_driver_sql(forged)
    finally:
        database.close()


# --- numbers from pads -----------------------------------------------------------------------------------------------


def test_papers_take_the_numbers_of_the_acting_officers_pad_one_after_the_other(desk: Desk, migrated_url: str) -> None:
    for _ in range(3):
        _decided(desk)

    assert sorted(_numbers(desk), key=str) == [f"示市环当罚〔2026〕{n}号" for n in (101, 102, 103)]
    with Rows(migrated_url) as rows:
        assert rows.wrong() == {}


def test_each_officer_writes_on_a_pad_of_his_own(desk: Desk) -> None:
    _pads(desk, p001=[(101, 150)], p002=[(201, 250)])
    for name in ("承办人甲", "承办人乙", "承办人甲"):
        desk.do(desk.bring_to("told", FINED), "decide_on_spot", FINED, actor=desk.ids[name])

    ends = sorted(str(number).rpartition("〕")[2] for number in _numbers(desk))
    assert ends == ["101号", "102号", "201号"]


def test_a_pad_used_up_is_told_and_nothing_is_written_until_there_is_another(desk: Desk) -> None:
    _pads(desk, p001=[(101, 101)])
    _decided(desk)
    case = desk.bring_to("told", FINED)
    with pytest.raises(CommandRefused) as refused:
        desk.do(case, "decide_on_spot", FINED)
    assert [refusal.code for refusal in refused.value.refusals] == ["pad_used_up"]
    assert desk.office.case(case).decisions == ()

    _pads(desk, p001=[(101, 101), (401, 402)])
    desk.do(case, "decide_on_spot", FINED)
    assert "示市环当罚〔2026〕401号" in _numbers(desk)


def test_officers_who_decide_at_once_share_no_number_and_leave_no_gap(desk: Desk, migrated_url: str) -> None:
    cases = [desk.bring_to("told", FINED) for _ in range(6)]
    commands = [desk.command(case, "decide_on_spot", FINED) for case in cases]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(desk.office.perform, commands))

    assert sorted(str(number) for number in _numbers(desk)) == [f"示市环当罚〔2026〕{n}号" for n in range(101, 107)]
    with Rows(migrated_url) as rows:
        assert rows.wrong() == {}


def test_a_number_once_handed_out_is_not_handed_out_again(desk: Desk) -> None:
    _pads(desk, p001=[(101, 150)])
    version = desk.office.registers()[0].version
    with pytest.raises(RegisterFaulty, match="一个号码只能发一次"):
        _pads(desk, p002=[(140, 160)])
    assert desk.office.registers()[0].version == version


# --- the whole of it -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("collection", [None, COLLECTED], ids=["paid at the bank", "collected on the spot"])
def test_a_case_goes_from_the_spot_to_the_archive_and_its_record_verifies(desk: Desk, collection: Any) -> None:
    case = desk.bring_to("told", FINED)
    facts = {"officers": [desk.ids["承办人甲"], desk.ids["承办人乙"]], "statement": "none", "collection": collection}
    desk.do(case, "decide_on_spot", FINED, facts=facts)
    desk.bring_to("archived", FINED, case_id=case)

    assert [paper.code for paper in desk.office.papers(case)] == ["D34", "D59", "D49", "D50"]
    closing = next(paper.html for paper in desk.office.papers(case) if paper.code == "D49")
    assert ("当场收缴数额" in closing) is (collection is not None)
    assert desk.office.verify(case) == ()
