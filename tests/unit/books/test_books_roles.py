"""Roles of a host's own procedures: what they are called, how sheets tell them, and when a register may give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from small_procedure import CLERK, procedure
from zhifa.engine.books.book import Book, Context, Line, Numbered
from zhifa.engine.books.catalogue import BOOKS, book_named
from zhifa.engine.books.posts import ASSIGNMENT, DEPUTY, by_name, in_roles
from zhifa.engine.books.reading import LineReader, cells_of
from zhifa.engine.books.roles import LABELS, labels_of
from zhifa.engine.fields import SHORT_TEXT
from zhifa.engine.period import Period
from zhifa.engine.vocabulary import SYSTEM, Role
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.upkeep import UPKEEP

TODAY = date(2026, 3, 2)
YEAR = Period(start=date(2026, 1, 1), end=date(2026, 12, 31))
OWN = {**LABELS, "river_warden": "河道管护人"}
OFFICERS = [
    book_named("officer").line(YEAR, {"staff_number": one, "name": f"人员{one}", "unit": "一科", "post": "科员"})
    for one in ("001", "002")
]


def post(role: str, staff: str = "001", valid: Period = YEAR) -> Line:
    return ASSIGNMENT.line(valid, {"staff_number": staff, "role": role, "unit": "一科"})


def deputised(role: str) -> Line:
    return DEPUTY.line(YEAR, {"principal": "001", "deputy": "002", "role": role, "reason": "外出"})


def faults(
    told: Line, *standing: Line, before: Line | None = None, roles: Mapping[str, str] = OWN
) -> list[tuple[str, str, str]]:
    """Column, value and rule of each fault of a line that comes beside posts that stand."""
    lines: dict[str, list[Line]] = {"officer": OFFICERS}
    for one in (told, *standing):
        lines[one.book] = [*lines.get(one.book, ()), one]
    stood = {before.book: [before]} if before else {}
    context = Context(standing=lines, before=stood, today=TODAY, roles=roles)
    return [(one.column, one.value, one.rule) for one in book_named(told.book).faults([Numbered(2, told)], context)]


# --- what they are called ---------------------------------------------------------------------------------------------


def test_the_roles_of_a_procedure_are_known_beside_ours() -> None:
    assert labels_of([procedure()]) == {**LABELS, "clerk": "经办人"}
    assert labels_of([ORDINARY, UPKEEP]) == labels_of([]) == LABELS


def test_whoever_corrects_or_approves_holds_a_role_too() -> None:
    mender, chief = Role(name="mender", label="更正人"), Role(name="chief", label="批准人")
    known = labels_of([procedure(correctors=(mender,), approvers=(chief,))])
    assert (known["mender"], known["chief"]) == ("更正人", "批准人")


def test_a_role_of_ours_keeps_its_label_and_the_system_is_no_role_that_a_register_gives() -> None:
    renamed = (Role(name="handler", label="许可经办人"), replace(SYSTEM, label="机器"))
    assert labels_of([procedure(correctors=(CLERK, *renamed))]) == labels_of([procedure()])


@pytest.mark.parametrize("label", ["承办人", "handler", "系统", "经办人", "clerk"])
def test_no_two_roles_are_called_the_same(label: str) -> None:
    known = labels_of([procedure(correctors=(Role(name="other", label=label),))])
    assert known["other"] == f"{label}（other）"
    assert known["clerk"] == ("经办人（clerk）" if label == "经办人" else "经办人")


def test_a_role_may_be_called_by_its_name() -> None:
    assert labels_of([procedure(correctors=(Role(name="河长", label="河长"),))])["河长"] == "河长"


# --- how sheets tell them ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("told", [post("river_warden"), deputised("river_warden")], ids=lambda told: told.book)
def test_a_role_is_told_by_its_label_and_read_by_label_or_name(told: Line) -> None:
    book = book_named(told.book)
    for shown in (in_roles(book, OWN), book):
        cells = [str(cell or "") for cell in cells_of(shown, told)]
        assert ("河道管护人" in cells, "river_warden" in cells) == (shown is not book, shown is book)
        assert named(book, LineReader(book).line(2, cells)) == told


def named(book: Book[object], read: object) -> Line:
    assert isinstance(read, Line)
    (one,) = by_name({book.name: [Numbered(2, read)]}, OWN)[book.name]
    assert one.row == 2
    return one.line


def test_books_without_roles_are_told_as_ever() -> None:
    others = [book for book in BOOKS if book not in (ASSIGNMENT, DEPUTY)]
    assert all(in_roles(book, OWN) is book for book in others)
    lines = {"officer": [Numbered(2, OFFICERS[0])]}
    assert by_name(lines, OWN)["officer"] is lines["officer"]


def test_a_role_is_a_name_and_no_essay() -> None:
    told = {"staff_number": "001", "role": "长" * (SHORT_TEXT + 1), "unit": "一科", "valid_from": "2026-01-01"}
    read = LineReader(ASSIGNMENT).stated(1, told)
    assert isinstance(read, list)
    assert [(one.column, one.rule) for one in read] == [("岗位", f"应写在一行内，不超过{SHORT_TEXT}个字符")]


# --- when a register may give them ------------------------------------------------------------------------------------


def test_a_role_that_no_procedure_at_hand_knows_is_given_to_nobody_and_the_known_ones_are_named() -> None:
    for told in (post("river_warden"), deputised("river_warden")):
        (fault, *_) = faults(told, roles={})
        assert fault == ("岗位", "river_warden", f"应为{'、'.join(LABELS.values())}之一")
    assert faults(post("boss")) == [("岗位", "boss", f"应为{'、'.join(OWN.values())}之一")]
    assert faults(post("river_warden")) == []
    assert faults(deputised("river_warden"), post("river_warden")) == []


def test_a_line_that_stands_can_be_ended_once_its_procedure_is_gone() -> None:
    ended = Period(start=YEAR.start, end=TODAY)
    for told in (post("river_warden"), deputised("river_warden")):
        shorter = replace(told, valid=ended)
        assert faults(shorter, post("river_warden"), before=told, roles={}) == []
    assert len(faults(post("river_warden", "002"), before=post("river_warden"), roles={})) == 1


def test_who_keeps_the_register_takes_no_step_of_a_hosts_procedure_either() -> None:
    rule = "名录管理员不得同时任办案岗位，名录中同期任河道管护人"
    assert faults(post("registrar"), post("river_warden")) == [("岗位", "名录管理员", rule)]
    rule = "名录管理员不得同时任办案岗位，名录中同期任名录管理员"
    assert faults(post("river_warden"), post("registrar")) == [("岗位", "河道管护人", rule)]
    held = (post("river_warden"), post("registrar", "002"))
    rule = "名录管理员不得代行办案岗位，名录中同期任名录管理员"
    assert faults(deputised("river_warden"), *held) == [("代行人工号", "002", rule)]
