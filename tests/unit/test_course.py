"""In what the courses of two files differ: tracks and terms a correction brings about, and what it cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from in_hand import CALENDAR, folded, register
from small_procedure import BEGUN, CLERK, MENDING, SETTLE, WEEK, WRITE, Words, but, step, with_steps
from zhifa.engine.act import Act
from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.course import (
    Course,
    beyond_correction,
    followed,
    terms_moved,
    terms_voided,
    tracks_closed,
    tracks_opened,
)
from zhifa.engine.planning import plan
from zhifa.engine.terms import Duty, Term, Unit
from zhifa.engine.vocabulary import Close, Condition, End, Open, Start, Track

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
REST = Track(name="rest", label="歇息", stops=(WEEK,))
NAP = Track(name="nap", label="午睡", stops=(WEEK,))
PLAY = Track(name="play", label="游戏")
HOURS = Term(
    code="hours",
    label="两小时",
    length=2,
    unit=Unit.HOUR,
    article="演示第三条",
    duty=Duty.PARTY,
    start="开始之时",
    effect="无",
)


def saying(word: str) -> Condition:
    return Condition(name=word, label=word, holds=lambda ask: ask.facts(Words).words == word)


PROCEDURE = with_steps(
    but(
        WRITE,
        starts=(Start(term=WEEK, when=saying("重来")), Start(term=HOURS, when=saying("限时"))),
        ends=(
            End(term=WEEK, when=saying("做完")),
            End(term=WEEK, when=saying("作废"), voids=True),
            End(term=HOURS, when=saying("交卷"), lapses=True),
        ),
        opens=(
            Open(track=PLAY, when=saying("玩")),
            Open(track=REST, when=saying("歇")),
            Open(track=NAP, when=saying("睡"), until=lambda _: date(2026, 4, 1)),
        ),
        closes=(
            Close(track=PLAY, when=saying("不玩")),
            Close(track=REST, when=saying("起")),
            Close(track=NAP, when=saying("醒")),
        ),
    ),
    step("rise", BEGUN, MENDING, closes=(Close(track=REST),)),
    but(SETTLE, closes=(Close(track=REST), Close(track=NAP), Close(track=PLAY))),
)


def written(*words: str, days: int = 1) -> CaseFile:
    """A case that began on Monday, with a word a day after it."""
    case = CaseFile(
        id="small", agency_id="agency", workflow=PROCEDURE, state=None, version=0, replay=False, opened_at=MONDAY
    )
    for number, word in enumerate(("", *words)):
        name = "write" if number else "begin"
        facts = Words(words=word) if number else PROCEDURE.by_name["begin"].facts()
        at = MONDAY + timedelta(days=days * number)
        ask = Ask(
            case=case, transition=PROCEDURE.by_name[name], actor=CLERK.name, at=at, now=at, register=register(),
            calendar=CALENDAR, submitted=facts,
        )  # fmt: skip
        case = folded(case, plan(ask, facts))
    return case


def said(case: CaseFile, seq: int, word: str) -> CaseFile:
    """The file with another word in that entry."""
    facts = Words(words=word)

    def corrected(act: Act[Words]) -> Act[Words]:
        return Act(
            seq=seq, transition=act.transition, actor=act.actor, at=act.at, recorded_at=act.recorded_at,
            raw=facts.model_dump_json(), facts=facts,
        )  # fmt: skip

    return replace(case, acts=tuple(corrected(act) if act.seq == seq else act for act in case.acts))


def a_day_earlier(act: Act[Words]) -> Act[Words]:
    return Act(
        seq=act.seq, transition=act.transition, actor=act.actor, at=act.at - timedelta(days=1),
        recorded_at=act.recorded_at, raw=act.raw, facts=act.facts,
    )  # fmt: skip


def _asking(act: Act[Words], file: CaseFile) -> Ask:
    return Ask(
        case=file.before(act.seq), transition=act.transition, actor=act.actor, at=act.at, now=act.at,
        register=register(), calendar=CALENDAR, submitted=act.facts,
    )  # fmt: skip


def courses(case: CaseFile, seq: int, word: str) -> tuple[CaseFile, Course, Course]:
    return case, followed(case, _asking), followed(said(case, seq, word), _asking)


def test_a_track_that_was_closed_is_open_after_all() -> None:
    differing = courses(written("玩", "不玩"), 2, "无话")

    assert [(opened.track, opened.key) for opened in tracks_opened(*differing)] == [(PLAY, "main")]
    assert list(tracks_closed(*differing)) == []


def test_a_track_that_is_open_already_is_not_opened_again() -> None:
    case, before, after = courses(written("玩", "不玩"), 2, "无话")
    opened_since = replace(case, tracks=tuple(replace(track, closed_on=None) for track in case.tracks))

    assert list(tracks_opened(opened_since, before, after)) == []


def test_a_track_that_was_open_is_closed() -> None:
    differing = courses(written("玩", "无话"), 2, "不玩")

    assert [(closed.track, closed.key) for closed in tracks_closed(*differing)] == [(PLAY, "main")]
    assert list(tracks_opened(*differing)) == []


def test_a_track_of_no_course_stays_as_it_is() -> None:
    case, before, after = courses(written("玩", "无话"), 2, "不玩")
    another = replace(case, tracks=tuple(replace(track, key="another") for track in case.tracks))

    assert list(tracks_closed(another, before, after)) == []


def test_a_term_that_was_ended_runs_on() -> None:
    (moved,) = terms_moved(*courses(written("做完"), 1, "无话"))

    assert (moved.status, moved.ended_on, str(moved.reckoning.due)) == ("open", None, "2026-03-09")


def test_a_term_that_runs_was_ended_in_time() -> None:
    (moved,) = terms_moved(*courses(written("无话"), 1, "做完"))

    assert (moved.status, moved.ended_on) == ("met", "2026-03-03")


def test_a_term_that_was_ended_in_time_was_ended_late() -> None:
    (moved,) = terms_moved(*courses(written("做完", "做完", days=5), 1, "无话"))

    assert (moved.status, moved.ended_on) == ("late", "2026-03-12")


def test_a_right_that_was_used_after_its_time_has_lapsed() -> None:
    (moved,) = terms_moved(*courses(written("限时", "无话"), 2, "交卷"))

    assert (moved.reckoning.term.code, moved.status, moved.ended_on) == ("hours", "lapsed", "2026-03-04")


def test_a_term_that_was_set_aside_runs_on() -> None:
    set_aside = courses(written("作废"), 1, "无话")
    (moved,) = terms_moved(*set_aside)

    assert (moved.old_id, moved.start_seq, moved.status, str(moved.reckoning.due)) == (None, 0, "open", "2026-03-09")
    assert list(terms_voided(*set_aside)) == []


def test_what_ends_as_before_is_not_moved() -> None:
    differing = courses(written("做完", "无话"), 2, "玩")

    assert list(terms_moved(*differing)) == list(beyond_correction(*differing[1:])) == []


def test_a_term_begins_that_was_not_begun() -> None:
    (moved,) = terms_moved(*courses(written("无话"), 1, "限时"))

    assert (moved.old_id, moved.reckoning.term.code, moved.start_seq, moved.status) == (None, "hours", 1, "open")


def test_a_term_that_was_not_begun_is_set_aside() -> None:
    case, before, after = courses(written("限时"), 1, "无话")

    assert list(terms_voided(case, before, after)) == [term.id for term in case.terms if term.code == "hours"]
    assert list(terms_moved(case, before, after)) == []


def test_a_term_that_is_begun_anew_sets_the_first_aside() -> None:
    case, before, after = courses(written("无话"), 1, "重来")
    (moved,) = terms_moved(case, before, after)

    assert (moved.old_id, moved.start_seq, str(moved.reckoning.due)) == (None, 1, "2026-03-10")
    assert list(terms_voided(case, before, after)) == [case.terms[0].id]


def test_a_term_that_began_and_ended_only_in_the_corrected_course_has_ended() -> None:
    (moved,) = terms_moved(*courses(written("无话", "交卷"), 1, "限时"))

    assert (moved.old_id, moved.reckoning.term.code, moved.status) == (None, "hours", "lapsed")


def test_a_later_step_finds_the_terms_as_they_then_stood() -> None:
    case, before, after = courses(written("重来", "作废", "无话"), 1, "无话")
    stood = [[(term.start_seq, term.status) for term in ask.case.terms] for ask, _ in before.asks]

    assert stood == [[], [(0, "open")], [(0, "void"), (1, "open")], [(0, "void"), (1, "void")]]
    assert [[(t.start_seq, t.status) for t in ask.case.terms] for ask, _ in after.asks][2:] == [
        [(0, "open")],
        [(0, "void")],
    ]
    assert list(terms_voided(case, before, after)) == []


def test_a_term_is_set_aside() -> None:
    case, before, after = courses(written("无话"), 1, "作废")

    assert list(terms_voided(case, before, after)) == [case.terms[0].id]
    assert list(terms_moved(case, before, after)) == list(beyond_correction(before, after)) == []


def test_a_term_that_stands_still_is_not_ended_by_a_correction() -> None:
    assert list(beyond_correction(*courses(written("无话", "歇"), 1, "做完")[1:])) == ["更正会改变期限“七日”的了结"]


def test_a_term_is_not_stopped_by_a_correction() -> None:
    assert list(beyond_correction(*courses(written("无话"), 1, "歇")[1:])) == ["更正会改变“歇息”，其间有期限停止计算"]


def test_a_term_does_not_run_on_on_another_day_by_a_correction() -> None:
    case = written("歇", "起")
    earlier = tuple(a_day_earlier(act) if act.seq == 2 else act for act in case.acts)
    found = beyond_correction(followed(case, _asking), followed(replace(case, acts=earlier), _asking))

    assert list(found) == ["更正会改变“歇息”，其间有期限停止计算"]
    assert list(beyond_correction(*courses(case, 2, "起")[1:])) == []


def test_a_term_that_stands_still_is_given_no_day_to_come_by_a_correction() -> None:
    case = written("睡")
    earlier = replace(case, acts=(a_day_earlier(case.acts[0]), *case.acts[1:]))
    (moved,) = terms_moved(case, followed(case, _asking), followed(earlier, _asking))

    assert (moved.status, moved.ended_on, moved.reckoning.stops) == ("suspended", "2026-03-03", ())
    assert moved.reckoning.nominal == date.fromisoformat(case.terms[0].nominal) - timedelta(days=1)


def test_what_stops_a_term_after_its_ending_is_not_given_to_it_by_a_correction() -> None:
    case = written("做完", "睡")
    earlier = replace(case, acts=(a_day_earlier(case.acts[0]), *case.acts[1:]))
    (moved,) = terms_moved(case, followed(case, _asking), followed(earlier, _asking))

    assert (moved.status, moved.reckoning.stops) == ("met", ())
