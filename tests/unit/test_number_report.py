"""What became of every number: papers, voided ones, lacking ones, and what no command can have brought about."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import pytest

from case_desk import register_text
from zhifa.engine.canonical import digest
from zhifa.engine.instants import SHANGHAI
from zhifa.engine.number_report import BorneBefore, Counted, Issued, NumberReport, number_report
from zhifa.engine.number_starts import START_REASONS, Starting, counted_refusals, start_refusals, start_row
from zhifa.engine.refusals import ENGINE_REASONS, Refusal
from zhifa.engine.register import Register
from zhifa.engine.register_file import file_of
from zhifa.engine.register_ids import officer_id
from zhifa.engine.voids import VOID_REASONS, Use, Voiding, VoidRow, order_refusals, refusals_before, told, void_row

AGENCY = "示例市生态环境局"
FIRST = officer_id(AGENCY, "001")
NOW = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
REGISTER: Register


def register(*pads: tuple[int, int]) -> Register:
    """The demonstration register, 承办人甲 with these pads of 2026 and nobody else with any."""
    content = json.loads(register_text())
    for officer in content["officers"]:
        mine = pads if officer["staff_number"] == "001" else ()
        officer["pads"] = [
            {"series": "当罚", "year": 2026, "first": first, "last": last, "valid_from": "2026-01-01"}
            for first, last in mine
        ]
    return file_of(json.dumps(content, ensure_ascii=False)).register


def paper(ordinal: int, series: str = "罚", year: int = 2026, number: str | None = None) -> Issued:
    return Issued(
        series, year, ordinal, number or f"示市环{series}〔{year}〕{ordinal}号", f"文书{ordinal}", f"案{ordinal}", "D33", "行政处罚决定书",
        "2026-03-02",
    )  # fmt: skip


def papers(*ordinals: int, series: str = "罚") -> list[Issued]:
    return [paper(ordinal, series) for ordinal in ordinals]


def voiding(ordinal: int, **changes: Any) -> Voiding:
    lawful: dict[str, Any] = {
        "officer": FIRST,
        "series": "当罚",
        "year": 2026,
        "reason": "打印污损",
        "on": date(2026, 3, 2),
    }
    return Voiding(**(lawful | {"ordinal": ordinal} | changes))


def chain(*ordinals: int) -> list[VoidRow]:
    """These numbers of the pad 101–150, voided one after the other."""
    held, rows = register((101, 150)), list[VoidRow]()
    for number in ordinals:
        asked = voiding(number)
        pad = asked.pad(held)
        assert pad is not None
        before = rows[-1] if rows else None
        rows.append(
            void_row(asked, pad, held.officers[FIRST], agency_id="A", row_id=f"v{number}", before=before, now=NOW)
        )
    return rows


def report(
    counted: Iterable[tuple[str, int]] = (),
    issued: Iterable[Issued] = (),
    voided: Iterable[VoidRow] = (),
    *,
    pads: tuple[tuple[int, int], ...] = (),
    year: int | None = None,
) -> NumberReport:
    counters = [Counted(name, 2026, next_) for name, next_ in counted]
    return number_report(register(*pads), counters, list(issued), list(voided), year=year)


def kinds(found: NumberReport) -> list[tuple[str, int]]:
    return [(finding.kind, finding.ordinal) for finding in found.findings]


# --- accounting ------------------------------------------------------------------------------------------------------


def test_a_series_without_a_gap_is_accounted_for() -> None:
    found = report([("罚", 4)], papers(1, 2, 3))

    (one,) = found.accounted
    assert (one.stretch.first, one.stretch.last, one.stretch.next, one.stretch.rest) == (1, None, 4, None)
    assert [p.ordinal for p in one.issued] == [1, 2, 3]
    assert found.findings == ()


@pytest.mark.parametrize(
    ("there", "lacking"),
    [((2, 3, 5), ((1, 1), (4, 4))), ((1, 5), ((2, 4),)), ((1, 2, 3), ((4, 5),)), ((), ((1, 5),))],
)
def test_numbers_without_a_paper_are_lacking_and_told_in_stretches(
    there: tuple[int, ...], lacking: tuple[tuple[int, int], ...]
) -> None:
    found = report([("罚", 6)], papers(*there))

    assert found.accounted[0].lacking == lacking
    assert kinds(found) == [("lacking", first) for first, _ in lacking]


def test_what_is_lacking_is_told_by_its_number() -> None:
    one, several = report([("罚", 6)], papers(2, 3)).findings

    assert one.text == "罚〔2026〕1号已经编出，既没有文书，也没有作废记录"
    assert several.text.startswith("罚〔2026〕4号至5号已经编出")


def test_a_pad_counts_from_its_first_number_and_tells_what_is_left() -> None:
    found = report([("当罚/101", 4)], papers(101, 103, series="当罚"), chain(102), pads=((101, 150), (201, 210)))

    begun, fresh = found.accounted
    assert (begun.stretch.next, begun.stretch.rest, begun.stretch.holder) == (104, 47, "承办人甲")
    assert [(void.ordinal, void.reason, void.officer) for void in begun.voided] == [(102, "打印污损", "承办人甲")]
    assert (fresh.stretch.next, fresh.stretch.rest, fresh.issued) == (201, 10, ())
    assert found.findings == ()


def test_a_pad_used_up_has_nothing_left() -> None:
    found = report([("当罚/101", 3)], papers(101, 102, series="当罚"), pads=((101, 102),))

    assert found.accounted[0].stretch.rest == 0
    assert found.findings == ()


def test_a_year_is_looked_at_alone() -> None:
    found = report([("罚", 2)], papers(1), chain(101), pads=((101, 150),), year=2027)
    assert [one.stretch.series for one in found.accounted] == ["罚"]
    assert found.findings == ()


# --- what no command brings about ------------------------------------------------------------------------------------


def test_a_paper_beyond_what_was_counted_is_found() -> None:
    found = report([("罚", 2)], [*papers(1, 7), paper(1, "密")])
    assert kinds(found) == [("not_allotted", 7), ("not_allotted", 1)]
    assert found.findings[0].text == "罚〔2026〕7号没有编出，却已用去：2026-03-02签发行政处罚决定书（D33，案件案7）"


def test_a_number_that_was_voided_and_issued_is_found() -> None:
    found = report([("当罚/101", 2)], papers(101, series="当罚"), chain(101), pads=((101, 150),))
    assert kinds(found) == [("used_twice", 101)]


def test_a_paper_that_bears_another_number_than_it_was_allotted_is_found() -> None:
    found = report([("罚", 2)], [paper(1, number="示市环罚〔2026〕11号")])
    assert kinds(found) == [("worded_otherwise", 1)]


def test_numbers_from_a_pad_that_nobody_holds_are_found() -> None:
    found = report([("当罚/301", 3)], papers(301, 302, series="当罚"))
    assert kinds(found) == [("pad_unknown", 301)]
    assert found.accounted[0].stretch.rest == 0


def test_numbers_beyond_the_end_of_a_pad_are_found() -> None:
    found = report([("当罚/101", 4)], papers(101, 102, 103, series="当罚"), pads=((101, 102),))
    assert kinds(found) == [("pad_exceeded", 103)]


@pytest.mark.parametrize(
    ("forged", "how"),
    [
        (lambda rows: rows[1:], "没有接在前一作废记录之后"),
        (lambda rows: [rows[0], rows[2]], "没有接在前一作废记录之后"),
        (lambda rows: [rows[0]._replace(body="{}"), *rows[1:]], "内容与其哈希不符"),
        (lambda rows: [rows[0]._replace(ordinal=109), *rows[1:]], "各栏与其正文不符"),
        (lambda rows: [rows[0]._replace(officer_id="x"), *rows[1:]], "各栏与其正文不符"),
        (lambda rows: [_rehashed(rows[0], "[]"), *rows[1:]], "各栏与其正文不符"),
        (lambda rows: [_rehashed(rows[0], "no JSON"), *rows[1:]], "各栏与其正文不符"),
    ],
    ids=["first taken out", "one taken out", "body", "column", "officer", "no object", "no JSON"],
)
def test_a_forged_record_of_a_voided_number_is_found(forged: Any, how: str) -> None:
    found = report([("当罚/101", 4)], papers(101, 102, 103, series="当罚"), forged(chain(101, 102, 103)))

    told_of = [finding.text for finding in found.findings if finding.kind == "void_forged"]
    assert any(how in text for text in told_of)


def _rehashed(row: VoidRow, body: str) -> VoidRow:
    return row._replace(body=body, hash=digest("void/1", body))


def test_the_chain_is_held_as_long_as_nobody_touches_it() -> None:
    assert kinds(report([("当罚/101", 4)], (), chain(101, 102, 103), pads=((101, 150),))) == []


# --- voiding ---------------------------------------------------------------------------------------------------------


def before(asked: Voiding, *pads: tuple[int, int]) -> set[str]:
    return {refusal.code for refusal in refusals_before(asked, register(*(pads or ((101, 150),))), now=NOW)}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, set()),
        ({"ordinal": 151}, {"number_not_on_pad"}),
        ({"ordinal": 100}, {"number_not_on_pad"}),
        ({"series": "罚"}, {"number_not_on_pad"}),
        ({"year": 2025}, {"number_not_on_pad"}),
        ({"officer": officer_id(AGENCY, "002")}, {"number_not_on_pad"}),
        ({"on": date(2025, 12, 31)}, {"number_not_on_pad"}),
        ({"on": date(2026, 3, 3)}, {"occurred_in_future"}),
        ({"officer": "谁"}, {"unknown_actor"}),
        ({"reason": " "}, {"facts_invalid"}),
        ({"reason": "污" * 301}, {"facts_invalid"}),
        ({"reason": "污\u202e损", "ordinal": 151}, {"facts_invalid", "number_not_on_pad"}),
    ],
)
def test_who_may_void_which_number_and_when(changes: dict[str, Any], codes: set[str]) -> None:
    assert before(voiding(101, **changes) if "ordinal" not in changes else voiding(**changes)) == codes


def ordered(ordinal: int, following: int, use: Use | None = None, previous: Use | None = None) -> tuple[Refusal, ...]:
    asked = voiding(ordinal)
    pad = asked.pad(register((101, 150)))
    assert pad is not None
    return order_refusals(asked, pad, following=following, use=use, previous=previous)


def test_the_next_number_of_the_pad_may_be_voided() -> None:
    assert ordered(101, 1) == ordered(105, 5) == ()


def test_a_number_that_was_used_is_not_voided() -> None:
    (refused,) = ordered(102, 5, Use(date(2026, 3, 2), "2026-03-02作废（打印污损；承办人甲）"))
    assert (refused.code, "2026-03-02作废（打印污损；承办人甲）" in refused.text) == ("number_used", True)
    assert "库中没有载明用途" in ordered(102, 5)[0].text


def test_a_number_before_which_others_are_free_is_not_voided() -> None:
    (refused,) = ordered(107, 5)
    assert refused.code == "number_not_next"
    assert refused.text == "当罚〔2026〕107号之前还有当罚〔2026〕105号没有用去，号码应当依次使用"


def test_a_number_is_not_voided_before_the_day_on_which_the_one_before_it_was_used() -> None:
    issued = paper(101, "当罚")
    (refused,) = ordered(102, 2, previous=issued._replace(issued_on="2026-03-03").used)

    assert refused.code == "voided_before_its_turn"
    assert (
        "当罚〔2026〕102号不能在2026-03-02作废：前一号当罚〔2026〕101号到2026-03-03才用去（2026-03-03签发"
        in refused.text
    )
    assert ordered(102, 2, previous=issued.used) == ordered(102, 2, previous=told(chain(101)[0]).used) == ()


def test_the_record_says_who_when_and_why_as_it_was() -> None:
    (row,) = chain(101)
    assert told(row).use == "2026-03-02作废（打印污损；承办人甲）"
    assert json.loads(row.body)["officer"] == {
        "id": FIRST,
        "name": "承办人甲",
        "post": "科员",
        "unit": "执法一科",
    }


def test_reasons_of_voiding_have_codes_of_their_own() -> None:
    codes = [reason.code for reason in (*VOID_REASONS, *START_REASONS, *ENGINE_REASONS)]
    assert len(codes) == len(set(codes))


# --- beginning later than with 1 ---------------------------------------------------------------------------------------


def starting(**changes: Any) -> Starting:
    lawful: dict[str, Any] = {
        "officer": FIRST,
        "series": "罚",
        "year": 2026,
        "next": 58,
        "reason": "上半年用纸质台账编号",
    }
    return Starting(**(lawful | changes))


def begun(before: VoidRow | None = None, **changes: Any) -> VoidRow:
    asked = starting(**changes)
    return start_row(asked, register().officers[FIRST], agency_id="A", row_id="b", before=before, now=NOW)


def test_a_series_that_begins_later_lacks_none_of_the_numbers_used_before() -> None:
    row = begun()
    found = report([("罚", 60), ("告", 3)], [*papers(58, 59), *papers(1, 2, series="告")], [row])

    of_notices, of_decisions = found.accounted
    assert (of_decisions.stretch.first, of_decisions.lacking, of_decisions.voided, of_notices.begun) == (
        58,
        (),
        (),
        None,
    )
    assert of_decisions.begun
    assert (
        of_decisions.begun.begun == "1号至57号在启用本系统前已经用去（上半年用纸质台账编号；承办人甲，2026-03-02登记）"
    )
    assert found.findings == ()


def test_a_single_number_used_before_is_told_as_one() -> None:
    assert told(begun(next=2)).begun.startswith("1号在启用本系统前已经用去")


def test_a_paper_under_a_number_used_before_is_found() -> None:
    assert kinds(report([("罚", 59)], papers(3, 58), [begun()])) == [("not_allotted", 3)]


def test_a_beginning_without_its_counter_and_a_second_one_are_found() -> None:
    first = begun()
    second = begun(first, next=61)
    assert kinds(report((), (), [first])) == [("begun_amiss", 57)]
    assert kinds(report([("罚", 61)], (), [first, second])) == [("begun_amiss", 57)]
    assert kinds(report([("罚", 61)], (), [begun(next=61), begun(begun(next=61))])) == [("begun_amiss", 57)]

    (uncounted,) = report((), (), [first]).accounted
    assert (uncounted.stretch.first, uncounted.stretch.next, uncounted.lacking) == (58, 58, ())
    assert report((), (), [first], year=2027).accounted == ()


def test_beginnings_and_voids_stand_in_one_chain_whose_end_is_told() -> None:
    rows = chain(101)
    rows.append(begun(rows[-1]))
    found = report([("当罚/101", 2), ("罚", 58)], (), rows, pads=((101, 150),))

    assert found.findings == ()
    assert found.head == (2, rows[-1].hash)
    assert report().head is None
    assert kinds(report([("罚", 58)], (), [rows[1]])) == [("void_forged", 57)]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, set()),
        ({"series": "责改"}, set()),
        ({"year": 2025}, set()),
        ({"year": 2027}, {"series_ahead"}),
        ({"series": "当罚"}, {"series_unknown"}),
        ({"series": "谁"}, {"series_unknown"}),
        ({"officer": "谁", "reason": " "}, {"unknown_actor", "facts_invalid"}),
    ],
)
def test_who_may_begin_which_series_later(changes: dict[str, Any], codes: set[str]) -> None:
    assert {refusal.code for refusal in start_refusals(starting(**changes), register(), now=NOW)} == codes


def test_a_series_that_was_counted_begins_nowhere_else() -> None:
    (refused,) = counted_refusals(starting(), following=3)

    assert (refused.code, "下一号是罚〔2026〕3号" in refused.text) == ("series_counted", True)
    assert counted_refusals(starting(), following=None) == ()


@pytest.mark.parametrize("following", [1, 1_000_000])
def test_every_series_begins_with_one_by_itself_and_none_beyond_six_digits(following: int) -> None:
    with pytest.raises(ValueError, match=f"next={following}"):
        starting(next=following)


def test_a_number_that_a_past_decision_bears_too_is_found_with_both() -> None:
    both = [BorneBefore(paper(1), "往年.xlsx", 7, on) for on in ("2025-06-30", None)]
    dated, undated = number_report(register(), [Counted("罚", 2026, 2)], papers(1), [], before=both).findings

    assert (dated.kind, dated.ordinal) == ("borne_before", 1)
    assert dated.text == (
        "示市环罚〔2026〕1号用了两次：2026-03-02签发行政处罚决定书（D33，案件案1）；导入的往期处罚决定（往年.xlsx第7行，2025-06-30作出）也载此号"
    )
    assert "第7行，未载日期" in undated.text
