"""``zhifa discretion show`` and ``check``: which tiers a draft may be put into, and whether a benchmark fits before it is brought in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson, Case, DatabaseUrl
from zhifa.cli.faults import REFUSED, Unusable
from zhifa.cli.inputs import case_id
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say, show_table
from zhifa.engine.money import yuan

if TYPE_CHECKING:
    from zhifa.engine.books.tiers import Tier
    from zhifa.engine.weighing import Penalty, Verdict
    from zhifa.registers.intake import Intake
    from zhifa.workflows.discretion import Scale, Weighed
    from zhifa.workflows.forms.weighing import Weighing

Files = Annotated[
    list[Path],
    typer.Argument(metavar="文件…", help="裁量基准、法定幅度、四张清单的 CSV 或者 XLSX；写法见 docs/discretion.md"),
]
_BOOKS = ("benchmark", "statutory_range", "leniency")


def show(*, case: Case, database: DatabaseUrl, json: AsJson = False) -> None:
    """查看现有草案可以适用的裁量阶次、区间和法定幅度，可能适用的清单，以及已经登记的裁量说明。"""
    from zhifa.engine.clock import SystemClock
    from zhifa.engine.instants import legal_day
    from zhifa.workflows import discretion, dossier
    from zhifa.workflows.forms.weighing import Weighing

    with open_office(database) as office:
        found = office.case(case_id(office, case))
        shelf = office.agency_register(found.agency_id).shelf
    scale, act = discretion.scale(found, shelf, legal_day(SystemClock().now())), dossier.weighing(found)
    told = act.facts if act else Weighing()
    if json:
        known = (
            summary(scale, told)
            if scale
            else {"violated_on": None, "on": None, "items": [], "suggestions": [], "notes": []}
        )
        emit({"case": found.id, **known, "weighed": act.seq if act else None})
    elif scale is None:
        say("还没有决定草案，没有可以裁量的；调查终结（步骤 conclude）后再看")
    else:
        show_scale(scale, told)
        say("", f"裁量说明：第{act.seq}号记录" if act else "现有草案还没有裁量说明（步骤 weigh）")


def show_scale(scale: Scale, told: Weighing) -> None:
    """Every item with the tiers it may be put into, the one that was chosen marked, what the lists say for the party, and what to look at."""
    from zhifa.workflows.discretion_notes import notes

    say(f"违法行为之日 {scale.days.violated}，今天 {scale.days.now}；两天的基准不同的，列出应当适用的")
    for weighed in scale.weighed(told):
        _show_item(scale, weighed)
    _show_lists(scale, told)
    doubts = tuple(notes(scale, told))
    say(*("" for _ in doubts[:1]), *(f"提示：{note}" for note in doubts))


def _show_item(scale: Scale, weighed: Weighed) -> None:
    penalty, statute = weighed.penalty, weighed.statute
    say("", f"第{weighed.place}项　{penalty.kind}　{_amount(penalty)}")
    say(f"法定幅度　{statute.text if statute else '没有录入，不能核对'}")
    rows = [_row(tier, penalty, chosen=tier == weighed.tier) for tier in _candidates(scale, weighed)]
    if rows:
        show_table(("", "基准", "阶次", "当事人", "区间", "情节", "本项"), rows)
    else:
        say("没有可以适用的裁量基准")


def _candidates(scale: Scale, weighed: Weighed) -> tuple[Tier, ...]:
    return scale.candidates(weighed.place, weighed.penalty.base)


def _amount(penalty: Penalty) -> str:
    return "没有数额" if penalty.amount is None else yuan(penalty.amount)


def _row(tier: Tier, penalty: Penalty, *, chosen: bool) -> tuple[str, ...]:
    from zhifa.engine.books.discretion import PARTIES

    mark = "●" if chosen else ""
    return (
        mark,
        tier.code,
        tier.name,
        PARTIES[tier.extent.party],
        _band(tier),
        tier.conditions,
        _verdict(tier, penalty).text,
    )


def _verdict(tier: Tier, penalty: Penalty) -> Verdict:
    from zhifa.engine.weighing import judge

    return judge(tier.extent, penalty)


def _band(tier: Tier) -> str:
    """The band as the benchmark writes it, with the sum that it is measured by."""
    from zhifa.engine.books.discretion import BASES

    extent = tier.extent
    base = "" if extent.base == "none" else BASES[extent.base]
    worth = f"{base}{extent.worth.text}的，" if extent.worth else ""
    if extent.band is None:
        return worth.rstrip("，")
    return f"{worth}{base if extent.band.shares else ''}{extent.band.text}"


def _show_lists(scale: Scale, told: Weighing) -> None:
    from zhifa.engine.books.discretion import LISTS

    answers: dict[tuple[str, str], str] = {
        (one.list, one.code): "按清单处理" if one.followed else f"不按清单处理：{one.reason}"
        for one in told.suggestions
    }
    rows = [
        (LISTS[line.list], line.code, "；".join(line.conditions), line.effect, line.basis, answers.get((line.list, line.code), "待答复"))
        for line in scale.suggestions
    ]  # fmt: skip
    if rows:
        say("")
        show_table(("清单", "编码", "适用条件", "处理", "依据", "答复"), rows, title="可能适用的清单")


def summary(scale: Scale, told: Weighing) -> dict[str, Any]:
    """The same, as JSON answers tell it."""
    from zhifa.workflows.discretion_notes import notes

    answers = {(one.list, one.code): one for one in told.suggestions}
    return {
        "violated_on": scale.days.violated.isoformat(),
        "on": scale.days.now.isoformat(),
        "items": [_item(scale, weighed) for weighed in scale.weighed(told)],
        "suggestions": [
            {
                "list": line.list,
                "code": line.code,
                "conditions": list(line.conditions),
                "effect": line.effect,
                "basis": line.basis,
                "answer": answers[key].model_dump(mode="json") if (key := (line.list, line.code)) in answers else None,
            }
            for line in scale.suggestions
        ],
        "notes": list(notes(scale, told)),
    }


def _item(scale: Scale, weighed: Weighed) -> dict[str, Any]:
    penalty = weighed.penalty
    return {
        "item": weighed.place,
        "kind": penalty.kind,
        "amount": penalty.amount,
        "statute": weighed.statute.where if weighed.statute else None,
        "weighed": weighed.told.model_dump(mode="json") if weighed.told else None,
        "candidates": [
            {
                "benchmark": tier.code,
                "tier": tier.name,
                "band": _band(tier),
                "conditions": tier.conditions,
                "factors": list(tier.factors),
                "where": _verdict(tier, penalty).where,
            }
            for tier in _candidates(scale, weighed)
        ],
    }


def check(*, files: Files, json: AsJson = False) -> None:
    """核对裁量基准的文件，不用数据库：阶次之间有无空档、重叠，是否超出法定幅度和上级基准；有不合要求之处时退出码为 1。"""
    from zhifa.registers.intake import read_sheets

    intake = read_sheets(files)
    foreign = [name for name in intake.lines if name not in _BOOKS]
    if foreign:
        raise Unusable(
            f"文件中有{'、'.join(foreign)}，不是裁量基准、法定幅度或者四张清单；用 zhifa register import --dry-run 核对"
        )
    faults, notes = [*(fault.text for fault in intake.faults), *_misfits(intake)], list(_unchecked(intake))
    if json:
        emit({"lines": {name: len(lines) for name, lines in intake.lines.items()}, "faults": faults, "notes": notes})
    else:
        say(*faults, *(f"提示：{note}" for note in notes))
        counted = "、".join(f"{_label(name)} {len(lines)} 行" for name, lines in intake.lines.items())
        say(f"{counted}：不合要求 {len(faults)} 处，提示 {len(notes)} 处")
    if faults:
        raise typer.Exit(REFUSED)


def _label(name: str) -> str:
    from zhifa.engine.books.catalogue import book_named

    return book_named(name).label


def _misfits(intake: Intake) -> Iterator[str]:
    """What the books say of their lines, once every cell is readable."""
    from zhifa.engine.books.apart import doubled, overlapping
    from zhifa.engine.books.book import Context
    from zhifa.engine.books.catalogue import book_named
    from zhifa.engine.clock import SystemClock
    from zhifa.engine.instants import legal_day

    standing = {name: [one.line for one in lines] for name, lines in intake.lines.items()}
    context = Context(standing=standing, today=legal_day(SystemClock().now()))
    for name, lines in intake.lines.items() if not intake.fault_count else ():
        book = book_named(name)
        found = (*doubled(book, lines), *overlapping(book, lines, context), *book.faults(lines, context))
        yield from (fault.text for fault in found)


def _unchecked(intake: Intake) -> Iterator[str]:
    """Benchmarks of fines whose statute the files do not tell."""
    from zhifa.engine.books.fitting import unchecked
    from zhifa.engine.books.tiers import range_of, tier_of

    ranges = [range_of(one.line) for one in intake.lines.get("statutory_range", ())]
    for tier in unchecked((tier_of(one.line) for one in intake.lines.get("benchmark", ())), ranges):
        yield f"裁量基准 {tier.code} 所依据的《{tier.law}》{tier.article}：法定幅度没有录入，不能核对"
