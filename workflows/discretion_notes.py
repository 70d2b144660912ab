"""What people should look at in a weighing, though it keeps nobody back: told to who weighs, to who reviews, and by R14 of the case review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhifa.engine.books.discretion import BASES
from zhifa.engine.books.shelf import Shelf
from zhifa.engine.casefile import CaseFile
from zhifa.engine.money import yuan
from zhifa.workflows import discretion, dossier
from zhifa.workflows.discretion import Scale, Weighed
from zhifa.workflows.forms.weighing import Weighing

_GAINS = "没收违法所得"


def notes(scale: Scale, told: Weighing) -> Iterator[str]:
    """Of each item of the draft, in Chinese; nothing of an item that raises no doubt."""
    for weighed in scale.weighed(told):
        yield from _within_though_mitigated(scale, told, weighed)
        yield from _of_other_gains(scale, weighed)


def notes_on_file(case: CaseFile, shelf: Shelf, day: date) -> tuple[str, ...]:
    """Of the weighing of the draft on file; nothing where there is none."""
    scale, act = discretion.scale(case, shelf, day), dossier.weighing(case)
    return tuple(notes(scale, act.facts)) if scale and act else ()


def _within_though_mitigated(scale: Scale, told: Weighing, weighed: Weighed) -> Iterator[str]:
    """减轻处罚 is below what the statute allows, or of a lighter kind; within it a fine is 从轻处罚.

    处罚法 32 speaks of both and defines neither, so this is our reading, and it is a note.
    """
    codes = scale.mitigating(told, weighed.place)
    if codes and weighed.penalty.amount is not None and weighed.statute and weighed.statute.where == "inside":
        listed = "、".join(f"“{code}”" for code in codes)
        yield (
            f"第{weighed.place}项按减轻处罚清单{listed}处理，{weighed.penalty.kind}仍在法定幅度之内（{yuan(weighed.penalty.amount)}）；"
            "在幅度之内从轻的是从轻处罚，请核对（第三十二条没有写明二者的界限，本系统约定）"
        )


def _of_other_gains(scale: Scale, weighed: Weighed) -> Iterator[str]:
    """The gains that a tier measures by, and those that the same draft confiscates, are one sum; why they differ, an officer says."""
    tier, measured = weighed.tier, weighed.penalty.base
    if tier is None or tier.extent.base != "gains" or measured is None:
        return
    items = [scale.draft.items[place - 1] for place in scale.beside(weighed.place)]
    taken = [item.fen for item in items if item.kind == _GAINS and item.fen is not None]
    if taken and sum(taken) != measured:
        base = BASES[tier.extent.base]
        yield f"第{weighed.place}项按{base}{yuan(measured)}计算，草案没收的违法所得共{yuan(sum(taken))}，两个数额不同，请核对"
