"""Marks of a paper that is none: a sample, a preview. They stand in its text, so that every rendition shows them on every page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from zhifa.documents.blocks import parse
from zhifa.documents.errors import NotMarked

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

_SAID: Final = re.compile(r'<p class="replay">([^：<]+)：')
"""A tag of papers is written in one way alone (:mod:`zhifa.documents.blocks`), and a ``<`` stands nowhere else."""


def marked(rendering: Rendering, mark: Mark) -> Rendering:
    """The paper with the mark at its head; text and digest are other than those of a paper that is issued.

    Raises UnknownMarkup for what is no paper, NotMarked should the mark not be the first that the paper says of itself.
    """
    parse(rendering.html)
    before, head, behind = rendering.html.partition("<header>")
    said = f'<header>\n<p class="replay">{SAYS[mark]}</p>\n'
    if not head:  # an agency's template may leave the head out
        before, head, behind = rendering.html.partition(">")
        before, said = f"{before}{head}\n", f"{said}</header>\n"
    html = before + said + behind.removeprefix("\n")
    if mark_of(html) != mark:
        raise NotMarked(rendering.code, mark)
    return replace(rendering, html=html, digest=hashlib.sha256(html.encode()).hexdigest())


def mark_of(html: str) -> str | None:
    """In one word what the mark of the paper `html` says: 样例, 预览, or 演示 for a replay; None for a paper that is issued."""
    said = _SAID.search(html)
    return said[1] if said else None
