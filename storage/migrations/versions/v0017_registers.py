"""The journal of the register in the place of its tables; assessments by the review catalogue; cases moved to another version of their procedure.

What stood in the tables becomes the lines of each agency's first entry, in the version at which its register stands. All that makes lines and
hashes is written out here: a migration means the same for ever, whatever becomes of the engine's own.

Revision ID: 0017
Revises: 0016
"""

import hashlib
import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from alembic import op

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NOW = {
    "sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
    "postgresql": "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')",
}

Row = dict[str, Any]
Key = tuple[Any, ...]
Line = tuple[str, str, str, str | None, str]
"""Book, key, first day, last day, body."""

ACTS = ("penalty", "licence", "coercion", "inspection", "expropriation", "requisition", "fee")

STAFF = "SELECT o.staff_number, t.* FROM {} t JOIN zf_officer o ON o.id = t.officer_id WHERE t.agency_id = {}"
OWN = "SELECT t.* FROM {} t WHERE t.agency_id = {}"


def upgrade() -> None:
    cursor = op.get_bind().connection.cursor()
    registers = [_register(cursor, agency) for agency in _rows(cursor, "SELECT * FROM zf_agency ORDER BY id")]
    cursor.execute(NOW[op.get_context().dialect.name])
    ((now,),) = cursor.fetchall()
    run_script("v0017_registers")
    for agency_id, version, lines in registers:
        _begin(cursor, agency_id, version, lines, now)


def downgrade() -> None:
    refuse_downgrade("the history of the registers would be forgotten")


def _register(cursor: Any, agency: Row) -> tuple[str, int, list[Line]]:
    """Id and version of a register, and its lines as (book, key, first day, last day, body), by book and key."""
    lines: list[Line] = [_agency(agency)]
    for book, table, told in TOLD:
        chosen = STAFF if told in OF_OFFICERS else OWN
        mark = "?" if op.get_context().dialect.name == "sqlite" else "%s"
        for row in _rows(cursor, chosen.format(table, mark), agency["id"]):
            key, body = told(row)
            lines.append((book, _key(key), row["valid_from"], row["valid_to"], _text(body)))
            if row.get("suspended_from"):
                days = (row["suspended_from"], row["suspended_to"])
                lines.append(("suspension", _key((row["number"], days[0])), *days, _text({"number": row["number"]})))
    return agency["id"], agency["register_version"], sorted(lines, key=lambda line: line[:3])


def _rows(cursor: Any, sql: str, *parameters: str) -> list[Row]:
    cursor.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _agency(row: Row) -> Line:
    told = _named(row, "name", "short_name", "region", "credit_code")
    told |= {"matters": _listed(row["matters"]), "profile": _same(row["profile"]), "policy": _same(row["policy"])}
    return "agency", "", row["valid_from"], row["valid_to"], _text(told)


def _officer(row: Row) -> tuple[Key, Row]:
    return (row["staff_number"],), _named(row, "staff_number", "name", "unit", "post")


def _certificate(row: Row) -> tuple[Key, Row]:
    acts = _listed(row["acts"])
    told = _named(row, "staff_number", "number")
    return (row["number"],), told | {"acts": [act for act in ACTS if act in acts], "areas": _listed(row["areas"])}


def _qualification(row: Row) -> tuple[Key, Row]:
    told = _named(row, "staff_number", "kind", "number")
    return tuple(told.values()), told


def _assignment(row: Row) -> tuple[Key, Row]:
    told = _named(row, "staff_number", "role", "unit")
    return (*told.values(), row["valid_from"]), told


def _pad(row: Row) -> tuple[Key, Row]:
    return (row["series"], row["year"], row["first"]), _named(row, "staff_number", "series", "year", "first", "last")


def _delegation(row: Row) -> tuple[Key, Row]:
    told = {"direction": "in"} | _named(row, "delegator", "document_number")
    return ("in", row["document_number"]), told | {"matters": _listed(row["matters"])}


def _seal(row: Row) -> tuple[Key, Row]:
    return (row["certificate"], row["valid_from"]), _named(row, "name", "certificate")


def _statute(row: Row) -> tuple[Key, Row]:
    return (row["title"], row["valid_from"]), _named(row, "title") | {"articles": _listed(row["articles"] or "[]")}


TOLD = (
    ("officer", "zf_officer", _officer),
    ("certificate", "zf_certificate", _certificate),
    ("qualification", "zf_qualification", _qualification),
    ("assignment", "zf_assignment", _assignment),
    ("pad", "zf_pad", _pad),
    ("delegation", "zf_delegation", _delegation),
    ("agency_seal", "zf_agency_seal", _seal),
    ("statute", "zf_statute", _statute),
)
OF_OFFICERS = {_certificate, _qualification, _assignment, _pad}


def _named(row: Row, *fields: str) -> Row:
    return {field: row[field] for field in fields}


def _listed(told: str) -> list[str]:
    return list(dict.fromkeys(json.loads(told)))


def _same(told: str) -> str:
    """JSON within a line is text in its one form."""
    return _canonical(json.loads(told))


def _text(body: Row) -> str:
    return _canonical({field: cell for field, cell in body.items() if cell not in (None, "", [])})


def _key(fields: Key) -> str:
    return "|".join(str(field).replace("\\", "\\\\").replace("|", "\\|") for field in fields)


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(domain: str, text: str) -> str:
    return hashlib.sha256(f"zhifa/{domain}\0{text}".encode()).hexdigest()


def _begin(cursor: Any, agency_id: str, version: int, lines: list[Line], now: str) -> None:
    """Write the first entry of a journal, and its lines."""
    told = {
        "agency": agency_id,
        "seq": version,
        "prev": None,
        "at": now,
        "by": None,
        "source": {},
        "books": _books(lines),
    }
    body = _canonical(told)
    entry_id = str(uuid5(NAMESPACE_URL, f"zhifa/register-entry/{agency_id}/{version}"))
    entry = (agency_id, version, entry_id, None, _digest("register/1", body), body, "upgrade", now, None)
    _insert(cursor, "zf_register_entry", [entry])
    stem = entry_id[:24]
    rows = [
        (f"{stem}{number:012x}", agency_id, book, key, version, None, *rest)
        for number, (book, key, *rest) in enumerate(lines)
    ]
    _insert(cursor, "zf_register_line", rows)


def _books(lines: list[Line]) -> dict[str, Row]:
    books: dict[str, list[str]] = {}
    for book, key, start, end, text in lines:
        line = _digest("register-line/1", f"{book}\n{start}\n{end or ''}\n{text}\n{key}")
        books.setdefault(book, []).append(line)
    return {
        book: {
            "rows": len(digests),
            "added": len(digests),
            "changed": 0,
            "ended": 0,
            "digest": _digest("register-book/1", "\n".join(digests)),
        }
        for book, digests in books.items()
    }


def _insert(cursor: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    mark = "?" if op.get_context().dialect.name == "sqlite" else "%s"
    marks = ", ".join([mark] * len(rows[0]))
    cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608  # our own names
