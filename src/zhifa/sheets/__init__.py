"""Sheets in and out: CSV files and XLSX workbooks as rows of text, with every cell that holds no value told."""

from __future__ import annotations

from zhifa.sheets.errors import CHANGED, Fault, TableError, TableUnreadable
from zhifa.sheets.sheet import Row, Sheet, Span, Spoiled
from zhifa.sheets.table import Table, open_table

__all__ = [
    "CHANGED",
    "Fault",
    "Row",
    "Sheet",
    "Span",
    "Spoiled",
    "Table",
    "TableError",
    "TableUnreadable",
    "open_table",
]
