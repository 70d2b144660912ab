"""The text of what the docket is asked, put together of the conditions that are asked for: each list gets a statement that an index serves.

The parts are standard SQL, and the same on both databases; values are never part of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, Self

from zhifa.storage.docket_asked import Extent, Place, Scope, Task, Wanted

__all__ = [
    "NOTHING",
    "Sql",
    "among",
    "by_unit",
    "counted",
    "every",
    "page",
    "scoped",
    "some",
    "some_tasks",
    "tasks",
    "wanted",
    "way",
]


class Sql(NamedTuple):
    """Text with a `?` for each of its values."""

    text: str
    values: tuple[str | int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def within(self, before: str, after: str) -> Sql:
        return Sql(f"{before}{self.text}{after}", self.values)

    @classmethod
    def joined(cls, parts: Iterable[Sql], mark: str) -> Self:
        """The parts that say anything, with a mark between them."""
        told = [part for part in parts if part]
        return cls(mark.join(part.text for part in told), tuple(value for part in told for value in part.values))


NOTHING: Final = Sql("")
_NONE: Final = Sql("1 = 0")
_ON_REGISTER: Final = "o.valid_from <= ? AND (o.valid_to IS NULL OR o.valid_to >= ?)"
_HANDLER: Final = "EXISTS (SELECT 1 FROM zf_assignee a WHERE a.case_id = k.id AND "
_LOOKED_AT: Final = "(a.officer_id || '')"
"""A handler, held against people one by one: by the bare column SQLite would look each of the people up for each case."""
_EACH: Final = " LIMIT 1 OFFSET 0)"
"""Ends what is looked up for each case: PostgreSQL would otherwise gather the people of all cases beforehand, for a page of a few."""
_HANDLED: Final = f"EXISTS (SELECT 1 FROM zf_assignee h WHERE h.case_id = k.id{_EACH}"  # noqa: S608  # our own text
_OPENED: Final = "EXISTS (SELECT 1 FROM zf_assignee h WHERE h.case_id = d.id)"
_OPEN: Final = "EXISTS (SELECT 1 FROM zf_track t WHERE t.case_id = k.id AND t.closed_on IS NULL"
_ALL: Final = Sql("1 = 1")


def every(parts: Iterable[Sql]) -> Sql:
    """All of them hold."""
    return Sql.joined(parts, " AND ")


def either(parts: Iterable[Sql]) -> Sql:
    """One of them holds; without any, none."""
    told = tuple(parts)
    return Sql.joined((part.within("(", ")") for part in told), " OR ").within("(", ")") if told else _NONE


def among(column: str, values: Sequence[str | int]) -> Sql:
    """The column holds one of the values; without any, all fit."""
    if not values:
        return NOTHING
    if len(values) == 1:
        return Sql(f"{column} = ?", tuple(values))
    return Sql(f"{column} IN ({', '.join('?' * len(values))})", tuple(values))


def scoped(scope: Scope, *, driven: bool = False) -> Sql:
    """The case `k` lies within the scope. `driven`: what is asked goes through all cases of the scope, and had better begin with them."""
    agency = Sql("k.agency_id = ?", (scope.agency_id,))
    return agency if scope.whole else every((agency, _reached(scope.extents, scope, own=scope.own, driven=driven)))


def _reached(extents: Iterable[Extent], scope: Scope, *, own: bool, driven: bool) -> Sql:
    """The case `k` lies within one of these extents, or is the asker's own."""
    found = tuple(extents)
    few = driven or not found
    conditions = [own_case(scope.officer_id, few=few)] if own else []
    for extent in found:
        theirs = _ALL if extent.officers is None else _of(extent.officers, scope.gone, few=few)
        conditions.append(every((among("k.act", extent.acts), theirs)))
    return either(conditions)


def own_case(officer_id: str, *, few: bool) -> Sql:
    """The officer handles the case `k` or is to review it."""
    if few:
        own = (
            "k.id IN (SELECT case_id FROM zf_assignee WHERE officer_id = ?"
            " UNION SELECT id FROM zf_docket WHERE reviewer_id IS NOT NULL AND reviewer_id = ?)"
        )
        return Sql(own, (officer_id, officer_id))
    return either(
        (among("a.officer_id", (officer_id,)).within(_HANDLER, _EACH), Sql("k.reviewer_id = ?", (officer_id,)))
    )


def handled_by(officer_id: str) -> Sql:
    """The officer handles the case `k`."""
    return Sql("k.id IN (SELECT case_id FROM zf_assignee WHERE officer_id = ?)", (officer_id,))


