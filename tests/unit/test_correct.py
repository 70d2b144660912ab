"""Corrections: beside the old value, never over it; they void reviews, move terms, and come too late after a decision (invariant 7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from in_hand import HEARD, IDS, InHand, new_case, standing
from small_procedure import guard
from zhifa.engine.casefile import Act
from zhifa.engine.correct import Correction, put
from zhifa.engine.linked import Link
from zhifa.engine.plan import CorrectionPlan, Refused
from zhifa.workflows import dues
from zhifa.workflows.ordinary import ORDINARY

INSPECTED, FILED, SERVED = 2, 3, 8
"""Entries of the straight path."""


def _plan(case: InHand, **changes: Any) -> CorrectionPlan:
    answer = case.correcting(**changes)
    assert isinstance(answer, CorrectionPlan), [refusal.text for refusal in answer.refusals]
    return answer


def _codes(case: InHand, **changes: Any) -> set[str]:
    answer = case.correcting(**changes)
    return {refusal.code for refusal in answer.refusals} if isinstance(answer, Refused) else set()


def _told(case: InHand, **changes: Any) -> str:
    answer = case.correcting(**changes)
    assert isinstance(answer, Refused)
    return "；".join(refusal.text for refusal in answer.refusals)


# --- what it says ----------------------------------------------------------------------------------------------------


def test_a_correction_keeps_the_old_value_beside_the_new() -> None:
    plan = _plan(standing("investigating"), path="content", new="巡查发现一处焚烧。")

    assert (plan.seq, plan.path) == (0, "content")
    assert (plan.old, plan.new) == ("巡查发现有人露天焚烧秸秆。", "巡查发现一处焚烧。")


def test_what_a_case_says_of_others_is_not_corrected() -> None:
    linking = replace(ORDINARY, links=lambda facts: (Link(case_id=getattr(facts, "content", ""), relation="原案"),))
    case = standing("investigating").having(workflow=linking)

    assert "关联案件登记后不更正" in _told(case, path="content", new="巡查发现一处焚烧。")


def test_a_file_with_other_facts_in_one_act_is_the_same_in_all_others() -> None:
    case = standing("investigating").case
    filed = next(act for act in case.acts if act.seq == FILED)
    amended = case.amended(INSPECTED, filed.facts)

    assert [act.facts for act in amended.acts if act.seq == INSPECTED] == [filed.facts]
    assert [act for act in amended.acts if act.seq != INSPECTED] == [act for act in case.acts if act.seq != INSPECTED]


def test_an_act_with_other_facts_still_tells_what_it_said_before_its_corrections() -> None:
    case = standing("investigating").correct().case
    first, amended = case.acts[0], case.amended(0, case.as_told(1).acts[0].facts).acts[0]

    assert amended.superseded == first.superseded != ()
    assert (amended.raw, amended.at) == (amended.facts.model_dump_json(), first.at)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [("evidence.0.proves", "焚烧的地点和面积", "焚烧的面积"), ("signature.signed", True, False)],
)
def test_a_path_leads_into_lists_and_parts(path: str, old: object, new: object) -> None:
    case = standing("investigating")
    if path == "signature.signed":
        assert _codes(case, seq=INSPECTED, path=path, new=new) == {"facts_invalid"}, "a missing signature is explained"
    else:
        assert _plan(case, seq=INSPECTED, path=path, new=new).old == old


# --- reviews and state -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["discussing", "approving"])
def test_a_case_that_waits_for_its_decision_goes_back_to_review(state: str) -> None:
    plan = _plan(standing(state))

    assert plan.source.name == state
    assert plan.target is ORDINARY.review_state
    assert plan.voids_review


@pytest.mark.parametrize("state", ["verifying", "investigating", "concluded", "defence", "reviewing"])
def test_elsewhere_before_the_decision_the_case_stays_and_the_review_is_void(state: str) -> None:
    plan = _plan(standing(state))

    assert plan.target is plan.source
    assert plan.voids_review


@pytest.mark.parametrize("state", ["decided", "serving", "performing"])
def test_what_a_decision_rests_on_is_not_corrected(state: str) -> None:
    assert _codes(standing(state)) == {"correction_after_decision"}


def test_the_decision_itself_is_not_corrected() -> None:
    decided = standing("decided").case.decisions[0].seq

    assert "correction_after_decision" in _codes(standing("decided"), seq=decided, path="head_opinion", new="不同意。")


def test_what_came_after_the_decision_is_corrected_and_voids_nothing() -> None:
    served = standing("performing").case.acts[-1].seq
    plan = _plan(standing("performing"), seq=served, path="place", new="示例市示例区示例村委会")

    assert plan.target is plan.source
    assert not plan.voids_review


def test_an_ended_case_is_not_corrected() -> None:
    assert "case_ended" in _codes(standing("archived"))


# --- who -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "code", "told"),
    [
        ({"actor": "审核人甲"}, "no_role", "“更正”应由承办人、承办机构负责人办理，审核人甲"),
        ({"actor": "00000000-0000-4000-8000-00000000ffff"}, "unknown_actor", "没有 00000000"),
        ({"actor": "承办机构负责人甲"}, "correction_approver", "批准人与登记人是同一人"),
        ({"approver": "承办人乙"}, "correction_approver", "当日没有批准的岗位"),
        ({"approver": "00000000-0000-4000-8000-00000000ffff"}, "correction_approver", "当日没有批准的岗位"),
        ({"reason": "  "}, "facts_invalid", "填报项“reason”的值"),
        ({"reason": ""}, "facts_invalid", "填报项“reason”的值"),
        ({"actor": "承办人丙"}, "not_of_this_case", "承办人丙不是本案承办人，不能办理更正"),
    ],
)
def test_a_correction_is_entered_by_one_and_approved_by_another_for_a_reason(
    changes: dict[str, Any], code: str, told: str
) -> None:
    assert _codes(standing("investigating"), **changes) == {code}
    assert told in _told(standing("investigating"), **changes)


def test_every_reason_against_a_correction_is_told_at_once() -> None:
    faulty = {"actor": "审核人甲", "approver": "审核人甲", "reason": "", "seq": 99}

    assert _codes(standing("investigating"), **faulty) == {
        "no_role", "correction_approver", "facts_invalid", "correction_target",
    }  # fmt: skip


def test_a_correction_is_not_made_before_it_is_recorded() -> None:
    case = standing("investigating")

    assert _codes(case, occurred_at=case.at + timedelta(seconds=1)) == {"occurred_in_future"}


# --- what ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "code", "told"),
    [
        ({"seq": 99}, "correction_target", "第99号记录不能更正：没有这一环节的记录"),
        ({"path": "colour", "new": "红"}, "correction_target", "没有填报项“colour”"),
        ({"path": "party.colour", "new": "红"}, "correction_target", "没有填报项“party.colour”"),
        ({"path": "content.0", "new": "红"}, "correction_target", "没有填报项“content.0”"),
        ({"path": "attachments.0", "new": "红"}, "correction_target", "没有填报项“attachments.0”"),
        ({"path": "attachments.x", "new": "红"}, "facts_invalid", "填报项“attachments.x”的值"),
        ({"path": "content", "new": "巡查发现有人露天焚烧秸秆。"}, "correction_target", "新值与原值相同"),
        ({"path": "content", "new": 7}, "facts_invalid", "填报项“content"),
        ({"path": "party.identity_kind", "new": "uscc"}, "identity_check_digit", "校验位不正确"),
        ({"path": "occurred_at", "new": "2026-03-02 09:00"}, "facts_invalid", "填报项“occurred_at”的值"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_its_path(changes: dict[str, Any], code: str, told: str) -> None:
    assert code in _codes(standing("investigating"), **changes)
    assert told in _told(standing("investigating"), **changes)


def test_a_correction_does_not_unsay_a_fact() -> None:
    silent = {"path": "content", "new": {"not_stated": "content"}}
    replay = new_case(replay=True).to("investigating")

    assert _codes(standing("investigating"), **silent) == {"not_stated_outside_replay"}
    assert _codes(replay, **silent) == set()


def test_the_guards_of_the_step_are_asked_again() -> None:
    one = {"seq": INSPECTED, "path": "officers", "new": [IDS["承办人甲"]]}

    assert _codes(standing("investigating"), **one) == {"too_few_officers"}


def test_a_guard_that_answers_in_another_form_stops_a_correction_as_well() -> None:
    case = standing("investigating")
    broken = guard(lambda _: None)
    acts = tuple(_asking(act, broken) if act.seq == 0 else act for act in case.case.acts)

    assert _codes(case.having(acts=acts)) == {"guard_fault"}


def _asking(act: Any, broken: Any) -> Any:
    asked = replace(act.transition, guards=(broken,))
    return Act(
        seq=act.seq, transition=asked, actor=act.actor, at=act.at, recorded_at=act.recorded_at,
        raw=act.facts.model_dump_json(),
    )  # fmt: skip


# --- times and terms -------------------------------------------------------------------------------------------------


def _moved_by(case: InHand, seq: int, **span: float) -> dict[str, Any]:
    """The correction of a step's time by so much."""
    at = next(act.at for act in case.case.acts if act.seq == seq) + timedelta(**span)
    return {"seq": seq, "path": "occurred_at", "new": at.isoformat()}


