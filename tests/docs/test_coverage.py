"""docs/coverage.md: every article and requirement that concerns penalties, with what answers it or why nothing does yet."""

from __future__ import annotations

import pytest

from coverage_table import PAGE, ROOT, known, page, resting_on, rows

ROWS = [(name, row) for table in rows().values() for name, row in table.items()]

_KEPT = {
    "S0": "01 06 07 08 09 11 12 13 20 24 26 27 30 31 36 37 39 41 44 52",
    "S1": "01 02 07 09 10 11 12 13 14 17 21 26 27 30 31 33",
    "S2": "01 03 04 05 07 18 23 30 33 34 35",
    "S3": "01 03 04 16 17 19 20",
    "S4": "02 03 06 07 11 12 15 16 17 18 22 26 27 30",
}
KEPT = {f"{source}-{number}" for source, numbers in _KEPT.items() for number in numbers.split()}
"""Requirements of the source documents about registers, posts and settings (marked REG, PERM or CFG)."""


def test_the_page_is_what_its_source_and_the_procedures_make_of_it() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python tests/support/coverage_table.py writes it anew"


def test_every_article_of_the_chapters_on_penalties_has_a_row() -> None:
    assert list(rows()["articles"]) == [str(number) for number in range(17, 76)]


def test_every_requirement_about_registers_posts_and_settings_has_a_row() -> None:
    assert KEPT - rows()["requirements"].keys() == set()


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
