"""``zhifa template list``, ``show``, ``diff``, ``new``: which templates are in force, what they say, how an agency begins its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson, TemplatesFolder
from zhifa.cli.faults import Unusable
from zhifa.cli.files import write_whole
from zhifa.cli.opening import packs_in
from zhifa.cli.output import emit, say, show_table
from zhifa.cli.paper_catalogue import document_type
from zhifa.cli.template_packs import Worded, a_day, worded
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhifa.documents.packs import Templates

PackName = Annotated[
    str,
    typer.Option("--pack", metavar="样式包", help="样式包名称，可以写明日期：samr@2021-08-31；不写日期的取最新一版"),
]
Code = Annotated[str, typer.Argument(metavar="文书", help="文书编号，例如 D33")]
Codes = Annotated[list[str] | None, typer.Argument(metavar="[文书]…", help="只比较这些文书；不写则全部")]
One = Annotated[str, typer.Argument(metavar="样式包", help="先一个：national、samr、samr@2021-08-31")]
Other = Annotated[str, typer.Argument(metavar="样式包", help="后一个")]
NewCodes = Annotated[list[str], typer.Argument(metavar="文书…", help="要改写的文书编号，例如 D33 D24")]
Name = Annotated[
    str, typer.Option("--name", metavar="名称", help="样式包的名称：小写字母开头，由小写字母、数字和下划线组成")
]
Title = Annotated[str, typer.Option("--title", metavar="中文名称", help="样式包的中文名称，例如机关全称")]
Since = Annotated[str, typer.Option("--since", metavar="日期", help="这一版的施行日期：2026-01-01")]
Extends = Annotated[str, typer.Option("--extends", metavar="样式包", help="叠放在哪个样式包上")]
Out = Annotated[Path, typer.Option(metavar="目录", help="样式包写在此目录下；已有的不覆盖")]


def list_(*, pack: PackName = "national", templates: TemplatesFolder = None, json: AsJson = False) -> None:
    """列出样式包，和所选样式包下全部文书的名称、样式版本、来自哪个样式包、何时施行。"""
    chosen = worded(pack, templates)
    packs = _packs(packs_in(templates))
    papers = list(_papers(chosen))
    if json:
        emit({"packs": packs, "pack": chosen.name, "papers": papers})
        return
    rows = ((p["name"], p["title"], _LEVELS[p["level"]], p["extends"], "、".join(p["editions"])) for p in packs)
    show_table(("样式包", "名称", "层级", "叠放在", "各版施行日期"), rows)
    listed = ((p["code"], p["title"], "、".join(p["from"]) or "national", p["version"]) for p in papers)
    show_table(("编号", "文书", "来自", "样式版本"), listed, title=f"\n{pack} 的文书")


_LEVELS = {"sector": "领域", "agency": "机关"}


def _packs(templates: Templates) -> list[dict[str, Any]]:
    return [
        {
            "name": pack.name,
            "title": pack.title,
            "level": pack.level,
            "extends": pack.extends,
            "editions": [edition.since.isoformat() for edition in pack.editions],
        }
        for pack in templates.packs.values()
    ]


def _papers(chosen: Worded) -> Iterable[dict[str, Any]]:
    from zhifa.documents import CATALOGUE

    for kind in CATALOGUE.values():
        version, *layers = chosen.templates.version(kind.code).split("/")
        yield {
            "code": kind.code,
            "title": chosen.templates.title(kind.title),
            "version": version,
            "from": layers,
        }


def show(*, code: Code, pack: PackName = "national", templates: TemplatesFolder = None, json: AsJson = False) -> None:
    """列出一种文书的全部段落：段落名、文字来自哪个文件、模板原文。"""
    from zhifa.documents.packs.parts import parts

    kind, chosen = document_type(code), worded(pack, templates)
    found = parts(chosen.templates, kind.code)
    title, version = chosen.templates.title(kind.title), chosen.templates.version(kind.code)
    if json:
        told = [{"file": p.file, "block": p.block, "source": p.source, "text": p.text} for p in found]
        emit({"code": kind.code, "title": title, "version": version, "parts": told})
        return
    say(f"{kind.code}　{title}　{version}")
    for part in found:
        say("", f"── {part.file} {part.block}　（{part.source}）", part.text.rstrip("\n"))


def diff(
    *, one: One, other: Other, codes: Codes = None, templates: TemplatesFolder = None, json: AsJson = False
) -> None:
    """逐段比较两个样式包，或者一个样式包的两版；相同的不列。"""
    from zhifa.documents import CATALOGUE
    from zhifa.documents.packs.parts import differences

    before, after = worded(one, templates), worded(other, templates)
    asked = [document_type(code).code for code in codes] if codes else list(CATALOGUE)
    chosen = [code for code in asked if before.templates.version(code) != after.templates.version(code)]
    found = dict.fromkeys(d for code in chosen for d in differences(before.templates, after.templates, code))
    titles = {
        title: (old, new)
        for title in dict.fromkeys(_titles(chosen))
        if (old := before.templates.title(title)) != (new := after.templates.title(title))
    }
    if json:
        blocks = [{"file": d.file, "block": d.block, "diff": list(d.lines)} for d in found]
        emit({"titles": [{"from": old, "to": new} for old, new in titles.values()], "blocks": blocks})
        return
    say(*(f"名称　{old} → {new}" for old, new in titles.values()))
    for difference in found:
        say("", *difference.lines)
    if not found and not titles:
        say("没有不同")


def _titles(codes: Iterable[str]) -> Iterable[str]:
    from zhifa.documents import CATALOGUE

    for code in codes:
        yield CATALOGUE[code].title
        yield from (occasion.title for occasion in CATALOGUE[code].occasions if occasion.title)


def new(
    *, codes: NewCodes, name: Name, title: Title, since: Since, extends: Extends = "national", out: Out,
    templates: TemplatesFolder = None,
) -> None:  # fmt: skip
    """新建机关自己的样式包，从这些文书现有的段落开始：改写要改的，删去不改的。"""
    from zhifa.documents.packs.begun import begun, description

    below, day = worded(extends, templates), a_day(since, field="--since")
    _require_new(name, title, packs_in(templates))
    home = out / name
    if home.exists():
        raise Unusable(f"目录 {shown(str(home))} 已存在，没有覆盖；换一个 --name，或者在其中自己添改")
    texts = {f"{code}.html": begun(below.templates, code) for code in (document_type(code).code for code in codes)}
    edition = home / day.isoformat()
    edition.mkdir(parents=True)
    write_whole(home / "pack.toml", description(name, title, below.name).encode())
    for file, text in texts.items():
        write_whole(edition / file, text.encode())
    say(
        f"已建立 {home}：{len(texts)} 种文书，{day} 起施行",
        f"下一步　改写 {edition} 中的段落，再运行 zhifa template lint {home}",
    )


def _require_new(name: str, title: str, known: Templates) -> None:
    from zhifa.documents.packs.reading import NAME, NAME_RULE, TITLE_RULE

    if not NAME.fullmatch(name):
        raise Unusable(f"--name 的值{shown(name)}不合要求：{NAME_RULE}")
    if name == "national" or name in known.packs:
        raise Unusable(f"--name 的值{shown(name)}已是另一个样式包的名称：另起一个")
    if not title.strip() or not title.isprintable():
        raise Unusable(f"--title 的值{shown(title)}不合要求：{TITLE_RULE}")
