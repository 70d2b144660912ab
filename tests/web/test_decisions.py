"""审批 and 集体讨论 on the desk: what a head sees first, the record of a discussion, and a dispute about an opinion."""

from __future__ import annotations

from typing import Any

import pytest

from penalty_steps import HEADS, Plot
from web_desk import Stage, soup_of
from zhifa.storage.errors import StorageFull
from zhifa.storage.store import Store
from zhifa.web.desk.forms.values import moment_text

HEAD, LEADER, HANDLER, UNIT_HEAD, ELSEWHERE = "030", "031", "001", "010", "other/030"


def _record(stage: Stage, case_id: str, **changes: Any) -> dict[str, str]:
    """A record of a discussion that fits: all three heads agree."""
    ids = [stage.desk.ids[name] for name in HEADS]
    typed = {
        "version": str(stage.office.case(case_id).version), "key": "d" * 32, "do": "perform", "facts.chair": ids[0], "facts.place": "会议室",
        "facts.held_at": moment_text(stage.clock.now().replace(microsecond=0)), "facts.report": "承办人汇报案情。", "facts.conclusion": "adopt",
        "facts.conclusion_text": "同意草案。", **{f"opinion.{one}": f"第{place}人的意见" for place, one in enumerate(ids, start=1)},
    }  # fmt: skip
    return typed | changes


@pytest.fixture(scope="module")
def complex_case(stage: Stage) -> str:
    """A case that the heads must discuss; tests leave it where it is."""
    return stage.desk.bring_to("discussing", Plot(complex=True))


def test_a_head_finds_the_cases_that_wait_with_the_opinion_of_the_review(stage: Stage) -> None:
    row = (
        stage.client(HEAD)
        .soup("/desk/decisions")
        .find("a", href=f"/desk/cases/{stage.cases['approving']}/decide")
        .find_parent("tr")
    )
    assert "第1轮：同意" in row.text
    assert "罚款 1000元" in row.text.replace(",", "").replace(".00", "")
    assert not stage.client(ELSEWHERE).soup("/desk/decisions?tab=all").find_all("tr")
    handler = stage.client(HANDLER).soup("/desk/decisions?tab=all")
    assert handler.find("a", href=f"/desk/cases/{stage.cases['approving']}/decide")


def test_opinion_and_findings_stand_before_the_draft_and_the_steps(stage: Stage) -> None:
    page = stage.client(HEAD).soup(f"/desk/cases/{stage.cases['approving']}/decide")
    assert [heading["id"] for heading in page.find(class_="split").div.find_all("h3")] == [
        "opinion",
        "found",
        "draft",
        "heard",
    ]
    assert "同意" in page.find(id="opinion").find_parent("section").text
    found = page.find(id="found").find_parent("section").text
    assert "《行政处罚决定书》" in found
    steps = {link["data-step"] for link in page.find(id="now").find_parent("section").find_all("a")}
    assert {"decide_penalty", "send_back"} <= steps
    assert "decide_no_penalty" not in steps


@pytest.mark.parametrize(("rest", "number"), [("/decide", HEAD), ("/review", "020"), ("/act/decide_penalty", HEAD)])
def test_a_page_reads_its_case_once(stage: Stage, monkeypatch: pytest.MonkeyPatch, rest: str, number: str) -> None:
    read: list[str] = []
    load = Store.load

    def counted(self: Store, case_id: str, **asked: Any) -> Any:
        read.append(case_id)
        return load(self, case_id, **asked)

    monkeypatch.setattr(Store, "load", counted)
    stage.client(number).soup(f"/desk/cases/{stage.cases['approving']}{rest}")
    assert read == [stage.cases["approving"]]


def test_who_may_not_decide_is_shown_the_same_and_no_button(stage: Stage) -> None:
    page = stage.client(HANDLER).soup(f"/desk/cases/{stage.cases['approving']}/decide")
    assert not page.find("a", {"data-step": "decide_penalty"})
    assert page.find(id="opinion")


def test_a_case_without_review_says_that_nothing_may_be_decided(stage: Stage) -> None:
    page = stage.client(HEAD).soup(f"/desk/cases/{stage.cases['investigating']}/decide")
    assert "不得作出决定" in page.find(role="alert").text


