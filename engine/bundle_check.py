"""Whether a bundle agrees with itself: members and manifest, the chain, the facts it commits to, the papers, the evidence they name.

It needs neither a database nor the office that made it. A bundle that agrees was not changed since; whether it was true when it was made, and
whether its maker rewrote the whole, only its head shows, compared with a copy that came another way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zhifa.engine.bundle import (
    CASE,
    ENTRIES,
    EVIDENCE,
    FACTS,
    FORMAT,
    MANIFEST,
    README,
    BundleFaulty,
    paper_name,
    sha256,
    unpack,
)
from zhifa.engine.fields import Digest
from zhifa.engine.forms import faults
from zhifa.engine.ledger import Finding, Link, check_chain, check_declared, check_facts

Seq = Annotated[int, Field(ge=0, lt=10**9)]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class Head(_Part):
    """One entry by number and hash."""

    seq: Seq
    hash: Digest


class _Manifest(_Part):
    format: Literal["zhifa-bundle/1"]
    case: str
    head: Head
    facts: bool
    members: dict[str, Digest]


class _State(_Part):
    name: str
    label: str


class _Procedure(_Part):
    name: str
    version: int
    digest: str


class _Case(_Part):
    case: str
    agency: str
    workflow: _Procedure | None = None
    """The procedure that the case was opened under."""
    state: _State
    heads: tuple[Head, ...]


class _Actor(_Part):
    id: str


class _Paper(_Part):
    code: str
    digest: Digest
    title: str


class _Seal(_Part):
    html: Digest
    signed: Digest
    signed_size: Annotated[int, Field(gt=0)]


class _Entry(_Part):
    case: str
    seq: Seq
    prev: str | None
    kind: str
    transition: str
    actor: _Actor
    occurred_at: str
    recorded_at: str
    facts: str
    to: _State
    papers: tuple[_Paper, ...] = ()
    seal: _Seal | None = None


class _Facts(_Part):
    seq: Seq
    salt: str
    body: str


class _File(_Part):
    seq: Seq
    digest: Digest
    size: Annotated[int, Field(ge=0)]


class _Evidence(_Part):
    files: tuple[_File, ...]


P = TypeVar("P", bound=_Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a bundle says, and everything about it that does not agree."""

    case_id: str
    agency: str
    """The agency that made it."""
    entries: int
    head: str
    """Hash of the last entry, to be compared with the sender's."""
    facts: bool
    """Whether facts and papers are in it."""
    digest: str
    """SHA-256 of the bundle's file."""
    findings: tuple[Finding, ...]


