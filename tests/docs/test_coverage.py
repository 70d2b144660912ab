"""docs/coverage.md: every article and requirement that concerns penalties, with what answers it or why nothing does yet."""

from __future__ import annotations

import pytest

from coverage_table import PAGE, ROOT, known, page, resting_on, rows

ROWS = [(name, row) for table in rows().values() for name, row in table.items()]


def test_the_page_is_what_its_source_and_the_procedures_make_of_it() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python tests/support/coverage_table.py writes it anew"


def test_every_article_of_the_chapters_on_penalties_has_a_row() -> None:
    assert list(rows()["articles"]) == [str(number) for number in range(17, 76)]


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[name for name, _ in ROWS])
def test_a_row_names_what_exists_or_says_why_there_is_nothing(name: str, row: dict[str, object]) -> None:
    unknown = {kind: set(row.get(kind, ())) - names for kind, names in known().items()}  # type: ignore[call-overload]
    assert {kind: names for kind, names in unknown.items() if names} == {}, name
    assert row.keys() <= {"about", "open", *known(), "tests"}
    assert row.keys() - {"about"}, "neither an answer nor a reason"


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[name for name, _ in ROWS])
def test_what_a_row_says_is_done_rests_on_tests(name: str, row: dict[str, object]) -> None:
    named = resting_on(row)
    assert named or "open" in row, name
    assert all((ROOT / test).exists() for test in named if "/" in test)
