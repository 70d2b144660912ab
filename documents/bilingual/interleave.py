"""From the canonical HTML of a paper to that of the bilingual one: a Tibetan line before each Chinese one that has a wording."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Final

from zhifa.documents.bilingual.wording import Wording
from zhifa.documents.blocks import TIBETAN

_LINE: Final = re.compile(
    r"<(?P<tag>h1|h2|p|th|td|li)(?P<attributes>(?: [a-z-]+=\"[^\"]*\")*)>"
    r"(?P<inner>[^<]*(?:<span[^>]*>[^<]*</span>[^<]*)*)"
    r"</(?P=tag)>"
)
"""An element that holds text itself. Cells and items that hold paragraphs are met paragraph by paragraph."""
AS_IT_IS: Final = ('class="replay"', 'class="number"', f'lang="{TIBETAN}"')
"""The mark of a paper that is none, the number of one, and what is Tibetan already."""
_TAG: Final = re.compile(r"<[^>]*>")
_BREAK: Final = re.compile(r"[ \t]*\n[ \t]*")


def bilingual(html: str, wording: Wording) -> str:
    """The paper ``html`` with the Tibetan of ``wording``; without its Tibetan lines it says what ``html`` says, to the letter.

    What stands in a place of a line is put into the Tibetan one untouched: names, numbers and dates stay as they are.
    """
    return _LINE.sub(lambda found: _both(found, wording), html)


def one_line(text: str) -> str:
    """The text of a line, however its template is broken."""
    return _BREAK.sub("", text.strip())


def _both(found: re.Match[str], wording: Wording) -> str:
    chinese = one_line(unescape(_TAG.sub("", found["inner"])))
    tibetan = wording.of(chinese) if chinese and not any(kept in found["attributes"] for kept in AS_IT_IS) else None
    if tibetan is None:
        return found[0]
    tag, attributes, text = found["tag"], found["attributes"], escape(tibetan)
    if tag in {"h1", "h2", "p"}:
        return f'<{tag}{attributes} lang="{TIBETAN}">{text}</{tag}>\n{found[0]}'
    return f'<{tag}{attributes}><p lang="{TIBETAN}">{text}</p><p>{found["inner"]}</p></{tag}>'
