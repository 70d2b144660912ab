"""A case in memory, driven by the core alone: ``decide()`` on a case file, its plan folded into the next file. No database, no paper.

An :class:`InHand` never changes, so a case brought to some state once serves every test that begins there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from unittest.mock import patch

from case_desk import START, ids_of, register_text
from penalty_steps import Plot, Scene, actor, facts, next_step
from shelves import keeping
from steps_of_performance import CONFISCATION
from steps_of_recording import demand
from steps_of_weighing import tier
from zhifa.engine.act import Act, Superseded
from zhifa.engine.calendar import Calendar
from zhifa.engine.casefile import (
    AssessmentMade,
    CaseFile,
    CorrectionMade,
    DecisionMade,
    HandOver,
    PaperOnFile,
    ReviewRound,
    TermState,
    TrackState,
)
from zhifa.engine.command import Command
from zhifa.engine.correct import Correction, decide_correction
from zhifa.engine.decide import decide
from zhifa.engine.handover import HandingOver, decide_hand_over
from zhifa.engine.instants import instant_text, legal_day
from zhifa.engine.plan import CorrectionPlan, Plan, Refused, TermMoved
from zhifa.engine.refusals import Refusal
from zhifa.engine.register import Policy, Register
from zhifa.engine.register_file import file_of
from zhifa.engine.terms import Reckoning
from zhifa.engine.vocabulary import Guard
from zhifa.engine.workflow import Workflow
from zhifa.workflows.ordinary import ORDINARY

CALENDAR = Calendar()
PLAIN = Plot()
HEARD = Plot(hearing=True, fine=2_000_000)
COMPLEX = Plot(complex=True)
MILD = Plot(penalty=False)
PROFILE = {"payee": "示例银行", "review_body": "示例市人民政府", "court": "示例市示例区人民法院"}
TEMPLATES = {"D33": "test/1", "D35": "test/1"}
IDS: Mapping[str, str] = ids_of(register_text())
"""Everybody's id by name."""


@cache
def register() -> Register:
    """The demonstration register, with a reviewer who is not qualified and a handler whose certificate ran out."""
    return file_of(register_text()).register


