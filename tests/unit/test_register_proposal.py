"""What a change would do to a register, who may make it, and which cases it touches."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from case_desk import register_text
from registers import imported
from zhifa.engine.period import Period
from zhifa.engine.register import Register
from zhifa.engine.register_effects import effects
from zhifa.engine.register_file import RegisterFaulty, file_of
from zhifa.engine.register_lines import register_of
from zhifa.engine.register_proposal import change_refusals, proposed, unknown_refusals

TODAY = date(2026, 3, 2)
BEFORE = imported(register_text(), today=date(2026, 3, 1))
IDS = {officer.name: officer.id for officer in BEFORE.officers.values()}
HANDLER = IDS["承办人甲"]


def after(change: Callable[[dict[str, Any]], Any]) -> Register:
    told = json.loads(register_text())
    change(told)
    return imported(json.dumps(told), BEFORE, today=TODAY)


def gone(told: dict[str, Any], name: str) -> None:
    told["officers"][0][name] = []


CHANGES: Mapping[str, Callable[[dict[str, Any]], Any]] = {
    "不再在册": lambda told: told["officers"].pop(0),
    "不再担任原有岗位": lambda told: gone(told, "assignments"),
    "执法证件不再有效": lambda told: gone(told, "certificates"),
    "不再持有编号文书": lambda told: gone(told, "pads"),
}


@pytest.mark.parametrize("lost", CHANGES)
def test_what_a_handler_loses_touches_the_open_cases(lost: str) -> None:
    handled = [("案一", HANDLER), ("案一", IDS["承办人乙"]), ("案二", HANDLER), ("案三", "somebody of long ago")]
    found = tuple(effects(BEFORE, after(CHANGES[lost]), handled, TODAY))
    assert [(one.case_id, one.name, one.lost) for one in found] == [
        ("案一", "承办人甲", lost),
        ("案二", "承办人甲", lost),
    ]


def test_what_nobody_loses_touches_no_case() -> None:
    found = effects(BEFORE, after(lambda told: told["officers"][0].update(post="科长")), [("案一", HANDLER)], TODAY)
    assert tuple(found) == ()


def _kept() -> Register:
    (first, *others) = BEFORE.assignments
    return replace(BEFORE, assignments=(replace(first, officer_id=HANDLER, role="registrar"), *others))


def test_while_nobody_keeps_the_register_anybody_on_it_may_change_it() -> None:
    assert change_refusals(BEFORE, None, TODAY) == change_refusals(BEFORE, HANDLER, TODAY) == ()
    assert [one.code for one in change_refusals(BEFORE, "x", TODAY)] == ["unknown_actor"]
    assert unknown_refusals(BEFORE, None, TODAY) == ()


def test_who_keeps_the_register_changes_it_and_nobody_else() -> None:
    assert change_refusals(_kept(), HANDLER, TODAY) == ()
    told = [change_refusals(_kept(), actor, TODAY)[0].text for actor in (None, IDS["承办人乙"], "x")]
    assert [text.partition("在")[0] for text in told] == ["未写明的人员", "承办人乙", "x"]


def test_a_keeper_whose_time_has_not_come_binds_nobody() -> None:
    (first, *others) = _kept().assignments
    later = replace(BEFORE, assignments=(replace(first, valid=Period(start=date(2027, 1, 1))), *others))
    assert change_refusals(later, None, TODAY) == ()


def test_the_same_change_of_the_same_register_is_known_again() -> None:
    def expect(before: Register | None, text: str) -> str:
        file = file_of(text)
        return proposed(before, file.agency_id, file.lines, whole=file.whole, today=TODAY).expect

    assert expect(BEFORE, register_text()) == expect(BEFORE, register_text())
    assert expect(BEFORE, register_text()) != expect(replace(BEFORE, version=2), register_text())
    assert expect(None, register_text()) != expect(None, register_text({"review_days": 6}))


def test_lines_that_stand_are_asked_for_nothing_when_others_move() -> None:
    """As they came in before there were checks."""
    file = file_of(register_text())
    twice = [numbered for numbered in file.lines["officer"] if numbered.line.key == "001"] * 2
    assert (
        proposed(BEFORE, file.agency_id, {"statute": file.lines["statute"]}, whole=frozenset(), today=TODAY).faults
        == ()
    )
    found = proposed(BEFORE, file.agency_id, {"officer": twice}, whole=frozenset(), today=TODAY)
    assert (found.after, [fault.row for fault in found.faults]) == (None, [1])


def test_a_register_is_of_one_agency() -> None:
    with pytest.raises(ValueError, match="names 0"):
        register_of({})
    found = proposed(None, "a", {}, whole=frozenset(), today=TODAY)
    assert (found.after, [fault.text for fault in found.faults]) == (
        None,
        ["第1行“机关”：还没有这个机关；先导入机关名录"],
    )


def test_a_file_may_name_any_book_whole() -> None:
    told = json.loads(register_text())
    (article,) = [
        {"law": "中华人民共和国行政处罚法", "article": "第五十一条", "text": "略", "valid_from": "2021-07-15"}
    ]
    told["books"] = {"article": [article], "statute": [{"title": "示例条例", "valid_from": "2020-01-01"}]}
    file = file_of(json.dumps(told))
    assert "article" in file.whole
    register = imported(json.dumps(told), BEFORE, today=TODAY)
    assert [line.body["article"] for line in register.shelf.lines("article")] == ["第五十一条"]
    assert {statute.title for statute in register.statutes} > {"示例条例", "中华人民共和国行政处罚法"}
    for wrong, rule in (({"law": "x"}, "必填"), (article | {"colour": "红"}, "没有这一列")):
        with pytest.raises(RegisterFaulty, match=rule) as refused:
            file_of(json.dumps(told | {"books": {"article": [article, wrong]}}))
        assert "books.article第2行" in str(refused.value)
    with pytest.raises(RegisterFaulty, match="books"):
        file_of(json.dumps(told | {"books": {"colours": []}}))
