"""A bundle (记录包): the record of one case as one ZIP file, to be handed over and checked by whoever receives it.

Members are stored uncompressed, in order of their names and without a time, so the same case gives the same bytes and a bundle cannot grow when
it is read. ``manifest.json`` names every other member with its SHA-256 and the head of the chain. Nothing is ever unpacked to a disk.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Final
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from zhifa.engine.canonical import JSON, canonical

FORMAT: Final = "zhifa-bundle/1"
CASE: Final = "case.json"
ENTRIES: Final = "entries.jsonl"
FACTS: Final = "facts.jsonl"
EVIDENCE: Final = "evidence.json"
README: Final = "README.txt"
MANIFEST: Final = "manifest.json"

_FIXED: Final = frozenset({CASE, ENTRIES, FACTS, EVIDENCE, README, MANIFEST})
_PAPER: Final = re.compile(r"papers/[0-9]{3,9}-D[0-9]{2}(-[0-9])?\.html")
_MOST_MEMBERS: Final = 20_000
_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP file can tell: it stands for none."""

TEXT: Final = f"""全过程记录包（{FORMAT}）

本文件是一件行政执法案件的全过程记录，供接收机关、监督机关离线核对。各成员均为 UTF-8 文本，不压缩：
  case.json      案件、机关、流程、所处状态，各条记录的序号和哈希（heads）
  entries.jsonl  记录正文，一行一条，与库中逐字相同
  facts.jsonl    各条记录的填报内容和盐值，用以核对记录正文中的承诺值；涉及个人信息的，可以不附
  papers/        各条记录制作的文书，文件名为记录序号和文书种类；不附填报内容的，也不附文书
  evidence.json  记录引用的证据文件、文书签章文件的 SHA-256 和字节数；文件本身另行移交
  manifest.json  以上各成员的 SHA-256，和记录末条的序号、哈希

核对的命令：zhifa ledger verify --bundle 本文件
也可以自行核对：
  1. 各成员的 SHA-256 与 manifest.json 所列相同。
  2. 每条记录的哈希 = SHA-256("zhifa/entry/1" + 一个零字节 + 该行正文)，与 heads 所列相同；
     正文中的 prev 等于上一条的哈希，第 0 条为 null；最后一条的哈希即 manifest.json 的 head。
  3. 正文中的 facts = SHA-256("zhifa/facts/1" + 一个零字节 + 盐值 + 一个零字节 + 填报内容)。
  4. 正文中 papers 所列的 digest = 相应文书文件的 SHA-256。

核对无误只说明本包自制作以来没有改动、各部分彼此相符，不说明制作时的记录属实：
请将 head 与移送机关另行告知的末条哈希比对。
"""
"""What ``README.txt`` says."""


class BundleFaulty(ValueError):
    """A file that is no bundle, or one of which a part cannot be read; the message names the member, the value and the rule."""


def paper_name(seq: int, code: str) -> str:
    """The member that holds the paper ``code`` of entry ``seq``."""
    return f"papers/{seq:03}-{code}.html"


def pack(members: Mapping[str, bytes], *, case: str, head: Mapping[str, JSON], facts: bool) -> bytes:
    """The bundle of these members, with its manifest: the same members give the same bytes."""
    listed: dict[str, JSON] = {name: sha256(content) for name, content in sorted(members.items())}
    manifest: dict[str, JSON] = {"format": FORMAT, "case": case, "head": dict(head), "facts": facts, "members": listed}
    whole = {**members, MANIFEST: f"{canonical(manifest)}\n".encode()}
    file = BytesIO()
    with ZipFile(file, "w", compression=ZIP_STORED) as archive:
        for name in sorted(whole):
            archive.writestr(_head(name), whole[name])
    return file.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """The members by name. Raises :class:`BundleFaulty` for whatever :func:`pack` would not have written."""
    try:
        return _members(content)
    except BundleFaulty:
        raise
    except (BadZipFile, EOFError, OSError, OverflowError, RuntimeError, ValueError, struct.error) as error:
        raise BundleFaulty(f"不是完好的 ZIP 文件：{error}") from error


def _members(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        members = archive.infolist()
        fault = next(_faults(members, len(content)), None)
        if fault:
            raise BundleFaulty(fault)
        return {member.filename: archive.read(member) for member in members}


def sha256(content: bytes) -> str:
    """Plain SHA-256 in lower-case hexadecimal, as other programs compute it."""
    return hashlib.sha256(content).hexdigest()


def _head(name: str) -> ZipInfo:
    member = ZipInfo(name, date_time=_BEGINNING)
    member.create_system = 3  # the same on every system
    member.external_attr = 0o644 << 16
    return member


def _faults(members: Sequence[ZipInfo], size: int) -> Iterator[str]:
    """What is wrong with the list of members, before any of them is read."""
    if len(members) > _MOST_MEMBERS:
        yield f"成员有 {len(members)} 个，多于 {_MOST_MEMBERS} 个"
    for name, times in Counter(member.filename for member in members).items():
        if times > 1:
            yield f"成员 {_shown(name)} 有 {times} 个，每个名称只能有一个"
        if name not in _FIXED and not _PAPER.fullmatch(name):
            yield f"成员名 {_shown(name)} 不属于记录包：只能是 {'、'.join(sorted(_FIXED))} 和 papers/ 下的文书"
    for member in members:
        if member.compress_type != ZIP_STORED or member.flag_bits & 0x1 or member.file_size != member.compress_size:
            yield f"成员 {_shown(member.filename)} 经过压缩或者加密；记录包的成员原样存放"
    if sum(member.file_size for member in members) > size:
        yield f"各成员共称 {sum(member.file_size for member in members)} 字节，多于文件的 {size} 字节"


def _shown(name: str) -> str:
    """A name in quotation marks, short and without characters that a terminal would obey or hide."""
    return f"「{''.join(char if char.isprintable() else '�' for char in name[:80])}」"
