"""Points and grades: conventions an agency may set, but for the fatal faults."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from in_hand import IDS, standing
from scrutinised import altered, numbered, seen
from zhifa.engine.units import Mark
from zhifa.workflows.scrutiny import Deductions, Scrutiny, scrutinise
from zhifa.workflows.scrutiny.scoring import Grade


def _set(**values: Any) -> Deductions:
    return Deductions.model_validate_json(json.dumps(values))


def _faulty(deductions: Deductions | None = None) -> Scrutiny:
    """One major fault (R09) and one minor one (R30)."""
    case = altered(numbered(standing("archived")), "inspect", "evidence.0.kind", "电子数据")
    return scrutinise(seen(altered(case, "report", "cause", "露天焚烧秸秆案")), deductions)


def _fatal(deductions: Deductions | None = None) -> Scrutiny:
    alone = altered(numbered(standing("archived")), "inspect", "officers", [IDS["承办人甲"]])
    return scrutinise(seen(alone), deductions)


def test_a_sound_case_keeps_all_points() -> None:
    sound = scrutinise(seen(numbered(standing("archived"))))

    assert (sound.faulty, sound.score, sound.grade) == ((), 100, Grade.EXCELLENT)


def test_each_faulty_check_takes_its_points_once() -> None:
    assert [one.check.id for one in _faulty().faulty] == ["R09", "R30"]
    assert _faulty().score == Decimal("96.5")


def test_a_fatal_fault_leaves_nothing_whatever_the_agency_sets() -> None:
    lenient = _set(major=0, minor=0, passing=0, excellent=0)

    assert [(s.score, s.grade) for s in (_fatal(), _fatal(lenient))] == [(0, Grade.FAILING)] * 2


def test_points_may_be_set_for_single_checks() -> None:
    assert _faulty(_set(checks={"R30": "7.5"})).score == _faulty(_set(checks={"R30": 0})).score - Decimal("7.5")


def test_grades_follow_the_thresholds_set() -> None:
    score = _faulty().score

    assert _faulty(_set(excellent=str(score))).grade is Grade.EXCELLENT
    assert _faulty(_set(excellent=100, passing=str(score))).grade is Grade.PASSING
    assert _faulty(_set(excellent=100, passing=100)).grade is Grade.FAILING


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"major": -1}, "应为0至100的数"),
        ({"major": "100.01"}, "应为0至100的数"),
        ({"major": True}, "应为0至100的数"),
        ({"major": None}, "应为0至100的数"),
        ({"minor": 0.5}, "小数写作文字"),
        ({"minor": "0.125"}, "至多两位小数"),
        ({"minor": "NaN"}, "应为0至100的数"),
        ({"checks": {"R05": "much"}}, "应为0至100的数"),
        ({"fatal": 5}, "fatal"),
        ({"checks": {"R99": 1}}, "R99不是可以设定扣分的检查项"),
        ({"checks": {"R02": 1}}, "R02不是可以设定扣分的检查项"),
        ({"excellent": 50}, "不得低于合格的界限"),
    ],
)
def test_a_scale_that_makes_no_sense_is_refused(values: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        _set(**values)


def test_the_scale_says_that_it_is_a_convention() -> None:
    told = Deductions().explain()

    assert Mark.CONVENTION.label in told
    assert "重要项每项扣3，一般项每项扣0.5；90分以上优秀，60分以上合格" in told


def test_the_score_of_a_case_that_goes_on_is_provisional() -> None:
    assert scrutinise(seen(standing("investigating"))).unsettled
