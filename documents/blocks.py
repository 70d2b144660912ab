"""The vocabulary of papers, and the parser that turns canonical HTML into blocks.

A paper is one ``article`` (class ``letter``, ``form`` or ``record``) of

- ``header`` with ``p.replay`` (the mark 演示), ``p.agency``, ``h1`` and ``p.number``;
- ``h2`` and ``p`` (plain: indented; ``flush``: not indented; ``note``: closing remark; ``sign``: a line to be signed);
- ``ol`` (class ``items``: the operative part) of ``li``;
- ``table.form`` (label and value) and ``table.list`` (one row an article, shares of the columns in ``data-columns``) of ``tr``, ``th``,
  ``td`` (``colspan``), whose cells hold text or ``p``, as ``li`` do;
- ``footer`` with ``p.signer`` and ``p.date``, or with ``p.sign``;
- ``hr.page-break``;
- ``span.not-stated`` inside a line: 〔来源未载〕, the path of the fact in ``title``.

A heading or ``p`` with ``lang="bo"`` is the Tibetan of the line that follows it (:mod:`zhifa.documents.bilingual`).

Nothing else is a paper: every other element, class, attribute or place of text is refused. Tags are written in one way alone: lower case,
``class`` first, double quotes, no ``<`` but at their beginning. So a tag can be found without parsing, and no markup takes long to parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Final, TypeAlias, TypeVar

from zhifa.documents.errors import UnknownMarkup


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A heading or a paragraph; ``style`` is the element (``h1``, ``h2``, ``p``) or the paragraph's class."""

    text: str
    style: str = "p"
    lang: str = ""
    """``bo``: the Tibetan of the line that follows; empty: Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A numbered list; ``operative`` for the operative part of a decision."""

    items: tuple[str, ...]
    operative: bool = False
    tibetan: tuple[str, ...] = ()
    """The Tibetan of each item, empty for an item that has none; no member at all where no item has any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table: its lines, its width in columns, whether it is a label."""

    lines: tuple[Line, ...]
    span: int = 1
    label: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; ``columns`` are the shares of its columns, empty for a form."""

    rows: tuple[tuple[Cell, ...], ...]
    columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """The lines that close a paper: agency and date, or signatures. They stay on one page."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


Block: TypeAlias = Line | Items | Table | Footer | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A parsed paper: its layout (``letter``, ``form`` or ``record``) and its blocks in order."""

    layout: str
    blocks: tuple[Block, ...]


T = TypeVar("T")

TIBETAN: Final = "bo"
"""The language of a line that is not Chinese."""

_LAYOUTS: Final = frozenset({"letter", "form", "record"})
_LINES: Final = frozenset({"replay", "agency", "number", "flush", "note", "sign", "signer", "date"})
_FLOW: Final = frozenset({"h2", "p", "ol", "table", "hr"})
_INSIDE: Final[Mapping[str, frozenset[str]]] = {
    "": frozenset({"article"}),
    "article": _FLOW | {"header", "footer"},
    "header": frozenset({"h1", "p"}),
    "footer": frozenset({"p"}),
    "ol": frozenset({"li"}),
    "table": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    **dict.fromkeys(("td", "th", "li"), frozenset({"p", "span"})),
    **dict.fromkeys(("h1", "h2", "p"), frozenset({"span"})),
}
_TEXT: Final = frozenset({"h1", "h2", "p", "li", "th", "td", "span"})
_CLASSES: Final[Mapping[str, frozenset[str]]] = {
    "article": _LAYOUTS,
    "p": _LINES,
    "ol": frozenset({"items"}),
    "table": frozenset({"form", "list"}),
    "hr": frozenset({"page-break"}),
    "span": frozenset({"not-stated"}),
}
_ATTRIBUTES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("h1", "h2", "p"), f'lang="{TIBETAN}"'),
    "td": 'colspan="[0-9]{1,2}"',
    "table": 'data-columns="[0-9 ]{1,60}"',
    "span": 'title="[^"<>]*"',
}
"""The attribute of each element besides its class."""


def _tags() -> Iterator[str]:
    for tag in sorted(frozenset().union(*_INSIDE.values())):
        classes = "|".join(sorted(_CLASSES.get(tag, ())))
        classed = f'(?: class="(?:{classes})")?' if classes else ""
        more = f"(?: {_ATTRIBUTES[tag]})?" if tag in _ATTRIBUTES else ""
        yield f"{tag}{classed}{more}"
        if tag != "hr":
            yield f"/{tag}"


TAG: Final = re.compile(f"<(?:{'|'.join(_tags())})>")
"""A tag of the vocabulary, as it is written."""
_ATTRIBUTE: Final = re.compile(r'([a-z-]+)="([^"]*)"')
_STRAY: Final = re.compile(f"(?!{TAG.pattern})<")


@dataclass(slots=True)
class _Element:
    """An element that is still open: its attributes, its own text, what has been made inside it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    made: list[object] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.attributes.get("class", "")


