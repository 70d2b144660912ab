"""Performance, publication and closing (处罚法 47, 48, 67)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guard_proofs import proves
from in_hand import IDS, MILD, PLAIN, InHand, Question, due, new_case, ready, standing, undone
from penalty_steps import Plot
from zhifa.workflows.dues import owed
from zhifa.workflows.forms.serve import Service
from zhifa.workflows.guards.closing import (
    ALL_TRACKS_ENDED,
    CLOSABLE,
    COLLECTOR_DOES_NOT_CHECK,
    CONFISCATION_DECIDED,
    DECISION_SERVED,
    NOT_OVERPAID,
    PUBLICATION_CHECKED,
    TWO_PERSONS,
)
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.reasons.closing import (
    CLOSING_GROUND,
    COLLECTOR_CHECKS,
    MONEY_OWED,
    NOT_SERVED,
    OVERPAID,
    PUBLICATION_UNCHECKED,
    TRACKS_OPEN,
)
from zhifa.workflows.reasons.evidence import CONFISCATION_UNDECIDED
from zhifa.workflows.reasons.people import SAME_PERSON
from zhifa.workflows.reasons.remedies import REFUND_OWED

WITHHELD = {"shown": [], "redactions": [], "withheld_reason": "涉及个人隐私。"}


@proves(NOT_OVERPAID, OVERPAID, "pay")
def test_more_than_the_fine_is_not_taken(step: str) -> Question:
    return standing("performing").asking(step, amount=100_001)


@proves(NOT_OVERPAID, OVERPAID, "pay")
def test_more_than_the_rest_of_the_fine_is_not_taken(step: str) -> Question:
    return standing("performing").do("pay", amount=60_000).asking(step, amount=40_001)


def test_the_fine_is_paid_in_parts_to_the_last_fen() -> None:
    part = standing("performing").do("pay", amount=60_000)
    assert [t.track for t in part.case.open_tracks()] == ["publication", "payment"]
    assert [t.track for t in part.do("pay", amount=40_000).case.open_tracks()] == ["publication"]


UNKNOWN = {"kind": "罚款", "amount": {"not_stated": "decision_items.0.amount_yuan"}, "text": "罚款，数额未见"}


def test_a_real_case_has_no_fine_of_an_amount_that_is_not_stated() -> None:
    assert standing("investigating").asking("conclude", draft__items=[UNKNOWN]).codes() == {"not_stated_outside_replay"}


def test_what_the_source_of_a_replay_does_not_state_is_neither_nothing_nor_ever_paid_up() -> None:
    drafted = new_case(PLAIN, replay=True).to("investigating").do("interview").do("conclude", draft__items=[UNKNOWN])
    performing = drafted.to("performing")
    assert owed(performing.case) is None
    paid = performing.do("pay", amount=1)
    assert "payment" in {track.track for track in paid.case.open_tracks()}
    assert paid.do("review_publication").do("publish").asking("close").codes() == {"tracks_open"}


@proves(DECISION_SERVED, NOT_SERVED, "publish")
def test_a_decision_is_not_published_before_it_is_served(step: str) -> Question:
    checked = standing("performing").do("review_publication")
    unserved = tuple(a for a in checked.case.acts if a.transition.facts is not Service or a.seq < 10)
    return checked.having(acts=unserved).asking(step)


@proves(DECISION_SERVED, NOT_SERVED, "publish")
def test_without_a_decision_there_is_nothing_to_publish(step: str) -> Question:
    return standing("performing").do("review_publication").having(decisions=()).asking(step)


@proves(PUBLICATION_CHECKED, PUBLICATION_UNCHECKED, "publish")
def test_what_nobody_checked_is_not_published(step: str) -> Question:
    return standing("performing").asking(step)


@proves(PUBLICATION_CHECKED, PUBLICATION_UNCHECKED, "publish")
def test_what_is_withheld_is_not_published(step: str) -> Question:
    return standing("performing").do("review_publication", **WITHHELD).asking(step)


def test_what_was_served_and_checked_is_published() -> None:
    assert standing("performing").do("review_publication").asking("publish").codes() == set()


@proves(COLLECTOR_DOES_NOT_CHECK, COLLECTOR_CHECKS, "review_publication")
def test_who_collects_does_not_check(step: str) -> Question:
    return standing("performing").asking(step, collector=IDS["公示审核人甲"])


def test_two_different_persons_collect_and_check() -> None:
    assert standing("performing").asking("review_publication").codes() == set()


@proves(ALL_TRACKS_ENDED, TRACKS_OPEN, "close")
def test_a_case_with_an_unpaid_fine_is_not_closed(step: str) -> Question:
    return _published(standing("performing")).asking(step)


@proves(ALL_TRACKS_ENDED, TRACKS_OPEN, "close")
def test_a_case_that_is_not_published_is_not_closed(step: str) -> Question:
    return standing("performing").do("pay").asking(step)


@proves(ALL_TRACKS_ENDED, TRACKS_OPEN, "close")
@pytest.mark.parametrize("measure", ["preserve", "order_correction"])
def test_a_case_with_a_measure_open_is_not_closed(step: str, measure: str) -> Question:
    return _published(_measured(measure).to("performing").do("pay")).asking(step)


@proves(ALL_TRACKS_ENDED, TRACKS_OPEN, "archive")
def test_a_case_with_a_remedy_pending_is_not_archived(step: str) -> Question:
    return standing("closed").do("lodge_remedy").asking(step)


@proves(ALL_TRACKS_ENDED, TRACKS_OPEN, "withdraw", "withdraw_at_approval", "decline_filing")
def test_a_case_with_a_measure_open_does_not_end_in_another_way_either(step: str) -> Question:
    state = ORDINARY.by_name[step].sources[-1].name if step != "decline_filing" else "verifying"
    opened = standing("verifying").do("inspect").do("approve_preservation").do("preserve")
    return opened.to(state).asking(step)


def _measured(measure: str) -> InHand:
    case = standing("investigating")
    return case.do("approve_preservation").do(measure) if measure == "preserve" else case.do(measure)


def test_a_measure_ended_lets_the_case_be_closed() -> None:
    measured = _measured("preserve").do("order_correction").to("performing")
    ended = _published(measured.do("pay")).do("handle_preserved").do("recheck")
    assert ended.asking("close").codes() == set()


def test_a_decision_withheld_from_the_public_closes_like_a_published_one() -> None:
    withheld = standing("performing").do("pay").do("review_publication", **WITHHELD)
    assert withheld.asking("close").codes() == set()


@pytest.mark.parametrize("plot", [Plot(fine=0), Plot(penalty=False)], ids=["warning", "no penalty"])
def test_where_nothing_is_owed_publication_alone_is_waited_for(plot: Plot) -> None:
    assert _published(standing("performing", plot)).asking("close").codes() == set()


def test_a_recheck_that_finds_nothing_corrected_leaves_the_order_open() -> None:
    ordered = _measured("order_correction")

    assert [t.track for t in ordered.do("recheck", corrected=False).case.open_tracks()] == ["correction"]
    assert ordered.do("recheck").case.open_tracks() == ()


def test_an_order_never_obeyed_ends_with_what_is_done_about_it() -> None:
    ordered = _measured("order_correction")

    taken_up = ordered.do("recheck", corrected=False, taken_up="不履行责令改正决定，已另案立案处理。")

    assert taken_up.case.open_tracks() == ()
    assert ordered.asking("recheck", taken_up="另案处理。").codes() == {"facts_invalid"}


# --- the ground of closing, what is owed, what is confiscated --------------------------------------------------------


def _ended(plot: Plot) -> InHand:
    """Everything is done but the closing."""
    case = standing("performing", plot)
    return _published(case.do("pay") if case.case.open_tracks()[-1].track == "payment" else case)


@proves(CLOSABLE, CLOSING_GROUND, "close")
@pytest.mark.parametrize("penalty", [True, False])
def test_a_case_is_closed_on_the_ground_that_fits_its_decision(step: str, penalty: bool) -> Question:
    wrong = "不予处罚决定已送达" if penalty else "处罚决定执行完毕"
    return _ended(Plot(penalty=penalty)).asking(step, ground=wrong)


@proves(CLOSABLE, MONEY_OWED, "close")
def test_a_case_with_money_owed_is_not_closed_whatever_its_tracks_say(step: str) -> Question:
    return _published(standing("performing")).having(tracks=()).asking(step)


@pytest.mark.parametrize("plot", [PLAIN, MILD], ids=["penalty", "no penalty"])
def test_another_ground_fits_every_decision(plot: Plot) -> None:
    assert _ended(plot).asking("close", ground="其他").codes() == set()


GOODS = {"kind": "没收非法财物", "amount": 5_000, "text": "没收焚烧工具一套"}


@proves(CONFISCATION_DECIDED, CONFISCATION_UNDECIDED, "handle_preserved")
def test_goods_are_not_confiscated_without_a_decision(step: str) -> Question:
    return _measured("preserve").asking(step, disposal="没收")


@proves(CONFISCATION_DECIDED, CONFISCATION_UNDECIDED, "handle_preserved")
def test_goods_are_not_confiscated_by_a_decision_that_says_nothing_of_them(step: str) -> Question:
    return _measured("preserve").to("performing").asking(step, disposal="没收")


@proves(CONFISCATION_DECIDED, CONFISCATION_UNDECIDED, "handle_preserved")
def test_a_draft_that_wants_them_confiscated_is_no_decision_yet(step: str) -> Question:
    return _confiscating().to("approving").asking(step, disposal="没收")


def test_goods_are_confiscated_by_the_decision_that_says_so() -> None:
    decided = _confiscating().to("performing")

    basis = [{"law": "示例法", "article": "第一条"}]
    assert decided.asking("handle_preserved", disposal="没收", basis=basis).codes() == set()
    assert "payment" not in {t.track for t in decided.case.open_tracks()}, "their value is nothing to be paid"
    assert "performance" in {t.track for t in decided.case.open_tracks()}


def _confiscating() -> InHand:
    return _measured("preserve").do("interview").do("conclude", draft__items=[GOODS])


# --- two persons -----------------------------------------------------------------------------------------------------


@proves(TWO_PERSONS, SAME_PERSON, "archive", "archive_ended")
def test_who_files_the_dossier_does_not_check_it(step: str) -> Question:
    return ready(step).asking(step, checker=IDS["立卷人甲"])


@proves(TWO_PERSONS, SAME_PERSON, "publish")
def test_who_checks_the_publication_does_not_publish(step: str) -> Question:
    return _also_publisher(standing("performing").do("review_publication")).asking(step, by="公示审核人甲")


def _also_publisher(case: InHand) -> InHand:
    """公示审核人甲 holds the post of publisher as well."""
    both = tuple(
        replace(a, officer_id=IDS["公示审核人甲"]) if a.role == "publisher" else a for a in case.register.assignments
    )
    return case.but(register=replace(case.register, assignments=(*case.register.assignments, *both)))


def _published(case: InHand) -> InHand:
    return case.do("review_publication").do("publish")


def overpaid() -> InHand:
    """An annulled decision whose refund was not made, whatever its tracks say."""
    return undone(due("pay").do("pay")).having(tracks=())


@proves(CLOSABLE, REFUND_OWED, "close")
def test_a_case_is_not_closed_while_money_is_to_be_paid_back(step: str) -> Question:
    return overpaid().asking(step, ground="其他")
