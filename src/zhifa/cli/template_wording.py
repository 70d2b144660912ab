"""``zhifa template wording-new``, ``wording-check``: the Tibetan that an agency supplies for its papers."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from zhifa.cli.arguments import AsJson, TemplatesFolder
from zhifa.cli.faults import REFUSED, Unusable
from zhifa.cli.files import write_whole
from zhifa.cli.inputs import read_text
from zhifa.cli.output import emit, say, show_table
from zhifa.cli.template import PackName
from zhifa.cli.template_packs import worded
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.documents.bilingual import Wording
    from zhifa.documents.bilingual.coverage import Coverage, Covered
    from zhifa.documents.bilingual.wording import Entry

    Pairs: TypeAlias = tuple[tuple[Entry, Entry], ...]

WordingFile = Annotated[str, typer.Argument(metavar="文件", help="藏汉对照用语文件（wording.bo.toml）；- 为标准输入")]
Codes = Annotated[
    list[str] | None, typer.Argument(metavar="[文书编号]…", help="例如 D33；不写则为送达当事人或者公开的全部文书")
]
Out = Annotated[Path, typer.Option(metavar="文件", help="写入的文件；已有的不覆盖")]
Known = Annotated[str | None, typer.Option("--known", metavar="文件", help="已有的对照用语文件：其中已译的行不再列出")]
Lacking = Annotated[
    bool, typer.Option("--lacking", help="逐行列出没有藏文、只印汉文的行，逐对列出可能都合同一行、因而都不用的用语")
]


# --- new --------------------------------------------------------------------------------------------------------------


def new(
    *,
    codes: Codes = None,
    out: Out,
    known: Known = None,
    pack: PackName = "national",
    templates: TemplatesFolder = None,
) -> None:
    """写出文书的全部固定行，供译者填写藏文；填报内容的位置在花括号中。"""
    from zhifa.documents.bilingual.coverage import blank, going_out

    chosen = tuple(codes or going_out())
    for code in chosen:
        if code not in going_out():
            raise Unusable(f"文书编号{shown(code)}不是送达当事人或者公开的文书；编号见 zhifa template wording-check")
    if out.exists():
        raise Unusable(f"文件 {shown(str(out))} 已存在，没有覆盖；换一个文件名，已译的用 --known 接着用")
    text = blank(chosen, _read(known) if known else None, worded(pack, templates).templates)
    write_whole(out, text.encode())
    say(f"{out}　待译 {text.count('[[line]]')} 行，文书 {len(chosen)} 种")


# --- check ------------------------------------------------------------------------------------------------------------


def check(
    *, file: WordingFile, lacking: Lacking = False, pack: PackName = "national", templates: TemplatesFolder = None,
    json: AsJson = False,
) -> None:  # fmt: skip
    """检查藏汉对照用语：位置、字符、重复，哪些行有藏文、哪些没有；zh 在文书中找不到的，退出码为 1。"""
    from zhifa.documents.bilingual.coverage import coverage
    from zhifa.documents.bilingual.rivals import rivals

    wording = _read(file)
    found, pairs = coverage(wording, worded(pack, templates).templates), tuple(rivals(wording))
    if json:
        emit(_told(found, pairs))
    else:
        _show(found, pairs, lacking=lacking)
    if found.idle:
        raise typer.Exit(REFUSED)


def _read(file: str) -> Wording:
    from zhifa.documents.bilingual import WordingFaulty, read_wording

    try:
        return read_wording(read_text(file))
    except WordingFaulty as error:
        listed = "\n".join(f"　　{fault}" for fault in error.faults)
        raise Unusable(f"文件 {shown(file)} 不能用，有 {len(error.faults)} 处：\n{listed}") from error


def _show(found: Coverage, pairs: Pairs, *, lacking: bool) -> None:
    show_table(("编号", "文书", "行数", "有藏文"), (_row(code, lines) for code, lines in found.papers.items()))
    if lacking:
        for text in _lacking(found):
            say(f"　　没有藏文：{text}")
        for one, other in pairs:
            say(f"　　可能都合同一行：{one.place}、{other.place}")
    for entry in found.idle:
        say(f"　　[错误] {entry.place}：哪种文书都没有这一行{_closest(entry, found)}")
    say(f"不同的行共 {found.lines} 行，有藏文 {found.translated} 行；其余只印汉文")
    if pairs:
        how = "" if lacking else "；逐对列出用 --lacking"
        say(f"可能都合同一行的用语 {len(pairs)} 对：遇到这样的行说不清是哪一条，只印汉文{how}")


def _row(code: str, lines: tuple[Covered, ...]) -> tuple[str, ...]:
    from zhifa.documents import CATALOGUE

    return code, CATALOGUE[code].title, str(len(lines)), str(_translated(lines))


def _translated(lines: tuple[Covered, ...]) -> int:
    return sum(covered.entry is not None for covered in lines)


def _lacking(found: Coverage) -> tuple[str, ...]:
    """Each line without Tibetan once, in the order of the papers."""
    lines = (covered for lines in found.papers.values() for covered in lines if covered.entry is None)
    return tuple({covered.line: covered.line.text for covered in lines}.values())


def _closest(entry: Entry, found: Coverage) -> str:
    texts = [covered.line.text for lines in found.papers.values() for covered in lines]
    near = get_close_matches(entry.chinese, texts, n=1)
    return f"；最接近的是“{near[0]}”" if near else "；整行都是填报内容的，写在 [[fact]] 中"


def _told(found: Coverage, pairs: Pairs) -> dict[str, Any]:
    papers = [
        {"code": code, "lines": len(lines), "translated": _translated(lines)} for code, lines in found.papers.items()
    ]
    idle = [{"entry": entry.number, "zh": entry.chinese} for entry in found.idle]
    return {
        "lines": found.lines,
        "translated": found.translated,
        "papers": papers,
        "lacking": _lacking(found),
        "idle": idle,
        "rivals": [[one.chinese, other.chinese] for one, other in pairs],
    }
