"""What the check of a register tells on a day, though each line of it is sound."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from zhifa.engine.books.book import Cell, Line
from zhifa.engine.books.catalogue import BOOKS, book_named
from zhifa.engine.books.roles import LABELS
from zhifa.engine.books.subject_findings import short_name_shared
from zhifa.engine.period import Period
from zhifa.engine.register import Register
from zhifa.engine.register_findings import findings
from zhifa.engine.register_ids import identifier
from zhifa.engine.register_lines import owned, register_of

DAY = date(2026, 3, 2)
ALWAYS = Period(start=date(2020, 1, 1))
OWN = identifier("agency", "示例局")


def line(book: str, valid: Period = ALWAYS, /, **body: Cell) -> Line:
    return book_named(book).line(valid, body)


def officer(staff: str, **more: Any) -> Line:
    return line("officer", **{"staff_number": staff, "name": f"人员{staff}", "unit": "一科", "post": "科员", **more})


def certificate(staff: str, valid: Period = ALWAYS) -> Line:
    return line("certificate", valid, staff_number=staff, number=f"证{staff}", acts=("penalty",), areas=("示例省",))


def post(staff: str, role: str) -> Line:
    return line("assignment", staff_number=staff, role=role, unit="一科", scope="unit")


def trained(staff: str, hours: int, year: int = 2025) -> Line:
    body = {"staff_number": staff, "year": year, "course": "处罚法", "subject": "public_law"}
    return line("training", **body, hours=hours * 10, passed=True)


AGENCY = line("agency", name="示例局", short_name="示", region="示例省")
SOUND = (AGENCY, officer("001"), certificate("001"), post("001", "handler"), officer("002"), post("002", "reviewer"))
SOUND = (*SOUND, officer("003"), post("003", "registrar"))


def register(*lines: Line) -> Register:
    by_book: dict[str, list[Line]] = {}
    for one in (*SOUND, *lines):
        by_book.setdefault(one.book, []).append(one)
    return register_of({book: owned(of_book, OWN) for book, of_book in by_book.items()}, version=1)


def told(*lines: Line) -> list[tuple[str, str]]:
    """Book and text of each finding, besides those of books that are empty."""
    every = findings(register(*lines), DAY)
    return [(one.book, one.text) for one in every if not one.text.endswith("办案时不就此核对")]


def test_of_a_sound_register_only_the_empty_books_are_told() -> None:
    assert told() == []
    empty = {one.book for one in findings(register(), DAY)}
    assert "officer" not in empty
    assert "benchmark" in empty
    assert "deputy" not in empty
    assert all(one.level == "note" and one.text.startswith("“") for one in findings(register(), DAY))


@pytest.mark.parametrize(
    ("lines", "book", "text"),
    [
        (
            [one for n in range(100, 120) for one in (officer(str(n)), certificate(str(n)))],
            "assignment",
            "法制审核人员1人，持证执法人员21人；原则上不少于百分之五",
        ),
        (
            [line("auxiliary", number=f"F{n}", name="辅助人员", unit="一科", tasks=("协助送达",)) for n in range(4)],
            "auxiliary",
            "辅助人员4人，多于在编执法人员3人",
        ),
        (
            [officer("004", established=False), certificate("004")],
            "certificate",
            "非在编人员持有执法证件：人员004（工号004）",
        ),
        ([line("suspension", number="证001")], "certificate", "执法证件被暂扣，不得执法：人员001（工号001）"),
        (
            [line("certificate_check", number="证001", year=2024, passed=True)],
            "certificate",
            "执法证件没有通过年审，不得执法：人员001（工号001）",
        ),
        ([trained("001", 39)], "training", "2025年度培训不足40学时：人员001（工号001）"),
        (
            [line("assignment", staff_number="001", role="head", unit="一科")],
            "assignment",
            "没有写明办案范围的任职按全机关处理：人员001（工号001）",
        ),
        (
            [officer("004", name="承办人甲"), officer("005", name="承办人甲")],
            "officer",
            "一科有2名“承办人甲”（工号004、005），核对是否同一人",
        ),
        (
            [line("delegation", direction="in", document_number="1号", delegator="示例厅", matters=("水",))],
            "delegation",
            "1号的委托书没有写明公布日期",
        ),
        (
            [
                line(
                    "delegation",
                    direction="in",
                    document_number="1号",
                    delegator="示例厅",
                    matters=("水",),
                    announced_on="2026-03-03",
                )
            ],
            "delegation",
            "1号的委托书到2026-03-03才公布",
        ),
        (
            [line("empowerment", matter="噪声", town="示例镇", document_number="省2号", guided_by="示例局")],
            "empowerment",
            "示例镇“噪声”的赋权决定（省2号）没有写明公布日期",
        ),
        (
            [line("subject", name="示例局", kind="organ", basis="三定")],
            "subject",
            "示例局的主体资格没有写明已向社会公布",
        ),
        (
            [line("counsel", Period(start=DAY, end=date(2026, 4, 1)), number="L1", name="顾问甲", kind="counsel")],
            "counsel",
            "30日内到期：L1（至2026-04-01）",
        ),
        (
            [
                line(
                    "deputy",
                    Period(start=DAY, end=date(2026, 4, 1)),
                    principal="010",
                    deputy="003",
                    role="unit_head",
                    reason="外出",
                )
            ],
            "deputy",
            "30日内到期：010 003 承办机构负责人（至2026-04-01）",
        ),
    ],
)
def test_what_is_amiss_is_told_of_its_book(lines: list[Line], book: str, text: str) -> None:
    assert told(*lines) == [(book, text)]


def test_a_rule_of_one_city_is_no_fault_of_every_register() -> None:
    register_ = register(officer("004", established=False), certificate("004"))
    levels = {one.level for one in findings(register_, DAY) if one.text.startswith("非在编")}
    assert levels == {"note"}


def test_who_delegates_files_the_delegation() -> None:
    body: dict[str, Cell] = {"direction": "out", "document_number": "1号", "delegate": "示例站", "matters": ("大气",)}
    unfiled = ("delegation", "1号的委托没有写明已向本级法制机构备案")
    assert told(line("delegation", **body, **PUBLISHED)) == [unfiled]
    assert told(line("delegation", **body, **PUBLISHED, filed_on="2026-03-03")) == [unfiled]
    assert told(line("delegation", **body, **PUBLISHED, filed_on="2026-03-02")) == []


PUBLISHED = {"announced_on": "2026-03-02"}


@pytest.mark.parametrize(
    "one",
    [
        line("delegation", direction="in", document_number="1号", delegator="厅", matters=("水",), **PUBLISHED),
        line("delegation", Period(start=date(2026, 3, 3)), direction="in", document_number="1号", matters=("水",)),
        line("empowerment", matter="噪声", town="示例镇", document_number="1号", guided_by="示例局", **PUBLISHED),
        line("empowerment", Period(start=date(2026, 3, 3)), matter="噪声", town="示例镇", document_number="1号"),
        line("subject", name="示例局", kind="organ", basis="三定", **PUBLISHED),
        line("counsel", Period(start=DAY, end=date(2026, 4, 2)), number="L1", name="顾问甲", kind="counsel"),
        line("certificate_check", number="证001", year=2025, passed=True),
        trained("001", 40),
        trained("001", 1, 2024),
    ],
    ids=lambda one: one.book,
)
def test_what_is_in_order_or_of_other_days_is_not_told(one: Line) -> None:
    assert told(one) == []


def test_of_many_the_first_are_named_and_all_are_counted() -> None:
    many = [
        one
        for n in range(100, 107)
        for one in (officer(str(n)), certificate(str(n)), line("suspension", number=f"证{n}"))
    ]
    ((_, text),) = told(*many)
    assert text.endswith("人员103（工号103）、人员104（工号104）等7人")
    ending = [
        line("counsel", Period(start=DAY, end=DAY), number=f"L{n}", name="顾问", kind="counsel") for n in range(4)
    ]
    ((_, text),) = told(*ending)
    assert text == "30日内到期：L0（至2026-03-02）、L1（至2026-03-02）、L2（至2026-03-02）等4项"


def test_an_assignment_of_somebody_who_left_is_not_told() -> None:
    left = officer("004")
    gone = book_named("officer").line(Period(start=date(2020, 1, 1), end=date(2026, 3, 1)), left.body)
    assert told(gone, line("assignment", staff_number="004", role="head", unit="一科"), certificate("004")) == []


def test_a_role_that_no_procedure_at_hand_knows_is_a_fault_while_somebody_holds_it() -> None:
    held = line("assignment", Period(start=date(2020, 1, 1), end=DAY), **post("001", "river_warden").body)
    body = {"principal": "001", "role": "river_warden", "reason": "外出"}
    soon = Period(start=DAY, end=date(2026, 4, 1))
    lines = (
        held,
        line("deputy", soon, **body, deputy="002"),
        line("deputy", soon, **body, deputy="900"),
        line("assignment", Period(start=date(2020, 1, 1), end=date(2026, 3, 1)), **post("002", "boss").body),
        line("assignment", Period(start=date(2026, 3, 3)), **post("003", "boss").body),
    )
    way = "装回有这一岗位的流程，或者结束这些行"
    strange = [(one.book, one.text) for one in findings(register(*lines), DAY) if one.level == "fault"]
    assert strange == [
        ("assignment", f"没有一个流程有岗位“river_warden”，凭它不能办理任何步骤：人员001（工号001）；{way}"),
        ("deputy", f"没有一个流程有岗位“river_warden”，凭它不能办理任何步骤：人员002（工号002）；{way}"),
    ]

    known = findings(register(*lines), DAY, {**LABELS, "river_warden": "河道管护人"})
    assert not any(one.level == "fault" for one in known)
    ending = "30日内到期：001 002 河道管护人（至2026-04-01）、001 900 河道管护人（至2026-04-01）"
    assert ending in [one.text for one in known]


def test_that_nobody_keeps_the_register_is_told() -> None:
    without = {
        book: [one for one in SOUND if one.book == book and one.key[:3] != "003"] for book in ("agency", "officer")
    }
    alone = register_of({book: owned(lines, OWN) for book, lines in without.items()}, version=1)
    assert "没有人任名录管理员，名录由谁导入不受限制" in [one.text for one in findings(alone, DAY)]


def test_every_finding_names_a_book_that_there_is() -> None:
    names = {book.name for book in BOOKS}
    assert {one.book for one in findings(register(line("suspension", number="证001")), DAY)} <= names


def test_another_agency_whose_numbers_begin_alike_is_a_fault_and_nobody_else_is() -> None:
    own, past = register(), Period(start=date(2020, 1, 1), end=date(2025, 12, 31))
    alike, before, other = (
        _agency(name, short, valid)
        for name, short, valid in (("甲局", "示", ALWAYS), ("乙局", "示", past), ("丙局", "丙", ALWAYS))
    )

    (found,) = short_name_shared(own, (own, alike, before, other), DAY)

    assert (found.book, found.level, found.mark) == ("agency", "fault", "C")
    assert found.text == "机关代字“示”与甲局的相同，两个机关的文书会编出同样的文号"


def _agency(name: str, short_name: str, valid: Period) -> Register:
    told = line("agency", valid, name=name, short_name=short_name, region="示例省")
    return register_of({"agency": owned((told,), identifier("agency", name))})
