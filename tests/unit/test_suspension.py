"""Terms that stand still: the end moves by exactly the days lost, each day once, and a correction keeps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from in_hand import CALENDAR, folded, new_case, register
from small_procedure import (
    AGREE,
    BEGIN,
    BEGUN,
    SETTLE,
    SUBMIT,
    WEEK,
    Nothing,
    Words,
    but,
    guard,
    step,
    with_steps,
)
from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.check import DefinitionFault
from zhifa.engine.plan import Plan
from zhifa.engine.planning import plan, runs_on
from zhifa.engine.terms import Direction, Stop, Term, Unit, reckon
from zhifa.engine.vocabulary import Close, Condition, Open, Start, Track, Transition
from zhifa.engine.workflow import Workflow

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
REST = Track(name="rest", label="歇息", stops=(WEEK,))
TRIAL = Track(name="trial", label="试验", stops=(WEEK,))
PROCEDURE = with_steps(
    step("rest", BEGUN, opens=(Open(track=REST),)),
    step("rise", BEGUN, closes=(Close(track=REST),)),
    step("try", BEGUN, opens=(Open(track=TRIAL),)),
    step("tell", BEGUN, closes=(Close(track=TRIAL),)),
    but(SUBMIT, guards=(guard(lambda _: (), all_tracks=True),)),
    but(SETTLE, closes=(Close(track=REST),)),
)


def _take(case: CaseFile, name: str, *, day: int, words: str = "") -> tuple[Plan, CaseFile]:
    facts: BaseModel = Words(words=words or "甲") if words or name == "write" else Nothing()
    at = MONDAY + timedelta(days=day)
    ask = Ask(
        case=case, transition=case.workflow.by_name[name], actor="officer", at=at, now=at, register=register(),
        calendar=CALENDAR, submitted=facts,
    )  # fmt: skip
    taken = plan(ask, facts)
    return taken, folded(case, taken)


def _after(*steps: tuple[str, int]) -> CaseFile:
    case = CaseFile(
        id="case", agency_id="agency", workflow=PROCEDURE, state=None, version=0, replay=False, opened_at=MONDAY,
        template_versions={"D33": "1"},
    )  # fmt: skip
    for name, day in steps:
        _, case = _take(case, name, day=day)
    return case


def _due(case: CaseFile) -> str:
    term = case.term("week")
    assert term is not None
    return term.due


def test_a_term_stands_still_while_the_track_is_open_and_its_end_moves_by_those_days() -> None:
    resting = _after(("begin", 0), ("rest", 2))
    assert [term.status for term in resting.terms] == ["suspended"]

    rested = _after(("begin", 0), ("rest", 2), ("rise", 5))
    assert [(term.status, term.due) for term in rested.terms] == [("void", "2026-03-09"), ("open", "2026-03-12")]


def test_a_second_time_adds_to_the_first_and_never_counts_it_again() -> None:
    assert _due(_after(("begin", 0), ("rest", 1), ("rise", 3), ("rest", 4), ("rise", 8))) == "2026-03-15"


def test_times_that_overlap_count_once_and_the_term_runs_on_after_the_last() -> None:
    case = _after(("begin", 0), ("rest", 1), ("try", 2), ("rise", 4))
    assert [term.status for term in case.terms] == ["suspended"]

    _, case = _take(case, "tell", day=6)
    assert _due(case) == "2026-03-14"


def test_a_track_that_stops_a_term_for_days_set_beforehand_stops_it_no_longer() -> None:
    until = but(PROCEDURE.by_name["rest"], opens=(Open(track=REST, until=lambda _: date(2026, 3, 6)),))
    limited = replace(PROCEDURE, transitions=tuple({t.name: t for t in (*PROCEDURE.transitions, until)}.values()))
    case = replace(_after(("begin", 0)), workflow=limited)

    _, resting = _take(case, "rest", day=2)
    assert [resting.stopped("week", date(2026, 3, day)) for day in (5, 6, 7)] == [True, True, False]
    assert _due(_take(resting, "rise", day=3)[1]) == "2026-03-10", "it ended before the last day set"
    assert _due(_take(resting, "rise", day=20)[1]) == "2026-03-11", "two days, and no day after the last one set"


def test_a_term_runs_on_once_the_other_track_has_only_days_left_that_count() -> None:
    until = but(PROCEDURE.by_name["rest"], opens=(Open(track=REST, until=lambda _: date(2026, 3, 4)),))
    limited = replace(PROCEDURE, transitions=tuple({t.name: t for t in (*PROCEDURE.transitions, until)}.values()))
    case = replace(_after(("begin", 0)), workflow=limited)
    for name, day in (("rest", 1), ("try", 2), ("tell", 5)):
        _, case = _take(case, name, day=day)

    assert [term.status for term in case.terms] == ["void", "open"]
    assert _due(case) == "2026-03-13"


def test_a_term_whose_stop_ends_by_itself_is_counted_on_from_the_day_after() -> None:
    until = but(PROCEDURE.by_name["rest"], opens=(Open(track=REST, until=lambda _: date(2026, 3, 6)),))
    _, resting = _take(replace(_after(("begin", 0)), workflow=_procedure(until)), "rest", day=2)
    (term,) = resting.terms

    assert runs_on(term.id, resting, CALENDAR, on=date(2026, 3, 6)) is None
    counted = runs_on(term.id, resting, CALENDAR, on=date(2026, 3, 7))
    assert counted is not None
    assert counted.due.isoformat() == "2026-03-11"


def _procedure(*steps: Transition) -> Workflow:
    """The procedure with these steps in place of those of the same name."""
    return replace(PROCEDURE, transitions=tuple({t.name: t for t in (*PROCEDURE.transitions, *steps)}.values()))


def test_a_track_that_its_step_closes_and_opens_anew_leaves_the_term_standing_still_and_no_day_between_is_lost() -> (
    None
):
    until = {"一": date(2026, 3, 5), "二": date(2026, 3, 10)}
    resting = Condition(name="resting", label="正在歇息", holds=lambda ask: bool(ask.case.open_tracks()))
    anew = but(
        PROCEDURE.by_name["rest"],
        opens=(Open(track=REST, until=lambda facts: until[facts.words]),),  # type: ignore[attr-defined]
        closes=(Close(track=REST, when=resting),),
        facts=Words,
    )
    case = replace(_after(("begin", 0)), workflow=_procedure(anew))
    for word, day in (("一", 1), ("二", 6)):
        _, case = _take(case, "rest", day=day, words=word)

    assert [(track.opened_on, track.closed_on) for track in case.tracks] == [
        ("2026-03-03", "2026-03-08"),
        ("2026-03-08", None),
    ]
    assert [term.status for term in case.terms] == ["suspended"]
    _, risen = _take(case, "rise", day=20)
    assert _due(risen) == "2026-03-13", "two days the first time and two the second"


def test_a_track_that_stops_a_term_while_another_runs_stops_it_to_the_end_of_that_wherever_it_moves() -> None:
    other = replace(WEEK, code="other", label="三日", length=3)
    limited = but(PROCEDURE.by_name["rest"], opens=(Open(track=REST, during=other),), starts=(Start(term=other),))
    _, resting = _take(replace(_after(("begin", 0)), workflow=_procedure(limited)), "rest", day=2)
    assert [resting.stopped("week", date(2026, 3, day)) for day in (7, 8)] == [True, False]
    assert _due(_take(resting, "rise", day=20)[1]) == "2026-03-12"

    (running,) = (term for term in resting.terms if term.code == "other")
    moved = (replace(running, status="void"), replace(running, id="anew", due="2026-03-09", nominal="2026-03-09"))
    later = replace(resting, terms=tuple(term for term in resting.terms if term is not running) + moved)
    assert [later.stopped("week", date(2026, 3, day)) for day in (9, 10)] == [True, False]

    void = replace(
        resting, terms=tuple(replace(term, status="void") if term is running else term for term in resting.terms)
    )
    assert void.stops("week", date.max)[0].end == date(2026, 3, 7), (
        "set aside, it still says how long it would have been"
    )


def test_a_term_that_was_over_before_it_stopped_gains_nothing() -> None:
    assert _due(_after(("begin", 0), ("rest", 9), ("rise", 12))) == "2026-03-09"


def test_a_step_that_ends_a_term_that_stands_still_ends_it_and_resumes_nothing() -> None:
    case = _after(("begin", 0), ("write", 0), ("rest", 1), ("submit", 1), ("agree", 1))
    taken, case = _take(case, "settle", day=3)

    assert ([(e.code, e.status) for e in taken.ended], taken.resumed) == ([("week", "met")], ())
    assert [term.status for term in case.terms] == ["met"]


def test_a_term_that_ends_while_it_stands_still_is_not_late_by_the_days_it_stood() -> None:
    case = _after(("begin", 0), ("write", 0), ("rest", 1), ("submit", 1), ("agree", 1))
    taken, _ = _take(case, "settle", day=20)

    assert [(e.code, e.status) for e in taken.ended] == [("week", "met")]


def test_a_term_that_was_over_before_it_stopped_ends_late() -> None:
    case = _after(("begin", 0), ("write", 0), ("rest", 9), ("submit", 9), ("agree", 9))
    taken, _ = _take(case, "settle", day=12)

    assert [(e.code, e.status) for e in taken.ended] == [("week", "late")]


def test_a_term_that_begins_while_a_track_stops_it_runs_only_once_that_closes() -> None:
    anew = but(PROCEDURE.by_name["try"], opens=(), starts=(Start(term=WEEK),))
    tell = but(PROCEDURE.by_name["tell"], closes=())
    steps = {t.name: t for t in PROCEDURE.transitions} | {"try": anew, "tell": tell}
    case = replace(_after(("begin", 0), ("rest", 1)), workflow=replace(PROCEDURE, transitions=tuple(steps.values())))

    _, begun = _take(case, "try", day=3)
    assert [term.status for term in begun.terms] == ["void", "suspended"]

    _, risen = _take(begun, "rise", day=8)
    assert _due(risen) == "2026-03-17"


WORKING_DAYS = replace(WEEK, length=5, unit=Unit.WORKING_DAY, rolls=False)
TO_SUNDAY = replace(WEEK, length=6, rolls=True)


@pytest.mark.parametrize(
    ("term", "stopped", "ran_on", "nominal", "due"),
    [
        (WEEK, 8, 11, "2026-03-12", "2026-03-12"),
        (WEEK, 9, 11, "2026-03-11", "2026-03-11"),
        (WEEK, 10, 11, "2026-03-09", "2026-03-09"),
        (WORKING_DAYS, 6, 11, "2026-03-12", "2026-03-12"),
        (WORKING_DAYS, 9, 11, "2026-03-11", "2026-03-11"),
        (WORKING_DAYS, 9, 14, "2026-03-16", "2026-03-16"),
        (WORKING_DAYS, 10, 11, "2026-03-09", "2026-03-09"),
        (TO_SUNDAY, 8, 11, "2026-03-11", "2026-03-11"),
        (TO_SUNDAY, 9, 11, "2026-03-11", "2026-03-11"),
        (TO_SUNDAY, 10, 11, "2026-03-08", "2026-03-09"),
    ],
)
def test_a_term_stopped_on_its_last_day_ends_on_the_day_it_runs_on(
    term: Term, stopped: int, ran_on: int, nominal: str, due: str
) -> None:
    stop = Stop(date(2026, 3, stopped), date(2026, 3, ran_on), "歇息")
    found = reckon(term, date(2026, 3, 2), CALENDAR, stops=(stop,))

    assert (found.nominal.isoformat(), found.due.isoformat()) == (nominal, due)
    assert bool(found.stops) == (stopped < 10)


def test_the_arithmetic_names_what_stopped_the_term() -> None:
    stop = Stop(date(2026, 3, 4), date(2026, 3, 7), "歇息")
    lines = reckon(WEEK, date(2026, 3, 2), CALENDAR, stops=(stop,)).explain()

    assert "扣除：歇息，2026-03-05至2026-03-07停止计算，计3日" in lines


@pytest.mark.parametrize(
    "term",
    [
        replace(WEEK, unit=Unit.HOUR),
        replace(WEEK, unit=Unit.FIXED_DATE, length=0),
        replace(WEEK, direction=Direction.BACKWARD),
    ],
)
def test_what_cannot_stand_still_is_no_term_of_a_stopping_track(term: object) -> None:
    with pytest.raises(DefinitionFault, match="不能使期限"):
        with_steps(
            step("rest", BEGUN, opens=(Open(track=replace(REST, stops=(term,))),)),  # type: ignore[arg-type]
            step("rise", BEGUN, closes=(Close(track=replace(REST, stops=(term,))),)),  # type: ignore[arg-type]
            but(BEGIN, starts=(Start(term=WEEK),)),
        )


def test_a_stop_of_a_term_in_hours_is_refused() -> None:
    with pytest.raises(ValueError, match="does not stand still"):
        reckon(
            replace(WEEK, unit=Unit.HOUR), MONDAY, CALENDAR, stops=(Stop(date(2026, 3, 3), date(2026, 3, 4), "歇息"),)
        )


def test_one_step_may_begin_a_term_for_each_of_several_days() -> None:
    dates = {"一期": date(2026, 4, 1), "二期": date(2026, 5, 1)}
    several = with_steps(but(AGREE, starts=(Start(term=WEEK, each=lambda _: dates),)))
    case = replace(_after(("begin", 0), ("write", 0), ("submit", 0)), workflow=several)
    taken, _ = _take(case, "agree", day=1)

    assert [(s.key, s.reckoning.due.isoformat()) for s in taken.started] == [
        ("一期", "2026-04-08"),
        ("二期", "2026-05-08"),
    ]


_DAYS = st.integers(0, 60)


@given(stops=st.lists(st.tuples(_DAYS, _DAYS), max_size=5), working=st.booleans())
def test_the_end_moves_by_the_days_lost_before_it_and_no_others(stops: list[tuple[int, int]], *, working: bool) -> None:
    start = date(2026, 3, 2)
    given = [Stop(start + timedelta(a), start + timedelta(b), "歇息") for a, b in stops if a <= b]
    term = replace(WEEK, unit=Unit.WORKING_DAY) if working else WEEK
    reckoned = reckon(term, start, CALENDAR, stops=given)

    end = reckoned.nominal
    assert isinstance(end, date)
    running = [start + timedelta(n) for n in range(1, (end - start).days + 1)]
    running = [day for day in running if not any(stop.start < day <= stop.end for stop in given)]
    counted = [day for day in running if not working or CALENDAR.is_working_day(day)]
    reached = counted[term.length - 1]
    ran_on = {CALENDAR.next_working_day(stop.end) if working else stop.end for stop in given if stop.start >= reached}
    assert end == reached or end in ran_on, "stopped on its last day, it ends on the day it runs on"
    assert counted[-1] <= end


def test_a_correction_of_what_began_a_term_keeps_the_days_it_stood_still_and_the_length_it_had() -> None:
    law = new_case(policy=(("exclusions", ("suspension",)),)).to("investigating")
    rested = law.do("suspend").wait(days=40).do("resume")
    before = rested.case.term("decision")
    assert before is not None

    filed = next(act.seq for act in rested.case.acts if act.transition.name == "file")
    mended = rested.correct(seq=filed, path="found", new="更正后的核查情况。", approver="机关负责人甲")
    assert mended.case.term("decision") == before

    reviewing = new_case().to("reviewing")
    longer = replace(reviewing.register.agency, policy=replace(reviewing.register.agency.policy, review_days=30))
    later = reviewing.but(register=replace(reviewing.register, agency=longer))
    submitted = later.case.acts[-1].seq
    moved = later.correct(seq=submitted, path="situation", new="更正后的情况说明。", approver="机关负责人甲")
    assert moved.case.term("legal_review") == later.case.term("legal_review")


def test_a_stop_of_which_the_beginning_is_not_on_file_lasts_until_it_is_closed() -> None:
    _, resting = _take(_after(("begin", 0)), "rest", day=1)

    assert replace(resting, acts=()).stopped("week", date(2099, 1, 1))
