from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from published_cases import published_case
from zhifa.engine.refusals import AMOUNTS_DIFFER
from zhifa.replay.findings import REVIEW_LAW, facts_in_question, in_force_from, refused, remark
from zhifa.replay.lateness import of_stated_days, of_terms
from zhifa.replay.source_findings import of_source
from zhifa.replay.stated_days import Dated
from zhifa.storage.records import TermRecord
from zhifa.workflows.reasons.evidence import PAYMENT_TERM
from zhifa.workflows.reasons.hearing import HEARING_REQUEST_LATE


def codes(tmp_path: Path, **changes: Any) -> list[tuple[str, str]]:
    found = of_source(published_case(tmp_path, **changes), law_modelled=True)
    return [(finding.code, finding.severity) for finding in found]


def term(**changes: Any) -> TermRecord:
    told = dict.fromkeys(TermRecord._fields, "") | {
        "code": "decision",
        "mark": "V",
        "start_seq": 2,
        "nominal": "2023-08-20",
        "due": "2023-08-21",
        "article": "行政处罚法第六十条",
        "ended_seq": 9,
    }
    return TermRecord(**(told | changes))


def late(one: TermRecord, started: str, ended: str) -> list[tuple[str, str, tuple[str, ...]]]:
    stated = {
        2: Dated(path="dates.filed", day=date.fromisoformat(started)),
        9: Dated(path="dates.decided", day=date.fromisoformat(ended)),
    }
    return [(f.code, f.severity, f.evidence) for f in of_terms([one], stated)]


@pytest.mark.parametrize("number", ["示市环罚〔2023〕03号", "示市环罚(2023)3号", "示市环罚〔2023〕第3号"])
def test_number_that_departs_from_the_standard_is_noted(tmp_path: Path, number: str) -> None:
    assert codes(tmp_path, document_number=number) == [("number_format", "notice")]


@pytest.mark.parametrize("number", ["示市环罚〔2023〕3号", "示市环罚〔2023〕********号"])
def test_number_in_order_or_masked_is_not_noted(tmp_path: Path, number: str) -> None:
    assert codes(tmp_path, document_number=number) == []


@pytest.mark.parametrize(
    ("told", "evidence"),
    [
        ({"payment_days": 15, "payment_unit": "working_day"}, ("payment_days", "payment_unit")),
        ({"payment_days": 30}, ("payment_days",)),
    ],
)
def test_payment_term_other_than_fifteen_days_is_a_fault_in_whatever_file(
    tmp_path: Path, told: dict[str, Any], evidence: tuple[str, ...]
) -> None:
    source = published_case(tmp_path, without=("decision_items",), **told)
    (found,) = of_source(source, law_modelled=True)
    assert (found.code, found.severity, found.evidence) == ("payment_term", "fault", evidence)
    assert list(of_source(source, law_modelled=False)) == []


def test_payment_term_of_fifteen_days_is_none(tmp_path: Path) -> None:
    assert codes(tmp_path, payment_days=15, payment_unit="calendar_day") == []


@pytest.mark.parametrize(
    ("days", "dates", "number", "found"),
    [
        (30, {"decided": "2024-01-01"}, None, [("remedy_period", "fault")]),
        (30, {}, "示市环罚〔2024〕3号", [("remedy_period", "fault")]),
        (30, {"decided": "2023-12-31"}, None, []),
        (30, {}, None, []),
        (60, {"decided": "2024-01-01"}, None, []),
        (90, {"decided": "2024-01-01"}, None, []),
    ],
)
def test_fewer_than_sixty_days_for_review_are_a_fault_under_the_law_of_2023_alone(
    tmp_path: Path, days: int, dates: dict[str, str], number: str | None, found: list[tuple[str, str]]
) -> None:
    changes = {"document_number": number} if number else {}
    assert codes(tmp_path, appeals={"days": {"review_days": days}}, dates=dates, **changes) == found


def test_law_of_review_is_in_force_since_its_day() -> None:
    assert in_force_from("行政复议法第二十条第一款") == REVIEW_LAW == date(2024, 1, 1)