def test_a_term_is_reckoned_anew_from_the_right_day() -> None:
    case = standing("defence", HEARD)
    plan = _plan(case.wait(days=3), **_moved_by(case, SERVED, minutes=-30))
    assert plan.moved == (), "the same day gives the same end"

    reported = new_case(HEARD).on("2026-03-02").do("report").on("2026-03-03").do("verify").do("inspect")
    filed = reported.on("2026-03-05").do("file", unit_opinion__on="2026-03-04").on("2026-03-06").do("assign")
    plan = _plan(filed, **_moved_by(filed, FILED, days=-1))

    assert [(moved.reckoning.term.code, str(moved.reckoning.due)) for moved in plan.moved] == [
        ("decision", "2026-06-02")
    ]
    assert plan.moved[0].old_id == filed.case.terms[0].id
    assert (plan.moved[0].status, plan.moved[0].start_seq) == ("open", FILED)


@pytest.mark.parametrize(("agreed", "days", "status"), [("2026-04-30", -1, "late"), ("2026-05-06", 1, "met")])
def test_a_term_that_has_ended_stays_ended_in_time_or_late_by_its_new_end(agreed: str, days: int, status: str) -> None:
    # Ten working days from 2026-04-16 end on 2026-04-30; those from 2026-04-17 on 2026-05-06.
    submitted = standing("defence").on("2026-04-16").do("submit_review", recorded=timedelta(days=2))
    ended = submitted.on(agreed).do("agree")
    seq = submitted.case.acts[-1].seq

    plan = _plan(ended, **_moved_by(ended, seq, days=days))

    assert [(moved.reckoning.term.code, moved.status, moved.ended_on) for moved in plan.moved] == [
        ("legal_review", status, agreed)
    ]


