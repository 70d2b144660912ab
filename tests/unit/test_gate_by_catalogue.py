"""Decisions that are reviewed only where the agency's catalogue asks for it: lock (a), lock (b), and what goes on record (处罚法 58; 国办发〔2018〕118号)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogued import (
    AT,
    CLERK,
    GRANT,
    JUDGE,
    LARGE,
    LICENCES,
    REMARK,
    REWRITE,
    RISKY,
    STEPS,
    Proposal,
    Weighed,
    agency,
    reviewed,
    written,
)
from in_hand import CALENDAR, register
from small_procedure import AGREE, BEGUN, MENDING, SETTLE, WAITING, but, step, with_steps
from steps_of_review import rule
from zhifa.engine import decide
from zhifa.engine.agency import Policy
from zhifa.engine.ask import Ask
from zhifa.engine.check import DefinitionFault
from zhifa.engine.gate import REVIEW_NOT_DUE, review_gate
from zhifa.engine.plan import Plan
from zhifa.engine.rules import Rule, RulePack
from zhifa.engine.terms import Duty, Mark, Term, Unit
from zhifa.engine.vocabulary import Review, Start, Target, Transition
from zhifa.engine.workflow_parts import Part, step_parts

MUCH, LITTLE = 1_000_000, 999_999


# --- lock (a) --------------------------------------------------------------------------------------------------------


def test_what_the_catalogue_does_not_ask_for_is_decided_without_a_review() -> None:
    judged = written(LITTLE).do("judge")
    plan = judged.settled()

    assert judged.case.state == WAITING
    assert isinstance(plan, Plan)
    assert plan.decision is not None
    assert (plan.decision.review_round, plan.decision.exempt_article) == (None, None)
    assert plan.decision.assessment_id == judged.case.assessments[-1].id


def test_one_fen_more_makes_the_review_due() -> None:
    judged = written(MUCH).do("judge")

    assert judged.case.state == MENDING
    assert [made.due for made in judged.case.assessments] == [True]


def test_what_the_catalogue_asks_for_is_decided_after_a_review() -> None:
    plan = reviewed(written(MUCH).do("judge")).settled()

    assert isinstance(plan, Plan)
    assert plan.decision is not None
    assert (plan.decision.review_round, plan.decision.assessment_id) == (1, None)


def test_a_passed_review_goes_before_the_answer_of_the_catalogue() -> None:
    plan = reviewed(written(LITTLE).do("judge").do("rewrite", words="再拟").do("judge", risk=True)).settled()

    assert isinstance(plan, Plan)
    assert plan.decision is not None
    assert plan.decision.assessment_id is None


def _held(text: str) -> str:
    return f"准予许可决定未经法制审核或者审核未通过：{text}"


def test_a_catalogue_that_is_silent_on_the_act_leaves_it_to_review() -> None:
    judged = written(0, rule(act="penalty")).do("judge")

    assert judged.case.state == MENDING
    assert judged.case.assessments[-1].due


def test_without_having_been_asked_the_catalogue_frees_nothing() -> None:
    waiting = replace(written(LITTLE), case=replace(written(LITTLE).case, state=WAITING))

    assert waiting.settled() == _held("没有审核意见；没有按目录判定")


def test_another_draft_is_asked_about_anew() -> None:
    rewritten = written(LITTLE).do("judge").do("rewrite", words="改拟")
    waiting = replace(rewritten, case=replace(rewritten.case, state=WAITING))

    assert waiting.settled() == _held("没有审核意见；按目录判定后草案、证据或者所用的文书样式已经变更")


def test_a_changed_catalogue_is_asked_anew() -> None:
    judged = replace(written(LITTLE).do("judge"), register=agency(LARGE, RISKY, rule("许可03", act="penalty")))

    assert judged.settled() == _held("没有审核意见；按目录判定后目录已经变更")


def test_a_change_elsewhere_in_the_register_asks_nothing_anew() -> None:
    judged = written(LITTLE).do("judge")
    staff = replace(judged.register, version=7, certificates=register().certificates[:1])

    assert isinstance(replace(judged, register=staff).settled(), Plan)


def test_what_weighs_by_now_is_reviewed_though_it_did_not_weigh_when_it_was_asked() -> None:
    assert written(LITTLE).do("judge").do("remark", risk=True).settled() == _held("没有审核意见；按目录应当审核")


def test_the_newest_answer_counts() -> None:
    judged = written(LITTLE).do("judge", risk=True).do("judge")

    assert [made.due for made in judged.case.assessments] == [True, False]
    assert isinstance(judged.settled(), Plan)


def test_an_answer_that_the_review_is_due_frees_nothing_later() -> None:
    judged = written(LITTLE).do("judge", risk=True)
    waiting = replace(judged, case=replace(judged.case, state=WAITING)).do("remark")

    assert waiting.settled() == _held("没有审核意见；按目录应当审核")


def test_problems_that_a_review_found_are_not_set_aside_by_the_catalogue() -> None:
    objected = reviewed(written(LITTLE), "object").do("judge")

    assert objected.settled() == _held("第1轮审核意见为存在问题；对现有草案的审核意见为存在问题")


def test_a_kind_that_is_always_reviewed_is_freed_by_no_catalogue() -> None:
    judged = written(LITTLE).do("judge")
    strict = but(LICENCES.by_name["settle"], decides=replace(GRANT, review=Review.ALWAYS))
    ask = Ask(
        case=judged.case, transition=strict, actor=CLERK, at=AT, now=AT, register=judged.register, calendar=CALENDAR, submitted=None,
    )  # fmt: skip

    assert judged.case.assessments[-1].due is False
    assert [refusal.code for refusal in review_gate(ask)] == ["review_missing"]


def test_with_lock_a_off_what_is_due_would_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decide, "review_gate", lambda _: ())

    assert isinstance(written(LITTLE).do("judge").do("remark", risk=True).settled(), Plan)


def test_a_procedure_that_asks_no_catalogue_records_no_answer() -> None:
    plan = written(MUCH).asking("submit")

    assert isinstance(plan, Plan)
    assert plan.assessment is None


AMOUNTS = st.integers(0, 3_000_000)


@given(
    value=AMOUNTS,
    risk=st.booleans(),
    relations=st.integers(1, 4),
    lines=st.lists(
        st.builds(
            lambda amount, social, legal, act: {
                "amount_from": amount, "social_risk": social, "legal_relations_from": legal, "act": act,
            },
            st.none() | AMOUNTS.filter(bool), st.none() | st.booleans(), st.none() | st.integers(2, 4),
            st.sampled_from(["licence", "licence", "penalty"]),
        ),
        max_size=3,
    ),
)  # fmt: skip
def test_nothing_is_decided_without_a_review_that_the_catalogue_asks_for(
    value: int, risk: bool, relations: int, lines: list[dict[str, int | None]]
) -> None:
    rules = [rule(f"许可{index}", **line) for index, line in enumerate(lines)]
    judged = written(value, *(rules or [rule(act="penalty")])).do("judge", risk=risk, relations=relations)
    ours = [line for line in lines if line["act"] == "licence"]
    free = bool(ours) and not any(_holds(line, value, relations, risk=risk) for line in ours)

    assert isinstance(judged.asking("settle"), Plan) == free


def _holds(line: dict[str, int | None], value: int, relations: int, *, risk: bool) -> bool:
    """The rule read once more, by other code."""
    amount, legal = line["amount_from"], line["legal_relations_from"]
    return (
        (amount is None or value >= amount)
        and (legal is None or relations >= legal)
        and (risk or not line["social_risk"])
    )


MOVES = {
    "write": {"words": "再拟", "value": MUCH}, "rewrite": {"words": "改拟", "value": LITTLE}, "judge": {}, "remark": {"risk": True},
    "submit": {}, "agree": {}, "object": {},
}  # fmt: skip


@given(
    moves=st.lists(st.sampled_from(sorted(MOVES)), max_size=14),
    changes=st.lists(st.booleans(), min_size=14, max_size=14),
)
def test_whatever_is_done_before_no_decision_is_left_without_review_or_answer(
    moves: list[str], changes: list[bool]
) -> None:
    taken = written(LITTLE)
    for move, changed in zip(moves, changes, strict=False):
        answer = taken.asking(move, **MOVES[move])
        taken = taken.do(move, **MOVES[move]) if isinstance(answer, Plan) else taken
        taken = replace(taken, register=agency(LARGE, *([RISKY] if changed else [])))
        case, decided = taken.case, taken.asking("settle")
        if not isinstance(decided, Plan):
            continue
        assert decided.decision is not None
        if decided.decision.review_round is not None:
            assert [(one.outcome, one.draft_digest) for one in case.reviews[-1:]] == [("agreed", case.draft_digest)]
            continue
        (newest,) = case.assessments[-1:]
        proposed, weighed = case.last(Proposal), case.last(Weighed)
        assert newest.draft_digest == case.draft_digest
        assert not newest.due
        assert proposed is not None
        assert proposed.facts.value < MUCH
        assert not (changed and weighed and weighed.facts.risk)
        assert [one.outcome for one in case.reviews if one.draft_digest == case.draft_digest] == []


# --- lock (b) --------------------------------------------------------------------------------------------------------


def _fault(*steps: Transition, **changes: object) -> DefinitionFault:
    given = {one.name: one for one in (*STEPS, *steps)}
    with pytest.raises(DefinitionFault) as raised:
        with_steps(
            *given.values(), **({"draft": LICENCES.draft, "inputs": LICENCES.inputs, "act": "licence"} | changes)
        )
    return raised.value


@pytest.mark.parametrize(
    "hole",
    [
        but(JUDGE, assesses=False),
        but(REWRITE, targets=()),
        but(AGREE, opinion=None),
        step("jump", BEGUN, to=WAITING),
        step("find_fault", WAITING, opinion=LICENCES.by_name["object"].opinion),
    ],
    ids=lambda hole: hole.name,
)
def test_a_way_past_both_review_and_catalogue_is_refused(hole: Transition) -> None:
    assert _fault(hole).fault.startswith("未经法制审核可以到达决定阶段的状态")


def test_what_is_always_reviewed_is_not_reached_by_the_catalogue_alone() -> None:
    always = replace(GRANT, name="always", review=Review.ALWAYS)
    fault = _fault(step("strict", WAITING, to=SETTLE.targets[0].state, decides=always))

    assert fault.fault == "未经法制审核可以作出决定（strict）"
    assert fault.path[-1] == "[strict]"


def test_where_no_kind_goes_by_catalogue_asking_it_opens_no_gate() -> None:
    fault = _fault(but(SETTLE, decides=replace(GRANT, review=Review.ALWAYS)))

    assert fault.fault.startswith("未经法制审核可以到达决定阶段的状态")


def test_who_asks_the_catalogue_says_what_it_is_asked() -> None:
    with pytest.raises(DefinitionFault, match="应写明判定的情节"):
        with_steps(*STEPS, draft=LICENCES.draft, act="licence")


TEN_DAYS = Term(
    code="ten", label="十日", length=10, unit=Unit.WORKING_DAY, article="演示第一条", duty=Duty.AGENCY, start="判定之日",
    effect="无",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "term"),
    [("begin", TEN_DAYS), ("judge", replace(TEN_DAYS, unit=Unit.CALENDAR_DAY))],
    ids=["asks nothing", "in calendar days"],
)
def test_the_catalogue_shortens_only_working_days_of_the_step_that_asks_it(name: str, term: Term) -> None:
    hastened = but(LICENCES.by_name[name], starts=(Start(term=term, hastened=True),))

    assert _fault(hastened).fault.startswith("目录只能缩短同一环节判定")


# --- the clock -------------------------------------------------------------------------------------------------------


def _length(
    days: int | None, length: Callable[[Policy], int] | None = None, packs: tuple[RulePack, ...] = ()
) -> tuple[int, str]:
    """Length of the term that the judging step starts under a rule of so many days, and the rule it was set by."""
    begun = Start(term=TEN_DAYS, hastened=True, length=length)
    given = {one.name: one for one in (*STEPS, but(JUDGE, starts=(begun,)))}
    hastened = with_steps(*given.values(), draft=LICENCES.draft, inputs=LICENCES.inputs, act="licence", packs=packs)
    plan = written(MUCH, rule("许可01", act="licence", clock_days=days), workflow=hastened).asking("judge")
    assert isinstance(plan, Plan)
    (started,) = plan.started
    return started.reckoning.term.length, started.reckoning.term.rule_version


def test_a_rule_may_shorten_the_review() -> None:
    assert _length(5) == (5, f"agency+{TEN_DAYS.rule_version}")


@pytest.mark.parametrize("days", [None, 10, 30])
def test_a_rule_lengthens_no_review(days: int | None) -> None:
    assert _length(days) == (10, TEN_DAYS.rule_version)


def test_a_rule_goes_before_a_longer_time_that_the_agency_set() -> None:
    assert _length(5, length=lambda _: 8)[0] == 5
    assert _length(9, length=lambda _: 8)[0] == 8


def test_a_rule_shortens_no_time_that_a_pack_counts_in_other_days() -> None:
    rule_ = Rule(
        term="ten",
        since=date(2020, 1, 1),
        article="演示第二条",
        document="演示",
        mark=Mark.CONVENTION,
        unit=Unit.CALENDAR_DAY,
    )

    assert _length(5, packs=(RulePack(name="national", label="全国", rules=(rule_,)),))[0] == 10


def test_a_version_that_asks_the_catalogue_is_told_from_one_that_does_not() -> None:
    hastened = but(JUDGE, starts=(Start(term=TEN_DAYS, hastened=True),))

    assert step_parts(JUDGE, {})[Part.EFFECT]["assesses"].label == "按审核目录判定"
    assert "审核目录可以缩短" in step_parts(hastened, {})[Part.START]["ten"].told
    assert "assesses" not in step_parts(SETTLE, {})[Part.EFFECT]


def test_a_condition_of_the_catalogue_chooses_the_way() -> None:
    assert JUDGE.targets[0] == Target(WAITING, when=REVIEW_NOT_DUE)
    assert REMARK.targets == ()
