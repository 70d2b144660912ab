"""A recording of what the office writes in each step of the case: all that the hand-written limit is given for nothing.

The office plays the case once into a scratch database. Each row is then read back as a plain tuple, and each paper kept with the very tree
of facts its template was rendered from. What a decision costs (guards, forms, terms, the machine) is therefore not in the limit at all.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from workload import Product, prepare
from zhifa.documents.environment import NATIONAL, TemplateSet
from zhifa.documents.facts import Facts
from zhifa.documents.rendering import Rendering, render

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TapePaper:
    """A paper: its row, and what its template is rendered from."""

    row: Row
    rendering: Rendering
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class TapeStep:
    """The rows of one step. Terms and tracks stand as they were opened; ``ended`` and ``closed`` are rows of earlier steps as this one left them."""

    body: dict[str, Any]
    """The entry's body before it is made canonical."""
    entry: Row
    facts: Row
    command: Row
    papers: tuple[TapePaper, ...]
    reviews: tuple[Row, ...]
    assessments: tuple[Row, ...]
    decisions: tuple[Row, ...]
    terms: tuple[Row, ...]
    ended: tuple[Row, ...]
    tracks: tuple[Row, ...]
    closed: tuple[Row, ...]
    assigned: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tape:
    """The whole case: its row as it ends, and its steps."""

    case: Row
    steps: tuple[TapeStep, ...]


def record() -> Tape:
    """Play the case once and keep all it wrote."""
    rendered: dict[tuple[str, str], tuple[Facts, Rendering]] = {}

    def kept(code: str, facts: Facts, templates: TemplateSet = NATIONAL) -> Rendering:
        rendering = render(code, facts, templates)
        rendered[code, rendering.digest] = facts, rendering
        return rendering

    with tempfile.TemporaryDirectory(prefix="zhifa-tape-") as folder, patch("zhifa.engine.issue.render", kept):
        file = Path(folder) / "tape.db"
        prepare(f"sqlite:///{file}")
        product = Product(f"sqlite:///{file}")
        product.play("tape")
        product.close()
        with closing(sqlite3.connect(file)) as database:
            return _tape(database, rendered)


def _tape(database: sqlite3.Connection, rendered: dict[tuple[str, str], tuple[Facts, Rendering]]) -> Tape:
    def rows(table: str, *, at: str, seq: int) -> tuple[Row, ...]:
        return tuple(database.execute(f"SELECT * FROM {table} WHERE {at} = ? ORDER BY rowid", (seq,)))

    def step(entry: Row) -> TapeStep:
        seq = entry[1]
        return TapeStep(
            body=json.loads(entry[10]),
            entry=entry,
            facts=rows("zf_facts", at="seq", seq=seq)[0],
            command=rows("zf_command", at="seq", seq=seq)[0],
            papers=tuple(_papers(rows("zf_paper", at="seq", seq=seq), rendered)),
            reviews=rows("zf_review", at="seq", seq=seq),
            assessments=rows("zf_assessment", at="seq", seq=seq),
            decisions=rows("zf_decision", at="seq", seq=seq),
            terms=tuple((*row[:19], "open", None, None) for row in rows("zf_term", at="start_seq", seq=seq)),
            ended=rows("zf_term", at="ended_seq", seq=seq),
            tracks=tuple((*row[:7], None, None, None) for row in rows("zf_track", at="opened_seq", seq=seq)),
            closed=rows("zf_track", at="closed_seq", seq=seq),
            assigned=rows("zf_assignee", at="since_seq", seq=seq),
        )

    (case,) = database.execute("SELECT * FROM zf_case")
    entries = database.execute("SELECT * FROM zf_entry ORDER BY seq").fetchall()
    return Tape(case=case, steps=tuple(map(step, entries)))


def _papers(rows: Iterable[Row], rendered: dict[tuple[str, str], tuple[Facts, Rendering]]) -> Iterable[TapePaper]:
    for row in rows:
        facts, rendering = rendered[row[4], row[12]]
        yield TapePaper(row=row, rendering=rendering, facts=facts)
