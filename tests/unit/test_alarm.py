"""What a warning says, and that a changed, missing or misplaced one is found."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from zhifa.engine.alarm import Alarm, AlarmRow, Warned, check_alarms, digest_payload, wording
from zhifa.engine.ladder import ENDED, Level, Step, day_begins
from zhifa.engine.recipients import Recipients

ABOUT = Warned(
    term_id="term", case_id="case", agency_id="agency", code="service", key="main", label="送达决定书的期限",
    article="行政处罚法第六十一条", due="2026-03-11",
)  # fmt: skip
AT = "2026-03-12T01:00:00.000Z"


def step(occurrence: str, *, overdue: bool = False) -> Step:
    return Step(day_begins(date(2026, 3, 12)), Level.HANDLER, occurrence, overdue)


def alarm(seq: int, occurrence: str, prev: str | None, missed: tuple[str, ...] = ()) -> Alarm:
    return Alarm(
        id=f"w{seq}", about=ABOUT, step=step(occurrence, overdue=True), missed=missed, to=Recipients(("handler",), None),
        seq=seq, prev_hash=prev, fired_at=AT,
    )  # fmt: skip


def row(made: Alarm, **changes: Any) -> AlarmRow:
    as_kept = AlarmRow(
        id=made.id, term_id="term", seq=made.seq, case_id="case", prev_hash=made.prev_hash, hash=made.hash, level=1,
        occurrence=made.step.occurrence, due=ABOUT.due, overdue=1, body=made.body, fired_at=AT,
    )  # fmt: skip
    return as_kept._replace(**changes)


FIRST = alarm(1, "overdue-d1", None)
SECOND = alarm(2, "overdue-d2", FIRST.hash)
HEADS = {"term": (2, SECOND.hash)}


def found(*rows: AlarmRow, heads: dict[str, tuple[int, str | None]] | None = None) -> list[str]:
    return [finding.kind for finding in check_alarms("case", rows, HEADS if heads is None else heads)]


def test_an_untouched_chain_has_no_findings() -> None:
    assert found(row(FIRST), row(SECOND)) == []
    assert found(heads={"term": (0, None)}) == []


@pytest.mark.parametrize(
    "change",
    [
        {"occurrence": "due"},
        {"level": 2},
        {"due": "2026-03-10"},
        {"overdue": 0},
        {"fired_at": "x"},
        {"case_id": "x"},
        {"id": "x"},
    ],
)
def test_a_column_that_does_not_repeat_the_body_is_found(change: dict[str, Any]) -> None:
    assert found(row(FIRST), row(SECOND, **change)) == ["warning_forged"]


def test_a_changed_body_is_found() -> None:
    assert found(row(FIRST, body=FIRST.body.replace("承办人", "某人")), row(SECOND)) == ["warning_forged"]


def test_a_warning_that_is_gone_is_found_wherever_it_stood() -> None:
    assert found(row(SECOND)) == ["warning_forged"]
    assert found(row(FIRST)) == ["warning_missing"]
    assert found() == ["warning_missing"]


def test_a_warning_of_a_term_that_nobody_watches_is_found() -> None:
    assert found(row(FIRST), heads={}) == ["warning_missing"]


@pytest.mark.parametrize(
    ("occurrence", "overdue", "said"),
    [
        ("before-30", False, "期限“送达决定书的期限”（行政处罚法第六十一条）将于2026-03-11届满，剩余时间不足30%。"),
        ("before-1wd", False, "期限“送达决定书的期限”（行政处罚法第六十一条）将于2026-03-11届满，只余1个工作日。"),
        ("due", False, "期限“送达决定书的期限”（行政处罚法第六十一条）于2026-03-11届满，应当办结。"),
        ("overdue-d1", True, "期限“送达决定书的期限”（行政处罚法第六十一条）已于2026-03-11届满，逾期未办。"),
        (ENDED, False, "期限“送达决定书的期限”（行政处罚法第六十一条）已于2026-03-11届满。"),
    ],
)
def test_a_warning_says_term_article_and_end_in_one_sentence(occurrence: str, overdue: bool, said: str) -> None:
    assert wording(ABOUT, step(occurrence, overdue=overdue), ()) == said


def test_a_warning_tells_what_was_missed_before_it() -> None:
    assert "此前有2次提醒未能发出" in wording(ABOUT, step("due"), ("before-30", "before-10"))


def test_the_end_of_a_term_in_hours_is_told_in_beijing_time() -> None:
    hours = replace(ABOUT, due="2026-03-11T01:00:00.000Z")
    assert "2026-03-11 09:00" in wording(hours, step("due"), ())


def test_a_digest_lists_two_hundred_warnings_and_counts_the_rest() -> None:
    payload = json.loads(digest_payload([FIRST.body] * 203))
    assert (len(payload["warnings"]), payload["more"]) == (200, 3)
    assert payload["warnings"][0] == {
        "id": "w1", "case_id": "case", "term": "送达决定书的期限", "article": "行政处罚法第六十一条", "due": "2026-03-11", "level": 1,
        "missed": [], "note": None, "occurrence": "overdue-d1", "overdue": True, "text": wording(ABOUT, FIRST.step, ()), "key": None,
    }  # fmt: skip


def test_a_warning_says_which_of_several_measures_it_is_about() -> None:
    kept = replace(ABOUT, label="先行登记保存证据的处理期限", article="行政处罚法第五十六条", key="保存1")
    said = wording(kept, step("due"), ())
    assert said == "期限“先行登记保存证据的处理期限”之“保存1”（行政处罚法第五十六条）于2026-03-11届满，应当办结。"


def test_a_digest_names_the_measure_and_has_none_where_there_is_but_one() -> None:
    second = replace(FIRST, about=replace(ABOUT, key="第2期"))
    payload = json.loads(digest_payload([FIRST.body, second.body]))
    assert [one["key"] for one in payload["warnings"]] == [None, "第2期"]


def test_what_is_overdue_is_listed_first_and_counted_beyond_the_list() -> None:
    due = replace(alarm(1, "due", None), step=step("due"))
    payload = json.loads(digest_payload([due.body] * 100 + [FIRST.body] * 250))
    assert {one["overdue"] for one in payload["warnings"]} == {True}
    assert (len(payload["warnings"]), payload["more"], payload["more_overdue"]) == (200, 150, 50)
