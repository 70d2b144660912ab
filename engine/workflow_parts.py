"""The parts of a declared procedure, each with its label, its provision and what else there is to it in Chinese: what versions are compared by.

All that the digest covers is told (:mod:`zhifa.engine.fingerprint`), by the names that the newer declaration has for what was renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from zhifa.engine.succession import followed
from zhifa.engine.vocabulary import Close, End, Open, Role, Start, State, Target, Transition
from zhifa.engine.workflow import Workflow


class Part(StrEnum):
    """What a procedure, or a step of it, is made of."""

    PROCEDURE = "procedure"
    STATE = "state"
    STEP = "step"
    SOURCE = "source"
    TARGET = "target"
    ROLE = "role"
    GUARD = "guard"
    PAPER = "paper"
    START = "start"
    END = "end"
    EXTEND = "extend"
    OPEN = "open"
    CLOSE = "close"
    EFFECT = "effect"
    FIELD = "field"

    @property
    def label(self) -> str:
        return _PARTS[self]


_PARTS = {
    Part.PROCEDURE: "流程的规定", Part.STATE: "状态", Part.STEP: "步骤", Part.SOURCE: "出发状态", Part.TARGET: "到达状态",
    Part.ROLE: "岗位", Part.GUARD: "检查", Part.PAPER: "文书", Part.START: "起算的期限", Part.END: "了结的期限",
    Part.EXTEND: "延长的期限", Part.OPEN: "开始的事项", Part.CLOSE: "了结的事项", Part.EFFECT: "效力", Part.FIELD: "填报项",
}  # fmt: skip


class Item(NamedTuple):
    """One part as it is declared: what people call it, its provision, and what else there is to it, in Chinese."""

    label: str
    article: str = ""
    told: str = ""


def procedure_parts(workflow: Workflow) -> dict[str, Item]:
    """What is said of the procedure as a whole."""
    papers = sorted(workflow.decision_papers.items())
    return {
        "name": Item("名称", told=workflow.name),
        "act": Item("行为种类", told=workflow.act),
        "review_state": Item("更正后退回的状态", told=workflow.review_state.label),
        "decision_papers": Item("决定文书", told="、".join(f"{kind}={code}" for kind, code in papers)),
        "correctors": Item("登记更正的岗位", told=_roles(workflow.correctors)),
        "approvers": Item("批准更正的岗位", told=_roles(workflow.approvers)),
        "case_bound": Item("只在本案办理的岗位", told="、".join(sorted(workflow.case_bound))),
    }


def state_parts(states: Iterable[State], renamed: Mapping[str, str]) -> dict[str, Item]:
    """States by the name that the newer declaration gives them."""
    return {
        followed(renamed, state.name) or f"{state.name}（原）": Item(
            state.label, told=f"{state.phase.label}阶段{'，终结' if state.ended else ''}"
        )
        for state in states
    }


def step_parts(step: Transition, renamed: Mapping[str, str]) -> dict[Part, dict[str, Item]]:
    """All parts of a step, each kind by name."""
    return {
        Part.SOURCE: {_state(source, renamed): Item(source.label) for source in step.sources},
        Part.TARGET: _numbered(
            (_state(target.state, renamed), Item(target.state.label, told=_target(step, place)))
            for place, target in enumerate(step.targets)
        ),
        Part.ROLE: {role.name: Item(role.label, told=_kept(role)) for role in step.roles},
        Part.GUARD: {guard.name: Item(guard.label, guard.article) for guard in step.guards},
        Part.PAPER: {code: Item(code) for code in step.papers},
        Part.START: _numbered((s.term.code, Item(s.term.label, s.term.article, _start(s))) for s in step.starts),
        Part.END: _numbered((e.term.code, Item(e.term.label, e.term.article, _end(e))) for e in step.ends),
        Part.EXTEND: {e.term.code: Item(e.term.label, e.term.article) for e in step.extends},
        Part.OPEN: _numbered((o.track.name, Item(o.track.label, told=_open(o))) for o in step.opens),
        Part.CLOSE: _numbered((c.track.name, Item(c.track.label, told=_when(c))) for c in step.closes),
        Part.EFFECT: {name: Item(label) for name, label in _effects(step)},
        Part.FIELD: {
            name: Item(field.title or name, told="必填" if field.is_required() else "可以不填")
            for name, field in step.facts.model_fields.items()
        },
    }


def _numbered(items: Iterable[tuple[str, Item]]) -> dict[str, Item]:
    """Parts of which a step may have several of one name: the second is counted."""
    found: dict[str, Item] = {}
    for name, item in items:
        times = sum(known.partition("#")[0] == name for known in found)
        found[f"{name}#{times + 1}" if times else name] = item
    return found


def _state(state: State, renamed: Mapping[str, str]) -> str:
    return followed(renamed, state.name) or state.name


def _target(step: Transition, place: int) -> str:
    """Among several targets the first that holds is taken, so their order counts."""
    target = step.targets[place]
    order = f"第{place + 1}顺位" if len(step.targets) > 1 else ""
    return "，".join(filter(None, (order, _when(target), "须经法制审核通过" if target.cleared else "")))


def _start(start: Start) -> str:
    by = "，长度由机关设定" if start.length else ""
    since = "，起算日由案情推得" if start.reckoned_from else ""
    each = "，分项起算" if start.each else ""
    rule = f"，规定自{start.term.rule_version}"
    hastened = "，审核目录可以缩短" if start.hastened else ""
    return f"{start.term.span}{rule}{by}{hastened}{since}{each}{_conditional(start)}"


def _end(end: End) -> str:
    how = "，作废" if end.voids else "，期满" if end.lapses else ""
    return f"了结{how}{_conditional(end)}"


def _open(opening: Open) -> str:
    stops = "、".join(term.label for term in opening.track.stops)
    until = f"，至{opening.during.label}届满" if opening.during else "，至所填之日" if opening.until else ""
    return f"{f'其间{stops}停止计算' if stops else '开始'}{until}{_conditional(opening)}"


def _when(part: Target | Start | End | Open | Close) -> str:
    return f"在“{part.when.label}”时" if part.when else ""


def _conditional(part: Start | End | Open) -> str:
    return f"，{_when(part)}" if part.when else ""


def _effects(step: Transition) -> Iterator[tuple[str, str]]:
    """What the step does to review and decision, and how it is recorded."""
    kind = step.decides
    if step.opinion:
        yield f"opinion/{step.opinion}", "法制审核通过" if step.grants_review else "法制审核提出问题"
    if step.voids_review:
        yield "voids_review", "使原审核意见失效"
    if step.assesses:
        yield "assesses", "按审核目录判定"
    if kind:
        exempt = f"，依{kind.exempt_article}" if kind.exempt_article else ""
        yield (
            f"decides/{kind.name}/{kind.review}/{kind.exempt_article}",
            f"作出{kind.label}（{_REVIEWS[kind.review]}{exempt}）",
        )
    if step.prompt:
        yield "prompt", "当日登记"
    if step.reopens:
        yield "reopens", "原决定之后重新作出"
    if step.final:
        yield "final", "不更正，重新办理"
    yield f"form/{step.facts.__name__}", f"填报表 {step.facts.__name__}"


_REVIEWS = {"always": "都须审核", "by_catalogue": "依目录审核", "exempt": "免予审核"}


def listed(parts: Iterable[State | Role]) -> str:
    """The parts by their labels."""
    return "、".join(part.label for part in parts)


def _roles(roles: Iterable[Role]) -> str:
    return "、".join(f"{role.label}（{_kept(role)}）" if _kept(role) else role.label for role in roles)


def _kept(role: Role) -> str:
    """From what a role keeps those who hold it."""
    return "，".join(filter(None, ("属于办案" if role.handles else "", "管理名录" if role.administers else "")))
