"""Whether the evidence of a case agrees: its files, which are all read, its chains of custody, its facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zhifa.engine.casefile import CaseFile
from zhifa.engine.custody import Line
from zhifa.engine.ledger import Finding
from zhifa.engine.receiving import EVIDENCE_DIFFERS
from zhifa.engine.verify import custody_findings
from zhifa.storage.errors import FileCorrupt, FileMissing
from zhifa.storage.files import FileStore
from zhifa.storage.records import FileRecord, Loaded
from zhifa.workflows import dossier

Chains = Mapping[str, tuple[Line, ...]]
"""The chain of custody of each key of a case."""


def evidence_findings(
    case: CaseFile, rows: Loaded, brought: tuple[FileRecord, ...], chains: Chains, files: FileStore | None
) -> Iterator[Finding]:
    """Everything about the evidence of a case that does not agree; nothing when all does. Without a store no file is asked for."""
    yield from custody_findings(rows, tuple(line for chain in chains.values() for line in chain))
    yield from _facts_differ(case, chains)
    yield from _rows_differ(rows, brought)
    yield from _unrecorded(case, brought)
    if files is not None:
        for digest, what in _kept(case, chains, brought).items():
            yield from _file_findings(case.id, digest, what, files)


def intact(digest: str, files: FileStore) -> bool:
    """Whether the store holds the very content: it is reckoned anew."""
    return not any(_file_findings("", digest, "", files))


def _file_findings(case_id: str, digest: str, what: str, files: FileStore) -> Iterator[Finding]:
    """What is wrong with one file: its content is reckoned anew."""
    try:
        files.open(digest).close()
    except FileMissing:
        text = f"{what}的文件 {digest} 不在文件库中"
        yield Finding(case_id=case_id, seq=None, kind="evidence_missing", text=text)
    except FileCorrupt as error:
        text = f"{what}的文件 {digest} 内容已变，现在的摘要为 {error.found}"
        yield Finding(case_id=case_id, seq=None, kind="evidence_corrupt", text=text)


def _facts_differ(case: CaseFile, chains: Chains) -> Iterator[Finding]:
    """Facts that name another file than was received. Facts may name none when the file came in later."""
    for act, item in dossier.evidence_by_act(case):
        kept = chains[item.key][0].digest if item.key in chains else item.digest
        if item.digest not in (None, kept):
            refusal = EVIDENCE_DIFFERS.refuse(key=item.key, told=f" {item.digest} ", kept=kept)
            yield Finding(case_id=case.id, seq=act.seq, kind="evidence_differs", text=refusal.text)


def _unrecorded(case: CaseFile, brought: tuple[FileRecord, ...]) -> Iterator[Finding]:
    """Files that the facts name and no row of files does."""
    recorded = {row.digest for row in brought}
    for act, item in dossier.evidence_by_act(case):
        if item.digest and item.digest not in recorded:
            text = f"第{act.seq}号记录引用的证据“{item.key}”的文件没有登记"
            yield Finding(case_id=case.id, seq=act.seq, kind="file_unrecorded", text=text)


def _rows_differ(rows: Loaded, brought: tuple[FileRecord, ...]) -> Iterator[Finding]:
    """Rows of files that their entry's facts do not name."""
    for row in brought:
        facts = rows.facts.get(row.seq)
        if facts is not None and row.digest not in facts.body:
            text = f"文件 {row.digest} 不是第{row.seq}号记录的填报内容所引用的"
            yield Finding(case_id=row.case_id, seq=row.seq, kind="file_forged", text=text)


def _kept(case: CaseFile, chains: Chains, brought: tuple[FileRecord, ...]) -> Mapping[str, str]:
    """Every file of the case by digest, and what it is called."""
    found = {row.digest: f"附件“{row.name}”" for row in brought}
    found |= {item.digest: f"证据“{item.key}”" for item in dossier.evidence(case).values() if item.digest}
    return found | {chain[0].digest: f"证据“{key}”" for key, chain in chains.items()}
