"""A folder of a dossier: written whole or not at all, and written over only where nothing of anybody else's would be lost."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, BinaryIO, Final

from zhifa.cli.faults import Unusable
from zhifa.cli.files import write_whole
from zhifa.engine.quoted import shown

LIST: Final = "卷宗.json"
"""What lies in the folder, each file with its SHA-256."""

_WORKSHOP: Final = ".卷宗-"

Content = bytes | Callable[[], BinaryIO]
"""What a file is to hold, or how to open that."""


def write_folder(folder: Path, case: str, files: Mapping[str, Content], told: Mapping[str, Any]) -> None:
    """Put the files into the folder in the place of an earlier dossier of the same case, of which nothing is left.

    They are made within the folder and moved to their places when all are whole, so that it may be a mount point or where one stands. The earlier
    ones go last: when anything fails they are where they were, and a process that is killed leaves both in ``.卷宗-…``, which the next one names.
    Raises :class:`Unusable` where the folder holds anything else: a file that is not on its list, one that was changed, another case's dossier.
    """
    refuse_foreign(folder, case)
    was_there = folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    workshop = Path(mkdtemp(prefix=_WORKSHOP, dir=folder))
    try:
        _fill(workshop / "new", files, told)
        _exchange(folder, workshop)
    except BaseException:
        if not any((workshop / "old").glob("*")):
            shutil.rmtree(workshop, ignore_errors=True)
        if not was_there:
            folder.rmdir()
        raise
    shutil.rmtree(workshop, ignore_errors=True)


def refuse_foreign(folder: Path, case: str) -> None:
    """See :func:`write_folder`; asked beforehand, so that nobody waits for papers that cannot be put anywhere."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Unusable(f"--out 的值{shown(str(folder))}不合要求：不是目录；换一个目录")
    if not folder.exists() or not any(folder.iterdir()):
        return
    unfinished = next(folder.glob(f"{_WORKSHOP}*"), None)
    if unfinished:
        told = "其中 old 是先前的卷宗，new 是没有写完的；取出要留的，移走这个目录后再运行"
        raise Unusable(f"--out 的目录 {folder} 中留有中断的 {unfinished.name}：{told}")
    advice = "卷宗要独占一个目录；换一个目录，或者先移走其中的文件"
    listed = _listed(folder)
    if listed is None:
        raise Unusable(f"--out 的目录 {folder} 不是空的，也不是本命令写出的卷宗；{advice}")
    if listed.get("case") != case:
        raise Unusable(f"--out 的目录 {folder} 存有另一案件（{listed.get('case')}）的卷宗；{advice}")
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name == LIST or (path.is_dir() and not path.is_symlink()):
            continue
        if path.is_symlink() or name not in listed["files"]:
            raise Unusable(f"--out 的目录 {folder} 中有不属于卷宗的文件 {name}；{advice}")
        if _digest(path) != listed["files"][name]:
            raise Unusable(f"--out 的目录 {folder} 中的文件 {name} 写出以后有改动，不予覆盖；{advice}")


def _listed(folder: Path) -> dict[str, Any] | None:
    """The list in the folder; ``None`` where there is none that could be ours."""
    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return listed if isinstance(listed, dict) and isinstance(listed.get("files"), dict) else None


def _fill(folder: Path, files: Mapping[str, Content], told: Mapping[str, Any]) -> None:
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with BytesIO(content) if isinstance(content, bytes) else content() as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
    digests = {name: _digest(folder / name) for name in sorted(files)}
    text = json.dumps({**told, "files": digests}, ensure_ascii=False, indent=2)
    write_whole(folder / LIST, f"{text}\n".encode())


def _exchange(folder: Path, workshop: Path) -> None:
    """Move what is in the folder aside and what is new in its place, or leave all as it was. The list goes first and comes last: without it nothing is a dossier."""
    fresh, old = workshop / "new", workshop / "old"
    old.mkdir()
    there = sorted({path.name for path in folder.iterdir()} - {workshop.name}, key=lambda name: name != LIST)
    coming = sorted((path.name for path in fresh.iterdir()), key=lambda name: name == LIST)
    moves = [*((folder / name, old / name) for name in there), *((fresh / name, folder / name) for name in coming)]
    try:
        for source, target in moves:
            source.rename(target)
    except BaseException:
        for source, target in reversed(moves):
            if target.exists() and not source.exists():
                target.rename(source)
        raise


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
