"""The register answers for a day: who was on it, in which posts, with what certificate, qualification and power (处罚法 17-22, 42, 58)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from case_desk import register_text
from zhifa.engine.books.subjects import policy_of
from zhifa.engine.period import Period
from zhifa.engine.register import (
    Agency,
    Assignment,
    Certificate,
    Delegation,
    Officer,
    Policy,
    Qualification,
    Register,
    Statute,
)
from zhifa.engine.register_file import file_of

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 6)
BEFORE, AFTER = date(2026, 3, 1), date(2026, 3, 7)
WEEK = Period(start=FIRST, end=LAST)
ALWAYS = Period(start=date(2000, 1, 1))
OFFICER = Officer(id="o", staff_number="001", name="承办人甲", unit="一科", post="科员", valid=ALWAYS)
CERTIFICATE = Certificate(officer_id="o", number="证1", acts=frozenset({"penalty"}), areas=("甲省",), valid=WEEK)
AGENCY = Agency(
    id="a", name="示例局", short_name="示", region="甲省", matters=frozenset({"大气"}), valid=WEEK
)  # fmt: skip
REGISTER = Register(
    agency=AGENCY, version=1, officers={"o": OFFICER}, certificates=(CERTIFICATE,),
    qualifications=(Qualification(officer_id="o", kind="legal_professional", number="资1", valid=WEEK),),
    assignments=(Assignment(officer_id="o", role="handler", unit="一科", valid=WEEK),),
    delegations=(Delegation(delegator="甲省厅", matters=frozenset({"水"}), document_number="1号", valid=WEEK),),
    statutes=(Statute(title="大气法", valid=WEEK), Statute(title="水法", valid=ALWAYS)),
)  # fmt: skip
DAYS = pytest.mark.parametrize(("day", "holds"), [(BEFORE, False), (FIRST, True), (LAST, True), (AFTER, False)])


def test_a_blank_behind_a_name_is_no_part_of_it() -> None:
    told = json.loads(register_text())
    told["agency"]["name"] += "\u3000"
    told["officers"][0]["name"] += " "
    assert file_of(json.dumps(told)) == file_of(register_text())


def test_an_officer_has_his_name_whenever_and_a_stranger_goes_by_his_id() -> None:
    assert (REGISTER.name_of("o"), REGISTER.name_of("x")) == ("承办人甲", "x")


@DAYS
def test_a_period_holds_from_its_first_day_to_its_last(day: date, holds: bool) -> None:
    assert WEEK.holds(day) is holds


def test_a_period_without_end_holds_on() -> None:
    assert ALWAYS.holds(date(2999, 12, 31))


@DAYS
def test_a_post_is_held_on_its_days(day: date, holds: bool) -> None:
    assert REGISTER.roles("o", day) == (frozenset({"handler"}) if holds else frozenset())


@DAYS
def test_who_has_left_the_register_holds_no_post(day: date, holds: bool) -> None:
    left = replace(REGISTER, officers={"o": replace(OFFICER, valid=Period(start=date(2000, 1, 1), end=BEFORE))})

    assert left.roles("o", day) == frozenset()
    assert (left.officer("o", day) is not None) is (day == BEFORE)
    assert holds is (day not in (BEFORE, AFTER))


def test_who_was_never_on_the_register_has_nothing() -> None:
    assert REGISTER.officer("x", FIRST) is None
    assert REGISTER.roles("x", FIRST) == frozenset()
    assert REGISTER.certificate("x", act="penalty", area="甲省", day=FIRST) is None
    assert REGISTER.qualification("x", FIRST) is None


@DAYS
def test_a_certificate_covers_its_days(day: date, holds: bool) -> None:
    found = REGISTER.certificate("o", act="penalty", area="甲省乙市", day=day)

    assert found == (CERTIFICATE if holds else None)


@pytest.mark.parametrize(("act", "area"), [("coercion", "甲省"), ("penalty", "乙省"), ("penalty", "")])
def test_a_certificate_covers_its_acts_and_areas_alone(act: str, area: str) -> None:
    assert REGISTER.certificate("o", act=act, area=area, day=FIRST) is None


@DAYS
def test_a_qualification_counts_on_its_days(day: date, holds: bool) -> None:
    assert (REGISTER.qualification("o", day) is not None) is holds


@DAYS
@pytest.mark.parametrize("matter", ["大气", "水"])
def test_power_is_the_agencys_own_or_delegated_on_its_days(matter: str, day: date, holds: bool) -> None:
    assert (REGISTER.power(matter, day) is not None) is holds


def test_for_any_other_matter_there_is_no_power() -> None:
    assert REGISTER.power("噪声", FIRST) is None


def test_a_statute_is_found_by_its_title() -> None:
    assert [statute.valid for statute in REGISTER.statute("水法")] == [ALWAYS]
    assert REGISTER.statute("土法") == ()


def test_a_register_keeps_which_choices_its_file_states() -> None:
    policy = file_of(register_text({"review_days": Policy().review_days})).register.agency.policy
    assert (policy.stated, policy.review_days) == (frozenset({"review_days"}), Policy().review_days)
    assert policy.sets(lambda of: of.review_days)
    assert not policy.sets(lambda of: of.statement_days)


def test_of_a_register_that_does_not_tell_a_number_other_than_the_default_is_stated() -> None:
    policy = policy_of(json.dumps({"review_days": 6}))
    assert policy.sets(lambda of: of.review_days)
    assert not policy.sets(lambda of: of.statement_days)
