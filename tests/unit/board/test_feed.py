"""The calendar feed of an officer, parsed back: one event a term, however often it was reckoned anew."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from icalendar import Calendar as Feed
from icalendar import Event

from zhifa.board.feed import OfficerFeed
from zhifa.engine.agenda_page import AgendaTerm, Standing
from zhifa.engine.calendar import Calendar
from zhifa.engine.units import Duty
from zhifa.storage.records import TermRecord

AT = datetime(2026, 5, 6, 1, tzinfo=UTC)
EXPLANATION = [
    "依据：行政处罚法第六十条；作出处罚决定的期限，90日（自然日）",
    "起算：立案之日 2026-03-02（周一），当日不计入",
]
CASE = "0b2a3daf-bc4d-4ef7-b14f-598f40d42ad6"


def _term(row_id: str, **changes: Any) -> AgendaTerm:
    values: dict[str, Any] = {
        "id": row_id, "agency_id": "agency", "case_id": CASE, "code": "decision", "key": "main",
        "label": "作出处罚决定的期限", "article": "行政处罚法第六十条", "mark": "V", "start_on": "2026-03-02", "start_seq": 3,
        "length": 90, "unit": "calendar_day", "nominal": "2026-05-31", "due": "2026-06-01", "safe": "2026-05-29",
        "provisional": 0, "rule_version": "2021-07-15", "calendar_version": "1",
        "explanation": json.dumps(EXPLANATION, ensure_ascii=False), "status": "open", "ended_on": None, "ended_seq": None,
    }  # fmt: skip
    return AgendaTerm(
        row=TermRecord(**(values | changes)), workflow="penalty_ordinary", state="investigating", handlers=("001",),
        duty=Duty.AGENCY, standing=Standing.LATER, days=26,
    )  # fmt: skip


def _fed(*terms: AgendaTerm) -> bytes:
    return OfficerFeed(name="承办人甲", terms=terms, calendar=Calendar(), at=AT).ical()


def _events(*terms: AgendaTerm) -> list[Event]:
    parsed = Feed.from_ical(_fed(*terms))
    assert [event.errors for event in parsed.events] == [[] for _ in parsed.events]
    return list(parsed.events)


def test_a_term_is_an_event_of_the_whole_day_on_which_it_ends_with_its_arithmetic() -> None:
    (event,) = _events(_term("row-1"))

    assert event["uid"] == "row-1@zhifa"
    assert event.decoded("dtstart") == date(2026, 6, 1)
    assert (event["status"], event["sequence"], event["transp"]) == ("CONFIRMED", 0, "TRANSPARENT")
    assert event["summary"] == "作出处罚决定的期限届满（案件0b2a3daf）"
    assert str(event["description"]).split("\n") == [f"案件：{CASE}", *EXPLANATION]


def test_it_reminds_at_nine_on_the_working_day_before() -> None:
    (event,) = _events(_term("row-1", due="2026-10-08", nominal="2026-10-08"))

    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == datetime(2026, 9, 30, 1, tzinfo=UTC), "国庆节 passes"
    assert alarm["trigger"].params["VALUE"] == "DATE-TIME", "an instant, not a time before the event"


def test_a_term_that_waits_is_tentative_says_why_and_reminds_nobody() -> None:
    (event,) = _events(replace(_term("row-1"), cause="决定书尚未送达"))

    assert event["status"] == "TENTATIVE"
    assert str(event["summary"]).startswith("待送达：")
    assert str(event["description"]).split("\n")[-1] == "待送达：决定书尚未送达"
    assert event.walk("VALARM") == []


def test_a_term_reckoned_anew_stays_the_same_event_with_a_higher_sequence() -> None:
    first = _term("row-9", status="void", ended_on="2026-03-20", ended_seq=5)
    second = _term("row-2", status="void", ended_on="2026-04-20", ended_seq=8, due="2026-06-10")
    third = _term("row-5", due="2026-06-20")

    (event,) = _events(third, second, first)

    assert (event["uid"], event["sequence"], event.decoded("dtstart")) == ("row-9@zhifa", 2, date(2026, 6, 20))


def test_a_term_that_ended_is_cancelled_after_all_that_was_told_of_it() -> None:
    moved = _term("row-1", status="void", ended_on="2026-03-20", ended_seq=5)
    met = _term("row-2", status="met", ended_on="2026-05-04", ended_seq=9)

    (event,) = _events(moved, met)

    assert (event["uid"], event["status"], event["sequence"]) == ("row-1@zhifa", "CANCELLED", 2)
    assert event["summary"].startswith("已了结：")
    assert event.walk("VALARM") == []


def test_a_term_that_stands_still_is_tentative_and_does_not_remind() -> None:
    (event,) = _events(_term("row-1", status="suspended", ended_on="2026-04-01", ended_seq=6))

    assert (event["status"], event.walk("VALARM")) == ("TENTATIVE", [])


def test_a_term_set_aside_for_nothing_is_cancelled_for_a_while_and_then_told_no_more() -> None:
    lately = _term("row-1", status="void", ended_on="2026-04-20", ended_seq=8)
    long_ago = _term("row-2", status="void", ended_on="2026-01-20", ended_seq=8, key="分期一")

    (event,) = _events(lately, long_ago)

    assert (event["uid"], event["status"]) == ("row-1@zhifa", "CANCELLED")


def test_a_term_in_hours_is_an_event_at_its_instant() -> None:
    (event,) = _events(_term("row-1", unit="hour", nominal="2026-03-03T02:00:00.000Z", due="2026-03-03T02:00:00.000Z"))

    assert event.decoded("dtstart") == datetime(2026, 3, 3, 2, tzinfo=UTC)


def test_terms_under_several_keys_are_events_of_their_own() -> None:
    events = _events(_term("row-1", key="分期一"), _term("row-2", key="分期二"))

    assert {event["uid"] for event in events} == {"row-1@zhifa", "row-2@zhifa"}


def test_the_same_terms_give_the_same_bytes_in_whatever_order_they_come() -> None:
    terms = [_term(f"row-{number}", key=str(number)) for number in range(9)]

    assert _fed(*terms) == _fed(*reversed(terms))


def test_a_feed_without_terms_is_an_icalendar_too_and_names_its_time_zone() -> None:
    feed = Feed.from_ical(_fed())

    feed.validate()
    assert list(feed.events) == []
    assert [zone["tzid"] for zone in feed.timezones] == ["Asia/Shanghai"]


def test_no_line_is_longer_than_calendar_programs_take() -> None:
    lines = _fed(_term("row-1")).split(b"\r\n")

    assert max(map(len, lines)) <= 75


def test_an_event_and_its_reminder_say_which_measure_they_are_about() -> None:
    first, second = _events(_term("row-1", key="保存1"), _term("row-2", key="保存2"))
    assert first["summary"] == "作出处罚决定的期限“保存1”届满（案件0b2a3daf）"
    assert second["summary"] == "作出处罚决定的期限“保存2”届满（案件0b2a3daf）"
    assert [one.subcomponents[0]["description"] for one in (first, second)] == [
        "作出处罚决定的期限“保存1”将于2026-06-01届满",
        "作出处罚决定的期限“保存2”将于2026-06-01届满",
    ]
