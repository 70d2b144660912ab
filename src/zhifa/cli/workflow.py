"""``zhifa workflow``: the procedures at hand, those this program brings and those installed beside it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson
from zhifa.cli.faults import Unusable
from zhifa.cli.inputs import case_id
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say, show_table
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.engine.vocabulary import Transition
    from zhifa.engine.workflow import Workflow


class Format(StrEnum):
    """How a procedure is drawn."""

    svg = "svg"
    mermaid = "mermaid"


Name = Annotated[str, typer.Argument(metavar="流程", help="流程名称")]
MaybeName = Annotated[str | None, typer.Argument(metavar="流程", help="流程名称；不写则全部")]
Drawn = Annotated[Format, typer.Option("--format", metavar="svg|mermaid", help="图的格式")]
Out = Annotated[Path | None, typer.Option(metavar="文件", help="写入此文件；不写则输出到屏幕")]
DrawnCase = Annotated[
    str | None, typer.Option("--case", metavar="案件", help="在图上标出此案现处和经过的状态，要给出 --database")
]
MaybeDatabase = Annotated[
    str | None, typer.Option("--database", envvar="ZHIFA_DATABASE", metavar="地址", help="--case 所在的数据库")
]


def find(name: str) -> Workflow:
    """The newest version of the procedure at hand with this name, or with this Chinese one."""
    return max(_versions(name), key=lambda workflow: workflow.version)


def find_version(name: str, version: int) -> Workflow:
    """This version of it."""
    known = {workflow.version: workflow for workflow in _versions(name)}
    if version not in known:
        raise Unusable(f"流程 {name} 没有第{version}版；现有第{'、'.join(map(str, sorted(known)))}版")
    return known[version]


def _versions(name: str) -> list[Workflow]:
    from zhifa.engine.installed import workflows

    at_hand = workflows()
    known = [workflow for workflow in at_hand if name in (workflow.name, workflow.label)]
    if not known:
        names = "、".join(sorted({workflow.name for workflow in at_hand}))
        raise Unusable(f"没有流程{shown(name)}；现有 {names}")
    return known


def list_(*, name: MaybeName = None, json: AsJson = False) -> None:
    """列出流程，连同另行安装的；写明名称的，列出其全部步骤。"""
    from zhifa.engine.installed import workflows

    chosen = workflows() if name is None else (find(name),)
    if json:
        emit({"workflows": [_described(workflow) for workflow in chosen]})
    elif name is None:
        rows = (
            (w.name, w.label, str(w.version), str(len(w.states)), str(len(w.transitions)), w.digest[:12])
            for w in chosen
        )
        show_table(("名称", "流程", "版本", "状态", "步骤", "摘要"), rows)
    else:
        heads = ("步骤", "名称", "由", "至", "岗位", "文书")
        show_table(heads, (_row(step) for step in chosen[0].transitions), title=chosen[0].label)


def _row(step: Transition) -> tuple[str, ...]:
    return (
        step.name,
        step.label,
        "、".join(state.label for state in step.sources) or "（立起案件）",
        "、".join(dict.fromkeys(target.state.label for target in step.targets)) or "（状态不变）",
        "、".join(role.label for role in step.roles),
        "、".join(step.papers),
    )


def _described(workflow: Workflow) -> dict[str, Any]:
    states = [{"name": s.name, "label": s.label, "phase": s.phase.value, "ended": s.ended} for s in workflow.states]
    return {
        "name": workflow.name,
        "version": workflow.version,
        "label": workflow.label,
        "act": workflow.act,
        "digest": workflow.digest,
        "states": states,
        "transitions": [_step(step) for step in workflow.transitions],
    }


def _step(step: Transition) -> dict[str, Any]:
    return {
        "name": step.name,
        "label": step.label,
        "sources": [state.name for state in step.sources],
        "targets": [target.state.name for target in step.targets],
        "roles": [role.name for role in step.roles],
        "guards": [{"name": guard.name, "label": guard.label, "article": guard.article} for guard in step.guards],
        "papers": list(step.papers),
        "no_paper": step.no_paper,
    }


def check(*, name: MaybeName = None, json: AsJson = False) -> None:
    """证明流程没有缺陷：状态都能到达、都能终结，未经法制审核通过到不了决定阶段，制作的文书与法律要求的一一相符。"""
    from zhifa.engine.check import DefinitionFault
    from zhifa.engine.check import check as prove
    from zhifa.engine.installed import workflows
    from zhifa.workflows.papers_asked import discord

    chosen = workflows() if name is None else (find(name),)
    for workflow in chosen:
        prove(workflow)
        for step, fault in discord(workflow):
            raise DefinitionFault(workflow.name, fault, (step,))
    if json:
        emit({"workflows": [{"name": w.name, "version": w.version, "sound": True} for w in chosen]})
        return
    for workflow in chosen:
        say(f"{workflow.label}（{workflow.name} 第{workflow.version}版）", *_proved(workflow))


def _proved(workflow: Workflow) -> Iterator[str]:
    from zhifa.engine.vocabulary import Phase

    deciding = [state.label for state in workflow.states if state.phase is Phase.DECIDE]
    ended = [state.label for state in workflow.states if state.ended]
    yield f"　　{len(workflow.states)} 个状态都能到达，都能走到终结（{'、'.join(dict.fromkeys(ended))}）"
    yield f"　　{len(workflow.transitions)} 个步骤都有岗位、填报表，都有文书或者写明不制作的理由"
    made = {paper for step in workflow.transitions for paper in step.papers}
    yield f"　　{len(made)} 种文书都在法律、规章或者惯例要求的环节制作，要求制作的没有缺少"
    exempt = [step.decides for step in workflow.transitions if step.decides and step.decides.exempt_article]
    if any(step.decides and not step.decides.exempt_article for step in workflow.transitions):
        yield f"　　无论机关如何设定，未经法制审核通过都到不了{'、'.join(deciding)}"
    yield from (f"　　{kind.label}依{kind.exempt_article}免予法制审核，数据库只认这一条" for kind in exempt)


def draw(
    *, name: Name, drawn: Drawn = Format.svg, out: Out = None, case: DrawnCase = None, database: MaybeDatabase = None
) -> None:
    """画出流程：六个阶段各一栏，步骤和箭头俱全，标出法制审核关口。"""
    from zhifa.engine import diagram

    workflow = find(name)
    if drawn is Format.mermaid and case:
        raise Unusable("--case 只能标在 svg 图上；去掉 --format mermaid，或者去掉 --case")
    if drawn is Format.mermaid:
        text = diagram.mermaid(workflow)
    else:
        text = _course(workflow, case, database) if case else diagram.svg(workflow)
    if out is None:
        say(text.rstrip("\n"))
        return
    out.write_text(text, encoding="utf-8")
    say(f"已写入 {out}")


def _course(workflow: Workflow, case: str, database: str | None) -> str:
    """The drawing with a case named, where it stands and where it has been."""
    from zhifa.cli.summaries import case_summary
    from zhifa.engine import diagram

    if database is None:
        raise Unusable("--case 要和 --database 地址 一起用")
    with open_office(database) as office:
        found = office.case(case_id(office, case))
        lines = office.history(found.id)
    if found.workflow.name != workflow.name:
        raise Unusable(f"案件 {found.id} 办的是{found.workflow.label}：画 {found.workflow.name}，不画 {workflow.name}")
    *before, now = (line.to_state for line in lines if line.to_state in found.workflow.state_by_name)
    whose = f"案件 {found.id[:8]}　案由{shown(case_summary(found)['cause'])}"
    return diagram.svg(found.workflow, at=now, visited=set(before) - {now}, whose=whose)
