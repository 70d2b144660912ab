"""The dossier of a case through the office: complete or with what it lacks, the same each time, and of one mind with the paper that closed it."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from case_desk import Desk, register_text
from file_stores import at
from office_rows import Rows
from stamps import Stamp, paper_of
from zhifa.documents import parse
from zhifa.documents.blocks import Table
from zhifa.documents.errors import DocumentError, NotSet
from zhifa.documents.fonts import SHIPPED
from zhifa.engine import volumes
from zhifa.engine.volumes import Bound
from zhifa.storage.records import PaperRecord
from zhifa.workflows.summary import SUMMARY


@pytest.fixture
def desk(migrated_url: str, tmp_path: Path) -> Iterator[Desk]:
    with Desk(migrated_url, files=tmp_path / "files") as opened:
        yield opened


@pytest.fixture
def archived(desk: Desk) -> str:
    return desk.bring_to("archived")


@pytest.fixture
def local(migrated_sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk on one engine, for what the papers alone decide."""
    with Desk(migrated_sqlite_url, files=tmp_path / "files") as opened:
        yield opened


def bound(desk: Desk, case_id: str) -> Bound:
    return desk.office.bind(desk.office.dossier(case_id))


def text(content: bytes, number: int) -> str:
    return _dense(pypdf.PdfReader(io.BytesIO(content)).pages[number])


