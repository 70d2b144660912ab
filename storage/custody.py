"""The chain of custody as rows: read whole, and grown by one line at a time."""

from __future__ import annotations

from functools import partial

from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.errors import CustodyMoved
from zhifa.storage.records import CustodyRecord
from zhifa.storage.statements import Statements


def read_custody(channel: Channel, sql: Statements, case_id: str) -> tuple[CustodyRecord, ...]:
    """Every line of custody of a case, by key of the evidence and then in order."""
    return tuple(map(CustodyRecord._make, channel.rows(Query(sql.custody, (case_id,)))[0]))


def append_line(channel: Channel, sql: Statements, line: CustodyRecord) -> None:
    """Add one line. Raises `CustodyMoved` when another one has its place already."""
    channel.change(Change(sql.insert["zf_custody"], (line,), partial(CustodyMoved, line.case_id, line.key)))
