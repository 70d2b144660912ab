"""A case goes on under another version of its procedure only where that can take over everything on file (invariant 8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from in_hand import CALENDAR, IDS, TEMPLATES, folded, register, standing
from penalty_steps import BY_ROLE
from small_procedure import (
    AGREE,
    BEGIN,
    BEGUN,
    KIND,
    MENDING,
    OBJECT,
    OBJECTION,
    PARTS,
    READER,
    SETTLE,
    SETTLED,
    SUBMIT,
    WAITING,
    WEEK,
    WRITE,
    Nothing,
    Words,
    but,
    guard,
    procedure,
    step,
)  # fmt: skip
from zhifa.engine.act import Superseded
from zhifa.engine.ask import Ask
from zhifa.engine.casefile import AssessmentMade, CaseFile
from zhifa.engine.check import DefinitionFault
from zhifa.engine.growth import grown
from zhifa.engine.instants import parse_instant
from zhifa.engine.migrating import plan_migration
from zhifa.engine.migration import Migration, MigrationPlan
from zhifa.engine.plan import Refused
from zhifa.engine.planning import plan
from zhifa.engine.refusals import ENGINE_REASONS
from zhifa.engine.succession import Succession, succession
from zhifa.engine.vocabulary import (
    Close,
    DecisionKind,
    Extend,
    Open,
    Review,
    Track,
    Transition,
)  # fmt: skip
from zhifa.engine.workflow import Workflow
from zhifa.workflows.ordinary import FIRST as PUBLISHED
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.roles import HEAD

MONDAY = parse_instant("2026-03-02T01:00:00.000Z")
REST = Track(name="rest", label="歇息", stops=(WEEK,))
SAID = {"write": Words(words="甲"), "rest": Nothing()}


class MoreWords(Nothing):
    """Another form of the words."""

    words: str
    more: int


class LongerWords(Words):
    """The same fields in a form of its own, from which no draft is read."""


FIRST = procedure(
    approvers=(HEAD,),
    transitions=(
        BEGIN,
        but(WRITE, extends=(Extend(term=WEEK, by=lambda _: 2),)),
        step("rest", BEGUN, MENDING, opens=(Open(track=REST),)),
        step("wake", BEGUN, MENDING, closes=(Close(track=REST),)),
        step("reread", MENDING, WAITING, to=MENDING, voids_review=True),
        SUBMIT, AGREE, OBJECT, SETTLE,
        step("redo", SETTLED, to=MENDING, reopens=True, voids_review=True),
    ),
)  # fmt: skip
"""The smallest procedure, with a track that stops its term, an extension of it, ways back from the decision, and a head to approve."""


def second(*changed: Transition, succeeds: Succession | None = None, **parts: Any) -> Workflow:
    """The next version: these steps in the place of those of the same name, and new ones added."""
    given = {s.name: s for s in changed}
    kept = tuple(given.pop(s.name, s) for s in FIRST.transitions)
    parts = {"transitions": (*kept, *given.values())} | parts
    return replace(FIRST, version=2, succeeds=succeeds or Succession(of=1), **parts)


def after(*names: str, workflow: Workflow = FIRST) -> CaseFile:
    """A case after these steps, one a day."""
    case = CaseFile(
        id="c", agency_id=register().agency.id, workflow=workflow, state=None, version=0, replay=False, opened_at=MONDAY,
        template_versions=TEMPLATES,
    )  # fmt: skip
    for day, name in enumerate(names):
        case = folded(case, plan(_ask(case, name, day), SAID.get(name, Nothing())))
    return case


def _ask(case: CaseFile, name: str, day: int) -> Ask:
    at = MONDAY + timedelta(days=day)
    return Ask(
        case=case, transition=case.workflow.by_name[name], actor=IDS["审核人甲"], at=at, now=at, register=register(),
        calendar=CALENDAR, submitted=SAID.get(name, Nothing()),
    )  # fmt: skip


def moving(case: CaseFile, new: Workflow, **changes: Any) -> MigrationPlan | Refused:
    now = MONDAY + timedelta(days=9)
    lawful: dict[str, Any] = {
        "case_id": case.id, "version": new.version, "reason": "新法施行。", "actor": IDS[BY_ROLE["head"]], "occurred_at": now,
        "expected_version": case.version,
    }  # fmt: skip
    asked = Migration(**(lawful | changes))
    return plan_migration(
        case, new, asked, template_versions=TEMPLATES, register=register(), calendar=CALENDAR, now=now
    )


def moved(case: CaseFile, new: Workflow) -> MigrationPlan:
    answer = moving(case, new)
    assert isinstance(answer, MigrationPlan), [refusal.text for refusal in answer.refusals]
    return answer


def codes(case: CaseFile, new: Workflow, **changes: Any) -> list[str]:
    answer = moving(case, new, **changes)
    return [refusal.code for refusal in answer.refusals] if isinstance(answer, Refused) else []


def told(case: CaseFile, new: Workflow) -> str:
    answer = moving(case, new)
    assert isinstance(answer, Refused)
    return "；".join(refusal.text for refusal in answer.refusals)


REVIEWED = ("begin", "write", "submit", "agree")


# --- what it moves ---------------------------------------------------------------------------------------------------


def test_a_case_is_read_by_the_other_version_and_stays_where_it_stands() -> None:
    case = after(*REVIEWED)
    found = moved(case, second())

    assert found.after.workflow.version == 2
    assert found.source == found.target == WAITING
    assert [act.transition.name for act in found.after.acts] == list(REVIEWED)
    assert found.after.terms == case.terms
    assert [term.code for term in found.terms] == ["week"]
    assert not found.review_falls
    assert (found.gained, found.lost, found.objections) == ((), (), ())


def test_what_was_renamed_is_read_by_its_new_name_and_back_again() -> None:
    mending, note = replace(MENDING, name="repairing"), replace(FIRST.by_name["write"], name="note")
    new = _renamed(mending, note, Succession(of=1, states={"mending": "repairing"}, steps={"write": "note"}))
    found = moved(after("begin", "write", "submit", "object"), new)

    assert found.target == mending
    assert [act.transition.name for act in found.after.acts] == ["begin", "note", "submit", "object"]
    assert found.after.acts[1].facts == Words(words="甲")

    back = moved(found.after, FIRST)
    assert back.target == MENDING
    assert [act.transition.name for act in back.after.acts] == ["begin", "write", "submit", "object"]


def _renamed(mending: Any, note: Transition, succeeds: Succession) -> Workflow:
    """The next version, in which the state of mending and the step of writing have these names."""
    steps = tuple(
        replace(
            s,
            sources=tuple(mending if source == MENDING else source for source in s.sources),
            targets=tuple(replace(t, state=mending) if t.state == MENDING else t for t in s.targets),
        )
        for s in (note if s.name == "write" else s for s in FIRST.transitions)
    )
    states = tuple(mending if state == MENDING else state for state in PARTS["states"])
    return replace(FIRST, version=2, transitions=steps, states=states, succeeds=succeeds)


def test_the_plan_tells_the_steps_that_come_and_go_and_what_new_checks_object() -> None:
    never = guard(lambda _: (OBJECTION.refuse(),), early=True)
    later = guard(lambda _: (OBJECTION.refuse(),), name="later")
    found = moved(
        after("begin"),
        second(
            step("weigh", BEGUN),
            but(FIRST.by_name["wake"], sources=(MENDING,)),
            but(FIRST.by_name["rest"], guards=(never, later)),
        ),
    )

    assert [s.name for s in found.gained] == ["weigh"]
    assert [s.name for s in found.lost] == ["wake"]
    assert [(o.step.name, o.refusal.code) for o in found.objections] == [("rest", "small_objection")]


def test_a_check_that_the_step_had_before_is_no_news() -> None:
    old = replace(FIRST, transitions=tuple(but(s, guards=(_known(),)) for s in FIRST.transitions))

    assert moved(after("begin", workflow=old), grown(old, ())).objections == ()


def _known() -> Any:
    return guard(lambda _: (OBJECTION.refuse(),), early=True)


def test_a_review_falls_where_the_other_version_reads_the_draft_otherwise() -> None:
    case = after(*REVIEWED, "reread", "submit", "agree", "reread")
    reviewed = after("begin", "write", "submit", "agree")
    assert not case.cleared
    standing = replace(reviewed, state=MENDING)

    found = moved(standing, second(draft=lambda _: {"words": "另一种读法"}))

    assert found.review_falls
    back = moved(found.after, FIRST)
    assert back.after.cleared
    assert not back.review_falls


@pytest.mark.parametrize("state", ["suspended", "hearing", "rectifying", "approving", "decided", "performing"])
def test_a_case_of_the_ordinary_procedure_comes_back_as_it_was(state: str) -> None:
    opened = standing(state)
    asked = Migration(
        case_id=opened.case.id, version=2, reason="新版施行。", actor=IDS[BY_ROLE["head"]], occurred_at=opened.at,
        expected_version=opened.case.version,
    )  # fmt: skip

    def read_by(case: CaseFile, workflow: Workflow) -> CaseFile:
        found = plan_migration(
            case,
            workflow,
            asked,
            template_versions=TEMPLATES,
            register=register(),
            calendar=CALENDAR,
            now=asked.occurred_at,
        )
        assert isinstance(found, MigrationPlan)
        return found.after

    case = read_by(opened.case, PUBLISHED)
    back = read_by(read_by(case, ORDINARY), PUBLISHED)

    assert case.workflow is PUBLISHED
    assert replace(back, acts=()) == replace(case, acts=())
    assert [act.transition for act in back.acts] == [act.transition for act in case.acts]
    assert back.draft_digest == case.draft_digest


# --- what it refuses -------------------------------------------------------------------------------------------------


def test_there_must_be_a_succession_between_the_two_versions() -> None:
    case = after("begin")
    third = replace(second(), version=3, succeeds=Succession(of=2))

    assert codes(case, third) == ["migration_not_successive"]
    assert "两版之间没有写明怎样承接" in told(case, third)
    assert "案件现在就依这一版" in told(case, FIRST)
    assert succession(FIRST, replace(second(), name="other")) is None
    assert codes(after("begin", workflow=second()), third) == []


def test_only_who_approves_corrections_moves_a_case_and_says_why() -> None:
    case = after("begin")

    assert codes(case, second(), actor=IDS["承办人甲"]) == ["no_role"]
    assert codes(case, second(), reason=" ") == ["facts_invalid"]
    assert codes(after(*REVIEWED, "settle"), second()) == ["case_ended"]
    assert codes(case, second(), occurred_at=MONDAY + timedelta(days=30)) == ["occurred_in_future"]


def test_a_state_goes_to_one_of_the_same_phase_or_nowhere() -> None:
    mending = replace(MENDING, name="repairing")
    note = FIRST.by_name["write"]
    silent = _renamed(mending, note, Succession(of=1))
    case = after("begin", "write", "submit", "object")

    assert codes(case, silent) == ["migration_state_unmapped"]
    assert codes(case, replace(silent, succeeds=Succession(of=1, states={"mending": "reading"}))) == []
    assert codes(case, replace(silent, succeeds=Succession(of=1, states={"mending": "begun"}))) == [
        "migration_state_unmapped"
    ]


def test_every_step_taken_has_its_like() -> None:
    note = replace(FIRST.by_name["write"], name="note")
    silent = _renamed(MENDING, note, Succession(of=1))
    taken = second(succeeds=Succession(of=1, steps={"rest": "wake", "wake": "rest"}))

    assert codes(after("begin", "write"), silent) == ["migration_step_unmapped"]
    assert codes(after("begin", "rest"), taken) == ["migration_track_unknown"]
    assert codes(after("begin"), silent) == []


def test_a_step_whose_name_another_has_taken_has_no_like() -> None:
    swapped = Succession(of=1, steps={"write": "rest"})

    assert swapped.step("rest") is None
    assert swapped.back(2).step("rest") == "write"


def test_the_facts_on_file_fit_the_forms_of_the_other_version_corrected_or_not() -> None:
    case = after("begin", "write")
    case.acts[1].superseded = (Superseded(2, '{"words": 5}', MONDAY),)

    assert codes(case, second(but(WRITE, facts=MoreWords))) == ["migration_facts_unfit"] * 2
    assert "第1号记录“write”的填报项“words”的值 「5」 不合第2版的填报表" in told(
        case, second(but(WRITE, facts=MoreWords))
    )


@pytest.mark.parametrize(
    ("version", "detail"),
    [
        (lambda: second(but(BEGIN, starts=()), but(WRITE, extends=()), but(SETTLE, ends=())), "没有起算这一期限"),
        (lambda: second(but(WRITE, extends=())), "对它的延长不同"),
        (lambda: second(_opens(replace(REST, stops=())), _closes(replace(REST, stops=()))), "对它的停止计算不同"),
    ],
)
def test_a_running_term_goes_on_as_it_was_set_or_not_at_all(version: Callable[[], Workflow], detail: str) -> None:
    case = after("begin", "write", "rest")

    assert codes(case, version()) == ["migration_term_unknown"]
    assert detail in told(case, version())


def _opens(track: Track) -> Transition:
    return but(FIRST.by_name["rest"], opens=(Open(track=track),))


def _closes(track: Track) -> Transition:
    return but(FIRST.by_name["wake"], closes=(Close(track=track),))


def test_a_term_that_has_ended_asks_nothing_of_the_other_version() -> None:
    case = after("begin")
    ended = replace(case, terms=tuple(replace(term, status="met") for term in case.terms))

    assert codes(ended, second(but(BEGIN, starts=()), but(WRITE, extends=()), but(SETTLE, ends=()))) == []


def test_an_open_track_goes_on_where_its_step_still_opens_it() -> None:
    elsewhere = second(but(SUBMIT, opens=()), but(AGREE, closes=()), but(OBJECT, closes=()), step("read", MENDING))

    assert codes(after("begin", "write", "submit"), elsewhere) == ["migration_track_unknown"]
    assert "正在进行的审阅“main”" in told(after("begin", "write", "submit"), elsewhere)
    assert READER.name not in elsewhere.track_by_name


EXEMPT = DecisionKind(name="settlement", label="了结决定", review=Review.EXEMPT, exempt_article="演示第九条")


def test_no_version_asks_less_review_of_a_kind_of_decision() -> None:
    case = after("begin")

    assert codes(case, second(but(SETTLE, decides=EXEMPT))) == ["migration_decided_otherwise"]
    assert codes(case, second(but(SETTLE, decides=replace(EXEMPT, name="other")))) == ["migration_decided_otherwise"]
    assert codes(case, second(but(SETTLE, decides=replace(KIND, name="other")))) == []


def test_a_decision_that_was_made_is_one_of_the_other_version_and_still_stands() -> None:
    case = after(*REVIEWED, "settle", "redo")

    assert codes(case, second()) == []
    assert codes(case, second(but(SETTLE, decides=replace(KIND, name="other")))) == ["migration_decided_otherwise"]
    swapped = Succession(of=1, steps={"redo": "reread", "reread": "redo"})
    assert "不照原样看待已经作出的决定" in told(case, second(succeeds=swapped))


def test_a_case_that_waits_for_its_decision_keeps_its_review() -> None:
    case = after(*REVIEWED)

    assert codes(case, second(draft=lambda _: {"words": "另一种读法"})) == ["migration_decided_otherwise"]
    assert codes(replace(case, reviews=()), second(draft=lambda _: {"words": "另一种读法"})) == []


def test_a_review_that_a_step_voided_does_not_come_back() -> None:
    case = after(*REVIEWED, "reread")
    mild = but(FIRST.by_name["reread"], voids_review=False)

    assert codes(case, second(mild)) == ["migration_decided_otherwise"]
    assert "使已经失效的审核意见重新有效" in told(case, second(mild))
    assert codes(after("begin", "write", "submit", "object", "reread"), second(mild)) == []


def test_what_the_catalogue_answered_is_kept_as_a_review_is() -> None:
    case = after("begin", "write")
    digest = case.draft_digest
    assert digest is not None
    answered = AssessmentMade(id="a", draft_digest=digest, due=False, rules_digest="r", seq=1)
    waiting = replace(case, state=WAITING, assessments=(answered,))

    assert codes(waiting, second()) == []
    assert codes(waiting, second(draft=lambda _: {"words": "另一种读法"})) == ["migration_decided_otherwise"]
    assert (
        codes(replace(waiting, assessments=(replace(answered, due=True),)), second(draft=lambda _: {"words": "另"}))
        == []
    )


# --- declared --------------------------------------------------------------------------------------------------------


def test_two_names_do_not_become_one() -> None:
    with pytest.raises(ValueError, match="two names do not become one"):
        Succession(of=1, steps={"write": "note", "rest": "note"})


@pytest.mark.parametrize(
    ("succeeds", "told"),
    [
        (Succession(of=2), "第2版只能承接更早的版本，不能承接第2版"),
        (Succession(of=1, states={"mending": "nowhere"}), "承接第1版所写的状态 nowhere 不属于本流程"),
        (Succession(of=1, steps={"write": "nothing"}), "承接第1版所写的环节 nothing 不属于本流程"),
    ],
)
def test_a_succession_names_what_the_version_declares(succeeds: Succession, told: str) -> None:
    with pytest.raises(DefinitionFault, match=told):
        second(succeeds=succeeds)


def test_a_succession_is_no_part_of_the_digest() -> None:
    assert second().digest == second(succeeds=Succession(of=1, steps={"rest": "wake"})).digest


def test_the_same_request_has_the_same_key_and_another_one_another_digest() -> None:
    asked = Migration(case_id="c", version=2, reason="新法施行。", actor="a", occurred_at=MONDAY, expected_version=3)

    assert asked.key == "migration/2/c/3"
    assert asked.digest() == replace(asked).digest()
    assert asked.digest() != replace(asked, reason="另一理由。").digest()


def test_the_guide_names_every_reason_against_a_move() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "changing-the-law.md").read_text(encoding="utf-8")

    assert [r.code for r in ENGINE_REASONS if r.code.startswith("migration_") and f"`{r.code}`" not in guide] == []
