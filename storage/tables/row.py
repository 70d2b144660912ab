"""What every table is made of: its row, its columns, and the constraints that several have."""

from __future__ import annotations

import re
from typing import Annotated, Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Integer, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import declared_attr, registry
from sqlmodel import Field, SQLModel

NUMBER = BigInteger().with_variant(Integer(), "sqlite")
# Code-point order on both databases, whatever the cluster's locale: the same rows come in the same order.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")

Txt = Annotated[str, Field(sa_type=TEXT)]
Maybe = Annotated[str | None, Field(sa_type=TEXT)]
Int = Annotated[int, Field(sa_type=NUMBER)]
MaybeInt = Annotated[int | None, Field(sa_type=NUMBER)]
Key = Annotated[str, Field(sa_type=TEXT, primary_key=True)]
KeyInt = Annotated[int, Field(sa_type=NUMBER, primary_key=True)]


class Row(SQLModel, registry=registry(metadata=MetaData(naming_convention={"pk": "pk_%(table_name)s"}))):
    """A row of zhifa: every one belongs to an agency and has a UUID; its table is `zf_` and the name of the class in snake case."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]  # as SQLModel's own
        return "zf_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()


def flag(table: str, column: str) -> CheckConstraint:
    """0 or 1."""
    return CheckConstraint(f"{column} IN (0, 1)", name=f"ck_{table}_{column}")


def sha256(table: str, column: str) -> CheckConstraint:
    """64 characters: a SHA-256 in hexadecimal."""
    return CheckConstraint(f"length({column}) = 64", name=f"ck_{table}_{column}")


def unique_id(table: str) -> UniqueConstraint:
    """The id is nobody else's, where it is not the key."""
    return UniqueConstraint("id", name=f"uq_{table}_id")


def of_case(table: str) -> ForeignKeyConstraint:
    """Belongs to a case."""
    return ForeignKeyConstraint(["case_id"], ["zf_case.id"], name=f"fk_{table}_case")


def of_entry(table: str) -> ForeignKeyConstraint:
    """Came with an entry of its case."""
    return ForeignKeyConstraint(["case_id", "seq"], ["zf_entry.case_id", "zf_entry.seq"], name=f"fk_{table}_entry")


def of_officer(table: str) -> ForeignKeyConstraint:
    """Belongs to an officer of the register."""
    return ForeignKeyConstraint(["officer_id"], ["zf_officer.id"], name=f"fk_{table}_officer")


def table_args(*parts: Any) -> tuple[Any, ...]:
    """The constraints and indexes of a table."""
    # STRICT: SQLite then refuses a value of another storage class instead of keeping it (3.37 or newer).
    return (*parts, {"sqlite_strict": True})
