"""``zhifa review``: the queue, the sheet, whose turn it is, statistics; told to people and to programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import typer

from case_desk import Desk
from steps_of_review import register_with_catalogue
from zhifa.cli import review, review_sheet
from zhifa.cli.faults import Unusable
from zhifa.engine import installed
from zhifa.engine.review_room import ReviewRoom
from zhifa.workflows.ordinary import ORDINARY

AT = "2026-04-20T09:00:00+08:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A database with one case that waits for review and one that was agreed to."""

    url: str
    waiting: str
    reviewer: str


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    url = f"sqlite:///{tmp_path_factory.mktemp('reviews') / 'cases.db'}"
    with Desk(url, workflow=ORDINARY, import_register=False, create=True) as desk:
        desk.office.import_register(register_with_catalogue())
        cases = []
        for _ in range(2):
            cases.append(desk.bring_to("defence"))
            for step in ("waive", "declare_importance", "submit_review"):
                desk.do(cases[-1], step)
        desk.do(cases[0], "agree")
        yield Told(url=url, waiting=cases[1], reviewer=desk.ids["审核人甲"])


@pytest.fixture(autouse=True)
def _next_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "workflows", lambda: (ORDINARY,))


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def run(command: Callable[..., None], **options: Any) -> str:
        capsys.readouterr()
        command(**options)
        return capsys.readouterr().out

    return run


def test_the_queue_names_the_case_and_its_day(told: Told, said: Callable[..., str]) -> None:
    text = said(review.queue, database=told.url)
    (waiting,) = json.loads(said(review.queue, database=told.url, json=True))["waiting"]

    assert told.waiting in text
    assert "未指派" in text
    assert "共 1 件" in text
    assert (waiting["case"], waiting["round"], waiting["reviewer"]) == (told.waiting, 1, None)
    assert waiting["due"] in text


def test_a_queue_of_nothing_is_told_in_a_sentence(
    told: Told, said: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReviewRoom, "queue", lambda *_: ())

    assert said(review.queue, database=told.url).startswith("示例市生态环境局没有等待法制审核的案件\n")


def test_the_sheet_puts_what_is_known_beside_the_eight_items(told: Told, said: Callable[..., str]) -> None:
    text = said(review_sheet.sheet, case=told.waiting, database=told.url)
    answer = json.loads(said(review_sheet.sheet, case=told.waiting, database=told.url, json=True))

    assert "目录判定：应当审核，本机关审核机构" in text
    assert "目录第01项，普通程序处罚：本类行为一律审核（本机关审核制度）" in text
    assert "由审核人判断" in text
    assert [one["name"] for one in answer["materials"]] == ["调查终结报告"]
    assert len(answer["items"]) == 8
    assert answer["candidates"][0] == {
        "officer": answer["candidates"][0]["officer"],
        "name": "审核人乙",
        "open": 0,
        "unfit": [],
    }


def test_statistics_of_a_time(told: Told, said: Callable[..., str]) -> None:
    text = said(review.stats, since="2026-01-01", until="2026-12-31", database=told.url)
    answer = json.loads(said(review.stats, since="2026-01-01", until="2026-12-31", database=told.url, json=True))

    assert "审核意见 1 份，案件 1 件；同意 1 份，存在问题 0 份" in text
    assert (answer["opinions"], answer["first"], answer["agreed_at_first"], answer["late"]) == (1, 1, 1, 0)
    assert answer["by_reviewer"][told.reviewer]["opinions"] == 1


def test_a_time_that_ends_before_it_begins_is_refused(told: Told) -> None:
    with pytest.raises(Unusable, match="不得早于"):
        review.stats(since="2026-02-01", until="2026-01-31", database=told.url)


@pytest.mark.parametrize("chosen", [{}, {"to": "审核人甲", "next_": True}], ids=["nobody", "both"])
def test_an_assignment_names_somebody_or_leaves_it_to_the_order(told: Told, chosen: dict[str, Any]) -> None:
    with pytest.raises(Unusable, match="二者择一"):
        review.assign(case=told.waiting, actor="审核机构负责人甲", at=AT, database=told.url, **chosen)


def test_who_may_not_review_the_case_is_refused(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        review.assign(
            case=told.waiting,
            actor="审核机构负责人甲",
            at=AT,
            database=told.url,
            to="审核人丙",
            key="refused",
            version=12,
            json=True,
        )

    assert "reviewer_unqualified" in capsys.readouterr().out


def test_the_next_reviewer_is_given_the_case(told: Told, said: Callable[..., str]) -> None:
    head = "审核机构负责人甲"
    text = said(review.assign, case=told.waiting, actor=head, at=AT, database=told.url, next_=True)

    assert "审核人 审核人乙（021）" in text
    assert "审核人乙（021）" in said(review.queue, database=told.url)


def test_an_agency_without_a_reviewer_is_told_why(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhifa.engine.review_room.candidates", lambda *_, **__: ())
    with pytest.raises(Unusable, match="名录中没有法制审核人员"):
        review.assign(case=told.waiting, actor="审核机构负责人甲", at=AT, database=told.url, next_=True)