def _of(officers: Sequence[str], gone: Sequence[str] = (), *, few: bool) -> Sql:
    """One of the officers handles the case `k` or, before anybody does, opened it; or only people handle it who are `gone`.

    `few`: the cases are found by their people; else rows are walked in their order and the people of each are looked up.
    """
    if few:
        cases = tuple(_cases_of(officers, gone))
        return Sql.joined(cases, " UNION ").within("k.id IN (", ")") if cases else _NONE
    return either(_theirs(officers, gone))


def _theirs(officers: Sequence[str], gone: Sequence[str]) -> Iterator[Sql]:
    if officers:
        yield among(_LOOKED_AT, officers).within(_HANDLER, _EACH)
        yield every((among("k.opened_by", officers), Sql(f"NOT {_HANDLED}")))
    if gone:
        left = among(_LOOKED_AT, gone).within(f"{_HANDLED} AND NOT {_HANDLER}NOT (", f"){_EACH}")
        yield left
        yield every((among("k.opened_by", gone), Sql(f"NOT {_HANDLED}")))


def _cases_of(officers: Sequence[str], gone: Sequence[str]) -> Iterator[Sql]:
    if officers:
        yield among("a.officer_id", officers).within("SELECT a.case_id FROM zf_assignee a WHERE ", "")
        yield among("d.opened_by", officers).within("SELECT d.id FROM zf_docket d WHERE ", f" AND NOT {_OPENED}")
    if gone:
        told = among("b.officer_id", gone).within(
            "NOT EXISTS (SELECT 1 FROM zf_assignee b WHERE b.case_id = a.case_id AND NOT (", "))"
        )
        theirs = every((among("a.officer_id", gone), told))
        yield theirs.within("SELECT a.case_id FROM zf_assignee a WHERE ", "")
        yield among("d.opened_by", gone).within("SELECT d.id FROM zf_docket d WHERE ", f" AND NOT {_OPENED}")


def wanted(asked: Wanted) -> Sql:
    """The case `k` is one of those asked for."""
    return every(
        (
            among("k.workflow", asked.workflows),
            among("k.act", asked.acts),
            among("k.phase", asked.phases),
            among("k.state", asked.states),
            NOTHING if asked.ended is None else Sql(f"k.ended = {int(asked.ended)}"),  # as the index says it
            NOTHING if asked.replay is None else Sql(f"k.replay = {int(asked.replay)}"),
            Sql("k.waits = 1") if asked.waits else NOTHING,
            Sql("k.due < ?", (asked.due_before,)) if asked.due_before else NOTHING,
            Sql("k.opened_on >= ?", (asked.opened_from,)) if asked.opened_from else NOTHING,
            Sql("k.opened_on <= ?", (asked.opened_until,)) if asked.opened_until else NOTHING,
            handled_by(asked.handler) if asked.handler else NOTHING,
            NOTHING if asked.officers is None else _of(asked.officers, few=asked.few),
        )
    )


_BY: Final = {"due": ("k.due", ">", "ASC"), "moved": ("k.moved_at", "<", "DESC")}


def beyond(order: str, after: Place | None) -> Sql:
    """The case `k` comes after that place."""
    column, sign, _ = _BY[order]
    return Sql(f"({column}, k.id) {sign} (?, ?)", after) if after else NOTHING


def way(order: str) -> str:
    """Which way an order runs."""
    return _BY[order][2]


def _ordered(order: str, *, gathered: bool) -> str:
    column, _, way = _BY[order]
    by = f"({column} || '')" if gathered else column  # no index has it: what fits is gathered first
    return f" ORDER BY {by} {way}, k.id {way} LIMIT ?"


def page(condition: Sql, order: str, after: Place | None, size: int, *, gathered: bool = False) -> Sql:
    """Keys of the first cases that fit, in order. `gathered`: few fit, and are put in order once they are found; else rows are walked in their order until enough
    fit, which takes long where few do."""
    found = every((condition, beyond(order, after)))
    ordered = _ordered(order, gathered=gathered)
    told = found.within(f"SELECT {_BY[order][0]} AS place, k.id AS id FROM zf_docket k WHERE ", ordered)  # noqa: S608  # our own text
    return Sql(told.text, (*told.values, size))


def some(condition: Sql, bound: int) -> Sql:
    """Keys of any cases that fit, no more than `bound`."""
    told = condition.within("SELECT k.id FROM zf_docket k WHERE ", " LIMIT ?")
    return Sql(told.text, (*told.values, bound))


def tasks(found: Sequence[Task], scope: Scope, asked: Sql, order: str, after: Place | None, size: int) -> Sql:
    """Keys of the first cases in which one of these tasks waits, in order: each state by its own index, put together."""
    parts = [
        page(every((one, asked)), order, after, size, gathered=gathered).within("SELECT * FROM (", f") AS s{number}")
        for number, (one, gathered) in enumerate(_waiting(found, scope))
    ]
    runs = way(order)
    told = Sql.joined(parts, " UNION ").within(
        "SELECT place, id FROM (", f") AS m ORDER BY place {runs}, id {runs} LIMIT ?"
    )
    return Sql(told.text, (*told.values, size)) if parts else NOTHING