def test_a_discussion_records_who_attended_and_each_opinion(own_stage: Stage) -> None:
    complex_case = own_stage.desk.bring_to("discussing", Plot(complex=True))
    visitor, address = own_stage.client(HEAD), f"/desk/cases/{complex_case}/discussion"
    page = visitor.soup(address)
    assert {radio["value"] for radio in page.find_all("input", {"name": "facts.chair"})} == {
        own_stage.desk.ids[name] for name in HEADS
    }
    done = visitor.post_form(address, _record(own_stage, complex_case))
    assert done.status_code == 303
    assert done.headers["location"].startswith(f"/desk/cases/{complex_case}/decide?done=")
    case = own_stage.office.case(complex_case)
    assert case.state is not None
    assert case.state.name == "approving"
    assert own_stage.office.jottings.of_case(own_stage.desk.ids[HEADS[0]], complex_case) == ()
    told = visitor.soup(f"/desk/cases/{complex_case}/decide").find(id="discussed").find_parent("section").text
    assert "第2人的意见" in told
    assert "机关负责人乙" in told
    assert visitor.soup(address, status=404)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"facts.held_at": ""}, "讨论时间"),
        ({"facts.held_at": "0001-01-01T00:00"}, "年份"),
        ({"facts.chair": "别人"}, "主持人"),
        ({"facts.conclusion": ""}, "“讨论结果”没有填写"),
        ({"observers": "列席\u202e人"}, "U+202E"),
        ({"facts.place": "会议室\x07"}, "U+0007"),
    ],
)
def test_what_does_not_fit_is_named_and_what_was_typed_stays(
    stage: Stage, complex_case: str, changes: dict[str, str], told: str
) -> None:
    answer = stage.client(HEAD).post_form(
        f"/desk/cases/{complex_case}/discussion", _record(stage, complex_case) | changes
    )
    assert answer.status_code == 422
    page = soup_of(answer)
    assert told in page.find(role="alert").text
    assert page.find("textarea", {"name": "facts.report"}).text == "承办人汇报案情。"
    assert page.find("textarea", {"name": f"opinion.{stage.desk.ids[HEADS[2]]}"}).text == "第3人的意见"


def test_too_few_heads_are_refused_with_the_rule(stage: Stage, complex_case: str) -> None:
    alone = {f"opinion.{stage.desk.ids[name]}": "" for name in HEADS[1:]}
    answer = stage.client(HEAD).post_form(
        f"/desk/cases/{complex_case}/discussion", _record(stage, complex_case) | alone
    )
    assert answer.status_code == 422
    assert "第五十七条" in soup_of(answer).find(role="alert").text
    assert stage.office.case(complex_case).state == stage.desk.workflow.state_by_name["discussing"]


def test_a_handler_is_refused_the_record_of_the_heads(stage: Stage, complex_case: str) -> None:
    visitor, address = stage.client(HANDLER), f"/desk/cases/{complex_case}/discussion"
    assert "您现在不能办理" in visitor.soup(address).find(class_="why").text
    assert visitor.post_form(address, _record(stage, complex_case)).status_code == 422


def test_what_cannot_be_put_aside_stays_on_the_page(
    stage: Stage, complex_case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise StorageFull("database or disk is full")

    monkeypatch.setattr(stage.office.jottings, "keep", full)
    address = f"/desk/cases/{complex_case}/discussion"
    answer = stage.client(HEAD).post_form(address, _record(stage, complex_case, do="keep"))
    assert answer.status_code == 507
    assert soup_of(answer).find("textarea", {"name": "facts.report"}).text == "承办人汇报案情。"
    room = stage.client("020").post_form(
        f"/desk/cases/{stage.cases['reviewing']}/review",
        {"version": "1", "outcome": "keep", "facts.opinion": "先写到这里"},
    )
    assert room.status_code == 507
    assert soup_of(room).find("textarea", {"name": "facts.opinion"}).text == "先写到这里"


def test_a_record_put_aside_is_there_again(stage: Stage, complex_case: str) -> None:
    visitor, address = stage.client(HEAD), f"/desk/cases/{complex_case}/discussion"
    assert visitor.post_form(address, _record(stage, complex_case, do="keep")).status_code == 303
    assert visitor.soup(address).find("textarea", {"name": "facts.report"}).text == "承办人汇报案情。"
    assert visitor.soup("/desk").find("a", href=address)
    stage.office.jottings.drop(stage.desk.ids[HEADS[0]], complex_case, "discuss")


def test_a_dispute_about_an_opinion_is_settled_by_the_heads_and_goes_back_to_review(own_stage: Stage) -> None:
    case_id = own_stage.cases["rectifying"]
    assert own_stage.client(UNIT_HEAD).soup(f"/desk/cases/{case_id}/review").find("a", {"data-step": "raise_dispute"})
    own_stage.desk.do(case_id, "raise_dispute")
    assert own_stage.client(HEAD).soup("/desk/decisions").find("a", href=f"/desk/cases/{case_id}/decide")
    done = own_stage.client(HEAD).post_form(f"/desk/cases/{case_id}/discussion", _record(own_stage, case_id))
    assert done.status_code == 303
    state = own_stage.office.case(case_id).state
    assert state is not None
    assert state.name == "rectifying"
    told = (
        own_stage.client("020").soup(f"/desk/cases/{case_id}/review").find(id="discussed").find_parent("section").text
    )
    assert "提请分歧讨论" in told
    assert "第1人的意见" in told
