"""Whatever the digest tells apart, the comparison of two declarations says in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from small_procedure import (
    AGREE,
    BEGIN,
    BEGUN,
    CLERK,
    KIND,
    MENDING,
    OBJECT,
    PARTS,
    READING,
    SETTLE,
    SUBMIT,
    WAITING,
    WEEK,
    WRITE,
    Nothing,
    but,
    guard,
    procedure,
    step,
    with_steps,
)  # fmt: skip
from zhifa.engine.growth import Amendment, grown
from zhifa.engine.succession import Succession
from zhifa.engine.terms import Unit
from zhifa.engine.vocabulary import Condition, DecisionKind, End, Extend, Open, Review, Start, State, Target
from zhifa.engine.workflow import Workflow
from zhifa.engine.workflow_diff import Sign, differences
from zhifa.engine.workflow_parts import Part
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.summary import SUMMARY

ALWAYS = Condition(name="always", label="总是", holds=lambda _: True)
HALL = replace(CLERK, name="hall", label="窗口")
EXEMPT = DecisionKind(name="settlement", label="了结决定", review=Review.EXEMPT, exempt_article="演示第九条")


class MoreWords(Nothing):
    """Another form."""

    words: str
    more: str = ""


def _ended(state: State, **changes: object) -> Workflow:
    """The procedure whose first state is otherwise."""
    other = replace(state, **changes)  # type: ignore[arg-type]  # fields of a state by name
    steps = (
        but(BEGIN, targets=(Target(other),)),
        but(WRITE, sources=(other, MENDING)),
        but(SUBMIT, sources=(other, MENDING)),
    )
    return with_steps(*steps, states=(other, *PARTS["states"][1:]))


SHORT = replace(WEEK, length=5)
DAYS = replace(WEEK, code="days", label="三个工作日", length=3, unit=Unit.WORKING_DAY)
TOLD: dict[str, tuple[Callable[[], Workflow], set[str]]] = {
    "name": (lambda: procedure(name="other"), {"变更流程的规定“名称”：small → other"}),
    "act": (lambda: procedure(act="licence"), {"变更流程的规定“行为种类”：penalty → licence"}),
    "review state": (lambda: procedure(review_state=MENDING), {"变更流程的规定“更正后退回的状态”：审核中 → 补正中"}),
    "decision papers": (
        lambda: procedure(decision_papers={"settlement": "D35"}),
        {"变更流程的规定“决定文书”：settlement=D33 → settlement=D35"},
    ),
    "correctors": (
        lambda: procedure(correctors=(HALL,)),
        {"变更流程的规定“登记更正的岗位”：经办人（属于办案） → 窗口（属于办案）"},
    ),
    "approvers": (
        lambda: procedure(approvers=(CLERK, HALL)),
        {"变更流程的规定“批准更正的岗位”：经办人（属于办案） → 经办人（属于办案）、窗口（属于办案）"},
    ),
    "posts of a case": (
        lambda: procedure(case_bound=frozenset({"hall"})),
        {"变更流程的规定“只在本案办理的岗位”：无 → hall"},
    ),
    "label of a state": (
        lambda: _ended(BEGUN, label="起"),
        {"变更状态“起”（原称“开始”）", "变更到达状态“起”（原称“开始”）", "变更出发状态“起”（原称“开始”）"},
    ),
    "label of a step": (lambda: with_steps(but(WRITE, label="写")), {"变更步骤“写”（原称“write”）"}),
    "sources": (lambda: with_steps(but(WRITE, sources=(BEGUN,))), {"取消出发状态“补正中”"}),
    "targets": (
        lambda: with_steps(but(OBJECT, targets=(Target(BEGUN, when=ALWAYS), Target(MENDING)))),
        {"新增到达状态“开始”：第1顺位，在“总是”时", "变更到达状态“补正中”：无 → 第2顺位"},
    ),
    "cleared": (
        lambda: with_steps(but(AGREE, targets=(Target(WAITING, cleared=True), Target(READING)))),
        {"变更到达状态“待决定”：无 → 第1顺位，须经法制审核通过", "新增到达状态“审核中”：第2顺位"},
    ),
    "the same target twice": (
        lambda: with_steps(but(OBJECT, targets=(Target(MENDING, when=ALWAYS), Target(MENDING)))),
        {"变更到达状态“补正中”：无 → 第1顺位，在“总是”时", "新增到达状态“补正中”：第2顺位"},
    ),
    "roles": (lambda: with_steps(but(WRITE, roles=(CLERK, HALL))), {"新增岗位“窗口”：属于办案"}),
    "guards": (
        lambda: with_steps(but(WRITE, guards=(guard(lambda _: ()),))),
        {"新增检查“演示检查”（演示第二条）"},
    ),
    "papers": (lambda: with_steps(but(WRITE, papers=("D21",), no_paper=None)), {"新增文书“D21”"}),
    "terms started": (
        lambda: with_steps(but(SUBMIT, starts=(Start(term=WEEK, when=ALWAYS),))),
        {"新增起算的期限“七日”：7日（自然日），规定自2021-07-15，在“总是”时（演示第一条）"},
    ),
    "how a term starts": (
        lambda: with_steps(
            but(BEGIN, starts=(Start(term=SHORT, length=lambda _: 5, each=lambda _: {}),)), but(SETTLE, ends=())
        ),
        {
            "变更起算的期限“七日”：7日（自然日），规定自2021-07-15 → 5日（自然日），规定自2021-07-15，长度由机关设定，分项起算（演示第一条）",
            "取消了结的期限“七日”：了结（演示第一条）",
        },
    ),
    "from when a term runs": (
        lambda: with_steps(but(BEGIN, starts=(Start(term=WEEK, reckoned_from=lambda _: None),))),
        {"变更起算的期限“七日”：7日（自然日），规定自2021-07-15 → 7日（自然日），规定自2021-07-15，起算日由案情推得（演示第一条）"},
    ),
    "provision of a term": (
        lambda: with_steps(
            but(BEGIN, starts=(Start(term=replace(WEEK, article="演示第八条")),)), but(SETTLE, ends=())
        ),
        {"变更起算的期限“七日”；依据原为演示第一条（演示第八条）", "取消了结的期限“七日”：了结（演示第一条）"},
    ),
    "terms ended": (
        lambda: with_steps(but(SUBMIT, ends=(End(term=WEEK, lapses=True),))),
        {"新增了结的期限“七日”：了结，期满（演示第一条）"},
    ),
    "how a term ends": (
        lambda: with_steps(but(SETTLE, ends=(End(term=WEEK, voids=True, when=ALWAYS),))),
        {"变更了结的期限“七日”：了结 → 了结，作废，在“总是”时（演示第一条）"},
    ),
    "terms extended": (
        lambda: with_steps(but(SUBMIT, extends=(Extend(term=WEEK, by=lambda _: 1),))),
        {"新增延长的期限“七日”（演示第一条）"},
    ),
    "tracks": (
        lambda: with_steps(but(SUBMIT, opens=()), but(AGREE, closes=()), but(OBJECT, closes=())),
        {"取消开始的事项“审阅”：开始", "取消了结的事项“审阅”"},
    ),
    "how long a track stops": (
        lambda: with_steps(
            but(SUBMIT, starts=(Start(term=WEEK),), opens=(replace(SUBMIT.opens[0], during=WEEK),))
        ),
        {
            "新增起算的期限“七日”：7日（自然日），规定自2021-07-15（演示第一条）",
            "变更开始的事项“审阅”：开始 → 开始，至七日届满",
        },
    ),
    "what a track stops": (
        lambda: _stopping(),
        {"变更开始的事项“审阅”：开始 → 其间七日停止计算，至所填之日"},
    ),
    "the catalogue asked": (
        lambda: with_steps(
            but(SUBMIT, assesses=True, starts=(Start(term=DAYS, hastened=True),)), inputs=lambda *_: None
        ),
        {"新增效力“按审核目录判定”", "新增起算的期限“三个工作日”：3个工作日，规定自2021-07-15，审核目录可以缩短（演示第一条）"},
    ),
    "who keeps registers": (
        lambda: with_steps(but(WRITE, roles=(replace(CLERK, administers=True),))),
        {"变更岗位“经办人”：属于办案 → 属于办案，管理名录"},
    ),
    "opinion": (lambda: with_steps(but(OBJECT, opinion=None)), {"取消效力“法制审核提出问题”"}),
    "voids review": (lambda: with_steps(but(WRITE, voids_review=False)), {"取消效力“使原审核意见失效”"}),
    "decides": (lambda: with_steps(but(SETTLE, decides=None)), {"取消效力“作出了结决定（都须审核）”"}),
    "decides otherwise": (
        lambda: with_steps(but(SETTLE, decides=EXEMPT)),
        {"新增效力“作出了结决定（免予审核，依演示第九条）”", "取消效力“作出了结决定（都须审核）”"},
    ),
    "by catalogue": (
        lambda: with_steps(but(SETTLE, decides=replace(KIND, review=Review.BY_CATALOGUE)), act="licence"),
        {
            "新增效力“作出了结决定（依目录审核）”",
            "取消效力“作出了结决定（都须审核）”",
            "变更流程的规定“行为种类”：penalty → licence",
        },
    ),
    "how it is recorded": (
        lambda: with_steps(but(WRITE, prompt=True, final="重新书写", reopens=True)),
        {"新增效力“当日登记”", "新增效力“不更正，重新办理”", "新增效力“原决定之后重新作出”"},
    ),
    "fields of a form": (
        lambda: with_steps(but(WRITE, facts=MoreWords)),
        {"新增填报项“more”：可以不填", "新增效力“填报表 MoreWords”", "取消效力“填报表 Words”"},
    ),
    "a step more": (
        lambda: with_steps(step("weigh", BEGUN, guards=(guard(lambda _: ()),))),
        {"新增步骤“weigh”：由经办人在开始办理（演示第二条）"},
    ),
}  # fmt: skip


def _stopping() -> Workflow:
    """The procedure whose track stops its term up to a day."""
    track = replace(SUBMIT.opens[0].track, stops=(WEEK,))
    closes = tuple(replace(closing, track=track) for closing in AGREE.closes)
    opening = Open(track=track, until=lambda _: date.max)
    return with_steps(but(SUBMIT, opens=(opening,)), but(AGREE, closes=closes), but(OBJECT, closes=closes))


@pytest.mark.parametrize("what", TOLD)
def test_a_difference_is_told(what: str) -> None:
    make, told = TOLD[what]

    assert {difference.text for difference in differences(procedure(), make())} == told


def test_what_is_told_of_the_other_way_is_its_contrary() -> None:
    turned = {Sign.ADDED: Sign.GONE, Sign.GONE: Sign.ADDED, Sign.CHANGED: Sign.CHANGED}
    for make, _ in TOLD.values():
        forth, back = differences(procedure(), make()), differences(make(), procedure())

        assert {(d.sign, d.part, d.name) for d in back} == {(turned[d.sign], d.part, d.name) for d in forth}


def test_the_same_declaration_differs_in_nothing() -> None:
    assert differences(procedure(), procedure(version=2)) == ()


def test_a_version_grown_out_of_another_differs_by_what_was_added() -> None:
    new = grown(procedure(), (Amendment(steps=(step("weigh", BEGUN),), guards={"submit": (guard(lambda _: ()),)}),))

    assert [(d.sign, d.part, d.step, d.name) for d in differences(procedure(), new)] == [
        (Sign.ADDED, Part.GUARD, "submit", "small"),
        (Sign.ADDED, Part.STEP, "weigh", "weigh"),
    ]


def test_what_was_renamed_is_compared_with_what_it_was() -> None:
    note = but(WRITE, name="note", guards=(guard(lambda _: ()),))
    parts = {"transitions": (BEGIN, note, SUBMIT, AGREE, OBJECT, SETTLE), "version": 2}

    told = differences(procedure(), procedure(**parts, succeeds=Succession(of=1, steps={"write": "note"})))
    untold = differences(procedure(), procedure(**parts))

    assert [(d.part, d.step) for d in told] == [(Part.GUARD, "note")]
    assert [(d.sign, d.step) for d in untold] == [(Sign.ADDED, "note"), (Sign.GONE, "write")]


def test_a_step_that_has_given_its_name_away_is_gone() -> None:
    other = but(AGREE, name="object", label="agree", opinion=AGREE.opinion)
    parts = {"transitions": (BEGIN, WRITE, SUBMIT, but(OBJECT, name="find"), other, SETTLE), "version": 2}
    new = procedure(**parts, succeeds=Succession(of=1, steps={"agree": "object"}))

    assert [(d.sign, d.step) for d in differences(procedure(), new) if d.part is Part.STEP] == [
        (Sign.ADDED, "find"),
        (Sign.GONE, "object（原）"),
    ]


def test_every_part_of_the_shipped_procedures_can_be_told() -> None:
    found = differences(ORDINARY, SUMMARY)

    assert {d.part for d in found} >= {Part.PROCEDURE, Part.STATE, Part.STEP, Part.GUARD}
    assert all(d.text.startswith(d.sign.label + d.part.label) for d in found)
