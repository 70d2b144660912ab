"""Marks of a paper that is none: a sample, a preview. They stand in its text, so that every rendition shows them on every page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from zhifa.documents.rendering import Rendering

Mark: TypeAlias = Literal["样例", "预览"]

SAYS: Final[Mapping[Mark, str]] = MappingProxyType(
    {
        "样例": "样例：供查看格式，不具法律效力；〔样例〕、人员、日期和文号不是真实情况。",
        "预览": "预览：尚未制作，不具法律效力；文号、内容和日期以制作的文书为准。",
    }
)
"""What the paper says of itself."""

_HEAD: Final = re.compile(r"<header>\n?")
_ARTICLE: Final = re.compile(r"<article[^>]*>\n?")
_SAID: Final = re.compile(r'<p class="replay">([^：<]+)：')


def marked(rendering: Rendering, mark: Mark) -> Rendering:
    """The paper with the mark at its head; text and digest are other than those of a paper that is issued."""
    line = f'<p class="replay">{SAYS[mark]}</p>\n'
    html = _HEAD.sub(f"<header>\n{line}", rendering.html, count=1)
    if html == rendering.html:  # an agency's template may leave the head out
        html = _ARTICLE.sub(rf"\g<0><header>\n{line}</header>\n", html, count=1)
    return replace(rendering, html=html, digest=hashlib.sha256(html.encode()).hexdigest())


def mark_of(html: str) -> str | None:
    """In one word what the mark of the paper `html` says: 样例, 预览, or 演示 for a replay; None for a paper that is issued."""
    said = _SAID.search(html)
    return said[1] if said else None
