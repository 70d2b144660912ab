"""The summary procedure: who is there, how much may be fined, told and heard, money kept apart (处罚法 42, 44, 45, 51-53, 68-71)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from guard_proofs import proves, steps_with
from in_hand import IDS, InHand, Question
from on_the_spot import COLLECTED, FINED, WARNED, collecting, new_spot, ready_on_spot, spot
from scene import Plot
from steps_of_summary import spot_draft
from zhifa.engine.act import Act
from zhifa.engine.fined import Fine
from zhifa.engine.period import Period
from zhifa.engine.register import Statute
from zhifa.workflows.forms.publish import Payment
from zhifa.workflows.guards.closing import (
    ALL_TRACKS_ENDED,
    CLOSABLE,
    COLLECTOR_DOES_NOT_CHECK,
    DECISION_SERVED,
    NOT_OVERPAID,
    PUBLICATION_CHECKED,
    TWO_PERSONS,
)
from zhifa.workflows.guards.collection import COLLECTED_AS_DECIDED, COLLECTIBLE, LANDED, PASSED_ON_WHOLE
from zhifa.workflows.guards.evidence import EVIDENCE_KEYS, FACTS_FOUNDED, PAYMENT_TERM_LAWFUL, STATUTES_IN_FORCE
from zhifa.workflows.guards.once import NOT_FINED_TWICE
from zhifa.workflows.guards.people import HANDLER_ACTS, TWO_OFFICERS, UNIT_OPINION_GIVEN
from zhifa.workflows.guards.start import IDENTITY, JURISDICTION, POWER, WITHIN_LIMITATION
from zhifa.workflows.guards.summary import (
    ANOTHER_CASE,
    CITIZEN_LIMIT,
    LAW_CITED,
    ON_THE_SPOT,
    ORGANISATION_LIMIT,
    SEVEN_ELEMENTS,
    SUMMARY_KINDS,
    SUMMARY_LIMIT,
)
from zhifa.workflows.guards.summary_hearing import AS_TOLD, NOT_HEAVIER, SPOT_RIGHTS_TOLD, STATEMENT_ANSWERED, TAKEN_UP
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.reasons.closing import (
    CLOSING_GROUND,
    COLLECTOR_CHECKS,
    MONEY_OWED,
    NOT_SERVED,
    OVERPAID,
    PUBLICATION_UNCHECKED,
    TRACKS_OPEN,
)
from zhifa.workflows.reasons.collection import (
    COLLECTED_DIFFERS,
    COLLECTION_UNDECIDED,
    COLLECTION_UNFOUNDED,
    STILL_AFLOAT,
)
from zhifa.workflows.reasons.decision import ELEMENTS_MISSING
from zhifa.workflows.reasons.evidence import (
    EVIDENCE_KEY_TAKEN,
    EVIDENCE_UNKNOWN,
    EVIDENCE_UNVERIFIED,
    FACTS_WITHOUT_EVIDENCE,
    LAW_YOUNGER,
    PAYMENT_TERM,
    STATUTE_NOT_IN_FORCE,
)
from zhifa.workflows.reasons.once import FINED_BEFORE
from zhifa.workflows.reasons.people import (
    CERTIFICATE_INVALID,
    NOT_A_HANDLER,
    OPINION_UNFOUNDED,
    SAME_PERSON,
    TOO_FEW_OFFICERS,
)
from zhifa.workflows.reasons.start import IDENTITY_CHECK_DIGIT, NO_POWER, OUTSIDE_REGION, TIME_BARRED, VIOLATION_NOT_YET
from zhifa.workflows.reasons.summary import (
    BEYOND_SUMMARY_KINDS,
    BEYOND_SUMMARY_LIMIT,
    HEAVIER_AFTER_STATEMENT,
    NOT_AS_TOLD,
    NOT_ON_THE_SPOT,
    SPOT_LAW_MISSING,
    SPOT_RIGHTS_UNTOLD,
    STATEMENT_NOT_TAKEN_UP,
    STATEMENT_UNANSWERED,
    TURNED_TO_ITSELF,
)
from zhifa.workflows.reasons.times import TIMES_UNFIT
from zhifa.workflows.summary import SUMMARY
from zhifa.workflows.tracks import PAYING

BOTH = [IDS["承办人甲"], IDS["承办人乙"]]
FUTURE = "2027-01-01"


def _steps(guard: Any) -> tuple[str, ...]:
    return steps_with(guard, SUMMARY)


def _fined(fen: int) -> list[dict[str, Any]]:
    return [{"kind": "罚款", "amount": fen, "text": "罚款"}]


def _drafted(case: InHand, **changes: Any) -> dict[str, Any]:
    return spot_draft(case.scene()) | changes


def _proposing(step: str, **changes: Any) -> Question:
    """The step that brings a draft, with the draft changed; a statement that brings one was taken up."""
    case = ready_on_spot(step)
    taken_up = {"result": "部分采纳"} if step == "hear" else {}
    return case.asking(step, draft=_drafted(case, **changes), **taken_up)


def _party(kind: str, **policy: Any) -> InHand:
    return new_spot(FINED, **policy).do("catch", party__kind=kind, party__name="当事人甲")


# --- who is there ----------------------------------------------------------------------------------------------------


@proves(ON_THE_SPOT, NOT_ON_THE_SPOT, "catch", of=SUMMARY)
def test_who_was_not_there_does_not_enter_the_case(step: str) -> Question:
    return new_spot().asking(step, by="承办人丙")


@proves(TWO_OFFICERS, TOO_FEW_OFFICERS, *_steps(TWO_OFFICERS), of=SUMMARY)
def test_one_officer_alone_may_not_act_on_the_spot(step: str) -> Question:
    return ready_on_spot(step).asking(step, officers=BOTH[:1])


@proves(TWO_OFFICERS, CERTIFICATE_INVALID, *_steps(TWO_OFFICERS), of=SUMMARY)
def test_an_officer_whose_certificate_has_run_out_may_not_act_on_the_spot(step: str) -> Question:
    return ready_on_spot(step).asking(step, officers=[*BOTH, IDS["承办人丁"]])


@proves(HANDLER_ACTS, NOT_A_HANDLER, *_steps(HANDLER_ACTS), of=SUMMARY)
def test_an_officer_who_did_not_catch_the_party_may_not_go_on(step: str) -> Question:
    return ready_on_spot(step).asking(step, by="承办人丙")


@proves(UNIT_OPINION_GIVEN, OPINION_UNFOUNDED, "close", of=SUMMARY)
def test_the_opinion_at_closing_is_that_of_the_head_of_the_unit(step: str) -> Question:
    return ready_on_spot(step).asking(step, unit_opinion__by=IDS["审核人乙"])


# --- the case itself -------------------------------------------------------------------------------------------------


@proves(IDENTITY, IDENTITY_CHECK_DIGIT, "catch", of=SUMMARY)
def test_a_number_with_a_wrong_check_digit_is_refused_on_the_spot(step: str) -> Question:
    return new_spot().asking(step, party__identity_kind="uscc", party__identity_number="91350100M000100Y4Z")


@proves(POWER, NO_POWER, "catch", of=SUMMARY)
def test_without_power_nothing_is_punished_on_the_spot(step: str) -> Question:
    return new_spot().asking(step, matter="渔业监管")


@proves(JURISDICTION, OUTSIDE_REGION, "catch", of=SUMMARY)
def test_nothing_is_punished_on_the_spot_outside_the_region(step: str) -> Question:
    return new_spot().asking(step, area="另一省")


@proves(WITHIN_LIMITATION, TIME_BARRED, "catch", of=SUMMARY)
def test_what_ended_more_than_two_years_ago_is_not_punished_on_the_spot(step: str) -> Question:
    return new_spot().asking(step, violation_ended_on="2024-01-01")


@proves(WITHIN_LIMITATION, VIOLATION_NOT_YET, "catch", of=SUMMARY)
def test_a_violation_does_not_lie_ahead(step: str) -> Question:
    return new_spot().asking(step, violation_ended_on=FUTURE)


@proves(TIMES_FIT, TIMES_UNFIT, "catch", of=SUMMARY)
def test_evidence_caught_on_the_spot_is_not_of_a_day_to_come(step: str) -> Question:
    return new_spot().asking(step, evidence__0__obtained_on=FUTURE)


PIECE = {
    "key": "证9", "kind": "书证", "description": "材料", "source": "当事人", "obtained_on": "2026-03-02", "proves": "面积",
    "verified": True,
}  # fmt: skip


@proves(TIMES_FIT, TIMES_UNFIT, "hear", of=SUMMARY)
def test_what_the_party_brings_is_not_of_a_day_to_come(step: str) -> Question:
    return spot("told").asking(step, evidence=[PIECE | {"obtained_on": FUTURE}])


@proves(EVIDENCE_KEYS, EVIDENCE_KEY_TAKEN, *_steps(EVIDENCE_KEYS), of=SUMMARY)
def test_one_key_twice_is_refused_on_the_spot(step: str) -> Question:
    return ready_on_spot(step).asking(step, evidence=[PIECE, PIECE])


# --- what may be decided on the spot ---------------------------------------------------------------------------------


@proves(SUMMARY_KINDS, BEYOND_SUMMARY_KINDS, "tell", "hear", of=SUMMARY)
@pytest.mark.parametrize("kind", ["没收违法所得", "暂扣许可证件", "责令停产停业"])
def test_nothing_but_a_warning_or_a_fine_is_imposed_on_the_spot(step: str, kind: str) -> Question:
    return _proposing(step, items=[{"kind": kind, "text": kind}])


@proves(SUMMARY_KINDS, BEYOND_SUMMARY_KINDS, "tell", of=SUMMARY)
def test_no_penalty_is_no_summary_decision(step: str) -> Question:
    return _proposing(step, kind="no_penalty", items=[], ground="first_offence")


@proves(SUMMARY_KINDS, BEYOND_SUMMARY_KINDS, "decide_on_spot", of=SUMMARY)
def test_a_penalty_of_another_kind_is_not_decided_whatever_was_told(step: str) -> Question:
    return _told(items=[{"kind": "责令关闭", "text": "责令关闭"}]).asking(step)


def _told(**changes: Any) -> InHand:
    """Told of a draft that the core would not have let through."""
    case = spot("told")
    *before, told = case.case.acts
    facts = json.loads(told.raw) | {"draft": _drafted(case, **changes)}
    forged: Act[Any] = Act(
        seq=told.seq, transition=told.transition, actor=told.actor, at=told.at, recorded_at=told.recorded_at,
        raw=json.dumps(facts, ensure_ascii=False),
    )  # fmt: skip
    return case.having(acts=(*before, forged))


@proves(SUMMARY_LIMIT, BEYOND_SUMMARY_LIMIT, "tell", "hear", of=SUMMARY)
def test_a_citizen_is_not_fined_more_than_two_hundred_yuan(step: str) -> Question:
    return _proposing(step, items=_fined(CITIZEN_LIMIT + 1))


@proves(SUMMARY_LIMIT, BEYOND_SUMMARY_LIMIT, "decide_on_spot", of=SUMMARY)
def test_a_fine_above_the_limit_is_not_decided_whatever_was_told(step: str) -> Question:
    return _told(items=_fined(CITIZEN_LIMIT + 1)).asking(step)


@proves(SUMMARY_LIMIT, BEYOND_SUMMARY_LIMIT, "tell", of=SUMMARY)
def test_two_fines_count_together(step: str) -> Question:
    return _proposing(step, items=_fined(CITIZEN_LIMIT) + _fined(1))


@proves(SUMMARY_LIMIT, BEYOND_SUMMARY_LIMIT, "tell", of=SUMMARY)
@pytest.mark.parametrize("kind", ["legal_person", "other_organisation"])
def test_an_organisation_is_not_fined_more_than_three_thousand_yuan(step: str, kind: str) -> Question:
    return _party(kind).asking(step, draft__items=_fined(ORGANISATION_LIMIT + 1))


@proves(SUMMARY_LIMIT, BEYOND_SUMMARY_LIMIT, "tell", of=SUMMARY)
def test_an_individual_business_counts_as_a_citizen_by_convention(step: str) -> Question:
    return _party("individual_business").asking(step, draft__items=_fined(CITIZEN_LIMIT + 1))


@pytest.mark.parametrize(
    ("kind", "policy", "limit"),
    [
        ("individual", {}, CITIZEN_LIMIT),
        ("individual_business", {}, CITIZEN_LIMIT),
        ("individual_business", {"summary_limit_individual_business": ORGANISATION_LIMIT}, ORGANISATION_LIMIT),
        ("legal_person", {}, ORGANISATION_LIMIT),
    ],
)
def test_the_limit_itself_may_be_fined(kind: str, policy: dict[str, int], limit: int) -> None:
    assert _party(kind, **policy).asking("tell", draft__items=_fined(limit)).codes() == set()


def test_a_fine_beside_a_warning_is_within_the_summary_procedure() -> None:
    both = [{"kind": "警告", "text": "警告"}, *_fined(CITIZEN_LIMIT)]
    assert spot("caught").asking("tell", draft__items=both).codes() == set()


def test_a_party_whose_kind_the_source_does_not_state_may_be_an_organisation() -> None:
    case = new_spot(FINED, replay=True).do("catch", party__kind={"not_stated": "party.kind"})

    assert case.asking("tell", draft__items=_fined(ORGANISATION_LIMIT)).codes() == set()
    assert case.asking("tell", draft__items=_fined(ORGANISATION_LIMIT + 1)).codes() == {"beyond_summary_limit"}


@proves(FACTS_FOUNDED, FACTS_WITHOUT_EVIDENCE, *_steps(FACTS_FOUNDED), of=SUMMARY)
def test_facts_without_evidence_are_not_conclusive(step: str) -> Question:
    return _proposing(step, evidence=[])


@proves(FACTS_FOUNDED, EVIDENCE_UNKNOWN, *_steps(FACTS_FOUNDED), of=SUMMARY)
def test_evidence_that_is_not_on_file_makes_nothing_conclusive(step: str) -> Question:
    return _proposing(step, evidence=["证99"])


@proves(FACTS_FOUNDED, EVIDENCE_UNVERIFIED, "tell", of=SUMMARY)
def test_evidence_that_nobody_verified_makes_nothing_conclusive(step: str) -> Question:
    return new_spot().do("catch", evidence__0__verified=False).asking(step)


@proves(LAW_CITED, SPOT_LAW_MISSING, *_steps(LAW_CITED), of=SUMMARY)
@pytest.mark.parametrize("missing", ["violated", "basis"])
def test_without_a_legal_basis_nothing_is_punished_on_the_spot(step: str, missing: str) -> Question:
    return _proposing(step, **{missing: []})


def _in_force(case: InHand, start: str) -> InHand:
    """The register knows the statute from this day on."""
    statute = Statute(title="示例条例", valid=Period(start=date.fromisoformat(start)))
    return case.but(register=replace(case.register, statutes=(*case.register.statutes, statute)))


CITED = [{"law": "示例条例", "article": "第一条"}]


@proves(STATUTES_IN_FORCE, STATUTE_NOT_IN_FORCE, *_steps(STATUTES_IN_FORCE), of=SUMMARY)
def test_a_statute_not_yet_in_force_is_not_cited_on_the_spot(step: str) -> Question:
    asked = _proposing(step, basis=CITED)
    return replace(asked, register=_in_force(ready_on_spot(step), FUTURE).register)


@proves(STATUTES_IN_FORCE, LAW_YOUNGER, "tell", of=SUMMARY)
def test_a_statute_younger_than_the_violation_needs_its_reason_on_the_spot_too(step: str) -> Question:
    case = new_spot().do("catch", violation_ended_on="2026-03-01")
    return _in_force(case, "2026-03-02").asking(step, draft__basis=CITED)


@proves(NOT_FINED_TWICE, FINED_BEFORE, *_steps(NOT_FINED_TWICE), of=SUMMARY)
def test_nobody_is_fined_on_the_spot_for_what_another_case_fined(step: str) -> Question:
    case = ready_on_spot(step)
    earlier = Fine(
        case_id="其他案件", party="0" * 64, cause="露天焚烧秸秆", violated_on=None, decided_on=case.scene().day
    )
    return case.having(fines=(earlier,)).asking(step)


@proves(PAYMENT_TERM_LAWFUL, PAYMENT_TERM, *_steps(PAYMENT_TERM_LAWFUL), of=SUMMARY)
def test_the_party_has_fifteen_days_to_pay_on_the_spot_too(step: str) -> Question:
    return _proposing(step, payment_days=10)


# --- told and heard --------------------------------------------------------------------------------------------------


@proves(SPOT_RIGHTS_TOLD, SPOT_RIGHTS_UNTOLD, "tell", of=SUMMARY)
@pytest.mark.parametrize("told", ["statement", "defence"])
def test_both_rights_are_told(step: str, told: str) -> Question:
    return spot("caught").asking(step, rights=[told])


@proves(NOT_HEAVIER, HEAVIER_AFTER_STATEMENT, "hear", of=SUMMARY)
def test_nobody_is_fined_more_for_having_spoken(step: str) -> Question:
    return _proposing(step, items=_fined(FINED.fine + 1))


@proves(NOT_HEAVIER, HEAVIER_AFTER_STATEMENT, "hear", of=SUMMARY)
def test_nobody_is_fined_beside_the_warning_for_having_spoken(step: str) -> Question:
    case = spot("told", WARNED)
    return case.asking(step, result="部分采纳", draft=_drafted(case, items=_fined(1)))


@proves(TAKEN_UP, STATEMENT_NOT_TAKEN_UP, "hear", of=SUMMARY)
@pytest.mark.parametrize("result", ["采纳", "部分采纳"])
def test_what_is_taken_up_changes_the_penalty(step: str, result: str) -> Question:
    return spot("told").asking(step, result=result)


@proves(TAKEN_UP, STATEMENT_NOT_TAKEN_UP, "hear", of=SUMMARY)
def test_what_is_not_taken_up_leaves_the_penalty(step: str) -> Question:
    case = spot("told")
    return case.asking(step, draft=_drafted(case, items=_fined(100)))


def test_a_statement_taken_up_makes_the_penalty_lighter() -> None:
    case = spot("told")
    heard = case.do("hear", result="部分采纳", draft=_drafted(case, items=_fined(2_000)))

    assert [act.facts.amount for act in heard.to("archived").case.each(Payment)] == [2_000]


@proves(STATEMENT_ANSWERED, STATEMENT_UNANSWERED, "decide_on_spot", of=SUMMARY)
def test_a_statement_that_nobody_noted_was_not_heard(step: str) -> Question:
    return spot("told").asking(step, statement="heard")


@proves(STATEMENT_ANSWERED, STATEMENT_UNANSWERED, "decide_on_spot", of=SUMMARY)
@pytest.mark.parametrize("told", ["none", "waived"])
def test_who_spoke_is_not_said_to_have_kept_silent(step: str, told: str) -> Question:
    return spot("told").do("hear").asking(step, statement=told)


def test_what_the_source_of_a_replay_does_not_say_of_the_statement_is_no_finding() -> None:
    case = new_spot(FINED, replay=True).to("told")
    assert case.asking("decide_on_spot", statement={"not_stated": "statement"}).codes() == set()


@proves(AS_TOLD, NOT_AS_TOLD, "decide_on_spot", of=SUMMARY)
def test_another_party_than_was_told_is_not_punished(step: str) -> Question:
    return spot("told").correct(path="party.name", new="当事人乙").asking(step)


@proves(SEVEN_ELEMENTS, ELEMENTS_MISSING, "decide_on_spot", of=SUMMARY)
@pytest.mark.parametrize("missing", ["review_body", "payee"])
def test_a_decision_without_its_elements_is_not_made_on_the_spot(step: str, missing: str) -> Question:
    return _without(spot("told"), missing).asking(step)


def _without(case: InHand, missing: str) -> InHand:
    profile = {name: text for name, text in case.register.agency.profile.items() if name != missing}
    return case.but(register=replace(case.register, agency=replace(case.register.agency, profile=profile)))


@pytest.mark.parametrize(("plot", "changes"), [(WARNED, {}), (FINED, {"collection": COLLECTED})])
def test_where_nothing_is_paid_at_the_bank_no_payee_is_named(plot: Plot, changes: dict[str, Any]) -> None:
    assert _without(spot("told", plot), "payee").asking("decide_on_spot", **changes).codes() == set()


def test_a_replay_is_not_refused_for_what_its_source_does_not_state() -> None:
    case = _without(_without(new_spot(FINED, replay=True).to("told"), "payee"), "review_body")
    assert case.asking("decide_on_spot").codes() == set()


# --- money collected on the spot -------------------------------------------------------------------------------------


@proves(COLLECTIBLE, COLLECTION_UNFOUNDED, "decide_on_spot", of=SUMMARY)
def test_more_than_a_hundred_yuan_is_not_collected_for_being_little(step: str) -> Question:
    return spot("told", Plot(fine=10_001)).asking(step, collection=COLLECTED)


@proves(COLLECTIBLE, COLLECTION_UNFOUNDED, "decide_on_spot", of=SUMMARY)
def test_in_a_remote_place_the_party_asks_for_it(step: str) -> Question:
    return spot("told").asking(step, collection=COLLECTED | {"ground": "remote"})


@proves(COLLECTIBLE, COLLECTION_UNFOUNDED, "decide_on_spot", of=SUMMARY)
def test_of_a_warning_nothing_is_collected(step: str) -> Question:
    return spot("told", WARNED).asking(step, collection=COLLECTED)


@pytest.mark.parametrize(
    ("fine", "collection"),
    [
        (10_000, COLLECTED),
        (20_000, COLLECTED | {"ground": "hard_to_enforce", "explanation": "当事人为流动摊贩，没有固定住所。"}),
        (20_000, COLLECTED | {"ground": "remote", "request": "这里没有银行，我现在就交。"}),
    ],
)
def test_a_fine_is_collected_on_the_grounds_of_the_law(fine: int, collection: dict[str, str]) -> None:
    asked = spot("told", Plot(fine=fine)).asking("decide_on_spot", collection=collection)
    assert asked.codes() == set()


@proves(COLLECTED_AS_DECIDED, COLLECTION_UNDECIDED, "collect_on_spot", of=SUMMARY)
def test_what_the_decision_does_not_have_collected_is_not_collected(step: str) -> Question:
    return spot("performing").asking(step)


@proves(COLLECTED_AS_DECIDED, COLLECTION_UNDECIDED, "collect_on_spot", of=SUMMARY)
def test_on_another_day_it_is_not_the_spot_any_more(step: str) -> Question:
    return collecting().wait(days=1).asking(step)


def test_what_was_not_collected_on_the_spot_is_paid_at_the_bank() -> None:
    assert collecting().wait(days=3).asking("pay").codes() == set()


@proves(NOT_OVERPAID, OVERPAID, "collect_on_spot", "pay", of=SUMMARY)
def test_no_more_than_the_fine_is_taken(step: str) -> Question:
    return collecting().asking(step, amount=FINED.fine + 1)


@proves(PASSED_ON_WHOLE, COLLECTED_DIFFERS, "hand_in", "deposit", of=SUMMARY)
@pytest.mark.parametrize("amount", [FINED.fine - 1, FINED.fine + 1])
def test_what_was_collected_goes_on_whole(step: str, amount: int) -> Question:
    return ready_on_spot(step).asking(step, amount=amount)


@proves(LANDED, STILL_AFLOAT, "hand_in", of=SUMMARY)
def test_what_was_collected_on_the_water_goes_on_after_the_landing(step: str) -> Question:
    return collecting().do("collect_on_spot", on_water=True).asking(step)


def test_after_the_landing_it_goes_on() -> None:
    assert collecting().do("collect_on_spot", on_water=True).do("land").asking("hand_in").codes() == set()


@proves(ANOTHER_CASE, TURNED_TO_ITSELF, "turn_ordinary", of=SUMMARY)
def test_a_case_is_turned_over_to_another_case(step: str) -> Question:
    case = spot("caught")
    return case.asking(step, new_case=case.case.id)


# --- publication, closing, archiving ---------------------------------------------------------------------------------


@proves(COLLECTOR_DOES_NOT_CHECK, COLLECTOR_CHECKS, "review_publication", of=SUMMARY)
def test_who_collects_does_not_check_what_was_decided_on_the_spot(step: str) -> Question:
    return spot("performing").asking(step, collector=IDS["公示审核人甲"])


@proves(DECISION_SERVED, NOT_SERVED, "publish", of=SUMMARY)
def test_a_decision_on_the_spot_is_not_published_before_it_is_handed_over(step: str) -> Question:
    checked = ready_on_spot(step)
    kept = tuple(act for act in checked.case.acts if act.transition.name != "deliver")
    return checked.having(acts=kept).asking(step)


@proves(PUBLICATION_CHECKED, PUBLICATION_UNCHECKED, "publish", of=SUMMARY)
def test_what_nobody_checked_is_not_published_after_the_spot(step: str) -> Question:
    return spot("performing").asking(step)


@proves(TWO_PERSONS, SAME_PERSON, "publish", of=SUMMARY)
def test_who_checks_does_not_publish_what_was_decided_on_the_spot(step: str) -> Question:
    case = ready_on_spot(step)
    posts = tuple(
        replace(a, officer_id=IDS["公示审核人甲"]) for a in case.register.assignments if a.role == "publisher"
    )
    both = case.but(register=replace(case.register, assignments=(*case.register.assignments, *posts)))
    return both.asking(step, by="公示审核人甲")


@proves(TWO_PERSONS, SAME_PERSON, "archive", "archive_ended", of=SUMMARY)
def test_who_files_the_dossier_of_the_spot_does_not_check_it(step: str) -> Question:
    return ready_on_spot(step).asking(step, checker=IDS["立卷人甲"])


@proves(ALL_TRACKS_ENDED, TRACKS_OPEN, "archive", of=SUMMARY)
def test_a_case_of_the_spot_is_not_archived_with_anything_open(step: str) -> Question:
    case = spot("closed")
    paying = next(track for track in case.case.tracks if track.track == PAYING.name)
    return case.having(tracks=(replace(paying, closed_on=None, closed_seq=None),)).asking(step)


@proves(ALL_TRACKS_ENDED, TRACKS_OPEN, "close", of=SUMMARY)
@pytest.mark.parametrize("left", ["pay", "file_record"])
def test_a_case_of_the_spot_is_not_closed_with_anything_left_to_do(step: str, left: str) -> Question:
    done = ready_on_spot("publish").do("publish")
    return done.do({"pay": "file_record", "file_record": "pay"}[left]).asking(step)


@proves(ALL_TRACKS_ENDED, TRACKS_OPEN, "close", of=SUMMARY)
@pytest.mark.parametrize("last", ["collect_on_spot", "hand_in"])
def test_a_case_is_not_closed_before_the_money_is_at_the_bank(step: str, last: str) -> Question:
    case = ready_on_spot("deposit" if last == "hand_in" else "hand_in")
    return case.do("file_record").do("review_publication").do("publish").asking(step)


@proves(CLOSABLE, MONEY_OWED, "close", of=SUMMARY)
def test_a_case_of_the_spot_with_money_owed_is_not_closed(step: str) -> Question:
    return ready_on_spot("publish").having(tracks=()).asking(step)


@proves(CLOSABLE, CLOSING_GROUND, "close", of=SUMMARY)
def test_a_case_of_the_spot_is_not_closed_as_if_nothing_had_been_imposed(step: str) -> Question:
    return ready_on_spot(step).asking(step, ground="不予处罚决定已送达")


def test_a_warning_is_closed_once_it_is_filed_and_published() -> None:
    assert (
        spot("performing", WARNED).do("file_record").do("review_publication").do("publish").asking("close").codes()
        == set()
    )


def test_what_is_collected_in_two_parts_is_passed_on_part_by_part() -> None:
    first = collecting().do("collect_on_spot", amount=2_000).do("hand_in", amount=2_000).do("deposit", amount=2_000)
    second = first.do("collect_on_spot", amount=1_000)
    assert second.asking("hand_in", amount=1_000).codes() == set()
    assert second.asking("hand_in", amount=3_000).codes() == {"collected_differs"}
