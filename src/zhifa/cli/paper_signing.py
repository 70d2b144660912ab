"""``zhifa paper verify``, ``demo-key``: what a signed paper answers for, and a key to try it with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from zhifa.cli.arguments import AsJson
from zhifa.cli.faults import REFUSED, Unusable
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, local, say
from zhifa.cli.signing_key import lacking
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.cli.seal_entered import Entered
    from zhifa.documents.signing.changes import Change
    from zhifa.documents.signing.verification import Signed, Verification

PdfFile = Annotated[Path, typer.Argument(metavar="文件", help="要核对的 PDF 文件")]
Trusted = Annotated[
    list[Path] | None,
    typer.Option("--trust", metavar="证书", help="信任的根证书（PEM 或 DER）；可以写几次。不写则不核对证书链"),
]
Ledger = Annotated[
    str | None,
    typer.Option("--database", metavar="地址", help="同时核对这一文件是否在此数据库的记录中；不写则只看文件"),
]
Out = Annotated[Path, typer.Option(metavar="目录", help="密钥和证书写入的目录；其中已有密钥的，不覆盖")]
Agency = Annotated[str, typer.Option(metavar="机关", help="样章所写的机关名称")]

_FILES: Final = ("signer.key", "signer.pem", "ca.pem")


# --- verify -----------------------------------------------------------------------------------------------------------


def verify(*, file: PdfFile, trust: Trusted = None, database: Ledger = None, json: AsJson = False) -> None:
    """核对文书的签章：何人、何时签的，签后有无改动，改在哪里，证书链是否可信，是否在案；不联网。"""
    found = _verified(file, tuple(trust or ()))
    entered = _entered(database, found.sha256) if database else None
    sound = found.verdict == "sound" and (entered is None or entered.sound)
    if json:
        told = {"file": str(file), "verdict": found.verdict, "sound": sound, **_plain(asdict(found))}
        emit({**told, "ledger": entered.as_dict() if entered else None})
    else:
        say(*_lines(file, found), *(entered.lines() if entered else ()))
    if not sound:
        raise typer.Exit(REFUSED)


def _entered(database: str, digest: str) -> Entered:
    from zhifa.cli.seal_entered import entered

    with open_office(database) as office:
        return entered(office, digest)


def _verified(file: Path, trust: tuple[Path, ...]) -> Verification:
    try:
        from zhifa.documents.signing.errors import SigningError
        from zhifa.documents.signing.reading import LARGEST
        from zhifa.documents.signing.verification import verify as verified
    except ModuleNotFoundError as error:
        raise lacking(error) from error
    with file.open("rb") as opened:
        content = opened.read(LARGEST + 1)
    try:
        return verified(content, trust=[one.read_bytes() for one in trust])
    except SigningError as error:
        given = f"；--trust 为{'、'.join(shown(str(one)) for one in trust)}" if trust else ""
        raise Unusable(f"文件 {shown(str(file))} 不能核对：{error}{given}") from error


_VERDICTS: Final = {
    "damaged": "不能认定：文件已损坏",
    "unsigned": "没有签章",
    "changed": "签章之后有改动",
    "untrusted": "内容未改动，但证书不可信",
    "sound": "内容未改动",
}


def _lines(file: Path, found: Verification) -> Iterator[str]:
    yield f"{file}　{found.size} 字节　修订版 {found.revisions} 个"
    yield f"　　SHA-256　{found.sha256}"
    if found.damage:
        yield f"　　{found.damage}"
    for number, signed in enumerate(found.signatures, start=1):
        yield from _signature(number, signed)
    yield from (f"归档时间戳　{local(at)}" for at in found.archived_at)
    if found.archive_broken:
        yield "归档时间戳　与文件不符：它所覆盖的内容有改动"
    yield f"结论：{_VERDICTS[found.verdict]}{_reserve(found)}"


def _reserve(found: Verification) -> str:
    """What the verdict leaves open."""
    if not found.signatures:
        return ""
    unasked = (
        "；证书链未核对（没有给 --trust），不能确认签章人" if found.signatures[0].trusted is None else "；证书可信"
    )
    sample = "；样章，无法律效力" if any(signed.sample for signed in found.signatures) else ""
    return f"{'' if found.verdict == 'untrusted' else unasked}{sample}"


def _signature(number: int, signed: Signed) -> Iterator[str]:
    yield f"签章{number}{'（样章）' if signed.sample else ''}　修订版 {signed.revision}"
    yield f"　　签章人　{signed.signer}"
    yield f"　　颁发者　{signed.issuer}　序列号 {signed.serial}"
    yield f"　　证书指纹　{signed.fingerprint}"
    yield f"　　时间　　{_when(signed)}"
    for change in signed.changes:
        yield f"　　{'补充' if change.permitted else '改动'}　　{_change(change)}"
    if not signed.changes:
        yield "　　改动　　无：签章覆盖整个文件"
    yield f"　　证书链　{_chain(signed)}"


def _when(signed: Signed) -> str:
    claimed = f"自称 {local(signed.claimed_at)}" if signed.claimed_at else "没有写明"
    stamp = signed.stamp
    if stamp is None:
        return f"{claimed}（没有时间戳佐证）"
    trust = {None: "来源未核对", True: "来源可信", False: "来源不可信"}[stamp.trusted]
    return f"{claimed}，时间戳 {local(stamp.at)}（{stamp.authority}，{trust}）"


_CHANGES: Final = {
    "content": "签章覆盖的内容与签章时不同；签章不能指出是其中哪一个字节",
    "signature": "签章数据本身被改动",
    "uncovered": "签章没有覆盖它所在的整个修订版",
    "appended": "签章之后追加了内容",
    "filled": "签章之后填写了表单或者再次签章",
    "archival": "签章之后只追加了长期保存的验证资料",
}


def _change(change: Change) -> str:
    where = "、".join(f"{begin}–{end - 1}" for begin, end in change.spans)
    revision = f"修订版 {change.revision}，" if change.revision else ""
    pages = f"，涉及第 {'、'.join(map(str, change.pages))} 页" if change.pages else ""
    return f"{_CHANGES[change.kind]}（{revision}字节 {where}{pages}）"


def _chain(signed: Signed) -> str:
    if signed.trusted is None:
        return "未核对（没有给 --trust）"
    return "可信" if signed.trusted else f"不可信：{signed.distrust}"


def _plain(value: Any) -> Any:
    """As JSON holds it: instants as text."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime) else value


