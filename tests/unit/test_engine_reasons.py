"""Every reason the engine itself can give is given somewhere: to a command, a correction, a handing-over, or at the issue of papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from in_hand import CALENDAR, IDS, TEMPLATES, InHand, ready, standing
from on_the_spot import spot
from small_procedure import guard
from zhifa.engine.backdating import used_refusal
from zhifa.engine.expiry import expiry_refusals
from zhifa.engine.growth import grown
from zhifa.engine.issue import Issuer
from zhifa.engine.linked import Link, link_refusals
from zhifa.engine.migrating import plan_migration
from zhifa.engine.migration import Migration
from zhifa.engine.people import Assignment, Auxiliary, Deputy
from zhifa.engine.period import Period
from zhifa.engine.plan import Plan, Refused
from zhifa.engine.refusals import ENGINE_REASONS, Refusal
from zhifa.engine.register import Register
from zhifa.engine.register_journal import Backdated
from zhifa.engine.register_proposal import change_refusals, keeping_refusals
from zhifa.engine.succession import Succession
from zhifa.engine.workflow import Workflow
from zhifa.workflows.ordinary import ORDINARY

NOBODY = "00000000-0000-4000-8000-00000000ffff"
EVIDENCE = {
    "key": "证9", "kind": "书证", "description": "材料", "source": "当事人", "obtained_on": "2026-03-02", "proves": "面积",
    "verified": True, "digest": "0" * 64,
}  # fmt: skip


def _unknown() -> tuple[Refusal, ...]:
    asked = standing("filed").asking("assign")
    return replace(asked, command=replace(asked.command, transition="levitate")).refusals()


def _corrected(case: InHand, **changes: object) -> tuple[Refusal, ...]:
    answer = case.correcting(**changes)
    assert isinstance(answer, Refused)
    return answer.refusals


def _broken_guard() -> tuple[Refusal, ...]:
    broken = replace(ORDINARY.by_name["assign"], guards=(guard(lambda _: None),))
    steps = tuple(broken if t.name == "assign" else t for t in ORDINARY.transitions)
    return standing("filed").asking("assign").refusals(replace(ORDINARY, transitions=steps))


def _issued(case: InHand, step: str, free: int = 1, **changes: Any) -> tuple[Refusal, ...]:
    """What is said against the papers of a step that the core allows, with every counter of numbers at ``free``."""
    asked = case.asking(step, **changes)
    plan = asked.answer()
    assert isinstance(plan, Plan)
    issuer = Issuer(case=asked.case, plan=plan, register=case.register, files=None)
    papers = issuer.papers(dict.fromkeys(issuer.counters(), free))
    return papers.refusals if isinstance(papers, Refused) else issuer.proof(papers).refusals


NEXT = grown(ORDINARY, ())


def _moved(case: InHand, new: Workflow = NEXT) -> tuple[Refusal, ...]:
    """What is said against moving the case to another version."""
    asked = Migration(
        case_id=case.case.id, version=new.version, reason="新版施行。", actor=IDS["机关负责人甲"], occurred_at=case.at,
        expected_version=case.case.version,
    )  # fmt: skip
    answer = plan_migration(
        case.case, new, asked, template_versions=TEMPLATES, register=case.register, calendar=CALENDAR, now=case.at
    )
    return answer.refusals if isinstance(answer, Refused) else ()


def _renaming(**renamed: Mapping[str, str]) -> Workflow:
    return replace(NEXT, succeeds=Succession(of=ORDINARY.version, **renamed))


def _deciding_otherwise() -> Workflow:
    steps = NEXT.transitions
    other = (
        replace(t, decides=replace(t.decides, name="other")) if t.name == "decide_penalty" and t.decides else t
        for t in steps
    )
    return replace(NEXT, transitions=tuple(other))


def _elsewhere(case: InHand) -> InHand:
    """The case with its track opened by another step than the one that opens such."""
    return case.having(tracks=tuple(replace(track, opened_seq=0) for track in case.case.tracks))


def _kept(register: Register) -> Register:
    """The register, with somebody on it who is to keep it."""
    held = replace(register.assignments[0], role="registrar")
    return replace(register, assignments=(*register.assignments, held))


FROM_THE_BEGINNING = Period(start=date(2020, 1, 1))


def _assigning(**changes: Any) -> tuple[Refusal, ...]:
    """The step of a unit's head, taken by 承办人丙 from this post."""
    case, who = standing("filed"), IDS["承办人丙"]
    lawful = {"officer_id": who, "role": "unit_head", "unit": "执法一科", "valid": FROM_THE_BEGINNING}
    posts = (*case.register.assignments, Assignment(**lawful | changes))
    return case.but(register=replace(case.register, assignments=posts)).asking("assign", by="承办人丙").refusals()


