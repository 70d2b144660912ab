"""``zhifa term diff``: what the rules of a field make otherwise of their terms from one day to another."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated

import typer

from zhifa.cli.arguments import AsJson
from zhifa.cli.output import emit, say

PackName = Annotated[
    str,
    typer.Argument(metavar="规则包", help="national 全国、samr 市场监管、police 公安、agriculture 农业、housing 住建"),
]
Older = Annotated[str, typer.Argument(metavar="日期", help="原来的一日，例如 2021-07-15")]
Newer = Annotated[str, typer.Argument(metavar="日期", help="与之比较的一日")]


def diff(*, pack: PackName, older: Older, newer: Newer, json: AsJson = False) -> None:
    """逐项比较一个规则包在两日施行的规定：期限的长度、依据、延长、不计入的时间；已经起算的期限不因此变动。"""
    from zhifa.cli.term_inputs import day, pack_of
    from zhifa.engine.term_diff import term_differences
    from zhifa.workflows.terms.catalogue import terms_of

    chosen, old, new = pack_of(pack), day(older, field="第一个日期"), day(newer, field="第二个日期")
    found = term_differences(chosen, terms_of(chosen).values(), old, new)
    if json:
        told = [
            {"code": d.term.code, "label": d.term.label, "what": d.what, "old": d.old, "new": d.new, "article": d.term.article}
            for d in found
        ]  # fmt: skip
        emit({"pack": chosen.name, "old": str(old), "new": str(new), "differences": told})
        return
    say(f"规则包：{chosen.label}，{old} → {new}：{len(found)} 处不同")
    for term, ones in groupby(found, lambda one: one.term):
        say(f"{term.label}（{term.code}）　依据：{term.article}", *(f"　　{one.text}" for one in ones))
