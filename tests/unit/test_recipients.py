"""Whom a warning reaches: the holders of a post on that day, or of the next one up."""

from __future__ import annotations

from datetime import date

from zhifa.engine.ladder import Level
from zhifa.engine.period import Period
from zhifa.engine.recipients import recipients
from zhifa.engine.register import Agency, Assignment, Officer, Register

DAY = date(2026, 3, 2)
ALWAYS = Period(start=date(2020, 1, 1))
GONE = Period(start=date(2020, 1, 1), end=date(2026, 3, 1))
AGENCY = Agency(id="a", name="演示机关", short_name="演", region="示例省示例市", matters=frozenset(), valid=ALWAYS)


def register(*posts: tuple[str, str, str], gone: tuple[str, ...] = ()) -> Register:
    """Officers with unit and role each; those of ``gone`` left the day before."""
    officers = {
        name: Officer(
            id=name, staff_number=name, name=name, unit=unit, post="科员", valid=GONE if name in gone else ALWAYS
        )
        for name, unit, _ in posts
    }
    assignments = tuple(Assignment(officer_id=name, role=role, unit=unit, valid=ALWAYS) for name, unit, role in posts)
    return Register(agency=AGENCY, version=1, officers=officers, assignments=assignments)


FULL = register(
    ("handler", "一科", "handler"), ("first", "一科", "unit_head"), ("second", "二科", "unit_head"), ("head", "局", "head"),
    ("eye", "监督科", "supervisor"),
)  # fmt: skip


def test_each_level_reaches_its_own_post() -> None:
    handlers = frozenset({"handler"})
    reached = [recipients(level, handlers, FULL, DAY) for level in Level]
    assert [(to.officers, to.note) for to in reached] == [
        (("handler",), None), (("first",), None), (("head",), None), (("eye",), None),
    ]  # fmt: skip


def test_where_no_handler_is_left_the_heads_of_all_units_are_told_and_why() -> None:
    assert recipients(Level.HANDLER, frozenset({"stranger"}), FULL, DAY) == (
        ("first", "second"),
        "无承办人可告知，改告知承办机构负责人",
    )


def test_a_post_whose_holder_has_left_counts_as_held_by_nobody() -> None:
    left = register(
        ("handler", "一科", "handler"), ("first", "一科", "unit_head"), ("head", "局", "head"), gone=("first",)
    )
    assert recipients(Level.UNIT_HEAD, frozenset({"handler"}), left, DAY) == (
        ("head",),
        "无承办机构负责人可告知，改告知机关负责人",
    )


def test_where_nobody_stands_above_the_warning_says_so() -> None:
    alone = register(("handler", "一科", "handler"))
    assert recipients(Level.HEAD, frozenset({"handler"}), alone, DAY) == ((), "无机关负责人可告知，其上各级亦无人任职")
