"""Every period of law.md 2.1-2.9 that is verified law stands in the catalogue, with the length, the unit and the article of its row."""

from __future__ import annotations

import pytest

from zhifa.engine.terms import Consequence, Direction, Duty, Mark
from zhifa.workflows.packs import PACKS
from zhifa.workflows.terms.catalogue import TERMS, terms_of

ROWS = """
P3   limitation                      2  year          处罚法第三十六条
P3   long_limitation                 5  year          处罚法第三十六条
P12  preservation                    7  working_day   第五十六条
P13  correction                      0  fixed_date    第二十八条
P16  statement                       5  working_day   第四十五条
P19  hearing_request                 5  working_day   第六十四条第一项
P20  hearing_notice                 -7  working_day   第六十四条第二项
P23  legal_review                   10  working_day   第五十八条
P25  decision                       90  calendar_day  第六十条
P27  service                         7  working_day   第六十一条
P28  withdrawal                      3  working_day   第四十八条
P28  publication                     7  working_day   118号
P29  payment                        15  calendar_day  第六十七条
P30  instalment                      0  fixed_date    第六十六条
P32  court_application               3  month         强制法第五十三条
P33  hand_in                         2  working_day   第七十一条
P33  deposit                         2  working_day   第七十一条
P34  crime_decision                  3  calendar_day  第五条
P34  crime_delivery                 24  hour          第五条
P34  police_forwarding              24  hour          第七条
P34  police_review                   3  calendar_day  第八条
P34  police_reconsideration          3  calendar_day  第九条
P34  police_reconsideration_decision 3  calendar_day  第九条
P34  goods_delivery                  3  calendar_day  第十二条
J2   record_filing                   7  working_day   第五十二条
X1   licence_supplement              5  working_day   许可法第三十二条
X4   licence_decision               20  working_day   第四十二条第一款
X5   licence_joint_decision         45  working_day   第四十二条第二款
X6   licence_lower_review           20  working_day   第四十三条
X7   licence_issue                  10  working_day   第四十四条
X9   licence_hearing_request         5  working_day   第四十七条
X9   licence_hearing                20  working_day   第四十七条
X9   licence_hearing_notice         -7  working_day   第四十八条
X12  licence_renewal_request       -30  calendar_day  第五十条
X12  licence_renewal                 0  fixed_date    第五十条第二款
X13  licence_inspection              5  working_day   第五十五条
X18  licence_bar_false               1  year          第七十八条
X18  licence_bar_fraud               3  year          第七十九条
Q3   coercion_report                24  hour          强制法第十九条
Q8   seizure                        30  calendar_day  第二十五条
Q11  freeze_delivery                 3  working_day   第三十一条
Q11  freeze                         30  calendar_day  第三十二条
E4   enforcement_suspended           3  year          第三十九条
E7   surcharge_enforcement          30  calendar_day  第四十五条
E8   substitute_demand              -3  working_day   第五十一条
E10  demand                         10  working_day   第五十四条
E12  court_acceptance                5  working_day   第五十六条
E12  court_refusal_review           15  calendar_day  第五十六条第二款
E12  court_refusal_ruling           15  calendar_day  第五十六条第二款
E12  court_ruling                    7  working_day   第五十七条
E12  court_special_ruling           30  calendar_day  第五十八条
E12  court_rejection_service         5  working_day   第五十八条
E12  court_rejection_review         15  calendar_day  第五十八条第三款
E12  court_rejection_ruling         30  calendar_day  第五十八条第三款
2.0  reconsideration                60  calendar_day  复议法第二十条
2.0  litigation                      6  month         诉讼法第四十六条
2.5  reconsideration_untold          1  year          复议法第二十条
2.5  litigation_untold               1  year          解释第六十四条
2.5  litigation_after_reconsideration 15 calendar_day 诉讼法第四十五条
Z1   expropriation_comments         30  calendar_day  第十条
Z1   expropriation_standstill        1  year          第十六条
Z3   tax_deferral                    3  month         第三十一条
Z4   water_fee                       7  calendar_day  第三十三条
Z4   water_fee_deferral_request      7  calendar_day  第三十四条
Z4   water_fee_deferral_decision     5  working_day   第三十四条
Z4   water_fee_deferral             90  calendar_day  第三十四条
2.8  annual_report                   0  fixed_date    118号
2.9  announcement                   30  calendar_day  第九十五条
2.9  entrusted_service              10  calendar_day  第一百三十四条
"""
TABLE = [tuple(line.split()) for line in ROWS.strip().splitlines()]
"""Row of law.md, code, length (below zero: backward), unit, part of the article."""