@cache
def without(guard: Guard, workflow: Workflow = ORDINARY) -> Workflow:
    """The procedure with one guard objecting to nothing, at whatever step; it stays in its place, so the proof of the procedure still holds
    and is not made again, which would cost more than the question that is asked."""
    assert any(guard in t.guards for t in workflow.transitions)
    silent = replace(guard, check=lambda _: ())
    steps = (replace(t, guards=tuple(silent if g is guard else g for g in t.guards)) for t in workflow.transitions)
    with patch("zhifa.engine.workflow.check"):
        return replace(workflow, transitions=tuple(steps))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A command on a case file, to be put to the core under one procedure or another."""

    case: CaseFile
    command: Command
    register: Register
    now: datetime

    def answer(self, workflow: Workflow | None = None) -> Plan | Refused:
        case = replace(self.case, workflow=workflow) if workflow else self.case
        return decide(case, self.command, register=self.register, calendar=CALENDAR, now=self.now)

    def refusals(self, workflow: Workflow | None = None) -> tuple[Refusal, ...]:
        answer = self.answer(workflow)
        return answer.refusals if isinstance(answer, Refused) else ()

    def codes(self, workflow: Workflow | None = None) -> set[str]:
        """Codes of all refusals; empty when the step is lawful."""
        return {refusal.code for refusal in self.refusals(workflow)}


@dataclass(frozen=True, slots=True, kw_only=True)
class InHand:
    """A case as it stands at a moment. Each method answers a new one; a step that is refused fails the test."""

    case: CaseFile
    at: datetime = START
    register: Register
    plot: Plot

    def scene(self) -> Scene:
        return Scene(at=self.at, ids=IDS, case=self.case if self.case.version else None, plot=self.plot)

    def asking(
        self, step: str, *, by: str | None = None, recorded: timedelta = timedelta(), **changes: Any
    ) -> Question:
        """The step now as a lawful command, with what a test changes: who takes it, and facts by name (``a__b`` for ``a.b``)."""
        scene = self.scene()
        who = IDS.get(by, by) if by else actor(self.case.workflow.by_name[step], scene)
        command = Command(
            case_id=self.case.id, transition=step, actor=who, occurred_at=self.at, expected_version=self.case.version,
            key="test", facts=_changed(facts(step, scene), changes),
        )  # fmt: skip
        return Question(case=self.read().case, command=command, register=self.register, now=self.at + recorded)

    def do(self, step: str, *, by: str | None = None, recorded: timedelta = timedelta(), **changes: Any) -> InHand:
        """Take the step now; it may be recorded later."""
        answer = self.asking(step, by=by, recorded=recorded, **changes).answer()
        assert isinstance(answer, Plan), f"{step}: {[r.text for r in answer.refusals]}"
        return replace(self, case=folded(self.case, answer), at=self.at + timedelta(minutes=10))

    def wait(self, **span: float) -> InHand:
        return replace(self, at=self.at + timedelta(**span))

    def on(self, day: str, time: str = "09:00") -> InHand:
        """The same case at another moment, in Beijing time."""
        return replace(self, at=datetime.fromisoformat(f"{day}T{time}:00+08:00"))

    def to(self, state: str) -> InHand:
        """Go on as a diligent agency would until the case stands in this state; at once where it does already."""
        here = self if self.case.version else self.do(self.case.workflow.opening.name)
        while here.case.state != here.case.workflow.state_by_name[state]:
            coming = next_step(here.scene())
            assert coming is not None, f"the case ended without coming to {state}"
            here = replace(here, at=here.at + coming.wait).do(coming.step)
        return here

    def correcting(self, **changes: Any) -> CorrectionPlan | Refused:
        """A correction now: by default of the first word of the report, lawfully approved."""
        correction = self._correction(**changes)
        return decide_correction(self.case, correction, register=self.register, calendar=CALENDAR, now=self.at)

    def _correction(self, **changes: Any) -> Correction:
        lawful: dict[str, Any] = {
            "case_id": self.case.id, "seq": 0, "path": "content", "new": "更正后的内容。", "reason": "登记有误。",
            "actor": "承办人甲", "approver": "承办机构负责人甲", "occurred_at": self.at,
            "expected_version": self.case.version, "key": "test",
        }  # fmt: skip
        given = lawful | changes
        return Correction(**given | {name: IDS.get(given[name], given[name]) for name in ("actor", "approver")})

    def correct(self, **changes: Any) -> InHand:
        """Make the correction; one that is refused fails the test."""
        correction, plan = self._correction(**changes), self.correcting(**changes)
        assert isinstance(plan, CorrectionPlan), [r.text for r in plan.refusals]
        return replace(self, case=mended(self.case, correction, plan))

    def handing_over(self, **changes: Any) -> tuple[Refusal, ...]:
        """A handing-over now: by default of 承办人乙's part to 承办人丙."""
        change = self._change(**changes)
        return decide_hand_over(self.case, change, register=self.register, now=self.at)

    def hand_over(self, **changes: Any) -> InHand:
        change = self._change(**changes)
        assert self.handing_over(**changes) == ()
        case = self.case
        made = HandOver(seq=case.next_seq, old=change.old, new=change.new)
        after = replace(
            case, handed_over=(*case.handed_over, made), next_seq=case.next_seq + 1, version=case.version + 1
        )
        return replace(self, case=after)

    def _change(self, **changes: Any) -> HandingOver:
        lawful: dict[str, Any] = {
            "case_id": self.case.id, "old": "承办人乙", "new": "承办人丙", "reason": "另有任务。",
            "actor": "承办机构负责人甲", "occurred_at": self.at, "expected_version": self.case.version, "key": "test",
        }  # fmt: skip
        given = lawful | changes
        given |= {name: IDS.get(given[name], given[name]) for name in ("actor", "old", "new")}
        return HandingOver(**given)

    def but(self, **changes: Any) -> InHand:
        """With another register or plot: what happened before stays as it was."""
        return replace(self, **changes)

    def read(self, text: str = "不服本决定的，可以依法提起行政诉讼。") -> InHand:
        """With this text in each of its papers that has none yet, for the guards that read them."""
        return self.having(texts={paper.id: text for paper in self.case.papers} | dict(self.case.texts))

    def having(self, **changes: Any) -> InHand:
        """With something of the case file itself otherwise than the core would ever leave it."""
        return replace(self, case=replace(self.case, **changes))


