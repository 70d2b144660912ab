"""The inbox on the desk: warnings, and taking note of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from web_desk import Played, Stage, staged
from zhifa.engine.inbox import Received


@pytest.fixture
def warned(played: Played, tmp_path: Path) -> Iterator[Stage]:
    """A stage on which terms are overdue and everybody was warned."""
    with staged(played, tmp_path / "stage") as stage:
        stage.clock.advance(timedelta(days=200))
        stage.office.sweep()
        yield stage


def first(stage: Stage, number: str = "001") -> Received:
    return stage.office.inbox.of(stage.person(number).officer_id)[0]


def test_each_warning_has_its_text_its_article_and_its_case(warned: Stage) -> None:
    page, one = warned.client("001").soup("/desk/inbox"), first(warned)
    card = page.select_one(f"#w-{one.warning_id}").parent
    assert one.body["text"] in card.text
    assert one.body["article"] in card.text
    assert card.select_one(f'a[href="/desk/cases/{one.case_id}?tab=terms"]')


def test_taking_note_is_recorded_with_its_note_and_takes_the_warning_off_the_list(warned: Stage) -> None:
    client, one = warned.client("001"), first(warned)
    answer = client.post_form(f"/desk/inbox/{one.warning_id}", {"note": "已安排"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/inbox?noted=yes")
    assert not client.soup("/desk/inbox").select(f"#w-{one.warning_id}")
    card = client.soup("/desk/inbox?all=yes").select_one(f"#w-{one.warning_id}").parent
    assert "已签收" in card.text
    assert "已安排" in card.text
    assert not card.select("form")


def test_all_warnings_of_a_page_are_acknowledged_at_once_and_twice_does_no_harm(warned: Stage) -> None:
    client = warned.client("001")
    listed = [one["value"] for one in client.soup("/desk/inbox").select("input[name=warning]")]
    assert len(listed) > 1
    for _ in range(2):
        answer = client.post_form("/desk/inbox", {"warning": listed})
        assert (answer.status_code, answer.headers["location"]) == (303, "/desk/inbox?noted=yes")
    assert {one.warning_id for one in warned.office.inbox.of(warned.person("001").officer_id)}.isdisjoint(listed)
    assert client.post_form("/desk/inbox", {}).status_code == 400


def test_a_note_that_is_too_long_is_refused_and_not_lost(warned: Stage) -> None:
    one = first(warned)
    answer = warned.client("001").post_form(f"/desk/inbox/{one.warning_id}", {"note": "长" * 301})
    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 422
    assert page.select_one(f"#note-{one.warning_id}")["value"] == "长" * 301
    assert page.select_one('.notice[role="alert"]') is not None
    assert first(warned).acknowledged_at is None


def test_a_warning_is_acknowledged_once(warned: Stage) -> None:
    client, one = warned.client("001"), first(warned)
    client.post_form(f"/desk/inbox/{one.warning_id}", {"note": "第一次"})
    again = client.post_form(f"/desk/inbox/{one.warning_id}", {"note": "第二次"})
    assert again.status_code == 409
    assert "签收过" in again.text


def test_somebody_elses_warning_reads_like_one_that_there_is_not(warned: Stage) -> None:
    one, client = first(warned, "001"), warned.client("020")
    assert client.post_form("/desk/inbox", {"warning": one.warning_id}).status_code == 404
    foreign = client.post_form(f"/desk/inbox/{one.warning_id}", {"note": ""})
    unknown = client.post_form("/desk/inbox/00000000-0000-0000-0000-000000000000", {"note": ""})
    assert foreign.status_code == unknown.status_code == 404
    assert first(warned).acknowledged_at is None


def test_without_its_proof_nothing_is_acknowledged(warned: Stage) -> None:
    one = first(warned)
    assert warned.client("001").post(f"/desk/inbox/{one.warning_id}", data={"note": ""}).status_code == 403
    assert first(warned).acknowledged_at is None


def test_an_inbox_without_warnings_says_so(stage: Stage) -> None:
    assert "没有未签收的预警" in stage.client("041").soup("/desk/inbox").select_one(".empty").text