def _standing_in(behalf: str | None = None) -> tuple[Refusal, ...]:
    """The same by the deputy of the head of the unit."""
    case = standing("filed")
    given = Deputy(
        principal_id=IDS["承办机构负责人甲"], deputy_id=IDS["承办人丙"], role="unit_head", reason="学习", valid=FROM_THE_BEGINNING
    )  # fmt: skip
    asked = case.but(register=replace(case.register, deputies=(given,))).asking("assign", by="承办人丙")
    return replace(asked, command=replace(asked.command, on_behalf_of=behalf)).refusals()


def _helping() -> tuple[Refusal, ...]:
    case = standing("filed")
    helper = Auxiliary(number="辅01", name="辅助人员甲", unit="执法一科", tasks=("摄录",), valid=FROM_THE_BEGINNING)
    return case.but(register=replace(case.register, auxiliaries=(helper,))).asking("assign", by="辅01").refusals()


GIVEN: Mapping[str, Callable[[], tuple[Refusal, ...]]] = {
    "late_entry": lambda: standing("concluded").asking("notify", recorded=timedelta(days=1)).refusals(),
    "unknown_transition": _unknown,
    "wrong_state": lambda: standing("reported").asking("assign").refusals(),
    "case_ended": lambda: standing("archived").asking("archive").refusals(),
    "no_role": lambda: standing("filed").asking("assign", by="审核人甲").refusals(),
    "unknown_actor": lambda: standing("filed").asking("assign", by=NOBODY).refusals(),
    "act_not_permitted": lambda: _assigning(acts=frozenset({"licence"})),
    "out_of_unit": lambda: _assigning(unit="执法二科", scope="unit"),
    "administrator_barred": lambda: _assigning(role="registrar"),
    "deputy_not_declared": _standing_in,
    "not_a_deputy": lambda: _standing_in(IDS["机关负责人甲"]),
    "auxiliary_barred": _helping,
    "facts_invalid": lambda: standing("filed").asking("assign", officers=[]).refusals(),
    "occurred_in_future": lambda: standing("filed").asking("assign", recorded=timedelta(seconds=-1)).refusals(),
    "occurred_before_predecessor": lambda: (
        standing("filed").wait(days=-5).asking("assign", recorded=timedelta(days=5)).refusals()
    ),
    "not_stated_outside_replay": lambda: ready("inspect").asking("inspect", place={"not_stated": "place"}).refusals(),
    "guard_fault": _broken_guard,
    "review_missing": lambda: standing("reviewing").asking("decide_penalty").refusals(),
    "track_not_open": lambda: standing("investigating").asking("recheck").refusals(),
    "track_already_open": lambda: (
        standing("verifying").do("order_correction", key="甲").asking("order_correction", key="甲").refusals()
    ),
    "not_of_this_case": lambda: _corrected(standing("investigating"), actor="承办人丙"),
    "barred": lambda: (
        standing("investigating")
        .do("request_recusal")
        .do("decide_recusal", granted=True)
        .asking("interview", by="承办人乙")
        .refusals()
    ),
    "correction_target": lambda: _corrected(standing("investigating"), seq=99),
    "correction_after_decision": lambda: _corrected(standing("decided")),
    "correction_approver": lambda: _corrected(standing("investigating"), approver="承办人乙"),
    "hand_over_target": lambda: standing("investigating").handing_over(new="审核人甲"),
    "unknown_officer": lambda: _issued(standing("investigating"), "inspect", recorder=NOBODY),
    "paper_not_issuable": lambda: _issued(ready("inspect"), "inspect", findings="\U000f0000"),
    "amounts_differ": lambda: _issued(
        ready("conclude"), "conclude", draft__items=[{"kind": "罚款", "amount": 54_500, "text": "罚款伍佰元整"}]
    ),
    "paper_faulty": lambda: _issued(standing("concluded").correct(seq=0, path="party.name", new="不详"), "notify"),
    "pad_missing": lambda: _issued(spot("told"), "decide_on_spot", by="承办人乙"),
    "pad_used_up": lambda: _issued(spot("told"), "decide_on_spot", free=51),
    "file_unknown": lambda: _issued(standing("investigating"), "extract", evidence=[EVIDENCE]),
    "related_unknown": lambda: tuple(link_refusals("本案", (Link(case_id="另案", relation="原案"),), known=())),
    "related_itself": lambda: tuple(link_refusals("本案", (Link(case_id="本案", relation="原案"),), known=("本案",))),
    "nothing_at_expiry": lambda: tuple(
        expiry_refusals(standing("filed").case, standing("filed").case.terms[0], today=date.max)
    ),
    "register_unkept": lambda: keeping_refusals(ready("file").register, None, date(2026, 3, 2), founds=False),
    "registrar_only": lambda: change_refusals(_kept(ready("file").register), None, date(2026, 3, 2)),
    "line_used": lambda: (
        used_refusal(Backdated(book="certificate", key="1", name="1", days="2026-03-01之后", cases=("本案",))),
    ),
    "migration_not_successive": lambda: _moved(standing("filed"), ORDINARY),
    "migration_state_unmapped": lambda: _moved(standing("filed"), _renaming(states={"filed": "investigating"})),
    "migration_step_unmapped": lambda: _moved(standing("filed"), _renaming(steps={"inspect": "verify"})),
    "migration_facts_unfit": lambda: _moved(standing("filed"), _renaming(steps={"file": "verify", "verify": "file"})),
    "migration_term_unknown": lambda: _moved(
        standing("filed").having(
            terms=tuple(replace(t, label="别的期限", status="open") for t in standing("filed").case.terms)
        )
    ),
    "migration_track_unknown": lambda: _moved(_elsewhere(standing("verifying").do("order_correction", key="甲"))),
    "migration_decided_otherwise": lambda: _moved(standing("decided"), _deciding_otherwise()),
}


def test_every_reason_of_the_engine_is_given_here() -> None:
    assert GIVEN.keys() == {reason.code for reason in ENGINE_REASONS}


@pytest.mark.parametrize("code", GIVEN)
def test_the_reason_is_given(code: str) -> None:
    assert code in {refusal.code for refusal in GIVEN[code]()}


def test_nothing_is_said_against_another_case_that_is_on_file() -> None:
    assert tuple(link_refusals("本案", (Link(case_id="另案", relation="原案"),), known=("另案",))) == ()


def test_who_changes_a_register_over_the_web_is_asked_as_elsewhere_once_somebody_keeps_it() -> None:
    kept, on = _kept(ready("file").register), date(2026, 3, 2)

    assert keeping_refusals(kept, None, on, founds=True) == change_refusals(kept, None, on) != ()
    assert keeping_refusals(ready("file").register, None, on, founds=True) == ()


def test_what_nothing_is_said_against_is_issued() -> None:
    assert _issued(ready("inspect"), "inspect") == ()
