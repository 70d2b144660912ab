"""``zhifa workflow diff``: what two versions of a procedure have otherwise, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson
from zhifa.cli.output import emit, say
from zhifa.cli.workflow import Name, find_version

if TYPE_CHECKING:
    from zhifa.engine.workflow import Workflow
    from zhifa.engine.workflow_diff import Difference
    from zhifa.engine.workflow_parts import Item

Older = Annotated[int, typer.Argument(min=1, metavar="版本", help="原来的版本")]
Newer = Annotated[int, typer.Argument(min=1, metavar="版本", help="与之比较的版本")]


def diff(*, name: Name, older: Older, newer: Newer, json: AsJson = False) -> None:
    """逐项比较一个流程的两版：状态、步骤、岗位、检查、文书、期限、事项、填报项的增减和变更，附依据。"""
    from zhifa.engine.workflow_diff import differences

    old, new = find_version(name, older), find_version(name, newer)
    found = differences(old, new)
    if json:
        told = [_told(one) for one in found]
        emit({"workflow": new.name, "old": _version(old), "new": _version(new), "differences": told})
        return
    say(f"{new.label}（{new.name}）第{old.version}版 → 第{new.version}版：{len(found)} 处不同")
    say(*_lines(found, new, old))


def _lines(found: Iterable[Difference], new: Workflow, old: Workflow) -> Iterator[str]:
    """The differences below the step that they belong to, those of the procedure first."""
    for step, ones in groupby(found, lambda one: one.step):
        known = new.by_name.get(step) or old.by_name.get(step)
        yield f"步骤“{known.label if known else step}”（{step}）" if step else "流程"
        yield from (f"　　{one.text}" for one in ones)


def _version(workflow: Workflow) -> dict[str, Any]:
    return {"version": workflow.version, "digest": workflow.digest}


def _told(one: Difference) -> dict[str, Any]:
    return {
        "sign": one.sign.value,
        "part": one.part.value,
        "step": one.step or None,
        "name": one.name,
        "article": one.article,
        "text": one.text,
        "old": _item(one.old),
        "new": _item(one.new),
    }


def _item(item: Item | None) -> dict[str, str] | None:
    return item._asdict() if item else None
