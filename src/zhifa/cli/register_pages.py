"""``zhifa register pages``: what the agency tells the public beforehand, written as pages, or published pages held against the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from zhifa.cli.arguments import AsJson, DatabaseUrl
from zhifa.cli.faults import REFUSED, Unusable
from zhifa.cli.files import write_whole
from zhifa.cli.inputs import register_of
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, meter, say, show_table
from zhifa.cli.register_arguments import Agency, day_of
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.documents.pages.page import Edition, Page
    from zhifa.engine.office import Office
    from zhifa.engine.register import Register

Out = Annotated[
    Path | None, typer.Option(metavar="目录", help="写入的目录；其中同名的文件换成新的，别的文件不动，另行列出")
]
Check = Annotated[
    Path | None, typer.Option(metavar="目录", help="不写文件，逐页核对这个目录是否与名录相符；不符的，退出码为 1")
]
Pdf = Annotated[bool, typer.Option("--pdf", help="另存（核对时一并核对）PDF/A：表格为 A4 横向，流程图为足以看清的图幅")]
On = Annotated[
    str | None, typer.Option("--on", metavar="日期", help="写哪一天有效的内容；不写则取名录最近一次变更的日期")
]

_DIFFERS: Final = "与名录不符"
_MISSING: Final = "缺少"
_SUPERFLUOUS: Final = "名录中已经没有"


def pages(
    *, database: DatabaseUrl, out: Out = None, check: Check = None, pdf: Pdf = False, on: On = None, agency: Agency = None,
    json: AsJson = False,
) -> None:  # fmt: skip
    """生成事前公开的网页：各种名录和清单的公示内容、服务指南、各程序的流程图和法制审核流程图；或者核对已公布的网页。"""
    folder = _folder(out, check)
    with open_office(database) as office:
        register = register_of(office, agency, owned="名录")
        edition = _edition(office, register, on)
    made = _pages(register, edition.on)
    files = dict(_metered(_files(made, edition, pdf=pdf), _number(made, pdf=pdf)))  # before anything is written
    if out:
        _write(folder, files)
        _tell_written(files, edition, folder, as_json=json)
    else:
        wrong = _compared(folder, files, unread=() if pdf else [f"{page.name}.pdf" for page in made])
        _tell_compared(wrong, edition, folder, as_json=json)


def _folder(out: Path | None, check: Path | None) -> Path:
    """The one folder that is named."""
    folder = out or check
    if folder is None or (out and check):
        raise Unusable("写明 --out 目录，生成网页；或者 --check 目录，核对已有的网页；二者取一")
    if out and folder.exists() and not folder.is_dir():
        raise Unusable(f"--out 的值{shown(str(folder))}不合要求：不是目录；换一个目录")
    if check and not folder.is_dir():
        raise Unusable(f"--check 的值{shown(str(folder))}不合要求：没有这个目录")
    return folder


def _edition(office: Office, register: Register, on: str | None) -> Edition:
    """The register as it now stands, on the day asked for, or else on that of its newest entry."""
    from zhifa.documents.pages.page import Edition
    from zhifa.engine.instants import legal_day, parse_instant

    if on is None:
        newest = office.books.history(register.agency.id)[-1]
        of = legal_day(parse_instant(newest.imported_at))
    else:
        of = day_of(on, field="--on")
    return Edition(agency=register.agency.name, version=register.version, digest=register.digest or "", on=of)


def _pages(register: Register, on: date) -> tuple[Page, ...]:
    from zhifa.engine import pages
    from zhifa.engine.installed import workflows

    return pages.pages(register, workflows(), on)


def _files(made: tuple[Page, ...], edition: Edition, *, pdf: bool) -> Iterator[tuple[str, bytes]]:
    from zhifa.documents.pages import setting

    yield from setting.files(made, edition)
    if pdf:
        yield from ((f"{page.name}.pdf", setting.pdf(page, edition)) for page in made)


def _number(made: tuple[Page, ...], *, pdf: bool) -> int:
    """How many files there will be."""
    return 1 + sum(1 + (page.drawing is not None) + pdf for page in made)


def _metered(files: Iterator[tuple[str, bytes]], number: int) -> Iterator[tuple[str, bytes]]:
    with meter(number, label="生成网页") as bar:
        for done, file in enumerate(files, start=1):
            yield file
            bar(done)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, content)


def _compared(folder: Path, files: Mapping[str, bytes], *, unread: Iterable[str]) -> dict[str, str]:
    """What is wrong with each file of the folder that is not as it should be, by its path; those ``unread`` may be as they are."""
    wrong = {}
    for name, content in files.items():
        file = folder / name
        if not file.is_file():
            wrong[name] = _MISSING
        elif file.read_bytes() != content:
            wrong[name] = _DIFFERS
    return wrong | dict.fromkeys(_beside(folder, {*files, *unread}), _SUPERFLUOUS)


def _beside(folder: Path, known: Iterable[str]) -> list[str]:
    """What else lies in the folder, such as a guide to what is no matter of the agency's any more."""
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    return sorted(there.difference(known))


def _tell_written(files: Mapping[str, bytes], edition: Edition, folder: Path, *, as_json: bool) -> None:
    beside = _beside(folder, files)
    if as_json:
        emit(_told(edition) | {"written": list(files), "beside": beside})
        return
    say(f"{edition.named}，截至{edition.on}有效的内容：{len(files)} 个文件，已存入 {folder}")
    if beside:
        say("", f"目录中另有 {len(beside)} 个文件不是这次写的，公布之前核对：", *(f"　{name}" for name in beside))


def _tell_compared(wrong: dict[str, str], edition: Edition, folder: Path, *, as_json: bool) -> None:
    if as_json:
        emit(_told(edition) | {"wrong": [{"file": name, "what": what} for name, what in wrong.items()]})
    else:
        if wrong:
            show_table(("文件", "核对"), wrong.items())
        say(f"{edition.named}，截至{edition.on}有效的内容：{folder} 中不符的文件 {len(wrong)} 个")
    if wrong:
        raise typer.Exit(REFUSED)


def _told(edition: Edition) -> dict[str, str | int]:
    return {
        "agency": edition.agency,
        "version": edition.version,
        "hash": edition.digest,
        "on": edition.on.isoformat(),
    }
