"""延长办案期限: only by the rule by which the term was set, before its end, as far and as often as it says, approved by whom it says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from guard_proofs import proves, steps_with
from in_hand import CALENDAR, InHand, Question, new_case, standing
from zhifa.engine.casefile import TermState
from zhifa.engine.planning import run_on
from zhifa.workflows.guards.extension import (
    EXTENSION_APPROVED,
    EXTENSION_FOUNDED,
    EXTENSION_IN_TIME,
    EXTENSION_SHORT_ENOUGH,
)
from zhifa.workflows.reasons.extension import (
    EXTENSION_TOO_LATE,
    EXTENSION_TOO_LONG,
    EXTENSION_UNAPPROVED,
    EXTENSION_UNFOUNDED,
    EXTENSIONS_USED_UP,
)


def _under(pack: str) -> InHand:
    """A case under investigation in an agency of that field."""
    return new_case(policy=(("pack", pack),)).to("investigating")


def _under_law_alone(case: InHand) -> InHand:
    """The same case once the agency has gone back to the national pack."""
    return case.but(register=standing("investigating").register)


def _decision(case: InHand) -> TermState:
    term = case.case.term("decision")
    assert term is not None
    return term


def _nominal(case: InHand) -> date:
    return date.fromisoformat(_decision(case).nominal)


def _appraised() -> InHand:
    """One whose term stands still until the last day told for an appraisal."""
    return _under("samr").do("entrust_appraisal").do("tell_appraisal_period")


def _discussed(case: InHand) -> dict[str, Any]:
    """Facts of an extension that the heads discussed together."""
    holders = {a.officer_id for a in case.register.assignments if a.role in ("head", "leader")}
    return {"discussants": sorted(holders)[:3]}


def test_an_extension_moves_the_nominal_end_once_and_by_exactly_what_was_granted() -> None:
    before = _under("samr")
    after = before.do("extend_decision")
    assert _nominal(after) - _nominal(before) == timedelta(30)
    assert [term.status for term in after.case.terms if term.code == "decision"] == ["void", "open"]
    assert after.case.state == before.case.state


def test_an_extended_term_keeps_its_extension_through_a_suspension() -> None:
    before = _under("samr")
    resumed = before.do("extend_decision").do("suspend").wait(days=12).do("resume")
    assert _nominal(resumed) - _nominal(before) == timedelta(42)


def test_a_term_is_extended_while_it_stands_still_and_goes_on_standing_still() -> None:
    before = _under("samr").do("entrust_appraisal").do("tell_appraisal_period")
    extended = before.wait(days=2).do("extend_decision")
    assert _decision(extended).status == "suspended"
    reported = extended.wait(days=3).do("report_appraisal")
    assert _nominal(reported) - _nominal(before) == timedelta(35)


def test_an_extended_term_keeps_its_extension_when_its_start_is_corrected() -> None:
    case = _under("samr")
    filed = next(act for act in case.case.acts if act.transition.name == "file")
    earlier = (filed.at - timedelta(minutes=3)).isoformat()
    extended = case.do("extend_decision")
    corrected = extended.correct(seq=filed.seq, path="occurred_at", new=earlier)
    assert _nominal(corrected) == _nominal(extended)


@proves(EXTENSION_FOUNDED, EXTENSION_UNFOUNDED, *steps_with(EXTENSION_FOUNDED))
def test_the_law_itself_knows_no_extension(step: str) -> Question:
    return standing("investigating").asking(step)


@proves(EXTENSION_FOUNDED, EXTENSION_UNFOUNDED, *steps_with(EXTENSION_FOUNDED))
def test_a_pack_chosen_later_gives_no_extension_to_a_term_that_runs(step: str) -> Question:
    return standing("investigating").but(register=_under("samr").register).asking(step)


def test_a_term_set_by_a_pack_keeps_its_extension_when_the_agency_leaves_it() -> None:
    assert _under_law_alone(_under("samr")).asking("extend_decision").codes() == set()


@proves(EXTENSION_FOUNDED, EXTENSIONS_USED_UP, *steps_with(EXTENSION_FOUNDED))
def test_it_is_extended_no_oftener_than_the_rule_says(step: str) -> Question:
    return _under("housing").do("extend_decision").asking(step)


@proves(EXTENSION_IN_TIME, EXTENSION_TOO_LATE, *steps_with(EXTENSION_IN_TIME))
def test_it_is_not_extended_after_its_end(step: str) -> Question:
    return _under("samr").wait(days=100).asking(step)


@proves(EXTENSION_IN_TIME, EXTENSION_TOO_LATE, *steps_with(EXTENSION_IN_TIME))
def test_one_that_stood_still_to_a_day_told_is_not_extended_after_the_end_it_then_has(step: str) -> Question:
    return _appraised().wait(days=300).asking(step)


def test_one_that_stood_still_to_a_day_told_is_extended_until_the_end_it_then_has() -> None:
    case = _appraised()
    last = run_on(_decision(case), case.case, CALENDAR, on=case.at.date() + timedelta(days=200)).due
    assert isinstance(last, date)
    assert case.on(last.isoformat()).asking("extend_decision").codes() == set()
    (late,) = case.on((last + timedelta(days=1)).isoformat()).asking("extend_decision").refusals()
    assert late.code == "extension_too_late"
    assert last.isoformat() in late.text


def test_one_stopped_after_its_end_is_not_extended() -> None:
    stopped = _under("samr").wait(days=100).do("entrust_appraisal").do("tell_appraisal_period")
    assert _decision(stopped).status == "suspended"
    assert stopped.asking("extend_decision").codes() == {"extension_too_late"}


def test_it_is_extended_on_its_last_day() -> None:
    case = _under("samr")
    assert case.on(_decision(case).due).asking("extend_decision").codes() == set()


def test_it_is_not_recorded_on_a_later_day_as_if_it_had_been_then() -> None:
    assert _under("samr").asking("extend_decision", recorded=timedelta(days=1)).codes() == {"late_entry"}


@proves(EXTENSION_SHORT_ENOUGH, EXTENSION_TOO_LONG, *steps_with(EXTENSION_SHORT_ENOUGH))
def test_it_is_extended_no_further_than_the_rule_says(step: str) -> Question:
    return _under("samr").asking(step, added=31)


@proves(EXTENSION_APPROVED, EXTENSION_UNAPPROVED, *steps_with(EXTENSION_APPROVED))
@pytest.mark.parametrize("pack", ["samr", "agriculture"])
def test_a_second_extension_needs_more_than_the_head(step: str, pack: str) -> Question:
    return _under(pack).do("extend_decision").asking(step)


@proves(EXTENSION_APPROVED, EXTENSION_UNAPPROVED, *steps_with(EXTENSION_APPROVED))
def test_an_extension_by_an_authority_above_has_a_document(step: str) -> Question:
    return _under("police").asking(step)


def test_heads_who_discussed_it_extend_it_once_more() -> None:
    once = _under("samr").do("extend_decision")
    twice = once.do("extend_decision", **_discussed(once))
    assert _nominal(twice) - _nominal(once) == timedelta(30)
    assert twice.asking("extend_decision").codes() == {"extensions_used_up"}


@pytest.mark.parametrize("pack", ["police", "agriculture"])
def test_the_document_of_an_authority_above_is_enough(pack: str) -> None:
    case = _under(pack) if pack == "police" else _under(pack).do("extend_decision")
    assert case.asking("extend_decision", approval_number="示公批〔2026〕1号").codes() == set()
