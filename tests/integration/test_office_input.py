"""Bad input at the office: an error that names field, value and rule, and a database that is as it was but for the attempt kept on record."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from case_desk import START, Desk, a_day, put
from office_rows import Rows
from zhifa.engine.command import Command, Opening
from zhifa.engine.errors import CommandRefused, KeyReused
from zhifa.engine.refusals import Refusal
from zhifa.storage.errors import CaseUnknown, DatabaseBusy, StaleCase
from zhifa.storage.statements import REFUSALS_KEPT


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url, busy_timeout_ms=300) as opened:
        yield opened


@pytest.fixture
def rows(migrated_url: str) -> Iterator[Rows]:
    with Rows(migrated_url) as opened:
        yield opened


@contextmanager
def refused(rows: Rows) -> Iterator[list[Refusal]]:
    """What happens inside is refused with the refusals given, changes nothing, and is kept as one attempt."""
    reasons: list[Refusal] = []
    before, kept = rows.snapshot(without=("zf_refusal",)), rows.one("SELECT count(*) FROM zf_refusal")
    with pytest.raises(CommandRefused) as caught:
        yield reasons
    reasons += caught.value.refusals
    assert rows.snapshot(without=("zf_refusal",)) == before
    assert rows.one("SELECT count(*) FROM zf_refusal") == kept + 1


@contextmanager
def unchanged(rows: Rows) -> Iterator[None]:
    before = rows.snapshot()
    yield
    assert rows.snapshot() == before


def operands(refusal: Refusal) -> tuple[str, str, str]:
    """Code, field and value of a refusal about one field."""
    told = dict(refusal.operands)
    return refusal.code, told["field"], told["value"]


# --- facts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unknown", ["colour", "颜色"])
def test_an_unknown_field_is_named_with_its_value(desk: Desk, rows: Rows, unknown: str) -> None:
    case_id = desk.open_case()
    command = desk.command(case_id, "verify")
    with refused(rows) as reasons:
        desk.office.perform(replace(command, facts={**command.facts, unknown: "红"}))
    assert [operands(reason) for reason in reasons] == [("facts_invalid", unknown, "「红」")]
    assert "没有这一项" in reasons[0].text


WRONG_KIND: tuple[tuple[str, Any, str], ...] = (
    ("identity_kind", "身份证", "应为"),
    ("name", 7, "应为文字"),
    ("address", 1.5, "应为文字"),
    ("address", float("nan"), "应为文字"),
    ("address", 10**20, "应为文字"),
    ("address", {"省": "示例省"}, "应为文字"),
    ("address", "\ud800", "不完整的字符"),
    ("address", "", "不得为空"),
    ("address", "址" * 301, "不得超过300个字符"),
    ("born_on", "2026-02-30", "应为日期"),
)


def test_a_value_of_the_wrong_kind_is_named(desk: Desk, rows: Rows) -> None:
    for name, value, rule in WRONG_KIND:
        opening = desk.opening()
        with refused(rows) as reasons:
            desk.office.register(replace(opening, facts=put({**opening.facts}, f"party.{name}", value)))
        assert {operands(reason)[:2] for reason in reasons} == {("facts_invalid", f"party.{name}")}, value
        assert any(rule in reason.text for reason in reasons), value


def test_every_fault_is_named_at_once(desk: Desk, rows: Rows) -> None:
    opening = desk.opening()
    spoiled = put(put({**opening.facts, "colour": "红"}, "party.name", ""), "source", "道听途说")
    with refused(rows) as reasons:
        desk.office.register(replace(opening, facts=spoiled))
    assert {operands(reason)[1] for reason in reasons} == {"colour", "party.name", "source"}


def test_a_character_no_reader_sees_is_named_by_its_number(desk: Desk, rows: Rows) -> None:
    for character in "\u0000\u0007\u001b\u007f\u200b\u202e\u2066\ufeff":
        opening = desk.opening()
        with refused(rows) as reasons:
            desk.office.register(replace(opening, facts={**opening.facts, "content": f"当事人{character}甲"}))
        assert [operands(reason)[:2] for reason in reasons] == [("facts_invalid", "content")]
        assert f"第4个字符 U+{ord(character):04X}" in reasons[0].text
        assert character not in reasons[0].text


def test_a_text_of_forty_megabytes_is_refused_at_once_and_not_kept(desk: Desk, rows: Rows) -> None:
    opening = desk.opening()
    huge = "文" * (40_000_000 // 3)
    with refused(rows) as reasons:
        desk.office.register(replace(opening, facts={**opening.facts, "content": huge}))
    assert [operands(reason)[:2] for reason in reasons] == [("facts_invalid", "content")]
    assert "不得超过20000个字符" in reasons[0].text
    assert f"共{len(huge)}个字符" in reasons[0].text
    assert rows.one("SELECT max(length(reasons)) FROM zf_refusal") < 1000


def test_facts_nested_beyond_all_sense_are_refused(desk: Desk, rows: Rows) -> None:
    nest: list[Any] = []
    for _ in range(5000):
        nest = [nest]
    opening = desk.opening()
    with refused(rows) as reasons:
        desk.office.register(replace(opening, facts={**opening.facts, "content": nest}))
    assert [reason.code for reason in reasons] == ["facts_invalid"]


@pytest.mark.parametrize(
    ("kind", "number"), [("resident_id", "11010519491231002Y"), ("uscc", "91110000600037341K"), ("uscc", "")]
)
def test_a_wrong_check_digit_is_named_with_its_number(desk: Desk, rows: Rows, kind: str, number: str) -> None:
    opening = desk.opening()
    facts = put(put({**opening.facts}, "party.identity_kind", kind), "party.kind", "individual")
    if number:
        facts["party"]["identity_number"] = number
    with refused(rows) as reasons:
        desk.office.register(replace(opening, facts=facts))
    assert [reason.code for reason in reasons] == ["identity_check_digit"]
    assert (number or "未填") in reasons[0].text


def test_a_right_check_digit_is_taken(desk: Desk) -> None:
    opening = desk.opening()
    facts = put({**opening.facts}, "party.identity_kind", "resident_id")
    facts["party"]["identity_number"] = "11010519491231002X"
    assert desk.office.register(replace(opening, facts=facts)).state == "reported"


# --- times -----------------------------------------------------------------------------------------------------------


def test_a_record_that_ends_before_it_begins_is_refused(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("verifying")
    command = desk.command(case_id, "inspect")
    turned = {**command.facts, "started_at": command.facts["ended_at"], "ended_at": command.facts["started_at"]}
    with refused(rows) as reasons:
        desk.office.perform(replace(command, facts=turned))
    assert [reason.code for reason in reasons] == ["facts_invalid"]
    assert "结束时间应晚于开始时间" in reasons[0].text


def test_a_violation_after_its_filing_is_refused(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("verifying")
    desk.go_on(case_id)
    command = desk.command(case_id, "file")
    tomorrow = (desk.scene().day + a_day()).isoformat()
    with refused(rows) as reasons:
        desk.office.perform(replace(command, facts={**command.facts, "violation_ended_on": tomorrow}))
    assert [reason.code for reason in reasons] == ["violation_after_discovery"]
    assert tomorrow in reasons[0].text


@pytest.mark.parametrize(("by", "code"), [(a_day(), "occurred_in_future"), (-a_day(10), "occurred_before_predecessor")])
def test_a_step_outside_its_time_is_refused(desk: Desk, rows: Rows, by: Any, code: str) -> None:
    case_id = desk.bring_to("verifying")
    with refused(rows) as reasons:
        desk.do(case_id, "confirm_address", occurred_at=desk.clock.now() + by)
    assert code in {reason.code for reason in reasons}


def test_a_naive_time_in_facts_is_refused(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("verifying")
    command = desk.command(case_id, "inspect")
    with refused(rows) as reasons:
        desk.office.perform(replace(command, facts={**command.facts, "started_at": "2026-03-02T09:00:00"}))
    assert any("时间应带时区" in reason.text and "2026-03-02T09:00:00" in reason.text for reason in reasons)


def test_a_command_refuses_a_naive_time(desk: Desk) -> None:
    with pytest.raises(ValueError, match=r"occurred_at=2026-03-02T09:00:00: .*UTC offset"):
        Command(
            case_id="x", transition="verify", actor="y", expected_version=1, key="k",
            occurred_at=datetime(2026, 3, 2, 9),  # noqa: DTZ001 - the very thing that is refused
        )  # fmt: skip
    with pytest.raises(ValueError, match="UTC offset"):
        desk.open_case(occurred_at=datetime(2026, 3, 2, 9))  # noqa: DTZ001 - as above


# --- the command itself ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["case_id", "transition", "actor", "key"])
@pytest.mark.parametrize("value", ["", "x" * 201, "a\x00b", "a\u202eb", "\ud800", "a\nb"])
def test_a_command_refuses_a_name_no_reader_can_read(field: str, value: str) -> None:
    lawful = {"case_id": "x", "transition": "verify", "actor": "y", "key": "k"}
    with pytest.raises(ValueError, match=f"^{field}="):
        Command(**(lawful | {field: value}), occurred_at=START, expected_version=1)


def test_a_step_the_procedure_does_not_know_is_refused(desk: Desk, rows: Rows) -> None:
    case_id = desk.open_case()
    with refused(rows) as reasons:
        desk.office.perform(replace(desk.command(case_id, "verify"), transition="fast_track", facts={}))
    assert [reason.code for reason in reasons] == ["unknown_transition"]
    assert "fast_track" in reasons[0].text


def test_a_case_that_is_not_there_is_named(desk: Desk, rows: Rows) -> None:
    command = desk.command(desk.open_case(), "verify")
    with unchanged(rows), pytest.raises(CaseUnknown, match="no-such-case"):
        desk.office.perform(replace(command, case_id="no-such-case"))


def test_a_stale_version_is_told_and_changes_nothing(desk: Desk, rows: Rows) -> None:
    case_id = desk.open_case()
    command = desk.command(case_id, "verify")
    desk.office.perform(command)
    with unchanged(rows), pytest.raises(StaleCase, match="version 1"):
        desk.office.perform(replace(command, key="another"))


def test_a_key_that_comes_again_with_the_same_command_does_nothing_twice(desk: Desk, rows: Rows) -> None:
    opening = desk.opening()
    opened = desk.office.register(opening)
    command = desk.command(opened.case_id, "verify")
    done = desk.office.perform(command)
    with unchanged(rows):
        assert desk.office.register(opening) == replace(opened, repeated=True)
        assert desk.office.perform(command) == replace(done, repeated=True)


def test_a_key_that_comes_again_with_another_command_is_refused(desk: Desk, rows: Rows) -> None:
    opening = desk.opening()
    case_id = desk.office.register(opening).case_id
    command = desk.command(case_id, "verify")
    desk.office.perform(command)
    with unchanged(rows), pytest.raises(KeyReused, match=command.key):
        desk.office.perform(replace(command, occurred_at=command.occurred_at - a_day()))
    with unchanged(rows), pytest.raises(KeyReused, match=opening.key):
        desk.office.register(replace(opening, facts={**opening.facts, "cause": "别的违法行为"}))


def test_a_refused_command_may_come_again_under_its_key(desk: Desk) -> None:
    case_id = desk.bring_to("verifying")
    command = desk.command(case_id, "confirm_address", actor=desk.ids["审核人甲"])
    with pytest.raises(CommandRefused):
        desk.office.perform(command)
    assert not desk.office.perform(replace(command, actor=desk.ids["承办人甲"])).repeated


def test_an_opening_by_nobody_on_a_register_is_refused(desk: Desk) -> None:
    with pytest.raises(CommandRefused, match="人员名录中没有"):
        desk.open_case(actor="00000000-0000-0000-0000-000000000000")


# --- the record of attempts ------------------------------------------------------------------------------------------


def test_refused_attempts_are_kept_with_every_reason_and_bounded(desk: Desk, rows: Rows) -> None:
    case_id = desk.open_case()
    command = desk.command(case_id, "close", actor=desk.ids["审核人甲"])
    for _ in range(REFUSALS_KEPT + 5):
        desk.clock.advance(a_day() / 24)
        with pytest.raises(CommandRefused):
            desk.office.perform(command)
    kept = desk.office.refused(case_id)
    assert len(kept) == REFUSALS_KEPT
    assert (kept[-1].transition, kept[-1].actor_id) == ("close", command.actor)
    assert {reason["code"] for reason in json.loads(kept[-1].reasons)} == {"wrong_state", "no_role"}
    assert kept[-1].at == rows.one("SELECT max(at) FROM zf_refusal")
    assert desk.office.verify(case_id) == ()


def test_attempts_to_open_a_case_are_bounded_as_well(desk: Desk, rows: Rows) -> None:
    opening = desk.opening()
    for _ in range(REFUSALS_KEPT + 5):
        with pytest.raises(CommandRefused):
            desk.office.register(replace(opening, facts={}))
    assert rows.one("SELECT count(*) FROM zf_refusal WHERE case_id IS NULL") == REFUSALS_KEPT


# --- locks -----------------------------------------------------------------------------------------------------------


def test_a_lock_not_had_in_time_is_told_and_the_command_can_come_again(desk: Desk, rows: Rows) -> None:
    case_id = desk.open_case()
    command = desk.command(case_id, "verify")
    rows.run("BEGIN IMMEDIATE" if rows.sqlite else "BEGIN")
    rows.run("UPDATE zf_case SET version = version WHERE id = ?", case_id)
    began = time.monotonic()
    with pytest.raises(DatabaseBusy, match="300 ms"):
        desk.office.perform(command)
    waited = time.monotonic() - began
    rows.run("ROLLBACK")
    assert waited >= 0.25
    assert desk.office.case(case_id).version == 1
    assert desk.office.perform(command).version == 2


def test_readers_do_not_wait_for_a_lock(desk: Desk, rows: Rows) -> None:
    case_id = desk.open_case()
    rows.run("BEGIN IMMEDIATE" if rows.sqlite else "BEGIN")
    rows.run("UPDATE zf_case SET version = version WHERE id = ?", case_id)
    assert desk.office.verify(case_id) == ()
    assert any(option.allowed for option in desk.office.options(case_id, desk.ids["承办机构负责人甲"]))
    rows.run("ROLLBACK")


def test_an_opening_for_a_procedure_nobody_gave_is_refused(desk: Desk, rows: Rows) -> None:
    opening = Opening(workflow="no_such", actor="x", occurred_at=desk.clock.now(), key="k", facts={})
    with unchanged(rows), pytest.raises(Exception, match="没有流程 no_such"):
        desk.office.register(opening)