def some_tasks(found: Sequence[Task], scope: Scope, bound: int) -> Sql:
    """Keys of any cases in which one of these tasks waits, no more than `bound`."""
    parts = [
        some(one, bound).within("SELECT * FROM (", f") AS s{number}")
        for number, (one, _) in enumerate(_waiting(found, scope))
    ]
    told = Sql.joined(parts, " UNION ").within("SELECT id FROM (", ") AS m LIMIT ?")
    return Sql(told.text, (*told.values, bound)) if parts else NOTHING


def _waiting(found: Sequence[Task], scope: Scope) -> Iterator[tuple[Sql, bool]]:
    """What waits: in the officer's own cases at once, in those in which tracks are open by these, in others state by state; and whether few cases fit."""
    agency = every((Sql("k.agency_id = ?", (scope.agency_id,)), Sql("k.replay = 0")))
    own, tracked = [], dict[Extent, list[Task]]()
    for task in found:
        if task.extent is None:
            own.append(task)
        elif task.tracks:
            tracked.setdefault(task.extent, []).append(task)
        else:
            reached = _reached((task.extent,), scope, own=False, driven=False)
            for state in task.states:
                yield every((agency, among("k.state", (state,)), _besides(task, scope), reached)), False
    for extent, tasks_in_it in tracked.items():
        reached = _reached((extent,), scope, own=False, driven=False)
        opened = _opened(tasks_in_it, scope.agency_id)
        yield every((opened, agency, _any_of(tasks_in_it, scope), reached)), True
    if own:
        yield every((handled_by(scope.officer_id), agency, _any_of(own, scope))), True


def _any_of(found: Iterable[Task], scope: Scope) -> Sql:
    """One of the tasks waits in the case `k`."""
    return either(every((among("k.state", task.states), _besides(task, scope))) for task in found)


def _besides(task: Task, scope: Scope) -> Sql:
    """What a task takes besides a state and its reach."""
    assigned = Sql("(k.reviewer_id IS NULL OR k.reviewer_id = ?)", (scope.officer_id,)) if task.assigned else NOTHING
    of_procedure = (Sql("k.workflow = ?", (task.workflow,)), among("k.workflow_version", task.versions))
    return every((*of_procedure, assigned, _tracked(task.tracks)))


def _tracked(tracks: tuple[str, ...] | None) -> Sql:
    """A track of one of these names is open in the case `k`; of none: no track is."""
    if tracks is None:
        return NOTHING
    found = among("t.track", tracks).within(f"{_OPEN}{' AND ' if tracks else ''}", _EACH)
    return found if tracks else found.within("NOT ", "")


def _opened(found: Iterable[Task], agency_id: str) -> Sql:
    """A track that one of the tasks takes is open in the case `k`: with these cases one had better begin."""
    names = tuple(sorted({name for task in found for name in task.tracks or ()}))
    named = every((Sql("t.agency_id = ?", (agency_id,)), among("t.track", names), Sql("t.closed_on IS NULL")))
    return named.within("k.id IN (SELECT t.case_id FROM zf_track t WHERE ", ")")


def counted(keys: Sql) -> Sql:
    """How many keys there are."""
    return keys.within("SELECT count(*) FROM (", ") AS counted")


def by_unit(scope: Scope) -> Sql:
    """Units with how many cases of the scope are theirs: of the handlers, before there are any of who opened it."""
    overdue = Sql("CASE WHEN k.due < ? THEN 1 ELSE 0 END", (scope.day,))
    head = overdue.within(
        "SELECT DISTINCT k.id AS id, o.unit AS unit, k.ended AS ended, ", " AS late FROM zf_docket k "
    )
    where = every((Sql("k.replay = 0"), scoped(scope, driven=True), Sql(_ON_REGISTER, (scope.day, scope.day))))
    handlers = Sql("JOIN zf_assignee a ON a.case_id = k.id JOIN zf_officer o ON o.id = a.officer_id WHERE ")
    openers = Sql(
        "JOIN zf_officer o ON o.id = k.opened_by WHERE NOT EXISTS (SELECT 1 FROM zf_assignee h WHERE h.case_id = k.id) AND "
    )
    both = Sql.joined((Sql.joined((head, people, where), "") for people in (handlers, openers)), " UNION ALL ")
    return both.within("SELECT unit, ended, late, count(*) FROM (", ") AS told GROUP BY unit, ended, late")


def spoken(sql: Sql, dialect: str) -> str:
    """The text as the driver of a database takes it."""
    if dialect == "sqlite":
        return sql.text
    return sql.text.replace("?", "%s")
