"""Tables of past decisions, made elsewhere, taken over with their provenance (历史决定导入).

What is taken over is never a case handled here: it has no procedure, no record chain and no review, and stands in tables of its own.
"""

from __future__ import annotations

from zhifa.history.columns import COLUMNS, Column, TableKind
from zhifa.history.errors import FaultyRows, NotDecisions
from zhifa.history.headings import Headings
from zhifa.history.importing import import_table
from zhifa.history.intake import Intake, read_table
from zhifa.sheets import Fault, TableError, TableUnreadable

__all__ = [
    "COLUMNS",
    "Column",
    "Fault",
    "FaultyRows",
    "Headings",
    "Intake",
    "NotDecisions",
    "TableError",
    "TableKind",
    "TableUnreadable",
    "import_table",
    "read_table",
]
