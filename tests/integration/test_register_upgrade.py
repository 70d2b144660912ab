"""Registers kept in tables of their own, as databases had them before the journal, become its first entry and stay the same registers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection

from case_desk import register_text
from zhifa.engine.office import Office
from zhifa.engine.register_file import file_of
from zhifa.engine.register_ids import identifier
from zhifa.storage import migrate
from zhifa.storage.database import Database

VERSIONS = {"示例市生态环境局": 3, "甲市某局": 1, "乙|市某局": 12}


def text(name: str) -> str:
    """A register with a line of every table there was; of the demonstration's agency all its officers, of the others one."""
    told = json.loads(register_text())
    whole = told["agency"]["name"] == name
    told["agency"] |= {"name": name, "credit_code": "c" * 18 if whole else None}
    told["officers"] = told["officers"][:] if whole else told["officers"][:1]
    first = told["officers"][0]
    first |= {"email": "a@example.org"} if whole else {}
    first["certificates"][0] |= {"suspended_from": "2026-02-01", "suspended_to": "2026-02-28"}
    first["qualifications"] = [{"kind": "earlier_service", "number": "备\\1", "valid_from": "2018-01-01"}]
    told["statutes"][0]["articles"] = ["第五十一条", "第五十二条"]
    told["delegations"] = [
        {"delegator": "示例省某厅", "matters": ["噪声"], "document_number": "1号", "valid_from": "2025-01-01"}
    ]
    return json.dumps(told, ensure_ascii=False)


def insert(connection: Connection, table: str, row: dict[str, Any]) -> None:
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    told = (json.dumps(cell, ensure_ascii=False) if isinstance(cell, list | dict) else cell for cell in row.values())
    sql = f"INSERT INTO zf_{table} ({', '.join(row)}) VALUES ({', '.join([mark] * len(row))})"
    connection.exec_driver_sql(sql, tuple(told))


def keep_as_before(connection: Connection, told: dict[str, Any], version: int) -> None:
    """Write the register into the tables of migration 0016."""
    agency = told["agency"]
    owner = identifier("agency", agency["name"])

    def add(table: str, row: dict[str, Any], *key: str, **more: Any) -> None:
        own = {"id": identifier(table, owner, *key), "agency_id": owner, "valid_to": None} | more
        insert(connection, table, own | row)

    policy = json.loads(str(file_of(json.dumps(told)).lines["agency"][0].line.body["policy"]))
    taken = {key: agency[key] for key in ("name", "short_name", "region", "matters", "profile", "valid_from")}
    add("agency", taken, id=owner, credit_code=agency["credit_code"] or "", policy=policy, register_version=version)
    for seal in agency["seals"]:
        add("agency_seal", seal, seal["certificate"])
    for one in told["delegations"]:
        add("delegation", one, one["document_number"])
    for one in told["statutes"]:
        add("statute", {"articles": None} | one, one["title"], one["valid_from"])
    for officer in told["officers"]:
        staff, person = officer["staff_number"], identifier("officer", owner, officer["staff_number"])
        lists = {name: officer.pop(name, []) for name in ("certificates", "qualifications", "assignments", "pads")}
        email = officer.pop("email", None)
        add("officer", officer, staff)
        if email:
            address = {
                "id": identifier("contact", owner, staff),
                "agency_id": owner,
                "officer_id": person,
                "email": email,
            }
            insert(connection, "contact", address)
        for name, of_officer in lists.items():
            for number, one in enumerate(of_officer):
                key = (one["series"], str(one["year"]), str(one["first"])) if name == "pads" else (staff, str(number))
                add(name.removesuffix("s"), one, *key, officer_id=person)


@pytest.fixture
def upgraded(database_url: str) -> str:
    database = Database.open(database_url)
    with database.connection() as connection:
        command.upgrade(migrate._config(connection), "0016")
        for name, version in VERSIONS.items():
            keep_as_before(connection, json.loads(text(name)), version)
    migrate.upgrade(database)
    database.close()
    return database_url


def test_an_upgrade_leaves_every_register_as_it_was_with_one_entry_each(upgraded: str) -> None:
    with Office.open(upgraded) as office:
        assert {register.agency.name: register.version for register in office.registers()} == VERSIONS
        for register in office.registers():
            (entry,) = office.books.history(register.agency.id)
            assert (entry.seq, entry.source, entry.imported_by, entry.hash) == (
                register.version, "upgrade", None, register.digest,
            )  # fmt: skip
            assert office.books.verify(register.agency.id) == ()
            assert office.books.take_file(text(register.agency.name)).entry is None
        changed = json.loads(text("甲市某局"))
        changed["officers"][0]["post"] = "科长"
        assert office.import_register(json.dumps(changed)).version == 2
        assert office.books.verify(identifier("agency", "甲市某局")) == ()
