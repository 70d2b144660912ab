"""Extensions and times that do not count: only what a provision gives, as far as it gives it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from zhifa.engine.allowances import (
    Exclusion,
    Extended,
    Extension,
    Further,
    Noted,
    excluded,
    extended_by,
    refuse_after_end,
)
from zhifa.engine.calendar import Calendar
from zhifa.engine.stops import Stop
from zhifa.engine.terms import Direction, Term, Unit, reckon
from zhifa.workflows.terms import DECISION, HEARING_NOTICE
from zhifa.workflows.terms.coercion import SEIZURE
from zhifa.workflows.terms.licence import LICENCE_DECISION, LICENCE_RENEWAL

CALENDAR = Calendar()
HEAD = "行政机关负责人"
START, TODAY = date(2026, 3, 2), date(2026, 12, 1)
TWICE = replace(
    SEIZURE,
    extension=Extension(length=30, approver=HEAD, article="规章第一条", further=Further("机关负责人集体讨论")),
)


def _noted(first: str, last: str, kind: str = "鉴定", *, noticed: bool = True) -> Noted:
    return Noted(date.fromisoformat(first), date.fromisoformat(last), kind, noticed)


def _stops(*noted: Noted, term: Term = SEIZURE) -> tuple[Stop, ...]:
    return excluded(term, noted, start=START, today=TODAY)


def test_what_was_granted_is_added_up() -> None:
    assert extended_by(SEIZURE, ()) == 0
    assert extended_by(SEIZURE, (Extended(30, HEAD),)) == 30
    assert extended_by(TWICE, (Extended(20, HEAD), Extended(90, "机关负责人集体讨论"))) == 110


@pytest.mark.parametrize(
    ("term", "granted", "rule"),
    [
        (DECISION, (Extended(30, HEAD),), "没有规定“作出处罚决定的期限”可以延长"),
        (SEIZURE, (Extended(31, HEAD),), "每次延长1至30日"),
        (SEIZURE, (Extended(0, HEAD),), "每次延长1至30日"),
        (SEIZURE, (Extended(10, HEAD), Extended(10, HEAD)), "至多延长1次"),
        (SEIZURE, (Extended(30, ""),), "第1次延长由行政机关负责人批准"),
        (SEIZURE, (Extended(30, "承办人甲"),), "第1次延长由行政机关负责人批准"),
        (TWICE, (Extended(30, HEAD), Extended(30, HEAD)), "第2次延长由机关负责人集体讨论批准"),
        (TWICE, (Extended(30, HEAD), Extended(0, "机关负责人集体讨论")), "每次延长1至30日"),
    ],
)
def test_an_extension_beyond_its_provision_is_refused(term: Term, granted: tuple[Extended, ...], rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        extended_by(term, granted)


@pytest.mark.parametrize(
    "changes",
    [{"length": 0}, {"times": 0}, {"approver": " "}, {"article": ""}],
    ids=lambda changes: next(iter(changes)),
)
def test_an_extension_without_sense_is_not_declared(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="an extension"):
        replace(Extension(length=30, approver=HEAD, article="规章第一条"), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("term", [HEARING_NOTICE, LICENCE_RENEWAL])
@pytest.mark.parametrize("field", ["extension", "exclusions"])
def test_a_backward_term_and_a_fixed_date_declare_neither(term: Term, field: str) -> None:
    with pytest.raises(ValueError, match=field):
        replace(term, **{field: getattr(LICENCE_DECISION, field)})


def test_a_time_told_by_its_first_and_last_day_stops_the_term_on_the_eve() -> None:
    (stop,) = _stops(_noted("2026-03-10", "2026-03-19"))
    assert (stop.start, stop.end) == (date(2026, 3, 9), date(2026, 3, 19))
    moved = reckon(SEIZURE, START, CALENDAR, stops=[stop]).nominal
    assert moved - reckon(SEIZURE, START, CALENDAR).nominal == timedelta(days=10)
    assert "行政强制法第二十五条第三款" in stop.label


def test_times_are_taken_in_order_however_they_are_told() -> None:
    stops = _stops(_noted("2026-03-20", "2026-03-21"), _noted("2026-03-10", "2026-03-19", "检测"))
    assert [stop.start for stop in stops] == [date(2026, 3, 9), date(2026, 3, 19)]


@pytest.mark.parametrize(
    ("noted", "rule"),
    [
        ((_noted("2026-03-20", "2026-03-19"),), "结束日早于开始日"),
        ((_noted("2026-03-01", "2026-03-05"),), "自2026-03-02起算（当日不计入），不得早于此"),
        ((_noted("2026-12-02", "2026-12-05"),), "今日为2026-12-01，尚未开始"),
        ((_noted("2026-03-10", "2026-03-19"), _noted("2026-03-19", "2026-03-20")), "同一日不得扣除两次"),
        ((_noted("2026-03-10", "2026-03-19", noticed=False),), "经书面告知当事人才不计入"),
        ((_noted("2026-03-10", "2026-03-19", "中止"),), "只扣除检测、检验"),
        ((_noted("2026-03-10", "2026-03-19", ""),), "只扣除检测、检验"),
    ],
)
def test_a_time_that_the_provision_does_not_leave_out_is_refused(noted: tuple[Noted, ...], rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        _stops(*noted)


def test_the_ninety_days_know_no_time_that_does_not_count() -> None:
    with pytest.raises(ValueError, match="行政处罚法第六十条没有规定“作出处罚决定的期限”可以扣除时间"):
        _stops(_noted("2026-03-10", "2026-03-19"), term=DECISION)


def test_an_exclusion_goes_by_its_name_and_each_of_its_labels() -> None:
    told = Exclusion(name="appraisal", label="检测、鉴定", article="规章第一条", notice=False)
    assert [told.covers(kind) for kind in ("appraisal", "检测、鉴定", "检测", "鉴定", "听证")] == [True] * 4 + [False]


@pytest.mark.parametrize(
    ("term", "start", "by", "nominal"),
    [
        (replace(DECISION, length=90), date(2026, 1, 5), 30, date(2026, 5, 5)),
        (LICENCE_DECISION, date(2026, 6, 1), 10, date(2026, 7, 14)),
        (replace(DECISION, unit=Unit.MONTH, length=1), date(2026, 1, 31), 1, date(2026, 3, 28)),
        (replace(DECISION, unit=Unit.YEAR, length=1), date(2024, 2, 29), 1, date(2026, 2, 28)),
    ],
)
def test_an_extension_is_added_to_the_nominal_end(term: Term, start: date, by: int, nominal: date) -> None:
    reckoning = reckon(term, start, CALENDAR, extended_by=by)
    assert (reckoning.nominal, reckoning.extended_by) == (nominal, by)
    assert any(line.startswith(f"延长：{by}") for line in reckoning.explain())


def test_an_extended_term_rolls_over_once_at_its_last_end() -> None:
    term = replace(DECISION, length=5)
    once = reckon(term, date(2026, 3, 2), CALENDAR)
    assert (once.nominal, once.due) == (date(2026, 3, 7), date(2026, 3, 9))
    extended = reckon(term, date(2026, 3, 2), CALENDAR, extended_by=7)
    assert (extended.nominal, extended.due) == (date(2026, 3, 14), date(2026, 3, 16))


def test_an_extension_names_the_provision_that_gives_it() -> None:
    lines = reckon(SEIZURE, START, CALENDAR, extended_by=30).explain()
    assert any("行政强制法第二十五条第一款、第二款" in line for line in lines if line.startswith("延长"))


def test_a_stop_within_the_extended_time_counts() -> None:
    plain = reckon(DECISION, START, CALENDAR, extended_by=30)
    stop = Stop(plain.nominal - timedelta(days=5), plain.nominal, "中止")
    assert reckon(DECISION, START, CALENDAR, extended_by=30, stops=[stop]).nominal == plain.nominal + timedelta(days=5)


@pytest.mark.parametrize("term", [HEARING_NOTICE, LICENCE_RENEWAL])
def test_a_backward_term_and_a_fixed_date_are_not_extended(term: Term) -> None:
    with pytest.raises(ValueError, match="extended_by=1"):
        reckon(term, START, CALENDAR, extended_by=1)


def test_an_extension_never_shortens() -> None:
    with pytest.raises(ValueError, match="never shortens"):
        reckon(DECISION, START, CALENDAR, extended_by=-1)


def test_only_what_runs_forward_to_no_fixed_date_can_grow() -> None:
    assert DECISION.extensible
    assert not replace(DECISION, rolls=False, direction=Direction.BACKWARD).extensible


def _ends(term: Term, start: date) -> Callable[[Sequence[Stop]], date]:
    return lambda stops: reckon(term, start, CALENDAR, stops=stops).due


@pytest.mark.parametrize(
    ("term", "start", "last"),
    [
        (SEIZURE, START, date(2026, 4, 1)),
        (replace(SEIZURE, rolls=True), date(2026, 3, 6), date(2026, 4, 7)),
        (LICENCE_DECISION, START, date(2026, 3, 30)),
        (replace(SEIZURE, length=1, unit=Unit.MONTH), START, date(2026, 4, 2)),
        (replace(SEIZURE, length=1, unit=Unit.YEAR), START, date(2027, 3, 2)),
    ],
)
def test_a_time_that_begins_after_the_last_day_does_not_make_the_term_run_again(
    term: Term, start: date, last: date
) -> None:
    assert _ends(term, start)(()) == last
    refuse_after_end((Stop(last - timedelta(1), last, "鉴定"),), _ends(term, start))
    with pytest.raises(ValueError, match=rf"扣除期间的值「{last + timedelta(1)}至.*」不合要求：期限已于{last}届满"):
        refuse_after_end((Stop(last, last + timedelta(4), "鉴定"),), _ends(term, start))


def test_each_time_is_held_against_the_end_that_those_before_it_gave() -> None:
    first, second = (
        Stop(date(2026, 3, 9), date(2026, 3, 19), "鉴定"),
        Stop(date(2026, 4, 10), date(2026, 4, 12), "鉴定"),
    )
    refuse_after_end((first, second), _ends(SEIZURE, START))
    with pytest.raises(ValueError, match="期限已于2026-04-01届满"):
        refuse_after_end((second,), _ends(SEIZURE, START))


def test_a_time_from_the_day_of_the_start_loses_only_the_days_after_it() -> None:
    (stop,) = _stops(_noted("2026-03-02", "2026-03-05"))
    moved = reckon(SEIZURE, START, CALENDAR, stops=[stop])
    assert moved.nominal - reckon(SEIZURE, START, CALENDAR).nominal == timedelta(days=3)
    assert any("2026-03-03至2026-03-05停止计算，计3日" in line for line in moved.explain())
