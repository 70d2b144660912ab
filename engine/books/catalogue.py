"""The books of the register, in the order in which they are listed, exported and imported."""

from __future__ import annotations

from typing import Any

from zhifa.engine.books.book import Book
from zhifa.engine.books.certificates import CERTIFICATES
from zhifa.engine.books.discretion import DISCRETION
from zhifa.engine.books.duties import DUTIES
from zhifa.engine.books.law import LAW
from zhifa.engine.books.people import PEOPLE
from zhifa.engine.books.posts import POSTS
from zhifa.engine.books.recording import RECORDING
from zhifa.engine.books.review import REVIEW
from zhifa.engine.books.subjects import SUBJECTS
from zhifa.engine.not_there import NotThere

BOOKS: tuple[Book[Any], ...] = (
    *SUBJECTS,
    *PEOPLE,
    *CERTIFICATES,
    *POSTS,
    *LAW,
    *DUTIES,
    *DISCRETION,
    *RECORDING,
    *REVIEW,
)


def book_named(name: str) -> Book[Any]:
    """The book of this name. Raises ``LookupError`` naming those there are."""
    for one in BOOKS:
        if one.name == name:
            return one
    raise NotThere(f"book={name}: 没有这种名录，现有：{'、'.join(f'{one.name}（{one.label}）' for one in BOOKS)}")
