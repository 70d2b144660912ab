"""Who is in good standing on a day, by what the agency may act, and who stands in for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from zhifa.engine.agency import Agency, Delegation, Empowerment, Policy
from zhifa.engine.people import Assignment, Auxiliary, Certificate, CertificateCheck, Deputy, Officer, Suspension
from zhifa.engine.period import Period
from zhifa.engine.register import Register, WhyNot

DAY = date(2026, 3, 2)
ALWAYS = Period(start=date(2000, 1, 1))
AGENCY = Agency(id="a", name="示例镇", short_name="示", region="甲省", matters=frozenset({"大气"}), valid=ALWAYS)
OFFICERS = {
    staff: Officer(id=staff, staff_number=staff, name="承办人甲", unit="一科", post="科员", valid=ALWAYS)
    for staff in ("1", "2")
}
OWN = Certificate(
    officer_id="1", number="证1", acts=frozenset({"penalty"}), areas=("甲省",), valid=Period(start=date(2020, 5, 1))
)
REGISTER = Register(agency=AGENCY, version=1, officers=OFFICERS, certificates=(OWN,))


def march(first: int, last: int | None = None) -> Period:
    return Period(start=date(2026, 3, first), end=date(2026, 3, last) if last else None)


def why(register: Register, day: date = DAY, **asked: str) -> WhyNot | None:
    """Why officer 1 has no certificate for a penalty there and then; the two questions never disagree."""
    question: dict[str, Any] = {"act": "penalty", "area": "甲省乙市"} | asked
    told = register.why_not("1", day=day, **question)
    assert (register.certificate("1", day=day, **question) is None) is (told is not None)
    return told


def test_a_certificate_lets_enforce_its_acts_in_its_areas_where_no_other_book_is_kept() -> None:
    assert why(REGISTER) is None
    assert why(REGISTER, act="coercion") == why(REGISTER, area="丙省") == why(REGISTER, date(2020, 4, 30)) == "invalid"
    assert REGISTER.why_not("2", act="penalty", area="甲省", day=DAY) == "invalid"


def test_who_has_left_the_agency_enforces_by_no_certificate_of_its_register() -> None:
    left = {"1": replace(OFFICERS["1"], valid=Period(start=ALWAYS.start, end=date(2026, 3, 1)))}

    assert why(replace(REGISTER, officers=left)) == "invalid"
    assert why(replace(REGISTER, officers=left), date(2026, 3, 1)) is None


@pytest.mark.parametrize(
    ("withheld", "reason"),
    [
        (march(2, 2), "suspended"),
        (march(1), "suspended"),
        (march(3), None),
        (Period(start=date(2026, 1, 1), end=date(2026, 3, 1)), None),
    ],
)
def test_a_withheld_certificate_lets_nobody_enforce_on_its_days(withheld: Period, reason: WhyNot | None) -> None:
    assert why(replace(REGISTER, suspensions=(Suspension(number="证1", valid=withheld),))) == reason
    assert why(replace(REGISTER, suspensions=(Suspension(number="证2", valid=withheld),))) is None


def test_a_certificate_handed_back_lets_enforce_from_that_day() -> None:
    for day, reason in ((2, None), (3, "suspended")):
        back = Suspension(number="证1", valid=march(1), lifted_on=date(2026, 3, day))
        assert why(replace(REGISTER, suspensions=(back,))) == reason


def test_of_two_certificates_one_in_good_standing_is_enough() -> None:
    other = replace(OWN, number="证2")
    both = replace(REGISTER, certificates=(OWN, other), suspensions=(Suspension(number="证1", valid=march(1)),))
    found = both.certificate("1", act="penalty", area="甲省", day=DAY)
    assert (why(both), found) == (None, other)
    assert why(replace(both, checks=(check(2025, number="证3"),))) == "unchecked"


def check(year: int, *, passed: bool = True, on: date | None = None, number: str = "证1") -> CertificateCheck:
    given = on or date(year, 4, 20)
    return CertificateCheck(number=number, year=year, passed=passed, on=given, valid=Period(start=given))


OTHERS = check(2020, number="证2")
"""The agency keeps the book."""


@pytest.mark.parametrize(
    ("checks", "day", "reason"),
    [
        ((), DAY, "unchecked"),
        ((check(2025),), DAY, None),
        ((check(2025),), date(2026, 4, 30), None),
        ((check(2025),), date(2026, 5, 1), "unchecked"),
        ((check(2026),), date(2026, 5, 1), None),
        ((check(2026),), date(2026, 4, 19), "unchecked"),
        ((check(2024),), DAY, "unchecked"),
        ((check(2025), check(2026, passed=False, on=DAY)), DAY, "unchecked"),
        ((check(2025), check(2026, passed=False, on=DAY)), date(2026, 3, 1), None),
        ((check(2026, on=DAY), check(2025, passed=False)), DAY, None),
    ],
)
def test_where_checks_are_kept_the_newest_is_passed_and_of_the_year_or_until_it_is_due_of_the_one_before(
    checks: tuple[CertificateCheck, ...], day: date, reason: WhyNot | None
) -> None:
    assert why(replace(REGISTER, checks=(OTHERS, *checks)), day) == reason


def test_a_certificate_issued_since_had_no_check_to_pass() -> None:
    fresh = replace(REGISTER, checks=(OTHERS,), certificates=(replace(OWN, valid=Period(start=date(2025, 12, 1))),))
    assert why(fresh) is None
    assert why(fresh, date(2026, 5, 1)) == "unchecked"


def test_the_day_by_which_checks_are_passed_is_the_agencys() -> None:
    later = replace(REGISTER, checks=(check(2025),), agency=replace(AGENCY, policy=Policy(yearly_check_by="06-30")))
    assert why(later, date(2026, 6, 30)) is None
    assert why(later, date(2026, 7, 1)) == "unchecked"


def test_a_book_of_checks_that_has_ended_demands_nothing_any_more() -> None:
    ended = replace(OTHERS, valid=Period(start=date(2020, 1, 1), end=date(2026, 3, 1)))
    assert why(replace(REGISTER, checks=(ended,))) is None


def delegation(**changes: Any) -> Delegation:
    lawful: dict[str, Any] = {"delegator": "甲厅", "matters": frozenset({"水"}), "document_number": "1号"}
    return Delegation(**lawful | {"valid": ALWAYS} | changes)


@pytest.mark.parametrize(
    ("changes", "powered"),
    [
        ({}, True),
        ({"announced_on": DAY}, True),
        ({"areas": ("甲省乙市", "甲省丙市")}, True),
        ({"areas": ("甲省丁市",)}, False),
        ({"direction": "out"}, False),
        ({"valid": march(3)}, False),
        ({"matters": frozenset({"噪声"})}, False),
    ],
)
def test_a_delegation_gives_power_to_the_agency_for_its_matters_days_and_areas(
    changes: dict[str, Any], powered: bool
) -> None:
    told = delegation(**changes)
    held = replace(REGISTER, delegations=(told,))
    assert held.power("水", DAY, area="甲省乙市") == (told if powered else None)
    assert held.unpublished_power("水", DAY, area="甲省乙市") is None


def test_a_delegation_gives_no_power_before_it_is_published() -> None:
    told = delegation(announced_on=date(2026, 3, 3))
    held = replace(REGISTER, delegations=(told,))
    assert (held.power("水", DAY), held.unpublished_power("水", DAY)) == (None, told)
    assert (held.power("水", date(2026, 3, 3)), held.unpublished_power("水", date(2026, 3, 3))) == (told, None)


def test_without_an_area_a_delegation_is_asked_for_its_matter_alone() -> None:
    assert replace(REGISTER, delegations=(delegation(areas=("丁省",)),)).power("水", DAY) is not None


def empowerment(**changes: Any) -> Empowerment:
    lawful: dict[str, Any] = {"matter": "噪声", "town": "示例镇", "document_number": "省2号", "valid": ALWAYS}
    return Empowerment(**lawful | changes)


def test_a_town_has_the_power_that_the_province_gave_it_once_that_is_published() -> None:
    told = empowerment()
    held = replace(REGISTER, empowerments=(empowerment(town="另一镇"), told))
    assert (held.power("噪声", DAY), held.power("水", DAY)) == (told, None)
    late = empowerment(announced_on=date(2026, 3, 3))
    unpublished = replace(REGISTER, empowerments=(late,))
    assert (unpublished.power("噪声", DAY), unpublished.unpublished_power("噪声", DAY)) == (None, late)


def test_the_agencys_own_power_comes_first() -> None:
    held = replace(REGISTER, delegations=(delegation(matters=frozenset({"大气"})),))
    assert held.power("大气", DAY) is held.agency


POST = Assignment(officer_id="1", role="head", unit="一科", valid=ALWAYS)
STANDS_IN = Deputy(principal_id="1", deputy_id="2", role="head", reason="外出学习", valid=march(2, 6))


@pytest.mark.parametrize(
    ("changes", "day", "found"),
    [
        ({}, 2, True),
        ({}, 6, True),
        ({}, 7, False),
        ({"assignments": ()}, 2, False),
        ({"assignments": (replace(POST, role="leader"),)}, 2, False),
        ({"assignments": (replace(POST, valid=march(3)),)}, 2, False),
        ({"officers": {"2": OFFICERS["2"]}}, 2, False),
        ({"officers": {"1": OFFICERS["1"]}}, 2, False),
    ],
)
def test_a_deputy_stands_in_on_its_days_while_the_principal_holds_the_role(
    changes: dict[str, Any], day: int, found: bool
) -> None:
    held = replace(replace(REGISTER, assignments=(POST,), deputies=(STANDS_IN,)), **changes)
    assert list(held.deputised("2", date(2026, 3, day))) == ([STANDS_IN] if found else [])


def test_who_deputises_for_nobody_stands_in_for_nobody() -> None:
    assert list(replace(REGISTER, assignments=(POST,), deputies=(STANDS_IN,)).deputised("1", DAY)) == []


def test_an_auxiliary_is_known_by_the_number_on_its_days() -> None:
    helper = Auxiliary(number="F1", name="辅助人员甲", unit="一科", tasks=("协助送达",), valid=march(2, 6))
    held = replace(REGISTER, auxiliaries=(helper,))
    assert held.auxiliary("F1", DAY) == helper
    assert held.auxiliary("F1", date(2026, 3, 7)) is None
    assert held.auxiliary("F2", DAY) is None