def test_a_term_that_is_moved_must_not_leave_a_later_step_unlawful() -> None:
    # The window for a hearing ends on the day of the request; served a day earlier, the request would have been late.
    noticed = standing("notifying", HEARD).do("serve_notice", recorded=timedelta(days=1))
    window = noticed.case.term("hearing_request")
    assert window is not None
    asked = noticed.on(window.due).do("request_hearing").wait(days=1)
    told = _codes(asked, **_moved_by(asked, SERVED, days=-1))

    assert "hearing_request_late" in told


# --- what follows further on -----------------------------------------------------------------------------------------


def _open(case: InHand) -> set[str]:
    return {track.track for track in case.case.open_tracks()}


def _statuses(case: InHand, code: str) -> list[str]:
    return [term.status for term in case.case.terms if term.code == code]


def test_a_recheck_that_found_nothing_in_order_after_all_leaves_the_order_open() -> None:
    checked = standing("investigating").do("order_correction", due_on="2026-04-30").do("recheck")
    corrected = checked.correct(seq=checked.case.acts[-1].seq, path="corrected", new=False)

    assert _open(checked) == set()
    assert _open(corrected) == {"correction"}
    assert _statuses(corrected, "correction") == ["open"]
    assert _open(corrected.do("recheck")) == set()


