"""法制审核 on the desk: the queue, who is given a case, and the reviewer's room from the first round to agreement."""

from __future__ import annotations

from typing import Any

import pytest

from web_desk import Stage, soup_of
from zhifa.engine.review_room import ITEMS
from zhifa.storage.errors import DatabaseBusy

REVIEWER, HEAD_OF_REVIEW, HANDLER, ELSEWHERE = "020", "023", "001", "other/020"


def _room(stage: Stage, case_id: str) -> str:
    assert stage.office.case(case_id)
    return f"/desk/cases/{case_id}/review"


def _form(stage: Stage, case_id: str, *, failing: str = "", **changes: str) -> dict[str, str]:
    """An opinion that fits, with what a test changes; ``failing``: the item that does not pass."""
    typed = {
        "version": str(stage.office.case(case_id).version), "key": "a" * 32, "facts.received_on": stage.clock.now().date().isoformat(),
        "facts.opinion": "意见已经写明。", "facts.instruction": "补正", "outcome": "problems" if failing else "agreed",
    }  # fmt: skip
    for number, item in enumerate(ITEMS):
        typed[f"facts.items.{number}.passed"] = "no" if item == failing else "yes"
        typed[f"facts.items.{number}.reason"] = f"{item}的理由"
    return typed | changes


def _sent_again(stage: Stage, case_id: str) -> None:
    while str(stage.office.case(case_id).state and stage.office.case(case_id).state.name) != "reviewing":  # type: ignore[union-attr]
        stage.desk.go_on(case_id)


def test_the_queue_shows_each_case_within_reach_with_its_clock_and_reviewer(stage: Stage) -> None:
    queue = stage.client(REVIEWER).soup("/desk/reviews?tab=waiting")
    row = queue.find("a", href=_room(stage, stage.cases["reviewing"])).find_parent("tr")
    assert "第1轮" in row.text
    assert "未指派" in row.text
    assert row.find(class_="light").text
    everything = stage.client(REVIEWER).soup("/desk/reviews?tab=all")
    assert everything.find("a", href=_room(stage, stage.cases["rectifying"]))
    assert not stage.client(ELSEWHERE).soup("/desk/reviews?tab=all").find_all("tr")
    assert stage.client(REVIEWER).soup("/desk/reviews?tab=nowhere", status=404)


def test_another_agency_finds_no_room_and_reads_what_it_would_of_no_case(stage: Stage) -> None:
    visitor = stage.client(ELSEWHERE)
    ids = (stage.cases["reviewing"], "0" * 36)
    told = [
        visitor.soup(f"/desk/cases/{one}/review", status=404).find(role="alert").text.replace(one, "…") for one in ids
    ]
    assert told[0] == told[1]
    for page in ("review/assign", "decide", "discussion"):
        assert visitor.get(f"/desk/cases/{stage.cases['reviewing']}/{page}").status_code == 404


def test_the_room_lays_draft_evidence_and_checks_beside_the_eight_items(stage: Stage) -> None:
    page = stage.client(REVIEWER).soup(_room(stage, stage.cases["reviewing"]))
    assert [legend.text.split("　")[1] for legend in page.find(id="opinion").find_all("legend")] == list(ITEMS)
    told = {dt.text: dt.find_next("dd").text for dt in page.find(id="draft").find_parent("section").find_all("dt")}
    assert told["姓名或者名称"] == "当事人甲"
    assert any("罚款" in value for value in told.values())
    assert "证1" in page.find(id="evidence").find_next("table").text
    digest = stage.office.case(stage.cases["reviewing"]).draft_digest
    assert page.find(class_="digest", title=digest)
    assert not page.find(id="since")


def test_who_only_supervises_sees_the_draft_without_private_particulars(stage: Stage) -> None:
    for page in ("review", "decide"):
        shown = stage.client("060").soup(f"/desk/cases/{stage.cases['reviewing']}/{page}").main.text
        assert "当事人甲" in shown
        assert "已隐去" in shown
        assert "0000-7654321" not in shown
        assert "演示地址" not in shown


def test_who_handles_the_case_is_told_why_he_may_not_review_it(stage: Stage) -> None:
    page = stage.client(HANDLER).soup(_room(stage, stage.cases["reviewing"]))
    assert not page.find("form", id="opinion")
    assert "法制审核人员" in page.find(id="barred").find_parent("section").text


def test_a_reviewer_who_had_a_part_in_the_case_is_refused_with_the_step_he_took(own_stage: Stage) -> None:
    desk, case_id = own_stage.desk, own_stage.desk.open_case()
    desk.do(case_id, "verify", facts={"officers": [desk_id(own_stage, "001"), desk_id(own_stage, "021")]})
    desk.bring_to("reviewing", case_id=case_id)
    visitor = own_stage.client("021")
    assert "参与" in visitor.soup(_room(own_stage, case_id)).find(id="barred").find_parent("section").text
    answer = visitor.post_form(_room(own_stage, case_id), _form(own_stage, case_id))
    assert answer.status_code == 422
    page = soup_of(answer)
    assert "不得审核本案" in page.find(role="alert").text
    assert page.find("textarea", {"name": "facts.opinion"}).text == "意见已经写明。"
    assert own_stage.office.case(case_id).reviews == ()


