"""What a digest says of warnings that it does not list."""

from __future__ import annotations

import pytest

from digests import message, warned
from zhifa.couriers.digest import page, subject, text


def test_the_subject_counts_everything_overdue() -> None:
    told = message(digest={"more": 50, "more_overdue": 49, "warnings": [warned(overdue=True)]})
    assert subject(told).startswith("【期限预警】超期50项，共51项")
    for form in (text, page):
        assert "另有50项没有列出，其中超期49项，见 zhifa inbox list。" in form(told)


@pytest.mark.parametrize("more", [{"more": 7, "more_overdue": 0}, {"more": 7}])
def test_a_digest_says_nothing_of_overdue_beyond_its_list_where_none_is_known(more: dict[str, int]) -> None:
    told = message(digest={**more, "warnings": [warned(overdue=True)]})
    assert "超期1项，共8项" in subject(told)
    assert "另有7项没有列出，见" in text(told)
