"""The index of words: what each entry of a case speaks of, searched newest first and no further than a bound.

SQLite keeps it in FTS5, PostgreSQL as tsvector under GIN, neither with an extension. The words are cut by whoever writes and asks (the engine), so
that both find the same: here they are words between spaces, of letters, digits and characters alone. FTS5 walks its lists from the newest entry back.
GIN knows no order, so that a word of every third entry would fetch them all: there each entry bears its era, some thousands of entries side by side, as one word more,
and eras are asked from the newest back until enough was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import Integer, Select, bindparam, func, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ClauseElement

from zhifa.storage import docket_sql
from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.docket_asked import Place, Scope
from zhifa.storage.docket_sql import Sql
from zhifa.storage.tables import metadata

__all__ = ["LOOKED", "MARK", "OF_ERA", "Indexed", "Looked", "SearchRows", "SearchStatements", "search_statements"]

LOOKED: Final = 4_000
"""Entries that one search looks at, the newest first: beyond them a word that stands everywhere is looked for no further."""


MARK: Final = "§"
"""Begins the word of a whole number or name; it stands in no other word."""
_ERA: Final = 14
"""Entries whose places are alike but for so many bits are of one era."""


class Indexed(NamedTuple):
    """An entry with its words, between spaces."""

    id: str
    agency_id: str
    case_id: str
    seq: int
    words: str


class Looked(NamedTuple):
    """A word that is looked for; as the beginning of one, or whole."""

    text: str
    prefix: bool


class SearchStatements(NamedTuple):
    """SQL text by what it does."""

    enter: str
    words: str
    behind: str
    known: str
    clear: tuple[str, ...]
    last: str
    of_hits: str
    dialect: str


class SearchRows:
    """The index in one transaction."""

    def __init__(self, channel: Channel, sql: SearchStatements) -> None:
        self._channel = channel
        self._sql = sql

    def add(self, entries: Iterable[Indexed]) -> None:
        """Index entries that are not in the index yet."""
        self._channel.change(*(change for entry in entries for change in indexed(self._sql, entry)))

    def clear(self) -> None:
        """Take every word out of the index."""
        for sql in self._sql.clear:
            self._channel.run(sql)

    def behind(self, *, after: str, page: int) -> tuple[str, ...]:
        """Ids of cases beyond `after` of which an entry is not in the index, in order."""
        return tuple(case_id for (case_id,) in self._channel.rows(Query(self._sql.behind, (after, page)))[0])

    def known(self, case_id: str) -> frozenset[int]:
        """Numbers of the entries of a case that are in the index."""
        return frozenset(seq for (seq,) in self._channel.rows(Query(self._sql.known, (case_id,)))[0])

    def found(
        self,
        scope: Scope,
        looked: tuple[Looked, ...],
        *,
        apart: tuple[Looked, ...] = (),
        after: Place | None,
        size: int,
    ) -> tuple[tuple[str, ...], bool]:
        """Ids of the cases of the scope of which one entry has all these words, the last moved first, from beyond a place; and whether every entry was
        looked at. `apart`: cases with an entry of these words are left out."""
        within = docket_sql.every((docket_sql.scoped(scope), self._without(apart), docket_sql.beyond("moved", after)))
        if scope.own and not scope.extents:  # few cases, looked through whole
            rows = self._hits_in(looked, docket_sql.own_case(scope.officer_id, few=True))
            told = rows.within("SELECT DISTINCT k.moved_at, k.id, 0 ", " WHERE ")
        else:
            told = self._hits(looked).within("WITH h AS MATERIALIZED (", self._sql.of_hits)
        page = Sql.joined((told, within), "").within("", " ORDER BY 1 DESC, 2 DESC LIMIT ?")
        found = self._channel.rows(self._query(Sql(page.text, (*page.values, size))))[0]
        if found:
            return tuple(case_id for _, case_id, _ in found), found[0][2] < LOOKED
        return (), not scope.extents or self._seen(looked) < LOOKED

    def _seen(self, looked: tuple[Looked, ...]) -> int:
        """How many entries a search looked at."""
        return int(self._channel.rows(self._query(docket_sql.counted(self._hits(looked))))[0][0][0])

    def _hits(self, looked: tuple[Looked, ...]) -> Sql:
        """Places of the newest entries that have all these words."""
        if self._sql.dialect == "sqlite":
            return Sql(
                "SELECT rowid AS place FROM zf_search WHERE zf_search MATCH ? ORDER BY rowid DESC LIMIT ?",
                (_fts(looked), LOOKED),
            )
        # Words and eras stand in the text of the statement, so that the planner knows how common they are.
        words = _tsquery(looked)
        if any(one.text.startswith(MARK) for one in looked):  # a number or name is rare, whatever the era
            return Sql(f"{_asked(words)} LIMIT ?", (LOOKED,))
        last = self._channel.rows(Query(self._sql.last, ()))[0][0][0] or 0
        parts = (f"({_asked(f'{words} & ({eras})')} LIMIT {LOOKED})" for eras in _eras(int(last)))
        found = Sql(" UNION ALL ".join(parts), (LOOKED,))
        return found.within("SELECT place FROM (", ") AS eras LIMIT ?")

    def _hits_in(self, looked: tuple[Looked, ...], cases: Sql) -> Sql:
        """The entries of a few cases that have all these words."""
        few = Sql.joined((Sql("FROM zf_docket k JOIN zf_search_entry e ON e.case_id = k.id AND "), cases), "")
        if self._sql.dialect == "sqlite":
            few = Sql.joined((Sql("FROM zf_docket k CROSS JOIN zf_search_entry e ON e.case_id = k.id AND "), cases), "")
            match = Sql(" CROSS JOIN zf_search s ON s.rowid = e.place AND s.zf_search MATCH ?", (_fts(looked),))
        else:
            match = Sql(f" JOIN zf_search s ON s.place = e.place AND s.tokens @@ '{_tsquery(looked)}'::tsquery")
        return Sql.joined((few, match), "")

    def _without(self, apart: tuple[Looked, ...]) -> Sql:
        if not apart:
            return docket_sql.NOTHING
        known = self._hits(apart).within(
            "SELECT x.case_id FROM (", ") AS a JOIN zf_search_entry x ON x.place = a.place"
        )
        return known.within("k.id NOT IN (", ")")

    def _query(self, sql: Sql) -> Query:
        return Query(docket_sql.spoken(sql, self._sql.dialect), sql.values)


_OF_HITS: Final = (
    ") SELECT k.moved_at, k.id, (SELECT count(*) FROM h)"
    " FROM (SELECT DISTINCT e.case_id AS id FROM h JOIN zf_search_entry e ON e.place = h.place) AS f {lines} WHERE "
)
"""The cases of what was found, each once, and how much that was."""
_LINES: Final = {
    "sqlite": "JOIN zf_docket k ON k.id = f.id",
    "postgresql": "CROSS JOIN LATERAL (SELECT * FROM zf_docket d WHERE d.id = f.id OFFSET 0) AS k",
}
"""Their lines, each looked up: left to itself, PostgreSQL reads the whole docket rather than some hundred lines of it."""


def _eras(last: int) -> Iterator[str]:
    """The eras up to that of the last place, the newest first: one by one, then as many at once as there were before."""
    newest, asked = last >> _ERA, 0
    while asked <= newest:
        more = range(newest - asked, max(newest - asked - max(asked, 1), -1), -1)
        yield " | ".join(f"''{_ERAS}{era}''" for era in more)
        asked += len(more)


def _fts(looked: tuple[Looked, ...]) -> str:
    return " AND ".join(f'"{_plain(one.text)}"{" *" if one.prefix else ""}' for one in looked)


def _asked(query: str) -> str:
    """PostgreSQL: places of the entries that fit, the newest first."""
    return f"SELECT place FROM zf_search WHERE tokens @@ '{query}'::tsquery ORDER BY place DESC"  # noqa: S608  # only words


def _tsquery(looked: tuple[Looked, ...]) -> str:
    return " & ".join(f"''{_plain(one.text)}''{':*' if one.prefix else ''}" for one in looked)


def _plain(word: str) -> str:
    """The word, which is no more than letters, digits and characters: nothing else reaches a statement."""
    if not word or any(not (one.isalnum() or one == MARK) for one in word):
        raise ValueError(f"word={word!r}: a word that is looked for consists of letters, digits and characters")
    return word


def indexed(sql: SearchStatements, entry: Indexed) -> tuple[Change, ...]:
    """Writes an entry and its words."""
    entered = Change(sql.enter, (entry[:4],))
    return (entered, Change(sql.words, ((entry.words, entry.id),))) if entry.words else (entered,)


_ERAS: Final = MARK + MARK
"""Begins the word of an era; no other word has it."""
OF_ERA: Final = f"' {_ERAS}' || ({{}} >> {_ERA})"
"""PostgreSQL: what comes behind the words of an entry, by the name of its place."""

_WORDS: Final = {
    "sqlite": "INSERT INTO zf_search (rowid, tokens) SELECT place, ? FROM zf_search_entry WHERE id = ?",
    "postgresql": (
        "INSERT INTO zf_search (place, tokens)"  # noqa: S608  # our own text
        f" SELECT given.place, array_to_tsvector(string_to_array(given.words || {OF_ERA.format('given.place')}, ' '))"
        " FROM (SELECT entry.place, told.words FROM (SELECT %s::text AS words) AS told, zf_search_entry AS entry WHERE entry.id = %s) AS given"
        " ON CONFLICT (place) DO NOTHING"
    ),
}
_CLEAR: Final = {
    "sqlite": ("INSERT INTO zf_search (zf_search) VALUES ('delete-all')", "DELETE FROM zf_search_entry"),
    "postgresql": ("DELETE FROM zf_search", "DELETE FROM zf_search_entry"),
}


def search_statements(sql: Callable[[ClauseElement], str], dialect: str) -> SearchStatements:
    """The statements, made text by `sql` for one database."""
    rows = metadata.tables["zf_search_entry"]
    given: dict[str, Any] = {name: bindparam(f"{name}_") for name in ("id", "agency_id", "case_id", "seq")}
    return SearchStatements(
        enter=sql(_insert(dialect)(rows).values(given).on_conflict_do_nothing(index_elements=["case_id", "seq"])),
        words=_WORDS[dialect],
        behind=sql(_behind()),
        known=sql(select(rows.c.seq).where(rows.c.case_id == bindparam("case"))),
        clear=_CLEAR[dialect],
        last=sql(select(func.max(rows.c.place))),
        of_hits=_OF_HITS.format(lines=_LINES[dialect]),
        dialect=dialect,
    )


def _insert(dialect: str) -> Any:
    return sqlite.insert if dialect == "sqlite" else postgresql.insert


def _behind() -> Select[Any]:
    case, entry = metadata.tables["zf_case"].c, metadata.tables["zf_search_entry"]
    known = (
        select(func.count()).select_from(entry).where(entry.c.case_id == case.id).correlate(metadata.tables["zf_case"])
    )
    page = select(case.id).where(case.id > bindparam("after"), known.scalar_subquery() < case.version).order_by(case.id)
    return page.limit(bindparam("page", type_=Integer)).offset(literal_column("0"))
