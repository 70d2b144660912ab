"""A folder read as a pack: ``pack.toml`` beside one folder a day, each with templates and, if titles differ, ``titles.toml``.

Read whole and once, so that no template ever reaches a file; nothing but plain files of these folders is read. A file that nobody would read
(``D33.htm``, ``D35.html.txt``) is told and not passed over; hidden ones are.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from zhifa.documents.bilingual.wording import FILE_NAME, LARGEST
from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.errors import TemplateFault, TemplatesFaulty
from zhifa.documents.packs.pack import BASE, Edition, Level, Pack

DESCRIPTION: Final = "pack.toml"
TITLES: Final = "titles.toml"

MAX_BYTES: Final = 64 * 1024
"""Of one template."""
MAX_FILES: Final = 200
"""Of one edition."""

NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
NAME_RULE: Final = "用小写字母开头，由小写字母、数字和下划线组成，不超过四十个"
TITLE_RULE: Final = "写明样式包的中文名称，没有看不见的字符"
_LEVELS: Final[dict[str, Level]] = {"sector": "sector", "agency": "agency"}
_ASKED: Final = {"name", "title", "level", "extends"}
_KNOWN_TITLES: Final = {kind.title for kind in CATALOGUE.values()} | {
    occasion.title for kind in CATALOGUE.values() for occasion in kind.occasions if occasion.title
}


def read_packs(folder: Path) -> tuple[Pack, ...]:
    """The pack in a folder, or those in the folders below it. Raises TemplatesFaulty naming every fault."""
    if (folder / DESCRIPTION).is_file():
        return (read_pack(folder),)
    below = sorted(path.parent for path in folder.glob(f"*/{DESCRIPTION}"))
    if not below:
        wrong = f"目录 {folder} 中没有样式包" if folder.is_dir() else f"目录 {folder} 不存在"
        remedy = f"样式包是有 {DESCRIPTION} 的目录；用 zhifa template new 新建一个"
        raise TemplatesFaulty((TemplateFault(pack=folder.name, wrong=wrong, remedy=remedy),))
    return tuple(read_pack(path) for path in below)


def read_pack(folder: Path) -> Pack:
    """The pack in a folder. Raises TemplatesFaulty naming every fault."""
    reader = _Reader(folder)
    pack = reader.pack()
    if reader.faults or pack is None:
        raise TemplatesFaulty(tuple(reader.faults))
    return pack


@dataclass(slots=True)
class _Reader:
    folder: Path
    faults: list[TemplateFault] = field(default_factory=list)

    def pack(self) -> Pack | None:
        told = self._table(self.folder / DESCRIPTION)
        editions = tuple(self._editions())
        if told is None:
            return None
        for key in sorted(told.keys() ^ _ASKED if told.keys() - _ASKED else _ASKED - told.keys()):
            self._fault(
                DESCRIPTION, f"{'多了' if key in told else '没有'}“{key}”", f"只写 {'、'.join(sorted(_ASKED))} 四项"
            )
        name, level, extends = (str(told.get(key, "")) for key in ("name", "level", "extends"))
        for key, value in (("name", name), ("extends", extends)):
            if not NAME.fullmatch(value):
                self._fault(DESCRIPTION, f"{key} 的值“{value[:60]}”不合要求", NAME_RULE)
        if name == BASE:
            self._fault(DESCRIPTION, f"名称“{BASE}”是全国文书的名称", "另起一个名称")
        if level not in _LEVELS:
            self._fault(DESCRIPTION, f"level 的值“{level[:60]}”不合要求", "领域的样式包写 sector，机关的写 agency")
        title = str(told.get("title", "")).strip()
        if not title or not title.isprintable():
            self._fault(DESCRIPTION, "title 没有写，或者含有看不见的字符", TITLE_RULE)
        return Pack(name=name, title=title, level=_LEVELS.get(level, "agency"), extends=extends, editions=editions)

    def _editions(self) -> list[Edition]:
        """By the day from which each is in force."""
        found = _seen(self.folder)
        for path in found:
            if not path.is_dir() and path.name != DESCRIPTION:
                self._fault(path.name, "不是样式包的文件", "模板放在按施行日期命名的目录中，例如 2026-01-01")
        editions = (self._edition(path) for path in found if path.is_dir())
        return sorted((edition for edition in editions if edition), key=lambda edition: edition.since)

    def _edition(self, folder: Path) -> Edition | None:
        since = _day(folder.name)
        if since is None:
            self._fault(folder.name, "目录名不是日期", "按施行日期命名，例如 2026-01-01")
            return None
        if folder.is_symlink():
            self._fault(folder.name, "是指向别处的链接", "把文件放进样式包自己的目录")
            return None
        found = _seen(folder)
        if len(found) > MAX_FILES:
            self._fault(folder.name, f"有 {len(found)} 个文件", f"一版不超过 {MAX_FILES} 个")
            return None
        texts = {path.name: text for path in found if self._known(path) and (text := self._text(path)) is not None}
        return Edition(
            since=since,
            templates=_mapping({name: text for name, text in texts.items() if name.endswith(".html")}),
            titles=_mapping(self._titles(folder / TITLES) if TITLES in texts else {}),
            others=_mapping({name: text for name, text in texts.items() if name.endswith(".toml") and name != TITLES}),
        )

    def _known(self, path: Path) -> bool:
        """Whether the file is of a kind that is read, or a folder, of which is told that it is none."""
        known = path.suffix == ".html" or path.name in (TITLES, FILE_NAME) or path.is_dir()
        if not known:
            remedy = f"模板的文件名以 .html 结尾（小写），文书名称写在 {TITLES}，藏汉对照用语写在 {FILE_NAME}"
            self._fault(_place(path), "不是样式包的文件", remedy)
        return known

    def _titles(self, path: Path) -> dict[str, str]:
        told = self._table(path) or {}
        for ours, own in told.items():
            if ours not in _KNOWN_TITLES:
                self._fault(_place(path), f"文书目录中没有“{ours[:60]}”", "左边照抄 zhifa template list 所列名称")
            elif not isinstance(own, str) or not 2 <= len(own) <= 40 or not own.isprintable() or own != own.strip():
                self._fault(
                    _place(path), f"“{ours}”的名称“{str(own)[:60]}”不合要求", "写二至四十个字，没有看不见的字符"
                )
        return {ours: own for ours, own in told.items() if isinstance(own, str)}

    def _table(self, path: Path) -> dict[str, Any] | None:
        text = self._text(path)
        if text is None:
            return None
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            self._fault(self._named(path), f"不是合格的 TOML：{error}", "按所说的位置改正")
            return None

    def _text(self, path: Path) -> str | None:
        """The text of a plain file of this pack."""
        place = self._named(path)
        if path.is_symlink() or not path.is_file():
            self._fault(place, "不是普通文件，是链接或者目录", "把文件本身放进样式包的目录")
        elif path.stat().st_size > (most := LARGEST if path.name == FILE_NAME else MAX_BYTES):
            self._fault(place, f"大于 {most} 字节", "拆成几个文件，用 include 连起来")
        else:
            try:
                return path.read_bytes().decode("utf-8-sig")  # editors of Windows put a mark before UTF-8
            except UnicodeDecodeError:
                self._fault(place, "不是 UTF-8 编码", "存为 UTF-8")
        return None

    def _named(self, path: Path) -> str:
        return path.name if path.parent == self.folder else _place(path)

    def _fault(self, file: str, wrong: str, remedy: str) -> None:
        self.faults.append(TemplateFault(pack=self.folder.name, file=file, wrong=wrong, remedy=remedy))


def _seen(folder: Path) -> list[Path]:
    """What a folder holds, but for what is hidden."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "__")))


def _day(name: str) -> date | None:
    """The day that a folder is named by, written in one way alone: 20260101 would stand after 2026-03-01."""
    try:
        found = date.fromisoformat(name)
    except ValueError:
        return None
    return found if name == found.isoformat() else None


def _place(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _mapping(found: dict[str, str]) -> MappingProxyType[str, str]:
    return MappingProxyType(found)
