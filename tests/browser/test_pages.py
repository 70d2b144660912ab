"""Every page of the desk in a real browser: readable by everybody, on a desk's screen and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from browsing import Served, check
from desk_pages import EXAMPLES, NO_PAGES, PAGES
from zhifa.web.routes import routes_of


def test_every_route_is_looked_at_or_is_no_page(served: Served) -> None:
    asked = {
        route.path for route in routes_of(served.app) if "GET" in route.methods and not route.path.startswith("/api/")
    }
    assert asked - PAGES.keys() - NO_PAGES.keys() == set(), "name them in tests/support/desk_pages.py"
    assert (PAGES.keys() | NO_PAGES.keys()) - asked == set(), "no such route any more"


@pytest.mark.parametrize(("path", "number"), EXAMPLES)
def test_a_page_is_readable_by_everybody(
    path: str, number: int, width: int, looking: Callable[..., Page], served: Served
) -> None:
    shown = PAGES[path][number]
    page = looking(shown.who, across=width)
    answer = page.goto(shown.at(served))
    assert answer is not None
    assert answer.status == 200, page.inner_text("body")[:500]
    assert page.url.startswith(served.url + shown.at(served).partition("?")[0]), "it leads elsewhere"
    check(page)
