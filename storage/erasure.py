"""What stands beside the facts of a case and says something of them: it goes where facts were erased (个人信息保护法 47)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.sql import ClauseElement

from zhifa.storage.channel import Change, Channel


class ErasureStatements(NamedTuple):
    """SQL text by what it does."""

    jottings: str
    refusals: str
    line: str


class ErasureRows:
    """Erasure in one transaction."""

    def __init__(self, channel: Channel, sql: ErasureStatements) -> None:
        self._channel = channel
        self._sql = sql

    def forget(self, case_id: str, *, listed: bool) -> None:
        """Take away what officers have typed for the case and not handed in, and its refused attempts; and its line, unless it is still ``listed``."""
        gone = (self._sql.jottings, self._sql.refusals, *(() if listed else (self._sql.line,)))
        self._channel.change(*(Change(sql, ((case_id,),)) for sql in gone))


def erasure_statements(sql: Callable[[ClauseElement], str]) -> ErasureStatements:
    """The statements, made text by `sql`."""
    return ErasureStatements(
        jottings=sql(text("DELETE FROM zf_jotting WHERE place = :case")),
        refusals=sql(text("DELETE FROM zf_refusal WHERE case_id = :case")),
        line=sql(text("DELETE FROM zf_docket WHERE id = :case")),
    )
