"""Lines about delegations: who may delegate what to whom (处罚法 20, 21; 强制法 17)."""

from __future__ import annotations

from datetime import date

import pytest

from zhifa.engine.books.book import Cell, Context, Line, Numbered
from zhifa.engine.books.subjects import AGENCY, DELEGATION, EMPOWERMENT, SUBJECT, policy_of
from zhifa.engine.period import Period
from zhifa.engine.register import Policy

TODAY = date(2026, 3, 2)
YEAR = Period(start=date(2026, 1, 1), end=date(2026, 12, 31))
OWN = AGENCY.line(YEAR, {"name": "示例局", "short_name": "示", "region": "示例省", "matters": ("大气", "噪声")})
OUT: dict[str, Cell] = {
    "direction": "out", "document_number": "示委〔2026〕1号", "delegate": "示例站", "matters": ("大气",),
    "public_affairs": True, "qualified_staff": True, "technical": "not_needed",
}  # fmt: skip
IN: dict[str, Cell] = {
    "direction": "in",
    "document_number": "厅委〔2026〕1号",
    "delegator": "示例厅",
    "matters": ("水",),
}


def line(body: dict[str, Cell], valid: Period = YEAR, **changes: Cell) -> Line:
    return DELEGATION.line(valid, body | changes)


def faults(*changed: Line, standing: tuple[Line, ...] = (), agency: Line | None = OWN) -> list[tuple[int, str, str]]:
    lines = [Numbered(row, one) for row, one in enumerate(changed, start=2)]
    own = [agency] if agency else []
    context = Context(standing={"agency": own, "delegation": [*changed, *standing]}, today=TODAY)
    return [(fault.row, fault.column, fault.rule) for fault in DELEGATION.faults(lines, context)]


def test_a_delegation_that_keeps_to_the_law_is_taken() -> None:
    assert faults(line(OUT), line(IN), line(OUT, document_number="2号", technical="has", delegator="示例局")) == []
    assert faults(line(OUT), agency=None) == []


@pytest.mark.parametrize(
    ("body", "changes", "column", "rule"),
    [
        (OUT, {"delegate": None}, "受托组织", "必填"),
        (IN, {"delegator": None}, "委托机关", "必填"),
        (OUT, {"delegate": "示例局"}, "受托组织", "是同一个"),
        (IN, {"delegator": "示例局", "matters": ("大气",)}, "委托机关", "是同一个"),
        (OUT, {"acts": ("penalty", "coercion")}, "执法类别", "强制法第十七条第一款"),
        (IN, {"acts": ("coercion",)}, "执法类别", "行政强制措施权不得委托"),
        (OUT, {"public_affairs": False}, "依法成立并管理公共事务", "第二十一条第一项"),
        (OUT, {"qualified_staff": None}, "有取得执法资格的人员", "第二十一条第二项"),
        (OUT, {"technical": "lacks"}, "技术检查鉴定条件", "第二十一条第三项"),
        (OUT, {"technical": None}, "技术检查鉴定条件", "第二十一条第三项"),
        (OUT, {"matters": ("大气", "水")}, "委托事项", "在其法定权限内委托（行政处罚法第二十条第一款）"),
        (OUT, {"delegator": "示例厅"}, "委托机关", "委托机关应为本机关示例局"),
    ],
)
def test_a_delegation_that_breaks_a_rule_is_refused_by_its_cell(
    body: dict[str, Cell], changes: dict[str, Cell], column: str, rule: str
) -> None:
    ((row, found, told),) = faults(line(body, **changes))
    assert (row, found) == (2, column)
    assert rule in told


def test_a_delegated_organisation_delegates_nothing() -> None:
    station = AGENCY.line(YEAR, {**OWN.body, "kind": "delegated"})
    assert faults(line(OUT), agency=station) == [(2, "方向", "受委托组织不得再委托（行政处罚法第二十条第四款）")]


RULE = "；受委托组织不得再委托（行政处罚法第二十条第四款）"


def test_what_was_delegated_to_the_agency_is_not_handed_on_whichever_line_comes_later() -> None:
    received, given = line(IN, matters=("水", "大气")), line(OUT, matters=("水",))
    told = f"依厅委〔2026〕1号受委托、又以示委〔2026〕1号委托他人{RULE}"
    lacking = (2, "委托事项", "不在本机关的职权事项中；行政机关在其法定权限内委托（行政处罚法第二十条第一款）")
    assert faults(given, standing=(received,)) == [lacking, (2, "委托事项", told)]
    assert faults(received, standing=(given,)) == [(2, "委托事项", told)]


def test_what_a_delegate_hands_on_is_found_of_others_too() -> None:
    first = line(OUT, document_number="1号")
    second = line(IN, document_number="2号", delegator="示例站", delegate="示例所", matters=("大气",))
    assert faults(second, standing=(first,)) == [(2, "委托事项", f"依1号受委托、又以2号委托他人{RULE}")]


def test_what_the_agency_may_do_itself_or_did_in_other_days_is_not_handed_on() -> None:
    assert faults(line(OUT), standing=(line(IN, matters=("大气",)),)) == []
    before = Period(start=date(2025, 1, 1), end=date(2025, 12, 31))
    elsewhere = line(IN, before, document_number="2号", delegator="示例站", delegate="示例所", matters=("大气",))
    assert faults(elsewhere, standing=(line(OUT),)) == []
    assert faults(line(IN), standing=(line(OUT),)) == []


def test_an_agency_is_read_with_its_choices_and_what_papers_say_of_it() -> None:
    more = {"policy": '{"review_days":5,"stated":["review_days"]}', "profile": '{"phone":"1"}', "kind": "town"}
    agency = AGENCY.read(AGENCY.line(YEAR, {**OWN.body, **more}))
    assert (agency.policy, agency.kind) == (Policy(review_days=5, stated=frozenset({"review_days"})), "town")
    assert dict(agency.profile) == {"phone": "1"}
    bare = AGENCY.read(OWN)
    assert (bare.policy, dict(bare.profile), bare.kind, bare.credit_code) == (Policy(), {}, "organ", None)


def test_a_policy_that_does_not_tell_what_it_states_states_what_differs() -> None:
    policy = policy_of('{"review_days":6}')
    assert policy.sets(lambda of: of.review_days)
    assert not policy.sets(lambda of: of.statement_days)


def test_subjects_and_empowerments_are_read_with_their_days() -> None:
    subject = SUBJECT.read(
        SUBJECT.line(YEAR, {"name": "示例局", "kind": "organ", "basis": "三定", "announced_on": "2026-01-02"})
    )
    assert (subject.announced_on, subject.confirmed_on) == (date(2026, 1, 2), None)
    body: dict[str, Cell] = {"matter": "噪声", "town": "示例镇", "document_number": "1号", "guided_by": "示例局"}
    assert EMPOWERMENT.read(EMPOWERMENT.line(YEAR, body)).guided_by == "示例局"
