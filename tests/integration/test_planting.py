"""Planted cases stand in lists and searches, and those that are planted whole verify."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from case_desk import Desk
from zhifa.engine.docket_page import DocketAsked
from zhifa.identity_numbers import told_by_resident_id
from zhifa.scenario.planting import Planter, Template, templates
from zhifa.storage.database import Database

SCENARIO = Path(__file__).parents[2] / "examples" / "scenarios" / "straight.json"
CASES = 40


@pytest.fixture(scope="module")
def played() -> tuple[Template, ...]:
    return templates((SCENARIO,))


def test_planted_cases_are_listed_and_found(played: tuple[Template, ...], migrated_url: str) -> None:
    with Desk(migrated_url) as desk:
        register = desk.office.registers()[0]
        database, told = Database.open(migrated_url), list[int]()
        planter = Planter(database=database, register=register, templates=played, today=date(2026, 3, 2), whole=10)
        planter.plant(CASES // 2, told.append)
        planter.plant(CASES // 2, told.append)
        database.close()
        assert told == [CASES // 2, CASES // 2]
        reader = desk.office.reader(desk.ids["机关负责人甲"])
        lines = reader.docket(DocketAsked(), limit=100).lines
        assert len(lines) == CASES
        thin = next(line for line in lines if line.party_code and line.case_number)
        assert thin.party_code is not None
        assert thin.case_number is not None
        assert told_by_resident_id(thin.party_code) is None
        for text in (thin.party_code, thin.case_number, thin.case_id):
            assert [line.case_id for line in reader.search(text).lines] == [thin.case_id]
        assert thin.case_id in {line.case_id for line in reader.search(str(thin.party)).lines}
        assert desk.office.case(thin.case_id).id == thin.case_id
        whole = [line.case_id for line in lines if desk.office.papers(line.case_id)]
        assert whole
        assert {case_id: desk.office.verify(case_id) for case_id in whole} == dict.fromkeys(whole, ())
        desk.do(desk.open_case(), "verify")
        assert len(reader.docket(DocketAsked(), limit=100).lines) == CASES + 1
