"""What a lawful step does to terms, tracks, reviews and decisions; where it leads; how the file reads afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pydantic import BaseModel

from in_hand import CALENDAR, folded, register
from small_procedure import (
    AGREE,
    BEGIN,
    BEGUN,
    CLERK,
    KIND,
    MENDING,
    OBJECT,
    READER,
    READING,
    SETTLE,
    SETTLED,
    SUBMIT,
    WAITING,
    WEEK,
    WRITE,
    Nothing,
    Words,
    but,
    procedure,
    step,
    with_steps,
)  # fmt: skip
from zhifa.engine import machine
from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile, CorrectionMade
from zhifa.engine.plan import Plan
from zhifa.engine.planning import plan, track_refusals
from zhifa.engine.terms import Duty, Term, Unit
from zhifa.engine.vocabulary import (
    Close,
    Condition,
    DecisionKind,
    End,
    Open,
    Outcome,
    Phase,
    Review,
    Start,
    Target,
)
from zhifa.engine.workflow import Workflow

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
NEVER = Condition(name="never", label="从不", holds=lambda _: False)
HOURS = Term(
    code="hours",
    label="二十四小时",
    length=24,
    unit=Unit.HOUR,
    article="演示",
    duty=Duty.AGENCY,
    start="始",
    effect="无",
)
FIXED = Term(
    code="fixed",
    label="所定日期",
    length=0,
    unit=Unit.FIXED_DATE,
    article="演示",
    duty=Duty.PARTY,
    start="始",
    effect="无",
)
DRAFT = Words(words="甲")
CORRECTED = CorrectionMade(seq=5, target=1, actor="a", approver="b", voids_review=True)


def _new(workflow: Workflow | None = None) -> CaseFile:
    return CaseFile(
        id="case", agency_id="agency", workflow=workflow or procedure(), state=None, version=0, replay=False,
        opened_at=MONDAY, template_versions={"D33": "1"},
    )  # fmt: skip


def _ask(case: CaseFile, name: str, facts: BaseModel, day: int) -> Ask:
    at = MONDAY + timedelta(days=day)
    return Ask(
        case=case, transition=case.workflow.by_name[name], actor="officer", at=at, now=at, register=register(),
        calendar=CALENDAR, submitted=facts,
    )  # fmt: skip


def _plan(case: CaseFile, name: str, facts: BaseModel | None = None, *, day: int = 0) -> Plan:
    given = facts or (DRAFT if name == "write" else Nothing())
    return plan(_ask(case, name, given, day), given)


def _after(*names: str, workflow: Workflow | None = None) -> CaseFile:
    """The case after these steps, one a day."""
    case = _new(workflow)
    for day, name in enumerate(names):
        case = folded(case, _plan(case, name, day=day))
    return case


# --- terms -----------------------------------------------------------------------------------------------------------


def test_a_term_starts_on_the_day_of_the_step() -> None:
    started = _plan(_new(), "begin").started

    assert [(s.reckoning.term, s.reckoning.due, s.key) for s in started] == [(WEEK, date(2026, 3, 9), "main")]


@pytest.mark.parametrize(("day", "status"), [(7, "met"), (8, "late")])
def test_a_term_ends_in_time_to_its_last_day_and_late_after_it(day: int, status: str) -> None:
    ended = _plan(_after("begin", "write", "submit", "agree"), "settle", day=day).ended

    assert [(e.code, e.status, e.on) for e in ended] == [("week", status, date(2026, 3, 2) + timedelta(days=day))]


def test_a_term_that_has_ended_does_not_end_again() -> None:
    ends = with_steps(but(SUBMIT, ends=(End(term=WEEK),)))

    assert _plan(_after("begin", "write", "submit", "agree", workflow=ends), "settle").ended == ()


def test_a_term_started_anew_takes_the_place_of_the_open_one() -> None:
    anew = with_steps(but(SUBMIT, starts=(Start(term=WEEK),)))
    taken = _plan(_after("begin", "write", workflow=anew), "submit", day=3)

    assert [(e.code, e.status) for e in taken.ended] == [("week", "void")]
    assert [s.reckoning.due for s in taken.started] == [date(2026, 3, 12)]


def test_a_term_that_one_condition_keeps_from_starting_or_ending_stays_as_it_is() -> None:
    kept = with_steps(
        but(SUBMIT, starts=(Start(term=WEEK, when=NEVER),)), but(SETTLE, ends=(End(term=WEEK, when=NEVER),))
    )
    case = _after("begin", "write", workflow=kept)

    assert (_plan(case, "submit").started, _plan(case, "submit").ended) == ((), ())
    assert _plan(_after("begin", "write", "submit", "agree", workflow=kept), "settle").ended == ()


def test_an_end_with_a_key_ends_the_term_under_that_key_alone() -> None:
    keyed = {"key": lambda facts: facts.words if isinstance(facts, Words) else "甲"}
    two = with_steps(but(WRITE, starts=(Start(term=WEEK, **keyed),)), but(SETTLE, ends=(End(term=WEEK, **keyed),)))
    case = _after("begin", "write", workflow=two)
    case = folded(case, _plan(case, "write", Words(words="乙")))
    for name in ("submit", "agree"):
        case = folded(case, _plan(case, name))

    ended = {end.id for end in _plan(case, "settle").ended}
    assert [term.key for term in case.terms if term.id in ended] == ["甲"]


def test_a_term_may_run_from_a_day_the_facts_name_and_for_a_length_the_agency_sets() -> None:
    since = Start(term=FIXED, since=lambda _: date(2026, 5, 6))
    longer = Start(term=WEEK, length=lambda policy: policy.statement_days + 5)
    started = _plan(_new(with_steps(but(BEGIN, starts=(since, longer)))), "begin").started

    assert [s.reckoning.due for s in started] == [date(2026, 5, 6), date(2026, 3, 12)]


def test_a_term_in_hours_runs_from_the_instant() -> None:
    started = _plan(_new(with_steps(but(BEGIN, starts=(Start(term=HOURS), Start(term=WEEK))))), "begin").started

    assert started[0].reckoning.due == MONDAY + timedelta(hours=24)


# --- tracks ----------------------------------------------------------------------------------------------------------


def test_a_track_opens_and_closes_under_its_key() -> None:
    opened = _plan(_after("begin", "write"), "submit").opened
    closed = _plan(_after("begin", "write", "submit"), "agree").closed

    assert [(o.track, o.key) for o in opened] == [(READER, "main")]
    assert [(c.track, c.key) for c in closed] == [(READER, "main")]


def test_a_track_that_a_condition_keeps_shut_neither_opens_nor_is_missed() -> None:
    shut = with_steps(
        but(SUBMIT, opens=(Open(track=READER, when=NEVER),)), but(AGREE, closes=(Close(track=READER, when=NEVER),)),
        but(OBJECT, closes=(Close(track=READER),)), but(SETTLE, closes=(Close(track=READER),)),
    )  # fmt: skip
    case = _after("begin", "write", "submit", workflow=shut)

    assert case.open_tracks() == ()
    assert list(track_refusals(_ask(case, "agree", Nothing(), 3), Nothing())) == []
    assert _plan(case, "agree").closed == ()


def test_a_track_that_is_open_does_not_open_and_one_that_is_not_does_not_close() -> None:
    twice = with_steps(but(SUBMIT, sources=(BEGUN, MENDING, READING)))
    open_one = _after("begin", "write", "submit", workflow=twice)
    shut_one = replace(open_one, tracks=())

    assert [r.code for r in track_refusals(_ask(open_one, "submit", Nothing(), 3), Nothing())] == ["track_already_open"]
    assert [r.code for r in track_refusals(_ask(shut_one, "agree", Nothing(), 3), Nothing())] == ["track_not_open"]


# --- reviews and decisions -------------------------------------------------------------------------------------------


def test_an_opinion_binds_to_the_draft_it_read() -> None:
    case = _after("begin", "write", "submit")
    given = _plan(case, "agree").review

    assert given is not None
    assert (given.round, given.outcome, given.draft_digest) == (1, Outcome.AGREED, case.draft_digest)


def test_rounds_are_counted() -> None:
    given = _plan(_after("begin", "write", "submit", "object", "submit"), "object").review

    assert given is not None
    assert (given.round, given.outcome) == (2, Outcome.PROBLEMS)


def test_there_is_no_opinion_on_nothing() -> None:
    assert _plan(_after("begin", "submit"), "agree").review is None


def test_a_decision_names_the_round_that_cleared_it() -> None:
    case = _after("begin", "write", "submit", "object", "write", "submit", "agree")
    taken = _plan(case, "settle").decision

    assert taken is not None
    assert (taken.kind, taken.review_round, taken.exempt_article) == ("settlement", 2, None)
    assert taken.draft_digest == case.draft_digest


def test_there_is_no_decision_without_a_draft() -> None:
    assert _plan(_after("begin", "submit", "agree"), "settle").decision is None


def test_an_exempt_decision_names_its_article_and_no_round() -> None:
    summary = DecisionKind(name="summary", label="当场决定", review=Review.EXEMPT, exempt_article="第五十一条")
    taken = _plan(_after("begin", "write", "submit", "agree"), "settle").decision
    exempt = with_steps(but(SETTLE, decides=summary), decision_papers={"summary": "D33"})
    exempted = _plan(_after("begin", "write", "submit", "agree", workflow=exempt), "settle").decision

    assert taken is not None
    assert exempted is not None
    assert (exempted.review_round, exempted.exempt_article) == (None, "第五十一条")


def test_only_steps_that_touch_the_draft_tell_its_digest() -> None:
    assert _plan(_new(), "begin").draft_digest is None
    assert _plan(_after("begin", "write"), "submit").draft_digest is None
    written = _after("begin", "write")
    assert _plan(_after("begin"), "write").draft_digest == written.draft_digest


# --- where it leads --------------------------------------------------------------------------------------------------


def _forked(**changes: Any) -> Workflow:
    """After agreement the case is mended once more and goes on, to where it waits if the review still stands."""
    back = but(AGREE, targets=(Target(MENDING),))
    on = step("on", MENDING, targets=(Target(WAITING, cleared=True), Target(READING)), **changes)
    return with_steps(back, on)


def test_a_target_for_cleared_cases_is_taken_while_the_review_stands() -> None:
    assert _plan(_after("begin", "write", "submit", "agree", workflow=_forked()), "on").target is WAITING


def test_a_target_for_cleared_cases_is_not_taken_once_the_draft_has_changed() -> None:
    case = _after("begin", "write", "submit", "agree", "write", workflow=_forked())

    assert _plan(case, "on").target is READING


def test_a_step_that_itself_voids_never_takes_a_target_for_cleared_cases() -> None:
    case = _after("begin", "write", "submit", "agree", workflow=_forked(voids_review=True))

    assert _plan(case, "on").target is READING


def test_a_target_for_cleared_cases_may_have_a_condition_besides() -> None:
    picky = step("on", MENDING, targets=(Target(WAITING, when=NEVER, cleared=True), Target(READING)))
    workflow = with_steps(
        but(AGREE, targets=(Target(MENDING),)),
        picky,
        step("late", MENDING, targets=(Target(WAITING, cleared=True), Target(READING))),
    )

    assert _plan(_after("begin", "write", "submit", "agree", workflow=workflow), "on").target is READING


@pytest.mark.parametrize("holds", [True, False])
def test_the_first_target_whose_condition_holds_is_taken(holds: bool) -> None:
    when = Condition(name="when", label="当", holds=lambda _: holds)
    workflow = with_steps(but(OBJECT, targets=(Target(BEGUN, when=when), Target(MENDING))))

    assert _plan(_after("begin", "submit", workflow=workflow), "object").target is (BEGUN if holds else MENDING)


def test_a_step_without_target_leaves_the_case_where_it_is() -> None:
    taken = _plan(_after("begin"), "write")

    assert (taken.source, taken.target) == (BEGUN, BEGUN)


def test_one_machine_serves_every_case_of_a_procedure() -> None:
    workflow = procedure()
    before = machine._machine.cache_info().misses
    _after("begin", "write", "submit", "agree", "settle", workflow=workflow)
    _after("begin", "write", workflow=workflow)

    assert machine._machine.cache_info().misses == before + 1


def test_a_machine_has_no_methods_made_at_run_time() -> None:
    made = machine._machine(procedure())

    assert made.models == []
    assert set(made.events) == {"begin", "write", "submit", "agree", "object", "settle"}


# --- the file afterwards ---------------------------------------------------------------------------------------------


def test_the_file_reads_back_as_it_stood_before_an_entry() -> None:
    case = _after("begin", "write", "submit", "agree", "settle")
    stood = case.before(3)

    assert [act.transition.name for act in stood.acts] == ["begin", "write", "submit"]
    assert (stood.reviews, stood.decisions, stood.next_seq) == ((), (), 3)
    assert [track.open for track in stood.tracks] == [True], "it closed with the next entry"
    assert [track.open for track in case.before(4).tracks] == [False]
    assert [term.code for term in stood.terms] == ["week"]
    assert case.before(0).terms == case.before(2).tracks == ()


def test_the_latest_term_of_a_code_that_is_not_void_counts() -> None:
    anew = with_steps(but(SUBMIT, starts=(Start(term=WEEK),)))
    case = _after("begin", "write", "submit", workflow=anew)

    assert [term.status for term in case.terms] == ["void", "open"]
    found = case.term("week")
    assert found is not None
    assert (found.start_seq, found.due_day) == (2, date(2026, 3, 11))
    assert case.term("hours") is None


def test_facts_are_parsed_when_first_asked_for() -> None:
    written = _after("begin", "write").last(Words)

    assert written is not None
    assert written.facts == DRAFT
    assert [act.facts for act in _after("begin", "write").each(Words)] == [DRAFT]
    assert _after("begin").last(Words) is None


def test_a_revision_counts_what_voids_and_what_was_corrected() -> None:
    case = _after("begin", "write", "submit", "object", "write")

    assert case.revision == 2
    assert replace(case, corrections=(CORRECTED,)).revision == 3
    assert replace(case, corrections=(replace(CORRECTED, voids_review=False),)).revision == 2, "after the decision"


def test_the_digest_of_the_draft_is_of_case_words_revision_and_template() -> None:
    case = _after("begin", "write")
    others = [
        replace(case, id="another"), replace(case, corrections=(CORRECTED,)), replace(case, template_versions={"D33": "2"}),
        replace(case, template_versions={}),
        replace(case, acts=(case.acts[0], *_after("begin").acts[1:], folded(_after("begin"), _plan(_after("begin"), "write", Words(words="乙"))).acts[-1])),
    ]  # fmt: skip

    assert len({case.draft_digest, *(other.draft_digest for other in others)}) == 6
    assert replace(case, template_versions={"D33": "1", "D99": "7"}).draft_digest == case.draft_digest
    assert _after("begin").draft_digest is None


def test_a_case_is_cleared_by_its_last_round_alone() -> None:
    agreed = _after("begin", "write", "submit", "agree", workflow=_forked())

    assert agreed.cleared
    again = folded(agreed, _plan(agreed, "submit"))
    assert not folded(again, _plan(again, "object")).cleared
    assert not _after("begin", "write", "submit").cleared


def test_an_ask_gives_its_facts_in_the_form_of_its_step_alone() -> None:
    ask = _ask(_new(), "begin", Nothing(), 0)

    assert ask.facts(Nothing) == Nothing()
    with pytest.raises(TypeError, match="begin carries Nothing, not Words"):
        ask.facts(Words)


def test_the_words_of_the_vocabulary_say_themselves_in_chinese() -> None:
    assert [phase.label for phase in Phase] == ["启动", "调查", "审核", "决定", "送达", "履行与公示"]
    assert CLERK.handles
    assert KIND.review is Review.ALWAYS
    assert SETTLED.ended


def test_a_procedure_that_tells_no_party_and_no_fine_leaves_none_for_other_cases() -> None:
    case = _after("begin", "write", "submit", "agree")

    assert case.workflow.party(case) is None
    assert _plan(case, "settle").fine is None