@cache
def new_case(
    plot: Plot = PLAIN,
    policy: tuple[tuple[str, Any], ...] = (),
    *,
    replay: bool = False,
    workflow: Workflow = ORDINARY,
) -> InHand:
    """A case about to be opened. ``policy``: what this agency has set differently."""
    agency = register().agency
    case = CaseFile(
        id="00000000-0000-4000-8000-000000000001", agency_id=agency.id, workflow=workflow, state=None, version=0,
        replay=replay, opened_at=START, template_versions=TEMPLATES, profile=PROFILE,
    )  # fmt: skip
    changed = replace(register(), agency=replace(agency, policy=Policy(**dict(policy))))
    return InHand(case=case, register=changed, plot=plot)


@cache
def standing(state: str, plot: Plot | None = None) -> InHand:
    """A case that has come to this state by the shortest way there is; ``plot`` where the default cannot come there or another is wanted."""
    if state == "rectifying":
        return standing("reviewing", plot).do("find_problems")
    if state == "suspended":
        return standing("investigating", plot).do("suspend")
    if state == "disputed":
        return standing("rectifying", plot).do("raise_dispute")
    if state == "referred":
        return ready("deliver_to_police").do("deliver_to_police")
    return new_case(plot or _PLOTS.get(state, PLAIN)).to(state)


_PLOTS = {"hearing": HEARD, "discussing": COMPLEX}


def due(step: str) -> InHand:
    """A case in a state from which the step starts."""
    sources = ORDINARY.by_name[step].sources
    return standing(sources[0].name) if sources else new_case()


def ready(step: str) -> InHand:
    """A case in which the step is lawful now."""
    made = _READY.get(step)
    return made() if made else due(step)


_READY: Mapping[str, Callable[[], InHand]] = {
    "preserve": lambda: due("preserve").do("approve_preservation"),
    "handle_preserved": lambda: due("preserve").do("approve_preservation").do("preserve"),
    "recheck": lambda: due("order_correction").do("order_correction"),
    "file": lambda: due("file").do("inspect"),
    "settle_jurisdiction": lambda: due("raise_jurisdiction").do("raise_jurisdiction"),
    "decide_recusal": lambda: due("request_recusal").do("request_recusal"),
    "extend_decision": lambda: new_case(policy=(("pack", "samr"),)).to("investigating"),
    "tell_appraisal_period": lambda: due("tell_appraisal_period").do("entrust_appraisal"),
    "report_appraisal": lambda: due("entrust_appraisal").do("entrust_appraisal"),
    "record_assistance": lambda: due("request_assistance").do("request_assistance"),
    "lapse_preservation": lambda: (
        new_case(policy=(("pack", "samr"),)).to("investigating").do("approve_preservation").do("preserve").wait(days=15)
    ),
    "deem_notice_served": lambda: ready("announce_notice").do("announce_notice").wait(days=31),
    "deem_decision_served": lambda: ready("announce").do("announce").wait(days=31),
    "deem_further_served": lambda: ready("announce_further").do("announce_further").wait(days=31),
    "announce_notice": lambda: _failed(due("announce_notice"), "fail_notice_service"),
    "announce": lambda: _failed(due("announce"), "fail_service"),
    "review_statement": lambda: due("review_statement").do("hear_statement"),
    "request_hearing": lambda: standing("defence", Plot(fine=2_000_000)),
    "hold_hearing": lambda: standing("hearing").do("schedule_hearing").wait(days=25, hours=3),
    "report_hearing": lambda: ready("hold_hearing").do("hold_hearing"),
    "weigh": lambda: _weighed_by(standing("concluded")),
    "file_recording": lambda: standing("investigating").do("interview"),
    "ask_waiver": lambda: standing("investigating").do("interview"),
    "approve_waiver": lambda: ready("ask_waiver").do("ask_waiver"),
    "excuse_gap": lambda: filmed_throughout(ready("ask_waiver"), "interview").do("ask_waiver"),
    "submit_review": lambda: standing("defence").do("waive"),
    "proceed": lambda: reviewed_first().do("waive"),
    "decide_no_penalty": lambda: standing("approving", MILD),
    "publish": lambda: due("publish").do("review_publication"),
    "land": lambda: due("collect_on_request").do("collect_on_request", circumstances="水上"),
    "hand_in": lambda: due("collect_on_request").do("collect_on_request"),
    "deposit": lambda: ready("hand_in").do("hand_in"),
    "confirm_performance": lambda: (
        standing("investigating").do("interview").do("conclude", draft__items=[SUSPENSION]).to("performing")
    ),
    "record_remedy": lambda: due("lodge_remedy").do("lodge_remedy"),
    "withdraw_publication": lambda: undone(due("publish").do("review_publication").do("publish")),
    "record_refund": lambda: undone(due("pay").do("pay")),
    "redo": lambda: undone(due("redo"), effect="责令重作"),
    "approve_postponement": lambda: due("request_postponement").do("request_postponement"),
    "impose_surcharge": lambda: due("impose_surcharge").wait(days=30),
    "demand_performance": lambda: due("demand_performance").wait(days=30),
    "serve_further": lambda: ready("demand_performance").do("demand_performance"),
    "fail_further_service": lambda: ready("serve_further"),
    "announce_further": lambda: _failed(ready("serve_further"), "fail_further_service"),
    "apply_court": lambda: ready("serve_further").do("serve_further").wait(days=200),
    "record_court": lambda: ready("apply_court").do("apply_court"),
    "dispose_goods": lambda: (
        standing("investigating").do("interview").do("conclude", draft__items=[CONFISCATION]).to("performing")
    ),
    "archive_ended": lambda: standing("verifying").do("decline_filing"),
    "close": lambda: due("close").do("pay").do("review_publication").do("publish"),
    "decide_crime_transfer": lambda: standing("investigating").do("propose_crime_transfer"),
    "deliver_to_police": lambda: ready("decide_crime_transfer").do("decide_crime_transfer"),
    "ask_police_reconsideration": lambda: standing("referred").do("record_police_reply"),
    "propose_supervision": lambda: standing("referred").do("record_police_reply"),
    "return_from_justice": lambda: standing("referred").do("record_police_reply"),
    "hand_over_goods": lambda: standing("referred").do("record_police_reply", result="立案"),
    "end_referral": lambda: ready("hand_over_goods").do("hand_over_goods"),
}
SUSPENSION = {"kind": "暂扣许可证件", "text": "暂扣许可证三个月"}