def _mended_payment(case: InHand, which: int, amount: int) -> dict[str, Any]:
    payments = [act.seq for act in case.case.acts if act.transition.name == "pay"]
    return {"seq": payments[which], "path": "amount", "new": amount, "approver": "机关负责人甲"}


def test_a_payment_that_was_less_than_entered_opens_payment_again() -> None:
    paid = standing("performing").do("pay")
    corrected = paid.correct(**_mended_payment(paid, 0, 60_000))

    assert (_open(paid), _open(corrected)) == ({"publication"}, {"publication", "payment"})
    assert (_statuses(paid, "payment"), _statuses(corrected, "payment")) == (["met"], ["open"])
    assert _open(corrected.do("pay")) == {"publication"}


def test_a_payment_that_was_more_than_entered_ends_payment() -> None:
    part = standing("performing").do("pay", amount=60_000)
    corrected = part.wait(days=60).correct(**_mended_payment(part, 0, 100_000))

    assert _open(corrected) == {"publication"}
    assert _statuses(corrected, "payment") == ["met"], "in time: it is the day of the payment that counts"
    assert [t.ended_on for t in corrected.case.terms if t.code == "payment"] == [part.scene().day.isoformat()]


def test_an_earlier_payment_that_was_less_leaves_open_what_a_later_one_had_closed() -> None:
    paid = standing("performing").do("pay", amount=40_000).do("pay", amount=60_000)
    corrected = paid.correct(**_mended_payment(paid, 0, 30_000))

    assert _open(corrected) == {"publication", "payment"}
    again = corrected.correct(**_mended_payment(corrected, 0, 40_000))
    assert _open(again) == {"publication"}
    assert _statuses(again, "payment") == ["met"]


def test_a_correction_that_changes_nothing_further_on_leaves_a_late_payment_late() -> None:
    late = standing("performing").do("pay", amount=90_000).wait(days=40).do("pay", amount=10_000)
    corrected = late.correct(seq=late.case.acts[-1].seq, path="receipt_number", new="演示缴款凭证0009")

    assert _statuses(corrected, "payment") == ["late"]


def test_a_payment_after_which_the_next_was_too_much_leaves_the_rest_to_be_refunded() -> None:
    paid = standing("performing").do("pay", amount=90_000).do("pay", amount=10_000)
    corrected = paid.correct(**_mended_payment(paid, 0, 100_000))

    assert _open(corrected) == {"publication", "refund"}
    assert "overpaid" in _codes(paid, **_mended_payment(paid, 0, 100_001)), "of the payment itself it is asked"


def test_a_term_that_follows_another_moves_with_it_whoever_began_it() -> None:
    served = standing("serving").wait(days=10).do("serve_decision")
    withdrawn = served.do("lodge_remedy").do("record_remedy", effect="撤回申请")
    day = next(act for act in served.case.acts if act.transition.name == "serve_decision")
    corrected = withdrawn.correct(**_moved_by(withdrawn, day.seq, days=-3))
    terms = [t for t in corrected.case.terms if t.status == "open" and t.code in ("litigation", "court_application")]
    before = [t for t in withdrawn.case.terms if t.status == "open" and t.code in ("litigation", "court_application")]

    assert [t.code for t in terms] == ["litigation", "court_application"]
    assert all(t.due < old.due for t, old in zip(terms, before, strict=True))


def test_money_that_turns_out_to_be_paid_twice_over_is_to_be_refunded() -> None:
    annulled = standing("performing").do("pay", amount=1_000).do("lodge_remedy").do("record_remedy", effect="撤销")
    refunded = annulled.do("record_refund")
    corrected = refunded.correct(**_mended_payment(refunded, 0, 90_000))

    assert (_open(refunded), _open(corrected)) == (set(), {"refund"})
    assert _open(corrected.do("record_refund")) == set()


def test_a_closed_case_does_not_take_a_correction_under_which_it_could_not_be_closed() -> None:
    closed = standing("closed")

    assert {"tracks_open", "money_owed"} <= _codes(closed, **_mended_payment(closed, 0, 60_000))


