"""``zhifa paper sign``: issued papers are sealed, and their signed files kept in the record."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from zhifa.cli.arguments import Actor, AsJson, DatabaseUrl, FilesFolder
from zhifa.cli.faults import REFUSED, Unusable
from zhifa.cli.inputs import case_id, officer
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, note, progress, say, titled
from zhifa.cli.signing_key import VARIABLE, SigningOptions
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from zhifa.documents.signing.port import Signer
    from zhifa.engine.office import Office
    from zhifa.engine.refusals import Refusal
    from zhifa.storage.records import PaperRecord, SealRecord

_Sealed: TypeAlias = "tuple[PaperRecord, SealRecord]"

What = Annotated[str, typer.Argument(metavar="案件或文书", help="案件编号或者其开头至少四位；或者一份文书的完整编号")]
Codes = Annotated[
    list[str] | None,
    typer.Option("--code", metavar="种类", help="只签这一种类的文书，如 D33；可以写几次。不写则签案件中尚未签章的全部"),
]
DemoKey = Annotated[Path | None, typer.Option(metavar="目录", help="样章密钥所在目录，见 zhifa paper demo-key")]
KeyFile = Annotated[Path | None, typer.Option("--key", metavar="文件", help="签章私钥（PEM），和 --cert 一起用")]
Cert = Annotated[Path | None, typer.Option(metavar="文件", help="签章证书（PEM 或 DER），和 --key 一起用")]
Above = Annotated[list[Path] | None, typer.Option(metavar="文件", help="签章证书的上级证书（PEM 或 DER）；可以写几次")]
P12 = Annotated[Path | None, typer.Option("--p12", metavar="文件", help="PKCS#12 文件（.p12、.pfx），内有私钥和证书")]
PasswordFile = Annotated[
    Path | None,
    typer.Option(metavar="文件", help=f"第一行是密钥口令的文件；不写则取环境变量 {VARIABLE}。口令不写在命令行上"),
]
Seal = Annotated[Path | None, typer.Option(metavar="图片", help="印章图片（SVG、PNG、JPEG）；样章密钥不用写")]
SealSize = Annotated[str | None, typer.Option(metavar="宽x高", help="印章的宽和高，以毫米计；不写则为 42x42")]
TimeStamps = Annotated[str | None, typer.Option(metavar="网址", help="时间戳服务（RFC 3161）；写了则签成 B-T")]
Roots = Annotated[
    list[Path] | None,
    typer.Option("--root", metavar="证书", help="长期保存（B-LTA）所用的根证书，和 --time-stamps 一起用；可以写几次"),
]
Lists = Annotated[list[Path] | None, typer.Option("--revocation-list", metavar="文件", help="证书吊销列表；可以写几次")]
Again = Annotated[
    str | None,
    typer.Option(metavar="理由", help="一份文书的正式签章有误的，写明理由重新签章；原签章的文件保留，以新的为准"),
]
Level = Annotated[
    str | None, typer.Option(metavar="级别", help="应当签成的级别：B-B、B-T 或者 B-LTA；与所给选项不符的不签")
]


def sign(
    *, what: What, actor: Actor, database: DatabaseUrl, files: FilesFolder = None, code: Codes = None, demo_key: DemoKey = None,
    key: KeyFile = None, cert: Cert = None, above: Above = None, p12: P12 = None, password_file: PasswordFile = None, seal: Seal = None,
    seal_size: SealSize = None, time_stamps: TimeStamps = None, root: Roots = None, revocation_list: Lists = None, level: Level = None,
    again: Again = None, json: AsJson = False,
) -> None:  # fmt: skip
    """给已制作的外部文书签章：签成的文件存入证据文件库，签章前后的摘要写入全过程记录。正式印章的证书要在名录中备案，见 zhifa paper seal-key。"""
    options = SigningOptions(
        demo_key=demo_key, key=key, cert=cert, above=tuple(above or ()), p12=p12, password_file=password_file, seal=seal,
        seal_size=seal_size, time_stamps=time_stamps, roots=tuple(root or ()), lists=tuple(revocation_list or ()), level=level,
    )  # fmt: skip
    if files is None:
        raise Unusable("没有写 --files：签成的文件存入证据文件库，要写明其目录，或者设环境变量 ZHIFA_FILES")
    with open_office(database, files) as office:
        papers, named = _chosen(office, what, code or [])
        if again is not None and not (named and len(papers) == 1):
            raise Unusable("--again 只用于一份文书：写文书的完整编号，或者用 --code 写明种类")
        register = office.agency_register(papers[0].agency_id)
        by = officer(register, actor, field="--as")
        signer = options.signer(register.agency.name, at=_now())
        passed = {} if named else _passed_over(office, papers, by, sample=signer.sample)
        with progress([paper for paper in papers if paper.id not in passed], label="签章") as each:
            sealed, refusals = _sealed(office, each, signer, by, again, json=json)
    if json:
        emit({"case": papers[0].case_id, **_as_json(sealed, passed), "refusals": _as_dicts(refusals)})
    else:
        say(*_lines(sealed, len(passed)))
    if refusals:
        raise typer.Exit(REFUSED)


def _now() -> datetime:
    from zhifa.engine.clock import SystemClock

    return SystemClock().now()


def _chosen(office: Office, text: str, codes: list[str]) -> tuple[tuple[PaperRecord, ...], bool]:
    """The paper of this id, or the papers of the case, those of the codes if any are given; and whether they were asked for by name."""
    with suppress(LookupError):
        return (office.paper(text),), True
    case = case_id(office, text)
    papers = tuple(paper for paper in office.papers(case) if not codes or paper.code in codes)
    lacking = [code for code in codes if code not in {paper.code for paper in papers}]
    if lacking or not papers:
        told = f"--code 的值{shown(lacking[0])}不合要求：案件没有这一种类的文书" if lacking else "案件还没有文书"
        raise Unusable(f"{told}；用 zhifa case papers {case} 查看")
    return papers, bool(codes)


def _passed_over(
    office: Office, papers: Sequence[PaperRecord], actor: str, *, sample: bool
) -> dict[str, tuple[Refusal, ...]]:
    """The papers of a case that bear no seal, have one or were annulled, by id, each with the reasons. What else stands in the way is a refusal."""
    from zhifa.engine.sealing import SEAL_ANNULLED, SEAL_INTERNAL, SEAL_PLACELESS, SEALED_BEFORE, Imprint

    needless = {reason.code for reason in (SEAL_ANNULLED, SEAL_INTERNAL, SEAL_PLACELESS, SEALED_BEFORE)}
    told = office.seals.surveyed(papers[0].case_id, actor=actor, imprint=Imprint(sample=sample))
    chosen = ((paper.id, told[paper.id]) for paper in papers)
    return {paper: why for paper, why in chosen if needless & {refusal.code for refusal in why}}


def _sealed(
    office: Office, papers: Iterable[PaperRecord], signer: Signer, actor: str, reason: str | None, *, json: bool
) -> tuple[list[_Sealed], tuple[Refusal, ...]]:
    """Paper after paper, each for good; with ``json`` a refusal is an answer too. What stops them says how many were sealed before."""
    from zhifa.engine.errors import CommandRefused

    done: list[_Sealed] = []
    for paper in papers:
        try:
            done.append((paper, office.seal(paper.id, signer, actor=actor, reason=reason)))
        except Exception as error:
            if isinstance(error, CommandRefused) and json:
                return done, error.refusals
            if done:
                note(f"此前已签章 {len(done)} 份：{'、'.join(titled(one.title, one.number) for one, _ in done)}")
            raise
    return done, ()


def _as_json(sealed: Sequence[_Sealed], passed: Mapping[str, tuple[Refusal, ...]]) -> dict[str, Any]:
    from zhifa.cli.summaries import seal_summary

    return {
        "sealed": [seal_summary(seal) for _, seal in sealed],
        "passed_over": [{"paper": paper, "refusals": _as_dicts(why)} for paper, why in passed.items()],
    }


def _as_dicts(refusals: Iterable[Refusal]) -> list[dict[str, Any]]:
    return [refusal.as_dict() for refusal in refusals]


def _lines(sealed: Sequence[_Sealed], passed: int) -> Iterator[str]:
    for paper, seal in sealed:
        sample = "，样章，无法律效力" if seal.sample else ""
        yield f"已签章　{titled(paper.title, paper.number)}（{seal.level}{sample}）"
        yield f"　　SHA-256 {seal.signed_digest}"
    left = f"；另有 {passed} 份不用签章、已经签章或者决定已被撤销" if passed else ""
    yield f"签章 {len(sealed)} 份{left}" if sealed else f"没有要签章的文书{left}"
