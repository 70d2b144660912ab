"""What an agency says in Tibetan for the Chinese lines of its papers: a file of pairs, read whole or refused with every fault.

```toml
format = "zhifa.wording/1"

[[line]]                                  # a fixed line of the papers
zh = "到期不申请的，可以向{法院}提起诉讼。"     # places in braces, by names of the translator's choice
bo = "…{法院}…"                            # the same places, in the order of Tibetan; empty: not translated yet

[[fact]]                                  # a line that a case or the register supplies: the agency's name, what is imposed
zh = "没收{物品}。"
bo = "…{物品}…"
```
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, Final, Generic, Literal, TypeAlias, TypeVar

from zhifa.documents.bilingual.dividing import Line
from zhifa.documents.bilingual.pattern import Pattern, PatternFaulty
from zhifa.documents.fonts import unprintable

Kind: TypeAlias = Literal["line", "fact"]
Meaning = TypeVar("Meaning")

FORMAT: Final = "zhifa.wording/1"
FILE_NAME: Final = "wording.bo.toml"
"""What the file is called where it lies in an agency's pack."""
EMPTY: Final = f'format = "{FORMAT}"'
"""A file that says nothing."""
LARGEST: Final = 1024 * 1024
"""Bytes of a file of wordings."""

MOST: Final = 3000
"""Entries of a file: every paper has about 800 lines."""
_LONGEST: Final = 2000
_KINDS: Final[tuple[Kind, ...]] = ("line", "fact")
_TIBETAN: Final = re.compile(r"[\u0f00-\u0fff]")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


class WordingFaulty(ValueError):
    """A file of wordings that cannot be used; every fault is named with its place in the file."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One pair of the file."""

    kind: Kind
    number: int
    """Its place among the entries of its kind, from 1."""
    chinese: str
    tibetan: str

    @property
    def place(self) -> str:
        """Where it stands in the file, in words."""
        return f"[[{self.kind}]] 第 {self.number} 条“{self.chinese[:24]}{'…' * (len(self.chinese) > 24)}”"

    @property
    def pattern(self) -> Pattern:
        """Its Chinese with the places."""
        return Pattern.of(self.chinese)