def _weighed_by(case: InHand) -> InHand:
    """In an agency that has a benchmark for it."""
    return case.but(register=keeping(case.register, tier()))


def filmed_throughout(case: InHand, step: str) -> InHand:
    """In an agency whose list asks that the whole of the step is recorded."""
    return case.but(register=keeping(case.register, demand(step, level="full")))


def undone(case: InHand, effect: str = "撤销", **changes: Any) -> InHand:
    """The decision with this outcome of a remedy."""
    return case.do("lodge_remedy").do("record_remedy", effect=effect, **changes)


def _failed(case: InHand, attempt: str) -> InHand:
    return case.do(attempt, method="direct").do(attempt, method="post")


def reviewed_first() -> InHand:
    """An agency that reviews first: agreed to, then notified, the notice served."""
    agreed = new_case(policy=(("first_review", "before_notice"),)).to("concluded").do("submit_review").do("agree")
    return agreed.do("notify").do("serve_notice")


def folded(case: CaseFile, plan: Plan) -> CaseFile:
    """The case file after the plan, as the store would give it back."""
    seq, day = case.next_seq, legal_day(plan.at).isoformat()
    reviews, decisions, assessments = list(case.reviews), list(case.decisions), list(case.assessments)
    if plan.review:
        given = plan.review
        reviews.append(
            ReviewRound(
                round=given.round, draft_digest=given.draft_digest, outcome=given.outcome.value,
                reviewer=plan.after.acts[-1].actor, seq=seq,
            )
        )  # fmt: skip
    if plan.assessment:
        answer = plan.assessment.assessment
        assessments.append(
            AssessmentMade(
                id=f"assessment {seq}", draft_digest=plan.assessment.draft_digest, due=answer.due,
                rules_digest=answer.rules_digest, seq=seq,
            )
        )  # fmt: skip
    if plan.decision:
        made = plan.decision
        decisions.append(
            DecisionMade(kind=made.kind, draft_digest=made.draft_digest, decided_at=instant_text(plan.at), seq=seq)
        )
    papers = (
        PaperOnFile(id=f"paper {seq}/{code}", code=code, title=code, number=None, issued_on=day, seq=seq)
        for code in plan.papers
    )
    return replace(
        case, state=plan.target, version=case.version + 1, next_seq=seq + 1, acts=plan.after.acts,
        terms=_terms(case, plan), tracks=_tracks(case, plan), reviews=tuple(reviews), decisions=tuple(decisions),
        assessments=tuple(assessments), papers=(*case.papers, *papers),
    )  # fmt: skip