def check_bundle(content: bytes) -> Checked:
    """The bundle, checked whole. Raises :class:`~zhifa.engine.bundle.BundleFaulty` when it cannot be read."""
    bundle = _read(unpack(content))
    return Checked(
        case_id=bundle.manifest.case,
        agency=bundle.case.agency,
        entries=len(bundle.lines),
        head=bundle.manifest.head.hash,
        facts=bundle.manifest.facts,
        digest=sha256(content),
        findings=tuple(bundle.findings()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bundle:
    """The members, parsed."""

    members: Mapping[str, bytes]
    manifest: _Manifest
    case: _Case
    lines: tuple[str, ...]
    entries: tuple[_Entry, ...]
    facts: Mapping[int, _Facts]
    evidence: _Evidence

    def findings(self) -> Iterator[Finding]:
        """Everything that does not agree, outside before inside."""
        yield from self._listed()
        yield from self._chained()
        yield from self._standing()
        yield from self._sealed()
        if self.manifest.facts:
            yield from self._told()
            yield from self._issued()
            yield from self._named()

    def _finding(self, seq: int | None, kind: str, text: str) -> Finding:
        return Finding(case_id=self.manifest.case, seq=seq, kind=kind, text=text)

    def _listed(self) -> Iterator[Finding]:
        """Every member stands in the manifest with its digest, and every one that stands there is in the bundle."""
        listed, there = self.manifest.members, self.members.keys() - {MANIFEST}
        for name in sorted(listed.keys() - there):
            yield self._finding(None, "member_missing", f"清单所列的成员 {name[:80]} 不在包中")
        for name in sorted(there - listed.keys()):
            yield self._finding(None, "member_unlisted", f"成员 {name} 不在清单中")
        for name in sorted(there & listed.keys()):
            if sha256(self.members[name]) != listed[name]:
                yield self._finding(None, "member_changed", f"成员 {name} 的内容与清单所列的 SHA-256 不符")

    def _chained(self) -> Iterator[Finding]:
        hashes = {head.seq: head.hash for head in self.case.heads}
        links = [self._link(entry, line, hashes) for entry, line in zip(self.entries, self.lines, strict=True)]
        head = self.manifest.head
        yield from check_chain(links, head=(head.seq, head.hash))
        opened = self.case.workflow
        yield from check_declared(links, opened.model_dump() if opened else None)
        for seq in sorted(hashes.keys() - {entry.seq for entry in self.entries}):
            yield self._finding(seq, "missing", f"第{seq}号记录缺失")

    def _link(self, entry: _Entry, line: str, hashes: Mapping[int, str]) -> Link:
        return Link(
            case_id=self.manifest.case, seq=entry.seq, prev_seq=entry.seq - 1 if entry.seq else None, prev_hash=entry.prev,
            hash=hashes.get(entry.seq, ""), kind=entry.kind, transition=entry.transition, actor_id=entry.actor.id,
            body=line, occurred_at=entry.occurred_at, recorded_at=entry.recorded_at,
        )  # fmt: skip

    def _standing(self) -> Iterator[Finding]:
        if self.case.case != self.manifest.case:
            yield self._finding(None, "case_forged", f"{CASE} 与清单说的不是同一案件")
        if self.case.state.name != self.entries[-1].to.name:
            yield self._finding(
                self.entries[-1].seq, "state_forged", f"案件所处状态 {self.case.state.name} 与最后一条记录不符"
            )

    def _sealed(self) -> Iterator[Finding]:
        """Each seal is that of a paper issued before, and its signed file stands among the files."""
        files = {(file.seq, file.digest, file.size) for file in self.evidence.files}
        issued: set[str] = set()
        for entry in self.entries:
            if entry.seal and entry.seal.html not in issued:
                yield self._finding(entry.seq, "seal_forged", f"第{entry.seq}号记录的签章不属于此前制作的文书")
            if entry.seal and (entry.seq, entry.seal.signed, entry.seal.signed_size) not in files:
                text = f"第{entry.seq}号记录的签章文件 {entry.seal.signed} 没有列入 {EVIDENCE}"
                yield self._finding(entry.seq, "seal_missing", text)
            issued |= {paper.digest for paper in entry.papers}

    def _told(self) -> Iterator[Finding]:
        for entry, line in zip(self.entries, self.lines, strict=True):
            told = self.facts.get(entry.seq)
            yield from check_facts(self._link(entry, line, {}), (told.salt, told.body) if told else None)
        for seq in sorted(self.facts.keys() - {entry.seq for entry in self.entries}):
            yield self._finding(seq, "facts_forged", f"填报内容所属的第{seq}号记录不在包中")

    def _issued(self) -> Iterator[Finding]:
        """Each paper that an entry tells of is in the bundle, word for word, and no other."""
        papers = {name: content for name, content in self.members.items() if name.startswith("papers/")}
        for entry in self.entries:
            for paper in entry.papers:
                content = papers.pop(paper_name(entry.seq, paper.code), None)
                if content is None:
                    yield self._finding(entry.seq, "paper_missing", f"第{entry.seq}号记录的文书 {paper.title} 不在包中")
                elif sha256(content) != paper.digest:
                    yield self._finding(
                        entry.seq, "paper_edited", f"第{entry.seq}号记录的文书 {paper.title} 与其摘要不符"
                    )
        for name in sorted(papers):
            yield self._finding(None, "paper_forged", f"文书 {name} 没有记录")

    def _named(self) -> Iterator[Finding]:
        for file in self.evidence.files:
            told = self.facts.get(file.seq)
            if told and file.digest not in told.body:
                text = f"第{file.seq}号记录没有引用证据文件 {file.digest}"
                yield self._finding(file.seq, "evidence_forged", text)


def _read(members: Mapping[str, bytes]) -> _Bundle:
    manifest = _parsed(_Manifest, _text(members, MANIFEST), MANIFEST)
    wanted = [CASE, ENTRIES, EVIDENCE, README, *([FACTS] if manifest.facts else [])]
    texts = {name: _text(members, name) for name in wanted}
    lines = tuple(_lines(texts[ENTRIES]))
    if not lines:
        raise BundleFaulty(f"{ENTRIES} 中没有任何记录")
    entries = tuple(_parsed(_Entry, line, f"{ENTRIES} 第{number}行") for number, line in enumerate(lines, start=1))
    return _Bundle(
        members=members,
        manifest=manifest,
        case=_parsed(_Case, texts[CASE], CASE),
        lines=lines,
        entries=entries,
        facts=_facts(texts.get(FACTS, "")),
        evidence=_parsed(_Evidence, texts[EVIDENCE], EVIDENCE),
    )


def _facts(text: str) -> dict[int, _Facts]:
    found: dict[int, _Facts] = {}
    for number, line in enumerate(_lines(text), start=1):
        told = _parsed(_Facts, line, f"{FACTS} 第{number}行")
        if told.seq in found:
            raise BundleFaulty(f"{FACTS} 第{number}行：第{told.seq}号记录的填报内容写了两次")
        found[told.seq] = told
    return found


def _lines(text: str) -> Iterator[str]:
    """Lines as they were written: a line feed alone parts them, and none of the other characters that some take for line ends."""
    return (line for line in text.split("\n") if line)


def _text(members: Mapping[str, bytes], name: str) -> str:
    if name not in members:
        raise BundleFaulty(f"没有成员 {name}，不是 {FORMAT} 记录包")
    try:
        return members[name].decode()
    except UnicodeDecodeError as error:
        raise BundleFaulty(f"{name} 第{error.start + 1}字节不是 UTF-8") from error


def _parsed(part: type[P], text: str, where: str) -> P:
    try:
        return part.model_validate_json(text)
    except ValidationError as error:
        raise BundleFaulty(f"{where}：{next(faults(error)).text}") from error
