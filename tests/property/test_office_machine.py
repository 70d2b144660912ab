"""Random officers, commands, clocks, corrections and crashes against the real office: whatever they do, the invariants hold.

The machine keeps a small model of its own of each case: who handled it, what the last review said, whether anything has touched the draft
since. It knows neither guards nor digests, so that it cannot be wrong in the same way as the product.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from case_desk import Desk, register_text
from crashes import WAYS, Crash, Way, crash_after
from detours import DETOURS, Turn, begins, plot_of
from office_rows import Rows, Snapshot
from penalty_steps import STEPS, Facts, Plot, actor, facts, next_step
from register_moves import MOVES, Move, moved_by, undone
from zhifa.engine.books.book import Line, Numbered
from zhifa.engine.calendar import Calendar
from zhifa.engine.casefile import CaseFile
from zhifa.engine.command import Command, Done
from zhifa.engine.correct import Correction
from zhifa.engine.decide import decide
from zhifa.engine.errors import CommandRefused, KeyReused
from zhifa.engine.handover import HandingOver
from zhifa.engine.instants import legal_day, parse_instant
from zhifa.engine.plan import Refused
from zhifa.engine.register import Register
from zhifa.engine.register_file import file_of
from zhifa.engine.register_journal import Source
from zhifa.engine.vocabulary import SYSTEM
from zhifa.storage.errors import StaleCase, StorageError
from zhifa.workflows import dossier
from zhifa.workflows.ordinary import ORDINARY

pytestmark = pytest.mark.no_cover
"""Coverage doubles what a walk costs; the pure core is covered by the tests of its modules and of the office."""

Fresh = Callable[[], AbstractContextManager[str]]

BOTH = [pytest.param("sqlite", id="sqlite"), pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgresql)]

TOUCHES_DRAFT = {
    "inspect", "interview", "extract", "recheck", "conclude", "revise", "hear_statement", "hold_hearing",
    "redo", "take_samples", "extract_data", "report_appraisal", "record_assistance", "return_from_justice", "weigh",
}  # fmt: skip
ENDED = {
    "declined", "withdrawn", "withdrawn_at_approval", "archived", "terminated", "handed_down", "transferred", "transferred_early",
    "prosecuted", "archived_unclosed",
}  # fmt: skip
DECIDE_PHASE = {"discussing", "approving", "decided"}
HANDLING = {"承办人甲", "承办人乙", "承办人丙", "承办人丁", "审核人乙", "承办机构负责人甲"}
QUALIFIED = {"审核人甲", "审核人乙"}
NOBODY = "00000000-0000-0000-0000-000000000000"
NARRATIVE = [
    "content",
    "findings",
    "draft.discretion",
    "draft.facts",
    "situation",
    "unit_opinion.text",
    "evidence.0.proves",
]
ENDS_EARLY = {
    "decline_filing", "withdraw", "withdraw_at_approval", "terminate", "assign_down", "transfer_early", "transfer_case", "end_referral",
}  # fmt: skip


@dataclass
class Model:
    """What the test knows of one case."""

    plot: Plot
    version: int
    state: str
    handled: set[str]
    reviewer: str | None = None
    cleared: bool = False
    """The last review agreed, and nothing has touched draft or evidence since."""
    decided: bool = False
    decided_seq: int = -1
    done: list[Command] = field(default_factory=list)


plots = st.builds(
    Plot,
    penalty=st.sampled_from([True, True, True, False]),
    fine=st.sampled_from([100_000, 100_000, 0, 2_000_000]),
    complex=st.booleans(),
    hearing=st.booleans(),
    statement=st.booleans(),
    announced=st.sampled_from([False, False, True]),
    remedied=st.sampled_from([False, False, True]),
)
moves = st.sampled_from(
    [timedelta(minutes=5), timedelta(hours=20), timedelta(days=3), timedelta(days=40), timedelta(hours=-30)]
)
HIDDEN = "承办\u202e人\u0007甲"
SPOILED: tuple[Any, ...] = (
    None,
    7,
    -1,
    True,
    "",
    HIDDEN,
    "2026-03-02T09:00:00",
    "2026-02-30",
    [],
    {},
    {"not_stated": "x"},
)


def leaves(facts: Any, path: str = "") -> Iterator[str]:
    """Dotted paths of all values that hold no others."""
    inner = facts.items() if isinstance(facts, dict) else enumerate(facts) if isinstance(facts, list) else ()
    found = False
    for name, value in inner:
        found = True
        yield from leaves(value, f"{path}.{name}" if path else str(name))
    if not found and path:
        yield path


def spoil(good: Facts, path: str, value: Any) -> Facts:
    """The facts with one value gone wrong, or one more that no form knows."""
    spoiled: Facts = json.loads(json.dumps(good))
    target: Any = spoiled
    *steps, last = path.split(".")
    for step in steps:
        target = target[int(step)] if isinstance(target, list) else target[step]
    target[int(last) if isinstance(target, list) else last] = value
    return spoiled


class OfficeMachine(RuleBasedStateMachine):
    """Drives an office on a fresh database; ``reached`` counts what the walks came to."""

    def __init__(self, fresh: Fresh, reached: Counter[str]) -> None:
        super().__init__()
        self._stack = ExitStack()
        url = self._stack.enter_context(fresh())
        self._url = url
        self._reached = reached
        self.cases: dict[str, Model] = {}
        self.away: list[Line] = []
        """Lines that the register is still to get back."""
        self._versions: dict[int, Register] = {}
        self._verified, self._looked_at = 0, Counter[str]()
        self._sound: dict[str, int] = {}
        """At which version the record of each case was last verified."""
        self.refused_for: set[str] = set()
        """Codes of the last refusal."""

    @initialize(
        review_first=st.booleans(),
        exclusions=st.sampled_from([(), ("suspension", "hearing", "announcement", "appraisal")]),
    )
    def begin(self, review_first: bool, exclusions: tuple[str, ...]) -> None:
        policy = {"first_review": "before_notice" if review_first else "after_notice", "exclusions": exclusions}
        self.rows = self._stack.enter_context(Rows(self._url))
        self.desk = self._stack.enter_context(Desk(self._url, policy=policy))
        self.names = {officer: name for name, officer in self.desk.ids.items()}
        self.review_first = review_first
        self.text = register_text(policy)
        self._agency = file_of(self.text).agency_id

    def teardown(self) -> None:
        with self._stack:
            assert self.desk.office.reindex().differed == 0  # the docket says of every case what its file says
            for case_id, case in self.cases.items():
                self._verify(case_id)
                self._reached["cases"] += 1
                self._reached[case.state] += 1
                self._reached["decisions"] += case.decided_seq >= 0
                event(f"ended in {case.state}")

    # --- rules ---------------------------------------------------------------------------------------------------------

    @precondition(lambda self: sum(model.state not in ENDED for model in self.cases.values()) < 2)
    @rule(data=st.data(), plot=plots, steps=st.integers(0, 18))
    def open_case(self, data: st.DataObject, plot: Plot, steps: int) -> None:
        opening = self.desk.opening()
        done = self.desk.office.register(opening)
        plot = replace(plot, review_first=self.review_first)
        self.cases[done.case_id] = Model(plot=plot, version=1, state=done.state, handled={self.names[opening.actor]})
        assert (done.version, done.state, done.repeated) == (1, "reported", False)
        assert self.desk.office.register(opening) == replace(done, repeated=True)
        self._advance(done.case_id, data, steps)

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), steps=st.integers(2, 12))
    def go_on(self, data: st.DataObject, steps: int) -> None:
        self._advance(self._some_case(data), data, steps)

    @precondition(lambda self: self.cases)
    @rule(data=st.data())
    def turn_aside(self, data: st.DataObject) -> None:
        """Any step that starts where the case stands, by somebody who may take it."""
        case_id = self._some_case(data)
        here = self.cases[case_id].state
        starting = (t for t in self.desk.workflow.transitions if here in {s.name for s in t.sources})
        there = sorted(t.name for t in starting if not t.of_itself)
        gentle = [name for name in there if name not in ENDS_EARLY]
        if gentle:
            self._catch_up(case_id)
            step = data.draw(st.sampled_from(gentle * 5 + there))
            self._attempt(self._command(case_id, step))

    @precondition(lambda self: len(self.cases) < 4)
    @rule(data=st.data(), name=st.sampled_from(sorted(DETOURS)), plot=plots)
    def detour(self, data: st.DataObject, name: str, plot: Plot) -> None:
        """A case of its own is brought to where a branch begins and through it, as far as nothing is refused."""
        opening = self.desk.opening()
        done = self.desk.office.register(opening)
        fitting = plot_of(name, replace(plot, review_first=self.review_first))
        model = Model(plot=fitting, version=1, state=done.state, handled={self.names[opening.actor]})
        self.cases[done.case_id] = model
        for _ in range(30):
            if model.state in begins(name):
                break
            self._advance(done.case_id, data, 1)
        for turn in DETOURS[name]:
            self.desk.clock.advance(turn.wait)
            if not self._take(done.case_id, turn):
                break

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), step=st.sampled_from(sorted(STEPS)))
    def stray(self, data: st.DataObject, step: str) -> None:
        """Any step by anybody at about any time, with facts that are sometimes spoiled."""
        case_id = self._some_case(data)
        who = data.draw(st.sampled_from([*self.desk.ids.values(), NOBODY]))
        good = facts(step, self._scene(case_id))
        if data.draw(st.booleans()):
            path = data.draw(st.sampled_from([*leaves(good), "unheard_of"]))
            good = spoil(good, path, data.draw(st.sampled_from(SPOILED)))
        at = self.desk.clock.now() + data.draw(
            st.sampled_from([timedelta(0), timedelta(0), timedelta(days=-1), timedelta(minutes=1)])
        )
        self._attempt(self._command(case_id, step, actor=who, facts=good, occurred_at=at))

    @rule(by=moves)
    def wait(self, by: timedelta) -> None:
        self.desk.clock.advance(by)

    @precondition(lambda self: self.cases)
    @rule(data=st.data())
    def run_out(self, data: st.DataObject) -> None:
        """The system is asked for what the end of some term brings, whether or not it has come."""
        self._let_run_out(self._some_case(data))

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), wild=st.booleans())
    def correct(self, data: st.DataObject, wild: bool) -> None:
        case_id = self._some_case(data)
        self._catch_up(case_id)
        case = self.desk.office.case(case_id)
        act = data.draw(st.sampled_from(case.acts))
        raw = list(leaves(json.loads(act.facts.model_dump_json())))
        texts, values = [path for path in NARRATIVE if path in raw] or raw, st.just("更正后的内容")
        by, approver = "承办人甲", "机关负责人甲"
        if wild:
            texts = ["occurred_at", *raw]
            values = st.sampled_from(["更正后的内容", "2026-03-02", "2026-03-02T01:30:00.000Z", 50_000, *SPOILED])
            by = data.draw(st.sampled_from(["承办人甲", "承办机构负责人甲", "审核人甲"]))
            approver = data.draw(st.sampled_from(["机关负责人甲", "承办机构负责人甲", "承办人甲"]))
        path, new = data.draw(st.sampled_from(texts)), data.draw(values)
        self._correct(case_id, act.seq, path, new, by=by, approver=approver)

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), by=st.sampled_from(["承办机构负责人甲", "机关负责人甲", "承办人乙"]))
    def hand_over(self, data: st.DataObject, by: str) -> None:
        case_id = self._some_case(data)
        now = [self.names[officer] for officer in sorted(dossier.handlers(self.desk.office.case(case_id)))]
        old = data.draw(st.sampled_from(now * 4 + ["承办人丙"]))
        self._hand_over(
            case_id, old, data.draw(st.sampled_from(["承办人丙", "审核人乙", "承办人甲", "机关负责人甲"])), by
        )

    @precondition(lambda self: any(case.done for case in self.cases.values()))
    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        command = data.draw(st.sampled_from([c for case in self.cases.values() for c in case.done]))
        before = self.rows.snapshot()
        done = self.desk.office.perform(command)
        assert (done.case_id, done.version, done.repeated) == (command.case_id, command.expected_version + 1, True)
        with pytest.raises(KeyReused):
            self.desk.office.perform(replace(command, actor=NOBODY))
        assert self.rows.snapshot() == before

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), off=st.sampled_from([-2, -1, 1]))
    def come_late(self, data: st.DataObject, off: int) -> None:
        case_id = self._some_case(data)
        coming = next_step(self._scene(case_id))
        if coming:
            before = self.rows.snapshot()
            with pytest.raises(StaleCase):
                self.desk.office.perform(
                    self._command(case_id, coming.step, expected_version=self.cases[case_id].version + off)
                )
            assert self.rows.snapshot() == before

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), after=st.integers(0, 20), way=st.sampled_from(WAYS))
    def crash(self, data: st.DataObject, after: int, way: Way) -> None:
        """The process or its connection is lost between two statements; the command is sent again afterwards."""
        case_id = self._some_case(data)
        self._catch_up(case_id)
        coming = next_step(self._scene(case_id))
        if coming is None:
            return
        self.desk.clock.advance(coming.wait)
        command = self._command(case_id, coming.step)
        before = self.rows.snapshot()
        with crash_after(after, way), pytest.raises((Crash, StorageError)):
            self.desk.office.perform(command)
        assert self.rows.snapshot() == before
        self._reached["crashes"] += 1
        self._attempt(command)

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), back=st.booleans())
    def register_moves(self, data: st.DataObject, back: bool) -> None:
        """The register changes as a step is due. Once it is again as it was, the step is refused for nothing that did not speak against it before."""
        self._bring_back()
        case_id = self._some_case(data)
        self._catch_up(case_id)
        coming = next_step(self._scene(case_id))
        if coming is None:
            return
        self.desk.clock.advance(coming.wait)
        command = self._command(case_id, coming.step)
        case = self.desk.office.case(case_id)
        objected = self._objected(case, command, self._register)
        telling = [name for name in MOVES if self._objected(case, command, self._moved_by(MOVES[name])) != objected]
        move = MOVES[data.draw(st.sampled_from(telling * 5 + list(MOVES)))]
        self._move(move)
        if self._attempt(self._by_deputy(command, move)):
            self._bring_back(stays=move.stays and not back)
            return
        self._reached["refused for the register"] += self.refused_for != objected
        self._bring_back()
        assert self._attempt(command) == (not objected)
        assert not objected or self.refused_for == objected

    @rule()
    def import_again(self) -> None:
        """The same file makes no entry, but where a line is still to come back."""
        before, missing = self._register.version, bool(self.away)
        self.desk.office.import_register(self.text)
        assert self._register.version == before + missing
        self.away = []

    # --- invariants ----------------------------------------------------------------------------------------------------

    @invariant()
    def nothing_is_wrong_in_the_rows(self) -> None:
        assert self.rows.wrong() == {}

    @invariant()
    def every_record_that_moved_verifies(self) -> None:
        """At the end of the walk every one does: those that nothing was written to are not read again after each step."""
        for case_id, model in self.cases.items():
            if self._sound.get(case_id) != model.version:
                self._verify(case_id)

    @invariant()
    def nothing_stands_in_the_decide_phase_uncleared(self) -> None:
        for case_id, model in self.cases.items():
            assert self.rows.one("SELECT state FROM zf_case WHERE id = ?", case_id) == model.state
            assert model.state not in DECIDE_PHASE or model.cleared or model.decided

    @invariant()
    def the_register_agrees_with_its_journal(self) -> None:
        if self._verified != self._register.version:
            assert self.desk.office.books.verify(self._register.agency.id) == ()
            self._verified = self._register.version

    @invariant()
    def nobody_acts_by_a_row_that_had_ended(self) -> None:
        """As the version of the register tells that the entry names."""
        for case_id in self.cases:
            told = self.rows.all(
                "SELECT body FROM zf_entry WHERE case_id = ? AND seq >= ? ORDER BY seq",
                case_id,
                self._looked_at[case_id],
            )
            for (body,) in told:
                self._looked_at[case_id] += 1
                self._is_entitled(json.loads(body))

    # --- parts ---------------------------------------------------------------------------------------------------------

    def _verify(self, case_id: str) -> None:
        version = self.cases[case_id].version
        assert self.desk.office.verify(case_id) == ()
        assert len(self.desk.office.history(case_id)) == version
        self._sound[case_id] = version

    @property
    def _register(self) -> Register:
        return self.desk.office.books.registrar.of(self._agency)

    def _some_case(self, data: st.DataObject) -> str:
        live = [case_id for case_id, model in self.cases.items() if model.state not in ENDED]
        return data.draw(st.sampled_from(live * 9 + list(self.cases)))

    def _scene(self, case_id: str) -> Any:
        return self.desk.scene(self.desk.office.case(case_id), self.cases[case_id].plot)

    def _catch_up(self, case_id: str) -> None:
        """Bring a clock that was set back to after the last step of the case."""
        last = max(act.at for act in self.desk.office.case(case_id).acts)
        if self.desk.clock.now() < last:
            self.desk.clock.set(last + timedelta(minutes=1))

    def _advance(self, case_id: str, data: st.DataObject, steps: int) -> None:
        """So many steps of a diligent agency, whose reviewer is now and then one who may not be."""
        self._catch_up(case_id)
        for _ in range(steps):
            coming = next_step(self._scene(case_id))
            if coming is None:
                return
            self.desk.clock.advance(coming.wait)
            if coming.step == "conclude" and data.draw(st.booleans()):
                self._hand_over(case_id, "承办人乙", "审核人乙", by="承办机构负责人甲")
            if coming.step in {"proceed", "decide_penalty"} and data.draw(st.booleans()):
                # What legal review read is the whole file: even the report's wording, once corrected, needs it anew.
                self._correct(case_id, 0, "content", f"更正于第{self.cases[case_id].version}版")
                continue
            by = self._rightful(case_id, coming.step)
            if coming.step == "agree":
                by = data.draw(st.sampled_from([by, by, *(self.desk.ids[name] for name in ("审核人乙", "审核人丙"))]))
            self._attempt(self._command(case_id, coming.step, actor=by))

    def _move(self, move: Move) -> None:
        register, day = self._register, legal_day(self.desk.clock.now())
        moved = list(move.lines(register.shelf, day))
        self.away = undone(moved, register.shelf, day)
        self._take_lines(moved)
        assert self._register.version == register.version + 1

    def _bring_back(self, *, stays: bool = False) -> None:
        """Unless the change stays for the time being."""
        if self.away and not stays:
            self._take_lines(self.away)
            self.away = []

    def _take_lines(self, lines: list[Line]) -> None:
        of_book: dict[str, list[Numbered]] = {}
        for row, line in enumerate(lines, start=1):
            of_book.setdefault(line.book, []).append(Numbered(row, line))
        self.desk.office.books.take(self._agency, of_book, source=Source(reason="人员变动"), retroactive=True)

    def _by_deputy(self, command: Command, move: Move) -> Command:
        """By who stands in for the actor since the register moved; else as it is."""
        if move.deputy and command.actor == self.desk.ids[move.deputy[0]]:
            return replace(command, actor=self.desk.ids[move.deputy[1]], on_behalf_of=command.actor)
        return command

    def _moved_by(self, move: Move) -> Register:
        return moved_by(move, self._register, legal_day(self.desk.clock.now()))

    def _objected(self, case: CaseFile, command: Command, register: Register) -> set[str]:
        """Codes of what speaks against the command by this register."""
        answer = decide(case, command, register=register, calendar=Calendar(), now=self.desk.clock.now())
        return {refusal.code for refusal in answer.refusals} if isinstance(answer, Refused) else set()

    def _is_entitled(self, entry: Mapping[str, Any]) -> None:
        day, acting = legal_day(parse_instant(entry["occurred_at"])), entry["actor"]
        holder = acting.get("for", acting)["id"]
        if holder == SYSTEM.name:
            return
        register, step = self._as_of(entry["register"]), self.desk.workflow.by_name.get(entry["transition"])
        assert register.digest == entry["register_hash"]
        assert register.officer(acting["id"], day)
        assert step is None or {role.name for role in step.roles} & register.roles(holder, day)

    def _as_of(self, version: int) -> Register:
        if version not in self._versions:
            self._versions[version] = self.desk.office.books.registrar.as_of(self._agency, version)
        return self._versions[version]

    def _correct(
        self, case_id: str, seq: int, path: str, new: Any, *, by: str = "承办人甲", approver: str = "机关负责人甲"
    ) -> None:
        model = self.cases[case_id]
        correction = Correction(
            case_id=case_id, seq=seq, path=path, new=new, reason="登记有误", actor=self.desk.ids[by],
            approver=self.desk.ids[approver], occurred_at=self.desk.clock.now(), expected_version=model.version,
            key=self.desk.key(),
        )  # fmt: skip
        done = self._or_refused(case_id, lambda: self.desk.office.correct(correction))
        if done is not None:
            self._reached["corrections"] += 1
            assert not model.decided or seq > model.decided_seq, "what a decision rests on was changed after it"
            undecided = model.state in DECIDE_PHASE and not model.decided
            assert done.state == ("reviewing" if undecided else model.state)
            model.cleared = model.cleared and model.decided
            self._moved_on(case_id, done)

    def _hand_over(self, case_id: str, old: str, new: str, by: str) -> None:
        model = self.cases[case_id]
        change = HandingOver(
            case_id=case_id, old=self.desk.ids[old], new=self.desk.ids[new], reason="工作调整", actor=self.desk.ids[by],
            occurred_at=self.desk.clock.now(), expected_version=model.version, key=self.desk.key(),
        )  # fmt: skip
        done = self._or_refused(case_id, lambda: self.desk.office.hand_over(change))
        if done is not None:
            assert done.state == model.state
            assert model.reviewer != new
            self._reached["handed over"] += 1
            model.handled |= {old, new}
            self._moved_on(case_id, done)

    def _rightful(self, case_id: str, step: str) -> str:
        return actor(self.desk.workflow.by_name[step], self._scene(case_id))

    def _turn(self, case_id: str, turn: Turn) -> Command:
        """The step of a detour, where it still starts from here."""
        lawful = facts(turn.step, self._scene(case_id))
        return self._command(case_id, turn.step, facts=lawful | dict(turn.facts))

    def _command(self, case_id: str, step: str, **changes: Any) -> Command:
        return self.desk.command(case_id, step, self.cases[case_id].plot, **changes)

    def _attempt(self, command: Command) -> bool:
        """Send the command; whether it was performed. What ``options`` had said of it must come true."""
        model = self.cases[command.case_id]
        foreseen = self._foreseen(command)
        done = self._or_refused(command.case_id, lambda: self.desk.office.perform(command), foreseen=foreseen)
        if done is None:
            return False
        assert foreseen == (set(), True) or foreseen is None
        self._follow(model, command, done)
        return True

    def _take(self, case_id: str, turn: Turn) -> bool:
        """Whether the turn was taken, by whoever takes it."""
        if self.desk.workflow.by_name[turn.step].of_itself:
            return self._let_run_out(case_id)
        return self._attempt(self._turn(case_id, turn))

    def _let_run_out(self, case_id: str) -> bool:
        """Whether the end of any running term of the case brought something about by itself."""
        running = (term.id for term in self.desk.office.case(case_id).terms if term.status == "open")
        for term in running:
            done = self._or_refused(case_id, partial(self.desk.office.perform_system, case_id, term))
            if done is not None:
                self._reached["of itself"] += 1
                self._moved_on(case_id, done)
                return True
        return False

    def _foreseen(self, command: Command) -> tuple[set[str], bool] | None:
        """Codes that ``options`` gives for the step, and whether it calls it allowed; None for a step at another time."""
        if command.occurred_at != self.desk.clock.now():
            return None
        options = self.desk.office.options(command.case_id, command.actor, on_behalf_of=command.on_behalf_of)
        option = next((o for o in options if o.transition.name == command.transition), None)
        return ({r.code for r in option.refusals}, option.allowed) if option else None

    def _or_refused(
        self, case_id: str, do: Callable[[], Done], foreseen: tuple[set[str], bool] | None = None
    ) -> Done | None:
        before = self._without_refusals()
        try:
            done = do()
        except CommandRefused as refusal:
            self.refused_for = codes = {r.code for r in refusal.refusals}
            assert codes
            assert self._without_refusals() == before
            assert len(self.desk.office.refused(case_id)) <= 200
            if foreseen:
                told, allowed = foreseen
                assert told <= codes
                assert not (
                    allowed and codes & {"wrong_state", "no_role", "unknown_actor", "case_ended", "review_missing"}
                )
            self._reached["refusals"] += 1
            return None
        assert done.version == self.cases[case_id].version + 1
        return done

    def _without_refusals(self) -> Snapshot:
        return self.rows.snapshot(without=("zf_refusal",))

    def _follow(self, model: Model, command: Command, done: Done) -> None:
        """Move the model as the law would have it, and see that the product did no other."""
        step, name = command.transition, self.names[command.actor]
        self._reached[f"step {step}"] += 1
        transition = self.desk.workflow.by_name[step]
        assert model.state in {state.name for state in transition.sources}
        assert done.state in {target.state.name for target in transition.targets} or (
            not transition.targets and done.state == model.state
        )
        if step in {"decide_penalty", "decide_no_penalty"}:
            assert model.cleared, "a decision without a passed review of its draft"
            assert model.reviewer in QUALIFIED
            assert model.reviewer not in model.handled
            model.decided, model.decided_seq = True, done.seq
        if step in {"agree", "find_problems"}:
            assert name in QUALIFIED - model.handled
            model.reviewer, model.cleared = name, step == "agree"
        elif step != "report_recusal":
            model.handled |= {name, self.names.get(command.on_behalf_of or "", name)} & HANDLING
        if step in TOUCHES_DRAFT:
            model.cleared = False
        if step == "redo":
            model.decided = False
            self._reached["reopened"] += 1
        model.handled |= {self.names[officer] for officer in self._named(command.facts)}
        model.done.append(command)
        self._moved_on(command.case_id, done)

    @staticmethod
    def _named(facts: Any) -> set[str]:
        opinion = facts.get("unit_opinion")
        return {*facts.get("officers", ()), *([opinion["by"]] if opinion else [])}

    def _moved_on(self, case_id: str, done: Done) -> None:
        model = self.cases[case_id]
        model.version, model.state = done.version, done.state


@dataclass(frozen=True)
class Ground:
    """Where walks go: a database for each, gone after it, because a thousand would fill the disk; and how many go there."""

    fresh: Fresh
    walks: int


@pytest.fixture(params=BOTH)
def ground(request: pytest.FixtureRequest, tmp_path: Path, proving: bool) -> Ground:
    """Fewer walks on PostgreSQL, where a new database costs more than the walk on it."""
    if request.param == "sqlite":
        file = request.getfixturevalue("migrated_sqlite_file")
        return Ground(partial(_copy, file, tmp_path / "walk"), walks=300 if proving else 30)
    cluster, template = request.getfixturevalue("postgres"), request.getfixturevalue("migrated_postgres_template")
    return Ground(partial(cluster.database, template=template), walks=150 if proving else 12)


@contextmanager
def _copy(file: Path, folder: Path) -> Iterator[str]:
    folder.mkdir()
    try:
        shutil.copyfile(file, folder / "zhifa.db")
        yield f"sqlite:///{folder / 'zhifa.db'}"
    finally:
        shutil.rmtree(folder)


PLOTS = (
    Plot(),
    Plot(penalty=False),
    Plot(fine=0),
    Plot(fine=2_000_000, hearing=True, complex=True),
    Plot(announced=True, statement=True),
    Plot(fine=2_000_000, complex=True, review_first=True),
    Plot(remedied=True),
    Plot(penalty=False, remedied=True),
)


@pytest.mark.parametrize("plot", PLOTS)
def test_a_diligent_agency_brings_every_kind_of_case_to_the_archive(migrated_sqlite_url: str, plot: Plot) -> None:
    policy = {"first_review": "before_notice" if plot.review_first else "after_notice"}
    with Desk(migrated_sqlite_url, policy=policy) as desk, Rows(migrated_sqlite_url) as rows:
        case_id = desk.bring_to("archived", plot)
        assert desk.office.verify(case_id) == ()
        assert rows.wrong() == {}
        assert rows.one("SELECT count(*) FROM zf_decision") == (2 if plot.remedied else 1)


@pytest.mark.parametrize("name", DETOURS)
def test_every_branch_is_taken_to_its_end_and_the_record_holds(migrated_sqlite_url: str, name: str) -> None:
    turns, plot = DETOURS[name], plot_of(name, Plot())
    with (
        Desk(migrated_sqlite_url, policy={"pack": "samr"}) as desk,
        Rows(migrated_sqlite_url) as rows,
    ):
        case_id = desk.open_case()
        while rows.one("SELECT state FROM zf_case WHERE id = ?", case_id) not in begins(name):
            assert desk.go_on(case_id, plot) is not None
        for turn in turns:
            desk.clock.advance(turn.wait)
            if desk.workflow.by_name[turn.step].of_itself:
                desk.let_run_out(case_id, turn.step)
                continue
            lawful = facts(turn.step, desk.scene(desk.office.case(case_id), plot))
            desk.office.perform(desk.command(case_id, turn.step, plot, facts=lawful | dict(turn.facts)))
        assert desk.office.verify(case_id) == ()
        assert rows.wrong() == {}


def test_there_are_facts_for_every_step_of_the_procedure() -> None:
    assert set(ORDINARY.by_name) == STEPS


@pytest.mark.timeout(3600)
def test_whatever_officers_do_the_invariants_hold(ground: Ground) -> None:
    reached: Counter[str] = Counter()
    run_state_machine_as_test(
        lambda: OfficeMachine(ground.fresh, reached), settings=settings(max_examples=ground.walks)
    )
    for what in ("decisions", "archived", "corrections", "crashes", "handed over", "refused for the register"):
        assert reached[what] > reached["cases"] / 20, f"the walks hardly came to {what}"
    taken = {name for name in ORDINARY.by_name if reached[f"step {name}"]}
    assert len(taken) > len(ORDINARY.by_name) / 3
