"""What comes after a decision of the spot, on a database and with its papers: every branch to its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from case_desk import Desk
from detours import Turn
from office_rows import Rows
from on_the_spot import FINED
from penalty_steps import facts
from zhifa.workflows.summary import SUMMARY


def _turns(*steps: str) -> tuple[Turn, ...]:
    return tuple(Turn(step=step) for step in steps)


_DEMANDED = (Turn(step="demand_performance", days=20), Turn(step="serve_further"))
_CHANGED = {
    "effect": "变更",
    "items": [
        {"kind": "罚款", "amount": 3_000, "text": "罚款三十元"},
        {"kind": "没收非法财物", "amount": 5_000, "text": "没收点火器一件"},
    ],
}
BRANCHES: Mapping[str, tuple[Turn, ...]] = {
    "collected at request": (
        Turn(step="collect_on_request", days=20, facts={"circumstances": "水上"}),
        *_turns("land", "hand_in", "deposit"),
    ),
    "in parts": (*_turns("request_postponement", "approve_postponement"), Turn(step="pay", days=5)),
    "mended": _turns("rectify_paper", "serve_further"),
    "not recorded": _turns("ask_waiver", "approve_waiver"),
    "surcharged": (Turn(step="impose_surcharge", days=30), *_turns("serve_further", "pay")),
    "enforced": (*_DEMANDED, Turn(step="apply_court", days=60), *_turns("record_court")),
    "announced": (
        Turn(step="demand_performance", days=20),
        Turn(step="fail_further_service", facts={"method": "direct"}),
        Turn(step="fail_further_service", facts={"method": "post"}),
        *_turns("announce_further"),
    ),
    "annulled": (
        *_turns("pay", "review_publication", "publish", "lodge_remedy"),
        Turn(step="record_remedy", facts={"effect": "撤销"}),
        *_turns("withdraw_publication", "record_refund"),
    ),
    "changed": (*_turns("lodge_remedy"), Turn(step="record_remedy", facts=_CHANGED), *_turns("dispose_goods", "pay")),
    "done anew": (
        *_turns("file_record", "lodge_remedy"),
        Turn(step="record_remedy", facts={"effect": "责令重作"}),
        *_turns("redo_ordinary", "archive_ended"),
    ),
}


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url, workflow=SUMMARY) as opened:
        yield opened


def _take(desk: Desk, case: str, turn: Turn) -> None:
    desk.clock.advance(turn.wait)
    lawful = facts(turn.step, desk.scene(desk.office.case(case), FINED))
    desk.office.perform(desk.command(case, turn.step, FINED, facts=lawful | dict(turn.facts)))


@pytest.mark.parametrize("name", BRANCHES)
def test_every_branch_after_the_spot_is_taken_to_its_end_and_the_record_holds(
    desk: Desk, migrated_url: str, name: str
) -> None:
    case = desk.bring_to("performing", FINED)
    for turn in BRANCHES[name]:
        _take(desk, case, turn)
    with Rows(migrated_url) as rows:
        assert rows.wrong() == {}
    assert desk.office.verify(case) == ()


def test_the_branches_take_every_step_there_is_after_the_decision() -> None:
    taken = {turn.step for turns in BRANCHES.values() for turn in turns}
    after = {t.name for t in SUMMARY.transitions if any(state.name == "performing" for state in t.sources)}

    assert after - taken == {"collect_on_spot", "close", "confirm_performance", "file_recording", "excuse_gap"}


@pytest.mark.parametrize("step", ["demand_performance", "impose_surcharge", "apply_court", "approve_postponement"])
def test_a_paper_after_the_spot_names_the_decision_by_its_number(desk: Desk, step: str) -> None:
    case = desk.bring_to("performing", FINED)
    turns = next(turns for turns in BRANCHES.values() if step in {turn.step for turn in turns})
    number = next(paper.number for paper in desk.office.papers(case) if paper.code == "D34")
    assert number is not None
    for turn in turns:
        before = len(desk.office.papers(case))
        _take(desk, case, turn)
        if turn.step == step:
            break
    shown = [paper.html for paper in desk.office.papers(case)[before:]]
    assert shown
    assert all(number in text for text in shown)