def parse(html: str) -> Paper:
    """The blocks of a paper's canonical HTML; no text is lost between the two.

    Takes time in proportion to its length. Raises UnknownMarkup for anything outside the vocabulary.
    """
    strange = stray(html)
    if strange is not None:
        raise UnknownMarkup(f"no tag of papers: {html[strange : strange + 40]!r}")
    reader, at = _Reader(), 0
    for tag in TAG.finditer(html):
        reader.text(html[at : tag.start()])
        reader.tag(tag[0][1:-1])
        at = tag.end()
    reader.text(html[at:])
    return reader.paper()


def stray(html: str) -> int | None:
    """Where the first ``<`` stands that does not begin a tag of the vocabulary; None where each does."""
    found = _STRAY.search(html)
    return found.start() if found else None


def in_chinese(paper: Paper) -> Paper:
    """The paper without its Tibetan: what it would be had nobody supplied any."""
    return replace(paper, blocks=tuple(_in_chinese(block) for block in paper.blocks if not _tibetan(block)))


def _in_chinese(block: Block) -> Block:
    match block:
        case Items():
            return replace(block, tibetan=())
        case Footer():
            return replace(block, lines=_chinese(block.lines))
        case Table():
            rows = (tuple(replace(cell, lines=_chinese(cell.lines)) for cell in row) for row in block.rows)
            return replace(block, rows=tuple(rows))
        case _:
            return block


def _chinese(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(line for line in lines if not _tibetan(line))


def _tibetan(block: Block) -> bool:
    return isinstance(block, Line) and block.lang == TIBETAN


class _Reader:
    """Takes up tags and the text between them, one after the other."""

    def __init__(self) -> None:
        self._open = [_Element("")]

    def paper(self) -> Paper:
        """What was read. Raises UnknownMarkup unless it is one whole paper."""
        root = self._open[0]
        if len(self._open) != 1 or len(root.made) != 1 or not isinstance(root.made[0], Paper):
            raise UnknownMarkup("a paper is one closed article")
        return root.made[0]

    def tag(self, written: str) -> None:
        """A tag of the vocabulary, without its brackets."""
        name = written.partition(" ")[0]
        if name.startswith("/"):
            self._close(name[1:])
        elif name not in _INSIDE.get(self._open[-1].tag, frozenset()):
            raise UnknownMarkup(f"<{name}> inside <{self._open[-1].tag}>")
        elif name == "hr":
            self._open[-1].made.append(PageBreak())
        else:
            attributes = {key: unescape(value) for key, value in _ATTRIBUTE.findall(written)}
            self._open.append(_Element(name, attributes))

    def _close(self, name: str) -> None:
        element = self._open.pop()
        if element.tag != name or not self._open:
            raise UnknownMarkup(f"</{name}> closes <{element.tag}>")
        parent = self._open[-1]
        if name == "span":
            parent.text += element.text
        elif name == "header":
            parent.made += element.made
        else:
            parent.made.append(_made(element))

    def text(self, written: str) -> None:
        """What stands between two tags, with its entities."""
        data, element = unescape(written), self._open[-1]
        if element.tag in _TEXT:
            element.text += data
        elif data.strip():
            raise UnknownMarkup(f"text inside <{element.tag}>: {data.strip()[:40]!r}")


def _made(element: _Element) -> object:
    match element.tag:
        case "article":
            blocks = (made for made in element.made if isinstance(made, Line | Items | Table | Footer | PageBreak))
            return Paper(layout=element.name, blocks=tuple(blocks))
        case "footer":
            return Footer(lines=_members(element, Line))
        case "table":
            shares = element.attributes.get("data-columns", "").split()
            return Table(rows=_members(element, tuple), columns=tuple(_number(share) for share in shares))
        case "tr":
            return _members(element, Cell)
        case "th" | "td":
            return _cell(element)
        case "ol":
            return _items(element)
        case "li":
            return _lines(element)
        case _:
            text, style = element.text.strip(), element.name or element.tag
            return Line(text=text, style=style, lang=element.attributes.get("lang", ""))


def _items(element: _Element) -> Items:
    """Text and Tibetan of every item."""
    each = _members(element, tuple)
    chinese, tibetan = (
        tuple("".join(line.text for line in lines if line.lang == lang) for lines in each) for lang in ("", TIBETAN)
    )
    return Items(items=chinese, operative=element.name == "items", tibetan=tibetan if any(tibetan) else ())


def _cell(element: _Element) -> Cell:
    span = _number(element.attributes.get("colspan", "1"))
    return Cell(lines=_lines(element), span=span, label=element.tag == "th")


def _lines(element: _Element) -> tuple[Line, ...]:
    own = element.text.strip()
    return ((Line(text=own),) if own else ()) + _members(element, Line)


def _members(element: _Element, kind: type[T]) -> tuple[T, ...]:
    return tuple(made for made in element.made if isinstance(made, kind))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 100):
        raise UnknownMarkup(f"a number of columns is 1 to 99, not {text[:10]!r}")
    return int(text)