EXTENSIBLE = {"licence_decision": 10, "licence_joint_decision": 15, "seizure": 30, "freeze": 30}
UNVERIFIED = {"statement", "legal_review", "publication", "record_filing", "annual_report"}
"""Not of the law: what the procedures need of them is a number of the agency or of a policy document, and each says so."""


@pytest.mark.parametrize(("row", "code", "length", "unit", "article"), TABLE, ids=lambda value: value)
def test_a_period_of_the_law_stands_in_the_catalogue(row: str, code: str, length: str, unit: str, article: str) -> None:
    term = TERMS[code]
    signed = -term.length if term.direction is Direction.BACKWARD else term.length
    assert (signed, term.unit.value) == (int(length), unit), row
    assert article in term.article


def test_the_catalogue_holds_nothing_else() -> None:
    assert {code for _, code, *_ in TABLE} == set(TERMS)


def test_what_is_not_of_the_law_says_so() -> None:
    marks = {code: term.mark for code, term in TERMS.items()}
    assert {code for code, mark in marks.items() if mark in (Mark.SECONDARY, Mark.MEMORY)} == UNVERIFIED
    silent = {code for code, mark in marks.items() if mark is Mark.CONVENTION}
    assert silent == {
        "crime_decision", "police_review", "police_reconsideration", "police_reconsideration_decision", "goods_delivery",
        "licence_renewal_request",
    }  # fmt: skip
    assert all("自然日计" in TERMS[code].article for code in silent)


def test_extensions_are_those_of_the_law_with_reasons_told_in_writing() -> None:
    extensions = {code: term.extension for code, term in TERMS.items() if term.extension}
    assert {code: one.length for code, one in extensions.items()} == EXTENSIBLE
    assert all(one.times == 1 and one.further is None and one.notice for one in extensions.values())


def test_only_times_the_law_names_and_the_party_was_told_of_do_not_count() -> None:
    excluding = {code: term.exclusions for code, term in TERMS.items() if term.exclusions}
    assert set(excluding) == {
        "seizure",
        "licence_decision",
        "licence_joint_decision",
        "licence_lower_review",
        "licence_issue",
    }
    assert all(exclusion.notice for found in excluding.values() for exclusion in found)


def test_a_deed_is_deemed_done_and_a_measure_lapses_only_where_the_law_says_so() -> None:
    by_law = {code: term.consequence for code, term in TERMS.items()}
    deemed = {code for code, what in by_law.items() if what is Consequence.DEEMED}
    assert deemed == {"announcement", "licence_supplement", "licence_renewal", "water_fee_deferral_decision"}
    assert {code for code, what in by_law.items() if what is Consequence.MEASURE_LAPSES} == {"freeze"}


def test_sealing_limitation_and_hours_never_roll_over() -> None:
    assert not any(
        TERMS[code].rolls for code in ("seizure", "freeze", "limitation", "long_limitation", "crime_delivery")
    )


def test_periods_of_the_party_in_days_months_and_years_roll_over_unless_nothing_is_to_be_done_by_their_end() -> None:
    deadlines = (Consequence.RIGHT_LAPSES, Consequence.OVERDUE_DUTY)
    ends = [t for t in TERMS.values() if t.duty is Duty.PARTY and t.consequence in deadlines and t.extensible]
    assert {
        term.code for term in ends if term.unit.value in ("calendar_day", "month", "year") and not term.rolls
    } == set()


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_what_follows_a_term_and_what_a_rule_changes_exists(pack) -> None:
    known = terms_of(pack)
    assert {code for term in known.values() for code in term.then} <= set(known)
    assert {rule.term for rule in pack.rules} <= set(known)


def test_every_consequence_and_every_owner_of_a_period_has_a_name_of_its_own() -> None:
    for kind in (Consequence, Duty):
        assert len({one.label for one in kind}) == len(kind)


def test_chains_lead_from_the_announcement_to_the_court() -> None:
    reached, coming = set(), ["announcement"]
    while coming:
        code = coming.pop()
        reached.add(code)
        coming += [then for then in TERMS[code].then if then not in reached]
    assert {
        "payment",
        "surcharge_enforcement",
        "reconsideration",
        "litigation",
        "court_application",
        "court_ruling",
    } <= reached
