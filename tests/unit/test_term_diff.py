"""What a rule pack makes otherwise of a term from one day to another is told, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zhifa.engine.allowances import Exclusion, Extension
from zhifa.engine.rules import Rule, RulePack
from zhifa.engine.term_diff import term_differences
from zhifa.engine.terms import Consequence, Duty, Mark, Term, Unit

TERM = Term(
    code="filing", label="立案", length=7, unit=Unit.WORKING_DAY, article="演示第一条", duty=Duty.AGENCY, start="始", effect="无"
)  # fmt: skip
LATER = replace(TERM, code="later", label="新期限", rule_version="2024-01-01")
RULE = Rule(
    term="filing", since=date(2023, 1, 1), article="演示规章第二条", document="令第2号", mark=Mark.SECONDARY, length=15,
    effect="有", consequence=Consequence.MEASURE_LAPSES, extension=Extension(length=15, approver="机关负责人", article="演示规章第三条"),
    exclusions=(Exclusion(name="appraisal", label="鉴定", article="演示规章第四条", notice=False, mark=Mark.SECONDARY),),
)  # fmt: skip
PACK = RulePack(name="field", label="领域", rules=(RULE,))


def told(old: str, new: str) -> list[str]:
    found = term_differences(PACK, (TERM, LATER), date.fromisoformat(old), date.fromisoformat(new))
    return [f"{one.term.code} {one.text}" for one in found]


def test_a_rule_that_came_in_between_is_told_by_all_it_changes() -> None:
    assert told("2022-06-01", "2023-06-01") == [
        "filing 长度：7个工作日 → 15个工作日",
        "filing 依据：演示第一条 → 演示第一条；演示规章第二条（令第2号）",
        "filing 核对：已核对法律原文 → 默认参数（待机关核定）：仅经第二手来源核对",
        "filing 效果：无 → 有",
        "filing 届满的性质：逾期，义务仍须履行 → 措施自动失效",
        "filing 延长：不得延长 → 每次至多15，至多1次，机关负责人批准（演示规章第三条）",
        "filing 不计入的时间：无 → 鉴定",
    ]


@pytest.mark.parametrize(("old", "new"), [("2023-06-01", "2023-12-31"), ("2022-01-01", "2022-12-31")])
def test_where_no_rule_came_or_went_nothing_is_told(old: str, new: str) -> None:
    assert told(old, new) == []


def test_of_a_term_that_was_not_in_force_that_alone_is_told_either_way() -> None:
    assert told("2023-06-01", "2024-06-01") == ["later 规定：尚未施行（当时的规定没有收录） → 施行"]
    assert told("2024-06-01", "2023-06-01") == ["later 规定：施行 → 尚未施行（当时的规定没有收录）"]