def test_later_annulment_is_noted(tmp_path: Path) -> None:
    assert codes(tmp_path, outcome="annulled") == [("later_annulled", "notice")]


def test_refusal_by_a_rule_not_yet_in_force_is_no_finding() -> None:
    refusal = HEARING_REQUEST_LATE.refuse(due="2021-07-13")
    assert refused(refusal, "迟了", ("dates.notified",), date(2021, 7, 14)) is None
    assert "当时法律未收录" in str(remark(refusal, ("dates.notified",), date(2021, 7, 14)))
    found = refused(refusal, "迟了", ("dates.notified",), date(2021, 7, 15))
    assert found is not None
    assert (found.severity, found.in_force_from, found.text) == ("fault", date(2021, 7, 15), "迟了")
    assert remark(refusal, ("dates.notified",), date(2021, 7, 15)) is None


def test_refusal_that_rests_on_anything_assumed_is_remarked_so_and_no_finding() -> None:
    refusal = HEARING_REQUEST_LATE.refuse(due="2023-07-13")
    assert refused(refusal, "迟了", (), date(2023, 7, 14)) is None
    assert "推定" in str(remark(refusal, (), date(2023, 7, 14)))


def test_refusal_of_the_payment_term_is_found_in_the_source_and_not_twice() -> None:
    assert refused(PAYMENT_TERM.refuse(days=30), "三十日", ("payment_days",), date(2023, 6, 1)) is None


def test_refusal_of_a_fact_rests_on_where_it_stands(tmp_path: Path) -> None:
    items = [
        {"type": "责令改正", "text": "责令改正"},
        {"type": "警告", "text": "警告"},
        {"type": "罚款", "amount_yuan": 545, "text": "伍佰元整"},
    ]
    source = published_case(tmp_path, decision_items=items)
    differing = AMOUNTS_DIFFER.refuse(paper="D21", item=2, said="伍佰元整", amount="545.00元")
    assert facts_in_question(differing, source) == ("decision_items.2.text", "decision_items.2.amount_yuan")
    assert facts_in_question(PAYMENT_TERM.refuse(days=30), source) == ("payment_days",)


def test_rule_of_unknown_age_has_no_day_of_force() -> None:
    assert in_force_from("本系统规则") is None


def test_step_after_the_rolled_day_is_a_fault_and_between_nominal_and_rolled_day_a_notice() -> None:
    paths = ("dates.filed", "dates.decided")
    assert late(term(), "2023-05-22", "2023-08-20") == []
    assert late(term(), "2023-05-22", "2023-08-21") == [("filing_to_decision_over_90_days", "notice", paths)]
    assert late(term(), "2023-05-22", "2023-08-22") == [("filing_to_decision_over_90_days", "fault", paths)]


def test_lateness_by_a_default_that_is_not_verified_law_is_only_noted() -> None:
    assert [severity for _, severity, _ in late(term(mark="M"), "2023-05-22", "2023-12-01")] == ["notice"]


def test_term_that_began_before_its_rule_is_not_judged() -> None:
    assert late(term(), "2021-07-14", "2023-12-01") == []


@pytest.mark.parametrize("changes", [{"code": "payment"}, {"ended_seq": None}, {"ended_seq": 8}])
def test_term_of_the_party_or_without_two_stated_days_is_not_judged(changes: dict[str, Any]) -> None:
    assert late(term(**changes), "2023-05-22", "2023-12-01") == []


def test_lateness_between_stated_days_is_found_where_the_replay_does_not_come_to_them(tmp_path: Path) -> None:
    dates = {"filed": "2023-05-24", "decided": "2023-12-01", "published": "2023-12-08"}
    source = published_case(tmp_path, without=("decision_items",), dates=dates)
    assert [(f.code, f.severity, f.evidence) for f in of_stated_days(source)] == [
        ("filing_to_decision_over_90_days", "fault", ("dates.filed", "dates.decided"))
    ]