def mended(case: CaseFile, correction: Correction, plan: CorrectionPlan) -> CaseFile:
    """The case file after a correction, as the store would give it back."""
    seq = case.next_seq
    made = CorrectionMade(
        seq=seq, target=plan.seq, actor=correction.actor, approver=correction.approver, voids_review=plan.voids_review
    )
    moved = {move.old_id: move for move in plan.moved}
    return replace(
        case, state=plan.target, version=case.version + 1, next_seq=seq + 1,
        acts=tuple(_corrected(act, seq, plan) if act.seq == plan.seq else act for act in case.acts),
        terms=(*(_replaced(term, moved.get(term.id), plan) for term in case.terms), *_begun_since(case, plan)),
        tracks=_tracks(case, plan), corrections=(*case.corrections, made),
    )  # fmt: skip


def _corrected(act: Act[Any], seq: int, plan: CorrectionPlan) -> Act[Any]:
    at = datetime.fromisoformat(str(plan.new)) if plan.path == "occurred_at" else act.at
    return Act(
        seq=act.seq, transition=act.transition, actor=act.actor, at=at, recorded_at=act.recorded_at,
        raw=plan.facts.model_dump_json(), superseded=(*act.superseded, Superseded(until=seq, raw=act.raw, at=act.at)),
    )  # fmt: skip


def _replaced(term: TermState, move: TermMoved | None, plan: CorrectionPlan) -> TermState:
    if term.id in plan.voided:
        return replace(term, status="void", ended_on=legal_day(plan.at).isoformat())
    return _moved(term, move) if move else term


def _begun_since(case: CaseFile, plan: CorrectionPlan) -> tuple[TermState, ...]:
    """Terms that begin only in the corrected file."""
    moves = (move for move in plan.moved if move.old_id is None)
    return tuple(_moved(_term(case, move.reckoning, move.key, move.start_seq), move) for move in moves)


def _moved(term: TermState, move: TermMoved) -> TermState:
    return replace(term, due=_text(move.reckoning.due), status=move.status, ended_on=move.ended_on)


def _terms(case: CaseFile, plan: Plan) -> tuple[TermState, ...]:
    ended = {end.id: (end.status, end.on.isoformat()) for end in plan.ended}
    ended |= {moved.old_id: ("void", legal_day(plan.at).isoformat()) for moved in plan.resumed}
    kept = (
        replace(term, status=ended[term.id][0], ended_on=ended[term.id][1]) if term.id in ended else term
        for term in case.terms
    )
    started = (
        replace(_term(case, s.reckoning, s.key, case.next_seq), status="suspended" if s.suspended else "open")
        for s in plan.started
    )
    resumed = (
        replace(_term(case, m.reckoning, m.key, m.start_seq), status=m.status, ended_on=m.ended_on)
        for m in plan.resumed
    )
    return (*kept, *started, *resumed)


def _term(case: CaseFile, reckoning: Reckoning, key: str, start_seq: int) -> TermState:
    return TermState(
        id=f"term {case.next_seq}/{reckoning.term.code}/{key}", code=reckoning.term.code, key=key,
        label=reckoning.term.label, start_on=_text(reckoning.start), start_seq=start_seq, length=reckoning.term.length,
        nominal=_text(reckoning.nominal), due=_text(reckoning.due), provisional=reckoning.provisional, status="open",
        rule_version=reckoning.term.rule_version, safe=reckoning.safe.isoformat() if reckoning.safe else None,
    )  # fmt: skip


def _tracks(case: CaseFile, plan: Plan | CorrectionPlan) -> tuple[TrackState, ...]:
    day, closed = legal_day(plan.at).isoformat(), {close.id for close in plan.closed}
    kept = (
        replace(track, closed_on=day, closed_seq=case.next_seq) if track.id in closed else track
        for track in case.tracks
    )
    opened = (
        TrackState(
            id=f"track {case.next_seq}/{o.track.name}/{o.key}", track=o.track.name, key=o.key,
            opened_seq=case.next_seq, opened_on=day,
        )
        for o in plan.opened
    )  # fmt: skip
    return (*kept, *opened)


def _text(moment: Any) -> str:
    return instant_text(moment) if isinstance(moment, datetime) else str(moment.isoformat())


def _changed(lawful: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of the facts with values put in by name; ``a__b`` is ``a.b``, a number an index."""
    copy: dict[str, Any] = json.loads(json.dumps(lawful))
    for name, value in changes.items():
        *steps, last = name.split("__")
        target: Any = copy
        for step in steps:
            target = target[int(step)] if isinstance(target, list) else target[step]
        target[int(last) if isinstance(target, list) else last] = value
    return copy
