"""Why a table of past decisions is not taken over.

TableError
├── FaultyRows
├── NotDecisions
└── TableUnreadable
"""

from __future__ import annotations

from collections.abc import Sequence

from zhifa.engine.quoted import shown
from zhifa.sheets import Fault, TableError


class NotDecisions(TableError):
    """A table that is none of past decisions: it names the columns such a table must have and this one has not."""

    def __init__(self, file: str, missing: Sequence[str], headings: Sequence[str]) -> None:
        found = "、".join(shown(heading) for heading in headings)
        super().__init__(
            file,
            f"不是处罚决定的表：缺少必需的列{'、'.join(f'“{label}”' for label in missing)}；表头有{found}。"
            "请核对是否交错了表，或者把表头改成双公示模板的列名",
        )
        self.missing = tuple(missing)


class FaultyRows(TableError):
    """A table with rows that cannot be taken. ``faults`` holds each, up to a bound; ``count`` says how many there are."""

    def __init__(self, file: str, faults: Sequence[Fault], count: int) -> None:
        super().__init__(file, f"有 {count} 处不合要求")
        self.faults = tuple(faults)
        self.count = count
