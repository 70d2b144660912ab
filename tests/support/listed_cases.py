"""Lists and pages of the desk as tests read them."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag


def cases_of(page: BeautifulSoup) -> list[str]:
    """Ids of the cases on a page, in their order."""
    return [str(row["data-case"]) for row in page.select("tr[data-case]")]


def row_of(page: BeautifulSoup, case_id: str) -> Tag:
    """The line of a case."""
    return element(page, f'tr[data-case="{case_id}"]')


def element(page: BeautifulSoup | Tag, selector: str) -> Tag:
    """The one element that must be there."""
    found = page.select_one(selector)
    assert found is not None, f"{selector} is not on the page: {page.text[:500]}"
    return found
