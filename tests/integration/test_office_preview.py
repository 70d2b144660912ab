"""The papers of a step can be looked at before it is taken, and nothing comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from case_desk import Desk
from office_rows import Rows
from zhifa.documents.marks import mark_of
from zhifa.engine.errors import CommandRefused
from zhifa.storage.errors import StaleCase

NO_NUMBER = "（预览，未编文号）"


def test_a_preview_is_the_paper_that_is_then_issued_but_for_mark_and_number_and_writes_nothing(
    migrated_url: str, tmp_path: Path
) -> None:
    with Desk(migrated_url, files=tmp_path / "files") as desk, Rows(migrated_url) as rows:
        case = desk.bring_to("approving")
        command = desk.command(case, "decide_penalty")
        before = rows.snapshot()
        previewed = desk.office.preview(command)
        assert rows.snapshot() == before
        desk.office.perform(command)
        issued = [paper for paper in desk.office.papers(case) if paper.issued_on == previewed.issued_on.isoformat()]

    assert [paper.code for paper in previewed.papers] == ["D32", "D33"]
    assert previewed.refusals == ()
    for seen, paper in zip(previewed.papers, issued[-2:], strict=True):
        assert mark_of(seen.html) == "预览"
        unmarked = seen.html.replace(f"{seen.html.splitlines()[2]}\n", "", 1)
        assert unmarked == paper.html.replace(paper.number or NO_NUMBER, NO_NUMBER)


def test_a_refused_preview_leaves_no_attempt_on_record(migrated_url: str) -> None:
    with Desk(migrated_url) as desk:
        case = desk.open_case()
        with pytest.raises(CommandRefused) as refused:
            desk.office.preview(desk.command(case, "decide_penalty", facts={}))
        assert {"wrong_state"} <= {refusal.code for refusal in refused.value.refusals}
        assert desk.office.refused(case) == ()


def test_a_paper_that_cannot_be_made_is_refused_by_its_preview(migrated_url: str) -> None:
    with Desk(migrated_url) as desk:
        case = desk.bring_to("approving")
        command = desk.command(case, "decide_penalty")
        spoilt = desk.command(case, "decide_penalty", facts={**command.facts, "contact": "承办人\U00020bb7"})
        with pytest.raises(CommandRefused, match="U\\+20BB7"):
            desk.office.preview(spoilt)


def test_a_preview_is_of_the_case_as_the_officer_saw_it(migrated_url: str) -> None:
    with Desk(migrated_url) as desk:
        case = desk.open_case()
        command = desk.command(case, "verify")
        desk.office.perform(command)
        with pytest.raises(StaleCase):
            desk.office.preview(
                desk.command(case, "verify", expected_version=command.expected_version, facts=command.facts)
            )
