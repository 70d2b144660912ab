"""The tables, as SQLModel classes in a registry of their own.

They stay out of a host's `SQLModel.metadata`. Every column is TEXT or INTEGER (BIGINT on PostgreSQL) on both databases:
ids are UUID text, instants are UTC text with milliseconds, legal dates are `YYYY-MM-DD`, structured values are JSON
text and flags are 0 or 1, because the hot path binds them straight to the driver. The classes declare and describe;
they validate nothing (input is validated by the form of the transition) and the hot path never builds one.

A class enters its table in `metadata` when its module is imported, so all of them are imported here. Triggers are no part of a table: they
stand in `zhifa.storage.locks`.
"""

from __future__ import annotations

from zhifa.storage.tables import (
    accounts,
    calendar,
    cases,
    docket,
    events,
    evidence,
    jottings,
    journal,
    migration,
    papers,
    past,
    register,
    related,
    review,
    saved_filters,
    terms,
    uploads,
    watch,
)
from zhifa.storage.tables.row import Row

__all__ = [
    "accounts",
    "calendar",
    "cases",
    "docket",
    "events",
    "evidence",
    "jottings",
    "journal",
    "metadata",
    "migration",
    "papers",
    "past",
    "register",
    "related",
    "review",
    "saved_filters",
    "terms",
    "uploads",
    "watch",
]

metadata = Row.metadata
