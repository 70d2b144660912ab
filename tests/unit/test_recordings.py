"""Which steps must be recorded and whether they were: spans, holes, lateness, and which line of the list counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steps_of_recording import demand
from zhifa.engine.books.book import Line
from zhifa.engine.books.recording import Level
from zhifa.engine.books.shelf import Shelf
from zhifa.engine.calendar import Calendar
from zhifa.engine.office import SHIPPED
from zhifa.engine.recordings import Recording, Span, Taken, Wanted, demanded, holes, misnamed, wanted

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)


def span(start: int, end: int) -> Span:
    """So many seconds after noon in Beijing."""
    return Span(NOON + timedelta(seconds=start), NOON + timedelta(seconds=end))


def recording(start: int = 0, end: int = 600, *, acts: tuple[int, ...] = (3,), medium: str = "video") -> Recording:
    return Recording(
        seq=9, acts=frozenset(acts), medium=medium, device="演示记录仪01", digest="ab" * 32, span=span(start, end),
        recorded_at=NOON + timedelta(days=1),
    )  # fmt: skip


TAKEN = Taken(seq=3, step="inspect", label="现场检查", at=NOON, lasted=span(0, 600))


NONE: frozenset[int] = frozenset()


def asked(
    *recordings: Recording, taken: Taken = TAKEN, waived: frozenset[int] = NONE, excused: frozenset[int] = NONE, **line: object
) -> Wanted:  # fmt: skip
    """The one step, under a list of one line."""
    shelf = Shelf({"av_matrix": [demand("inspect", **line)]})  # type: ignore[arg-type]
    (found,) = wanted((taken,), recordings, waived, excused=excused, shelf=shelf, workflow="penalty_ordinary")
    return found


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], [(0, 600)]),
        ([(0, 600)], []),
        ([(-60, 900)], []),
        ([(0, 300), (300, 600)], []),
        ([(0, 300), (301, 600)], [(300, 301)]),
        ([(300, 600), (0, 400)], []),
        ([(0, 500), (100, 200)], [(500, 600)]),
        ([(60, 540)], [(0, 60), (540, 600)]),
        ([(700, 900)], [(0, 600)]),
    ],
)
def test_what_no_recording_covers(parts: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    assert holes(span(0, 600), [span(*part) for part in parts]) == tuple(span(*hole) for hole in expected)


@given(st.lists(st.tuples(st.integers(-20, 80), st.integers(0, 60)), max_size=6))
def test_a_second_is_in_a_hole_exactly_if_it_is_in_no_recording(drawn: list[tuple[int, int]]) -> None:
    parts = [span(start, start + length) for start, length in drawn]
    found = holes(span(0, 60), parts)
    for second in range(60):
        within = span(second, second + 1)
        covered = any(part.start <= within.start and within.end <= part.end for part in parts)
        assert covered != any(hole.start <= within.start and within.end <= hole.end for hole in found)


def test_a_moment_is_covered_by_a_recording_that_runs_through_it() -> None:
    moment = span(0, 0)
    assert holes(moment, [span(-60, 60)]) == ()
    assert holes(moment, [span(60, 120)]) == (moment,)


def test_a_step_whose_record_states_no_times_is_covered_by_a_recording_of_its_moment() -> None:
    served = Taken(seq=3, step="inspect", label="送达", at=NOON)
    assert asked(recording(-60, 60), taken=served, level="full").met
    assert asked(recording(60, 120), taken=served, level="full").lacking == "音像记录缺 2026-03-02 12:00:00至12:00:00"


def test_a_hole_over_midnight_tells_both_days() -> None:
    assert span(0, 13 * 3600).text == "2026-03-02 12:00:00至2026-03-03 01:00:00"


@pytest.mark.parametrize(
    ("one", "met"),
    [
        (asked(recording()), True),
        (asked(), False),
        (asked(recording(acts=(4,))), False),
        (asked(recording(700, 900)), False),
        (asked(recording(medium="photo"), media=["video"]), False),
        (asked(recording(), media=["audio", "video"]), True),
        (asked(waived=frozenset({3})), True),
        (asked(waived=frozenset({4})), False),
        (asked(level="optional"), True),
        (asked(waived=frozenset({3}), level="full"), False),
        (asked(recording(0, 599), level="full"), False),
    ],
    ids=[
        "recorded", "not recorded", "another step", "another time", "another medium", "a medium of the list", "waived",
        "another is waived", "optional", "the whole is not waived", "a second short",
    ],
)  # fmt: skip
def test_whether_a_step_has_what_the_list_wants(one: Wanted, met: bool) -> None:
    assert (one.met, bool(one.lacking)) == (met, not met)


@pytest.mark.parametrize("recordings", [(), (recording(0, 599),)], ids=["nothing", "a second short"])
def test_what_is_excused_holds_nobody_back_and_lacks_all_the_same(recordings: tuple[Recording, ...]) -> None:
    told = [asked(*recordings, level="full", excused=frozenset({seq})) for seq in (3, 4)]
    assert [one.holds_back for one in told] == [False, True]
    assert all(one.lacking and not one.met for one in told)


def test_steps_that_the_list_does_not_name_are_not_wanted() -> None:
    shelf = Shelf({"av_matrix": [demand("interview")]})
    assert wanted((TAKEN,), (), frozenset(), shelf=shelf, workflow="penalty_ordinary") == ()


def test_of_several_lines_the_strictest_counts_and_none_of_another_procedure() -> None:
    lines = [
        demand("inspect", level="optional"),
        demand("inspect", workflow="penalty_ordinary"),
        demand("inspect", workflow="penalty_summary", level="full"),
    ]
    found = demanded(Shelf({"av_matrix": lines}), "penalty_ordinary", "inspect", DAY)
    assert found is not None
    assert found.level is Level.KEY


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (demand("inspect"), False),
        (demand("inspect", workflow="penalty_ordinary"), False),
        (demand("inspekt"), True),
        (demand("inspect", workflow="penalty_summary"), True),
        (demand("inspect", workflow="penalty"), True),
        (demand("inspekt", since="2027-01-01"), False),
    ],
    ids=["every procedure", "one", "no such step", "a step of another", "no such procedure", "not yet in force"],
)
def test_a_line_that_names_no_step_at_hand_is_found(line: Line, found: bool) -> None:
    told = list(misnamed(Shelf({"av_matrix": [line]}), DAY, SHIPPED))
    assert bool(told) is found
    assert all(one.level == "fault" and "不会有人被要求" in one.text for one in told)


@pytest.mark.parametrize(("hours", "late"), [(20, True), (24, False)], ids=["after its hours", "within them"])
def test_a_recording_is_late_by_the_hours_of_the_list(hours: int, late: bool) -> None:
    one = asked(recording(), upload_hours=hours)
    assert bool(one.late(days=0, calendar=Calendar())) is late


@pytest.mark.parametrize(("days", "late"), [(0, True), (1, False)], ids=["after its days", "within them"])
def test_without_hours_it_is_late_by_the_working_days_of_evidence(days: int, late: bool) -> None:
    assert bool(asked(recording()).late(days=days, calendar=Calendar())) is late
