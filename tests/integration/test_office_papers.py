"""Papers at the office: what must not go out is refused with every reason, nothing is written and no number burnt; what is odd but lawful goes out."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest

from case_desk import Desk, put, register_text
from office_rows import Rows
from penalty_steps import Plot
from zhifa.engine.correct import Correction
from zhifa.engine.errors import CommandRefused
from zhifa.engine.refusals import Refusal
from zhifa.storage.records import PaperRecord


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url) as opened:
        yield opened


@pytest.fixture
def rows(migrated_url: str) -> Iterator[Rows]:
    with Rows(migrated_url) as opened:
        yield opened


def refused(desk: Desk, rows: Rows, case_id: str, step: str, **facts: Any) -> tuple[Refusal, ...]:
    """Why the step is refused, its facts changed so; the database is as it was but for the attempt on record."""
    command = desk.command(case_id, step)
    before = rows.snapshot(without=("zf_refusal",))
    with pytest.raises(CommandRefused) as caught:
        desk.office.perform(replace(command, facts={**command.facts, **facts}))
    assert rows.snapshot(without=("zf_refusal",)) == before
    return caught.value.refusals


def of_party(desk: Desk, name: str) -> str:
    """A new case against a party of this name."""
    opening = desk.opening()
    return desk.office.register(replace(opening, facts=put({**opening.facts}, "party.name", name))).case_id


def issued(desk: Desk, case_id: str, code: str) -> list[PaperRecord]:
    return [paper for paper in desk.office.papers(case_id) if paper.code == code]


def renamed(desk: Desk, case_id: str, name: str) -> None:
    desk.office.correct(
        Correction(
            case_id=case_id, seq=0, path="party.name", new=name, reason="核对证件。", actor=desk.ids["承办人甲"],
            approver=desk.ids["承办机构负责人甲"], occurred_at=desk.clock.now(),
            expected_version=desk.office.case(case_id).version, key=desk.key(),
        )
    )  # fmt: skip


def test_a_notice_with_an_error_is_not_issued_and_burns_no_number(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("concluded", case_id=of_party(desk, "不详"))
    (faulty,) = refused(desk, rows, case_id, "notify")
    assert (faulty.code, dict(faulty.operands)["rule"]) == ("paper_faulty", "party-unnamed")
    assert faulty.text.startswith("D24 不能制作：当事人基本情况：当事人写作“不详”")
    assert (faulty.article, faulty.remedy) == ("行政处罚法第五十九条第一款第（一）项", "查明当事人的姓名或者名称")
    assert "paper_faulty" in {reason["code"] for reason in json.loads(desk.office.refused(case_id)[-1].reasons)}

    renamed(desk, case_id, "当事人甲")
    desk.do(case_id, "notify")
    assert [paper.number for paper in issued(desk, case_id, "D24")] == ["示市环罚告〔2026〕1号"]


def test_what_looks_odd_is_told_and_goes_out(desk: Desk) -> None:
    case_id = desk.bring_to("investigating")
    draft = desk.command(case_id, "conclude").facts["draft"]
    desk.do(case_id, "interview")
    concluding = desk.command(case_id, "conclude")
    told = put({**concluding.facts}, "draft.facts", f"{draft['facts']}所用肥料袋上印有“生产日期：____”。")
    assert desk.office.perform(replace(concluding, facts=told)).notes == ()
    command = desk.command(case_id, "notify")
    done = desk.office.perform(command)
    assert [note for note in done.notes if note.startswith("D24 ") and note.endswith("（placeholder）")]
    assert desk.office.perform(command) == replace(done, repeated=True, notes=())


def test_a_party_that_was_named_rightly_after_the_notice_is_told_anew_and_decided_on(desk: Desk) -> None:
    case_id = desk.bring_to("defence")
    renamed(desk, case_id, "当事人甲乙")
    again = desk.do(case_id, "notify")
    assert [note for note in again.notes if note.endswith("（same-party）")]
    desk.bring_to("decided", case_id=case_id)
    (decision,) = issued(desk, case_id, "D33")
    assert "当事人甲乙" in decision.html
    assert [n for n in ("罚告〔2026〕1号", "罚告〔2026〕2号") if n not in decision.html] == []


def test_a_smaller_fine_after_the_party_was_heard_is_decided(desk: Desk) -> None:
    case_id = desk.bring_to("defence", Plot(fine=200_000, statement=True))
    desk.do(case_id, "hear_statement")
    desk.do(case_id, "review_statement")
    desk.do(case_id, "revise", Plot(fine=100_000))
    desk.bring_to("decided", Plot(fine=100_000), case_id=case_id)
    assert "壹仟元整" in issued(desk, case_id, "D33")[0].html


def test_a_fact_that_the_register_lacks_is_named(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("investigating")
    register = json.loads(register_text())
    del register["agency"]["profile"]["review_body"]
    desk.office.import_register(json.dumps(register, ensure_ascii=False))
    (missing,) = refused(desk, rows, case_id, "order_correction")
    assert (missing.code, "（agency.review_body）" in missing.text) == ("paper_not_issuable", True)


def test_a_character_that_no_font_has_is_refused_by_name(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("investigating")
    (hidden,) = refused(desk, rows, case_id, "inspect", findings="店招为“𠮷野”。")
    assert hidden.code == "paper_not_issuable"
    assert "U+20BB7“𠮷”" in hidden.text
    assert "findings" in hidden.text


def test_a_rare_name_stands_in_all_three_renditions(desk: Desk) -> None:
    name = "㛃䶮𠅤"
    paper = desk.office.papers(of_party(desk, name))[0]
    assert name in desk.office.rendition(paper.id, "html").decode()
    pages = pypdf.PdfReader(io.BytesIO(desk.office.rendition(paper.id, "pdf"))).pages
    assert name in "".join(page.extract_text() for page in pages)
    cells = [
        cell.text
        for table in docx.Document(io.BytesIO(desk.office.rendition(paper.id, "docx"))).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert name in cells


def test_300_lines_and_500_articles_go_on_over_the_pages(desk: Desk) -> None:
    case_id = desk.bring_to("investigating")
    inspecting = desk.command(case_id, "inspect")
    lines = "\n".join(f"第{number}行：地块内有焚烧痕迹。" for number in range(1, 301))
    desk.office.perform(replace(inspecting, facts={**inspecting.facts, "findings": lines}))
    assert "第300行" in texts(desk, issued(desk, case_id, "D07")[-1])[-1]

    goods = [{"name": f"物品{n}", "specification": "袋", "quantity": "1袋", "condition": "完好"} for n in range(1, 501)]
    for step in ("approve_preservation", "preserve"):
        command = desk.command(case_id, step)
        desk.office.perform(replace(command, facts={**command.facts, "items": goods}))
    pages = texts(desk, issued(desk, case_id, "D14")[-1])
    listing = [page for page in pages if "袋" in page]
    assert len(listing) > 10
    assert [page for page in listing if "序号" not in page or "规格" not in page] == []
    assert "物品500" in listing[-1]


def texts(desk: Desk, paper: PaperRecord) -> list[str]:
    content = desk.office.rendition(paper.id, "pdf")
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def test_a_picture_of_50_megabytes_is_evidence_and_never_part_of_a_paper(
    migrated_sqlite_url: str, tmp_path: Path
) -> None:
    picture = tmp_path / "照片.jpg"
    with picture.open("wb") as file:
        file.write(b"\xff\xd8\xff" + os.urandom(1 << 20) * 50)
    with Desk(migrated_sqlite_url, files=tmp_path / "files") as desk:
        case_id = desk.bring_to("investigating")
        command = desk.command(case_id, "extract")
        key = command.facts["evidence"][0]["key"]
        with picture.open("rb") as content:
            received = desk.office.evidence.receive(
                case_id, key, content, name="照片.jpg", actor=desk.ids["承办人甲"], media_type="image/jpeg"
            )
        desk.office.perform(replace(command, facts=put({**command.facts}, "evidence.0.digest", received.digest)))
        (paper,) = issued(desk, case_id, "D10")
        assert received.size > 50_000_000
        assert (len(paper.html) < 5_000, "<img" in paper.html) == (True, False)
        assert len(desk.office.rendition(paper.id, "pdf")) < 500_000
