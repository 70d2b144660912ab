"""A fine in one case is seen in another of the same party, on both databases; what it says is held to the record (处罚法 29)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any
from unittest import mock

import pytest

from case_desk import Desk
from office_rows import Rows
from penalty_steps import facts, next_step
from zhifa.engine.command import Command
from zhifa.engine.correct import Correction
from zhifa.engine.errors import CommandRefused
from zhifa.engine.issue import Issuer
from zhifa.engine.office import Office
from zhifa.storage.database import Database

FIRM = {
    "kind": "legal_person", "name": "示例公司", "identity_kind": "none", "address": "示例市示例区示例村（演示地址）",
    "legal_representative": "法定代表人甲",
}  # fmt: skip


def _opened(desk: Desk) -> str:
    told: dict[str, Any] = facts("report", desk.scene())
    return desk.open_case(facts=told | {"party": FIRM})


def _brought_to(desk: Desk, case_id: str, state: str) -> None:
    desk.bring_to(state, case_id=case_id)


def test_a_second_fine_for_the_act_of_another_case_is_refused_until_the_draft_says_why(migrated_url: str) -> None:
    with Desk(migrated_url) as desk:
        first = _opened(desk)
        second = _opened(desk)
        _brought_to(desk, second, "investigating")
        _brought_to(desk, first, "decided")
        assert desk.office.verify(first) == ()

        desk.do(second, "interview")
        with pytest.raises(CommandRefused, match="受过罚款") as refused:
            desk.do(second, "conclude")
        assert {refusal.code for refusal in refused.value.refusals} == {"fined_before"}
        option = next(o for o in desk.office.options(second, desk.ids["承办人甲"]) if o.transition.name == "conclude")
        assert option.allowed, "before the draft is known nothing is said against it"

        told: dict[str, Any] = facts("conclude", desk.scene(desk.office.case(second)))
        told["draft"]["other_act"] = "前一案件处罚的是另一地块的焚烧行为。"
        desk.office.perform(desk.command(second, "conclude", facts=told))
        assert desk.office.case(second).state is not None


def test_a_fine_taken_away_or_made_up_is_named(migrated_url: str) -> None:
    with Desk(migrated_url) as desk, Rows(migrated_url) as rows:
        case_id = _opened(desk)
        _brought_to(desk, case_id, "decided")
        with rows.unlocked():
            rows.run("UPDATE zf_fine SET cause = ?", "另一行为")
            assert [finding.kind for finding in desk.office.verify(case_id)] == ["fine_forged"]
            rows.run("DELETE FROM zf_fine")
            assert [finding.kind for finding in desk.office.verify(case_id)] == ["fine_forged"]


ANNULLED: dict[str, Any] = {"effect": "撤销", "items": []}
ANEW: dict[str, Any] = {"effect": "责令重作", "items": []}
CHANGED: dict[str, Any] = {"effect": "变更", "items": [{"kind": "罚款", "text": "罚款一百元", "amount": 10000}]}
WARNED: dict[str, Any] = {"effect": "变更", "items": [{"kind": "警告", "text": "警告"}]}


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url) as opened:
        yield opened


@pytest.fixture
def second(desk: Desk) -> str:
    """A case of the party that stands before its conclusion, caught before the party was fined in another one."""
    case_id = _opened(desk)
    _brought_to(desk, case_id, "investigating")
    desk.do(case_id, "interview")
    return case_id


@pytest.fixture
def first(desk: Desk, second: str) -> str:
    """A case of the same party, fined for the same act after the second was opened."""
    case_id = _opened(desk)
    _brought_to(desk, case_id, "performing")
    assert second != case_id
    return case_id


def _outcome(desk: Desk, case_id: str, told: dict[str, Any]) -> None:
    """A remedy is lodged against the decision, and has this outcome."""
    desk.do(case_id, "lodge_remedy")
    lawful: dict[str, Any] = facts("record_remedy", desk.scene(desk.office.case(case_id)))
    desk.do(case_id, "record_remedy", facts=lawful | told)


def _told(office: Office, command: Command) -> str:
    """What the office answers: done, or the codes of its reasons."""
    try:
        office.perform(command)
    except CommandRefused as refused:
        return "、".join(sorted({refusal.code for refusal in refused.refusals}))
    return "done"


def _concluded(desk: Desk, case_id: str) -> bool:
    """Whether the case may be concluded with the proposal of a fine; if not, then for the fine in the other case alone."""
    answer = _told(desk.office, desk.command(case_id, "conclude"))
    assert answer in ("done", "fined_before")
    return answer == "done"


@pytest.mark.parametrize(
    ("told", "counts"), [(ANNULLED, False), (ANEW, False), (WARNED, False), (CHANGED, True)],
    ids=["annulled", "to be decided anew", "changed to a warning", "changed to another fine"],
)  # fmt: skip
def test_a_fine_counts_against_other_cases_as_long_as_a_remedy_leaves_one(
    desk: Desk, first: str, second: str, told: dict[str, Any], counts: bool
) -> None:
    assert not _concluded(desk, second)
    _outcome(desk, first, told)

    assert _concluded(desk, second) is not counts
    assert desk.office.verify(first) == ()


def test_a_fine_that_was_annulled_in_error_counts_again(desk: Desk, first: str, second: str) -> None:
    _outcome(desk, first, ANNULLED)
    case = desk.office.case(first)
    wrong = max(act.seq for act in case.acts if act.transition.name == "record_remedy")
    desk.office.correct(
        Correction(
            case_id=first, seq=wrong, path="effect", new="维持", reason="登记有误。", actor=desk.ids["承办人甲"],
            approver=desk.ids["承办机构负责人甲"], occurred_at=desk.clock.now(), expected_version=case.version, key=desk.key(),
        )
    )  # fmt: skip

    assert not _concluded(desk, second)
    assert desk.office.verify(first) == ()


def test_a_fine_imposed_anew_counts_again(desk: Desk, first: str, second: str) -> None:
    _outcome(desk, first, ANEW)
    desk.do(first, "redo")
    _brought_to(desk, first, "decided")

    assert not _concluded(desk, second)
    assert desk.office.verify(first) == ()


def test_the_end_of_a_fine_taken_away_or_made_up_is_named(desk: Desk, first: str, migrated_url: str) -> None:
    _outcome(desk, first, ANNULLED)
    with Rows(migrated_url) as rows, rows.unlocked():
        rows.run("UPDATE zf_fine_end SET seq = 0")
        assert [finding.kind for finding in desk.office.verify(first)] == ["fine_forged", "fine_forged"]
        rows.run("DELETE FROM zf_fine_end")
        assert [finding.kind for finding in desk.office.verify(first)] == ["fine_forged"]


# --- two heads at the same moment ------------------------------------------------------------------------------------


def _at_decision(desk: Desk) -> str:
    """A case of the party in which nothing is left to do but to decide."""
    case_id = _opened(desk)
    while True:
        coming = next_step(desk.scene(desk.office.case(case_id)))
        assert coming is not None, "the case ended without a decision"
        if coming.step == "decide_penalty":
            desk.clock.advance(coming.wait)
            return case_id
        desk.go_on(case_id)


@contextmanager
def _all_read_before_any_writes(parties: int) -> Iterator[None]:
    """Every thread that performs a command has decided it before the first begins to write."""
    barrier, met, papers = threading.Barrier(parties), threading.local(), Issuer.papers

    def meeting(self: Issuer, free: Any) -> Any:
        if not hasattr(met, "once"):
            met.once = True
            barrier.wait(60)
        return papers(self, free)

    with mock.patch.object(Issuer, "papers", meeting):
        yield


def test_of_two_heads_who_fine_one_party_at_the_same_moment_one_is_refused(migrated_url: str) -> None:
    with Desk(migrated_url) as here, Desk(migrated_url, seed="there", import_register=False) as there:
        cases = [_at_decision(here), _at_decision(here)]
        commands = [here.command(case_id, "decide_penalty") for case_id in cases]
        there.clock.advance(here.clock.now() - there.clock.now())
        with _all_read_before_any_writes(2), ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(_told, (here.office, there.office), commands))

        assert sorted(answers) == ["done", "fined_before"]
        assert sorted(str(here.office.case(case_id).decided) for case_id in cases) == ["False", "True"]
        assert [finding for case_id in cases for finding in here.office.verify(case_id)] == []
    with Rows(migrated_url) as rows:
        assert rows.one("SELECT count(*) FROM zf_fine") == 1
        assert rows.wrong() == {}


def test_while_one_decision_on_a_party_is_written_the_next_one_waits(migrated_url: str) -> None:
    party, begun, first, second = "0" * 64, threading.Event(), Database.open(migrated_url), Database.open(migrated_url)

    def ask() -> tuple[Any, ...]:
        begun.set()
        with second.write() as store:
            return store.hold_fines(party, "乙案")

    with closing(first), closing(second), ThreadPoolExecutor(1) as pool:
        with first.write() as store:
            assert store.hold_fines(party, "甲案") == ()
            answer = pool.submit(ask)
            assert begun.wait(60)
            with pytest.raises(TimeoutError):
                answer.result(0.5)
        assert answer.result(60) == ()
