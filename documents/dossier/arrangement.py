"""Where a paper goes in the dossier: 正卷 or 副卷, and in which of their parts.

No statute sets the order. The one by parts is the trade's common one (决定书 before the other papers, evidence after them), known at second hand: a
default, which is said wherever it is used. An agency may have the order of issue instead; what stays inside goes to the 副卷 in either.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from zhifa.documents.catalogue import CATALOGUE


class Order(StrEnum):
    """In which order papers stand within a volume."""

    DECISION_FIRST = "decision_first"
    AS_ISSUED = "as_issued"

    @property
    def label(self) -> str:
        return _ORDER_LABELS[self]


_ORDER_LABELS: Final = {
    Order.DECISION_FIRST: "立案、决定书在前，其他文书、证据在后",
    Order.AS_ISSUED: "按制作的先后",
}

DEFAULT: Final = "默认顺序（市场监管行业通行的装订顺序，仅经第二手来源核对），立卷规定不同的在机关名录中设定"
"""What is said of an order that the agency did not choose."""


class Volume(StrEnum):
    """A volume of the dossier."""

    MAIN = "正卷"
    INNER = "副卷"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a volume; papers of one group come in the order of issue, groups one after the other."""

    title: str
    volume: Volume
    groups: tuple[tuple[str, ...], ...] = ()


_REST: Final = Part(title="其他文书及送达回证", volume=Volume.MAIN)
_RECORDS: Final = Part(
    title="证据材料",
    volume=Volume.MAIN,
    groups=(("D07", "D07-2", "D09", "D26", "D29"), ("D10",), ("D12",), ("D13", "D13-2", "D13-3"), ("D11",)),
)
_INNER_REST: Final = Part(title="其他内部材料", volume=Volume.INNER)

PARTS: Final = (
    Part(title="立案", volume=Volume.MAIN, groups=(("D02",), ("D01",))),
    Part(
        title="决定书及送达回证",
        volume=Volume.MAIN,
        groups=(
            (
                "D33",
                "D34",
                "D35",
                "D42",
                "D51-4",
                "D54",
                "D54-2",
                "D54-3",
                "D55",
                "D55-2",
                "D55-3",
                "D55-4",
                "D55-5",
                "D55-6",
                "D55-7",
            ),
        ),
    ),
    _REST,
    _RECORDS,
    Part(title="财物处理单据", volume=Volume.MAIN, groups=(("D45", "D56-4"),)),
    Part(title="当事人填写的文书及收执", volume=Volume.MAIN, groups=(("D27", "D27-2", "D51", "D51-2"),)),
    Part(title="调查终结", volume=Volume.INNER, groups=(("D21",),)),
    Part(title="法制审核", volume=Volume.INNER, groups=(("D22", "D22-2", "D23"),)),
    Part(title="陈述申辩复核、听证报告", volume=Volume.INNER, groups=(("D26-2", "D30"),)),
    Part(title="集体讨论", volume=Volume.INNER, groups=(("D31",),)),
    Part(
        title="审批",
        volume=Volume.INNER,
        groups=(("D03", "D03-2", "D06", "D20", "D20-2", "D32", "D36", "D40", "D46-2", "D47-2", "D56-2", "D58"),),
    ),
    Part(title="公示", volume=Volume.INNER, groups=(("D59",),)),
    Part(title="结案", volume=Volume.INNER, groups=(("D49",),)),
    _INNER_REST,
)
"""The parts of both volumes, in their order."""

_PLACES: Final = {
    code: (number, part, rank)
    for number, part in enumerate(PARTS)
    for rank, group in enumerate(part.groups)
    for code in group
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where papers of a type go; ``order`` sorts places."""

    part: Part
    order: tuple[int, int]

    @property
    def volume(self) -> Volume:
        return self.part.volume


def place(code: str) -> Place:
    """The place of the type ``code`` of the catalogue.

    A type that no part names goes by whom it is for and by its family: what stays in the agency to the 副卷, a record to the evidence.
    """
    if code in _PLACES:
        number, part, rank = _PLACES[code]
        return Place(part=part, order=(number, rank))
    kind = CATALOGUE[code]
    part = (_RECORDS if kind.family == "笔录" else _REST) if kind.external else _INNER_REST
    return Place(part=part, order=(PARTS.index(part), len(part.groups)))