# --- demo-key ---------------------------------------------------------------------------------------------------------


def demo_key(*, out: Out, agency: Agency = "示例市市场监督管理局", json: AsJson = False) -> None:
    """在本机生成演示用的签章密钥，标明“样章”，有效期一年；不得用于真实文书。"""
    from zhifa.engine.clock import SystemClock

    try:
        from zhifa.documents.signing.demo_key import demo_key as made
        from zhifa.documents.signing.errors import KeyUnusable
    except ModuleNotFoundError as error:
        raise lacking(error) from error
    try:
        key = made(agency, at=SystemClock().now())
    except KeyUnusable as error:
        raise Unusable(f"--agency 的值{shown(agency)}不合要求：{error}") from error
    _write(out, (key.private, key.certificate, key.authority))
    written = [str(out / name) for name in _FILES]
    if json:
        emit({"files": written, "sample": True})
    else:
        say(*written, "样章密钥已生成，仅供演示，无法律效力；核对签章用 zhifa paper verify 文件 --trust ca.pem")


def _write(folder: Path, contents: tuple[bytes, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in _FILES:
        if (folder / name).exists():
            raise Unusable(f"--out 的值{shown(str(folder))}不合要求：其中已有 {name}，不覆盖；换一个目录")
    for name, content in zip(_FILES, contents, strict=True):
        (folder / name).touch(mode=0o600 if name == "signer.key" else 0o644, exist_ok=False)
        (folder / name).write_bytes(content)
