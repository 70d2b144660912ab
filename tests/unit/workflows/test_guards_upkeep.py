"""名录调整: a change is noticed, and the registers follow within the working days that the agency allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from guard_proofs import proves
from in_hand import IDS, InHand, Question, folded, new_case, register
from zhifa.engine.canonical import JSON
from zhifa.engine.command import Command
from zhifa.engine.instants import SHANGHAI
from zhifa.engine.plan import Plan
from zhifa.workflows.guards.upkeep import NOTICE_FITS, REGISTER_FOLLOWED
from zhifa.workflows.reasons.upkeep import BOOK_NOT_UPDATED, BOOK_UNKNOWN, CHANGED_IN_FUTURE
from zhifa.workflows.upkeep import UPKEEP

NOTICE: Mapping[str, JSON] = {
    "cause": "人员变动",
    "what": "承办人丙调离。",
    "since": "2026-02-27",
    "books": ["officer", "certificate"],
}


def _asking(case: InHand, step: str, by: str = "承办机构负责人甲", **facts: Any) -> Question:
    command = Command(
        case_id=case.case.id, transition=step, actor=IDS[by], occurred_at=case.at, expected_version=case.case.version, key="test",
        facts=facts,
    )  # fmt: skip
    return Question(case=case.case, command=command, register=case.register, now=case.at)


def _noticed() -> InHand:
    begun = new_case(workflow=UPKEEP)
    plan = _asking(begun, "notice_change", **NOTICE).answer()
    assert isinstance(plan, Plan)
    return replace(begun, case=folded(begun.case, plan))


def _moved(case: InHand, **at: datetime) -> InHand:
    return case.but(register=replace(register(), moved_at=at))


@proves(NOTICE_FITS, BOOK_UNKNOWN, "notice_change", of=UPKEEP)
def test_a_book_that_nobody_keeps_is_no_book_to_follow(step: str) -> Question:
    return _asking(new_case(workflow=UPKEEP), step, **NOTICE | {"books": ["officers"]})


@proves(NOTICE_FITS, CHANGED_IN_FUTURE, "notice_change", of=UPKEEP)
def test_what_has_not_happened_is_no_change_yet(step: str) -> Question:
    return _asking(new_case(workflow=UPKEEP), step, **NOTICE | {"since": "2026-03-03"})


@proves(REGISTER_FOLLOWED, BOOK_NOT_UPDATED, "update_register", of=UPKEEP)
def test_a_book_that_has_not_moved_since_the_notice_has_not_followed(step: str) -> Question:
    noticed = _noticed()
    return _asking(_moved(noticed, officer=noticed.at, certificate=noticed.at - timedelta(days=1)), step)


@proves(REGISTER_FOLLOWED, BOOK_NOT_UPDATED, "update_register", of=UPKEEP)
def test_a_book_that_moved_earlier_on_the_day_of_the_notice_has_not_followed(step: str) -> Question:
    noticed = _noticed()
    return _asking(_moved(noticed, officer=noticed.at, certificate=noticed.at - timedelta(minutes=1)), step)


def test_the_refusal_names_the_minute_of_the_notice() -> None:
    refused = _asking(_moved(_noticed()), "update_register").refusals()
    assert {one.text for one in refused if one.code == "book_not_updated"} == {
        f"名录“{label}”自{_noticed().at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}登记变动以来没有更新"
        for label in ("执法人员", "执法证件")
    }


def test_the_registers_have_twenty_working_days_from_the_change() -> None:
    # Saturday 28 February is worked in place of a day of the Spring Festival.
    assert [(term.code, term.due) for term in _noticed().case.terms] == [("register_update", "2026-03-26")]


def test_the_term_is_met_once_every_noticed_book_has_moved() -> None:
    noticed = _noticed()
    followed = _moved(noticed, officer=noticed.at, certificate=noticed.at + timedelta(minutes=1))
    plan = _asking(followed, "update_register").answer()

    assert isinstance(plan, Plan)
    after = folded(followed.case, plan)
    assert after.state is UPKEEP.state_by_name["updated"]
    assert [term.status for term in after.terms] == ["met"]


def test_a_head_may_find_that_nothing_is_to_be_changed() -> None:
    noticed = _noticed()
    plan = _asking(noticed, "drop_notice", by="机关负责人甲", reason="调令撤回。").answer()

    assert isinstance(plan, Plan)
    assert [term.status for term in folded(noticed.case, plan).terms] == ["void"]
    assert "no_role" in _asking(noticed, "drop_notice", reason="不改。").codes()


def test_it_decides_nothing_and_asks_for_no_review() -> None:
    assert not UPKEEP.enforces
    assert not any(step.decides or step.opinion for step in UPKEEP.transitions)