def texts(content: bytes) -> list[str]:
    return [_dense(page) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def _dense(page: pypdf.PageObject) -> str:
    return re.sub(r"[\s\u200b]", "", page.extract_text())


def test_an_archived_case_has_a_complete_dossier_the_same_each_time_that_lists_what_its_closing_paper_lists(
    desk: Desk, archived: str
) -> None:
    made = bound(desk, archived)

    assert made.told["complete"]
    assert made.told["archived"]
    assert [volume["volume"] for volume in made.told["volumes"]] == ["正卷", "副卷"]
    assert bound(desk, archived) == made
    assert _listed(desk, archived) == [(piece["number"], piece["title"]) for piece in made.told["pieces"]]
    assert "按案件的结果核对，应有的文书均在卷内" in text(made.files["正卷.pdf"], -1)


def test_every_paper_lies_alone_under_its_digest_and_is_bound_on_the_pages_its_line_tells(local: Desk) -> None:
    archived = local.bring_to("archived")
    made = bound(local, archived)
    issued = local.office.papers(archived)
    read = {volume: texts(made.files[f"{volume}.pdf"]) for volume in ("正卷", "副卷")}

    assert {piece["paper"] for piece in made.told["pieces"]} == {paper.id for paper in issued if paper.code != "D50"}
    for piece in made.told["pieces"]:
        alone, (first, last) = made.files[piece["file"]], piece["pages"]
        begins = next(n for n, text in enumerate(read[piece["volume"]]) if text.startswith("卷内文件目录"))
        pages = read[piece["volume"]][begins + 1 :]
        pages = pages[next(n for n, text in enumerate(pages) if not text.startswith(("序号", "随卷"))) :]
        assert hashlib.sha256(alone).hexdigest() == piece["digest"]
        assert [
            page.removesuffix(str(n)) for n, page in zip(range(first, last + 1), pages[first - 1 : last], strict=True)
        ] == texts(alone)


def _listed(desk: Desk, case_id: str) -> list[tuple[int, str]]:
    (closing,) = (paper for paper in desk.office.papers(case_id) if paper.code == "D50")
    lists = [block for block in parse(closing.html).blocks if isinstance(block, Table) and block.columns]
    rows = [[" ".join(line.text for line in cell.lines) for cell in row] for table in lists for row in table.rows[1:]]
    return [(int(row[0]), row[3]) for row in rows]


def test_an_order_that_the_agency_chooses_later_leaves_closed_dossiers_as_they_were_listed(
    desk: Desk, archived: str
) -> None:
    before = bound(desk, archived).told["pieces"]
    desk.office.import_register(register_text({"dossier_order": "as_issued"}))
    later = desk.bring_to("archived")

    assert bound(desk, archived).told["pieces"] == before
    assert "默认顺序" in desk.office.dossier(archived).order
    told = bound(desk, later).told["pieces"]
    assert told[0]["code"] == "D01"
    assert _listed(desk, later) == [(piece["number"], piece["title"]) for piece in told]
    assert desk.office.dossier(later).order == "按制作的先后：本机关设定"


def test_cover_and_note_sheet_repeat_what_was_registered(local: Desk) -> None:
    archived = local.bring_to("archived")
    made = bound(local, archived)
    archiving = local.office.case(archived).acts[-1].facts.model_dump()

    for volume in ("正卷", "副卷"):
        cover, note = (text(made.files[f"{volume}.pdf"], number) for number in (0, -1))
        assert [name for name in ("fonds", "archive_number", "retention") if archiving[name] not in cover] == []
        assert archiving["remarks"].replace(" ", "") in note
    assert any(name.startswith("单件/归档-D50") for name in made.files)


def test_a_case_that_goes_on_has_a_dossier_that_says_what_is_to_come(local: Desk) -> None:
    case = local.bring_to("investigating")
    made = bound(local, case)

    assert (made.told["complete"], made.told["archived"]) == (False, False)
    assert ["案件尚未终结，现处“调查”" in one["text"] for one in made.told["lacking"]] == [True]
    assert "涉嫌" in made.told["title"]
    assert "尚未归档" in text(made.files["正卷.pdf"], 0)
    assert "案件尚未终结" in text(made.files["正卷.pdf"], -1)


def test_a_case_without_any_paper_has_a_volume_of_sheets_alone(migrated_sqlite_url: str) -> None:
    with Desk(migrated_sqlite_url, workflow=SUMMARY) as desk:
        made = bound(desk, desk.open_case())

    assert [*made.files] == ["正卷.pdf"]
    assert not made.told["complete"]


def test_a_paper_that_is_gone_is_named_in_the_dossier_which_is_made_all_the_same(
    desk: Desk, archived: str, migrated_url: str
) -> None:
    with Rows(migrated_url) as rows, rows.unlocked():
        rows.run("DELETE FROM zf_paper WHERE code = 'D23'")
    made = bound(desk, archived)

    assert [one["codes"] for one in made.told["lacking"]] == [["D23"]]
    assert "缺《法制审核意见书》（D23）" in text(made.files["正卷.pdf"], -1)


def test_evidence_is_listed_beside_the_main_volume_with_its_digest(local: Desk) -> None:
    case = local.bring_to("investigating")
    kept = local.office.evidence.receive(case, "证9", b"a photograph", name="现场😀.jpg", actor=local.ids["承办人甲"])
    made = bound(local, case)

    (listed,) = [page for page in texts(made.files["正卷.pdf"]) if page.startswith("随卷另存的材料")]
    assert kept.digest in listed
    assert "现场〓.jpg" in listed
    assert [one["digest"] for one in made.told["evidence"] if one["key"] == "证9"] == [kept.digest]


def test_a_sealed_paper_lies_beside_as_it_was_signed_and_is_bound_without_its_seal(
    local: Desk, migrated_sqlite_url: str
) -> None:
    case = local.bring_to("decided")
    paper = paper_of(local, case, "D33")
    plain = bound(local, case)
    local.office.seal(paper, Stamp(sample=True), actor=local.ids["承办人甲"])
    sampled = bound(local, case)
    (only,) = (piece for piece in sampled.told["pieces"] if piece["sample"])
    assert (only["sealed"], only["signed"], sampled.files[only["file"]]) == (False, False, plain.files[only["file"]])

    seal = local.office.seal(paper, Stamp(), actor=local.ids["承办人甲"])
    made = bound(local, case)
    (decision,) = (piece for piece in made.told["pieces"] if piece["code"] == "D33")

    assert (decision["sealed"], decision["signed"], decision["digest"]) == (True, True, seal.signed_digest)
    assert made.files[decision["file"]].startswith(plain.files[decision["file"]])
    assert "已签章1件（行政处罚决定书）" in text(made.files["正卷.pdf"], -1)
    assert made.told["volumes"] == plain.told["volumes"]

    with Desk(migrated_sqlite_url, import_register=False) as elsewhere:
        without = bound(elsewhere, case)
    assert [piece["signed"] for piece in without.told["pieces"] if piece["sealed"]] == [False]
    assert "另有1件已签章" in text(without.files["正卷.pdf"], -1)
    said = "没有给出文件库：证据文件 0 个、签章文件 1 个是否完好，没有核对"
    assert (made.told["unread"], without.told["unread"]) == (None, said)
    assert said.replace(" ", "") in text(without.files["正卷.pdf"], -1)


def test_a_file_that_is_missing_or_was_changed_lacks_and_the_text_without_a_seal_takes_its_place(
    local: Desk, tmp_path: Path
) -> None:
    case, handler, files = local.bring_to("decided"), local.ids["承办人甲"], tmp_path / "files"
    kept = local.office.evidence.receive(case, "证9", b"a photograph", name="现场.jpg", actor=handler)
    seal = local.office.seal(paper_of(local, case), Stamp(), actor=handler)
    before = local.office.dossier(case)
    at(files, kept.digest).unlink()
    at(files, seal.signed_digest).write_bytes(b"%PDF-1.7")
    made = bound(local, case)

    assert not made.told["complete"]
    lacking = [one["text"] for one in made.told["lacking"] if one["text"] not in [lack.text for lack in before.lacks]]
    assert [text.split("：")[0] for text in lacking] == ["缺证据“证9”的文件", "缺《行政处罚决定书》（D33）的签章文件"]
    (decision,) = (piece for piece in made.told["pieces"] if piece["code"] == "D33")
    assert (decision["sealed"], decision["signed"]) == (True, False)
    assert made.files[decision["file"]] == local.office.rendition(decision["paper"], "pdf")
    note = text(made.files["正卷.pdf"], -1)
    assert [said for said in ("缺证据“证9”的文件", "另有1件已签章，签章的文件缺失或者有改动") if said not in note] == []


def test_a_kept_pdf_that_was_exchanged_or_cut_short_is_not_bound_and_made_anew(local: Desk, tmp_path: Path) -> None:
    case = local.open_case()
    (paper,) = local.office.papers(case)
    plain = local.office.rendition(paper.id, "pdf")
    (kept,) = (tmp_path / "files" / "renditions").iterdir()
    for content in (b"%PDF-1.7 another paper", kept.read_bytes()[:500]):
        kept.write_bytes(content)
        assert bound(local, case).files["单件/正卷/001-D01-案件来源登记表.pdf"] == plain
        assert local.office.rendition(paper.id, "pdf") == plain


def test_a_paper_that_cannot_be_set_is_named(local: Desk) -> None:
    def fail(_: PaperRecord) -> bytes:
        raise NotSet("no glyph")

    with pytest.raises(DocumentError, match=r"第0号记录的《案件来源登记表》（D01）：.*no glyph"):
        volumes.bound(local.office.dossier(local.open_case()), fail, signed=None, fonts=SHIPPED, over=map)
