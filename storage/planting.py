"""Rows by the hundred thousand, written straight into the tables: what seeds and benchmarks measure on. The locks of the database hold for them too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.sql import ClauseElement

from zhifa.storage.channel import Change, Channel, Load, Query
from zhifa.storage.search import OF_ERA
from zhifa.storage.tables import metadata

__all__ = ["PlantRows", "PlantStatements", "plant_statements"]

_ORDER: Final = (
    "zf_case", "zf_entry", "zf_facts", "zf_paper", "zf_review", "zf_assessment", "zf_decision", "zf_fine", "zf_term", "zf_watch", "zf_track", "zf_assignee", "zf_docket",
    "zf_search_entry",
)  # fmt: skip
"""The tables that may be planted, what others refer to first."""


class PlantStatements(NamedTuple):
    """SQL text by what it does."""

    load: Mapping[str, Load]
    words: str
    last: str
    count_on: str | None


class PlantRows:
    """Planting in one transaction."""

    def __init__(self, channel: Channel, sql: PlantStatements) -> None:
        self._channel = channel
        self._sql = sql

    def last_place(self) -> int:
        """The last place in the index of words that is taken."""
        return int(self._channel.rows(Query(self._sql.last, ()))[0][0][0] or 0)

    def load(self, rows: Mapping[str, Iterable[Sequence[Any]]], words: Sequence[tuple[int, str]] = ()) -> None:
        """Write the rows of each table, and the words of entries by their places."""
        for table in _ORDER:
            found = tuple(rows.get(table, ()))
            if found:
                self._channel.load(self._sql.load[table], found)
        self._channel.change(Change(self._sql.words, tuple((place, told) for place, told in words if told)))
        if self._sql.count_on:
            self._channel.rows(Query(self._sql.count_on, ()))


_WORDS: Final = {
    "sqlite": "INSERT INTO zf_search (rowid, tokens) VALUES (?, ?)",
    "postgresql": (
        "INSERT INTO zf_search (place, tokens)"  # noqa: S608  # our own text
        f" SELECT given.place, array_to_tsvector(string_to_array(given.words || {OF_ERA.format('given.place')}, ' '))"
        " FROM (SELECT %s::bigint AS place, %s::text AS words) AS given"
    ),
}
_COUNT_ON: Final = "SELECT setval(pg_get_serial_sequence('zf_search_entry', 'place'), (SELECT coalesce(max(place), 1) FROM zf_search_entry))"


def plant_statements(
    sql: Callable[[ClauseElement], str], load: Callable[[str, str], Load], insert: Mapping[str, str], dialect: str
) -> PlantStatements:
    """The statements, made text by `sql` and `load` for one database."""
    return PlantStatements(
        load={table: load(table, insert[table]) for table in _ORDER},
        words=_WORDS[dialect],
        last=sql(select(func.max(metadata.tables["zf_search_entry"].c.place))),
        count_on=_COUNT_ON if dialect == "postgresql" else None,
    )
