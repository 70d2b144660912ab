"""Random officers and commands under the summary procedure: whatever they do, no decision without its telling, no number twice.

The model knows of each case what was told, heard and decided, and nothing of guards, pads or digests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from case_desk import Desk
from office_rows import Rows
from on_the_spot import COLLECTED, FINED
from penalty_steps import next_step
from scene import Facts, Plot
from zhifa.engine.errors import CommandRefused
from zhifa.engine.instants import legal_day
from zhifa.engine.voids import Voiding
from zhifa.workflows.summary import SUMMARY

pytestmark = pytest.mark.no_cover
"""As in test_office_machine.py."""

FINES = (0, 1, 5_000, 10_000, 10_001, 20_000, 20_001, 300_000)
OFFICERS = ("承办人甲", "承办人乙", "承办人丙", "承办人丁", "审核人甲", "机关负责人甲")


class SpotMachine(RuleBasedStateMachine):
    """Officers on the spot against the real office, each walk on a database of its own."""

    def __init__(self, fresh: Callable[[], str], reached: Counter[str]) -> None:
        super().__init__()
        self.url = fresh()
        self.desk = Desk(self.url, workflow=SUMMARY)
        self.reached = reached
        self.told: dict[str, int] = {}
        self.decided: dict[str, int] = {}
        self.spoilt: list[int] = []
        self.cases: list[str] = []

    def teardown(self) -> None:
        self.desk.office.close()

    @rule(by=st.sampled_from(OFFICERS))
    def catch(self, by: str) -> None:
        with suppress(CommandRefused):
            self.cases.append(self.desk.open_case(actor=self.desk.ids[by]))

    @precondition(lambda self: self.cases)
    @rule(
        data=st.data(),
        step=st.sampled_from(sorted(SUMMARY.by_name)),
        fine=st.sampled_from(FINES),
        by=st.sampled_from((None, *OFFICERS)),
    )
    def act(self, data: st.DataObject, step: str, fine: int, by: str | None) -> None:
        """Any step of any case, by whoever it is."""
        if step == "catch":
            return
        self._try(data.draw(st.sampled_from(self.cases)), step, Plot(fine=fine), by)

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), collected=st.booleans(), steps=st.integers(1, 14))
    def go_on(self, data: st.DataObject, collected: bool, steps: int) -> None:
        """The steps that are due, one after the other, so that cases come to their end as well."""
        case = data.draw(st.sampled_from(self.cases))
        for _ in range(steps):
            coming = next_step(self.desk.scene(self.desk.office.case(case), FINED))
            if coming is None:
                return
            self.desk.clock.advance(coming.wait)
            spot = coming.step == "decide_on_spot" and collected
            self._try(case, coming.step, FINED, None, **({"facts": self._collecting()} if spot else {}))

    def _collecting(self) -> Facts:
        return {
            "officers": [self.desk.ids["承办人甲"], self.desk.ids["承办人乙"]],
            "statement": "none",
            "collection": COLLECTED,
        }

    @precondition(lambda self: self.cases)
    @rule(data=st.data())
    def turn_over(self, data: st.DataObject) -> None:
        self._try(data.draw(st.sampled_from(self.cases)), "turn_ordinary", FINED, None)

    @rule(by=st.sampled_from(OFFICERS), ordinal=st.integers(100, 108))
    def spoil(self, by: str, ordinal: int) -> None:
        """A printed form is voided, by whoever it is and in whatever order."""
        today = legal_day(self.desk.clock.now())
        asked = Voiding(
            officer=self.desk.ids[by], series="当罚", year=today.year, ordinal=ordinal, reason="污损", on=today
        )
        with suppress(CommandRefused):
            self.spoilt.append(self.desk.office.numbers.void(asked).ordinal)

    @rule(hours=st.integers(1, 60))
    def wait(self, hours: int) -> None:
        self.desk.clock.advance(timedelta(hours=hours))

    def _try(self, case: str, step: str, plot: Plot, by: str | None, **changes: Any) -> None:
        before = self._stands(case)
        with suppress(CommandRefused):
            chosen = {"actor": self.desk.ids[by]} if by else {}
            self.desk.do(case, step, plot, **chosen, **changes)
            self._note(case, before, plot.fine)

    def _stands(self, case: str) -> str:
        state = self.desk.office.case(case).state
        assert state is not None
        return state.name

    def _note(self, case: str, before: str, fine: int) -> None:
        """What the step has changed, as an observer would write it down."""
        now = self._stands(case)
        if (before, now) == ("caught", "told"):
            self.told[case] = fine
        if (before, now) == ("told", "decided"):
            self.decided[case] = self.decided.get(case, 0) + 1
        if before != now:
            self.reached[now] += 1

    @invariant()
    def nothing_is_decided_untold_or_above_the_limit(self) -> None:
        for case, times in self.decided.items():
            assert times == 1
            assert self.told[case] <= 20_000

    @invariant()
    def the_rows_are_sound(self) -> None:
        with Rows(self.url) as rows:
            assert rows.wrong() == {}

    @invariant()
    def numbers_follow_each_other_without_a_gap(self) -> None:
        papers = [p for case in self.cases for p in self.desk.office.papers(case) if p.code == "D34"]
        used = sorted([*(p.ordinal or 0 for p in papers), *self.spoilt])
        assert used == list(range(101, 101 + len(self.decided) + len(self.spoilt)))
        (register,) = self.desk.office.registers()
        assert self.desk.office.numbers.report(register.agency.id).findings == ()


@pytest.mark.timeout(1200)
def test_whatever_officers_do_on_the_spot_the_invariants_hold(
    new_migrated_url: Callable[[], str], proving: bool
) -> None:
    reached: Counter[str] = Counter()
    walks = settings(max_examples=200 if proving else 10, stateful_step_count=30)
    run_state_machine_as_test(lambda: SpotMachine(new_migrated_url, reached), settings=walks)

    assert reached["decided"] > 0
    assert reached["archived"] > 0
    assert reached["turned"] > 0
