"""docs/registers.md: the table of books and columns is that of the books."""

from __future__ import annotations

from register_table import PAGE, page


def test_the_table_of_books_is_made_of_the_books() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python tests/support/register_table.py writes it anew"
