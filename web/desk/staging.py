"""Files that somebody looks at before they are taken in: kept for an hour, for nobody else, in a folder that only this program reads."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from zhifa.web.access import Site
from zhifa.web.desk.posted import Sent
from zhifa.web.errors import BadRequest, Forbidden
from zhifa.web.person import Person

_TOKEN: Final = re.compile(r"[0-9a-f]{32}")
_KEPT_SECONDS: Final = 3600
_MOST: Final = 20
"""Sets of files that one person may have waiting; the oldest goes first."""
_TOLD: Final = "told.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """Files that wait, and what was said when they came."""

    token: str
    paths: tuple[Path, ...]
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
    """The waiting files of one person. The clock of the machine decides how long they wait."""

    folder: Path
    owner: str

    def keep(self, files: Iterable[Sent], told: Mapping[str, str]) -> Staged:
        """Keep the files under a name that nobody can guess. Raises ``OSError``; files of one name are kept under numbers."""
        self._sweep()
        token = secrets.token_hex(16)
        home = self._home(token)
        home.mkdir(mode=0o700)
        paths = []
        for number, sent in enumerate(files):
            path = home / str(number) / sent.name
            path.parent.mkdir(mode=0o700)
            with path.open("wb") as written:
                shutil.copyfileobj(sent.file, written)
            paths.append(path)
        _write(home, told)
        return Staged(token=token, paths=tuple(paths), told=told)

    def tell(self, token: str, told: Mapping[str, str]) -> Staged:
        """Say something else of files that wait. Raises as :meth:`of`; ``OSError``."""
        staged = self.of(token)
        _write(self._home(token), told)
        return replace(staged, told=told)

    def of(self, token: str) -> Staged:
        """The files that wait under this name. Raises :class:`BadRequest` (410) where there are none of this person's."""
        home = self._home(token) if _TOKEN.fullmatch(token) else None
        if home is None or not (home / _TOLD).is_file() or (_age(home, time.time()) or 0) > _KEPT_SECONDS:
            raise BadRequest("staged_gone", "预览的文件已经过时清除，没有导入；重新上传并预览", status=410)
        numbers = sorted((one for one in home.iterdir() if one.is_dir()), key=lambda one: int(one.name))
        told = json.loads((home / _TOLD).read_text(encoding="utf-8"))
        return Staged(token=token, paths=tuple(next(one.iterdir()) for one in numbers), told=told)

    def drop(self, token: str) -> None:
        """Let the files go; nothing where there are none."""
        if _TOKEN.fullmatch(token):
            shutil.rmtree(self._home(token), ignore_errors=True)

    def _home(self, token: str) -> Path:
        return self.folder / f"{self.owner}-{token}"

    def _sweep(self) -> None:
        now = time.time()
        mine = []
        for home in self.folder.iterdir():
            kept = _age(home, now)
            if kept is not None and kept > _KEPT_SECONDS:
                shutil.rmtree(home, ignore_errors=True)
            elif kept is not None and home.name.startswith(f"{self.owner}-"):
                mine.append((kept, home))
        for _, home in sorted(mine, reverse=True)[: max(0, len(mine) - _MOST + 1)]:
            shutil.rmtree(home, ignore_errors=True)


def _write(home: Path, told: Mapping[str, str]) -> None:
    (home / _TOLD).write_text(json.dumps(dict(told), ensure_ascii=False), encoding="utf-8")


def _age(home: Path, now: float) -> float | None:
    """Seconds since the files came; ``None`` when another process has let them go meanwhile."""
    try:
        return now - home.stat().st_mtime
    except FileNotFoundError:
        return None


def staging(site: Site, person: Person) -> Staging:
    """Where the files of this person wait. Raises :class:`Forbidden` for one who has neither account nor officer; ``OSError``."""
    owner = person.account_id or person.officer_id
    if owner is None or not re.fullmatch(r"[0-9A-Za-z-]{1,64}", owner):
        raise Forbidden("no_account", "没有账号，也不是名录中的人员，不能上传文件")
    return Staging(folder=_folder(site), owner=owner)


def _folder(site: Site) -> Path:
    """A folder of this user's alone, made where it is not there."""
    above = site.office.uploads.folder
    folder = above / "staged" if above else Path(tempfile.gettempdir()) / f"zhifa-staged-{os.getuid()}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise PermissionError(1, "不属于本程序的用户", str(folder))
    return folder
