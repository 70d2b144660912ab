"""``zhifa review sheet``: what is known of a case beside the eight items of its legal review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from zhifa.cli.arguments import AsJson, Case, DatabaseUrl
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say, show_table
from zhifa.cli.review import fit, shown_name, waiting_summary
from zhifa.cli.sending import standing

if TYPE_CHECKING:
    from zhifa.engine.assessment import Because
    from zhifa.engine.review_pool import Candidate
    from zhifa.engine.review_room import ReviewSheet, SheetMaterial
    from zhifa.workflows.scrutiny.check import Result


def sheet(*, case: Case, database: DatabaseUrl, json: AsJson = False) -> None:
    """审核一件案件时的底稿：目录判定、送审材料、八项内容旁边的案卷检查、可以指派的审核人；只供参考，不代替审核。"""
    with open_office(database) as office:
        found, register = standing(office, case)
        told, pool = office.reviews.sheet(found.id), office.reviews.candidates(found.id)
    if json:
        emit(_sheet(told, pool))
        return
    say(f"案件 {found.id}　{told.waiting.cause}　第{told.waiting.round}轮", *_assessed(told), "")
    if told.materials:
        show_table(("送审材料", "报送情形", "情况"), map(_material, told.materials))
    heads = ("审核内容", "案卷检查", "结论", "依据")
    show_table(heads, (row for item in told.items for row in _rows(item.item, item.checks)))
    say(*(f"裁量说明：{sentence}" for sentence in told.discretion))
    for opinion in told.counsel:
        say(f"法律顾问、公职律师的意见：{opinion}")
    rows = ((shown_name(register, one.officer.id), str(one.load.open), fit(one)) for one in pool)
    show_table(("可以指派的审核人", "手中案件", "情况"), rows)


def _assessed(told: ReviewSheet) -> Iterator[str]:
    answer = told.assessment
    if answer is None:
        yield "目录判定：没有（草案尚未形成，或者本流程不按目录判定）"
        return
    yield f"目录判定：{'应当审核' if answer.due else '不需要审核'}，{answer.reviewer.label}"
    yield from (f"　　{_because(one)}" for one in answer.because)
    if answer.clock_days:
        yield f"　　审核时限 {answer.clock_days} 个工作日"
    if answer.collective:
        yield "　　目录要求集体讨论"


def _because(one: Because) -> str:
    return f"{f'目录第{one.code}项，' if one.code else ''}{one.text}（{one.article}）"


def _material(one: SheetMaterial) -> tuple[str, ...]:
    return one.material.name, one.material.when.label, "；".join(one.lacking) or "已报送"


def _rows(item: str, checks: tuple[Result, ...]) -> Iterator[tuple[str, ...]]:
    if not checks:
        yield item, "由审核人判断", "", ""
    for index, result in enumerate(checks):
        told = (
            result.verdict.label,
            *(fault.text for fault in result.faults),
            *(one.reason for one in result.unjudged),
        )
        yield (
            item if index == 0 else "",
            f"{result.check.id} {result.check.label}",
            "；".join(told),
            result.check.article,
        )


def _sheet(told: ReviewSheet, pool: tuple[Candidate, ...]) -> dict[str, Any]:
    answer = told.assessment
    return {
        **waiting_summary(told.waiting),
        "assessment": None
        if answer is None
        else {
            "due": answer.due,
            "because": [{"code": one.code, "article": one.article, "text": one.text} for one in answer.because],
            "reviewer": answer.reviewer.value,
            "clock_days": answer.clock_days,
            "collective": answer.collective,
            "inputs": answer.inputs.told(),
        },
        "situation": told.situation,
        "materials": [{"name": one.material.name, "lacking": list(one.lacking)} for one in told.materials],
        "counsel": list(told.counsel),
        "discretion": list(told.discretion),
        "items": [
            {
                "item": item.item,
                "checks": [
                    {
                        "id": result.check.id,
                        "verdict": result.verdict.value,
                        "faults": [fault.text for fault in result.faults],
                        "unjudged": [one.reason for one in result.unjudged],
                    }
                    for result in item.checks
                ],
            }
            for item in told.items
        ],
        "candidates": [
            {
                "officer": one.officer.id,
                "name": one.officer.name,
                "open": one.load.open,
                "unfit": [why.value for why in one.unfit],
            }
            for one in pool
        ],
    }
