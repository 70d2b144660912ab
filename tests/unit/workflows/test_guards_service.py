"""Service: each way needs its own proof, and the announcement comes last (处罚法 61; 民诉法 87-95)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from guard_proofs import proves
from in_hand import InHand, Question, new_case, standing
from zhifa.workflows.guards.service import ANNOUNCEMENT_GROUNDED, SERVICE_PROVEN
from zhifa.workflows.reasons.service import (
    ANNOUNCEMENT_GROUND,
    ANNOUNCEMENT_MISSING,
    ANNOUNCEMENT_TOO_EARLY,
    NO_ELECTRONIC_CONSENT,
    PROOF_DATE,
    SERVICE_UNSTATED,
)

SERVING = {"serve_notice": "notifying", "serve_decision": "serving"}
FURTHER = "serve_further"
"""Service of a demand, while the decision is being performed."""
SERVICES = (*SERVING, FURTHER)
ANNOUNCING = {
    "announce_notice": ("serve_notice", "fail_notice_service"),
    "announce": ("serve_decision", "fail_service"),
    "announce_further": (FURTHER, "fail_further_service"),
}
ANNOUNCEMENTS = tuple(ANNOUNCING)
MAILBOX = "demo@example.invalid"
CONSENT = {"electronic_consent": True, "electronic_address": MAILBOX}
PROOF = {
    "key": "下落1",
    "kind": "书证",
    "description": "示例村村民委员会证明",
    "source": "示例村村民委员会",
    "obtained_on": "2026-03-02",
    "proves": "当事人下落不明",
    "verified": True,
}
PERSON = {"name": "当事人甲", "relation": "本人"}


def _serving(step: str, since: InHand | None = None) -> InHand:
    """The paper is out and to be served; ``since`` where the case was brought up to some point in another way."""
    if step == FURTHER:
        return (since or standing("serving")).to("performing").wait(days=30).do("demand_performance")
    return since.to(SERVING[step]) if since else standing(SERVING[step])


# --- electronic, post ------------------------------------------------------------------------------------------------


def _electronic(case: InHand, step: str, address: str = MAILBOX, *, hours: int = 0) -> Question:
    arrived = case.wait(hours=-hours).at
    proof = {"method": "electronic", "address": address, "arrived_at": arrived.isoformat()}
    return case.asking(step, proof=proof)


@proves(SERVICE_PROVEN, PROOF_DATE, "serve_notice")
def test_a_refusal_does_not_come_after_the_paper_was_left(step: str) -> Question:
    return _left(_serving(step), step, days=1)


def test_a_paper_is_left_on_the_day_of_the_refusal_or_later() -> None:
    serving = _serving("serve_notice")
    assert [_left(serving, "serve_notice", days=days).codes() for days in (0, -1)] == [set(), set()]


def _left(case: InHand, step: str, *, days: int) -> Question:
    day = (case.at + timedelta(days=days)).date().isoformat()
    proof = {"method": "left", "refused_by": PERSON, "refusal_reason": "拒收", "refused_on": day}
    return case.asking(step, proof=proof | {"witnesses": ["示例村村民委员会代表"]})


@proves(SERVICE_PROVEN, NO_ELECTRONIC_CONSENT, *SERVICES)
def test_without_signed_consent_nothing_is_served_electronically(step: str) -> Question:
    return _electronic(_serving(step), step)


@proves(SERVICE_PROVEN, NO_ELECTRONIC_CONSENT, "serve_notice")
def test_consent_holds_for_the_named_address_alone(step: str) -> Question:
    return _electronic(_serving(step).do("confirm_address", **CONSENT), step, "other@example.invalid")


@proves(SERVICE_PROVEN, NO_ELECTRONIC_CONSENT, "serve_notice")
def test_a_later_confirmation_without_consent_takes_it_back(step: str) -> Question:
    return _electronic(_serving(step).do("confirm_address", **CONSENT).do("confirm_address"), step)


@proves(SERVICE_PROVEN, PROOF_DATE, *SERVICES)
def test_the_day_of_electronic_service_is_the_day_of_arrival(step: str) -> Question:
    return _electronic(_serving(step, standing("investigating").do("confirm_address", **CONSENT)), step, hours=24)


def test_with_consent_and_on_the_day_of_arrival_service_is_electronic() -> None:
    consented = standing("notifying").do("confirm_address", **CONSENT)
    assert _electronic(consented, "serve_notice").codes() == set()


def _posted(case: InHand, step: str, *, days: int) -> Question:
    received = date.fromordinal(case.scene().day.toordinal() - days).isoformat()
    proof = {"method": "post", "tracking_number": "演示0001", "received_on": received, "recipient": PERSON}
    return case.asking(step, proof=proof)


@proves(SERVICE_PROVEN, PROOF_DATE, *SERVICES)
@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_of_service_by_post_is_the_day_on_the_receipt(step: str, days: int) -> Question:
    return _posted(_serving(step), step, days=days)


def test_post_received_on_the_day_is_service() -> None:
    assert _posted(standing("notifying"), "serve_notice", days=0).codes() == set()


# --- what needs no more than its form --------------------------------------------------------------------------------


@pytest.mark.parametrize("step", SERVICES)
@pytest.mark.parametrize(
    "proof",
    [
        {"method": "direct", "recipient": PERSON, "receipt_signed": True},
        {"method": "on_spot", "recipient": PERSON, "receipt_signed": True},
        {"method": "left", "refused_by": PERSON, "refusal_reason": "拒收", "witnesses": ["示例村村民委员会代表"]},
        {"method": "left", "refused_by": PERSON, "refusal_reason": "拒收", "recordings": ["0" * 64]},
    ],
    ids=["direct", "on the spot", "left before witnesses", "left and recorded"],
)
def test_direct_service_and_service_by_leaving_are_proved_by_their_form(step: str, proof: dict[str, Any]) -> None:
    assert _serving(step).asking(step, proof=proof).codes() == set()


def test_a_paper_left_without_witness_or_recording_does_not_fit_the_form() -> None:
    left = {"method": "left", "refused_by": PERSON, "refusal_reason": "拒收"}
    assert standing("notifying").asking("serve_notice", proof=left).codes() == {"facts_invalid"}


UNSTATED = {"method": "unstated", "detail": "送达方式"}


@proves(SERVICE_PROVEN, SERVICE_UNSTATED, *SERVICES)
def test_outside_a_replay_the_way_of_service_is_stated(step: str) -> Question:
    return _serving(step).asking(step, proof=UNSTATED)


def test_a_replay_may_say_that_its_source_does_not_tell_the_way_of_service() -> None:
    assert new_case(replay=True).to("notifying").asking("serve_notice", proof=UNSTATED).codes() == set()


# --- announcement ----------------------------------------------------------------------------------------------------


def _tried(step: str, *methods: str) -> InHand:
    """The case before an announcement, after these attempts."""
    service, attempt = ANNOUNCING[step]
    case = _serving(service)
    for method in methods:
        case = case.do(attempt, method=method)
    return case


@proves(ANNOUNCEMENT_GROUNDED, ANNOUNCEMENT_GROUND, *ANNOUNCEMENTS)
@pytest.mark.parametrize("methods", [(), ("direct",), ("post",), ("direct", "direct"), ("direct", "electronic")])
def test_an_announcement_comes_after_direct_service_and_post_both_failed(
    step: str, methods: tuple[str, ...]
) -> Question:
    return _tried(step, *methods).asking(step)


@pytest.mark.parametrize("step", ANNOUNCEMENTS)
def test_after_direct_service_and_post_failed_a_paper_is_announced(step: str) -> None:
    assert _tried(step, "direct", "post").asking(step).codes() == set()


@proves(ANNOUNCEMENT_GROUNDED, ANNOUNCEMENT_GROUND, "announce")
def test_attempts_to_serve_the_notice_are_none_to_serve_the_decision(step: str) -> Question:
    notified = _tried("announce_notice", "direct", "post").do("serve_notice")
    return notified.wait(days=20).to("serving").asking(step)


@proves(ANNOUNCEMENT_GROUNDED, ANNOUNCEMENT_GROUND, *ANNOUNCEMENTS)
def test_unknown_whereabouts_are_proved(step: str) -> Question:
    return _tried(step).asking(step, ground="whereabouts_unknown")


@pytest.mark.parametrize("step", ANNOUNCEMENTS)
def test_whereabouts_proved_unknown_need_no_attempts(step: str) -> None:
    proved = {"ground": "whereabouts_unknown", "whereabouts_proof": PROOF}
    assert _tried(step).asking(step, **proved).codes() == set()


@proves(ANNOUNCEMENT_GROUNDED, ANNOUNCEMENT_GROUND, "announce")
def test_a_proof_that_nobody_verified_proves_no_unknown_whereabouts(step: str) -> Question:
    return _tried(step).asking(step, ground="whereabouts_unknown", whereabouts_proof=PROOF | {"verified": False})


def _announced(step: str) -> InHand:
    """Announced on 2026-05-06; thirty days are over on 2026-06-05."""
    announcing = next(name for name, (service, _) in ANNOUNCING.items() if service == step)
    return _tried(announcing, "direct", "post").on("2026-05-06").do(announcing)


def _proof(day: str) -> dict[str, str]:
    return {"method": "announcement", "announced_on": day}


@proves(SERVICE_PROVEN, ANNOUNCEMENT_TOO_EARLY, *SERVICES)
def test_on_the_thirtieth_day_after_the_announcement_the_paper_is_not_served_yet(step: str) -> Question:
    return _announced(step).on("2026-06-05", "23:59").asking(step, proof=_proof("2026-05-06"))


@pytest.mark.parametrize("step", SERVICES)
def test_when_thirty_days_have_gone_by_the_paper_is_served(step: str) -> None:
    assert _announced(step).on("2026-06-06", "00:00").asking(step, proof=_proof("2026-05-06")).codes() == set()


@proves(SERVICE_PROVEN, PROOF_DATE, *SERVICES)
def test_a_paper_counts_as_served_on_the_day_the_thirty_days_are_over_and_no_later(step: str) -> Question:
    return _announced(step).on("2026-06-07").asking(step, proof=_proof("2026-05-06"))


def test_of_two_announcements_the_one_named_counts() -> None:
    twice = _announced("serve_notice").on("2026-05-20").do("announce_notice")

    assert twice.on("2026-06-06").asking("serve_notice", proof=_proof("2026-05-06")).codes() == set()
    assert twice.on("2026-06-06").asking("serve_notice", proof=_proof("2026-05-20")).codes() == {
        "announcement_too_early"
    }
    assert twice.on("2026-06-20").asking("serve_notice", proof=_proof("2026-05-20")).codes() == set()


@proves(SERVICE_PROVEN, ANNOUNCEMENT_MISSING, *SERVICES)
def test_an_announcement_on_another_day_than_the_recorded_one_is_none(step: str) -> Question:
    return _announced(step).on("2026-06-08").asking(step, proof=_proof("2026-05-05"))


@proves(SERVICE_PROVEN, ANNOUNCEMENT_MISSING, *SERVICES)
def test_without_announcement_nothing_is_served_by_it(step: str) -> Question:
    return _serving(step).asking(step, proof=_proof("2026-03-02"))


@proves(SERVICE_PROVEN, ANNOUNCEMENT_MISSING, "serve_decision")
def test_the_announcement_of_the_notice_does_not_serve_the_decision(step: str) -> Question:
    notified = _announced("serve_notice").on("2026-06-06").do("serve_notice", proof=_proof("2026-05-06"))
    return notified.wait(days=20).to("serving").asking(step, proof=_proof("2026-05-06"))
