"""The proof that a procedure is sound, made when it is defined.

Plain faults (a state nobody can reach or leave, a track nobody can close any more, a transition without role, two defaults) are found here; that no
decision is reached unreviewed, :mod:`zhifa.engine.gate_proof` shows. A fault names the path that proves it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from zhifa.engine.dead_ends import dead_ends
from zhifa.engine.expiry import Expiry
from zhifa.engine.gate_proof import gate_open
from zhifa.engine.units import Direction, Unit
from zhifa.engine.vocabulary import SYSTEM, DecisionKind, Guard, Phase, Review, Transition

if TYPE_CHECKING:
    from zhifa.engine.workflow import Workflow


class DefinitionFault(Exception):
    """A procedure is declared wrongly; raised when it is made, so it cannot be imported."""

    def __init__(self, workflow: str, fault: str, path: tuple[str, ...] = ()) -> None:
        shown = f"；路径：{' → '.join(path)}" if path else ""
        super().__init__(f"流程 {workflow}：{fault}{shown}")
        self.workflow = workflow
        self.fault = fault
        self.path = path


def check(workflow: Workflow) -> None:
    """Raise :class:`DefinitionFault` for the first fault found; nothing when the procedure is sound."""
    for find in _CHECKS:
        for fault, path in find(workflow):
            raise DefinitionFault(workflow.name, fault, path)


_Fault = tuple[str, tuple[str, ...]]


def _names(workflow: Workflow) -> Iterator[_Fault]:
    for kind, names in (
        ("环节", [t.name for t in workflow.transitions]),
        ("状态", [s.name for s in workflow.states]),
    ):
        for name, times in Counter(names).items():
            if times > 1:
                yield f"{kind} {name} 定义了 {times} 次", ()
    if sum(t.opens_case for t in workflow.transitions) != 1:
        yield "应当有且只有一个立起案件的环节（sources 为空）", ()


def _transitions(workflow: Workflow) -> Iterator[_Fault]:
    for transition in workflow.transitions:
        for fault in _faults_of(transition, workflow):
            yield fault, (transition.name,)


def _usual(workflow: Workflow) -> Iterator[_Fault]:
    """The usual way consists of steps of the procedure, each from the state under which it is named."""
    known = {step.name: step for step in workflow.transitions}
    for state, steps in workflow.usual.items():
        for name in (step.name for step in steps):
            if name not in known or state not in known[name].sources:
                yield f"通常步骤 {name} 不从状态 {state.name} 出发", ()


def _faults_of(transition: Transition, workflow: Workflow) -> Iterator[str]:
    if not transition.roles:
        yield "没有岗位可以办理"
    if bool(transition.papers) == bool(transition.no_paper):
        yield "应写明所制作的文书，或者不制作文书的理由，二者择一"
    guards: tuple[object, ...] = transition.guards
    for guard in guards:
        if not isinstance(guard, Guard):
            yield f"未知的检查 {guard!r}"
    yield from _faults_of_targets(transition)
    known = set(workflow.states)
    for state in (*transition.sources, *(target.state for target in transition.targets)):
        if state not in known:
            yield f"状态 {state.name} 不属于本流程"
    if any(state.ended for state in transition.sources) and not _stays_ended(transition):
        yield "从终结状态出发的环节只能到达终结状态，重新作出决定（reopens）的除外"
    yield from _faults_of_assessing(transition, workflow)
    if transition.reopens and not transition.voids_review:
        yield "重新作出决定的环节应使原审核意见失效（voids_review）"
    if transition.decides is not None:
        yield from _faults_of_decision(transition, transition.decides, workflow)


def _faults_of_assessing(transition: Transition, workflow: Workflow) -> Iterator[str]:
    """Who asks the catalogue says what it is asked, and only working days of that very review are shortened by it."""
    if transition.assesses and not workflow.asks_catalogue:
        yield "按目录判定（assesses）的流程应写明判定的情节（inputs）"
    for start in transition.starts:
        if start.hastened and (not transition.assesses or start.term.unit is not Unit.WORKING_DAY):
            yield f"目录只能缩短同一环节判定（assesses）后起算的、以工作日计的期限，不能缩短 {start.term.code}"


def _stays_ended(transition: Transition) -> bool:
    """Whether the step leaves an ended case ended, as archiving does, unless what was decided is to be decided anew."""
    return transition.reopens or all(target.state.ended for target in transition.targets)


def _faults_of_targets(transition: Transition) -> Iterator[str]:
    defaults = [index for index, target in enumerate(transition.targets) if target.default]
    if transition.opens_case and not transition.targets:
        yield "立起案件的环节应有目标状态"
    if transition.targets and len(defaults) != 1:
        yield f"应当有且只有一个默认目标，现有 {len(defaults)} 个"
    elif defaults and defaults[0] != len(transition.targets) - 1:
        yield "默认目标应列在最后，其后的目标永远选不到"


def _faults_of_decision(transition: Transition, kind: DecisionKind, workflow: Workflow) -> Iterator[str]:
    if (kind.review is Review.EXEMPT) != (kind.exempt_article is not None):
        yield f"决定种类 {kind.name}：免予审核的应写明条款，其余不得写"
    if kind.review is Review.BY_CATALOGUE and workflow.act == "penalty":
        yield f"决定种类 {kind.name}：行政处罚决定不得由目录免予审核（行政处罚法第五十八条）"
    if not transition.targets or any(target.state.phase is not Phase.DECIDE for target in transition.targets):
        yield "作出决定的环节应到达决定阶段的状态"


def _expiries(workflow: Workflow) -> Iterator[_Fault]:
    """Steps that come about of themselves: what each is, and that no two of them do by one term in one state."""
    for step in workflow.transitions:
        for fault in _faults_of_expiry(step) if step.of_itself else ():
            yield fault, (step.name,)
    for code, steps in workflow.deemed.items():
        for state, times in Counter(source for step in steps for source in step.sources).items():
            if times > 1:
                yield f"期限 {code} 届满，在状态 {state.name} 有 {times} 个由系统登记的环节", ()


def _faults_of_expiry(step: Transition) -> Iterator[str]:
    """The system judges nothing, signs nothing and says nothing but which term ran out."""
    if step.roles != (SYSTEM,):
        yield "由系统登记的环节不由人员办理"
    if step.opens_case or step.decides or step.opinion or step.reopens:
        yield "系统不立案，不作决定，不提审核意见"
    if step.papers or step.prompt:
        yield "由系统登记的环节不制作文书，可以事后登记"
    if not issubclass(step.facts, Expiry):
        yield "由系统登记的环节只填届满的期限"
    if len(step.ends) != 1 or any(end.term.unit is Unit.HOUR for end in step.ends):
        yield "由系统登记的环节应当了结一个以日计算的期限"


def _lives(workflow: Workflow) -> Iterator[_Fault]:
    """Terms and tracks that are ended must be begun somewhere, and tracks that begin must be able to end."""
    started = {start.term for t in workflow.transitions for start in t.starts}
    opened = {opening.track for t in workflow.transitions for opening in t.opens}
    closed = {closing.track for t in workflow.transitions for closing in t.closes}
    for transition in workflow.transitions:
        for end in transition.ends:
            if end.term not in started:
                yield f"期限 {end.term.code} 从未开始", (transition.name,)
    for track in closed - opened:
        yield f"事项 {track.name} 从未开始", ()
    for track in opened - closed:
        yield f"事项 {track.name} 没有环节可以了结", ()


def _stops(workflow: Workflow) -> Iterator[_Fault]:
    """Only a term that has a length to move stands still; and for as long as another runs only where the step begins that other."""
    for transition in workflow.transitions:
        started = {start.term for start in transition.starts}
        for opening in transition.opens:
            for term in opening.track.stops:
                if term.unit in (Unit.HOUR, Unit.FIXED_DATE) or term.direction is Direction.BACKWARD:
                    yield f"事项 {opening.track.name} 不能使期限 {term.code} 停止计算", ()
            if opening.during is not None and opening.during not in started:
                yield (
                    f"事项 {opening.track.name} 随期限 {opening.during.code} 而止，该环节却不起算它",
                    (transition.name,),
                )


def _reach(workflow: Workflow) -> Iterator[_Fault]:
    reached = {target.state for t in workflow.transitions for target in t.targets if t.opens_case}
    while True:
        more = {target.state for t in workflow.transitions if reached & set(t.sources) for target in t.targets}
        if more <= reached:
            break
        reached |= more
    for state in workflow.states:
        if state not in reached:
            yield f"状态 {state.name} 无法到达", ()


def _traps(workflow: Workflow) -> Iterator[_Fault]:
    free = {state for state in workflow.states if state.ended}
    while True:
        more = {s for t in workflow.transitions if any(target.state in free for target in t.targets) for s in t.sources}
        if more <= free:
            break
        free |= more
    for state in workflow.states:
        if state not in free:
            yield f"状态 {state.name} 无法走到终结", ()


def _tracks_left(workflow: Workflow) -> Iterator[_Fault]:
    for track, state in dead_ends(workflow):
        yield f"事项 {track.name} 可能留在状态 {state.name}，从此没有环节可以了结", ()


def _succession(workflow: Workflow) -> Iterator[_Fault]:
    """A version takes over the cases of an earlier one, under names that it declares."""
    succeeds = workflow.succeeds
    if succeeds is None:
        return
    if succeeds.of >= workflow.version:
        yield f"第{workflow.version}版只能承接更早的版本，不能承接第{succeeds.of}版", ()
    for kind, named, known in (
        ("状态", succeeds.states, {state.name for state in workflow.states}),
        ("环节", succeeds.steps, {step.name for step in workflow.transitions}),
    ):
        for name in sorted(set(named.values()) - known):
            yield f"承接第{succeeds.of}版所写的{kind} {name} 不属于本流程", ()


_CHECKS: tuple[Callable[[Workflow], Iterator[_Fault]], ...] = (
    _names, _transitions, _usual, _expiries, _lives, _stops, _reach, _traps, gate_open, _tracks_left, _succession,
)  # fmt: skip
