"""Eight processes at one database: one wins each version of a case, and the numbers of a series have neither gap nor repeat."""

from __future__ import annotations

from case_desk import Desk
from office_rows import Rows
from office_workers import race, take_numbers, together

PROCESSES = 8


def test_of_eight_commands_on_one_version_one_is_done_and_seven_are_stale(migrated_url: str, proving: bool) -> None:
    rounds = 200 if proving else 12
    with Desk(migrated_url) as desk:
        case_id = desk.bring_to("investigating")
        version = desk.office.case(case_id).version
    outcomes = together(race, [(migrated_url, case_id, rounds)] * PROCESSES)
    for turn, row in enumerate(zip(*outcomes, strict=True), start=1):
        assert sorted(row) == [f"done {version + turn}", *["stale"] * (PROCESSES - 1)]
    with Desk(migrated_url, import_register=False) as desk, Rows(migrated_url) as rows:
        assert desk.office.verify(case_id) == ()
        assert len(desk.office.history(case_id)) == version + rounds
        assert rows.wrong() == {}


def test_eight_cases_at_once_take_the_numbers_of_a_series_without_gap_or_repeat(
    migrated_url: str, proving: bool
) -> None:
    times = 100 if proving else 10
    with Desk(migrated_url) as desk:
        cases = [desk.bring_to("investigating") for _ in range(PROCESSES)]
    together(take_numbers, [(migrated_url, case_id, times) for case_id in cases])
    with Desk(migrated_url, import_register=False) as desk, Rows(migrated_url) as rows:
        taken = [n for (n,) in rows.all("SELECT ordinal FROM zf_paper WHERE series = '责改' ORDER BY ordinal")]
        assert taken == list(range(1, PROCESSES * times + 1))
        assert rows.wrong() == {}
        assert [finding for case_id in cases for finding in desk.office.verify(case_id)] == []
