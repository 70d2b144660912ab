"""Lines about people: what is refused of them, by row and column, and what they read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from zhifa.documents.catalogue import CATALOGUE
from zhifa.engine.books.book import Cell, Context, Line, Numbered
from zhifa.engine.books.catalogue import book_named
from zhifa.engine.books.certificates import CERTIFICATES
from zhifa.engine.books.parts import PARTS
from zhifa.engine.books.people import CONTACT, OFFICER, PEOPLE
from zhifa.engine.books.posts import ASSIGNMENT, POSTS, SERIES
from zhifa.engine.people import Officer, Suspension
from zhifa.engine.period import Period
from zhifa.engine.register import Register
from zhifa.engine.register_ids import identifier, officer_id
from zhifa.workflows.roles import ROLES

TODAY = date(2026, 3, 2)
YEAR = Period(start=date(2026, 1, 1), end=date(2026, 12, 31))


def line(book: str, valid: Period = YEAR, /, **body: Cell) -> Line:
    return book_named(book).line(valid, body)


def officer(staff: str, **more: Any) -> Line:
    return line("officer", staff_number=staff, name=f"人员{staff}", unit="一科", post="科员", **more)


def post(staff: str, role: str, valid: Period = YEAR) -> Line:
    return line("assignment", valid, staff_number=staff, role=role, unit="一科")


def pad(staff: str, first: int, last: int, *, year: int = 2026) -> Line:
    return line("pad", staff_number=staff, series="当罚", year=year, first=first, last=last)


OFFICERS = (officer("001"), officer("002"), officer("090", home="示例省司法厅"))
AUXILIARY = line("auxiliary", number="F1", name="辅助人员甲", unit="一科", tasks=("协助送达",))
CERTIFICATE = line("certificate", staff_number="001", number="证1", acts=("penalty",), areas=("示例省",))


def faults(changed: Iterable[Line], *standing: Line, before: Iterable[Line] = ()) -> list[tuple[int, str, str]]:
    """Row, column and rule of each fault of the lines of one book that change."""
    lines = [Numbered(row, one) for row, one in enumerate(changed, start=2)]
    book = book_named(lines[0].line.book)
    context = Context(standing=_by_book([*changed, *standing]), before=_by_book(before), today=TODAY)
    return [(fault.row, fault.column, fault.rule) for fault in book.faults(lines, context)]


def _by_book(lines: Iterable[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for one in lines:
        found.setdefault(one.book, []).append(one)
    return found


OF_OFFICERS = [
    line("contact", staff_number="009", email="009@example.com"),
    line("qualification", staff_number="009", kind="legal_professional", number="资1"),
    line("training", staff_number="009", year=2025, course="处罚法", subject="public_law", hours=80, passed=True),
    line("certificate", staff_number="009", number="证9", acts=("penalty",), areas=("示例省",)),
    post("009", "handler"),
    pad("009", 1, 50),
]


@pytest.mark.parametrize("told", OF_OFFICERS, ids=lambda told: told.book)
def test_a_line_of_somebody_who_is_no_officer_is_refused(told: Line) -> None:
    assert faults([told], *OFFICERS) == [(2, "工号", "执法人员名录中没有这一工号")]
    assert faults([told], officer("009")) == []


@pytest.mark.parametrize("told", OF_OFFICERS, ids=lambda told: told.book)
def test_an_auxiliary_gets_neither_certificate_nor_post_nor_any_other_line_of_an_officer(told: Line) -> None:
    helper = line("auxiliary", number="009", name="辅助人员乙", unit="一科", tasks=("协助送达",))
    ((row, column, rule),) = faults([told], *OFFICERS, helper)
    assert (row, column) == (2, "工号")
    assert "辅助人员" in rule
    assert "行政强制法第十七条第三款" in rule


def test_a_number_that_lost_its_zeros_is_told_from_one_that_nobody_has() -> None:
    assert faults([post("1", "handler")], *OFFICERS) == [(2, "工号", "执法人员名录中没有这一工号；是否应为001")]


def test_a_sheet_of_officers_that_lost_the_zeros_of_every_number_ends_nobody() -> None:
    rule = "名录中人员001的工号是001，只差前面的零，是表格软件把它当作数字了；把这一列设为文本，照原样填写"
    assert faults([OFFICER.line(YEAR, {**officer("1").body, "name": "人员001"})], before=OFFICERS) == [
        (2, "工号", rule)
    ]
    assert faults([officer("1")], before=OFFICERS) == []
    assert faults([officer("1", home="示例省司法厅")], before=[officer("1"), officer("001")]) == []


def test_the_number_of_an_auxiliary_is_no_officers_whichever_comes_first() -> None:
    same = officer("F1")
    assert faults([same], AUXILIARY) == [(2, "工号", "与辅助人员的编号相同")]
    assert faults([AUXILIARY], same) == [(2, "编号", "与执法人员的工号相同；辅助人员不得列入执法人员名录")]
    assert faults([AUXILIARY], *OFFICERS) == []


def test_the_number_of_somebody_who_left_is_not_given_to_another() -> None:
    gone = OFFICER.line(Period(start=date(2020, 1, 1), end=date(2026, 3, 1)), {**officer("001").body, "name": "前任甲"})
    assert faults([officer("001")], before=[gone]) == [
        (2, "姓名", "工号001原属已离任的前任甲，不得再给他人；同一人改名的，先以原名恢复，再改姓名")
    ]
    assert faults([officer("001")], before=[OFFICER.line(gone.valid, officer("001").body)]) == []
    assert faults([officer("001")], before=[OFFICER.line(YEAR, gone.body)]) == []


@pytest.mark.parametrize("role", [role for role in ROLES if role.name != "reviewer"], ids=lambda role: role.name)
def test_a_guest_reviews_and_does_nothing_else(role: Any) -> None:
    guest, other = OFFICERS[2], post("090", role.name)
    assert faults([other], *OFFICERS) == [(2, "岗位", "跨机关协作人员只能任法制审核人员")]
    assert faults([guest], other) == [(2, "来自机关", f"跨机关协作人员只能任法制审核人员，名录中任{role.label}")]
    assert faults([post("090", "reviewer")], *OFFICERS) == []
    assert faults([guest], post("090", "reviewer")) == []


def test_what_somebody_was_before_does_not_keep_him_from_what_he_is_now() -> None:
    gone = Period(start=date(2020, 1, 1), end=date(2026, 3, 1))
    assert faults([OFFICERS[2]], post("090", "handler", gone)) == []
    assert faults([post("090", "handler", gone)], *OFFICERS) == []
    helper = book_named("auxiliary").line(gone, {**AUXILIARY.body, "number": "001"})
    assert faults([officer("001")], helper) == []
    assert faults([post("001", "handler")], helper, *OFFICERS) == []
    assert faults([book_named("auxiliary").line(YEAR, helper.body)], OFFICER.line(gone, officer("001").body)) == []


def test_who_keeps_the_register_takes_no_step_of_a_case_in_the_same_days() -> None:
    half = Period(start=date(2026, 7, 1))
    first = Period(start=date(2026, 1, 1), end=date(2026, 6, 30))
    rule = "名录管理员不得同时任办案岗位，名录中同期任"
    assert faults([post("001", "registrar"), post("001", "head")], *OFFICERS) == [
        (2, "岗位", f"{rule}机关负责人"),
        (3, "岗位", f"{rule}名录管理员"),
    ]
    assert faults([post("001", "handler", half)], *OFFICERS, post("001", "registrar", first)) == []
    assert faults([post("001", "supervisor")], *OFFICERS, post("001", "registrar")) == []
    assert faults([post("001", "handler")], *OFFICERS, post("002", "registrar")) == []


@pytest.mark.parametrize(
    "told",
    [
        line("certificate_check", number="证9", year=2025, passed=True),
        line("suspension", number="证9"),
    ],
    ids=lambda told: told.book,
)
def test_a_line_of_a_certificate_that_nobody_has_is_refused(told: Line) -> None:
    assert faults([told], CERTIFICATE) == [(2, "执法证号", "执法证件名录中没有这一证号")]
    assert faults([told], book_named("certificate").line(YEAR, {**CERTIFICATE.body, "number": "证9"})) == []


def deputised(principal: str, deputy: str, role: str = "head") -> Line:
    return line("deputy", principal=principal, deputy=deputy, role=role, reason="外出学习")


def test_a_deputy_stands_in_for_another_who_holds_the_role() -> None:
    held = (*OFFICERS, post("001", "head"))
    assert faults([deputised("001", "002")], *held) == []
    assert faults([deputised("001", "001")], *held) == [(2, "代行人工号", "不得由本人代行")]
    assert faults([deputised("003", "004")], *held) == [
        (2, "被代行人工号", "执法人员名录中没有这一工号"),
        (2, "代行人工号", "执法人员名录中没有这一工号"),
        (2, "岗位", "工号003的人员同期没有这一岗位，不能代行"),
    ]
    assert faults([deputised("001", "F1")], *held, AUXILIARY)[0][1] == "代行人工号"
    assert faults([deputised("001", "002", "leader")], *held) == [
        (2, "岗位", "工号001的人员同期没有这一岗位，不能代行")
    ]
    earlier = post("001", "head", Period(start=date(2020, 1, 1), end=date(2025, 12, 31)))
    assert len(faults([deputised("001", "002")], *OFFICERS, earlier)) == 1


def test_who_stands_in_for_another_does_it_for_a_time() -> None:
    endless = book_named("deputy").line(Period(start=YEAR.start), deputised("001", "002").body)
    assert faults([endless], *OFFICERS, post("001", "head")) == [(2, "有效期至", "代行职权是临时的，写明最后一天")]


def test_nobody_keeps_the_register_for_another_or_stands_in_while_keeping_it() -> None:
    held = (*OFFICERS, post("001", "registrar"), post("002", "head"))
    assert faults([deputised("001", "002", "registrar")], *held) == [(2, "岗位", "不得由他人代行；由另一人任这一岗位")]
    assert faults([deputised("002", "001")], *held) == [
        (2, "代行人工号", "名录管理员不得代行办案岗位，名录中同期任名录管理员")
    ]


def test_a_number_is_handed_out_once() -> None:
    rule = "号重号；一个号码只能发一次"
    first = pad("001", 101, 150)
    assert faults([first, pad("002", 150, 160)], *OFFICERS) == [
        (3, "起号", f"与第2行工号001的当罚〔2026〕101号至150{rule}")
    ]
    assert faults([pad("002", 90, 101)], first, *OFFICERS) == [
        (2, "起号", f"与名录中工号001的当罚〔2026〕101号至150{rule}")
    ]
    assert len(faults([first, pad("002", 110, 120), pad("002", 140, 145)], *OFFICERS)) == 2
    assert faults([pad("002", 151, 160), pad("002", 101, 150, year=2027)], first, *OFFICERS) == []


def test_pads_that_share_numbers_already_are_not_asked_of_a_change_of_others() -> None:
    assert faults([pad("002", 301, 302)], pad("001", 101, 150), pad("001", 120, 130), *OFFICERS) == []


def test_a_pad_ends_behind_its_beginning() -> None:
    assert faults([pad("001", 102, 101)], *OFFICERS) == [(2, "止号", "号段的止号小于起号")]


def test_a_role_that_no_shipped_procedure_knows_goes_by_its_name() -> None:
    assert faults([OFFICERS[2]], post("090", "river_warden")) == [
        (2, "来自机关", "跨机关协作人员只能任法制审核人员，名录中任river_warden")
    ]


def test_pads_are_of_the_series_that_are_numbered_beforehand() -> None:
    assert set(SERIES) == {kind.series for kind in CATALOGUE.values() if kind.padded}


def test_an_assignment_may_name_every_role_by_its_label() -> None:
    assert ASSIGNMENT.by_field["role"].choices == {role.name: role.label for role in ROLES}


def test_of_a_person_the_public_sees_what_the_list_of_officers_names_and_nothing_else() -> None:
    shown = {
        f"{book.name}.{column.field}"
        for book in (*PEOPLE, *CERTIFICATES, *POSTS)
        for column in book.columns
        if column.public
    }
    assert shown == {
        "officer.name", "officer.unit", "officer.post", "certificate.number", "certificate.acts", "certificate.areas",
    }  # fmt: skip


def test_an_officer_is_the_same_person_at_every_import() -> None:
    agency = identifier("agency", "示例局")
    told = OFFICER.line(YEAR, {**officer("001").body, "established": False, "home": "示例省司法厅"})
    owned = Line(book=told.book, key=told.key, valid=YEAR, body=told.body, agency_id=agency)
    assert OFFICER.read(owned) == Officer(
        id=officer_id("示例局", "001"), staff_number="001", name="人员001", unit="一科", post="科员", valid=YEAR,
        home="示例省司法厅", established=False,
    )  # fmt: skip
    email = CONTACT.line(YEAR, {"staff_number": "001", "email": "001@example.com"})
    assert CONTACT.read(Line(book="contact", key="001", valid=YEAR, body=email.body, agency_id=agency)) == (
        officer_id("示例局", "001"),
        "001@example.com",
    )


def test_a_register_has_a_field_for_every_book_whose_values_it_asks() -> None:
    fields = Register.__dataclass_fields__
    assert PARTS.keys() <= fields.keys()


def test_a_withheld_certificate_is_back_on_the_day_on_which_it_is_returned() -> None:
    withheld = Suspension(number="证1", valid=YEAR, lifted_on=date(2026, 3, 5))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 4), date(2026, 3, 5)]
    assert [withheld.holds(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize("unit", ["支队／一科", "支队/一科/", "支队 / 一科", "支队//一科"])
def test_the_path_of_a_unit_is_written_in_one_way(unit: str) -> None:
    for book in (OFFICER, ASSIGNMENT):
        rule = book.by_field["unit"].rule
        assert rule is not None
        assert "半角“/”" in (rule(unit) or "")
        assert rule("支队/一科") is None
