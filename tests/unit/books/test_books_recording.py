"""The list of what is recorded, and the devices: what a line says and what is wrong with one."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from in_hand import register
from shelves import keeping
from steps_of_recording import demand, device
from zhifa.engine.books.book import Book, Context, Line, Numbered
from zhifa.engine.books.reading import LineReader, columns_of
from zhifa.engine.books.recording import AV_MATRIX, DEVICES, Demand, Device, Effect, Level, Until, devices_unfit
from zhifa.engine.office import SHIPPED
from zhifa.engine.period import Period

EXAMPLES = Path(__file__).parents[3] / "examples" / "registers"
SINCE = Period(start=date(2020, 1, 1))


def test_a_line_of_the_list_is_read() -> None:
    line = demand(media=["video", "audio"], upload_hours=24)
    assert AV_MATRIX.read(line) == Demand(
        workflow="*", step="interview", matter="询问", level=Level.KEY, until=Until.CONCLUDE, effect=Effect.BLOCKS,
        media=frozenset({"video", "audio"}), upload_hours=24,
    )  # fmt: skip


def test_a_device_is_read() -> None:
    line = device(place="示例路口", announced_on="2026-01-05", legal_review_on=None)
    assert DEVICES.read(line) == Device(
        number="演示记录仪01", kind="body_camera", unit="执法一科", place="示例路口", announced_on=date(2026, 1, 5)
    )


def _example(book: Book[Any]) -> list[Line]:
    with (EXAMPLES / f"{book.name}.csv").open(encoding="utf-8-sig", newline="") as sheet:
        heads, *rows = csv.reader(sheet)
    assert heads == [column.label for column in columns_of(book)]
    lines = [LineReader(book).line(number, row) for number, row in enumerate(rows, start=2)]
    return [line for line in lines if isinstance(line, Line)] if all(isinstance(one, Line) for one in lines) else []


def test_the_example_of_the_list_names_steps_that_there_are() -> None:
    demands = [AV_MATRIX.read(line) for line in _example(AV_MATRIX)]
    assert demands
    for one in demands:
        named = [w for w in SHIPPED if one.workflow in ("*", w.name)]
        assert any(one.step in w.by_name for w in named), one


def test_the_devices_of_the_example_are_fit_for_use() -> None:
    devices = [DEVICES.read(line) for line in _example(DEVICES)]
    assert [device.unfit for device in devices] == [()] * 5


def test_a_step_may_be_listed_anew_from_another_day_on() -> None:
    assert demand().key != demand(since="2026-01-01").key


@pytest.mark.parametrize(
    ("field", "value", "lawful"),
    [
        ("workflow", "*", True),
        ("workflow", "penalty_ordinary", True),
        ("workflow", "普通 程序", False),
        ("step", "inspect", True),
        ("step", "*", False),
        ("upload_hours", 24, True),
        ("upload_hours", 0, False),
    ],
)
def test_a_cell_keeps_to_its_rule(field: str, value: str | int, lawful: bool) -> None:
    rule = AV_MATRIX.by_field[field].rule
    assert rule is not None
    assert (rule(value) is None) is lawful


def test_what_is_due_earlier_is_due_later_too() -> None:
    assert Until.DECIDE.due_by == {Until.CONCLUDE, Until.SUBMIT_REVIEW, Until.DECIDE}


@pytest.mark.parametrize("choices", ["level", "until"], ids=str)
def test_every_choice_has_its_label(choices: str) -> None:
    kind = {"level": Level, "until": Until}[choices]
    assert [one.label for one in kind] == [AV_MATRIX.by_field[choices].choices[one] for one in kind]


@pytest.mark.parametrize(
    ("holder", "faults"),
    [("001", 0), ("辅01", 0), (None, 0), ("999", 1)],
    ids=["officer", "auxiliary", "none", "unknown"],
)
def test_who_holds_a_device_is_on_the_register(holder: str | None, faults: int) -> None:
    people = {
        "officer": [Line(book="officer", key="001", valid=SINCE, body={"staff_number": "001"})],
        "auxiliary": [Line(book="auxiliary", key="辅01", valid=SINCE, body={"number": "辅01"})],
    }
    context = Context(standing=people, today=date(2026, 3, 2))
    found = list(DEVICES.faults([Numbered(7, device(holder=holder), "设备.csv")], context))
    assert len(found) == faults
    assert all(fault.text.startswith("设备.csv第7行“使用人”的值「999」：") for fault in found)


def test_of_a_monitoring_device_the_register_tells_what_the_law_asks() -> None:
    known = device(
        kind="monitor", place="示例路口", legal_review_on="2026-01-02", technical_review_on="2026-01-03",
        announced_on="2026-01-05",
    )  # fmt: skip
    assert DEVICES.read(known).unfit == ()
    assert DEVICES.read(device(kind="monitor", place="示例路口")).unfit == ("法制审核日期", "技术审核日期", "公布日期")
    assert DEVICES.read(device()).unfit == ()


def test_a_monitoring_device_that_nobody_announced_is_found() -> None:
    kept = keeping(
        register(), device(), device("探头01", kind="monitor", place="示例路口", legal_review_on="2026-01-02")
    )
    (found,) = devices_unfit(kept, date(2026, 3, 2))
    assert (found.book, found.level) == ("device", "fault")
    assert found.text == "电子技术监控设备“探头01”没有登记技术审核日期、公布日期"
