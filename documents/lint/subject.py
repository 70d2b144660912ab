"""A paper as the lint reads it: its passages with their places, and what is on file about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from zhifa.documents.blocks import Block, Cell, Footer, Items, Line, Paper, Table, in_chinese, parse
from zhifa.documents.lint.plain import plain
from zhifa.documents.lint.record import Known

_HEAD: Final = {"replay": "演示标记", "agency": "机关名称", "h1": "标题", "number": "文号"}
_FOOT: Final = {"signer": "落款机关", "date": "落款日期", "sign": "签名处"}
_LABELLED: Final = re.compile(r"([^：　]{1,16})：(.*?)(?=　[^：　]{1,16}：|$)")
"""``标签：值``, one or several to a line; a name may be spaced (张　三)."""
_BODY: Final = frozenset({"p", "td", "item", "li", "flush", "note"})
_STOP: Final = re.compile(r"[。\n]")
_TELLING: Final = 4
"""Characters from which on the words of a fact are its own."""
_PARTY: Final = ("当事人", "被处罚人", "被执行人", "被告知人", "被催告人")
"""What the head of a paper calls the one to whom the law gives the part of 当事人."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One line of a paper."""

    style: str
    """As in the blocks; ``item`` in the operative part, ``li`` in another list, ``th`` and ``td`` in a table."""
    section: str
    """The heading above it, or the label of its row."""
    place: str
    text: str


class Sentence(NamedTuple):
    """One sentence in normal form, with the heading above it or the label of its row."""

    section: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One paper under the lint."""

    code: str
    passages: tuple[Passage, ...]
    known: Known = field(default_factory=Known)

    @classmethod
    def of(cls, html: str, code: str, known: Known | None = None) -> Subject:
        """The paper of canonical HTML, of a bilingual one the Chinese. Raises UnknownMarkup for anything outside the vocabulary of papers."""
        return cls(code=code, passages=tuple(_passages(in_chinese(parse(html)))), known=known or Known())

    @cached_property
    def text(self) -> str:
        """All lines, one below the other."""
        return "\n".join(passage.text for passage in self.passages)

    def styled(self, *styles: str) -> tuple[Passage, ...]:
        """Passages of these styles."""
        return tuple(passage for passage in self.passages if passage.style in styles)

    def under(self, section: str) -> tuple[Passage, ...]:
        """Passages below headings, or in rows, whose name matches the pattern; not the headings themselves."""
        return tuple(p for p in self.passages if p.style not in {"h2", "th"} and re.search(section, p.section))

    @cached_property
    def plain(self) -> str:
        """All lines in normal form."""
        return plain(self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """What the paper says, headings and the places to sign left out, in normal form."""
        body = (p for p in self.passages if p.style in _BODY)
        return tuple(Sentence(p.section, one) for p in body for one in _STOP.split(plain(p.text)) if one)

    def tells(self, *patterns: str, home: str = "", outside: str = "") -> bool:
        """Whether one sentence meets all the patterns, in whatever order; see :meth:`told` for where."""
        wanted = [re.compile(pattern) for pattern in patterns]
        return any(all(pattern.search(one) for pattern in wanted) for one in self.told(home=home, outside=outside))

    def told(self, *, home: str, outside: str) -> Iterator[str]:
        """The sentences of a paper that has a heading or row of the name ``home`` but those below other headings of the name ``outside``;
        of any other paper, all."""
        at_home = home and any(re.search(home, section) for section in {one.section for one in self.sentences})
        for one in self.sentences:
            if not at_home or re.search(home, one.section) or not re.search(outside, one.section):
                yield one.text

    def says(self, words: str | None) -> bool:
        """Whether these very words, if any, stand somewhere in the paper, however they are spaced."""
        return bool(words) and plain(str(words)) in self.plain

    def quotes(self, *texts: str | None) -> bool:
        """Whether a line of one of these texts stands in the paper; a line of a few characters proves nothing."""
        lines = (plain(line).rstrip("。；") for text in texts if text for line in text.splitlines())
        return any(len(line) >= _TELLING and line in self.plain for line in lines)

    def dates(self, day: date | None) -> bool:
        """Whether that day, if any, stands somewhere in the paper."""
        return day is not None and day in days_in(self.plain)

    def one(self, style: str) -> str:
        """The only line of that style; empty when there is none."""
        return next((passage.text for passage in self.styled(style)), "")

    def value(self, *labels: str) -> str:
        """What stands behind ``标签：`` at the head of a letter, or in the row of a form that has that label; empty when nothing does."""
        for passage in self.styled("flush"):
            for label, value in _LABELLED.findall(passage.text):
                if label in labels:
                    return str(value).rstrip("　")
        return next((p.text for p in self.styled("td") if p.section in labels), "")

    @property
    def party(self) -> str:
        """The party's name as the paper gives it."""
        return self.value(*_PARTY)

    @cached_property
    def operative(self) -> tuple[Passage, ...]:
        """Items of the operative part: of a decision what is imposed, of a notice what is proposed."""
        if items := self.styled("item"):
            return items
        return tuple(p for p in self.under("^处罚决定$") if "责令改正" not in p.text or "罚款" in p.text)

    @cached_property
    def day(self) -> date | None:
        """The day of the paper: as on file, else as it is dated."""
        dated = self.one("date") or self.value("决定时间")
        return self.known.issued_on or next(iter(days_in(dated)), None)

    @property
    def replay(self) -> bool:
        """Whether the paper bears the mark 演示."""
        return bool(self.styled("replay"))


_DAY: Final = re.compile(r"(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})日")


def days_in(text: str) -> Iterator[date]:
    """Every date within the text that the calendar has."""
    for year, month, day in _DAY.findall(text):
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:
            continue


def _passages(paper: Paper) -> Iterator[Passage]:
    section, count = "", 0
    for block in paper.blocks:
        if isinstance(block, Line) and block.style == "h2":
            section, count = block.text, 0
        for passage in _of(block, section, count):
            count += passage.style == "p"
            yield passage


def _of(block: Block, section: str, count: int) -> Iterator[Passage]:
    match block:
        case Line():
            yield _line(block, section, count)
        case Items():
            style = "item" if block.operative else "li"
            for number, item in enumerate(block.items, start=1):
                yield Passage(style=style, section=section, place=f"{_below(section)}第{number}项", text=item)
        case Table():
            for number, row in enumerate(block.rows, start=1):
                yield from _row(row, section, number, listed=bool(block.columns))
        case Footer():
            for line in block.lines:
                yield _line(line, "", count)


def _line(line: Line, section: str, count: int) -> Passage:
    known = (_HEAD | _FOOT).get(line.style)
    if known:
        section = ""
    elif line.style == "h2":
        known = f"标题“{line.text}”"
    elif line.style in {"flush", "note"}:
        known = f"“{line.text[:12]}”一行"
    place = known or f"{_below(section)}第{count + 1}段"
    return Passage(style=line.style, section=section, place=place, text=line.text)


def _row(row: tuple[Cell, ...], section: str, number: int, *, listed: bool) -> Iterator[Passage]:
    label = ""
    for cell in row:
        text = "\n".join(line.text for line in cell.lines)
        if cell.label:
            label = text
            yield Passage(style="th", section=label, place=f"“{label}”栏", text=text)
            continue
        place = f"{_below(section)}表第{number}行" if listed else f"“{label}”栏"
        for line in cell.lines:
            style = line.style if line.style == "sign" else "td"
            yield Passage(style=style, section=label or section, place=place, text=line.text)


def _below(section: str) -> str:
    return f"“{section}”" if section else "正文"
