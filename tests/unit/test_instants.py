from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from zhifa.engine.clock import FixedClock, SystemClock
from zhifa.engine.instants import SHANGHAI, instant_text, legal_day, parse_instant, require_aware, stored_instant

NAIVE = datetime(2026, 11, 21, 21, 20, 16)  # noqa: DTZ001 - the naive time that must be refused
EVENING = datetime(2026, 11, 21, 21, 20, 16, 123_999, tzinfo=SHANGHAI)


def test_an_instant_is_written_in_utc_with_milliseconds_cut_off():
    assert instant_text(EVENING) == "2026-11-21T13:20:16.123Z"


def test_a_whole_second_keeps_its_milliseconds_so_that_texts_sort_like_instants():
    assert instant_text(datetime(2026, 1, 2, tzinfo=UTC)) == "2026-01-02T00:00:00.000Z"


def test_a_written_instant_is_read_back():
    assert parse_instant(instant_text(EVENING)) == EVENING.replace(microsecond=123_000)
    assert stored_instant(instant_text(EVENING)) == EVENING.replace(microsecond=123_000)


def test_an_instant_with_another_offset_is_read_as_utc():
    read = parse_instant("2026-11-21T21:20:16+08:00")
    assert read == datetime(2026, 11, 21, 13, 20, 16, tzinfo=UTC)
    assert read.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21T13:20:16",
        "2026-11-21",
        "2026-11-21 13:20:16Z",
        "20261121T132016Z",
        "２０２６-11-21T13:20:16Z",
        "2026-11-21T13:20:16Z\n",
        "",
    ],
)
def test_a_text_without_offset_or_in_another_form_is_refused_by_name(text):
    with pytest.raises(ValueError, match=r"occurred_at=.*UTC offset"):
        parse_instant(text, field="occurred_at")


def test_a_day_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match=r"instant='2026-02-30T00:00:00Z': no such instant"):
        parse_instant("2026-02-30T00:00:00Z")


def test_an_instant_beyond_the_years_of_utc_is_refused_by_name():
    with pytest.raises(ValueError, match=r"instant=9999-12-31.*years 1 to 9999"):
        parse_instant("9999-12-31T23:00:00-02:00")


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 11, 21, 15, 59, 59, 999_999, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 11, 21, 16, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 21, 23, 30, tzinfo=timezone(timedelta(hours=-5))), date(2026, 11, 22)),
    ],
)
def test_the_legal_day_changes_at_midnight_in_shanghai(instant, day):
    assert legal_day(instant) == day


@pytest.mark.parametrize("use", [require_aware, legal_day, instant_text])
def test_a_naive_datetime_is_refused_by_field_value_and_rule(use):
    with pytest.raises(ValueError, match=r"served_at=2026-11-21T21:20:16: an instant must carry its UTC offset"):
        use(NAIVE, field="served_at")


def test_the_fixed_clock_stands_still_until_it_is_moved():
    clock = FixedClock(EVENING)
    assert clock.now() == clock.now() == EVENING
    clock.advance(timedelta(hours=3))
    assert clock.now() == EVENING + timedelta(hours=3)
    clock.set(EVENING)
    assert clock.now() == EVENING


def test_the_fixed_clock_refuses_a_naive_time():
    with pytest.raises(ValueError, match="UTC offset"):
        FixedClock(NAIVE)
    with pytest.raises(ValueError, match="UTC offset"):
        FixedClock(EVENING).set(NAIVE)


def test_the_fixed_clock_counts_elapsed_time_across_a_change_of_the_wall_clock():
    before_summer_time = datetime(1990, 4, 15, 1, 30, tzinfo=SHANGHAI)
    clock = FixedClock(before_summer_time)
    clock.advance(timedelta(hours=1))
    assert clock.now().timestamp() - before_summer_time.timestamp() == 3600


def test_the_system_clock_tells_an_aware_time_that_does_not_run_back():
    clock = SystemClock()
    first = clock.now()
    assert first.utcoffset() == timedelta(0)
    assert clock.now() >= first
