"""The papers of one case beside each other: what one says otherwise than the other is found, what agrees is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from zhifa.documents import facts as f
from zhifa.documents import render
from zhifa.documents.lint import BETWEEN, Subject, agreement

Make = Callable[..., f.Facts]

TOLD_ON = date(2026, 10, 15)


def dossier(make: Make) -> dict[str, str]:
    """Notice, approval, decision and demand of one case, in the order of their issue."""
    notice = make("D24")
    issue = replace(notice.issue, issued_on=TOLD_ON, number="示市监罚告〔2026〕15号")
    return {
        "D24": render("D24", replace(notice, issue=issue)).html,
        "D32": render("D32", make("D32")).html,
        "D33": render("D33", make("D33")).html,
        "D41": render("D41", make("D41")).html,
    }


def found(papers: dict[str, str]) -> set[str]:
    return {one.rule for one in agreement(Subject.of(html, code) for code, html in papers.items())}


def test_papers_that_agree_pass(make: Make) -> None:
    assert found(dossier(make)) == set()


DAMAGES = [
    ("same-party", "D33", "当事人：示例县惠民食品经营部", "当事人：示例县惠农食品经营部"),
    ("same-identity", "D33", "统一社会信用代码：92540000MA6T0XXX0X", "统一社会信用代码：92540000MA6T0XXX1X"),
    ("notice-named", "D33", "罚告〔2026〕15号", "罚告〔2026〕16号"),
    ("not-heavier", "D33", "伍仟元整（5000.00元）", "陆仟元整（6000.00元）"),
    ("told-basis", "D33", "食品安全法》第三十四条", "食品安全法》第三十五条"),
    ("same-notice-day", "D33", "本机关于2026年10月15日作出", "本机关于2026年10月14日作出"),
    ("as-approved", "D33", "没收超过保质期的饼干36袋", "没收超过保质期的饼干63袋"),
    ("decision-named", "D41", "罚〔2026〕", "罚〔2025〕"),
    ("not-overdemanded", "D24", "$", ""),
]


@pytest.mark.parametrize(("rule", "code", "old", "new"), DAMAGES[:-1])
def test_a_paper_that_says_otherwise_is_found(make: Make, rule: str, code: str, old: str, new: str) -> None:
    papers = dossier(make)
    assert old in papers[code]
    assert rule in found(papers | {code: papers[code].replace(old, new)})


def test_a_demand_for_more_than_was_imposed_is_found(make: Make) -> None:
    papers = dossier(make)
    less = {
        code: papers[code].replace("伍仟元整（5000.00元）", "壹仟元整（1000.00元）") for code in ("D24", "D32", "D33")
    }
    assert found(papers | less) == {"not-overdemanded"}


def test_every_rule_between_papers_is_proved() -> None:
    assert {rule for rule, *_ in DAMAGES} == {rule.id for rule in BETWEEN}


def test_a_finding_names_both_papers(make: Make) -> None:
    papers = dossier(make)
    papers["D33"] = papers["D33"].replace("伍仟元整（5000.00元）", "陆仟元整（6000.00元）")
    heavier = next(one for one in agreement(Subject.of(h, c) for c, h in papers.items()) if one.rule == "not-heavier")
    assert heavier.text == (
        "与卷内其他文书比较，行政处罚决定书：决定的数额为“6000.00元”，告知书为“5000.00元”，重于告知的内容；"
        "重新告知，或者按告知的内容决定；不得因申辩加重"
    )


def test_only_the_last_notice_before_a_decision_counts(make: Make) -> None:
    papers = dossier(make)
    first = Subject.of(papers["D24"].replace("伍仟元整（5000.00元）", "叁仟元整（3000.00元）"), "D24")
    rest = [Subject.of(html, code) for code, html in papers.items()]
    assert agreement([first, *rest]) == ()
