"""The pages of procedures: the chart of each version with its steps (执法流程图), and the chart of its legal review (法制审核流程图)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.pages.page import Grid, Lines, Page
from zhifa.engine.books.review import REVIEW_MATERIALS, Material, When
from zhifa.engine.diagram import svg
from zhifa.engine.register import Policy, Register
from zhifa.engine.review_chart import Note, has_review, review_svg, reviewing
from zhifa.engine.vocabulary import Phase, Start, State, Transition
from zhifa.engine.workflow import Workflow

_CHARTS: Final = "流程图"
_HEADS: Final = ("步骤", "办理前", "办理后", "岗位", "核对事项", "制作文书", "起算期限")
_LIABILITY: Final = (
    "承办机构对送审材料的真实性、准确性、完整性，以及执法的事实、证据、法律适用、程序的合法性负责。",
    "法制审核机构对法制审核意见负责。",
    "机关主要负责人是落实法制审核制度的第一责任人，对本机关作出的行政执法决定负责。",
    "未经法制审核或者审核未通过的，不得作出决定；违反的，依法追究责任。",
)
"""行政处罚法第五十八条; S0-35, S0-37, S2-29."""


def flow_pages(workflows: Iterable[Workflow], register: Register, day: date) -> Iterator[Page]:
    """The chart of every version of the procedures that enforce, and that of the review of the newest one of each that has a review."""
    by_name: dict[str, list[Workflow]] = {}
    for workflow in workflows:
        if workflow.enforces:
            by_name.setdefault(workflow.name, []).append(workflow)
    for versions in by_name.values():
        versions.sort(key=lambda workflow: workflow.version)
        yield from map(_flow, versions)
        if has_review(versions[-1]):
            yield _review(versions[-1], register, day)


def _flow(workflow: Workflow) -> Page:
    return Page(
        name=f"flow/{workflow.name}-v{workflow.version}",
        title=f"{workflow.label}流程图（第{workflow.version}版）",
        group=_CHARTS,
        parts=(Grid(title="步骤", heads=_HEADS, rows=tuple(map(_step, workflow.transitions))),),
        drawing=svg(workflow),
    )


def _step(step: Transition) -> tuple[Lines, ...]:
    return (
        (step.label,),
        _labels(step.sources) or ("（立起案件）",),
        _labels(target.state for target in step.targets) or ("（不变）",),
        tuple(role.label for role in step.roles),
        tuple(f"{guard.label}（{guard.article}）" for guard in step.guards),
        tuple(CATALOGUE[code].title for code in step.papers) or ((step.no_paper,) if step.no_paper else ()),
        tuple(dict.fromkeys(f"{start.term.label}（{start.term.article}）" for start in step.starts)),
    )


def _labels(states: Iterable[State]) -> Lines:
    """The states in one line, each once."""
    named = "、".join(dict.fromkeys(state.label for state in states))
    return (named,) if named else ()


def _review(workflow: Workflow, register: Register, day: date) -> Page:
    notes = tuple(_notes(workflow, register, day))
    return Page(
        name=f"flow/{workflow.name}-review",
        title=f"{workflow.label}法制审核流程图",
        group=_CHARTS,
        parts=(Grid(heads=("事项", "要求"), rows=tuple(((note.title,), note.lines) for note in notes)),),
        drawing=review_svg(workflow, notes),
    )


def _notes(workflow: Workflow, register: Register, day: date) -> Iterator[Note]:
    """What S0-44 asks the chart to tell besides the way: materials and carrier, procedure, time, liability."""
    listed = (one for one in register.shelf.values(REVIEW_MATERIALS, day) if one.act == workflow.act)
    by_case = sorted(listed, key=lambda one: list(When).index(one.when))
    sent = tuple(f"{number}．{_material(one)}" for number, one in enumerate(by_case, start=1))
    yield Note(title="送审材料和载体", lines=sent or ("本机关没有登记送审材料清单。",))
    steps = [step for step in reviewing(workflow).transitions if _within(step)]
    yield Note(title="报送和审核程序", lines=tuple(map(_told, steps)))
    clocks = (_clock(start, register.agency.policy) for step in steps for start in step.starts)
    yield Note(title="时限", lines=tuple(dict.fromkeys(clocks)))
    yield Note(title="责任", lines=_LIABILITY)


def _material(one: Material) -> str:
    about = "；".join(word for word in (one.when.label, one.carrier, one.responsible) if word)
    kinds = f"（{'、'.join(sorted(one.kinds))}）" if one.kinds else ""
    return f"{one.name}{kinds}：{about}"


def _within(step: Transition) -> bool:
    """Whether it belongs to the review: it sends a case there, concludes it, or leads from one state of it to another."""
    inside = [target.state.phase is Phase.REVIEW for target in step.targets]
    leaves = all(state.phase is Phase.REVIEW for state in step.sources)
    sends = any(inside) and any(start.length for start in step.starts)
    return step.opinion is not None or sends or (leaves and all(inside))


def _told(step: Transition) -> str:
    roles = "或者".join(role.label for role in step.roles)
    papers = "".join(f"，制作《{CATALOGUE[code].title}》" for code in step.papers)
    return f"{step.label}：{roles}办理{papers}。"


def _clock(start: Start, policy: Policy) -> str:
    """The time as the agency has set it."""
    term = start.term
    length = start.length(policy) if start.length else term.length
    return f"{term.label}：{length}{term.unit.label}，自{term.start}起算；{term.effect}。依据：{term.article}。"
