"""What a register file may say of people and powers beyond names and days."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from case_desk import register_text
from zhifa.engine.register import Register
from zhifa.engine.register_file import RegisterFaulty, file_of
from zhifa.engine.register_ids import officer_id

DAY = date(2026, 3, 2)
FIRST = officer_id("示例市生态环境局", "001")


def register(**first: Any) -> Register:
    """The demonstration register with these changes of its first officer."""
    told = json.loads(register_text())
    told["officers"][0] |= first
    return file_of(json.dumps(told, ensure_ascii=False)).register


def with_agency(**changes: Any) -> Register:
    told = json.loads(register_text())
    told["agency"] |= changes.pop("agency", {})
    return file_of(json.dumps(told | changes, ensure_ascii=False)).register


CERTIFICATE = {"number": "证1", "acts": ["penalty"], "areas": ["示例省"], "valid_from": "2024-01-01"}


def test_days_on_which_a_certificate_is_withheld_are_lines_of_their_own() -> None:
    withheld = register(certificates=[CERTIFICATE | {"suspended_from": "2026-03-02", "suspended_to": "2026-03-03"}])
    assert withheld.why_not(FIRST, act="penalty", area="示例省", day=DAY) == "suspended"
    assert withheld.why_not(FIRST, act="penalty", area="示例省", day=date(2026, 3, 4)) is None


def test_a_certificate_tells_its_kind_and_who_issued_it() -> None:
    told = register(certificates=[CERTIFICATE | {"kind": "province", "issuer": "示例省司法厅"}])
    (one,) = (c for c in told.certificates if c.officer_id == FIRST)
    assert (one.kind, one.issuer) == ("province", "示例省司法厅")


def test_an_assignment_tells_its_acts_and_how_far_it_reaches() -> None:
    told = register(
        assignments=[
            {"role": "handler", "unit": "一科", "valid_from": "2024-01-01", "acts": ["penalty"], "scope": "unit"}
        ]
    )
    (one,) = (a for a in told.assignments if a.officer_id == FIRST)
    assert (one.acts, one.scope) == (frozenset({"penalty"}), "unit")


def test_an_officer_may_be_a_guest_or_fill_no_post() -> None:
    told = register(established=False, home="示例省司法厅").officers[FIRST]
    assert (told.established, told.home) == (False, "示例省司法厅")
    assert (register().officers[FIRST].established, register().officers[FIRST].home) == (True, None)


def test_a_delegation_tells_its_area_and_the_day_of_its_publication() -> None:
    delegation = {"delegator": "示例厅", "matters": ["水"], "document_number": "1号", "valid_from": "2024-01-01"}
    told = with_agency(delegations=[delegation | {"areas": ["示例省"], "announced_on": "2026-03-03"}])
    assert told.power("水", DAY, area="示例省示例市") is None
    assert told.power("水", date(2026, 3, 3), area="示例省示例市") is not None
    assert told.power("水", date(2026, 3, 3), area="他省") is None


def test_an_agency_tells_what_kind_of_subject_it_is() -> None:
    assert with_agency(agency={"kind": "town", "level": "county"}).agency.kind == "town"
    assert with_agency().agency.kind == "organ"


def test_the_day_of_the_yearly_check_is_a_day_of_every_year() -> None:
    assert with_agency(agency={"policy": {"yearly_check_by": "06-30"}}).agency.policy.yearly_check_by == "06-30"
    for told in ("02-29", "6-30", "2026-06-30", "W05-1"):
        with pytest.raises(RegisterFaulty, match="应为每年都有的月、日，如 04-30"):
            with_agency(agency={"policy": {"yearly_check_by": told}})


@pytest.mark.parametrize(
    ("assignment", "rule"),
    [
        ({"acts": ["处罚"]}, "acts"),
        ({"scope": "city"}, "scope"),
    ],
)
def test_an_assignment_that_makes_no_sense_is_refused(assignment: dict[str, Any], rule: str) -> None:
    with pytest.raises(RegisterFaulty, match=rule):
        register(assignments=[{"role": "handler", "unit": "一科", "valid_from": "2024-01-01"} | assignment])
