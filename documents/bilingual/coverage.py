"""Which lines of the papers have a wording and which have none, and the blank file that a translator fills in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from zhifa.documents.bilingual.dividing import Line
from zhifa.documents.bilingual.template_lines import FixedLine, fixed_lines
from zhifa.documents.bilingual.wording import FORMAT, Entry, Patterns, Wording
from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.environment import NATIONAL, TemplateSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A line of a paper and the entry that speaks for it; None: it stays Chinese."""

    line: FixedLine
    entry: Entry | None


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """What a wording makes of the papers that go to the party or the public."""

    papers: dict[str, tuple[Covered, ...]]
    """Lines of each document type, by its code."""
    idle: tuple[Entry, ...]
    """Entries for fixed lines that no template prints."""

    @cached_property
    def lines(self) -> int:
        """How many different lines there are."""
        return len(self._each)

    @cached_property
    def translated(self) -> int:
        """How many of them have a wording."""
        return sum(covered.entry is not None for covered in self._each)

    @cached_property
    def _each(self) -> frozenset[Covered]:
        return frozenset(covered for lines in self.papers.values() for covered in lines)


def going_out() -> tuple[str, ...]:
    """Codes of the papers that go to the party or the public."""
    return tuple(code for code, kind in CATALOGUE.items() if kind.external)


def coverage(wording: Wording, templates: TemplateSet = NATIONAL) -> Coverage:
    """What `wording` makes of every paper that goes out under `templates`."""
    of_paper = {code: fixed_lines(code, templates) for code in going_out()}
    index = _Index(wording)
    papers = {
        code: tuple(Covered(line=line, entry=index.entry(line.sample)) for line in lines)
        for code, lines in of_paper.items()
    }
    return Coverage(papers=papers, idle=tuple(entry for entry in wording.entries if index.idle(entry)))


class _Index:
    """Finds the entry for a sample of a line, and remembers which entries fitted any."""

    def __init__(self, wording: Wording) -> None:
        self._loosened = [(entry.pattern.loosened, entry) for entry in wording.entries]
        self._translated = Patterns((entry.pattern.loosened, entry) for entry in wording.translated)
        self._found: dict[str, Entry | None] = {}
        self._fitted: set[Entry] = set()

    def entry(self, sample: str) -> Entry | None:
        if sample not in self._found:
            line = Line(sample)
            self._fitted.update(entry for pattern, entry in self._loosened if pattern.read(line))
            meant = self._translated.meant(line)
            self._found[sample] = meant[0] if meant else None
        return self._found[sample]

    def idle(self, entry: Entry) -> bool:
        return entry.kind == "line" and entry not in self._fitted


_HEAD = f'''# 藏汉对照用语：zh 是文书中的一行，花括号中是填报内容的位置；在 bo 中写藏文，位置照用，次序随藏文。
# 没有译好的，bo 留空，该行只印汉文。机关名称、处罚内容等整行都是填报内容的，另用 [[fact]] 写。

format = "{FORMAT}"
'''


def blank(codes: Iterable[str], known: Wording | None = None, templates: TemplateSet = NATIONAL) -> str:
    """A file of wordings with every fixed line of these papers, each once, without those that ``known`` translates; bo is left empty."""
    index = _Index(known or Wording(entries=()))
    return _HEAD + "".join(_sections(codes, index, templates))


def _sections(codes: Iterable[str], index: _Index, templates: TemplateSet) -> Iterator[str]:
    written: set[FixedLine] = set()
    for code in codes:
        lines = [line for line in fixed_lines(code, templates) if line not in written]
        lines = [line for line in lines if index.entry(line.sample) is None]
        if lines:
            yield f"\n# {code} {CATALOGUE[code].title}\n"
        for line in lines:
            yield f'\n[[line]]\nzh = {json.dumps(line.text, ensure_ascii=False)}\nbo = ""\n'
        written.update(lines)
