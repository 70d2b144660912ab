"""What an export says of itself: whose register it is, which version, and by which hash the record knows that version."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from zhifa.engine.jsontext import JSONFaulty, read_json
from zhifa.engine.quoted import shown
from zhifa.sheets import Sheet, TableUnreadable

MANIFEST_FILE: Final = "register.json"
MANIFEST_SHEET: Final = "名录说明"

_HEADING: Final = ("项目", "内容")
_LABELS: Final = {
    "agency_id": "机关编号",
    "agency": "机关名称",
    "version": "名录版本",
    "hash": "记录散列",
    "books": "所载名录",
    "public": "只有公示的列",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The particulars of one export."""

    agency_id: str
    agency: str
    version: int
    hash: str
    """Of the register's entry that made this version."""
    books: tuple[str, ...]
    public: bool = False
    """Whether it leaves out what is not published; such an export is for readers and cannot be taken in again."""

    @property
    def text(self) -> str:
        """As the file of a folder."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """As a worksheet."""
        told = {**asdict(self), "books": "；".join(self.books), "public": "是" if self.public else "否"}
        return [_HEADING, *((label, str(told[name])) for name, label in _LABELS.items())]

    def require_fits(self, agency_id: str, version: int, hash_of: Callable[[int], str | None], *, file: str) -> None:
        """Raise ``TableUnreadable`` unless the agency's register has been what was exported; ``hash_of`` answers for its versions."""
        if self.agency_id != agency_id:
            raise TableUnreadable(file, f"是另一机关（{self.agency}）的导出；核对 --agency，或者换一个文件")
        if self.version > version:
            raise TableUnreadable(
                file, f"是第{self.version}版的导出，比数据库中的第{version}版新；核对是否连错了数据库"
            )
        if hash_of(self.version) != self.hash:
            told = f"所写的第{self.version}版与数据库中的第{self.version}版不是同一个（记录散列不同）"
            raise TableUnreadable(file, f"{told}；核对是否连错了数据库，或者重新导出后再改")


def manifest_from(content: bytes, *, file: str) -> Manifest:
    """The manifest in the file of a folder, to be taken in. Raises ``TableUnreadable``."""
    try:
        given = read_json(content.decode("utf-8-sig"))
    except (JSONFaulty, UnicodeDecodeError) as error:
        raise TableUnreadable(file, "不是 JSON；导出时写的说明不要改动") from error
    return _manifest(given if isinstance(given, dict) else {}, file)


def manifest_in(sheet: Sheet, *, file: str) -> Manifest:
    """The manifest in a worksheet of a workbook to be taken in. Raises ``TableUnreadable``."""
    names = {label: name for name, label in _LABELS.items()}
    told: dict[str, Any] = {
        names[cells[0]]: cells[1] for cells, _ in sheet.rows() if len(cells) > 1 and cells[0] in names
    }
    version = str(told.get("version", ""))
    told["version"] = int(version) if version.isascii() and version.isdigit() else None
    told["books"] = str(told.get("books", "")).split("；")
    told["public"] = {"是": True, "否": False}.get(str(told.get("public")))
    return _manifest(told, f"{file}〔{MANIFEST_SHEET}〕")


def _manifest(given: Mapping[str, Any], file: str) -> Manifest:
    wrong = [label for name, label in _LABELS.items() if not _fits(name, given.get(name))]
    if wrong:
        raise TableUnreadable(
            file, f"不是名录导出时写的说明：{'、'.join(map(shown, wrong))}缺少或者改动了；重新导出后再改"
        )
    if given["public"]:
        raise TableUnreadable(file, "是只有公示的列的导出，缺少其余各列，不能导入")
    return Manifest(**{**{name: given[name] for name in _LABELS}, "books": tuple(given["books"])})


def _fits(name: str, told: object) -> bool:
    if name == "version":
        return isinstance(told, int) and not isinstance(told, bool) and told > 0
    if name == "books":
        return isinstance(told, list) and all(isinstance(one, str) for one in told)
    return isinstance(told, bool) if name == "public" else isinstance(told, str)
