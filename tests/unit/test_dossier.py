"""What a dossier is called, 涉嫌 as long as no decision that stands finds the violation, and in which order a closed one stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from in_hand import MILD, PLAIN, InHand, new_case, undone
from penalty_steps import Plot
from zhifa.documents.dossier.arrangement import Volume
from zhifa.documents.numerals import day
from zhifa.engine.casefile import PaperOnFile
from zhifa.engine.dossier import Dossier, dossier_of
from zhifa.storage.records import PaperRecord


def record(paper: PaperOnFile, html: str = '<article class="form"><p>归档。</p></article>') -> PaperRecord:
    """Its row; without ``html`` the closing paper has no list."""
    return PaperRecord(
        id=paper.id, agency_id="A", case_id="c", seq=paper.seq, code=paper.code, title=paper.title, template_version="1", number=paper.number,
        series=None, year=None, ordinal=None, html=html, digest="d", draft_digest=None,
        issued_on=paper.issued_on, external=1, marks="[]",
    )  # fmt: skip


def made(here: InHand) -> Dossier:
    return dossier_of(here.case, here.register, [record(paper) for paper in here.case.papers], (), ())


def suspected(here: InHand) -> bool:
    return "涉嫌" in made(here).named


@pytest.mark.parametrize("plot", [PLAIN, MILD], ids=["penalty", "violation too slight for one"])
def test_a_decision_that_finds_the_violation_leaves_no_suspicion(plot: Plot) -> None:
    decided = new_case(plot).to("decided")

    assert not suspected(decided)
    assert not suspected(decided.to("archived"))
    assert suspected(new_case(plot).to("approving"))


def test_no_penalty_because_nothing_was_established_leaves_the_suspicion() -> None:
    concluded = new_case(MILD).to("investigating").do("conclude", draft__ground="not_established")

    assert suspected(concluded.to("decided"))


@pytest.mark.parametrize("effect", ["撤销", "责令重作"])
def test_a_decision_that_was_annulled_leaves_the_suspicion(effect: str) -> None:
    annulled = undone(new_case().to("performing"), effect=effect)

    assert suspected(annulled)


def test_a_case_decided_anew_is_called_by_its_new_decision() -> None:
    again = undone(new_case().to("performing"), effect="责令重作").do("redo")

    assert suspected(again)
    assert not suspected(again.to("decided"))


def test_what_began_after_the_archiving_and_goes_on_is_told_as_lacking() -> None:
    archived = new_case().to("archived")
    mended = archived.do("rectify_paper")

    assert "后续文书送达" in "".join(lack.text for lack in made(mended).lacks)
    assert "后续文书送达" not in "".join(lack.text for lack in made(archived).lacks)


# --- the order of a closed dossier -------------------------------------------------------------------------------------


def listing(papers: Iterable[PaperOnFile]) -> str:
    """A closing paper as it was before there were volumes: one list, in the order of issue."""
    rows = "".join(
        f"<tr><td>{number}</td><td>无</td><td>某局</td><td>{paper.title}</td><td>{day(date.fromisoformat(paper.issued_on))}</td><td></td></tr>"
        for number, paper in enumerate(papers, start=1)
    )
    heads = "".join(f"<th>{head}</th>" for head in ("序号", "文号", "责任者", "题名", "日期", "页数"))
    return (
        f'<article class="form"><table class="list" data-columns="1 4 3 5 3 1"><tr>{heads}</tr>{rows}</table></article>'
    )


def test_a_dossier_closed_before_there_were_volumes_stays_as_its_list_says() -> None:
    here = new_case().to("archived")
    bound, sheets = here.case.papers[:-1], here.case.papers[-1]
    papers = [*map(record, bound), record(sheets, listing(bound))]
    dossier = dossier_of(here.case, here.register, papers, (), ())

    assert dossier.order == "照归档时签发的目录（D50）"
    assert [piece.paper.id for piece in dossier.pieces] == [paper.id for paper in bound]
    assert [piece.number for piece in dossier.pieces] == [*range(1, len(bound) + 1)]
    assert {piece.volume for piece in dossier.pieces} == {Volume.MAIN}


def test_a_closing_paper_without_a_list_leaves_the_order_of_now_and_says_so() -> None:
    here = new_case().to("archived")
    dossier = dossier_of(here.case, here.register, [*map(record, here.case.papers)], (), ())

    assert dossier.order.endswith("归档时签发的目录（D50）次序与此不同")
