"""An agency's own templates through the office: its papers, their versions, and steps refused without a trace when a template fails."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from case_desk import Desk, register_text
from office_rows import Rows
from packs import block, pack, templates
from zhifa.documents import template_version
from zhifa.documents.packs import SHIPPED
from zhifa.engine.errors import CommandRefused

OWN = {"templates": "county"}
PUBLIC = block("publication", "<p>本决定在示例县政务公开栏公示。</p>")


def test_papers_are_worded_by_the_pack_that_the_register_names(migrated_url: str, tmp_path: Path) -> None:
    with Desk(migrated_url, policy=OWN, templates=templates(tmp_path, PUBLIC)) as desk:
        case_id = desk.bring_to("decided")
        papers = {paper.code: paper for paper in desk.office.papers(case_id)}
        assert "<p>本决定在示例县政务公开栏公示。</p>" in papers["D33"].html
        assert papers["D33"].template_version.endswith("/county@2026-01-01")
        assert papers["D24"].template_version == template_version("D24")
        assert desk.office.verify(case_id) == ()


def test_papers_of_a_field_are_worded_by_its_shipped_pack(migrated_url: str) -> None:
    with Desk(migrated_url, policy={"pack": "agriculture"}) as desk:
        case_id = desk.bring_to("defence")
        assert "行政处罚事先告知书" in {paper.title for paper in desk.office.papers(case_id)}


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("{{ party.nothing }}", "2026-01-01/D19.html 第3行：不能按事实写出"),
        ("{% for a in act.violation %}" * 9 + "{% endfor %}" * 9, "步还没有结束"),
        ("<p><p>甲</p></p>", "写出的不是文书"),
    ],
)  # fmt: skip
def test_a_step_whose_template_fails_is_refused_and_burns_no_number(
    migrated_url: str, tmp_path: Path, written: str, wrong: str
) -> None:
    faulty = templates(tmp_path, block("facts", written, file="D19.html"))
    with Desk(migrated_url, policy=OWN, templates=faulty) as desk, Rows(migrated_url) as rows:
        case_id = desk.bring_to("investigating")
        before = rows.snapshot(without=("zf_refusal",))
        with pytest.raises(CommandRefused) as refused:
            desk.do(case_id, "order_correction")
        (refusal,) = refused.value.refusals
        assert wrong in refusal.text
        assert "county" in refusal.text
        assert rows.snapshot(without=("zf_refusal",)) == before
    with Desk(
        migrated_url, import_register=False, templates=templates(tmp_path / "mended", PUBLIC), seed="mended"
    ) as desk:
        desk.clock.advance(timedelta(days=1))
        desk.do(case_id, "order_correction")
        assert [paper.number for paper in desk.office.papers(case_id) if paper.code == "D19"] == [
            "示市环责改〔2026〕1号"
        ]


def test_without_the_pack_that_the_register_names_no_paper_is_issued(migrated_url: str, tmp_path: Path) -> None:
    with Desk(migrated_url, policy=OWN, templates=templates(tmp_path, PUBLIC)) as desk:
        case_id = desk.bring_to("investigating")
    with Desk(migrated_url, import_register=False, seed="without") as desk, Rows(migrated_url) as rows:
        desk.clock.advance(timedelta(days=1))
        before = rows.snapshot(without=("zf_refusal",))
        with pytest.raises(CommandRefused) as refused:
            desk.do(case_id, "order_correction")
        assert "文书样式包“county”没有提供" in refused.value.refusals[0].text
        assert "--templates" in refused.value.refusals[0].text
        assert rows.snapshot(without=("zf_refusal",)) == before
        assert desk.office.case(case_id).id == case_id


def test_a_decision_without_the_pack_is_refused_for_its_lack_before_all_else(
    migrated_sqlite_url: str, tmp_path: Path
) -> None:
    with Desk(migrated_sqlite_url, policy=OWN, templates=templates(tmp_path, PUBLIC)) as desk:
        case_id = desk.bring_to("approving")
    with Desk(migrated_sqlite_url, import_register=False, seed="without") as desk:
        desk.clock.advance(timedelta(days=60))
        with pytest.raises(CommandRefused) as refused:
            desk.do(case_id, "decide_penalty")
        assert "“county”没有提供" in refused.value.refusals[0].text


def test_a_review_binds_to_the_templates_of_its_day(migrated_url: str, tmp_path: Path) -> None:
    with Desk(migrated_url, policy=OWN, templates=templates(tmp_path, PUBLIC)) as desk:
        case_id = desk.bring_to("approving")
        assert desk.office.case(case_id).cleared
        day = (desk.clock.now() + timedelta(days=1)).date()
    later = {**PUBLIC, f"{day}/D33.html": block("publication", "<p>另行公示。</p>")["D33.html"]}
    with Desk(
        migrated_url, import_register=False, templates=templates(tmp_path / "later", later), seed="later"
    ) as desk:
        desk.clock.advance(timedelta(days=60))
        assert not desk.office.case(case_id).cleared
        with pytest.raises(CommandRefused) as refused:
            desk.do(case_id, "decide_penalty")
        told = {refusal.code: refusal.text for refusal in refused.value.refusals}
        assert "所用的文书样式已经变更" in told["review_missing"]
        desk.do(case_id, "send_back")


def test_a_register_names_a_pack_by_a_plain_name(migrated_sqlite_url: str) -> None:
    with Desk(migrated_sqlite_url) as desk, pytest.raises(ValueError, match=r"templates.*应为文书样式包的名称"):
        desk.office.import_register(register_text({"templates": "../etc"}))


def test_an_office_opens_no_faulty_pack(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"county，2026-01-01/D33\.html 第2行：不能读取“__class__”"):
        SHIPPED.with_packs(pack(tmp_path, {"D33.html": "\n{{ ''.__class__ }}"}))