def desk_id(stage: Stage, number: str) -> str:
    """Id of an officer by staff number."""
    officer_id = stage.people[number].officer_id
    assert officer_id is not None
    return officer_id


def test_problems_then_agreement_and_the_first_opinion_tells_what_voided_it(own_stage: Stage) -> None:
    case_id, visitor = own_stage.cases["reviewing"], own_stage.client(REVIEWER)
    room = _room(own_stage, case_id)
    first = visitor.post_form(room, _form(own_stage, case_id, failing="程序"))
    assert first.status_code == 303
    assert first.headers["location"].startswith(f"{room}?done=")
    page = visitor.soup(first.headers["location"])
    assert "法制审核认为存在问题" in page.find(role="status").text
    assert "程序的理由" in page.find(id="rounds").find_parent("section").text

    _sent_again(own_stage, case_id)
    page = visitor.soup(room)
    assert "第1轮意见（存在问题）之后，草案有变动" in page.find(id="since").text
    assert "修改决定草案" in page.find(id="since").find_parent("section").text
    changed = page.find(id="changes")
    assert changed.find("del").text != changed.find("ins").text
    assert "草案已变，不再适用" in page.find(id="rounds").find_parent("section").text

    again = visitor.post_form(room, _form(own_stage, case_id, key="b" * 32))
    assert again.status_code == 303, again.text
    case = own_stage.office.case(case_id)
    assert [one.outcome for one in case.reviews] == ["problems", "agreed"]
    assert case.cleared
    assert "现有草案已经审核同意" in visitor.soup(room).text


