"""What files would do to a register that hardly anybody means."""

from __future__ import annotations

from datetime import date

import pytest

from book_lines import example_lines, example_register, numbered
from zhifa.cli.faults import Unusable
from zhifa.cli.register_unseen import require_looked_at
from zhifa.engine.canonical import canonical
from zhifa.engine.register_journal import Entry
from zhifa.registers.manifest import Manifest
from zhifa.registers.unseen import dwindling, overtaken

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(("left", "told"), [(0, True), (9, True), (10, False), (19, False)])
def test_a_file_that_lacks_ten_officers_and_a_third_of_all_is_told(left: int, told: bool) -> None:
    officers = example_lines()["officer"]
    assert len(officers) == 19
    found = list(dwindling(example_register(), {"officer": numbered(*officers[:left])}, DAY))
    assert found == ([f"文件中没有“执法人员”现行19行中的{19 - left}行，照此导入会把它们结束"] if told else [])


def test_lines_that_hold_no_longer_are_missed_by_nobody() -> None:
    assert list(dwindling(example_register(), {"officer": []}, date(2014, 12, 31))) == []


def test_an_export_is_overtaken_by_later_changes_of_its_books_alone() -> None:
    manifest = Manifest(agency_id="a", agency="示例局", version=2, hash="0" * 64, books=("officer", "pad"))
    later = [_entry(seq, book) for seq, book in ((2, "pad"), (3, "officer"), (4, "matter"))]
    (told,) = overtaken(manifest, later, ["officer", "pad"])
    assert "名录的执法人员又有变更" in told
    assert list(overtaken(manifest, later, ["pad"])) == []


def _entry(seq: int, book: str) -> Entry:
    body = canonical({"books": {book: {}}})
    return Entry("a", seq, str(seq), None, "0" * 64, body, "file", "2026-03-02T01:00:00.000Z", None)


def test_what_nobody_looked_at_is_not_done(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Unusable, match=r"甲；乙。.*--expect"):
        require_looked_at(["甲", "乙"], looked_at=False)
    require_looked_at(["甲", "乙"], looked_at=True)
    require_looked_at([], looked_at=False)
    assert capsys.readouterr().err == "甲\n乙\n"
