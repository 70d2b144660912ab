"""The signed files of papers, taken out of the file store for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhifa.cli.faults import Unusable
from zhifa.cli.files import write_whole
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.engine.office import Office
    from zhifa.storage.records import SealRecord


def kept_store(files: Path | None) -> Path | None:
    """The folder of a file store that is there already: reading makes none."""
    if files is not None and not files.is_dir():
        raise Unusable(f"--files 的值{shown(str(files))}不合要求：目录不存在；核对路径")
    return files


def standing_seals(seals: Iterable[SealRecord]) -> Mapping[str, SealRecord]:
    """The seal that counts, by id of the paper: a real one before a sample, and of the real ones the newest."""
    return {seal.paper_id: seal for seal in sorted(seals, key=lambda seal: (-seal.sample, seal.round))}


def write_signed(office: Office, seals: Mapping[str, SealRecord], written: Mapping[str, tuple[Path, ...]]) -> int:
    """Put the signed file in the place of each sealed paper's PDF, and say how many. Raises ``FileMissing``, ``FileCorrupt``."""
    for paper_id, seal in seals.items():
        (place,) = (path for path in written[paper_id] if path.suffix == ".pdf")
        write_whole(place, office.seals.file(seal))
    return len(seals)


def seal_mark(seal: Mapping[str, Any] | None) -> str:
    """How a list of papers says that one is sealed."""
    if seal is None:
        return ""
    again = f"，第{seal['round']}次签章" if seal["round"] > 1 else ""
    return f"样章（{seal['level']}）" if seal["sample"] else f"已签章（{seal['level']}{again}）"