def test_periods_that_an_outcome_began_are_set_aside_where_the_remedy_was_an_action() -> None:
    # An outcome of reconsideration gave the party fifteen days to sue; had it been an action, it would not have.
    upheld = standing("performing").do("lodge_remedy").do("record_remedy", effect="维持")
    corrected = upheld.correct(seq=upheld.case.acts[-2].seq, path="kind", new="行政诉讼")

    assert _statuses(corrected, "litigation_after_reconsideration") == ["void"]
    assert _statuses(corrected, "litigation") == ["void", "met"]


def test_a_correction_that_would_end_a_term_standing_still_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhifa.engine.correct.beyond_correction", lambda *_: iter(["更正会改变期限“七日”的了结"]))

    assert "更正会改变期限“七日”的了结，应另行办理" in _told(standing("investigating"))


# --- a wrong outcome -------------------------------------------------------------------------------------------------


def _outcome(case: InHand) -> int:
    return next(act.seq for act in reversed(case.case.acts) if act.transition.name == "record_remedy")


def test_an_outcome_entered_wrongly_is_corrected_with_all_that_follows_from_it() -> None:
    annulled = standing("performing").do("lodge_remedy").do("record_remedy", effect="撤销")
    corrected = annulled.correct(seq=_outcome(annulled), path="effect", new="维持")

    assert (_open(annulled), _open(corrected)) == (set(), {"publication", "payment"})
    assert [_statuses(corrected, code)[-1] for code in ("payment", "publication", "court_application")] == ["open"] * 3
    assert _statuses(corrected, "litigation_after_reconsideration") == ["open"]
    assert _open(corrected.do("pay")) == {"publication"}


def test_an_outcome_that_annulled_after_all_takes_away_what_it_had_left() -> None:
    upheld = standing("performing").do("lodge_remedy").do("record_remedy", effect="维持")
    corrected = upheld.correct(seq=_outcome(upheld), path="effect", new="撤销")

    assert _open(corrected) == set()
    assert _statuses(corrected, "litigation_after_reconsideration") == _statuses(corrected, "payment") == ["void"]
    assert _open(corrected.correct(seq=_outcome(upheld), path="effect", new="维持")) == {"publication", "payment"}


def test_after_a_wrong_outcome_what_was_refunded_is_owed_and_what_was_withdrawn_is_published_again() -> None:
    annulled = standing("performing").do("pay").do("review_publication").do("publish").do("lodge_remedy")
    undone = annulled.do("record_remedy", effect="撤销").do("withdraw_publication").do("record_refund")
    corrected = undone.correct(seq=_outcome(undone), path="effect", new="维持")

    assert (_open(undone), _open(corrected)) == (set(), {"payment", "publication"})
    assert dues.owed(corrected.case) == 100_000
    assert _open(corrected.do("pay").do("publish")) == set()


def test_a_payment_entered_wrongly_is_corrected_though_the_decision_was_annulled_since() -> None:
    annulled = standing("performing").do("pay", amount=100_000).do("lodge_remedy").do("record_remedy", effect="撤销")
    corrected = annulled.correct(**_mended_payment(annulled, 0, 10_000))

    assert dues.to_refund(corrected.case) == 10_000
    assert _open(corrected.do("record_refund", amount=10_000)) == set()


@pytest.mark.parametrize("effect", ["", "维持"], ids=["pending", "upheld"])
def test_a_payment_that_was_less_is_owed_again_though_a_remedy_was_lodged_since(effect: str) -> None:
    lodged = standing("performing").do("pay").do("lodge_remedy")
    later = lodged.do("record_remedy", effect=effect) if effect else lodged
    corrected = later.correct(**_mended_payment(later, 0, 90_000))

    assert "payment" in _open(corrected)
    assert _statuses(corrected, "court_application")[-1] == ("open" if effect else "void")


def test_a_payment_that_came_in_time_after_all_gives_the_surcharge_back() -> None:
    added = standing("performing").wait(days=30).do("impose_surcharge").do("serve_further")
    paid = added.do("pay", amount=100_000).do("pay", amount=39_000)
    first = next(act.seq for act in paid.case.acts if act.transition.name == "pay")
    corrected = paid.correct(**_moved_by(paid, first, days=-25))

    assert dues.to_refund(corrected.case) == 39_000
    assert _open(corrected.do("record_refund")) == {"publication"}