class Patterns(Generic[Meaning]):
    """Patterns, each with what it stands for."""

    def __init__(self, pairs: Iterable[tuple[Pattern, Meaning]]) -> None:
        heaviest_first = sorted(pairs, key=lambda pair: -pair[0].weight)
        self._by_weight = [tuple(equal) for _, equal in groupby(heaviest_first, key=lambda pair: pair[0].weight)]

    def meant(self, line: Line) -> tuple[Meaning, Mapping[str, str]] | None:
        """What the pattern that fits the line and fixes most of it stands for, and what stands in its places.

        None where none fits, where several fix as much of the line, or where nobody could tell what stands in which place.
        """
        for equal in self._by_weight:
            readings = [(meaning, reading) for pattern, meaning in equal if (reading := pattern.read(line))]
            if readings:
                (meaning, reading), *others = readings
                return None if others or reading.values is None else (meaning, reading.values)
        return None


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The Tibetan of an agency. Where two patterns fit a line, the one that fixes more of it speaks; of two that fix as much, neither."""

    entries: tuple[Entry, ...]

    def of(self, line: str) -> str | None:
        """The Tibetan of a Chinese line; None where there is none, or where nobody could tell which part of the line stands in which place."""
        exact = self._exact.get(line)
        if exact is not None:
            return exact
        meant = self._patterns.meant(Line(line))
        return meant[0].filled(meant[1]) if meant else None

    @cached_property
    def _exact(self) -> Mapping[str, str]:
        return {entry.chinese: entry.tibetan for entry in self.translated if not entry.pattern.places}

    @cached_property
    def _patterns(self) -> Patterns[Pattern]:
        return Patterns((entry.pattern, Pattern.of(entry.tibetan)) for entry in self.translated if entry.pattern.places)

    @property
    def translated(self) -> Iterator[Entry]:
        """The entries that say something."""
        return (entry for entry in self.entries if entry.tibetan)


def read_wording(text: str) -> Wording:
    """The wording that a file holds. Raises WordingFaulty with all its faults."""
    table = _table(text)
    faults = [f"不认识的项目“{name}”" for name in table.keys() - {"format", *_KINDS}]
    if table.get("format") != FORMAT:
        faults.append(f'第一项应是 format = "{FORMAT}"')
    entries: list[Entry] = []
    for kind in _KINDS:
        for number, given in enumerate(_list(table, kind, faults), start=1):
            entry = _entry(kind, number, given, faults)
            if entry:
                entries.append(entry)
    if len(entries) > MOST:
        faults.append(f"有 {len(entries)} 条，至多 {MOST} 条")
    faults += _of_each(entries)
    if not faults:
        faults += _twice(entries)
    if faults:
        raise WordingFaulty(faults)
    return Wording(entries=tuple(entries))


def _table(text: str) -> dict[str, Any]:
    if len(text.encode()) > LARGEST:
        raise WordingFaulty((f"大于 {LARGEST // 1024 // 1024} MB",))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WordingFaulty((f"不是 TOML：{error}",)) from error


def _list(table: Mapping[str, Any], kind: Kind, faults: list[str]) -> list[Any]:
    given = table.get(kind, [])
    if isinstance(given, list):
        return given
    faults.append(f"“{kind}”应写作 [[{kind}]]，一条一段")
    return []


def _entry(kind: Kind, number: int, given: Any, faults: list[str]) -> Entry | None:
    where = f"[[{kind}]] 第 {number} 条"
    if not isinstance(given, dict) or given.keys() != {"zh", "bo"}:
        faults.append(f"{where}：应有且只有 zh（汉文）和 bo（藏文）两项")
        return None
    if not all(isinstance(side, str) and len(side) <= _LONGEST and "\n" not in side for side in given.values()):
        faults.append(f"{where}：zh 和 bo 各是一行文字，至多 {_LONGEST} 字")
        return None
    return Entry(kind=kind, number=number, chinese=given["zh"].strip(), tibetan=given["bo"].strip())


# --- faults ---------------------------------------------------------------------------------------------------------------


def _of_each(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        yield from (f"{entry.place}：{fault}" for fault in _faults(entry))


def _faults(entry: Entry) -> Iterator[str]:
    try:
        chinese, tibetan = Pattern.of(entry.chinese), Pattern.of(entry.tibetan)
    except PatternFaulty as error:
        yield str(error)
        return
    if not _CHINESE.search("".join(chinese.fixed)):
        yield "汉文除位置外没有汉字，说不清是哪一行"
    if chinese.joined:
        yield "两处位置相连，分不清各到哪里为止"
    if not entry.tibetan:
        return
    if not _TIBETAN.search(entry.tibetan):
        yield "bo 中没有藏文"
    if lacking := [name for name in chinese.names if name not in tibetan.names]:
        yield f"藏文缺少位置 {_named(lacking)}"
    if surplus := [name for name in tibetan.names if name not in chinese.names]:
        yield f"藏文多出位置 {_named(surplus)}，汉文中没有"
    for char in unprintable(entry.chinese + entry.tibetan):
        shown = f"“{char}”" if char.isprintable() else ""
        yield f"含有无法显示的字符 U+{ord(char):04X}{shown}"


def _named(names: Sequence[str]) -> str:
    return "、".join(f"{{{name}}}" for name in names)


def _twice(entries: Sequence[Entry]) -> Iterator[str]:
    """Entries for the very same line, whatever their places are called or take."""
    same = defaultdict(list)
    for entry in entries:
        same[entry.pattern.fixed].append(entry)
    for several in same.values():
        if len(several) > 1:
            yield f"{'、'.join(entry.place for entry in several)}是同一行：一行只能有一种译法"
