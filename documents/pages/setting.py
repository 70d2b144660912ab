"""From pages to HTML and to PDF/A. The HTML of a page holds an article in the vocabulary of papers, so one parser serves both."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Final

from markupsafe import Markup

from zhifa.documents.blocks import parse
from zhifa.documents.environment import template
from zhifa.documents.errors import Unprintable
from zhifa.documents.fonts import SHIPPED, Fonts, unprintable
from zhifa.documents.pages.page import Edition, Grid, Page
from zhifa.documents.typesetting import compiled, font_chains, plain

_NARROWEST: Final = 2
_WIDEST: Final = 9
"""Shares of a column, a share being some two full-width characters."""


def article(page: Page, edition: Edition) -> str:
    """The page in the vocabulary of papers."""
    return template("pages/article.html").render(page=page, edition=edition, shares=_shares)


def html(page: Page, edition: Edition) -> str:
    """The page for a browser: no script, nothing from outside. The same page gives the same text."""
    return template("pages/page.html").render(
        title=page.title,
        edition=edition,
        digest=page.digest,
        home="../" * page.name.count("/"),
        body=_drawn(article(page, edition), page.drawing),
    )


def index(pages: Sequence[Page], edition: Edition) -> str:
    """The page that leads to all others."""
    groups: dict[str, list[Page]] = {}
    for page in pages:
        groups.setdefault(page.group, []).append(page)
    return template("pages/index.html").render(edition=edition, groups=groups)


def files(pages: Sequence[Page], edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The folder of pages file by file: path and content."""
    yield "index.html", index(pages, edition).encode()
    for page in pages:
        yield f"{page.name}.html", html(page, edition).encode()
        if page.drawing:
            yield f"{page.name}.svg", page.drawing.encode()


def pdf(page: Page, edition: Edition, *, fonts: Fonts = SHIPPED) -> bytes:
    """The page as PDF/A-2b, A4 across: the head of a table stands on every page, a drawing on a sheet of its own.

    The same page gives the same bytes; they say that they were made at midnight in China on the day of the edition. Raises Unprintable naming
    every character that the fonts do not show, NotSet when it cannot be set for another reason.
    """
    text = article(page, edition)
    chars = unprintable(unescape(text), fonts)
    if chars:
        raise Unprintable(page.title, tuple((_around(char, unescape(text)), char) for char in chars))
    data = {
        "title": page.title,
        "blocks": [plain(block) for block in parse(text).blocks],
        "foot": f"{edition.named}　内容摘要 {page.digest[:16]}",
        "drawing": page.drawing,
        "fonts": font_chains(fonts),
    }
    return compiled("pages/register.typ", {"paper": json.dumps(data, ensure_ascii=False)}, on=edition.on, fonts=fonts)


def _around(char: str, text: str) -> str:
    """The beginning of the cell or line that the character stands in."""
    at = text.index(char)
    return text[text.rindex(">", 0, at) + 1 : text.index("<", at)][:20]


def _drawn(text: str, drawing: str | None) -> Markup:
    """The article, with the drawing behind its head."""
    head, end, rest = text.partition("</header>\n")
    inlined = f'<div class="drawing">\n{drawing}</div>\n' if drawing else ""
    return Markup(head + end + inlined + rest)  # noqa: S704 - made by us, with everything in it escaped


def _shares(grid: Grid) -> str:
    """How wide the columns are to each other, by how much stands in them."""
    return " ".join(str(_share(grid, at)) for at, _ in enumerate(grid.heads))


def _share(grid: Grid, at: int) -> int:
    """As wide as its longest line, but no wider than what its cells hold on the average asks for."""
    lengths = [sum(map(len, row[at])) for row in grid.rows]
    longest = max((len(line) for row in grid.rows for line in row[at]), default=0)
    asked = min(longest, 6 + sum(lengths) // (8 * len(lengths)))
    return max(_NARROWEST, min(_WIDEST, -(-max(asked, -(-len(grid.heads[at]) // 2)) // 2)))
