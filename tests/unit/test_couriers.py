"""What a digest says, and when a message is tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests import WRITTEN, message, warned
from zhifa.couriers.backoff import next_try
from zhifa.couriers.digest import page, subject, text


def test_what_is_overdue_is_told_first_and_counted() -> None:
    told = message(warned(due="2026-03-01"), warned(overdue=True, due="2026-03-02", text="逾期未办。"))
    assert subject(told).startswith("【期限预警】超期1项，共2项")
    assert text(told).index("1. 【超期】逾期未办。") < text(told).index("2. 期限")


def test_without_anything_overdue_the_subject_does_not_speak_of_it() -> None:
    assert subject(message()) == "【期限预警】共1项（示例市生态环境局）"


def test_what_a_digest_does_not_list_is_counted() -> None:
    told = message(digest={"more": 7, "warnings": [warned()]})
    assert "共8项" in subject(told)
    assert "另有7项没有列出" in text(told)
    assert "<p>另有7项没有列出" in page(told)


def test_a_page_that_leaves_nothing_out_has_no_empty_paragraph() -> None:
    assert "<p></p>" not in page(message())


def test_names_cannot_break_the_subject_or_the_page() -> None:
    told = message(warned(text="<script>"), agency="示例\n局", officer="承办人\r\n甲")
    assert "\n" not in subject(told)
    assert "承办人 甲：" in text(told)
    assert "&lt;script&gt;" in page(told)
    assert "<script>" not in page(told)


@pytest.mark.parametrize(("failures", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 60), (5, 360), (6, 1440), (8, 1440)])
def test_a_message_waits_longer_after_each_failure(failures: int, minutes: int) -> None:
    assert next_try(failures=failures, failed_at=WRITTEN, chance=0) == WRITTEN + timedelta(minutes=minutes)


def test_waits_are_spread_by_a_fifth_at_most() -> None:
    late = next_try(failures=4, failed_at=WRITTEN, chance=0.999)
    assert late is not None
    assert timedelta(minutes=71) < late - WRITTEN < timedelta(minutes=72)


def test_after_three_days_of_failures_a_message_is_given_up() -> None:
    at, failures = WRITTEN, 1
    while (again := next_try(failures=failures, failed_at=at, chance=0)) is not None:
        at, failures = again, failures + 1
    assert at - WRITTEN >= timedelta(days=3)
