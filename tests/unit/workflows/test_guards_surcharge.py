"""加处罚款: after the period, once for each day, by the arithmetic of the law (处罚法 72(1)(1), 73(3))."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from guard_proofs import proves
from in_hand import InHand, Question, new_case, ready, standing, undone
from penalty_steps import Plot
from steps_of_performance import GAINS
from zhifa.workflows import dues
from zhifa.workflows.guards.enforcement import STILL_ENFORCED
from zhifa.workflows.guards.surcharge import FINED, SURCHARGE_AFTER_PERIOD, SURCHARGE_ONCE, SURCHARGE_RECKONED
from zhifa.workflows.reasons.enforcement import NOT_ENFORCED
from zhifa.workflows.reasons.surcharge import NO_FINE, SURCHARGE_AMOUNT, SURCHARGE_EARLY, SURCHARGE_TWICE

STEP = "impose_surcharge"


def served_on(day: str, *items: dict[str, object]) -> InHand:
    """The decision served on this day, of a fine of 1000 yuan unless other items are given."""
    case = standing("investigating").do("interview")
    return (case.do("conclude", draft__items=list(items)) if items else case).to("serving").on(day).do("serve_decision")


@proves(FINED, NO_FINE, STEP)
@pytest.mark.parametrize("items", [[GAINS], [{"kind": "警告", "text": "警告"}]], ids=["gains", "warning"])
def test_nothing_is_added_where_no_fine_was_imposed(step: str, items: list[dict[str, object]]) -> Question:
    return served_on("2026-04-01", *items).wait(days=60).asking(step)


@proves(FINED, NO_FINE, STEP)
def test_nothing_is_added_under_an_annulled_decision(step: str) -> Question:
    return undone(ready(step)).asking(step)


@proves(FINED, NO_FINE, STEP)
def test_nothing_is_added_to_a_fine_that_no_source_states(step: str) -> Question:
    unknown = {"kind": "罚款", "amount": {"not_stated": "decision_items.0.amount_yuan"}, "text": "罚款，数额未见"}
    drafted = new_case(replay=True).to("investigating").do("interview").do("conclude", draft__items=[unknown])
    return drafted.to("performing").wait(days=30).asking(step)


@proves(SURCHARGE_AFTER_PERIOD, SURCHARGE_EARLY, STEP)
def test_the_last_day_of_the_period_does_not_count_yet(step: str) -> Question:
    case = served_on("2026-04-01").on("2026-05-20")
    return case.asking(step, from_on="2026-04-16", amount=105_000, excluded_days=0)


def test_the_day_after_the_period_counts() -> None:
    case = served_on("2026-04-01").on("2026-04-17", "16:00")
    assert case.asking(STEP).command.facts["from_on"] == "2026-04-17"
    assert case.asking(STEP, amount=3_000).codes() == set()


@proves(SURCHARGE_AFTER_PERIOD, SURCHARGE_EARLY, STEP)
def test_a_postponed_fine_is_surcharged_after_its_last_date_only(step: str) -> Question:
    case = standing("performing").do("request_postponement").do("approve_postponement")
    return case.wait(days=60).asking(step, from_on=case.scene().day.isoformat())


@proves(SURCHARGE_ONCE, SURCHARGE_TWICE, STEP)
def test_the_same_days_are_not_counted_twice(step: str) -> Question:
    once = served_on("2026-04-01").on("2026-04-20").do(step).do("serve_further")
    return once.on("2026-04-25").asking(step, from_on="2026-04-20")


def test_surcharges_are_reckoned_to_a_day_whether_they_were_imposed_or_not() -> None:
    served = served_on("2026-04-01")
    once = served.on("2026-04-20").do(STEP)
    since, day = date(2026, 4, 17), date(2026, 4, 25)
    assert [dues.overdue_since(case.case, day) for case in (served, once)] == [since, since]
    assert [dues.accrued_until(case.case, day) for case in (served, once)] == [9 * 3_000, 9 * 3_000]
    assert dues.accrued_until(served.case, date(2026, 12, 31)) == 100_000


def test_days_on_which_a_remedy_was_pending_are_told_apart() -> None:
    late = served_on("2026-04-01").on("2026-04-20")
    under_remedy = late.do("lodge_remedy")
    assert [dues.excluded_days(case.case, date(2026, 4, 25)) for case in (late, under_remedy)] == [0, 6]
    assert dues.excluded_days(under_remedy.case, date(2026, 4, 16)) == 0
    assert dues.accrued_until(under_remedy.case, date(2026, 4, 25)) == 3 * 3_000


def test_a_fine_that_is_paid_or_not_yet_due_grows_no_more() -> None:
    served = served_on("2026-04-01")
    paid = served.on("2026-04-20").do(STEP).do("pay")
    assert dues.overdue_since(served.case, date(2026, 4, 16)) is None
    assert dues.accrued_until(served.case, date(2026, 4, 16)) == 0
    assert dues.overdue_since(paid.case, date(2026, 4, 25)) is None
    assert dues.accrued_until(paid.case, date(2026, 4, 25)) == dues.surcharged(paid.case) > 0


def test_later_days_are_added_to_earlier_ones() -> None:
    once = served_on("2026-04-01").on("2026-04-20").do(STEP).do("serve_further")
    twice = once.on("2026-04-25").do(STEP)
    assert dues.surcharged(twice.case) == 9 * 3_000
    assert dues.owed(twice.case) == 100_000 + 9 * 3_000


@proves(SURCHARGE_RECKONED, SURCHARGE_AMOUNT, STEP)
@pytest.mark.parametrize(
    ("field", "wrong"), [("amount", 12_001), ("amount", 11_999), ("principal", 99_999), ("excluded_days", 1)]
)
def test_an_amount_that_does_not_come_out_is_refused(step: str, field: str, wrong: int) -> Question:
    return served_on("2026-04-01").on("2026-04-20").asking(step, **{field: wrong})


def test_four_days_of_three_per_cent() -> None:
    assert served_on("2026-04-01").on("2026-04-20").asking(STEP, amount=12_000).codes() == set()


def test_it_never_comes_to_more_than_the_fine() -> None:
    late = served_on("2026-04-01").on("2026-10-20").do(STEP)
    assert dues.surcharged(late.case) == 100_000


def test_nothing_is_left_to_add_once_the_cap_is_reached() -> None:
    late = served_on("2026-04-01").on("2026-10-20").do(STEP).do("serve_further").on("2026-10-25")
    assert late.asking(STEP, amount=1).codes() == {"surcharge_amount"}


def test_confiscated_gains_are_owed_but_no_base_of_a_surcharge() -> None:
    case = served_on("2026-04-01", {"kind": "罚款", "amount": 100_000, "text": "罚款"}, GAINS).on("2026-04-20")
    assert dues.owed(case.case) == 140_000
    assert case.asking(STEP, amount=12_000).codes() == set()


def test_what_was_paid_counts_on_the_fine_from_its_day_on() -> None:
    paid = served_on("2026-04-01").on("2026-04-19").do("pay", amount=50_000)
    assert paid.on("2026-04-20").asking(STEP, amount=2 * 3_000 + 2 * 1_500).codes() == set()


def test_the_days_of_a_remedy_do_not_count() -> None:
    lodged = served_on("2026-04-01").on("2026-04-18").do("lodge_remedy")
    assert lodged.on("2026-04-25").asking(STEP, excluded_days=8, amount=3_000).codes() == set()
    ended = lodged.on("2026-04-22").do("record_remedy")
    assert ended.on("2026-04-25").asking(STEP, excluded_days=5, amount=12_000).codes() == set()


def test_days_without_end_are_refused_and_not_counted() -> None:
    far = served_on("2026-04-01").on("2026-04-20").asking(STEP, from_on="0001-01-01", until_on="9999-12-31")
    assert far.codes() == {"surcharge_early", "times_unfit"}


def test_a_surcharge_after_the_fine_was_paid_late_opens_payment_again() -> None:
    paid = served_on("2026-04-01").on("2026-04-20").do("pay")
    assert "payment" not in {t.track for t in paid.case.open_tracks()}
    added = paid.on("2026-04-21").do(STEP)
    assert dues.owed(added.case) == 9_000
    assert "payment" not in {t.track for t in added.do("pay").case.open_tracks()}


def test_a_fine_that_was_lowered_lowers_the_cap() -> None:
    added = served_on("2026-04-01").on("2026-10-20").do(STEP)
    lower = {"effect": "变更", "items": [{"kind": "罚款", "amount": 60_000, "text": "罚款"}]}
    assert dues.owed(undone(added, **lower).case) == 120_000


def test_a_case_is_not_closed_before_the_surcharge_is_paid() -> None:
    late = (
        standing("performing", Plot()).do("review_publication").do("publish").wait(days=30).do(STEP).do("serve_further")
    )
    assert "money_owed" in late.do("pay", amount=100_000).asking("close").codes()
    assert late.do("pay").asking("close").codes() == set()


# --- what changes the sums afterwards --------------------------------------------------------------------------------

FINE = {"kind": "罚款", "amount": 100_000, "text": "罚款"}


def tracks(case: InHand) -> set[str]:
    return {track.track for track in case.case.open_tracks()}


def entered_late(amount: int) -> InHand:
    """A payment of 5 April entered on the 20th, when a surcharge had been imposed."""
    added = served_on("2026-04-01").on("2026-04-20").do(STEP).do("serve_further")
    return added.on("2026-04-05").do("pay", amount=amount, recorded=timedelta(days=16)).on("2026-04-21", "12:00")


def test_a_payment_in_time_that_is_entered_late_leaves_nothing_owed() -> None:
    paid = entered_late(100_000)
    assert dues.owed(paid.case) == 0
    assert "payment" not in tracks(paid)


def test_of_a_payment_entered_late_what_is_too_much_is_refunded() -> None:
    paid = entered_late(110_000)
    assert "refund" in tracks(paid)
    assert "refund" not in tracks(paid.do("record_refund", amount=10_000))


@pytest.mark.parametrize("effect", ["维持", "撤回申请"])
@proves(SURCHARGE_AFTER_PERIOD, SURCHARGE_EARLY, STEP)
def test_an_outcome_does_not_open_the_time_before_the_period_ended(step: str, effect: str) -> Question:
    paid = served_on("2026-04-01", FINE, GAINS).on("2026-04-05").do("pay", amount=100_000)
    return undone(paid, effect).on("2026-04-20").asking(step, principal=777, from_on="2026-01-05", amount=99_999)


@proves(SURCHARGE_AFTER_PERIOD, SURCHARGE_EARLY, STEP)
def test_without_any_time_to_pay_nothing_is_overdue(step: str) -> Question:
    return ready(step).having(terms=()).asking(step)


RAISED = {"effect": "变更", "items": [FINE | {"amount": 200_000}]}


@proves(SURCHARGE_AFTER_PERIOD, SURCHARGE_EARLY, STEP)
def test_a_fine_that_was_raised_is_paid_within_fifteen_days_of_the_outcome(step: str) -> Question:
    raised = undone(served_on("2026-04-01").do("pay").on("2026-04-22"), **RAISED)
    assert [t.due for t in raised.case.terms if t.code == "payment" and t.running] == ["2026-05-07"]
    return raised.on("2026-05-08").asking(step, from_on="2026-05-07")


def test_a_fine_that_was_raised_is_surcharged_on_what_is_unpaid_of_it() -> None:
    raised = undone(served_on("2026-04-01").do("pay").on("2026-04-22"), **RAISED)
    assert raised.on("2026-05-09").asking(STEP, from_on="2026-05-08", amount=2 * 3_000).codes() == set()


def test_what_was_refunded_counts_as_unpaid_once_the_fine_is_raised_again() -> None:
    lowered = undone(served_on("2026-04-01").do("pay"), effect="变更", items=[FINE | {"amount": 60_000}]).do(
        "record_refund"
    )
    raised = undone(lowered.on("2026-04-22"), effect="变更", items=[FINE])
    assert raised.on("2026-05-09").asking(STEP, from_on="2026-05-08", amount=2 * 1_200).codes() == set()


def test_a_fine_raised_to_what_was_already_paid_gives_no_time_to_pay() -> None:
    lowered = undone(served_on("2026-04-01").do("pay"), effect="变更", items=[FINE | {"amount": 60_000}])
    assert "refund" in tracks(lowered)
    raised = undone(lowered, effect="变更", items=[FINE])
    assert tracks(raised) & {"refund", "payment"} == set()
    assert [t.status for t in raised.case.terms if t.code == "payment"] == ["met"]


def test_gains_added_by_an_outcome_are_demanded_after_the_days_that_the_decision_gives() -> None:
    added = undone(served_on("2026-04-01").do("pay").on("2026-04-22"), effect="变更", items=[FINE, GAINS])
    assert "period_running" in added.on("2026-05-07").asking("demand_performance").codes()
    assert added.on("2026-05-08").asking("demand_performance").codes() == set()


def test_a_surcharge_takes_the_place_of_a_refund_that_it_uses_up() -> None:
    late = served_on("2026-04-01").on("2026-04-20").do("pay")
    lowered = undone(late, effect="变更", items=[FINE | {"amount": 95_000}])
    added = lowered.on("2026-04-21").do(STEP)
    assert "refund" in tracks(lowered)
    assert tracks(added) & {"refund", "payment"} == {"payment"}


@proves(STILL_ENFORCED, NOT_ENFORCED, STEP)
@pytest.mark.parametrize("result", ["不准予执行", "终结执行"])
def test_nothing_is_added_to_what_the_court_does_not_enforce(step: str, result: str) -> Question:
    return ready("record_court").do("record_court", result=result).wait(days=1).asking(step)


@pytest.mark.parametrize("amount", [99_999, 100_000])
def test_what_the_court_does_not_enforce_may_still_be_paid(amount: int) -> None:
    given_up = ready("record_court").do("record_court", result="终结执行")
    assert given_up.asking("pay", amount=amount).codes() == set()


def test_a_decision_changed_after_the_court_gave_it_up_can_still_be_closed() -> None:
    given_up = ready("record_court").do("record_court", result="不准予执行").wait(days=1)
    changed = undone(given_up, effect="变更", items=[FINE | {"amount": 50_000}])
    assert "payment" not in tracks(changed)
    assert changed.do("review_publication").do("publish").asking("close", ground="其他").codes() == set()