@pytest.mark.parametrize(
    ("state", "step", "path", "new"),
    [
        ("notifying", "notify", "contact", "承办人乙"),
        ("approving", "agree", "opinion", "存疑。"),
        ("rectifying", "find_problems", "opinion", "没有问题。"),
    ],
)
def test_what_went_out_or_what_another_judged_is_done_anew(state: str, step: str, path: str, new: str) -> None:
    case = standing(state)
    seq = next(act.seq for act in reversed(case.case.acts) if act.transition.name == step)

    assert _codes(case, seq=seq, path=path, new=new) == {"correction_target"}
    final = ORDINARY.by_name[step].final
    assert final is not None
    assert final in _told(case, seq=seq, path=path, new=new)


def test_the_officer_must_have_held_the_post_on_the_corrected_day() -> None:
    case = standing("investigating")
    only_then = tuple(
        replace(a, valid=replace(a.valid, start=case.case.acts[FILED].at.date()))
        for a in case.register.assignments
        if a.role == "head"
    )
    others = tuple(a for a in case.register.assignments if a.role != "head")
    case = case.but(register=replace(case.register, assignments=(*others, *only_then)))

    assert "no_role" in _codes(case, **_moved_by(case, FILED, days=-1))


def test_what_was_told_before_a_correction_stays_told() -> None:
    corrected = standing("approving").correct(path="party.name", new="当事人乙")
    shown = corrected.case

    assert (shown.state, shown.cleared) == (ORDINARY.review_state, False)
    report, as_told = shown.acts[0].facts, shown.as_told(shown.next_seq - 1).acts[0].facts
    assert (report.party.name, as_told.party.name) == ("当事人乙", "当事人甲")
    assert [v.facts.party.name for v in shown.acts[0].versions()] == ["当事人甲", "当事人乙"]
    assert shown.as_told(shown.next_seq).acts[0] is shown.acts[0]


def test_who_corrects_a_case_does_not_review_it() -> None:
    corrected = standing("approving").correct(actor="承办人甲", approver="承办机构负责人甲")

    assert set(ORDINARY.involved(corrected.case)) >= {IDS["承办人甲"], IDS["承办机构负责人甲"]}


def test_a_step_is_not_moved_before_the_one_it_builds_on() -> None:
    case = standing("investigating")

    assert "correction_target" in _codes(case, **_moved_by(case, FILED, days=-3))
    assert "时间早于其所依据的“指派核查”" in _told(case, **_moved_by(case, FILED, days=-3))


def test_a_step_is_not_moved_past_the_one_that_builds_on_it() -> None:
    case = standing("investigating").wait(days=5)

    told = _told(case, **_moved_by(case, FILED, days=2))
    assert "时间晚于其后的“确定承办人”" in told
    assert "时间晚于当时的登记时间" in told


def test_put_writes_at_a_path_that_exists_and_nowhere_else() -> None:
    facts: dict[str, Any] = {"a": [{"b": 1}], "c": 2}
    put(facts, "a.0.b", 5)
    put(facts, "c", 6)

    assert facts == {"a": [{"b": 5}], "c": 6}
    with pytest.raises(LookupError):
        put(facts, "d", 7)
    with pytest.raises(LookupError):
        put(facts, "a.1.b", 7)


def test_two_corrections_are_the_same_when_all_they_say_is() -> None:
    at = standing("investigating").at
    given: dict[str, Any] = {
        "case_id": "c", "seq": 0, "path": "content", "new": "新", "reason": "误", "actor": "a", "approver": "b",
        "occurred_at": at, "expected_version": 3, "key": "k",
    }  # fmt: skip
    one = Correction(**given)
    others = {"case_id": "d", "seq": 1, "path": "p", "new": "旧", "reason": "漏", "actor": "x", "approver": "y",
              "occurred_at": at + timedelta(days=1), "expected_version": 4}  # fmt: skip

    assert one.digest() == Correction(**given | {"key": "another"}).digest(), "the key tells commands apart, not this"
    assert all(Correction(**given | {name: value}).digest() != one.digest() for name, value in others.items())
