"""What the sheets of a volume tell of its papers, their seals, and the evidence that lies beside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from zhifa.documents.dossier.arrangement import Volume
from zhifa.documents.dossier.sheets import Sheets
from zhifa.engine.dossier import Dossier, Piece
from zhifa.engine.evidence_items import EvidenceItem, item
from zhifa.engine.volume_sheets import Leaf, apart, sheets_for
from zhifa.storage.records import PaperRecord, SealRecord
from zhifa.workflows.forms.values import Evidence

FACTS: dict[str, Any] = {
    "key": "证1", "kind": "书证", "description": "营业执照复印件", "source": "当事人", "obtained_on": "2026-03-02", "proves": "主体资格",
    "verified": True, "digest": "f0" * 32,
}  # fmt: skip


def told(*, intact: bool | None = True, **changes: Any) -> EvidenceItem:
    return item("证1", Evidence.model_validate(FACTS | changes, strict=False), (), intact=intact)


def test_a_file_is_told_by_its_digest() -> None:
    beside = apart(told())

    assert (beside.name, beside.description, beside.kind, beside.on, beside.kept) == (
        "证1", "营业执照复印件", "书证", "2026-03-02", "f0" * 32,
    )  # fmt: skip


def test_one_that_the_store_does_not_have_as_it_was_is_said_to_be_so() -> None:
    assert apart(told(intact=False)).kept.startswith("（证据文件库中缺失，或者有改动）")
    assert apart(told(intact=None)).kept == "f0" * 32  # there was no store to ask


def test_a_piece_without_a_file_is_listed() -> None:
    assert apart(told(digest=None)).kept == "（系统中没有其文件）"


@pytest.mark.parametrize(("instant", "day"), [("2026-03-02T16:30:00.000000Z", "2026-03-03"), (None, "未载")])
def test_a_file_that_no_fact_names_has_the_day_in_china_on_which_it_was_obtained(instant: str | None, day: str) -> None:
    received = replace(told(), kind=None, description=None, obtained_on=None, name="现场.jpg", obtained_at=instant)

    assert (apart(received).on, apart(received).description) == (day, "（现场.jpg）")


def test_a_day_that_the_source_of_a_replay_does_not_state_is_told_as_such() -> None:
    silent = told(obtained_on={"not_stated": "evidence.0.obtained_on"})

    assert silent.obtained_on is None
    assert apart(silent).on == "未载"


def test_a_character_that_no_font_has_is_replaced_by_a_mark_that_says_so() -> None:
    assert apart(replace(told(), name="现场😀.jpg")).description == "营业执照复印件（现场〓.jpg）"


# --- papers and their seals ------------------------------------------------------------------------------------------

PAPER = PaperRecord(
    id="p", agency_id="A", case_id="c", seq=1, code="D33", title="行政处罚决定书", template_version="1", number="示市环罚〔2026〕1号", series="罚",
    year=2026, ordinal=1, html="", digest="d", draft_digest=None, issued_on="2026-03-02", external=1, marks="[]",
)  # fmt: skip


def seal(*, sample: bool) -> SealRecord:
    return SealRecord(
        id="s", agency_id="A", case_id="c", seq=2, paper_id="p", paper_digest="d", unsigned_digest="u", unsigned_size=1, setting="",
        signed_digest="f", signed_size=2, level="B-B", certificate="c", sample=int(sample), claimed_at=None, stamped_at=None, round=1,
    )  # fmt: skip


def sheets(*, sample: bool | None = None, alone: bytes = b"pdf", remark: str = "") -> Sheets:
    """Of a volume with one paper, with a seal or without."""
    of_it = None if sample is None else seal(sample=sample)
    piece = Piece(paper=PAPER, seal=of_it, volume=Volume.MAIN, part="部分", number=1, remark=remark)
    dossier = Dossier(
        case_id="c", agency="某局", title="行政处罚案卷", named="某案", mark=None, on=date(2026, 3, 2), cover=(), notes=(), sheets=None, order="",
        pieces=(piece,), evidence=(), lacks=(), files_read=True,
    )  # fmt: skip
    return sheets_for(dossier, Volume.MAIN, {Volume.MAIN: [Leaf(piece=piece, pdf=b"pdf", alone=alone, pages=(1, 1))]})


def said(told: Sheets) -> tuple[str, str]:
    """The remark in the list of contents, and what the note sheet tells of files beside."""
    beside = next(value for label, value in told.notes if label.lines[0].text == "另存的文件")
    return told.chapters[0].entries[0].remark, "".join(line.text for line in beside.lines)


def test_a_signed_file_is_told_as_the_one_that_counts() -> None:
    remark, beside = said(sheets(sample=False, alone=b"pdf signed"))

    assert remark == "签章件另存"
    assert "已签章 1 件（行政处罚决定书）" in beside


def test_a_sample_seal_is_told_as_one_without_effect_and_never_as_a_seal() -> None:
    remark, beside = said(sheets(sample=True))

    assert remark == "样章，无法律效力"
    assert "另有 1 件只有样章，无法律效力" in beside
    assert "已签章" not in beside


def test_what_was_annulled_before_it_was_served_is_told_in_the_list() -> None:
    assert said(sheets(remark="未送达即被撤销"))[0] == "未送达即被撤销"
    assert said(sheets(sample=True, remark="未送达即被撤销"))[0] == "未送达即被撤销；样章，无法律效力"