def test_every_item_needs_an_answer_and_what_was_typed_stays(stage: Stage) -> None:
    case_id = stage.cases["reviewing"]
    typed = _form(stage, case_id) | {
        "facts.items.4.passed": "",
        "facts.items.2.reason": "",
        "facts.opinion": "说到一半",
    }
    answer = stage.client(REVIEWER).post_form(_room(stage, case_id), typed)
    assert answer.status_code == 422
    page = soup_of(answer)
    assert {link["href"] for link in page.find(role="alert").find_all("a")} == {"#f-passed-4", "#f-reason-2"}
    assert page.find("textarea", {"name": "facts.opinion"}).text == "说到一半"
    assert page.find("textarea", {"name": "facts.items.0.reason"}).text == "主体与资格的理由"
    assert page.find("input", {"name": "facts.items.0.passed", "value": "yes"}).has_attr("checked")
    assert page.find("textarea", id="f-reason-2")["aria-invalid"] == "true"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("facts.items.1.reason", "看不见的\u200b字", "U+200B"),
        ("facts.received_on", "2026-13-40", "收件日期"),
        ("facts.received_on", "1026-01-01", "送审日"),
        ("occurred_at", "明天", "办理时间"),
        ("occurred_at", "9999-12-31T10:00", "年份"),
        ("facts.instruction", "重写", "应为补正"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_given(stage: Stage, field: str, value: str, told: str) -> None:
    case_id = stage.cases["reviewing"]
    typed = _form(stage, case_id, failing="文书") | {field: value}
    answer = stage.client(REVIEWER).post_form(_room(stage, case_id), typed)
    assert answer.status_code == 422
    assert told in soup_of(answer).find(role="alert").text
    assert stage.office.case(case_id).reviews == ()


def test_agreement_with_a_failed_item_is_refused(stage: Stage) -> None:
    case_id = stage.cases["reviewing"]
    answer = stage.client(REVIEWER).post_form(
        _room(stage, case_id), _form(stage, case_id, failing="文书", outcome="agreed")
    )
    assert answer.status_code == 422
    assert "意见为同意，但文书未通过" in soup_of(answer).find(role="alert").text


@pytest.mark.parametrize(
    ("changes", "status"), [({"outcome": "maybe"}, 422), ({"version": "x"}, 400), ({"for": "y" * 70}, 400)]
)
def test_hidden_fields_that_were_altered_are_refused(stage: Stage, changes: dict[str, str], status: int) -> None:
    case_id = stage.cases["reviewing"]
    answer = stage.client(REVIEWER).post_form(_room(stage, case_id), _form(stage, case_id) | changes)
    assert answer.status_code == status
    assert stage.office.case(case_id).reviews == ()


def test_a_case_that_moved_on_tells_who_did_what_and_keeps_what_was_typed(own_stage: Stage) -> None:
    case_id, visitor = own_stage.cases["reviewing"], own_stage.client(REVIEWER)
    typed = _form(own_stage, case_id)
    own_stage.desk.do(case_id, "assign_reviewer", facts={"reviewer": desk_id(own_stage, REVIEWER)})
    answer = visitor.post_form(_room(own_stage, case_id), typed)
    assert answer.status_code == 409
    page = soup_of(answer)
    assert "指派审核人" in page.find(role="alert").text
    assert page.find("textarea", {"name": "facts.opinion"}).text == "意见已经写明。"
    assert page.find("input", {"name": "version"})["value"] == str(own_stage.office.case(case_id).version)
    sent = visitor.post_form(
        _room(own_stage, case_id), typed | {"version": page.find("input", {"name": "version"})["value"]}
    )
    assert sent.status_code == 303


def test_a_busy_database_loses_nothing(own_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id, visitor = own_stage.cases["reviewing"], own_stage.client(REVIEWER)

    def busy(_: Any) -> Any:
        raise DatabaseBusy(5000)

    monkeypatch.setattr(own_stage.office, "perform", busy)
    answer = visitor.post_form(_room(own_stage, case_id), _form(own_stage, case_id))
    assert answer.status_code == 503
    assert soup_of(answer).find("textarea", {"name": "facts.opinion"}).text == "意见已经写明。"
    monkeypatch.undo()
    kept = visitor.soup(_room(own_stage, case_id))
    assert kept.find("textarea", {"name": "facts.opinion"}).text == "意见已经写明。"
    assert "暂存" in kept.find(id="opinion").text
    assert not own_stage.client("021").soup(_room(own_stage, case_id)).find("textarea", {"name": "facts.opinion"}).text


def test_an_opinion_put_aside_is_not_given_and_is_forgotten_once_it_is(own_stage: Stage) -> None:
    case_id, visitor = own_stage.cases["reviewing"], own_stage.client(REVIEWER)
    room, half = _room(own_stage, case_id), {"outcome": "keep", "facts.opinion": "先写到这里"}
    assert visitor.post_form(room, _form(own_stage, case_id) | half).status_code == 303
    assert own_stage.office.case(case_id).reviews == ()
    own_stage.desk.do(case_id, "assign_reviewer", facts={"reviewer": desk_id(own_stage, REVIEWER)})
    kept = visitor.soup(room)
    assert kept.find("textarea", {"name": "facts.opinion"}).text == "先写到这里"
    assert "指派审核人" in kept.find(id="opinion").find(class_="notice").text
    assert visitor.post_form(room, _form(own_stage, case_id)).status_code == 303
    assert own_stage.office.jottings.of_case(desk_id(own_stage, REVIEWER), case_id) == ()


def test_reasons_left_empty_are_filled_only_where_the_reviewer_says_so(own_stage: Stage) -> None:
    case_id = own_stage.cases["reviewing"]
    empty = {f"facts.items.{number}.reason": "" for number in range(len(ITEMS))}
    answer = own_stage.client(REVIEWER).post_form(
        _room(own_stage, case_id), _form(own_stage, case_id) | empty | {"fill": "yes"}
    )
    assert answer.status_code == 303
    facts = next(act.facts for act in own_stage.office.case(case_id).acts if act.transition.name == "agree")
    assert {item.reason for item in facts.items} == {"经审查，未发现问题。"}  # type: ignore[attr-defined]


def test_the_head_of_review_gives_the_case_to_somebody_who_may_have_it(own_stage: Stage) -> None:
    case_id, visitor = own_stage.cases["reviewing"], own_stage.client(HEAD_OF_REVIEW)
    address = _room(own_stage, case_id) + "/assign"
    rows = {row.th.label.text: row for row in visitor.soup(address).find("table", class_="list").tbody.find_all("tr")}
    assert not rows["审核人甲（020）"].input.has_attr("disabled")
    assert rows["审核人丙（022）"].input.has_attr("disabled")
    assert "法律职业资格" in rows["审核人丙（022）"].text

    form = {"version": str(own_stage.office.case(case_id).version), "key": "c" * 32}
    unfit = visitor.post_form(address, form | {"reviewer": desk_id(own_stage, "022")})
    assert unfit.status_code == 422
    assert "法律职业资格" in soup_of(unfit).find(role="alert").text
    assert visitor.post_form(address, form | {"reviewer": "不是编号"}).status_code == 422
    assert (
        own_stage.client(HANDLER).post_form(address, form | {"reviewer": desk_id(own_stage, "020")}).status_code == 422
    )

    assert (
        visitor.post_form(address, form | {"reviewer": desk_id(own_stage, "020"), "note": "请审核。"}).status_code
        == 303
    )
    mine = own_stage.client(REVIEWER).soup("/desk/reviews")
    assert "本人" in mine.find("a", href=_room(own_stage, case_id)).find_parent("tr").text
    row = visitor.soup("/desk/reviews?tab=loads").find("th", string="审核人甲").find_parent("tr")
    assert row.find("td", class_="num").text == "1"
    assert own_stage.client(REVIEWER).get("/desk/reviews?tab=loads").status_code == 404


def test_the_head_of_review_finds_where_to_endorse_an_opinion(stage: Stage) -> None:
    page = stage.client(HEAD_OF_REVIEW).soup(_room(stage, stage.cases["approving"]))
    assert page.find("a", {"data-step": "endorse_opinion"})
    assert (
        not stage.client(REVIEWER)
        .soup(_room(stage, stage.cases["approving"]))
        .find("a", {"data-step": "endorse_opinion"})
    )
