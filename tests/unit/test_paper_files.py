"""Papers written as files: on several cores at once, in their order, all of them or none."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from zhifa.cli.cores import on_every_core
from zhifa.cli.papers import write_papers
from zhifa.documents.errors import DocumentError
from zhifa.documents.fonts import SHIPPED
from zhifa.engine.renditions import Renditions
from zhifa.storage.records import PaperRecord


def paper(seq: int, text: str = "正文。") -> PaperRecord:
    blank: dict[str, Any] = dict.fromkeys(PaperRecord._fields)
    html = f'<article class="form"><p>第{seq}份。{text}</p></article>'
    told = {
        "id": f"文书{seq}",
        "seq": seq,
        "code": "D02",
        "title": "立案审批表",
        "html": html,
        "issued_on": "2026-03-02",
    }
    return PaperRecord(**(blank | told | {"digest": f"{seq:064x}"}))


def contents(written: Any) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for files in written.values() for path in files]


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_the_files_are_the_same_whatever_the_number_of_cores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    several = [paper(seq) for seq in range(1, 7)]
    found = []
    for cores in (1, 4):
        monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
        found.append(contents(write_papers(several, tmp_path / str(cores), pdf={"D02"}, docx={"D02"})))
    assert found[0] == found[1]
    assert [name for name, _ in found[0]][:4] == [
        "001-D02-立案审批表.html", "001-D02-立案审批表.pdf", "001-D02-立案审批表.docx", "002-D02-立案审批表.html",
    ]  # fmt: skip


@pytest.mark.usefixtures("two_cores")
def test_two_papers_are_made_at_the_same_time(tmp_path: Path) -> None:
    both = threading.Barrier(2, timeout=20)
    of = Renditions.of

    def meeting(self: Renditions, one: PaperRecord, kind: Any) -> bytes:
        both.wait()
        return of(self, one, kind)

    with patch.object(Renditions, "of", meeting):
        assert len(write_papers([paper(1), paper(2)], tmp_path)) == 2


@pytest.mark.usefixtures("two_cores")
def test_a_paper_that_cannot_be_made_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    several = [paper(1), paper(2, "<i>斜体</i>"), paper(3)]
    with pytest.raises(DocumentError, match="002-D02-立案审批表："):
        write_papers(several, tmp_path / "out", pdf={"D02"})
    assert not (tmp_path / "out").exists()


def test_a_disk_that_gets_full_leaves_no_half_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_papers([paper(1)], tmp_path)
    before, settle = {file.name: file.read_bytes() for file in tmp_path.iterdir()}, Path.replace

    def full(path: Path, target: Path) -> Path:
        if target.name.startswith("002"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return settle(path, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_papers([paper(1), paper(2)], tmp_path)

    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


@pytest.mark.usefixtures("two_cores")
def test_a_page_is_set_in_the_fonts_that_are_given(tmp_path: Path) -> None:
    asked, own = [], replace(SHIPPED)

    def made(self: Renditions, _: PaperRecord, kind: Any) -> bytes:
        asked.append((self.fonts, kind))
        return b""

    with patch.object(Renditions, "of", made):
        write_papers([paper(1)], tmp_path, fonts=own, pdf={"D02"})
    assert [(fonts is own, kind) for fonts, kind in asked] == [(True, "html"), (True, "pdf")]


@pytest.mark.usefixtures("two_cores")
def test_after_the_first_failure_what_has_not_begun_is_left() -> None:
    begun: list[int] = []

    def work(number: int) -> int:
        begun.append(number)
        if number == 0:
            raise ValueError("零")
        time.sleep(0.002)
        return number

    def take(numbers: Sequence[int]) -> list[int]:
        with on_every_core(work, numbers, label="数") as each:
            return list(each)

    assert take(range(1, 40)) == list(range(1, 40))
    begun.clear()
    with pytest.raises(ValueError, match="零"):
        take(range(500))
    assert len(begun) < 500
