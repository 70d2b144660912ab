"""What a change would do to a register, who may make it, and which cases it touches."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from case_desk import register_text
from registers import imported
from steps_of_weighing import statute_range, tier
from zhifa.engine.books.book import Line, Numbered
from zhifa.engine.books.roles import LABELS
from zhifa.engine.period import Period
from zhifa.engine.register import Register
from zhifa.engine.register_effects import effects, touched
from zhifa.engine.register_file import RegisterFaulty, file_of
from zhifa.engine.register_lines import register_of
from zhifa.engine.register_proposal import Proposal, change_refusals, proposed, unknown_refusals

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


STANDING_IN = {"principal": "010", "deputy": "001", "role": "unit_head", "reason": "外出", "valid_to": "2026-04-01"}


def _books(**lines: Mapping[str, str]) -> Callable[[dict[str, Any]], Any]:
    return lambda told: told.update(
        books={name: [{"valid_from": "2026-01-01", **line}] for name, line in lines.items()}
    )


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


def unqualified(told: dict[str, Any]) -> None:
    for officer in told["officers"]:
        officer.pop("qualifications", None)


def test_a_reviewer_loses_a_qualification_and_a_deputy_the_post_of_another() -> None:
    deputised = after(_books(deputy=STANDING_IN))
    (lost,) = effects(BEFORE, after(unqualified), [("案一", IDS["审核人甲"])], TODAY)
    (stood_in,) = effects(deputised, BEFORE, [("案一", HANDLER)], TODAY)
    assert (lost.lost, stood_in.lost) == ("不再具有审核资格", "不再代行他人职权")


def test_a_deputy_for_more_days_loses_nothing() -> None:
    one, longer = (after(_books(deputy=STANDING_IN | {"valid_to": until})) for until in ("2026-04-01", "2026-05-01"))
    assert tuple(effects(one, longer, [("案一", HANDLER)], TODAY)) == ()


def test_a_change_touches_the_cases_of_those_days_of_which_it_takes_something() -> None:
    yesterday, without = TODAY - timedelta(days=1), after(CHANGES["执法证件不再有效"])
    acted = [("案一", TODAY), ("案二", yesterday), ("案一", TODAY), ("案三", TODAY)]
    assert touched(BEFORE, without, [(case, HANDLER, day) for case, day in acted]) == ("案一", "案三")
    assert touched(BEFORE, without, [("案一", IDS["承办人乙"], TODAY)]) == ()


def _kept(register: Register = BEFORE, **changes: Any) -> Register:
    """With 承办人甲 as 名录管理员."""
    (first, *others) = register.assignments
    keeper = replace(first, **{"officer_id": HANDLER, "role": "registrar", **changes})
    return replace(register, assignments=(keeper, *others))


def test_while_nobody_keeps_the_register_anybody_on_it_may_change_it() -> None:
    assert change_refusals(BEFORE, None, TODAY) == change_refusals(BEFORE, HANDLER, TODAY) == ()
    assert [one.code for one in change_refusals(BEFORE, "x", TODAY)] == ["unknown_actor"]
    assert unknown_refusals(BEFORE, None, TODAY) == ()


def test_who_keeps_the_register_changes_it_and_nobody_else() -> None:
    assert change_refusals(_kept(), HANDLER, TODAY) == ()
    told = [change_refusals(_kept(), actor, TODAY)[0].text for actor in (None, IDS["承办人乙"], "x")]
    assert [text.partition("在")[0] for text in told] == ["未写明的人员", "承办人乙", "x"]


def test_a_keeper_whose_time_has_not_come_binds_nobody() -> None:
    assert change_refusals(_kept(valid=Period(start=date(2027, 1, 1))), None, TODAY) == ()


def test_once_nobody_keeps_the_register_any_more_a_head_changes_it() -> None:
    left = _kept(valid=Period(start=date(2026, 1, 1), end=TODAY - timedelta(days=1)))
    told = [refusal.text for actor in (None, HANDLER) for refusal in change_refusals(left, actor, TODAY)]

    assert [text.partition("不是")[2] for text in told] == ["机关负责人，不得变更本机关的名录"] * 2
    assert change_refusals(left, IDS["机关负责人甲"], TODAY) == ()
    headless = replace(left, assignments=tuple(post for post in left.assignments if post.role != "head"))
    assert change_refusals(headless, None, TODAY) == ()


def own(
    change: Callable[[dict[str, Any]], Any], actor: str | None = HANDLER, policy: Mapping[str, Any] | None = None
) -> list[tuple[int, str, str]]:
    """The lines that are faulty when 承办人甲, who keeps the register, makes a change, or somebody else."""
    before, told = imported(register_text(policy), today=date(2026, 3, 1)), json.loads(register_text(policy))
    before = _kept(before)
    change(told)
    file = file_of(json.dumps(told))
    found = proposed(before, file.agency_id, file.lines, whole=file.whole, today=TODAY, actor=actor).faults
    assert all(one.rule.startswith("名录管理员不得变更关于本人的内容") for one in found)
    return [(one.row, one.column, one.value) for one in found]


def test_whoever_keeps_the_register_changes_what_it_says_of_others() -> None:
    assert own(lambda told: told["officers"][1].update(post="科长")) == []


ABOUT_ONESELF: Mapping[tuple[int, str, str], Callable[[dict[str, Any]], Any]] = {
    (1, "执法人员", "001"): lambda told: told["officers"][0].update(post="科长"),
    (1, "执法证件", "演示执法证001"): lambda told: told["officers"][0]["certificates"][0].update(valid_to="2035-12-31"),
    (0, "岗位任职", "001|handler|执法一科|2015-01-01"): lambda told: gone(told, "assignments"),
    (1, "代行职权", "010|001|unit_head|2026-01-01"): _books(deputy=STANDING_IN),
    (1, "暂扣证件", "演示执法证001|2026-01-01"): _books(suspension={"number": "演示执法证001"}),
}


@pytest.mark.parametrize(
    ("told", "change"), ABOUT_ONESELF.items(), ids=lambda told: told[1] if isinstance(told, tuple) else ""
)
def test_who_keeps_the_register_does_not_change_what_it_says_of_himself(
    told: tuple[int, str, str], change: Callable[[dict[str, Any]], Any]
) -> None:
    assert own(change) == [told]
    assert (
        own(change, IDS["承办人乙"]) == own(change, None) == own(change, policy={"register_two_persons": False}) == []
    )


def test_a_tier_that_a_sheet_no_longer_names_is_asked_for_the_gap_it_leaves() -> None:
    lower, upper = tier(), tier("一般", 100_000, 200_000, low_in=False)
    tiers = {"benchmark": [Numbered(2, lower), Numbered(3, upper)], "statutory_range": [Numbered(2, statute_range())]}
    agency = BEFORE.agency.id
    kept = proposed(BEFORE, agency, tiers, whole=frozenset(), today=TODAY).after
    assert kept is not None

    def without(*left: Line) -> list[str]:
        given = {"benchmark": [Numbered(2, one) for one in left]}
        return [one.text for one in proposed(kept, agency, given, whole=frozenset(given), today=TODAY).faults]

    assert without(lower) == [
        f"文件中没有、因而结束的一行（{upper.key}）“上限”：各阶次没有覆盖法定幅度，缺1000.00元（不含）至2000.00元（含）"
    ]
    assert without() == []


@pytest.mark.parametrize("told", ["river_warden", "河道管护人"])
def test_a_register_file_names_a_role_of_a_hosts_procedure_where_that_is_at_hand(told: str) -> None:
    given = json.loads(register_text())
    given["officers"][0]["assignments"].append({"role": told, "unit": "一科", "valid_from": "2026-01-01"})
    file = file_of(json.dumps(given))

    def found(roles: Mapping[str, str]) -> Proposal:
        return proposed(BEFORE, file.agency_id, file.lines, whole=file.whole, today=TODAY, roles=roles)

    at_hand = found({**LABELS, "river_warden": "河道管护人"})
    assert at_hand.faults == ()
    assert [one.line.key for one in at_hand.change] == ["001|river_warden|一科|2026-01-01"]
    (fault,) = found(LABELS).faults
    assert fault.text.startswith(f"officers.001.assignments第2行“岗位”的值「{told}」：应为承办人、承办机构负责人、")


def test_a_role_told_by_its_label_and_by_its_name_is_one_role() -> None:
    given = json.loads(register_text())
    days = [{"valid_from": "2026-01-01"}, {"valid_from": "2026-02-01"}, {"valid_from": "2026-02-01"}]
    names = ("river_warden", "河道管护人", "river_warden")
    posts = [{"role": name, "unit": "一科", **of} for name, of in zip(names, days, strict=True)]
    given["officers"][0]["assignments"] += posts
    file = file_of(json.dumps(given))

    roles = {**LABELS, "river_warden": "河道管护人"}
    found = proposed(BEFORE, file.agency_id, file.lines, whole=file.whole, today=TODAY, roles=roles).faults

    same = "与officers.001.assignments第3行是同一项（工号 001、岗位 河道管护人、任职机构 一科、有效期自 2026-02-01），只能写一行"
    shared = "与officers.001.assignments第2行的有效期重叠（工号 001、岗位 河道管护人、任职机构 一科）"
    assert [(one.row, one.rule) for one in found] == [(4, same), (4, shared)]


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
