"""The books whose lines a :class:`~zhifa.engine.register.Register` holds as values of its own, besides those of its agency and officers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from zhifa.engine.books.book import Book
from zhifa.engine.books.certificates import CERTIFICATE, CERTIFICATE_CHECK, SUSPENSION
from zhifa.engine.books.people import AUXILIARY, QUALIFICATION
from zhifa.engine.books.posts import ASSIGNMENT, DEPUTY, PAD
from zhifa.engine.books.subjects import DELEGATION, EMPOWERMENT

PARTS: Final[Mapping[str, Book[Any]]] = MappingProxyType(
    {
        "certificates": CERTIFICATE,
        "checks": CERTIFICATE_CHECK,
        "suspensions": SUSPENSION,
        "qualifications": QUALIFICATION,
        "assignments": ASSIGNMENT,
        "deputies": DEPUTY,
        "pads": PAD,
        "auxiliaries": AUXILIARY,
        "delegations": DELEGATION,
        "empowerments": EMPOWERMENT,
    }
)
"""By the field of the register: a tuple of what the book's lines read. The register itself knows no book, and so no procedure."""
