from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from published_cases import published_case
from zhifa.replay.findings import facts_in_question, in_force_from, of_source, of_terms, refused
from zhifa.storage.records import TermRecord
from zhifa.workflows.reasons import PAYMENT_TERM


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
        2: ("dates.filed", date.fromisoformat(started)),
        9: ("dates.decided", date.fromisoformat(ended)),
    }
    return [(f.code, f.severity, f.evidence) for f in of_terms([one], stated)]


@pytest.mark.parametrize("number", ["示市环罚〔2023〕03号", "示市环罚(2023)3号", "示市环罚〔2023〕第3号"])
def test_number_that_departs_from_the_standard_is_noted(tmp_path: Path, number: str) -> None:
    assert codes(tmp_path, document_number=number) == [("number_format", "notice")]


@pytest.mark.parametrize("number", ["示市环罚〔2023〕3号", "示市环罚〔2023〕********号"])
def test_number_in_order_or_masked_is_not_noted(tmp_path: Path, number: str) -> None:
    assert codes(tmp_path, document_number=number) == []


def test_payment_term_in_working_days_is_a_fault(tmp_path: Path) -> None:
    assert codes(tmp_path, payment_days=15, payment_unit="working_day") == [("payment_term", "fault")]


def test_later_annulment_is_noted(tmp_path: Path) -> None:
    assert codes(tmp_path, outcome="annulled") == [("later_annulled", "notice")]


def test_refusal_by_a_rule_not_yet_in_force_is_no_finding() -> None:
    refusal = PAYMENT_TERM.refuse(days=30)
    assert refused(refusal, ("payment_days",), date(2021, 7, 14)) is None
    found = refused(refusal, ("payment_days",), date(2021, 7, 15))
    assert found is not None
    assert (found.code, found.severity, found.in_force_from) == ("payment_term", "fault", date(2021, 7, 15))


def test_refusal_of_a_fact_rests_on_where_it_stands() -> None:
    assert facts_in_question(PAYMENT_TERM.refuse(days=30)) == ("payment_days",)


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
