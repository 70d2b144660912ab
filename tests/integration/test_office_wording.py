"""An agency's Tibetan wording through the office: bilingual papers, kept as issued, and a review that binds to the wording it read."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from case_desk import Desk
from packs import templates
from tibetan import wording_file
from zhifa.documents.bilingual.wording import FILE_NAME
from zhifa.engine.errors import CommandRefused

OWN = {"templates": "county"}
BO = "ཀ་ཁ་ག་ང་།"
ONE = wording_file(("line", ("行政处罚决定书", BO)), ("line", ("案由", BO)))
OTHER = wording_file(("line", ("行政处罚决定书", f"{BO}{BO}")))


def test_papers_that_go_out_are_issued_in_both_languages(migrated_url: str, tmp_path: Path) -> None:
    with Desk(migrated_url, policy=OWN, templates=templates(tmp_path, {FILE_NAME: ONE})) as desk:
        case_id = desk.bring_to("decided")
        papers = {paper.code: paper for paper in desk.office.papers(case_id)}

        assert f'<h1 lang="bo">{BO}</h1>\n<h1>行政处罚决定书</h1>' in papers["D33"].html
        assert papers["D33"].template_version.endswith("/county@2026-01-01")
        assert 'lang="bo"' not in papers["D02"].html
        assert desk.office.rendition(papers["D33"].id, "pdf").startswith(b"%PDF")
        assert desk.office.verify(case_id) == ()


def test_a_review_binds_to_the_wording_of_its_day(migrated_url: str, tmp_path: Path) -> None:
    with Desk(migrated_url, policy=OWN, templates=templates(tmp_path, {FILE_NAME: ONE})) as desk:
        case_id = desk.bring_to("approving")
        assert desk.office.case(case_id).cleared
        day = (desk.clock.now() + timedelta(days=1)).date()
    later = templates(tmp_path / "later", {FILE_NAME: ONE, f"{day}/{FILE_NAME}": OTHER})
    with Desk(migrated_url, import_register=False, templates=later, seed="later") as desk:
        desk.clock.advance(timedelta(days=60))
        with pytest.raises(CommandRefused) as refused:
            desk.do(case_id, "decide_penalty")
        assert "review_missing" in {refusal.code for refusal in refused.value.refusals}
