"""Lines are taken back for days gone by only where nobody had used them on them, or where that is asked for; then the cases stay named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from case_desk import START, Desk
from office_rows import Rows
from zhifa.engine.backdating import backdated_findings
from zhifa.engine.books.book import Line, Numbered
from zhifa.engine.errors import CommandRefused
from zhifa.engine.period import Period
from zhifa.engine.register_journal import Source
from zhifa.engine.register_proposal import NumberedLines
from zhifa.engine.register_room import Taken

TODAY = START.date()
YESTERDAY = TODAY - timedelta(days=1)
CERTIFICATE = "演示执法证001"
WHY = Source(reason="核查发现。")


def _agency(desk: Desk) -> str:
    return desk.office.registers()[0].agency.id


def _end(desk: Desk, book: str, key: str, on: date, **asked: Any) -> Taken:
    return desk.office.books.end(_agency(desk), book, key, on=on, reason="核查发现。", **asked)


def _line(desk: Desk, book: str, key: str) -> Line:
    return next(line for line in desk.office.registers()[0].shelf.lines(book) if line.key == key)


def _valid(line: Line, start: date | None = None, end: date | None = None) -> Line:
    return replace(line, valid=Period(start=start or line.valid.start, end=end or line.valid.end))


def _one(line: Line) -> NumberedLines:
    return {line.book: (Numbered(2, line),)}


def _taken_back(desk: Desk) -> Iterator[tuple[Line, str, str]]:
    """Lines that take something back, how they are named, and the days that are told."""
    certificate = _line(desk, "certificate", CERTIFICATE)
    since = certificate.valid.start
    yield _valid(certificate, end=YESTERDAY), CERTIFICATE, f"{YESTERDAY}之后"
    yield _valid(certificate, start=TODAY + timedelta(days=1)), CERTIFICATE, f"{TODAY + timedelta(days=1)}之前"
    yield replace(certificate, body={**certificate.body, "staff_number": "003"}), CERTIFICATE, f"{since}以来"
    yield replace(certificate, body={**certificate.body, "acts": ("inspection",)}), CERTIFICATE, f"{since}以来"
    post = _line(desk, "assignment", "001|handler|执法一科|2015-01-01")
    yield _valid(post, end=YESTERDAY), "001 承办人 执法一科", f"{YESTERDAY}之后"


def _harmless(desk: Desk) -> Iterator[Line]:
    """Lines that take nothing that was used: of days before, of today's on, of somebody else, or more than there was."""
    certificate = _line(desk, "certificate", CERTIFICATE)
    yield _valid(certificate, start=TODAY)
    yield _valid(certificate, end=TODAY)
    yield _valid(_line(desk, "certificate", "演示执法证003"), end=YESTERDAY)
    yield replace(certificate, body={**certificate.body, "acts": ("penalty", "inspection", "coercion", "licence")})


def test_a_line_that_was_used_since_is_ended_only_where_that_is_asked_for(migrated_url: str) -> None:
    with Desk(migrated_url) as desk, Rows(migrated_url) as rows:
        case = desk.bring_to("investigating")
        today = desk.clock.now().date()
        desk.clock.advance(timedelta(days=3))
        before = rows.snapshot()
        for book, key in (
            ("certificate", CERTIFICATE),
            ("officer", "002"),
            ("assignment", "001|handler|执法一科|2015-01-01"),
        ):
            with pytest.raises(CommandRefused) as refused:
                _end(desk, book, key, YESTERDAY)
            assert [one.code for one in refused.value.refusals] == ["line_used"]
            assert case[:8] in str(refused.value)
        assert rows.snapshot() == before
        assert _end(desk, "certificate", "演示执法证002", today).entry is not None
        assert _end(desk, "certificate", "演示执法证003", YESTERDAY).entry is not None
        assert _end(desk, "certificate", CERTIFICATE, YESTERDAY, retroactive=True).entry is not None
        assert desk.office.books.verify(_agency(desk)) == ()
        (told,) = backdated_findings(desk.office.books.history(_agency(desk)))
        assert told.text == f"第4版追溯变更“{CERTIFICATE}”，{YESTERDAY}之后用过的案件应逐案核对：{case[:8]}"


def test_an_import_takes_back_what_was_used_only_where_that_is_asked_for_and_a_reason_given(migrated_url: str) -> None:
    with Desk(migrated_url) as desk, Rows(migrated_url) as rows:
        case = desk.bring_to("investigating")
        desk.clock.advance(timedelta(days=3))
        books, agency, before = desk.office.books, _agency(desk), rows.snapshot()
        for line, name, days in _taken_back(desk):
            (used,) = books.preview(agency, _one(line)).used
            assert (used.name, used.days, used.cases) == (name, days, (case,))
            for given, asked in ((WHY, False), (Source(), True)):
                with pytest.raises(CommandRefused, match=f"的“{name}”在{days}还用于案件：{case[:8]}"):
                    books.take(agency, _one(line), source=given, retroactive=asked)
        for line in _harmless(desk):
            assert books.preview(agency, _one(line)).used == ()
        assert rows.snapshot() == before
        line, *_ = next(_taken_back(desk))
        taken = books.take(agency, _one(line), source=WHY, retroactive=True)
        assert taken.entry is not None
        assert [one["cases"] for one in taken.entry.told["source"]["backdated"]] == [[case]]
        assert books.verify(agency) == ()
        assert [told.text for told in backdated_findings(books.history(agency))] == [
            f"第2版追溯变更“{CERTIFICATE}”，{YESTERDAY}之后用过的案件应逐案核对：{case[:8]}"
        ]


def test_what_a_sheet_no_longer_names_is_asked_for_the_days_on_which_it_then_does_not_hold(
    migrated_sqlite_url: str,
) -> None:
    with Desk(migrated_sqlite_url) as desk:
        case, agency = desk.bring_to("investigating"), _agency(desk)
        certificates = desk.office.registers()[0].shelf.lines("certificate")
        left = {
            "certificate": [Numbered(row, one) for row, one in enumerate(certificates, 2) if one.key != CERTIFICATE]
        }
        whole = frozenset({"certificate"})
        # What is left out ends yesterday, and the certificate was used today.
        (used,) = desk.office.books.preview(agency, left, whole=whole).used
        assert (used.key, used.cases) == (CERTIFICATE, (case,))
        with pytest.raises(CommandRefused, match="还用于案件"):
            desk.office.books.take(agency, left, whole=whole, source=WHY)
        desk.clock.advance(timedelta(days=3))
        assert desk.office.books.take(agency, left, whole=whole, source=WHY).entry is not None
        assert list(backdated_findings(desk.office.books.history(agency))) == []
